"""Who is the same person or body: hand-made pairs, and what each rule gives way to."""

from collections import Counter

import msgspec
import pytest

from onrecord.story.identities import Office, Seen, compare, of_note, tell
from onrecord.story.identities.bodies import Body, body_likeness, stem
from onrecord.story.identities.offices import Post, agreement
from onrecord.story.identities.people import Called, keys, likeness
from onrecord.story.identities.spelling import near, near_given
from tests.story.namesakes import Case, cases
from tests.story.tunnel import readings


@pytest.mark.parametrize("case", [one for one in cases() if not one.same], ids=lambda one: one.line[:60])
def test_no_two_are_taken_for_one(case: Case) -> None:
    found = compare([case.left], [case.right])
    assert found.verdict != "same", found.values


def test_most_that_are_one_are_found_and_all_is_said() -> None:
    same = [one for one in cases() if one.same]
    found = Counter(compare([one.left], [one.right]).verdict for one in same)
    assert found["conflict"] == 0, "what is one must not be shown as surely two"
    assert found["same"] / len(same) > 0.93, found
    for case in cases():
        for value in compare([case.left], [case.right]).values:
            assert (value.said.endswith(".") and value.said[0].isupper()) or value.said[0].isdigit(), value


def test_there_are_enough_pairs_of_each_kind() -> None:
    counted = Counter(one.same for one in cases())
    assert counted[False] >= 150 and counted[True] >= 80


@pytest.mark.parametrize("case", cases()[::3], ids=lambda one: one.line[:60])
def test_it_does_not_matter_which_comes_first(case: Case) -> None:
    one, other = compare([case.left], [case.right]), compare([case.right], [case.left])
    assert (one.verdict, one.points, one.needed) == (other.verdict, other.points, other.needed)


def test_a_name_alone_is_a_maybe_and_a_contradiction_is_shown() -> None:
    plain = Seen(type="person", names=["Peter Hallam"], day="2031-05-01")
    assert compare([plain], [msgspec.structs.replace(plain, outlet="Lumen News")]).verdict == "maybe"
    plumber = msgspec.structs.replace(plain, offices=[Office("plumber")])
    professor = msgspec.structs.replace(plain, offices=[Office("professor")])
    found = compare([plumber], [professor])
    assert found.verdict == "conflict"
    assert found.values[-1].said == "Plumber on the one page, professor on the other, on one day: two walks of life."


def test_a_contradiction_beats_any_support() -> None:
    one = Seen(type="person", names=["Louis Orme"], born=(1960, 1961), article=3, beside=["ada renn", "owen pryce"])
    assert compare([one], [one]).verdict == "same"
    assert compare([one], [msgspec.structs.replace(one, born=(1990, 1991))]).verdict == "conflict"


def test_a_crowded_name_needs_more() -> None:
    one = Seen(type="person", names=["John Brand"], beside=["ada renn"], day="2031-05-01")
    assert compare([one], [one]).verdict == "same"
    assert compare([one], [one], crowded=True).verdict == "maybe"


def test_those_whom_everybody_names_say_little() -> None:
    one = Seen(type="person", names=["John Brand"], beside=["ada renn"], day="2031-05-01")
    found = compare([one], [one], rarity={"ada renn": 5000})
    assert (found.verdict, found.points) == ("maybe", 0.5)


def test_who_is_named_beside_another_long_ago_says_nothing() -> None:
    one = Seen(type="person", names=["John Brand"], beside=["ada renn"], day="2031-05-01")
    assert compare([one], [msgspec.structs.replace(one, day="2029-05-01")]).points == 0


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Anders Falk", "ANDERS FALK", "same"),
        ("Mr Anders Falk", "Anders Falk", "same"),
        ("Bashar al-Masri", "Bashar Masri", "same"),
        ("John F. Orme", "John Orme", "longer"),
        ("Bob Tully", "Robert Tully", "short form"),
        ("Oleksandr Hryhorenko", "Alexander Grigorenko", "spelling"),
        ("Park Geun-ho", "Geun-ho Park", "order"),
        ("P.J. Hallam", "Peter James Hallam", "initials"),
        ("Pelu", "Pelu", "one word"),
        ("Hallam", "Peter Hallam", "surname"),
        ("Henry Colt Jr.", "Henry Colt", "suffix"),
        ("George H. W. Rusk", "George W. Rusk", "further"),
        ("Henry Colt Jr.", "Henry Colt Sr.", None),
        ("Peter Hallam", "Paula Hallam", None),
        ("Ilse Marquardt", "Jonas Marquardt", None),
        ("", "Peter Hallam", None),
        ("Jon Marsh", "Don Marsh", None),
    ],
)
def test_names_agree_in_these_ways(one: str, other: str, found: str | None) -> None:
    assert likeness(Called(one), Called(other)) == likeness(Called(other), Called(one)) == found


@pytest.mark.parametrize(
    ("one", "other", "days", "found"),
    [
        ("mayor of Pellmouth", "mayor of Upper Tarn", 10, "other place"),
        ("mayor of Pellmouth", "mayor of Upper Tarn", 900, None),
        ("former mayor of Pellmouth", "mayor of Upper Tarn", 10, None),
        ("mayor of Pellmouth", "Pellmouth mayor", 10, "same place"),
        ("minister of transport", "Transport Minister", 10, "same"),
        ("transport minister", "health minister", 3, "other office"),
        ("transport minister", "health minister", 300, None),
        ("minister", "transport minister", 3, "alike"),
        ("plumber", "professor", 3, "other walk of life"),
        ("senator", "lawyer", 3, None),
        ("doctor at the Tarshan Clinic", "surgeon at the Tarshan Clinic", 3, "same"),
    ],
)
def test_offices_agree_in_these_ways(one: str, other: str, days: int, found: str | None) -> None:
    assert agreement(Post(Office(one)), Post(Office(other)), days) == found


def test_bodies_are_told_by_all_their_words() -> None:
    assert body_likeness(Body("Ministry of Health"), Body("Health Ministry")) == "reordered"
    assert body_likeness(Body("Progress Party"), Body("Progress Party Youth")) is None
    assert body_likeness(Body("the UN"), Body("United Nations")) == "known"
    assert stem("quarvian") == stem("quarvia") != stem("estrand")


def test_spellings_that_are_near_and_that_are_not() -> None:
    assert near("hryhorenko", "grigorenko") and near("mueller", "muller") and near("gaddari", "qaddari")
    assert not near("falk", "volk") and not near("hassan", "hussein")
    assert near_given("sara", "sarah") and not near_given("frances", "francis") and not near_given("mario", "maria")


def test_strange_names_cost_nothing() -> None:
    strange = ["", " ", "-", "؟", "a" * 5000, "x " * 3000, "Jr", "al-", "\ud800", "李 明", "O'", "..."]
    for one in strange:
        keys([one])
        for other in strange:
            likeness(Called(one), Called(other))
            body_likeness(Body(one), Body(other))
        Post(Office(one))


def test_what_a_page_tells() -> None:
    told = {one.name: one for one in tell(readings()["post-2-hallam"], day="2031-10-15", outlet="Post").values()}
    hallam = told["Peter Hallam"]
    assert [office.words for office in hallam.offices] == ["plumber from Quay Street"]
    assert (hallam.born, hallam.gender, hallam.places) == ((1978, 1979), "m", ["quay street"])
    assert "dilys anker" in hallam.beside and "b:lumen news" not in hallam.beside
    assert told["Alexander Grigorenko"].offices == [Office("Lorry driver")]


BESIDE = ["ada renn", "owen pryce", "b:lumen works"]


def test_a_known_abbreviation_counts_only_where_it_stands_for_what_it_is_known_for() -> None:
    nations = Seen(type="organisation", names=["United Nations", "UN"], beside=BESIDE)
    nurses = Seen(type="organisation", names=["United Nurses", "UN"], beside=BESIDE)
    assert compare([nations], [nurses]).verdict != "same"
    assert compare([nations], [msgspec.structs.replace(nurses, names=["UN"])]).verdict == "same"


def test_a_branch_is_not_the_party_unless_a_page_puts_the_party_there() -> None:
    branch = Seen(type="organisation", names=["Oregon Harbour Party"], beside=BESIDE)
    party = Seen(type="organisation", names=["Harbour Party"], beside=BESIDE)
    assert compare([branch], [party]).verdict != "same"


def test_who_has_other_further_names_is_not_made_one_by_the_short_form_of_both() -> None:
    son = Seen(type="person", names=["Louis W. Orme", "Louis Orme"], beside=BESIDE)
    father = Seen(type="person", names=["Louis H. W. Orme"], beside=BESIDE)
    assert compare([son], [father]).verdict != "same"
    assert compare([msgspec.structs.replace(son, names=["Louis Orme"])], [father]).verdict == "same"


def test_a_name_that_many_pages_have_for_one_needs_less_beside_it() -> None:
    one = Seen(type="person", names=["Odile Brandvold"], beside=["ada renn"])
    found = compare([one], [one], rarity={"ada renn": 1000})
    assert (found.verdict, found.points) == ("maybe", 0.5)
    assert of_note(found, 7) == found
    noted = of_note(found, 40)
    assert noted.verdict == "same" and noted.values[-1].said.startswith("So called on 40 pages here")
    alone = compare([one], [msgspec.structs.replace(one, beside=[])])
    assert [of_note(alone, pages).verdict for pages in (40, 150)] == ["maybe", "same"]
    other = compare([one], [msgspec.structs.replace(one, names=["O. Brandvold"])])
    assert of_note(other, 1000) == other


@pytest.mark.parametrize("name", ["CNN", "Reuters", "Skerry Weekly", "Sunday Times", "Bloomberg"])
def test_outlets_known_by_their_name_alone(name: str) -> None:
    one = Seen(type="organisation", names=[name])
    assert (compare([one], [one]).verdict == "same") is (name in ("CNN", "Reuters"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Cornish Sen.", "Republican Sen.", "alike"),
        ("New Pellmouth’s sitting governor", "Pellmouth Gov.", "same place"),
        ("Labour leader", "Conservative leader", "other place"),
        ("Ohio Gov", "Iowa Gov.", "other office"),
    ],
)
def test_a_seat_told_by_its_party_and_an_office_told_at_more_length(one: str, other: str, expected: str) -> None:
    assert agreement(Post(Office(one)), Post(Office(other)), 3) == expected
    assert agreement(Post(Office(other)), Post(Office(one)), 3) == expected
