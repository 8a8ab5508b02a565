"""An utterance as it appears on pages: which words, as whose, by which way, and when an article first had them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from onrecord.record.names import key
from onrecord.story.moments import Moment, known_by, stated
from onrecord.text.spans import Span

Likeness = Literal["verbatim", "cut", "ellipsis", "altered"]
"""How an occurrence's words stand to those that are asked for."""

Naming = Literal["named", "withheld", "unresolved", "document", "outlet", "none"]
"""Whether the source is named: `withheld` where the page speaks of somebody whom it does not name ("a former
official"), `unresolved` where it cannot be told surely enough who is meant, `none` where no source is given."""


_ARTICLES = frozenset(("a", "an", "the"))


class Station(msgspec.Struct, frozen=True, kw_only=True):
    """A station of the way by which words came to a page, and where the page names it."""

    name: str
    kind: str
    span: Span | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A capture of an article, as far as a trace needs it.

    `article` numbers the chain of versions it belongs to, `version` its place in it from 0: captures in which only the
    furniture differs have one. Times are ISO 8601 as the
    page or the capture states them. `credit` is the agency or outlet from which the page says that all of it comes
    (a byline, a dateline); None where it says no such thing.
    """

    capture: int
    sha256: str
    article: int
    version: int = 0
    outlet: str | None = None
    url: str | None = None
    headline: str | None = None
    captured_at: str | None = None
    published: str | None = None
    updated: str | None = None
    credit: str | None = None


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """One statement that carries the utterance's words, exactly as its page has it.

    `content`, `cue` and `source` are the page's words; `spans` has their places in the page's text, in code points.
    `speaker` is who it is by that page; `identity` who that is across captures, where it is known. `qualifiers` are
    the page's own words on the source's standing. `within` is the ref of the statement in whose content it is made.
    """

    ref: str
    page: Page
    content: str
    source: str = ""
    cue: str = ""
    source_spans: list[Span] = []
    cue_spans: list[Span] = []
    content_spans: list[Span] = []
    quotation: str = "direct"
    speaker: str | None = None
    speaker_confidence: float | None = None
    identity: str | None = None
    source_kind: str = "other"
    channel: str | None = None
    manner: str = "says"
    polarity: str = "affirms"
    said_at: str | None = None
    via: list[Station] = []
    qualifiers: list[str] = []
    within: str | None = None
    corrected: bool = False
    likeness: Likeness = "verbatim"
    score: float = 1.0

    @property
    def naming(self) -> Naming:
        """Return whether the page names the source."""
        if self.source_kind in ("named_person", "named_organisation"):
            return "named" if self.speaker else "unresolved"
        if self.source_kind in ("unnamed_person", "unnamed_group"):
            return "withheld"
        if self.source_kind in ("document", "outlet"):
            return "document" if self.source_kind == "document" else "outlet"
        return "none"


def same_speaker(one: Occurrence, other: Occurrence) -> bool:
    """Say whether two pages give the words to one speaker, as far as they tell.

    Across captures a person is known under several spellings (`Occurrence.identity`); a page that has the surname only
    names nobody else than the one with a first name, too.
    """
    if one.identity is not None and one.identity == other.identity:
        return True
    mine, theirs = (set(key(each.speaker or "").split()) - _ARTICLES for each in (one, other))
    return mine <= theirs or theirs <= mine


class Appearance(msgspec.Struct, frozen=True, kw_only=True):
    """An article that carries the utterance: once, however many versions of it were captured.

    `occurrence` is its wording in the first version that has it; `again` are those of later versions, and what else
    the same page has of these words (a headline). `when` is as early as the page itself or its capture shows it;
    `since` names the version before, captured without these words. `gone` is the later version that has them no more.
    """

    occurrence: Occurrence
    again: list[Occurrence] = []
    when: Moment
    since: str | None = None
    gone: Page | None = None

    @property
    def page(self) -> Page:
        """Return the first version that carries it."""
        return self.occurrence.page

    @property
    def ref(self) -> str:
        """Return what the first occurrence is called."""
        return self.occurrence.ref

    @property
    def all(self) -> list[Occurrence]:
        """Return the first occurrence and all others in this article."""
        return [self.occurrence, *self.again]


class _Turn(NamedTuple):
    """What each version of one article has of the utterance, in order."""

    pages: Sequence[Page]
    found: Mapping[int, list[Occurrence]]


def appearances(
    occurrences: Iterable[Occurrence], versions: Mapping[int, Sequence[Page]] | None = None
) -> list[Appearance]:
    """Return the articles that carry an utterance, in time.

    `versions` has for each article all its captured versions in order, those too that lack the words; an article that
    is not in it is taken to have only the versions that carry them. A statement and the one made inside its content
    count once: the outer, unless it only says which outlet reported it.
    """
    found: dict[int, dict[int, list[Occurrence]]] = {}
    for one in _once(occurrences):
        found.setdefault(one.page.article, {}).setdefault(one.page.capture, []).append(one)
    out = []
    for article, by_capture in found.items():
        pages = list((versions or {}).get(article, ()))
        known = {page.capture for page in pages}
        pages += [ones[0].page for capture, ones in by_capture.items() if capture not in known]
        pages.sort(key=lambda page: page.version)
        out.append(_appearance(_Turn(pages, by_capture)))
    return sorted(out, key=lambda one: (known_by(one.when), one.page.capture, one.ref))


def _once(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Leave out of each page what overlaps a likelier occurrence: the statement around it, or a part of it."""
    by_page: dict[int, list[Occurrence]] = {}
    for one in {one.ref: one for one in occurrences}.values():
        by_page.setdefault(one.page.capture, []).append(one)
    out: list[Occurrence] = []
    for ones in by_page.values():
        kept: list[Occurrence] = []
        for one in sorted(ones, key=_likelier):
            if not any(_overlap(one, other) for other in kept):
                kept.append(one)
        out += sorted(kept, key=_fuller)
    return out


def _likelier(one: Occurrence) -> tuple[bool, bool, float, int]:
    """Order the best first: who spoke before the outlet that reports it, the outer statement before one within it."""
    return one.source_kind == "outlet", one.within is not None, -one.score, -len(one.content)


def _fuller(one: Occurrence) -> tuple[bool, bool, int, list[Span]]:
    """Order first what the page quotes from somebody it names: a headline may have the same words of “the minister”."""
    withheld = one.naming != "named" or one.quotation == "indirect"
    return withheld, one.likeness == "cut", -len(one.content), one.content_spans


def _overlap(one: Occurrence, other: Occurrence) -> bool:
    return any(a < d and c < b for a, b in one.content_spans for c, d in other.content_spans)


def _appearance(turn: _Turn) -> Appearance:
    having = [page for page in turn.pages if page.capture in turn.found]
    first, *others = (one for page in having for one in turn.found[page.capture])
    before = [page for page in turn.pages if page.version < having[0].version]
    after = [page for page in turn.pages if page.version > having[-1].version]
    since = before[-1].captured_at if before else None
    return Appearance(
        occurrence=first,
        again=others,
        when=stated(first.page, since=since, new=bool(before)),
        since=since,
        gone=after[0] if after else None,
    )
