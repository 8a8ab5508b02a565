"""The OpenAPI document: complete, described field by field, and the same as its copy in docs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from onrecord.web.api import routes
from onrecord.web.api.document import openapi_json
from onrecord.web.api.forms import written
from onrecord.web.problems import MEDIA_TYPE

COPY = Path(__file__).parents[2] / "docs" / "schema" / "openapi-1.json"


@pytest.fixture
def document(api: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = api.get("/api/v1/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def test_the_copy_is_current(document: dict[str, Any]) -> None:
    assert json.loads(COPY.read_text(encoding="utf-8")) == document, "write it anew: make docs"
    assert COPY.read_bytes() == openapi_json()


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert document["info"]["title"] == "OnRecord"


def test_every_endpoint_is_in_it(api: TestClient, document: dict[str, Any]) -> None:
    served = {
        (f"{routes.PREFIX}{route.path}", method.lower())
        for part in routes.PARTS
        for route in part.router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    }
    listed = {(path, method) for path, method, _ in operations(document)}
    assert len(listed) >= 25
    assert served == listed
    for path, method, operation in operations(document):
        assert path.startswith("/api/v1/")
        assert operation["operationId"]
        assert operation["description"]
        assert operation["tags"]
        assert operation["security"] == [{"token": operation["security"][0]["token"]}]
        # What is listed is there: a path that is not answers 404 with these words.
        answer = api.request(method, path.replace("{", "").replace("}", ""))
        assert answer.json().get("detail") != "There is nothing at this address.", path


def test_every_operation_tells_how_it_may_fail(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        for status in ("400", "401", "403", "413", "421", "429", "500", "503"):
            assert status in operation["responses"], path
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert list(answer["content"]) == [MEDIA_TYPE]
                assert answer["content"][MEDIA_TYPE]["schema"] == {"$ref": "#/components/schemas/ProblemForm"}


def test_every_field_and_parameter_is_described_with_an_example(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        assert schema.get("description"), name
        if name.startswith(written.PREFIX):  # told of in the description of the whole
            continue
        for field, about in schema.get("properties", {}).items():
            assert about.get("description") or "$ref" in about, f"{name}.{field}"
            assert "examples" in about or "$ref" in json.dumps(about), f"{name}.{field}"
    for path, _, operation in operations(document):
        for parameter in operation.get("parameters", []):
            assert parameter.get("description"), f"{path}: {parameter['name']}"
            schema = parameter["schema"]
            assert "examples" in schema or "example" in parameter or "examples" in parameter, parameter


def test_every_answer_is_spelled_out(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        for status, answer in operation["responses"].items():
            for media, content in answer.get("content", {}).items():
                shape = content["schema"]
                if media == "application/json" and "/export/" not in path:
                    name = shape["$ref"].rpartition("/")[2]
                    assert document["components"]["schemas"][name]["properties"], f"{path} {status}"


def test_offsets_are_explained(document: dict[str, Any]) -> None:
    span = document["components"]["schemas"]["Words"]["properties"]["span"]
    assert "Unicode code points" in span["description"]
    assert "half open" in span["description"]


def test_nothing_but_the_document_describes_the_api(api: TestClient) -> None:
    for path in ("/docs", "/redoc", "/openapi.json", "/api/v1/docs"):
        assert api.get(path).status_code == 404
