"""Reading pages for an assistant: those of the archive, or such as are kept in it first; a text only in passing."""

from pathlib import Path
from typing import Annotated

import msgspec
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from onrecord.capture.fetch import fetch
from onrecord.capture.find import capture_of, captures
from onrecord.capture.model import Capture, CaptureError
from onrecord.pipeline import read_captures
from onrecord.pipeline.archiving import Work, add_captures
from onrecord.record import lookup
from onrecord.record.lookup import StatementFilter
from onrecord.record.opening import Archive
from onrecord.web.assistant import forms, quoting
from onrecord.web.assistant.telling import told

MOST_WORDS = 20_000
"""Code points of a page's body that are returned."""
MOST_STATEMENTS = 60
"""Statements of a page that are returned."""
_TEXT = 200_000
_SECONDS = 60.0


class Allowed(msgspec.Struct, frozen=True, kw_only=True):
    """What an assistant may have done: pages fetched (`private`: from private addresses too), local `paths` read.

    Whatever is fetched or read from a path is kept in the archive.
    """

    fetching: bool = True
    private: bool = False
    paths: bool = False


class PageReader:
    """The tools that read whole pages."""

    def __init__(self, archive: Archive, allowed: Allowed) -> None:
        self._archive = archive
        self._allowed = allowed

    def read_page(
        self,
        article: Annotated[str, Field(pattern="^[0-9a-f]{6,64}$")] | None = None,
        url: Annotated[str, Field(max_length=8192)] | None = None,
        path: Annotated[str, Field(max_length=4096)] | None = None,
    ) -> forms.PageRead:
        """Read a page: one of the archive by its SHA-256 (or its first digits), or one at a public web address.

        Give one of `article`, `url` and `path`. A page that is fetched is kept in the archive first, so that what is
        quoted from it has a ref. Local paths are read only where the server was told so.
        """
        if [article, url, path].count(None) != 2:
            raise ToolError("Give one of article, url and path.")
        with told():
            ident = article or self._kept(self._capture(url, path))
            return self._page(ident)

    def read_text(self, text: Annotated[str, Field(min_length=1, max_length=_TEXT)]) -> forms.TextRead:
        """Find who says what in a text that you give. Nothing of it is kept or gets a ref: a text proves nothing."""
        with told():
            capture = capture_of(text.encode("utf-8", "replace"), source="text", media_type="text/plain")
            reading = next(read_captures([capture], jobs=1, time_limit=_SECONDS))
            if isinstance(reading, CaptureError):
                raise reading
        found = [*reading.statements, *reading.nested]
        return forms.TextRead(
            statements=[quoting.unkept(reading, one) for one in found[:MOST_STATEMENTS]],
            more=len(found) > MOST_STATEMENTS,
        )

    def _capture(self, url: str | None, path: str | None) -> Capture:
        if url is not None:
            if not self._allowed.fetching:
                raise ToolError("This server fetches no pages; ask for one of the archive.")
            return fetch(url, allow_private=self._allowed.private)
        if not self._allowed.paths:
            raise ToolError("This server reads no local files; its user may allow it.")
        if not Path(path or "").is_file():
            raise ToolError("There is no such file.")
        found = list(captures([path or ""]))
        if len(found) != 1:
            raise ToolError("The file holds no page, or more than one; add it to the archive.")
        if isinstance(found[0], CaptureError):
            raise found[0]
        return found[0]

    def _kept(self, capture: Capture) -> str:
        """Keep a capture in the archive, and return what it is called."""
        done = next(iter(add_captures(self._archive, [capture], Work(jobs=1, time_limit=_SECONDS))))
        if isinstance(done, CaptureError):
            raise done
        return done.sha256

    def _page(self, ident: str) -> forms.PageRead:
        with self._archive.reading() as connection:
            page = lookup.article(connection, ident)
            wanted = StatementFilter(article=page.capture.sha256)
            rows = lookup.statements(connection, wanted, limit=MOST_STATEMENTS, oldest_first=True)
            said = quoting.quoted(connection, rows.items)
        reading = page.reading
        body, room = [], MOST_WORDS
        for one in quoting.pieces(reading.text, reading.article.body):
            room -= len(one.words)
            if room < 0:
                break
            body.append(one)
        return forms.PageRead(
            article=page.capture.sha256,
            kind=reading.kind,
            headline=reading.article.headline,
            outlet=page.row.outlet if page.row else reading.article.publisher,
            published=reading.article.published,
            url=reading.article.url or page.capture.url,
            body=body,
            statements=said,
            more=rows.next is not None or len(body) < len(reading.article.body),
        )
