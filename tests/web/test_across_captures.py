"""What the API follows across captures, over the story: traces, versions, copies, checks, and who is who."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from onrecord.web.app import create_app
from tests.stock import Files
from tests.web.conftest import HERE

API = "/api/v1"


@pytest.fixture(scope="module")
def client(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    where = files.copy("story", tmp_path_factory.mktemp("across") / "archive.db")
    with TestClient(create_app(where), base_url="http://localhost", client=HERE) as made:
        yield made


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{API}/openapi.json").json()
    return found


def strict(schema: Any) -> Any:
    """Return a schema that allows no names but its own: what is not described is found so."""
    if isinstance(schema, dict):
        out = {name: strict(value) for name, value in schema.items()}
        return {**out, "additionalProperties": False} if "properties" in out else out
    return [strict(one) for one in schema] if isinstance(schema, list) else schema


def first(client: TestClient, path: str, **params: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.get(API + path, params=params).json()["items"][0]
    return found


def test_answers_are_as_the_document_spells_them_out(client: TestClient, document: dict[str, Any]) -> None:
    said = first(client, "/statements", quotation="direct")
    page, ref = said["article"], said["ref"]
    person = first(client, "/identities", name="anders")["ref"]
    draft = {"text": f"“{said['content']}” he said. “Nobody ever wrote these seven words,” she said."}
    asked: list[tuple[str, str, dict[str, Any]]] = [
        ("/statements/{ref}/trace", f"/statements/{ref}/trace", {}),
        ("/traces", "/traces", {"words": said["content"]}),
        ("/articles/{ident}/versions", f"/articles/{page}/versions", {}),
        ("/articles/{ident}/copies", f"/articles/{page}/copies", {}),
        ("/identities", "/identities", {"name": "hallam"}),
        ("/identities/{who}", f"/identities/{person}", {}),
        ("/identities/{who}", "/identities/Peter Hallam", {}),
        ("/identities/{who}/statements", f"/identities/{person}/statements", {"order": "newest"}),
        ("/identities/{who}/statements", "/identities/Peter Hallam/statements", {}),
        ("/namesakes", "/namesakes", {"apart": True}),
        ("/judgements", "/judgements", {}),
        ("/check", "/check", draft),
    ]
    for template, path, given in asked:
        method = "post" if template == "/check" else "get"
        answer = client.request(method, API + path, **({"json": given} if method == "post" else {"params": given}))
        assert answer.status_code == 200, answer.text
        told = document["paths"][API + template][method]["responses"]["200"]["content"]["application/json"]["schema"]
        Draft202012Validator({**told, "components": strict(document["components"])}).validate(answer.json())


def test_a_name_that_several_bear_is_answered_plainly(client: TestClient) -> None:
    both = client.get(f"{API}/identities/peter hallam").json()
    assert both["identity"] is None
    refs = {one["ref"] for one in both["others"]}
    assert len(refs) == 2
    called = client.get(f"{API}/entities/peter hallam").json()
    assert set(called["identities"]) == refs
    for path, listed in (("entities", "items"), ("identities", "statements")):
        found = client.get(f"{API}/{path}/peter hallam/statements").json()
        assert found["speaker"] is None and found[listed] == []
        assert {one["ref"] for one in found["others"]} == refs
        for one in found["others"]:
            theirs = client.get(f"{API}/{path}/{one['ref']}/statements").json()
            assert theirs["speaker"]["ref"] == one["ref"]
            assert len(theirs[listed]) == one["statements"] > 0
            filtered = client.get(f"{API}/statements", params={"identity": one["ref"]}).json()["items"]
            assert {said["ref"] for said in filtered} == {said["ref"] for said in theirs[listed]}


def test_somebody_is_found_under_every_name(client: TestClient) -> None:
    one = client.get(f"{API}/identities/Alexander Grigorenko").json()["identity"]
    assert one["name"] == "Oleksandr Hryhorenko"
    assert client.get(f"{API}/identities/falk").json()["identity"]["name"] == "Anders Falk"  # as pages call him too
    said = client.get(f"{API}/entities/grigorenko alexander/statements").json()
    assert said["items"] == [] and said["speaker"] is None and said["others"] == []
    said = client.get(f"{API}/entities/alexander grigorenko/statements").json()
    assert said["speaker"]["ref"] == one["ref"] and len(said["items"]) == one["statements"]


def test_nobody_is_told_as_nobody(client: TestClient) -> None:
    for path in ("/identities/Nobody At All", "/identities/p-000000000000", "/identities/b-000000000000/statements"):
        assert client.get(API + path).status_code == 404
    assert client.get(f"{API}/statements", params={"identity": "p-000000000000"}).status_code == 404
    assert client.get(f"{API}/namesakes", params={"of": "nobody"}).status_code == 422
