"""Score the reading's time expressions on TempEval-3's TBAQ.

``python -m training.times.evaluate [--part tune|check] [--errors]``

Spans: F1 of exact ones (strict) and of those that overlap (relaxed). Values as TempEval-3 scores them: the share of
the overlapping pairs whose value is the same (accuracy), and F1 of the expressions that are found with the right
value. Errors are shown of the tune part only. TempEval-3's scorer: UzZaman et al. 2013.
"""

import argparse
from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

from onrecord.reading.model import TimeExpression
from onrecord.reading.times import times
from training.times.data import Document, Timex, documents

Reader = Callable[[Document], list[TimeExpression]]


class Score(NamedTuple):
    """Counts over documents: gold and found expressions, found exactly, found overlapping, of these right values."""

    gold: int
    found: int
    exact: int
    overlapping: int
    values: int
    types: int

    def f1(self, right: int) -> float:
        """F1 of what is right among found and gold."""
        return 2 * right / (self.gold + self.found) if self.gold + self.found else 0.0


def pairs(gold: list[Timex], found: list[TimeExpression]) -> list[tuple[Timex, TimeExpression]]:
    """Match each gold expression with the first found one that overlaps it and is not taken."""
    out, taken = [], set()
    for g in gold:
        for place, f in enumerate(found):
            if place not in taken and f.span[0] < g.end and g.start < f.span[1]:
                taken.add(place)
                out.append((g, f))
                break
    return out


def reading(document: Document) -> list[TimeExpression]:
    """What the package itself finds."""
    return times(document.text, document.paragraphs, document.created)


def measure(part: list[Document], read: Reader = reading) -> Score:
    """Score a reader on documents."""
    counts = [0] * 6
    for document in part:
        found = read(document)
        matched = pairs(document.times, found)
        counts[0] += len(document.times)
        counts[1] += len(found)
        counts[2] += sum((g.start, g.end) == f.span for g, f in matched)
        counts[3] += len(matched)
        counts[4] += sum(g.value == f.value for g, f in matched)
        counts[5] += sum(g.type == f.type for g, f in matched)
    return Score(*counts)


def report(name: str, score: Score) -> str:
    """One line of figures."""
    return (
        f"{name}: {score.gold} expressions, {score.found} found | span F1 strict {score.f1(score.exact):.3f}"
        f" relaxed {score.f1(score.overlapping):.3f} | value F1 {score.f1(score.values):.3f}"
        f" accuracy {score.values / max(1, score.overlapping):.3f} | type F1 {score.f1(score.types):.3f}"
    )


def errors(part: list[Document]) -> None:
    """Print what is missed, what is too much, and what has another value."""
    for document in part:
        found = reading(document)
        matched = pairs(document.times, found)
        text = document.text.replace("\n", " ")

        def around(start: int, end: int, text: str = text) -> str:
            return f"{text[max(0, start - 50) : start]}[{text[start:end]}]{text[end : end + 25]}"

        hits = {id(f) for _, f in matched}
        kept = {g for g, _ in matched}
        for g, f in matched:
            if g.value != f.value:
                print("VALUE", document.created[:10], g.value, f.value, "|", around(*f.span))
            elif (g.start, g.end) != f.span:
                print("SPAN ", f"[{text[g.start : g.end]}]", "|", around(*f.span))
        for g in document.times:
            if g not in kept:
                print("MISS ", g.type, g.value, "|", around(g.start, g.end))
        for f in found:
            if id(f) not in hits:
                print("EXTRA", f.type, f.value, "|", around(*f.span))


def main() -> None:
    """Print the figures of one part or of both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=["tune", "check"])
    parser.add_argument("--errors", action="store_true", help="show the tune part's errors")
    options = parser.parse_args()
    for part in ("tune", "check"):
        if options.part in (None, part):
            loaded = list(documents(part))
            start = perf_counter()
            score = measure(loaded)
            spent = perf_counter() - start
            words = sum(len(d.text.split()) for d in loaded)
            print(report(part, score), f"| {spent / words * 800 * 1000:.2f} ms for 800 words")
    if options.errors:
        errors(list(documents("tune")))


if __name__ == "__main__":
    main()
