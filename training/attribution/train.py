"""Train the attribution model: ``python -m training.attribution.train --out training/runs/attribution``.

Every epoch is evaluated on PolNeAR dev and the weights are kept beside a log, so that a run can be cut off and
the best of it exported.
"""

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.attribution.data import Example, encode, examples, load, vary_marks
from training.attribution.model import Reader, Shape, tokenizer_of


def collate(batch: list[Example]) -> dict[str, Tensor]:
    """Pad a batch of windows to its longest."""
    longest = max(len(e.window.ids) for e in batch)
    out = {k: torch.zeros(len(batch), longest, dtype=torch.long) for k in ("ids", "shapes", "quotes", "mask")}
    out["tags"] = torch.full((len(batch), longest), -100)
    for i, e in enumerate(batch):
        n = len(e.window.ids)
        for key in ("ids", "shapes", "quotes"):
            out[key][i, :n] = torch.from_numpy(getattr(e.window, key))
        out["mask"][i, :n] = 1
        real = torch.from_numpy(e.window.ends > e.window.starts)
        out["tags"][i, :n] = torch.where(real, torch.from_numpy(e.tags), -100)
    return out


def cue_spans(rng: random.Random, cue: np.ndarray) -> np.ndarray:
    """The pieces that stand for a cue in training: all, or some, since people agree least about where a cue ends."""
    draw = rng.random()
    if len(cue) == 1 or draw < 0.6:
        return cue
    if draw < 0.8:
        return cue[:1]
    start = rng.randrange(len(cue))
    return cue[start : rng.randrange(start, len(cue)) + 1]


def cue_questions(
    rng: random.Random, batch: list[Example], tag_scores: Tensor, longest: int
) -> tuple[list[int], list[np.ndarray], Tensor]:
    """Every gold cue of the batch, and what the tagger wrongly takes for one: (window, pieces, labels)."""
    rows: list[int] = []
    cues: list[np.ndarray] = []
    labels: list[np.ndarray] = []
    cue_probability = tag_scores.softmax(-1)[..., 3:5].sum(-1)
    for i, e in enumerate(batch):
        n = len(e.window.ids)
        for relation in e.relations:
            row = np.full(longest, -100)
            row[:n] = 0
            for number, role in enumerate(("source", "content")):
                pieces = relation[role]
                row[pieces] = 2 + 2 * number
                if len(pieces):
                    begins = pieces[np.r_[True, np.diff(pieces) > 1]]
                    row[begins] = 1 + 2 * number
            row[:n][e.window.ends == e.window.starts] = -100
            rows.append(i)
            cues.append(cue_spans(rng, relation["cue"]))
            labels.append(row)
        wrong = np.flatnonzero((cue_probability[i, :n].numpy() > 0.15) & ~np.isin(e.tags, (3, 4)))
        for piece in rng.sample(list(wrong), min(len(wrong), 3)):
            row = np.full(longest, -100)
            row[:n] = np.where(e.window.ends == e.window.starts, -100, 0)
            rows.append(i)
            cues.append(np.array([piece]))
            labels.append(row)
    stacked = np.stack(labels) if labels else np.zeros((0, longest), dtype=np.int64)
    return rows, cues, torch.from_numpy(stacked.astype(np.int64))


def cue_vectors(hidden: Tensor, rows: list[int], cues: list[np.ndarray]) -> tuple[Tensor, Tensor]:
    """Mean vectors of the cues, and every piece's offset from its cue's first piece."""
    longest = hidden.shape[1]
    weights = torch.zeros(len(rows), longest, dtype=hidden.dtype)
    first = torch.zeros(len(rows), 1, dtype=torch.long)
    for k, cue in enumerate(cues):
        weights[k, torch.from_numpy(cue)] = 1 / len(cue)
        first[k] = int(cue[0])
    vectors = torch.bmm(weights.unsqueeze(1), hidden[rows]).squeeze(1)
    return vectors, torch.arange(longest).unsqueeze(0) - first


def divergence(scores: Tensor, wanted: Tensor, labels: Tensor) -> Tensor:
    """Mean divergence of scores from a teacher's, where there is a label."""
    asked = labels != -100
    student, teacher = scores[asked].log_softmax(-1), wanted[asked].log_softmax(-1)
    return nn.functional.kl_div(student, teacher, reduction="sum", log_target=True) / max(1, int(asked.sum()))


def losses(
    model: Reader, batch: list[Example], rng: random.Random, teacher: Reader | None = None, kept: float = 0.5
) -> tuple[Tensor, Tensor]:
    """Tag loss and cue-head loss of a batch; with a `teacher`, `kept` of each is the divergence from its scores."""
    x = collate(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden, tags = model.encoder(x["ids"], x["shapes"], x["quotes"], x["mask"])
    hidden, tags = hidden.float(), tags.float()
    tag_loss = nn.functional.cross_entropy(tags.flatten(0, 1), x["tags"].flatten(), ignore_index=-100)
    if teacher:
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            known, known_tags = teacher.encoder(x["ids"], x["shapes"], x["quotes"], x["mask"])
        known = known.float()
        tag_loss = (1 - kept) * tag_loss + kept * divergence(tags, known_tags.float(), x["tags"])
    rows, cues, labels = cue_questions(rng, batch, tags.detach(), x["ids"].shape[1])
    if not rows:
        return tag_loss, torch.zeros(())
    vectors, offsets = cue_vectors(hidden, rows, cues)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = model.head(hidden, torch.tensor(rows), vectors, offsets)
    head_loss = nn.functional.cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=-100)
    if teacher:
        vectors, offsets = cue_vectors(known, rows, cues)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            wanted = teacher.head(known, torch.tensor(rows), vectors, offsets)
        head_loss = (1 - kept) * head_loss + kept * divergence(scores.float(), wanted.float(), labels)
    return tag_loss, head_loss


def groups(model: Reader, rate: float, decay: float) -> list[dict]:
    """Parameter groups: lower layers learn slower, heads faster."""
    depth = model.encoder.bert.config.num_hidden_layers
    out: dict[tuple[float, bool], list[nn.Parameter]] = {}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        if "bert.embeddings" in name:
            scale = decay ** (depth + 1)
        elif "bert.encoder.layer." in name:
            scale = decay ** (depth - 1 - int(name.split("layer.")[1].split(".")[0]))
        else:
            scale = 4.0
        out.setdefault((scale, p.ndim > 1), []).append(p)
    return [{"params": ps, "lr": rate * s, "weight_decay": 0.01 if decays else 0.0} for (s, decays), ps in out.items()]


def main() -> None:
    """Train and keep the weights of every epoch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear"))
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the pretrained encoder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--decay", type=float, default=0.85)
    parser.add_argument("--batch", type=int, default=21)
    parser.add_argument("--window", type=int, default=192)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps (to try things)")
    parser.add_argument("--all", action="store_true", help="train on every annotator's file")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_of(args.encoder)
    train = load(args.data / "train", args.all)
    model = Reader(str(args.encoder), Shape())
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True))
    per_epoch = sum(len(examples(d, encode(d, tokenizer), args.window)) for d in train) // args.batch + 1
    total = per_epoch * args.epochs
    optimiser = torch.optim.AdamW(groups(model, args.rate, args.decay), betas=(0.9, 0.98))
    warm = max(1, total // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, 0.5 * (1 + math.cos(math.pi * min(1, s / total))) + 0.01)
    )
    step, started = 0, time.time()
    for epoch in range(args.epochs):
        batch_list = [
            e
            for d in train
            for e in examples(d, encode(vary_marks(rng, d), tokenizer), args.window, rng.randrange(args.window))
        ]
        rng.shuffle(batch_list)
        # windows of like length together, in random order
        chunks = [batch_list[i : i + args.batch * 20] for i in range(0, len(batch_list), args.batch * 20)]
        batches = []
        for chunk in chunks:
            chunk.sort(key=lambda e: len(e.window.ids))
            batches += [chunk[i : i + args.batch] for i in range(0, len(chunk), args.batch)]
        rng.shuffle(batches)
        model.train()
        sums = [0.0, 0.0]
        for batch in batches:
            tag_loss, head_loss = losses(model, batch, rng)
            (0.5 * tag_loss + head_loss * 2.0).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            sums[0] += tag_loss.item()
            sums[1] += head_loss.item()
            if step % 50 == 0:
                print(
                    f"epoch {epoch + 1} step {step}/{total} {sums[0] / 50:.4f} {sums[1] / 50:.4f} "
                    f"{time.time() - started:.0f}s",
                    flush=True,
                )
                sums = [0.0, 0.0]
            if args.steps and step >= args.steps:
                break
        torch.save(model.state_dict(), args.out / "last.pt")
        state = {"epoch": epoch + 1, "args": {k: str(v) for k, v in vars(args).items()}}
        (args.out / "state.json").write_text(json.dumps(state))
        if args.steps and step >= args.steps:
            return


if __name__ == "__main__":
    main()
