"""What an assistant is told when something is wrong: a sentence it can act on, nothing of the inside."""

from collections.abc import Iterator
from contextlib import contextmanager

from mcp.server.mcpserver.exceptions import ToolError

from onrecord.capture.model import CaptureError
from onrecord.record.lookup import CursorError
from onrecord.record.model import AmbiguousError, ArchiveError, NotFoundError
from onrecord.record.search.query import QueryError


@contextmanager
def told() -> Iterator[None]:
    """Raise what was asked wrongly, or what the archive or a page cannot do, as a `ToolError`."""
    try:
        yield
    except (NotFoundError, AmbiguousError, QueryError, CursorError) as error:
        raise ToolError(str(error)) from error
    except CaptureError as error:
        raise ToolError(f"The page cannot be read: {error.message}") from error
    except ArchiveError as error:
        raise ToolError(f"The archive cannot answer: {error}") from error
