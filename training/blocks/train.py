"""Train the block model, export it, and measure it.

python -m training.blocks.train [--epochs 12] [--seeds 1] [--taught] [--final] [--more FOLDER] [--out FILE]
"""

import argparse
import copy
import random
import time
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.article.features import MARK_ROWS, WORD_ROWS, Features, features
from onrecord.article.flat import Flat
from onrecord.article.html import flatten
from onrecord.article.model import NUMBER, ROLES
from onrecord.article.plaintext import cut
from onrecord.article.roles import probabilities
from training.blocks import data, examples
from training.blocks.evaluate import BODY, f1_of, overlap
from training.blocks.examples import Example
from training.blocks.more import MORE, Source, brands, carried, sources
from training.blocks.network import Judges, Network
from training.blocks.split import part_of

WEIGHTS = data.REPOSITORY / "src" / "onrecord" / "article" / "weights" / "blocks.onnx"


def gather(
    parts: tuple[str, ...],
    made: int = 0,
    seed: int = 0,
    styles: tuple[str, ...] = data.STYLES,
    wanted: Callable[[str], bool] = lambda publisher: True,
    teacher: bool = False,
    others: Sequence[Source] = (),
) -> tuple[list[Example], list[list[Example]]]:
    """Return the examples of a part of the corpus, and `made` rounds of pages made from their pieces.

    Each round makes pages of some of the `others` as well, and puts pieces of theirs into the corpus' pages.
    """
    real: list[Example] = []
    origins: list[tuple[data.Page, Flat, list[examples.Label]]] = []
    for page in data.pages():
        if page.part not in parts or not wanted(page.publisher):
            continue
        flat = data.flat_of(page)
        labels = examples.labels_of(page, flat)
        if teacher:
            labels = examples.taught(flat, labels)
        origins.append((page, flat, labels))
        for style in styles:
            if style == "html":
                real.append(examples.example(page.id, style, flat, labels))
                real[-1].gold = page.gold.body
                continue
            target = data.flat_of(page, style)
            if target.blocks:
                moved = examples.carried(page, flat, labels, target)
                real.append(examples.example(page.id, style, target, moved))
                real[-1].gold = page.gold.body
    rng = random.Random(seed)
    own = len(origins)
    origins += [(other.page, other.flat, other.labels) for other in others]
    pieces = [examples.parts_of(flat, labels) for _, flat, labels in origins]
    rails = [[p for p in parts if p.label[0] == "rail_headline" and 25 < len(p.text) < 160] for parts in pieces]
    teasers = [examples.Part(page.gold.title, ("rail_headline", "hand"), _teaser(page, rng)) for page, _, _ in origins]
    rich = [found for found in rails if len(found) > 4] or rails
    alts = [alt for _, flat, _ in origins for _, alt in flat.alts if 8 < len(alt) < 140]
    prose = [p.text for parts in pieces for p in parts if p.label in examples.TOLD and 60 < len(p.text) < 700]
    captions = [
        p.text
        for parts in pieces
        for p in parts
        if p.label[0] == "caption" and p.label[1] != "guess" and len(p.text) < 300
    ]
    rounds: list[list[Example]] = []
    for _ in range(made):
        one = []
        chosen = [*range(own), *rng.sample(range(own, len(origins)), min(len(others), own // 2))]
        for k in chosen:
            page, flat, labels = origins[k]
            mine = pieces[k]
            if not any(p.label[0] == "body" for p in mine):
                continue
            rail = rails[k] if rng.random() < 0.5 and len(rails[k]) > 4 else rng.choice(rich)
            few = rng.sample(teasers, min(10, len(teasers)))
            new, known = examples.archived(
                mine, rail, rng, rng.choice(pieces), few, alts, rng.sample(prose, min(40, len(prose))), captions
            )
            one.append(examples.example(page.id, "made", new, known))
            if rng.random() < 0.6:
                new, known = examples.bare(mine, rng, markup=rng.random() < 0.4, lined=True)
                if new.blocks:
                    one.append(examples.example(page.id, "bare", new, known))
            if rng.random() < 0.45:
                if rng.random() < 0.5:
                    new = flatten(examples.marked_up(page.html, rng, few))
                else:
                    new = flatten(
                        examples.commented(page.html, rng, rng.sample(prose, min(40, len(prose))), rng.choice(pieces))
                    )
                known = _kept(flat, labels, new)
                one.append(examples.example(page.id, "html", new, known))
        rounds.append(one)
    return real, rounds


def spread(sources: Iterable[Source], made: int, seed: int = 0) -> list[list[Example]]:
    """Return rounds of pages of more publishers: of each page a version or two, another each time."""
    rng = random.Random(seed)
    rounds: list[list[Example]] = [[] for _ in range(made)]
    for source in sources:
        found = {"html": examples.example(source.page.id, "html", source.flat, source.labels)}
        for style in data.STYLES[1:]:
            target = data.flat_of(source.page, style)
            if target.blocks:
                found[style] = examples.example(source.page.id, style, target, carried(source, target))
        texts = [e for style, e in found.items() if style != "html"]
        for one in rounds:
            if texts:
                one.append(rng.choice(texts))
            if rng.random() < MARKUP:
                one.append(found["html"])
    return rounds


MARKUP = 0.6
"""How often the markup of another publisher's page is shown, beside one of its text versions."""


def _teaser(page: data.Page, rng: random.Random) -> str:
    """A sentence as stands under a headline in a list."""
    first = page.gold.parts[0][1] if page.gold.parts else page.gold.title
    return first[: rng.choice((90, 120, 180))]


def _kept(flat: Flat, labels: list[examples.Label], new: Flat) -> list[examples.Label]:
    """Labels of a page that blocks were put into: those of its own blocks; the others are furniture."""
    own = [flat.quote(i) for i in range(len(flat.blocks))]
    texts = [new.quote(i) for i in range(len(new.blocks))]
    out: list[examples.Label] = [("other", "guess")] * len(texts)
    for start, at, size in SequenceMatcher(None, own, texts, autojunk=False).get_matching_blocks():
        out[at : at + size] = labels[start : start + size]
    return out


def mixed(e: Example, group: list[Example], rng: np.random.Generator) -> Example:
    """Leave out a stretch of what stands around the article, or put the article into what stands around another."""
    article = np.flatnonzero(e.allowed[:, MARKED].sum(-1) * (e.allowed.sum(-1) == 1))
    if not len(article) or e.style == "bare":
        return e
    first, last = int(article[0]), int(article[-1]) + 1
    n = len(e.weight)
    chance = rng.random()
    if chance < 0.35:
        if rng.random() < 0.5 and first > 2:
            start = int(rng.integers(first))
            rows = np.r_[0:start, int(rng.integers(start, first)) : n]
        elif n - last > 2:
            start = int(rng.integers(last, n))
            rows = np.r_[0:start, int(rng.integers(start, n)) : n]
        else:
            return e
        return _taken([(e, rows)], e)
    alike = [o for o in group if o.style == e.style and o is not e and o.name != e.name]
    if chance < 0.5 and alike and e.style == "html":
        other = alike[int(rng.integers(len(alike)))]
        theirs = np.flatnonzero(other.allowed[:, MARKED].sum(-1) * (other.allowed.sum(-1) == 1))
        if len(theirs):
            before, after = np.arange(theirs[0]), np.arange(theirs[-1] + 1, len(other.weight))
            return _taken([(other, before), (e, np.arange(first, last)), (other, after)], e)
    return e


def _taken(pieces: list[tuple[Example, np.ndarray]], e: Example) -> Example:
    seen = Features(*(np.concatenate([x.seen[k][rows] for x, rows in pieces]) for k in range(4)))
    allowed, hint, weight, soft = (
        np.concatenate([getattr(x, name)[rows] for x, rows in pieces]) for name in ("allowed", "hint", "weight", "soft")
    )
    return Example(e.name, e.style, seen, allowed, hint, weight, [], soft)


MARKED = [NUMBER[role] for role in data.MARKED]


def batch(group: list[Example], rng: np.random.Generator | None) -> tuple[list[Tensor], *tuple[Tensor, ...]]:
    """Pad pages to one length; with `rng`, leave out features at random so that none is leant on."""
    if rng is not None:
        group = [mixed(e, group, rng) for e in group]
    n = max(len(e.weight) for e in group)
    text, markup, words, marks, allowed, hint, weight, soft = [], [], [], [], [], [], [], []
    for e in group:
        t, m, w, k = e.seen
        size = len(t)
        if rng is not None:
            w = np.where(rng.random(w.shape) < 0.3, 0, w)
            k = np.where(rng.random(k.shape) < 0.3, 0, k)
            if e.style == "html":
                chance = rng.random()
                if chance < 0.1:
                    m, k = np.zeros_like(m), np.zeros_like(k)
                elif chance < 0.3:
                    k = np.zeros_like(k)
                if rng.random() < 0.25:
                    m = m.copy()
                    m[:, -10:-3] = 0
            t = t + rng.normal(0, 0.02, t.shape).astype(np.float32)
        pad = n - size
        text.append(np.pad(t, ((0, pad), (0, 0))))
        markup.append(np.pad(m, ((0, pad), (0, 0))))
        words.append(np.pad(w, ((0, pad), (0, 0))))
        marks.append(np.pad(k, ((0, pad), (0, 0))))
        allowed.append(np.pad(e.allowed, ((0, pad), (0, 0))))
        hint.append(np.pad(e.hint, (0, pad), constant_values=-1))
        weight.append(np.pad(e.weight, (0, pad)))
        soft.append(np.pad(e.soft, ((0, pad), (0, 0))))
    inputs = [torch.from_numpy(np.stack(x)) for x in (text, markup)]
    inputs += [torch.from_numpy(np.stack(x).astype(np.int64)) for x in (words, marks)]
    return inputs, *(torch.from_numpy(np.stack(x)) for x in (allowed, hint, weight, soft))


def batches(group: list[Example], rng: np.random.Generator) -> list[list[Example]]:
    """Pages of like length together, the fewer the longer they are; batches in random order."""
    sizes = [len(e.weight) + rng.normal(0, 15) for e in group]
    out: list[list[Example]] = []
    for i in sorted(range(len(group)), key=lambda i: sizes[i]):
        if not out or len(out[-1]) == PAGES or (1 + len(out[-1])) * len(group[i].weight) > BLOCKS:
            out.append([])
        out[-1].append(group[i])
    rng.shuffle(out)  # type: ignore[arg-type]
    return out


PAGES, BLOCKS = 24, 6000
"""Pages, and blocks with what pads them, of a batch at most."""


def loss_of(logits: Tensor, allowed: Tensor, hint: Tensor, weight: Tensor, soft: Tensor) -> Tensor:
    """Minus log of the probability of the roles that are possible; a little for the one that is guessed.

    Where several networks were asked, half as much of what they say of every block.
    """
    logs = functional.log_softmax(logits, -1)
    known = (allowed.sum(-1) > 0).float() * weight
    possible = torch.logsumexp(logs.masked_fill(allowed == 0, -1e4), -1)
    loss = -(possible * known)
    guessed = (hint >= 0).float()
    picked = logs.gather(-1, hint.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    loss = loss - examples.HINT * guessed * picked
    loss = loss - SOFT * weight * (soft * logs).sum(-1)
    return loss.sum() / known.sum().clamp(min=1)


SOFT = 0.5
"""Weight of what the networks before say of a block against that of its label."""


def known(real: list[Example], which: str) -> Tensor:
    """Return 1 for the rows that several publishers use: what only one uses tells its pages, not their roles."""
    users: dict[int, set[str]] = {}
    for e in real:
        for row in np.unique(getattr(e.seen, which)).tolist():
            users.setdefault(row, set()).add(e.name.split("_")[0])
    everyone = {e.name.split("_")[0] for e in real}
    enough = PUBLISHERS if len(everyone) < 300 else MANY
    out = torch.zeros(WORD_ROWS if which == "words" else MARK_ROWS)
    for row, names in users.items():
        out[row] = len(names) >= enough
    if which == "words":
        flat = cut("\n".join(examples.templates()))
        out[np.unique(features(flat, list(range(len(flat.blocks)))).words)] = 1
    out[0] = 0
    return out


PUBLISHERS = 3
MANY = 20
"""Publishers who use a row for it to be known: of a hundred, and of some hundreds."""


def fit(real: list[Example], rounds: list[list[Example]], epochs: int, seed: int, report: list[Example]) -> Network:
    """Train one network; the mean of its weights over the last steps is what is kept."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    first = real[0].seen
    network = Network(first.text.shape[1], first.markup.shape[1], len(ROLES))
    seen = real + [e for one in rounds for e in one if e.name.startswith("more/") and e.style in data.STYLES]
    network.known_words.copy_(known(seen, "words"))
    network.known_marks.copy_(known(seen, "marks"))
    mean = copy.deepcopy(network).eval()
    tables = [network.words.weight, network.marks.weight]
    rest = [p for p in network.parameters() if all(p is not t for t in tables)]
    optimiser = torch.optim.AdamW(
        [{"params": tables, "weight_decay": 0.3}, {"params": rest, "weight_decay": 0.05}], lr=3e-3
    )
    plan = [batches(real + (rounds[epoch % len(rounds)] if rounds else []), rng) for epoch in range(epochs)]
    steps = sum(map(len, plan))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=steps, pct_start=0.15)
    began = time.time()
    for epoch in range(epochs):
        network.train()
        total = 0.0
        for group in plan[epoch]:
            inputs, *target = batch(group, rng)
            loss = loss_of(network(*inputs), *target)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
            with torch.no_grad():
                decay = min(0.995, (1 + epoch) / (4 + epoch))
                for kept, now in zip(mean.parameters(), network.parameters(), strict=True):
                    kept.lerp_(now, 1 - decay)
        if epoch % 3 == 2 or epoch == epochs - 1:
            print(
                f"seed {seed} epoch {epoch + 1}: loss {total / len(plan[epoch]):.4f}, {accuracy(mean, report)}, "
                f"{time.time() - began:.0f} s",
                flush=True,
            )
    return mean


@torch.no_grad()
def accuracy(network: Network, group: list[Example]) -> str:
    """Return for each style the body's F1, and the share of known blocks that got a possible role."""
    out = []
    network.eval()
    for style in dict.fromkeys(e.style for e in group):
        right = known = 0
        bodies = []
        for e in (e for e in group if e.style == style):
            inputs, allowed, *_ = batch([e], None)
            best = network(*inputs).argmax(-1)[0]
            hit = allowed[0].gather(-1, best.unsqueeze(-1)).squeeze(-1)
            right += int(hit.sum())
            known += int((allowed.sum(-1) > 0).sum())
            if e.gold:
                found = [t for t, k in zip(e.texts, best.tolist(), strict=True) if ROLES[k] in BODY]
                bodies.append(overlap(e.gold, "\n".join(found)))
        out.append(f"{style} {f1_of(bodies) if bodies else 0:.4f} {right / max(1, known):.4f}")
    return ", ".join(out)


def export(networks: list[Network], example: Example, out: Path) -> None:
    """Write the networks as one ONNX graph."""
    judges = Judges(networks).eval()
    inputs = (
        torch.from_numpy(example.seen.text),
        torch.from_numpy(example.seen.markup),
        torch.from_numpy(example.seen.words),
        torch.from_numpy(example.seen.marks),
    )
    names = ["text", "markup", "words", "marks"]
    out.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        judges,
        inputs,
        str(out),
        input_names=names,
        output_names=["roles"],
        dynamic_axes={name: {0: "blocks"} for name in [*names, "roles"]},
        opset_version=17,
        dynamo=False,
    )
    import onnx

    graph = onnx.load(str(out))
    entry = graph.metadata_props.add()
    entry.key, entry.value = "roles", ",".join(ROLES)
    onnx.save(graph, str(out))
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=9, help="rounds of made pages, two a page, taken in turn")
    parser.add_argument("--more", type=Path, default=MORE, help="the folder with more publishers' pages")
    parser.add_argument("--fold", type=int, choices=range(4), help="hold out a fold of the training publishers")
    parser.add_argument(
        "--final",
        action="store_true",
        help="train on the dev publishers, too; what is then printed of them tells nothing",
    )
    parser.add_argument(
        "--taught",
        action="store_true",
        help="learn from the model that is in place, too, and from more publishers' pages with its help",
    )
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    began = time.time()
    parts = ("train", "dev") if args.final else ("train",)

    # To choose between recipes, a fold of the training publishers is held out beside the dev publishers.
    def held(publisher: str) -> bool:
        return args.fold is not None and crc32(publisher.encode()) % 4 == args.fold

    def learned(publisher: str) -> bool:
        return part_of(publisher) in parts and not held(publisher)

    others = list(sources(args.more, brands(lambda publisher: not learned(publisher)))) if args.taught else []
    real, rounds = gather(parts, 2 * args.rounds, wanted=learned, teacher=args.taught, others=others)
    rounds = [[*one, *two] for one, two in zip(rounds[::2], rounds[1::2], strict=True)]
    found = spread(others, len(rounds))
    for one, theirs in zip(rounds, found, strict=True):
        one += theirs
    if args.taught:
        for e in {id(e): e for one in (real, *rounds) for e in one}.values():
            if e.style not in ("made", "bare"):  # whose labels are right as they were made
                e.soft = probabilities(e.seen)
    report, dev_rounds = gather(("dev",), 1, seed=1)
    if args.fold is not None:
        report += gather(("train",), wanted=held)[0]
    report += dev_rounds[0]
    print(
        f"{len(real)} pages and versions, {len(others)} pages of other publishers, {sum(map(len, rounds))} made or "
        f"theirs; {time.time() - began:.0f} s",
        flush=True,
    )
    networks: list[Network] = []
    for seed in range(args.seeds):
        networks.append(fit(real, rounds, args.epochs, seed, report))
        export(networks, real[0], args.out)


if __name__ == "__main__":
    main()
