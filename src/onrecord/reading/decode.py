"""From label scores to spans: the best sequence of labels for each cue, and which cues are attributions at all."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.reading.encode import Window
from onrecord.reading.network import UNLIKELY, CueScores, FloatArray
from onrecord.text.spans import Span

_FORBIDDEN = -1e4
# none, source begin, source inside, content begin, content inside
_STEP = np.zeros((5, 5), dtype=np.float32)
_STEP[[0, 3, 4], 2] = _FORBIDDEN  # the inside of a source follows its beginning only
_STEP[[0, 1, 2], 4] = _FORBIDDEN
_START = np.array([0, 0, _FORBIDDEN, 0, _FORBIDDEN], dtype=np.float32)


class Candidate(NamedTuple):
    """A possible attribution: spans of its parts, and the probabilities that speak for it.

    `cue_p` is the tagger's probability of the cue; `source_p` and `content_p` are mean probabilities of the pieces in
    the spans; `weakest` is the lowest probability of a decided piece within the content, `weakest_source` within the
    source. `doubt` says how undecided the labels of the whole window are, given this cue: the logarithm of one more
    than their entropy, in nats.
    """

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    cue_p: float
    source_p: float
    content_p: float
    weakest: float
    weakest_source: float = 1.0
    doubt: float = 0.0


def viterbi(scores: Sequence[FloatArray], ends: Sequence[FloatArray]) -> list[npt.NDArray[np.int64]]:
    """Return the best label sequence for each array of log-probabilities (pieces, 5), where inside follows begin.

    `ends` holds, for each sequence and piece, what is added to the score where a content ends just before that piece.
    """
    if not scores:
        return []
    longest = max(len(s) for s in scores)
    padded = np.zeros((len(scores), longest, 5), dtype=np.float32)
    closing = np.zeros((len(scores), longest), dtype=np.float32)
    for k, (s, e) in enumerate(zip(scores, ends, strict=True)):
        padded[k, : len(s)] = s
        padded[k, len(s) :, 1:] = _FORBIDDEN
        closing[k, : len(s)] = e
    best = padded[:, 0] + _START
    back = np.zeros((len(scores), longest, 5), dtype=np.int64)
    for t in range(1, longest):
        through = best[:, :, None] + _STEP
        through[:, 3:, :3] += closing[:, t, None, None]
        back[:, t] = through.argmax(1)
        best = through.max(1) + padded[:, t]
    path = np.zeros((len(scores), longest), dtype=np.int64)
    path[:, -1] = best.argmax(1)
    rows = np.arange(len(scores))
    for t in range(longest - 1, 0, -1):
        path[:, t - 1] = back[rows, t, path[:, t]]
    return [path[k, : len(s)] for k, s in enumerate(scores)]


def _reach(labels: FloatArray) -> slice:
    """Return the pieces that may have a label: those the cue head was asked about, and the one after them."""
    at = np.flatnonzero(labels[:, 1] != UNLIKELY)
    return slice(int(at[0]), int(at[-1]) + 2) if len(at) else slice(0, 1)


def _spans(pieces: Iterable[int], labels: Sequence[int], begin: int, starts: list[int], ends: list[int]) -> list[Span]:
    """Spans of code points for runs of pieces; a run goes on over separators and ends where one is labelled `begin`."""
    out: list[Span] = []
    last = -2
    for i in pieces:
        start, end = starts[i], ends[i]
        if end <= start:
            continue
        if out and last == i - 1 and labels[i] != begin:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
        last = i
    return out


def _heaviest_run(
    at: npt.NDArray[np.int64], begins: npt.NDArray[np.bool_], weights: FloatArray
) -> npt.NDArray[np.int64]:
    """Keep the heaviest run of pieces: a source is one phrase (all but nine of the corpus' 18,000)."""
    if len(at) < 2:
        return at
    cuts = np.flatnonzero((np.diff(at) > 1) | begins[at[1:]]) + 1
    return max(np.split(at, cuts), key=lambda run: float(weights[run].sum())) if len(cuts) else at


def candidates(windows: Sequence[Window], scores: Sequence[CueScores], ends: FloatArray) -> list[Candidate]:
    """Decode each scored cue into a candidate with its spans.

    `ends` says, by the id of a word piece, how much likelier than elsewhere a content ends before it, as a logarithm:
    where the network fades out in mid-phrase, the nearest sensible place is taken.
    """
    out = []
    reach = [_reach(c.labels) for c in scores]
    paths = viterbi(
        [c.labels[near] for c, near in zip(scores, reach, strict=True)],
        [ends[windows[c.window].ids[near]] for c, near in zip(scores, reach, strict=True)],
    )
    offsets = {k: (windows[k].starts.tolist(), windows[k].ends.tolist()) for k in {c.window for c in scores}}
    for cue, near, path in zip(scores, reach, paths, strict=True):
        window = windows[cue.window]
        p = np.exp(cue.labels)
        source_p = p[:, 1] + p[:, 2]
        content_p = p[:, 3] + p[:, 4]
        labels = np.zeros(len(p), np.int64)
        labels[near] = path
        named = labels.tolist()
        source = _heaviest_run(np.flatnonzero((labels == 1) | (labels == 2)), labels == 1, source_p)
        content = np.flatnonzero(labels >= 3)
        in_source, in_content = source_p[source], content_p[content]
        where = offsets[cue.window]
        out.append(
            Candidate(
                source=_spans(source.tolist(), named, 1, *where),
                cue=_spans(range(cue.first, cue.last + 1), named, -1, *where),
                content=_spans(content.tolist(), named, 3, *where),
                cue_p=cue.probability,
                source_p=float(in_source.mean()) if len(source) else float(source_p.max(initial=0.0)),
                content_p=float(in_content.mean()) if len(content) else 0.0,
                weakest=float(in_content.min()) if len(content) else 0.0,
                weakest_source=float(in_source.min()) if len(source) else 0.0,
                doubt=math.log1p(max(0.0, -float((p * cue.labels)[window.ends > window.starts].sum()))),
            )
        )
    return out
