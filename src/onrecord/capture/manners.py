"""Manners towards servers that are asked again and again: a pace for each host, and its robots.txt remembered."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

PAUSE = 2.0
"""Seconds between two requests to one host, where its robots.txt asks for no longer pause."""
_LONGEST_PAUSE = 60.0
"""A robots.txt may ask for a pause of days; its host is then asked this seldom, in seconds."""
_KEPT_SECONDS = 3600.0
_HOSTS = 2000


class Manners:
    """What is remembered of hosts between visits; safe to share between threads.

    `pause` is in seconds. A robots.txt is remembered for an hour (RFC 9309 allows a day), of the 2,000 hosts met last.
    """

    def __init__(
        self,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._next: OrderedDict[str, float] = OrderedDict()
        self._rules: OrderedDict[str, tuple[float, Protego | None]] = OrderedDict()

    def wait(self, host: str) -> float:
        """Wait until `host` may be asked, and return how long that took, in seconds."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.pop(host, now))
            self._next[host] = turn + self._pause_of(host)
            if len(self._next) > _HOSTS:
                self._next.popitem(last=False)
        if turn > now:
            self._sleep(turn - now)
        return turn - now

    def rules(self, origin: str) -> "tuple[Protego | None] | None":
        """Return the rules of `origin` in a tuple, where they are remembered; None in it stands for no rules."""
        with self._lock:
            found = self._rules.get(origin)
            return (found[1],) if found and found[0] > self._clock() else None

    def remember(self, origin: str, rules: "Protego | None") -> None:
        """Remember the rules of `origin`; None where it has none."""
        with self._lock:
            self._rules.pop(origin, None)
            self._rules[origin] = self._clock() + _KEPT_SECONDS, rules
            if len(self._rules) > _HOSTS:
                self._rules.popitem(last=False)

    def _pause_of(self, host: str) -> float:
        asked = 0.0
        for scheme in ("https", "http"):
            _, rules = self._rules.get(f"{scheme}://{host}", (0.0, None))
            if rules:
                asked = max(asked, float(rules.crawl_delay("onrecord") or 0.0))
        return min(max(self._pause, asked), _LONGEST_PAUSE) if self._pause else 0.0
