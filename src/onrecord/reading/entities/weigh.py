"""Small networks that weigh what a mention may refer to; their numbers stand in JSON files."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

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
    """A small network that weighs candidates; its numbers stand in a JSON file."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self.layers = [
            (np.array(layer["weight"], dtype=np.float32).T, np.array(layer["bias"], dtype=np.float32))
            for layer in weights["layers"]
        ]
        self.temperature = float(weights["temperature"])
        self.threshold: dict[str, float] = weights["threshold"]

    def __call__(self, rows: npt.NDArray[np.float32]) -> list[float]:
        """Return how likely each row is."""
        for number, (weight, bias) in enumerate(self.layers):
            rows = rows @ weight + bias
            if number + 1 < len(self.layers):
                rows = np.maximum(rows, 0.0)
        logits = rows[:, 0] / self.temperature
        odds = np.exp(logits - logits.max())
        return (odds / odds.sum()).tolist()  # type: ignore[no-any-return]


@cache
def shipped(name: str) -> Scorer:
    """Return the weights that come with the package: "pronouns" or "descriptions"."""
    return Scorer(json.loads((WEIGHTS / f"{name}.json").read_text(encoding="ascii")))
