"""Copies: articles of different outlets whose prose is the same, wholly or in part. A copy is no other witness."""

from collections.abc import Sequence
from typing import Final

import msgspec

from onrecord.story.shared import Pair, Shared, shared
from onrecord.story.sketch import Paragraph

_WHOLE: Final = 0.6
"""Of the words of the shorter article, the share that both must have for one to be a copy of the other as a whole."""
_WORDS: Final = 25
"""Words of their own prose, outside quotation marks, that a part must have in common."""
_PARAGRAPH: Final = 0.6
"""Of a paragraph's words, the share that both must have for the paragraph alone to prove a copy in part."""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """What two articles share: `whole` where it is all of the shorter one, but for what was cut or reworded.

    `one_share` and `other_share` are of the words of each, those in quotation marks aside. `pairs` are the paragraphs.
    """

    whole: bool
    one_share: float
    other_share: float
    pairs: list[Pair]


def copy_of(one: Sequence[Paragraph], other: Sequence[Paragraph]) -> Copy | None:
    """Return what two articles share if one may be copied from the other; None where it proves nothing.

    Statements in quotation marks count for nothing, and so does prose that any two reports of one event may have in
    common: a few words in a row here and there.
    """
    return judged(shared(one, other))


def judged(found: Shared) -> Copy | None:
    """Return what `found` proves; None if nothing."""
    share = max(found.one, found.other)
    whole = share >= _WHOLE and found.unquoted >= _WORDS
    proof = [pair for pair in found.pairs if pair.alike >= _PARAGRAPH and pair.unquoted >= _WORDS // 2]
    part = sum(pair.unquoted for pair in proof) >= _WORDS
    if not whole and not part:
        return None
    return Copy(whole=whole, one_share=round(found.one, 3), other_share=round(found.other, 3), pairs=found.pairs)
