"""A query's tree as each database is asked it, over the terms of `search.index`: FTS5's MATCH, PostgreSQL's tsquery."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from onrecord.record.search.cards import code
from onrecord.record.search.index import EVERY
from onrecord.record.search.query import All, AnyOf, Days, Field, Node, Not, Phrase, Undated, Value, Word
from onrecord.record.search.words import stem

_NOTHING = "z0"
"""A term that nothing has."""
_STEMS: dict[Field | None, str] = {None: "sn", "said": "s", "source": "n"}
_PLACED: dict[Field | None, str] = {
    None: "wm",
    "said": "w",
    "source": "m",
    "headline": "h",
    "speaker": "p",
    "organisation": "r",
    "outlet": "o",
    "via": "v",
}


class Asked(msgspec.Struct, frozen=True):
    """What a query depends on besides its words.

    `languages` are those that the archive's words are stemmed in; `first` and `last` the days that its articles lie
    between, None where it has no dated one.
    """

    languages: tuple[str, ...] = ("en",)
    first: date | None = None
    last: date | None = None


def fts5(node: Node, asked: Asked) -> str:
    """Return `node` as FTS5's MATCH is given it."""
    return _spelled(node, asked, _FTS5)


def tsquery(node: Node, asked: Asked) -> str:
    """Return `node` as a literal of PostgreSQL's tsquery."""
    return _spelled(node, asked, _TSQUERY)


class _Spelling(msgspec.Struct, frozen=True):
    """How a database writes what is asked."""

    both: str
    either: str
    without: str
    next: str
    mark: str
    prefix: str

    def leaf(self, terms: Sequence[str], prefix: bool = False) -> str:
        """Return terms that stand one after the other."""
        if self.next == " ":
            return f'"{" ".join(terms)}"{self.prefix if prefix else ""}'
        each = [f"'{term}'" for term in terms]
        if prefix:
            each[-1] += self.prefix
        return f"({self.next.join(each)})" if len(each) > 1 else each[0]

    def joined(self, sign: str, parts: Iterable[str]) -> str:
        each = list(dict.fromkeys(parts))
        return f"({sign.join(each)})" if len(each) > 1 else each[0]


_FTS5 = _Spelling(both=" AND ", either=" OR ", without=" NOT ", next=" ", mark='"', prefix=" *")
_TSQUERY = _Spelling(both=" & ", either=" | ", without=" & !", next=" <-> ", mark="'", prefix=":*")


def _spelled(node: Node, asked: Asked, how: _Spelling) -> str:
    match node:
        case Word(text, field) if field in _STEMS:
            stems = dict.fromkeys(stem(text, language) for language in asked.languages or ("",))
            return how.joined(how.either, (how.leaf([letter + one]) for letter in _STEMS[field] for one in stems))
        case Word(text, field):
            return how.leaf([_PLACED[field] + text])
        case Phrase(words, field, prefix):
            return how.joined(
                how.either, (how.leaf([letter + one for one in words], prefix) for letter in _PLACED[field])
            )
        case Value(facet, value):
            return how.leaf([f"f{code(facet, value):x}"])
        case Days():
            return how.joined(how.either, (how.leaf([term]) for term in days(node, asked)))
        case Undated():
            return how.leaf(["d0"])
        case Not(inner):
            return f"({how.leaf([EVERY])}{how.without}{_spelled(inner, asked, how)})"
        case AnyOf(nodes):
            return how.joined(how.either, (_spelled(one, asked, how) for one in nodes))
        case All():
            each = _one_range(node.nodes)
            wanted = [_spelled(one, asked, how) for one in each if not isinstance(one, Not)]
            unwanted = [_spelled(one.node, asked, how) for one in each if isinstance(one, Not)]
            found = how.joined(how.both, wanted or [how.leaf([EVERY])])
            return f"({found}{how.without}{how.joined(how.either, unwanted)})" if unwanted else found


def days(node: Days, asked: Asked) -> Iterator[str]:
    """Yield the terms that cover a range of days, whole years and months as one term each."""
    if asked.first is None or asked.last is None:
        yield _NOTHING
        return
    day, last = max(node.first or asked.first, asked.first), min(node.last or asked.last, asked.last)
    if day > last:
        yield _NOTHING
    while day <= last:
        year_end, month_end = date(day.year, 12, 31), _month_end(day)
        earliest, latest = day == asked.first, last == asked.last  # nothing lies beyond these
        if (earliest or (day.month, day.day) == (1, 1)) and (latest or year_end <= last):
            yield f"d{day.year:04}"
            day = year_end
        elif (earliest or day.day == 1) and (latest or month_end <= last):
            yield f"d{day.year:04}{day.month:02}"
            day = month_end
        else:
            yield f"d{day.year:04}{day.month:02}{day.day:02}"
        if day >= last:
            break
        day += timedelta(days=1)


def _one_range(nodes: Sequence[Node]) -> list[Node]:
    """Return `nodes` with all their ranges of days as one, which takes fewer terms."""
    ranges = [one for one in nodes if isinstance(one, Days)]
    if len(ranges) < 2:
        return list(nodes)
    first = max((one.first for one in ranges if one.first), default=None)
    last = min((one.last for one in ranges if one.last), default=None)
    return [Days(first, last), *(one for one in nodes if not isinstance(one, Days))]


def _month_end(day: date) -> date:
    return date(day.year, 12, 31) if day.month == 12 else date(day.year, day.month + 1, 1) - timedelta(days=1)
