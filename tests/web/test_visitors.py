"""Who comes in by a browser: logins, roles, forms that prove where they come from, passwords that cannot be tried."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import argon2
import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from onrecord.pipeline.catching_up import catch_up
from onrecord.record import accounts
from onrecord.record.accounts import ROLES, Role, close_account, make_account, set_role
from onrecord.record.opening import open_archive
from onrecord.web.desk import login as login_page
from onrecord.web.desk.forms import FORM_TOKEN
from onrecord.web.desk.routes import router
from onrecord.web.guards.visitors import FORM_COOKIE, LOGIN_COOKIE
from onrecord.web.settings import Pace, Settings
from tests.web.conftest import Serve

PASSWORD = "seven herons by the weir"
ELSEWHERE = ("192.0.2.7", 50000)
GUARDED = Settings(tokens=True)
HTML = {"Accept": "text/html"}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    accounts._nobodys.cache_clear()
    monkeypatch.setattr(accounts, "_hasher", lambda: argon2.PasswordHasher(1, 8, 1))


@pytest.fixture(scope="module")
def _peopled(_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = Path(shutil.copy(_filled, tmp_path_factory.mktemp("people") / "archive.db"))
    with pytest.MonkeyPatch.context() as patch, open_archive(where) as archive:
        patch.setattr(accounts, "_hasher", lambda: argon2.PasswordHasher(1, 8, 1))
        while catch_up(archive):  # once here, so that not every server of every test does it
            pass
        for role in ROLES:
            make_account(archive, role, PASSWORD, role)
        with archive.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return where


@pytest.fixture
def where(_peopled: Path, tmp_path: Path) -> Path:
    """An archive with an account of each role, called by its role."""
    return Path(shutil.copy(_peopled, tmp_path / "archive.db"))


@pytest.fixture
def people(where: Path) -> Path:
    """The same, by what it is for."""
    return where


@pytest.fixture
def elsewhere(people: Path, served: Serve) -> TestClient:
    """A browser on another machine, logged in as nobody."""
    return served(GUARDED, ELSEWHERE)


def token(client: TestClient, path: str = "/login") -> str:
    """Return what the forms of a page bring back."""
    body = client.get(path, headers=HTML).text
    found = body.partition(f'name="{FORM_TOKEN}" value="')[2].partition('"')[0]
    assert len(found) == 64
    return found


def log_in(client: TestClient, name: str, password: str = PASSWORD, **more: str) -> Any:
    values = {FORM_TOKEN: token(client), "name": name, "password": password, **more}
    return client.post("/login", data=values, follow_redirects=False)


def routes() -> Iterator[tuple[str, str]]:
    """Yield method and path of every page and form of the desk."""

    def each(found: Any) -> Iterator[tuple[str, str]]:
        for route in found.routes:
            if isinstance(route, APIRoute):
                yield from ((method, route.path) for method in sorted(route.methods))
            elif hasattr(route, "original_router"):
                yield from each(route.original_router)
            elif hasattr(route, "routes"):
                yield from each(route)

    return each(router())


ROUTES = sorted(set(routes()))
FORMS = [path for method, path in ROUTES if method == "POST"]
PAGES = [path for method, path in ROUTES if method == "GET" and not path.startswith("/static")]


def filled(path: str) -> str:
    return "/".join(
        "0" * 12 if part == "{ident}" else "0123456789ab-1-2" if "{" in part else part for part in path.split("/")
    )


def test_the_desk_has_pages_and_forms() -> None:
    assert len(FORMS) >= 15 and len(PAGES) >= 12


def test_nobody_sees_a_page_before_logging_in(elsewhere: TestClient) -> None:
    for path in PAGES:
        if path != "/login":
            answer = elsewhere.get(filled(path), headers=HTML, follow_redirects=False)
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/login") or path == "/", path


def test_nobody_changes_anything_before_logging_in(elsewhere: TestClient) -> None:
    mine = token(elsewhere)
    for path in FORMS:
        answer = elsewhere.post(filled(path), data={FORM_TOKEN: mine}, follow_redirects=False)
        assert answer.status_code == {"/login": 403, "/look": 303}.get(path, 401), path


def test_a_form_that_does_not_prove_where_it_comes_from_is_refused(elsewhere: TestClient, served: Serve) -> None:
    here = served()
    assert log_in(elsewhere, "administer").status_code == 303
    for client in (here, elsewhere):
        mine = token(client, "/account")
        for path in map(filled, FORMS):
            for wrong in ("", mine[:-1] + ("0" if mine[-1] != "0" else "1"), mine.upper() + "g", "\u00e9" * 64):
                answer = client.post(path, data={FORM_TOKEN: wrong}, follow_redirects=False)
                assert answer.status_code == 403, (path, wrong)
                assert "not one of ours" in answer.json()["detail"]
            assert client.post(path, headers={"X-Form-Token": "0" * 64}, data={}).status_code == 403
            for header in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
                assert client.post(path, data={FORM_TOKEN: mine}, headers=header).status_code == 403, (path, header)


def test_a_token_of_one_visitor_is_none_of_anothers(elsewhere: TestClient, served: Serve) -> None:
    other = served(GUARDED, ELSEWHERE)
    log_in(elsewhere, "correct")
    log_in(other, "correct")
    theirs = token(other, "/account")
    assert elsewhere.post("/look", data={FORM_TOKEN: theirs}).status_code == 403
    assert other.post("/look", data={FORM_TOKEN: theirs}, follow_redirects=False).status_code == 303


def test_a_login_opens_what_was_asked_for(elsewhere: TestClient) -> None:
    asked = elsewhere.get("/search?q=a%26b", headers=HTML, follow_redirects=False)
    assert asked.headers["location"] == "/login?next=%2Fsearch%3Fq%3Da%2526b"
    page = elsewhere.get(asked.headers["location"], headers=HTML).text
    assert 'name="next" value="/search?q=a%26b"' in page
    answer = log_in(elsewhere, "READ", next="/search?q=a%26b")
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=a%26b")
    assert elsewhere.get("/articles", headers=HTML).status_code == 200
    assert elsewhere.get("/login", headers=HTML, follow_redirects=False).status_code == 303, "already in"


def test_a_login_leads_nowhere_else(elsewhere: TestClient) -> None:
    for next in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\n//x",
        "",
        "\\x",
    ):
        assert log_in(elsewhere, "read", next=next).headers["location"] == "/", next
        elsewhere.cookies.clear()


def test_the_cookie_is_out_of_reach(elsewhere: TestClient) -> None:
    plain = log_in(elsewhere, "read").headers["set-cookie"]
    assert plain.startswith(f"{LOGIN_COOKIE}=")
    assert "HttpOnly" in plain and "SameSite=Lax" in plain and "Path=/" in plain and "Max-Age=604800" in plain
    assert "Secure" not in plain
    elsewhere.cookies.clear()
    secret = token(elsewhere)
    values = {FORM_TOKEN: secret, "name": "read", "password": PASSWORD}
    behind = elsewhere.post("/login", data=values, headers={"X-Forwarded-Proto": "https"}, follow_redirects=False)
    assert "; Secure" in behind.headers["set-cookie"]


def test_a_login_is_a_new_one_each_time_and_ends(elsewhere: TestClient) -> None:
    log_in(elsewhere, "read")
    first = elsewhere.cookies[LOGIN_COOKIE]
    elsewhere.cookies.clear()
    log_in(elsewhere, "read")
    second = elsewhere.cookies[LOGIN_COOKIE]
    assert first != second
    before = token(elsewhere, "/account")
    left = elsewhere.post("/logout", data={FORM_TOKEN: before}, follow_redirects=False)
    assert left.headers["location"] == "/login"
    elsewhere.cookies.clear()
    elsewhere.cookies.set(LOGIN_COOKIE, second)
    assert elsewhere.get("/articles", headers=HTML, follow_redirects=False).status_code == 303, (
        "a stolen cookie is dead"
    )
    elsewhere.cookies.set(LOGIN_COOKIE, first)
    assert elsewhere.get("/articles", headers=HTML, follow_redirects=False).status_code == 200


def test_closing_an_account_or_changing_its_role_holds_from_the_next_request(
    people: Path, elsewhere: TestClient
) -> None:
    log_in(elsewhere, "correct")
    assert elsewhere.get("/add", headers=HTML).status_code == 200
    with open_archive(people) as archive:
        set_role(archive, "correct", "read")
    assert elsewhere.get("/add", headers=HTML).status_code == 403
    with open_archive(people) as archive:
        close_account(archive, "correct")
    assert elsewhere.get("/articles", headers=HTML, follow_redirects=False).status_code == 303
    assert log_in(elsewhere, "correct").status_code == 403


def test_a_cookie_never_opens_the_api(elsewhere: TestClient) -> None:
    log_in(elsewhere, "administer")
    assert elsewhere.get("/api/v1/stats").status_code == 401
    assert elsewhere.post("/api/v1/corrections", json={}).status_code == 401


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_what_it_is_for(elsewhere: TestClient, role: Role) -> None:
    log_in(elsewhere, role)
    mine = token(elsewhere, "/account")
    known = elsewhere.get("/api/v1/stats")
    assert known.status_code == 401
    reads = {path: elsewhere.get(path, headers=HTML).status_code for path in ("/articles", "/queue", "/corrections")}
    assert set(reads.values()) == {200}
    corrects = [
        elsewhere.get("/add", headers=HTML).status_code,
        elsewhere.post("/add/text", data={FORM_TOKEN: mine, "text": ""}).status_code,
        elsewhere.post("/corrections/undo", data={FORM_TOKEN: mine, "ids": ""}).status_code,
        elsewhere.post("/queue/0123456789ab-1-2", data={FORM_TOKEN: mine}).status_code,
    ]
    assert (403 in corrects) == (role == "read") and (corrects[0] == 200) == (role != "read")
    manages = elsewhere.post("/account/people", data={FORM_TOKEN: mine, "do": "close", "name": "nobody"})
    assert manages.status_code == (404 if role == "administer" else 403)
    assert ("Who may log in" in elsewhere.get("/account", headers=HTML).text) == (role == "administer")


def test_a_correction_is_signed_by_the_account_whatever_the_form_says(people: Path, elsewhere: TestClient) -> None:
    from onrecord.record import correcting, lookup

    with open_archive(people) as archive, archive.reading() as connection:
        ref = lookup.statements(connection).items[0].ref
    log_in(elsewhere, "correct")
    values = {FORM_TOKEN: token(elsewhere, "/account"), "decision": "right", "by": "Somebody Else"}
    answer = elsewhere.post(f"/queue/{ref}", data=values, follow_redirects=False)
    assert answer.status_code == 303
    with open_archive(people) as archive, archive.reading() as connection:
        assert {one.by for one in correcting.corrections(connection).items} == {"correct"}


def test_passwords_cannot_be_tried_fast(elsewhere: TestClient) -> None:
    statuses = [log_in(elsewhere, "read", f"wrong password {n}").status_code for n in range(login_page.NAME_PACE.burst)]
    assert set(statuses) == {403}
    held = log_in(elsewhere, "READ ", PASSWORD)
    assert held.status_code == 429 and int(held.headers["retry-after"]) > 10, "the right one is held as well"
    assert log_in(elsewhere, "correct").status_code == 303, "another name is not"


def test_nor_for_many_names_from_one_address(elsewhere: TestClient) -> None:
    statuses = [log_in(elsewhere, f"nobody{n}", "a wrong password").status_code for n in range(40)]
    assert statuses.count(403) >= login_page.ADDRESS_PACE.burst
    assert statuses[-1] == 429


def test_a_right_password_costs_nothing(elsewhere: TestClient) -> None:
    for _ in range(login_page.ADDRESS_PACE.burst + 5):
        assert log_in(elsewhere, "read").status_code == 303
        elsewhere.cookies.clear()


def test_names_of_accounts_are_not_told(elsewhere: TestClient) -> None:
    known, unknown = (log_in(elsewhere, name, "a wrong password").text for name in ("read", "nobody"))
    assert known.replace("read", "?").count("do not go together") == 1
    assert unknown.count("do not go together") == 1


def test_strange_cookies_are_none(elsewhere: TestClient) -> None:
    for value in ("a", "x" * 43, "x" * 9000, '"\\"', "%00", "a;b=c", "é"):
        header = {"Cookie": f"{LOGIN_COOKIE}={value}; {FORM_COOKIE}={value}".encode()}
        assert elsewhere.get("/articles", headers=HTML | header, follow_redirects=False).status_code == 303  # type: ignore[operator]


def test_on_this_machine_nobody_logs_in_and_a_name_is_kept(api: TestClient) -> None:
    assert api.get("/login", headers=HTML, follow_redirects=False).headers["location"] == "/"
    assert "where nobody has to log in" in api.get("/account", headers=HTML).text
    values = {FORM_TOKEN: token(api, "/account"), "by": " Márá  Hollin ; x"}
    assert api.post("/account/name", data=values, follow_redirects=False).status_code == 303
    assert "Márá Hollin ; x" in api.get("/account", headers=HTML).text
    values["by"] = "x\u202ey"
    assert api.post("/account/name", data=values).status_code == 422
    values["by"] = ""
    api.post("/account/name", data=values)
    assert "Márá" not in api.get("/account", headers=HTML).text


def test_who_comes_through_a_proxy_has_to_log_in(people: Path, served: Serve) -> None:
    client = served(Settings())
    answer = client.get("/articles", headers=HTML | {"X-Forwarded-For": "203.0.113.9"}, follow_redirects=False)
    assert answer.status_code == 303


def test_who_is_not_logged_in_is_held_to_a_pace(people: Path, served: Serve) -> None:
    client = served(Settings(tokens=True, pace=Pace(per_second=0.1, burst=3)), ELSEWHERE)
    statuses = [client.get("/login", headers=HTML).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]


def test_an_administrator_manages_accounts(people: Path, elsewhere: TestClient) -> None:
    log_in(elsewhere, "administer")
    mine = {FORM_TOKEN: token(elsewhere, "/account")}

    def do(what: str, **values: str) -> Any:
        return elsewhere.post("/account/people", data={**mine, "do": what, **values}, follow_redirects=False)

    assert do("add", name="Ines <b>Okoro</b>", new=PASSWORD, role="correct").status_code == 303
    assert "Ines &lt;b&gt;Okoro" in elsewhere.get("/account", headers=HTML).text
    assert do("add", name="ines <b>okoro</b>", new=PASSWORD, role="read").status_code == 422
    assert do("add", name="Short", new="short", role="read").status_code == 422
    assert do("role", name="read", role="correct").status_code == 303
    assert do("password", name="read", new="another password").status_code == 303
    assert do("close", name="administer").status_code == 422, "the last one"
    assert do("close", name="read").status_code == 303
    assert do("rename", name="correct").status_code == 422
    other = elsewhere
    other.cookies.clear()
    assert log_in(other, "Ines <b>Okoro</b>").status_code == 303


def test_a_person_changes_the_password_and_ends_other_logins(elsewhere: TestClient, served: Serve) -> None:
    other = served(GUARDED, ELSEWHERE)
    log_in(other, "read")
    log_in(elsewhere, "read")
    values = {FORM_TOKEN: token(elsewhere, "/account"), "old": "a wrong password", "new": "nine herons by the weir"}
    assert elsewhere.post("/account/password", data=values).status_code == 422
    values["old"] = PASSWORD
    assert elsewhere.post("/account/password", data=values, follow_redirects=False).status_code == 303
    assert elsewhere.get("/articles", headers=HTML, follow_redirects=False).status_code == 200
    assert other.get("/articles", headers=HTML, follow_redirects=False).status_code == 303
    assert log_in(other, "read").status_code == 403
    assert log_in(other, "read", "nine herons by the weir").status_code == 303
    values = {FORM_TOKEN: token(elsewhere, "/account")}
    assert elsewhere.post("/account/logins", data=values, follow_redirects=False).status_code == 303
    assert other.get("/articles", headers=HTML, follow_redirects=False).status_code == 303
