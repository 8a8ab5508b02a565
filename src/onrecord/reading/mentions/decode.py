"""From the mention head's scores to names and descriptions."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from onrecord.reading.encode import IntArray, Window
from onrecord.reading.mentions.agree import agreed
from onrecord.reading.mentions.kinds import kind_by_words, kind_for_sure
from onrecord.reading.mentions.labels import DESCRIPTION_LABELS, NAME_LABELS
from onrecord.reading.mentions.whole import whole
from onrecord.reading.model import EntityType, Mention, MentionForm
from onrecord.reading.network import FloatArray, MentionScores
from onrecord.text.spans import Span

_NEVER = -1e4
_OUTSIDE = 0.95
"""A piece that belongs to no mention with at least this probability ends the run that is decoded."""
_SURE_LABELS = 7
"""None, and begin and inside of the three types that every corpus tells apart."""
_LONGEST = 64
"""Pieces of the longest run that is decoded as one; what is longer is cut."""
_EDGES = " \t\"'\u201c\u201d\u2018\u2019\u00ab\u00bb,;:()[]"
_TITLE = re.compile(
    r"(?:(?:the|mr|mrs|ms|miss|dr|sir|dame|prof|professor|president|sen|senator|rep|gov|gen|col|lt|maj|capt|sgt"
    r"|rev|justice|judge)\b\.?\s+){1,3}",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"the\s+")
_DETERMINERS = (
    "a all an another any both each every former her his its many more most my no other our several some such that "
    "the their these this those who your"
)
_BINDING = frozenset(_DETERMINERS.split())
"""Words with which a description does not end."""
_OFFICE = re.compile(
    r" (?:minister|secretary|president|chancellor|chief|leader|spokes(?:man|woman|person)|official|commander|governor"
    r"|mayor|ambassador|envoy|commissioner|adviser|advisor|director|officer|inspector|lawyer|judge|editor)s?\b"
)
"""Heads that a description goes on to where it was broken off before them: *the transport* minister."""
_Found = tuple[int, int, EntityType, float]


def _steps(labels: Sequence[str]) -> tuple[FloatArray, FloatArray]:
    """What is added where one label follows another: between words, and within a word, which is all of one mention."""
    n = len(labels)
    between = np.zeros((n, n), dtype=np.float32)
    within = np.full((n, n), _NEVER, dtype=np.float32)
    within[0, 0] = 0.0
    for i, label in enumerate(labels):
        if label.startswith("I-"):
            between[:, i] = _NEVER
            for j, before in enumerate(labels):
                if before[2:] == label[2:]:
                    between[j, i] = within[j, i] = 0.0
    return between, within


def _glued(text: str, maybe: IntArray, starts: IntArray, ends: IntArray) -> npt.NDArray[np.bool_]:
    """Which pieces go on with the word of the piece before, in words that have a piece in `maybe`."""
    out = np.zeros(len(starts), dtype=bool)
    first, last = starts.tolist(), ends.tolist()

    def joins(i: int) -> bool:
        return 0 < i < len(first) and first[i] == last[i - 1] and text[first[i] - 1 : first[i] + 1].isalnum()

    for piece in maybe.tolist():
        i = piece
        while not out[i] and joins(i):
            out[i] = True
            i -= 1
        i = piece + 1
        while i < len(first) and not out[i] and joins(i):
            out[i] = True
            i += 1
    return out


class _Decoder:
    """Finds the best sequences of one set of labels, where an inside follows its beginning only.

    The types after the first three are decided between afterwards: the largest corpus behind them has one word for
    them all, so what speaks for a name at all may be spread over them.
    """

    def __init__(self, labels: Sequence[str], form: MentionForm) -> None:
        self.form = form
        self.kinds: list[EntityType] = [label[2:] for label in labels]  # type: ignore[misc]
        self.fine = len(labels) > _SURE_LABELS
        coarse = [*labels[:_SURE_LABELS], *(("B-rest", "I-rest") if self.fine else ())]
        self.begins = np.array([label.startswith("B-") for label in coarse])
        self.between, self.within = _steps(coarse)
        self.bound = self.within.copy()
        self.bound[0] = self.between[0]
        self.inside = np.array([label.startswith("I-") for label in coarse])
        self.start = np.array([_NEVER if label.startswith("I-") else 0.0 for label in coarse], dtype=np.float32)

    def find(self, text: str, scores: FloatArray, starts: IntArray, ends: IntArray) -> list[_Found]:
        """Find mentions in a row of pieces: (start, end, type, probability), in code points of `text`."""
        maybe = np.flatnonzero((scores[:, 0] < _OUTSIDE) & (ends > starts))
        if not len(maybe):
            return []
        glued = _glued(text, maybe, starts, ends)
        wanted = np.zeros(len(starts) + 1, dtype=bool)
        wanted[maybe] = True
        wanted[:-1] |= glued
        wanted[:-2] |= glued[1:]
        near = np.flatnonzero(wanted)
        coarse = scores[near, :_SURE_LABELS]
        if self.fine:
            rest = scores[near, _SURE_LABELS:]
            coarse = np.concatenate([coarse, rest[:, ::2].sum(1)[:, None], rest[:, 1::2].sum(1)[:, None]], 1)
        bound = np.zeros(len(near), dtype=bool)
        if not self.fine:
            words = [text[a:b].lower() for a, b in zip(starts[near].tolist(), ends[near].tolist(), strict=True)]
            bound[1:] = [word in _BINDING for word in words[:-1]]
        labels = self._best(coarse, near, glued[near], bound)
        first = np.flatnonzero(self.begins[labels])
        if not len(first):
            return []
        # a mention ends before the next piece in `near` that is not inside of one, or that is not the next in the text
        stops = np.flatnonzero(~self.inside[labels] | np.r_[True, np.diff(near) > 1])
        last = np.r_[stops, len(near)][np.searchsorted(stops, first, side="right")] - 1
        chosen = coarse[np.arange(len(near)), labels]
        out: list[_Found] = []
        for a, b in zip(first.tolist(), last.tolist(), strict=True):
            kind = self.kinds[labels[a]]
            if labels[a] >= _SURE_LABELS:
                shares = scores[near[a : b + 1], _SURE_LABELS:].sum(0)
                kind = self.kinds[_SURE_LABELS + 2 * int((shares[::2] + shares[1::2]).argmax())]
            out.append((int(starts[near[a]]), int(ends[near[b]]), kind, float(chosen[a : b + 1].min())))
        return out

    def _best(
        self, scores: FloatArray, near: IntArray, glued: npt.NDArray[np.bool_], bound: npt.NDArray[np.bool_]
    ) -> IntArray:
        """Best labels of the pieces `near` (Viterbi, all runs of neighbours at once, the longest cut).

        A piece that is `glued` is of the same word as the one before; one that is `bound` follows a word that ends
        nothing.
        """
        at = np.arange(len(near))
        opens = np.r_[True, np.diff(near) > 1]
        place = at - np.maximum.accumulate(np.where(opens, at, 0))
        opens |= place % _LONGEST == 0
        place %= _LONGEST
        run = np.cumsum(opens) - 1
        runs, longest, kinds = int(run[-1]) + 1, int(place.max()) + 1, scores.shape[1]
        logs = np.zeros((longest, runs, kinds), dtype=np.float32)
        logs[:, :, 1:] = _NEVER
        logs[place, run] = np.log(scores + 1e-9)
        steps = np.broadcast_to(self.between, (longest, runs, kinds, kinds)).copy()
        steps[place[bound], run[bound]] = self.bound
        steps[place[glued], run[glued]] = self.within
        best = logs[0] + self.start
        back = np.zeros((longest, runs, kinds), dtype=np.int64)
        for t in range(1, longest):
            through = best[:, :, None] + steps[t]
            back[t] = through.argmax(1)
            best = through.max(1) + logs[t]
        path = np.zeros((longest, runs), dtype=np.int64)
        path[-1] = best.argmax(1)
        rows = np.arange(runs)
        for t in range(longest - 1, 0, -1):
            path[t - 1] = back[t, rows, path[t]]
        out: IntArray = path[place, run]
        return out


_NAMES = _Decoder(NAME_LABELS, "name")
_DESCRIPTIONS = _Decoder(DESCRIPTION_LABELS, "description")


def calibrated(probability: float, fit: Sequence[float]) -> float:
    """Return a network's probability as a confidence: `fit` holds the slope and offset of its log-odds.

    >>> calibrated(0.5, (1.0, 0.0))
    0.5
    """
    p = min(max(probability, 1e-6), 1 - 1e-6)
    slope, offset = fit
    return round(1 / (1 + math.exp(-(slope * math.log(p / (1 - p)) + offset))), 3)


def _bare(text: str, start: int, end: int, kind: EntityType, form: MentionForm) -> Span:
    """The span without white space and marks at its ends, and a name without article, a person's without title."""
    if form == "name":
        before = (_TITLE if kind == "person" else _ARTICLE).match(text, start, end)
        start = before.end() if before and before.end() < end else start
    elif text[start - 1 : start + 2] in ("'s ", "\u2019s "):
        start += 2
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _apart(found: Iterable[_Found]) -> list[_Found]:
    """Of those that overlap the likelier: a paragraph that was cut with an overlap is read twice."""
    out: list[_Found] = []
    for one in sorted(found, key=lambda f: (f[0], -f[1])):
        if out and one[0] < out[-1][1]:
            if one[3] > out[-1][3]:
                out[-1] = one
        else:
            out.append(one)
    return out


def mentions_of(
    text: str, windows: Sequence[Window], scores: Sequence[MentionScores], fits: Mapping[str, Sequence[float]]
) -> list[Mention]:
    """Decode `windows` of `text` into names and descriptions in text order, a description before the name in it.

    `fits` calibrates the confidence of names and of descriptions. Mentions of one form do not overlap; a name may
    stand in a description. Each starts and ends where a word does.
    """
    if not windows:
        return []
    starts = np.concatenate([w.starts for w in windows])
    ends = np.concatenate([w.ends for w in windows])
    out: list[Mention] = []
    taken: set[Span] = set()
    over = 0
    for decoder, rows in ((_NAMES, [s.names for s in scores]), (_DESCRIPTIONS, [s.descriptions for s in scores])):
        for start, end, kind, sure in _apart(decoder.find(text, np.concatenate(rows), starts, ends)):
            span = _bare(text, start, end, kind, decoder.form)
            if decoder.form == "description":
                if text[slice(*span)].lower() in _BINDING or span[0] < over:
                    continue
                if office := _OFFICE.match(text, span[1]):
                    span, kind, over = (span[0], office.end()), "person", office.end()
            if span[0] < span[1] and span not in taken:
                if decoder.form == "name":
                    kind = kind_for_sure(text[slice(*span)]) or kind
                if kind in ("group", "event", "work", "other"):
                    kind = kind_by_words(text[slice(*span)]) or kind
                taken.add(span)
                confidence = calibrated(sure, fits[decoder.form])
                out.append(Mention(span=span, type=kind, form=decoder.form, confidence=confidence))
    out.sort(key=lambda m: (m.span[0], -m.span[1]))
    return agreed(text, whole(text, out))
