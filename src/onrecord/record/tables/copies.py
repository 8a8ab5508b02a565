"""Which captures are of one article, and which articles share their prose (`onrecord.story`)."""

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, LargeBinary, Table, Text

from onrecord.record.tables.base import Key, metadata

shingle = Table(
    "shingle",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("capture_id", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""By which words in a row an article is found again (`story.sketch`)."""

edition = Table(
    "edition",
    metadata,
    Column("capture_id", BigInteger, primary_key=True, autoincrement=False),
    Column("article", BigInteger, nullable=False),
    Column("prose", BigInteger, nullable=False),
    Column("standfirst", BigInteger),
    Column("place", BigInteger, nullable=False),
    Column("address", Key),
    Column("credit", Text),
    Column("hashes", LargeBinary, nullable=False),
    Index("ix_edition_address", "address", "capture_id"),
    Index("ix_edition_article", "article", "capture_id"),
)
"""A capture among those of its article.

`article` is the number of the first one that was added. `prose` and `standfirst` are the same where a reader sees the
same, `place` where it was met at one place (`story.sketch.look`). `address` is its address as those of one article are
alike, `credit` whom the page credits with all of it. `hashes` are those it has in `shingle`, eight bytes each.
"""

copy = Table(
    "copy",
    metadata,
    Column("capture_id", BigInteger, primary_key=True, autoincrement=False),
    Column("other_id", BigInteger, primary_key=True, autoincrement=False),
    Column("whole", Boolean, nullable=False),
    Column("share", Float, nullable=False),
    Column("other_share", Float, nullable=False),
    Column("spans", Text, nullable=False),
    Column("credited", Text),
    Column("origin", BigInteger),
    Index("ix_copy_other_id", "other_id"),
)
"""Two captures of different outlets that share paragraphs, the one with the higher number first.

`share` is of the words of `capture_id`'s article, `other_share` of the other's. `spans` is a JSON list of pairs of
spans, one in each text. `credited` is the outlet that one of the pages names for it, `origin` the capture of the two
that it comes from, where that outlet is one of theirs.
"""
