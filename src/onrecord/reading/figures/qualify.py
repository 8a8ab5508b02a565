"""Hedges around a number: "at least", "nearly", "or more"."""

import re

from onrecord.reading.figures.units import TIME
from onrecord.reading.model import Hedge

_BEFORE: dict[Hedge, str] = {
    "at_most": r"no (?:more|greater|higher) than|not more than|at most"
    r"|(?:a )?maximum(?: of)?|capped at|(?:not|n['’]t) exceed",
    "at_least": r"no (?:fewer|less) than|not (?:fewer|less) than|at (?:the very )?least|(?:a )?minimum(?: of)?",
    "up_to": r"up to|as (?:many|much|high|long|far) as",
    "more_than": r"(?:more|greater|higher|larger|bigger|longer|better) than"
    r"|over|above|in excess of|upwards? of|north of|"
    r"top(?:s|ped|ping)|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?",
    "less_than": r"(?:less|fewer|lower|smaller|shorter) than|under|below|shy of",
    "approximately": r"nearly|almost|about|around|roughly|approximately|some|estimated(?: at)?|circa|close to|"
    r"approaching|perhaps|probably|maybe|in the region of|virtually|practically|more or less",
}
_LEFT = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _BEFORE.items()) + r")"
    r"(?: an? (?:estimated|additional|average of)| another| a total of)?[ \u00a0][\"“‘'(]?$",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"(?P<at_least>\+| or (?:more|higher|greater|above|longer)\b|[ -]plus(?=[\s,.;]*(?:and\b|$|[,.;]))| and counting)"
    r"|(?P<at_most> or (?:less|fewer|under|below|lower)\b)|(?P<approximately> or so\b|-odd\b|-ish\b| give or take\b)"
)
_NOT_HEDGES = re.compile(
    r"\b(?:talk(?:s|ed|ing)?|worr(?:y|ies|ied)|concern(?:s|ed)?"
    r"|questions?|think(?:s|ing)?|kn[eo]ws?|hear[ds]?|sa(?:y|id)|"
    r"stor(?:y|ies)|fight(?:ing)?|lie[ds]?|all|anything|something"
    r"|turn(?:ed)?|how|what|hand(?:s|ed|ing)?|t[ao]k(?:es?|en|ing)|took|gave|giv(?:es?"
    r"|en|ing)|fork(?:ed|s)?|adds?|added|adding|revolv(?:es?|ing)|built)[ \u00a0]$",
    re.IGNORECASE,
)
_SPENT = re.compile(
    r"(?:for|just|well|of|took|lasted|last|little|after|is|was|in|spent|spans?|and|takes|waited|served|spoke|,) $",
    re.IGNORECASE,
)


def qualifier_of(text: str, start: int, ends: tuple[int, ...], floor: int, unit: str | None) -> Hedge | None:
    """Return the qualifier of a number that starts, with its sign, at `start`, and ends, with its unit, at `ends`.

    >>> qualifier_of("over 40 boats", 5, (7,), 0, None), qualifier_of("40 or more", 0, (2,), 0, None)
    ('more_than', 'at_least')
    """
    for end in ends:
        right = _RIGHT.match(text, end)
        if right:
            return right.lastgroup  # type: ignore[return-value]
    left = _LEFT.search(text, max(floor, start - 36), start)
    if not left or left.lastgroup is None:
        return None
    name: Hedge = left.lastgroup  # type: ignore[assignment]
    word = left[name].lower()
    ahead = text[max(floor, left.start() - 16) : left.start()]
    if word in ("about", "around", "over", "above", "below", "under", "up to") and _NOT_HEDGES.search(ahead):
        return None
    if word == "over" and unit in TIME and not (_SPENT.search(ahead) or not ahead):
        return None
    if word == "maximum" and not ahead:
        return name
    return name
