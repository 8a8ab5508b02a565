"""From an input, by way of its capture and its page, to its reading: what the library and the commands call."""

import os
from collections.abc import Iterable, Iterator

from onrecord.article.model import Page
from onrecord.capture.find import capture_of, captures
from onrecord.capture.model import Capture, CaptureError, MediaType
from onrecord.pipeline.one import done, page_from, reading_of
from onrecord.pipeline.workers import TIME_LIMIT, each
from onrecord.reading.model import Reading

Source = str | os.PathLike[str] | bytes
"""What `read` takes: a path, an ``http://`` or ``https://`` URL, ``-`` for standard input, or a page's own
bytes.
"""


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
    return reading_of(done(capture, annotate=True))


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
    return page_from(one_capture(source, text=text, media_type=media_type, allow_private=allow_private))


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
    for outcome in each(found, jobs, time_limit, annotate=True):
        yield outcome if isinstance(outcome, CaptureError) else reading_of(outcome)


def pages_of(
    found: Iterable[Capture | CaptureError], *, jobs: int | None = 1, time_limit: float = TIME_LIMIT
) -> Iterator[tuple[Capture, Page] | CaptureError]:
    """Cut what the capture layer found into blocks with roles; otherwise as `read_many`."""
    for outcome in each(found, jobs, time_limit, annotate=False):
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
