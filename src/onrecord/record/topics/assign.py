"""Which topic an article has: one linear layer over the vector of its headline and beginning (`record.search.meaning`).

Its card is `docs/models/topics.md`; `training/topics` makes it.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.reading.model import Reading
from onrecord.record.media_topics import TOPICS
from onrecord.record.search.meaning import Meaning
from onrecord.record.search.meaning import shared as meaning

NAME = "topics-1"
"""Name and version of the weights: a change of them, or of what is put into them, is a new name."""
WEIGHTS = Path(__file__).parent / "weights"
THRESHOLD = 0.5
"""Below this probability an article is given no topic."""
_LANGUAGES = frozenset(("en", None))
"""What the model of meaning knows; articles of other languages have no topic."""
_BEGINNING = 1_200
"""Code points of an article's words that are put into a vector, more than the model of meaning looks at."""

Scores = npt.NDArray[np.float32]


_KEPT = 64
"""Articles whose topic is not worked out twice, when it is asked for again."""


class Given(NamedTuple):
    """A topic by its code, and how likely it is the article's first."""

    topic: str
    confidence: float


class Topics:
    """The shipped weights, loaded once. It may be used by several threads."""

    def __init__(self, folder: Path = WEIGHTS, model: Meaning | None = None) -> None:
        from safetensors.numpy import load_file

        tensors = load_file(folder / "topics.safetensors")
        self._weights, self._offsets = tensors["weights"], tensors["offsets"]
        self._model = model
        self.told = lru_cache(maxsize=_KEPT)(self._told)

    def of(self, reading: Reading) -> Given | None:
        """Return the topic of an article; None where none is sure enough, or its language is not known here."""
        about = reading.article
        if reading.kind != "article" or about.language not in _LANGUAGES:
            return None
        body = " ".join(reading.text[start:end] for start, end in about.body[:12])
        words = text_of(about.headline, f"{about.standfirst or ''} {body}")
        return self.told(words) if words.strip() else None

    def _told(self, words: str) -> Given | None:
        scores = self.scores((self._model or meaning()).vectors([words]))[0]
        best = int(np.argmax(scores))
        if scores[best] < THRESHOLD:
            return None
        return Given(list(TOPICS)[best], round(float(scores[best]), 3))

    def scores(self, vectors: Scores) -> Scores:
        """Return how likely each topic is, in the order of `TOPICS`, a row a vector."""
        logits = vectors @ self._weights + self._offsets
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def text_of(headline: str | None, body: str) -> str:
    """Return what is put into a vector of an article: its headline and how it begins."""
    return " ".join(f"{headline}. {body}".split() if headline else body.split())[:_BEGINNING]


@cache
def shared() -> Topics:
    """Return the model, one for the whole process."""
    return Topics()
