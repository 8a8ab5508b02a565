"""The shared corpora, which are no part of the project: found beside it in ``../shared``, or missing."""

import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

SHARED = Path(__file__).resolve().parents[2] / "shared"


class MissingError(Exception):
    """Data or a peer that a benchmark needs is not here."""


class NewsPage(NamedTuple):
    """A page of the corpus with the article body that its publisher's own parser finds."""

    id: str
    publisher: str
    html: bytes
    url: str
    gold: str


def shared(*parts: str) -> Path:
    """Return a path in the shared folder. Raises `MissingError`."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        raise MissingError(f"it needs {'/'.join(parts)} in ../shared, which is not there")
    return path


def tool(name: str, folder: Path | None = None) -> ModuleType:
    """Import a tool of `folder`, by default of the shared one. Raises `MissingError` where that has no such tool."""
    path = folder / f"{name}.py" if folder else shared("tools", f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def articles(limit: int | None = None) -> list[tuple[str, bytes]]:
    """Return PolNeAR's dev articles as (name, bytes)."""
    files = sorted(shared("data", "polnear", "dev", "text").glob("*.txt"))
    return [(path.stem, path.read_bytes()) for path in files[:limit]]


def news_pages() -> list[NewsPage]:
    """Return the pages, by name. The keys of a publisher's file are in the order of its pages."""
    out = []
    base = shared("data", "pages")
    for path in sorted(base.glob("*/*.json")):
        addresses = json.loads((path.parent / "meta.info").read_text(encoding="utf-8"))
        saved = sorted(page for page in path.parent.glob("*.html.gz") if page.name.rsplit("_", 3)[0] == path.stem)
        truths = json.loads(path.read_text(encoding="utf-8")).values()
        if len(saved) != len(truths):
            raise MissingError(f"{path.stem} has {len(saved)} pages and {len(truths)} results")
        for page, truth in zip(saved, truths, strict=True):
            parts = list(truth["body"].get("summary") or [])
            for section in truth["body"]["sections"]:
                parts += section["headline"] + section["paragraphs"]
            name = f"{path.parent.name}/{page.name.removesuffix('.html.gz')}"
            html = gzip.decompress(page.read_bytes())
            out.append(NewsPage(name, path.stem, html, addresses[page.name]["url"], "\n\n".join(parts)))
    return out
