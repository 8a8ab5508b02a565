"""What a person asks, read into a tree: words, "exact phrases", prefix*, AND, OR, NOT, brackets, and field words.

`docs/search.md` is the language as people are told it. `read` is the only way in; whatever it is given, it returns a
tree of bounded size or raises `QueryError`.
"""

import re
from datetime import date, timedelta
from typing import Literal, NoReturn, get_args

import msgspec

from onrecord.reading.model import Channel, Manner, Quotation, SourceKind
from onrecord.record.search.words import words

LONGEST = 1_000
"""Characters of a query."""
MOST = 64
"""Words, phrases and values of a query."""
DEEPEST = 16
"""Brackets within brackets."""
SHORTEST_PREFIX = 3

Field = Literal["said", "source", "headline", "speaker", "organisation", "outlet", "via"]
"""Where words may be looked for. Without a field they are looked for in what is said and in who says it and how."""


class QueryError(ValueError):
    """A query that cannot be read; its message is a sentence for the person who asked."""


class Word(msgspec.Struct, frozen=True, tag=True):
    """A word in any of its forms; `text` is folded."""

    text: str
    field: Field | None = None


class Phrase(msgspec.Struct, frozen=True, tag=True):
    """Words one after the other, exactly these; with `prefix` the last may go on."""

    words: tuple[str, ...]
    field: Field | None = None
    prefix: bool = False


class Value(msgspec.Struct, frozen=True, tag=True):
    """One value of a facet of `search.cards`."""

    facet: str
    value: str


class Days(msgspec.Struct, frozen=True, tag=True):
    """Published from the first to the last day, both included; None where it is open."""

    first: date | None
    last: date | None


class Undated(msgspec.Struct, frozen=True, tag=True):
    """What has no day; there are no words for it."""


class Not(msgspec.Struct, frozen=True, tag=True):
    """All that `node` does not hold for."""

    node: "Node"


class All(msgspec.Struct, frozen=True, tag=True):
    """What every one of `nodes` holds for; everything, if there are none."""

    nodes: "tuple[Node, ...]" = ()


class AnyOf(msgspec.Struct, frozen=True, tag=True):
    """What one of `nodes` holds for, or several."""

    nodes: "tuple[Node, ...]"


Node = Word | Phrase | Value | Days | Undated | Not | All | AnyOf

_TEXT_FIELDS: dict[str, Field] = {field: field for field in get_args(Field)} | {"org": "organisation"}
_VALUE_FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "kind": ("source_kind", get_args(SourceKind)),
    "quotation": ("quotation", get_args(Quotation)),
    "manner": ("manner", get_args(Manner)),
    "channel": ("channel", get_args(Channel)),
}
_LANGUAGES = ("lang", "language")
_DATES = ("on", "after", "before")
FIELDS = (*_TEXT_FIELDS, *_VALUE_FIELDS, *_LANGUAGES, *_DATES)
"""The words that may stand before a colon."""

_OPENING = '"“”„«‟＂'
_CLOSING = '"“”»‟＂'
_FIELD = re.compile(r"([^\W\d_]+):(?=[^\s/])")
_BARE_END = re.compile(rf"[\s()|{_OPENING}]")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def read(text: str) -> Node:
    """Read a query; an empty one, or one without a word, asks for everything.

    >>> read('"broke down" -speaker:Lammy')  # doctest: +NORMALIZE_WHITESPACE
    All(nodes=(Phrase(words=('broke', 'down'), field=None, prefix=False),
               Not(node=Word(text='lammy', field='speaker'))))

    Raises `QueryError` where it is too long or makes no sense.
    """
    if len(text) > LONGEST:
        raise QueryError(f"The query is longer than {LONGEST:,} characters.")
    return _Reader(text).whole()


class _Reader:
    """A query while it is read: the text and the place in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.terms = 0

    def whole(self) -> Node:
        node = self.either(None, 0)
        if self.at < len(self.text):
            self.wrong("The bracket at character {} was never opened.")
        return node or All()

    def wrong(self, message: str, at: int | None = None) -> NoReturn:
        raise QueryError(message.format((self.at if at is None else at) + 1))

    def either(self, field: str | None, depth: int) -> Node | None:
        """Read parts with OR between them, up to a closing bracket or the end."""
        if depth > DEEPEST:
            raise QueryError(f"The query has more than {DEEPEST} brackets within brackets.")
        nodes = [self.both(field, depth)]
        while self.taken("OR", "|"):
            nodes.append(self.both(field, depth))
        found = tuple(node for node in nodes if node is not None)
        return AnyOf(found) if len(found) > 1 else found[0] if found else None

    def both(self, field: str | None, depth: int) -> Node | None:
        """Read parts that all have to hold, up to an OR, a closing bracket or the end."""
        nodes: list[Node] = []
        parts = 0
        pending: str | None = None
        while True:
            self.blank()
            before = self.at
            if self.ends() or self.peeks("OR", "|"):
                break
            if self.taken("AND"):
                if not parts or pending:
                    self.wrong("There is nothing to the left of AND at character {}.", before)
                pending = "AND"
                continue
            turned = self.negated()
            node = self.part(field, depth)
            parts, pending = parts + 1, None
            if node is not None:
                nodes.append(Not(node) if turned else node)
        if pending or not parts:
            self.nothing(pending, depth)
        return All(tuple(nodes)) if len(nodes) > 1 else nodes[0] if nodes else None

    def nothing(self, pending: str | None, depth: int) -> None:
        """Say that a part is missing here, unless the whole query is empty."""
        if pending:
            self.wrong(f"There is nothing to the right of {pending} before character {{}}.")
        if self.peeks("OR", "|"):
            self.wrong("There is nothing to the left of OR at character {}.")
        if re.search(r"(?:\bOR|\|)\s*$", self.text[: self.at]):
            self.wrong("There is nothing to the right of OR before character {}.")
        if depth:
            self.wrong("There is nothing in the brackets before character {}.")

    def negated(self) -> bool:
        """Read NOTs and minus signs; an even number of them is none."""
        turned = False
        while True:
            self.blank()
            if self.taken("NOT"):
                turned = not turned
                self.blank()
                if self.ends() or self.peeks("AND", "OR", "|"):
                    self.wrong("There is nothing to the right of NOT before character {}.")
            elif self.text[self.at : self.at + 1] == "-" and self.text[self.at + 1 : self.at + 2].strip(" \t)|-"):
                turned = not turned
                self.at += 1
            else:
                return turned

    def part(self, field: str | None, depth: int) -> Node | None:
        """Read brackets, a phrase, a word, or one of these after a field."""
        named = _FIELD.match(self.text, self.at)
        if named:
            name = named.group(1).lower()
            if name not in FIELDS:
                raise QueryError(
                    f"There is no field “{named.group(1)}:”; there are {', '.join(FIELDS)}. "
                    "Put the words in quotation marks if they are no field."
                )
            if field is not None:
                raise QueryError(f"“{name}:” stands within “{field}:”; only one can hold.")
            field = name
            self.at = named.end()
        start = self.at
        if self.text[start] == "(":
            self.at += 1
            node = self.either(field, depth + 1)
            self.blank()
            if self.at >= len(self.text):
                self.wrong("The bracket at character {} is not closed.", start)
            self.at += 1
            return node
        return self.leaf(field, start, self.quoted() if self.text[start] in _OPENING else None)

    def quoted(self) -> str:
        """Read a phrase in quotation marks, and a star behind it."""
        start = self.at
        end = start + 1
        while end < len(self.text) and self.text[end] not in _CLOSING:
            end += 1
        if end == len(self.text):
            self.wrong("The quotation mark at character {} is not closed.", start)
        self.at = end + 1
        phrase = self.text[start + 1 : end]
        if self.text[self.at : self.at + 1] == "*":
            self.at += 1
            phrase += "*"
        return phrase

    def leaf(self, field: str | None, start: int, phrase: str | None) -> Node | None:
        if phrase is None:
            end = _BARE_END.search(self.text, start)
            self.at = end.start() if end else len(self.text)
            if self.at == start:  # a lone sign that opens nothing
                self.at += 1
        words_given = self.text[start : self.at] if phrase is None else phrase
        self.terms += 1
        if self.terms > MOST:
            raise QueryError(f"The query has more than {MOST} words.")
        if field in _DATES:
            return _days(field, words_given)
        if field in _LANGUAGES:
            return Value("language", words_given.strip().lower())
        if field in _VALUE_FIELDS:
            return _value(field, words_given)
        found = tuple(word.folded for word in words(words_given))
        where = _TEXT_FIELDS[field] if field else None
        if not found:
            return None
        if words_given.endswith("*"):
            if len(found[-1]) < SHORTEST_PREFIX:
                raise QueryError(f"“{words_given}” needs at least {SHORTEST_PREFIX} letters before its star.")
            return Phrase(found, where, prefix=True)
        if phrase is None and len(found) == 1:
            return Word(found[0], where)
        return Phrase(found, where)

    def blank(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def ends(self) -> bool:
        return self.at >= len(self.text) or self.text[self.at] == ")"

    def peeks(self, *signs: str) -> str | None:
        """Return which of `signs` stands here; one of letters has to stand alone."""
        for sign in signs:
            if self.text.startswith(sign, self.at):
                after = self.text[self.at + len(sign) : self.at + len(sign) + 1]
                if not sign.isalpha() or not after or after.isspace() or after in "()" or after in _OPENING:
                    return sign
        return None

    def taken(self, *signs: str) -> bool:
        """Read one of `signs` if one stands here, blanks before it included."""
        self.blank()
        sign = self.peeks(*signs)
        self.at += len(sign or "")
        return sign is not None


def _value(field: str, given: str) -> Value:
    facet, values = _VALUE_FIELDS[field]
    value = re.sub(r"[\s-]+", "_", given.strip().lower())
    if value not in values:
        raise QueryError(f"There is no {field} “{given}”; there are {', '.join(values)}.")
    return Value(facet, value)


def _days(field: str, given: str) -> Days:
    match = _DATE.fullmatch(given.strip())
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        first = date(year or 0, month or 1, day or 1)
        if day:
            last = first
        elif month:
            last = date(first.year + (month == 12), month % 12 + 1, 1) - timedelta(days=1)
        else:
            last = date(first.year, 12, 31)
        before = first - timedelta(days=1)
    except (ValueError, OverflowError):
        raise QueryError(
            f"“{given}” after “{field}:” is no day, month or year: write 2024-08-16, 2024-08 or 2024."
        ) from None
    if field == "on":
        return Days(first, last)
    return Days(first, None) if field == "after" else Days(None, before)
