"""What is exported as training data is what the training reads."""

from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.reading.network import WEIGHTS
from onrecord.record.adding import add
from onrecord.record.correcting import correct, undo
from onrecord.record.corrections.asked import Asked
from onrecord.record.corrections.training import annotated
from onrecord.record.gold import export_training
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive
from onrecord.text.spans import Span
from tests.export.made import made_reading, told_reading
from training.attribution.data import Document, encode, examples, load

TOLD, MADE = told_reading(), made_reading()
ARTICLE = TOLD.capture.sha256[:12]


@pytest.fixture
def told(archive: Archive) -> Archive:
    add(archive, [TOLD, MADE])
    return archive


def words(document: Document) -> list[dict[str, list[str]]]:
    return [
        {role: [document.text[a:b] for a, b in spans] for role, spans in one.items()} for one in document.attributions
    ]


def test_the_loader_reads_what_a_person_checked(told: Archive, tmp_path: Path) -> None:
    correct(
        told, ARTICLE, Asked(add=True, source=["Hundreds"], cue=["came"], content=["to the quay"]), by="Ada", why="so"
    )
    correct(told, ARTICLE, Asked(checked=True), by="Bo", why="Read whole.")
    done = export_training(told, tmp_path / "gold")
    assert [(one.name, one.statements, one.checked, one.by) for one in done] == [(ARTICLE, 9, True, ["Ada", "Bo"])]
    (document,) = load(tmp_path / "gold")
    assert document.id == ARTICLE
    found = words(document)
    stated = sorted([*TOLD.statements], key=lambda one: (one.cue, one.content))
    expected = [
        {part: [TOLD.text[a:b] for a, b in getattr(one, part)] for part in ("source", "cue", "content")}
        for one in stated
    ]
    expected.insert(-1, {"source": ["Hundreds"], "cue": ["came"], "content": ["to the quay"]})
    assert found == expected
    assert (tmp_path / "gold" / "articles.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_the_windows_that_training_learns_from_hold_every_attribution(told: Archive, tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    correct(told, ARTICLE, Asked(checked=True), by="Bo", why="Read whole.")
    export_training(told, tmp_path / "gold")
    (document,) = load(tmp_path / "gold")
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    made = examples(document, encode(document, tokenizer), 256)
    assert sum(len(one.relations) for one in made) == len(TOLD.statements)


def test_other_articles_are_exported_when_asked_for(told: Archive, tmp_path: Path) -> None:
    one = correct(told, MADE.capture.sha256, Asked(add=True, cue=["last seen"], content=["in 1953"]), by="A", why="so")
    correct(told, ARTICLE, Asked(merge=["e1", "e2"]), by="Ada", why="Not about words.")
    assert export_training(told, tmp_path / "checked") == []
    done = export_training(told, tmp_path / "corrected", "corrected")
    assert [(g.sha256, g.checked) for g in done] == [(MADE.capture.sha256, False)]
    undo(told, one[0].id, by="A", why="so")
    assert export_training(told, tmp_path / "none", "corrected") == []


def test_a_folder_that_holds_something_is_left_alone(told: Archive, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ArchiveError, match="not empty"):
        export_training(told, tmp_path)
    with pytest.raises(ArchiveError, match="cannot be written to"):
        export_training(told, tmp_path / "mine.txt" / "there")


def test_every_line_names_words_of_the_text() -> None:
    done = annotated(TOLD)
    for line in done.ann.splitlines():
        if not line.startswith("T"):
            continue
        _, place, said = line.split("\t")
        pieces: list[Span] = [(int(a), int(b)) for a, b in (p.split() for p in place.partition(" ")[2].split(";"))]
        assert " ".join(done.text[a:b] for a, b in pieces) == said
        assert all(a[1] <= b[0] for a, b in pairwise(pieces))
    assert done.ann.count("\nE") == done.statements == len(TOLD.statements)
