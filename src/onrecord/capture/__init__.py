"""Bytes as collected, and the readers that find them: files, WARC and WET, standard input, the network.

>>> from onrecord.capture import captures, decode
>>> for found in captures(["no/such/page.html"]):
...     print(found)
no/such/page.html: no such file or folder
"""

from onrecord.capture.decode import Decoded, codec_of, decode, decoded
from onrecord.capture.fetch import fetch
from onrecord.capture.find import capture_of, captures
from onrecord.capture.header import CaptureHeader, capture_header
from onrecord.capture.limits import Limits
from onrecord.capture.model import Capture, CaptureError
from onrecord.capture.warc import warc_captures

__all__ = [
    "Capture",
    "CaptureError",
    "CaptureHeader",
    "Decoded",
    "Limits",
    "capture_header",
    "capture_of",
    "captures",
    "codec_of",
    "decode",
    "decoded",
    "fetch",
    "warc_captures",
]
