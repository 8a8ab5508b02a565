import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.names import key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stéphane Séjourné", "Stephane SEJOURNE"),
        ("Ødegaard", "Odegaard"),
        ("O’Brien", "O'Brien"),
        ("J. M. Thorne", "J M Thorne"),
        ("Skerry-Line", "skerry  line"),
        ("Müller", "Mu\u0308ller"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_different_names_stay_apart() -> None:
    assert key("Mara Hollin") != key("M. Hollin")


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)
    assert len(key(name)) <= 200
