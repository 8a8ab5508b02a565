"""Versions and copies as they are told, of the story in the archive: what the command, the API and the desk show."""

from pathlib import Path

import msgspec
import pytest

from onrecord.export.versions_json import CopiesForm, VersionsForm
from onrecord.pipeline.tracing.comparing import copies, line, page_called
from onrecord.record.captures import find_capture
from onrecord.record.model import NotFoundError
from onrecord.record.opening import Archive
from tests.story.tunnel import SAMPLES, readings


def sha(name: str) -> str:
    return readings()[name].capture.sha256


def test_what_was_changed_is_told_with_its_evidence(story: Archive) -> None:
    with story.reading() as connection:
        found = line(connection, find_capture(connection, sha("lumen-1-amended")))
    assert [step.version.sha256 for step in found.steps] == [sha("lumen-1-nine-dead"), sha("lumen-1-amended")]
    assert (found.versions, found.left_out) == (2, 0)
    first, second = found.steps
    assert first.changes is None
    assert second.changes is not None
    assert second.changes.headline is not None
    assert [(run.edit, run.text) for run in second.changes.headline.runs][:2] == [("removed", "Nine"), ("added", "Six")]
    assert {(one.old, one.new, one.counted) for one in second.changes.figures} == {
        ("Nine", "Six", "people"),
        ("Nine", "Six", "dead"),
    }
    assert [(one.kind, text[:36]) for one, text in second.noticed] == [
        ("correction", "This article was amended on 14 Octob")
    ]
    old, new = readings()["lumen-1-nine-dead"], readings()["lumen-1-amended"]
    for one in second.changes.paragraphs:
        for reading, words, span in ((old, one.old, one.old_span), (new, one.new, one.new_span)):
            if span is not None:
                assert " ".join(reading.text[slice(*span)].split()) == words
    moved = next(one for one in second.said if "speaker" in one.change.aspects)
    assert (moved.old_speaker, moved.new_speaker) == ("police", "Pellmouth Infirmary")
    assert moved.old_ref is not None
    assert moved.old_ref.startswith(old.capture.sha256[:12])


def test_furniture_is_no_version(story: Archive) -> None:
    for one, other in (("lumen-2-memo", "lumen-2-memo-noon"), ("courier-2-memo", "courier-2-memo-amp")):
        with story.reading() as connection:
            found = line(connection, find_capture(connection, sha(one)))
        assert [(step.version.sha256, step.same) for step in found.steps] == [(sha(one), False), (sha(other), True)]
        assert found.versions == 1


def test_who_shares_its_prose_and_which_comes_from_which(story: Archive) -> None:
    with story.reading() as connection:
        wire = copies(connection, find_capture(connection, sha("wire-1-six-dead")))
        post = copies(connection, find_capture(connection, sha("post-1-six-die")))
    told = {one.page.sha256: (one.whole, one.from_here, one.credited) for one in wire.copies}
    assert told == {
        sha("post-1-six-die"): (True, True, "Northern Wire"),
        sha("skerry-1-six-dead"): (True, True, "Northern Wire"),
        sha("courier-1-six-dead"): (False, True, "Northern Wire"),
    }
    assert post.credit == "Northern Wire"
    back = next(one for one in post.copies if one.page.sha256 == sha("wire-1-six-dead"))
    assert (back.whole, back.from_here) == (True, False)
    for text, mine, theirs in back.passages:
        assert " ".join(readings()["post-1-six-die"].text[slice(*mine)].split()) == text
        assert readings()["wire-1-six-dead"].text[slice(*theirs)].strip()


def test_a_page_is_called_by_hash_address_or_file(story: Archive) -> None:
    with story.reading() as connection:
        wanted = find_capture(connection, sha("wire-1-six-dead"))
        for name in (
            sha("wire-1-six-dead")[:10],
            "http://www.northernwire.example/2031/10/14/six-dead-sund-tunnel/?utm_source=mail#top",
            str(SAMPLES / "story" / "wire-1-six-dead.html"),
        ):
            assert page_called(connection, name) == wanted
        for name in ("https://northernwire.example/no/such/page", "abcdef123456", str(Path(__file__)), "x" * 5000):
            with pytest.raises(NotFoundError):
                page_called(connection, name)


def test_the_documents_can_be_read_back(story: Archive) -> None:
    with story.reading() as connection:
        capture_id = find_capture(connection, sha("courier-1-six-dead"))
        versions = VersionsForm.of(line(connection, capture_id))
        shared = CopiesForm.of(copies(connection, capture_id))
    assert msgspec.json.decode(msgspec.json.encode(versions), type=VersionsForm) == versions
    assert msgspec.json.decode(msgspec.json.encode(shared), type=CopiesForm) == shared
    assert [one.number for one in versions.versions] == [0, 1]
