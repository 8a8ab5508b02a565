"""Windows of word pieces: nothing is lost, every piece says where it stands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from onrecord.reading.encode import SHAPES, Pieces, encode_paragraphs, windows, word_shape
from onrecord.reading.network import WEIGHTS, Network
from onrecord.text.quotes import quoted
from onrecord.text.spans import Span

needs_weights = pytest.mark.skipif(
    not (WEIGHTS / "tokenizer.json").exists(), reason="the reader's weights are not here"
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Network().tokenizer


def encoded(tokenizer: Tokenizer, text: str, paragraphs: list[Span]) -> list[Pieces]:
    return encode_paragraphs(tokenizer, text, paragraphs, [quoted(text, paragraph) for paragraph in paragraphs])


@needs_weights
def test_pieces_carry_offsets_shapes_and_quotation(tokenizer: Tokenizer) -> None:
    text = 'xx He said: “It is" over, NATO.'
    (pieces,) = encoded(tokenizer, text, [(3, len(text))])
    words = [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]
    assert words == ["He", "said", ":", "“", "It", "is", '"', "over", ",", "NATO", "."]
    assert pieces.shapes == [2, 1, 6, 6, 2, 1, 6, 1, 6, 3, 6]
    assert pieces.quotes == [0, 0, 0, 2, 1, 1, 2, 0, 0, 0, 0]


@needs_weights
@given(st.lists(st.text(alphabet="ab éß“”\"'’1.,\n", min_size=1, max_size=80), max_size=8), st.integers(8, 40))
def test_windows_hold_every_piece_in_order(tokenizer: Tokenizer, parts: list[str], size: int) -> None:
    text = "|".join(parts)
    paragraphs, at = [], 0
    for part in parts:
        paragraphs.append((at, at + len(part)))
        at += len(part) + 1
    pieces = encoded(tokenizer, text, paragraphs)
    cut = windows(pieces, size)
    assert all(len(w.ids) <= size for w in cut)
    starts = np.concatenate([w.starts[w.ends > w.starts] for w in cut]) if cut else np.zeros(0)
    assert starts.tolist() == [s for p in pieces for s, e in zip(p.starts, p.ends, strict=True) if e > s]


@needs_weights
@pytest.mark.parametrize(
    ("size", "longest", "shared"), [(16, 40, True), (30, 40, True), (16, 16, False)], ids=["wider", "fits", "too long"]
)
def test_what_a_colon_announces_stands_in_its_window(
    tokenizer: Tokenizer, size: int, longest: int, shared: bool
) -> None:
    lines = [
        "It rained on the harbour all day.",
        "She said:",
        "No boat will leave the harbour before the wind has turned.",
    ]
    text = "\n".join(lines)
    paragraphs = [(text.index(line), text.index(line) + len(line)) for line in lines]
    cut = windows(encoded(tokenizer, text, paragraphs), size, longest)
    holds = [set(w.paragraph.tolist()) for w in cut]
    assert any({1, 2} <= found for found in holds) == shared
    assert [k for found in holds for k in sorted(found) if k >= 0] == [0, 1, 2]


@given(st.text(min_size=1, max_size=12))
def test_every_word_has_a_shape(word: str) -> None:
    assert 0 < word_shape(word) < SHAPES
