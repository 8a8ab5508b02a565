"""Where the stages meet: from an input, by way of its capture and its page, to its reading.

Many inputs go through worker processes. A page that takes a worker down with it, or takes too long, is
reported as one that failed, and the others are read; what comes out is in the order of the inputs and does
not depend on how many workers there are.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, json, structs

from onrecord.article.model import Page
from onrecord.capture.find import capture_of, captures
from onrecord.capture.model import Capture, CaptureError, MediaType
from onrecord.reading.model import Annotations, Models, ReaderInfo, Reading

if TYPE_CHECKING:
    from pebble import ProcessFuture

    from onrecord.reading import Reader

    Pending = ProcessFuture[tuple[Page, Annotations] | str]

Source = str | os.PathLike[str] | bytes
"""What `read` takes: a path, an ``http://`` or ``https://`` URL, ``-`` for standard input, or a page's own
bytes.
"""

TIME_LIMIT = 120.0
"""Seconds that one page may take in a worker before it is given up."""

_AHEAD = 2
"""Pages waiting for each worker: enough to keep it busy, few enough to bound memory."""


class _Named(Struct):
    """What a model's configuration says of it that concerns this module."""

    name: str


class Done(NamedTuple):
    """A capture's page, with what was read from it if that was asked for."""

    capture: Capture
    page: Page
    annotations: Annotations


def read(
    source: Source | None = None,
    *,
    text: str | None = None,
    media_type: MediaType | None = None,
    allow_private: bool = False,
) -> Reading:
    """Read one page and return what is on it and what was stated, with the characters that prove it.

    `source` is a path, a URL, ``"-"`` for standard input, or the page's bytes; `text` is a page's text
    instead. `media_type` says what bytes are where they do not show it themselves. A URL is fetched only from
    public addresses, unless `allow_private`. The page is read in this process.

    Raises `CaptureError` if the input cannot be read, ValueError if it holds more than one page (a WARC, a
    folder: use `read_many`), or neither or both of `source` and `text` are given.

    >>> reading = read(text="Rates will stay where they are, the bank said.")
    >>> reading.text[0:5]
    'Rates'
    """
    capture = one_capture(source, text=text, media_type=media_type, allow_private=allow_private)
    return _reading(_done(capture, annotate=True))


def page(
    source: Source | None = None,
    *,
    text: str | None = None,
    media_type: MediaType | None = None,
    allow_private: bool = False,
) -> Page:
    """Return one page as blocks with their roles and its article, without reading what was stated.

    Takes what `read` takes, and raises what `read` raises.

    >>> page(text="Rates will stay where they are, the bank said.").blocks[0].start
    0
    """
    return _page_of(one_capture(source, text=text, media_type=media_type, allow_private=allow_private))


def read_many(
    sources: Iterable[str | os.PathLike[str]],
    *,
    jobs: int | None = 1,
    allow_private: bool = False,
    time_limit: float = TIME_LIMIT,
) -> Iterator[Reading | CaptureError]:
    """Read all pages of `sources` (paths, folders, globs, WARC and WET files, URLs), in order.

    Yields a `Reading` for each page and a `CaptureError` for each input that could not be read; an error of
    one leaves the others alone. `jobs` is the number of worker processes, which does not change what comes
    out. With 0 the pages are read in this process, which dies with a page that kills it; None means 0 for a
    single page, else as many workers as there are cores, at most 4. `time_limit` is in seconds for each page.
    Workers are started afresh, so a script that calls this needs the usual ``if __name__ == "__main__":``.

    >>> list(read_many([], jobs=0))
    []
    """
    return read_captures(captures(sources, allow_private=allow_private), jobs=jobs, time_limit=time_limit)


def read_captures(
    found: Iterable[Capture | CaptureError], *, jobs: int | None = 1, time_limit: float = TIME_LIMIT
) -> Iterator[Reading | CaptureError]:
    """Read what the capture layer found; as `read_many`."""
    for outcome in _each(found, jobs, time_limit, annotate=True):
        yield outcome if isinstance(outcome, CaptureError) else _reading(outcome)


def pages_of(
    found: Iterable[Capture | CaptureError], *, jobs: int | None = 1, time_limit: float = TIME_LIMIT
) -> Iterator[tuple[Capture, Page] | CaptureError]:
    """Cut what the capture layer found into blocks with roles; otherwise as `read_many`."""
    for outcome in _each(found, jobs, time_limit, annotate=False):
        yield outcome if isinstance(outcome, CaptureError) else (outcome.capture, outcome.page)


def one_capture(
    source: Source | None = None,
    *,
    text: str | None = None,
    media_type: MediaType | None = None,
    allow_private: bool = False,
) -> Capture:
    """Return the one capture that `source` or `text` is; raises as `read` does."""
    if (source is None) == (text is None):
        raise ValueError("give either a source or a text")
    if text is not None:
        data = text.encode("utf-8", "replace")
        return capture_of(data, source="text", media_type=media_type or "text/plain", charset="utf-8")
    if isinstance(source, bytes):
        return capture_of(source, source="bytes", media_type=media_type)
    assert source is not None
    first: Capture | None = None
    for found in captures([source], allow_private=allow_private):
        if isinstance(found, CaptureError):
            raise found
        if first is not None:
            raise ValueError(f"{os.fspath(source)} holds more than one page; use read_many")
        first = found
    if first is None:
        raise CaptureError(os.fspath(source), "holds no page")
    return first


def reader_info() -> ReaderInfo:
    """Return OnRecord's version and its models' names, without loading the models."""
    from onrecord.article.roles import MODEL as BLOCKS
    from onrecord.reading.entities.weigh import MODEL as ENTITIES
    from onrecord.reading.speakers.rank import MODEL as SPEAKERS

    config = (Path(__file__).parent / "reading" / "weights" / "config.json").read_bytes()
    attribution = json.decode(config, type=_Named).name
    models = Models(blocks=BLOCKS, attribution=attribution, entities=ENTITIES, speakers=SPEAKERS)
    return ReaderInfo(onrecord=version(), models=models)


def fault(error: Exception) -> str:
    """Return what a report of a fault of ours starts with: its name and the place in the code."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f" at {Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else ""
    return f"{type(error).__name__}{place}"


def version() -> str:
    """Return OnRecord's version."""
    from importlib.metadata import version as installed

    return installed("onrecord")


def _page_of(capture: Capture, *, selectors: bool = True) -> Page:
    from onrecord.article.page import page_of
    from onrecord.capture.decode import decode

    return page_of(capture, decode(capture), selectors=selectors)


def _done(capture: Capture, *, annotate: bool) -> Done:
    page = _page_of(capture, selectors=not annotate)
    if not annotate or page.kind != "article":
        return Done(capture, page, Annotations())
    return Done(capture, page, _reader().annotations(page))


def _reading(done: Done) -> Reading:
    return Reading(
        capture=done.capture,
        page=done.page,
        reader=_info(),
        **structs.asdict(done.annotations),
    )


_info = cache(reader_info)

_threads = 0
"""In a worker, the threads its reader may use; 0 leaves it to the reader. Readings do not depend on it."""


@cache
def _reader() -> "Reader":
    from onrecord.reading import Reader

    return Reader(threads=_threads)


def _start_worker(threads: int) -> None:
    global _threads  # noqa: PLW0603 - a worker process has one reader, and this is the only way to tell it
    _threads = threads
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted too, and ends its workers


def _work(capture: Capture, annotate: bool) -> tuple[Page, Annotations] | str:
    """Run in a worker; a page that cannot be read comes back as the sentence that says why."""
    try:
        return _done(capture, annotate=annotate)[1:]
    except CaptureError as error:
        return error.message
    except MemoryError:
        return "it needs more memory than there is"
    except Exception as error:
        # A fault of ours on one page must not cost the others; its name is what a report starts with.
        return f"OnRecord failed on it ({fault(error)}); please report this with the page"


def _result(capture: Capture, outcome: tuple[Page, Annotations] | str) -> Done | CaptureError:
    return CaptureError(capture.source, outcome) if isinstance(outcome, str) else Done(capture, *outcome)


def _each(
    found: Iterable[Capture | CaptureError], jobs: int | None, time_limit: float, *, annotate: bool
) -> Iterator[Done | CaptureError]:
    if jobs is None:
        # A worker takes as long to start as a page to read, so a single page gets none.
        found = iter(found)
        first = list(islice(found, 2))
        found = chain(first, found)
        jobs = min(4, _cores()) if len(first) > 1 else 0
    if jobs < 0:
        raise ValueError("jobs must not be negative")
    if jobs == 0:
        return _each_here(found, time_limit, annotate)
    return _each_in_workers(found, jobs, time_limit, annotate)


def _each_here(
    found: Iterable[Capture | CaptureError], time_limit: float, annotate: bool
) -> Iterator[Done | CaptureError]:
    for one in found:
        if isinstance(one, CaptureError):
            yield one
            continue
        try:
            with _alarm(time_limit):
                outcome = _work(one, annotate)
        except _Overdue:
            yield _given_up(one, time_limit)
        else:
            yield _result(one, outcome)


class _Overdue(BaseException):
    """Time is up; no `except Exception` on the way may swallow it."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise `_Overdue` after `seconds`, where the system has alarms and this is the thread that gets them."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: object) -> None:
        raise _Overdue

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _given_up(capture: Capture, time_limit: float) -> CaptureError:
    return CaptureError(capture.source, f"given up after {time_limit:g} seconds")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _each_in_workers(
    found: Iterable[Capture | CaptureError], jobs: int, time_limit: float, annotate: bool
) -> Iterator[Done | CaptureError]:
    from pebble import ProcessPool

    waiting: deque[CaptureError | tuple[Capture, Pending]] = deque()
    pool = ProcessPool(
        max_workers=jobs,
        initializer=_start_worker,
        initargs=(max(1, _cores() // jobs),),
        context=get_context("spawn"),
    )
    try:
        for one in found:
            if isinstance(one, CaptureError):
                waiting.append(one)
            else:
                waiting.append((one, pool.schedule(_work, (one, annotate), timeout=time_limit)))
            while waiting and (len(waiting) > jobs * _AHEAD or _is_ready(waiting[0])):
                yield _outcome(waiting.popleft(), time_limit)
        while waiting:
            yield _outcome(waiting.popleft(), time_limit)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _is_ready(one: "CaptureError | tuple[Capture, Pending]") -> bool:
    return isinstance(one, CaptureError) or one[1].done()


def _outcome(one: "CaptureError | tuple[Capture, Pending]", time_limit: float) -> Done | CaptureError:
    from pebble import ProcessExpired

    if isinstance(one, CaptureError):
        return one
    capture, pending = one
    try:
        return _result(capture, pending.result())
    except TimeoutError:
        return _given_up(capture, time_limit)
    except ProcessExpired:
        return CaptureError(capture.source, "the process that read it died, most likely for want of memory")
