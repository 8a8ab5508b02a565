"""The ledger of an article: every statement as who · how · what · kind · chain · confidence, in the text's order."""

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.export.speaking import speakers_of
from onrecord.export.terminal.layout import parts as parts_of
from onrecord.export.terminal.layout import timed
from onrecord.reading.model import Quotation, Reading, SpeakerName, Statement, Via
from onrecord.record.lookup import Article
from onrecord.text.spans import Span
from onrecord.web.desk.marking import Mark, Numbering, Part
from onrecord.web.desk.words import one_line
from onrecord.web.evidence import link_to

VOICES = 6
"""Colours that speakers have; the seventh speaker has the first one's again."""
NOBODY = "n"
_AGAINST = {"doubts": "doubts this", "declines": "declines"}
"""How a source stands against its content, where that is not to deny it."""


class Entry(NamedTuple):
    """A statement in the ledger.

    `number` is what it is called on the page: 5, and 5.1 for what is said within the words of 5. `ref` is its name in
    the archive, `voice` its speaker's colour. `names` are who says it, empty where that is not known, and `who` the
    same with the ids of their entities; `source` are the page's own words for the source, shown where they say
    something else (`told_as`). `against` says that the source denies or doubts what stands there. `stands` are the
    page's own words about the source's standing. `elsewhere` is the address that finds the words in the page as it is
    today.
    """

    number: str
    ref: str
    voice: str
    names: tuple[str, ...]
    who: tuple[tuple[str | None, str], ...]
    source: str
    told_as: str
    how: str
    what: str
    quotation: Quotation
    kind: str
    manner: str
    via: tuple[Via, ...]
    channel: str | None
    against: str
    stands: tuple[str, ...]
    when: str
    confidence: float
    speaker_confidence: float | None
    candidates: tuple[SpeakerName, ...]
    corrected: bool
    within: str | None
    elsewhere: str | None
    start: int
    end: int
    statement: Statement


class Voice(NamedTuple):
    """Somebody who speaks in an article, with all that is said by them; `name` is None for those who are not known."""

    name: str | None
    voice: str
    entries: tuple[Entry, ...]


def entries(page: Article) -> list[Entry]:
    """Return the ledger of an article, in the order of the text; what is said within a statement follows it."""
    reading = page.reading
    within: dict[str, list[Statement]] = {}
    whole = {one.id for one in reading.statements}
    top: list[Statement] = []
    for one in sorted((*reading.statements, *reading.nested), key=lambda one: (_first(one), one.id)):
        if one.id not in whole and one.within in whole:
            within.setdefault(str(one.within), []).append(one)
        else:
            top.append(one)
    voices: dict[str, str] = {}
    out: list[Entry] = []
    for place, one in enumerate(top, 1):
        out.append(_entry(page, one, str(place), None, voices))
        for inner, nested in enumerate(within.get(one.id, ()), 1):
            out.append(_entry(page, nested, f"{place}.{inner}", str(place), voices))
    return out


def voices(ledger: Sequence[Entry]) -> list[Voice]:
    """Return who speaks, in the order in which they first do; those who are not known come last, as one."""
    found: dict[str | None, list[Entry]] = {}
    for one in ledger:
        found.setdefault(" and ".join(one.names) or None, []).append(one)
    nobody = found.pop(None, [])
    out = [Voice(name, said[0].voice, tuple(said)) for name, said in found.items()]
    return [*out, Voice(None, NOBODY, tuple(nobody))] if nobody else out


def marks(ledger: Sequence[Entry], chosen: str | None) -> list[Mark]:
    """Return what the ledger marks in the text; that of the statement whose ref is `chosen` is lit."""
    out: list[Mark] = []
    for one in ledger:
        parts: tuple[tuple[Part, list[Span]], ...] = (
            ("content", one.statement.content),
            ("source", one.statement.source),
            ("cue", one.statement.cue),
        )
        lit = one.ref == chosen
        out += [Mark(span, part, one.number, one.voice, one.quotation, lit) for part, spans in parts for span in spans]
    return out


def numberings(ledger: Sequence[Entry]) -> list[Numbering]:
    """Return where the numbers of the statements are shown: behind the first stretch of their words."""
    return [Numbering(one.number, one.start, one.end) for one in ledger]


def _entry(page: Article, one: Statement, number: str, within: str | None, voices: dict[str, str]) -> Entry:
    reading = page.reading
    speaker = one.speaker
    who_says = tuple(dict.fromkeys((entity, one_line(name)) for entity, name in speakers_of(one)))
    names = tuple(dict.fromkeys(name for _, name in who_says))
    who = " and ".join(names)
    voice = voices.setdefault(who, str(len(voices) % VOICES)) if who else NOBODY
    source = one_line(reading.quote(one.source))
    start, end = _shown_at(one)
    return Entry(
        number=number,
        ref=page.refs.get(one.id, ""),
        voice=voice,
        names=names,
        who=who_says,
        source=source,
        told_as=source if source and not parts_of(source) <= parts_of(who) else "",
        how=one_line(reading.quote(one.cue)),
        what=one_line(reading.quote(one.content)),
        quotation=one.quotation,
        kind=one.source_kind,
        manner=one.manner,
        via=tuple(one.via),
        channel=one.channel,
        against=_AGAINST.get(one.manner, "denies this") if one.polarity == "denies" else "",
        stands=_stands(reading, one),
        when=timed(reading.quote([one.said_at.span]), one.said_at.value) if one.said_at else "",
        confidence=one.confidence,
        speaker_confidence=speaker.confidence if speaker else None,
        candidates=tuple(speaker.candidates[:4]) if speaker and not speaker.name else (),
        corrected=one.id in page.changed,
        within=within,
        elsewhere=link_to(reading, one),
        start=start,
        end=end,
        statement=one,
    )


def _stands(reading: Reading, one: Statement) -> tuple[str, ...]:
    """Return what the page says of the source's standing, each stretch once and no stretch within another."""
    spans = {said.span for said in one.qualifiers} | ({one.anonymity} if one.anonymity else set())
    outer = (span for span in spans if not any(span != b and b[0] <= span[0] and span[1] <= b[1] for b in spans))
    return tuple(one_line(reading.quote([span])) for span in sorted(outer))


def _first(one: Statement) -> Span:
    return min((*one.source, *one.cue, *one.content), default=(0, 0))


def _shown_at(one: Statement) -> Span:
    """Return the stretch behind which a statement's number stands: the first of its words, else its cue or source."""
    for spans in (one.content, one.cue, one.source):
        if spans:
            return min(spans)
    return 0, 0
