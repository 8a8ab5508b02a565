"""What a person asks wrongly, told as a problem of the request."""

from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.record.lookup import CursorError
from onrecord.record.search.query import QueryError
from onrecord.web.problems import FieldError, Problem


@contextmanager
def checked() -> Iterator[None]:
    """Answer a cursor that no page gave, or a query that cannot be read, with 422."""
    try:
        yield
    except CursorError as error:
        raise Problem("invalid", str(error), errors=[FieldError(where="query.cursor", detail=str(error))]) from error
    except QueryError as error:
        raise Problem("invalid", str(error), errors=[FieldError(where="query", detail=str(error))]) from error
