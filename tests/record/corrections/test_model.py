import json
import re
from pathlib import Path

import pytest

from onrecord.record.corrections.model import (
    KINDS,
    Anchor,
    Correction,
    NotAStatement,
    StatementEvidence,
    WrongKind,
    correction_json,
    correction_of,
    correction_schema,
    kind_of,
)
from onrecord.record.corrections.told import told

EVIDENCE = StatementEvidence(cue=[], content=[Anchor(exact="no\x1b[31m", start=3, end=9)])


def test_a_correction_is_the_same_after_it_was_json() -> None:
    for one in (NotAStatement(statement=EVIDENCE), WrongKind(statement=EVIDENCE, channel=None, polarity="denies")):
        again = correction_of(correction_json(one))
        assert again == one
        assert json.loads(correction_json(one))["kind"] == kind_of(one)


def test_no_channel_is_not_the_same_as_nothing_said_of_it() -> None:
    assert b'"channel":null' in correction_json(WrongKind(statement=EVIDENCE, channel=None))
    assert b"channel" not in correction_json(WrongKind(statement=EVIDENCE, polarity="denies"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]" * 9,
        b"[" * 200_000,
        b"\xff\xfe",
        b'{"kind":"checked"}',
        b'{"kind":"merge","entities":[]}',
        b'{"kind":"checked","statements":[],"more":1}',
        b'{"kind":"not_a_statement","statement":{"cue":[],"content":[{"exact":"","start":0,"end":0}]}}',
    ],
)
def test_what_is_no_correction_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^This is no correction: .*\.$") as error:
        correction_of(data)
    assert "\n" not in str(error.value)


def test_a_correction_of_a_newer_version_is_told_to_be_one() -> None:
    with pytest.raises(ValueError, match="form 2, of a newer version"):
        correction_of(b'{"form":2,"kind":"retold","words":[]}')


def test_the_schema_knows_every_kind() -> None:
    schema = correction_schema()
    kinds = {one["properties"]["kind"]["enum"][0] for one in schema["$defs"].values() if "kind" in one["required"]}
    assert kinds >= set(KINDS)


def test_nothing_of_a_page_reaches_a_terminal_raw() -> None:
    assert told(NotAStatement(statement=EVIDENCE)) == "not a statement · “no [31m”"


def test_the_documented_correction_is_one() -> None:
    page = (Path(__file__).parents[3] / "docs" / "corrections.md").read_text(encoding="utf-8")
    found: list[Correction] = [correction_of(one) for one in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    assert [kind_of(one) for one in found] == ["not_a_statement"]
    for kind in KINDS:
        assert f"`{kind}`" in page
