"""Pages of invented newspapers, made for tests: an article with an outlet's furniture round it, read."""

import html
import json
from collections.abc import Sequence
from functools import cache

import onrecord
from onrecord.capture.model import Capture
from onrecord.pipeline import read_captures

CRANE = (
    "PORT OSTREY (Coastal Press) — A harbour crane fell across two moored barges in Port Ostrey early on Tuesday, "
    "killing three dock workers and closing the eastern basin to shipping for at least a week, the port said.",
    "The crane, a 60-metre gantry built by Vantermann Lifting in 1987, had been taken out of service twice this year "
    "after inspectors found cracks in one of its legs, according to records kept by the harbour office.",
    "“We heard a groan, and then the whole sky came down on us,” said Tomas Ebrel, a barge skipper who was thrown into "
    "the water and swam to the quay.",
    "Divers searched the basin until dusk for a fourth man who had been reported missing, but he was later found at "
    "home, where he had gone without telling his foreman.",
    "Vantermann Lifting said that it had warned the port in writing in March that the leg would not last another "
    "winter. The port authority declined to say what it had done with the letter.",
    "“Nobody here was told of any letter,” said Ilse Marquand, who leads the dockers’ union. “If there was, the men "
    "who walked under that crane every morning had a right to read it.”",
    "The government has sent two engineers from the capital to examine the wreck, and a magistrate opened an inquiry "
    "into negligence on Tuesday evening.",
    "Port Ostrey handles about a third of the country’s grain. Traders expect prices to rise by 4 percent if the basin "
    "stays closed beyond the end of the month.",
)
"""What Coastal Press, an agency, sent out."""

SQUARE = (
    "Several hundred dockers marched through the old town of Port Ostrey on Thursday, carrying three empty coffins to "
    "the steps of the customs house and demanding that the director of the port resign.",
    "They stood in silence for as long as it takes to walk the length of the eastern quay, and then Ilse Marquand, the "
    "leader of their union, read out the names of the dead from the back of a lorry.",
    "The director, Pauwel Grint, watched from a window on the second floor and did not come down. His office said that "
    "he would meet the families in private before the week was out.",
    "Shops along the route had closed their shutters. An old man selling chestnuts gave his away and said he worked "
    "the cranes himself for thirty years and had never trusted the last one.",
    "Police counted six hundred marchers; the union spoke of two thousand. Nobody was arrested, and by four in the "
    "afternoon the square was empty but for the coffins, which were left where they stood.",
    "The march ended as the magistrate’s officers carried boxes of papers out of a side door of the harbour office to "
    "two waiting vans, to the applause of those who had stayed.",
)
"""Another event, two days later."""

MADE_UP_WORDS = (
    "Council gardeners have begun to plant the banks of the river with willow, and hope that the roots will hold the "
    "soil where last year’s flood took it away. It is the third attempt in ten years, and the cheapest.",
    "The town’s museum of clocks opens again on Sunday after a winter of repairs to its roof, with a room for the "
    "wooden clockwork that was found in the cellar of a bakery and is older than anybody had thought.",
)
"""Paragraphs of an outlet's own, of other things."""


def page(
    paragraphs: Sequence[str],
    headline: str,
    *,
    url: str,
    outlet: str,
    at: str | None = None,
    byline: str | None = None,
    standfirst: str | None = None,
    below: Sequence[str] = (),
    rail: Sequence[str] = ("Ferries to run late all week", "Seven walks for a wet Sunday", "Where to eat herring now"),
    canonical: str | None = None,
) -> onrecord.Reading:
    """Return an article's reading, with furniture round it; `below` are lines that stand under its text."""
    return _read(tuple(paragraphs), headline, url, outlet, at, byline, standfirst, tuple(below), tuple(rail), canonical)


@cache
def _read(
    paragraphs: tuple[str, ...],
    headline: str,
    url: str,
    outlet: str,
    at: str | None,
    byline: str | None,
    standfirst: str | None,
    below: tuple[str, ...],
    rail: tuple[str, ...],
    canonical: str | None,
) -> onrecord.Reading:
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "publisher": {"@type": "Organization", "name": outlet},
    }
    parts = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
        f"<title>{html.escape(headline)} | {html.escape(outlet)}</title>",
        f'<link rel="canonical" href="{html.escape(canonical)}">' if canonical else "",
        f'<script type="application/ld+json">{json.dumps(about)}</script></head><body>',
        '<header><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/subscribe">Subscribe</a></header>',
        f"<main><article><h1>{html.escape(headline)}</h1>",
        f'<p class="standfirst">{html.escape(standfirst)}</p>' if standfirst else "",
        f'<p class="byline">{html.escape(byline)}</p>' if byline else "",
        *(f"<p>{html.escape(one)}</p>" for one in paragraphs),
        *(f'<p class="note">{html.escape(one)}</p>' for one in below),
        "</article></main><aside><h2>Most read</h2><ul>",
        *(f'<li><a href="/{number}">{html.escape(one)}</a></li>' for number, one in enumerate(rail)),
        f"</ul></aside><footer>© {html.escape(outlet)}. All rights reserved.</footer></body></html>",
    ]
    capture = Capture.of(
        "\n".join(parts).encode(),
        source=url,
        media_type="text/html",
        url=url,
        captured_at=at,
        captured_at_from="warc-date" if at else None,
    )
    (found,) = read_captures([capture], jobs=0)
    assert isinstance(found, onrecord.Reading)
    assert found.kind == "article"
    return found
