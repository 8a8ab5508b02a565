"""The reader's network, run with onnxruntime: word pieces in, scores out.

Three graphs ship with the package. The encoder gives every piece of a window a vector and tag scores (outside, and
begin or inside of source, cue and content). The cue head, asked once for each cue, labels the pieces of the cue's
window again: which are its source, which its content. The mention head says of each vector whether it is part of a
name or of a description.
"""

import json
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.reading.encode import COLON, Window

if TYPE_CHECKING:
    import onnxruntime as ort
    from tokenizers import Tokenizer

FloatArray = npt.NDArray[np.float32]
WEIGHTS = Path(__file__).parent / "weights"
_BATCH_PIECES = 192
_HEAD_BATCH = 16
UNLIKELY = -20.0
"""Score of all labels but none for pieces that the cue head is not asked about."""
_NOTHING = np.zeros((0, 5), dtype=np.float32)


class CueScores(NamedTuple):
    """What the network says of one cue in one window: pieces `first` to `last`, and label scores for every piece.

    `labels` has a row of log-probabilities for each piece of the window: none, source (begin, inside), content (begin,
    inside). `probability` is the tagger's that these pieces are a cue.
    """

    window: int
    first: int
    last: int
    probability: float
    labels: FloatArray


class MentionScores(NamedTuple):
    """What the network says of the pieces of one window: probabilities of the labels in `reading.mentions.labels`.

    A row for each piece; `names` and `descriptions` are two readings of the same pieces that do not know each other.
    """

    names: FloatArray
    descriptions: FloatArray


class Scores(NamedTuple):
    """What one pass over windows gives: the cues in window order, and the mention scores of every window."""

    cues: list[CueScores]
    mentions: list[MentionScores]


def _softmax(scores: FloatArray) -> FloatArray:
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), dtype=np.float32)


class Network:
    """The shipped weights, loaded once.

    `threads` is the number of cores one inference may use (by default all, up to four); results do not depend on it.
    Raises `FileNotFoundError` where `folder` holds no weights.
    """

    def __init__(self, folder: Path = WEIGHTS, threads: int | None = None) -> None:
        self._folder = folder
        self._threads = threads or min(4, os.cpu_count() or 1)
        self.config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return str(self.config["name"])

    @cached_property
    def tokenizer(self) -> "Tokenizer":
        """The word-piece tokenizer, without padding, truncation or special pieces."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def content_ends(self) -> FloatArray:
        """By the id of a word piece, how much likelier than elsewhere a content ends before it, as a logarithm."""
        out = np.zeros(self.tokenizer.get_vocab_size(), dtype=np.float32)
        for piece, likelier in self.config["content_ends"]:
            out[piece] = likelier
        return out

    def _session(self, file: str) -> "ort.InferenceSession":
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return ort.InferenceSession(str(self._folder / file), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _encoder(self) -> "ort.InferenceSession":
        return self._session("encoder.onnx")

    @cached_property
    def _mentions(self) -> "ort.InferenceSession":
        return self._session("mentions.onnx")

    @cached_property
    def _head(self) -> "ort.InferenceSession":
        return self._session("head.onnx")

    def score(
        self, windows: Sequence[Window], threshold: float, *, stated: Sequence[bool] | None = None, named: bool = True
    ) -> Scores:
        """Read `windows` once, for every cue that is at least as likely as `threshold`, and for mentions.

        `stated` says which windows are read for cues (all, unless given); with `named` false none is read for
        mentions, and each has empty scores.
        """
        nothing = MentionScores(_NOTHING, _NOTHING)
        out = Scores([], [nothing] * len(windows))
        asked = [stated is None or stated[k] for k in range(len(windows))]
        # Rounding depends on what is read together, so that what is read for names alone is not read with the rest.
        order = sorted(range(len(windows)), key=lambda k: (not asked[k], len(windows[k].ids), k))
        batch: list[int] = []
        for k in order:
            full = (len(batch) + 1) * len(windows[k].ids) > _BATCH_PIECES
            if batch and (full or asked[k] != asked[batch[-1]]):
                self._score_batch(windows, batch, threshold, stated, named, out)
                batch = []
            batch.append(k)
        if batch:
            self._score_batch(windows, batch, threshold, stated, named, out)
        out.cues.sort(key=lambda c: (c.window, c.first))
        return out

    def _score_batch(
        self,
        windows: Sequence[Window],
        batch: list[int],
        threshold: float,
        stated: Sequence[bool] | None,
        named: bool,
        out: Scores,
    ) -> None:
        longest = max(len(windows[k].ids) for k in batch)
        feeds = {name: np.zeros((len(batch), longest), dtype=np.int64) for name in ("ids", "shapes", "quotes", "mask")}
        for row, k in enumerate(batch):
            window = windows[k]
            n = len(window.ids)
            feeds["ids"][row, :n] = window.ids
            feeds["shapes"][row, :n] = window.shapes
            feeds["quotes"][row, :n] = window.quotes
            feeds["mask"][row, :n] = 1
        tags, hidden, pieces = self._encoder.run(["tags", "hidden", "pieces"], feeds)
        if named:
            names, descriptions = self._mentions.run(["names", "descriptions"], {"hidden": hidden})
            for row, k in enumerate(batch):
                n = len(windows[k].ids)
                out.mentions[k] = MentionScores(names[row, :n], descriptions[row, :n])
        probabilities = _softmax(tags)
        found: list[tuple[int, int, int, float]] = []
        for row, k in enumerate(batch):
            if stated is not None and not stated[k]:
                continue
            window = windows[k]
            real = window.ends > window.starts
            for first, last, p in cue_runs(probabilities[row, : len(window.ids)], real, threshold):
                found.append((row, first, last, p))
        answers = self._ask(windows, batch, found, hidden, pieces)
        for (row, first, last, p), labels in zip(found, answers, strict=True):
            out.cues.append(CueScores(batch[row], first, last, p, labels))

    def _ask(
        self,
        windows: Sequence[Window],
        batch: list[int],
        found: Sequence[tuple[int, int, int, float]],
        hidden: FloatArray,
        pieces: FloatArray,
    ) -> list[FloatArray]:
        """Ask the cue head about every cue in `found`; only pieces of the cue's surroundings are looked at."""
        reach = [surroundings(windows[batch[row]], first) for row, first, *_ in found]
        out: list[FloatArray] = [_NOTHING] * len(found)
        order = sorted(range(len(found)), key=lambda k: reach[k][1] - reach[k][0])
        for at in range(0, len(order), _HEAD_BATCH):
            chosen = order[at : at + _HEAD_BATCH]
            longest = max(reach[k][1] - reach[k][0] for k in chosen)
            near = np.zeros((len(chosen), longest, pieces.shape[-1]), dtype=np.float32)
            cues = np.empty((len(chosen), hidden.shape[-1]), dtype=np.float32)
            offsets = np.empty((len(chosen), longest), dtype=np.int64)
            for i, k in enumerate(chosen):
                row, first, last, _ = found[k]
                start, end = reach[k]
                near[i, : end - start] = pieces[row, start:end]
                cues[i] = hidden[row, first : last + 1].mean(0)
                offsets[i] = np.arange(longest) + (start - first)
            (labels,) = self._head.run(["labels"], {"pieces": near, "cues": cues, "offsets": offsets})
            for i, k in enumerate(chosen):
                row = found[k][0]
                start, end = reach[k]
                scores = np.full((len(windows[batch[row]].ids), 5), UNLIKELY, dtype=np.float32)
                scores[:, 0] = 0.0
                scores[start:end] = np.log(_softmax(labels[i, : end - start]) + 1e-9)
                out[k] = scores
        return out


def surroundings(window: Window, piece: int) -> tuple[int, int]:
    """Return the first piece, and the one after the last, that a cue at `piece` can have its source and content in.

    That is its paragraph and, where this ends with a colon, the next. In the corpus one attribution in 140 reaches
    further, nearly all of them quotations that run on, which are followed later.
    """
    paragraph = window.paragraph
    here = np.flatnonzero(paragraph == paragraph[piece])
    start, end = int(here[0]), int(here[-1]) + 1
    if window.ids[end - 1] == COLON and end + 1 < len(paragraph):
        end = int(np.flatnonzero(paragraph == paragraph[end + 1])[-1]) + 1
    return start, end


def cue_runs(probabilities: FloatArray, real: npt.NDArray[np.bool_], threshold: float) -> list[tuple[int, int, float]]:
    """Find runs of pieces that may be a cue: (first piece, last piece, probability).

    `probabilities` has a row of the seven tags for each piece, of which 3 and 4 begin and continue a cue. A run ends
    where the probability falls below `threshold` or another cue begins.
    """
    cue = probabilities[:, 3] + probabilities[:, 4]
    begins = probabilities[:, 3] > probabilities[:, 4]
    out: list[tuple[int, int, float]] = []
    first = last = -1
    for i in np.flatnonzero((cue >= threshold) & real).tolist():
        if first >= 0 and i == last + 1 and not begins[i]:
            last = i
            continue
        if first >= 0:
            out.append((first, last, float(cue[first : last + 1].max())))
        first = last = i
    if first >= 0:
        out.append((first, last, float(cue[first : last + 1].max())))
    return out
