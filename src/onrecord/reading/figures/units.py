"""Units and currencies beside a number, under one name each."""

import re

from onrecord.text.listed import listed

_CURRENCY_SIGNS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "R$": "BRL", "NT$": "TWD", "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₪": "ILS",
    "₩": "KRW", "₦": "NGN", "₺": "TRY", "₴": "UAH", "₱": "PHP", "฿": "THB", "Rs": "INR", "Rs.": "INR",
}  # fmt: skip
_CODES = listed("USD EUR GBP JPY CHF CAD AUD NZD CNY INR RUB SEK NOK DKK PLN CZK HUF TRY ZAR BRL MXN KRW")
_WORDY = sorted((re.escape(s) for s in _CURRENCY_SIGNS if s[0].isalpha()), key=len, reverse=True)
_SIGN = re.compile(
    f"(?:(?<![A-Za-z])(?:{'|'.join([*_WORDY, *sorted(_CODES)])})"
    "|(?:(?<![A-Za-z])(?:US|NZ|AU|CA|HK)[ \u00a0])?[$£€¥₹₽₪₩₦₺₴₱฿])[ \u00a0]?$"
)

TIME = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "night", "weekend"})
"""Units of time, which may be offsets and ages as well as durations."""

_NAMES = {
    "percent": "percent", "pct": "percent", "pc": "percent",
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound": "GBP", "quid": "GBP", "yen": "JPY", "rupee": "INR",
    "ruble": "RUB", "rouble": "RUB", "yuan": "CNY", "shekel": "ILS", "hryvnia": "UAH", "zloty": "PLN", "peso": "peso",
    "franc": "franc", "krona": "krona", "kronor": "krona", "kroner": "krone", "lira": "lira", "cent": "cent",
    "pence": "penny", "penny": "penny", "crown": "crown", "dinar": "dinar", "dirham": "dirham", "naira": "NGN",
    "riyal": "riyal", "rial": "rial", "baht": "THB",
    "point": "point",
    **{word: word for word in TIME}, "decade": "decade", "century": "century", "hr": "hour", "min": "minute",
    "km": "kilometre", "kilometre": "kilometre", "kilometer": "kilometre", "kms": "kilometre", "mile": "mile",
    "metre": "metre", "meter": "metre", "cm": "centimetre", "centimetre": "centimetre", "centimeter": "centimetre",
    "mm": "millimetre", "millimetre": "millimetre", "millimeter": "millimetre", "foot": "foot", "feet": "foot",
    "ft": "foot", "inch": "inch", "inche": "inch", "yard": "yard", "acre": "acre", "hectare": "hectare",
    "kg": "kilogram", "kilo": "kilogram", "kilogram": "kilogram", "kilogramme": "kilogram", "gram": "gram",
    "tonne": "tonne", "ton": "ton", "lb": "pound_weight", "ounce": "ounce", "litre": "litre", "liter": "litre",
    "gallon": "gallon", "barrel": "barrel", "degree": "degree", "mph": "mile_per_hour", "kph": "kilometre_per_hour",
    "knot": "knot", "watt": "watt", "kilowatt": "kilowatt", "megawatt": "megawatt", "gigawatt": "gigawatt",
    "mw": "megawatt", "gw": "gigawatt", "kwh": "kilowatt_hour", "gb": "gigabyte", "tb": "terabyte",
}  # fmt: skip
_UNIT = re.compile(
    r"\s?%(?:[ -](?P<signpoint>points?)\b)?"
    r"|[ \u00a0]?-?(?:(?P<per>per ?cent(?:age)?|percent|percentage)(?:[ -](?P<point>points?))?"
    r"|(?P<basis>basis points?)"
    r"|(?:(?P<adjective>US|U\.S\.|American|Canadian|Australian|Hong Kong|New Zealand) )?(?P<dollars>dollars?)"
    r"|(?P<speed>km/h|kmh|(?:miles|kilometres|kilometers) (?:per|an) hour)"
    r"|(?P<square>square|sq\.?|cubic)[ -](?P<squared>[A-Za-z]{1,12})"
    r"|(?P<name>[A-Za-z]{1,12}))(?![\w])",
    re.IGNORECASE,
)
_DOLLARS = {"canadian": "CAD", "australian": "AUD", "hong kong": "HKD", "new zealand": "NZD"}


def sign_before(text: str, start: int, floor: int) -> tuple[str, int] | None:
    """Return the currency whose sign or code stands before `start`, and where that begins."""
    found = _SIGN.search(text, max(floor, start - 6), start)
    if not found:
        return None
    sign = re.sub(r"\s", "", found.group())
    return _CURRENCY_SIGNS.get(sign, sign), found.start()


def _singular(word: str) -> str | None:
    word = word.lower()
    return _NAMES.get(word) or (_NAMES.get(word[:-1]) if word.endswith("s") else None)


def unit_after(text: str, at: int, end: int) -> tuple[str, int] | None:
    """Return the unit that stands at `at`, a space, hyphen or nothing apart, and where it ends.

    >>> unit_after("45-minute", 2, 9), unit_after("9 percentage points", 1, 19), unit_after("9 boats", 1, 7)
    (('minute', 9), ('percentage_point', 19), None)
    """
    found = _UNIT.match(text, at, end)
    if not found:
        return None
    stop = found.end()
    if found["name"]:
        name = _singular(found["name"])
        # "a 6 a.m. call", "m" alone: a letter is a unit only where it is spelt out or an abbreviation of its own.
        return (name, stop) if name else None
    if found["basis"]:
        return "basis_point", stop
    if found["dollars"]:
        return _DOLLARS.get((found["adjective"] or "").lower(), "USD"), stop
    if found["speed"]:
        return ("mile_per_hour" if found["speed"].lower().startswith("mile") else "kilometre_per_hour"), stop
    if found["square"]:
        name = _singular(found["squared"])
        kind = "cubic" if found["square"].lower() == "cubic" else "square"
        return (f"{kind}_{name}", stop) if name else None
    pointed = found["point"] or found["signpoint"]
    return ("percentage_point" if pointed else "percent"), stop
