"""Measure the shipped topics: on pages with labels of their own, and on corpora that were held back.

python -m training.topics.evaluate --corpora FOLDER --pages FOLDER [--pages FOLDER ...] [--errors]
"""

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.record.media_topics import TOPICS
from onrecord.record.search.meaning import Meaning
from onrecord.record.topics.assign import THRESHOLD, Topics, text_of
from training.topics.data import corpora
from training.topics.pages import Labelled, labelled

_CODES = list(TOPICS)


def measured(name: str, pages: list[Labelled], topics: Topics, model: Meaning, errors: bool) -> None:
    """Print how often the first topic is one of a page's own, over all and over those that are given a topic."""
    scores = topics.scores(model.vectors([text_of(one.headline, one.body) for one in pages]))
    first = [_CODES[k] for k in scores.argmax(axis=1)]
    sure = scores.max(axis=1) >= THRESHOLD
    right = np.array([topic in one.topics for topic, one in zip(first, pages, strict=True)])
    given = int(sure.sum())
    share = given / len(pages)
    print(
        f"{name}: {len(pages)}; first topic right {right.mean():.3f} {_interval(right)}; "
        f"given one {share:.3f}, of these right {right[sure].mean():.3f} {_interval(right[sure])}"
    )
    per: dict[str, Counter[bool]] = {}
    for one, ok in zip(pages, right, strict=True):
        per.setdefault(one.topics[0], Counter())[bool(ok)] += 1
    told = (
        f"{TOPICS[topic].split(',')[0]} {found[True]}/{sum(found.values())}" for topic, found in sorted(per.items())
    )
    print("  by its first own topic:", " · ".join(told))
    if errors:
        for one, topic, ok, score in zip(pages, first, right, scores.max(axis=1), strict=True):
            if not ok:
                own = ", ".join(TOPICS[code] for code in one.topics)
                print(f"  {score:.2f} {TOPICS[topic]} | {own} | {one.headline}")


def _interval(right: npt.NDArray[np.bool_]) -> str:
    """Return the 95% interval of a share, by 1,000 bootstrap samples."""
    chance = random.Random(1)
    values = right.tolist()
    shares = sorted(sum(chance.choices(values, k=len(values))) / max(1, len(values)) for _ in range(1_000))
    return f"({shares[25]:.3f} to {shares[974]:.3f})"


def main() -> None:
    """Measure all that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--pages", type=Path, action="append", default=[])
    parser.add_argument("--addresses", type=Path, help="JSON: addresses of pages by their names")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    topics, model = Topics(), Meaning()
    addresses = json.loads(args.addresses.read_text("utf-8")) if args.addresses else None
    every: list[Labelled] = []
    for folder in args.pages:
        found = list(labelled(folder, addresses))
        every += found
        measured(f"pages of {folder.name}", found, topics, model, args.errors)
    if len(args.pages) > 1:
        measured("all pages", every, topics, model, False)
    if every:
        begun = time.perf_counter()
        for one in every[:50]:
            topics.scores(model.vectors([text_of(one.headline, one.body)]))
        print(f"{(time.perf_counter() - begun) / min(50, len(every)) * 1000:.1f} ms an article")
    if args.corpora:
        for name, examples in corpora(args.corpora).tests.items():
            if name.startswith("test"):
                each = [Labelled("", one.headline, one.body, [one.topic]) for one in examples]
                measured(name, each, topics, model, False)


if __name__ == "__main__":
    main()
