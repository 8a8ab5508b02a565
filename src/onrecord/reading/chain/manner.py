"""How something was said or held, and whether the source stands behind it: from the cue's words.

`docs/statements.md` lists what each manner means; the words are here.
"""

import re
from functools import lru_cache
from typing import Final

from onrecord.reading.chain.frames import Frame
from onrecord.reading.model import Manner, Polarity
from onrecord.text.listed import listed

_LEMMAS: Final[dict[Manner, str]] = {
    "says": """say tell add write note state describe explain recall mention remark speak talk call declare respond
        reply answer continue comment discuss observe read go repeat reiterate stress emphasize emphasise joke quote
        cite refer reference point put recount remember remind post tweet email testify relate elaborate
        interject shout chant yell name label dub title compare liken echo address characterize characterise voice
        express sound signal quip retort muse boast brag outline highlight underscore detail document articulate
        message comments remark remarks words according""",
    "claims": """claim argue insist assert allege contend maintain profess purport portray charge posit claims
        allegation allegations assertion argument argue reiterate allegedly reportedly purportedly""",
    "denies": """deny refute rebut contradict disavow repudiate denial denials""",
    "confirms": "confirm verify acknowledge affirm reaffirm certify recognize recognise confirmation",
    "admits": "admit concede confess apologize apologise admission confession apology",
    "warns": "warn caution alert warning warnings",
    "threatens": "threaten threat threats",
    "promises": "promise vow pledge swear guarantee assure commit promises pledges commitment",
    "demands": """demand urge order command insist press implore beg plead exhort require instruct encourage advise
        recommend lobby push advocate challenge advice pressure plea ultimatum""",
    "asks": "ask request inquire enquire question query wonder appeal request requests invite petition",
    "agrees": "agree concur accept consent assent side agreement consensus",
    "believes": """believe think feel see view consider regard deem know understand realize realise assume suppose
        imagine find judge perceive suspect remain convince trust mean belief view views opinion assumption
        sense feeling convinced confident sure""",
    "expects": """expect predict forecast anticipate project foresee await estimate prophesy prediction forecast
        predictions expectation expectations likely""",
    "suggests": """suggest imply hint propose insinuate speculate float intimate theorize hypothesize
        suggestion proposal proposals hint speculation""",
    "announces": """announce disclose unveil publish release reveal proclaim inform introduce launch issue declare
        announcement disclosure revelation""",
    "criticises": """criticize criticise accuse blame condemn denounce attack slam blast mock ridicule deride decry
        lambaste lambast rebuke chide scold assail bash fault berate complain lament bemoan object protest rail
        disparage reprimand censure decry rip hammer pan taunt insult lash scorn belittle bemoaning savage skewer
        castigate excoriate chastise admonish upbraid oppose jab swipe criticism criticisms attack attacks
        complaint complaints outrage objection objections opposition accusation accusations backlash condemnation""",
    "praises": """praise applaud laud hail commend congratulate thank compliment welcome tout extol celebrate champion
        credit admire honor honour salute glorify cheer praise tribute thanks""",
    "supports": """support back endorse defend favor favour embrace justify prefer vote approve sanction stand
        support backing endorsement defence defense""",
    "wants": """want hope wish seek desire long aspire yearn crave like love intend aim hope hopes desire wish wishes
        aspirations eager keen""",
    "intends": "plan intend decide resolve determine opt choose prepare vote plan plans decision intention intentions",
    "fears": "fear worry dread panic fret fear fears worries concern concerns worried concerned afraid anxious wary",
    "doubts": """doubt dispute question dismiss distrust mistrust disbelieve doubts skepticism scepticism skeptical
        sceptical disagree""",
    "declines": "decline refuse reject balk rebuff refrain demur",
    "reports": "report",
    "finds": """find show indicate reveal conclude discover determine learn establish demonstrate prove detect
        findings conclusion conclusions evidence uncover expose identify""",
}
"""Lemmas by manner; a lemma under two manners is the later one's, but for those that `_FIRST` names."""
_FIRST: Final[dict[str, Manner]] = {
    "vote": "supports",
    "insist": "claims",
    "declare": "says",
    "reiterate": "says",
    "find": "finds",
    "determine": "finds",
    "question": "doubts",
    "reveal": "finds",
    "intend": "intends",
    "argue": "claims",
    "attack": "criticises",
    "see": "believes",
}
_IRREGULAR: Final = {
    "say": "said saying says",
    "tell": "told",
    "write": "wrote written writing",
    "speak": "spoke spoken",
    "go": "went",
    "read": "reads",
    "put": "puts putting",
    "swear": "swore sworn",
    "think": "thought",
    "feel": "felt",
    "see": "saw seen",
    "know": "knew known",
    "understand": "understood",
    "find": "found",
    "foresee": "foresaw",
    "seek": "sought",
    "choose": "chose chosen",
    "show": "shown",
    "stand": "stood",
    "forecast": "forecast",
    "deny": "denied denies",
    "mean": "meant",
    "plead": "pled",
}
_DOUBLED: Final = listed(
    "concur prefer defer infer regret submit permit "
    "plan refer slam rip jab pan admit commit chat quip fret confer rebut opt"
)
_PHRASES: Final[tuple[tuple[str, Manner], ...]] = (
    (r"call(?:s|ed|ing)?(?: \w+){0,2}? (?:for|on|upon)|ask(?:s|ed|ing)? for", "demands"),
    (r"ask(?:s|ed|ing)? (?:\w+ )?to\b", "demands"),
    (r"press(?:ed|es|ing) (?:\w+ )?(?:by|about|on|over)\b", "asks"),
    (r"(?:spoke|speaks|speaking) (?:highly|warmly|glowingly) of", "praises"),
    (r"plead(?:ed|s|ing)? guilty|pled guilty", "admits"),
    (r"with(?:held|hold\w*) (?:\w+ )?(?:support|endorsement|comment)", "declines"),
    (r"(?:rul|writ|brush|wav|shrug|laugh)\w* off|rul(?:e|es|ed|ing) out|shot down|push\w* back", "denies"),
    (r"stop\w* short of|mum|(?:silent|no comment)", "declines"),
    (r"point(?:s|ed|ing)? (?:the )?fingers?", "criticises"),
    (
        r"took? (?:aim|a swipe|a shot|issue|heat)|(?:taken|taking|takes?) (?:aim|issue|heat)|faced criticism",
        "criticises",
    ),
    (r"walk\w* back|back\w* down|apologi[sz]\w+", "admits"),
    (r"look\w* forward", "expects"),
    (r"mak\w+ (?:it )?clear|made (?:it )?clear", "says"),
    (r"on board|in fav(?:or|our)", "supports"),
)
_PHRASE: Final = re.compile("|".join(rf"\b(?P<p{k}>{p})" for k, (p, _) in enumerate(_PHRASES)), re.IGNORECASE)
_PHRASE_HINT: Final = re.compile(
    r"\b(?:call|ask|rul|writ|brush|wav|shrug|laugh|press|sp[oe]|plea|pled|with|shot|push|stop|mum|silent|no|point|t[ao]ke?|faced|walk|back|apolog|look"
    r"|ma[dk]|on"
    r"|in)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_NOT: Final = re.compile(
    r"\b(?:not|never|cannot|neither|nor|no (?:evidence|indication|sign|proof|reason))\b|n['\u2019]t\b", re.IGNORECASE
)
_NOT_BEFORE: Final = re.compile(r"(?:\b(?:not|never|cannot|neither|nor)|n['\u2019]t)(?: \w+){0,2} *\Z", re.IGNORECASE)
_BEFORE: Final = 30
_TURNED: Final = frozenset({"denies", "doubts", "declines"})
_ASSERTS: Final = listed(
    "says claims confirms admits agrees believes expects suggests announces supports wants intends promises finds"
)
_SILENT: Final = re.compile(
    r"\b(?:say(?:ing)?|said|comment\w*|tell|told|disclose\w*|specif\w+|elaborat\w+|explain\w*|respon\w+|mention\w*"
    r"|address\w*|reply|answer\w*|reveal\w*|discuss\w*|identif\w+|name)\b",
    re.IGNORECASE,
)
_RULED_OUT: Final = re.compile(r"\brul(?:e|ed|ing) out\b", re.IGNORECASE)


def _forms(lemma: str) -> list[str]:
    """Return the regular forms of a verb with those of `_IRREGULAR`."""
    out = [lemma, *_IRREGULAR.get(lemma, "").split()]
    if lemma.endswith("e"):
        return [*out, lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return [*out, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    plural = "es" if lemma.endswith(("s", "sh", "ch", "x", "o")) else "s"
    return [*out, lemma + plural, stem + "ed", stem + "ing"]


def _table() -> dict[str, Manner]:
    out: dict[str, Manner] = {}
    for manner, lemmas in _LEMMAS.items():
        for lemma in lemmas.split():
            for form in _forms(lemma):
                out[form] = manner
    for lemma, manner in _FIRST.items():
        for form in _forms(lemma):
            out[form] = manner
    return out


_MANNERS: Final = _table()


@lru_cache(256)
def manner_of(cue: str) -> Manner:
    """Return the manner of a cue's words: that of its first word that tells more than *says*, else *says* or *other*.

    >>> manner_of("has repeatedly warned"), manner_of("called for"), manner_of("went on to say"), manner_of("of")
    ('warns', 'demands', 'says', 'other')
    """
    if _PHRASE_HINT.search(cue):
        found = _PHRASE.search(cue)
        if found and found.lastgroup:
            return _PHRASES[int(found.lastgroup[1:])][1]
    plain: Manner = "other"
    words = _WORD.findall(cue)
    for word in words:
        if word[0].isupper() and not words[0][0].isupper():
            continue  # a name inside the cue: "said on Meet the Press"
        manner = _MANNERS.get(word.lower())
        if manner == "says":
            plain = "says"
        elif manner:
            return manner
    if plain == "other" and not any(c.isalpha() for c in cue) and cue.strip():
        return "says"  # a colon or a dash: print's own way to say so
    return plain


def manner(text: str, frame: Frame) -> tuple[Manner, Polarity]:
    """Return how the statement of `frame` was made, and whether its source affirms or denies the content."""
    cue = " ".join(text[a:b] for a, b in frame.statement.cue)
    how = manner_of(cue)
    low = frame.cue[0] - frame.start
    turned = bool(_NOT.search(cue) or _NOT_BEFORE.search(frame.words[max(0, low - _BEFORE) : low]))
    if turned and how in ("says", "announces", "other", "finds") and _SILENT.search(cue):
        return "declines", "denies"
    if how in _TURNED:
        return how, "affirms" if turned else "denies"
    if turned and how in _ASSERTS and not _RULED_OUT.search(cue):
        return how, "denies"
    return how, "affirms"
