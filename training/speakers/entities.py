"""The entities of an annotated article, as the reader finds them."""

from onrecord.reading.entities import Resolved, resolve
from onrecord.reading.reader import Reader
from training.speakers.data import Article


def entities_of(article: Article, reader: Reader) -> Resolved:
    """Read an article's names and descriptions, and put them together."""
    passages = article.passages
    return resolve(article.text, passages, reader.mentions(article.text, [p.span for p in passages]))
