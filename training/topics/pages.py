"""Pages that carry their own sections or topics, read as OnRecord reads them, to measure on.

Labels are what a page says itself: ``articleSection`` of its JSON-LD, the section in its meta elements, the parts of
its address, and the topics in fundus' ``Publisher.json`` beside it. A page counts where `labels.topics_of` knows one.
"""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord.capture.find import captures
from onrecord.pipeline import pages_of
from training.topics.labels import labels_of_address, topics_of

_SECTIONS = re.compile(r'"articleSection"\s*:\s*(\[[^\]]*\]|"[^"]*")')
_META = re.compile(
    r"""<meta[^>]+(?:property|name)=["'](?:article:section|section|parsely-section|sailthru\.section|category)["']"""
    r"""[^>]*content=["']([^"']*)"""
)
_ADDRESS = re.compile(
    r"""<link[^>]+rel=["']?canonical["']?[^>]*href=["']([^"']+)|property=["']og:url["'][^>]*content=["']([^"']+)"""
)


class Labelled(NamedTuple):
    """A page's headline and beginning, and the topics of its own labels, in their order."""

    name: str
    headline: str | None
    body: str
    topics: list[str]


def labelled(folder: Path, addresses: dict[str, str] | None = None) -> Iterator[Labelled]:
    """Yield the English articles below `folder` (``*.html.gz``) that have a label with a topic.

    `addresses` are those of pages that do not name their own, by the file's name without its suffixes.
    """
    for file in sorted(folder.rglob("*.html.gz")):
        name = file.name.removesuffix(".html.gz")
        markup = gzip.decompress(file.read_bytes()).decode("utf-8", "replace")
        topics = topics_of(_labels(file, markup, (addresses or {}).get(name)))
        if not topics:
            continue
        for outcome in pages_of(captures([str(file)]), jobs=0):
            if isinstance(outcome, Exception):
                continue
            page = outcome[1]
            about = page.article
            if page.kind == "article" and about.language in ("en", None):
                body = " ".join(page.text[start:end] for start, end in about.body[:12])
                yield Labelled(name, about.headline, f"{about.standfirst or ''} {body}", topics)


def _labels(file: Path, markup: str, address: str | None) -> list[str]:
    out: list[str] = []
    found = _ADDRESS.search(markup)
    where = address or (found and (found[1] or found[2]))
    if where:
        out += reversed(labels_of_address(where))
    for value in _SECTIONS.findall(markup)[:3]:
        try:
            parts = json.loads(value)
        except ValueError:
            continue
        for part in parts if isinstance(parts, list) else [parts]:
            out += [one.strip() for one in str(part).split(",")]
    out += _META.findall(markup)
    beside = file.with_name(f"{file.name.split('_', 1)[0]}.json")
    if beside.exists():
        day = file.name.removesuffix(".html.gz").split("_", 1)[-1].replace("_", "-")
        for version in json.loads(beside.read_text("utf-8")).values():
            if str(version.get("publishing_date", ""))[:4] == day[:4]:
                out += version.get("topics") or []
    return out
