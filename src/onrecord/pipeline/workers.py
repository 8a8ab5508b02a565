"""Many pages: here or in worker processes, each within its time, in the order they were given.

A page that takes a worker down with it, or takes too long, is reported as one that failed, and the others are read;
what comes out does not depend on how many workers there are.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from onrecord.article.model import Page
from onrecord.capture.model import Capture, CaptureError
from onrecord.pipeline.one import Done, start_worker, work
from onrecord.reading.model import Annotations

if TYPE_CHECKING:
    from pebble import ProcessFuture

    Pending = ProcessFuture[tuple[Page, Annotations] | str]

T = TypeVar("T")

TIME_LIMIT = 120.0
"""Seconds that one page may take in a worker before it is given up."""

_AHEAD = 2
"""Pages waiting for each worker: enough to keep it busy, few enough to bound memory."""


def each(
    found: Iterable[Capture | T], jobs: int | None, time_limit: float, *, annotate: bool
) -> Iterator[Done | CaptureError | T]:
    """Yield what is on each page that was found, and if `annotate` what is stated there; `jobs` as `read_many` has it.

    What is no capture is passed on in its place. Raises ValueError for negative `jobs`.
    """
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


def _each_here(found: Iterable[Capture | T], time_limit: float, annotate: bool) -> Iterator[Done | CaptureError | T]:
    for one in found:
        if not isinstance(one, Capture):
            yield one
            continue
        try:
            with _alarm(time_limit):
                outcome = work(one, annotate)
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


class _Begun(NamedTuple):
    """A capture that a worker has, and what will come of it."""

    capture: Capture
    pending: "Pending"


def _each_in_workers(
    found: Iterable[Capture | T], jobs: int, time_limit: float, annotate: bool
) -> Iterator[Done | CaptureError | T]:
    from pebble import ProcessPool

    waiting: deque[_Begun | T] = deque()
    pool = ProcessPool(
        max_workers=jobs,
        initializer=start_worker,
        initargs=(max(1, _cores() // jobs),),
        context=get_context("spawn"),
    )
    try:
        for one in found:
            if isinstance(one, Capture):
                waiting.append(_Begun(one, pool.schedule(work, (one, annotate), timeout=time_limit)))
            else:
                waiting.append(one)
            while waiting and (len(waiting) > jobs * _AHEAD or _is_ready(waiting[0])):
                yield _outcome(waiting.popleft(), time_limit)
        while waiting:
            yield _outcome(waiting.popleft(), time_limit)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _is_ready(one: _Begun | T) -> bool:
    return not isinstance(one, _Begun) or one.pending.done()


def _outcome(one: _Begun | T, time_limit: float) -> Done | CaptureError | T:
    from pebble import ProcessExpired

    if not isinstance(one, _Begun):
        return one
    try:
        return _result(one.capture, one.pending.result())
    except TimeoutError:
        return _given_up(one.capture, time_limit)
    except ProcessExpired:
        return CaptureError(one.capture.source, "the process that read it died, most likely for want of memory")


def _result(capture: Capture, outcome: tuple[Page, Annotations] | str) -> Done | CaptureError:
    return CaptureError(capture.source, outcome) if isinstance(outcome, str) else Done(capture, *outcome)
