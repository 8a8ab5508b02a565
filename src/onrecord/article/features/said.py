"""What a page says of itself in its head and its data, and which blocks say the same."""

import re
from functools import cache
from typing import Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.article.features.characters import HEAD
from onrecord.article.features.rows import Array
from onrecord.article.flat import Flat


class Said(NamedTuple):
    """What the page's head says, evened out for comparison."""

    titles: list[str]
    descriptions: list[str]
    body: str


_STRING: Final = r'"\s*:\s*("(?:[^"\\]+|\\.)*+")'

_LD: Final = re.compile(r'"(headline|description|articleBody|alternativeHeadline)' + _STRING, re.DOTALL)

_EVEN: Final = re.compile(r"[^\W_]+")

_LONG_TEXT: Final = 500
"""Code points from which a text is faster evened out in numpy."""


@cache
def _is_letter() -> npt.NDArray[np.bool_]:
    """Whether each code point below 0x10000 is a letter or digit."""
    return np.array([chr(code).isalnum() for code in range(0x10000)], bool)


def evened(text: str) -> str:
    """Letters and digits only, lower case.

    >>> evened("It's over, again!")
    'itsoveragain'
    """
    if len(text) >= _LONG_TEXT:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        if codes.max() < 0x10000:
            return codes[_is_letter()[codes]].tobytes().decode("utf-32-le").lower()
    return "".join(_EVEN.findall(text)).lower()


def said_by_page(flat: Flat) -> Said:
    """Return what the page's head and data say of its headline, standfirst and text, letters and digits only."""
    titles, descriptions, body = [], [], ""
    for name, content in flat.head.meta:
        if name in ("og:title", "twitter:title", "title", "headline"):
            titles.append(evened(content))
        elif name in ("og:description", "description", "twitter:description"):
            descriptions.append(evened(content))
    for script in flat.head.jsonld:
        for name, value in _LD.findall(script[:2_000_000]):
            try:
                text = msgspec.json.decode(value, type=str)
            except msgspec.MsgspecError:
                text = value
            if name == "articleBody":
                body += evened(text)
            elif name == "description":
                descriptions.append(evened(text))
            else:
                titles.append(evened(text))
    titles.append(evened(flat.head.title))
    return Said(
        [t for t in dict.fromkeys(titles) if len(t) > 7][:6],
        [d for d in dict.fromkeys(descriptions) if len(d) > 15][:6],
        body,
    )


def told_by_page(heads: list[str], said: Said) -> Array:
    """How each block stands to title, description and article body as the page's head gives them."""
    out = np.zeros((len(heads), 7))
    titles, descriptions, body = said
    all_titles = "\n".join(titles)
    beginnings = tuple(title[:30] for title in titles)
    all_descriptions = "\n".join(descriptions)
    if body:
        out[:, 6] = np.fromiter(map(len, heads), np.int64, len(heads)) > 50
    after = 0
    for i in _which_may(heads, "\n".join((all_titles, all_descriptions, body))):
        head = heads[i]
        size = len(head)
        if size < 4:
            continue
        if head[:12] in all_titles or head.startswith(beginnings):
            for title in titles:
                if head == title or (size == HEAD and title.startswith(head)):
                    out[i, 0] = 1.0
                elif size > 12 and (title.startswith(head) or (len(title) > 15 and head.startswith(title))):
                    out[i, 1] = 1.0
                elif size > 5 and head in title:
                    out[i, 2] = 1.0
        if size > 15 and head[:50] in all_descriptions:
            if any(description.startswith(head[:50]) for description in descriptions):
                out[i, 3] = 1.0
            else:
                out[i, 4] = 1.0
        if body:
            # Most paragraphs stand there right after the one before.
            found = after if body.startswith(head[:60], after) else body.find(head[:60])
            if found >= 0:
                out[i, 5] = 1.0
                out[i, 6] = 0.0
                after = found + size
    return out


_BEGUN: Final = 16
"""Signs of a head that are looked at before it is looked for."""


def _which_may(heads: list[str], texts: str) -> list[int]:
    """Return the heads whose first signs, eight and eight, stand in `texts`, and those of fewer signs.

    Most others are furniture, and to look for each in a long article takes as long as all else that is seen of a page.
    """
    codes = np.frombuffer(texts.encode("utf-32-le", "surrogatepass"), np.uint32)
    bits = min(max(16, (4 * len(codes)).bit_length()), 22)
    table = np.zeros(1 << bits, bool)
    if len(codes) >= 8:
        table[eights_of(codes, bits)] = True
    begun = np.array([head[:_BEGUN] for head in heads], f"U{_BEGUN}").view(np.uint32).reshape(-1, _BEGUN)
    kept = np.ones(len(heads), bool)
    for at in (0, 8):
        signs = begun[:, at : at + 8]
        kept &= table[eights_of(signs.ravel(), bits)[::8]] | (signs[:, -1] == 0)
    found: list[int] = np.flatnonzero(kept).tolist()
    return found


def eights_of(codes: npt.NDArray[np.uint32], bits: int) -> npt.NDArray[np.uint32]:
    """Hash each code point with the seven after it to a number of so many bits."""
    twos = codes[:-1] + codes[1:] * np.uint32(0x9E3779B1)
    fours = twos[:-2] + twos[2:] * np.uint32(0x85EBCA77)
    eights = (fours[:-4] + fours[4:] * np.uint32(0xC2B2AE3D)) * np.uint32(0x27D4EB2F)
    return np.asarray(eights >> np.uint32(32 - bits))
