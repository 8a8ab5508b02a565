"""The noun phrases of a source: who is in it, by which head, and what only describes them."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from onrecord.reading.speakers.names import Mentions, Named
from onrecord.reading.speakers.words import (
    ATTITUDES,
    AUXILIARIES,
    CONJUNCTIONS,
    DEFINITE,
    HONORIFICS,
    INDEFINITE,
    LEADING,
    NAMED_KINDS,
    ONLY_POSSESSIVE,
    PARTICIPLES,
    PEOPLE,
    PERIODS,
    PERSON_NOUNS,
    POSSESSIVE,
    PREPOSITIONS,
    PRONOUNS,
    QUANTIFIERS,
    RELATIVE,
    TIMES,
    TITLES,
)
from onrecord.text.spans import Span

_LONGEST = 400
"""Code points of a source that are read; a noun phrase is shorter."""
_MOST = 6
"""Parties that a source is read for at most."""
_TOKEN = re.compile(r"['\u2019][sS]?(?=\W|\Z)|--|[^\W_][\w&\-]*(?:[.'\u2019](?!s\b)\w+)*\.?|[^\w\s]")
_SUBJECTS = frozenset({"i", "we", "he", "she", "they"})
_NUMBERS = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "third", "quarter"}
)
_COUNTS = {"two": 2, "both": 2, "pair": 2, "three": 3, "trio": 3, "four": 4, "2": 2, "3": 3, "4": 4}
"""How many are said to speak, where their names follow."""
_LOOSE = frozenset({"following", "the", "a", "an", "not", "also", "now", "then"})
_NO_HEADS = PREPOSITIONS | HONORIFICS | {"when", "where"} | CONJUNCTIONS | AUXILIARIES | ONLY_POSSESSIVE | _LOOSE
"""Words that end no noun phrase."""
_BREAKS = frozenset(",;:()[]\u2014\u2013") | {"--"}


class Token(NamedTuple):
    """A word, a mark, or a name taken whole (`name`), with its place in the text."""

    start: int
    end: int
    low: str
    name: Named | None


class Party(NamedTuple):
    """One of those who speak in a source.

    `start` and `end` bound the noun phrase without what follows it but its prepositional complements; `head` is its
    head noun, lower case, ending at `head_end`. `name` is the head where that is a name.
    """

    form: Literal["name", "description", "pronoun"]
    start: int
    end: int
    head: str
    head_end: int
    name: Named | None = None
    plural: bool = False
    definite: bool = False
    indefinite: bool = False
    owned: bool = False
    """Whether it is somebody's: "his lawyer", "the mayor's wife"."""
    words: tuple[str, ...] = ()
    within: tuple[int, ...] = ()
    """The entities named beside the head: of "the Vale campaign" the one that is Vale."""


def tokens(text: str, span: Span, mentions: Mentions) -> list[Token]:
    """Cut `span` into words, marks and names; a name that is an entity's stays whole, a clitic is cut off."""
    start, end = span
    end = min(end, start + _LONGEST)
    out: list[Token] = []
    at = start
    for name in [*mentions.between(start, end), None]:
        stop = min(name.start, end) if name else end
        out += [Token(m.start(), m.end(), _low(m.group()), None) for m in _TOKEN.finditer(text, at, stop)]
        if name:
            out.append(Token(name.start, name.end, text[name.start : name.end].lower(), name))
            at = max(at, name.end)
    return out


def _low(word: str) -> str:
    return "u.s" if word == "US" else word.lower().rstrip(".")


def parties(text: str, span: Span, mentions: Mentions) -> list[Party]:
    """Return those who speak in the source at `span`, in order; empty where no noun phrase is found."""
    found = tokens(text, span, mentions)
    while found and found[0].low in LEADING and not found[0].name and len(found) > 1:
        found = found[1:]
    segments: list[list[Token]] = [[]]
    depth = 0
    for token in found:
        dash = token.low == "-" and text[max(0, token.start - 1) : token.end + 1] == " - "
        if (token.low in _BREAKS or dash) and not token.name:
            depth = max(0, depth + (token.low in "([") - (token.low in ")]"))
            segments.append([])
        elif not depth and (token.name or token.low not in "\"'\u201c\u201d\u2018\u2019.\u2026*"):
            segments[-1].append(token)
    segments = [s for s in segments if s]
    if len(segments) > 1 and _is_dateline(text, segments):
        segments = segments[1:]
    if not segments:
        return []
    if (
        len(segments) > 1
        and _adjective(segments[0])
        and segments[1][-1].low in PERSON_NOUNS
        and not segments[1][0].name
    ):
        segments = [[*segments[0], *segments[1]], *segments[2:]]  # "the bearded, 71-year-old diplomat"
    out = _coordinated(segments[0], mentions)
    if not out:
        return []
    counted = _COUNTS.get(_number(out[0]), 0) if len(out) == 1 else 0
    if counted:
        names = _listed(segments[1:], mentions)
        if len(names) == counted:
            return names  # "two objectors, Jane Roe and John Vale"
    ended = _ends_in_relative(segments[0])
    for number, segment in enumerate(segments[1:], 1):
        if segment[0].low in PREPOSITIONS and not segment[0].name:
            break  # "critics, like Roe and Vale"
        if segment[0].low in CONJUNCTIONS and len(segment) > 1:
            more = _coordinated(segment[1:], mentions)
            named = segment[1].name is not None or segment[1].low in TITLES
            alike = (
                bool(more) and named and more[0].form == "name" == out[0].form and _persons(out[0], more[0], mentions)
            )
            goes_on = number > 1 and out[0].form == "name" and segment[1].low in ("a", "an")
            if more and not goes_on and _apart(out[-1], more[0]) and (alike or not ended):
                out += more
        elif ended:
            pass  # what stands in a relative clause
        elif segment[0].low == "others":
            out += _coordinated(segment, mentions)
        elif out[-1].form == "description" and len(out) == 1:
            more = _coordinated(segment, mentions)
            if len(more) == 1 and more[0].form == "name" and _apposed(text, out[0], more[0], mentions):
                out = more
            elif more and number == 1 and _same_kind(segments[0][-1], more, mentions):
                out = [out[0]._replace(end=more[-1].end)]  # "the leaders of Ostland, Westland and Northland"
                ended = True
            elif (len(more) > 1 or segments[-1][0].low in CONJUNCTIONS) and more and _parallel(out[0], more):
                out += more
        elif number == len(segments) - 1 or segments[-1][0].low in CONJUNCTIONS:
            more = _coordinated(segment, mentions)
            if (len(more) > 1 or segments[-1][0].low in CONJUNCTIONS) and more and _parallel(out[0], more):
                out += more
        ended = ended or _ends_in_relative(segment)
        if len(out) >= _MOST:
            break
    return out[:_MOST]


def _adjective(segment: Sequence[Token]) -> bool:
    """Whether a stretch before a comma is but an article and an adjective."""
    if len(segment) != 2 or segment[0].low not in DEFINITE | INDEFINITE or segment[1].name:
        return False
    word = segment[1].low
    return word not in PERSON_NOUNS and (
        "-" in word or word.endswith(("ed", "ing", "al", "ous", "ful", "ive", "y", "en"))
    )


def _number(party: Party) -> str:
    """Return the number by which a noun phrase counts whom it names, "" if it does not."""
    if party.form != "description" or not party.plural:
        return ""
    return next((w for w in (*party.words[:3], party.head) if w in _COUNTS), "")


def _listed(segments: Sequence[Sequence[Token]], mentions: Mentions) -> list[Party]:
    """Return the names that stretches between commas list, up to the first that is none."""
    out: list[Party] = []
    for segment in segments[:_MOST]:
        joined = segment[0].low in CONJUNCTIONS and not segment[0].name
        more = _coordinated(segment[1:] if joined else segment, mentions) if len(segment) > joined else []
        if not more or any(p.form != "name" for p in more):
            break
        out += more
    return out


def _is_dateline(text: str, segments: Sequence[Sequence[Token]]) -> bool:
    """Whether a source begins with the place that a report is sent from: "HARBOUR - Leaders of …"."""
    place = text[segments[0][0].start : segments[0][-1].end]
    gap = text[segments[0][-1].end : segments[1][0].start].strip()
    return place.isupper() and len(place) > 3 and gap in ("-", "\u2013", "\u2014", "--")


def _ends_in_relative(segment: Sequence[Token]) -> bool:
    return any(t.low in RELATIVE and not t.name for t in segment)


def _coordinated(segment: Sequence[Token], mentions: Mentions) -> list[Party]:
    """Read a stretch without commas: one noun phrase, or several that *and* joins."""
    low = [t.low for t in segment[:3]]
    if low[0] in ("who", "which") and not segment[0].name:
        return [_pronoun(segment[0])]
    whole = len(low) == 3 and low[0] in QUANTIFIERS and low[1] == "of"  # many of whom
    stop = next((k for k, t in enumerate(segment) if k > 2 * whole and t.low in RELATIVE and not t.name), len(segment))
    items = list(segment[: _clause(segment, stop)])
    if len(items) > 1 and items[0].low == "both" and any(t.low == "and" for t in items):
        items = items[1:]
    out: list[Party] = []
    while items:
        cut = None
        first = next((k for k, t in enumerate(items) if k and t.low in PREPOSITIONS and not t.name), len(items))
        for k, token in enumerate(items):
            if k > first or k == len(items) - 1:
                break
            if k and token.low in CONJUNCTIONS and not token.name:
                left, right = _party(items[:k], mentions), _party(items[k + 1 :], mentions)
                if left and right and _apart(left, right):
                    cut = k
                    break
        party = _party(items[:cut], mentions)
        if party:
            out.append(party)
        if cut is None or len(out) >= _MOST:
            break
        items = items[cut + 1 :]
    return out


def _clause(items: Sequence[Token], stop: int) -> int:
    """Return where a relative clause without its pronoun begins, at most `stop`: "people *they have asked*"."""
    subject = next((k for k in range(2, stop) if items[k].low in _SUBJECTS and not items[k].name), None)
    if subject is not None and items[subject - 1].low not in CONJUNCTIONS:
        return subject
    verb = next((k for k in range(2, stop) if items[k].low in AUXILIARIES and not items[k].name), None)
    if verb is None or verb == stop - 1:
        return stop
    for k in range(verb - 1, 0, -1):
        token = items[k]
        if token.name or token.low in PRONOUNS or token.low in DEFINITE | INDEFINITE:
            return k if items[k - 1].low not in DEFINITE | INDEFINITE else stop
    return verb - 1 if items[0].low in INDEFINITE and verb > 2 else stop


def _apart(left: Party, right: Party) -> bool:
    """Whether two noun phrases joined by *and* are two parties, not two nouns for one."""
    if left.form == "pronoun" or right.form == "pronoun":
        return True
    if left.form == "name":
        return True
    if left.plural:
        shared = left.definite and not right.definite and right.end > right.head_end and left.end == left.head_end
        if shared and right.form == "description" and not right.name:
            return False  # "the hawks and doves in his party"
        counted = left.indefinite or (left.words and left.words[0].isdigit())
        return not counted or right.indefinite or right.definite or right.form == "name"  # "several X and Y" are one
    if right.form == "name":
        return left.definite or left.indefinite  # not "author and activist Jane Roe"
    return right.definite or right.indefinite or right.head == "others"


def _persons(one: Party, other: Party, mentions: Mentions) -> bool:
    return all(p.name is not None and mentions.entities[p.name.entity].type == "person" for p in (one, other))


def _parallel(first: Party, more: Sequence[Party]) -> bool:
    """Whether what follows a comma goes on a list ("the family, protesters and leaders"), and is no apposition."""
    if first.form == "name":
        return all(p.form == "name" for p in more)
    return all(p.form == "description" and p.plural and not p.definite for p in more)


def _apposed(text: str, description: Party, name: Party, mentions: Mentions) -> bool:
    """Whether a name after a comma is the name of who is described: "a lawyer, David Roe"."""
    assert name.name
    kind = mentions.entities[name.name.entity].type
    after = text[name.name.end : name.name.end + 1]
    dashed = text[name.name.end : name.name.end + 2].strip()[:1] in ("-", "\u2013", "\u2014")
    return (kind == "person" and not description.plural) or (kind == "organisation" and (after in ",;" or dashed))


def _same_kind(last: Token, more: Sequence[Party], mentions: Mentions) -> bool:
    """Whether names go on a list that began in a complement: "the leaders *of Ostland*, Westland and Northland"."""
    if last.name is None or len(more) < 2:
        return False
    kind = mentions.entities[last.name.entity].type
    return kind != "person" and all(p.name is not None and mentions.entities[p.name.entity].type == kind for p in more)


def _party(items: Sequence[Token], mentions: Mentions) -> Party | None:
    """Read one noun phrase: its head is the last noun before a preposition or a participle."""
    items = [t for t in items if t.name or t.low not in "'\u2019"] if items else []
    while items and not items[-1].name and items[-1].low in ("'s", "\u2019s", "s", "has", "had", "have", "also"):
        items = items[:-1]
    when = next((k for k in range(1, len(items)) if _tells_when(items, k)), None)
    items = items[:when]
    if (
        when
        and len(items) > 1
        and items[-2].low not in DEFINITE | INDEFINITE
        and not items[-1].name
        and (items[-1].low.endswith("ed") or items[-1].low in PARTICIPLES)
    ):
        items = items[:-1]  # "a report released on Monday"
    while len(items) > 1 and not items[-1].name and items[-1].low in _NO_HEADS:
        items = items[:-1]
    if not items or (items[-1].low in _NO_HEADS and items[-1].low not in PRONOUNS and not items[-1].name):
        return None
    for k in range(len(items) - 1, 0, -1):  # what somebody says: the source is who says it
        if items[k].low in ATTITUDES and not items[k].name:
            if k >= 2 and items[k - 1].low.lstrip("'\u2019") == "s":
                return _party(items[: k - 1], mentions)
            for j in range(k - 1, -1, -1):
                clitic = items[j].low in ("'s", "\u2019s")
                if clitic and j and not any(t.low in PREPOSITIONS for t in items[j:k]):
                    return _party(items[:j], mentions)
                if j == 0 and items[0].low in ONLY_POSSESSIVE and not items[0].name:
                    return _pronoun(items[0])
            break
    if len(items) == 1 and not items[0].name and items[0].low in PRONOUNS:
        return _pronoun(items[0])
    low = [t.low for t in items]
    if low[0] in QUANTIFIERS and len(items) > 2 and low[1] == "of" and low[2] in ("whom", "which", "them", "us"):
        return _pronoun(items[2])._replace(start=items[0].start, plural=True)
    first = next(
        (
            k
            for k, t in enumerate(items)
            if k and not t.name and (t.low in PREPOSITIONS or t.low in RELATIVE or _participle(items, k))
        ),
        len(items),
    )
    core = items[:first]
    last = len(items)
    for k in range(first, len(items)):
        if not items[k].name and (items[k].low in RELATIVE or items[k].low == "such" or _participle(items, k)):
            last = k
            break
    if len(core) > 2 and core[-1].name and core[-2].low == "people":
        core = core[:-1]  # "several people Lowlanders" have asked
        last = len(core)
    head = core[-1]
    words = tuple(t.low for t in core[:-1])
    start, lead = core[0].start, core[0].low
    definite = lead in DEFINITE or lead in POSSESSIVE or any(w in ("'s", "\u2019s") for w in words)
    indefinite = lead in INDEFINITE and not definite
    owned = (lead in POSSESSIVE and core[0].name is None) or any(w in ("'s", "\u2019s") for w in words)
    within = tuple(t.name.entity for k, t in enumerate(items[:last]) if t.name and k != len(core) - 1)
    end = items[last - 1].end
    closing = items[last - 1].name
    bare = last > first + 1 and not (head.name or indefinite) and _titles(items[first - 1 : last])
    bare = bare and (not definite or _office_of(items[first - 1 : last]))
    if closing and bare and mentions.entities[closing.entity].type == "person":  # "Secretary of State Jane Roe"
        return Party("name", start, closing.end, items[last - 1].low, closing.end, closing, words=words)
    member = head.name is not None and definite and not indefinite and head.low in PERSON_NOUNS
    if member and mentions.entities[head.name.entity].type == "group":  # type: ignore[union-attr]
        head = head._replace(name=None)  # "the Skerry Democrat" is somebody
    called = core[-2].name if len(core) > 1 and not head.name and head.low in NAMED_KINDS else None
    if called and mentions.entities[called.entity].type == "organisation":
        head = core[-2]  # "the Gazette newspaper" is the Gazette
    if head.name and not indefinite and not _of_many(head, mentions):
        return Party("name", start, head.end, head.low, head.end, head.name, False, definite, indefinite, owned, words)
    noun = head.low.split("-")[-1] if head.low.startswith("ex-") else head.low
    plural = (
        noun in PEOPLE
        or noun in _NUMBERS
        or noun.isdigit()
        or (noun.endswith("s") and not noun.endswith(("ss", "us", "is")))
    )
    return Party(
        form="description",
        start=start,
        end=end,
        head=noun,
        head_end=head.end,
        name=head.name,
        plural=plural or head.name is not None,
        definite=definite,
        indefinite=indefinite,
        owned=owned,
        words=words,
        within=within,
    )


def _of_many(head: Token, mentions: Mentions) -> bool:
    """Whether a name is that of a group, of which the noun phrase says who ("many Lowlanders")."""
    assert head.name
    entity = mentions.entities[head.name.entity]
    if entity.type == "group":
        return True
    plural = head.low.endswith("s") and not head.low.endswith(("ss", "us", "is")) and head.low.isalpha()
    return plural and entity.type != "person" and head.low not in entity.name.lower()


def _titles(items: Sequence[Token]) -> bool:
    """Whether a noun and its complement are an office before a name, not a complement that is one."""
    noun, before = items[0].low, items[-2]
    return (noun in TITLES or noun in PERSON_NOUNS) and (before.name is not None or before.low not in PREPOSITIONS)


def _office_of(items: Sequence[Token]) -> bool:
    """Whether an office's complement ends before a title and a name: "chief of army staff General Roe"."""
    if items[0].low not in TITLES | {"head", "commander"} or len(items) < 5 or items[1].low != "of":
        return False
    titles = next((k for k in range(len(items) - 2, 1, -1) if items[k].name or items[k].low not in TITLES), 1)
    return 1 < titles < len(items) - 2


def _tells_when(items: Sequence[Token], k: int) -> bool:
    """Whether a time begins at the kth word: "Roe *on Monday*", "Roe *this week*"."""
    low = items[k].low
    if items[k].name or items[k - 1].low in DEFINITE | INDEFINITE | PREPOSITIONS:
        return False
    following = items[k + 1].low if k + 1 < len(items) else ""
    if low in ("this", "last", "next", "earlier"):
        return following in PERIODS or following in TIMES
    if low in PREPOSITIONS:
        return following in TIMES or (following.isdigit() and len(following) == 4)
    return low in TIMES and not following


def _pronoun(token: Token) -> Party:
    return Party("pronoun", token.start, token.end, token.low, token.end, plural=PRONOUNS[token.low] == "plural")


def _participle(items: Sequence[Token], k: int) -> bool:
    """Whether a participle that follows a noun opens what only describes it: "states led by", "judges handling"."""
    token = items[k]
    if token.name or k == 0 or k == len(items) - 1 or items[k - 1].low in INDEFINITE | DEFINITE | POSSESSIVE:
        return False
    if "-" in token.low:  # "veto-wielding members" are of a kind
        return False
    if token.low in PARTICIPLES:
        return items[k + 1].low in PREPOSITIONS | TIMES or token.low in (
            "familiar",
            "close",
            "aware",
            "known",
            "called",
        )
    following = items[k + 1]
    opens = following.name is not None or following.low in PREPOSITIONS | DEFINITE | INDEFINITE | POSSESSIVE
    many = (
        not items[k - 1].name
        and items[k - 1].low.endswith("s")
        and not items[k - 1].low.endswith(("ss", "'s", "\u2019s"))
    )
    return token.low.endswith("ing") and len(token.low) > 5 and (opens or many)
