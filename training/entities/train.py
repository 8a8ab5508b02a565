"""Train the network that weighs what a pronoun stands for, on GUM's train part.

``python -m training.entities.train [--folds 5]`` needs PyTorch. Cross-validates by document first and prints, beside the
weights set by hand, how many pronouns are linked and how many of these rightly at the chosen thresholds; then trains
on all and writes ``entities/weights/pronouns.json``.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn

from onrecord.reading.entities.clusters import Cluster
from onrecord.reading.entities.items import Item
from onrecord.reading.entities.pronouns import BY_HAND, WEIGHTS, Scorer
from onrecord.reading.entities.resolve import Pass
from onrecord.reading.model import Mention
from training.entities.data import Document, load
from training.entities.evaluate import gold_mentions

KINDS = ("he", "they", "it")
TARGET = {"he": 0.9, "they": 0.85, "it": 0.88}
"""The share of links that have to be right, by which thresholds are chosen."""
HIDDEN = 24
SEED = 7


class Example(NamedTuple):
    """A pronoun: its kind, a row for each candidate and one for none, and which rows are right."""

    kind: str
    rows: np.ndarray
    right: np.ndarray
    weight: float


def examples(document: Document, mentions: Sequence[Mention], weight: float) -> list[Example]:
    """Go through a document with every pronoun resolved as the corpus has it."""
    entity = {g.narrow: g.entity for g in document.gold} | {g.span: g.entity for g in document.gold}
    out: list[Example] = []

    def choose(item: Item, found: list[Cluster], rows: np.ndarray) -> int | None:
        mine = entity.get(item.span)
        right = np.zeros(len(found) + 1, dtype=bool)
        chosen = None
        for k, cluster in enumerate(found):
            theirs = Counter(entity[i.span] for i in cluster.items if i.span in entity and i.start < item.start)
            if mine is not None and theirs and theirs.most_common(1)[0][0] == mine:
                right[k] = True
                chosen = cluster.at if chosen is None else chosen
        right[-1] = not right.any()
        if found:
            kind = "it" if item.gender == "n" else "they" if item.number == "p" else "he"
            out.append(Example(kind, rows, right, weight))
        return chosen

    one = Pass(document.text, document.paragraphs, mentions)
    one.run(BY_HAND, choose)
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


def exported(net: nn.Module, temperature: float = 1.0, threshold: dict[str, float] | None = None) -> dict[str, Any]:
    """The numbers of a network as they are shipped."""
    layers = [
        {
            "weight": [[round(x, 4) for x in row] for row in layer.weight.tolist()],
            "bias": [round(x, 4) for x in layer.bias.tolist()],
        }
        for layer in net.modules()
        if isinstance(layer, nn.Linear)
    ]
    return {"layers": layers, "temperature": temperature, "threshold": threshold or dict.fromkeys(KINDS, 0.5)}


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
    return round(max(best, 0.4), 3)


def show(name: str, found: Sequence[Judged], threshold: dict[str, float]) -> None:
    """Print precision and recall by kind."""
    parts = []
    for kind in KINDS:
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
    parser.add_argument("--dry", action="store_true", help="write nothing")
    options = parser.parse_args()
    torch.set_num_threads(1)
    documents = load("train")
    near = ("news", "interview", "speech", "bio", "court")
    data = [
        examples(
            d, gold_mentions(d), 2.0 if d.name.split("_")[0] == "news" else 1.0 if d.name.startswith(near) else 0.6
        )
        for d in documents
    ]
    everything = [e for d in data for e in d]
    found: list[Judged] = []
    news: list[Judged] = []
    hand: list[Judged] = []
    for fold in range(options.folds):
        train = [e for k, d in enumerate(data) if k % options.folds != fold for e in d]
        net = Scorer(exported(fit(train)))
        for k, d in enumerate(data):
            if k % options.folds == fold:
                judgement = judged(net, d)
                found += judgement
                if documents[k].name.startswith(("news", "bio")):
                    news += judgement
                    hand += judged(BY_HAND, d)
    threshold = {kind: threshold_for([f for f in found if f[0] == kind], TARGET[kind]) for kind in KINDS}
    show("by hand, news, biography", hand, dict(BY_HAND.threshold))
    show("learned, news, biography", news, threshold)
    show("learned, all", found, threshold)
    if not options.dry:
        WEIGHTS.write_text(json.dumps(exported(fit(everything), 1.0, threshold)) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
