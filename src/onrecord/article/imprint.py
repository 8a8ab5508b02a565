"""Who publishes a page of plain text: the name that stands both at its top and behind its copyright sign.

Either alone is too little: the holder of the rights is often a firm of another name, and a line at the top may be
anything.
"""

import re
from collections.abc import Sequence
from typing import Final

from onrecord.article.headline import letters
from onrecord.article.model import Block

_TOP: Final = 12
"""Blocks from the top in which a page's own name is looked for."""
_LAST: Final = 40
"""Blocks from the end in which its copyright is looked for."""
_LONGEST: Final = 60
"""Code points of such a name."""
_LINE: Final = 300
"""Code points of a block in which it is looked for."""
_OWN: Final = frozenset({"other", "control", "topic", "rail_heading"})
_YEARS: Final = r"(?:19|20)\d\d(?: ?[-–] ?(?:19|20)?\d\d)?"
_RIGHTS: Final = re.compile(
    rf"(?i:©|\(c\)|copyright)(?: ?(?i:©|\(c\)))?,? ?(?:{_YEARS},? )?(?:by )?"
    r"(?P<name>[^\W\d_a-z][^\n.|©]{1,70}?)"
    rf"(?:,? {_YEARS}| (?:Ltd|Limited|Inc|LLC|plc|PLC|GmbH|AG)\b|,? (?i:all rights)| ?[.|]|\Z)"
)


def imprint(text: str, blocks: Sequence[Block]) -> str | None:
    """Return the name of whoever publishes the page, as the line at its top spells it; None if nothing tells it."""
    rights = [
        letters(found["name"])
        for block in blocks[-_LAST:]
        if block.role in _OWN and (found := _RIGHTS.search(text[block.start : block.end][:_LINE]))
    ]
    for block in blocks[:_TOP]:
        line = " ".join(text[block.start : block.end].split())
        if not line or len(line) > _LONGEST or block.role not in _OWN or not line[0].isupper():
            continue
        key = letters(line)
        if len(key) > 3 and key in rights:
            return line
    return None
