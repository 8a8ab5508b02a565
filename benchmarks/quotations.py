"""Whether quotations are told to be the same words: pairs made from the articles of PolNeAR and GUM.

    python -m benchmarks quotations [--part dev|train|gum|gum-held] [--seed N]

`gum` and `gum-held` are every second text of GUM each, of all its genres: nothing was chosen on either.

Each direct quotation of five words or more is paired with itself as papers carry it on: with other quotation marks,
cut at an end, with an ellipsis, with one to three words altered, and given to another speaker; and with the two
quotations of other articles, and the two of its own, that share most words with it. Altered words are replaced by words
of the same corpus, left out, or doubled by another word; which ones is known, so that the places pointed at can be
checked. Contents of other articles that share eight words in a row with it are left out: papers do carry the same
quotation.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.corpora import MissingError, shared
from onrecord.story.utterances import Wording, candidates, matched
from onrecord.story.words import Word, grams, words_of
from onrecord.text.quotes import quoted
from training.attribution.data import read_brat

_FEWEST = 5


class Said(NamedTuple):
    """A quotation's words as they stand, and where."""

    article: str
    text: str


class Pair(NamedTuple):
    """Two wordings, whether they are the same words, and the places of the altered words in the second, if known."""

    sort: str
    one: str
    other: str
    same: bool
    altered: list[str]
    same_speaker: bool = True


def main(given: Sequence[str] | None = None) -> int:
    """Print precision, recall and how exactly altered words are pointed at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", choices=("dev", "train", "gum", "gum-held"), default="dev")
    parser.add_argument("--limit", type=int, default=None, help="only the first N quotations")
    parser.add_argument("--show", action="store_true", help="print what is taken wrongly")
    arguments = parser.parse_args(given)
    chance = random.Random(arguments.seed)
    said = quotations(arguments.part)[: arguments.limit]
    pairs = list(made(said, chance))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    pointed = altered = found = wrong = 0
    for pair in pairs:
        one, other = words_of(pair.one), words_of(pair.other)
        found_by = looked_at(one, other)
        match = matched(_said(1, one, True), _said(2, other, pair.same_speaker)) if found_by else None
        total[pair.sort] += 1
        right[pair.sort] += (match is not None) == pair.same
        found += match is not None and pair.same
        wrong += match is not None and not pair.same
        if (match is not None) != pair.same and arguments.show:
            print(pair.sort, "|", pair.one, "|", pair.other, "|", match, "" if found_by else "(not looked at)")
        if match is not None and pair.sort.startswith("altered"):
            altered += 1
            pointed += exactly(one, other, match, pair)
    positives = sum(count for sort, count in total.items() if not sort.startswith("unrelated"))
    print(f"{len(said)} quotations, {len(pairs)} pairs")
    for sort, count in total.items():
        print(f"  {sort:<34}{right[sort]:>6} of {count:>6}  {right[sort] / count:.4f}")
    print(f"same words: precision {found / (found + wrong):.4f}, recall {found / positives:.4f}")
    print(f"altered words pointed at exactly: {pointed / max(1, altered):.4f} of {altered}")
    return 0


def looked_at(one: list[Word], other: list[Word]) -> bool:
    """Say whether the second would be aligned with the first if it came to an archive later."""
    new = _said(2, other, True)._replace(grams=grams(other))
    return bool(candidates(new, {hash: [1] for hash in grams(one)}))


def _said(number: int, words: list[Word], hers: bool) -> Wording:
    """Return a quotation of one of two speakers, both named."""
    return Wording(number, words, [], "ana vale" if hers else "edmund sorrel", kind="named_person")


def exactly(one: list[Word], other: list[Word], match: object, pair: Pair) -> bool:
    """Say whether the words pointed at in either wording are those that were altered, and no others."""
    assert hasattr(match, "differences")
    places = [
        (
            " ".join(word.text for word in one[slice(*each.one)]),
            " ".join(word.text for word in other[slice(*each.other)]),
        )
        for each in match.differences
    ]
    return [f"{before}>{after}" for before, after in places] == pair.altered


def quotations(part: str) -> list[Said]:
    """Return the direct quotations of the articles of a part."""
    if part.startswith("gum"):
        return _of_gum(held=part == "gum-held")
    out = []
    for path in sorted(shared("data", "polnear", part, "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        annotated = path.parent.parent / "attr" / path.with_suffix(".ann").name
        files = [annotated] if annotated.exists() else sorted(path.parent.parent.rglob(f"{path.stem}*.ann"))
        if not files:
            raise MissingError(f"annotations of {path.stem}")
        marks = [one for start, end in _lines(text) for one in quoted(text, (start, end))]
        seen = set()
        for one in read_brat(files[0]):
            for start, end in one["content"]:
                for mark in marks:
                    if start <= mark.outer_start and mark.outer_end <= end and mark not in seen:
                        seen.add(mark)
                        words = text[mark.start : mark.end]
                        if len(words_of(words)) >= _FEWEST:
                            out.append(Said(path.stem, words))
    return out


def _of_gum(*, held: bool) -> list[Said]:
    """Return what stands between double marks in every second text of GUM."""
    out = []
    for path in sorted(shared("data", "gum").glob("*.conllu"))[held::2]:
        paragraphs: list[list[str]] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# newpar") and not line.startswith("# newpar_"):
                paragraphs.append([])
            elif line.startswith("# text = "):
                (paragraphs or [[]])[-1].append(line.removeprefix("# text = "))
        for text in map(" ".join, paragraphs):
            marks = [one for one in quoted(text, (0, len(text))) if not one.single]
            words = [text[one.start : one.end] for one in marks]
            out += [Said(path.stem, one) for one in words if len(words_of(one)) >= _FEWEST]
    return out


def made(said: list[Said], chance: random.Random) -> list[Pair]:
    """Return the pairs."""
    vocabulary = [word.text for one in said for word in words_of(one.text) if word.text.isalpha()]
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(said):
        for word in {word.text for word in words_of(one.text)}:
            by_word[word].append(number)
    out = []
    for number, one in enumerate(said):
        tokens = one.text.split()
        out.append(Pair("verbatim, other marks", one.text, f"«{one.text.replace(', ', ' – ')}»", True, []))
        out.append(Pair("verbatim, another speaker", one.text, one.text.upper(), True, [], same_speaker=False))
        if len(tokens) >= 9:
            keep = max(6, round(len(tokens) * chance.uniform(0.5, 0.8)))
            start = chance.choice((0, len(tokens) - keep))
            cut = " ".join(tokens[start : start + keep])
            out.append(Pair("cut", one.text, cut, True, []))
            out.append(Pair("cut, another speaker", one.text, cut, True, [], same_speaker=False))
        if len(tokens) >= 12:
            a = chance.randrange(4, len(tokens) - 6)
            b = min(len(tokens) - 4, a + chance.randrange(1, 6))
            out.append(Pair("ellipsis", one.text, " ".join([*tokens[:a], "…", *tokens[b:]]), True, []))
        for count in (1, 2, 3):
            if len(tokens) >= 5 * count + 3:
                words, changes = alter(one.text, count, vocabulary, chance)
                out.append(Pair(f"altered, {count}", one.text, words, True, changes))
                if count < 3:
                    words, changes = alter(one.text, count, vocabulary, chance)
                    out.append(Pair(f"altered, {count}, another speaker", one.text, words, True, changes, False))
        shared_words: Counter[int] = Counter()
        for word in {word.text for word in words_of(one.text)}:
            if len(by_word[word]) <= 400:
                shared_words.update({other: 1.0 / len(by_word[word]) for other in by_word[word]})  # type: ignore[dict-item]
        near = [other for other, _ in shared_words.most_common(80) if other != number]
        for sort, own in (("unrelated, other articles", False), ("unrelated, same article", True)):
            others = [
                n for n in near if (said[n].article == one.article) is own and not _carried(one.text, said[n].text)
            ]
            for other in others[:2]:
                for same in (True, False):
                    name = f"{sort}, {'same' if same else 'another'} speaker"
                    out.append(Pair(name, one.text, said[other].text, False, [], same))
    return out


def alter(text: str, count: int, vocabulary: list[str], chance: random.Random) -> tuple[str, list[str]]:
    """Return `text` with `count` words altered, two at least apart, and each as before>after in folded words."""
    words = words_of(text)
    places: list[int] = []
    for _ in range(200):
        at = chance.randrange(len(words))
        if all(abs(at - other) > 2 for other in places):
            places.append(at)
        if len(places) == count:
            break
    out, changes, last = [], [], 0
    for at in sorted(places):
        word = words[at]
        new = next(
            one
            for one in iter(lambda: chance.choice(vocabulary), None)
            if one != word.text and not _beside(one, words, at)
        )
        how = chance.choice(("swap", "swap", "swap", "drop", "double")) if 0 < at < len(words) - 1 else "swap"
        if (how == "drop" and words[at - 1].text == word.text) or words[min(len(words) - 1, at + 1)].text == word.text:
            how = "swap"
        after = {"swap": new, "drop": "", "double": f"{text[word.start : word.end]} {new}"}[how]
        changes.append({"swap": f"{word.text}>{new}", "drop": f"{word.text}>", "double": f">{new}"}[how])
        out += [text[last : word.start], after]
        last = word.end
    return "".join([*out, text[last:]]), changes


def _beside(word: str, words: list[Word], at: int) -> bool:
    return any(other.text == word for other in words[max(0, at - 1) : at + 2])


def _carried(one: str, other: str) -> bool:
    """Say whether two share eight words in a row."""
    left, right = ([word.text for word in words_of(text)] for text in (one, other))
    runs = {tuple(left[at : at + 8]) for at in range(len(left) - 7)}
    return any(tuple(right[at : at + 8]) in runs for at in range(len(right) - 7)) or left == right


def _lines(text: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for line in text.split("\n"):
        out.append((at, at + len(line)))
        at += len(line) + 1
    return out


if __name__ == "__main__":
    sys.exit(main())
