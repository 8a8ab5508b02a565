"""Both databases find the same, and that is what a reading of every text one by one finds."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.names import key
from onrecord.record.opening import Archive, open_archive
from onrecord.record.search.cards import unpack
from onrecord.record.search.gather import Gatherer, gather
from onrecord.record.search.index import Kind
from onrecord.record.search.query import (
    All,
    AnyOf,
    Days,
    Field,
    Node,
    Not,
    Phrase,
    QueryError,
    Undated,
    Value,
    Word,
    read,
)
from onrecord.record.search.words import folds, stem
from tests.record.search.filling import NAMES, WORDS, Piece, Said, corpus, fill
from tests.stock import Server

PIECES = corpus()
LANGUAGES = ("", "de", "en")


@pytest.fixture(scope="module")
def both(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Archive]]:
    folder: Path = tmp_path_factory.mktemp("same")
    archives = [open_archive(folder / "a.db", make=True)]
    archives.append(open_archive(url := server.make(), make=True))
    for archive in archives:
        fill(archive, PIECES)
    yield archives
    for archive in archives:
        archive.close()
    server.drop(url)


def found(archive: Archive, kind: Kind, node: Node) -> list[int]:
    with archive.reading() as connection:
        gatherer = Gatherer(connection, kind, node)
        asked = sorted(unpack(gatherer.cards()).id.tolist())
        assert gather(gatherer).cards.id.tolist() == asked  # sifted by what cards tell, where there are words
        return asked


def holds(node: Node, piece: Piece, said: list[Said], kind: Kind) -> bool:
    """Whether a statement (the only one of `said`), or an article with these, is what `node` asks for."""
    language = piece.language

    def texts(field: Field | None) -> list[str]:
        spoken = [one.content for one in said] if kind == "statement" else [piece.headline, "", piece.body]
        beside = [one for s in said for one in (s.source, s.cue, *s.speakers)] if kind == "statement" else piece.authors
        named = {
            "speaker": [name for s in said for name in s.speakers],
            "organisation": [name for s in said for name in s.organisations],
            "via": [name for s in said for name in s.vias],
            "outlet": [piece.outlet] if piece.outlet else [],
            "headline": [piece.headline],
            "said": spoken,
            "source": beside,
        }
        return [*spoken, *beside] if field is None else named[field]

    match node:
        case Word(word, field) if field in (None, "said", "source"):
            wanted = {stem(word, one) for one in LANGUAGES}
            return any(stem(one, language) in wanted for text in texts(field) for one in folds(text))
        case Word(word, field):
            return any(word in folds(text) for text in texts(field))
        case Phrase(words, field, prefix):
            for text in texts(field):
                there = folds(text)
                for k in range(len(there) - len(words) + 1):
                    part = there[k : k + len(words)]
                    if prefix and part[-1].startswith(words[-1]):
                        part[-1] = words[-1]
                    if part == list(words):
                        return True
            return False
        case Value(facet, value):
            if facet == "language":
                return language == value
            if facet == "outlet":
                return piece.outlet is not None and key(piece.outlet) == value
            names = {"speaker": "speakers", "organisation": "organisations", "via": "vias"}
            if facet in names:
                return any(value == key(name) for s in said for name in getattr(s, names[facet]))
            return kind == "statement" and getattr(said[0], facet) == value
        case Undated():
            return piece.day is None
        case Days(first, last):
            day = date.fromisoformat(piece.day) if piece.day else None
            return day is not None and (first or date.min) <= day <= (last or date.max)
        case Not(inner):
            return not holds(inner, piece, said, kind)
        case All(nodes):
            return all(holds(one, piece, said, kind) for one in nodes)
        case AnyOf(nodes):
            return any(holds(one, piece, said, kind) for one in nodes)
    raise AssertionError(node)


def expected(node: Node, kind: Kind) -> list[int]:
    if kind == "article":
        return [n for n, piece in enumerate(PIECES, 1) if holds(node, piece, piece.said, kind)]
    each = [(piece, said) for piece in PIECES for said in piece.said]
    return [n for n, (piece, said) in enumerate(each, 1) if holds(node, piece, [said], kind)]


word = st.sampled_from([*WORDS, "hollin", "the", "ships", "o'dell", "envoys"])
long_word = word.filter(lambda one: len(one) > 3 and one.isalpha())
name = st.sampled_from([*NAMES, "brandt", "mara", "skerry", "skerry fm", "post"])
leaf = st.one_of(
    word,
    st.lists(word, min_size=1, max_size=3).map(lambda each: f'"{" ".join(each)}"'),
    long_word.map(lambda one: f"{one[:3]}*"),
    st.tuples(word, long_word).map(lambda two: f'"{two[0]} {two[1][:3]}"*'),
    st.tuples(st.sampled_from(["speaker", "org", "outlet", "via", "source"]), name).map(
        lambda two: f'{two[0]}:"{two[1]}"'
    ),
    st.tuples(st.sampled_from(["said", "source", "headline"]), word).map(":".join),
    st.sampled_from(
        ["kind:named_person", "quotation:direct", "manner:warns", "lang:de", "lang:xx", "channel:interview"]
    ),
    st.tuples(
        st.sampled_from(["on", "after", "before"]),
        st.sampled_from(["2023", "2024", "2024-01", "2024-02-29", "2024-03-01", "1999", "2030-05"]),
    ).map(":".join),
)
query = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(" ".join),
        st.lists(inner, min_size=2, max_size=4).map(lambda each: f"({' OR '.join(each)})"),
        inner.map(lambda one: f"-({one})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} NOT ({two[1]}))"),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(text=query, kind=st.sampled_from(["statement", "article"]))
def test_hits_are_those_of_a_reading_of_every_text(both: list[Archive], text: str, kind: Kind) -> None:
    node = read(text)
    wanted = expected(node, kind)
    for archive in both:
        assert found(archive, kind, node) == wanted, (archive.dialect, text, node)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=60) | st.text(alphabet='ab"()|-*: ORANDT\x00\u2019“”1é日', max_size=40))
def test_any_text_is_read_or_refused_in_one_sentence(both: list[Archive], text: str) -> None:
    try:
        node = read(text)
    except QueryError as error:
        assert str(error).count("\n") == 0 and str(error)[-1] in ".)"
        return
    assert found(both[0], "statement", node) == found(both[1], "statement", node)
