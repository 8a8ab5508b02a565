"""Who may log in to the desk, and who is logged in."""

from sqlalchemy import Column, ForeignKey, Table, Text

from onrecord.record.tables.base import Id, Key, metadata

account = Table(
    "account",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Key, nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("closed_at", Text),
)
"""People who may log in. `password` is an encoded Argon2id hash, with its own salt and cost; nobody's row is ever
deleted, for corrections are signed with its name.
"""

login = Table(
    "login",
    metadata,
    Column("id", Id, primary_key=True),
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("made_at", Text, nullable=False),
    Column("ends_at", Text, nullable=False),
)
"""Who is logged in: a hash of each login's secret, and when it ends at the latest. One that was ended is gone."""
