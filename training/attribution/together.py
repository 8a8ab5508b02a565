"""Teach a trained attribution model names as well: ``python -m training.attribution.together --start RUN/last.pt``.

Every step takes one batch of PolNeAR, so that nothing of who said what is forgotten, and one of names. A teacher, as a
rule the model that the first run began from, says besides what it makes of both, as probabilities. With ``--minutes``
the schedule follows the clock, so that a run ends when it has to, whatever else the machine does.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.attribution import data as attributions
from training.attribution import names
from training.attribution.model import Reader, Shape, tokenizer_of
from training.attribution.train import cue_vectors, divergence, groups, losses

MASK = 103
"""The word piece that stands for a hidden word."""


def marginal(scores: Tensor, allowed: Tensor) -> Tensor:
    """Mean over pieces of minus the log-probability that a piece has one of its allowed labels.

    Pieces that may have any label ask nothing.
    """
    asked = ~allowed.all(-1)
    logs = scores[asked].log_softmax(-1)
    return -logs.masked_fill(~allowed[asked], -1e4).logsumexp(-1).sum() / max(1, int(asked.sum()))


def hidden_words(rng: random.Random, batch: list[names.NameExample], ids: Tensor, share: float) -> Tensor:
    """Return `ids` with a share of the batch's words hidden, all pieces of a word alike.

    Most names of a text to come were never seen in training: what stands around a name has to tell it, too.
    """
    ids = ids.clone()
    for i, e in enumerate(batch):
        opens = e.window.starts != np.r_[-1, e.window.ends[:-1]]
        word = np.cumsum(opens | (e.window.ends == e.window.starts))
        drawn = np.array([rng.random() < share for _ in range(int(word[-1]) + 1)])
        ids[i, np.flatnonzero(drawn[word] & (e.window.ends > e.window.starts))] = MASK
    return ids


def name_losses(
    model: Reader,
    batch: list[names.NameExample],
    rng: random.Random,
    teacher: Reader | None = None,
    hide: float = 0.0,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Losses of the names and of the descriptions of a batch, and of tags and cue head against the `teacher`.

    The teacher needs no labels, so the texts with names, most of them news, also keep what it knows of attributions.
    A share `hide` of the words is hidden from the model, not from the teacher.
    """
    longest = max(len(e.window.ids) for e in batch)
    x = {k: torch.zeros(len(batch), longest, dtype=torch.long) for k in ("ids", "shapes", "quotes", "mask")}
    allowed = [torch.ones(len(batch), longest, e.shape[-1], dtype=torch.bool) for e in batch[0][1:]]
    for i, e in enumerate(batch):
        n = len(e.window.ids)
        for key in ("ids", "shapes", "quotes"):
            x[key][i, :n] = torch.from_numpy(getattr(e.window, key))
        x["mask"][i, :n] = 1
        allowed[0][i, :n] = torch.from_numpy(e.names)
        allowed[1][i, :n] = torch.from_numpy(e.descriptions)
    ids = hidden_words(rng, batch, x["ids"], hide) if hide else x["ids"]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden, tags = model.encoder(ids, x["shapes"], x["quotes"], x["mask"])
        scores = model.mentions(hidden)
    found = marginal(scores[0].float(), allowed[0]), marginal(scores[1].float(), allowed[1])
    if not teacher:
        return *found, torch.zeros(()), torch.zeros(())
    hidden, tags = hidden.float(), tags.float()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        known, known_tags = teacher.encoder(x["ids"], x["shapes"], x["quotes"], x["mask"])
    known, known_tags = known.float(), known_tags.float()
    asked = torch.where(x["mask"] > 0, 0, -100)
    tag_loss = divergence(tags, known_tags, asked)
    rows, cues = taken_for_cues(rng, known_tags, x["mask"])
    if not rows:
        return *found, tag_loss, torch.zeros(())
    mine, theirs = cue_vectors(hidden, rows, cues), cue_vectors(known, rows, cues)
    at = torch.tensor(rows)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        answers = model.head(hidden, at, *mine)
        with torch.no_grad():
            wanted = teacher.head(known, at, *theirs)
    return *found, tag_loss, divergence(answers.float(), wanted.float(), asked[at])


def taken_for_cues(
    rng: random.Random, tags: Tensor, mask: Tensor, most: int = 32
) -> tuple[list[int], list[np.ndarray]]:
    """Runs of pieces that a tagger takes for cues, as (window, pieces); at most `most` of them, drawn."""
    likely = ((tags.softmax(-1)[..., 3:5].sum(-1) > 0.2) & (mask > 0)).numpy()
    out: list[tuple[int, np.ndarray]] = []
    for i, row in enumerate(likely):
        pieces = np.flatnonzero(row)
        if len(pieces):
            out += [(i, run) for run in np.split(pieces, np.flatnonzero(np.diff(pieces) > 1) + 1)]
    if len(out) > most:
        out = rng.sample(out, most)
    return [i for i, _ in out], [run for _, run in out]


def packed(rng: random.Random, items: list, length: int) -> Iterator[list]:
    """Batches of at most `length` pieces with padding, of windows of like length, in random order."""
    rng.shuffle(items)
    batches = []
    for at in range(0, len(items), 400):
        chunk = sorted(items[at : at + 400], key=lambda e: len(e.window.ids))
        batch: list = []
        for item in chunk:
            if batch and (len(batch) + 1) * len(item.window.ids) > length:
                batches.append(batch)
                batch = []
            batch.append(item)
        batches.append(batch)
    rng.shuffle(batches)
    yield from batches


def attribution_batches(rng: random.Random, folder: Path, tokenizer: Tokenizer, length: int) -> Iterator[list]:
    """Batches of PolNeAR's training articles without end."""
    train = attributions.load(folder)
    while True:
        rng.shuffle(train)
        # a few articles at a time, so that the first batch does not wait for all of them
        for at in range(0, len(train), 120):
            items = []
            for document in train[at : at + 120]:
                pieces = attributions.encode(attributions.vary_marks(rng, document), tokenizer)
                items += attributions.examples(document, pieces, 192, rng.randrange(192))
            yield from packed(rng, items, length)


def name_batches(rng: random.Random, folder: Path, tokenizer: Tokenizer, length: int, share: float) -> Iterator[list]:
    """Batches of the corpora of names without end; `share` as in `names.load`."""
    draw = names.load(folder, share)
    while True:
        items = [e for text in draw(rng) for e in names.examples(text, tokenizer, rng.choice((64, 128, 192)), rng)]
        yield from packed(rng, items, length)


def arguments() -> argparse.Namespace:
    """What a run is told: where from and to, how long, and what each loss counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the pretrained encoder")
    parser.add_argument("--start", type=Path, required=True, help="weights of the attribution run to go on from")
    parser.add_argument("--teacher", type=Path, help="weights whose attributions are to be kept")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--minutes", type=float, default=0.0, help="end after so many minutes instead of steps")
    parser.add_argument("--rate", type=float, default=1.6e-4)
    parser.add_argument("--decay", type=float, default=0.88)
    parser.add_argument("--length", type=int, default=600, help="pieces in a batch of articles")
    parser.add_argument("--names-length", type=int, default=1000, help="pieces in a batch of names")
    parser.add_argument("--names-weight", type=float, default=1.5)
    parser.add_argument("--weight", type=float, default=1.5, help="of the attributions' losses")
    parser.add_argument("--kept", type=float, default=0.7, help="the teacher's share in the loss of the articles")
    parser.add_argument("--hide", type=float, default=0.06, help="share of words hidden in texts with names")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.4, help="of politics and GUM that is seen in an epoch")
    parser.add_argument("--seed", type=int, default=3)
    return parser.parse_args()


def main() -> None:
    """Train, and keep the weights every four minutes."""
    args = arguments()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_of(args.encoder)
    model = Reader(str(args.encoder), Shape())
    missing = model.load_state_dict(torch.load(args.start, weights_only=True), strict=False)
    assert all(k.startswith("mentions.") for k in missing.missing_keys), missing
    teacher = None
    if args.teacher:
        teacher = Reader(str(args.encoder), Shape()).eval()
        teacher.load_state_dict(torch.load(args.teacher, weights_only=True), strict=False)
    optimiser = torch.optim.AdamW(groups(model, args.rate, args.decay), betas=(0.9, 0.98))
    rates = [g["lr"] for g in optimiser.param_groups]
    said = attribution_batches(rng, args.data / "polnear/train", tokenizer, args.length)
    named = name_batches(rng, args.data, tokenizer, args.names_length, args.share)
    first_named, first_said = next(named), next(said)
    model.train()
    started, step, sums = time.time(), 0, np.zeros(6)
    saved = started
    done = 0.0
    while done < 1:
        done = (time.time() - started) / (60 * args.minutes) if args.minutes else step / args.steps
        factor = min((step + 1) / 60, 0.5 * (1 + math.cos(math.pi * min(1.0, done))) + 0.01)
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * factor
        name_loss, description_loss, *same = name_losses(
            model, next(named) if step else first_named, rng, teacher, args.hide
        )
        loss = args.names_weight * (name_loss + 0.5 * description_loss)
        (loss + args.weight * (0.25 * same[0] + same[1])).backward()
        tag_loss, head_loss = losses(model, next(said) if step else first_said, rng, teacher, args.kept)
        (args.weight * (0.5 * tag_loss + 2.0 * head_loss)).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        step += 1
        sums += [v.item() for v in (name_loss, description_loss, *same, tag_loss, head_loss)]
        if step % 25 == 0:
            shown = " ".join(f"{v:.4f}" for v in sums / 25)
            print(f"step {step} {done:.2f} {shown} {time.time() - started:.0f}s", flush=True)
            sums[:] = 0
        if time.time() - saved > 240 or done >= 1:
            saved = time.time()
            torch.save(model.state_dict(), args.out / "next.pt")
            (args.out / "next.pt").replace(args.out / "last.pt")
            state = {"step": step, "args": {k: str(v) for k, v in vars(args).items()}}
            (args.out / "state.json").write_text(json.dumps(state))


if __name__ == "__main__":
    main()
