"""Modal verbs as cues: "will", "would", "could", "may" and "might", and the readings of them that put nothing ahead."""

import re
from typing import Final

from onrecord.reading.expectations.line import ADVERB, Cue, Line, before

_HAVE_DONE: Final = re.compile(
    rf" {ADVERB}{{0,2}}have (?:never |not |also |already |just |all |long |since |otherwise |only |"
    r"been |even |ever |[a-z]{2,20}ly ){0,2}"
    r"(?:been|had|\w{2,20}ed|\w{2,20}en|done|gone|made|said|got|won|lost|left|kept|held|met|told|found|come|become|run|cost|"
    r"let|put|hit|cut|led|paid|sent|sold|brought|bought|thought|caught|taught|built|meant|felt|dealt|spent|seen|known|"
    r"shown|grown|begun|stood|understood|heard|read|set|saved|lied|died|tried)\b(?!['’-])",
    re.IGNORECASE,
)
_HABIT: Final = re.compile(
    r" (?:often|sometimes|usually|typically|frequently|generally|normally|routinely|occasionally|rarely|seldom)\b"
)
_WISH: Final = re.compile(
    r"(?:n't)? (?:not )?(?:just |only |also )?(?:like|love|rather|prefer|appear|seem|later|go on to|eventually|come to|"
    r"you|dare)\b"
)
_I_SAY: Final = re.compile(
    r"(?:n't)? (?:not )?(?:just |also |[a-z]{2,20}ly ){0,3}(?:say|argue|suggest|hope|imagine|agree|"
    r"add|note|guess|assume|caution|"
    r"think|describe|call|know|want|be (?:surprised|happy|glad))\b"
)
_DECLINED: Final = re.compile(
    r"(?: not|n't) (?:say|comment|confirm|elaborate|discuss|answer|disclose|reveal|identify|name|specify|provide|"
    r"give|be (?:drawn|reached|named|identified)|let|play)\b"
)
_STATE: Final = re.compile(
    r" (?:not )?(?:well |also |still |even |just )?"
    r"(?:want|know|think|believe|feel|seem|need|like|mean|remember|look|sound|appear|matter|care|agree|exist|contain|say|"
    r"argue|wonder|ask|recall|hear|find|see|have(?! to\b)(?! (?:an? )?\w+ (?:effects?|consequences|impact)))\b"
)
_BE_ADJECTIVE: Final = re.compile(r" (?:not )?(?:well |also |still |even |just )?be (?!\w+(?:ed|en|ing)\b)")
_CAPABLE: Final = re.compile(
    r"(?: (?:not|only|barely|hardly|easily|still|never|no longer)|n't)?"
    r" (?:be (?:seen|heard|found|reached|said|traced|used|doing)|see|hear|feel|tell|say|find|remember|afford|"
    r"believe|imagine|understand|smell|barely|hardly|only|dismiss|not|no longer|never|help but|care less)\b|n't\b"
)
_NOUN_WILL: Final = re.compile(
    r"\b(?:the|an?|his|her|their|its|our|my|your|political|free|good|ill|at|against|strong|popular|public|any|iron|sheer|"
    r"own|people's|god's|national|collective|military|economic|same|living|nation's|country's|of|no|with) $",
    re.IGNORECASE,
)
_NOUN_MIGHT: Final = re.compile(
    r"\b(?:the|his|her|their|its|our|military|economic|full|all|industrial|financial|naval|political|of|american|"
    r"russian) $",
    re.IGNORECASE,
)
_NO_VERB_NEXT: Final = re.compile(
    r"(?: (?:to|of|for|and|in|on|at|or|is|was|are|the|an?)\b|[.;:)\]]| ?[\u2014\u2013]|$)"
)
_MONTH_MAY: Final = re.compile(r" \d|, \d")
_PERIOD: Final = re.compile(r"\b(?:until|till|by|since|in|of|last|next|this|early|late) $", re.IGNORECASE)
_ASKING: Final = re.compile(r"\b(?:why|how)(?: \w{1,20})? $", re.IGNORECASE)
_I_TELL: Final = re.compile(r" (?:just |only )?(?:tell you|say (?:this|that|it)|be honest|admit)\b")


def _capital(line: Line, at: int) -> bool:
    """Whether a word is a name, or opens a question: in capitals where others are not."""
    return line.text[at].isupper() and not line.titled


def modal(line: Line, start: int, end: int, word: str) -> Cue | None:
    """Return the cue that a modal verb is, with its "not"; None where it is a noun, a name, a habit or over."""
    text = line.text
    if _capital(line, start):
        return None
    if word in ("won", "wouldn", "couldn"):
        if text[end : end + 2] != "'t":
            return None
        stop = end + 2
    else:
        stop = end
        if text[end : end + 4].lower() == " not" and not text[end + 4 : end + 5].isalnum():
            stop = end + 4
    left = before(line, start, 24)
    if _ASKING.search(left):
        return None
    if word in ("will", "shall", "won", "ll"):
        if word == "will" and (_NOUN_WILL.search(left) or _NO_VERB_NEXT.match(text, end, line.end)):
            return None
        if left.endswith(("I ", "I'")) and _I_TELL.match(text, end):
            return None
        return None if _HABIT.match(text, stop) else Cue(start, stop, "certain", "clause", "will")
    if _HAVE_DONE.match(text, stop, line.end) or _HABIT.match(text, stop) or text[end : end + 1] == "-":
        return None
    if word in ("would", "wouldn"):
        if _WISH.match(text, end) or _DECLINED.match(text, end):
            return None
        if left.endswith(("I ", "we ", "We ")) and _I_SAY.match(text, end):
            return None
        return Cue(start, stop, "conditional", "clause", "would")
    if word in ("may", "might"):
        if _NO_VERB_NEXT.match(text, end, line.end) or _MONTH_MAY.match(text, end) or _STATE.match(text, end):
            return None
        if _BE_ADJECTIVE.match(text, end) or (word == "may" and text[start].isupper() and _PERIOD.search(left)):
            return None
        if word == "might" and _NOUN_MIGHT.search(left):
            return None
        return Cue(start, stop, "possible", "clause", "may")
    if _CAPABLE.match(text, end) or _STATE.match(text, stop) or _NO_VERB_NEXT.match(text, end, line.end):
        return None
    if text[end : end + 15] == " be expected to":
        stop = end + 15
    return Cue(start, stop, "possible", "clause", "could")
