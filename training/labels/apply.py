"""Write a page's hand labels from a run-length list of roles.

python -m training.labels.apply PAGE.html.gz [--text-style inner|wet|wrapped] < LIST

LIST has one entry a line (or entries with commas between): "0-12 other", "13 headline". Every block must be
named; "200-end other" goes to the last; "14-20 guess" takes the weak guesses that `show` prints; a later entry
overrides an earlier one. What is stored for each block is its role and a hash of its words, never its text.
"""

import argparse
import json
import re
import sys
from pathlib import Path

from onrecord.article.model import ROLES
from training.blocks import data

_ENTRY = re.compile(r"(\d+)(?:\s*-\s*(\d+|end))?\s+(\w+)")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("--text-style", choices=data.STYLES[1:])
    parser.add_argument("--by", default="", help="who labelled, a short name")
    args = parser.parse_args()
    page = data.page(args.page)
    style = args.text_style or "html"
    flat = data.flat_of(page, style)
    guesses, _ = data.weak_roles(page, flat)
    roles: list[str | None] = [None] * len(guesses)
    for line in re.split(r"[\n,;]", sys.stdin.read()):
        line = line.split("#")[0].strip()
        if not line:
            continue
        found = _ENTRY.fullmatch(line)
        if not found:
            sys.exit(f"not an entry: {line!r}")
        first, role = int(found[1]), found[3]
        last = len(roles) - 1 if found[2] == "end" else int(found[2] or found[1])
        if role not in (*ROLES, "guess"):
            sys.exit(f"no such role: {role}")
        if not first <= last < len(roles):
            sys.exit(f"no such blocks: {line!r} (there are {len(roles)})")
        for i in range(first, last + 1):
            roles[i] = guesses[i] if role == "guess" else role
    missing = [i for i, role in enumerate(roles) if role is None]
    if missing:
        sys.exit(f"blocks without a role: {missing}")
    blocks = [[role, data.text_hash(flat.quote(i))] for i, role in enumerate(roles)]
    file = data.label_file(page.id, style)
    file.parent.mkdir(parents=True, exist_ok=True)
    head = {"page": page.id, "style": style, "part": page.part, "by": args.by}
    rows = ",\n".join(json.dumps(row) for row in blocks)
    file.write_text(json.dumps(head)[:-1] + ', "blocks": [\n' + rows + "\n]}\n", encoding="utf8")
    print(f"{file.relative_to(data.REPOSITORY)}: {len(blocks)} blocks")


if __name__ == "__main__":
    main()
