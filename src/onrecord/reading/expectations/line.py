"""A cue and the sentence it is looked for in."""

from typing import Final, Literal, NamedTuple

from onrecord.reading.model import Certainty

Kind = Literal["clause", "phrase"]
"""A cue of a ``clause`` has its subject before it; one of a ``phrase`` heads a noun phrase ("fears of a war")."""


class Cue(NamedTuple):
    """Words that put something ahead of now: where they stand, how sure they make it, and what they head.

    `word` is the modal, or ``present`` and ``date`` for what only counts where no other cue says the same.
    """

    start: int
    end: int
    certainty: Certainty
    kind: Kind = "clause"
    word: str = ""


class Line(NamedTuple):
    """The sentence that is read: its ends in `text`, and whether it is printed in capitals like a title."""

    text: str
    start: int
    end: int
    titled: bool


ADVERB: Final = (
    r"(?:(?:not|now|also|still|both|all|already|once again|yet|far|more|most|very|so|just|then|next|even|"
    r"[a-z]+ly) )"
)


def before(line: Line, at: int, reach: int = 40) -> str:
    """Return what stands in the sentence before `at`, up to `reach` code points."""
    return line.text[max(line.start, at - reach) : at]
