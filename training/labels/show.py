"""Print a page's blocks, numbered, to label them by hand.

python -m training.labels.show PAGE.html.gz [--text-style inner|wet|wrapped] [--width 110]

A line is: index, where it stands in the markup (tag, bits, class words), the weak guess of its role (in capitals
where the gold data tells it), and the text. Existing hand labels are shown instead of guesses, after "=".
"""

import argparse
import re
from pathlib import Path

from onrecord.article import flat as h
from training.blocks import data

_BITS = {"nav": h.NAV, "aside": h.ASIDE, "foot": h.FOOTER, "head": h.HEADER, "fig": h.FIGURE, "cap": h.FIGCAPTION,
         "li": h.LIST, "a": h.LINK, "btn": h.BUTTON, "hid": h.HIDDEN | h.ARIA_HIDDEN, "art": h.ARTICLE}  # fmt: skip


def hint(flat: h.Flat, i: int) -> str:
    """Where block `i` stands, in a few characters."""
    block = flat.blocks[i]
    if block.element < 0:
        return ""
    words = []
    element = block.element
    for _ in range(4):
        if element < 0:
            break
        found = flat.attributes(element)
        words += re.findall(r"[A-Za-z]{3,}", found.get("class", "") + " " + found.get("data-testid", ""))[:4]
        element = flat.parents[element]
    linked = round(100 * min(1.0, block.linked / max(1, block.end - block.start)))
    inside = ",".join(name for name, bit in _BITS.items() if block.inside & bit)
    return f"{flat.tags[block.element]}[{inside}] L{linked} {'.'.join(words)[:44]}"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("--text-style", choices=data.STYLES[1:])
    parser.add_argument("--width", type=int, default=110)
    args = parser.parse_args()
    page = data.page(args.page)
    style = args.text_style or "html"
    flat = data.flat_of(page, style)
    roles, told = data.weak_roles(page, flat)
    hand = data.hand_roles(page, flat, style)
    print(f"# {page.id} {style} {page.part} {page.url}")
    print(f"# gold title: {page.gold.title}")
    before = 0
    for i in range(len(flat.blocks)):
        guess = f"={hand[i]}" if hand else roles[i].upper() if told[i] else roles[i]
        blanks = flat.text.count("\n", before, flat.blocks[i].start) > 1
        before = flat.blocks[i].end
        text = " ".join(flat.quote(i).split())
        cut = text if len(text) <= args.width else f"{text[: args.width]}… ({len(text)})"
        mark = "" if flat.markup else "| " if blanks else "  "
        print(f"{i:4d} {hint(flat, i):<60} {guess:<14} {mark}{cut}".replace(" " * 61, " "))


if __name__ == "__main__":
    main()
