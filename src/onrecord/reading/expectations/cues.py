"""The words that put something ahead of now, each with how sure they make it, and the readings of them that do not."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from onrecord.reading.expectations.line import ADVERB, Cue, Kind, Line, before
from onrecord.reading.expectations.modals import modal
from onrecord.reading.model import Certainty

_BE: Final = (
    r"(?:\b(?:is|are|was|were|be|been|being|am|isn't|aren't|wasn't|weren't|remains?|looks?|looked|seems?|"
    r"seemed|appears?|appeared)|(?<=\w)'(?:s|re|m))"
)
_BEING: Final = re.compile(rf"{_BE} {ADVERB}{{0,2}}$", re.IGNORECASE)
_HAVE: Final = re.compile(r"(?:\b(?:has|have|had|having)|'(?:ve|d|s)) (?:\w+ )?$", re.IGNORECASE)
_NOT_VERB: Final = (
    r"the|an?|his|her|their|its|our|my|your|this|that|these|those|all|any|some|each|both|which|what|whom|him|them|us|"
    r"me|you|it|one|two|three|more|many|such|no|every|another|other"
)
_TO: Final = re.compile(rf" (?:not )?(?P<to>to) (?!(?:{_NOT_VERB})\b)(?=[a-z])")
_TO_TITLED: Final = re.compile(rf" (?:Not )?(?P<to>[Tt]o) (?!(?:{_NOT_VERB})\b)(?=[A-Za-z])", re.IGNORECASE)
_WHEN: Final = re.compile(
    r" (?:back )?(?:on|in|at|by|for|next|this|later|tomorrow|before|after|within|early|late|soon|tonight|today|"
    r"Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
)
_BY_THEN: Final = re.compile(r" (?:before|until|in|by|this|next|anytime|any)\b|[,.;]")

_VERBS: Final[dict[str, Certainty]] = {
    **dict.fromkeys(
        ["plan", "plans", "planned", "planning", "intend", "intends", "intended", "intending", "propose", "proposes"],
        "planned",
    ),
    **dict.fromkeys(
        [
            "vow",
            "vows",
            "vowed",
            "vowing",
            "pledge",
            "pledges",
            "pledged",
            "pledging",
            "promise",
            "promises",
            "promised",
        ],
        "planned",
    ),
    **dict.fromkeys(["promising", "swear", "swears", "swore", "sworn", "swearing", "prepares", "preparing"], "planned"),
    **dict.fromkeys(["threaten", "threatens", "threatened", "threatening"], "threatened"),
    **dict.fromkeys(["hope", "hopes", "hoped", "hoping"], "possible"),
    **dict.fromkeys(["intention", "intentions", "proposal", "proposals", "vows"], "planned"),
}
"""Verbs, and nouns of the same kind, that are followed by *to* and what lies ahead."""
_DECIDED: Final = frozenset(["agreed", "decided", "resolved", "arranged", "chosen", "opted", "committed"])
"""Decisions, which lie ahead only in the perfect: *has agreed to leave*, but *agreed to leave in 1998*."""
_ADJECTIVES: Final[dict[str, Certainty]] = {
    **dict.fromkeys(
        ["expected", "anticipated", "likely", "unlikely", "predicted", "forecast", "projected", "tipped"], "expected"
    ),
    **dict.fromkeys(
        ["set", "due", "scheduled", "slated", "poised", "ready", "prepared", "planned", "committed", "gearing"],
        "planned",
    ),
    **dict.fromkeys(["bound", "destined", "certain", "sure", "about", "going"], "certain"),
}
"""Words between *be* and *to*."""
_ALONE: Final = frozenset(["expected", "scheduled", "slated", "due", "poised", "likely", "unlikely"])
"""Those that need no *be* before them: *with both expected to attend*."""
_DATED: Final = frozenset(["expected", "due", "scheduled", "slated", "planned", "set"])
"""Those that a time may follow: *a ruling is due on Monday*."""
_NOUNS: Final[dict[str, tuple[str, Certainty]]] = {
    "fears": ("of|that|over", "possible"),
    "fear": ("of (?:a|an|another|further|more)|that", "possible"),
    "risk": ("of", "possible"),
    "risks": ("of", "possible"),
    "threat": ("of", "threatened"),
    "threats": ("of", "threatened"),
    "prospect": ("of", "possible"),
    "prospects": ("of|for", "possible"),
    "possibility": ("of|that", "possible"),
    "chance": ("of|that", "possible"),
    "chances": ("of|that", "possible"),
    "danger": ("of|that", "possible"),
    "likelihood": ("of|that", "possible"),
    "hopes": ("of|for|that", "possible"),
    "expectations": ("of|for|that", "expected"),
    "warning": ("of", "possible"),
    "warnings": ("of", "possible"),
    "warn": ("of", "possible"),
    "warns": ("of", "possible"),
    "warned": ("of", "possible"),
    "plan": ("for", "planned"),
    "plans": ("for", "planned"),
    "intention": ("of", "planned"),
}
_NOUN_AFTER: Final = {word: re.compile(rf" (?:{after})\b") for word, (after, _) in _NOUNS.items()}
_ATTRIBUTES: Final = frozenset(
    ["upcoming", "forthcoming", "impending", "looming", "planned", "scheduled", "threatened"]
)
_ATTRIBUTED: Final = re.compile(
    r"(?:\b(?:the|an?|his|her|their|its|our|this|any|these|those|of|for|at|in|about|on|and|no|over|amid|against|with)"
    r"|'s?) (?:[a-z-]+ )?$",
    re.IGNORECASE,
)
_NOUN_NEXT: Final = re.compile(rf" (?!(?:to|for|on|in|at|by|with|and|or|but|as|over|from|of|{_NOT_VERB})\b)[A-Za-z]")
_DEMANDS: Final = {
    **dict.fromkeys(
        ["urge", "urges", "urged", "urging", "press", "presses", "pressed", "pressing", "order", "orders", "ordered"],
        "",
    ),
    **dict.fromkeys(["call", "calls", "called", "calling"], r" (?:up)?on\b"),
}
_OBJECT_TO: Final = re.compile(r"(?: [^\s,.;:—–]+){1,9}? to (?!(?:the|an?|his|her|their|its)\b)(?=[\"\u201ca-z])")
_EXPECTS: Final = re.compile(
    r"(?: [^\s,.;:—–]+){1,9}? to (?!(?:the|an?|his|her|their|its)\b)(?=[a-z])| that\b| to (?=[a-z])"
)
_CALLED_FOR: Final = re.compile(r" for (?:an?|the|all|more|increased|urgent|immediate|new|further)\b")

_SUBJECT_GOAL: Final = re.compile(
    r"\b(?:goals?|aims?|idea|point|purpose|objectives?|job|task|way|ways|strategy|duty|mission|hope|dream|choice|options?|"
    r"problem|issue|answer|solution|thing|role|step|challenge|key|trick|priority|it|this|that|what|all|question|best|"
    r"first|need|reason|responsibility|function|temptation|alternative|there|here|how|much|who|work|is|are|do|effect) "
    r"(?:is|are)$",
    re.IGNORECASE,
)
_TO_BE: Final = re.compile(
    rf" (?:also |not )?to (?!(?:blame|date|say|see|do|know|come|some|me|us|make|get|keep|{_NOT_VERB})\b)[a-z]{{2,}}"
)
_GOING: Final = re.compile(
    rf" to (?!(?:the|an?|his|her|their|war|work|school|church|bed|jail|prison|court|{_NOT_VERB})\b)[a-z]"
)
_BECAUSE: Final = re.compile(r" (?:\w+[^s\W]s\b|\w+ (?:in|of|from|between|by)\b)")
_FEARED: Final = re.compile(r"(?:s|people|they|we|I|many|some|also) $")
_NOT_EXPECTED: Final = re.compile(r"\b(?:than|as|had|have|has|never|be|long|well) $", re.IGNORECASE)
_TRIPS: Final = (" the trip", " a trip", " the visit", " a visit", " the journey", " a journey")
_GOAL: Final = re.compile(
    r"[^,.;:\"\u201d]{0,60}? to (?:hold|meet|discuss|attend|address|sign|visit|speak|take|push|urge|advocate|press|see|"
    r"talk|negotiate|join|mediate|seek)\b"
)


def cue_at(line: Line, start: int, end: int) -> Cue | None:
    """Return the cue that the word of `READERS` from `start` to `end` belongs to; None where it puts nothing ahead."""
    word = line.text[start:end].lower()
    for reads in READERS.get(word, ()):
        cue = reads(line, start, end, word)
        if cue:
            return cue
    return None


def _to(line: Line, at: int) -> re.Match[str] | None:
    return (_TO_TITLED if line.titled else _TO).match(line.text, at, line.end)


def _being(line: Line, start: int, end: int, word: str) -> Cue | None:
    """Read "is expected to", "are due on", "was set to"."""
    text, to = line.text, _to(line, end)
    left = before(line, start)
    be = _BEING.search(left)
    certainty = _ADJECTIVES[word]
    begin = max(line.start, start - 40) + be.start() if be else start
    if to:
        if word == "going" and (not be or not _GOING.match(text, end)):
            return None
        if be is None and (word not in _ALONE or _NOT_EXPECTED.search(left)) and not (line.titled and word == "set"):
            return None
        if word == "due" and (be is None or _BECAUSE.match(text, to.end())):
            return None
        if (
            be
            and word in ("sure", "certain", "about", "going", "ready", "prepared")
            and be.group().lower().startswith(("was", "were"))
        ):
            return None
        if word in ("ready", "prepared") and be:
            certainty = "possible"
        return Cue(begin, to.end("to"), certainty)
    if word in _DATED and _WHEN.match(text, end) and not _NOT_EXPECTED.search(left):
        if word in ("set", "planned", "expected") and be is None:
            return None
        if word == "set" and text[end : end + 5] != " for ":
            return None
        return Cue(begin, end, certainty)
    if word == "unlikely" and be and _BY_THEN.match(text, end):
        return Cue(begin, end, certainty)
    return None


def _verb(line: Line, start: int, end: int, word: str) -> Cue | None:
    """Read "plans to", "vowed to", "threatens to"; and the nouns, "its intention to"."""
    to = _to(line, end)
    left = before(line, start)
    if to is None:
        vows = word.startswith("vow") and word != "vow" and _NOUN_NEXT.match(line.text, end)
        return Cue(start, end, "planned") if vows and not line.text.startswith(" that", end) else None
    if word in ("planned", "hoped", "intended") and _HAVE.search(left):
        return None
    be = _BEING.search(left) if word.endswith("ing") else None
    begin = max(line.start, start - 40) + be.start() if be else start
    if word in ("plan", "plans", "intention", "intentions") and left.lower().endswith(" no "):
        begin = start - 3
    certainty = _VERBS[word]
    return Cue(begin, to.end("to"), certainty)


def _decided(line: Line, start: int, end: int, word: str) -> Cue | None:
    to, have = _to(line, end), _HAVE.search(before(line, start, 24))
    if to is None or have is None or have.group().lower().startswith(("had", "'d")):
        return None
    return Cue(max(line.start, start - 24) + have.start(), to.end("to"), "planned")


def _noun(line: Line, start: int, end: int, word: str) -> Cue | None:
    after = _NOUN_AFTER[word].match(line.text, end, line.end)
    if after is None:
        return None
    left = before(line, start, 12)
    if (word == "risk" and left.endswith("at ")) or (
        after.group() == " that" and word == "fear" and not _FEARED.search(left)
    ):
        return None
    stop = end + (1 + len(after.group().split()[0]))
    kind: Kind = "phrase"
    return Cue(start, stop, _NOUNS[word][1], kind)


def _attribute(line: Line, start: int, end: int, word: str) -> Cue | None:
    left = before(line, start)
    if not _NOUN_NEXT.match(line.text, end, line.end):
        return None
    if start > line.start and not _ATTRIBUTED.search(left):
        return None
    return Cue(start, end, "threatened" if word == "threatened" else "planned", "phrase", "date")


def _demand(line: Line, start: int, end: int, word: str) -> Cue | None:
    text = line.text
    if text[max(line.start, start - 3) : start].lower() == "to ":
        return None
    if word.startswith("demand"):
        return Cue(start, end + 5, "demanded") if text.startswith(" that ", end) else None
    on = re.compile(_DEMANDS[word]).match(text, end, line.end) if _DEMANDS[word] else None
    if _DEMANDS[word] and on is None:
        return Cue(start, end + 4, "demanded") if _CALLED_FOR.match(text, end, line.end) else None
    stop = on.end() if on else end
    if word in ("order", "orders", "press"):
        return None
    return Cue(start, stop, "demanded") if _OBJECT_TO.match(text, stop, min(line.end, stop + 90)) else None


def _expects(line: Line, start: int, end: int, word: str) -> Cue | None:
    """Read "expects the vote to fail", "expect to win"."""
    if not _EXPECTS.match(line.text, end, min(line.end, end + 90)):
        return None
    return Cue(start, end, "expected")


def _is_to(line: Line, start: int, end: int, word: str) -> Cue | None:
    """Read "the minister is to visit"."""
    to = _TO_BE.match(line.text, end, line.end)
    if to is None or _SUBJECT_GOAL.search(before(line, end)):
        return None
    return Cue(start, line.text.index("to", end) + 2, "planned")


def _journey(line: Line, start: int, end: int, word: str) -> Cue | None:
    """Read "is travelling to the port to hold talks"."""
    be, goal = _BEING.search(before(line, start)), _GOAL.match(line.text, end, min(line.end, end + 90))
    if be is None or goal is None or (word == "making" and not line.text.startswith(_TRIPS, end)):
        return None
    return Cue(max(line.start, start - 40) + be.start(), end, "planned")


def _gonna(line: Line, start: int, end: int, word: str) -> Cue | None:
    be = _BEING.search(before(line, start))
    return Cue(max(line.start, start - 40) + be.start() if be else start, end, "certain")


_Read = Callable[[Line, int, int, str], Cue | None]


def _readers() -> Iterator[tuple[str, _Read]]:
    for word in ["will", "shall", "won", "ll", "would", "wouldn", "could", "couldn", "may", "might"]:
        yield word, modal
    for word in _ADJECTIVES:
        yield word, _being
    for word in _DECIDED:
        yield word, _decided
    for word in _VERBS:
        yield word, _verb
    for word in _NOUNS:
        yield word, _noun
    for word in _ATTRIBUTES:
        yield word, _attribute
    for word in (*_DEMANDS, "demand", "demands", "demanded", "demanding"):
        yield word, _demand
    for word in ("expect", "expects", "expecting", "expected"):
        yield word, _expects
    for word in ("is", "are"):
        yield word, _is_to
    for word in ("travelling", "traveling", "heading", "flying", "making"):
        yield word, _journey
    yield "gonna", _gonna


READERS: Final[dict[str, list[_Read]]] = {}
"""The words that every cue holds one of, in lower case, with what reads the cue."""
for _word, _reads in _readers():
    READERS.setdefault(_word, []).append(_reads)
