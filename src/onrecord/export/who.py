"""Who speaks, how often and in what kinds, over one page or many: the count, and its JSON, schema version 1.

Speakers of several pages are taken for one only where the name that each page gives is the same, letter for letter:
"Mara Hollin" and "M. Hollin" of another page stay two, and two people of one name become one. Those whose name no
page gives ("a senior official", "the ministry") are counted by the words used for them; the same words need not mean
the same people.
"""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from onrecord.export.speaking import as_written, is_name, speakers_of
from onrecord.reading.model import Quotation, Reading, SourceKind, Statement

if TYPE_CHECKING:
    from onrecord.record.lookup.speaking import Speaking

_UNNAMED: frozenset[SourceKind] = frozenset(("unnamed_person", "unnamed_group"))


class QuotationsForm(msgspec.Struct, frozen=True, kw_only=True):
    """How many statements are quoted directly, in part, or not at all."""

    direct: int
    mixed: int
    indirect: int


class SpeakerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One speaker: how many statements, on how many pages, in what kinds.

    `nested` of the `statements` are told by another speaker of the page, not by the page itself. `source_kinds` has
    the kinds that occur.
    """

    name: str
    statements: int
    nested: int
    pages: int
    quotations: QuotationsForm
    source_kinds: dict[SourceKind, int]


class WhoForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks on the pages read, those who say most first.

    `speakers` have a name; `described` are the others, by the words used for them. A statement with several speakers
    counts for each. `unnamed` is how many statements come from unnamed people or groups; `implicit` statements have no
    source in the text; of the `unresolved` it could not be told surely enough who their source is.
    """

    schema_version: Literal[1]
    pages: int
    articles: int
    statements: int
    quotations: QuotationsForm
    source_kinds: dict[SourceKind, int]
    unnamed: int
    implicit: int
    unresolved: int
    speakers: list[SpeakerRow]
    described: list[SpeakerRow]


class _Row:
    """One speaker's count, while pages are read."""

    def __init__(self) -> None:
        self.statements = self.nested = self.pages = 0
        self.quotations: Counter[Quotation] = Counter()
        self.kinds: Counter[SourceKind] = Counter()

    def form(self, name: str) -> SpeakerRow:
        return SpeakerRow(
            name=name,
            statements=self.statements,
            nested=self.nested,
            pages=self.pages,
            quotations=_quotations(self.quotations),
            source_kinds=_kinds(self.kinds),
        )


class Tally:
    """Counts who speaks, page by page; it keeps names and numbers only, however many pages there are."""

    def __init__(self) -> None:
        self._pages = self._articles = self._statements = 0
        self._unnamed = self._implicit = self._unresolved = 0
        self._quotations: Counter[Quotation] = Counter()
        self._kinds: Counter[SourceKind] = Counter()
        self._named: dict[str, _Row] = {}
        self._described: dict[str, _Row] = {}

    def add(self, reading: Reading) -> None:
        """Count the statements of one page, those made inside others included."""
        self._pages += 1
        self._articles += reading.kind == "article"
        named = {entity.id for entity in reading.entities if entity.named}
        here: set[tuple[bool, str]] = set()
        for statement in (*reading.statements, *reading.nested):
            self._statements += 1
            self._quotations[statement.quotation] += 1
            self._kinds[statement.source_kind] += 1
            speaker = statement.speaker
            if not statement.source:
                self._implicit += 1
            elif speaker is None or speaker.name is None:
                self._unresolved += 1
            self._unnamed += statement.source_kind in _UNNAMED
            for name, entity in _speakers(statement):
                is_named = entity in named or is_name(name, statement.source_kind)
                name = name if is_named else as_written(name)
                row = (self._named if is_named else self._described).setdefault(name, _Row())
                row.statements += 1
                row.nested += statement.within is not None
                row.quotations[statement.quotation] += 1
                row.kinds[statement.source_kind] += 1
                row.pages += (is_named, name) not in here
                here.add((is_named, name))

    def form(self) -> WhoForm:
        """Return the count so far."""
        return WhoForm(
            schema_version=1,
            pages=self._pages,
            articles=self._articles,
            statements=self._statements,
            quotations=_quotations(self._quotations),
            source_kinds=_kinds(self._kinds),
            unnamed=self._unnamed,
            implicit=self._implicit,
            unresolved=self._unresolved,
            speakers=_sorted(self._named),
            described=_sorted(self._described),
        )


def form_of(counted: "Speaking") -> WhoForm:
    """Return what an archive counted as the same document.

    There, speakers are counted by who they are found to be (`record.lookup.identities`), or else by their names, in
    which case, accents and punctuation make no difference; those are taken for named whose words have the form of a
    name.
    """
    rows: dict[str, _Row] = {}
    names: dict[str, tuple[bool, str]] = {}
    quotations: Counter[Quotation] = Counter()
    kinds: Counter[SourceKind] = Counter()
    for (quotation, kind), number in counted.statements.items():
        quotations[quotation] += number
        kinds[kind] += number
    for one in counted.spoken:
        row = rows.setdefault(one.key, _Row())
        row.statements += one.statements
        row.nested += one.statements if one.nested else 0
        row.quotations[one.quotation] += one.statements
        row.kinds[one.source_kind] += one.statements
        named = is_name(one.name, one.source_kind)
        before = names.get(one.key)
        if before is None or (named and not before[0]):
            names[one.key] = named, one.name if named else as_written(one.name)
    for key, pages in counted.pages.items():
        rows[key].pages = pages
    return WhoForm(
        schema_version=1,
        pages=counted.captures,
        articles=counted.articles,
        statements=sum(quotations.values()),
        quotations=_quotations(quotations),
        source_kinds=_kinds(kinds),
        unnamed=sum(kinds[kind] for kind in _UNNAMED),
        implicit=counted.implicit,
        unresolved=counted.unresolved,
        speakers=_sorted({names[key][1]: row for key, row in rows.items() if names[key][0]}),
        described=_sorted({names[key][1]: row for key, row in rows.items() if not names[key][0]}),
    )


def who_json(form: WhoForm) -> bytes:
    """Return `form` as one line of JSON, without a newline at its end."""
    return msgspec.json.encode(form)


def _speakers(statement: Statement) -> Iterable[tuple[str, str | None]]:
    """Yield each of a statement's speakers once, with the id of the entity that stands for it."""
    seen: set[str] = set()
    for entity, name in speakers_of(statement):
        words = " ".join(name.split())
        if words and words not in seen:
            seen.add(words)
            yield words, entity


def _quotations(counts: Counter[Quotation]) -> QuotationsForm:
    return QuotationsForm(direct=counts["direct"], mixed=counts["mixed"], indirect=counts["indirect"])


def _kinds(counts: Counter[SourceKind]) -> dict[SourceKind, int]:
    return {kind: counts[kind] for kind in get_args(SourceKind) if counts[kind]}


def _sorted(rows: dict[str, _Row]) -> list[SpeakerRow]:
    return [row.form(name) for name, row in sorted(rows.items(), key=lambda item: (-item[1].statements, item[0]))]
