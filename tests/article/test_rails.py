"""Rails: picture texts among their lines, and how they are numbered."""

import numpy as np

from onrecord.article.model import Role
from onrecord.article.rails import number, pair_pictures

NAMES: tuple[Role, ...] = (
    "rail_headline", "alt_text", "rail_heading", "control", "topic", "timestamp", "credit", "other", "caption",
    "crosslink", "byline", "body",
)  # fmt: skip
LINES: list[tuple[str, Role]] = [
    ("Latest News", "rail_heading"),
    ("See more Latest News", "control"),
    ("Snow on the Tarn road", "alt_text"),
    ("Tarn road shut after third avalanche in a week", "rail_headline"),
    ("A bowl of soup", "alt_text"),
    ("Kitchen fined for serving soup too hot", "rail_headline"),
    ("Harbour", "alt_text"),
    ("Dockers say the offer is an insult", "rail_headline"),
    ("Goat on a roof in Pellmouth", "alt_text"),
    ("Goat rescued from roof in Pellmouth again", "rail_headline"),
    ("Opinion", "rail_heading"),
    ("See more Opinion", "control"),
    ("Why we need fewer ferries", "alt_text"),
    ("Why we need fewer ferries", "rail_headline"),
]


def chances(roles: list[Role]) -> np.ndarray:
    """A model that is fairly sure of everything but takes picture texts for headlines."""
    out = np.full((len(roles), len(NAMES)), 0.02, np.float32)
    for i, role in enumerate(roles):
        out[i, NAMES.index("rail_headline" if role == "alt_text" else role)] = 0.75
    return out


def test_pairs_are_told_by_their_words() -> None:
    texts = [text for text, _ in LINES]
    expected = [role for _, role in LINES]
    roles: list[Role] = ["rail_headline" if role == "alt_text" else role for role in expected]
    pair_pictures(texts, roles, chances(expected), NAMES)
    assert roles == expected


def test_rails_without_pictures_are_left_alone() -> None:
    texts = [text for text, role in LINES if role != "alt_text"]
    expected = [role for _, role in LINES if role != "alt_text"]
    roles = list(expected)
    pair_pictures(texts, roles, chances(expected), NAMES)
    assert roles == expected


def test_what_stands_under_a_headline_is_no_picture_text() -> None:
    texts: list[str] = []
    for text, role in LINES:
        if role == "rail_headline":
            texts += [text, f"{text}, the council said, and nobody knows when it will change."]
    roles: list[Role] = ["rail_headline"] * len(texts)
    before = list(roles)
    pair_pictures(texts, roles, chances(roles), NAMES)
    assert roles == before


def test_rails_are_numbered() -> None:
    roles: list[Role] = ["headline", "body", "rail_heading", "control", "rail_headline", "rail_headline", "body"]
    assert number(roles) == [None, None, 0, None, 0, 0, None]
    assert number([*roles, "rail_headline", "rail_heading"]) == [None, None, 0, None, 0, 0, None, 1, 2]
    far: list[Role] = ["rail_heading", *["other"] * 13, "rail_headline"]
    assert number(far)[-1] == 1
