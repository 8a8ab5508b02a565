"""The documents that the command writes with ``--json``, as the API answers with them: they have one description.

Each is a msgspec form, from which docs/schema has its JSON Schema, and the OpenAPI document the components made here.
Their fields are told of in the descriptions of the forms.
"""

from collections.abc import Mapping
from typing import Any

from fastapi.responses import Response
from msgspec import Struct, json

from onrecord.export.archive_json import SaidForm
from onrecord.export.check_json import CheckForm
from onrecord.export.identities_json import IdentitiesForm, IdentityForm, JudgementsForm
from onrecord.export.trace_json import TraceForm
from onrecord.export.versions_json import CopiesForm, VersionsForm
from onrecord.record.lookup.identities import IdentitiesFound

_FORMS: tuple[type[Struct], ...] = (
    CheckForm,
    CopiesForm,
    IdentitiesForm,
    IdentitiesFound,
    IdentityForm,
    JudgementsForm,
    SaidForm,
    TraceForm,
    VersionsForm,
)
PREFIX = "written."
"""What the names of their schemas begin with, apart from those of the API's own forms."""
_TEMPLATE = f"#/components/schemas/{PREFIX}{{name}}"


def answers_with(form: type[Struct]) -> dict[int | str, dict[str, Any]]:
    """Return the answer of an operation that gives one of the documents, as OpenAPI has it."""
    assert form in _FORMS, f"{form.__name__} is not among the documents"
    reference = {"$ref": _TEMPLATE.format(name=form.__name__)}
    return {200: {"description": "Successful Response", "content": {"application/json": {"schema": reference}}}}


def components() -> Mapping[str, dict[str, Any]]:
    """Return the schemas of the documents and of their parts, by the names that they have in the OpenAPI document."""
    shapes, schemas = json.schema_components(_FORMS, ref_template=_TEMPLATE)
    named = [{"$ref": _TEMPLATE.format(name=form.__name__)} for form in _FORMS]
    assert [*shapes] == named, "two forms have one name, and are called by their modules"
    return {f"{PREFIX}{name}": schema for name, schema in schemas.items()}


def sent(form: Struct) -> Response:
    """Return the answer that is one of the documents."""
    return Response(json.encode(form), media_type="application/json")
