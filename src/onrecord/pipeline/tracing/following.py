"""A trace taken out of the archive: the statements that carry an utterance, and what their pages say of themselves."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import structs
from sqlalchemy import Connection, bindparam, select

from onrecord.pipeline.tracing import lineage, repeating
from onrecord.reading.model import Reading, Statement, Via
from onrecord.record import tables
from onrecord.record.captures import find_capture
from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.refs import REF
from onrecord.record.search import vectors
from onrecord.record.stories import claims as claim_rows
from onrecord.record.stories import copies as copy_rows
from onrecord.record.stories import utterances as utterance_rows
from onrecord.record.stories.speaking import speaking
from onrecord.record.views import effective
from onrecord.story import traces
from onrecord.story.appearances import Occurrence, Page, Station, appearances
from onrecord.story.claims import LIKE, same_claim
from onrecord.story.compared import Version
from onrecord.story.origins import PUBLIC, Copy, Origins, origins
from onrecord.story.outlets import is_reference
from onrecord.story.share import Share, share, undecided
from onrecord.story.traces import Trace
from onrecord.story.utterances import Joined
from onrecord.story.versions import address

MOST = 500
"""Occurrences that one trace is made of, besides the one asked for, the likest first."""
_OTHERS = 20
_LIKE_AT_MOST = 60
"""Statements near in meaning that are looked at."""
_AT_ONCE = 400
_Readings = dict[int, Reading | None]


class _Row(NamedTuple):
    id: int
    ref: str
    capture_id: int
    number: str
    corrected: bool
    identity: str | None = None


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
    found = repeating.with_words(connection, asked, MOST)
    if not found:
        raise NotFoundError("Nobody says that in this archive, as far as it was read and compared.")
    made = trace_of(connection, found[0][0])
    here = {each.ref for one in made.appearances for each in one.all}
    others: list[str] = []
    for ref, _ in found[:_OTHERS]:
        if ref not in here:
            others.append(ref)
            here |= repeating.same_words(connection, ref, MOST)[1].keys()
    return Followed(made, others)


def trace_of(connection: Connection, ref: str) -> Trace:
    """Return the trace of the words of the statement whose ref is `ref`. Raises `NotFoundError` if there is none."""
    found = _trace(connection, ref, {})
    return structs.replace(found, claims=_claims(connection, ref, found))


class _Carrying(NamedTuple):
    """The statements that carry an utterance, and what is known of their pages."""

    said: list[Occurrence]
    copies: list[Copy]
    versions: Mapping[int, Sequence[Page]]


def _trace(connection: Connection, ref: str, readings: _Readings) -> Trace:
    return traces.trace(*_carrying(connection, ref, readings))


def _origins(connection: Connection, ref: str, readings: _Readings) -> Origins:
    """Return what `_trace` has as its origins, and work out nothing else."""
    found = _carrying(connection, ref, readings)
    return origins(appearances(found.said, found.versions), found.copies)


def _carrying(connection: Connection, ref: str, readings: _Readings) -> _Carrying:
    asked, joined = repeating.same_words(connection, ref, MOST) if REF.fullmatch(ref) else (None, {})
    if asked is None:
        raise NotFoundError("There is no such statement in this archive; none is made up for it.")
    carried = {ref: Joined(asked.id, "verbatim", 1.0), **joined}
    rows = _rows(connection, list(carried))
    pages = Pages(connection, [row.capture_id for row in rows], readings)
    said = []
    for row in rows:
        one = _occurrence(pages, row)
        if one is not None:
            like = carried[row.ref]
            said.append(structs.replace(one, likeness=like.kind, score=like.score))
    return _Carrying(said, _copies(connection, pages.captures), pages.versions)


def share_of(connection: Connection, ident: str) -> Share:
    """Return whose reporting the statements of an article are, called by the first digits of its sha256.

    Raises `NotFoundError` and `AmbiguousError` as `record.captures.find_capture`.
    """
    return shared_of(connection, find_capture(connection, ident))[0]


def shared_of(connection: Connection, capture_id: int, reading: Reading | None = None) -> tuple[Share, set[str]]:
    """Return whose reporting the statements of an article are, and the refs of those whose words others carry, too.

    `reading` is the article's, with its corrections, for those who have it already.
    """
    pages = Pages(connection, [capture_id], {capture_id: reading} if reading else None)
    mine = [_Row(*row) for row in connection.execute(_OF_CAPTURE, {"capture_id": capture_id})]
    rows = _with_identities(connection, mine)
    said = [made for row in rows if (made := _occurrence(pages, row)) is not None]
    line = {page.capture for versions in pages.versions.values() for page in versions}
    repeated = utterance_rows.repeated(connection, [row.id for row in rows], line)
    carried = {row.ref for row in rows if row.id in repeated}
    copies = _copies(connection, [capture_id])
    # Those that show no way, and whose words other articles carry, may be somebody else's.
    silent = {one.ref for one in said if not one.via and one.channel not in PUBLIC} & carried
    traced = {ref: _origins(connection, ref, pages.readings) for ref in undecided(said, copies) if ref in silent}
    return share(said, copies, traced), carried


def _claims(connection: Connection, ref: str, found: Trace) -> list[Occurrence]:
    """Return the statements of other articles that seem to claim the same as `ref` in other words, the likest first."""
    rows = _rows(connection, [ref])
    asked = next((one for each in found.appearances for one in each.all if one.ref == ref), None)
    if asked is None or not rows or asked.quotation == "direct":
        return []  # what is quoted is told by its words
    likeness = dict(vectors.like(connection, rows[0].id, claim_rows.near(connection, rows[0].id)))
    near = [id for id, like in likeness.items() if like >= LIKE][:_LIKE_AT_MOST]
    others = _rows(connection, [one.ref for one in utterance_rows.said(connection, near).values()])
    pages = Pages(connection, [rows[0].capture_id, *(row.capture_id for row in others)])
    here = {one.ref for each in found.appearances for one in each.all}
    line = {page.article for each in found.appearances for page in [each.page]}
    out = []
    for row in sorted(others, key=lambda row: (-likeness[row.id], row.id)):
        one = _occurrence(pages, row)
        if one is None or one.ref in here or one.page.article in line or one.within is not None:
            continue
        if same_claim(asked, one, likeness[row.id]):
            line.add(one.page.article)
            out.append(structs.replace(one, score=round(likeness[row.id], 4)))
    return out


class Pages:
    """Captures as a trace needs them, with all versions of their articles; each is read once."""

    def __init__(self, connection: Connection, capture_ids: Iterable[int], readings: _Readings | None = None) -> None:
        self._connection = connection
        self.readings: _Readings = {} if readings is None else readings
        self.captures = list(dict.fromkeys(capture_ids))
        lines = lineage.lines(connection, self.captures)
        about = _about(connection, [one.capture_id for line in lines.values() for one in line])
        self.versions: Mapping[int, Sequence[Page]] = {
            article: [_page(one, about[one.capture_id]) for one in line if one.capture_id in about]
            for article, line in lines.items()
        }
        self._pages = {page.capture: page for line in self.versions.values() for page in line}
        self._statements: dict[int, dict[str, Statement]] = {}

    def page(self, capture_id: int) -> Page | None:
        """Return what a capture says of itself, None where there is no article."""
        return self._pages.get(capture_id)

    def reading(self, capture_id: int) -> Reading | None:
        """Return a capture's reading with its corrections; None where it cannot be had."""
        if capture_id not in self.readings:
            try:
                found = effective(self._connection, capture_id)
            except ArchiveError:  # the doctor's to tell
                found = None
            self.readings[capture_id] = found.reading if found else None
        return self.readings[capture_id]

    def statements(self, capture_id: int) -> Mapping[str, Statement]:
        """Return the statements of a capture's reading, by their ids in it."""
        if capture_id not in self._statements:
            reading = self.reading(capture_id)
            every = (*reading.nested, *reading.statements) if reading else ()
            self._statements[capture_id] = {one.id: one for one in every}
        return self._statements[capture_id]


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
        via=[Station(name=_meant(reading, via), kind=via.kind, span=via.span) for via in one.via],
        qualifiers=[reading.quote([each.span]) for each in one.qualifiers],
        within=one.within,
        corrected=corrected,
    )


def _meant(reading: Reading, via: Via) -> str:
    """Return the name of a station; of "the same paper" that of the one that the page named last before."""
    if via.span is None or not is_reference(via.name):
        return via.name
    known = ((other.span, other.name) for one in (*reading.statements, *reading.nested) for other in one.via)
    before = [(span, name) for span, name in known if span is not None and span[1] <= via.span[0]]
    return max((one for one in before if not is_reference(one[1])), default=(via.span, via.name))[1]


class _About(NamedTuple):
    headline: str | None
    url: str | None
    outlet: str | None


# Made once, as all that is asked for every page: to put a query together takes far longer than to have it answered.
_STATEMENT, _ARTICLE = tables.statement.c, tables.article.c
_STATEMENTS = select(*(_STATEMENT[name] for name in _Row._fields if name != "identity"))
_CALLED = _STATEMENTS.where(_STATEMENT.ref.in_(bindparam("refs", expanding=True)))
_OF_CAPTURE = _STATEMENTS.where(_STATEMENT.capture_id == bindparam("capture_id"))
_OF_PAGES = select(_ARTICLE.capture_id, *(_ARTICLE[name] for name in _About._fields)).where(
    _ARTICLE.capture_id.in_(bindparam("capture_ids", expanding=True))
)


def _rows(connection: Connection, refs: Sequence[str]) -> list[_Row]:
    out: list[_Row] = []
    for start in range(0, len(refs), _AT_ONCE):
        out += [_Row(*row) for row in connection.execute(_CALLED, {"refs": refs[start : start + _AT_ONCE]})]
    return _with_identities(connection, out)


def _with_identities(connection: Connection, rows: Sequence[_Row]) -> list[_Row]:
    known = speaking(connection, [row.id for row in rows])
    return sorted(row._replace(identity=known.get(row.id)) for row in rows)


def _occurrence(pages: Pages, row: _Row) -> Occurrence | None:
    page, reading = pages.page(row.capture_id), pages.reading(row.capture_id)
    if page is None or reading is None:
        return None
    statement = pages.statements(row.capture_id).get(row.number)
    if statement is None:
        return None
    made = occurrence(reading, statement, page, row.ref, corrected=row.corrected)
    return structs.replace(made, identity=row.identity)


def _page(one: Version, about: _About) -> Page:
    return Page(
        capture=one.capture_id,
        sha256=one.sha256,
        article=one.article,
        version=one.number,
        outlet=about.outlet,
        url=about.url if one.address in (None, address(about.url)) else f"https://{one.address}",
        headline=about.headline,
        captured_at=one.captured_at,
        published=one.published,
        updated=one.updated,
        credit=one.credit,
    )


def _about(connection: Connection, capture_ids: Sequence[int]) -> dict[int, _About]:
    out: dict[int, _About] = {}
    for start in range(0, len(capture_ids), _AT_ONCE):
        found = connection.execute(_OF_PAGES, {"capture_ids": capture_ids[start : start + _AT_ONCE]})
        out.update((row.capture_id, _About(*row[1:])) for row in found)
    return out


def _copies(connection: Connection, capture_ids: Iterable[int]) -> list[Copy]:
    return [
        Copy(
            capture=row.capture_id,
            other=row.other_id,
            whole=row.whole,
            spans=row.spans,
            other_spans=row.other_spans,
            origin=row.origin,
            credited=row.credited,
        )
        for row in copy_rows.copies_of(connection, capture_ids)
    ]
