"""The MCP server, asked by the SDK's own client: in memory, and once as a program over its standard input."""

import asyncio
import sys
import textwrap
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from onrecord.pipeline import tracing
from onrecord.record import lookup
from onrecord.record.opening import Archive, open_archive
from onrecord.record.search.vectors import catch_up
from onrecord.web.assistant import Allowed, create_server

PAGE = "Rates stay\n\nRates will stay where they are, the governor, Ilse Brandt, said on Monday.\n"


@pytest.fixture
def archive(where: Path) -> Iterator[Archive]:
    with open_archive(where) as archive:
        yield archive


def asked(archive: Archive, ask: Callable[[Client], Awaitable[Any]], allowed: Allowed | None = None) -> Any:
    async def run() -> Any:
        async with Client(create_server(archive, allowed)) as client:
            return await ask(client)

    return asyncio.run(run())


def call(archive: Archive, tool: str, allowed: Allowed | None = None, **given: Any) -> dict[str, Any]:
    answer = asked(archive, lambda client: client.call_tool(tool, given), allowed)
    assert not answer.is_error, answer.content
    found: dict[str, Any] = answer.structured_content
    return found


def refused(archive: Archive, tool: str, allowed: Allowed | None = None, **given: Any) -> str:
    answer = asked(archive, lambda client: client.call_tool(tool, given), allowed)
    assert answer.is_error
    return str(answer.content[0].text)


def texts(archive: Archive) -> dict[str, str]:
    """The text of every page, by its hash."""
    with archive.reading() as connection:
        found = lookup.captures(connection).items
        return {one.sha256: lookup.article(connection, one.sha256).reading.text for one in found}


def holds(archive: Archive, quoted: dict[str, Any]) -> None:
    """A quotation is in the archive, word for word, under its ref."""
    with archive.reading() as connection:
        text = lookup.article(connection, quoted["article"]).reading.text
    assert quoted["said"]
    for piece in quoted["said"] + quoted["source"] + quoted["cue"]:
        assert text[piece["start"] : piece["end"]] == piece["words"]
    with archive.reading() as connection:
        row = lookup.statement(connection, quoted["ref"]).row
    assert row.content == " … ".join(piece["words"] for piece in quoted["said"])


def test_the_tools_say_what_they_take_and_give(archive: Archive) -> None:
    listed = asked(archive, lambda client: client.list_tools()).tools
    looking = [
        "search_statements",
        "said_by",
        "who_is",
        "fetch_evidence",
        "trace_words",
        "check_quotations",
        "read_text",
    ]
    assert [one.name for one in listed] == [*looking, "read_page"]
    for one in listed:
        assert one.description
        assert one.output_schema
        assert one.annotations.read_only_hint is (one.name != "read_page")
        assert one.annotations.destructive_hint is not True


def test_search_gives_quotations_that_exist(archive: Archive) -> None:
    found = call(archive, "search_statements", query="strike OR harbour OR said", limit=20)
    assert found["total"] >= len(found["items"]) > 3
    for one in found["items"]:
        holds(archive, one)
    first = call(archive, "search_statements", query="said", limit=2)
    second = call(archive, "search_statements", query="said", limit=2, cursor=first["next"])
    assert not {one["ref"] for one in first["items"]} & {one["ref"] for one in second["items"]}


def test_search_by_meaning_gives_quotations_that_exist(archive: Archive) -> None:
    catch_up(archive)
    found = call(archive, "search_statements", query="the walkout at the port goes on", semantic=True, limit=3)
    assert len(found["items"]) == 3
    for one in found["items"]:
        holds(archive, one)


def test_what_somebody_said(archive: Archive) -> None:
    with archive.reading() as connection:
        spoken = lookup.speaking(connection).spoken
    often: Counter[str] = Counter()
    for one in spoken:
        often[one.name] += one.statements
    [(name, statements)] = often.most_common(1)
    found = call(archive, "said_by", name=name.upper(), limit=20)
    assert len(found["items"]) == min(20, statements)
    for one in found["items"]:
        holds(archive, one)


def test_namesakes_are_kept_apart(story_in_a_file: Archive) -> None:
    """Nothing that one of two people of a name said is given for the other's."""
    both = call(story_in_a_file, "who_is", name="Peter Hallam")
    refs = {one["ref"] for one in both["items"]}
    assert len(refs) == 2
    found = call(story_in_a_file, "said_by", name="Peter Hallam")
    assert found["speaker"] is None and found["items"] == []
    assert {one["ref"] for one in found["others"]} == refs
    for ref in refs:
        said = call(story_in_a_file, "said_by", name=ref)
        assert said["speaker"]["ref"] == ref
        assert len(said["items"]) == said["speaker"]["statements"] > 0
        for one in said["items"]:
            holds(story_in_a_file, one)
        [alone] = [call(story_in_a_file, "who_is", name=ref)]
        assert [one["ref"] for one in alone["items"]] == [ref]
        assert any("Is not the same as Peter Hallam" in one for one in alone["apart"])
    assert "There is no person or body" in refused(story_in_a_file, "said_by", name="p-000000000000")
    assert call(story_in_a_file, "who_is", name="Nobody At All")["items"] == []


def test_where_words_appeared(archive: Archive) -> None:
    tracing.catch_up(archive)
    found = call(archive, "search_statements", query="harbour", limit=1)["items"][0]
    traced = call(archive, "trace_words", words=found["ref"])
    assert traced["first"] in [one["statement"]["ref"] for one in traced["appearances"]]
    assert traced["independent"] + traced["undetermined"] >= 1
    for one in traced["appearances"]:
        holds(archive, one["statement"])
        assert one["from_where"].endswith(".")
    assert "Nobody says that" in refused(archive, "trace_words", words="zyzzyva quux frobnicate")


def test_a_quotation_is_held_against_the_archive(archive: Archive) -> None:
    tracing.catch_up(archive)
    found = call(archive, "search_statements", query="harbour", limit=20)["items"]
    one = max(found, key=lambda item: len(item["said"][0]["words"]))
    words = one["said"][0]["words"].strip("“”\"' ,.")
    (right,) = call(archive, "check_quotations", text=words)["items"]
    assert right["verdict"] in ("verbatim", "cut")
    holds(archive, right["best"])
    (wrong,) = call(archive, "check_quotations", text="The zyzzyva quux of the frobnicated harbour is grue")["items"]
    assert (wrong["verdict"], wrong["right"], wrong["best"]) == ("not_found", False, None)


def test_what_is_not_there_is_not_given(archive: Archive) -> None:
    assert call(archive, "search_statements", query="zyzzyva")["items"] == []
    assert call(archive, "said_by", name="Nobody At All") == {"speaker": None, "others": [], "items": [], "next": None}
    for ref in ("000000000000-1-2", "", "x", "'; drop table statement; --"):
        assert "none is made up for it" in refused(archive, "fetch_evidence", ref=ref)


def test_words_that_do_not_stand_in_the_page_are_withheld(archive: Archive) -> None:
    """A row that somebody changed behind the archive's back is no quotation."""
    found = call(archive, "search_statements", query="said", limit=1)["items"][0]
    with archive.writing() as connection:
        connection.exec_driver_sql("UPDATE statement SET content = 'I never said this'")
    assert "do not stand in its page" in refused(archive, "fetch_evidence", ref=found["ref"])
    assert call(archive, "search_statements", query="said")["items"] == []


def test_evidence(archive: Archive) -> None:
    for one in call(archive, "search_statements", query="said", limit=10)["items"]:
        found = call(archive, "fetch_evidence", ref=one["ref"])
        assert found["statement"] == one
        text = texts(archive)[found["capture"]]
        context = found["context"]
        assert text[context["start"] : context["end"]] == context["words"]
        assert all(piece["words"] in context["words"] for piece in one["said"])
        assert found["captured"][0]["source"].startswith(str(Path("samples"))) or "samples" in str(found["captured"])
        assert set(found["reader"]) == {"blocks", "attribution", "entities", "speakers"}


def test_a_page_of_the_archive(archive: Archive) -> None:
    for sha256, text in texts(archive).items():
        found = call(archive, "read_page", article=sha256[:12])
        assert found["article"] == sha256
        for piece in found["body"]:
            assert text[piece["start"] : piece["end"]] == piece["words"]
        for one in found["statements"]:
            holds(archive, one)
        if found["kind"] != "article":
            assert found["statements"] == []


def test_a_text_is_read_and_proves_nothing(archive: Archive) -> None:
    before = len(texts(archive))
    found = call(archive, "read_text", text=PAGE)
    assert [one["speaker"] for one in found["statements"]] == ["Ilse Brandt"]
    assert not any("ref" in one for one in found["statements"])
    for one in found["statements"]:
        for piece in one["said"]:
            assert PAGE[piece["start"] : piece["end"]] == piece["words"]
    assert len(texts(archive)) == before
    assert call(archive, "said_by", name="Ilse Brandt")["items"] == []


def test_a_local_page_is_read_only_where_that_is_allowed(archive: Archive, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    for path in (str(page), "/etc/passwd", "samples/harbour-strike.html", "-"):
        assert "reads no local files" in refused(archive, "read_page", path=path)
    allowed = Allowed(paths=True)
    found = call(archive, "read_page", allowed, path=str(page))
    holds(archive, found["statements"][0])
    assert [one["ref"] for one in call(archive, "said_by", name="Ilse Brandt")["items"]] == [
        one["ref"] for one in found["statements"]
    ]
    for path in ("-", str(tmp_path), "/dev/zero", "/nothing", ""):
        assert "no such file" in refused(archive, "read_page", allowed, path=path)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/", "http://0x7f.1/", "file:///etc/passwd", "x"],
)
def test_no_address_within_is_fetched(archive: Archive, url: str) -> None:
    assert "cannot be read" in refused(archive, "read_page", url=url)
    assert "fetches no pages" in refused(archive, "read_page", Allowed(fetching=False), url=url)


@pytest.mark.parametrize(
    ("tool", "given", "words"),
    [
        ("read_page", {}, "Give one of"),
        ("read_page", {"article": "abcdef", "url": "http://a.example/"}, "Give one of"),
        ("read_page", {"article": "000000"}, "no capture"),
        ("search_statements", {"query": "a" * 2000}, "1000"),
        ("search_statements", {"query": "x", "limit": 1000}, "20"),
        ("search_statements", {"query": '"open'}, "is not closed"),
        ("search_statements", {"query": "x", "since": "yesterday"}, "since"),
        ("said_by", {"name": "x", "cursor": "nonsense"}, "none that a page gave"),
        ("read_text", {"text": ""}, "text"),
        ("nothing", {}, "nothing"),
    ],
)
def test_what_is_asked_wrongly_is_told(archive: Archive, tool: str, given: dict[str, Any], words: str) -> None:
    said = refused(archive, tool, **given)
    assert words in said
    assert "Traceback" not in said


def test_over_standard_input(where: Path) -> None:
    program = textwrap.dedent(f"""
        from onrecord.web.assistant import serve
        if __name__ == "__main__":
            serve({str(where)!r})
    """)

    async def run() -> Any:
        parameters = StdioServerParameters(command=sys.executable, args=["-c", program])
        async with Client(stdio_client(parameters)) as client:
            found = await client.call_tool("search_statements", {"query": "said", "limit": 1})
            text = await client.call_tool("read_text", {"text": PAGE})
            return found.structured_content, text.structured_content

    found, text = asyncio.run(run())
    assert found["items"][0]["ref"]
    assert text["statements"][0]["speaker"] == "Ilse Brandt"
