"""``/static/``: styles, scripts and fonts, all our own copies, under an address that changes with their bytes.

The address holds a hash of all of them together, so that a browser may keep each for ever, and files find each other by
relative addresses.
"""

import gzip
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord.web.problems import Problem

PREFIX = "/static"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
"""What is served, by how its name ends; nothing else is."""
_SQUEEZED = frozenset((".css", ".js", ".svg", ".txt"))

router = APIRouter(include_in_schema=False)


class Asset(NamedTuple):
    """A file as it is sent: `squeezed` is its gzip form, None for what is compressed by itself."""

    data: bytes
    squeezed: bytes | None
    media_type: str


class Assets(NamedTuple):
    """All files by their paths below ``static/``, and the hash that is in their addresses."""

    hash: str
    files: dict[str, Asset]


@cache
def assets() -> Assets:
    """Return all files; they are read once, and never change while the server runs."""
    files: dict[str, Asset] = {}
    whole = sha256()
    found: dict[str, bytes] = {}
    _gather(resources.files("onrecord.web.desk") / "static", "", found)
    for path, data in sorted(found.items()):
        whole.update(f"{path}\0{len(data)}\0".encode() + data)
        suffix = path[path.rindex(".") :]
        squeezed = gzip.compress(data, 9, mtime=0) if suffix in _SQUEEZED else None
        files[path] = Asset(data, squeezed, KINDS[suffix])
    return Assets(whole.hexdigest()[:16], files)


def asset(path: str) -> str:
    """Return the address of the file `path` below ``static/``. Raises `KeyError` if there is none."""
    kept = assets()
    if path not in kept.files:
        raise KeyError(f"There is no file static/{path}.")
    return f"{PREFIX}/{kept.hash}/{path}"


@router.get(PREFIX + "/{hash}/{path:path}")
def static(request: Request, hash: str, path: str) -> Response:
    """Send a file. One that is asked for by another hash is of another version, and must not be kept as this one."""
    kept = assets()
    found = kept.files.get(path)
    if found is None or hash != kept.hash:
        raise Problem("not-found", "There is no such file here; load the page again.")
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    data = found.data
    if found.squeezed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        data = found.squeezed
        headers["Content-Encoding"] = "gzip"
    return Response(data, media_type=found.media_type, headers=headers)


def _gather(folder: Traversable, prefix: str, found: dict[str, bytes]) -> None:
    for one in folder.iterdir():
        path = f"{prefix}{one.name}"
        if one.is_dir():
            _gather(one, f"{path}/", found)
        elif any(path.endswith(suffix) for suffix in KINDS):
            found[path] = one.read_bytes()
