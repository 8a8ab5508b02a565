"""Train the networks that weigh what pronouns and descriptions refer to, on GUM's train part.

``python -m training.entities.train [--folds 5]`` needs PyTorch. To the pronouns of GUM it adds those of PolNeAR's
train part that gender gives away. Cross-validates by document first and prints, beside the weights set by hand, how
many mentions are linked and how many of these rightly at the chosen thresholds; then trains on all and writes
``entities/weights/pronouns.json`` and ``descriptions.json``.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn

from onrecord.reading.entities import descriptions, pronouns
from onrecord.reading.entities.clusters import Cluster
from onrecord.reading.entities.items import Item
from onrecord.reading.entities.resolve import Pass
from onrecord.reading.entities.weigh import WEIGHTS, Scorer
from onrecord.reading.model import Mention
from training.entities import silver
from training.entities.data import Document, load
from training.entities.evaluate import gold_mentions

KINDS = {"pronouns": ("he", "they", "it"), "descriptions": ("person", "organisation", "place")}
TARGET = {"he": 0.91, "they": 0.84, "it": 0.8, "person": 0.75, "organisation": 0.78, "place": 0.82}
"""The share of links that have to be right, by which thresholds are chosen."""
WEIGHT = {"news": 3.0, "interview": 1.0, "speech": 1.0, "court": 1.0}
"""How much an example counts, by genre; half one in all others."""
SILVER = 0.7
"""How much a pronoun of `silver` counts."""
HIDDEN = 24
SEED = 7


class Example(NamedTuple):
    """A pronoun: its kind, a row for each candidate and one for none, and which rows are right."""

    kind: str
    rows: np.ndarray
    right: np.ndarray
    weight: float


def examples(document: Document, mentions: Sequence[Mention], weight: float) -> list[Example]:
    """Go through a document with every pronoun and description resolved as the corpus has it."""
    entity = {g.narrow: g.entity for g in document.gold} | {g.span: g.entity for g in document.gold}
    out: list[Example] = []

    def choose(item: Item, kind: str, found: list[Cluster], rows: np.ndarray) -> int | None:
        mine = entity.get(item.span)
        right = np.zeros(len(found) + 1, dtype=bool)
        for k, cluster in enumerate(found):
            theirs = Counter(entity[i.span] for i in cluster.items if i.span in entity and i.start < item.start)
            right[k] = mine is not None and bool(theirs) and theirs.most_common(1)[0][0] == mine
        right[-1] = not right.any()
        out.append(Example(kind, rows, right, weight))
        return None if right[-1] else found[int(right.argmax())].at

    Pass(document.text, document.paragraphs, mentions, pronouns.ByHand(), descriptions.ByHand(), choose).run()
    return out


def fit(data: Sequence[Example], epochs: int = 220) -> nn.Module:
    """Train on all at once, candidates of a pronoun against one another."""
    torch.manual_seed(SEED)
    width = data[0].rows.shape[1]
    most = max(len(e.rows) for e in data)
    rows = torch.zeros(len(data), most, width)
    mask = torch.full((len(data), most), -1e4)
    right = torch.zeros(len(data), most)
    for n, e in enumerate(data):
        rows[n, : len(e.rows)] = torch.from_numpy(e.rows)
        mask[n, : len(e.rows)] = 0.0
        right[n, : len(e.rows)] = torch.from_numpy(e.right.astype(np.float32))
    weight = torch.tensor([e.weight for e in data])
    net = nn.Sequential(nn.Linear(width, HIDDEN), nn.ReLU(), nn.Dropout(0.2), nn.Linear(HIDDEN, 1))
    optimiser = torch.optim.AdamW(net.parameters(), lr=8e-3, weight_decay=0.03)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs * (len(data) // 512 + 1))
    for _ in range(epochs // 4):
        for batch in torch.randperm(len(data)).split(512):
            logs = torch.log_softmax(net(rows[batch])[..., 0] + mask[batch], dim=1)
            likely = torch.logsumexp(logs + torch.log(right[batch] + 1e-9), dim=1)
            loss = -(likely * weight[batch]).sum() / weight[batch].sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return net.eval()


def exported(net: nn.Module, threshold: dict[str, float] | None = None) -> dict[str, Any]:
    """The numbers of a network as they are shipped."""
    layers = [
        {
            "weight": [[round(x, 4) for x in row] for row in layer.weight.tolist()],
            "bias": [round(x, 4) for x in layer.bias.tolist()],
        }
        for layer in net.modules()
        if isinstance(layer, nn.Linear)
    ]
    return {"layers": layers, "threshold": threshold or {}}


Judged = tuple[str, float, bool, bool]


def judged(weigh: Any, data: Iterable[Example]) -> list[Judged]:
    """For each pronoun: its kind, the best candidate's score, whether that is right, whether one is."""
    out = []
    for e in data:
        scores = weigh(e.rows)
        best = max(range(len(scores) - 1), key=scores.__getitem__)
        out.append((e.kind, float(scores[best]), bool(e.right[best]), not bool(e.right[-1])))
    return out


def threshold_for(found: Sequence[Judged], target: float) -> float:
    """The lowest score above which at least `target` of the links are right."""
    ranked = sorted(found, key=lambda f: -f[1])
    right, best = 0, 0.95
    for n, (_, score, good, _) in enumerate(ranked, 1):
        right += good
        if n >= 20 and right / n >= target:
            best = score
    return round(max(best, 0.5), 3)


def show(name: str, found: Sequence[Judged], threshold: dict[str, float]) -> None:
    """Print precision and recall by kind."""
    parts = []
    for kind in threshold:
        mine = [f for f in found if f[0] == kind]
        linked = [f for f in mine if f[1] >= threshold[kind]]
        right = sum(f[2] for f in linked)
        top = sum(f[2] for f in mine) / max(1, sum(f[3] for f in mine))
        parts.append(
            f"{kind} (n {len(mine)}, first right {top:.3f}): at {threshold[kind]:.2f} precision "
            f"{right / max(1, len(linked)):.3f} recall {right / max(1, sum(f[3] for f in mine)):.3f}"
        )
    print(name, "; ".join(parts), flush=True)


def main() -> None:
    """Cross-validate, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--silver", type=int, default=840, help="articles of PolNeAR's train part read for pronouns")
    parser.add_argument("--reader", type=Path, help="the reader's weights for these, if not those it ships with")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    options = parser.parse_args()
    torch.set_num_threads(1)
    documents = load("train")
    data = [examples(d, gold_mentions(d), WEIGHT.get(d.name.split("_")[0], 0.5)) for d in documents]
    told = silver.texts(options.silver, weights=options.reader) if options.silver else []
    more = [Example("he", rows, right, SILVER) for one in told for rows, right in silver.examples(one)]
    print(f"{len(more)} pronouns told by gender", flush=True)
    for name, hand in (("pronouns", pronouns.ByHand()), ("descriptions", descriptions.ByHand())):
        kinds = KINDS[name]
        mine = [[e for e in d if e.kind in kinds] for d in data]
        extra = more if name == "pronouns" else []
        found: list[Judged] = []
        news: list[Judged] = []
        by_hand: list[Judged] = []
        for fold in range(options.folds):
            net = Scorer(exported(fit([e for k, d in enumerate(mine) if k % options.folds != fold for e in d] + extra)))
            for k, d in enumerate(mine):
                if k % options.folds == fold:
                    judgement = judged(net, d)
                    found += judgement
                    if documents[k].name.startswith(("news", "bio")):
                        news += judgement
                        by_hand += judged(hand, d)
        threshold = {kind: threshold_for([f for f in found if f[0] == kind], TARGET[kind]) for kind in kinds}
        show("by hand, news, biography", by_hand, dict(hand.threshold))
        show("learned, news, biography", news, threshold)
        show("learned, all", found, threshold)
        if not options.dry:
            weights = exported(fit([e for d in mine for e in d] + extra), threshold)
            (WEIGHTS / f"{name}.json").write_text(json.dumps(weights) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
