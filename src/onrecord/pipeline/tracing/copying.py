"""Which captures are versions of one article, and which are copies."""

from typing import NamedTuple

from sqlalchemy import Connection

from onrecord.reading.model import Reading
from onrecord.record.stories import copies as rows
from onrecord.record.stories.copies import CopyRow, Edition
from onrecord.record.stories.pages import Pages
from onrecord.record.views import outlet_of
from onrecord.story import versions
from onrecord.story.copies import judged
from onrecord.story.credits import Credit, credits
from onrecord.story.outlets import one_outlet, outlet_is
from onrecord.story.shared import Index, shared
from onrecord.story.sketch import Known, Paragraph, look, paragraphs, same_furniture, sketch

_MOST = 40
"""Captures that one is compared with word by word, at most: those that share most with it."""
_AT_ADDRESS = 20
_FEW = 2
"""Hashes in common from which two captures are compared."""


class _Side(NamedTuple):
    """A capture's article, as far as it is compared."""

    capture_id: int
    reading: Reading
    paragraphs: list[Paragraph]
    credits: list[Credit]

    @property
    def outlet(self) -> str | None:
        return outlet_of(self.reading)

    @property
    def url(self) -> str | None:
        """Where its outlet has it: the address that it names as its own, unless that is another outlet's."""
        article, fetched = self.reading.article, self.reading.capture.url
        lent = versions.published_elsewhere(article.url, fetched, article.publisher)
        return fetched if lent else article.url or fetched


def update(connection: Connection, capture_id: int, reading: Reading | None) -> None:
    """Compare a capture's article with the others, anew; None where it is no article any more."""
    rows.drop(connection, capture_id)
    if reading is None:
        return
    paragraphs_known: Known = {}
    mine = _side(capture_id, reading, paragraphs_known)
    hashes, index = sketch(mine.paragraphs), Index(mine.paragraphs)
    address = versions.address(mine.url)
    there = rows.at_address(connection, address, capture_id, _AT_ADDRESS) if address else []
    alike = [one for one, count in rows.sharing(connection, hashes, capture_id, _MOST) if count >= _FEW]
    known = rows.editions(connection, [*there, *alike])
    pages = Pages(connection, known)
    articles = [capture_id]
    found: list[CopyRow] = []
    for other_id in dict.fromkeys([*there, *alike]):
        if other_id not in known or known[other_id].article in articles:
            continue
        theirs = pages.of(other_id)
        if theirs is None:
            continue
        other = _side(other_id, theirs, paragraphs_known)
        common = shared(mine.paragraphs, other.paragraphs, index)
        headlines = versions.alike(reading.article.headline, other.reading.article.headline)
        if address is not None and known[other_id].address == address:
            least = min(_words(mine), _words(other))
            if versions.same_address(common, headlines, least):
                articles.append(known[other_id].article)
        elif _one_outlet(mine, other):
            if versions.same_elsewhere(common, headlines):
                articles.append(known[other_id].article)
        elif copied := judged(common):
            credited, origin = _credited(mine, other, copied.whole)
            found.append(
                CopyRow(
                    capture_id,
                    other_id,
                    copied.whole,
                    copied.one_share,
                    copied.other_share,
                    [pair.one for pair in copied.pairs],
                    [pair.other for pair in copied.pairs],
                    credited,
                    origin,
                )
            )
    whole = next((one.name for one in mine.credits if one.whole and not _is_own(one.name, mine)), None)
    seen = look(reading)
    article = rows.join(connection, articles)
    rows.put(connection, Edition(capture_id, article, *seen, address, whole), hashes)
    for row in found:
        rows.put_copy(connection, row)


def _side(capture_id: int, reading: Reading, known: Known) -> _Side:
    return _Side(capture_id, reading, paragraphs(reading, known), credits(reading))


def _one_outlet(mine: _Side, other: _Side) -> bool:
    """Say whether two pages are of one outlet; of pages that do not say whose they are, by the furniture round them."""
    if one_outlet(mine.outlet, mine.url, other.outlet, other.url):
        return True
    unknown = not (mine.outlet or mine.url) or not (other.outlet or other.url)
    return unknown and same_furniture(mine.reading, other.reading)


def _words(side: _Side) -> int:
    return sum(len(one.prose.texts) for one in side.paragraphs)


def _is_own(name: str, side: _Side) -> bool:
    return outlet_is(name, side.outlet, side.url)


def _credited(mine: _Side, other: _Side, whole: bool) -> tuple[str | None, int | None]:
    """Return the outlet that one of two pages names for what they share, and which of the two it comes from, if so."""
    for side, its in ((mine, other), (other, mine)):
        for one in side.credits:
            if outlet_is(one.name, its.outlet, its.url):
                return one.name, its.capture_id
    for side in (mine, other):
        for one in side.credits:
            if one.whole and whole and not _is_own(one.name, side):
                return one.name, None
    return None, None
