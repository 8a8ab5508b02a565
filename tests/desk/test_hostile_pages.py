"""Hostile pages, added as people add pages, and shown on every page of the desk: nothing of them runs."""

import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from onrecord.capture.feeds import parse_feed
from onrecord.capture.model import CaptureError
from onrecord.pipeline.archiving import Work, add_captures
from onrecord.pipeline.catching_up import catch_up
from onrecord.record import correcting, lookup
from onrecord.record.corrections.asked import Asked
from onrecord.record.feeds import answered, watch_feed, watched
from onrecord.record.model import ArchiveError
from onrecord.record.opening import open_archive
from onrecord.web.additions import Given, _captures
from onrecord.web.desk.rendering import who_url
from tests.desk.browser import Look, Opened, Site
from tests.desk.hostile import AWAY, Payloads, feed, pages

WORD = re.compile(r"qx\d{4}z")
_ADDRESSES = """() => [...document.querySelectorAll('*')].flatMap(one =>
  ['href', 'src', 'action', 'formaction', 'srcdoc', 'poster', 'data', 'xlink:href']
    .filter(name => one.hasAttribute(name)).map(name => name + ' ' + (one[name] instanceof SVGAnimatedString
      ? one[name].baseVal : one[name] || one.getAttribute(name))))"""
_LINKS = """() => [...document.links].filter(one => one.host === location.host)
  .map(one => one.pathname + one.search)"""
_ATTRIBUTES = """() => [...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames()
  .filter(name => name.startsWith('on') || name === 'style' || /^(data-)?hx-/.test(name))
  .map(name => one.tagName + ' ' + name))"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Payloads]:
    """An archive of hostile pages, corrected by hostile people."""
    where = tmp_path_factory.mktemp("hostile") / "archive.db"
    payloads = Payloads()
    from onrecord.capture.manners import Manners

    with open_archive(where, make=True) as archive:
        found = [
            capture
            for name, data in pages(payloads)
            for capture in _captures(Given(name=name, data=data), False, Manners())
        ]
        kept = list(add_captures(archive, iter(found), Work(jobs=0)))
        assert sum(not isinstance(one, CaptureError) for one in kept) > 18
        with archive.writing() as connection:
            address = "https://paper.example/" + payloads.one("feed address").replace("\x00", "")
            watch_feed(connection, address)
            parsed = parse_feed(feed(payloads), source=address, base="https://paper.example/feed")
            urls = [entry.url for entry in parsed.entries]
            assert urls and all(url.startswith(("http://", "https://")) for url in urls)
            asked = watched(connection)[0]
            answered(connection, asked, urls, 3600)
        with archive.reading() as connection:
            rows = lookup.statements(connection, limit=12).items
        for row in rows:
            try:
                correcting.correct(
                    archive,
                    row.ref,
                    Asked(speaker=[_name(payloads, "corrected speaker")]),
                    by=_name(payloads, "signature")[:90],
                    why=_name(payloads, "reason"),
                )
            except ArchiveError:  # a payload that is no printable name
                continue
        while catch_up(archive):  # once here, so that not every server of every test does it
            pass
    return where, payloads


def _name(payloads: Payloads, field: str) -> str:
    return "".join(c for c in payloads.one(field) if c.isprintable())


def addresses(where: Path) -> list[str]:
    """Return addresses of every kind of page, with what hostile pages brought along in them."""
    with open_archive(where) as archive, archive.reading() as connection:
        articles = lookup.articles(connection, limit=200).items
        statements = lookup.statements(connection, limit=400).items
        captures = lookup.captures(connection, limit=200).items
    assert len(articles) > 15 and len(statements) > 40
    some = articles[:: max(1, len(articles) // 8)]
    out = ["/", "/articles", "/queue", "/queue?unnamed=true", "/corrections", "/add", "/who", "/help", "/search?all=1"]
    out += ["/account", "/search?all=1&what=articles", "/search?q=harbour&how=meaning", "/check"]
    for one in some:
        short = one.sha256[:12]
        out += [f"/articles/{short}", f"/articles/{short}/page"]
    for one in some[:3]:
        short = one.sha256[:12]
        out += [f"/articles/{short}/{page}" for page in ("correct", "correct?entity=e1", "versions", "listen")]
        out += [f"/queue?article={short}"]
        if one.outlet:
            out += [f"/articles?outlet={quote(one.outlet)}", f"/search?all=1&outlet={quote(one.outlet)}"]
    for row in statements[:: max(1, len(statements) // 6)]:
        out += [f"/statements/{row.ref}", f"/statements/{row.ref}/correct", f"/trace/{row.ref}"]
        if row.speaker:
            out += [who_url(row.speaker), f"/search?speaker={quote(row.speaker)}"]
    out += [f"/articles/{one.sha256[:12]}/page" for one in captures if one.page_kind != "article"][:4]
    for number, payload in ((n, Payloads().one("query")) for n in range(1)):
        out += [f"/search?q={quote(payload)}", f"/nothing/{quote(payload)}?{number}={quote(payload)}"]
    return list(dict.fromkeys(out))


def shape(address: str) -> str:
    """Return an address without what tells one page of a kind from another."""
    parts = urlsplit(address)
    path = re.sub(r"[0-9a-f]{12}[^/]*", "#", parts.path)
    path = re.sub(r"^(/who)/([pb]-)?[^/]*", r"\1/\2#", path)
    return path + "?" + "&".join(sorted({pair.partition("=")[0] for pair in parts.query.split("&")}))


def unharmed(page: Any, base: str) -> None:
    """Fail on whatever of a page could run or lead away, though it has not yet."""
    for one in page.evaluate(_ADDRESSES):
        name, _, address = one.partition(" ")
        scheme = urlsplit(address).scheme
        assert name != "srcdoc" and scheme in ("http", "https", ""), f"{page.url}: {one}"
        assert name == "href" or address.startswith((base, "/")) or not scheme, f"{page.url}: {one}"
    found = [one for one in page.evaluate(_ATTRIBUTES) if " hx-" not in one]
    assert not found, f"{page.url}: {found}"


def test_nothing_runs_wherever_it_is_shown(opened: Opened, hostile: tuple[Path, Payloads]) -> None:
    where, payloads = hostile
    site = opened(where=where)
    page = site.window(Look(1440))
    page.goto("/account")
    page.locator("input[name=by]").fill("<img src=x onerror=alert('me')>")
    page.get_by_role("button", name="Keep it").click()
    seen: dict[str, set[str]] = {}
    missing = []
    wanted = addresses(where)
    shapes = {shape(address) for address in wanted}
    for address in wanted:  # it grows: a kind of page that is only linked to is looked at as well
        answer = page.goto(address)
        if answer.status == 404 and not address.startswith("/nothing"):
            missing.append(address)
        unharmed(page, site.base)
        for link in page.evaluate(_LINKS):
            if (
                shape(link) not in shapes
                and len(wanted) < 150
                and not re.match(r"/search\.|/api/|/articles/[^/]+/(export|listen)/|.*\.(mp3|wav|vtt|csv|json)$", link)
            ):
                shapes.add(shape(link))
                wanted.append(link)
        for word in set(WORD.findall(page.locator("body").inner_text())):
            seen.setdefault(payloads.in_field.get(word, "?"), set()).add(address)
    assert not site.wrong, "\n".join(site.wrong)
    assert missing == []
    fields = {"HTML content", "HTML quotation", "HTML headline", "text quotation", "corrected speaker", "signature"}
    assert fields | {"reason", "HTML caption", "HTML speaker"} <= set(seen), sorted(seen)
    assert sum(map(len, seen.values())) > 100, "hardly anything was shown, so that nothing is proved"
    site.shot(page, "last")


def test_nothing_runs_without_scripts_either(opened: Opened, hostile: tuple[Path, Payloads]) -> None:
    where, _ = hostile
    site = opened(where=where)
    page = site.window(Look(390, js=False))
    for address in addresses(where)[::4]:
        page.goto(address)
    assert not site.wrong, "\n".join(site.wrong)


def test_what_is_brought_up_by_hand_does_not_run(opened: Opened, hostile: tuple[Path, Payloads]) -> None:
    """Forms that open in place, decisions, hovering, focus, and what a search finds."""
    where, _ = hostile
    site = opened(where=where)
    page = site.window(Look(1440))
    with open_archive(where) as archive, archive.reading() as connection:
        row = next(row for row in lookup.statements(connection, limit=300).items if row.within is None)
    page.goto(f"/statements/{row.ref}")
    page.locator(".put-right > a:visible").first.click()
    page.locator("form[data-correct]").first.wait_for()
    unharmed(page, site.base)
    for _ in range(60):
        page.keyboard.press("Tab")
    page.goto("/queue")
    page.locator("input[name=by]").fill("Mara Hollin")
    page.get_by_role("button", name="Begin").click()
    page.locator(".card[aria-current]").wait_for()
    for key in ("1", "y", "n", "u", "2"):
        page.keyboard.press(key)
    page.wait_for_function("() => !document.querySelector('.decided.quiet')")
    unharmed(page, site.base)
    for place in page.locator("main a, main button").all()[:25]:
        place.hover(force=True)
    assert not site.wrong, "\n".join(site.wrong)


def test_hostile_files_are_added_by_hand(own: Site) -> None:
    payloads = Payloads()
    page = own.window()
    page.goto("/add")
    named = [(name, data) for name, data in pages(payloads) if len(data) < 100_000][:12]
    files = [{"name": name, "mimeType": "text/html", "buffer": data} for name, data in named]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Add the files").click()
    page.locator("#additions[data-unfinished=no] .addition").first.wait_for(timeout=60_000)
    time.sleep(0.2)
    unharmed(page, own.base)
    page.get_by_label("The text of a page").fill(payloads.one("pasted") * 3)
    page.get_by_role("button", name="Add the text").click()
    page.locator("#additions[data-unfinished=no] .addition").first.wait_for(timeout=60_000)
    unharmed(page, own.base)


@pytest.mark.parametrize("path", ["/search.atom?all=1", "/search.json?all=1", "/search.csv?all=1"])
def test_feeds_and_tables_of_hostile_pages_are_whole(opened: Opened, hostile: tuple[Path, Payloads], path: str) -> None:
    import csv
    import io
    import json
    from xml.etree import ElementTree

    site = opened(where=hostile[0])
    page = site.window()
    answer = page.request.get(path)
    assert answer.status == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    body = answer.body()
    if "atom" in path:
        root = ElementTree.fromstring(body)
        links = [one.get("href", "") for one in root.iter("{http://www.w3.org/2005/Atom}link")]
        assert links and all(one.startswith(site.base) for one in links)
    elif "json" in path:
        for item in json.loads(body)["items"]:
            assert item["url"].startswith(site.base)
            assert item.get("external_url", "https://").startswith(("http://", "https://"))
    else:
        rows = list(csv.reader(io.StringIO(body.decode())))
        assert len({len(row) for row in rows}) == 1
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for value in row)
    assert AWAY.encode() in body or b"alert(" in body, "the payloads are in it, as text"
