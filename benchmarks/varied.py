"""Readings by the hundred thousand: those of the samples, varied, so that an archive of any size can be filled.

Every word but the commonest is replaced by an invented one of the same length, the same within an article, so that
every offset still holds; names by other names. Words, names and outlets are drawn by Zipf's law: a few of them are in
very many articles, most in a few. Days lie within three years. Half of the statements are kept, about 15 an article.
"""

import hashlib
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec

import onrecord
from onrecord.reading.model import Reading

SAMPLES = (
    "harbour-strike.html",
    "ferry-skerry-fm.txt",
    "budget-bare.txt",
    "corrane-80-columns.txt",
    "dam-report-blog.html",
)
LAST_DAY = date(2031, 6, 30)
_DAYS = 3 * 365
_WORD = re.compile(r"[A-Za-z]+")
_VARIED = {"text", "name", "headline", "standfirst", "dateline", "role"}
_VARIED_LISTS = {"authors", "variants"}
_KEPT = frozenset(
    re.findall(
        r"\w+",
        "that this with have from they were been their which would there what about when will more than other some "
        "into only could also after them then these such over most before between must through years where much "
        "should because each those people very upon just under said says told",
    )
)
"""Words of more than three letters that stay as they are, for they are in most texts; shorter ones all stay."""
_SOUNDS = re.findall(r"\w+", "ba ce di fo gu la me ni po ru sa te vi wo zu kra ble stri mon ter lan der ing an or es")


class Words:
    """Invented words by length, the earlier ones the likelier (Zipf)."""

    def __init__(self, seed: int, size: int) -> None:
        draw = random.Random(seed)
        self.by_length: dict[int, tuple[list[str], list[float]]] = {}
        for length in range(4, 25):
            found: dict[str, None] = {}
            for _ in range(4 * size):
                word = ""
                while len(word) < length:
                    word += draw.choice(_SOUNDS)
                found[word[:length]] = None
                if len(found) >= size:
                    break
            self.by_length[length] = list(found), list(accumulate(1 / (rank + 2) for rank in range(len(found))))

    def draw(self, length: int, random_: random.Random) -> str:
        """Return a word of `length`."""
        words, weights = self.by_length[min(length, 24)]
        return random_.choices(words, cum_weights=weights)[0].ljust(length, "a")


@cache
def _vocabulary() -> tuple[Words, Words, list[str], list[float]]:
    draw = random.Random(11)
    outlets = [
        f"{Words(k, 40).draw(draw.randint(5, 9), draw).title()} {kind}"
        for k in range(40)
        for kind in ("Post", "Echo", "FM")
    ]
    return Words(1, 6_000), Words(2, 400), outlets, list(accumulate(1 / (rank + 3) for rank in range(len(outlets))))


@cache
def _bases() -> list[tuple[dict[str, Any], frozenset[str]]]:
    folder = Path(__file__).parents[1] / "samples"
    out = []
    for name in SAMPLES:
        reading = onrecord.read(str(folder / name))
        base = msgspec.to_builtins(
            msgspec.structs.replace(reading, capture=msgspec.structs.replace(reading.capture, data=b""))
        )
        lower = frozenset(word for word in _WORD.findall(reading.text) if word.islower())
        out.append((base, lower))
    return out


def varied(number: int, seed: int = 1) -> Reading:
    """Return the reading with this number; the same for the same seed."""
    draw = random.Random(f"{seed}-{number}")
    base, lower = draw.choice(_bases())
    words, names, outlets, weights = _vocabulary()
    chosen: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        if len(word) < 4 or low in _KEPT:
            return word
        if low not in chosen:
            pool = words if low in lower else names
            chosen[low] = pool.draw(len(word), draw)
        new = chosen[low]
        return new if word.islower() else new.upper() if word.isupper() else new.title()

    def vary(value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {
                name: inner if name in ("capture", "reader") else vary(inner, name) for name, inner in value.items()
            }
        if isinstance(value, (list, tuple)):
            return [vary(inner, key) for inner in value] if key != "blocks" else value
        return _WORD.sub(other, value) if isinstance(value, str) and (key in _VARIED or key in _VARIED_LISTS) else value

    kept = {one["id"] for one in base["statements"] if draw.random() < 0.5}
    chosen_base = base | {
        "statements": [one for one in base["statements"] if one["id"] in kept],
        "nested": [one for one in base["nested"] if one["within"] in kept],
        "figures": [],
        "expectations": [],
    }
    out = vary(chosen_base, "")
    outlet = draw.choices(outlets, cum_weights=weights)[0]
    day = LAST_DAY - timedelta(days=int(_DAYS * draw.random() ** 1.3))
    url = f"https://{outlet.lower().replace(' ', '-')}.example/{number}"
    out["page"]["article"] |= {"publisher": outlet, "published": f"{day}T06:00", "url": url}
    data = out["page"]["text"].encode()
    reading = msgspec.convert(out | {"capture": base["capture"]}, Reading)
    capture = msgspec.structs.replace(
        reading.capture, data=data, sha256=hashlib.sha256(data).hexdigest(), url=url, source=f"{number}.html"
    )
    return msgspec.structs.replace(reading, capture=capture)


def made(count: int, seed: int = 1, first: int = 0) -> Iterator[Reading]:
    """Yield `count` readings, numbered from `first`; no two have the same bytes."""
    for number in range(first, first + count):
        yield varied(number, seed)
