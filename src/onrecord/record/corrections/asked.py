"""From plain values, as a command or a form gives them, to corrections: words for spans, names for who is meant."""

import re
from typing import Any

import msgspec

from onrecord.reading.chain.outlets import kind_of_name
from onrecord.reading.model import (
    Channel,
    Entity,
    EntityType,
    Manner,
    Polarity,
    Quotation,
    Reading,
    SourceKind,
    Statement,
)
from onrecord.record.corrections.anchor import Finder, anchor
from onrecord.record.corrections.match import anchors, called, entity_evidence, statement_evidence
from onrecord.record.corrections.model import (
    NAME_LENGTH,
    Checked,
    Correction,
    MergeEntities,
    MissingStatement,
    NotAStatement,
    SpeakerGiven,
    SplitEntity,
    StatementEvidence,
    ViaGiven,
    WrongEntity,
    WrongKind,
    WrongSpan,
    WrongSpeaker,
)
from onrecord.record.corrections.words import spans_of
from onrecord.record.model import AmbiguousError, ArchiveError, NotFoundError
from onrecord.text.listed import listed
from onrecord.text.spans import Span

_VIA = re.compile(r"(?P<name>.+?) ?\((?P<kind>outlet|agency|broadcast|document)\)\Z")


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person wants put right, in plain values; what is not given was right.

    Of a statement: `speaker` (names, or ids of the reading's entities; several for those who say it together),
    `unknown_speaker`, `source`, `no_source`, `cue`, `content` (words), the kinds, `via` (names that stand in the
    text, with "(agency)" and the like behind them where that is to be said), `not_a_statement`. With `add` the same
    values make a statement that is missing from an article. Of an article: `merge` (ids or names of entities, and
    perhaps a `name`), `split` with the `mention`s that are another's (`to`) or a new one's (`name`, `type`), `entity`
    with the right `name` or `type`, `checked`. Words are as in `words.spans_of`.
    """

    speaker: list[str] = []
    unknown_speaker: bool = False
    source: list[str] = []
    no_source: bool = False
    cue: list[str] = []
    content: list[str] = []
    source_kind: SourceKind | None = None
    quotation: Quotation | None = None
    manner: Manner | None = None
    channel: Channel | None = None
    no_channel: bool = False
    polarity: Polarity | None = None
    via: list[str] = []
    no_via: bool = False
    not_a_statement: bool = False
    add: bool = False
    merge: list[str] = []
    split: str | None = None
    mention: list[str] = []
    to: str | None = None
    entity: str | None = None
    name: str | None = None
    type: EntityType | None = None
    checked: bool = False


def corrections_for(reading: Reading, asked: Asked, statement: str | None = None) -> list[Correction]:
    """Return the corrections that are asked for: of the statement with the id `statement`, or of the article.

    `reading` is the one that the person saw, earlier corrections included. Raises `ArchiveError` for what does not go
    together, `NotFoundError` for words and entities that are not there, `AmbiguousError` for those that are not clear.
    """
    given = {name for name in asked.__struct_fields__ if getattr(asked, name) not in ([], None, False)}
    for one, other in (
        ("speaker", "unknown_speaker"),
        ("source", "no_source"),
        ("channel", "no_channel"),
        ("via", "no_via"),
    ):
        if {one, other} <= given:
            raise ArchiveError(f"{_option(one)} and {_option(other)} exclude each other.")
    try:
        if statement is not None:
            return _of_statement(_Given(reading, asked, given), statement)
        return [_of_article(_Given(reading, asked, given))]
    except ValueError as error:  # a piece that is too long to be kept
        raise ArchiveError(str(error)) from error


_STATEMENT = listed(
    "speaker unknown_speaker source no_source cue content source_kind quotation manner channel no_channel polarity",
    "via no_via",
)
_ACTIONS = {
    "add": _STATEMENT,
    "merge": frozenset({"name"}),
    "split": frozenset({"mention", "to", "name", "type"}),
    "entity": frozenset({"name", "type"}),
    "checked": frozenset(),
}
"""What may be asked of an article, and what else may be given with it."""


class _Given:
    """What was asked, of which reading; `given` are the names of what was given."""

    def __init__(self, reading: Reading, asked: Asked, given: set[str]) -> None:
        self.reading = reading
        self.text = reading.page.text
        self.finder = Finder(self.text)
        self.asked = asked
        self.given = given


def _of_statement(it: _Given, id: str) -> list[Correction]:
    asked, given = it.asked, it.given
    one = next((s for s in (*it.reading.statements, *it.reading.nested) if s.id == id), None)
    if one is None:
        raise NotFoundError(f"There is no statement {id} in this article.")
    strange = given - _STATEMENT - {"not_a_statement"}
    if strange:
        raise ArchiveError(f"{_option(min(strange))} is for an article, not for one of its statements.")
    if not given:
        raise ArchiveError("Say what is wrong: the speaker, the words, the kind, or that it is no statement.")
    evidence = statement_evidence(it.text, one)
    if asked.not_a_statement:
        if len(given) > 1:
            raise ArchiveError("What is not a statement has nothing else to be put right.")
        return [NotAStatement(statement=evidence)]
    out: list[Correction] = []
    near = _around(one)
    if given & {"source", "no_source", "cue", "content"}:
        spans: dict[str, Any] = {}
        for part in ("source", "cue", "content"):
            if part in given:
                spans[part] = anchors(it.text, spans_of(it.finder, getattr(asked, part), near))
        if asked.no_source:
            spans["source"] = []
        out.append(WrongSpan(statement=evidence, **spans))
    kinds = _kinds(it, near)
    if kinds:
        out.append(WrongKind(statement=evidence, **kinds))
    if given & {"speaker", "unknown_speaker"}:
        out.append(WrongSpeaker(statement=evidence, speakers=_speakers(it)))
    return out


def _of_article(it: _Given) -> Correction:
    asked, given = it.asked, it.given
    actions = [action for action in _ACTIONS if action in given]
    if len(actions) != 1:
        wanted = ", ".join(_option(action) for action in _ACTIONS)
        raise ArchiveError(f"Of an article, ask for one of {wanted}; for one of its statements, give the statement.")
    action = actions[0]
    strange = given - _ACTIONS[action] - {action}
    if strange:
        raise ArchiveError(f"{_option(min(strange))} does not go together with {_option(action)}.")
    if action == "add":
        return _missing(it)
    if action == "merge":
        if len(asked.merge) < 2:
            raise ArchiveError("It takes two entities or more to make one of them.")
        found = [_entity(it, name) for name in asked.merge]
        return MergeEntities(entities=[entity_evidence(it.text, one) for one in found], name=asked.name)
    if action == "split":
        return _split(it)
    if action == "entity":
        if not given & {"name", "type"}:
            raise ArchiveError("Say what the entity is called, or what it is: --name, --type.")
        one = _entity(it, asked.entity or "")
        return WrongEntity(entity=entity_evidence(it.text, one), name=asked.name, type=asked.type)
    return checked(it.reading)


def checked(reading: Reading) -> Checked:
    """Return the correction that says: these statements are right and all, in all their words.

    Raises ValueError where a piece of one is too long to be kept.
    """
    found = (*reading.statements, *reading.nested)
    return Checked(statements=[statement_evidence(reading.page.text, one) for one in found])


def same_speaker(reading: Reading, statement: Statement) -> list[Correction]:
    """Return the correction that says: the speaker is the one that was read; none where nobody could be told."""
    speaker, text = statement.speaker, reading.page.text
    if speaker is None or speaker.name is None:
        return []
    by_id = {one.id: one for one in reading.entities}
    known = [(speaker.name, speaker.entity), *((one.name, one.entity) for one in speaker.joint)]
    speakers = [
        SpeakerGiven(name=name[:NAME_LENGTH], entity=entity_evidence(text, by_id[id]) if id in by_id else None)
        for name, id in known
    ]
    return [WrongSpeaker(statement=statement_evidence(text, statement), speakers=speakers)]


def _missing(it: _Given) -> MissingStatement:
    asked = it.asked
    if not asked.cue or not asked.content:
        raise ArchiveError("A statement has a cue and a content, the words that say how and what: --cue, --content.")
    content = spans_of(it.finder, asked.content)
    near = (content[0][0], content[-1][1])
    kinds = _kinds(it, near)
    if it.given & {"speaker", "unknown_speaker"}:
        kinds["speakers"] = _speakers(it)
    evidence = StatementEvidence(
        source=anchors(it.text, spans_of(it.finder, asked.source, near)),
        cue=anchors(it.text, spans_of(it.finder, asked.cue, near)),
        content=anchors(it.text, content),
    )
    return MissingStatement(statement=evidence, **kinds)


def _split(it: _Given) -> SplitEntity:
    asked = it.asked
    one = _entity(it, asked.split or "")
    if not asked.mention:
        raise ArchiveError("Say which mentions are somebody else's: --mention.")
    if asked.to and (asked.name or asked.type):
        raise ArchiveError("--to names an entity that is there already; --name and --type make a new one.")
    spans: dict[Span, None] = {}
    for words in asked.mention:
        same = [m.span for m in one.mentions if it.text[slice(*m.span)] == words]
        found = same or spans_of(it.finder, [words])
        strange = [span for span in found if all(m.span != span for m in one.mentions)]
        if strange:
            raise NotFoundError(f"“{it.text[slice(*strange[0])]}” is no mention of {one.id}, {one.name}.")
        spans |= dict.fromkeys(found)
    goal = _entity(it, asked.to) if asked.to else None
    return SplitEntity(
        entity=entity_evidence(it.text, one),
        mentions=anchors(it.text, sorted(spans)),
        to=entity_evidence(it.text, goal) if goal else None,
        name=asked.name,
        type=asked.type,
    )


def _kinds(it: _Given, near: Span) -> dict[str, Any]:
    asked = it.asked
    names = ("source_kind", "quotation", "manner", "channel", "polarity")
    out: dict[str, Any] = {name: getattr(asked, name) for name in names if name in it.given}
    if asked.no_channel:
        out["channel"] = None
    if asked.via or asked.no_via:
        out["via"] = [_via(it, one, near) for one in asked.via]
    return out


def _via(it: _Given, words: str, near: Span) -> ViaGiven:
    told = _VIA.match(words)
    name = told.group("name") if told else words
    spans = spans_of(it.finder, [name], near)
    known = kind_of_name(name)
    kind: Any = told.group("kind") if told else known[0] if known else "outlet"
    words = " ".join(it.text[slice(*spans[0])].split())
    return ViaGiven(name=words, at=anchor(it.text, spans[0]), kind=kind)


def _speakers(it: _Given) -> list[SpeakerGiven]:
    out = []
    by_id = {one.id: one for one in it.reading.entities}
    for name in it.asked.speaker:
        one = by_id.get(name) or called(name, it.reading.entities)
        out.append(
            SpeakerGiven(name=one.name[:NAME_LENGTH], entity=entity_evidence(it.text, one))
            if one
            else SpeakerGiven(name=name.strip())
        )
    return out


def _entity(it: _Given, name: str) -> Entity:
    for one in it.reading.entities:
        if one.id == name:
            return one
    found = called(name, it.reading.entities)
    if found is not None:
        return found
    same = [f"{e.id} {e.name}" for e in it.reading.entities if name in (e.name, *e.variants)]
    if same:
        raise AmbiguousError(f"Several entities of this article are called {name}: {', '.join(same)}.", same)
    raise NotFoundError(f"This article has no entity {name}; onrecord show lists them.")


def _around(one: Statement) -> Span:
    spans = (*one.source, *one.cue, *one.content)
    return min(start for start, _ in spans), max(end for _, end in spans)


def _option(name: str) -> str:
    return "--" + {"unknown_speaker": "speaker-unknown"}.get(name, name).replace("_", "-")
