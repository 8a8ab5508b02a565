"""The front page, people and bodies, and help: in Chromium, and what they count."""

import re
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Connection, delete, insert, text

import onrecord
from onrecord.pipeline.catching_up import catch_up
from onrecord.record import lookup
from onrecord.record.adding import add
from onrecord.record.captures import find_capture
from onrecord.record.lookup import Count
from onrecord.record.opening import open_archive
from onrecord.record.tables import article_topic
from onrecord.record.topics import THRESHOLD, TOPICS
from onrecord.web.app import create_app
from onrecord.web.desk import remembered
from onrecord.web.desk.charts import HEIGHT, WIDTH, bars
from onrecord.web.desk.remembered import Remembered
from onrecord.web.desk.rendering import who_url
from tests.desk.browser import LOOKS, Look, Site

PAGE = {"Accept": "text/html"}


@pytest.fixture
def asking(filled: Path) -> Iterator[TestClient]:
    with TestClient(create_app(filled), base_url="http://localhost", client=("127.0.0.1", 1)) as client:
        yield client


@pytest.fixture(scope="package")
def loudest(filled: Path) -> str:
    with open_archive(filled) as archive, archive.reading() as connection:
        return lookup.lately(connection).heard[0].name


@pytest.mark.parametrize("look", [look for look in LOOKS if look.js], ids=str)
def test_every_look(site: Site, look: Look, loudest: str) -> None:
    page = site.window(look)
    for name, path in {
        "front": "/",
        "who-index": "/who",
        "who-found": f"/who?name={loudest[:3]}",
        "who": who_url(loudest),
        "who-about": f"{who_url(loudest)}?about=true",
        "help": "/help",
    }.items():
        page.goto(path)
        if (look.width, look.dark) in ((390, True), (1440, False)):
            site.check(page)
        else:
            wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert wide <= window
        site.shot(page, name)


def test_an_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    open_archive(tmp_path / "new.db", make=True).close()
    with TestClient(create_app(tmp_path / "new.db"), base_url="http://localhost", client=("127.0.0.1", 1)) as client:
        assert "Nothing has been read yet" in client.get("/", headers=PAGE).text
        for path in ("/who", "/articles", "/help"):
            assert client.get(path, headers=PAGE).status_code == 200


def test_everything_somebody_said_is_reached_page_by_page(asking: TestClient, filled: Path, loudest: str) -> None:
    with open_archive(filled) as archive, archive.reading() as connection:
        wanted = lookup.StatementFilter(speaker=loudest)
        refs = {one.ref for one in lookup.statements(connection, wanted, limit=200).items}
        portrait = lookup.portrait(connection, loudest)
    assert portrait.statements == len(refs) == sum(one.statements for one in portrait.days) + portrait.undated
    shown: set[str] = set()
    path: str | None = who_url(loudest)
    while path:
        page = asking.get(path, headers=PAGE).text
        shown |= set(re.findall(r'href="/statements/([^"]+)"', page))
        following = re.search(r'<a rel="next" href="([^"]+)"', page)
        path = unescape(following[1]) if following else None
    assert shown == refs
    assert (
        asking.get(f"{who_url(loudest)}?since=1800-01-01&until=1800-01-02", headers=PAGE).text.count("said-what") == 0
    )


def test_who_speaks_without_being_spoken_of_has_a_page_too(asking: TestClient, filled: Path) -> None:
    with open_archive(filled) as archive, archive.reading() as connection:
        names = connection.execute(text("SELECT DISTINCT name FROM party WHERE part = 'speaker'")).scalars().all()
    assert len(names) > 10
    for name in names:
        assert asking.get(who_url(name), headers=PAGE).status_code == 200, name


def test_nobody_is_not_found(asking: TestClient) -> None:
    assert asking.get("/who/nobody-of-this-name", headers=PAGE).status_code == 404
    assert asking.get("/who/%20", headers=PAGE).status_code == 404


def test_a_strange_address_is_told_in_a_sentence(asking: TestClient, loudest: str) -> None:
    answer = asking.get(f"{who_url(loudest)}?since=some+day&topic={'9' * 30}", headers=PAGE)
    assert answer.status_code == 422
    assert "What this page’s address has for “topic” and “since” is not of the form it takes." in answer.text
    assert "pattern" not in answer.text and "form as you filled it in" not in answer.text


def test_a_form_that_is_refused_tells_the_way_back_to_it(asking: TestClient) -> None:
    answer = asking.post("/check", data={"text": "x"}, headers=PAGE)
    assert answer.status_code == 403 and "form as you filled it in" in answer.text


@pytest.mark.parametrize("query", ["outlet=Nobody", "topic=99", "topic=12000000"])
def test_a_list_that_nothing_fits_does_not_say_that_the_archive_is_empty(asking: TestClient, query: str) -> None:
    page = asking.get(f"/articles?{query}", headers=PAGE).text
    assert "No article in this archive fits." in page and "No article yet" not in page


def test_what_somebody_says_is_shown_by_topic(archive: Path, loudest: str) -> None:
    with open_archive(archive) as opened:
        with opened.writing() as connection:
            said = lookup.statements(connection, lookup.StatementFilter(speaker=loudest), limit=200).items
            about = {one: find_capture(connection, one) for one in {row.article for row in said}}
            connection.execute(delete(article_topic))
            rows = [{"capture_id": id, "topic": "09000000", "confidence": 0.9, "model": "t"} for id in about.values()]
            connection.execute(insert(article_topic), rows[:1])
        one = next(sha for sha, id in about.items() if id == rows[0]["capture_id"])
    labour = [row for row in said if row.article == one]
    with TestClient(create_app(archive), base_url="http://localhost", client=("127.0.0.1", 1)) as client:
        page = client.get(f"{who_url(loudest)}?all=true", headers=PAGE).text
        link = re.search(r'href="(/who/[^"]+topic=09000000)#said">Labour</a>', page)
        assert link and "On what" in page
        counted = r'href="(/who/[^"]+(?:outlet|topic)=[^"]+)#said">[^<]*</a>\s*<svg.*?<td class="num">(\d+)'
        where = re.findall(counted, page, re.S)
        assert where
        for address, count in where:
            found = client.get(unescape(address), headers=PAGE).text
            assert found.count('class="said-what') == min(25, int(count)), "each count leads to its statements"
        assert ("no topic that is sure enough" in page) == (len(labour) < len(said))
        narrowed = client.get(unescape(link[1]), headers=PAGE).text
        assert "On Labour" in narrowed
        assert set(re.findall(r'class="said-what[^>]*><a href="/statements/([^"]+)"', narrowed)) == {
            row.ref for row in labour
        }
        assert "There is no such statement" in client.get(unescape(link[1]).replace("=09", "=15"), headers=PAGE).text


def test_the_unnamed_are_counted_among_people_and_bodies(filled: Path) -> None:
    with open_archive(filled) as archive, archive.reading() as connection:
        found = lookup.lately(connection)
        for one in found.outlets:
            rows = lookup.statements(connection, lookup.StatementFilter(outlet=one.outlet), limit=200).items
            kinds = [row.source_kind for row in rows if row.day]
            assert one.unnamed == sum(kind.startswith("unnamed_") for kind in kinds)
            assert one.statements == one.unnamed + sum(kind.startswith("named_") for kind in kinds)


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        ([], 0),
        (["2031-03-09"], 1),
        (["2031-03-09", "2031-03-12"], 4),
        (["2031-01-09", "2031-12-12"], 12),
        (["1931-01-09", "2031-12-12"], 101),
        (["0001-01-01", "9999-12-31"], 400),
        (["not a day", "2031-03-09"], 1),
    ],
)
def test_a_chart_has_a_bar_for_each_stretch_of_time(days: list[str], labels: int) -> None:
    found = bars([Count(day, 2) for day in days])
    assert len(found) == labels
    for one in found:
        assert 0 <= one.x <= WIDTH and one.x + one.width <= WIDTH + 0.01 and one.y + one.height == pytest.approx(HEIGHT)
        assert one.since <= one.until


def test_what_is_remembered_is_made_again_when_the_archive_changes(filled: Path, archive: Path) -> None:
    made = []

    def make(connection: object) -> int:
        made.append(1)
        return len(made)

    kept: Remembered[int] = Remembered(make)
    with open_archive(archive) as one, open_archive(filled) as other:
        assert [kept.of(one), kept.of(one), kept.of(other), kept.of(one)] == [1, 1, 2, 1]
        with one.writing() as connection:
            connection.execute(text("DELETE FROM correction"))
            connection.execute(
                text("INSERT INTO correction (capture_id, at, \"by\", why, kind, body) VALUES (1, '', '', '', '', '')")
            )
        assert kept.of(one) == 3


def test_nobody_waits_for_what_takes_long_to_count(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_QUICK", 0.0)  # as if all counting took long
    monkeypatch.setattr(remembered, "_WORTH", 0)
    made: list[str] = []

    def make(connection: Connection) -> int:
        made.append(threading.current_thread().name)
        return len(made)

    kept: Remembered[int] = Remembered(make)
    with open_archive(archive) as one:
        assert kept.of(one) == 1  # there is nothing else to show yet
        with one.writing() as connection:
            connection.execute(
                text("INSERT INTO correction (capture_id, at, \"by\", why, kind, body) VALUES (1, '', '', '', '', '')")
            )
        assert kept.of(one) == 1
        until = time.monotonic() + 10
        while kept.of(one) == 1 and time.monotonic() < until:
            time.sleep(0.01)
        assert kept.of(one) == 2
        assert made == [threading.current_thread().name, "remembered"]
        kept.begin(one)
        assert kept.of(one) == 2


def test_a_day_with_very_many_statements_is_counted_by_its_last(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_archive(filled) as archive, archive.reading() as connection:
        whole = lookup.lately(connection)
        monkeypatch.setattr(sys.modules["onrecord.record.lookup.lately"], "_LOOKED_AT", 1)
        some = lookup.lately(connection)
        assert some.since == some.until == whole.until
        assert some.statements <= 2 < whole.statements


def test_the_figures_of_the_help_are_those_of_the_documentation() -> None:
    docs = Path(__file__).parents[2] / "docs"
    told = (docs.parent / "src/onrecord/web/desk/templates/help.html").read_text("utf-8")
    for page, figures in {
        "benchmarks.md": {"0.807": "80.7%", "0.798": "79.8%", "93.9%": "93.9%", "0.962": "0.962"},
        "speakers.md": {
            "| all | 679 | 85.0% | 10.5% | 4.6% |": "85.0% had the right name, 10.5% a wrong one, and 4.6% none"
        },
        "calibration.md": {"0.9–1.0 | 484 | 0.96 | 0.98": "98% were right", "0.5–0.6 | 62 | 0.54 | 0.60": "60%, 60%"},
    }.items():
        written = (docs / page).read_text("utf-8")
        for there, here in figures.items():
            assert there in written, f"docs/{page} says something else now: mend help.html"
            assert here in told


def test_what_the_help_says_of_topics_is_what_their_card_says() -> None:
    root = Path(__file__).parents[2]
    card = (root / "docs/models/topics.md").read_text("utf-8")
    pages = root / "src/onrecord/web/desk/templates"
    row = re.search(r"^\| all \| (\d+) \| .*\| (0\.\d\d) \| \*\*(0\.\d\d)\*\* \(", card, re.MULTILINE)
    told = re.search(
        r"Of (\d+) pages with sections of their own, (\d+) were given a topic, and (\d+) of these agreed",
        (pages / "help.html").read_text("utf-8"),
    )
    assert row
    assert told
    measured, given, right = map(int, told.groups())
    assert (row[1], row[2], row[3]) == (str(measured), f"{given / measured:.2f}", f"{right / given:.2f}")
    least = re.search(r"Below (0\.\d) the article is given no topic", card)
    assert least
    assert float(least[1]) == THRESHOLD == 0.5, "the help says: at least as likely as all others together"
    for page in ("help.html", "front_topics.html"):
        assert f"of the {len(TOPICS)} " in (pages / page).read_text("utf-8")
    assert "about four in five are right" in (pages / "front_topics.html").read_text("utf-8")
    assert abs(float(row[3]) - 4 / 5) < 0.05


@pytest.fixture(scope="package")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample story: versions, copies, and two people of one name; compared over its pages."""
    where = tmp_path_factory.mktemp("story") / "archive.db"
    pages = sorted((Path(__file__).parents[2] / "samples/story").glob("*[0-9a-z].html"))
    with open_archive(where, make=True) as archive:
        add(
            archive,
            [onrecord.read(str(page)) for page in pages if page.stem.startswith(("lumen-3", "post-2", "post-3"))],
        )
        catch_up(archive)
    return where


def test_two_of_one_name_are_told_apart_and_judged(story: Path, tmp_path: Path) -> None:
    where = Path(shutil.copy(story, tmp_path / "archive.db"))
    with TestClient(create_app(where), base_url="http://localhost", client=("127.0.0.1", 1)) as client:
        page = client.get("/who/peter%20hallam", headers=PAGE)
        assert page.url.path == "/who/peter hallam" and "2 of this name" in page.text
        refs = sorted(set(re.findall(r"/who/(p-[0-9a-f]+)", page.text)))
        assert len(refs) == 2
        one = client.get(f"/who/{refs[0]}", headers=PAGE).text
        token = re.search(r'name="form_token" value="([0-9a-f]+)"', one)
        assert token is not None
        sent = {"form_token": token[1], "other": refs[1], "by": "Ada", "why": "the plumber studied"}
        assert (
            client.post(f"/who/{refs[0]}/judge", data={**sent, "verdict": "same", "form_token": ""}).status_code == 403
        )
        done = client.post(f"/who/{refs[0]}/judge", data={**sent, "verdict": "same"}, headers=PAGE)
        assert done.status_code == 200 and "the plumber studied" in done.text
        assert client.get("/who/peter%20hallam", headers=PAGE).url.path == done.url.path, "there is one now"
        number = re.search(r'name="id" value="(\d+)"', done.text)
        assert number is not None
        client.post(f"{done.url.path}/judge", data={**sent, "verdict": "undo", "id": number[1]}, headers=PAGE)
        assert "2 of this name" in client.get("/who/peter%20hallam", headers=PAGE).text
