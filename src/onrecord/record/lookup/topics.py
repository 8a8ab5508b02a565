"""What the articles of an archive are about."""

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.record.lookup.captures import capture
from onrecord.record.media_topics import TOPICS
from onrecord.record.tables import article_topic


class TopicCount(msgspec.Struct, frozen=True, kw_only=True):
    """A topic by its code in IPTC Media Topics and its name, and how many articles have it."""

    topic: str
    name: str
    articles: int


class ArticleTopic(msgspec.Struct, frozen=True, kw_only=True):
    """The topic of one article, and how likely it is (0 to 1)."""

    topic: str
    name: str
    confidence: float


def topics(connection: Connection) -> list[TopicCount]:
    """Count articles by topic, the most frequent first; those without one are not counted."""
    number = func.count()
    counted = select(article_topic.c.topic, number).group_by(article_topic.c.topic)
    found = [
        TopicCount(topic=topic, name=TOPICS.get(topic, topic), articles=many)
        for topic, many in connection.execute(counted)
    ]
    return sorted(found, key=lambda one: (-one.articles, one.name))


def topic_of(connection: Connection, ident: str) -> ArticleTopic | None:
    """Return the topic of the article that `ident` calls; None where it has none that is sure enough.

    Raises `NotFoundError`, `AmbiguousError`.
    """
    mine = article_topic.c.capture_id == capture(connection, ident).id
    row = connection.execute(select(article_topic.c.topic, article_topic.c.confidence).where(mine)).one_or_none()
    if row is None:
        return None
    return ArticleTopic(topic=row.topic, name=TOPICS.get(row.topic, row.topic), confidence=row.confidence)
