"""Whether near-copies of held-out articles are told, whole and in part, and nothing else joined.

    python -m benchmarks copies [--half dev|held] [--seed N] [--limit N] [--show]

Each article stands in the archive as its own outlet has it, with eight copies of other outlets (`near_copies`), and
with pages that are none: the same quotations in another's prose, and another article of the same outlet that ends with
paragraphs of this one. All are added to an archive of SQLite and compared there as `onrecord add` does. Every pair of
two outlets is judged: it is a copy where the truth says that paragraphs went from the one to the other, or both have
the same paragraphs of a third.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import onrecord
from benchmarks.corpora import MissingError
from benchmarks.near_copies import PART, SORTS, Made, made, sources, templates
from onrecord.capture.model import Capture
from onrecord.pipeline.tracing import copying
from onrecord.reading.model import Models, ReaderInfo, Reading
from onrecord.record.adding import add
from onrecord.record.captures import find_capture
from onrecord.record.opening import open_archive
from onrecord.record.stories import copies as rows

_READER = ReaderInfo(onrecord="0", models=Models(blocks="", attribution="", entities="", speakers=""))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print precision, recall and F1 of copies and versions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("dev", "held"), default="dev")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=None, help="only the first N articles")
    parser.add_argument("--show", action="store_true", help="print what is told wrongly")
    asked = parser.parse_args(arguments)
    try:
        found, pages = sources(asked.half)[: asked.limit], templates(asked.half)
    except MissingError as missing:
        print(f"left out: {missing}")
        return 0
    everything = list(made(found, pages, random.Random(asked.seed)))
    print(f"{len(found)} articles, {len(pages)} templates, {len(everything)} pages")
    with tempfile.TemporaryDirectory() as folder:
        _judge(everything, Path(folder) / "archive.db", asked.show)
    return 0


def reading(one: Made) -> Reading:
    """Return a page's reading, but for what was stated on it."""
    capture = Capture.of(one.page, source=one.url, media_type="text/html", url=one.url)
    return Reading(capture=capture, page=onrecord.page(one.page), statements=[], reader=_READER)


def _judge(everything: list[Made], where: Path, show: bool) -> None:
    with open_archive(str(where), make=True) as archive:
        read = [reading(one) for one in everything]
        add(archive, read)
        spent = 0.0
        with archive.writing() as connection:
            ids = [find_capture(connection, one.capture.sha256) for one in read]
            slowest = 0.0
            for capture_id, one in zip(ids, read, strict=True):
                began = time.process_time()
                copying.update(connection, capture_id, one)
                slowest = max(slowest, time.process_time() - began)
                spent += time.process_time() - began
            number = {capture_id: place for place, capture_id in enumerate(ids)}
            told = {}
            for capture_id in ids:
                for row in rows.copies_of(connection, [capture_id]):
                    told[frozenset((number[row.capture_id], number[row.other_id]))] = row.whole
            editions = rows.editions(connection, ids)
    print(f"compared in {spent / len(read) * 1e3:.1f} ms of processor a page, {slowest * 1e3:.0f} ms at most")
    _copies(everything, told, show)
    _versions(everything, [editions[one].article for one in ids], show)


def _copies(everything: list[Made], told: dict[frozenset[int], bool], show: bool) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    kinds = wrong = found = 0
    natural = []
    for a, b in combinations(range(len(everything)), 2):
        one, other = everything[a], everything[b]
        truth = _truth(one, other)
        joined = told.get(frozenset((a, b)))
        if truth is None:
            continue
        if truth == "none":
            if joined is not None:
                wrong += 1
                natural.append((one, other))
            continue
        total[truth] += 1
        right[truth] += joined is not None
        found += joined is not None
        kinds += joined is not None and joined == (truth != PART)
        if joined is None and show:
            print("missed:", one.name, "|", other.name)
    if show:
        for one, other in natural:
            print("joined wrongly:", one.name, "|", other.name)
    for sort, count in total.items():
        print(f"  {sort:<42}{right[sort]:>6} of {count:>6}  {right[sort] / count:.4f}")
    precision, recall = found / max(1, found + wrong), found / max(1, sum(total.values()))
    score = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"copies: precision {precision:.4f} ({wrong} joined wrongly), recall {recall:.4f}, F1 {score:.4f}")
    print(f"whole or in part told rightly: {kinds / max(1, found):.4f} of {found}")


def _truth(one: Made, other: Made) -> str | None:
    """Return how one page copies the other, "none" if it does not; None for what is not judged: pages of one outlet,
    and two pages that have some paragraphs of a third article, neither all of it.
    """
    if one.outlet == other.outlet:
        return None
    common = set(one.shares) & set(other.shares)
    if not common:
        return None if _background(one, other) else "none"
    for page, its in ((one, other), (other, one)):
        if page.is_original and its.sort in SORTS and page.main == its.shares[-1]:
            return its.sort
    return None


def _background(one: Made, other: Made) -> bool:
    """Say whether one page ends with paragraphs of an article that the other has: they do share prose."""
    for page, its in ((one, other), (other, one)):
        if page.sort == "background" and page.name.removesuffix(" the same background") in its.shares:
            return True
    return False


def _versions(everything: list[Made], articles: list[int], show: bool) -> None:
    """Judge which pages are taken for versions of one article: all of one outlet that have the same one first."""
    right = missed = wrong = 0
    for a, b in combinations(range(len(everything)), 2):
        one, other = everything[a], everything[b]
        truth = one.outlet == other.outlet and one.main == other.main
        joined = articles[a] == articles[b]
        right += truth and joined
        missed += truth and not joined
        wrong += joined and not truth
        if show and truth != joined:
            print("no version of:" if truth else "one article:", one.name, "|", other.name)
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    print(f"versions: precision {precision:.4f} ({wrong} joined wrongly), recall {recall:.4f} of {right + missed}")


if __name__ == "__main__":
    sys.exit(main())
