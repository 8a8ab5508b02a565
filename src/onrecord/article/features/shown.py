"""Which blocks of a page are shown to the model."""

from typing import Final

from onrecord.article.flat import ARTICLE, FIGURE, FOOTER, HEADER, LIST, MAIN, NAV, Flat, RawBlock

_MENU_LINE: Final = 60
_HEADER_LINE: Final = 40
"""Code points of a line in a list of the page's header; longer ones are often headlines."""


def shown(flat: Flat) -> list[int]:
    """Return the blocks that the model is shown: all but the short lines of menus and footers that the markup says are.

    Half the blocks of a news page are such lines, 99% of them of the role `other`; they would cost as much time as
    the rest.
    """
    if not flat.markup:
        return list(range(len(flat.blocks)))
    return [i for i, block in enumerate(flat.blocks) if not _is_of_menu(block)]


def _is_of_menu(block: RawBlock) -> bool:
    """Whether a block is a short line of a menu or footer, or of a list in the page's header."""
    inside = block.inside
    if inside & (ARTICLE | MAIN | FIGURE) or block.level == 1:
        return False
    if inside & (NAV | FOOTER):
        return block.end - block.start <= _MENU_LINE
    return bool(inside & HEADER and inside & LIST) and block.end - block.start <= _HEADER_LINE
