"""Mentions with what is needed to compare them: their words folded, where they stand, gender and number."""

import bisect
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from onrecord.reading.entities.words import (
    BODIES,
    DEFINITE,
    FEMALE,
    HEADS,
    INDEFINITE,
    MALE,
    PLURAL_DETERMINERS,
    PRONOUNS,
    TITLES,
    Gender,
    Number,
    lemma,
    listed,
)
from onrecord.reading.model import EntityType, Mention, MentionForm
from onrecord.reading.passages import Passage
from onrecord.text.quotes import Quoted, quoted
from onrecord.text.sentences import sentence_ends
from onrecord.text.spans import Span

_OFFICE_AFTER: Final = re.compile(r" (?:Minister|Secretary|Commissioner|Spokes(?:man|woman|person)) [A-Z]")
_FIRST_NAMES: Final = Path(__file__).parent / "weights" / "first_names.txt"
_PRONOUN: Final = re.compile(
    r"(?<![\w'’-])(?:[Hh](?:e|im|is|imself|er|ers|erself)|[Ss]he|[Tt]he(?:y|m|irs?|mselves)|[Ii]t(?:s|self)?"
    r"|HE|HIS|HIM|SHE|HER|THEY|THEIR|THEM)(?![\w-])"
)
_WORD: Final = re.compile(r"[^\W_](?:[\w&]|[-'’./](?=\w))*\.?")
_TITLE_BEFORE: Final = re.compile(r"([A-Z][a-z]+)\.? $")
_FOLD: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "–": "-", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_EMPTY: Final = frozenset(
    listed(
        "the a an this that these those i me you we us he him she they them it who whom which what each both all some",
        "many most others none everyone anyone someone one his her their its our my your",
    )
)
"""Words that neither name nor describe anybody by themselves."""
_UNFINISHED: Final = frozenset(
    listed("of for and or to in on at by with from as who whom which that the a an than not")
)
"""Words that no description ends with."""
_NO_NAME: Final = re.compile(r"[DRI](?:-[A-Z][\w. ]*)?|(?:Rep|Sen|Gov|Gen|Dr|Mr|Mrs|Ms|Lt|Col|Sgt|Prof)s?\.?")
"""What stands in brackets after a name in Congress, and titles without a name."""
_LONGEST = 160
"""A mention longer than this many code points is no name of anything; it is left by itself."""


@cache
def first_names() -> dict[str, Gender]:
    """Return the gender of first names (folded) that nearly all bearers share.

    From the data of nomquamgender 0.1.4 (Van Buskirk, Clauset, Larremore: "An Open-Source Cultural Consensus Approach
    to Name-Based Gender Classification", ICWSM 2023; MIT licence): names in at least 6 sources, with at least 120
    bearers, of whom at least nine in ten have one gender.
    """
    out: dict[str, Gender] = {}
    for line in _FIRST_NAMES.read_text(encoding="ascii").splitlines():
        gender, *names = line.split(" ")
        out.update(dict.fromkeys(names, "m" if gender == "m" else "f"))
    return out


def fold(words: str) -> str:
    """Return a name in the form in which names are compared: no accents, case, dots, possessive or leading article.

    >>> fold("Séjourné’s"), fold("the U.S."), fold("Hamas'")
    ('sejourne', 'us', 'hamas')
    """
    if not words.isascii():
        words = "".join(
            c for c in unicodedata.normalize("NFKD", words.translate(_FOLD)) if not unicodedata.combining(c)
        )
    words = words.lower().replace(".", "")
    if "'" in words:
        words = words[:-2] if words.endswith("'s") else words.rstrip("'")
    words = words.removeprefix("the ")
    return " ".join(words.split()) if "  " in words or "\n" in words else words


class Item:
    """A mention while it is being put with others; `at` is its place in text order."""

    __slots__ = (
        "at",
        "cluster",
        "definite",
        "end",
        "first",
        "form",
        "gender",
        "head",
        "inner",
        "key",
        "mention",
        "number",
        "owner",
        "paragraph",
        "quoted",
        "sentence",
        "start",
        "title",
        "tokens",
        "type",
    )

    def __init__(self, mention: Mention, at: int) -> None:
        self.mention = mention
        self.at = at
        self.start, self.end = mention.span
        self.type: EntityType = mention.type
        self.form: MentionForm = mention.form
        self.key = ""
        self.tokens: list[str] = []
        self.head = ""
        self.title = ""
        self.gender: Gender | None = None
        self.number: Number = "s"
        self.definite = False
        self.owner = False
        self.cluster = -1
        self.sentence = self.paragraph = 0
        self.quoted = self.first = self.inner = False

    @property
    def span(self) -> Span:
        """Return where it stands."""
        return self.start, self.end


class Layout:
    """Sentences, paragraphs and quotations of what is read, by the offsets at which they begin."""

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        self.text = text
        self.passages = passages
        self.starts: list[int] = []
        self.paragraphs: list[int] = []
        self.quotes: list[Quoted] = []
        for number, (start, end, _) in enumerate(passages):
            ends = sentence_ends(text, start, end)
            self.starts += [start, *ends]
            self.paragraphs += [number] * (1 + len(ends))
            self.quotes += [q for q in quoted(text, (start, end)) if not q.single]
        self._quote_starts = [q.start for q in self.quotes]

    def place(self, item: Item) -> None:
        """Tell `item` its sentence, its paragraph and whether it is quoted."""
        k = bisect.bisect_right(self.starts, item.start) - 1
        k = k if k > 0 else 0
        item.sentence, item.paragraph = k, self.paragraphs[k] if self.paragraphs else 0
        q = bisect.bisect_right(self._quote_starts, item.start) - 1
        item.quoted = q >= 0 and item.start < self.quotes[q].end

    def sentence_start(self, item: Item) -> int:
        """Return where the sentence of `item` begins."""
        return self.starts[item.sentence] if self.starts else 0

    def sentence_end(self, item: Item) -> int:
        """Return where the sentence of `item` ends, its space included."""
        k = item.sentence + 1
        if k < len(self.starts) and self.paragraphs[k] == item.paragraph:
            return self.starts[k]
        return self.passages[item.paragraph].end if self.passages else len(self.text)


def _describe(item: Item, words: str) -> None:
    """Read a description: its determiner, its head noun, what is in between, its number and gender."""
    item.tokens = [w.rstrip(".") for w in _WORD.findall(words.lower().replace("’", "'"))][-12:]
    if not item.tokens:
        return
    item.head, item.number = lemma(item.tokens[-1].removesuffix("'s"))
    if item.type == "person" and item.head in BODIES and item.head not in HEADS:
        item.type = "organisation"
    first = item.tokens[0]
    item.definite = first in DEFINITE
    item.owner = first in PRONOUNS or any(t.endswith(("'s", "s'")) for t in item.tokens[:-1])
    if first in PLURAL_DETERMINERS and first not in ("this", "that", "all", "most", "other"):
        item.number = "p"
    if item.definite or item.owner or first in INDEFINITE or first in PLURAL_DETERMINERS:
        item.tokens = item.tokens[1:] or item.tokens
    if item.type == "person":
        item.gender = "m" if item.head in MALE else "f" if item.head in FEMALE else None
    else:
        item.gender = "n"


def _name(item: Item, text: str, keys: dict[str, str]) -> None:
    words = text[item.start : item.end]
    key = keys.get(words)
    if key is None:
        key = keys[words] = fold(words)
    item.key = key
    item.tokens = key.split(" ")
    item.definite = True
    if item.type == "person":
        while len(item.tokens) > 1 and item.tokens[0] in TITLES:
            item.title, item.tokens = item.tokens[0], item.tokens[1:]
            item.gender = item.gender or TITLES[item.title]
        before = not item.title and _TITLE_BEFORE.search(text, max(0, item.start - 14), item.start)
        if before:
            item.title = before.group(1).lower()
            if item.title in TITLES:
                item.gender = TITLES[item.title]
        if item.gender is None and len(item.tokens) > 1:
            item.gender = first_names().get(item.tokens[0].replace("-", ""))
    elif item.type != "group":
        item.gender = "n"
    elif item.key.endswith("s"):
        item.number = "p"


def _empty(words: str, form: MentionForm) -> bool:
    """Whether there is no word here, or only one that names nobody, or a party and state; "US" and "WHO" are names."""
    if not (words[0].isalnum() or any(c.isalnum() for c in words)):
        return True
    if form == "description" and words.rsplit(" ", 1)[-1].lower() in _UNFINISHED:
        return True
    if len(words) > 9:
        return False
    if _NO_NAME.fullmatch(words):
        return True
    return words.lower() in _EMPTY and not (len(words) > 1 and words.isupper())


def items_of(text: str, layout: Layout, mentions: Sequence[Mention]) -> list[Item]:
    """Return names, descriptions and pronouns inside what is read, in text order, the outer before the inner.

    Of two mentions with one span the first is kept; empty ones and ones outside the text are passed over.
    """
    found: dict[Span, Mention] = {}
    for mention in mentions:
        start, end = mention.span
        if mention.type == "person" and mention.form == "name" and _OFFICE_AFTER.match(text, end):
            continue  # the field of an office: "Energy Minister Ana Vale"
        if 0 <= start < end <= len(text) and not _empty(text[start:end], mention.form):
            found.setdefault(mention.span, mention)
    for start, end, _ in layout.passages:
        for match in _PRONOUN.finditer(text, start, end):
            kind: EntityType = "other" if match.group()[0] in "Ii" else "person"
            found.setdefault(match.span(), Mention(span=match.span(), type=kind, form="pronoun"))
    items: list[Item] = []
    keys: dict[str, str] = {}
    outer = -1
    for at, span in enumerate(sorted(found, key=lambda s: (s[0], -s[1]))):
        item = Item(found[span], at)
        layout.place(item)
        item.first = not items or items[-1].sentence != item.sentence
        item.inner = item.start < outer
        outer = item.end if item.end > outer else outer
        words = text[item.start : item.end]
        if item.form == "pronoun":
            item.head = words.lower()
            item.gender, item.number = PRONOUNS.get(item.head, (None, "s"))
        elif len(words) > _LONGEST:
            item.key = words
        elif item.form == "name":
            _name(item, text, keys)
        else:
            _describe(item, words)
        items.append(item)
    return items
