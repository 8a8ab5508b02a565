"""How a server is set up: who may ask, and how much one may ask for."""

import msgspec

from onrecord.capture.limits import Limits


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How fast one client may ask: `burst` requests at once, `per_second` in the long run."""

    per_second: float = 25.0
    burst: int = 100


LOCAL = Pace(per_second=2000.0, burst=4000)
"""The pace of whoever asks from this machine without a token: a program that runs wild, not a person, meets it."""


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """What requests may cost. Sizes are in bytes, times in seconds."""

    body: int = 64_000
    """The most bytes a request's body may have, but for a page that is added."""
    page: int = Limits().page_bytes
    """The most bytes of a page that is added, as bytes or as text."""
    seconds: float = 30.0
    """The most time until an answer begins, its request's body included."""
    sending_seconds: float = 300.0
    """The most time that sending an answer may take; then the connection is broken off."""
    at_once: int = 16
    """Requests worked on at the same time."""
    waiting: int = 128
    """Requests that may be there at all, those that wait for their turn included."""
    queued: int = 100
    """Additions that may wait to be read."""
    queued_bytes: int = 128_000_000
    """The most bytes that waiting additions may have together."""
    remembered: int = 1000
    """Additions that are done and can still be asked for."""
    reading_seconds: float = 120.0
    """The most time that reading one page may take."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How a server is set up.

    With `tokens` every request needs one; without, whoever asks from this machine needs none. `hosts` are names (with
    or without a port) by which the server may be asked besides this machine's own; where `tokens` are needed and no
    hosts are named, any name will do. With `fetching` a client that may write may have pages fetched, from public
    addresses only, unless `private`. `workers` processes make the pages that take work (`web.processes`); with 0 the
    server makes all of them itself.
    """

    tokens: bool = False
    hosts: tuple[str, ...] = ()
    fetching: bool = True
    private: bool = False
    workers: int = 0
    pace: Pace = Pace()
    local_pace: Pace = LOCAL
    bounds: Bounds = Bounds()
