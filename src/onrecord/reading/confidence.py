"""How likely a candidate is right: what speaks for it, weighed by a logistic regression."""

import math
import re
from collections.abc import Mapping

from onrecord.reading.decode import Candidate
from onrecord.reading.layout import Layout, quotation_of
from onrecord.text.listed import listed
from onrecord.text.spans import covered

FEATURES = (
    "bias",
    "cue",
    "source",
    "weakest_source",
    "content",
    "weakest",
    "doubt",
    "no_source",
    "pronoun",
    "quoted",
    "some_quoted",
    "length",
    "cue_length",
    "ends_clause",
)
_PRONOUNS = listed("he she they it i we you who his her their its him them")
_CLAUSE_END = re.compile(r"\s*(?:[.!?][\"\u201d\u2019']*(?:\s|\Z)|[,;:)\n\u2014\u2013-]|[\"\u201d\u2019])")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_CUE = 6


def features(layout: Layout, candidate: Candidate) -> dict[str, float]:
    """What speaks for a candidate, as numbers of about unit size, keyed by `FEATURES`."""
    text = layout.text
    end = candidate.content[-1][1]
    form = quotation_of(layout, candidate.content)
    source = text[slice(*candidate.source[0])] if candidate.source else ""
    words = sum(len(_WORD.findall(text, a, b)) for a, b in candidate.cue)
    ends = end >= len(text) or text[end - 1] in '.!?"\u201d' or bool(_CLAUSE_END.match(text, end))
    return {
        "bias": 1.0,
        "cue": _logit(candidate.cue_p),
        "source": _logit(candidate.source_p) if source else 0.0,
        "weakest_source": _logit(candidate.weakest_source) if source else 0.0,
        "content": _logit(candidate.content_p),
        "weakest": _logit(candidate.weakest),
        "doubt": candidate.doubt,
        "no_source": 0.0 if source else 1.0,
        "pronoun": 1.0 if source.lower() in _PRONOUNS else 0.0,
        "quoted": 1.0 if form == "direct" else 0.0,
        "some_quoted": 0.0 if form == "indirect" else 1.0,
        "length": math.log1p(covered(candidate.content)) / 4 - 1,
        "cue_length": min(words, _LONGEST_CUE) / _LONGEST_CUE,
        "ends_clause": 1.0 if ends else 0.0,
    }


def _logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p)) / 4


def confidence(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    """Logistic regression over `features`: the probability that source and content are both right."""
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in found.items())))
