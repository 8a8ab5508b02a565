"""What a number counts: the noun phrase that follows it, found by its form alone."""

import re

from onrecord.text.listed import listed
from onrecord.text.spans import Span

_OF = re.compile(
    r"[ \u00a0](?:of|in(?=[ \u00a0][a-z]))[ \u00a0](?:(?:the|all"
    r"|its|his|her|their|our|these|those|such|new|about)[ \u00a0])*"
)
_MORE = re.compile(r" or (?:more|fewer|less|so)\b|-(?:seat|member|page|person|point|strong)\b")
_WORD = re.compile(r"[ \u00a0-]([^\W\d_]+(?:['’.-][^\W\d_]+)*)")
_STOP = listed(
    "a about above across after against ago all along also "
    "although am amid among an and any are around as at away back ",
    "be became because been before behind being below between both but by came can cannot could did do does down due ",
    "during each earlier either every except for found from further gave get go going got had has have he her here ",
    "hers him his how however i if in inside instead into is it its itself just last later left less like made many ",
    "may me might more most much must my near nor not now of "
    "off on once one only onto or our out outside over own per ",
    "plus said same saw say says she should since so still such than that the their them then there these they this ",
    "those though through throughout till to today together told "
    "took toward towards under until up upon us versus via ",
    "vs was we went were what when where whether which while who whom whose "
    "why will with within without would yes yet roughly nearly almost ",
    "you your monday tuesday wednesday thursday friday saturday sunday yesterday tomorrow each apart",
)
_PLURALS = listed("people men women children police personnel staff feet teeth mice geese deer sheep cattle data lives")
_NOT_PLURAL = ("ss", "us", "is")
_VERB = re.compile(r"(?:ed|ly)$")
_LONGEST = 6


def _plural(word: str) -> bool:
    low = word.lower()
    return low in _PLURALS or (
        len(low) > 3 and low.endswith("s") and not low.endswith(_NOT_PLURAL) and low[-2] not in "'’"
    )


def counted(text: str, at: int, end: int, of_only: bool, money: bool = False) -> Span | None:
    """Return the span of what a number that ends at `at` counts, None where no noun follows it.

    Up to six words, to the last of the first plural nouns among them. With `of_only`, where a unit or a fraction
    stands between, a phrase counts only after "of", and for `money` "in": "40 percent *of likely voters*".

    >>> text = "two other Benghazi victims sued"
    >>> text[slice(*counted(text, 3, 31, False))]
    'other Benghazi victims'
    """
    more = _MORE.match(text, at, end)
    at = more.end() if more else at
    of = _OF.match(text, at, end)
    if of and not money and text[of.start() + 1] == "i":
        of = None
    if of_only and not of:
        return None
    if of:
        at = of.end() - 1
    words: list[re.Match[str]] = []
    plural = 0
    while len(words) < _LONGEST:
        word = _WORD.match(text, at, end)
        if not word or word[1].lower() in _STOP:
            break
        if plural and (not _plural(word[1]) or not word[1].islower()):
            break
        if words and not plural and word[1].islower() and _VERB.search(word[1]) and len(words) > 1:
            break
        words.append(word)
        at = word.end()
        if _plural(word[1]):
            plural = len(words)
    if not words:
        return None
    kept = words[: plural or 3]
    return kept[0].start(1), kept[-1].end(1)
