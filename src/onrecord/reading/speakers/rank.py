"""Whom a pronoun or a description most likely means: candidates, what speaks for each, and how likely each is."""

import math
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from onrecord.reading.model import Statement
from onrecord.reading.speakers.names import is_built, no_name
from onrecord.reading.speakers.phrase import Party
from onrecord.reading.speakers.scene import Scene, fits_office
from onrecord.reading.speakers.words import (
    ANY_BODY,
    BODY_NOUNS,
    FEMALE,
    LAND_NOUNS,
    MALE,
    PERSON_NOUNS,
    PRONOUNS,
    SAME_KIND,
    TEXT_NOUNS,
    TITLES,
)

MODEL = "speakers-2"
"""The name and version of the weights in the package."""
WEIGHTS = Path(__file__).parent / "weights.json"
_ANOTHER = frozenset({"previous", "other", "second", "third", "earlier", "last", "first", "latest", "former"})
"""Words by which something is told from what was named before."""
_HUMAN = PERSON_NOUNS | TITLES | MALE | FEMALE
_ASKED = re.compile(
    r"\W*(?:(?:When|But when|And when|Later|Then) )?(?:[Aa]sked|[Pp]ressed|[Qq]uestioned|[Cc]hallenged|[Qq]uizzed)"
    r" (?!by )(?:[\w-]+ ){0,3}?(?:about|whether|if|why|what|how|on|who|when|to|again|which|where)\b[^;]*,\s*\Z"
)
"""How a sentence begins that tells first what somebody was asked."""
_NO_PERSON = re.compile(r"(?:ment|tion|sion|ness|ity|ism|ship|age|ure|ance|ence|acy|ics|crowd|camp|team)\Z")
"""How nouns end that are no person's."""
_STILL = 2
"""Passages after which whoever spoke is still the one who is asked."""
_DOER = re.compile(r"(?:er|or|ist|ian|ant|(?<!m)ent|ee|ary|eur|man|woman|mate|old|ive|chief|crat|can|ate|boss)\Z")
_PERSONS = frozenset({"person"})
_BODIES = frozenset({"organisation", "place", "work", "event", "other"})


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of a ranking's features by form, and of the calibration's; `threshold` parts naming from abstaining."""

    rank: dict[str, dict[str, float]]
    sure: dict[str, float]
    threshold: float


class Ranked(NamedTuple):
    """A candidate and its probability among the candidates; the referent is None for the description itself, of a
    pronoun for nobody among them."""

    referent: int | None
    probability: float


@cache
def weights() -> Weights:
    """Return the weights that are shipped; `python -m training.speakers.train` makes them."""
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=Weights)


def form_of(party: Party) -> str:
    """Return which of the rankings is used: `he`, `it`, `they` or `the` (a description)."""
    if party.form != "pronoun":
        return "the"
    kind = PRONOUNS[party.head]
    return {"masculine": "he", "feminine": "he", "neuter": "it", "plural": "they"}.get(kind, "they")


def candidates(scene: Scene, statement: Statement, party: Party) -> list[tuple[int | None, dict[str, float]]]:
    """Return whom a pronoun or description may mean, each with its features."""
    form = form_of(party)
    spoke = scene.history[-1] if scene.history else ()
    before = scene.history[-2] if len(scene.history) > 1 else ()
    recent = scene.recent(party.start)
    linked = _linked(scene, party)
    tied = scene.resolutions.get((party.start, party.head_end))
    scores = {one.entity: one.score for one in tied.candidates} if tied else {}
    pool = dict.fromkeys(recent)
    pool.update(dict.fromkeys((*spoke, *before)))
    outer = scene.statement_around((party.start, party.head_end), statement)
    told = scene.speakers.get(outer.id, ()) if outer else ()
    pool.update(dict.fromkeys(told))
    if linked is not None:
        pool[linked] = None
    if form == "the":
        kinds = _PERSONS if party.head in PERSON_NOUNS else _BODIES if party.head in BODY_NOUNS else None
        for k, entity in enumerate(scene.entities):
            if (
                (kinds is None or entity.type in kinds)
                and k not in pool
                and scene.named[k]
                and fits_office(party.head, scene.offices(k))
            ):
                pool[k] = None
    if form != "he":
        first = max(0, len(scene.phrased) - 20)
        pool.update(dict.fromkeys(-1 - n for n in range(first, len(scene.phrased))))
    asked, goes_on = _asked_about(scene, party) if form == "he" else (frozenset(), False)
    goes_on = goes_on and any(_may(scene, party, form, k) and _fits(scene, party, k) for k in spoke)
    own = {n.entity for s, e in statement.content for n in scene.mentions.between(s, e)}
    told_of = own if form == "the" else set()
    own = own | {n.entity for s, e in statement.content for n in scene.mentions.others_between(s, e)}
    out: list[tuple[int | None, dict[str, float]]] = []
    nearness = 0
    here, paragraph = scene.sentence(party.start), scene.passage(party.start)
    for referent in pool:
        if referent >= 0 and not scene.named[referent] and referent != linked and referent not in told:
            continue
        if not _may(scene, party, form, referent) or no_name(scene.called(referent)):
            continue
        if referent in party.within:
            continue  # "the Roe campaign" is not Roe
        if party.owned and referent in spoke:
            continue  # "his lawyer" is not he
        if referent in asked and referent not in spoke:
            continue
        if goes_on and referent not in spoke:
            continue
        if referent in told_of and not fits_office(party.head, scene.offices(referent)):
            continue  # who is named in the very words is not who says them
        found: dict[str, float] = {}
        if referent >= 0 and scores:
            found["scored"] = scores.get(scene.entities[referent].id, 0.0)
            found["unscored"] = float(scene.entities[referent].id not in scores)
        last = scene.last_before(referent, party.start)
        if referent == linked:
            found["linked" if referent < 0 or scene.named[referent] else "linked_unnamed"] = 1.0
        if last is None:
            found["ahead"] = 1.0
        else:
            gap = here - scene.sentence(last)
            found[f"sentence{min(gap, 3)}"] = 1.0
            if gap > 3:
                found["far"] = math.log(gap - 2)
            if scene.passage(last) == paragraph:
                found["paragraph"] = 1.0
            if last - scene.sentence_start(last) < 40:
                found["opens"] = 1.0
            if scene.in_content(last) and referent not in spoke:
                found["told_of"] = 1.0
            found[f"near{min(nearness, 3)}"] = 1.0
            nearness += 1
        if referent in spoke:
            found["spoke"] = 1.0 if len(spoke) == 1 else 0.5
        elif referent in before:
            found["spoke_before"] = 1.0
        if referent in own:
            found["own_direct" if statement.quotation == "direct" else "own"] = 1.0
        if referent in told and outer is not None:
            found["outer_direct" if outer.quotation == "direct" else "outer"] = 1.0
        found["often"] = math.log1p(min(20, len(scene.places[referent])))
        _agreement(scene, party, form, referent, found)
        out.append((referent, found))
    if form == "the":
        _rivals(scene, party, out)
    out.append((None, _self_features(party) if form == "the" else {"nobody": 1.0}))
    return out


def _asked_about(scene: Scene, party: Party) -> tuple[frozenset[int], bool]:
    """Return who is named in what somebody was asked, and whether it is asked of who spoke right before.

    *Asked whether she trusts Roe, she said …*
    """
    start = scene.sentence_start(party.start)
    if not _ASKED.match(scene.text, start, party.start):
        return frozenset(), False
    last = scene.last_said[0] if scene.last_said else -1
    near = last >= 0 and scene.passage(start) - scene.passage(last) <= _STILL
    if near:  # nobody else came up in the sentences before
        said = scene.last_said[1] if scene.last_said else ()
        between = scene.mentions.between(max(last + 1, scene.passages[scene.passage(start)].start), start)
        near = all(n.entity in said or scene.kind(n.entity) != "person" or scene.in_content(n.start) for n in between)
    return frozenset(n.entity for n in scene.mentions.between(start, party.start)), near


def _fits(scene: Scene, party: Party, referent: int) -> bool:
    """Whether a referent's gender, if known, is the pronoun's."""
    wanted = "male" if PRONOUNS[party.head] == "masculine" else "female"
    return scene.gender(referent) in (None, wanted)


def _rivals(scene: Scene, party: Party, found: list[tuple[int | None, dict[str, float]]]) -> None:
    """Tell holders of the office named from the others; in the first lines the only one may be named further down."""
    holders = [features for _, features in found if "office" in features]
    if not holders:
        return
    for _, features in found:
        if party.definite and "office" not in features:
            features["no_office"] = 1.0
    if not party.definite and len(holders) == 1 and "ahead" in holders[0] and scene.passage(party.start) < 3:
        holders[0]["lede"] = 1.0


def _linked(scene: Scene, party: Party) -> int | None:
    """Return the entity that coreference found for the party, unless it is first mentioned there."""
    linked = scene.mentions.described(party.head_end)
    if linked is None or scene.places[linked][0] >= party.start:
        return None
    return scene.known_as(linked)


def _may(scene: Scene, party: Party, form: str, referent: int) -> bool:
    kind = scene.kind(referent)
    if form == "he":
        if referent < 0:
            phrase = scene.phrased[-1 - referent].party
            return not phrase.plural and _human(phrase.head)
        if kind == "person":
            return scene.named[referent] or scene.called(referent).lower().split()[-1] not in TEXT_NOUNS | BODY_NOUNS
        return kind in _BODIES and _may_be_surname(scene, referent)
    if form == "it":
        return kind in _BODIES or (referent < 0 and not scene.phrased[-1 - referent].party.plural)
    if form == "they":
        if referent < 0:
            earlier = scene.phrased[-1 - referent].party
            return earlier.plural or earlier.head not in TEXT_NOUNS
        return kind in _BODIES or kind == "group"
    if referent < 0:
        earlier = scene.phrased[-1 - referent].party
        same = SAME_KIND.get(earlier.head, earlier.head) == SAME_KIND.get(party.head, party.head)
        new = _ANOTHER.intersection(party.words)
        return party.definite and not party.owned and not new and same and earlier.plural == party.plural
    if party.plural or party.name is not None:
        return kind in ("group", "organisation") and fits_office(party.head, scene.offices(referent))
    if party.head in PERSON_NOUNS:
        return kind == "person" and (party.definite or fits_office(party.head, scene.offices(referent)))
    if party.head in TEXT_NOUNS:
        return kind in ("work", "other") and fits_office(party.head, scene.offices(referent))
    if party.head in BODY_NOUNS:
        if kind == "place" and party.head in ANY_BODY:
            return False  # no newspaper is a town
        linked = scene.mentions.described(party.head_end) == referent
        if linked or fits_office(party.head, scene.offices(referent)):
            return kind != "person" and not (party.owned and kind == "place")
        if len(party.words) > 1 or party.within or party.owned or party.end > party.head_end or not party.definite:
            return False
        if party.head in LAND_NOUNS:
            return kind == "place" and not is_built(scene.called(referent))
        return kind == "organisation" and party.head in ANY_BODY
    if kind == "person" and _NO_PERSON.search(party.head) and party.head not in _HUMAN:
        return False
    linked = not party.within and not party.owned and scene.mentions.described(party.head_end) == referent
    return linked or fits_office(party.head, scene.offices(referent))


def _human(noun: str) -> bool:
    """Whether a singular noun is a person's, by what it is or how it ends."""
    if noun in TEXT_NOUNS or noun in BODY_NOUNS:
        return False
    return noun in _HUMAN or bool(_DOER.search(noun))


def _may_be_surname(scene: Scene, referent: int) -> bool:
    """Whether what is typed as a body may be a person after all: who spoke last, by one word without an article."""
    called = scene.called(referent)
    if not scene.history or referent not in scene.history[-1] or " " in called or called.isupper():
        return False
    return not any(scene.text[max(0, at - 4) : at].lower() == "the " for at in scene.mentions.of[referent][:8])


def _agreement(scene: Scene, party: Party, form: str, referent: int, found: dict[str, float]) -> None:
    kind = scene.kind(referent)
    if form == "he":
        gender = scene.gender(referent)
        wanted = "male" if PRONOUNS[party.head] == "masculine" else "female"
        if gender:
            found["agrees" if gender == wanted else "disagrees"] = 1.0
        if referent < 0:
            found["phrase"] = 1.0
        elif kind != "person":
            found["no_person"] = 1.0  # a surname whose type was not seen
        return
    if form in ("it", "they"):
        found[f"is_{kind}"] = 1.0
        if referent < 0:
            earlier = scene.phrased[-1 - referent].party
            found["plural_phrase" if earlier.plural else "single_phrase"] = 1.0
        return
    offices = scene.offices(referent)
    if referent < 0:
        earlier = scene.phrased[-1 - referent].party
        found["same_noun"] = 1.0
        found["same_noun_definite" if party.definite else "same_noun_not"] = 1.0
        if set(party.words) - {"the", "this", "that", "these"} - {earlier.head, *earlier.words}:
            found["other_words"] = 1.0
        if earlier.words == party.words:
            found["same_words"] = 1.0
        return
    if fits_office(party.head, offices):
        found["office"] = 1.0
        found["office_definite" if party.definite else "office_not" if party.indefinite else "office_bare"] = 1.0
    elif party.owned:
        found["owned_not"] = 1.0
    extra = [w for w in party.words if len(w) > 2 and w not in ("the", "former", "this", "that")]
    if extra:
        shared = sum(w in offices for w in extra)
        found["words_shared"] = shared / len(extra)
        found["words_other"] = 1 - shared / len(extra)
    else:
        found["no_words"] = 1.0
    found[f"is_{kind}"] = 1.0
    if kind == "person":
        gender = scene.gender(referent)
        noun: str | None = None
        if party.head in MALE:
            noun = "male"
        elif party.head in FEMALE:
            noun = "female"
        if noun and gender:
            found["agrees" if noun == gender else "disagrees"] = 1.0


def _self_features(party: Party) -> dict[str, float]:
    found = {"self": 1.0}
    if party.plural:
        found["self_plural"] = 1.0
    if party.name is not None:
        found["self_group"] = 1.0
    if party.owned:
        found["self_owned"] = 1.0
    if party.within:
        found["self_within"] = 1.0
    if party.definite:
        found["self_definite"] = 1.0
        if len(party.words) > 2:
            found["self_definite_long"] = 1.0
        if party.end > party.head_end:
            found["self_definite_complement"] = 1.0
    elif party.indefinite:
        found["self_indefinite"] = 1.0
    else:
        found["self_bare"] = 1.0
        if not party.plural:
            found["self_bare_single"] = 1.0
    for label, nouns in (("person", PERSON_NOUNS), ("body", BODY_NOUNS), ("text", TEXT_NOUNS)):
        if party.head in nouns:
            found[f"self_{label}"] = 1.0
            break
    return found


def rank(form: str, found: list[tuple[int | None, dict[str, float]]], by: Mapping[str, float]) -> list[Ranked]:
    """Return the candidates, likeliest first, their probabilities summing to 1 (softmax over weighted features)."""
    scores = [sum(by.get(name, 0.0) * value for name, value in features.items()) for _, features in found]
    if not scores:
        return []
    top = max(scores)
    exps = [math.exp(s - top) for s in scores]
    total = sum(exps)
    order = sorted(range(len(found)), key=lambda k: -exps[k])
    return [Ranked(found[k][0], exps[k] / total) for k in order]
