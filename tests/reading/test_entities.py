"""Entities: who is the same, by name, description and pronoun."""

import re

from onrecord.reading.entities import Resolved, resolve
from onrecord.reading.model import EntityType, Mention
from onrecord.reading.passages import Passage

TYPES: dict[str, EntityType] = {
    "p": "person",
    "o": "organisation",
    "l": "place",
    "g": "group",
    "w": "work",
    "x": "other",
}
MARK = re.compile(r"\[([plogwx])(d?) |\]")


def read(marked: str) -> Resolved:
    """Resolve a text in which names stand as ``[p Ada Renn]`` and descriptions as ``[pd the minister]``."""
    text, opened, mentions = "", [], []
    at = 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group() != "]":
            opened.append((len(text), TYPES[match.group(1)], "description" if match.group(2) else "name"))
            continue
        start, kind, form = opened.pop()
        mentions.append(Mention(span=(start, len(text)), type=kind, form=form))  # type: ignore[arg-type]
    text += marked[at:]
    passages = [Passage(*m.span(), "body") for m in re.finditer(r"[^\n]+", text)]
    return resolve(text, passages, sorted(mentions, key=lambda m: (m.span[0], -m.span[1])))


def named(found: Resolved, name: str) -> list[str]:
    """The mentions of the entity of this name, in text order."""
    one = next(e for e in found.entities if e.name == name)
    return [found.text[slice(*m.span)] for m in one.mentions]


def test_a_person_is_found_again_by_surname_title_and_pronoun() -> None:
    found = read("[p Ada Renn] resigned. Ms [p Renn] said she was tired.\nIt was over, [p Renn] said.")
    assert named(found, "Ada Renn") == ["Ada Renn", "Renn", "she", "Renn"]
    assert [e.id for e in found.entities] == ["e1"]
    assert found.entities[0].variants == ["Renn"]


def test_accents_possessives_and_titles_do_not_part_a_name() -> None:
    found = read(
        "[p Stéphan Dréville] met [p Stephan Dreville]'s aide. Mr [p Dreville] left, Mrs. [p Okoro] stayed.\n"
        "[p Dréville’s] car waited."
    )
    assert named(found, "Stéphan Dréville") == ["Stéphan Dréville", "Stephan Dreville", "Dreville", "Dréville’s"]
    assert found.entities[0].variants == ["Stephan Dreville", "Dreville", "Dréville"]


def test_father_and_son_and_people_of_one_surname_stay_apart() -> None:
    found = read(
        "[p Carl Venn] and [p Carl Venn Jr.] met [p Lidia Venn]. Mrs [p Venn] smiled. Later [p Carl Venn] spoke."
    )
    names = {e.name: len(e.mentions) for e in found.entities}
    assert names == {"Carl Venn": 2, "Carl Venn Jr.": 1, "Lidia Venn": 2}


def test_a_bare_surname_of_two_is_the_first_ones_unless_the_other_was_just_named() -> None:
    found = read(
        "[p Tomas Arkel] spoke.\n[p Arkel] said so.\nHis cousin [p Rilo Arkel] disagreed. [p Arkel] shouted.\n"
        "There was rain. It fell.\n[p Tomas Arkel] left. [p Arkel] was late."
    )
    assert [n for n in named(found, "Tomas Arkel") if n != "His"] == ["Tomas Arkel", "Arkel", "Tomas Arkel", "Arkel"]
    assert named(found, "Rilo Arkel") == ["Rilo Arkel"]
    assert any(e.name == "Arkel" for e in found.entities)


def test_abbreviations_in_brackets_by_capitals_and_never_introduced() -> None:
    found = read(
        "The [o Quarvian Institute of Trade] ([o QIT]) wrote. [o QIT] and the [l US] agreed.\n"
        "[l U.S.] and [l United States] goods, [o Orvel Press Agency]. The [o OPA] said, the [o Press Agency] "
        "said. [o UN]."
    )
    assert named(found, "Quarvian Institute of Trade") == ["Quarvian Institute of Trade", "QIT", "QIT"]
    assert named(found, "United States") == ["US", "U.S.", "United States"]
    assert named(found, "Orvel Press Agency") == ["Orvel Press Agency", "OPA", "Press Agency"]
    assert named(found, "UN") == ["UN"]


def test_places_are_not_joined_by_part_of_their_name_and_demonyms_are_groups() -> None:
    found = read("[l North Orvel] and [l Orvel]. [g Israeli] and [g Israelis] in [l Israel].")
    assert [e.name for e in found.entities] == ["North Orvel", "Orvel", "Israelis", "Israel"]


def test_offices_before_and_after_the_name_with_where_they_are_held() -> None:
    found = read(
        "[l Quarvia]'s trade minister [p Ada Renn] met [p Bo Tarn], the former governor of [l Orvel], and "
        "[pd the minister] of strategic affairs of [l Israel], [p Rolf Derm].\n"
        "[g French] envoy [p Ines Vay] left [l France]."
    )
    ids = {e.name: e.id for e in found.entities}
    roles = {e.name: [(r.role, r.affiliation) for r in e.roles] for e in found.entities if e.roles}
    assert roles == {
        "Ada Renn": [("trade minister", ids["Quarvia"])],
        "Bo Tarn": [("former governor of Orvel", ids["Orvel"])],
        "Rolf Derm": [("minister of strategic affairs of Israel", ids["Israel"])],
        "Ines Vay": [("French envoy", ids["France"])],
    }
    assert named(found, "Rolf Derm") == ["the minister", "Rolf Derm"]
    for entity in found.entities:
        for role in entity.roles:
            assert found.text[slice(*role.span)] == role.role


def test_a_description_goes_to_the_holder_of_the_office() -> None:
    found = read(
        "Foreign Secretary [p Ada Renn] flew out. [p Bo Tarn], [pd the mayor] of [l Orvel], waved.\n"
        "[pd The foreign secretary] said she would return."
    )
    assert named(found, "Ada Renn") == ["Ada Renn", "The foreign secretary", "she"]


def test_the_unnamed_form_entities_of_their_own() -> None:
    found = read(
        "[pd Several aides] warned of it. [pd The aides] told the [o Orvel Post].\n[pd A former top aide] agreed."
    )
    names = [(e.name, e.named, len(e.mentions)) for e in found.entities]
    assert names == [("Several aides", False, 2), ("Orvel Post", True, 1), ("A former top aide", False, 1)]


def test_two_spoken_of_together_are_a_group_with_members() -> None:
    found = read("Mr [p Renn] travels with [p Ines Vay].\nThe pair will meet [p Bo Tarn] in [l Orvel].")
    pair = next(e for e in found.entities if e.members)
    assert pair.type == "group"
    assert [found.by_id[m].name for m in pair.members] == ["Renn", "Ines Vay"]


def test_pronouns_of_the_other_gender_and_number_are_left_alone() -> None:
    found = read("[p Mary Okoro] spoke.\nHe said they had left.")
    assert named(found, "Mary Okoro") == ["Mary Okoro"]
    assert [found.text[slice(*s)] for s, r in found.resolutions.items() if r.entity] == []


def test_what_heads_a_phrase() -> None:
    found = read(
        "[g Quarvian] foreign minister [p Ada Renn] spoke. [pd A spokesman] for [p Ada Renn] agreed. The [p Renn] camp "
        "did. One of [pd the lawyers], [p Bo Tarn], too. Rep. [p Ines Vay] (D-Orvel) did."
    )

    def head(phrase: str) -> str | None:
        at = found.text.index(phrase)
        entity = found.head((at, at + len(phrase))).entity
        return found.by_id[entity].name if entity else None

    assert head("Quarvian foreign minister Ada Renn") == "Ada Renn"
    assert head("A spokesman for Ada Renn") == "A spokesman"
    assert head("The Renn camp") is None
    assert head("One of the lawyers, Bo Tarn,") == "Bo Tarn"
    assert head("Rep. Ines Vay (D-Orvel)") == "Ines Vay"


def test_who_tells_of_an_office_does_not_hold_it() -> None:
    found = read("[pd A spokeswoman] said that [pd the minister], [p Ada Renn], would stay.")
    assert named(found, "Ada Renn") == ["the minister", "Ada Renn"]
    assert [(e.name, [r.role for r in e.roles]) for e in found.entities if e.roles] == [("Ada Renn", ["minister"])]


def test_nothing_gives_nothing() -> None:
    assert resolve("", [], []).entities == []
    assert resolve("", [], []).head((0, 0)).entity is None


def test_two_named_after_what_they_are_have_no_plural_office() -> None:
    found = read("[pd The two ministers] [p Ada Renn] and [p Bo Tarn] met. [p Ada Renn] spoke.")
    pair = next(e for e in found.entities if e.members)
    assert [found.by_id[m].name for m in pair.members] == ["Ada Renn", "Bo Tarn"]
    assert all(not e.roles for e in found.entities)


def test_party_and_state_and_words_without_a_head_are_no_mentions() -> None:
    found = read("Rep. [p Ines Vay] ([o D-Orvel]) spoke, [pd a number of] others and [o US] too.")
    assert [e.name for e in found.entities] == ["Ines Vay", "US"]


def test_a_single_word_that_the_article_calls_a_company_is_no_person() -> None:
    found = read("[p Tideline], the company that runs the ferry, said no. A spokesman for [p Tideline] left.")
    assert [(e.name, e.type) for e in found.entities if e.name == "Tideline"] == [("Tideline", "organisation")]
    found = read("The boss of [p Tideline], [p Bo Tarn], left. Mr [p Tarn], a director of the company, was tired.")
    assert {e.name: e.type for e in found.entities} == {"Tideline": "organisation", "Bo Tarn": "person"}
    found = read(
        "[o Tideline], the company that runs the ferry, said no. [p Tideline] had been told, and [p Tideline] left."
    )
    assert [(e.name, e.type, len(e.mentions)) for e in found.entities[:1]] == [("Tideline", "organisation", 3)]
    found = read("[p Renn], who owns the company, left. A lawyer for [p Renn] said so.")
    assert found.entities[0].type == "person"


def test_a_body_without_a_name_is_told_by_whose_it_is() -> None:
    found = read("[l Quarvia]’s [od foreign ministry] confirmed the visit.")
    assert "Quarvia’s foreign ministry" in [e.name for e in found.entities]
