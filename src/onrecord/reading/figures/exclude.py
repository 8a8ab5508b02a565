"""Which numbers in an article are no figures: dates, ages, ordinals, names, back-references and the like.

Each rule of the annotation guidelines is one function here, asked in turn; `docs/figures.md` lists them with examples.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from onrecord.reading.figures.numbers import Number
from onrecord.reading.figures.units import TIME
from onrecord.text.listed import listed

_MONTHS = listed(
    "january february march april may june july august september october november december ",
    "jan feb mar apr jun jul aug sep sept oct nov dec",
)
_MONTH_AFTER = re.compile(
    r"(?:st|nd|rd|th)?(?:[ \u00a0]?(?:-|\u2013|to|and)[ \u00a0]?\d{1,2}(?:st|nd|rd|th)?)?"
    r"[ \u00a0-](?:of )?(?:January|February|March"
    r"|April|May|June|July|August|September|October|November|"
    r"December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
_LABELS = listed(
    "no nos number numbers page pages pp chapter section sections article articles act title rule amendment paragraph ",
    "part phase stage step room flight bus route highway interstate channel building gate terminal level grade tier ",
    "category type class district ward precinct proposition prop resolution form line unit block apartment apt suite ",
    "box platform season episode volume vol version model game round week day year lap item question point exhibit ",
    "count case pier berth zone sector tower studio figure table appendix annex clause schedule verse psalm mark size ",
    "matchday fox radio fm am bbc itv area agenda war world mission lot bill measure rank ranked ranking seed",
)
"""Words that make of a number after them a name or a place in an order: *page 4*, *Article 5*, *Channel 4*."""
_STRONG_LABELS = _LABELS - listed(
    "number numbers point count day week year rank model class area form war world lot line case measure size table ",
    "unit block type level figure mark schedule mission agenda question item bill game season radio",
)
_STREET = re.compile(
    r"[ \u00a0](?:(?:[NSEW]\.?|North|South|East|West) )?(?:[A-Z][\w'’]+|\d+(?:st|nd|rd|th))(?: [A-Z][\w'’]+)?[ \u00a0]"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Boulevard|Blvd|Drive|Square|Place|Terrace|Way|Court|Row|Quay|Parade)\b"
    r"|[ \u00a0]Downing\b"
)
_CLOCK = re.compile(r"\s?(?:[ap]\.?m\b|o['’]clock|GMT\b|BST\b|noon\b|hrs\b)|(?:st|nd|rd|th)\b|['’]?s\b")
_HOUR = re.compile(r"[ \u00a0](?:[ap]\.?m\b|o['’]clock\b)")
_PHONE = re.compile(r"[ -]\d{3,4}(?![\d,]|[ -]?(?:percent|%))")
_PHONE_BEFORE = re.compile(r"\d{3}[ -]$")
_OLD = re.compile(
    r"[ \u00a0-](?:year|yr|month|week|day)s?[ \u00a0-](?:olds?\b|of[ \u00a0-]age)|[ \u00a0]years['’][ \u00a0]old",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"\s+(?:ago|later|earlier|before|after|afterwards?|beforehand|from now|from today|since|hence|prior|previously|on,|"
    r"old\b|remaining|to go\b|left (?:until|before|to)|away\b|ahead of"
    r"|until|in advance|following|into (?:the|his|her|their|its|a))",
    re.IGNORECASE,
)
_INCHES = re.compile(r"[ -]?\d{1,2}\b(?! ?[a-z])")
_FIGURED = re.compile(
    r"[ \u00a0-](?:figures?|digits?|somethings?|fold|dimensional|letter|word)\b|(?:something|fold|some)\b", re.I
)
_PERIOD_BEFORE = listed(
    "last past next coming previous recent preceding following ensuing every each first final within"
)
_NOUN = re.compile(r"[ \u00a0](?:[a-z-]+ )?(?:[a-z]+s|[a-z]*(?:people|men|women|children))\b")
_AND_OVER = re.compile(r"[ \u00a0](?:and|or)[ \u00a0](?:over|older|under|younger|up)\b")
_AGE_END = re.compile(r"[,.;)]|[ \u00a0](?:and|at|when|in|or|but|so|before|until|because|while|after|years)\b")
_HYPHEN_COUNT = re.compile(
    r"-(?:members?|pages?|seats?|points?|persons?|people|strong|votes?|delegates?|words?|story|storey|bed|room|man|judge|"
    r"vessel|ship|truck|vehicle|car|plus)\b",
    re.IGNORECASE,
)
_DIGIT_GROUP = re.compile(r"\d{3,}")
_QUOTE_END = re.compile(r"[,.]?['\"”’]")
_LIST_END = re.compile(r"[.)](?:\s|$)|\s*$")
_IDIOM = re.compile(
    r"(?:[ \u00a0](?:percent|per cent)|%)[ \u00a0](?:sure|certain"
    r"|right|wrong|correct|behind|committed|confident|clear|true|"
    r"accurate|agree|honest|convinced|focused|in agreement|with (?:you|him|her|them))\b"
    r"|[ \u00a0]sides of the (?:same )?(?:coin|story)\b"
    r"|[ \u00a0]minds\b|[ \u00a0](?:days a week|hours a day)\b|[ \u00a0](?:cents['’]? worth)\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"[ \u00a0](?:of|as|more|fewer|less|higher|lower|larger|smaller)\b")
_MONEY_NAME = re.compile(r"[ \u00a0-](?:bills?|notes?|coins?)\b")
_HALF_OF = re.compile(
    r"[ \u00a0](?:of|the|their|his|her|its|our|my|your|those|these"
    r"|as|what|an hour)\b|[ \u00a0-](?:percent|per cent|mile|hour)|%",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|unless|suppose|supposing|imagine|say|hypothetically|like saying)\b", re.IGNORECASE)
_BREAK = re.compile(r"[,;:—–](?! (?:say|for example),)|\s-\s|\bthen\b")
_WILL = re.compile(
    r"\b(?:will|would|could|may|might|shall|can|due|expected|scheduled|set to|going to|['’]ll)\b", re.IGNORECASE
)
_VERBISH = listed(
    "is are was were be been has have had do did does will would can could may might should must said say says of and ",
    "or to in on at for with from by as that who which where when while also agree agreed met meet have've",
)


@dataclass(frozen=True)
class Around:
    """A number among its neighbours.

    `before` holds up to four words before it, nearest first; `lead` is what stands between the nearest and it,
    `opening` the sentence up to the number. `unit_end` is where the unit after it ends, the number's end without
    one. `hedged` says that a qualifier stands before it, `titled` that its line is a title in capitals, `tied` that it
    opens a range or a pair; `earlier` holds the values read before in the article.
    """

    text: str
    number: Number
    sentence: tuple[int, int]
    before: tuple[str, ...]
    lead: str
    money: bool
    unit: str | None
    unit_end: int
    hedged: bool
    titled: bool
    earlier: AbstractSet[float]
    tied: bool = False

    @property
    def written(self) -> str:
        """The number's own characters."""
        return self.text[self.number.start : self.number.end]

    def word(self, k: int) -> str:
        """Return the k-th word before the number in lower case, empty where a mark stands between or none is there."""
        if k >= len(self.before) or self.lead.strip(" \u00a0-\"“‘'(.$£€"):
            return ""
        return self.before[k].lower()

    @property
    def bare(self) -> bool:
        """Whether neither a unit, a currency nor a multiplier says what kind of number it is."""
        return not self.money and self.unit is None and self.number.form in ("digits", "words")


def _glued(a: Around) -> bool:
    """Part of a word, an address on the web, a tag, a phone number, a version, a time or a sum."""
    text, start, end = a.text, a.number.start, a.number.end
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if a.number.form == "digits" and not a.money:
        written = a.written
        if written[0] == "0" and len(written) > 1 and written.isdigit():
            return True
        if (
            3 <= len(written) <= 5
            and written.isdigit()
            and not a.tied
            and (_PHONE.match(text, end) or _PHONE_BEFORE.search(text, max(0, start - 4), start))
        ):
            return True
        if before == "+" and a.unit is not None:
            return False
        if before in "#@_=/\\:+&^*~" or (before == "-" and start > 1 and (text[start - 2].isalnum())):
            return True
        if before in ".," and start > 1 and text[start - 2].isdigit():
            return True
        if before == "." and after.isalpha():
            return True
        if after.isalpha() and a.unit is None and not _CLOCK.match(text, end):
            return True
        if after in "/_=@#:\\" and end + 1 < len(text) and text[end + 1].isalnum():
            return True
        if after in "'’" and text[end + 1 : end + 2].isdigit():
            return True
        if before in "'’" and start > 1 and text[start - 2].isdigit():
            return True
        if after == "(" or (after == "-" and _DIGIT_GROUP.match(text, end + 1) and not a.tied):
            return True
    elif a.number.form != "digits" and before == "-":
        return True
    left = max(text.rfind(" ", max(0, start - 60), start), text.rfind("\n", max(0, start - 60), start))
    token = text[left + 1 if left >= 0 else start : start]
    return "://" in token or "www." in token or "@" in token or token.startswith("#")


def _date(a: Around) -> bool:
    """Calendar dates, years and times of day."""
    number, text = a.number, a.text
    if a.money or number.form not in ("digits", "words"):
        return False
    if _HOUR.match(text, number.end):
        return True
    if number.form == "digits":
        if _CLOCK.match(text, number.end) and not (text[number.end] in "'’" and a.unit):
            return True
        if number.value <= 31 and (a.word(0).rstrip(".") in _MONTHS or (_MONTH_AFTER.match(text, number.end))):
            return True
        written = a.written
        if len(written) == 4 and a.unit in TIME and 1900 <= number.value <= 2150 and text[a.unit_end - 1] != "s":
            return True
        if len(written) == 4 and written.isdigit() and a.unit is None and 1100 <= number.value <= 2150:
            counts = a.hedged or (number.value < 1900 and a.word(0) not in ("in", "since", "the", "from", "until"))
            if counts and _NOUN.match(text, number.end):
                return False
            early = a.word(0) in (
                "the",
                "in",
                "since",
                "of",
                "by",
                "until",
                "from",
                "during",
                "before",
                "after",
                "circa",
                "early",
                "late",
            )
            return number.value >= 1900 or early or a.word(0).rstrip(".") in _MONTHS
        if (
            text[number.start - 1 : number.start] in ("'", "’", "‘")
            and len(written) == 2
            and text[number.start - 2 : number.start - 1] in (" ", "")
        ):
            return True
        if a.word(0) in ("summer", "winter", "spring", "autumn", "fall") and len(written) in (2, 4):
            return True
    return bool(
        a.word(0) == "at"
        and a.unit is None
        and re.compile(
            r"[ \u00a0](?:in the (?:morning|afternoon|evening)|sharp|on (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))"
        ).match(text, number.end)
    )


def _age(a: Around) -> bool:
    """Ages, in apposition or said."""
    number, text = a.number, a.text
    if a.money or number.value > 125 or number.form not in ("digits", "words"):
        return False
    if _OLD.match(text, number.end) or (a.unit == "year" and re.compile(r"[ \u00a0-]olds?\b").match(text, a.unit_end)):
        return True
    if a.unit is None and _AND_OVER.match(text, number.end):
        return True
    if a.unit in (None, "year") and a.word(0) in ("aged", "ages"):
        return True
    if a.unit is None and a.word(0) in ("age", "turned", "turns", "turning"):
        return True
    if (
        a.unit is None
        and a.word(0) in ("over", "under", "than")
        and a.word(1)
        in ("those", "people", "voters", "adults", "anyone", "older", "younger", "men", "women", "children")
    ):
        return a.word(1) != "than"
    if (a.word(0), a.word(1)) == ("of", "age") and a.unit in (None, *TIME):
        return True
    if a.unit is None and (a.word(0), a.word(1)) in (("of", "ages"), ("at", "now")):
        return True
    if a.unit is None and re.compile(
        r" (?:years? (?:old|of age)|when (?:he|she|they)\b|(?:to|and|or|-|–) \d\d years? old)"
    ).match(text, number.end):
        return True
    if number.form == "digits" and a.unit is None and number.value.is_integer() and a.before:
        name = a.before[0][:1].isupper() or a.before[0].rstrip(".") in ("jr", "sr")
        after = text[number.end : number.end + 1]
        if a.lead in (", ", ",\u00a0") and after == "," and 1 < number.value <= 110:
            return True
        if a.lead in (", ", " (", ",\u00a0") and name and after in (",", ")", ".", ";", "") and number.value >= 1:
            return after != "." or not text[number.end + 1 : number.end + 2].isdigit()
    said = a.word(0) in ("was", "is", "am", "were", "be", "being", "now", "about", "around", "only", "just", "m")
    if said and a.unit is None and _AGE_END.match(text, number.end) and number.value > 3:
        return bool(
            {a.word(0), a.word(1), a.word(2)} & {"he", "she", "i", "they", "who", "now", "i'm", "he's", "she's"}
        )
    return a.unit is None and a.before == ("At",) and text[number.end : number.end + 1] in (",", ".")


def _offset(a: Around) -> bool:
    """Times told from another time: "two days ago", "the last ten years", "within 48 hours"."""
    if a.unit not in TIME:
        return False
    text, word = a.text, a.word(0)
    if text[a.number.end : a.number.end + 1] == "-" and text[a.unit_end : a.unit_end + 1] != " ":
        return True
    if _OFFSET.match(text, a.unit_end):
        return True
    if word in _PERIOD_BEFORE or (
        a.word(1) in _PERIOD_BEFORE and word in ("few", "about", "some", "roughly", "nearly", "almost")
    ):
        return True
    if word == "in" or (a.word(1) == "in" and word in ("about", "just", "under", "over", "the")):
        return bool(_WILL.search(text, max(a.sentence[0], a.number.start - 160), a.number.start))
    return False


def _named(a: Around) -> bool:
    """Numbers in names, titles, ranks, addresses, laws and lists."""
    number, text, word = a.number, a.text, a.word(0)
    text_quoted = text[number.start - 1 : number.start] in ("'", '"', "“", "‘") and bool(
        _QUOTE_END.match(text, number.end)
    )
    if text_quoted and a.written[0].isupper():
        return True
    if a.money or number.form in ("vague", "fraction"):
        return False
    percent = a.unit in ("percent", "percentage_point")
    if (
        word in ("number", "no", "nos", "no.")
        and not percent
        and not (word == "no" and a.lead == " " and a.before[0] == "no")
    ):
        return True
    if percent:
        return False
    if a.unit in TIME and number.form == "digits" and not a.titled and text[number.end + 1 : number.end + 2].isupper():
        return True
    opening = bool(a.before) and number.start - len(a.lead) - len(a.before[0]) <= a.sentence[0]
    tight = a.lead in (" ", "\u00a0", ". ", ".")
    if tight and word.rstrip(".") in _LABELS:
        label = a.before[0]
        if word in _STRONG_LABELS or label[0].isupper() or number.form == "digits" or a.unit is None:
            counted = number.value > 20 and word not in _STRONG_LABELS
            if not (counted and not label[0].isupper()):
                return True
    if word == "top" and number.value <= 100:
        return True
    if _STREET.match(text, number.end) and number.form == "digits":
        return True
    opens = number.start == a.sentence[0]
    if opens and number.form == "digits" and number.value < 200 and _LIST_END.match(text, number.end):
        return True
    listed = number.form == "digits" and number.value <= 30 and text[number.end : number.end + 1] == ")"
    if listed and "(" not in text[max(a.sentence[0], number.start - 40) : number.start]:
        return True
    capital = a.written[0].isupper()
    if capital and number.form == "words" and not a.titled and a.before and a.lead in (" ", "-", "\u00a0"):
        return True
    if (
        tight
        and a.before
        and a.before[0][0].isupper()
        and not opening
        and not a.titled
        and a.unit is None
        and not a.hedged
    ):
        following = re.compile(r"[ \u00a0]([a-z]+)").match(text, number.end)
        noun = (
            following is not None
            and following[1].endswith("s")
            and following[1] not in ("is", "was", "has", "as", "does")
        )
        noun = noun or (
            following is not None and following[1] in ("people", "men", "women", "children", "to", "more", "other")
        )
        small = number.form == "digits" and number.value < 3000 and "," not in a.written
        return small and not noun and word not in ("only", "just", "about", "some", "by", "with", "to", "sanders’")
    return False


def _back(a: Around) -> bool:
    """What was counted before, and "one", "both" and the like: "the two candidates", "these three", "all four"."""
    number, text, word = a.number, a.text, a.word(0)
    if number.form not in ("digits", "words") or a.money:
        return False
    if number.value in (0, 1) and a.bare:
        return True
    if number.value == 1 and number.form == "words" and a.unit not in ("percent", "percentage_point") and not a.hedged:
        return not (a.unit is not None and text[number.end : number.end + 1] == "-")
    if not a.bare:
        return False
    if word in ("these", "those", "both", "either", "other", "us", "them", "you", "we"):
        return number.value <= 20 or number.value in a.earlier
    if word == "all":
        return number.value in a.earlier or (number.value <= 10 and number.form == "words")
    definite = "the" in (
        word,
        a.word(1) if word in ("first", "last", "other", "final", "remaining", "same", "only", "top") else "",
    )
    if not definite:
        return False
    noun = re.compile(r"[ \u00a0-]([A-Za-z]+)").match(text, number.end)
    if noun is None or noun[1].lower() in _VERBISH:
        return number.value < 100 or number.value in a.earlier
    if number.value == 2:
        return True
    return number.value < 1000 and number.value in a.earlier


def _compound(a: Around) -> bool:
    """Counts that only describe a kind: "a three-phase plan", "a two-state solution", "six-figure", "twofold"."""
    end = a.number.end
    if a.unit == "foot" and _INCHES.match(a.text, a.unit_end):
        return True
    if _FIGURED.match(a.text, end) and a.number.value <= 20:
        return True
    if (
        a.unit is None
        and not a.money
        and not a.tied
        and a.text[end : end + 1] == "-"
        and a.text[end + 1 : end + 2].isalpha()
    ):
        return not _HYPHEN_COUNT.match(a.text, end)
    return False


def _hypothetical(a: Around) -> bool:
    """What is only supposed: "if we went to $15", "imagine 500 boats"."""
    opening = a.text[max(a.sentence[0], a.number.start - 160) : a.number.start]
    conditions = list(_CONDITION.finditer(opening))
    if not conditions:
        return False
    last = conditions[-1]
    if last.group().lower() == "say" and not re.match(r",? *$", opening[last.end() :]):
        return False
    if last.group().lower() == "like saying":
        return True
    return not _BREAK.search(opening, last.end())


def _idiom(a: Around) -> bool:
    """Figures of speech, and clock-like pairs: "100 percent sure", "24/7", "50-50"."""
    if a.money:
        return bool(_MONEY_NAME.match(a.text, a.number.end))
    if a.number.form == "fraction" and a.written[:2].lower() == "a ":
        return not (a.hedged or a.word(0) in ("by", "than") or _PART_OF.match(a.text, a.number.end))
    if a.written.lower() == "half":
        if a.word(0) in (
            "first",
            "second",
            "latter",
            "other",
            "better",
            "front",
            "back",
            "top",
            "bottom",
            "in",
            "the",
            "each",
            "final",
        ):
            return True
        return not (a.hedged or a.word(0) in ("by", "than") or _HALF_OF.match(a.text, a.number.end))
    return bool(_IDIOM.match(a.text, a.number.end))


_RULES = (_glued, _date, _age, _offset, _named, _back, _compound, _idiom, _hypothetical)


def excluded(around: Around) -> str | None:
    """Return the name of the rule by which the number is no figure, None if it is one."""
    for rule in _RULES:
        if rule(around):
            return rule.__name__[1:]
    return None
