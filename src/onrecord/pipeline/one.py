"""One page: from its capture to its blocks, and to what is read from them, in this process."""

import signal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from onrecord.article.model import Page
from onrecord.capture.model import Capture, CaptureError
from onrecord.pipeline.info import fault, reader_info
from onrecord.reading.model import Annotations, Reading

if TYPE_CHECKING:
    from onrecord.reading import Reader


class Done(NamedTuple):
    """A capture's page, with what was read from it if that was asked for."""

    capture: Capture
    page: Page
    annotations: Annotations


def page_from(capture: Capture, *, selectors: bool = True) -> Page:
    """Return the page of a capture as blocks; with `selectors` each says where in the markup it stood. Raises
    `CaptureError`.
    """
    from onrecord.article.page import page_of

    return page_of(capture, selectors=selectors)


def done(capture: Capture, *, annotate: bool) -> Done:
    """Return the page of a capture, and what is read from it if `annotate`. Raises `CaptureError`."""
    page = page_from(capture, selectors=not annotate)
    if not annotate or page.kind != "article":
        return Done(capture, page, Annotations())
    return Done(capture, page, _reader().annotations(page))


def annotated(page: Page) -> Annotations:
    """Return what is stated on a page, whatever kind of page it seems to be."""
    return _reader().annotations(page)


def reading_of(done: Done) -> Reading:
    """Return what was found on a page as a reading, signed with what read it."""
    return Reading(
        capture=done.capture,
        page=done.page,
        reader=reader_info(),
        **structs.asdict(done.annotations),
    )


_threads = 0
"""In a worker, the threads its reader may use; 0 leaves it to the reader. Readings do not depend on it."""


@cache
def _reader() -> "Reader":
    from onrecord.reading import Reader

    return Reader(threads=_threads)


def start_worker(threads: int) -> None:
    """Make this process ready for work: its reader may use so many `threads`."""
    global _threads  # noqa: PLW0603 - a worker process has one reader, and this is the only way to tell it
    _threads = threads
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted too, and ends its workers


def work(capture: Capture, annotate: bool) -> tuple[Page, Annotations] | str:
    """Run in a worker; a page that cannot be read comes back as the sentence that says why."""
    try:
        return done(capture, annotate=annotate)[1:]
    except CaptureError as error:
        return error.message
    except MemoryError:
        return "it needs more memory than there is"
    except Exception as error:
        # A fault of ours on one page must not cost the others; its name is what a report starts with.
        return f"OnRecord failed on it ({fault(error)}); please report this with the page"
