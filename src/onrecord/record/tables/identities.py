"""Who is the same person or body on several pages: worked out from the views, but for what people judged."""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, Table, Text

from onrecord.record.tables.base import Id, Key, metadata

identity = Table(
    "identity",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ref", Text, nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("said", Integer, nullable=False),
    Column("about", Integer, nullable=False),
    Column("first", Text),
    Column("last", Text),
    sqlite_autoincrement=True,
)
"""A person or a body over all captures. `ref` names it for people and programs. `articles` counts the captures that
name it, `said` its statements, `about` those whose content names it; `first` and `last` are days.
"""

identity_ref = Table(
    "identity_ref",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("identity_id", ForeignKey("identity.id", ondelete="CASCADE"), nullable=False, index=True),
)
"""Every ref that ever named an identity that is still there, so that a link to one that was joined with it holds."""

identity_key = Table(
    "identity_key",
    metadata,
    Column("key", Key, primary_key=True),
    Column("identity_id", ForeignKey("identity.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("name", Text),
    Column("uses", Integer, nullable=False),
)
"""By what an identity is found: ``n:`` and a folded name (with its spelling in `name`), ``s:`` how it sounds, ``i:``
surname and initial, ``b:`` the words of a body's name in order of the alphabet, ``k:`` a body that is known. `uses`
counts its captures with it.
"""

identity_member = Table(
    "identity_member",
    metadata,
    Column("capture_id", ForeignKey("capture.id"), primary_key=True, autoincrement=False),
    Column("number", Text, primary_key=True),
    Column("identity_id", ForeignKey("identity.id", ondelete="CASCADE"), nullable=False),
    Column("key", Key, nullable=False),
    Column("name", Text, nullable=False),
    Column("day", Text),
    Column("said", Integer, nullable=False),
    Column("about", Integer, nullable=False),
    Column("seen", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("ix_identity_member_identity_id_day", "identity_id", "day", "capture_id"),
)
"""What one capture tells of an identity: `number` is its entity's, `seen` what is compared and `why` the values by
which it was found to be this one, both as JSON (`onrecord.story.identities`).
"""

identity_statement = Table(
    "identity_statement",
    metadata,
    Column("statement_id", ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("part", Text, primary_key=True),
    Column("identity_id", ForeignKey("identity.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("key", Key, nullable=False),
    Column("day", Text),
    Index("ix_identity_statement_identity_id", "identity_id", "part", "day", "statement_id"),
)
"""Whose a statement is (`part` ``speaker``) and whom its content names (``about``). `key` is the folded name there."""

identity_pair = Table(
    "identity_pair",
    metadata,
    Column("left_id", ForeignKey("identity.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column(
        "right_id", ForeignKey("identity.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    ),
    Column("verdict", Text, nullable=False),
    Column("points", Float, nullable=False),
    Column("why", Text, nullable=False),
    Index("ix_identity_pair_verdict", "verdict", "points"),
)
"""Identities of like names that were not joined: ``maybe`` the same, or in ``conflict``; the lower id left."""

judgement = Table(
    "judgement",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("type", Text),
    Column("left_id", ForeignKey("capture.id"), index=True),
    Column("left_key", Key),
    Column("right_id", ForeignKey("capture.id"), index=True),
    Column("right_key", Key),
    Column("undoes", ForeignKey("judgement.id"), unique=True),
)
"""What people judged, append-only: that whom one capture (`left_id`) calls `left_key` and whom another calls
`right_key` are the ``same`` or ``different``. An undoing (``undo``) is a row of its own that names the row it undoes.
"""

wikidata = Table(
    "wikidata",
    metadata,
    Column("key", Key, primary_key=True),
    Column("qid", Text, primary_key=True),
    Column("type", Text),
    Column("label", Text, nullable=False),
    Column("born", BigInteger),
)
"""Names and their Wikidata identifiers, from a table that somebody brought; none is needed."""
