"""What other sentences of an article say of the way words took: a talk introduced, a host, a text that goes on."""

import re
from typing import Final

from onrecord.reading.chain.frames import Frame
from onrecord.reading.chain.outlets import Outlet, outlets
from onrecord.reading.chain.via import BEFORE, in_order
from onrecord.text.spans import Span

_OCCASION: Final = re.compile(
    r"\b(?:appear(?:s|ed|ing|ances?)?|interview(?:ed|s)?|sat down|guest|joined|spoke|call(?:ed)? in(?:to)?|went) ?"
    r"(?:\w+ ){0,3}(?:on|with|to|by)\b"
)
"""How a sentence that reports no words tells that somebody spoke to an outlet."""
_TALKED: Final = ("appear", "interview", "sat down", "guest", "joined", "spoke", "call", "went")
"""One of which such a sentence holds."""
_IN_RESPONSE: Final = re.compile(
    r"\W*(?:[Ii]n (?:response|reply|an? (?:e-?mail|interview))|[Ii]n his|[Ii]n her|Asked|Pressed)\b"
)
_SOUGHT: Final = re.compile(
    r" (?:\w+ly )?(?:sought|asked|pressed|contacted|reached|interviewed|spoke (?:to|with)|called|e-?mailed|sent)\b"
)
"""How a sentence tells that an outlet asked somebody: *The Herald sought more details. In response, …*"""
_QUESTION: Final = 240
"""Code points before an answer in which it is told who asked."""
_THE: Final = re.compile(r"\b[Tt]he \Z")
_THAT_TALK: Final = re.compile(r"\b(?:the|that|this|same) interview\b")
"""What means the interview that the sentence before tells of."""
_THE_TEXT: Final = re.compile(
    r"(?:[Tt]he|[Tt]his|[Tt]hat) (?:[a-z-]+ ){0,2}?(?:(report|investigation|article|story|piece|expos\u00e9)"
    r"|(op-ed|editorial|column|essay)|analysis)\b"
)
_TEXT_NOUNS: Final = (
    re.compile(r"\banalysis\b"),
    re.compile(r"\b(?:report|investigation|article|story|piece|expos\u00e9)\b"),
    re.compile(r"\b(?:op-ed|editorial|column|essay|article|piece)\b"),
)
"""What a text may have been called before, for each group of _THE_TEXT."""
_OWNS_TEXT: Final = re.compile(r"(?:['\u2019]s?)?,? (?:(?:[a-z-]+|[A-Z][a-z]+day) ){0,3}")
_TEXT_BY: Final = re.compile(
    r" (?:published |written |posted |released )?(?:\w+day )?(?:in|by|from|for|on) (?:the |The )?"
)
_BACK: Final = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|their) (?:[a-z-]+ ){0,2}\Z")
"""What stands before a text that was introduced before."""
_INTRODUCED: Final = 1200
"""Code points before "the report" in which it is introduced."""
_TEXT_OWNER: Final = 60
"""Code points before or behind a text in which the outlet stands whose it is."""
_HOST: Final = re.compile(
    r"(?:['\u2019]s?)?(?: (?:[\w-]+ ){0,2}(?:co-?)?(?:host|anchor|moderator|correspondent|reporter|presenter"
    r"|interviewer|commentator|personality|star|journalist|editor|columnist)s?)?,? (?:[A-Z][\w.-]* ){0,2}"
)
"""What stands between an outlet and the surname of whoever asks for it: "'s", "host Tom"."""
_HOST_OF: Final = re.compile(r",? (?:of|from|at|with|on) (?:the |The )?")
_HOST_BEFORE: Final = 80
"""Code points around a name in which the outlet stands for which its bearer asks."""
_HOST_MENTIONS: Final = 3
"""Mentions of a name that are looked at, from the first."""


def introduced(text: str, frame: Frame, name: str) -> list[Outlet]:
    """Return the outlets on which the sentence before that of `frame` says that `name` appeared or was interviewed."""
    if _IN_RESPONSE.match(frame.words):
        start = max(0, frame.start - _QUESTION)
        words = text[start : frame.start].rpartition("\n")[2]
        start = frame.start - len(words)
        asked = [o for o in outlets(words, start) if o.sure or _THE.search(words, 0, o.span[0] - start)]
        if asked and _SOUGHT.match(text, asked[-1].span[1]):
            return asked[-1:]
    start, end = frame.before
    if end <= start:
        return []
    words = text[start:end]
    if not any(word in words for word in _TALKED):
        return []
    occasion = _OCCASION.search(text, start, end)
    if not occasion:
        return []
    surname = name.partition(",")[0].split()[-1:] or [""]
    spoke = bool(surname[0]) and surname[0] in text[start : occasion.start()]
    if not spoke and not _THAT_TALK.search(frame.words):
        return []
    found = [
        (1, o.span[0], o, 0)
        for o in outlets(words, start)
        if occasion.start() < o.span[0] <= occasion.end() + 60 and BEFORE.search(words, 0, o.span[0] - start)
    ]
    return [o for o, _ in in_order(frame._replace(words=words, start=start), found)]


def published(text: str, source: Span) -> list[Outlet]:
    """Return the outlet whose "the report" or "the article" at `source` is, as it was introduced before; [] if none.

    *The Herald's investigation … The report showed*: the last text introduced decides, whoever's it is.
    """
    told = _THE_TEXT.match(text, *source)
    if not told:
        return []
    start = max(0, source[0] - _INTRODUCED)
    for noun in reversed(list(_TEXT_NOUNS[told.lastindex or 0].finditer(text, start, source[0]))):
        at = max(start, noun.start() - _TEXT_OWNER)
        owner = [o for o in outlets(text[at : noun.start()], at) if o.sure]
        if owner and _OWNS_TEXT.fullmatch(text, owner[-1].span[1], noun.start()):
            return owner[-1:]
        behind = _TEXT_BY.match(text, noun.end())
        if behind:
            by = [o for o in outlets(text[behind.end() : behind.end() + _TEXT_OWNER], behind.end()) if o.sure]
            if by and by[0].span[0] == behind.end():
                return by[:1]
        if not _BACK.search(text, at, noun.start()):
            return []
    return []


def hosted(text: str, name: str, until: int) -> list[Outlet]:
    """Return the outlet whose host or reporter the text before `until` says that `name` is, [] if it says none.

    *told Orr*, where "Anchor News host Tom Orr", "Anchor News\u2019 Tom Orr" or "Tom Orr of Anchor News" stands before.
    """
    at = text.find(name)
    for _ in range(_HOST_MENTIONS):
        if at < 0 or at >= until:
            return []
        start = max(0, at - _HOST_BEFORE, text.rfind("\n", 0, at) + 1)
        named = [o for o in outlets(text[start:at], start) if o.sure]
        if named and _HOST.fullmatch(text, named[-1].span[1], at):
            return named[-1:]
        end = at + len(name)
        behind = _HOST_OF.match(text, end)
        if behind:
            after = [o for o in outlets(text[behind.end() : behind.end() + _HOST_BEFORE], behind.end()) if o.sure]
            if after and after[0].span[0] == behind.end():
                return after[:1]
        at = text.find(name, end)
    return []
