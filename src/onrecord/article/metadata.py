"""The article that a page's blocks and facts make: headline, authors, times, and where it was published.

What a page prints and what it tells machines are read together. What is printed wins where both agree.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urljoin, urlsplit

from onrecord.article import dates
from onrecord.article.byline import authors_of, is_byline
from onrecord.article.facts import PageFacts, facts_of
from onrecord.article.flat import Flat
from onrecord.article.headline import headline_of, letters
from onrecord.article.language import are_near, code_of, language_of
from onrecord.article.model import Article, Block
from onrecord.article.structured import Story, story_of

_NEAR: Final = 2_500
"""Code points before and after the headline in which a time or an author is taken for the article's."""
_OPENING_MOST: Final = 3
"""Lines before the body in a text that has no furniture."""
_SAMPLE: Final = 1_500
"""Code points of the article that its language is told from."""
_STAMP_MOST: Final = 400
"""Code points of a timestamp block that are read."""
_LINE_MOST: Final = 200
"""Code points of a line that may be a timestamp or a byline."""


def extract(flat: Flat, blocks: Sequence[Block], url: str | None = None) -> Article:
    """Return the article of a page whose blocks have their roles; its body and captions are left empty.

    `url` is where the capture was found, if known. Times are ISO 8601 as precise as the page tells them, with a
    zone only where one is stated. Never raises for any page.
    """
    facts = facts_of(flat, url)
    story = story_of(facts.jsonld, url or facts.canonical or None, facts.title)
    text = flat.text
    address = _url(facts, story)
    sites = site_names(facts, story, address)
    printed, at = _headlines(flat, facts, story, blocks)
    headline = headline_of(facts, story, printed, _beside(text, blocks, at), sites)
    near = _near(blocks, at, len(text))
    published, updated = _times(facts, story, text, blocks, near, address)
    return Article(
        headline=headline,
        standfirst=_standfirst(text, blocks, headline),
        authors=authors_of(facts, story, _bylines(text, blocks, near), near, sites),
        dateline=_dateline(text, blocks),
        published=published,
        updated=updated,
        language=_language(facts, story, text, blocks),
        url=address,
        publisher=_publisher(facts, story, address),
    )


def _line(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())


def _headlines(flat: Flat, facts: PageFacts, story: Story, blocks: Sequence[Block]) -> tuple[list[str], int]:
    """Return the texts of the headline blocks and where the first begins.

    Where no block has that role it is the first-level heading that says what the page's head says, else the first.
    """
    heads = [b for b in blocks if b.role == "headline" and not is_byline(_line(flat.text, b))]
    heads = [b for b in heads if b.repeats is None] or heads
    if heads:
        return [_line(flat.text, b) for b in heads], heads[0].start
    if not flat.markup:
        return _opening_line(flat.text, blocks)
    told = [letters(t) for t in (facts.first("og:title"), facts.title, *story.headlines) if t]
    for heading in facts.headings[:20]:
        key = letters(heading.text)
        if len(key) >= 8 and any(key in t for t in told):
            return [heading.text], heading.at
    if facts.headings:
        return [facts.headings[0].text], facts.headings[0].at
    return [], 0


def _opening_line(text: str, blocks: Sequence[Block]) -> tuple[list[str], int]:
    """Return the line that opens a bare text: one of at most three before its body that can be a headline."""
    first = next((i for i, b in enumerate(blocks) if b.role == "body"), None)
    before = [b for b in blocks[:first] if b.role != "capture_header"] if first is not None else []
    for block in before if len(before) <= _OPENING_MOST else []:
        line = _line(text, block)
        if " " in line and len(line) <= _LINE_MOST and not is_byline(line) and not any(dates.stamps(line)):
            return [line], block.start
    return [], 0


def _beside(text: str, blocks: Sequence[Block], at: int) -> list[str]:
    """Return the texts of the blocks around the one that begins at `at`."""
    index = next((i for i, b in enumerate(blocks) if b.start >= at), 0)
    return [_line(text, b) for b in blocks[max(0, index - 6) : index + 20] if b.end - b.start <= 300]


def _near(blocks: Sequence[Block], at: int, length: int) -> range:
    """Return the code points around the headline: up to well into the body, and not far before."""
    body = [b for b in blocks if b.role == "body" and b.start > at]
    end = body[2].end if len(body) > 2 else length
    return range(max(0, at - _NEAR), min(length, max(at + _NEAR, end)) + 1)


def _standfirst(text: str, blocks: Sequence[Block], headline: str | None) -> str | None:
    """Return the standfirst's blocks, less those that print the headline or a byline."""
    key = letters(headline or "") or None
    found: dict[str, str] = {}
    for block in blocks:
        if block.role == "standfirst":
            line = _line(text, block)
            words = letters(line)
            if not is_byline(line) and not (key and key in words and len(words) < len(key) + _LINE_MOST // 2):
                found.setdefault(words, line)
    return "\n\n".join(found.values()) or None


def _bylines(text: str, blocks: Sequence[Block], near: range) -> Iterator[str]:
    """Yield the byline blocks near the headline, or all, and lines near it that read like a byline."""
    marked = [b for b in blocks if b.role == "byline"]
    marked = [b for b in marked if b.start in near] or marked
    lines = [
        b
        for b in blocks
        if b.start in near
        and b.end - b.start <= _LINE_MOST
        and b.role in ("other", "topic", "timestamp", "credit", "dateline")
        and is_byline(_line(text, b))
    ]
    for block in sorted([*marked, *lines], key=lambda b: b.start):
        yield _line(text, block)


# ------------------------------------------------------------------------------------------------ times

_PUBLISHED_NAMES: Final = (
    "article:published_time", "article:published:time", "article:published", "og:published_time",
    "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "date.issued", "dc.date.issued", "dcterms.date", "dc.date.created", "dcterms.created", "dcterms.available",
    "date.available", "date.created", "dcterms.issued", "pubdate", "publishdate", "publish-date", "publication_date",
    "publish_date", "published_time", "published-date", "ptime", "originalpublicationdate", "rnews:datepublished",
    "article_date_original", "article.published", "dc.date", "date", "datecreated", "release_date", "display-date",
    "bt:pubdate", "last-published", "timestamp", "article.created",
)  # fmt: skip
_UPDATED_NAMES: Final = (
    "article:modified_time", "article:modified:time", "og:updated_time", "og:article:modified_time", "datemodified",
    "dcterms.modified", "date.modified", "date.updated", "dc.date.modified", "lastmod", "last-modified",
    "article:updated_time", "article.updated", "revised", "moddate", "utime", "lastupdate",
)  # fmt: skip


def _times(
    facts: PageFacts, story: Story, text: str, blocks: Sequence[Block], near: range, address: str | None
) -> tuple[str | None, str | None]:
    published = _first_time([story.published, *_contents(facts, _PUBLISHED_NAMES)])
    updated = _first_time([story.modified, *_contents(facts, _UPDATED_NAMES)])
    for mark in facts.times:
        if published and updated:
            break
        if mark.at not in near and mark.prop not in ("datepublished", "datemodified"):
            continue
        iso = dates.machine(mark.value) if mark.value else next((s.iso for s in dates.stamps(mark.text)), None)
        kind = next((s.kind for s in dates.stamps(mark.text)), "")
        if iso is None:
            continue
        if mark.prop == "datemodified" or kind == "updated":
            updated = updated or iso
        else:
            published = published or iso
    if published is None or updated is None or len(published) == len("2024-06-04"):
        seen_published, seen_updated = _printed_times(text, blocks, near, anywhere=published is None)
        if published is None or (len(published) == 10 and seen_published and seen_published.startswith(published)):
            published = seen_published
        updated = updated or seen_updated
    if published is None:
        published, updated = updated, None
    if published is None:
        published = dates.of_url(address)
    if updated is not None and published is not None and _is_no_later(updated, published):
        updated = None
    return published, updated


def _contents(facts: PageFacts, names: tuple[str, ...]) -> list[str]:
    order = {name: i for i, name in enumerate(names)}
    found = [(order[key], content) for key, content in facts.meta if key in order]
    return [content for _, content in sorted(found, key=lambda item: item[0])]


def _first_time(values: Sequence[str | None]) -> str | None:
    for value in values:
        if value and (iso := dates.machine(value)):
            return iso
    return None


def _is_no_later(one: str, other: str) -> bool:
    """Whether `one` is surely not after `other`: by day, by the same clock, or where both zones are written alike."""
    if one[:10] != other[:10]:
        return one[:10] < other[:10]
    if len(one) == 10 or one[:16] == other[:16]:
        return True
    return one[19:] == other[19:] and one[:16] < other[:16] and len(other) > 10


def _printed_times(text: str, blocks: Sequence[Block], near: range, *, anywhere: bool) -> tuple[str | None, str | None]:
    """Return when printed timestamps say that the article was published and updated.

    `anywhere` looks at all short lines near the headline where no block is a timestamp.
    """
    marked = [b for b in blocks if b.role == "timestamp"]
    lines = [b for b in marked if b.start in near]
    if marked and not any(_stamps(text, b) for b in lines):
        lines = marked
    if lines:
        # A time may share its line with the byline.
        lines = sorted([*lines, *(b for b in blocks if b.role == "byline" and b.start in near)], key=lambda b: b.start)
    elif anywhere:
        lines = [b for b in blocks if b.start in near and b.end - b.start <= _LINE_MOST and b.role != "body"]
    published = updated = loose = None
    label = ""
    for block in lines[:60]:
        line = text[block.start : min(block.end, block.start + _STAMP_MOST)]
        found = list(dates.stamps(f"{label} {line}")) if label else _stamps(text, block)
        label = line if not found and len(line) <= 40 and line.rstrip().endswith(":") else ""
        for stamp in found:
            if stamp.kind == "updated":
                updated = updated or stamp.iso
            elif stamp.kind == "published":
                published = published or stamp.iso
            elif loose is None:
                loose = stamp.iso
    return published or loose, updated


def _stamps(text: str, block: Block) -> list[dates.Stamp]:
    return list(dates.stamps(text[block.start : min(block.end, block.start + _STAMP_MOST)]))


# ------------------------------------------------------------------------------------------------ dateline

_AGENCY: Final = (
    r"AFP|AP|dpa(?:/\w+)?|Reuters|APA|SID|EFE|ANSA|AFP/\w+|epd|KNA|TT|NTB|Ritzau|PTI|ANI|IANS|UPI|Xinhua|Kyodo|"
    r"Yonhap|Bloomberg|BBC|CNN|CP|AAP|PA|Lusa|Belga|TASS|IRNA|AA|ots|afp|apa|reuters|taz|eig\.?"
)
_PLACE_WORDS: Final = 4
_PLACE: Final = r"[^\W\d_][^\W\d_.’'-]*(?:[.’' -]+[^\W\d_][^\W\d_.’'-]*){0,4}"
_DATELINE: Final = re.compile(
    rf"""\s*(?P<line>
      (?P<place>{_PLACE}(?:\s*,\s*{_PLACE}|\s*/\s*{_PLACE}){{0,2}})
      (?P<day>\s*[,.]\s*(?:\d{{1,2}}\.?\s*[^\W\d_]+\.?|[^\W\d_]+\.?\s+\d{{1,2}})(?:,?\s+\d{{4}})?)?
      \s*(?P<agency>[(\[]\s*(?:{_AGENCY})[^()\[\]]{{0,30}}[)\]])?
      \s*(?P<bracket>\([^()]{{2,40}}\))?
    )\s*(?P<dash>[—–:]|--|-(?=\s))\s*(?=\S)""",
    re.VERBOSE,
)  # fmt: skip


def dateline_in(paragraph: str) -> str | None:
    """Return the dateline at the head of a paragraph, without its dash.

    A place alone must be in capitals, so that no sentence is cut; with an agency or a day it may be as spelt.

    >>> dateline_in("PORT ELLIN (Reuters) — The ferry is late.")
    'PORT ELLIN (Reuters)'
    >>> dateline_in("Berlin, 4. Juni (dpa) - Die Fähre hat Verspätung.")
    'Berlin, 4. Juni (dpa)'
    """
    found = _DATELINE.match(paragraph[:160])
    if not found or not found["place"][0].isupper():
        return None
    if not found["agency"]:
        if found["dash"] == ":" or not found["place"].split(",")[0].isupper() or len(found["place"]) < 3:
            return None
        letters_in_it = sum(c.isalpha() for c in found["place"])
        if (letters_in_it < 4 or len(found["place"].split()) > _PLACE_WORDS) and not found["day"]:
            return None
    return " ".join(found["line"].split())


def _dateline(text: str, blocks: Sequence[Block]) -> str | None:
    for block in blocks:
        if block.role == "dateline":
            return _line(text, block).rstrip(" -–—:") or None
    seen = 0
    for block in blocks:
        if block.role in ("body", "standfirst"):
            found = dateline_in(text[block.start : min(block.end, block.start + 200)])
            if found:
                return found
            seen += 1
            if seen == 3:
                break
    return None


# ------------------------------------------------------------------------------------------------ where


def _url(facts: PageFacts, story: Story) -> str | None:
    for value in (facts.canonical, facts.first("og:url"), story.url, facts.url):
        if not value:
            continue
        value = value.strip()[:2_000]
        try:
            if facts.url and not value.startswith(("http://", "https://")):
                value = urljoin(facts.url, value)
            parts = urlsplit(value)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or value == facts.url):
            return value
    return facts.url


def _host(address: str | None) -> str:
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.").removeprefix("amp.")
    except ValueError:
        return ""


_SITE_NAMES: Final = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher",
                      "copyright")  # fmt: skip


def site_names(facts: PageFacts, story: Story, address: str | None) -> list[str]:
    """Return what the site is called, by its own markup and by its address."""
    host = _host(address)
    labels = host.split(".")
    names = [facts.first(name) for name in _SITE_NAMES]
    names += [story.publisher, host, labels[0] if len(labels) == 2 else ""]
    if len(labels) > 2:
        names += [labels[-2] if len(labels[-2]) > 3 else labels[-3], labels[0]]
    handle = facts.first("twitter:site")
    if handle and handle.startswith("@"):
        names.append(handle[1:])
    return [name for name in names if name and len(letters(name)) >= 2 and len(name) <= 80]


def _publisher(facts: PageFacts, story: Story, address: str | None) -> str | None:
    name = (
        facts.first("og:site_name") or story.publisher or facts.first("application-name", "dc.publisher", "publisher")
    )
    if name and "://" not in name and len(name) <= 120:
        return name
    return _host(address) or None


def _language(facts: PageFacts, story: Story, text: str, blocks: Sequence[Block]) -> str | None:
    """Return the language that the body shows, where it is long enough to tell, else the one that is declared."""
    body = ""
    for block in blocks:
        if block.role in ("body", "standfirst", "headline"):
            body += text[block.start : min(block.end, block.start + _SAMPLE)] + " "
            if len(body) >= _SAMPLE:
                break
    shown = language_of(body) if len(body) >= 200 else None
    declared = (
        code_of(facts.lang)
        or code_of(story.language)
        or code_of(facts.first("og:locale", "content-language", "dc.language", "language", "inlanguage"))
    )
    if shown and (declared is None or not are_near(shown, declared)):
        return shown
    return declared or language_of(body or text[:6_000])
