"""From the model's judgement to roles: what is put right by rule."""

import numpy as np
import pytest

from onrecord.article import roles
from onrecord.article.html import flatten
from onrecord.article.model import ROLES

PICTURES = "<p>{}</p><p>{}</p><p>Between them.</p><p>{}</p>"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("A ferry at the pier of Ellery", "A ferry at the pier of Ellery. Picture: Ida Orr", ["alt_text", "caption"]),
        ("A ferry at the pier of Ellery. Picture: Ida Orr", "A ferry at the pier of Ellery", ["caption", "alt_text"]),
        ("A ferry at the pier of Ellery", "The harbour master, Ana Vale", ["caption", "caption"]),
        ("A ferry", "A ferry at the pier", ["caption", "caption"]),
    ],
)
def test_of_two_captions_that_say_the_same_the_shorter_is_the_alternative_text(
    monkeypatch: pytest.MonkeyPatch, one: str, other: str, expected: list[str]
) -> None:
    chances = np.full((4, len(ROLES)), 0.001, dtype=np.float32)
    chances[[0, 1, 3], ROLES.index("caption")] = 0.9
    chances[2, ROLES.index("body")] = 0.9
    monkeypatch.setattr(roles, "probabilities", lambda seen: chances.copy())
    monkeypatch.setattr(roles, "is_bare", lambda *page: False)
    found = roles.with_roles(flatten(PICTURES.format(one, other, one)))
    assert [block.role for block in found] == [*expected, "body", "caption"]
