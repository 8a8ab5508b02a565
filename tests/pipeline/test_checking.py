"""Drafts held against the sample story."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from onrecord.capture.model import CaptureError
from onrecord.pipeline.checking import check, check_words
from onrecord.pipeline.drafting import MOST, draft_from, draft_of
from onrecord.record.opening import Archive
from onrecord.story.check import Checked

DRAFT = """# The tunnel: what we know

Anders Falk, the former head of the inspectorate, said: "We told them three winters running that those \
fans would never last an hour in a real fire."

“A tunnel is a promise that you come out at the other end,” Gwen Ashdown told Radio Estrand.

Piers Nordahl said: "We regret every life lost, and we will answer every question that is put to us."

"Nobody at all has asked me anything about this," said the mayor, Dilys Anker.

"I counted the lamps … At the forty-first there was air," said Oleksandr Hryhorenko.

He called it "a shame".

Konrad Vesterholt said: "The smoke extractors had been due for replacement in January."
"""
EXPECTED = [
    ("altered", "same", False, False),
    ("verbatim", "same", False, True),
    ("verbatim", "different", False, False),
    ("not_found", "unknown", False, False),
    ("ellipsis", "same", False, True),
    ("too_short", "unknown", False, False),
    ("cut", "same", True, False),
]


def told(found: list[Checked]) -> list[tuple[str, str, bool, bool]]:
    return [(one.finding.verdict, one.finding.attribution, one.finding.indirect, one.finding.holds) for one in found]


def test_each_quotation_of_a_draft_is_judged(story: Archive) -> None:
    with story.reading() as connection:
        found = check(connection, draft_of(DRAFT))
    assert told(found) == EXPECTED
    assert all(DRAFT[slice(*one.finding.quotation.span)] == one.finding.quotation.text for one in found)
    (changed,) = found[0].finding.matches[0].changes
    assert (changed.draft, changed.kept, DRAFT[slice(*changed.span)]) == ("never", "not", "never")
    assert found[0].cite is not None and found[0].cite.outlet == "The Meridian Record"
    assert found[1].first is not None and found[1].first.outlet == "The Kessen Courier"
    assert (found[1].origin, found[1].independent) == ("Radio Estrand", 1)


def test_words_alone_are_checked(story: Archive) -> None:
    with story.reading() as connection:
        (held,) = check_words(connection, "three winters running that those fans would not last")
        (other,) = check_words(connection, "“those doors opened since people pushed them open”")
        (none,) = check_words(connection, "there is not a single such sentence in any of these pages")
    assert (held.finding.verdict, held.finding.holds) == ("cut", True)
    assert [(one.draft, one.kept) for one in other.finding.matches[0].changes] == [
        ("since", "because"),
        ("pushed", "pulled"),
    ]
    assert (none.finding.verdict, none.best, none.first) == ("not_found", None, None)


def test_drafts_of_every_kind_are_read(story: Archive) -> None:
    paragraphs = [line for line in DRAFT.splitlines() if line]
    html = "<html><body><article>" + "".join(f"<p>{line}</p>" for line in paragraphs) + "</article></body></html>"
    with story.reading() as connection:
        for name, data in (
            ("draft.md", DRAFT.encode()),
            ("draft.txt", DRAFT.encode()),
            ("draft.html", html.encode()),
            ("draft.docx", docx(paragraphs)),
        ):
            assert told(check(connection, draft_from(name, data))) == EXPECTED, name


def docx(paragraphs: list[str], head: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        xml = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        packed.writestr("word/document.xml", xml)
    return out.getvalue()


def test_paragraphs_within_paragraphs_take_no_time() -> None:
    deep = docx(["</w:t></w:r>" + "<w:p>" * 20_000 + "<w:r><w:t>x</w:t></w:r>" + "</w:p>" * 20_000 + "<w:r><w:t>"])
    started = time.process_time()
    assert draft_from("deep.docx", deep).text.strip() == "x"
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("large.txt", b"a" * (MOST + 1)),
        ("no.docx", b"no zip"),
        ("not.docx", b"PK\x03\x04 nor this"),
        ("bomb.docx", docx(["a" * (MOST + 10)])),
        ("trap.docx", docx(["&a;"], '<!DOCTYPE d [<!ENTITY a "aaaa">]>')),
        ("picture.png", b"\x89PNG"),
    ],
)
def test_what_is_no_draft_is_told_in_a_sentence(name: str, data: bytes) -> None:
    with pytest.raises(CaptureError) as told:
        draft_from(name, data)
    assert Path(told.value.source).name == name


def test_a_draft_without_quotations_has_nothing_to_check(story: Archive) -> None:
    with story.reading() as connection:
        assert check(connection, draft_of("Nobody said a word. It rained.")) == []


def test_words_that_only_a_repeat_has_do_not_hold(story: Archive) -> None:
    with story.reading() as connection:
        found = check_words(connection, "We told them three winters in a row that those fans would never last an hour")
        right = check_words(connection, "We told them three winters running that those fans would not last an hour")
    assert told(found) == [("verbatim", "not_given", False, False)]
    assert found[0].best is not None and found[0].best.outlet == "The Kessen Courier"
    assert found[0].cite is not None and found[0].cite.outlet == "The Meridian Record"
    assert found[0].otherwise is not None
    assert [(one.draft, one.kept) for one in found[0].otherwise.changes] == [("in a row", "running"), ("never", "not")]
    assert right[0].finding.holds and right[0].otherwise is None


def test_words_that_what_is_cited_does_not_have_do_not_hold(story: Archive) -> None:
    with story.reading() as connection:
        (found,) = check_words(connection, "We told them three winters in a row")
    assert found.finding.verdict == "cut" and not found.finding.holds
    assert found.otherwise is not None and found.otherwise.verdict in ("partly", "not_found")
