"""A page from the network: the only code that touches it."""

from onrecord.capture.limits import Limits
from onrecord.capture.model import Capture, CaptureError


def fetch(url: str, *, allow_private: bool = False, limits: Limits | None = None) -> Capture:
    """Fetch `url`. Raises `CaptureError`."""
    raise CaptureError(url, "fetching is not built yet")
