"""What is done for captures after they were kept, and can wait: meanings, and the comparison with other captures."""

from onrecord.pipeline import tracing
from onrecord.record.opening import Archive
from onrecord.record.search import vectors


def catch_up(archive: Archive, limit: int | None = None) -> int:
    """Do what waits, at most for `limit` statements and as many captures; return how much was done.

    It may be stopped at any point, and run beside other writers. Raises `ArchiveError`.
    """
    return vectors.catch_up(archive, limit) + tracing.catch_up(archive, limit)
