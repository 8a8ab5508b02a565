"""Near-copies of held-out articles, as outlets make them: cut, rewritten, re-headed, on a page of another outlet.

Articles are PolNeAR's dev articles and those of the pages in ../shared. A copy is set into a real page of another
outlet: its own paragraphs are taken out of the markup and the copy's put in their place, so that its rails, blurbs and
lines of furniture stay where they were. Words are rewritten by other words of the same corpus, and left out. All of it
is drawn from a seed.
"""

import html
import json
import random
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Final, Literal, NamedTuple

from lxml import etree
from lxml import html as markup

from benchmarks.corpora import NewsPage, articles, news_pages

Half = Literal["dev", "held"]
WHOLE: Final = (
    "re-headed",
    "cut at the end",
    "cut here and there",
    "cut to a brief",
    "rewritten",
    "rewritten and cut",
    "with paragraphs of its own",
)
PART: Final = "some paragraphs in another article"
SORTS: Final = (*WHOLE, PART)
_ENGLISH: Final = ("us", "uk", "au", "ca", "ind", "my", "tz")
_OTHER_LANGUAGES: Final = ("Bhaskar",)
_PARAGRAPH: Final = re.compile(r"\n\s*\n")
_QUOTATION: Final = re.compile(r"“([^“”]{40,400})”")
_FEWEST: Final = 6
"""Paragraphs of eight words or more that an article must have to be copied."""


class Source(NamedTuple):
    """An article: its name, its outlet, its headline and its paragraphs."""

    name: str
    outlet: str
    headline: str
    paragraphs: list[str]


class Made(NamedTuple):
    """A page that was made, and what is true of it: how it copies (`sort`), and the names of the articles whose
    paragraphs it has; the first is the one that it is (`main`), for its outlet.
    """

    name: str
    sort: str | None
    url: str
    outlet: str
    page: bytes
    shares: list[str]

    @property
    def main(self) -> str:
        """Return the article that it is, perhaps copied."""
        return self.shares[0]

    @property
    def is_original(self) -> bool:
        """Whether it is the article as its own outlet had it first."""
        return self.sort is None and self.name.endswith(" original")


class Template:
    """A real page whose article is taken out."""

    def __init__(self, page: NewsPage) -> None:
        self.name, self._html = page.publisher, page.html
        self._gold = {_plain(one) for one in _PARAGRAPH.split(page.gold) if len(one.split()) >= 4}
        self._all = _plain(page.gold)
        self.fits = self._fits()

    def filled(self, headline: str, paragraphs: list[str], *, url: str, outlet: str) -> bytes:
        """Return the page with another article in it, at `url`, of an outlet called `outlet`."""
        tree = markup.document_fromstring(self._html)
        own = self._own(tree)
        first = own[0]
        for text in paragraphs:
            element = markup.fragment_fromstring(f"<p>{html.escape(text)}</p>")
            for name, value in first.attrib.items():
                if name != "id":
                    element.set(name, value)
            first.addprevious(element)
        for element in own:
            element.drop_tree()
        for script in tree.xpath("//script"):
            script.drop_tree()
        for element in tree.xpath("//h1|//title"):
            for child in list(element):
                child.drop_tree()
            element.text = headline
        for element in tree.xpath("//link[@rel='canonical' or @rel='amphtml']|//meta[@property or @name]"):
            element.drop_tree()
        about = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": headline,
            "url": url,
            "publisher": {"@type": "Organization", "name": outlet},
        }
        head = tree.find("head")
        head.append(markup.fragment_fromstring(f'<link rel="canonical" href="{html.escape(url)}">'))
        script = etree.SubElement(head, "script", type="application/ld+json")
        script.text = json.dumps(about).replace("</", "<\\/")
        return bytes(markup.tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>"))

    def _own(self, tree: markup.HtmlElement) -> list[markup.HtmlElement]:
        return [
            element
            for element in tree.iter("p", "h2", "h3", "li", "blockquote", "div")
            if element.getparent() is not None
            and not (element.tag == "div" and element.xpath(".//p|.//div"))
            and self._is_own(_plain(element.text_content()))
        ]

    def _is_own(self, text: str) -> bool:
        return text in self._gold or (len(text.split()) >= 4 and text in self._all)

    def _fits(self) -> bool:
        """Say whether every paragraph of the article can be taken out: what is left would be in each copy."""
        tree = markup.document_fromstring(self._html)
        own = self._own(tree)
        if tree.find("head") is None or len(own) < 4 or own[0].tag != "p":
            return False
        for element in own:
            element.drop_tree()
        left = _plain(tree.text_content())
        return not any(text in left for text in self._gold if len(text.split()) >= 8)


def half_of(name: str) -> Half:
    """Return the half that an article or a page is in: the one is for trying, the other for the figures."""
    return "dev" if sha256(name.encode()).digest()[0] % 2 else "held"


def sources(half: Half) -> list[Source]:
    """Return the articles of a half that are long enough. Raises `MissingError`."""
    out = []
    for name, data in articles():
        first, *rest = [" ".join(one.split()) for one in _PARAGRAPH.split(data.decode("utf-8")) if one.strip()]
        out.append(Source(name, name.partition("_")[0], first, rest))
    for page in _english():
        found = [" ".join(one.split()) for one in _PARAGRAPH.split(page.gold) if one.strip()]
        title = markup.document_fromstring(page.html).findtext(".//title") or page.id
        out.append(Source(page.id, page.publisher, " ".join(title.split()), found))
    kept = [one for one in out if half_of(one.name) == half]
    return [one for one in kept if sum(len(text.split()) >= 8 for text in one.paragraphs) >= _FEWEST]


def templates(half: Half) -> list[Template]:
    """Return the pages of a half that an article can be taken out of. Raises `MissingError`."""
    found = [Template(page) for page in _english() if half_of(page.id) == half and len(page.html) < 800_000]
    return [one for one in found if one.fits]


def made(found: list[Source], pages: list[Template], chance: random.Random) -> Iterator[Made]:
    """Yield each article as its own outlet has it, its copies, and pages that may be taken for copies and are none."""
    vocabulary = [word for one in found for text in one.paragraphs for word in text.split() if word.isalpha()]
    for number, source in enumerate(found):
        own = pages[number % len(pages)]
        where = f"https://www.{_host(source.outlet)}/news/{number}"
        whole = own.filled(source.headline, source.paragraphs, url=where, outlet=source.outlet)
        yield Made(f"{source.name} original", None, where, source.outlet, whole, [source.name])
        for sort in SORTS:
            template = chance.choice([one for one in pages if one is not own])
            filler = chance.choice([one for one in found if one.outlet != source.outlet])
            paragraphs = _copied(source, filler, sort, vocabulary, chance)
            outlet = f"{template.name} of {sort.title()}"
            url = f"https://{_host(outlet)}/story/{number}-{chance.randrange(10**6)}"
            headline = " ".join(chance.sample(vocabulary, 8)).capitalize()
            page = template.filled(headline, paragraphs, url=url, outlet=outlet)
            shares = [filler.name, source.name] if sort == PART else [source.name]
            yield Made(f"{source.name} {sort}", sort, url, outlet, page, shares)
        yield from _versions(number, source, own, vocabulary, chance)
        yield from _none(number, source, found, pages, chance)


def _versions(
    number: int, source: Source, own: Template, vocabulary: list[str], chance: random.Random
) -> Iterator[Made]:
    """Yield the article as it is later: at its address grown and re-headed, mirrored, and moved to another address."""
    headline = " ".join(chance.sample(vocabulary, 7)).capitalize()
    more = [" ".join(chance.choices(vocabulary, k=40)) + "." for _ in range(3)]
    less = source.paragraphs[: max(4, len(source.paragraphs) // 2)]
    host = f"https://www.{_host(source.outlet)}"
    for sort, where, text, heading in (
        ("later", f"{host}/news/{number}?utm_source=feed", [*source.paragraphs[:1], *more, *less], headline),
        ("mirrored", f"{host}/amp/news/{number}", source.paragraphs, source.headline),
        ("moved", f"{host}/stories/{number}-updated", [*source.paragraphs, *more], headline),
    ):
        page = own.filled(heading, text, url=where, outlet=source.outlet)
        yield Made(f"{source.name} {sort}", "version", where, source.outlet, page, [source.name])


def _none(
    number: int, source: Source, found: list[Source], pages: list[Template], chance: random.Random
) -> Iterator[Made]:
    """Yield pages that are no copy: another's prose round the same quotations; and of the same outlet another article
    that ends with some of its background.
    """
    filler = chance.choice([one for one in found if one.outlet != source.outlet])
    quotations = [one for text in source.paragraphs for one in _QUOTATION.findall(text)][:8]
    if len(quotations) >= 2:
        # Sentences that reporters who write alike put round what they heard at one place.
        about = [f"“{one}” {chance.choice(_CUES)} {chance.choice(_WHO)}." for one in quotations]
        at = len(filler.paragraphs) // 2
        outlet = f"{filler.outlet} Who Was There"
        url = f"https://{_host(outlet)}/story/{number}"
        paragraphs = [*filler.paragraphs[:at], *about, *filler.paragraphs[at:]]
        page = chance.choice(pages).filled(filler.headline, paragraphs, url=url, outlet=outlet)
        yield Made(f"{source.name} the same quotations", None, url, outlet, page, [filler.name])
    background = source.paragraphs[-3:]
    url = f"https://www.{_host(source.outlet)}/news/{number}-other"
    page = pages[number % len(pages)].filled(
        filler.headline, [*filler.paragraphs, *background], url=url, outlet=source.outlet
    )
    yield Made(f"{source.name} the same background", "background", url, source.outlet, page, [filler.name])


_CUES: Final = ("said", "told reporters", "said on Tuesday,", "added", "according to")
_WHO: Final = ("the spokeswoman", "the official at the news conference", "one of those present", "the committee’s head")


def _copied(source: Source, filler: Source, sort: str, vocabulary: list[str], chance: random.Random) -> list[str]:
    """Return the copy's paragraphs."""
    count = len(source.paragraphs)
    places = list(range(count))
    if sort == "cut at the end":
        places = places[: max(3, round(count * chance.uniform(0.3, 0.7)))]
    elif sort == "cut here and there":
        places = sorted(chance.sample(places, max(3, round(count * 0.6))))
    elif sort == "cut to a brief":
        places = places[: _brief(source.paragraphs)]
    elif sort == "rewritten and cut":
        places = sorted(chance.sample(places, max(4, round(count * 0.6))))
    elif sort == PART:
        places = _some(source.paragraphs, chance)
    rate = {"rewritten": 0.12, "rewritten and cut": 0.2}.get(sort, 0.0)
    texts = [rewritten(source.paragraphs[at], rate, vocabulary, chance) for at in places]
    if rate:
        texts = _recut(texts, chance)
    if sort == "with paragraphs of its own":
        own = [
            " ".join(chance.choices(vocabulary, k=len(text.split())))
            for text in filler.paragraphs[: max(2, count // 4)]
        ]
        at = chance.randrange(1, len(texts))
        return [*texts[:at], *own, *texts[at:]]
    if sort == PART:
        at = chance.randrange(1, len(filler.paragraphs))
        return [*filler.paragraphs[:at], *texts, *filler.paragraphs[at:]]
    return texts


def rewritten(text: str, rate: float, vocabulary: list[str], chance: random.Random) -> str:
    """Return a paragraph with words replaced and left out, each at `rate`, those in quotation marks kept."""
    if not rate:
        return text
    out, inside = [], False
    for word in text.split():
        inside = inside or word[0] in '“"'
        drawn = chance.random()
        if inside or drawn > rate:
            out.append(word)
        elif drawn > rate / 3:
            out.append(chance.choice(vocabulary))
        if word.rstrip(".,;:!?")[-1:] in ("”", '"'):
            inside = False
    return " ".join(out) or text


def _recut(texts: list[str], chance: random.Random) -> list[str]:
    """Return paragraphs cut elsewhere: here and there two are one, or one is two."""
    out: list[str] = []
    for text in texts:
        drawn = chance.random()
        sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z“])", text)
        if drawn < 0.2 and out:
            out[-1] = f"{out[-1]} {text}"
        elif drawn < 0.4 and len(sentences) > 1:
            out += [sentences[0], " ".join(sentences[1:])]
        else:
            out.append(text)
    return out


def _brief(paragraphs: list[str]) -> int:
    """Return how many paragraphs from the first a brief of 70 words has."""
    words = 0
    for place, text in enumerate(paragraphs):
        words += len(re.sub(r"“[^”]*”", "", text).split())
        if words >= 70:
            return place + 1
    return len(paragraphs)


def _some(paragraphs: list[str], chance: random.Random) -> list[int]:
    """Return the places of paragraphs in a row, three or more, that have 80 words outside quotation marks."""
    start = chance.randrange(max(1, len(paragraphs) - 5))
    end, words = start, 0
    while end < len(paragraphs) and (end - start < 3 or words < 80):
        words += len(re.sub(r"“[^”]*”", "", paragraphs[end]).split())
        end += 1
    return list(range(start, end))


def _english() -> list[NewsPage]:
    return [
        page
        for page in news_pages()
        if page.id.partition("/")[0] in _ENGLISH and page.publisher not in _OTHER_LANGUAGES
    ]


def _host(outlet: str) -> str:
    return re.sub(r"[^a-z]", "", outlet.lower()) + ".example"


def _plain(text: str) -> str:
    return " ".join(text.split())
