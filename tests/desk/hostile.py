"""Pages that try to run something where they are shown: payloads in every field of HTML, text, feeds and WARCs.

Each payload, wherever it ran, would show a dialog or ask for something elsewhere; both are seen by the harness. Each
also holds a word of its own, by which it is found again where it is shown as text.
"""

import html
import json
from collections.abc import Iterator
from itertools import count

from tests.capture.records import members, record

AWAY = "http://elsewhere.invalid"
_PAYLOADS = (
    "<script>alert('{n}')</script>",
    "\"><img src=x onerror=alert('{n}')>",
    "'><svg/onload=alert('{n}')>",
    "</title></textarea></style></noscript></script><script>alert('{n}')</script>",
    "<iframe srcdoc=\"<script>parent.alert('{n}')</script>\"></iframe>",
    "<img src={away}/{n}.png>",
    "<link rel=stylesheet href={away}/{n}.css>",
    '<meta http-equiv="refresh" content="0;url={away}/{n}">',
    "<base href={away}/{n}/>",
    "<form action={away}/{n}><button autofocus onfocus=alert('{n}')>",
    "\" autofocus onfocus=alert('{n}') x=\"",
    "' onmouseover=alert('{n}') style='position:fixed;inset:0",
    "javascript:alert('{n}')//",
    "data:text/html,<script>alert('{n}')</script>",
    "<a href=\"javascript:alert('{n}')\">{n}</a>",
    '<div hx-get="{away}/{n}" hx-trigger="load" hx-on::load="alert(1)" data-hx-get="{away}/{n}">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert('{n}')>",
    "<svg><animate onbegin=alert('{n}') attributeName=x dur=1s>",
    "<details open ontoggle=alert('{n}')>",
    "<video><source onerror=alert('{n}')></video>",
    "<style>@import '{away}/{n}.css';</style>",
    '<p style="background:url({away}/{n}.png)">',
    "&lt;script&gt;alert('{n}')&lt;/script&gt;",
    "&#x3C;img src=x onerror=alert('{n}')&#x3E;",
    "{{{{ ''.__class__ }}}}{{% for x in [] %}}{{{{ {n} }}}}",
    "${{alert('{n}')}}`${{alert('{n}')}}`",
    "--><script>alert('{n}')</script><!--",
    "]]><script>alert('{n}')</script>",
    "\u2028alert('{n}')\u2029\u202e\u2066<script>alert('{n}')</script>",
    "<ſcript>alert('{n}')</ſcript>\x00<scr\x00ipt>alert('{n}')</script>",
    "%3Cscript%3Ealert('{n}')%3C/script%3E",
    "../../{n}?a=b#c\"><script>alert('{n}')</script>",
)


class Payloads:
    """Gives payloads one after another, and remembers their words: `in_field` says where each was put."""

    def __init__(self) -> None:
        self._next = count()
        self.in_field: dict[str, str] = {}

    def one(self, field: str) -> str:
        """Return the next payload, put into `field`."""
        number = next(self._next)
        word = f"qx{number:04}z"
        self.in_field[word] = field
        return _PAYLOADS[number % len(_PAYLOADS)].format(n=word, away=AWAY)


def pages(payloads: Payloads) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of hostile pages: HTML with payloads raw and escaped, text, WARC and WET."""
    for number in range(14):
        yield f"{payloads.one('file name')[:120]}-{number}.html".replace("/", "∕"), _html(payloads, raw=number % 3 == 2)
    for number in range(3):
        yield f"{payloads.one('file name')[:120]}-{number}.txt".replace("/", "∕"), _text(payloads)
    yield "hostile.warc.gz", _warc(payloads)
    yield "hostile.wet.gz", _wet(payloads)


def feed(payloads: Payloads) -> bytes:
    """Return an RSS feed with a payload in every field."""
    items = "".join(
        f"<item><title>{html.escape(payloads.one('feed title'))}</title>"
        f"<link>{html.escape(payloads.one('feed link'))}</link>"
        f"<guid>{html.escape(payloads.one('feed guid'))}</guid>"
        f"<description><![CDATA[{payloads.one('feed description').replace(']]>', '')}]]></description></item>"
        for _ in range(len(_PAYLOADS))
    )
    title = html.escape(payloads.one("feed title"))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def _html(payloads: Payloads, raw: bool) -> bytes:
    def put(field: str) -> str:
        one = payloads.one(f"{'raw' if raw else 'HTML'} {field}")
        return one if raw else html.escape(one)

    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": payloads.one("JSON-LD headline"),
        "author": [{"@type": "Person", "name": payloads.one("JSON-LD author")}],
        "publisher": {
            "@type": "Organization",
            "name": payloads.one("JSON-LD publisher"),
            "url": payloads.one("JSON-LD"),
        },
        "datePublished": "2031-03-09T08:00:00Z",
        "dateModified": payloads.one("JSON-LD modified"),
        "articleSection": payloads.one("JSON-LD section"),
        "keywords": payloads.one("JSON-LD keywords"),
        "url": payloads.one("JSON-LD url"),
        "description": payloads.one("JSON-LD description"),
        "inLanguage": payloads.one("JSON-LD language")[:20],
    }
    script = json.dumps(data).replace("</", "<\\/")
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{put("title")}</title>
<meta property="og:title" content="{put("og:title")}"><meta property="og:description" content="{put("og:description")}">
<meta property="og:url" content="{put("og:url")}"><meta property="og:site_name" content="{put("og:site_name")}">
<meta property="article:section" content="{put("section")}"><meta name="author" content="{put("author")}">
<link rel="canonical" href="{put("canonical")}"><script type="application/ld+json">{script}</script></head><body>
<nav><a href="{put("link")}">{put("rail heading")}</a></nav><article><h1>Harbour {put("headline")}</h1>
<p class="standfirst">{put("standfirst")}</p><p class="byline">By Ines {put("byline")} Okoro</p>
<time datetime="{put("time")}">9 March 2031</time>
<figure><img src="a.png" alt="{put("alt")}"><figcaption>The harbour {put("caption")}.
Photograph: A {put("credit")} B</figcaption></figure>
<p>The harbour master, Ines Okoro, said on Monday that {put("content")} the rooms had run out.</p>
<p>“We have run {put("quotation")} out of patience,” Ms Okoro {put("cue")} told Radio {put("channel")} Estrand.</p>
<p>Jon {put("speaker")} Vale, a spokesman for the {put("body")} ministry, denied the report. “It is untrue,”
he said.</p>
<p>According to {put("document")}, a report by the {put("institute")} institute, 54 percent of tenants agreed.</p>
<h2>{put("subheading")}</h2><p>The minister, Odile Kerrigan, will decide {put("expectation")} on Thursday,
her office said.</p>
</article><aside><h2>More</h2><a href="{put("rail link")}">{put("rail headline")}</a></aside></body></html>""".encode()


def _text(payloads: Payloads) -> bytes:
    put = payloads.one
    return f"""Harbour office moves {put("text headline")}

By Ines {put("text byline")} Okoro
9 March 2031

The harbour office of Lower Brae will move in spring, the harbour master, Ines Okoro, said {put("text content")} on
Monday.

“We have run out of rooms {put("text quotation")},” Ms Okoro said. Jon {put("text speaker")} Vale denied it.
""".encode()


def _warc(payloads: Payloads) -> bytes:
    def one(number: int) -> bytes:
        url = "https://paper.example/" + payloads.one("WARC address").replace("\r", "").replace("\n", "").replace(
            "\x00", ""
        )
        body = _html(payloads, raw=False)
        head = f"X-Thing: {payloads.one('WARC header')[:60]}\r\nContent-Length: {len(body)}\r\n\r\n"
        start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        block = start + head.encode("utf-8", "replace") + body
        return record("response", block, number=number, url=url)

    return members(*(one(number) for number in range(1, 5)))


def _wet(payloads: Payloads) -> bytes:
    return members(
        *(
            record(
                "conversion",
                _text(payloads),
                number=number,
                content_type="text/plain",
                url="https://paper.example/" + payloads.one("WET address").replace("\x00", "").replace("\n", ""),
            )
            for number in range(1, 3)
        )
    )
