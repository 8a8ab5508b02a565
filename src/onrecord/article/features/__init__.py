"""What the block model sees of a page: numbers and hashed words for each raw block.

Counts of characters are taken over the whole page at once in numpy. Features of markup are a group of their own, zero
for plain text, so that one model serves both.
"""

from onrecord.article.features.page import features
from onrecord.article.features.rows import MARK_ROWS, MARKUP, WORD_ROWS, Features
from onrecord.article.features.shown import shown

__all__ = ["MARKUP", "MARK_ROWS", "WORD_ROWS", "Features", "features", "shown"]
