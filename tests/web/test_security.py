"""Every promise of docs/security.md names tests that hold it, and they are there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
PROMISES = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in DOCUMENT.splitlines()
    if line.startswith("| ") and not line.startswith(("| promise", "| ---"))
]


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_there_are_promises() -> None:
    assert len(PROMISES) >= 30
    assert all(len(one) == 2 for one in PROMISES)


@pytest.mark.parametrize(("promise", "held_by"), PROMISES, ids=[one[0][:60] for one in PROMISES])
def test_a_promise_is_held_by_tests_that_exist(promise: str, held_by: str) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", held_by)
    assert named, promise
    for path, test in named:
        assert test in names_in(path), f"{path} has no {test}"
