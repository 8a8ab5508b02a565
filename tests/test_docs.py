"""The documentation against what it documents: links, commands, schemas, names."""

import re
from pathlib import Path

import pytest

import onrecord
from onrecord.export.schemas import VERSIONS, schema
from tests.consoles import DOCUMENTS, ROOT, agrees, run, shown

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def anchors(document: Path) -> set[str]:
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), f"{document.name} links to {link}, which is not there"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{document.name} links to {link}, a heading that is not there"


COMMANDS = [(document, *pair) for document in DOCUMENTS for pair in shown(document)]


@pytest.mark.parametrize(
    ("document", "command", "output"),
    COMMANDS,
    ids=[f"{document.name}: {command}" for document, command, _ in COMMANDS],
)
def test_shown_commands_print_what_is_shown(document: Path, command: str, output: str) -> None:
    printed = run(command, document.name)
    assert agrees(output, printed), f"{document.name} is out of date (make docs); {command} prints:\n{printed}"


@pytest.mark.parametrize("name", VERSIONS)
def test_committed_schemas_are_current(name: str) -> None:
    committed = ROOT / "docs" / "schema" / f"{name}-{VERSIONS[name]}.json"
    assert committed.read_bytes() == schema(name), "make docs writes it anew"


@pytest.mark.parametrize("name", onrecord.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    assert getattr(onrecord, name).__doc__
    library = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    assert re.search(rf"^#+ .*`(?:onrecord\.)?{name}\b", library, re.MULTILINE), f"{name} has no heading there"


def test_every_option_is_documented() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))
    known = re.findall(r"^│ ([a-z]+) ", run("onrecord --help"), re.MULTILINE)
    assert {"read", "add", "search"} <= set(known)
    for command in known:
        for option in re.findall(r"--[a-z-]+", run(f"onrecord {command} --help")):
            assert option in pages, f"the documentation does not tell of {command} {option}"


def test_every_exit_status_is_documented() -> None:
    from onrecord import cli

    pages = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for name in ("ALL_READ", "SOME_FAILED", "USAGE", "ARCHIVE", "FAULT", "INTERRUPTED", "NOBODY_READS"):
        assert f"| {getattr(cli, name)} |" in pages
