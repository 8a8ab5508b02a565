"""Fit the mention head again, to the encoder as it ships: ``python -m training.attribution.refit --run RUN``.

Rounding to 8 bits, and averaging before it, moves the vectors that the head was trained on. The exported encoder reads
the training texts once, and the head goes on learning from what it reads; nothing else changes.
"""

import argparse
import random
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime as ort
import torch
from torch import Tensor

from training.attribution import names
from training.attribution.export import export_mentions
from training.attribution.model import MentionHead, Shape, tokenizer_of
from training.attribution.together import marginal


class Vectors(NamedTuple):
    """Pieces of the training texts: their vectors, and the labels that their corpora leave open."""

    hidden: Tensor
    names: Tensor
    descriptions: Tensor


def read(weights: Path, examples: list[names.NameExample], threads: int) -> Vectors:
    """Read windows with the exported encoder, one at a time: rounding depends on what is read together."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    session = ort.InferenceSession(str(weights / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
    rows = []
    for window, allowed, described in examples:
        feeds = {key: getattr(window, key)[None] for key in ("ids", "shapes", "quotes")}
        (hidden,) = session.run(["hidden"], feeds | {"mask": np.ones_like(window.ids)[None]})
        real = window.ends > window.starts
        rows.append((hidden[0][real], allowed[real], described[real]))
    return Vectors(*(torch.from_numpy(np.concatenate(column)) for column in zip(*rows, strict=True)))


def fit(head: MentionHead, known: Vectors, passes: int, rate: float, size: int = 2048) -> None:
    """Train the head on random batches of `size` pieces, the rate falling to nothing."""
    optimiser = torch.optim.AdamW(head.parameters(), lr=rate)
    batches = len(known.hidden) // size
    head.train()
    for at in range(passes):
        order = torch.randperm(len(known.hidden))
        sums = np.zeros(2)
        for k in range(batches):
            for group in optimiser.param_groups:
                group["lr"] = rate * (1 - (at * batches + k) / (passes * batches))
            chosen = order[k * size : (k + 1) * size]
            named, described = head(known.hidden[chosen])
            both = marginal(named, known.names[chosen]), marginal(described, known.descriptions[chosen])
            sum(both).backward()
            optimiser.step()
            optimiser.zero_grad()
            sums += [loss.item() for loss in both]
        print(f"pass {at + 1}: names {sums[0] / batches:.4f}, descriptions {sums[1] / batches:.4f}", flush=True)
    head.eval()


def main() -> None:
    """Fit the head, and write it over the exported one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder whose last.pt was exported")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the pretrained encoder")
    parser.add_argument("--weights", type=Path, default=Path("src/onrecord/reading/weights"))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--share", type=float, default=0.4, help="of politics and GUM that is read")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    tokenizer = tokenizer_of(args.encoder)
    trained = torch.load(args.run / "last.pt", weights_only=True)
    head = MentionHead(trained["mentions.inner.weight"].shape[1], Shape())
    head.load_state_dict({k.removeprefix("mentions."): v for k, v in trained.items() if k.startswith("mentions.")})
    started = time.time()
    texts = names.load(args.data, args.share)(rng)
    examples = [e for t in texts for e in names.examples(t, tokenizer, rng.choice((64, 128, 192)), rng)]
    known = read(args.weights, examples, args.threads)
    print(f"{len(known.hidden)} pieces read in {time.time() - started:.0f}s", flush=True)
    fit(head, known, args.passes, args.rate)
    with torch.no_grad():
        export_mentions(head, args.weights)


if __name__ == "__main__":
    main()
