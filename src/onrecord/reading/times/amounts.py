"""How many: numbers in figures and words before a unit of time, and the durations they make."""

from typing import Final

from onrecord.reading.times.words import CODES, NUMBERS, ORDINALS, SCALES, SINGULAR, UNITS, Tokens

_FACTORS: Final = {"decade": 10, "century": 100, "millennium": 1000, "fortnight": 2}
MOST: Final = 10**6
"""A count above this is no amount of time that news tells of."""


def amount(tokens: Tokens, first: int, end: int) -> float | None:
    """Return the number that tokens `first` to `end` hold; None for a vague one, a range, or none at all.

    >>> from onrecord.reading.times.words import tokens
    >>> amount(tokens("twenty-five years", (0, 17)), 0, 4), amount(tokens("5 1/2 hours", (0, 11)), 0, 5)
    (25, 5.5)
    >>> amount(tokens("a few days", (0, 10)), 0, 3) is None
    True
    """
    words, classes = tokens.words[first:end], tokens.classes[first:end]
    total: float = 0
    group: float = 0
    seen = False
    for place, (word, code) in enumerate(zip(words, classes, strict=True)):
        following = classes[place + 1 : place + 2]
        if word in ("few", "couple", "several", "many", "some", "number", "or", "to"):
            return None
        if code in (CODES["DAY"], CODES["INT"], CODES["OLDYEAR"], CODES["DECIMAL"]):
            if following == CODES["SLASH"]:
                below = words[place + 2 : place + 3]
                if below and below[0].isdigit() and int(below[0]):
                    group += int(word.replace(",", "")) / int(below[0])
                    seen = True
                break
            if seen:
                return None
            group += float(word.replace(",", ""))
            seen = True
        elif word in NUMBERS:
            if seen and (group % 10 or NUMBERS[word] >= 10) and group < 100:
                return None
            group += NUMBERS[word]
            seen = True
        elif word in SCALES:
            group = (group or 1) * SCALES[word]
            seen = True
        elif word == "half":
            group += 0.5
            seen = True
        elif (
            word in ("a", "an")
            and not seen
            and following
            and following
            in CODES["UNIT"]
            + CODES["YEARU"]
            + CODES["DECADE"]
            + CODES["CENTURY"]
            + CODES["QUARTER"]
            + CODES["MORE"]
            + CODES["ENTIRE"]
        ):
            group, seen = 1, True
    total += group
    if not seen or total > MOST:
        return None
    return int(total) if total == int(total) else total


def unit(tokens: Tokens, first: int, end: int) -> str | None:
    """Return the first unit of time among tokens `first` to `end`, in the singular."""
    for word in tokens.words[first:end]:
        word = SINGULAR.get(word, word)
        if (word in UNITS and word != "second") or (word == "second" and "seconds" in tokens.words[first:end]):
            return word
    return None


def duration(count: float | None, of: str) -> str:
    """Return the TIMEX3 value of a duration; ``X`` stands for a count that is not told.

    >>> duration(5.5, "hour"), duration(4, "decade"), duration(None, "week"), duration(2.5, "year")
    ('PT5H30M', 'P40Y', 'PXW', 'P2Y6M')
    """
    letter = UNITS[of]
    clock = "T" if of in ("second", "minute", "hour") else ""
    if count is None:
        return "P" + clock + "X" + {"decade": "E", "century": "C"}.get(of, "D" if letter == "NI" else letter)
    if letter == "NI":
        letter = "D"
    count *= _FACTORS.get(of, 1)
    whole = int(count)
    below = {"hour": (60, "M"), "minute": (60, "S"), "year": (12, "M"), "day": (24, "TH")}.get(of)
    if count == whole or below is None:
        return f"P{clock}{whole if count == whole else round(count, 2)}{letter}"
    rest = f"{round((count - whole) * below[0])}{below[1][-1]}"
    rest = "T" + rest if of == "day" else rest
    return (
        f"P{clock}{f'{whole}{letter}' if whole else ''}{rest}"
        if not (of in ("hour", "minute") and not whole)
        else f"PT{rest}"
    )


def ordinal(tokens: Tokens, first: int, end: int) -> int | None:
    """Return the first ordinal ("third", "3rd", "twenty-first") among tokens `first` to `end`.

    >>> from onrecord.reading.times.words import tokens
    >>> ordinal(tokens("the 21st century", (0, 16)), 0, 4)
    21
    """
    for at in range(first, end):
        word = tokens.words[at]
        if word in ORDINALS:
            tens = at >= first + 2 and tokens.words[at - 2] == "twenty"
            return ORDINALS[word] + (20 if tens else 0)
        if tokens.classes[at + 1 : at + 2] == CODES["SUFFIX"] and word.isdigit():
            return int(word)
    return None
