"""The best label sequence, and cues from tag probabilities."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.decode import viterbi
from onrecord.reading.network import cue_runs


def allowed(path: tuple[int, ...]) -> bool:
    before = 0
    for label in path:
        if label == 2 and before not in (1, 2):
            return False
        if label == 4 and before not in (3, 4):
            return False
        before = label
    return True


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_viterbi_finds_the_best_allowed_sequence(length: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores, ends = rng.normal(size=(length, 5)).astype(np.float32), rng.normal(size=length).astype(np.float32)
    (found,) = viterbi([scores], [ends])

    def score(path: tuple[int, ...]) -> float:
        closed = [i for i in range(1, length) if path[i - 1] in (3, 4) and path[i] not in (3, 4)]
        return float(sum(scores[i, label] for i, label in enumerate(path)) + sum(ends[i] for i in closed))

    best = max((p for p in itertools.product(range(5), repeat=length) if allowed(p)), key=score)
    assert tuple(found.tolist()) == best


def test_sequences_of_different_lengths_do_not_disturb_each_other() -> None:
    rng = np.random.default_rng(3)
    scores = [rng.normal(size=(n, 5)).astype(np.float32) for n in (7, 2, 5)]
    ends = [rng.normal(size=len(s)).astype(np.float32) for s in scores]
    together = viterbi(scores, ends)
    for one, end, path in zip(scores, ends, together, strict=True):
        assert path.tolist() == viterbi([one], [end])[0].tolist()


def test_a_content_that_fades_out_ends_where_contents_end() -> None:
    content = np.array([0.0, 0.9, 0.6, 0.55, 0.45, 0.4, 0.1])
    scores = np.full((7, 5), -9.0, dtype=np.float32)
    scores[:, 0], scores[:, 4] = np.log(1.001 - content), np.log(0.001 + content)
    scores[1, 3] = scores[1, 4]
    nothing = np.zeros(7, dtype=np.float32)
    comma = np.array([0, 0, 1.4, -2, -2, -2, 0], dtype=np.float32)  # as before a comma at piece 2, else in a phrase
    assert viterbi([scores], [nothing])[0].tolist() == [0, 3, 4, 4, 0, 0, 0]
    assert viterbi([scores], [comma])[0].tolist() == [0, 3, 0, 0, 0, 0, 0]


def test_a_cue_ends_where_another_begins() -> None:
    p = np.zeros((5, 7), dtype=np.float32)
    p[1, 3], p[2, 4], p[3, 3] = 0.9, 0.8, 0.7
    real = np.ones(5, dtype=bool)
    assert [(a, b) for a, b, _ in cue_runs(p, real, 0.5)] == [(1, 2), (3, 3)]
