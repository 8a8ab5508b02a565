"""A trace taken out of the archive: the statements that carry an utterance, and what their pages say of themselves."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import structs
from sqlalchemy import Connection, select

from onrecord.reading.model import Reading, Statement
from onrecord.record import tables
from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.refs import REF
from onrecord.record.views import effective
from onrecord.story import traces
from onrecord.story.appearances import Likeness, Occurrence, Page, Station
from onrecord.story.moments import stated
from onrecord.story.traces import Trace

MOST = 500
"""Occurrences of one utterance that a trace is made of, those first that were added first."""


class Carried(NamedTuple):
    """A statement that carries an utterance, and how its words stand to the fullest wording."""

    ref: str
    likeness: Likeness = "verbatim"
    score: float = 1.0


class Chain(NamedTuple):
    """A capture's place among the versions of its article, and whom its page credits with all of it."""

    article: int
    version: int = 0
    credit: str | None = None


class Followed(NamedTuple):
    """A trace, and the statements that stand for other utterances which the words asked for may mean."""

    trace: Trace
    others: list[str]


def trace(connection: Connection, asked: str) -> Followed:
    """Return the trace of what is asked for: a statement's ref, or words that were said.

    Raises `NotFoundError` where nothing in the archive carries it.
    """
    if REF.fullmatch(asked.strip()):
        return Followed(trace_of(connection, asked.strip()), [])
    refs = _with_words(connection, asked)
    if not refs:
        raise NotFoundError("Nobody says that in this archive, as far as it was read.")
    return Followed(trace_of(connection, refs[0]), refs[1:])


def trace_of(connection: Connection, ref: str) -> Trace:
    """Return the trace of the words of the statement whose ref is `ref`. Raises `NotFoundError` if there is none."""
    if not REF.fullmatch(ref) or not _rows(connection, [ref]):
        raise NotFoundError("There is no such statement in this archive; none is made up for it.")
    pages = Pages(connection, {})
    return traces.trace(occurrences(connection, pages, [Carried(ref)]))


def _with_words(connection: Connection, words: str) -> list[str]:
    """Return a statement of each utterance that carries `words`, the likeliest first."""
    return []


class Pages:
    """Captures as a trace needs them, each read once."""

    def __init__(self, connection: Connection, chains: Mapping[int, Chain]) -> None:
        self._connection = connection
        self._chains = chains
        self._readings: dict[int, Reading | None] = {}
        self._pages: dict[int, Page] = {}

    def page(self, capture_id: int) -> Page:
        """Return what a capture says of itself. Raises `KeyError` where there is no article."""
        if capture_id not in self._pages:
            self._load([capture_id])
        return self._pages[capture_id]

    def load(self, capture_ids: Iterable[int]) -> None:
        """Take several captures out at once."""
        self._load([one for one in dict.fromkeys(capture_ids) if one not in self._pages])

    def reading(self, capture_id: int) -> Reading | None:
        """Return a capture's reading with its corrections; None where it cannot be had."""
        if capture_id not in self._readings:
            try:
                found = effective(self._connection, capture_id)
            except ArchiveError:  # the doctor's to tell
                found = None
            self._readings[capture_id] = found.reading if found else None
        return self._readings[capture_id]

    def _load(self, capture_ids: Sequence[int]) -> None:
        article, capture = tables.article, tables.capture
        for start in range(0, len(capture_ids), MOST):
            ids = capture_ids[start : start + MOST]
            met = self._met(ids)
            rows = self._connection.execute(
                select(
                    article.c.capture_id,
                    article.c.headline,
                    article.c.published,
                    article.c.updated,
                    article.c.url,
                    article.c.outlet,
                    capture.c.sha256,
                )
                .join(capture, capture.c.id == article.c.capture_id)
                .where(article.c.capture_id.in_(ids))
            )
            for row in rows:
                chain = self._chains.get(row.capture_id, Chain(row.capture_id))
                self._pages[row.capture_id] = Page(
                    capture=row.capture_id,
                    sha256=row.sha256,
                    article=chain.article,
                    version=chain.version,
                    outlet=row.outlet,
                    url=row.url,
                    headline=row.headline,
                    captured_at=met.get(row.capture_id),
                    published=row.published,
                    updated=row.updated,
                    credit=chain.credit,
                )

    def _met(self, capture_ids: Sequence[int]) -> dict[int, str]:
        """Return when each capture was first met; a file's own time only where nothing else is known."""
        one = tables.sighting.c
        rows = self._connection.execute(
            select(one.capture_id, one.captured_at, one.captured_at_from)
            .where(one.capture_id.in_(capture_ids), one.captured_at.is_not(None))
            .order_by(one.id)
        )
        best: dict[int, tuple[bool, str, str]] = {}
        for row in rows:
            known = stated(_Met(row.captured_at)).latest or "9999"
            weight = row.captured_at_from == "file-time", known, row.captured_at
            best[row.capture_id] = min(best.get(row.capture_id, weight), weight)
        return {capture_id: at for capture_id, (_, _, at) in best.items()}


class _Met(NamedTuple):
    captured_at: str | None
    published: str | None = None
    updated: str | None = None


def occurrences(connection: Connection, pages: Pages, carried: Sequence[Carried]) -> list[Occurrence]:
    """Return the statements that carry an utterance, as their readings have them, corrections applied."""
    about = {one.ref: one for one in carried[:MOST]}
    rows = _rows(connection, list(about))
    pages.load(row.capture_id for row in rows)
    out = []
    for row in rows:
        reading = pages.reading(row.capture_id)
        statement = next((one for one in _all(reading) if one.id == row.number), None) if reading else None
        if reading is None or statement is None:
            continue
        said = about[row.ref]
        made = occurrence(reading, statement, pages.page(row.capture_id), row.ref, corrected=row.corrected)
        out.append(structs.replace(made, likeness=said.likeness, score=said.score))
    return out


def occurrence(reading: Reading, one: Statement, page: Page, ref: str, *, corrected: bool = False) -> Occurrence:
    """Return a statement of a reading as an occurrence."""
    return Occurrence(
        ref=ref,
        page=page,
        content=reading.quote(one.content),
        source=reading.quote(one.source),
        cue=reading.quote(one.cue),
        source_spans=one.source,
        cue_spans=one.cue,
        content_spans=one.content,
        quotation=one.quotation,
        speaker=one.speaker.name if one.speaker else None,
        speaker_confidence=one.speaker.confidence if one.speaker else None,
        source_kind=one.source_kind,
        channel=one.channel,
        manner=one.manner,
        polarity=one.polarity,
        said_at=one.said_at.value if one.said_at else None,
        via=[Station(name=via.name, kind=via.kind, span=via.span) for via in one.via],
        qualifiers=[reading.quote([each.span]) for each in one.qualifiers],
        within=one.within,
        corrected=corrected,
    )


class _Row(NamedTuple):
    ref: str
    capture_id: int
    number: str
    corrected: bool


def _rows(connection: Connection, refs: Sequence[str]) -> list[_Row]:
    one = tables.statement.c
    rows = connection.execute(
        select(one.ref, one.capture_id, one.number, one.corrected).where(one.ref.in_(refs)).order_by(one.id)
    )
    return [_Row(*row) for row in rows]


def _all(reading: Reading) -> Sequence[Statement]:
    return (*reading.statements, *reading.nested)
