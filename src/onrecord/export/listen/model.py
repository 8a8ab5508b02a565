"""What is to be said, and when it was."""

from typing import Literal

import msgspec

from onrecord.text.spans import Span

UtteranceKind = Literal["opening", "headline", "standfirst", "subheading", "text", "announcement", "closing"]
"""`announcement` is ours: on whose authority the words that follow are said. `opening` and `closing` are ours too."""


class Utterance(msgspec.Struct, frozen=True, kw_only=True):
    """What is said in one go.

    The article's own words have a `span`, half open, in code points of `Reading.text`, and `said` has the same number
    of code points, the same but for white space: what is at ``said[k]`` is at ``text[span[0] + k]``. Our words have
    none. `sentence` is the span of the whole sentence that is in hearing, for an announcement that of the words it
    announces; None for what belongs to none. `quoted` says whether these are words in quotation marks.
    `statements` are the ids of the statements that are announced. `pause` is the silence before it, in seconds.
    """

    kind: UtteranceKind
    said: str
    span: Span | None = None
    sentence: Span | None = None
    quoted: bool = False
    statements: list[str] = []
    pause: float = 0.0

    @property
    def ours(self) -> bool:
        """Whether the words are ours, not the article's."""
        return self.span is None


class Chapter(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what is said, with the place in `Script.utterances` at which it begins."""

    title: str
    first: int


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """All that is said of an article, in order, and its chapters.

    `language` is the article's, as ISO 639-1 has it, or None. `whole` is false where the article is longer than what
    is read out.
    """

    title: str
    language: str | None
    utterances: list[Utterance]
    chapters: list[Chapter]
    whole: bool = True


class Word(msgspec.Struct, frozen=True, array_like=True):
    """A word as a voice began it: `at` in seconds from the beginning, `start` and `end` in code points of `said`."""

    at: float
    start: int
    end: int


class Spoken(msgspec.Struct, frozen=True, array_like=True):
    """When an utterance, by its place in the script, was said, in seconds from the beginning, and its words.

    A voice that does not tell when it says each word gives none.
    """

    utterance: int
    start: float
    end: float
    words: list[Word] = []


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """A sound file's contents: the voice that spoke, how long it is in seconds, and when each utterance was said."""

    voice: str
    seconds: float
    spoken: list[Spoken]
