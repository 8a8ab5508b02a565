"""From markup to raw blocks: the page's text in reading order, and what the markup says of each piece.

Lexbor parses the page and drops what is never read (scripts, styles, drawings); the cleaned tree is written
out again and one compiled expression walks it, because a call into the tree for every node costs several times
as much as the parse. A block is a run of inline content between two block-level boundaries.
"""

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from onrecord.article.flat import (
    FIGURE,
    HEADING,
    LINK,
    MAX_BLOCKS,
    MAX_TEXT,
    PARAGRAPH,
    Flat,
    Head,
    Mark,
    RawBlock,
    attributes_of,
    unescape,
)
from onrecord.article.seams import Inline, pieces
from onrecord.article.tags import KINDS, hidden, tokens, unusual
from onrecord.article.tame import tame

MAX_MARKUP: Final = 24_000_000
"""Code points of cleaned markup that are walked; as `MAX_BLOCKS`."""
_DROPPED_TAGS: Final = (
    "script style svg noscript template iframe object canvas select datalist math textarea xmp plaintext "
    "noembed noframes rp head title link meta source track param input"
)
_DROPPED: Final = ", ".join(_DROPPED_TAGS.split())

_PROP, _REL_AUTHOR, _DATETIME = " itemprop=", ' rel="author', "datetime="
_CREDIT: Final = re.compile(r'class="[^"]*(?:credit|copyright|photographer|[-_ "]source)', re.IGNORECASE)
_WORD: Final = re.compile(r"\w")
_ENDED: Final = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*\s*$")
_ALT: Final = re.compile(r' alt="([^"]*)"')
_BLANK: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_BLANK_ENDS: Final = _BLANK + " "
_TIGHT: Final = frozenset(("li", "td", "th", "dt", "dd", "button", "option", "a", "tr"))


def flatten(html: str | bytes) -> Flat:
    """Return the page's text in reading order, its raw blocks, and what its head and markup say.

    Scripts, styles, drawings, forms' inner text and frames are left out; alternative texts of pictures are kept
    apart (`Flat.alts`). Elements hidden by an attribute are kept and marked. `html` as bytes is UTF-8. Never raises
    for any text.

    >>> flat = flatten("<h1>Ferry late</h1><p>It will <b>not</b> sail, they said.<p>So it goes.")
    >>> flat.text
    'Ferry late\\n\\nIt will not sail, they said.\\n\\nSo it goes.'
    >>> flat.path(1)
    'html > body:nth-of-type(1) > p:nth-of-type(1)'
    """
    tree = LexborHTMLParser(tame(html.encode("utf-8", "replace") if isinstance(html, str) else html))
    head = _head(tree)
    # The last first, so that none is dropped within one that is gone.
    for node in reversed(tree.css(_DROPPED)):
        node.decompose()
    markup = tree.html or ""
    walk = _Walk(head)
    if len(markup) > MAX_MARKUP:
        # A tag at the end, or all that is left would be tried as text again from each of its characters.
        markup = markup[:MAX_MARKUP] + "</html>"
        walk.truncated = True
    return walk.run(markup)


def _head(tree: LexborHTMLParser) -> Head:
    head = Head()
    for node in tree.css('script[type*="ld+json" i]'):
        text = node.text()
        if text:
            head.jsonld.append(text)
    for node in tree.css("meta[content]"):
        found = node.attributes
        name = found.get("property") or found.get("name") or found.get("itemprop") or found.get("http-equiv")
        content = found.get("content")
        if name and content:
            head.meta.append((name.lower(), content))
    title = tree.css_first("title")
    if title is not None:
        head.title = " ".join(title.text().split())
    link = tree.css_first('link[rel="canonical" i][href]')
    if link is not None:
        head.canonical = link.attributes.get("href") or ""
    root = tree.css_first("html")
    if root is not None:
        head.lang = root.attributes.get("lang") or root.attributes.get("xml:lang") or ""
    return head


def _covered(parts: list[str], start: int, end: int, inlines: list[Inline]) -> int:
    """Count the code points of parts `start` to `end` that stand in one of the elements."""
    count = done = 0
    for inline in inlines:  # in the order they open
        for part in parts[max(start, inline.start, done) : min(end, inline.end)]:
            if not part.isspace():
                count += len(part)
        done = max(done, inline.end)
    return count


class _Walk:
    """One pass over cleaned markup."""

    def __init__(self, head: Head) -> None:
        self.flat = Flat(text="", blocks=[], head=head, markup=True)
        self.flat.tags, self.flat.attrs, self.flat.parents = [], [], []
        self.flat.marks, self.flat.alts = [], []
        self.truncated = False
        self.pieces: list[str] = []
        self.length = 0
        self.parts: list[str] = []
        # Of the block that is being gathered: its inline elements with the part each begins at, and where they end.
        self.opened: list[tuple[int, int]] = []
        self.ends: dict[int, int] = {}
        self.credit: tuple[int, int, int, int] | None = None
        """What to end the block with, where all that is gathered is a picture's credit."""
        self.linked = self.links = self.strong = 0
        self.inline = -1
        self.was_tight = False

    def flush(self, element: int, inside: int, level: int, depth: int) -> None:
        """End the block that is being gathered, if it holds any text."""
        if self.credit:
            element, inside, level, depth = self.credit
            self.credit = None
        elif len(self.opened) > 1 and self.opened[0][1] == 0 and len(self.parts) - self.parts.count(" ") > 1:
            # Two texts at least, none of them before the first inline element, as in prose.
            self.flush_pieces(element, inside, level, depth)
        if self.parts:
            self.add(
                "".join(self.parts),
                RawBlock(0, 0, element, self.inline, inside, self.linked, self.links, self.strong, level, depth),
            )
            self.parts.clear()
        self.opened.clear()
        self.ends.clear()
        self.linked = self.links = self.strong = 0
        self.inline = -1

    def flush_pieces(self, element: int, inside: int, level: int, depth: int) -> None:
        """End the block that is being gathered as several, where it is several; else leave it."""
        parts, tags, attrs = self.parts, self.flat.tags, self.flat.attrs
        inlines = [Inline(index, at, self.ends.get(index, len(parts))) for index, at in self.opened]
        cut = pieces(
            inlines,
            parts,
            tags,
            attrs,
            titled=bool(inside & (HEADING | LINK)),
            prose=bool(inside & PARAGRAPH),
        )
        for own, start, end in cut:
            within = [i for i in inlines if i.start < end and i.end > start]
            anchors = [i for i in within if tags[i.element] == "a"]
            linked = _covered(parts, start, end, anchors)
            strong = _covered(parts, start, end, [i for i in within if tags[i.element] in ("b", "strong")])
            links = len(anchors)
            if inside & LINK:
                linked = _covered(parts, start, end, [Inline(own, start, end)])
            first = next((i.element for i in within if i.start >= start and i.element > own), -1)
            bits = inside
            if own >= 0 and linked and anchors and anchors[0].element <= own:
                bits |= LINK
            place = own if own >= 0 else element
            block = RawBlock(0, 0, place, first, bits, linked, links, strong, level, depth + (own >= 0))
            self.add("".join(parts[start:end]), block, gap="\n" if start else None)
        if cut:
            parts.clear()

    def add(self, text: str, block: RawBlock, gap: str | None = None) -> None:
        """Add a block with its text, if that is more than white space, after `gap` or what goes with its element."""
        text = " ".join((unescape(text) if "&" in text else text).split())
        if text and (text[0] in _BLANK or text[-1] in _BLANK):
            text = text.strip(_BLANK_ENDS)
        if not text:
            return
        flat = self.flat
        tight = block.element >= 0 and flat.tags[block.element] in _TIGHT
        block.start = self.length
        if flat.blocks:
            gap = gap or ("\n" if tight and self.was_tight else "\n\n")
            self.pieces.append(gap)
            block.start += len(gap)
        block.end = self.length = block.start + len(text)
        flat.blocks.append(block)
        self.pieces.append(text)
        self.was_tight = tight
        if len(flat.blocks) >= MAX_BLOCKS or block.end >= MAX_TEXT:
            self.truncated = True

    def close_mark(self, mark: Mark, at: int) -> None:
        """Give a marked element its text, which began at part `at`."""
        mark.text = " ".join(unescape("".join(self.parts[at:])).split())

    def run(self, markup: str) -> Flat:
        """Walk `markup`, as Lexbor serialises it, and return what was met."""
        flat = self.flat
        tags, attributes, parents = flat.tags, flat.attrs, flat.parents
        parts, opened, ends_of, flush, kinds = self.parts, self.opened, self.ends, self.flush, KINDS
        # What no tag of the page has need not be looked for in each.
        has_prop, has_rel, has_time = (sign in markup for sign in (_PROP, _REL_AUTHOR, _DATETIME))
        # What is known of the innermost open element, which is kept here while it has others in it: itself, the block
        # element around, the bits around, the heading's level, whether it is inline and stands apart, whether its text
        # is bold, and whether its end has more to do than give back what was before.
        stack: list[tuple[int, int, int, int, bool, bool, bool, bool]] = []
        marks: dict[int, tuple[Mark, int]] = {}
        element, block, inside, level, index = -1, -1, 0, 0, -1
        is_inside_inline = stands_apart = bold = more = False
        # Whether an inline element of a kind that stands apart has just ended; whether a line has just been broken.
        apart = broken = False
        credit = -1  # the outermost element open that holds a picture's credit
        for text, slash, tag, attrs in tokens(markup):
            if text:
                apart = False
                if not text.isspace():
                    if self.credit and _WORD.search(text):
                        flush(block, inside, level, len(stack))
                    parts.append(text)
                    broken = False
                    if inside & LINK:
                        self.linked += len(text)
                    if bold:
                        self.strong += len(text)
                elif parts:
                    parts.append(" ")
            if slash:
                if not stack:
                    continue
                if more and element in marks:
                    self.close_mark(*marks.pop(element))
                if is_inside_inline:
                    ends_of[element] = len(parts)
                    apart = stands_apart
                    if element == credit:
                        # What follows may be another piece of it: it ends where other text begins.
                        self.credit = (element, inside, level, len(stack) - 1) if parts else None
                        credit = -1
                else:
                    apart = False
                    if parts:
                        flush(block, inside, level, len(stack))
                        if self.truncated:
                            break
                element, block, inside, level, is_inside_inline, stands_apart, bold, more = stack.pop()
                continue
            if not tag:
                continue
            known = kinds.get(tag)
            if known is None:
                tag, known = unusual(tag)
                if not tag:
                    continue
            index += 1
            tags.append(tag)
            attributes.append(attrs)
            parents.append(element)
            is_inline, is_void, bits, at_level, is_bold, is_apart = known
            if is_inline:
                if apart and parts and is_apart:
                    parts.append(" ")
                apart = False
                if is_void:
                    if tag == "img" and (found := _ALT.search(attrs)):
                        alt = " ".join(unescape(found[1]).split())
                        if alt:
                            flat.alts.append((len(flat.blocks) + bool(parts), alt))
                    continue
                if inside & FIGURE and credit < 0 and tag != "a" and _CREDIT.search(attrs):
                    if parts and not self.credit:
                        flush(block, inside, level, len(stack))
                    self.credit = None
                    credit = index
                if self.inline < 0:
                    self.inline = index
                opened.append((index, len(parts)))
            elif tag == "br":
                # A line break ends a block where it stands between lines, not within a title or a link.
                if not parts:
                    continue
                if inside & (HEADING | LINK):
                    parts.append(" ")
                elif broken or not inside & PARAGRAPH or _ENDED.search(parts[-1]):
                    flush(block, inside, level, len(stack))
                else:
                    parts.append(" ")
                    broken = True
                continue
            else:
                if parts:
                    flush(block, inside, level, len(stack))
                    if self.truncated:
                        break
                elif opened:
                    opened.clear()
                apart = False
                if is_void:
                    continue
            stack.append((element, block, inside, level, is_inside_inline, stands_apart, bold, more))
            element, is_inside_inline, stands_apart, more = index, is_inline, is_apart, False
            if is_bold:
                bold = True
            if attrs:
                if "hidden" in attrs or "none" in attrs:
                    bits |= hidden(attrs)
                if (
                    tag == "time"
                    or (has_prop and _PROP in attrs)
                    or (has_rel and _REL_AUTHOR in attrs)
                    or (has_time and _DATETIME in attrs)
                ):
                    mark = Mark(tag, attributes_of(attrs), "", len(flat.blocks))
                    flat.marks.append(mark)
                    marks[index] = (mark, len(parts))
                    more = True
            if bits:
                inside |= bits
                if at_level:
                    level = at_level
                elif bits & LINK:
                    self.links += 1
            if not is_inline:
                block = index
                self.inline = -1
        else:
            if parts:
                flush(block, inside, level, len(stack))
        flat.text = "".join(self.pieces)
        flat.truncated = self.truncated
        return flat
