"""The OpenAPI document: made from the code, with the answers that the guards give added to every operation."""

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from onrecord.web.api import routes
from onrecord.web.api.forms import written
from onrecord.web.problems import MEDIA_TYPE, ProblemForm, told

VERSION = "1.0.0"
TITLE = "OnRecord"
SUMMARY = "Who said what, where, and the characters that prove it."
DESCRIPTION = """\
An archive of captured pages, and of everything that people and bodies have said in them.

Every statement has a permanent name (`ref`), the exact words, and where they stand: offsets are half open, and count
Unicode code points of the page's text. A person's corrections are applied to all that is shown.

Lists come in pages: `limit` bounds their length, and `next` is the `cursor` of the next page. Whatever goes wrong is
told as `application/problem+json` (RFC 9457). `docs/api.md` and `docs/security.md` say the rest."""
TAGS = [
    {"name": "articles", "description": "Articles, and everything that was read from them."},
    {"name": "statements", "description": "Who said what, and the evidence."},
    {"name": "entities", "description": "Who and what the articles speak of."},
    {"name": "identities", "description": "Who is the same person or body over all captures, and why."},
    {"name": "search", "description": "Full text and meaning, with facets."},
    {"name": "stories", "description": "Across captures: traces of words, versions and copies of an article."},
    {"name": "captures", "description": "The bytes behind the articles, with where and when they were met."},
    {"name": "additions", "description": "Adding pages; needs the scope `write`."},
    {"name": "corrections", "description": "Putting right what was read wrongly; needs the scope `correct`."},
    {"name": "server", "description": "How the archive and its server are."},
]
_ALWAYS = told(
    "bad-request", "token-needed", "not-permitted", "too-large", "wrong-host", "too-many-requests", "fault", "busy"
)


def openapi_json() -> bytes:
    """Return the document as a file has it: indented, with a newline at its end."""
    made = json.dumps(document(bare()), indent=1, ensure_ascii=False)
    return made.encode() + b"\n"


def bare(**more: Any) -> FastAPI:
    """Return an application that says of itself what the document says, and can nothing yet but that."""
    app = FastAPI(
        title=TITLE,
        summary=SUMMARY,
        description=DESCRIPTION,
        version=VERSION,
        openapi_url=f"{routes.PREFIX}/openapi.json",
        openapi_tags=TAGS,
        docs_url=None,  # both pages load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        **more,
    )
    app.include_router(routes.router())
    _describe(app)
    return app


def _describe(app: FastAPI) -> None:
    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = document(app)
        return app.openapi_schema

    app.openapi = made  # type: ignore[method-assign]  # the documented way to extend the document


def document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of `app`."""
    out = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version="3.1.0",
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    schemas = out["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    _, problem = models_json_schema([(ProblemForm, "serialization")], ref_template="#/components/schemas/{model}")
    schemas.update(problem["$defs"])
    schemas.update(written.components())
    for path in out["paths"].values():
        for operation in path.values():
            _answers(operation)
    return out


def _answers(operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    if "422" in answers:
        answers["422"] = next(iter(told("invalid").values()))
    answers.update({str(status): answer for status, answer in _ALWAYS.items() if str(status) not in answers})
    operation["responses"] = dict(sorted(answers.items()))
    for status, answer in answers.items():
        if status >= "400":
            assert MEDIA_TYPE in answer["content"], f"{operation['operationId']} tells {status} in another shape"


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(openapi_json())
