"""Whether a time lies before or after the article's: told from the verbs that stand around it."""

from typing import Final

from onrecord.reading.times.words import Tokens

_each: Final = str.split

REACH: Final = 14
"""Tokens that are looked at on either side, never beyond the sentence."""

_AHEAD: Final = frozenset(
    _each("""
    will would shall ll won't going scheduled expected expects expect due plans planned planning set slated
    intends hopes until till upcoming payable effective opens begins starts closes ends expires tentatively
    tomorrow
""")
)
_BEHIND: Final = frozenset(
    _each("""
    was were had did said told went came took made began left met held gave found got became ran fell
    rose won lost sold bought saw sent led kept paid spoke wrote brought thought since has have been
    broke grew hit cut shot drew rejected set
""")
)
_NOT_PAST: Final = frozenset(
    _each("need indeed hundred feed speed seed embed exceed proceed succeed united red bed based so-called")
)
_STOPS: Final = frozenset(".!?;")


def direction(tokens: Tokens, first: int, end: int) -> int:
    """Return 1 for a time that is said to lie ahead, -1 for one behind, 0 where no verb tells.

    The nearest verb before the expression (tokens `first` to `end`) decides, else the nearest after it.

    >>> from onrecord.reading.times.words import tokens
    >>> direction(tokens("The council will meet on Thursday", (0, 33)), 5, 6)
    1
    """
    words = tokens.words
    if words[max(0, first - 2) : first] in (["soon", "as"], ["early", "as"]):
        return 1
    for at in range(first - 1, max(-1, first - 1 - REACH), -1):
        if words[at] in _STOPS:
            break
        if sense := _sense(words, at):
            return sense
    for at in range(end, min(len(words), end + REACH)):
        if words[at] in _STOPS:
            break
        if sense := _sense(words, at):
            return sense
    return 0


def just_behind(tokens: Tokens, first: int) -> bool:
    """Whether a verb in the past stands within four tokens before token `first`: "it ended on 7 October".

    >>> from onrecord.reading.times.words import tokens
    >>> just_behind(tokens("It ended on 7 October", (0, 21)), 3)
    True
    """
    return any(_sense(tokens.words, at) < 0 for at in range(max(0, first - 4), first))


def _sense(words: list[str], at: int) -> int:
    word = words[at]
    if word in _AHEAD and not (word in ("set", "due", "going") and words[at + 1 : at + 2] not in (["to"], ["for"])):
        return 1
    if at and words[at - 1] == "be" and word.endswith("ed"):  # "to be completed in March"
        return 1
    if word in _BEHIND or (len(word) > 3 and word.endswith("ed") and word not in _NOT_PAST):
        return -1
    return 0
