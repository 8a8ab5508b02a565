"""Where in a text the words of a query are: to show them, and to say how well they fit."""

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from onrecord.record.search.query import All, AnyOf, Field, Node, Phrase, Word
from onrecord.record.search.words import folds, forms, runs, stem, words
from onrecord.text.spans import Span, merge

Side = Literal["said", "source", "speaker", "headline", "outlet", "title"]
"""What a text is of its statement; ``title`` is the headline of an article found, which is among its own words."""
WIDTH = 320
"""Code points of a text that are shown around the words found, about."""
_SIDES: dict[Field | None, tuple[Side, ...]] = {
    None: ("said", "source", "speaker", "title"),
    "said": ("said", "title"),
    "source": ("source", "speaker"),
    "speaker": ("speaker",),
    "headline": ("headline", "title"),
    "outlet": ("outlet",),
}
Leaf = Word | Phrase


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A text, or the piece of it around the words found.

    `marks` are the words found, in code points into `text`, half open. `before` and `after` say whether there is more
    of the text on that side.
    """

    text: str
    marks: list[Span] = []
    before: bool = False
    after: bool = False


def leaves(node: Node, optional: bool = False) -> list[tuple[Leaf, bool]]:
    """Return the words and phrases that a hit of `node` may have, each with whether it may also lack them."""
    match node:
        case Word() | Phrase():
            return [(node, optional)]
        case All(nodes):
            return [leaf for one in nodes for leaf in leaves(one, optional)]
        case AnyOf(nodes):
            return [leaf for one in nodes for leaf in leaves(one, True)]
    return []


class Matcher:
    """Finds the words of a query in texts, as the index would: the same words, folded and stemmed the same."""

    def __init__(self, node: Node, languages: Iterable[str]) -> None:
        self.leaves = [leaf for leaf, _ in leaves(node)]
        spoken = tuple(languages) or ("",)
        self._stems = [
            {stem(leaf.text, one) for one in spoken} if isinstance(leaf, Word) and _stemmed(leaf) else None
            for leaf in self.leaves
        ]
        self._known: dict[tuple[Side, str | None], tuple[set[str], set[str]]] = {}

    def places(self, folded: Sequence[str], side: Side, language: str | None) -> list[list[tuple[int, int]]]:
        """Return for each leaf where in `folded` it is, as the first word's index and the one after the last."""
        stems: list[str] | None = None
        out: list[list[tuple[int, int]]] = []
        for leaf, wanted in zip(self.leaves, self._stems, strict=True):
            if side not in _SIDES.get(leaf.field, ()):
                out.append([])
            elif wanted is not None:
                if stems is None:
                    stems = [stem(one, language) for one in folded]
                out.append([(k, k + 1) for k, one in enumerate(stems) if one in wanted])
            else:
                phrase = leaf.words if isinstance(leaf, Phrase) else (leaf.text,)
                out.append(_runs(folded, phrase, isinstance(leaf, Phrase) and leaf.prefix))
        return out

    def likely(self, texts: Iterable[str], side: Side, language: str | None) -> set[str]:
        """Return the runs of characters in `texts` that may be of a leaf; each run is looked at but once."""
        wanted = self._wanted(side)
        if not any(wanted):
            return set()
        stems, exact, beginnings = wanted
        known, found = self._known.setdefault((side, language), (set(), set()))
        here = {run for text in texts for run in runs(text)}
        for run in here - known:
            if any(
                form in exact or (stems and stem(form, language) in stems) or form.startswith(beginnings)
                for form in forms(run)
            ):
                found.add(run)
        known |= here
        return found & here

    def _wanted(self, side: Side) -> tuple[set[str], set[str], tuple[str, ...]]:
        """Return what a word may be to be of a leaf, or to begin one: by its stem, as it is, and how it may begin."""
        stems: set[str] = set()
        exact: set[str] = set()
        beginnings: list[str] = []
        for leaf, wanted in zip(self.leaves, self._stems, strict=True):
            if side not in _SIDES.get(leaf.field, ()):
                continue
            if wanted is not None:
                stems |= wanted
            elif isinstance(leaf, Word):
                exact.add(leaf.text)
            elif leaf.prefix and len(leaf.words) == 1:
                beginnings.append(leaf.words[0])
            else:
                exact.add(leaf.words[0])
        return stems, exact, tuple(beginnings)

    def shown(self, text: str, side: Side, language: str | None, width: int = WIDTH) -> Shown:
        """Return `text` with its words found marked; of one much longer than `width` the piece with most of them."""
        marks: list[Span] = []
        if any(side in _SIDES.get(leaf.field, ()) for leaf in self.leaves):
            each = self.places(folds(text), side, language)
            if any(each):  # where each word begins and ends is dearer to find out than which words there are
                found = list(words(text))
                marks = merge([(found[a].start, found[b - 1].end) for leaf in each for a, b in leaf])
        if len(text) <= width * 5 // 4:
            return Shown(text=text, marks=marks)
        start = _best(marks, width)
        start, end = _whole_words(text, start, width)
        inside = [(max(a, start) - start, min(b, end) - start) for a, b in marks if a < end and b > start]
        return Shown(text=text[start:end], marks=inside, before=start > 0, after=end < len(text))


def fit(matcher: Matcher, content: str, beside: str, language: str | None) -> float:
    """Return how well a statement fits a query: how often it has the words, the more so in what is said and together.

    The count of a word is dampened and set against the length, as BM25 does (Robertson and Zaragoza, 2009; k = 1.2,
    b = 0.5); words close together add up to one word more.
    """
    folded = folds(content)
    said = matcher.places(folded, "said", language)
    other = matcher.places(folds(beside), "source", language)
    norm = 1.2 * (0.5 + 0.5 * max(len(folded), 6) / 20)
    score = 0.0
    for here, there in zip(said, other, strict=True):
        count = len(here) + 0.5 * bool(there)
        score += 2.2 * count / (count + norm) if count else 0.0
    together = [leaf for leaf in said if leaf]
    if len(together) > 1:
        score += len(together) / _tightest(together)
    return score


def _stemmed(leaf: Word) -> bool:
    return leaf.field in (None, "said", "source")


def _runs(folded: Sequence[str], phrase: Sequence[str], prefix: bool) -> list[tuple[int, int]]:
    whole, last, length = list(phrase[:-1]), phrase[-1], len(phrase)
    out = []
    for k in range(len(folded) - length + 1):
        end = folded[k + length - 1]
        if (end.startswith(last) if prefix else end == last) and (
            length == 1 or list(folded[k : k + length - 1]) == whole
        ):
            out.append((k, k + length))
    return out


def _tightest(leaves_found: list[list[tuple[int, int]]]) -> int:
    """Return how many words the shortest stretch has that holds one place of every leaf."""
    places = sorted((a, leaf) for leaf, each in enumerate(leaves_found) for a, _ in each)
    last: dict[int, int] = {}
    best = places[-1][0] - places[0][0] + 1
    for at, leaf in places:
        last[leaf] = at
        if len(last) == len(leaves_found):
            best = min(best, at - min(last.values()) + 1)
    return max(best, 1)


def _best(marks: list[Span], width: int) -> int:
    """Return where a piece of `width` has to start to hold most marks, the first such, with words before them."""
    best, start, first = 0, 0, 0
    for k, (_, end) in enumerate(marks):
        while end - marks[first][0] > width * 3 // 4 and first < k:
            first += 1
        if k - first + 1 > best:
            best, start = k - first + 1, marks[first][0]
    return max(0, start - width // 4)


def _whole_words(text: str, start: int, width: int) -> Span:
    """Return the piece of `text` from about `start` that cuts no word at either end, if its words are not too long."""
    if len(text) - start < width:
        start = max(0, len(text) - width)
    if start:
        space = text.find(" ", start, start + 30)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + width)
    if end < len(text):
        space = text.rfind(" ", end - 30, end)
        end = space if space > start else end
    return start, end
