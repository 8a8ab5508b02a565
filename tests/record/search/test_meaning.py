from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from onrecord.record.opening import Archive, open_archive
from onrecord.record.search import index, vectors
from onrecord.record.search.find import Filters, alike
from onrecord.record.search.meaning import shared
from onrecord.record.search.query import QueryError
from onrecord.record.search.vectors import catch_up
from tests.record.search.filling import Piece, Said, fill

PIECES = [
    Piece(
        headline="Skerry ferry crews and owner at odds",
        said=[
            Said(content="negotiations over pay had broken down", speakers=["Mara Hollin"]),
            Said(content="the harbour will be dredged next spring"),
            Said(content="tickets will cost a tenth more from June"),
        ],
    ),
    Piece(
        headline="Town council",
        day="2024-09-02",
        said=[
            Said(content="the old library has a leaking roof"),
            Said(content="a new doctor is needed on the island", speakers=["Ida Brandt"]),
        ],
    ),
]


@pytest.fixture
def filled(archive: Archive) -> Archive:
    fill(archive, PIECES)
    return archive


def test_other_words_for_the_same_find_it(filled: Archive) -> None:
    assert alike(filled, "talks collapsed").hits == [] and alike(filled, "talks collapsed").waiting == 5
    assert catch_up(filled, limit=2) == 2 and catch_up(filled) == 3 and catch_up(filled) == 0
    found = alike(filled, "talks collapsed", limit=2)
    assert found.hits[0].ref == "1-0" and found.waiting == 0 and 0.2 < (found.hits[0].likeness or 0) <= 1
    assert alike(filled, "fares are going up").hits[0].ref == "1-2"


def test_filters_leave_only_what_they_ask_for(filled: Archive) -> None:
    catch_up(filled)
    found = alike(filled, "a physician is wanted", Filters(speakers=["Ida Brandt"], since="2024-09-01"))
    assert [hit.ref for hit in found.hits] == ["2-1"]


def test_what_is_gone_is_not_found_and_what_is_new_is(filled: Archive) -> None:
    catch_up(filled)
    assert alike(filled, "talks collapsed").hits
    with filled.writing() as connection:
        index.drop(connection, 1)
        connection.execute(text("DELETE FROM statement WHERE capture_id = 1"))
    assert all(hit.ref.startswith("2-") for hit in alike(filled, "talks collapsed").hits)
    with filled.writing() as connection:
        index.drop(connection, 2)
        index.put(connection, 2, "")
    assert alike(filled, "physician").waiting == 2
    assert catch_up(filled) == 2 and alike(filled, "physician").hits[0].ref == "2-1"


def test_vectors_of_another_model_are_made_again(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    catch_up(filled)
    monkeypatch.setattr(vectors, "NAME", "meaning-9")
    found = alike(filled, "talks collapsed")
    assert found.hits == [] and found.waiting == 5
    assert catch_up(filled) == 5 and alike(filled, "talks collapsed").hits[0].ref == "1-0"


@pytest.mark.parametrize("asked", ["", " \n", "x" * 2_000])
def test_nothing_and_too_much_are_refused(archive: Archive, asked: str) -> None:
    with pytest.raises(QueryError):
        alike(archive, asked)


def test_the_scan_finds_what_a_full_comparison_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many vectors, in several parts, some near the one asked for."""
    monkeypatch.setattr(vectors, "_LOADED", 700)
    monkeypatch.setattr(vectors, "RESCORED", 200)
    draw = np.random.default_rng(7)
    asked = draw.normal(size=384).astype(np.float32)
    each = draw.normal(size=(3_000, 384)).astype(np.float32)
    each[::97] += asked
    with open_archive(tmp_path / "a.db", make=True) as archive:
        catch_up(archive)
        with archive.writing() as connection:
            rows = [{"id": k + 1, "vector": row.tobytes()} for k, row in enumerate(vectors.kept(each))]
            connection.execute(text("INSERT INTO meaning (id, vector) VALUES (:id, :vector)"), rows)
        with archive.reading() as connection:
            found = vectors.nearest(archive, connection, asked, 20)
    wanted = np.argsort(-(each @ asked) / np.linalg.norm(each, axis=1))[:20] + 1
    assert len({one for one, _ in found} & set(wanted.tolist())) >= 19


def test_a_text_has_the_same_vector_in_any_company() -> None:
    texts = ["", "a", "negotiations broke down " * 60, "日本", "talks collapsed"]
    together = shared().vectors(texts)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-3)
    for k, one in enumerate(texts):
        assert float(together[k] @ shared().vectors([one])[0]) > 0.99
