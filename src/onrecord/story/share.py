"""How much of an article is its own reporting, how much another's, and how much cannot be traced.

By what its page shows, statement by statement: a page may pass off as its own what it has from elsewhere, and where
the archive shows nothing of that, it counts as its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from onrecord.story.appearances import Occurrence
from onrecord.story.origins import Copy, Origins
from onrecord.story.outlets import own_outlet
from onrecord.text.spans import Span

Whose = Literal["own", "another", "untraceable"]


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """Whose reporting a statement is, and why, in a few words."""

    ref: str
    whose: Whose
    outlet: str | None = None
    why: str


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """How many of an article's statements are its own reporting, another's, and cannot be traced; with each one."""

    own: int
    another: int
    untraceable: int
    statements: list[Shared]


def share(
    statements: Sequence[Occurrence], copies: Iterable[Copy] = (), traced: Mapping[str, Origins] | None = None
) -> Share:
    """Return whose reporting the statements of one page are.

    `copies` are those of its capture; `traced` has the origins of the utterance that a statement carries, by its ref.
    Statements made inside another's content are left out: they are told by whoever tells that.
    """
    copies = _from_others(copies, statements)
    told = [(one, _by_page(one, copies)) for one in statements if one.within is None]
    out = [shared or _by_trace(one, (traced or {}).get(one.ref)) for one, shared in told]
    return Share(
        own=sum(one.whose == "own" for one in out),
        another=sum(one.whose == "another" for one in out),
        untraceable=sum(one.whose == "untraceable" for one in out),
        statements=out,
    )


def undecided(statements: Sequence[Occurrence], copies: Iterable[Copy] = ()) -> list[str]:
    """Return the refs of those of one page's statements of which the page does not show whose they are: `share` needs
    the origins of these alone.
    """
    copies = _from_others(copies, statements)
    return [one.ref for one in statements if one.within is None and _by_page(one, copies) is None]


def _from_others(copies: Iterable[Copy], statements: Sequence[Occurrence]) -> list[Copy]:
    """Return the copies that are not taken from the page of the statements."""
    return [one for one in copies if not _is_origin(one, statements)]


def _is_origin(copy: Copy, statements: Sequence[Occurrence]) -> bool:
    return bool(statements) and copy.origin == statements[0].page.capture


def _by_page(one: Occurrence, copies: Sequence[Copy]) -> Shared | None:
    """Return whose a statement is, where its page or what others copied shows that."""
    page = one.page
    for copy in copies:
        spans = copy.spans if copy.capture == page.capture else copy.other_spans
        if _inside(one.content_spans, spans):
            if copy.origin is None:
                return Shared(
                    ref=one.ref, whose="untraceable", why="It stands in a paragraph that another page has too."
                )
            return Shared(ref=one.ref, whose="another", outlet=copy.credited, why="It stands in a copied paragraph.")
    others = [station.name for station in one.via if not own_outlet(station.name, page.outlet, page.url)]
    if others and not own_outlet(one.via[0].name, page.outlet, page.url):
        return Shared(ref=one.ref, whose="another", outlet=others[0], why=f"The page has it from {others[0]}.")
    if page.credit and not own_outlet(page.credit, page.outlet, page.url):
        return Shared(ref=one.ref, whose="another", outlet=page.credit, why=f"The page is credited to {page.credit}.")
    if one.source_kind == "implicit":
        return Shared(ref=one.ref, whose="untraceable", why="The page names no source.")
    return None


def _by_trace(one: Occurrence, origins: Origins | None) -> Shared:
    if origins is not None and one.ref in origins.undetermined:
        tie = next(tie for tie in origins.ties if tie.ref == one.ref)
        return Shared(ref=one.ref, whose="untraceable", outlet=tie.outlet, why=tie.why)
    return Shared(ref=one.ref, whose="own", outlet=one.page.outlet, why="The page gives it on its own authority.")


def _inside(content: Sequence[Span], shared: Sequence[Span]) -> bool:
    return bool(content) and all(any(a < end and start < b for start, end in shared) for a, b in content)
