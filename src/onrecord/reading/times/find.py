"""Where time expressions stand: a grammar over classes of words (`words`), as one regular expression.

A rule's pattern names classes; a name may stand for one of the larger pieces below. Repetition is bounded in every
rule, so that the search takes time in proportion to the text.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from onrecord.reading.times.words import CODES, OTHER, Tokens


def _table(lines: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in lines.strip().splitlines())


_PIECES: Final = _table(r"""
ORD: (?:ORDINAL|SECOND|DAY SUFFIX)
SMALL: (?:TEN(?:DASH? ONE)?|TEEN|ONE)
WRITTEN: (?:SMALL(?:DASH? HUNDRED){0,2}(?:AND? SMALL)?|AN HUNDRED|HUNDRED)
FIGURE: (?:(?:DAY|INT)(?:DASH? DAY SLASH DAY)?|DECIMAL|OLDYEAR|DAY SLASH DAY)
AMOUNT: (?:(?:FIGURE|WRITTEN)(?:AND AN HALF)?)
VAGUE: (?:AN? (?:FEW|COUPLE OF?)|SEVERAL|AN NUMBER OF)
COUNT: (?:AMOUNT(?:(?:TO|OR|DASH|AND) AMOUNT)?|VAGUE)
ABOUT: (?:NO? (?:MORE|LESS) THAN|AT (?:LEAST|MOST)|UP TO|OVER|APPROX)
SPAN: (?:UNIT|YEARU|DECADE|CENTURY)
MON: (?:MONTH|MAY|MABBR DOT?)
DATED: (?:COMMA? YEAR|COMMA? OLDYEAR)
DOW: (?:WDAY|WDABBR DOT?)
STAGE: (?:(?:EARLY|MID|LATE) DASH?|THE? (?:BEGIN|MIDDLE|END) OF|(?:EARLY|LATE|LATER|EARLIER) (?:IN|ON)?)
POINTED: (?:THE? (?:LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|SAME)|THIS (?:COMING|PAST|SAME)?|THAT SAME?)
RELYEAR: (?:OF? (?:LAST|THIS|NEXT|THAT|THE SAME|THE FOLLOWING) YEARU)
HOUR: (?:(?:DAY|ONE|TEEN)(?= IN THE PART)|(?:DAY|INT) COLON (?:DAY|INT)(?:COLON (?:DAY|INT))? AMPM?|(?:DAY|DECIMAL) AMPM|(?:DAY|ONE|TEEN) OCLOCK|NOON|MIDNIGHT|OLDYEAR ZONE)
SPELLED: (?:TEEN TEN (?:DASH? ONE)?|TEEN TEEN|ONE HUNDRED)
NOTDAY: [UNIT UNITS YEARU HUNDRED MORE TEN TEEN ONE COLON AMPM MONTH MABBR SLASH]
INYEAR: (?:(?:OF|IN)? COMMA? (?:FISCAL|THE)? YEARU? YEAR|OF (?:THE|LAST|THIS|NEXT) FISCAL? YEARU)
""")  # noqa: E501 - a table, one line each

_RULES: Final = _table(r"""
iso: YEAR DASH (?:DAY|INT) DASH DAY
slashed: DAY SLASH DAY SLASH (?:YEAR|DAY|INT)
dotted: DECIMAL DOT YEAR
clock: APPROX? HOUR (?:(?:IN THE|AT) PART)? ZONE? (?:COMMA? ON? (?:DOW COMMA?)? (?:MON DAY|DAY MON) DATED?|COMMA? ON? (?:(?:EARLY|LATE)? DOW PART?|TODAY|TOMORROW|YESTERDAY)(?=[^DAY INT]|$))?
days_month: DAY SUFFIX? (?:DASH|TO|AND|OR) DAY SUFFIX? OF? MON (?:DATED|RELYEAR)?
month_day: (?:STAGE? DOW COMMA?|POINTED)? APPROX? MON THE? DAY SUFFIX? (?:DATED|COMMA? RELYEAR)? (?:(?:DASH|TO|THROUGH) DAY SUFFIX? (?!NOTDAY) DATED?|AND DAY SUFFIX? (?!NOTDAY|UNKNOWN) DATED?)?
day_month: (?:DOW COMMA?)? (?:THE? DAY SUFFIX? OF?|THE (?:ORDINAL|SECOND) OF) MON (?:DATED|COMMA? RELYEAR)?
week_of: THE? UNIT OF MON DAY DATED?
month: STAGE? (?:THE MIDDLE OF)? (?:POINTED MON|MON (?:OF? COMMA? (?:YEAR|OLDYEAR)|RELYEAR)?)
wday_set: EVERY OTHER? DOW PART?|WDAYS
wday: (?:EARLY|LATE)? POINTED? WDAY (?:OF? (?:LAST|NEXT|THIS) UNIT|PART)?
around: THE UNIT (?:BEFORE YESTERDAY|AFTER TOMORROW)
near: (?:EARLY|LATE|EARLIER|LATER)? (?:(?:YESTERDAY|TODAY|TOMORROW|TONIGHT) PART?|LAST PART|THIS (?:EARLY|LATE|MID)? PART)
part: (?:THE? (?:NEXT|FOLLOWING|PREVIOUS|SAME) PART|THAT PART|(?:EARLY|MID|LATE) DASH? PART|IN THE (?:EARLY|LATE)? PART|OVERNIGHT)
season: STAGE? (?:(?:POINTED|THE) SEASON (?:OF? (?:YEAR|THE?SPELLED))?|SEASON OF? YEAR|SEASON RELYEAR|SEASON)
cue: CUE DAY (?:OF? FISCAL? YEAR)?
quarter: THE? (?:THIS|LAST|NEXT) FISCAL? YEARU APOS ESS (?:ORD DASH?)? QUARTER|THE? FISCAL? DASH? YEAR? FISCAL? DASH? ORD DASH? QUARTER INYEAR?
half: THE? (?:ORD|LAST|LATE|EARLY) HALF (?:OF (?:YEAR|(?:THE|LAST|THIS|NEXT) YEARU))
some_quarter: THE? (?:YEARU DASH? (?:AGO|EARLIER)|LATEST|PREVIOUS|NEXT|LAST|COMING|PAST|THIS|THAT)? QUARTER|THIS QUARTER
year_ago: (?:THE|AN)? YEARU DASH (?:AGO|EARLIER) PERIOD?
period: THE? (?:YEAR|LATEST) (?:FISCAL? YEARU|PERIOD)
ago: ABOUT? (?:COUNT DASH? (?:SPAN|UNITS|QUARTERS)|AN (?:SPAN|QUARTER)|HALF AN UNIT) (?:AND AN HALF)? (?:OR SO)? DASH? (?:AGO|EARLIER|LATER|FROM NOW|BEFORE (?=[COMMA DOT]|$))
day_after: THE (?:UNIT|YEARU) (?:BEFORE|AFTER) (?=[COMMA DOT]|$)
last_n: THE? (?:PAST|LAST|NEXT|COMING|PREVIOUS|FOLLOWING|FINAL|ORD) COUNT (?:MORE)? (?:SPAN|UNITS|QUARTERS)
recent: (?:MOST|MORE)? THE? (?:RECENT|COMING|FUTURE) (?:UNITS|QUARTERS|YEARU)|THE (?:LAST|PAST|NEXT|COMING) UNITS
decade: (?:THE? STAGE)? THE? STAGE? (?:YEAR|OLDYEAR|APOS (?:DAY|INT)) APOS? ESS|THE STAGE? NINETIES|STAGE NINETIES
century: STAGE? THE? STAGE? (?:ORD|TEN DASH ORDINAL) DASH? CENTURY
weekend: (?:POINTED|THE|EVERY) WEEKEND|(?:THIS|LAST|NEXT) WEEKEND
unit: STAGE? POINTED FISCAL? (?:SPAN)|THE? YEARU APOS ESS END|YEARU DASH END|APPROX? YEARU END
the_year: STAGE THE FISCAL? (?:YEARU|UNIT|DECADE|CENTURY)|THE YEARU (?=[COMMA DOT]|$)
spelled: (?:THE YEARU)? SPELLED (?![UNITS UNIT YEARU])
years: YEAR (?:DASH|SLASH) (?:YEAR|DAY|INT)(?![DASH SLASH])
year: STAGE? (?:THE YEARU)? FISCAL? YEARU? (?:YEAR|OLDYEAR)
set: EVERY (?:OTHER|AMOUNT|ORD)? (?:SPAN|UNITS|PART|QUARTER)|PER (?:SPAN)|ONCE AN (?:SPAN)|ONCE EVERY AMOUNT UNITS
often: OFTEN
duration: ABOUT? THE? (?:COUNT|HALF AN) (?:MORE|ENTIRE)? DASH? (?:SPAN|UNITS) (?:AND AN HALF)? (?:DASH LONG)? (?!DASH? OLD)
one: ABOUT? AN (?:MORE|ENTIRE)? (?:SPAN) (?:AND AN HALF|OR (?:SO|SMALL))? (?:DASH LONG)? (?!DASH? OLD)
bare: UNITS (?:DASH LONG|OR UNITS)? (?!DASH? OLD)|UNIT DASH LONG
holiday: POINTED? HOLIDAY (?:YEAR|OF? (?:LAST|THIS|NEXT) YEARU)? (?:PART|WEEKEND)?
now: NOW|PRESENT
then: LATELY|(?:MORE|MOST) LATELY
past: (?:THE PAST|RECENT)
future: THE NEAR? FUTURE|THE (?:NEAR|SHORT) DASH? TERM
moment: AT (?:THE|THIS) MOMENT|AT THIS TIME
""")  # noqa: E501 - a table, one line each
"""Rules by name, those that reach further before those that would take their beginning."""


def _compiled(pattern: str) -> str:
    """Return a rule's pattern with every name replaced by its class letter, larger pieces written out."""

    def written(found: re.Match[str]) -> str:
        name = found[0]
        if name == "UNKNOWN":
            return OTHER
        return _compiled(_PIECES[name]) if name in _PIECES else CODES[name]

    return re.sub(r"[A-Z]+", written, pattern).replace(" ", "")


_GRAMMAR: Final = re.compile("|".join(f"(?P<{name}>{_compiled(pattern)})" for name, pattern in _RULES.items()))
_SEEDS: Final = """
WDAY WDAYS MONTH MAY MABBR UNIT UNITS YEARU YEAR OLDYEAR QUARTER QUARTERS
DECADE CENTURY WEEKEND NOW PRESENT LATELY PAST RECENT FUTURE TERM TIME MOMENT YESTERDAY
TODAY TOMORROW TONIGHT OVERNIGHT PART NOON MIDNIGHT OCLOCK AMPM COLON SEASON OFTEN
ESS HOLIDAY NINETIES TEEN SLASH DASH HALF CUE DECIMAL ZONE
"""
_SEED: Final = re.compile("[" + "".join(CODES[name] for name in _SEEDS.split()) + "]")
_FIRST_NEVER: Final = """
OF TO AND OR SO THROUGH AGO BEFORE AFTER THAN LEAST FROM LONG OLD SUFFIX ESS AMPM COLON SLASH DASH DOT COMMA
ON TIME TERM
"""
_NEVER: Final = frozenset(CODES[name] for name in _FIRST_NEVER.split())
"""What no expression begins with, so that no rule is asked there."""
_STRETCH: Final = re.compile(f"[^{OTHER}]+")
"""What every expression holds at least one of."""


class Found(NamedTuple):
    """A stretch of tokens that a rule matches: the rule's name, and the first and one past the last token."""

    rule: str
    first: int
    end: int


def find(tokens: Tokens) -> Iterator[Found]:
    """Yield what the grammar matches in order, without overlaps.

    >>> from onrecord.reading.times.words import tokens
    >>> [found.rule for found in find(tokens("Two weeks ago, on 5 May", (0, 23)))]
    ['ago', 'day_month']
    """
    classes = tokens.classes
    for stretch in _STRETCH.finditer(classes):
        at, end = stretch.span()
        if not _SEED.search(classes, at, end):
            continue
        while at < end:
            if classes[at] in _NEVER:
                at += 1
                continue
            found = _GRAMMAR.match(classes, at)
            if found and found.end() > at and found.lastgroup:
                yield Found(found.lastgroup, at, found.end())
                at = found.end()
            else:
                at += 1
