"""Whose words they are: sources cut short made whole, and those taken away from whom words are only about."""

import re
from collections.abc import Sequence

from onrecord.text.listed import listed
from onrecord.text.sentences import sentence_ends
from onrecord.text.spans import Span, trim

_LEADS = listed("a an the of at in on for from to with by and or his her its their my our your this that these those")
"""Words with which no source ends."""
_ENDS = listed("that this and or by who which whose")
"""Those before which a source rather ends than goes on, relative pronouns behind a comma only: *some of which*."""
_HEARSAY = re.compile(r"(?:allegedly|supposedly|purportedly)\b", re.IGNORECASE)
_NAMELESS = re.compile(
    r"(?:(?:ha[sd]|have) )?(?:ask|declin|refus|request|want|prefer|wish|insist|spoke|spoken|speak|talk)\w*\b"
    r"[^.;\"\u201c]{0,40}?\b"
    r"(?:anonym\w+|(?:be|being|not) (?:named|identified|quoted by name)|use (?:his|her|their) names?)\b",
    re.IGNORECASE,
)
_DAYS = listed(
    "monday tuesday wednesday thursday friday saturday sunday today tonight yesterday",
    "january february march april may june july august september october november december",
)
_TITLES = listed("jr sr mr mrs ms dr sen sens rep reps gov gen lt col sgt capt prof rev st del adm")
_NEXT = re.compile(r"[ \u00a0]([^\W_](?:[^\W_]|[.'\u2019&-](?=[^\W_]))*)")
_NAMED = re.compile(r"\.?[ \u00a0]([A-Z](?:[^\W_]|[.'\u2019-](?=[^\W_])|(?<=[ \u00a0][A-Z])\.)*)")
_WORD = re.compile(r"[^\W_]+")
_NEAR = 3
"""So many words before the cue are the rest of a source that has no noun yet."""
_MOST = 4
"""A name goes on for this many words at most."""
_LINE = 200
"""Code points on either side by which a line is judged to be a headline."""
_BE = r"(?:\b(?:is|are|was|were|be|been|being|get|gets|got)|['\u2019]re)"
_ABOUT = (
    r"accused|alleged|applauded|asked|assailed|attacked|blamed|blasted|booed|called|cast|castigated|celebrated|"
    r"charged|chided|condemned|considered|credited|criticis?z?ed|decried|deemed|denounced|depicted|derided|"
    r"described|dogged|dubbed|expected|faulted|known|projected|reported|hailed|hammered|heralded|labell?ed|lambasted|lauded|likened|mocked|"
    r"named|nominated|panned|pilloried|pitched|portrayed|praised|pressed|questioned|quizzed|quoted|rebuked|"
    r"regarded|reviled|ridiculed|rumou?red|scolded|seen|slammed|told|touted|viewed|vilified"
)
"""Participles that say what others hold of somebody, who in PolNeAR's training articles is hardly ever their source.
Feelings ("was convinced", "is worried") are left out: those are one's own."""
_PASSIVE = re.compile(rf"{_BE}(?: \w+){{0,2}}? (?:{_ABOUT}|called out)\b(?! (?:on|for) (?:by )?the )", re.IGNORECASE)
_MET = re.compile(
    r"\b(?:fac(?:e|es|ed|ing)|drew|draws?|drawn|c[ao]m(?:e|es|ing) under|under|receiv(?:e|es|ed|ing))\b"
    r"(?: [\w-]+){0,3} "
    r"(?:criticism|scrutiny|questions?|accusations?|charges?|allegations?|backlash|condemnation|fire)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r", (?:as|while|whereas|but) "
    r"((?:(?!(?:it|he|she|they|we|you|who|which|that)\b)[^\W\d_][\w'\u2019-]*[ \u00a0]){1,4})\Z"
)
"""What joins another clause, with a subject of its own that ends right before the verb."""
_NO_NOUN = re.compile(
    r"(?:\w+(?:ly|ed|ing)|also|always|never|still|then|now|well|much|not|soon|once|such|so|to|will)\Z"
)
"""What is no subject's last word."""


def whole_source(text: str, source: Sequence[Span], beside: Sequence[Span]) -> list[Span]:
    """Return a source that does not break off inside a name or before its noun; `beside` are the cue and the content.

    >>> text = "Dock owners and Mr. Ilan Orr said so"
    >>> [text[slice(*span)] for span in whole_source(text, [(0, 18)], [(28, 32)])]
    ['Dock owners and Mr. Ilan Orr']
    """
    if not source:
        return []
    start, end = source[-1]
    limit = min((a for a, _ in beside if a >= end), default=len(text))
    last = _last_word(text, start, end)
    clause = last in _ENDS and text.startswith(", ", end - len(last) - 2)
    if (last in _LEADS or clause) and end - start > len(last):
        following = _NEXT.match(text, end)
        if last not in _ENDS and following and following.end() <= limit:
            near = trim(text, (end, limit))[1]
            short = limit < len(text) and len(text[end:near].split()) <= _NEAR and "," not in text[end:near]
            end = near if short else _through_name(text, following.end(), limit)
        else:
            start, end = trim(text, (start, end - len(last)))
            end -= text[end - 1] == ","
    elif last in _TITLES or (text[end - len(last) : end][:1].isupper() and not _headline(text, end)):
        end = _through_name(text, end, limit)
    return [*source[:-1], (start, end)] if start < end else list(source)


def _last_word(text: str, start: int, end: int) -> str:
    at = end
    while at > start and text[at - 1].isalnum():
        at -= 1
    return text[at:end].lower()


def _through_name(text: str, end: int, limit: int) -> int:
    """Return the end of the name that goes on behind `end`, or `end` if none does."""
    for _ in range(_MOST):
        last = _last_word(text, max(0, end - 20), end)
        following = _NAMED.match(text, end, limit)
        capital = text[end - len(last) : end][:1].isupper()
        if not following or not capital or following.group(1).lower() in _DAYS:
            break
        if text[end] == "." and last not in _TITLES:
            break
        end = following.end()
    dotted = text.startswith(".", end) and _last_word(text, max(0, end - 20), end) in _TITLES
    return end + dotted


def _headline(text: str, at: int) -> bool:
    """Whether most words of the line around `at` are capitalised, so that capitals do not tell a name."""
    start, end = text.rfind("\n", max(0, at - _LINE), at) + 1, text.find("\n", at, at + _LINE)
    words = _WORD.findall(text[max(start, at - _LINE) : end if end >= 0 else at + _LINE])
    return 2 * sum(map(str.istitle, words)) > len(words)


def only_about(text: str, source: Sequence[Span], cue: Sequence[Span]) -> bool:
    """Whether the cue tells what others say of what stands before it: *Vale was accused of*, *Orr drew criticism for*.

    >>> text = "Vale was widely criticised for the delay"
    >>> only_about(text, [(0, 4)], [(5, 30)])
    True
    """
    if not source or not cue or source[0][0] > cue[0][0]:
        return False
    words = text[cue[0][0] : cue[-1][1]]
    return bool(_PASSIVE.search(words) or _MET.search(words))


def only_nameless(text: str, cue: Sequence[Span], content: Sequence[Span]) -> bool:
    """Whether nothing is said but that somebody is not to be named, which qualifies what they say elsewhere.

    >>> text = "an aide who asked not to be named"
    >>> only_nameless(text, [(12, 17)], [(18, 33)])
    True
    """
    if not cue or not content or content[0][0] < cue[0][0]:
        return False
    found = _NAMELESS.match(text, cue[0][0], content[-1][1])
    return found is not None and found.end() > content[0][0]


def hearsay(text: str, source: Sequence[Span], cue: Sequence[Span]) -> Span | None:
    """Return the adverb by which others say what somebody did: *he allegedly took the boat*; None where none is.

    Who did it is no source then, and the verb no part of the cue.

    >>> hearsay("He allegedly took the boat", [(0, 2)], [(3, 17)])
    (3, 12)
    """
    if not source or not cue or source[0][0] > cue[0][0]:
        return None
    found = _HEARSAY.match(text, cue[0][0], cue[0][1])
    return found.span() if found else None


def same_sentence(text: str, source: Sequence[Span], cue: Sequence[Span]) -> list[Span]:
    """Return the source if it stands in its cue's sentence; else the name that follows the cue, or none.

    Nobody says *reported* of whom the sentence before spoke.

    >>> text = "The latest poll is out. It is close, reported Reuters."
    >>> same_sentence(text, [(0, 10)], [(37, 45)])
    [(46, 53)]
    """
    if not source or not cue:
        return list(source)
    low, high = sorted((source[-1], cue[0]))
    ends = sentence_ends(text, low[1], high[0] + 2)
    if "\n" not in text[low[1] : high[0]] and not any(end <= high[0] for end in ends):
        return list(source)
    following = _NAMED.match(text, cue[-1][1])
    if not following or text[cue[-1][1]] == ".":
        return []
    end = _through_name(text, following.end(), len(text))
    return [(following.start(1), end)]


def own_subject(text: str, source: Sequence[Span], cue: Sequence[Span]) -> list[Span]:
    """Return the cue's own subject where the source is the clause's before it: *Line warned crews, as minister vows*.

    >>> text = "Ferry line 'told crews', as minister vows to look into it"
    >>> [text[slice(*span)] for span in own_subject(text, [(0, 10)], [(37, 41)])]
    ['minister']
    """
    if len(source) != 1 or not cue or source[0][1] >= cue[0][0] or text[cue[0][0]].isupper():
        return list(source)
    start = max(source[0][1], cue[0][0] - _LINE)
    found = _JOINED.search(text, start, cue[0][0])
    if not found or found.start() <= source[0][1] or "\n" in text[start : cue[0][0]]:
        return list(source)
    subject = trim(text, found.span(1))
    return list(source) if _NO_NOUN.search(text[slice(*subject)].lower()) else [subject]
