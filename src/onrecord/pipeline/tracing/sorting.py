"""What articles are about, by topic."""

from sqlalchemy import Connection, delete, insert, select

from onrecord.reading.model import Reading
from onrecord.record.search import index
from onrecord.record.tables import article, article_topic
from onrecord.record.views import body_of


def ahead(reading: Reading | None) -> None:
    """Work out the topic of what is to be compared next, before a transaction begins: other writers wait for its end,
    and a model takes its time. `update` finds it done, if the article is as it was.
    """
    from onrecord.record.topics import shared

    if reading is not None:
        shared().of(reading)


def update(connection: Connection, capture_id: int, reading: Reading | None) -> None:
    """Work out a capture's topic anew; None where it is no article any more."""
    from onrecord.record.topics import NAME, shared

    mine = article_topic.c.capture_id == capture_id
    before = connection.execute(select(article_topic.c.topic).where(mine)).scalar()
    connection.execute(delete(article_topic).where(mine))
    if reading is None:
        return
    if connection.execute(select(article.c.capture_id).where(article.c.capture_id == capture_id)).first() is None:
        return
    given = shared().of(reading)
    if given is not None:
        row = {"capture_id": capture_id, "topic": given.topic, "confidence": given.confidence, "model": NAME}
        connection.execute(insert(article_topic).values(row))
    if before != (given.topic if given else None):
        index.put_again(connection, capture_id, body_of(reading))
