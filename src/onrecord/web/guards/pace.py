"""How fast each client may ask: a bucket of permits that fills up again with time."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from onrecord.web.settings import Pace

_KNOWN = 10_000


class Buckets:
    """A token bucket (in the sense of networks) for each key, in this process; the longest unused are forgotten.

    Who is forgotten starts with a full bucket again, so `_KNOWN` other clients are needed to get around it.
    """

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: str, permits: float = 1.0) -> float:
        """Take `permits` from the bucket of `key`; return 0, or the seconds until there will be enough of them."""
        with self._lock:
            now = self._clock()
            level, since = self._levels.pop(key, (float(self._pace.burst), now))
            level = min(float(self._pace.burst), level + (now - since) * self._pace.per_second)
            wait = 0.0 if level >= permits else (permits - level) / self._pace.per_second
            self._levels[key] = (level if wait else level - permits, now)
            if len(self._levels) > _KNOWN:
                self._levels.popitem(last=False)
            return wait

    def give(self, key: str) -> None:
        """Give a permit back to the bucket of `key`."""
        with self._lock:
            level, since = self._levels.get(key, (float(self._pace.burst), self._clock()))
            self._levels[key] = (min(float(self._pace.burst), level + 1), since)


def retry_after(seconds: float) -> dict[str, str]:
    """Return the header that tells a client to come back in `seconds`, rounded up.

    >>> retry_after(0.2)
    {'Retry-After': '1'}
    """
    return {"Retry-After": str(max(1, math.ceil(seconds)))}
