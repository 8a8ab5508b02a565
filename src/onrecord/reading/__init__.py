"""From an article to its reading: statements with their sources, each with the characters that prove it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.reading.reader import Reader

__all__ = ["Reader"]


def __getattr__(name: str) -> Any:
    """Import the reader when it is first used: with it come its models, which few of those need who need its types."""
    if name != "Reader":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from onrecord.reading.reader import Reader

    return Reader
