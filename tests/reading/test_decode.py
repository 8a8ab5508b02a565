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
    scores = np.random.default_rng(seed).normal(size=(length, 5)).astype(np.float32)
    (found,) = viterbi([scores])
    paths = [p for p in itertools.product(range(5), repeat=length) if allowed(p)]
    best = max(paths, key=lambda p: sum(scores[i, label] for i, label in enumerate(p)))
    assert tuple(found.tolist()) == best


def test_sequences_of_different_lengths_do_not_disturb_each_other() -> None:
    rng = np.random.default_rng(3)
    scores = [rng.normal(size=(n, 5)).astype(np.float32) for n in (7, 2, 5)]
    together = viterbi(scores)
    for one, path in zip(scores, together, strict=True):
        assert path.tolist() == viterbi([one])[0].tolist()


def test_a_cue_ends_where_another_begins() -> None:
    p = np.zeros((5, 7), dtype=np.float32)
    p[1, 3], p[2, 4], p[3, 3] = 0.9, 0.8, 0.7
    real = np.ones(5, dtype=bool)
    assert [(a, b) for a, b, _ in cue_runs(p, real, 0.5)] == [(1, 2), (3, 3)]
