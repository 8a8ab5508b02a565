"""Where sentences end in an article's paragraph."""

import re

_END = re.compile(r"[.!?\u2026][\"”’')\]]*[ \u00a0\t]+(?=[\"“‘'(\[]*[^\W_a-z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Sens|Gov|Rep|Reps|Gen|Lt|Col|Sgt"
    r"|Capt|Rev|Hon|Prof|St|No|Nos|vs|Jr|Sr|Jan|Feb|Mar|Apr|Jun|"
    r"Jul|Aug|Sept?|Oct|Nov|Dec|approx|Inc|Co|Corp|Ltd|Rs|[A-Z]))\.$"
)


def sentence_ends(text: str, start: int, end: int) -> list[int]:
    """Return the offsets between `start` and `end` at which a new sentence begins.

    >>> sentence_ends("Sen. Vale left. He had 3 boats.", 0, 31)
    [16]
    """
    return [
        m.end()
        for m in _END.finditer(text, start, end)
        if text[m.start()] != "." or not _ABBREVIATION.search(text, max(start, m.start() - 7), m.start() + 1)
    ]
