"""One pass of the encoder for cues and for mentions."""

import numpy as np
import pytest

from onrecord.reading.encode import Window, encode_paragraphs, windows
from onrecord.reading.layout import Layout
from onrecord.reading.mentions.labels import DESCRIPTION_LABELS, NAME_LABELS
from onrecord.reading.network import Network
from onrecord.reading.reader import Reader

TEXT = (
    "Ana Vale, the harbour minister, said on Tuesday that the port of Skerry would close.\n"
    "Ana Vale said the strike was over. Photograph: Tom Orr/Ledger News"
)
BREAK = TEXT.index("\n")
BODY, CAPTION = (0, BREAK), (BREAK + 1, len(TEXT))


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(threads=1)


def cut(network: Network, *paragraphs: tuple[int, int]) -> list[Window]:
    layout = Layout(TEXT, paragraphs)
    return windows(encode_paragraphs(network.tokenizer, TEXT, layout.paragraphs, layout.quotes), 128)


def test_every_window_has_mention_scores_and_only_the_stated_ones_cues(network: Network) -> None:
    both = [*cut(network, BODY), *cut(network, CAPTION)]
    scores = network.score(both, 0.2, stated=[True, False])
    assert {c.window for c in scores.cues} == {0}
    for window, found in zip(both, scores.mentions, strict=True):
        assert found.names.shape == (len(window.ids), len(NAME_LABELS))
        assert found.descriptions.shape == (len(window.ids), len(DESCRIPTION_LABELS))
        assert np.allclose(found.names.sum(1), 1, atol=1e-4)


def test_mentions_are_left_out_where_they_are_not_asked_for(network: Network) -> None:
    (one,) = cut(network, BODY)
    scores = network.score([one], 0.2, named=False)
    assert scores.cues
    assert not len(scores.mentions[0].names)
    with_names = network.score([one], 0.2)
    assert [c.first for c in scores.cues] == [c.first for c in with_names.cues]


def test_one_scan_gives_what_reading_for_each_gives() -> None:
    reader = Reader(threads=1)
    statements, mentions = reader.scan(TEXT, [BODY], [CAPTION])
    assert statements == reader.read(TEXT, [BODY])
    assert all(s.cue[0][1] <= BREAK for s in statements)
    names = {(TEXT[slice(*m.span)], m.type) for m in mentions if m.form == "name"}
    assert {("Ana Vale", "person"), ("Skerry", "place"), ("Tom Orr", "person")} <= names
    assert ("the harbour minister", "description") in {(TEXT[slice(*m.span)], m.form) for m in mentions}
    assert [m.span[0] for m in mentions] == sorted(m.span[0] for m in mentions)
