"""How a statement is announced to somebody who listens: who says it, and by which way it came."""

from onrecord.export.speaking import as_written, is_name, speakers_of
from onrecord.export.terminal.layout import listed
from onrecord.reading.model import Channel, Reading, Statement

SURE = 0.8
"""Below this probability, who is speaking is announced as probable."""
_LONGEST = 160
"""Code points that a name or a source's own words may take; what is longer is cut between words."""

_CHANNELS: dict[Channel, str] = {
    "interview": "in an interview",
    "statement": "in a statement",
    "press_conference": "at a press conference",
    "social_post": "in a social media post",
    "speech": "in a speech",
    "debate": "in a debate",
    "email_or_letter": "in an e-mail or letter",
    "court_filing": "in a court filing",
    "report": "in a report",
    "phone_or_call": "by telephone",
}
_DETERMINERS = frozenset(
    (
        *("the", "a", "an", "its", "his", "her", "their", "our", "my", "this", "that", "these", "those", "some", "one"),
        *("two", "three", "four", "five", "six", "several", "many", "most", "few", "all", "both", "another", "other"),
        *("no", "every", "each", "any", "more", "dozens", "hundreds", "thousands", "senior", "us", "uk"),
    )
)


def named_in(reading: Reading) -> frozenset[str]:
    """Return the ids of the entities to which the article gives a name."""
    return frozenset(one.id for one in reading.entities if one.named)


def announced(reading: Reading, statement: Statement, named: frozenset[str], *, again: bool = False) -> str:
    """Return what is said before the words of `statement`; with `again` for words that go on after a paragraph.

    `named` is `named_in` the reading.

    A quotation is called one, for its marks cannot be heard; what is told in other words is "according to" its source.
    """
    source = who(reading, statement, named)
    if again:
        return f"{_capital(source)} goes on." if source else "The quotation goes on."
    way = "".join(f", {part}" for part in authority(reading, statement, source))
    probably = _is_probable(statement)
    if statement.quotation == "indirect":
        if not source:
            return f"It is not told by whom{way}."
        return f"{'Probably according' if probably else 'According'} to {source}{way}."
    kind = "Quotation" if statement.quotation == "direct" else "Partly quoted"
    return f"{kind}{', probably' if probably else ''}: {source or 'no source named'}{way}."


def _is_probable(statement: Statement) -> bool:
    speaker = statement.speaker
    return speaker is not None and bool(speaker.name) and speaker.confidence < SURE


def who(reading: Reading, statement: Statement, named: frozenset[str]) -> str:
    """Return who says `statement`, joint speakers included; empty where the text does not say.

    The article's own words for a source without a name ("the Hamas-linked health ministry"), and for one that was not
    resolved.
    """
    words = _short(reading.quote(statement.source))
    names = []
    for entity, name in speakers_of(statement):
        if words.casefold() == f"the {name.casefold()}":  # "the IDF", as the article has it
            names.append(f"the {_short(name)}")
            continue
        is_one = entity in named or is_name(name, statement.source_kind)
        names.append(_short(name) if is_one and not _described(name) else _with_article(_short(as_written(name))))
    names = list(dict.fromkeys(names))
    if not names:
        return as_written(words)
    return listed(names)


def authority(reading: Reading, statement: Statement, source: str) -> list[str]:
    """Return the rest of what an announcement says: qualifiers, anonymity, channel, and the outlets it came through.

    What `source`, who says it, holds already is left out.
    """
    out: list[str] = []
    source = source.casefold()
    for qualifier in statement.qualifiers:
        words = _short(reading.quote([qualifier.span]))
        if words and words.casefold() not in source and qualifier.span != statement.anonymity:
            out.append(words)
    if statement.anonymity is not None:
        out.append(_short(reading.quote([statement.anonymity])))
    if statement.channel in _CHANNELS:
        out.append(_CHANNELS[statement.channel])
    speakers = {name.casefold() for _, name in speakers_of(statement)}
    stations = [f"the {via.name}" if _wants_article(via.name) else via.name for via in statement.via]
    stations = [
        _short(name) for name, via in zip(stations, statement.via, strict=True) if via.name.casefold() not in speakers
    ]
    if stations:
        out.append(f"by way of {', then '.join(stations)}")
    return out


def _wants_article(name: str) -> bool:
    """Whether an outlet's name is said with "the": "New York Times", but not "Reuters" or "BBC News".

    >>> _wants_article("New York Times"), _wants_article("Reuters"), _wants_article("The Kessen Courier")
    (True, False, False)
    """
    words = name.split()
    ends = ("Times", "Post", "Journal", "Guardian", "Telegraph", "Courier", "Record", "Herald", "Tribune", "Globe")
    return bool(words) and words[0] not in ("The", "the") and words[-1] in ends


def _described(name: str) -> bool:
    first = name.split(" ", 1)[0]
    return first.casefold() in ("the", "a", "an") and first[:1].islower()


def _with_article(description: str) -> str:
    """Return a description as "according to" takes it: with an article where it needs one and has none.

    >>> _with_article("health ministry"), _with_article("officials"), _with_article("Several US officials")
    ('the health ministry', 'officials', 'several US officials')
    """
    first, gap, rest = description.partition(" ")
    if first.casefold() in _DETERMINERS:
        return f"{first.lower() if rest and first not in ('US', 'UK') else first}{gap}{rest}"
    plural = description.endswith("s") and not description.endswith(("ss", "us", "is"))
    return description if plural or not description[:1].islower() else f"the {description}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _short(words: str) -> str:
    line = " ".join(words.split())
    if len(line) <= _LONGEST:
        return line
    return (line[:_LONGEST].rpartition(" ")[0] or line[:_LONGEST]) + "…"
