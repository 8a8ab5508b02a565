"""On whose authority a statement stands: what kind of source it is, and the way its words took to the article."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from onrecord.reading.chain import qualifiers as standing
from onrecord.reading.chain.carry import HELD, Carried, Setting
from onrecord.reading.chain.channel import channel, of_source
from onrecord.reading.chain.elsewhere import hosted, introduced, published
from onrecord.reading.chain.frames import Frame, addressee, asker, frames
from onrecord.reading.chain.kind import source_kind
from onrecord.reading.chain.manner import manner, manner_of
from onrecord.reading.chain.outlets import TELLTALE, Outlet, kind_of_name, outlets, plain_name
from onrecord.reading.chain.said_at import said_at
from onrecord.reading.chain.talk import of_one_talk
from onrecord.reading.chain.via import longer_name, route, stations
from onrecord.reading.model import (
    Channel,
    Entity,
    Manner,
    Polarity,
    Qualifier,
    SaidAt,
    SourceKind,
    Speaker,
    Statement,
    TimeExpression,
    Via,
)
from onrecord.reading.passages import Passage
from onrecord.text.spans import Span, inside

__all__ = ["Chain", "chains"]

_UNNAMED = frozenset({"unnamed_person", "unnamed_group"})
_PRONOUN = re.compile(r"(?:he|she|they|it|I|we|who)?\Z", re.IGNORECASE)
_INNER = 500
"""Code points of what an outlet reports in which it is looked for who speaks."""
_REMEMBERED = 8
"""Outlets named before that a shorter name may mean."""
_AGAIN = re.compile(r"\b(?:the|that|this|same)(?: same| wide-ranging)? \Z", re.IGNORECASE)
_OWN = re.compile(r"(?:this|our|these) ", re.IGNORECASE)
"""The article's own outlet."""
_ITSELF = frozenset(
    {"the newspaper", "the paper", "the network", "the magazine", "the outlet", "the broadcaster", "it"}
)
"""How an outlet is spoken of that was named before."""
_EXPLETIVE = re.compile(r"it\Z", re.IGNORECASE)
_FAR_OFF = 1000
"""How far, in code points, a way counts that the sentence before the statement tells."""
_MOST = 200
"""Organisations and works among which an outlet's full name is looked for; no article speaks of more."""
_NO_BODIES = frozenset({"person", "place", "group"})
_TO_SAY = re.compile(r"to (?:say|answer|elaborate|specify|name|give|discuss|be drawn|comment further)\b")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_NEAR = 60
"""Code points around an outlet's name in which its people are named."""
_LATELY = 400
"""Code points before a sentence in which the outlet stands that it only describes."""
_ADVERBS = 24
"""Code points between a source and its cue beyond which no mere adverbs stand there."""
_AFTER = 300
"""Code points after a statement in which the article may still say why its source is not named."""


class Chain(NamedTuple):
    """What is read of a statement's authority: the fields of `Statement` of the same names.

    `via` runs from the speaker outwards. `anonymity` is the span of the reason stated for not naming the source.
    """

    source_kind: SourceKind
    via: list[Via]
    channel: Channel | None
    manner: Manner
    polarity: Polarity
    qualifiers: list[Qualifier]
    anonymity: Span | None
    said_at: SaidAt | None


class _Article(NamedTuple):
    """What is known of the article: its entities by id, its times and where they begin, the surnames of its persons.

    `bodies` maps where names begin to where they end, those of persons and groups to their beginning, none of places.
    """

    text: str
    entities: Mapping[str, Entity]
    dates: Sequence[TimeExpression]
    starts: Sequence[int]
    surnames: Set[str]
    bodies: Mapping[int, int]


class _Read(NamedTuple):
    """What a statement's own sentence says of it."""

    frame: Frame
    key: str
    kind: SourceKind
    outlets: list[tuple[Outlet, int]]
    channel: tuple[Channel, Span, int] | None
    said: SaidAt | None


def chains(
    text: str,
    passages: Sequence[Passage],
    statements: Sequence[Statement],
    speakers: Mapping[str, Speaker],
    entities: Sequence[Entity],
    dates: Sequence[TimeExpression],
) -> dict[str, Chain]:
    """Return the chain of every statement in `statements`, nested ones included, by its id.

    `passages` and `dates` are in order of the text; `speakers` holds who speaks by the statement's id, and may lack
    any. Spans are code points of `text`. No text makes it raise; it takes time in proportion to the statements.
    """
    text = text.replace("\u00a0", " ").replace("\u202f", " ")  # spaces that break no line are read as any other
    organisations = [entity for entity in entities if entity.type not in _NO_BODIES][:_MOST]
    article = _Article(
        text,
        {entity.id: entity for entity in entities},
        dates,
        [date.span[0] for date in dates],
        {e.name.split()[-1] for e in entities if e.type == "person" and e.named and " " in e.name.strip()},
        {
            m.span[0]: m.span[0 if e.type in _NO_BODIES else 1]
            for e in entities
            if e.type != "place"
            for m in e.mentions
            if m.form == "name"
        },
    )
    read = [_read(article, frame, speakers.get(frame.statement.id)) for frame in frames(text, passages, statements)]
    begins = [p.start for p in passages]
    nearest, followers = _nearest(read), _followers(read)
    settings: dict[str, Setting] = {}
    named: list[str] = []
    owners: dict[str, Via] = {}
    for mine in sorted(read, key=lambda r: r.frame.cue[0]):
        settings[mine.frame.statement.id] = setting = _setting(
            text, mine, nearest, organisations, named, speakers.get(mine.frame.statement.id), passages, begins
        )
        settings[mine.frame.statement.id] = setting = setting._replace(via=_owned(setting.via, owners))
        named += [v.name for v in setting.via if not named or v.name != named[-1]]
        del named[:-_REMEMBERED]
    ways = _ways(settings, {s.id: s for s in statements})
    out: dict[str, Chain] = {}
    for mine, until in zip(read, followers, strict=True):
        statement = mine.frame.statement
        found, reason = list(standing.qualifiers(text, statement.source[0])) if statement.source else [], None
        if mine.kind in _UNNAMED:
            stated, reason = _anonymity(text, mine.frame, until)
            if stated:
                found = sorted([*found, Qualifier(span=stated, kind="anonymity")], key=lambda q: q.span)
        via, told = ways[statement.id]
        polarity = settings[statement.id].polarity
        manner_ = settings[statement.id].manner
        out[statement.id] = Chain(mine.kind, via, told, manner_, polarity, found, reason, mine.said)
    return out


def _setting(
    text: str,
    mine: _Read,
    nearest: Mapping[Span, tuple[int, str]],
    organisations: Sequence[Entity],
    named: Sequence[str],
    speaker: Speaker | None,
    passages: Sequence[Passage],
    begins: Sequence[int],
) -> Setting:
    """Return how a statement was made as far as its own sentence says; `named` are the outlets named before."""
    statement, passage = mine.frame.statement, mine.frame.passage
    own = [o for o, _ in mine.outlets if _mine(nearest, o.span, mine.key)]
    how = mine.channel if mine.channel and _mine(nearest, mine.channel[1], mine.key) else None
    how_said, polarity = manner(text, mine.frame)
    if not named and (mine.kind == "outlet" or any(o.described for o in own)):
        named = _mentioned(text, mine.frame)
    via = stations(own, organisations, named)
    source = text[slice(*mine.frame.source)]
    if _OWN.match(source):
        via = [v for v in via if not inside(v.span, statement.source)]
    hollow = _EXPLETIVE.match(source) and how_said in HELD
    if (
        mine.kind == "outlet"
        and not hollow
        and not _OWN.match(source)
        and not any(inside(v.span, statement.source) for v in via)
    ):
        via.insert(0, _itself(text, statement, speaker, named, organisations))
    end = statement.content[-1][1] if statement.content else mine.frame.cue[1]
    return Setting(
        key=mine.key,
        kind=mine.kind,
        passage=passage,
        last=max(passage, bisect_right(begins, end - 1) - 1),
        role=passages[passage].role if passage >= 0 else "other",
        source=source,
        cue=_with_adverbs(text, mine.frame),
        manner=how_said,
        polarity=polarity,
        via=via,
        channel=how[0] if how else of_source(text, mine.frame),
        dated=(mine.said.value or text[slice(*mine.said.span)]) if mine.said else "",
        scene=_scene(mine.frame, via) if via else "",
        sentence=mine.frame.start,
        asker=asker(mine.frame),
        quoted=statement.quotation != "indirect",
        told=addressee(mine.frame),
        named=tuple(o.name for o in outlets(source, 0) if o.sure) if TELLTALE & _words(source) else (),
        inner=text[slice(*statement.content[0])][:_INNER] if mine.kind == "outlet" and statement.content else "",
        again=bool(how and _AGAIN.search(mine.frame.words, 0, how[1][0] - mine.frame.start)),
    )


def _owned(via: list[Via], owners: dict[str, Via]) -> list[Via]:
    """Return stations with the outlet behind a programme that was said to be that outlet's before.

    `owners` holds the outlets of programmes so far, by their names.
    """
    for programme, outlet in itertools.pairwise(via):
        if programme.kind == "broadcast" and outlet.kind != "broadcast":
            owners.setdefault(programme.name, outlet)
    last = via[-1] if via else None
    if last is None or last.name not in owners or len(via) > 1:
        return via
    return [last, owners[last.name]]


def _words(phrase: str) -> frozenset[str]:
    return frozenset(_WORD.findall(phrase.casefold()))


def _scene(frame: Frame, via: Sequence[Via]) -> str:
    """Return the words around the outlets of `via`, where those who ask for them are named."""
    near = [(v.span[0] - frame.start, v.span[1] - frame.start) for v in via]
    if any(low < 0 or high > len(frame.words) for low, high in near):
        return frame.words
    return " ".join(frame.words[max(0, low - _NEAR) : high + _NEAR] for low, high in near)


def _mentioned(text: str, frame: Frame) -> list[str]:
    """Return the last outlet named shortly before a sentence, which "the newspaper" in it means."""
    start = max(0, frame.start - _LATELY)
    found = [o.name for o in outlets(text[start : frame.start], start) if o.sure and o.kind != "broadcast"]
    return found[-1:]


def _with_adverbs(text: str, frame: Frame) -> str:
    """Return the words of a statement's cue, with those between its source and the cue: "later suggested"."""
    cue = " ".join(text[a:b] for a, b in frame.statement.cue)
    gap = text[frame.source[1] : frame.cue[0]] if frame.cue[0] - frame.source[1] < _ADVERBS else ""
    content = text[slice(*frame.statement.content[0])][:24] if frame.statement.content else ""
    if _TO_SAY.match(content):
        cue = f"{cue} {content}"
    return cue if "," in gap or "\n" in gap else f"{gap.strip()} {cue}".strip()


def _ways(
    settings: Mapping[str, Setting], statements: Mapping[str, Statement]
) -> dict[str, tuple[list[Via], Channel | None]]:
    """Return each statement's outlets and channel, with those that hold on, and the outer one's behind an inner
    one's.

    `settings` are in order of the cues. What is told inside an indirect content is told by the article as well, so
    its
    way holds on, but not what is told inside a quotation.
    """
    out: dict[str, tuple[list[Via], Channel | None]] = {}
    carried = Carried()
    around: set[str] = set()
    for key, setting in settings.items():
        outer = statements.get(statements[key].within or "")
        if outer is None:
            out[key] = (setting.via, setting.channel) if key in around else carried.follow(setting)
        else:
            out[key] = setting.via, setting.channel
            if setting.via and outer.quotation == "indirect" and outer.within is None:
                carried.follow(setting)
                around.add(outer.id)
    out = of_one_talk(settings, out, {key: statements[key].within for key in settings})
    for key, (via, channel_) in list(out.items()):
        outer = statements.get(statements[key].within or "")
        if outer is not None:
            more = [v for v in out[outer.id][0] if all(v.name != w.name for w in via)]
            out[key] = [*via, *more], channel_
    return out


def _read(article: _Article, frame: Frame, speaker: Speaker | None) -> _Read:
    text = article.text
    statement = frame.statement
    kind = source_kind(text, statement, speaker, article.entities, article.surnames)
    if speaker and speaker.entity:
        key = speaker.entity
    elif speaker and speaker.name:
        key = speaker.name
    elif _PRONOUN.match(text[slice(*frame.source)]) or (
        speaker is not None and kind == "unnamed_person" and text[slice(*frame.source)][:4].lower() == "the "
    ):
        key = ""
    else:
        key = text[slice(*frame.source)].casefold()
    uttered = kind != "implicit" or manner_of(" ".join(text[a:b] for a, b in statement.cue)) not in HELD
    vocabulary = frame.vocabulary()
    ways = route(text, frame, kind == "outlet", vocabulary, article.bodies) if uttered else []
    if uttered and not ways and frame.statement.within is None:
        name = speaker.name if speaker and speaker.name else text[slice(*frame.source)]
        ways = [(outlet, _FAR_OFF) for outlet in introduced(text, frame, name)]
        host = "" if ways else asker(frame) or addressee(frame)
        if not ways and kind == "document" and statement.source:
            ways = [(outlet, _FAR_OFF) for outlet in published(text, statement.source[0])]
        if host[:1].isupper():
            ways = [(outlet, _FAR_OFF) for outlet in hosted(text, host, frame.cue[0])]
    return _Read(
        frame,
        key,
        kind,
        ways,
        channel(frame, vocabulary) if uttered else None,
        said_at(frame, article.dates, article.starts, [o.span for o, _ in ways]) if uttered else None,
    )


def _nearest(read: Sequence[_Read]) -> dict[Span, tuple[int, str]]:
    """Whose each outlet and channel of a sentence is: the speaker's whose cue is nearest, and how near it is."""
    out: dict[Span, tuple[int, str]] = {}
    for mine in read:
        claims = [(o.span, far) for o, far in mine.outlets]
        claims += [mine.channel[1:]] if mine.channel else []
        for span, far in claims:
            if span not in out or far < out[span][0]:
                out[span] = far, mine.key
    return out


def _mine(nearest: Mapping[Span, tuple[int, str]], span: Span, key: str) -> bool:
    return not key or not nearest[span][1] or nearest[span][1] == key


def _itself(
    text: str, statement: Statement, speaker: Speaker | None, named: Sequence[str], organisations: Sequence[Entity]
) -> Via:
    """Return an outlet that speaks as the station that it is itself."""
    span = statement.source[0]
    name = speaker.name if speaker and speaker.name else " ".join(text[slice(*span)].split())
    name = plain_name(name.removeprefix("The ").removeprefix("the "))
    described = text[slice(*span)].lower() in _ITSELF and (kind_of_name(name) is None or not name[:1].isupper())
    if named and (described or not any(c.isupper() for c in name)):
        name = named[-1]
    name = longer_name(name, named, organisations)
    return Via(name=name, span=span, kind="outlet", entity=speaker.entity if speaker else None)


def _followers(read: Sequence[_Read]) -> list[int]:
    """Return for each statement where the next sentence that makes a statement begins."""
    begins = sorted({mine.frame.start for mine in read})
    after = dict(zip(begins, [*begins[1:], 1 << 62], strict=False))
    return [after[mine.frame.start] for mine in read]


def _anonymity(text: str, frame: Frame, until: int) -> tuple[Span | None, Span | None]:
    stated, reason = standing.anonymity(frame.words, frame.start)
    if stated or reason:
        return stated, reason
    end = min(until, frame.end + _AFTER)
    stop = text.find("\n", frame.end, end)
    rest = text[frame.end : stop if stop >= 0 else end]
    return standing.anonymity(rest, frame.end) if rest.strip() else (None, None)
