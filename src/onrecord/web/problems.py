"""What an answer says when something is wrong: one shape for all (RFC 9457, ``application/problem+json``).

Nothing of a fault's words or of the archive's place leaves the server, and no request's words come back but in
`errors`, cut and as JSON.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Literal

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"

Kind = Literal[
    "bad-request",
    "token-needed",
    "not-permitted",
    "not-found",
    "method-not-allowed",
    "ambiguous",
    "conflict",
    "too-large",
    "unsupported-media",
    "wrong-host",
    "invalid",
    "too-many-requests",
    "fault",
    "busy",
    "archive",
]

_STATUS: dict[Kind, int] = {
    "bad-request": 400,
    "token-needed": 401,
    "not-permitted": 403,
    "not-found": 404,
    "method-not-allowed": 405,
    "ambiguous": 409,
    "conflict": 409,
    "too-large": 413,
    "unsupported-media": 415,
    "wrong-host": 421,
    "invalid": 422,
    "too-many-requests": 429,
    "fault": 500,
    "busy": 503,
    "archive": 503,
}
_KINDS: dict[int, Kind] = {status: kind for kind, status in reversed(_STATUS.items())}

_ERRORS = 20
_SAID = 300


class FieldError(BaseModel):
    """One thing that is wrong with a request."""

    where: str = Field(
        description="The part of the request: `query`, `path`, `header` or `body`, with names below it after dots.",
        examples=["query.limit"],
    )
    detail: str = Field(
        description="What is wrong with it, in one sentence.",
        examples=["Input should be less than or equal to 100"],
    )


class ProblemForm(BaseModel):
    """What is wrong, as RFC 9457 has it. Every answer with a status of 400 or more has this shape."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": True})

    type: str = Field(
        description="What kind of problem it is: `urn:x-onrecord:problem:` and a word; `docs/api.md` lists them.",
        examples=["urn:x-onrecord:problem:not-found"],
    )
    title: str = Field(description="The status in words.", examples=["Not Found"])
    status: int = Field(description="The HTTP status of the answer.", examples=[404], ge=400, le=599)
    detail: str = Field(
        description="What is wrong here, in a sentence.", examples=["There is no article 0f3a9c in this archive."]
    )
    errors: list[FieldError] = Field(
        default=[], description="Where the request is wrong, if it is; at most 20 places.", examples=[[]]
    )


class Problem(Exception):  # noqa: N818 (RFC 9457's word, and it is what is answered)
    """Something is wrong with a request or with serving it; becomes the answer."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        errors: list[FieldError] | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.status = status or _STATUS[kind]
        self.detail = detail
        self.headers = dict(headers or {})
        self.errors = errors or []

    def response(self) -> Response:
        """Return the answer that tells of it."""
        form = ProblemForm(
            type=f"urn:x-onrecord:problem:{self.kind}",
            title=HTTPStatus(self.status).phrase,
            status=self.status,
            detail=self.detail,
            errors=self.errors,
        )
        return Response(_FORM.dump_json(form), status_code=self.status, media_type=MEDIA_TYPE, headers=self.headers)


_FORM = TypeAdapter(ProblemForm)


def told(*kinds: Kind) -> dict[int | str, dict[str, Any]]:
    """Return the answers of `kinds` as OpenAPI has them."""
    out: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        status = _STATUS[kind]
        schema = {"schema": {"$ref": "#/components/schemas/ProblemForm"}}
        out[status] = {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: schema}}
    return out


async def of_problem(request: Request, error: Exception) -> Response:
    """Answer a `Problem`."""
    assert isinstance(error, Problem)
    return error.response()


async def of_http(request: Request, error: Exception) -> Response:
    """Answer what the framework raises: paths that are not there, methods that are not allowed, bad requests."""
    assert isinstance(error, HTTPException)
    status = error.status_code if 400 <= error.status_code < 600 else 500
    kind = _KINDS.get(status) or ("bad-request" if status < 500 else "fault")
    detail = {
        "bad-request": "The request cannot be understood: its body, or its headers, are not what they should be.",
        "not-found": "There is nothing at this address.",
        "method-not-allowed": f"This address does not take {_shown(request.method)}.",
        "too-large": "The request is larger than this server takes.",
    }.get(kind, f"The request was refused: {HTTPStatus(status).phrase}.")
    headers = {name: value for name, value in (error.headers or {}).items() if name.lower() == "retry-after"}
    if status == 405:
        headers["Allow"] = ", ".join(_methods(request))
    return Problem(kind, detail, headers=headers, status=status).response()


def _methods(request: Request) -> list[str]:
    """Return what the address of a request takes, by the document; the framework names one of several at most."""
    fits: list[tuple[int, list[str]]] = []
    for path, item in request.app.openapi()["paths"].items():
        pattern = re.sub(r"\\\{[^/]*?\\\}", "[^/]+", re.escape(path))
        if re.fullmatch(pattern, request.url.path):
            fits.append((path.count("{"), sorted(method.upper() for method in item)))
    taken = min(fits)[1] if fits else ["GET"]
    return [*taken, "HEAD"] if "GET" in taken else taken


async def of_validation(request: Request, error: Exception) -> Response:
    """Answer a request that is not of the form the document asks for; its values do not come back."""
    assert isinstance(error, RequestValidationError)
    found = [
        FieldError(where=_shown(".".join(map(str, one["loc"]))), detail=_shown(one["msg"]))
        for one in error.errors()[:_ERRORS]
    ]
    where = found[0].where if found else "the request"
    return Problem(
        "invalid", f"The request is not of the form that is asked for, first at {where}.", errors=found
    ).response()


def _shown(words: str) -> str:
    """Return `words` of a request so that they can stand in an answer: printable, and not many."""
    return re.sub(r"[^\x20-\x7e]", "?", words)[:_SAID]
