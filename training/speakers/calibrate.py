"""Calibrate the speakers' confidence on what the reader itself finds.

``python -m training.speakers.calibrate --gold FILE [--by-hand FILE] [--out weights.json]``

The confidence that `training.speakers.train` fits promises too much: it learns from annotated statements, too, whose
sources are never cut wrong. Here its score is stretched and shifted (Platt's scaling, which leaves the order and so
the choice of what is withheld as it is) to the reader's own statements, each resolved by a ranking that was fitted
without its article. Only the tuning half of `--gold` is used, and of it for the confidence only the articles that
`--by-hand` holds too: where the system's own answers were corrected by eye, fewer of its mistakes are marked as such.
The threshold moves along, so that the same speakers stay unnamed.
"""

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.reading.model import Speaker
from onrecord.reading.network import WEIGHTS as READER
from onrecord.reading.reader import Reader
from onrecord.reading.speakers.rank import WEIGHTS, Weights, weights
from onrecord.reading.speakers.resolve import Resolver
from training.attribution.evaluate import fit_logistic
from training.reliability import calibration_error
from training.speakers.data import Article, Row, load, matched
from training.speakers.entities import entities_of
from training.speakers.evaluate import would_be
from training.speakers.train import FOLDS, PRIOR, decisions, fit_rank


def logit(p: float) -> float:
    """Return the logarithm of the odds of `p`, within bounds."""
    p = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))


def told(article: Article, reader: Reader, by: Weights) -> list[tuple[Row, Speaker]]:
    """Return the annotated statements that the reader finds, each with who it takes for the speaker."""
    read = reader.read(article.text, [p.span for p in article.passages])
    statements = [*read, *reader.nested(article.text, read)]
    speakers = Resolver(article.text, article.passages, statements, entities_of(article, reader), by).resolve()
    rows = {r.id: r for r in article.rows}
    found = {key: speakers.get(s.id) for key, s in matched(article, statements).items()}
    return [(rows[key], speaker) for key, speaker in found.items() if speaker is not None]


def held_out(articles: Sequence[Article], wanted: set[str], reader: Reader, by: Weights) -> list[tuple[float, bool]]:
    """Return confidence and whether right, for the `wanted` articles, with rankings fitted on other ones."""
    seen = [d for a in articles for d in decisions(a, entities_of(a, reader), by)[0]]
    out = []
    for fold in range(FOLDS):
        mine = [a for k, a in enumerate(articles) if k % FOLDS == fold]
        files = {a.file for a in mine}
        part = [d for d in seen if d[0].file not in files]
        without = Weights(rank={f: fit_rank(part, f, 1.0) for f in PRIOR}, sure=by.sure, threshold=by.threshold)
        for article in mine:
            if article.file in wanted:
                out += [(s.confidence, would_be(row, s)) for row, s in told(article, reader, without)]
    return [(p, right) for p, right in out if p > 0]  # nobody to be named has no score


def main() -> None:
    """Fit, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--by-hand", type=Path, help="a gold file with the articles to calibrate on")
    parser.add_argument("--reader", type=Path, default=READER, help="the reader's weights")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    articles = load(args.gold, "tune")
    wanted = {a.file for a in (load(args.by_hand, "tune") if args.by_hand else articles)}
    by = weights()
    pairs = held_out(articles, wanted, Reader(args.reader, threads=1), by)
    x = np.array([[logit(p), 1.0] for p, _ in pairs])
    y = np.array([right for _, right in pairs], dtype=float)
    stretch, shift = fit_logistic(x, y, 0.1)
    after = zip(1 / (1 + np.exp(-x @ [stretch, shift])), y, strict=True)
    print(f"{len(pairs)} speakers of {len(wanted)} articles: stretched {stretch:.3f}, shifted {shift:+.3f}")
    print(f"calibration error {calibration_error(pairs):.3f} before, {calibration_error(after):.3f} after")
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    data["sure"] = {n: round(float(w * stretch + (shift if n == "bias" else 0)), 3) for n, w in by.sure.items()}
    data["threshold"] = round(float(1 / (1 + math.exp(-(stretch * logit(by.threshold) + shift)))), 3)
    args.out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
