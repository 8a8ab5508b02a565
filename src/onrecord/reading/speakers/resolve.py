"""From the source of each statement to who is speaking."""

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from onrecord.reading.entities import Resolved
from onrecord.reading.model import Speaker, SpeakerName, Statement
from onrecord.reading.passages import Passage
from onrecord.reading.speakers.antecedent import antecedent, pair
from onrecord.reading.speakers.phrase import Party, parties
from onrecord.reading.speakers.rank import Ranked, Weights, candidates, form_of, rank, weights
from onrecord.reading.speakers.scene import Phrased, Scene, fits_office, without_titles
from onrecord.reading.speakers.words import AUTHORS, COMMON, HONORIFICS, ONLY_POSSESSIVE, PRONOUNS, SAME_KIND, TITLES
from onrecord.text.spans import Span, trim

_MOST_CANDIDATES = 4
_STRAY = " \t\u00a0\n,;:.\"\u201c\u201d\u2018\u2019'()[]\u2014\u2013-"
_CUT = re.compile(r" (?:the|an?|in|of|at|on|for)\Z")
_NEXT = re.compile(r" [^\W_][\w\-]*")
"""A word that a source was cut before."""
_MANY_OF = re.compile(
    r"\b(?:(?:[Tt]ens|[Hh]undreds) of )?(?:[Tt]housands|[Hh]undreds|[Dd]ozens|[Ss]cores|[Mm]illions) of \Z"
    r"|\b(?:[Ss]ome|[Mm]any|[Ss]everal|[Mm]ost) \Z"
)
_HIDDEN = frozenset({"source", "insider"})
"""Who is brought in without a name is nobody named."""
_OWNER = re.compile(r"['\u2019]s? ")
_ARTICLE = re.compile(r"\A(?:the|this|that|these|those|an?) ")
_APPOSED = re.compile(r", +(?=[^\W\d_a-z])")

Watch = Callable[[Statement, Party, str, list[tuple[int | None, dict[str, float]]]], None]
"""Told of every choice among candidates, for training."""


class Choice(NamedTuple):
    """Who one party of a source is: its referent, its name, and what tells how sure that is."""

    referent: int | None
    name: str | None
    signs: dict[str, float]
    others: list[Ranked]


def speakers(
    text: str, passages: Sequence[Passage], statements: Sequence[Statement], entities: Resolved
) -> dict[str, Speaker]:
    """Return who each statement's source is, by the statement's id; implicit sources are left out.

    `statements` are those that the article reports and those made inside their contents, in any order; `entities`
    are the article's, with what its pronouns and descriptions were found to mean. A speaker whose confidence is
    below the threshold has no name, only candidates. Raises nothing, whatever the text.
    """
    return Resolver(text, passages, statements, entities, weights()).resolve()


class Resolver:
    """Resolves the sources of one article in the order in which they stand."""

    def __init__(
        self,
        text: str,
        passages: Sequence[Passage],
        statements: Sequence[Statement],
        entities: Resolved,
        by: Weights,
        watch: Watch | None = None,
    ) -> None:
        self._scene = Scene(text, passages, statements, entities)
        self._statements = sorted((s for s in statements if s.source), key=lambda s: (s.source[0][0], s.cue[:1], s.id))
        self._ids = {s.id for s in self._statements}
        self._phrases: dict[str, int] = {}
        self._by = by
        self._watch = watch

    def resolve(self) -> dict[str, Speaker]:
        """Return the speakers by their statements' ids."""
        out: dict[str, Speaker] = {}
        inner: dict[str, list[Statement]] = {}
        for statement in self._statements:
            if statement.within is not None:
                inner.setdefault(statement.within, []).append(statement)
        todo = [s for s in reversed(self._statements) if s.within is None or s.within not in self._ids]
        while todo:
            statement = todo.pop()
            self._add(statement, out, history=statement.within is None)
            todo += reversed(inner.pop(statement.id, []))  # who knows now who tells of them
        return out

    def _add(self, statement: Statement, out: dict[str, Speaker], *, history: bool) -> None:
        scene = self._scene
        choices = self._choices(statement)
        if not choices:
            return
        said = tuple(dict.fromkeys(c.referent for c in choices if c.referent is not None))
        for choice in choices:
            if choice.referent is not None:
                self._mentioned(choice.referent, statement.source[0][0])
        if said:
            scene.speakers[statement.id] = said
            scene.last_said = (statement.source[0][0], said)
            if history and (not scene.history or scene.history[-1] != said):
                scene.history.append(said)
                del scene.history[:-4]
        out[statement.id] = self._speaker(choices)

    def _mentioned(self, referent: int, at: int) -> None:
        places = self._scene.places[referent]
        if not places or places[-1] < at:
            places.append(at)

    def _speaker(self, choices: Sequence[Choice]) -> Speaker:
        scene = self._scene
        named = []
        for choice in choices:
            sure = round(confidence(self._by.sure, choice.signs), 3)
            entity = scene.entity(choice.referent) if choice.referent is not None else None
            known = entity.id if entity else None
            if choice.referent is not None and choice.referent < 0:
                known = scene.phrased[-1 - choice.referent].entity
            named.append(SpeakerName(entity=known, name=choice.name or "", confidence=sure))
        first = choices[0]
        lowest = min(n.confidence for n in named)
        if lowest < self._by.threshold or any(not n.name for n in named):
            rivals = [
                SpeakerName(
                    entity=self._id(r.referent), name=scene.called(r.referent), confidence=round(r.probability, 3)
                )
                for r in first.others[:_MOST_CANDIDATES]
                if r.referent is not None
            ]
            if not rivals:
                rivals = [n for n in named if n.name]
            return Speaker(entity=None, name=None, confidence=lowest, candidates=rivals)
        return Speaker(entity=named[0].entity, name=named[0].name, confidence=lowest, joint=named[1:])

    def _id(self, referent: int | None) -> str | None:
        if referent is None:
            return None
        return self._scene.entities[referent].id if referent >= 0 else self._scene.phrased[-1 - referent].entity

    def _choices(self, statement: Statement) -> list[Choice]:
        scene = self._scene
        for span in statement.source:
            whole = self._whole(span)
            found = parties(scene.text, whole, scene.mentions)
            if len(found) == 1 and found[0].form == "description":
                apposed = self._apposed(found[0], whole)
                if apposed:
                    return [apposed]
            out = [c for party in found for c in self._choose(statement, party)]
            if out:
                return out
        return []

    def _whole(self, span: Span) -> Span:
        """Widen a source to the names that it cuts, and cut stray marks from its ends."""
        start, end = span
        for name in self._scene.mentions.between(start, end):
            if name.end > start:
                start, end = min(start, name.start), max(end, name.end)
        text = self._scene.text
        start, end = trim(text, (start, end))
        while start < end and text[start] in _STRAY:
            start += 1
        while end > start and text[end - 1] in _STRAY and text[end - 1] not in ".'\u2019)":
            end -= 1
        if _CUT.search(text, max(start, end - 8), end):
            rest = _NEXT.match(text, end)
            end = rest.end() if rest else end
        return start, end

    def _apposed(self, party: Party, span: Span) -> Choice | None:
        """Take the name that follows a description behind a comma, where the source was cut before it."""
        scene = self._scene
        after = _APPOSED.match(scene.text, span[1])
        if not after or party.plural or party.name is not None:
            return None
        name = next(iter(scene.mentions.between(after.end(), after.end() + 24)), None)
        if name is None or scene.kind(name.entity) != "person":
            return None
        lead = scene.text[after.end() : name.start].lower().replace(".", "").split()
        closed = scene.text[name.end : name.end + 1] in ("", ",", ".", ":", ";") or scene.text[name.end] in ",.:;)"
        if not closed or any(word not in TITLES for word in lead):
            return None
        return Choice(name.entity, self._name_of(name.entity), self._signs("name", name.entity), [])

    def _choose(self, statement: Statement, party: Party) -> list[Choice]:
        scene = self._scene
        if party.form == "name" and party.name is not None:
            entity = party.name.entity
            signs = self._signs("name", entity) | {"unsure": 1 - min(1.0, party.name.confidence)}
            return [Choice(entity, self._name_of(entity), signs, [])]
        if party.form == "pronoun":
            kind = PRONOUNS[party.head]
            if kind == "first":
                return self._first_person(statement, party)
            if kind == "relative":
                return self._relative(statement, party)
        elif party.name is not None:  # of a group: how it is put here says who of it
            return [self._as_phrase(party)._replace(signs={"group": 1.0})]
        else:
            known = self._unlinked(party) or self._body(party)
            if known:
                return [known]
        both = pair(scene, party)
        if both:
            return [Choice(k, self._name_of(k), {"pair": 1.0}, []) for k in both]
        return self._ranked(statement, party)

    def _ranked(self, statement: Statement, party: Party) -> list[Choice]:
        scene, form = self._scene, form_of(party)
        if form == "the" and (
            (party.head in _HIDDEN and party.indefinite) or (party.head in AUTHORS and party.words == ("this",))
        ):
            return [self._as_phrase(party)._replace(signs={"new": 1.0})]
        if (
            form == "the"
            and not party.definite
            and (party.plural or (party.indefinite and scene.passage(party.start) > 2))
        ):
            return [self._as_phrase(party)._replace(signs={"new": 1.0})]
        found = candidates(scene, statement, party)
        if self._watch and len(found) > 1:
            self._watch(statement, party, form, found)
        order = rank(form, found, self._by.rank[form])
        if not order:
            return [Choice(None, None, {"none": 1.0}, [])]
        best = order[0]
        if best.referent is None and form != "the":
            return [Choice(None, None, {"none": 1.0}, order[1:])]
        if best.referent is None:
            signs = {"self": 1.0, "self_odds": _odds(best.probability)}
            fuller = self._fuller(party)
            return [self._as_phrase(fuller or party)._replace(signs=signs, others=order)]
        if form == "the" and self._disputed(party, best.referent):
            return [Choice(None, None, {"none": 1.0}, order)]
        signs = {form: 1.0, f"{form}_odds": _odds(best.probability)}
        if best.referent >= 0 and party.form == "description" and not scene.named[best.referent]:
            words = next((p.words for p in scene.phrased if p.entity == scene.entities[best.referent].id), None)
            return [Choice(best.referent, words or self._name_of(best.referent), signs, order)]
        both = self._said_together(best.referent) if form == "they" else ()
        if both:
            return [Choice(k, self._name_of(k), signs, order) for k in both]
        name = self._name_of(best.referent)
        if form == "they" and scene.kind(best.referent) == "group":
            name = self._how_many(best.referent, party.start) + name
        return [Choice(best.referent, name, signs, order)]

    def _disputed(self, party: Party, referent: int) -> bool:
        """Whether a description is given to another person than who speaks in this passage, whose office it is not."""
        scene = self._scene
        last = scene.last_said
        if referent < 0 or last is None or referent in last[1] or scene.kind(referent) != "person":
            return False
        if scene.passage(last[0]) != scene.passage(party.start) or len(last[1]) > 1 or last[1][0] < 0:
            return False
        here = scene.kind(last[1][0]) == "person" and scene.named[last[1][0]]
        return here and not fits_office(party.head, scene.offices(referent))

    def _how_many(self, group: int, until: int) -> str:
        """Return the words by which a group's members were counted where it was last named: "Thousands of "."""
        last = self._scene.last_before(group, until)
        found = _MANY_OF.search(self._scene.text, max(0, last - 40), last) if last is not None else None
        return found.group() if found else ""

    def _fuller(self, party: Party) -> Party | None:
        """Return the fuller noun phrase to which a headline's bare noun is short, from one of the next sources."""
        scene = self._scene
        if party.words or party.plural or party.end > party.head_end or scene.passage(party.start) > 1:
            return None
        for statement in self._statements[:8]:
            for one in parties(scene.text, self._whole(statement.source[0]), scene.mentions)[:1]:
                new = one.start > party.start and one.form == "description" and not one.plural
                if new and one.words and SAME_KIND.get(one.head, one.head) == SAME_KIND.get(party.head, party.head):
                    return one
        return None

    def _said_together(self, referent: int) -> tuple[int, ...]:
        last = self._scene.history[-1] if self._scene.history else ()
        return last if len(last) > 1 and referent in last else ()

    def _as_phrase(self, party: Party) -> Choice:
        """Take a description for somebody new, whom it alone names."""
        scene = self._scene
        words = " ".join(scene.text[party.start : party.end].split())
        linked = scene.mentions.described(party.head_end)
        known = party.name.entity if party.name is not None else linked
        again = None if party.indefinite else self._phrases.get(words.lower())
        if again is not None:
            return Choice(again, words, {}, [])
        scene.phrased.append(Phrased(party, words, scene.entities[known].id if known is not None else None))
        referent = -len(scene.phrased)
        self._phrases[words.lower()] = referent
        scene.places[referent] = [party.start]
        return Choice(referent, words, {}, [])

    def _unlinked(self, party: Party) -> Choice | None:
        """Find the name that a source's words are, where no mention of an entity was found at their place."""
        text = self._scene.text
        words = text[party.start : party.end] if party.end == party.head_end else ""
        last = words.split()[-1] if words.split() else ""
        turn = self._scene.mentions.turn_of(party.start, party.end) if words.isupper() else None
        if turn is not None:
            return Choice(turn, self._name_of(turn), self._signs("unlinked", turn), [])
        if not last[:1].isupper() or words.isupper() or party.words[:1] == ("some",):
            return None
        bare = without_titles(words.removesuffix("'s").removesuffix("\u2019s"))
        called = words.split()[0].lower() in HONORIFICS  # Mr King is no king
        if not bare or not all(w[:1].isupper() for w in bare.split()):
            return None
        if not called and " " not in bare and bare.lower() in COMMON:
            return None
        known = self._scene.mentions.by_words(bare)
        if known is not None:
            return Choice(known, self._name_of(known), self._signs("unlinked", known), [])
        if party.start in self._starts_of_sentences(party):
            return None
        choice = self._as_phrase(party)
        return choice._replace(name=bare, signs={"unlinked": 1.0})

    def _body(self, party: Party) -> Choice | None:
        """Find the body whose name ends in a source's common nouns: "the budget office", the Skerry Budget Office."""
        scene = self._scene
        if party.form != "description" or party.plural or not (party.definite or party.owned):
            return None
        whole = scene.text[party.start : party.end].lower()
        owner, _, core = _OWNER.sub("\0", whole, count=1).rpartition("\0")
        core = _ARTICLE.sub("", core)
        if " " not in core or owner in ONLY_POSSESSIVE:
            return None
        found = scene.mentions.bodies(core, _ARTICLE.sub("", owner))
        if len(found) != 1:
            return None
        return Choice(found[0], self._name_of(found[0]), self._signs("name", found[0]), [])

    def _starts_of_sentences(self, party: Party) -> tuple[int, ...]:
        """The start of the party's sentence, where a capital says nothing, if it is a single word."""
        if " " in self._scene.text[party.start : party.end]:
            return ()
        return (self._scene.sentence_start(party.start),)

    def _name_of(self, referent: int) -> str:
        words = self._scene.called(referent).split()
        while len(words) > 1 and words[0].lower() in HONORIFICS and self._scene.kind(referent) == "person":
            words = words[1:]
        return " ".join(words)

    def _signs(self, path: str, entity: int) -> dict[str, float]:
        known = self._scene.entities[entity]
        out = {path: 1.0}
        if known.type == "person" and " " not in known.name.strip():
            out["name_single"] = 1.0
        if known.type != "person":
            out["name_body"] = 1.0
        return out

    def _first_person(self, statement: Statement, party: Party) -> list[Choice]:
        """Whoever says "I" or "we" is who is quoted; outside quotations it is the author, who is not named here."""
        scene = self._scene
        said: tuple[int, ...] = ()
        if statement.within is not None:
            said = scene.speakers.get(statement.within, ())
        if not said:
            outer = scene.statement_around((party.start, party.head_end), statement)
            said = scene.speakers.get(outer.id, ()) if outer else ()
        if not said:
            return [Choice(None, None, {"none": 1.0}, [])]
        return [Choice(k, self._name_of(k), {"first": 1.0}, []) for k in said]

    def _relative(self, statement: Statement, party: Party) -> list[Choice]:
        """Whom a relative pronoun follows."""
        found = antecedent(self._scene, party)
        last = self._scene.last_said
        if found is None and last and self._scene.sentence(last[0]) == self._scene.sentence(party.start):
            return [Choice(k, self._name_of(k), {"relative": 1.0, "relative_phrase": 1.0}, []) for k in last[1]]
        if found is None:
            return [Choice(None, None, {"none": 1.0}, [])]
        out = []
        for one in found:
            if one.form == "name" and one.name is not None:
                out.append(Choice(one.name.entity, self._name_of(one.name.entity), {"relative": 1.0}, []))
            else:
                out.append(self._as_phrase(one)._replace(signs={"relative": 1.0, "relative_phrase": 1.0}))
        return out


def _odds(probability: float) -> float:
    p = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p)) / 4


def confidence(by: dict[str, float], signs: dict[str, float]) -> float:
    """Return how likely a choice is right: logistic regression over its signs, 0 for a party of unknown referent."""
    if "none" in signs:
        return 0.0
    score = by.get("bias", 0.0) + sum(by.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
