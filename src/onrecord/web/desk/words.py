"""What the desk says for the model's words, and numbers and times as people write them; templates filter by these."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from onrecord.export.terminal.layout import count, listed, timex, when
from onrecord.record.media_topics import name_of

_KINDS: Final = {
    "named_person": "named person",
    "named_organisation": "named body",
    "unnamed_person": "unnamed person",
    "unnamed_group": "unnamed group",
    "document": "document",
    "outlet": "outlet",
    "implicit": "nobody named",
    "other": "other source",
}
_TYPES: Final = {"organisation": "body", "work": "document or work"}
_QUOTATIONS: Final = {"direct": "in their words", "indirect": "reported", "mixed": "partly in their words"}
_CHANNELS: Final = {
    "social_post": "social-media post",
    "email_or_letter": "e-mail or letter",
    "phone_or_call": "telephone call",
}
_ROLES: Final = {
    "alt_text": "alternative text",
    "crosslink": "cross-link",
    "rail_heading": "rail heading",
    "rail_headline": "headline in a rail",
    "capture_header": "capture header",
    "control": "control",
    "topic": "topic label",
}
STEPS: Final = ((0.95, "very sure"), (0.8, "sure"), (0.6, "fairly sure"), (0.4, "unsure"), (0.0, "doubtful"))
"""From which probability on the reader is called how sure; the page of help explains the words."""
_RIGHT_TO_LEFT: Final = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "syr", "ug", "ur", "yi"))
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def kind(value: str) -> str:
    """Return a kind of source in words.

    >>> kind("named_organisation")
    'named body'
    """
    return _KINDS.get(value, plain(value))


def sort(value: str) -> str:
    """Return what sort of thing an entity is, in words.

    >>> sort("organisation"), sort("person")
    ('body', 'person')
    """
    return _TYPES.get(value, plain(value))


def quotation(value: str) -> str:
    """Return a kind of quotation in words.

    >>> quotation("mixed")
    'partly in their words'
    """
    return _QUOTATIONS.get(value, plain(value))


def channel(value: str | None) -> str:
    """Return how words reached the outlet, in words; empty where that is not told.

    >>> channel("press_conference"), channel("social_post"), channel(None)
    ('press conference', 'social-media post', '')
    """
    return "" if value in (None, "other") else _CHANNELS.get(str(value), plain(str(value)))


def role(value: str) -> str:
    """Return a block's role in words.

    >>> role("rail_headline"), role("body")
    ('headline in a rail', 'body')
    """
    return _ROLES.get(value, plain(value))


def plain(value: str) -> str:
    """Return one of the model's words as a person writes it.

    >>> plain("named_person")
    'named person'
    """
    return value.replace("_", " ")


def sure(value: float) -> str:
    """Return in words how sure a probability is.

    >>> sure(0.97), sure(0.72), sure(0.3)
    ('very sure', 'fairly sure', 'doubtful')
    """
    return next(word for least, word in STEPS if value >= least or least == 0.0)


def percent(value: float) -> str:
    """Return a share as a whole percentage; what is not all is not called all, nor what is something nothing.

    >>> percent(0.934), percent(0.9999), percent(0.001), percent(1), percent(0)
    ('93%', '99%', '1%', '100%', '0%')
    """
    whole = round(value * 100)
    if 0 < value < 1:
        whole = min(99, max(1, whole))
    return f"{whole}%"


def number(value: float) -> str:
    """Return a number with its thousands apart, whole where it is whole.

    >>> number(1234567), number(2.5)
    ('1,234,567', '2.5')
    """
    return f"{int(value):,}" if float(value).is_integer() and abs(value) < 1e15 else f"{value:,.6g}"


def day(stamp: str | None) -> str:
    """Return a day or time as a day, as precise as it is; "no date" where none is known.

    >>> day("2024-08-16T05:46+01:00"), day("2024-08"), day(None)
    ('16 August 2024', 'August 2024', 'no date')
    """
    return when(stamp[:10]) if stamp else "no date"


def time(stamp: str | None) -> str:
    """Return a time as people write it; "no time known" where none is.

    >>> time("2024-08-16T05:46+01:00"), time(None)
    ('16 August 2024, 05:46 +01:00', 'no time known')
    """
    return when(stamp) if stamp else "no time known"


def is_day(stamp: str | None) -> bool:
    """Whether `stamp` begins with a day that there is, so that it can stand in ``<time datetime>``."""
    try:
        date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return False
    return True


def one_line(text: str | None) -> str:
    """Return text on one line."""
    return " ".join(seen(text).split())


def short(text: str | None, most: int = 160) -> str:
    """Return text on one line, cut between words after at most `most` characters.

    >>> short("the long and the short of it", 15)
    'the long and…'
    """
    line = one_line(text)
    if len(line) <= most:
        return line
    cut = line[: most + 1].rpartition(" ")[0] or line[:most]
    return cut.rstrip(" ,;:–—-") + "…"


def direction(language: str | None) -> str:
    """Return which way a text in `language` (ISO 639, with or without a region) runs; ``auto`` where that is unknown.

    >>> direction("ar"), direction("en-GB"), direction(None)
    ('rtl', 'ltr', 'auto')
    """
    if not language:
        return "auto"
    return "rtl" if language.casefold().replace("_", "-").split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def seen(text: str | None) -> str:
    """Return text with control characters shown as U+FFFD, one for one, so that offsets hold; directions too.

    A mark that turns the direction of the text could make a page of ours say something else than the capture does.
    A browser makes one character of the two that end some lines; a space stands for the first.
    """
    if text is None or text.isprintable():  # most are: no control and no mark of direction is printable
        return text or ""
    return _DIRECTIONS.sub("\u2060", _CONTROLS.sub("\ufffd", text.replace("\r", " ")))


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "kind": kind,
    "sort_of": sort,
    "quotation": quotation,
    "channel": channel,
    "role": role,
    "plain": plain,
    "sure": sure,
    "percent": percent,
    "number": number,
    "day": day,
    "moment": time,
    "is_day": is_day,
    "one_line": one_line,
    "short": short,
    "seen": seen,
    "direction": direction,
    "listed": lambda names: listed(list(names)),
    "counted": count,
    "timex": timex,
    "topic": name_of,
}
