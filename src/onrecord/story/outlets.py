"""Whether a name that a page gives an outlet is that of another page's outlet."""

from typing import Final
from urllib.parse import urlsplit

from onrecord.record.names import key
from onrecord.text.listed import listed

_PLAIN: Final = listed("news tv television radio online fm newspaper newspapers magazine agency media")
"""Words that an outlet's name may have or lack."""


def same_outlet(name: str, other: str) -> bool:
    """Say whether two names are one outlet's: without case, accents, "the", and a plain word behind one of them.

    >>> same_outlet("Kessen Courier", "The Kessen Courier"), same_outlet("Lumen", "Lumen News")
    (True, True)
    >>> same_outlet("Skerry FM", "skerryfm.example"), same_outlet("Post", "Pellmouth Evening Post")
    (True, False)
    """
    one, two = _words(name), _words(other)
    if not one or not two:
        return False
    if "".join(one) == "".join(two):
        return True
    short, long = sorted((one, two), key=len)
    return len(long) == len(short) + 1 and long[:-1] == short and long[-1] in _PLAIN


def own_outlet(name: str, outlet: str | None, url: str | None = None) -> bool:
    """Say whether a page calls its own outlet by `name`: its whole name, its host's, or how it is called for short.

    >>> own_outlet("Courier", "The Kessen Courier"), own_outlet("Kessen Courier", "The Meridian Record")
    (True, False)
    """
    words = _words(name)
    for other in _names(outlet, url):
        if same_outlet(name, other):
            return True
        whole = _words(other)
        if words and len(words) < len(whole) and (whole[-len(words) :] == words or whole[: len(words)] == words):
            return True
    return False


def outlet_is(name: str, outlet: str | None, url: str | None = None) -> bool:
    """Say whether `name`, given on another page, is the outlet of a page with this publisher and address.

    A part of a name is enough only if it has two words: many a town has its Post.

    >>> outlet_is("Evening Post", "Pellmouth Evening Post"), outlet_is("Post", "Pellmouth Evening Post")
    (True, False)
    """
    words = _words(name)
    for other in _names(outlet, url):
        if same_outlet(name, other) or (len(words) > 1 and _words(other)[-len(words) :] == words):
            return True
    return False


def one_outlet(outlet: str | None, url: str | None, other: str | None, other_url: str | None) -> bool:
    """Say whether two pages are of one outlet, by what they call it; by their hosts where a page does not say.

    Names that have a word in common are one outlet's where the host is the same: "The Beacon" and "Daily Beacon".

    >>> one_outlet("Skerry FM", None, "skerryfm.example", None), one_outlet("The Post", None, "The Record", None)
    (True, False)
    >>> one_outlet("The Beacon", "https://www.beacon.example/1", "Daily Beacon", "https://m.beacon.example/2")
    True
    """
    if outlet and other:
        here, there = _host(url), _host(other_url)
        alike = here is not None and here == there and bool((set(_words(outlet)) & set(_words(other))) - _PLAIN)
        return alike or same_outlet(outlet, other)
    return any(same_outlet(one, two) for one in _names(outlet, url) for two in _names(other, other_url))


def outlet_key(name: str) -> str:
    """Return by what names of one outlet are found alike."""
    words = _words(name)
    return "".join(words[:-1] if len(words) > 1 and words[-1] in _PLAIN else words)


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    labels = (host or "").casefold().split(".")
    while len(labels) > 2 and labels[0] in ("www", "m", "amp", "mobile"):
        labels = labels[1:]
    return ".".join(labels) or None


def _names(outlet: str | None, url: str | None) -> list[str]:
    host = _host(url)
    return [name for name in (outlet, host) if name]


def _words(name: str) -> list[str]:
    """Return the words of a name; a host is one, without ``www`` and what follows its last name."""
    if "." in name and " " not in name:
        labels = [one for one in name.casefold().split(".") if one not in ("www", "m", "amp")]
        name = labels[0] if labels else name
    words = key(name).split()
    return words[1:] if words[:1] == ["the"] and len(words) > 1 else words
