from pathlib import Path

import pytest

from onrecord.record.opening import Archive, open_archive
from onrecord.record.search import gather
from onrecord.record.search.find import Filters, Search, statements
from onrecord.record.search.matching import Matcher, Shown
from onrecord.record.search.query import QueryError, read
from tests.record.search.filling import Piece, Said, corpus, fill

PIECES = [
    Piece(
        headline="Strike looms at Skerry ferries",
        day="2024-08-16",
        said=[
            Said(content="negotiations over pay had broken down", source="Mara Hollin", speakers=["Mara Hollin"]),
            Said(content="the port would stay open", source="the Port of Corrane", organisations=["Port of Corrane"]),
        ],
    ),
    Piece(
        headline="Ferries sail again",
        day="2024-09-02",
        outlet="Corrane Post",
        said=[
            Said(content="pay talks go on, and on pay there is a deal", source="Hollin", speakers=["Mara Hollin"]),
            Said(content="“We will negotiate”", source="a driver", cue="warned", quotation="direct", manner="warns"),
        ],
    ),
    Piece(day=None, language=None, said=[Said(content="nothing is dated here but pay")]),
]


@pytest.fixture
def filled(archive: Archive) -> Archive:
    fill(archive, PIECES)
    return archive


def marked(shown: Shown | None) -> list[str]:
    assert shown is not None
    return [shown.text[a:b] for a, b in shown.marks]


def test_a_hit_shows_its_words_in_every_form(filled: Archive) -> None:
    found = statements(filled, Search(query="negotiation"))
    assert sorted(marked(hit.content)[0] for hit in found.hits) == ["negotiate", "negotiations"]
    (hit,) = statements(filled, Search(query="hollin broke* speaker:mara")).hits
    assert (marked(hit.source), marked(hit.speaker)) == (["Hollin"], ["Mara", "Hollin"])
    assert marked(hit.content) == ["broken"]
    assert (hit.ref, hit.place.day, hit.place.article) == ("1-0", "2024-08-16", "0" * 12)


def test_a_phrase_is_marked_as_one_and_only_where_it_stands(filled: Archive) -> None:
    (hit,) = statements(filled, Search(query='"pay talks"')).hits
    assert marked(hit.content) == ["pay talks"]


def test_facets_are_counted_and_can_be_filtered_by(filled: Archive) -> None:
    found = statements(filled, Search(query="pay"))
    assert found.total == 3 and not found.more
    facets = {facet.facet: {one.value: (one.label, one.count) for one in facet.values} for facet in found.facets}
    assert facets["speaker"] == {"mara hollin": ("Mara Hollin", 2)}
    assert facets["outlet"] == {"skerry fm": ("Skerry FM", 2), "corrane post": ("Corrane Post", 1)}
    assert facets["month"] == {"2024-08": ("2024-08", 1), "2024-09": ("2024-09", 1)}
    assert facets["language"] == {"en": ("en", 2)}
    assert facets["quotation"] == {"indirect": ("indirect", 3)}
    only = Filters(speakers=["MARA HOLLIN"], outlets=["corrane post", "Skerry FM"], since="2024-09-01")
    assert [hit.ref for hit in statements(filled, Search(query="pay", filters=only)).hits] == ["2-0"]
    assert statements(filled, Search(filters=Filters(manners=["warns"]))).hits[0].ref == "2-1"


def test_order_in_time_has_the_undated_last(filled: Archive) -> None:
    def refs(order: str) -> list[str]:
        return [hit.ref for hit in statements(filled, Search(order=order, limit=9)).hits]  # type: ignore[arg-type]

    assert refs("newest") == ["2-1", "2-0", "1-1", "1-0", "3-0"]
    assert refs("oldest") == ["1-1", "1-0", "2-1", "2-0", "3-0"]


def test_more_of_the_words_and_closer_together_comes_first(filled: Archive) -> None:
    found = statements(filled, Search(query="pay OR deal OR talks"))
    assert found.hits[0].ref == "2-0"


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest"])
def test_pages_hold_every_hit_once(filled: Archive, order: str) -> None:
    seen: list[str] = []
    cursor = None
    for _ in range(9):
        found = statements(filled, Search(query="the OR pay OR negotiate", order=order, limit=2, cursor=cursor))  # type: ignore[arg-type]
        assert found.total == 5
        seen += [hit.ref for hit in found.hits]
        cursor = found.next
        if cursor is None:
            break
    assert sorted(seen) == ["1-0", "1-1", "2-0", "2-1", "3-0"]


@pytest.mark.parametrize("cursor", ["zz", "00", "", "93" * 30])
def test_a_cursor_of_something_else_is_refused(filled: Archive, cursor: str) -> None:
    other = statements(filled, Search(query="pay", limit=1)).next
    for wrong in filter(None, [cursor, other]):
        with pytest.raises(QueryError, match="cursor"):
            statements(filled, Search(query="talks", cursor=wrong))


@pytest.mark.parametrize("wrong", [Search(limit=0), Search(limit=1000), Search(filters=Filters(since="soon"))])
def test_what_cannot_be_asked_is_refused(filled: Archive, wrong: Search) -> None:
    with pytest.raises(QueryError):
        statements(filled, wrong)


@pytest.mark.parametrize("bound", [1, 9])
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_past_the_bound_time_still_reaches_every_hit_once(
    archive: Archive, order: str, bound: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(archive, corpus())
    query = "talk OR ferry OR port"
    whole = [hit.ref for hit in statements(archive, Search(query=query, order=order, limit=200)).hits]  # type: ignore[arg-type]
    monkeypatch.setattr(gather, "BOUND", bound)
    seen: list[str] = []
    cursor, first = None, True
    for _ in range(200):
        found = statements(archive, Search(query=query, order=order, limit=4, cursor=cursor))  # type: ignore[arg-type]
        assert found.more == (len(whole) > bound) and found.total <= bound
        assert not first or sum(one.count for one in found.facets[-1].values) <= bound
        seen += [hit.ref for hit in found.hits]
        cursor, first = found.next, False
        if cursor is None:
            break
    assert seen == whole


def test_both_databases_rank_alike(tmp_path: Path, postgresql: str) -> None:
    found = []
    for where in (str(tmp_path / "a.db"), postgresql):
        with open_archive(where, make=True) as archive:
            fill(archive, corpus(seed=3))
            found.append(
                [statements(archive, Search(query=query)) for query in ("talk ferry", "port OR hafen -down", "")]
            )
    assert found[0] == found[1] and found[0][0].hits


@pytest.mark.parametrize("guess", [1, 40, 1_000_000])
def test_past_the_bound_both_databases_rank_alike_whatever_the_planner_guesses(
    tmp_path: Path, postgresql: str, guess: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, number in (("BOUND", 12), ("_FEW", 6), ("_READ", 20)):
        monkeypatch.setattr(gather, name, number)
    found = []
    for where in (str(tmp_path / "a.db"), postgresql):
        with open_archive(where, make=True) as archive:
            fill(archive, corpus(seed=3))
            if archive.dialect == "postgresql":
                monkeypatch.setattr(gather.Gatherer, "guess", lambda _: guess)
            asked = [("talk ferry", "newest"), ("port OR hafen -down", "relevance"), ("", "newest"), ("", "oldest")]
            found.append([statements(archive, Search(query=query, order=order)) for query, order in asked])  # type: ignore[arg-type]
    assert found[0] == found[1]
    assert any(one.more for one in found[0])
    assert all(one.total <= 12 for one in found[0])


def test_long_texts_are_cut_around_the_words_found() -> None:
    matcher = Matcher(read("ferry strike"), ["en"])
    shown = matcher.shown("word " * 300 + "a strike of ferries now " + "other " * 300, "said", "en")
    assert marked(shown) == ["strike", "ferries"] and shown.before and shown.after and len(shown.text) <= 320
    assert matcher.shown("x" * 5_000, "said", "en").text
