"""Small networks that weigh what a mention may refer to; their numbers stand in JSON files."""

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

MODEL: Final = "entities-1"
"""The name and version of the weights in the package."""
WEIGHTS: Final = Path(__file__).parent / "weights"
Rows = npt.NDArray[np.float32]


class Weigh(Protocol):
    """Tells of each row how likely it is, the last row being none of the others; sums to 1."""

    @property
    def threshold(self) -> Mapping[str, float]:
        """How likely a candidate has to be, by the kind of the mention."""

    def __call__(self, rows: Rows) -> list[float]:
        """Return a probability for each row."""


class Scorer:
    """Weighs by a network with one hidden layer."""

    def __init__(self, weights: dict[str, Any]) -> None:
        hidden, last = weights["layers"]
        self._in = np.array(hidden["weight"], dtype=np.float32).T
        self._bias = np.array(hidden["bias"], dtype=np.float32)
        self._out = np.array(last["weight"][0], dtype=np.float32)
        self._threshold: dict[str, float] = weights["threshold"]

    @property
    def threshold(self) -> Mapping[str, float]:
        """How likely a candidate has to be, by the kind of the mention."""
        return self._threshold

    def __call__(self, rows: Rows) -> list[float]:
        """Return how likely each row is."""
        hidden = rows @ self._in
        hidden += self._bias
        np.maximum(hidden, 0.0, out=hidden)
        logits = (hidden @ self._out).tolist()
        top = max(logits)
        odds = [math.exp(x - top) for x in logits]
        total = sum(odds)
        return [x / total for x in odds]


@cache
def shipped(name: str) -> Scorer:
    """Return the weights that come with the package: "pronouns" or "descriptions"."""
    return Scorer(json.loads((WEIGHTS / f"{name}.json").read_text(encoding="ascii")))
