"""The JSON Schemas of what the command writes as JSON, each with a version of its own."""

from typing import Any

import msgspec

from onrecord.export import archive_json as archive
from onrecord.export.check_json import CheckForm
from onrecord.export.identities_json import IdentitiesForm, IdentityForm, JudgementsForm
from onrecord.export.page_json import PageForm
from onrecord.export.reading_json import ReadingForm
from onrecord.export.trace_json import TraceForm
from onrecord.export.versions_json import CopiesForm, VersionsForm
from onrecord.export.who import WhoForm
from onrecord.record.corrections.model import FORM, correction_schema

_FORMS: dict[str, tuple[type[msgspec.Struct], int]] = {
    "reading": (ReadingForm, 2),
    "page": (PageForm, 1),
    "who": (WhoForm, 1),
    "added": (archive.AddedForm, 1),
    "search": (archive.SearchForm, 1),
    "said": (archive.SaidForm, 1),
    "evidence": (archive.EvidenceForm, 1),
    "stats": (archive.StatsForm, 1),
    "doctor": (archive.DoctorForm, 1),
    "corrections": (archive.CorrectionsForm, 1),
    "identity": (IdentityForm, 1),
    "identities": (IdentitiesForm, 1),
    "judgements": (JudgementsForm, 1),
    "trace": (TraceForm, 1),
    "check": (CheckForm, 1),
    "versions": (VersionsForm, 1),
    "copies": (CopiesForm, 1),
    "asked": (archive.AskedForm, 1),
    "feeds": (archive.FeedsForm, 1),
    "token": (archive.TokenForm, 1),
    "tokens": (archive.TokensForm, 1),
    "accounts": (archive.AccountsForm, 1),
}

VERSIONS = {name: version for name, (_, version) in _FORMS.items()} | {"correction": FORM}
"""The current schema version of each document, by the names that `schema` takes."""


def schema(name: str) -> bytes:
    """Return the JSON Schema (2020-12) of one of `VERSIONS`, indented, with a newline at its end.

    Raises ValueError for any other name.
    """
    if name == "correction":
        return msgspec.json.format(msgspec.json.encode(correction_schema()), indent=2) + b"\n"
    if name not in _FORMS:
        raise ValueError(f"there is no schema called {name!r}; there are: {', '.join(VERSIONS)}")
    form, version = _FORMS[name]
    document: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"OnRecord {name}, schema version {version}",
        **msgspec.json.schema(form),
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
