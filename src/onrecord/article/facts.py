"""What a page says of itself, gathered from its markup in one place for all that read it."""

from functools import cached_property
from typing import Final

import msgspec

from onrecord.article.flat import Flat
from onrecord.article.structured import clean


class PersonMark(msgspec.Struct):
    """An element that markup marks as an author: its text, where its block begins in the page, and its link."""

    text: str
    at: int
    href: str


class TimeMark(msgspec.Struct):
    """An element that holds a time: for machines, as printed, where its block begins in the page, its itemprop."""

    value: str
    text: str
    at: int
    prop: str


class Heading(msgspec.Struct):
    """A heading: its text and where it begins in the page."""

    text: str
    at: int


class PageFacts(msgspec.Struct, dict=True):
    """A page's own statements about itself; all empty for plain text."""

    jsonld: list[str] = []
    meta: list[tuple[str, str]] = []
    """(name in lower case, content), in order."""
    canonical: str = ""
    lang: str = ""
    title: str = ""
    url: str | None = None
    """Where the capture says it was found."""
    times: list[TimeMark] = []
    people: list[PersonMark] = []
    props: list[tuple[str, str]] = []
    """(itemprop in lower case, value) of microdata."""
    headings: list[Heading] = []
    """First-level headings in order."""

    @cached_property
    def _contents(self) -> dict[str, list[str]]:
        """The contents of the meta tags of each name, in page order."""
        out: dict[str, list[str]] = {}
        for name, content in self.meta:
            out.setdefault(name, []).append(content)
        return out

    def first(self, *names: str) -> str | None:
        """Return the first non-empty content among meta tags `names`, earlier names first."""
        for name in names:
            for content in self._contents.get(name, ()):
                if value := clean(content):
                    return value
        return None

    def every(self, name: str) -> list[str]:
        """Return all contents of meta tags `name`, cleaned, in page order."""
        return [value for content in self._contents.get(name, ()) if (value := clean(content))]


_MAX_MARKS: Final = 2_000


def facts_of(flat: Flat, url: str | None = None) -> PageFacts:
    """Gather the facts of a flattened page; `url` is where the capture was found, if known."""
    head = flat.head
    facts = PageFacts(
        jsonld=head.jsonld[:_MAX_MARKS],
        meta=head.meta[:_MAX_MARKS],
        canonical=head.canonical,
        lang=head.lang,
        title=head.title,
        url=url,
        times=[],
        people=[],
        props=[],
        headings=[],
    )
    starts = [block.start for block in flat.blocks]
    for mark in flat.marks[:_MAX_MARKS]:
        attrs = mark.attrs
        prop = attrs.get("itemprop", "").lower()
        value = attrs.get("datetime") or attrs.get("content") or ""
        at = starts[mark.block] if mark.block < len(starts) else len(flat.text)
        if mark.tag == "time" or "datetime" in attrs or prop.startswith("date"):
            facts.times.append(TimeMark(value, mark.text, at, prop))
        if "author" in attrs.get("rel", "").lower().split():
            facts.people.append(PersonMark(mark.text, at, attrs.get("href", "")))
        elif prop in ("author", "creator"):
            facts.people.append(PersonMark(attrs.get("content") or mark.text, at, attrs.get("href", "")))
        if prop:
            facts.props.append((prop, value or mark.text))
    for index, block in enumerate(flat.blocks):
        if block.level == 1:
            facts.headings.append(Heading(flat.quote(index), block.start))
    return facts
