"""OnRecord traces who said it: from any captured news page to its source.

>>> import onrecord
>>> reading = onrecord.read(text="Rates will stay where they are, the bank said on Monday.")
>>> reading.text[:5]
'Rates'

The names below are all there is to the library; they are imported when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.article.model import Article, Block, Caption, Page
    from onrecord.capture.model import Capture, CaptureError
    from onrecord.pipeline import page, read, read_many
    from onrecord.reading.model import (
        Entity,
        EntityRole,
        Expectation,
        Figure,
        Mention,
        Models,
        Qualifier,
        ReaderInfo,
        Reading,
        SaidAt,
        Speaker,
        SpeakerName,
        Statement,
        TimeExpression,
        Via,
    )

_HOMES = {
    "Article": "onrecord.article.model",
    "Block": "onrecord.article.model",
    "Caption": "onrecord.article.model",
    "Capture": "onrecord.capture.model",
    "CaptureError": "onrecord.capture.model",
    "Entity": "onrecord.reading.model",
    "EntityRole": "onrecord.reading.model",
    "Expectation": "onrecord.reading.model",
    "Figure": "onrecord.reading.model",
    "Mention": "onrecord.reading.model",
    "Models": "onrecord.reading.model",
    "Page": "onrecord.article.model",
    "Qualifier": "onrecord.reading.model",
    "ReaderInfo": "onrecord.reading.model",
    "Reading": "onrecord.reading.model",
    "SaidAt": "onrecord.reading.model",
    "Speaker": "onrecord.reading.model",
    "SpeakerName": "onrecord.reading.model",
    "Statement": "onrecord.reading.model",
    "TimeExpression": "onrecord.reading.model",
    "Via": "onrecord.reading.model",
    "page": "onrecord.pipeline",
    "read": "onrecord.pipeline",
    "read_many": "onrecord.pipeline",
}

__all__ = [
    "Article",
    "Block",
    "Caption",
    "Capture",
    "CaptureError",
    "Entity",
    "EntityRole",
    "Expectation",
    "Figure",
    "Mention",
    "Models",
    "Page",
    "Qualifier",
    "ReaderInfo",
    "Reading",
    "SaidAt",
    "Speaker",
    "SpeakerName",
    "Statement",
    "TimeExpression",
    "Via",
    "page",
    "read",
    "read_many",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("onrecord.pipeline").version()
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
