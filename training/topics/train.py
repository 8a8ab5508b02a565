"""Learn topics: a softmax regression over vectors of meaning, calibrated on what was held back.

    python -m training.topics.train --corpora FOLDER

About five minutes on one core, most of it for vectors. The same corpora give the same weights.
"""

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

from onrecord.record.media_topics import TOPICS
from onrecord.record.search.meaning import Meaning
from onrecord.record.topics.assign import WEIGHTS, text_of
from training.topics.data import Corpora, Example, corpora

Floats = npt.NDArray[np.float64]
_PLACE = {topic: k for k, topic in enumerate(TOPICS)}
PENALTIES = (3e-5, 1e-4, 3e-4, 1e-3)
ROUNDS = 400


def vectors(model: Meaning, examples: list[Example]) -> Floats:
    """Return a row for each example."""
    return np.asarray(model.vectors([text_of(one.headline, one.body) for one in examples]), np.float64)


def places(examples: list[Example]) -> npt.NDArray[np.int64]:
    """Return the place of each example's topic."""
    return np.array([_PLACE[one.topic] for one in examples], np.int64)


def probabilities(x: Floats, table: Floats) -> Floats:
    """Return how likely each topic is; the last row of `table` are offsets."""
    logits = x @ table[:-1] + table[-1]
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def fit(x: Floats, y: npt.NDArray[np.int64], weight: Floats, penalty: float) -> Floats:
    """Return the table that fits best, by full-batch gradient descent with momentum (Nesterov)."""
    table = np.zeros((x.shape[1] + 1, len(TOPICS)))
    speed, target = np.zeros_like(table), np.eye(len(TOPICS))[y]
    weight = weight / weight.sum()
    for _ in range(ROUNDS):
        ahead = table + 0.95 * speed
        error = (probabilities(x, ahead) - target) * weight[:, None]
        slope = np.vstack([x.T @ error + 2 * penalty * ahead[:-1], error.sum(axis=0)])
        speed = 0.95 * speed - 4.0 * slope
        table = table + speed
    return table


def calibrated(table: Floats, x: Floats, y: npt.NDArray[np.int64]) -> Floats:
    """Return the table with all of it divided by the temperature that makes its probabilities fit best."""
    best = min(
        np.arange(0.4, 3.05, 0.05), key=lambda t: -np.log(probabilities(x, table / t)[np.arange(len(y)), y]).mean()
    )
    print(f"temperature {best:.2f}")
    return np.asarray(table / best)


def main() -> None:
    """Train, choose the penalty on what is for choosing, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    found: Corpora = corpora(args.corpora)
    model = Meaning()
    examples = [one for one, _ in found.train]
    x, y = vectors(model, examples), places(examples)
    each = np.array([worth for _, worth in found.train])
    totals = np.bincount(y, weights=each, minlength=len(TOPICS))
    weight = each / totals[y] ** 0.7  # between the topics as often as they come, and all alike
    chosen = [one for name, part in found.tests.items() if name.startswith("choose") for one in part]
    cx, cy = vectors(model, chosen), places(chosen)
    best, right = None, -1.0
    for penalty in PENALTIES:
        table = fit(x, y, weight, penalty)
        share = float((probabilities(cx, table).argmax(axis=1) == cy).mean())
        print(f"penalty {penalty:g}: {share:.3f} of {len(cy)} right")
        if share > right:
            best, right = table, share
    assert best is not None
    args.out.mkdir(parents=True, exist_ok=True)
    table = calibrated(best, cx, cy).astype(np.float32)
    tensors = {"weights": np.ascontiguousarray(table[:-1]), "offsets": np.ascontiguousarray(table[-1])}
    save_file(tensors, args.out / "topics.safetensors")


if __name__ == "__main__":
    main()
