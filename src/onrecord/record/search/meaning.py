"""Texts as vectors, so that those alike in meaning lie close: a small sentence encoder, run with onnxruntime.

One text is read at a time: numbers are rounded by a scale that is taken over all that is read at once, so in another
company a text would get another vector. Its card is `docs/models/meaning.md`; `training/meaning` makes it.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from onrecord.reading.network import WEIGHTS as READER

if TYPE_CHECKING:
    import onnxruntime as ort
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]
WEIGHTS = Path(__file__).parent / "weights"
NAME = "meaning-1"
"""Name and version of the weights, and of what is put into them: a change of either is a new name."""
WIDTH = 384
_LONGEST = 128
"""Word pieces of a text that are read; the model was trained on no more."""
_HEADLINE = 0.5
"""What the headline of its article counts in a statement's vector, against 1 for what is said."""


class Meaning:
    """The shipped weights, loaded when first used. It may be used by several threads.

    `threads` is how many texts are read at once (by default one a core, up to four); results do not depend on it.
    """

    def __init__(self, folder: Path = WEIGHTS, threads: int | None = None) -> None:
        self._folder = folder
        self._threads = threads or min(4, os.cpu_count() or 1)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(READER / "tokenizer.json"))  # the reader began as the same encoder
        tokenizer.no_padding()
        tokenizer.enable_truncation(_LONGEST)
        return tokenizer

    @cached_property
    def _session(self) -> "ort.InferenceSession":
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        file = str(self._folder / "meaning.onnx")
        return ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return a row of length 1 for each text, in order."""
        pieces = [one.ids for one in self._tokenizer.encode_batch([text[: 12 * _LONGEST] for text in texts])]
        if len(texts) < 2 * self._threads:
            return np.array([self._vector(ids) for ids in pieces], np.float32).reshape(-1, WIDTH)
        self._session  # noqa: B018 (loaded once, before there are threads)
        with ThreadPoolExecutor(self._threads) as pool:
            return np.array(list(pool.map(self._vector, pieces)), np.float32)

    def _vector(self, ids: list[int]) -> Vectors:
        row = np.array([ids], np.int64)
        out: Vectors = self._session.run(None, {"ids": row, "mask": np.ones_like(row)})[0][0]
        return out

    def of_statements(self, contents: Sequence[str], headlines: Sequence[str | None]) -> Vectors:
        """Return a vector for each statement, of length 1: what is said, with a little of its article's headline."""
        distinct = list(dict.fromkeys(one for one in headlines if one))
        every = self.vectors([*contents, *distinct])
        place = {headline: len(contents) + k for k, headline in enumerate(distinct)}
        out = every[: len(contents)].copy()
        for row, headline in enumerate(headlines):
            if headline:
                out[row] += _HEADLINE * every[place[headline]]
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        return np.asarray(out / np.maximum(norms, 1e-9), np.float32)


@cache
def shared() -> Meaning:
    """Return the model, one for the whole process."""
    return Meaning()
