"""Article bodies on pages of publishers that the block model has not seen, as HTML and as text in three
styles.
"""

from collections.abc import Callable

import onrecord
from benchmarks.corpora import MissingError, NewsPage, news_pages, tool

BODY = ("standfirst", "body", "subheading")
STYLES = ("inner", "wet", "wrapped")


def run(limit: int | None = None) -> None:
    scorer = tool("score_extraction")
    pages = held_out()[:limit]
    gold = {page.id: page.gold for page in pages}
    rows: list[tuple[str, dict[str, str]]] = [("onrecord, HTML", bodies(pages, _html))]
    try:
        import trafilatura
    except ImportError:
        print("trafilatura is not installed: make bench-install")
    else:
        found = {p.id: trafilatura.extract(p.html, include_comments=False) or "" for p in pages}
        rows.append(("trafilatura, HTML", found))
    try:
        maker = _maker()
    except MissingError as missing:
        print(f"text styles left out: {missing}")
    else:
        for style in STYLES:

            def flat(page: NewsPage, style: str = style) -> onrecord.Page:
                text = "\n".join(maker.flatten(page.html.decode("utf-8", "replace"), style))
                return onrecord.page(text=text)

            rows.append((f"onrecord, text, {style}", bodies(pages, flat)))
    print(f"{len(pages)} pages of publishers that the block model was not trained or tuned on")
    print(f"{'':28} {'P':>6} {'R':>6} {'F1':>6} {'±':>6} {'empty':>6}")
    for name, predicted in rows:
        s = scorer.score_bodies(gold, predicted)
        print(f"{name:28} {s['P']:6.3f} {s['R']:6.3f} {s['F1']:6.3f} {s['F1_sd']:6.3f} {s['empty']:6d}")
    _roles()


def held_out() -> list[NewsPage]:
    """Return the pages of the test part of the block model's split: no publisher of theirs is on its other
    side.
    """
    from training.blocks.split import part_of

    return [page for page in news_pages() if part_of(page.publisher) == "test"]


def bodies(pages: list[NewsPage], view: Callable[[NewsPage], onrecord.Page]) -> dict[str, str]:
    """Return each page's standfirst and body, both of which the corpus counts as the body."""
    return {page.id: body(view(page)) for page in pages}


def body(page: onrecord.Page) -> str:
    return "\n".join(page.text[b.start : b.end] for b in page.blocks if b.role in BODY)


def _html(page: NewsPage) -> onrecord.Page:
    return onrecord.page(page.html, media_type="text/html")


def _maker():  # type: ignore[no-untyped-def]
    import sys

    scorer = tool("score_extraction")
    sys.modules.setdefault("score_extraction", scorer)  # the maker of captures imports it by this name
    try:
        import html_text  # noqa: F401
        import resiliparse  # noqa: F401
    except ImportError as error:
        raise MissingError(f"{error.name} is not installed: make bench-install") from None
    return tool("make_text_captures")


def _roles() -> None:
    """Print precision, recall and F1 of each role on the pages of the test part that are labelled by hand."""
    try:
        from training.blocks import evaluate
    except ImportError as error:
        raise MissingError(f"roles need {error.name}: make bench-install") from None
    evaluate.roles("test", confusion=True)
