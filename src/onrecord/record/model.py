"""What goes wrong with an archive, in one sentence for a person each time."""


class ArchiveError(Exception):
    """Something that an archive cannot do, told in one sentence: what, where, and what to do about it."""


class NotFoundError(ArchiveError):
    """What was asked for is not in the archive."""


class AmbiguousError(ArchiveError):
    """What was asked for fits several things in the archive; `candidates` names them."""

    def __init__(self, message: str, candidates: list[str]) -> None:
        super().__init__(message)
        self.candidates = candidates


class VersionError(ArchiveError):
    """An archive of another version: an older one has to be migrated, a newer one needs a newer OnRecord."""
