"""Measure how many articles with nothing around them keep all of their text.

python -m training.blocks.evaluate_bare [--part test]

The articles are PolNeAR's texts (none of them trained on) and the bodies that the gold data gives of the pages, with
and without their title, as text and as markup. An article is kept if every line of it is body, standfirst or
subheading; its title, or a first line like one, may be the headline, and short lines before the first paragraph may
be byline, time or dateline.
"""

import argparse
import html as html_module
import textwrap
from collections import Counter
from collections.abc import Iterator

from onrecord.article.flat import Flat
from onrecord.article.html import flatten
from onrecord.article.plaintext import cut
from onrecord.article.roles import with_roles
from training.blocks import data
from training.blocks.evaluate import BODY

OVER = ("byline", "timestamp", "dateline")
_SHORT = 80


def forms(lines: list[str]) -> Iterator[tuple[str, Flat]]:
    """Yield an article's lines as pages of several forms."""
    marked = [html_module.escape(line) for line in lines]
    yield "blank lines between", cut("\n\n".join(lines))
    yield "a line each", cut("\n".join(lines))
    yield "wrapped at 80", cut("\n\n".join("\n".join(textwrap.wrap(line, 80)) for line in lines))
    yield "p", flatten("<html><body>" + "".join(f"<p>{line}</p>\n" for line in marked) + "</body></html>")
    yield (
        "div",
        flatten("<html><body><div>" + "".join(f"<div>{line}</div>" for line in marked) + "</div></body></html>"),
    )
    yield "br", flatten("<html><body><div>" + "<br><br>".join(marked) + "</div></body></html>")


def articles(part: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the kind and the lines of each article."""
    for folder in ("dev", "train"):
        for path in sorted((data.PAGES.parent / "polnear" / folder / "text").glob("*.txt")):
            yield f"PolNeAR {folder}", [line.strip() for line in path.read_text("utf8").splitlines() if line.strip()]
    for page in data.pages():
        lines = [line.strip() for _, text in page.gold.parts for line in text.split("\n") if line.strip()]
        if page.part == part and lines:
            yield f"pages {part}", lines
            if page.gold.title:
                yield f"pages {part}, with titles", [" ".join(page.gold.title.split()), *lines]


def is_kept(flat: Flat) -> bool:
    """Whether no line of the article is set aside."""
    for i, block in enumerate(with_roles(flat)):
        text = flat.text[block.start : block.end]
        if block.role in BODY or not any(c.isalnum() for c in text):
            continue
        short = len(text) <= _SHORT
        if not (i == 0 and block.role == "headline") and not (short and i < 4 and block.role in OVER):
            return False
    return True


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("train", "dev", "test"), default="test")
    args = parser.parse_args()
    count: Counter[tuple[str, str]] = Counter()
    kept: Counter[tuple[str, str]] = Counter()
    for kind, lines in articles(args.part):
        for form, flat in forms(lines):
            if flat.blocks:
                count[kind, form] += 1
                kept[kind, form] += is_kept(flat)
    print("| articles | form | kept whole | of |\n|---|---|---|---|")
    for kind, form in count:
        print(f"| {kind} | {form} | {kept[kind, form]} | {count[kind, form]} |")


if __name__ == "__main__":
    main()
