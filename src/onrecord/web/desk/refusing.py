"""What a person asked to be kept and cannot be: told as that person's own to mend."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from onrecord.record.model import ArchiveError, VersionError
from onrecord.web.problems import Problem


class Refused(Exception):  # noqa: N818 (it is what happened to the request)
    """What was asked cannot be kept, for the reason told in one sentence."""


@contextmanager
def refusing() -> Iterator[None]:
    """Raise `Refused` for what the archive refuses to keep; its own troubles pass."""
    try:
        yield
    except VersionError:
        raise
    except ArchiveError as error:
        if isinstance(error.__cause__, SQLAlchemyError):
            raise
        raise Refused(str(error)) from error


@contextmanager
def refused() -> Iterator[None]:
    """Answer what the archive refuses to keep as a request that is not right."""
    try:
        with refusing():
            yield
    except Refused as error:
        raise Problem("invalid", str(error)) from error
