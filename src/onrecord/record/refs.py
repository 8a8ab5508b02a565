"""What statements and captures are called outside the archive, in links, in print and on the command line."""

import re
from collections.abc import Collection

from onrecord.text.spans import Span

SHORT = 12
"""Hexadecimal digits of a capture's sha256 by which it is called."""
SHORTEST = 6
"""The fewest digits by which a person may call it, as long as they fit one capture only."""
REF = re.compile(
    r"(?P<capture>[0-9a-f]{12}(?:[0-9a-f]{52})?)-(?P<start>\d+)-(?P<end>\d+)(?P<nested>n?)(?:\.(?P<again>\d+))?"
)


def ref(sha256: str, content: list[Span], *, nested: bool, taken: Collection[str] = (), whole: bool = False) -> str:
    """Return what a statement is called: its capture, and where its content starts and ends.

    So a statement keeps its name when the page is read again, as long as its content is found in the same place. One
    made inside another's content has an n at its end; where a name is in `taken`, a number follows. With `whole` it
    has all of `sha256` in it: for a capture that shares the beginning with one that was there before.

    >>> ref("9" * 64, [(120, 140), (150, 163)], nested=False)
    '999999999999-120-163'
    """
    start = min((one[0] for one in content), default=0)
    end = max((one[1] for one in content), default=0)
    name = f"{sha256 if whole else sha256[:SHORT]}-{start}-{end}{'n' if nested else ''}"
    out, again = name, 1
    while out in taken:
        again += 1
        out = f"{name}.{again}"
    return out


def is_prefix(ident: str) -> bool:
    """Say whether `ident` can be the beginning of a capture's sha256, long enough to call it by."""
    return re.fullmatch(rf"[0-9a-f]{{{SHORTEST},64}}", ident) is not None
