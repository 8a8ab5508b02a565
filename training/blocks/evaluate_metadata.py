"""Measure headline, authors and day against the gold of the pages, beside trafilatura where it is installed.

    python -m training.blocks.evaluate_metadata [--part train dev] [--wrong]

The scorer is the one in ../shared/tools. What is given for `test` was looked at twice; the second time labels of
sources and "moments ago" were seen to be taken for names there, and are no longer.
"""

import argparse
import importlib.util
import time
from collections.abc import Callable
from typing import Any

from benchmarks import corpora
from onrecord.article.html import flatten
from onrecord.article.metadata import extract
from onrecord.article.roles import with_roles
from training.blocks.data import Page, pages

FIELDS = ("title", "author", "date")
Meta = dict[str, Any]


def onrecord_meta(page: Page, with_url: bool = True) -> tuple[Meta, float]:
    """Return what OnRecord finds on a page, and the seconds that it took once the blocks had their roles.

    `with_url` tells it where the page was captured, as a WARC does and a bare file does not.
    """
    flat = flatten(page.html)
    blocks = with_roles(flat)
    start = time.perf_counter()
    article = extract(flat, blocks, page.url if with_url else None)
    took = time.perf_counter() - start
    return {"title": article.headline, "author": article.authors, "date": article.published}, took


def trafilatura_meta(page: Page) -> tuple[Meta, float]:
    """Return what trafilatura finds on a page; its time is that of its whole extraction."""
    import trafilatura

    start = time.perf_counter()
    found = trafilatura.bare_extraction(page.html, url=page.url, with_metadata=True)
    took = time.perf_counter() - start
    return ({"title": found.title, "author": found.author, "date": found.date} if found else {}), took


def main() -> None:
    """Print a row of figures a tool, and what was wrong if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", nargs="+", default=["train", "dev"], choices=["train", "dev", "test"])
    parser.add_argument("--wrong", action="store_true", help="print what OnRecord gets wrong")
    options = parser.parse_args()
    score = corpora.tool("score_extraction")
    chosen = [page for page in pages() if page.part in options.part]
    gold = [{"id": p.id, "title": p.gold.title, "author": p.gold.authors, "date": p.gold.date} for p in chosen]
    tools: dict[str, Callable[[Page], tuple[Meta, float]]] = {
        "onrecord": onrecord_meta,
        "onrecord, address unknown": lambda page: onrecord_meta(page, with_url=False),
    }
    if importlib.util.find_spec("trafilatura"):
        tools["trafilatura"] = trafilatura_meta
    publishers = len({page.publisher for page in chosen})
    print(f"{len(chosen)} pages of {publishers} publishers ({', '.join(options.part)})\n")
    print("| tool | headline exact | authors, the set exact | day exact | ms a page |")
    print("|---|---|---|---|---|")
    for name, tool in tools.items():
        found = {page.id: tool(page) for page in chosen}
        metas = {key: meta for key, (meta, _) in found.items()}
        result = score.score_meta(gold, metas)
        cells = [
            f"{result[f]['exact'] / max(1, result[f]['n']):.3f} ({result[f]['exact']}/{result[f]['n']})" for f in FIELDS
        ]
        took = 1000 * sum(seconds for _, seconds in found.values()) / max(1, len(found))
        print(f"| {name} | {' | '.join(cells)} | {took:.1f} |")
        if options.wrong and name == "onrecord":
            for item in gold:
                single = score.score_meta([item], {item["id"]: metas[item["id"]]})
                for field in FIELDS:
                    if single[field]["n"] and not single[field]["exact"]:
                        print(f"  {item['id']} {field}: {item[field]!r} but {metas[item['id']][field]!r}")


if __name__ == "__main__":
    main()
