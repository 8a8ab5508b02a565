"""Score the figures against numbers annotated by hand in articles of PolNeAR.

``python -m training.figures.evaluate CASES.json [--data DIR] [--statements gold|reader] [--errors]``

A file of cases is a list of ``{"id": article, "figures": [{"start", "end", "low", "high", "unit", "qualifier",
"attributed_to"}]}``, where ``attributed_to`` is the place of an attribution in the corpus's file, counted from 0, or
null for the article itself; a list where several attributions name the same source (a poll in the headline and in
the text). The cases are kept out of the repository, like the articles.

Given the gold attributions as statements, `whose` judges the figures' own part. With the reader's, a statement stands
for every gold attribution whose content it shares half of, whose source it shares characters with, or whose source
has the same words: it is the source that a figure is of, not the cut of the content.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from onrecord.reading.figures import figures
from onrecord.reading.model import Figure, Statement
from onrecord.reading.reader import Reader
from onrecord.text.spans import covered
from training.attribution.data import Document, load, paragraphs_of


def gold_statements(document: Document) -> list[Statement]:
    """Return the corpus's attributions as statements, their places as ids."""
    return [
        Statement(
            id=str(k),
            source=a["source"],
            cue=a["cue"],
            content=a["content"],
            quotation="indirect",
            confidence=1.0,
        )
        for k, a in enumerate(document.attributions)
        if a["content"]
    ]


def reader_statements(reader: Reader, document: Document) -> list[Statement]:
    """Return what the reader finds, nested statements too."""
    read = reader.read(document.text, paragraphs_of(document.text))
    return [*read, *reader.nested(document.text, read)]


def stands_for(text: str, statement: Statement, gold: Sequence[Statement]) -> set[str | None]:
    """Return the ids of the gold attributions that a reader's statement is the same as, or has the source of."""
    words = _words(text, statement)
    return {
        g.id
        for g in gold
        if _jaccard(g, statement) >= 0.5
        or any(a < d and c < b for a, b in g.source for c, d in statement.source)
        or (words and words == _words(text, g))
    }


def _words(text: str, statement: Statement) -> str:
    return " ".join(text[slice(*span)] for span in statement.source).lower().removeprefix("the ")


def _jaccard(one: Statement, other: Statement) -> float:
    both = covered([*one.content, *other.content])
    return (covered(one.content) + covered(other.content) - both) / both if both else 0.0


def _either(value: int | list[int] | None) -> list[int] | list[int | None]:
    return value if isinstance(value, list) else [value]


def _shown(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 50) : start]}[[{text[start:end]}]]{text[end : end + 40]}".replace("\n", "⏎")


def same_value(gold: dict, figure: Figure) -> bool:
    """Whether the value or range is the annotated one."""
    return all(
        abs(a - b) <= 1e-9 * max(1.0, abs(a)) for a, b in ((gold["low"], figure.low), (gold["high"], figure.high))
    )


def main() -> None:
    """Score one file of cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear/train"))
    parser.add_argument("--statements", choices=["gold", "reader"], default="gold")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    cases = json.loads(args.cases.read_text(encoding="utf-8"))
    wanted = {case["id"] for case in cases}
    documents = {d.id: d for d in load(args.data) if d.id in wanted}
    reader = Reader(threads=1) if args.statements == "reader" else None
    gold = found = exact = loose = units = qualifiers = whose = spurious = 0
    seconds = 0.0
    for case in cases:
        document = documents[case["id"]]
        text = document.text
        gold_here = gold_statements(document)
        statements = reader_statements(reader, document) if reader else gold_here
        same: dict[str | None, set[str | None]] = {None: {None}}
        for s in statements:
            same[s.id] = stands_for(text, s, gold_here) if reader else {s.id}
        started = time.perf_counter()
        mine = figures(text, paragraphs_of(text), statements)
        seconds += time.perf_counter() - started
        gold, found = gold + len(case["figures"]), found + len(mine)
        for g in case["figures"]:
            over = [f for f in mine if f.start < g["end"] and g["start"] < f.end]
            right = [f for f in over if same_value(g, f)]
            strict = [f for f in right if (f.start, f.end) == (g["start"], g["end"])]
            exact, loose = exact + bool(strict), loose + bool(right)
            if not strict and args.errors:
                print(
                    "MISSED " if not over else "SPAN   " if right else "VALUE  ",
                    _shown(text, g["start"], g["end"]),
                    over,
                )
            if right:
                f = right[0]
                units += f.unit == g["unit"]
                qualifiers += f.qualifier == g["qualifier"]
                expected = {None if k is None else str(k) for k in _either(g["attributed_to"])}
                owned = bool(expected & same[f.attributed_to])
                whose += owned
                if args.errors and (f.unit, f.qualifier) != (g["unit"], g["qualifier"]):
                    print("UNIT   ", _shown(text, f.start, f.end), (f.unit, f.qualifier), (g["unit"], g["qualifier"]))
                if args.errors and not owned:
                    print(
                        "WHOSE  ", _shown(text, f.start, f.end), f.attributed_to, same[f.attributed_to], "for", expected
                    )
        for f in mine:
            if not any(f.start < g["end"] and g["start"] < f.end for g in case["figures"]):
                spurious += 1
                if args.errors:
                    print("NONE   ", _shown(text, f.start, f.end), f.low)
    print(f"{args.cases.stem}: {len(cases)} articles, {gold} figures, {found} found, {spurious} that are none")
    for name, right in (("exact span and value", exact), ("overlap and value", loose)):
        print(f"{name:22} P {right / found:.3f} R {right / gold:.3f} F1 {2 * right / (found + gold):.3f}")
    print(f"unit {units / loose:.3f} qualifier {qualifiers / loose:.3f} whose ({args.statements}) {whose / loose:.3f}")
    print(f"{1000 * seconds / len(cases):.2f} ms an article")


if __name__ == "__main__":
    main()
