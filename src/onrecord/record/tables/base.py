"""What all tables share: how constraints are named, and types that both databases keep alike."""

from sqlalchemy import BigInteger, Integer, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the key is called INTEGER."""

Key = Text().with_variant(Text(collation="C"), "postgresql")
"""A name folded for comparison, in the order of its code points on either database, so that beginnings are a range."""
