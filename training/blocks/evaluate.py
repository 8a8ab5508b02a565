"""Measure the shipped block model: article bodies by style, roles against hand labels, bare articles, speed.

python -m training.blocks.evaluate [--part test] [--worst 5]

Bodies are scored like the issue's figures: 4-word shingles, precision and recall averaged over pages. The predicted
body is the standfirst, subheading and body blocks in order, the gold one fundus' summary, section headlines and
paragraphs.
"""

import argparse
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterable

from onrecord.article.flat import Flat
from onrecord.article.html import flatten
from onrecord.article.model import ROLES, Block
from onrecord.article.roles import with_roles
from training.blocks import data, examples

BODY = ("standfirst", "subheading", "body")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Four-word shingles as a multiset, as the scorers count them."""
    words = data.tokenize(text)
    grams = (tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))
    return Counter(g for g in grams if g)


def overlap(gold: str, found: str) -> tuple[float, float]:
    """Precision and recall of one page."""
    g, p = shingles(gold), shingles(found)
    same = (g & p).total()
    return same / p.total() if p else 0.0, same / g.total() if g else 0.0


def f1_of(rows: list[tuple[float, float]]) -> float:
    """Harmonic mean of mean precision and mean recall, over all pages."""
    p, r = statistics.mean(x[0] for x in rows), statistics.mean(x[1] for x in rows)
    return 2 * p * r / (p + r) if p + r else 0.0


def interval(rows: list[tuple[float, float]], draws: int = 1000) -> tuple[float, float]:
    """95% bootstrap interval of F1 over pages."""
    rng = random.Random(0)
    found = sorted(f1_of([rows[rng.randrange(len(rows))] for _ in rows]) for _ in range(draws))
    return found[draws // 40], found[-draws // 40 - 1]


def body_text(flat: Flat, blocks: Iterable[Block]) -> str:
    """The body as it is scored."""
    return "\n".join(flat.text[b.start : b.end] for b in blocks if b.role in BODY)


def bodies(part: str, worst: int) -> None:
    """Print body scores of a part in all styles."""
    print(f"\n## Article bodies, {part}\n\n| style | pages | P | R | F1 | 95% interval |\n|---|---|---|---|---|---|")
    notes = []
    for style in data.STYLES:
        rows, names = [], []
        for page in data.pages():
            if page.part != part:
                continue
            flat = data.flat_of(page, style)
            rows.append(overlap(page.gold.body, body_text(flat, with_roles(flat))))
            names.append(page.id)
        low, high = interval(rows)
        p, r = statistics.mean(x[0] for x in rows), statistics.mean(x[1] for x in rows)
        print(
            f"| {style} | {len(rows)} | {p:.3f} | {r:.3f} | {f1_of(rows):.3f} | {low:.3f} to {high:.3f} |", flush=True
        )
        ranked = sorted(zip(rows, names, strict=True), key=lambda x: sum(x[0]))[:worst]
        notes.append(f"{style}: " + ", ".join(f"{n} {a:.2f}/{b:.2f}" for (a, b), n in ranked))
    print("\n" + "\n".join(notes))


def roles(part: str, confusion: bool) -> None:
    """Print figures for each role against hand labels, HTML and text."""
    for group in (("html",), ("inner", "wet", "wrapped")):
        table: Counter[tuple[str, str]] = Counter()
        pages = set()
        for page in data.pages():
            if page.part != part or not data.label_file(page.id).exists():
                continue
            flat = data.flat_of(page)
            gold = data.hand_roles(page, flat) or []
            pages.add(page.id)
            for style in group:
                target = flat if style == "html" else data.flat_of(page, style)
                want = gold if style == "html" else data.transfer(flat, gold, target)
                for block, role in zip(with_roles(target), want, strict=True):
                    if role != "?":
                        table[role, block.role] += 1
        if not table:
            continue
        total = table.total()
        right = sum(n for (a, b), n in table.items() if a == b)
        print(f"\n## Roles, {part}, {', '.join(group)}: {len(pages)} pages labelled by hand, {total} blocks\n")
        print(f"right: {right / total:.3f}\n\n| role | blocks | P | R | F1 |\n|---|---|---|---|---|")
        for role in ROLES:
            gold_n = sum(n for (a, _), n in table.items() if a == role)
            found_n = sum(n for (_, b), n in table.items() if b == role)
            hit = table[role, role]
            if gold_n + found_n:
                p, r = hit / max(1, found_n), hit / max(1, gold_n)
                print(f"| {role} | {gold_n} | {p:.3f} | {r:.3f} | {2 * hit / (gold_n + found_n):.3f} |")
        if confusion:
            used = [r for r in ROLES if any(r in pair for pair in table)]
            print("\n| by hand \\ found | " + " | ".join(used) + " |\n|" + "---|" * (len(used) + 1))
            for a in used:
                print(f"| {a} | " + " | ".join(str(table[a, b] or "") for b in used) + " |")


def bare(part: str) -> None:
    """Print how many bare articles lose body text."""
    rng = random.Random(7)
    lost: dict[str, list[bool]] = {"html": [], "text": []}
    for page in data.pages():
        if page.part != part:
            continue
        flat = data.flat_of(page)
        parts = examples.parts_of(flat, examples.labels_of(page, flat))
        for kind in lost:
            made, labels = examples.bare(parts, rng, markup=kind == "html")
            if not made.blocks:
                continue
            found = with_roles(made)
            gone = any(
                label[0] in BODY and label[1] != "none" and b.role not in BODY
                for b, label in zip(found, labels, strict=True)
            )
            lost[kind].append(gone)
            if gone:
                print(
                    page.id,
                    kind,
                    [
                        (label[0], b.role, made.text[b.start : b.end][:50])
                        for b, label in zip(found, labels, strict=True)
                        if label[0] in BODY and b.role not in BODY
                    ][:3],
                )
    print(f"\n## Bare articles, {part}\n")
    for kind, gone in lost.items():
        print(f"{kind}: {len(gone) - sum(gone)} of {len(gone)} lose no body text")


def speed(part: str) -> None:
    """Print page work: HTML to blocks with roles."""
    pages = [p.html for p in data.pages() if p.part == part]
    with_roles(flatten(pages[0]))
    began = time.process_time()
    for html in pages:
        with_roles(flatten(html))
    spent = (time.process_time() - began) / len(pages)
    print(f"\npage work: {1000 * spent:.1f} ms of CPU a page")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("train", "dev", "test"), default="test")
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--confusion", action="store_true")
    args = parser.parse_args()
    bodies(args.part, args.worst)
    roles(args.part, args.confusion)
    bare(args.part)
    speed(args.part)


if __name__ == "__main__":
    main()
