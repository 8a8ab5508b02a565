"""What articles are about: worked out by `record.topics` after they were kept, and made again from them at any time."""

from sqlalchemy import Column, Float, ForeignKey, Index, Table, Text

from onrecord.record.tables.base import metadata

article_topic = Table(
    "article_topic",
    metadata,
    Column("capture_id", ForeignKey("article.capture_id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("topic", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("model", Text, nullable=False),
    Index("ix_article_topic_topic", "topic", "capture_id"),
)
"""The topic of an article, a code of IPTC Media Topics; an article without a row has none that is sure enough, or was
not looked at yet. `model` is the name of the weights that told it.
"""
