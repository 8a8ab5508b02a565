"""Hits as they are shown: who said what, how, where and when, with the words found marked."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, select

from onrecord.reading.model import Channel, Manner, Polarity, Quotation, SourceKind
from onrecord.record.refs import SHORT
from onrecord.record.search.matching import Matcher, Shown, Side
from onrecord.record.stored import unpack_body
from onrecord.record.tables import article, capture, reading, statement

_PASSAGES = 3
"""Passages of an article that are shown."""


# Made once: to put a query together takes far longer than to have it answered.
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_STATEMENTS = (
    select(statement, article.c.headline, article.c.url, capture.c.sha256)
    .join(article, article.c.capture_id == statement.c.capture_id)
    .join(capture, capture.c.id == statement.c.capture_id)
    .where(statement.c.id.in_(_IDS))
)
_ARTICLES = (
    select(article, capture.c.sha256, reading.c.packed, reading.c.form)
    .join(capture, capture.c.id == article.c.capture_id)
    .join(reading, reading.c.id == article.c.reading_id)
    .where(capture.c.id.in_(_IDS))
)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The article that a hit is in: what it is called (`article`), and what a person needs to know it by."""

    article: str
    headline: Shown | None
    outlet: Shown | None
    day: str | None
    language: str | None
    url: str | None


class StatementHit(msgspec.Struct, frozen=True, kw_only=True):
    """A statement found. `ref` is what it is called; the rest is as in its reading, after corrections."""

    ref: str
    place: Place
    speaker: Shown | None
    source: Shown
    cue: Shown
    content: Shown
    quotation: Quotation
    source_kind: SourceKind
    manner: Manner
    polarity: Polarity
    channel: Channel | None
    said_at: str | None
    nested: bool
    confidence: float
    speaker_confidence: float | None
    corrected: bool
    likeness: float | None = None
    """How like in meaning it is to what was asked for, -1 to 1; None where that was not asked."""


class ArticleHit(msgspec.Struct, frozen=True, kw_only=True):
    """An article found, with the passages of it that have most of the words."""

    place: Place
    standfirst: Shown | None
    passages: list[Shown]
    authors: list[str]
    words: int
    statements: int
    corrected: bool


def statement_hits(
    connection: Connection, ids: Sequence[int], matcher: Matcher, likeness: dict[int, float] | None = None
) -> list[StatementHit]:
    """Return the statements with these ids, in this order."""
    found = connection.execute(_STATEMENTS, {"ids": list(ids)})
    out = {}
    for one in found.mappings():
        language = one["language"]
        out[one["id"]] = StatementHit(
            ref=one["ref"],
            place=_place(one, matcher),
            speaker=matcher.shown(one["speaker"], "speaker", language) if one["speaker"] else None,
            source=matcher.shown(one["source"], "source", language),
            cue=matcher.shown(one["cue"], "source", language),
            content=matcher.shown(one["content"], "said", language),
            quotation=one["quotation"],
            source_kind=one["source_kind"],
            manner=one["manner"],
            polarity=one["polarity"],
            channel=one["channel"],
            said_at=one["said_at"],
            nested=one["within"] is not None,
            confidence=one["confidence"],
            speaker_confidence=one["speaker_confidence"],
            corrected=one["corrected"],
            likeness=likeness.get(one["id"]) if likeness else None,
        )
    return [out[ident] for ident in ids if ident in out]


def article_hits(connection: Connection, ids: Sequence[int], matcher: Matcher) -> list[ArticleHit]:
    """Return the articles of the captures with these ids, in this order."""
    found = connection.execute(_ARTICLES, {"ids": list(ids)})
    out = {}
    for one in found.mappings():
        language = one["language"]
        out[one["capture_id"]] = ArticleHit(
            place=_place(one, matcher, "title"),
            standfirst=matcher.shown(one["standfirst"], "said", language) if one["standfirst"] else None,
            passages=_passages(unpack_body(one["packed"], one["form"]), matcher, language),
            authors=msgspec.json.decode(one["authors"], type=list[str]),
            words=one["words"],
            statements=one["statements"],
            corrected=one["corrected"],
        )
    return [out[ident] for ident in ids if ident in out]


def _place(row: object, matcher: Matcher, side: Side = "headline") -> Place:
    one: dict[str, str | None] = dict(row)  # type: ignore[call-overload]
    headline, outlet = one["headline"], one["outlet"]
    return Place(
        article=(one["sha256"] or "")[:SHORT],
        headline=matcher.shown(headline, side, one["language"]) if headline else None,
        outlet=matcher.shown(outlet, "outlet", one["language"]) if outlet else None,
        day=one["day"],
        language=one["language"],
        url=one["url"],
    )


def _passages(texts: Sequence[str], matcher: Matcher, language: str | None) -> list[Shown]:
    """Return those of an article's paragraphs that have most of the words, in order; the first if none has any."""
    each = [text for text in texts if text.strip()]
    likely = matcher.likely(each, "said", language)
    shown = [
        (k, matcher.shown(text, "said", language)) for k, text in enumerate(each) if any(run in text for run in likely)
    ]
    best = sorted((one for one in shown if one[1].marks), key=lambda one: (-len(one[1].marks), one[0]))[:_PASSAGES]
    return [one for _, one in sorted(best)] if best else [matcher.shown(text, "said", language) for text in each[:1]]
