"""Where the stages meet: from an input, by way of its capture and its page, to its reading, and to the archive."""

from onrecord.pipeline.info import fault, reader_info, version
from onrecord.pipeline.reading import Source, one_capture, page, pages_of, read, read_captures, read_many

__all__ = [
    "Source",
    "fault",
    "one_capture",
    "page",
    "pages_of",
    "read",
    "read_captures",
    "read_many",
    "reader_info",
    "version",
]
