from itertools import count

import pytest
from msgspec.structs import replace

from onrecord.reading.model import Reading, Statement
from onrecord.record.corrections.apply import Corrected, corrected
from onrecord.record.corrections.asked import Asked, corrections_for
from onrecord.record.corrections.model import Correction, Kept, correction_json, correction_of
from tests.export.made import told_reading
from tests.record.corrections.readers import moved, other_reader, whole


@pytest.fixture(scope="module")
def told() -> Reading:
    return told_reading()


class Hand:
    """Corrections of one reading, made one after another as a person would, each on what the ones before left."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.kept: list[Kept] = []
        self._ids = count(1)

    def put(self, statement: str | None = None, /, **asked: object) -> "Hand":
        for one in corrections_for(self.now.reading, Asked(**asked), statement):  # type: ignore[arg-type]
            self.keep(one)
        return self

    def keep(self, one: Correction) -> None:
        again = correction_of(correction_json(one))
        assert again == one
        self.kept.append(Kept(id=next(self._ids), at="2031-03-10T08:00:00Z", by="Ada", why="checked", correction=again))

    @property
    def now(self) -> Corrected:
        return self.on(self.reading)

    def on(self, reading: Reading) -> Corrected:
        done = corrected(reading, self.kept)
        whole(done.reading)
        return done

    def states(self, reading: Reading | None = None) -> list[str]:
        return [one.state for one in self.on(reading or self.reading).outcomes]


def of(reading: Reading, id: str) -> Statement:
    return next(one for one in (*reading.statements, *reading.nested) if one.id == id)


def by_words(done: Corrected, words: str) -> Statement:
    return next(s for s in (*done.reading.statements, *done.reading.nested) if words in done.reading.quote(s.content))


def test_without_corrections_it_is_the_same_reading(told: Reading) -> None:
    whole(told)
    assert corrected(told, []).reading is told


def test_a_speaker_is_set_to_an_entity_of_the_article(told: Reading) -> None:
    hand = Hand(told).put("s6", speaker=["Tom Askill"])
    done = hand.now
    speaker = of(done.reading, "s6").speaker
    assert speaker and (speaker.entity, speaker.name, speaker.confidence, speaker.candidates) == (
        "e2",
        "Tom Askill",
        1.0,
        [],
    )
    assert done.changed == {"s6"}
    assert done.hands["s6"] == [("speaker", 1, "Ada")]
    assert [one.id for one in done.reading.statements] == [one.id for one in told.statements]
    assert done.altered


def test_a_speaker_may_be_somebody_the_reading_does_not_know(told: Reading) -> None:
    speaker = of(Hand(told).put("s1", speaker=["Odd Verrin", "Vell"]).now.reading, "s1").speaker
    assert speaker and (speaker.entity, speaker.name) == (None, "Odd Verrin")
    assert [(one.entity, one.name) for one in speaker.joint] == [("e1", "Ragna Vell")]


def test_a_speaker_may_be_unknown(told: Reading) -> None:
    speaker = of(Hand(told).put("s3", unknown_speaker=True).now.reading, "s3").speaker
    assert speaker and (speaker.entity, speaker.name, speaker.confidence) == (None, None, 1.0)


def test_a_kind_of_source_follows_the_speaker_unless_a_person_set_it(told: Reading) -> None:
    assert of(Hand(told).put("s5", speaker=["Ragna Vell"]).now.reading, "s5").source_kind == "named_person"
    hand = Hand(told).put("s5", source_kind="other").put("s5", speaker=["Ragna Vell"])
    assert of(hand.now.reading, "s5").source_kind == "other"


def test_words_are_set_and_what_follows_from_them(told: Reading) -> None:
    hand = Hand(told).put("s3", content=['"We failed them," she'])
    one = of(hand.now.reading, "s3")
    assert told.quote(one.content) == '"We failed them," she'
    assert one.quotation == "mixed"
    assert one.confidence == of(told, "s3").confidence
    hand.put("s3", source=["she"])
    assert of(hand.now.reading, "s3").confidence == 1.0


def test_a_source_without_words_is_nobody_in_particular(told: Reading) -> None:
    one = of(Hand(told).put("s1", no_source=True).now.reading, "s1")
    assert (one.source, one.speaker, one.source_kind) == ([], None, "implicit")


def test_a_source_elsewhere_is_somebody_else(told: Reading) -> None:
    one = of(Hand(told).put("s5", source=["Ragna Vell, the transport minister"]).now.reading, "s5")
    assert one.speaker and one.speaker.entity == "e1"
    assert one.speaker.confidence < 1


def test_kinds_are_set_each_for_itself(told: Reading) -> None:
    hand = Hand(told).put("s2", manner="admits", no_channel=True, via=["Northlight (agency)"], polarity="denies")
    one = of(hand.now.reading, "s2")
    assert (one.manner, one.channel, one.polarity, one.source_kind) == ("admits", None, "denies", "named_person")
    assert [(v.name, v.kind, told.text[slice(*v.span)]) for v in one.via] == [("Northlight", "agency", "Northlight")]


def test_what_is_no_statement_leaves_its_figures_and_what_was_said_inside_it(told: Reading) -> None:
    done = Hand(told).put("s5", not_a_statement=True).now
    assert "s5" not in {one.id for one in done.reading.statements}
    assert of(done.reading, "s5.1").within is None
    rests = {told.text[f.start : f.end]: f.attributed_to for f in done.reading.figures}
    assert "s5" not in rests.values()
    assert rests["two dozen"] == "s5.1"


def test_a_missing_statement_is_added_where_it_stands(told: Reading) -> None:
    hand = Hand(told).put(add=True, source=["Hundreds"], cue=["came"], content=["to the quay"])
    done = hand.now
    new = by_words(done, "to the quay")
    assert new.id == "s9"
    assert (new.confidence, new.quotation) == (1.0, "indirect")
    assert done.reading.statements.index(new) == len(told.statements) - 1
    assert done.changed == {"s9"}
    assert {hand.part for hand in done.hands["s9"]} == {"source", "cue", "content"}


def test_a_missing_statement_inside_another_is_nested_and_may_take_others_in(told: Reading) -> None:
    inner = Hand(told).put(add=True, source=["the ship"], cue=["was"], content=["worth"], quotation="mixed")
    new = by_words(inner.now, "worth")
    assert next(s for s in inner.now.reading.nested if inner.now.reading.quote(s.content) == "worth").within == "s7"
    assert new.id
    outer = Hand(told).put(
        add=True, cue=["because"], content=['He denies it. He told the Northlight agency: "It is a lie."']
    )
    held = [one.id for one in outer.now.reading.nested if one.within == "s9"]
    assert held == ["s6"]


def test_entities_are_made_one_with_all_that_names_them(told: Reading) -> None:
    done = Hand(told).put(merge=["e2", "A senior official"]).now
    assert [e.id for e in done.reading.entities] == ["e1", "e2", "e3", "e5", "e6"]
    one = next(e for e in done.reading.entities if e.id == "e2")
    assert len(one.mentions) == 3
    speaker = of(done.reading, "s5").speaker
    assert speaker and (speaker.entity, speaker.name) == ("e2", "Tom Askill")
    assert of(done.reading, "s5").source_kind == "named_person"
    asked = of(done.reading, "s6").speaker
    assert asked and [(c.entity, round(c.confidence, 2)) for c in asked.candidates] == [("e2", 0.74)]
    assert done.outcomes[0].entity == "e2"


def test_an_entity_is_parted_and_what_its_mentions_told_goes_with_them(told: Reading) -> None:
    done = Hand(told).put(split="e1", mention=["she"], name="Ragna Vell the younger").now
    new = next(e for e in done.reading.entities if e.id == "e7")
    assert new.name == "Ragna Vell the younger"
    assert [told.text[slice(*m.span)] for m in new.mentions] == ["she"]
    speaker = of(done.reading, "s3").speaker
    assert speaker and (speaker.entity, speaker.name) == ("e7", "Ragna Vell the younger")
    other = of(done.reading, "s2").speaker
    assert other and other.entity == "e1"


def test_mentions_go_to_an_entity_that_is_there(told: Reading) -> None:
    hand = Hand(told).put(split="e1", mention=["she"], to="Tom Askill")
    speaker = of(hand.now.reading, "s3").speaker
    assert speaker and speaker.entity == "e2"
    hand.put(split="e1", mention=["Ragna Vell", "Vell"], to="e2")
    assert "e1" not in {e.id for e in hand.now.reading.entities}
    assert hand.states() == ["applied", "applied"]


def test_an_entity_is_called_otherwise_wherever_it_speaks(told: Reading) -> None:
    done = Hand(told).put(entity="e1", name="Ragna Vell-Orr", type="organisation").now
    one = done.reading.entities[0]
    assert (one.name, one.variants, one.type) == ("Ragna Vell-Orr", ["Ragna Vell", "Vell"], "organisation")
    assert {m.type for m in one.mentions} == {"organisation"}
    speaker = of(done.reading, "s4").speaker
    assert speaker and speaker.name == "Ragna Vell-Orr"


def test_the_later_correction_wins(told: Reading) -> None:
    hand = Hand(told).put("s6", speaker=["Ragna Vell"]).put("s6", speaker=["Tom Askill"])
    assert hand.states() == ["overridden", "applied"]
    assert hand.now.outcomes[0].by == 2
    hand.put("s6", not_a_statement=True)
    assert hand.states() == ["overridden", "overridden", "applied"]
    assert hand.now.hands == {}


def test_a_statement_put_back_overrides_that_it_was_none(told: Reading) -> None:
    one = of(told, "s3")
    hand = Hand(told).put("s3", not_a_statement=True)
    hand.put(
        add=True,
        source=[f"{one.source[0][0]}-{one.source[0][1]}"],
        cue=[f"{one.cue[0][0]}-{one.cue[0][1]}"],
        content=['"We failed them,"'],
    )
    assert hand.states() == ["overridden", "applied"]


def test_what_was_taken_out_is_not_put_back_by_what_was_said_of_it(told: Reading) -> None:
    hand = Hand(told).put("s6", speaker=["Tom Askill"])
    hand.kept = [replace(hand.kept[0], id=7), *Hand(told).put("s6", not_a_statement=True).kept]
    done = hand.now
    assert [(one.correction, one.state, one.by) for one in done.outcomes] == [
        (1, "applied", None),
        (7, "overridden", 1),
    ]


def everything(reading: Reading) -> Hand:
    hand = Hand(reading)
    hand.put("s6", speaker=["Tom Askill"]).put("s2", manner="admits", channel="speech")
    hand.put("s3", content=['"We failed them,"'], cue=["said"]).put("s5.1", not_a_statement=True)
    hand.put(add=True, source=["Hundreds"], cue=["came"], content=["to the quay"], speaker=["the people of Kessen"])
    hand.put(entity="e6", name="The Kessen Courier").put(split="e1", mention=["she"], to="e4")
    return hand


@pytest.mark.parametrize("seed", range(12))
def test_corrections_survive_another_reader(told: Reading, seed: int) -> None:
    hand = everything(told)
    other = other_reader(told, seed)
    whole(other)
    done = hand.on(other)
    assert {one.state for one in done.outcomes} <= {"applied", "already_so"}, done.outcomes
    assert by_words(done, "to the quay").speaker
    denies = next(s for s in done.reading.statements if done.reading.quote(s.cue) == "denies")
    assert denies.speaker and denies.speaker.name == "Tom Askill"


@pytest.mark.parametrize("seed", range(12))
def test_what_a_reader_does_not_find_is_put_back(told: Reading, seed: int) -> None:
    hand = everything(told)
    done = hand.on(other_reader(told, seed, loses=0.6))
    assert "lost" not in {one.state for one in done.outcomes}
    assert sum(one.restored for one in done.outcomes) <= 3


def test_corrections_move_with_the_text(told: Reading) -> None:
    hand = Hand(told).put("s6", speaker=["Tom Askill"]).put("s1", not_a_statement=True)
    hand.put(add=True, source=["Hundreds"], cue=["came"], content=["to the quay"])
    done = hand.on(moved(told, "Listen to this article\n\nHe denies it, she said.\n\n"))
    assert [one.state for one in done.outcomes] == ["applied"] * 3
    new = by_words(done, "to the quay")
    assert done.reading.quote(new.source) == "Hundreds"


def test_what_finds_no_place_is_reported_and_changes_nothing(told: Reading) -> None:
    hand = everything(told)
    page = replace(told.page, text="Nothing at all of this is here any more.", blocks=[])
    other = replace(told, page=page, statements=[], nested=[], entities=[], figures=[], dates=[], expectations=[])
    done = hand.on(other)
    assert {one.state for one in done.outcomes} == {"lost"}
    assert all(one.reason and one.reason.endswith(".") for one in done.outcomes)
    assert done.reading is other
    assert not done.altered


def test_a_reader_that_is_right_by_itself_is_told_so(told: Reading) -> None:
    hand = everything(told)
    right = hand.now.reading
    assert set(hand.states(right)) == {"already_so"}
    assert not hand.on(right).changed


def test_another_cue_is_another_statement(told: Reading) -> None:
    hand = Hand(told).put("s2", speaker=["Tom Askill"])
    two = of(told, "s2")
    merged = replace(of(told, "s3"), id="s2", content=[(two.content[0][0], of(told, "s3").content[0][1])])
    other = replace(told, statements=[merged], nested=[], figures=[], expectations=[])
    assert hand.states(other) == ["lost"]


def test_a_checked_article_stays_as_it_was_checked(told: Reading) -> None:
    hand = Hand(told).put(add=True, source=["Hundreds"], cue=["came"], content=["to the quay"]).put(checked=True)
    right = hand.now
    assert all(s.confidence == 1 for s in (*right.reading.statements, *right.reading.nested))
    for seed in range(6):
        done = hand.on(other_reader(told, seed, loses=0.3))
        one, other = (
            sorted((s.source, s.cue, s.content) for s in (*r.statements, *r.nested))
            for r in (right.reading, done.reading)
        )
        assert one == other
    more = replace(
        told, statements=[*told.statements, replace(told.statements[0], id="s77", content=[(3, 20)], cue=[(0, 2)])]
    )
    assert "s77" not in {s.id for s in hand.on(more).reading.statements}
