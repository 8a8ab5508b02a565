"""The same API over PostgreSQL: what is asked, added and corrected."""

import time
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.record.adding import add
from onrecord.record.opening import open_archive
from onrecord.record.tokens import make_token
from onrecord.web.app import create_app
from onrecord.web.settings import Settings
from tests.web.conftest import HERE

API = "/api/v1"


@pytest.fixture
def api(postgresql: str, readings: tuple[onrecord.Reading, ...]) -> Iterator[TestClient]:
    with open_archive(postgresql, make=True) as archive:
        add(archive, readings)
        with archive.writing() as connection:
            _, secret = make_token(connection, "desk", ("admin",))
    app = create_app(postgresql, Settings(tokens=True))
    headers = {"Authorization": f"Bearer {secret}"}
    with TestClient(app, base_url="http://localhost", client=HERE, headers=headers) as client:
        yield client


def test_everything_can_be_asked(api: TestClient) -> None:
    sha256 = api.get(f"{API}/articles").json()["items"][0]["sha256"]
    ref = api.get(f"{API}/statements").json()["items"][0]["ref"]
    for path in (
        f"/articles/{sha256[:8]}",
        f"/statements/{ref}",
        "/statements?speaker=price&order=oldest",
        "/entities?name=price",
        "/entities/gwendal price/statements",
        "/search/statements?q=said&quotation=direct",
        "/search/articles?q=harbour",
        "/search/statements?q=strike&semantic=true",
        f"/captures/{sha256}/bytes",
        "/captures",
        "/corrections",
        "/export/csv/articles",
        f"/export/jsonld/article/{sha256}",
        "/export/webannotation/statements?quotation=direct",
        "/stats",
        "/health",
    ):
        answer = api.get(API + path)
        assert answer.status_code == 200, f"{path}: {answer.text}"
    assert api.get(f"{API}/search/statements?q=said").json()["total"] > 3


def test_adding_and_correcting(api: TestClient) -> None:
    text = "Rates stay\n\nRates will stay where they are, the governor, Ilse Brandt, said on Monday.\n"
    where = api.post(f"{API}/add/text", json={"text": text}).headers["location"]
    deadline = time.monotonic() + 60
    while not (done := api.get(where).json())["ended_at"] and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [one["state"] for one in done["outcomes"]] == ["new"]
    row = api.get(f"{API}/statements?speaker=ilse brandt").json()["items"][0]
    body = {"where": row["ref"], "why": "x", "right": {"not_a_statement": True}}
    assert api.post(f"{API}/corrections", json=body).status_code == 201
    assert api.get(f"{API}/statements/{row['ref']}").status_code == 404
    assert api.post(f"{API}/corrections/1/undo", json={"why": "x"}).status_code == 200
    assert api.get(f"{API}/statements/{row['ref']}").json()["statement"] == row
