"""Corpora of names as windows of word pieces, each piece with the labels its corpus allows.

CoNLL-2003, CrossNER politics, re3d and GUM name types of their own, some coarser than `EntityType`: a piece's target
is so the *set* of labels that its corpus leaves open, and training maximises the probability of that set. Where a
corpus says nothing (a title in re3d, which marks it as part of the name), nothing is asked.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from onrecord.reading.encode import Pieces, Window, encode_paragraphs, windows
from onrecord.reading.mentions.labels import DESCRIPTION_LABELS, NAME_LABELS
from onrecord.text.quotes import quoted
from onrecord.text.spans import Span

ANY = "?"
"""The type of a word on which its corpus says nothing."""


class Word(NamedTuple):
    """A word of a corpus: its text, whether a space follows, and its labels.

    A label is ``O``, ``?`` or ``B-`` or ``I-`` and the types it may have, joined by ``|``.
    """

    text: str
    space: bool
    name: str
    description: str = ANY


Sentence = list[Word]


@dataclass
class Text:
    """Sentences that stand together; `breaks` are the sentences that open a paragraph, None if that is not known."""

    sentences: list[Sentence]
    breaks: list[bool] | None = None


class NameExample(NamedTuple):
    """A window with a row of allowed labels for each piece; a row of only True asks nothing."""

    window: Window
    names: np.ndarray
    descriptions: np.ndarray


_MISC = "group|event|work|other"
CONLL = {"person": "person", "organisation": "organisation", "location": "place", "misc": _MISC}
CROSSNER = {
    **{"person": "person", "politician": "person", "organisation": "organisation", "politicalparty": "organisation"},
    **{"country": "place", "location": "place", "election": "event", "event": "event", "misc": "group|work|other"},
}
RE3D = {
    **{"Person": "person", "Organisation": "organisation", "Location": "place", "Nationality": "group"},
    **{"DocumentReference": "work", "MilitaryPlatform": "other", "Weapon": "other"},
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = _words("the a an this that these those its his her their our my your some all any")
PRONOUNS = _words("i you he she it we they me him her us them this that these those who one here there")
TITLES = _words(
    "mr mrs ms dr sir lord lady president secretary minister ambassador general gen lt col colonel maj major capt "
    "captain sgt sergeant sheikh king queen prince princess senator sen rep congressman spokesman spokesperson "
    "spokeswoman chief envoy coordinator commander director professor prof judge admiral adm army force prime vice "
    "deputy foreign state defence defense administrator representative special us . 's of for"
)


def spaced(words: Sequence[str]) -> list[bool]:
    """Whether a space follows each of the words of a tokenised sentence in ordinary print."""
    out = [True] * len(words)
    open_quote = False
    for i, word in enumerate(words):
        if word in ('"', "``", "''"):
            opening = not open_quote if word == '"' else word == "``"
            open_quote = opening
            if opening:
                out[i] = False
            elif i:
                out[i - 1] = False
        elif i and (word in {",", ".", ";", ":", "!", "?", ")", "]", "%", "n't"} or word.startswith(("'", "\u2019"))):
            out[i - 1] = False
        elif word in {"(", "[", "$", "\u00a3", "\u20ac"}:
            out[i] = False
    return out


def read_columns(path: Path, types: dict[str, str]) -> list[Sentence]:
    """Read a file of words and tags in two columns; a type that is not in `types` is none."""
    out: list[Sentence] = []
    words: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        parts = line.split("\t")
        if len(parts) < 2 or not parts[0].strip():
            if words:
                spaces = spaced([w for w, _ in words])
                out.append([Word(w, s, tag) for (w, tag), s in zip(words, spaces, strict=True)])
                words = []
            continue
        place, _, kind = parts[-1].strip().partition("-")
        if place == "I" and (not words or words[-1][1] == "O"):
            place = "B"
        words.append((parts[0], f"{place}-{types[kind]}" if kind in types else "O"))
    return out


def _re3d_name(sentence: Sentence) -> Sentence:
    """Narrow re3d's noun phrases to the names in them: titles and what is common are left open, determiners out."""
    out = list(sentence)
    i = 0
    while i < len(out):
        if not out[i].name.startswith("B-"):
            i += 1
            continue
        end = i + 1
        while end < len(out) and out[end].name.startswith("I-"):
            end += 1
        kind = out[i].name[2:]
        first = i
        if kind == "person":
            titles = [k for k in range(i, end) if out[k].text.lower().rstrip(".") in TITLES]
            first = titles[-1] + 1 if titles else i
        while first < end and out[first].text.lower() in DETERMINERS:
            first += 1
        rest = [out[k].text for k in range(first, end)]
        named = bool(rest) and rest[0][0].isupper() and rest[-1][0].isupper() and len(rest) <= 6
        named = named and rest[0].lower() not in PRONOUNS
        named = named and not any(out[k].text.lower() in ("for", "of") for k in range(i, first))
        common = not any(w[0].isupper() for w in rest) or (len(rest) == 1 and rest[0].lower() in PRONOUNS)
        for k in range(i, end):
            if not named:
                label = "O" if common and (rest or end == i + 1) else ANY
            elif k < first:
                label = "O" if out[k].text.lower() in DETERMINERS else ANY
            else:
                label = ("B-" if k == first else "I-") + kind
            out[k] = out[k]._replace(name=label)
        i = end
    return out


def texts_of(sentences: list[Sentence], rng: random.Random, most: int = 12, alone: float = 0.85) -> list[Text]:
    """Group consecutive sentences into texts.

    Of the texts a share `alone` has one sentence: with 0.85 about half of all sentences.
    """
    out, at = [], 0
    while at < len(sentences):
        n = 1 if rng.random() < alone else rng.randint(1, most)
        out.append(Text(sentences[at : at + n]))
        at += n
    return out


def laid_out(text: Text, rng: random.Random | None) -> tuple[str, list[Span], list[tuple[Span, Word]]]:
    """Print a text: its characters, its paragraphs, and where each word stands.

    With an `rng`, sentences are at random run together into paragraphs where the corpus does not tell, and words
    spaced as in print or each by itself, since both are read.
    """
    apart = rng is not None and text.breaks is None and rng.random() < 0.4
    together = rng is not None and rng.random() < 0.5
    out: list[str] = []
    length = 0
    paragraphs: list[Span] = []
    places: list[tuple[Span, Word]] = []
    for number, sentence in enumerate(text.sentences):
        breaks = text.breaks[number] if text.breaks is not None else not (together and number % 4)
        start = length
        if number and breaks:
            out.append("\n")
            length += 1
            start = length
        elif number:
            out.append(" ")
            length += 1
            start = paragraphs.pop()[0]
        for word in sentence:
            places.append(((length, length + len(word.text)), word))
            out.append(word.text + (" " if word.space or apart else ""))
            length += len(out[-1])
        if out[-1].endswith(" "):
            out[-1] = out[-1][:-1]
            length -= 1
        paragraphs.append((start, length))
    return "".join(out), paragraphs, places


def _allowed(label: str, labels: Sequence[str], inside: bool) -> np.ndarray:
    """The row of allowed labels; `inside` is for the later pieces of a word."""
    if label == ANY:
        return np.ones(len(labels), dtype=bool)
    if label == "O":
        return np.array([x == "O" for x in labels])
    place, kinds = label.split("-", 1)
    wanted = {f"{'I' if inside else place}-{kind}" for kind in kinds.split("|")}
    return np.array([x in wanted for x in labels])


def label(window: Window, places: Sequence[tuple[Span, Word]]) -> NameExample:
    """Give each piece of a window the labels of the word it belongs to."""
    names = np.ones((len(window.ids), len(NAME_LABELS)), dtype=bool)
    descriptions = np.ones((len(window.ids), len(DESCRIPTION_LABELS)), dtype=bool)
    starts = np.array([a for (a, _), _ in places])
    for i in np.flatnonzero(window.ends > window.starts):
        at = int(window.starts[i])
        (start, end), word = places[int(np.searchsorted(starts, at, side="right")) - 1]
        if at < end:
            names[i] = _allowed(word.name, NAME_LABELS, at > start)
            descriptions[i] = _allowed(word.description, DESCRIPTION_LABELS, at > start)
    return NameExample(window, names, descriptions)


def examples(text: Text, tokenizer: Tokenizer, size: int, rng: random.Random | None = None) -> list[NameExample]:
    """Cut a text into labelled windows."""
    written, paragraphs, places = laid_out(text, rng)
    quotes = [quoted(written, paragraph) for paragraph in paragraphs]
    pieces: list[Pieces] = encode_paragraphs(tokenizer, written, paragraphs, quotes)
    return [label(w, places) for w in windows(pieces, size, max(size, 256))]


# GUM

_GUM_TYPES = {"person": "person", "organization": "organisation", "place": "place", "event": "event"}
HELD_OUT = _words(
    "academic_exposure academic_librarians bio_byron bio_emperor conversation_grounded conversation_risk court_loan "
    "court_negligence essay_evolved essay_tools fiction_beast fiction_lunre interview_cyclone interview_gaming "
    "letter_arendt letter_wiki news_homeopathic news_iodine podcast_bangladesh podcast_wrestling speech_impeachment "
    "speech_inauguration textbook_governments textbook_labor vlog_portland vlog_radiology voyage_athens voyage_coron "
    "whow_joke whow_overalls academic_discrimination academic_eegimaa bio_dvorak bio_jespersen conversation_lambada "
    "conversation_retirement court_insanity court_mitigation essay_fear essay_system fiction_falling fiction_teeth "
    "interview_hill interview_libertarian letter_attorney letter_mandela news_nasa news_sensitive podcast_bezos "
    "podcast_multitasking speech_austria speech_newzealand textbook_chemistry textbook_union vlog_london "
    "vlog_studying voyage_oakland voyage_vavau whow_cactus whow_mice"
)
"""GUM's dev and test documents, by its own split."""


TEST = _words("news_nasa news_sensitive interview_hill interview_libertarian")
"""Of GUM's test documents the news and interviews."""


class _Token(NamedTuple):
    text: str
    space: bool
    xpos: str
    head: int
    relation: str


def _spans_of(sentence: list[tuple[_Token, str]], opened: list[tuple[str, str, int]]) -> list[tuple[str, int, int]]:
    """Entities that open and close in a sentence: (type, first token, last token)."""
    out = []
    for i, (_, field) in enumerate(sentence):
        for part in re.finditer(r"\(([^()]+)(\))?|([^()]+)\)", field):
            if part.group(1):
                number, _, rest = part.group(1).partition("-")
                kind = rest.split("-")[0]
                if part.group(2):
                    out.append((kind, i, i))
                else:
                    opened.append((number, kind, i))
            else:
                for k in range(len(opened) - 1, -1, -1):
                    if opened[k][0] == part.group(3):
                        _, kind, start = opened.pop(k)
                        out.append((kind, start, i))
                        break
    return out


def _gum_sentence(sentence: list[tuple[_Token, str]]) -> Sentence:
    tokens = [t for t, _ in sentence]
    proper = [t.xpos.startswith("NNP") for t in tokens]
    # a proper noun that no mention claims is left open, so are capitalised adjectives
    names = [ANY if proper[i] or (t.xpos == "JJ" and t.text[0].isupper()) else "O" for i, t in enumerate(tokens)]
    described = ["O"] * len(tokens)
    locked: set[int] = set()
    spans = sorted(_spans_of(sentence, []), key=lambda s: s[1] - s[2])
    for kind, first, last in spans:
        inner = [i for i in range(first, last + 1) if not first <= tokens[i].head - 1 <= last]
        if not inner:
            continue
        head = inner[0]
        if proper[head]:
            begin = finish = head
            while begin > first and (proper[begin - 1] or tokens[begin - 1].text == "-"):
                begin -= 1
            while finish < last and proper[finish + 1]:
                finish += 1
            if kind == "person":
                while begin < finish and tokens[begin].text.lower().rstrip(".") in TITLES:
                    begin += 1
            if kind in _GUM_TYPES:
                if locked & set(range(begin, finish + 1)):
                    continue
                for i in range(begin, finish + 1):
                    names[i] = ("B-" if i == begin else "I-") + _GUM_TYPES[kind]
                # "University of Oxford", "Ministry of Defence": how far it goes is for other corpora to say
                after = finish + 1
                if kind != "person" and after < last and tokens[after].text in ("of", "for", "and"):
                    for i in range(after, last + 1):
                        names[i] = ANY
                        locked.add(i)
            else:
                for i in range(first, last + 1):
                    if proper[i]:
                        names[i] = "O" if kind == "time" else ANY
        elif tokens[head].xpos in ("NN", "NNS") and kind in ("person", "organization", "place"):
            begin = head
            while begin > first and tokens[begin - 1].text not in (",", "(", ")", ";", ":"):
                begin -= 1
            for i in range(begin, head + 1):
                described[i] = ("B-" if i == begin else "I-") + _GUM_TYPES[kind]
    return [Word(t.text, t.space, n, d) for t, n, d in zip(tokens, names, described, strict=True)]


def read_gum(path: Path) -> Text:
    """Read one document of GUM: names and descriptions of persons, organisations and places."""
    sentences: list[Sentence] = []
    breaks: list[bool] = []
    current: list[tuple[_Token, str]] = []
    fresh = True
    no_space_until = 0
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# newpar"):
            fresh = True
        elif not line.strip():
            if current:
                sentences.append(_gum_sentence(current))
                breaks.append(fresh)
                current, fresh = [], False
            no_space_until = 0
        elif not line.startswith("#"):
            columns = line.split("\t")
            if "-" in columns[0]:
                _, last = columns[0].split("-")
                no_space_until = int(last)
                continue
            if not columns[0].isdigit():
                continue
            fields = dict(f.split("=", 1) for f in columns[9].split("|") if "=" in f)
            space = fields.get("SpaceAfter") != "No" and int(columns[0]) >= no_space_until
            token = _Token(columns[1], space, columns[4], int(columns[6]), columns[7])
            current.append((token, fields.get("Entity", "")))
    return Text(sentences, breaks)


def gum_files(folder: Path, held_out: bool = False) -> list[Path]:
    """GUM's training documents of the genres nearest to news, or the held-out ones of news and interviews."""
    genres = ("news", "interview") if held_out else ("news", "interview", "speech", "court", "bio", "essay", "voyage")
    chosen = [p for p in sorted(folder.glob("GUM_*.conllu")) if p.stem.split("_")[1] in genres]
    return [p for p in chosen if (p.stem.removeprefix("GUM_") in HELD_OUT) == held_out]


def load(data: Path, share: float = 1.0) -> Callable[[random.Random], list[Text]]:
    """Load all that is trained on; what is returned draws the texts of an epoch.

    Of politics and GUM a `share` is drawn, so that CoNLL-2003 and re3d are seen oftener.
    """
    conll = read_columns(data / "ner/conll2003/train.txt", CONLL)
    politics = [
        s for part in ("train", "dev", "test") for s in read_columns(data / f"ner/politics/{part}.txt", CROSSNER)
    ]
    re3d = [_re3d_name(s) for s in read_columns(data / "ner/re3d/data/train/re3d-train.conll", RE3D)]
    gum = [read_gum(p) for p in gum_files(data / "gum")]

    def draw(rng: random.Random) -> list[Text]:
        others = [*(Text([s]) for s in politics), *gum]
        kept = rng.sample(others, round(share * len(others)))
        return [*texts_of(conll, rng), *(Text([s]) for s in re3d), *kept]

    return draw
