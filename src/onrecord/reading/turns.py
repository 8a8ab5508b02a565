"""Turns of a transcript: paragraphs that begin with who speaks and a colon.

Where some of them are found for what they are, by the network or by their labels in capitals (`forms`), all of them
are, and each is said to its end.
"""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Final

from onrecord.reading.decode import Candidate
from onrecord.reading.layout import Layout
from onrecord.text.spans import Span, trim

_FEWEST: Final = 3
"""The fewest turns that make a transcript."""
_SHARE: Final = 0.5
"""The share of its paragraphs, from the first turn to the last, that are turns."""
_FOUND: Final = 1 / 3
"""The share of its turns that the network has to find by itself."""
_WORD: Final = r"[^\W\d_a-z][\w.’'-]*"
_LABEL: Final = re.compile(
    rf"({_WORD}(?: (?:{_WORD}|of|the|for|de|van|von|al|bin)){{0,6}}(?:,? \([^()\n]{{1,40}}\))?) ?:\s"
)
_ASIDE: Final = re.compile(r"\([^()]*\)\W*|\[[^\[\]]*\]\W*")
Ranked = tuple[float, Candidate]


def with_whole_turns(layout: Layout, ranked: Sequence[Ranked]) -> tuple[list[Ranked], list[Ranked]]:
    """Return the turns of a transcript, each whole, and what else of `ranked` stays: nothing that begins in a turn.

    What is told inside a turn is found again when contents are read on their own.
    """
    openings = _openings(layout)
    if len(openings) < _FEWEST or len(openings) < _SHARE * (max(openings) - min(openings) + 1):
        return [], list(ranked)
    found: dict[int, Ranked] = {}
    for score, one in ranked:
        p = layout.paragraph_of(one.cue[0][0])
        if p in openings and one.cue[0] == openings[p][1] and score > found.get(p, (0.0,))[0]:
            found[p] = score, one
    if len(found) < max(_FEWEST, _FOUND * len(openings)):
        return [], list(ranked)
    usual = median(score for score, _ in found.values())
    like = next(iter(found.values()))[1]
    turns = []
    words = Counter(word for label, _ in openings.values() for word in set(_words(layout.text, label)))
    for p, (label, cue) in openings.items():
        if p not in found and not any(words[word] > 1 for word in _words(layout.text, label)):
            continue  # "Transcript:", "Update:"
        score, one = found.get(p, (usual, like))
        content = trim(layout.text, (cue[1], layout.paragraphs[p][1]))
        turns.append((max(score, usual), one._replace(source=[label], cue=[cue], content=[content])))
    begun = {layout.paragraph_of(one.cue[0][0]) for _, one in turns}
    return turns, [each for each in ranked if layout.paragraph_of(each[1].cue[0][0]) not in begun]


def _words(text: str, label: Span) -> list[str]:
    return re.findall(r"\w+", text[slice(*label)].lower())


def _openings(layout: Layout) -> dict[int, tuple[Span, Span]]:
    """Return where the label and the colon of each paragraph stand that begins as a turn does."""
    out = {}
    for p, (start, end) in enumerate(layout.paragraphs):
        opened = _LABEL.match(layout.text, start, end)
        if opened is None:
            continue
        said = layout.text[opened.end() : end].strip()
        if said and re.search(r"[^\W\d_]", said) and not _ASIDE.fullmatch(said):
            colon = layout.text.index(":", opened.end(1))
            out[p] = (opened.span(1), (colon, colon + 1))
    return out
