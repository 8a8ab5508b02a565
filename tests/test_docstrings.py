"""The examples in docstrings run and give what they say."""

import doctest
import importlib
import pkgutil

import pytest

import onrecord

MODULES = [
    "onrecord",
    *(
        module.name
        for module in pkgutil.walk_packages(onrecord.__path__, "onrecord.")
        if module.name != "onrecord.record.migrations.env"  # alembic alone can run it
    ),
]


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(name))
    assert outcome.failed == 0
