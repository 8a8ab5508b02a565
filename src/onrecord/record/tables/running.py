"""What running the archive needs."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from onrecord.record.tables.base import Id, metadata

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""What holds for the whole archive: its `id` (a UUID) and when it was made."""

failure = Table(
    "failure",
    metadata,
    Column("source", Text, primary_key=True),
    Column("message", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""Inputs that could not be read, the last message of each; one that is read later leaves the list."""

feed = Table(
    "feed",
    metadata,
    Column("url", Text, primary_key=True),
    Column("title", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("checked_at", Text),
    Column("next_at", Text),
    Column("failures", Integer, nullable=False),
    Column("message", Text),
)
"""Feeds that are watched, with what a conditional request needs, and when each may be asked again."""

feed_entry = Table(
    "feed_entry",
    metadata,
    Column("feed_url", ForeignKey("feed.url", ondelete="CASCADE"), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("seen_at", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("again_at", Text),
)
"""Pages that a feed named: `state` is ``new``, ``added`` or ``failed``; one that failed is not asked for before
`again_at`.
"""

token = Table(
    "token",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    Column("scopes", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("ends_at", Text),
    Column("revoked_at", Text),
)
"""Tokens of the API. Only a hash of each is kept; `scopes` is a JSON list."""
