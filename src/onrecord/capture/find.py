"""From what a person names (files, folders, globs, standard input, URLs) to captures, in order."""

import glob
import io
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from onrecord.capture.decode import decode
from onrecord.capture.header import capture_header
from onrecord.capture.inflate import Gunzip, read_up_to
from onrecord.capture.limits import Limits, megabytes
from onrecord.capture.model import Capture, CapturedAtFrom, CaptureError, MediaType
from onrecord.capture.sniff import HEAD, sniff
from onrecord.capture.warc import warc_captures

_NO_PAGES = (".css", ".js", ".mjs", ".map", ".json", ".jsonl", ".py", ".sh")
"""Text that is no page and that nobody means when naming a folder: parts that browsers save beside a page, and
programs. Named itself, such a file is tried."""
_GLOB = re.compile(r"[*?\[]")
_URL = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
_SAVED_FROM = re.compile(rb"<!--\s?saved from url=\(\d{1,5}\)(https?://[!-~]{1,2000})\s", re.IGNORECASE)
_SINGLE_FILE = re.compile(rb"Page saved with SingleFile\s{1,9}url:\s{0,9}(https?://[!-~]{1,2000})\s", re.IGNORECASE)


def captures(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    limits: Limits | None = None,
    skipped: Counter[str] | None = None,
    allow_private: bool = False,
    stdin: IO[bytes] | None = None,
) -> Iterator[Capture | CaptureError]:
    """Yield every page that `inputs` name, in their order; what cannot be read is yielded as a
    `CaptureError`.

    An input is a file (HTML, plain text, WARC or WET, each also gzip-packed), a folder (read recursively, by
    name; hidden files left out), a glob (``**`` crosses folders), ``-`` for standard input, or a URL, which
    alone touches the network (see `onrecord.capture.fetch`, also for `allow_private`). `skipped`, if given,
    counts by kind what was left out because it is no page: records of a WARC, scripts and styles in a folder.

    Order is deterministic, and each input is read only when its turn comes. A capture's bytes are the page's
    own, unpacked, and so is its hash. `captured_at` comes from the WARC-Date, a header in the text or the
    fetch, else from the file's time of last change, in UTC.
    """
    limits = limits or Limits()
    skipped = Counter() if skipped is None else skipped
    for item in inputs:
        name = os.fspath(item)
        if name == "-":
            yield from _stream(stdin or sys.stdin.buffer, "-", None, limits, skipped)
        elif _URL.match(name):
            yield _fetched(name, allow_private, limits)
        else:
            for path in _paths(name, skipped):
                if isinstance(path, CaptureError):
                    yield path
                else:
                    yield from _file(path, limits, skipped)


def capture_of(
    data: bytes,
    *,
    source: str,
    media_type: MediaType | None = None,
    charset: str | None = None,
    limits: Limits | None = None,
) -> Capture:
    """Return the capture of one page whose bytes are at hand.

    What it is, unless `media_type` says so, is told from the bytes. Raises `CaptureError` for what is empty,
    too large, no page, or more than one (a WARC; read that with `captures` or `warc_captures`).
    """
    limits = limits or Limits()
    if len(data) > limits.page_bytes:
        raise _too_large(source, len(data), limits)
    if media_type is None:
        kind = sniff(data[:HEAD], source)
        if kind in ("gzip", "warc"):
            raise CaptureError(source, f"is a {kind} file, not one page")
        media_type = "text/html" if kind == "html" else "text/plain"
    return _page(data, source, media_type, None, charset)


def _fetched(url: str, allow_private: bool, limits: Limits) -> Capture | CaptureError:
    from onrecord.capture.fetch import fetch  # the network, only where somebody asks for it

    try:
        return fetch(url, allow_private=allow_private, limits=limits)
    except CaptureError as error:
        return error


def _paths(name: str, skipped: Counter[str]) -> Iterator[Path | CaptureError]:
    """Yield the files that `name` (a file, a folder, a glob) stands for."""
    if "\0" in name or not name:
        yield CaptureError(repr(name), "is not a name a file can have")
        return
    path = Path(name)
    try:
        if path.is_dir():
            yield from _folder(path, frozenset(), skipped)
        elif _GLOB.search(name) and not os.path.lexists(name):
            found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute patterns)
            if not found:
                yield CaptureError(name, "matches no file")
            for each in map(Path, found):
                if each.is_dir():  # with ** the files within are matches themselves
                    if "**" not in name:
                        yield from _folder(each, frozenset(), skipped)
                else:
                    yield each
        else:
            yield path
    except (OSError, ValueError) as error:
        yield CaptureError(name, _reason(error))


def _folder(folder: Path, above: frozenset[tuple[int, int]], skipped: Counter[str]) -> Iterator[Path | CaptureError]:
    """Yield the files in `folder` and below, by name. `above` holds the folders on the way here, to see a
    loop."""
    try:
        status = folder.stat()
        here = (status.st_dev, status.st_ino)
        if here in above:
            yield CaptureError(str(folder), "is a link back to a folder that holds it")
            return
        if len(above) > 100:
            yield CaptureError(str(folder), "lies more than 100 folders deep, not read")
            return
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield CaptureError(str(folder), _reason(error))
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        try:
            is_folder = entry.is_dir()
        except OSError:
            is_folder = False
        if is_folder:
            stem = entry.name.removesuffix("_files")
            if stem != entry.name and {f"{stem}.html", f"{stem}.htm"} & names:
                skipped["folder of a saved page's parts"] += 1
            else:
                yield from _folder(path, above | {here}, skipped)
        elif entry.name.lower().endswith(_NO_PAGES):
            skipped[f"{path.suffix.lower()} file in a folder"] += 1
        else:
            yield path


def _file(path: Path, limits: Limits, skipped: Counter[str]) -> Iterator[Capture | CaptureError]:
    source = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            yield CaptureError(source, "is a folder")
            return
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            yield CaptureError(source, "is no ordinary file (a pipe, socket or device)")
            return
        with path.open("rb", buffering=0) as opened:
            yield from _stream(opened, source, status, limits, skipped)
    except (OSError, ValueError) as error:
        yield CaptureError(source, _reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied)"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror})"
    return f"cannot be read ({type(error).__name__})"


class _Headed:
    """A stream whose start can be seen before it is read."""

    def __init__(self, stream: IO[bytes] | io.RawIOBase, source: str) -> None:
        self._stream = stream
        self._failed: CaptureError | None = None
        head = b""
        try:
            while len(head) < HEAD and (data := stream.read(HEAD - len(head))):
                head += data
        except CaptureError as error:  # what was unpacked before the damage may hold whole records
            if not head:
                raise
            self._failed = error
        self.head = head
        self._left = head

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes; none only at the end."""
        if self._left:
            cut = len(self._left) if size < 0 else size
            data, self._left = self._left[:cut], self._left[cut:]
            return data
        if self._failed:
            raise self._failed
        return self._stream.read(HEAD if size < 0 else size) or b""


def _stream(
    opened: IO[bytes], source: str, status: os.stat_result | None, limits: Limits, skipped: Counter[str]
) -> Iterator[Capture | CaptureError]:
    """Yield what `opened` holds. `status` is the file's, if it is one. Raises OSError where reading fails."""
    try:
        stream = _Headed(opened, source)
        kind = sniff(stream.head, source, source)
        packed = kind == "gzip"
        if packed:
            stream = _Headed(Gunzip(stream, source, limits), source)
            kind = sniff(stream.head, source, source)
            if kind == "gzip":
                raise CaptureError(source, "is gzip within gzip, not read further")
        if kind == "warc":
            yield from warc_captures(stream, source, limits=limits, skipped=skipped)
            return
        size = 0 if status is None or packed else status.st_size
        if size <= limits.page_bytes:
            data = read_up_to(stream, limits.page_bytes)
            size = max(size, len(data))
        if size > limits.page_bytes:
            raise _too_large(source, size if status and not packed else None, limits, packed)
        yield _page(data, source, "text/html" if kind == "html" else "text/plain", status)
    except CaptureError as error:
        yield error


def _too_large(source: str, size: int | None, limits: Limits, packed: bool = False) -> CaptureError:
    is_so = f"is {megabytes(size)}, more" if size else f"{'unpacks to' if packed else 'is'} more"
    return CaptureError(source, f"{is_so} than the {megabytes(limits.page_bytes)} a page may have")


def _page(
    data: bytes,
    source: str,
    media_type: MediaType,
    status: os.stat_result | None,
    charset: str | None = None,
) -> Capture:
    at: str | None = None
    told_by: CapturedAtFrom | None = None
    url: str | None = None
    if media_type == "text/html":
        head = data[:HEAD]
        # Few pages hold these words, and they are found faster than the expressions are tried at each byte.
        small = head.lower()
        found = (_SAVED_FROM.search(head) if b"saved from" in small else None) or (
            _SINGLE_FILE.search(head) if b"saved with" in small else None
        )
        url = found[1].decode("ascii") if found else None
    else:
        start = Capture.of(data[:4096], source=source, media_type="text/plain", charset=charset)
        header = capture_header(decode(start))
        if header:
            at, told_by, url = header.captured_at, "header", header.url
    if at is None and status is not None:
        moment = datetime.fromtimestamp(int(status.st_mtime), UTC)
        at, told_by = moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "file-time"
    return Capture.of(
        data,
        source=source,
        media_type=media_type,
        captured_at=at,
        captured_at_from=told_by,
        url=url,
        charset=charset,
    )
