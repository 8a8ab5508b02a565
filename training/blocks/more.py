"""Pages of more publishers, from public repositories, with the labels that can be had for them.

The folder (`MORE`, or `--more`) holds clones, or what `git archive` gives of them:

- `article-extraction-benchmark` (scrapinghub, MIT): 181 pages whose whole bodies were copied out by hand;
- `trafilatura` (adbar, Apache-2.0): the pages of its evaluation, each with a few sentences that are the text's, and
  some that are not;
- `parser` (postlight, MIT or Apache-2.0): the pages its tests read.

The pages are their publishers'. Where nobody copied the body out, a block is the article's where the model in place and
trafilatura both say so, is not where neither does, and is not learned from where they differ; a page on which they
differ much is left out. Other roles are the model's, where it is sure. What is told of the markup is then carried to
the page's text versions, which have less to lean on.
"""

import gzip
import json
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from onrecord.article.flat import Flat
from onrecord.article.html import flatten
from onrecord.article.model import ROLES
from onrecord.article.roles import judged
from onrecord.capture.decode import decode
from onrecord.capture.model import Capture
from training.blocks import data
from training.blocks.evaluate import BODY, overlap, shingles
from training.blocks.examples import SURE, Label

MORE = data.REPOSITORY.parent / "shared" / "data" / "more"
AGREED = 0.85
"""Precision and recall, in 4-word shingles, from which two bodies of a page agree."""
WORDS = 150
"""Words of body below which a page is left out."""
BLOCKS = 1500
"""Blocks above which a page is left out."""
EACH = 3
"""Pages of one publisher at most."""


@dataclass
class Told:
    """A page of a repository, and what the repository tells of it."""

    brand: str
    file: Path
    body: str | None = None
    """The whole body, where someone copied it out."""
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


@dataclass
class Source:
    """A page with the labels of its blocks, as the corpus' own pages have them."""

    page: data.Page
    flat: Flat
    labels: list[Label]


_SECOND = frozenset(("co", "com", "org", "net", "ac", "gov", "gob", "or", "ne", "go", "web", "in", "edu"))
"""Names under which, below a country's, publishers register theirs."""


def brand_of(url: str) -> str:
    """Return the name under which a publisher registered its domain, without what is before or after it.

    >>> brand_of("https://www.gazette.co.uk/news/1.html"), brand_of("news.courier.at")
    ('gazette', 'courier')
    """
    url = re.sub(r"^https?://web\.archive\.org/web/[^/]+/", "", url)
    host = (urlsplit(url if "://" in url else f"//{url}").hostname or "").removeprefix("www.")
    parts = host.split(".")
    if len(parts) > 1 and (len(parts[-1]) <= 3 or parts[-1] in ("info", "news", "blog", "media")):
        last = parts.pop()
        if len(last) == 2 and len(parts) > 1 and parts[-1] in _SECOND:
            parts.pop()
    return parts[-1].replace("-", "")


def brands(held: Callable[[str], bool]) -> frozenset[str]:
    """Return the brands of those of the corpus' publishers that are `held` out of training."""
    return frozenset(brand_of(page.url) for page in data.pages() if page.url and held(page.publisher))


def told(folder: Path) -> Iterator[Told]:
    """Yield the pages of the repositories that lie in `folder`."""
    benchmark = folder / "article-extraction-benchmark"
    if benchmark.is_dir():
        truth = json.loads((benchmark / "ground-truth.json").read_text(encoding="utf8"))
        for name, item in sorted(truth.items()):
            file = benchmark / "html" / f"{name}.html.gz"
            yield Told(brand_of(item.get("url") or name), file, body=item["articleBody"])
    tests = folder / "trafilatura" / "tests"
    if tests.is_dir():
        stated = json.loads((tests / "evaldata.json").read_text(encoding="utf8"))
        for url, item in sorted(stated.items()):
            found = [f for kind in ("cache", "eval") if (f := tests / kind / item["file"]).is_file()]
            # Pages kept for a difficulty have their file's name for an address, which begins with the host.
            name = _host(item["file"]) if "::" in url or "://" not in url else url
            for file in found[:1]:
                yield Told(brand_of(name), file, None, tuple(item["with"]), tuple(item["without"]))
    for file in sorted((folder / "parser" / "fixtures").glob("*.html")):
        yield Told(brand_of(file.name.removesuffix(".html").split("--")[0]), file)


def _host(name: str) -> str:
    """Host with which a file's name begins, as in ``example.org.some-story.html``."""
    parts = name.removesuffix(".html").split(".")
    ends = [k for k, part in enumerate(parts) if k and len(part) in (2, 3) and part.isalpha()]
    return ".".join(parts[: ends[0] + 1]) if ends else parts[0]


def sources(folder: Path, without: Container[str]) -> Iterator[Source]:
    """Yield the pages to learn from, none of them of a brand in `without`."""
    count: dict[str, int] = {}
    for item in told(folder):
        if item.brand in without or count.get(item.brand, 0) >= EACH:
            continue
        raw = item.file.read_bytes()
        if item.file.suffix == ".gz":
            raw = gzip.decompress(raw)
        html = decode(Capture.of(raw, source=item.file.name, media_type="text/html"))
        flat = flatten(html)
        if not 10 <= len(flat.blocks) <= BLOCKS:
            continue
        found = _labels(html, flat, item)
        if found is None:
            continue
        labels, body = found
        gold = data.Gold([("body", body)], flat.head.title, [], [], [], [], "")
        stem = re.sub(r"\W+", "-", item.file.name.split(".html")[0])[:60]
        count[item.brand] = count.get(item.brand, 0) + 1
        page = data.Page(f"more/{item.brand}_{stem}", item.brand, html, "", gold)
        hand = data.hand_roles(page, flat)
        if hand is not None:
            labels = [(h, "hand") if h != "?" else known for h, known in zip(hand, labels, strict=True)]
        yield Source(page, flat, labels)


def carried(source: Source, target: Flat) -> list[Label]:
    """Return what is known of the blocks of a text version, from the markup's."""
    moved = data.transfer(source.flat, [f"{role}:{how}" for role, how in source.labels], target)
    out: list[Label] = []
    for text in moved:
        role, how = text.split(":") if text != "?" else ("other", "none")
        out.append((role, how))
    if data.title_line(target, source.flat.head.title) and not moved[0].startswith("headline:"):
        out[0] = ("other", "gold")
    return out


def _labels(html: str, flat: Flat, item: Told) -> tuple[list[Label], str] | None:
    """Labels of a page's blocks and its body, None where they are not to be had."""
    picked, sure = judged(flat)
    roles = [ROLES[k] for k in picked]
    texts = [flat.quote(i) for i in range(len(roles))]
    ours = "\n".join(text for text, role in zip(texts, roles, strict=True) if role in BODY)
    theirs = item.body if item.body is not None else _extracted(html)
    if len(data.tokenize(theirs)) < WORDS:
        return None
    precision, recall = overlap(theirs, ours if item.body is None else "\n".join(texts))
    # A body that was copied out must be on the page; the page has more words than it.
    if recall < AGREED or (item.body is None and precision < AGREED):
        return None
    there = _there(texts, theirs)
    first = there.index(True) if True in there else 0
    out: list[Label] = []
    for i, (text, role, p) in enumerate(zip(texts, roles, sure, strict=True)):
        own = role in BODY
        if own and there[i]:
            out.append((role, "gold"))
        elif own != there[i]:
            out.append(_disputed(text, own, p, item, before=i < first))
        elif role == "headline":
            out.append((role, "model" if p > SURE else "none"))
        else:
            out.append((role, "model" if p > SURE else "guess"))
    return data.placed(out), theirs


def _disputed(text: str, own: bool, p: float, item: Told, *, before: bool) -> Label:
    """What is known of a block that the model has for the article's (`own`) and the other body lacks, or not."""
    folded = data.fold(text)
    if any(len(s) > 20 and data.fold(s) in folded for s in item.unwanted):
        return "other", "guess"
    prose = len(text) > 80 and text.rstrip("\"'”’»)").endswith((".", "!", "?", "…", "。"))
    if prose and any(data.fold(s) in folded for s in item.wanted):
        return "body", "gold"
    if item.body is None or before:
        return "other", "none"
    if own:
        return "other", "guess"
    return ("body", "gold") if prose and p < 0.95 else ("other", "none")


def _there(texts: list[str], body: str) -> list[bool]:
    """Whether each block is in the body: most of its shingles, or, of a short one, all of its line."""
    known = shingles(body)
    lines = {data.fold(line) for line in body.splitlines()}
    out = []
    for text in texts:
        grams = shingles(text)
        if any(len(gram) == 4 for gram in grams):
            out.append(sum(n for gram, n in grams.items() if gram in known) >= 0.6 * grams.total())
        else:
            out.append(data.fold(text) in lines)
    return out


def _extracted(html: str) -> str:
    import trafilatura

    settings: dict[str, Any] = {"include_comments": False, "include_tables": True}
    return trafilatura.extract(html, **settings) or ""
