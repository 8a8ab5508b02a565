"""Whether a name that a page gives an outlet is that of another page's outlet.

Outlets are called by their name in full or for short ("the Mirror", "AP"), and pages that do not say whose they are by
their host ("nytimes.com"). What is held to be one outlet's is stated by rules, and by a list of well-known short names
(`reading.chain.known`).
"""

from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from onrecord.reading.chain.known import SHORT
from onrecord.record.names import key
from onrecord.text.listed import listed

_PLAIN: Final = listed(
    "news tv television radio online fm newspaper newspapers magazine agency media digital international english "
    "politics uk us usa"
)
"""Words that an outlet's name may have or lack behind it."""
_ARTICLES: Final = listed("the der die das le la les el il")
_SMALL: Final = listed("of the and for de la")
_POINTING: Final = listed("same this that")
_SORTS: Final = listed(
    "paper newspaper outlet broadcaster station website magazine agency channel network programme program"
)
"""What an outlet is called that was named before: "he told the same paper"."""
_EVERY: Final = listed("daily evening")
"""What a paper's name begins with and is left out where it is called for short."""
_NO_NAMES: Final = listed("www m amp mobile edition com co org net go gov ac news politics blogs video")
"""Labels of a host that name no outlet."""
_FULL: Final = {key(short): key(full) for short, full in SHORT.items()} | {
    "aa": "anadolu agency",
    "anadolu ajansi": "anadolu agency",
    "mailonline": "daily mail",
    "mail online": "daily mail",
    "indy": "independent",
    "beeb": "bbc",
    "washpost": "washington post",
    "wapo": "washington post",
    "pa media": "press association",
}
"""Short names, and the names that they stand for, folded."""


class _Name(NamedTuple):
    """An outlet's name: its words, folded, without an article before them; whether it is a host's."""

    words: tuple[str, ...]
    host: bool = False
    capitals: bool = False

    @property
    def whole(self) -> str:
        return "".join(self.words)


def same_outlet(name: str, other: str) -> bool:
    """Say whether two names are one outlet's: without case, accents, "the", and a plain word behind one of them; a
    short name and what it stands for; a host and the name in it.

    >>> same_outlet("Kessen Courier", "The Kessen Courier"), same_outlet("Lumen", "Lumen News")
    (True, True)
    >>> same_outlet("Skerry FM", "skerryfm.example"), same_outlet("Post", "Pellmouth Evening Post")
    (True, False)
    >>> same_outlet("AP", "Associated Press"), same_outlet("Lower Tarn Times", "www.lttimes.example")
    (True, True)
    """
    return any(_same(one, two) for one in _called(name) for two in _called(other))


def is_reference(name: str) -> bool:
    """Say whether a name that a page gives an outlet only points to one that it named before.

    >>> is_reference("the same paper"), is_reference("The Paper of Kessen")
    (True, False)
    """
    words = set(key(name).split()) - _ARTICLES
    return bool(words & _SORTS) and words <= _SORTS | _POINTING


def own_outlet(name: str, outlet: str | None, url: str | None = None) -> bool:
    """Say whether a page calls its own outlet by `name`: its whole name, its host's, or how it is called for short.

    >>> own_outlet("Courier", "The Kessen Courier"), own_outlet("Kessen Courier", "The Meridian Record")
    (True, False)
    """
    words = _called(name)[-1].words if name else ()
    for other in _names(outlet, url):
        if same_outlet(name, other):
            return True
        whole = _called(other)[-1].words
        if words and len(words) < len(whole) and (whole[-len(words) :] == words or whole[: len(words)] == words):
            return True
    return False


def outlet_is(name: str, outlet: str | None, url: str | None = None) -> bool:
    """Say whether `name`, given on another page, is the outlet of a page with this publisher and address.

    A part of a name is enough only if it has two words: many a town has its Post.

    >>> outlet_is("Evening Post", "Pellmouth Evening Post"), outlet_is("Post", "Pellmouth Evening Post")
    (True, False)
    """
    words = _called(name)[-1].words if name else ()
    for other in _names(outlet, url):
        if same_outlet(name, other) or (len(words) > 1 and _called(other)[-1].words[-len(words) :] == words):
            return True
    return False


def may_be_outlet(name: str, outlet: str | None) -> bool:
    """Say whether `name` is how the outlet is called for short, though another may be called so, too.

    >>> may_be_outlet("the Mirror", "Daily Mirror"), may_be_outlet("the Mirror", "Sunday Mirror")
    (True, False)
    """
    if not name or not outlet:
        return False
    words, whole = _called(name)[-1].words, _called(outlet)[-1].words
    return bool(words) and len(whole) > 1 and whole[0] in _EVERY and whole[1:] == words


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
        mine, theirs = (set(_called(each)[-1].words) for each in (outlet, other))
        alike = here is not None and here == there and bool((mine & theirs) - _PLAIN)
        return alike or same_outlet(outlet, other)
    return any(same_outlet(one, two) for one in _names(outlet, url) for two in _names(other, other_url))


@lru_cache(maxsize=4096)
def _called(name: str) -> tuple[_Name, ...]:
    """Return the names that a name stands for; of a host one for each label that may be an outlet's.

    The last is the name in full; it has no words where there is no letter in the name.
    """
    if "." in name.strip(".") and " " not in name:
        labels = name.casefold().split(".")[:-1] or [name]
        hosts = [one for one in labels if one not in _NO_NAMES] or labels[-1:]
        found = [_Name((part,), host=True) for one in hosts if (part := key(one).replace(" ", ""))]
        return tuple(full for one in found for full in (one, *_full(one))) or (_Name(()),)
    words = tuple(key(name).split())
    bare = words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
    letters = name.replace(".", "").replace("The ", "").replace("the ", "").strip()
    one = _Name(bare, capitals=letters.isupper() and letters.isalpha() and len(letters) > 1)
    return (_Name(words), one, *_full(one)) if bare != words else (one, *_full(one))


def _full(one: _Name) -> tuple[_Name, ...]:
    for called in dict.fromkeys((" ".join(one.words), _bare(one))):
        full = _FULL.get(called)
        if full is not None:
            return (_Name(tuple(full.split())),)
    return ()


def _same(one: _Name, other: _Name) -> bool:
    if not one.words or not other.words:
        return False
    if one.whole == other.whole or _bare(one) == _bare(other):
        return True
    if one.host != other.host:
        host, name = (one, other) if one.host else (other, one)
        return host.whole in _in_hosts(name.words)
    if one.capitals != other.capitals and not one.host:
        short, full = (one, other) if one.capitals else (other, one)
        return len(short.words) == 1 and len(full.words) > 1 and short.words[0] in _initials(full.words)
    return False


def _bare(one: _Name) -> str:
    """Return a name without the plain word behind it; in a host's they are one."""
    if one.host:
        plain = next((word for word in _PLAIN if one.whole.endswith(word) and len(one.whole) > len(word) + 1), "")
        return one.whole.removesuffix(plain)
    return "".join(one.words[:-1] if len(one.words) > 1 and one.words[-1] in _PLAIN else one.words)


def _in_hosts(words: tuple[str, ...]) -> set[str]:
    """Return how a name may stand in a host: its first words by their initials ("nytimes"), or all of three."""
    out: set[str] = set()
    for some in (words, tuple(word for word in words if word not in _SMALL)):
        for cut in range(1, len(some)):
            out.add("".join(word[0] for word in some[:cut]) + "".join(some[cut:]))
        if len(some) > 2:
            out.add("".join(word[0] for word in some))
    return {whole for each in out for whole in (each, f"the{each}")} | {f"the{''.join(words)}"}


def _initials(words: tuple[str, ...]) -> set[str]:
    telling = tuple(word for word in words if word not in _SMALL)
    return {"".join(word[0] for word in some) for some in (words, telling) if len(some) > 1}


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
