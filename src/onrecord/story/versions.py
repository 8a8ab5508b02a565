"""Versions: captures of one article, at one address or at two of the same outlet."""

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from onrecord.record.names import key
from onrecord.story.outlets import one_outlet, own_outlet
from onrecord.story.shared import Shared

_LONGEST: Final = 500
_TRACKING: Final = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|ref|ref_src|ref_url|referrer|cmpid?|ns_\w+|at_\w+"
    r"|src|source|share|smid|smtyp|sr_share|ito|xtor|guccounter|outputtype|output|amp|__twitter_impression|via|spm",
    re.IGNORECASE,
)
"""Query parameters that say whence a reader comes, not what is read."""
_AMP: Final = re.compile(r"(?:^|/)amp(?=/|$)|\.amp(?=\.|$)", re.IGNORECASE)
_INDEX: Final = re.compile(r"/index\.(?:html?|php|aspx?)$", re.IGNORECASE)
_SAME_TITLE: Final = 0.5
"""Of the words of two headlines, the share that both have (Jaccard) for them to head one article."""
_MOST_OF: Final = 0.8
_HALF: Final = 0.5
_BOTH: Final = 0.6
"""Of the words of each of two articles, the share that both must have where neither holds nearly all of the other."""


def address(url: str | None) -> str | None:
    """Return an address as those of one article are alike: without scheme, ``www``, AMP, tracking and fragment.

    None for what is no address on the web. It is for comparing, not for asking.

    >>> address("https://www.courier.example/amp/harbour/1/?utm_source=x#top")
    'courier.example/harbour/1'
    >>> address("http://m.courier.example/story.php?id=7&fbclid=9"), address("file:///a.html")
    ('courier.example/story.php?id=7', None)
    """
    try:
        parts = urlsplit(url or "")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    labels = host.casefold().split(".")
    while len(labels) > 2 and labels[0] in ("www", "m", "amp", "mobile"):
        labels = labels[1:]
    path = _INDEX.sub("", _AMP.sub("", parts.path)).rstrip("/")
    kept = sorted(pair for pair in parse_qsl(parts.query, max_num_fields=100) if not _TRACKING.fullmatch(pair[0]))
    where = ".".join(labels) + (f":{port}" if port and port not in (80, 443) else "")
    found = f"{where}{path}" + (f"?{urlencode(kept)}" if kept else "")
    return found[:_LONGEST]


def published_elsewhere(canonical: str | None, fetched: str | None, publisher: str | None) -> bool:
    """Say whether a page names as its own address (the canonical link) that of another outlet: it is that outlet's
    article, printed by this one, and not its page.

    A mirror or an archive is the outlet's own page, by the publisher that it names.
    """
    there = address(canonical)
    if there is None or address(fetched) is None or publisher is None or one_outlet(None, canonical, None, fetched):
        return False
    host = there.partition("/")[0]  # of a publisher that is called by its company, a word may stand in it
    return not own_outlet(publisher, None, canonical) and not any(
        word in host for word in key(publisher).split() if len(word) > 3
    )


def alike(headline: str | None, other: str | None) -> float:
    """Return how alike two headlines are: the words that both have among those of either, 0 to 1."""
    one, two = set(key(headline or "").split()), set(key(other or "").split())
    return len(one & two) / len(one | two) if one and two else 0.0


def same_address(found: Shared, headlines: float, words: int) -> bool:
    """Say whether two captures at one address are of one article: the page of a column may hold another one each day.

    `headlines` is how alike their headlines are; `words` are those of the shorter article. What is too short to share
    a paragraph is judged by its headline alone.
    """
    return bool(found.pairs) or headlines >= _SAME_TITLE or words < 40


def same_elsewhere(found: Shared, headlines: float) -> bool:
    """Say whether two captures at two addresses of one outlet are of one article.

    Nearly all of the shorter one must be in the other; of reports that share their background only, it is not. Under
    headlines that have little in common half of both must be the same. A later edition may have been rewritten through
    and through: then most of both is the same.
    """
    most, least = max(found.one, found.other), min(found.one, found.other)
    if least >= _BOTH:
        return True
    if headlines >= _SAME_TITLE:
        return most >= _MOST_OF and least >= _HALF / 2
    return most >= _MOST_OF and least >= _HALF
