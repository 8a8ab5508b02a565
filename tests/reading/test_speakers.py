"""Who is speaking. All people, bodies and places here are invented."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.entities import Resolved
from onrecord.reading.model import Entity, EntityType, Mention, Speaker, Statement
from onrecord.reading.passages import Passage
from onrecord.reading.speakers import speakers
from onrecord.reading.speakers.names import Mentions
from onrecord.reading.speakers.phrase import parties
from onrecord.text.spans import Span

People = Mapping[str, tuple[EntityType, list[str]]]
"""Entities by their fullest name: the type, and the other names that stand for it."""

PEOPLE: People = {
    "Ada Renn": ("person", ["Renn"]),
    "Jonas Vale": ("person", ["Vale"]),
    "Laura Tolland": ("person", ["Tolland"]),
    "Quarvia": ("place", []),
    "Ostland": ("place", []),
    "Harbour Trust": ("organisation", []),
    "Skerry Gazette": ("organisation", ["Gazette"]),
    "Lowlanders": ("group", []),
}


def entities_in(text: str, people: People = PEOPLE) -> Resolved:
    """Entities with a mention wherever one of their names stands, longer names first."""
    forms = sorted(((f, n) for n, (_, more) in people.items() for f in (n, *more)), key=lambda x: -len(x[0]))
    taken: list[Span] = []
    mentions: dict[str, list[Mention]] = {}
    for form, name in forms:
        for m in re.finditer(rf"\b{re.escape(form)}\b", text):
            if not any(a < m.end() and m.start() < b for a, b in taken):
                taken.append(m.span())
                mentions.setdefault(name, []).append(Mention(span=m.span(), type=people[name][0], form="name"))
    return Resolved(
        text,
        [
            Entity(id=f"e-{name}", type=people[name][0], name=name, mentions=sorted(found, key=lambda m: m.span))
            for name, found in sorted(mentions.items())
        ],
        [],
    )


def statement(text: str, number: int, marked: re.Match[str], within: str | None = None) -> Statement:
    """A statement whose source is the text marked, its cue the next word, its content the rest of the line."""
    stop = text.find("\n", marked.end())
    stop = len(text) if stop < 0 else stop
    return Statement(
        id=f"s{number}",
        source=[marked.span()],
        cue=[(marked.end(), min(stop, marked.end() + 5))],
        content=[(min(stop, marked.end() + 6), stop)],
        quotation="indirect",
        confidence=0.9,
        within=within,
    )


def resolve(marked: str, people: People = PEOPLE, within: Mapping[int, str] | None = None) -> list[Speaker]:
    """Resolve the sources that stand between ``[`` and ``]``, in order."""
    text, spans = "", []
    for part in re.split(r"(\[[^\]]*\])", marked):
        if part.startswith("["):
            spans.append((len(text), len(text) + len(part) - 2))
            text += part[1:-1]
        else:
            text += part
    passages = [Passage(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text)]
    found = []
    for k, (a, b) in enumerate(spans, 1):
        whole = re.compile(re.escape(text[a:b])).match(text, a)
        assert whole and whole.end() == b
        found.append(statement(text, k, whole, (within or {}).get(k)))
    told = speakers(text, passages, found, entities_in(text, people))
    return [told[f"s{k}"] for k in range(1, len(spans) + 1)]


def name_of(marked: str) -> str | None:
    """The name of who speaks last."""
    return resolve(marked)[-1].name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[Ada Renn] said the bridge would stand.", "Ada Renn"),
        ("Ada Renn came.\n[Renn] said so.", "Ada Renn"),
        ("Ada Renn came.\n[Mrs Renn, 61, who heads the port,] said so.", "Ada Renn"),
        ("[Quarvian harbour minister Ada Renn] said so.", "Ada Renn"),
        ("[The harbour minister, Ada Renn,] said so.", "Ada Renn"),
        ("[a lawyer for the union, Jonas Vale,] said so.", "Jonas Vale"),
        ("According to [the team's coach], Jonas Vale, it was late.", "Jonas Vale"),
        ("[Skerry Gazette's Jonas Vale] said so.", "Jonas Vale"),
        ("[Minister of Ostland Jonas Vale] said so.", "Jonas Vale"),
        ("[according to Jonas Vale] it rained.", "Jonas Vale"),
        ("[Quarvia's Chief of Harbour Staff General Jonas Vale] said so.", "Jonas Vale"),
        ("[the wife of General Jonas Vale] said so.", "the wife of General Jonas Vale"),
        ("The harbour trust stood. [Quarvia's harbour trust] said so.", "Quarvia's harbour trust"),
        ("The Harbour Trust stood. [The harbour trust] said so.", "Harbour Trust"),
    ],
)
def test_names_titles_and_appositions(marked: str, name: str) -> None:
    """The name in a source is the speaker's, in full, whatever stands around it."""
    assert name_of(marked) == name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("Ada Renn spoke to the Skerry Gazette.\n[AR]: It is over.", "Ada Renn"),
        ("Ada Renn spoke to the Skerry Gazette.\n[SG]: Is it over?", "Skerry Gazette"),
        ("Ada Renn came.\n[AR] said so.", "AR"),
        ("Jonas Vale came.\n[JR]: It is over.", "JR"),
    ],
)
def test_initials_before_a_turn_of_a_transcript(marked: str, name: str) -> None:
    assert name_of(marked) == name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[Several Quarvian officials] said so.", "Several Quarvian officials"),
        ("[a source who was not allowed to speak] said so.", "a source"),
        ("[officials at the port] said so.", "officials at the port"),
        ("[a spokesman for Ada Renn] said so.", "a spokesman for Ada Renn"),
        ("[the Renn campaign] said so.", "the Renn campaign"),
        ("[Many Lowlanders] fear so.", "Many Lowlanders"),
        ("[one of its veto-wielding members] feared so.", "one of its veto-wielding members"),
        ("[a report released on Monday] said so.", "a report"),
        ("[figures released in July] said so.", "figures"),
        ("[data released Friday by the port] said so.", "data"),
        ("[this reporter] said so.", "this reporter"),
        ("[the hawks and doves in the port] said so.", "the hawks and doves in the port"),
        ("[The leaders of Quarvia, Ostland and Quarvia] said so.", "The leaders of Quarvia, Ostland and Quarvia"),
        ("[Renn's lawyer] said so.", "Renn's lawyer"),
    ],
)
def test_unnamed_sources_keep_their_noun_phrase(marked: str, name: str) -> None:
    """Without a name it is the noun phrase, its relative clause and participles left out."""
    assert name_of("Ada Renn came on time.\n" + marked) == name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[Jonas Vale] spoke first. [He] added that it was late.", "Jonas Vale"),
        ("[Ada Renn] spoke with Jonas Vale. [She] said it was late.", "Ada Renn"),
        ("[Laura Tolland] spoke first.\n[He] said so.", None),
        ("[The Harbour Trust] was angry. [It] said the port must open.", "Harbour Trust"),
        ("[Several officials] spoke first. [The officials] said it was late.", "Several officials"),
        ("[Several officials] spoke first. [They] added that it was late.", "Several officials"),
        ("[A new poll] came out. [The poll] found that few agree.", "A new poll"),
        ("[Governor Jonas Vale] came. The rain fell. [The governor] said it was late.", "Jonas Vale"),
        ("[A new poll] came out. [The previous poll] found that few agree.", "The previous poll"),
        (
            "[Jonas Vale] spoke of the port.\nAsked whether he trusts Piet Orr, [he] said it was late.",
            "Jonas Vale",
        ),
        ("Thousands of Lowlanders gathered. [They] said it was late.", "Thousands of Lowlanders"),
        ("[Jonas Vale] spoke. Then [the bearded, 71-year-old diplomat] said it was late.", "Jonas Vale"),
        ("[The harbour chief] says Jonas Vale can win.", None),
        ("[Jonas Vale] spoke.\nAda Renn shrugged. Asked whether it was late, [she] said so.", "Ada Renn"),
        ("PM Jonas Vale came. [The PM] said it was late.", "Jonas Vale"),
        ("It was Laura Tolland, an aide at the ministry [who] said it was late.", "Laura Tolland"),
    ],
)
def test_what_refers_back(marked: str, name: str | None) -> None:
    """Pronouns and definite descriptions are resolved, or left open where nobody fits."""
    assert name_of(marked) == name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[Ada Renn, who leads the Quarvian fire brigade,] came. [The fire brigade] said so.", "The fire brigade"),
        ("[Ada Renn, of Quarvia,] came to Quarvia. [Her office] said so.", "Her office"),
        ("The Sandal Tunnel is shut, and the Sandal Tunnel will stay so. [The government] said so.", "The government"),
        ("[Quarvia] is a country. [The country] said so.", "Quarvia"),
        ("[The ministry] came. She does not lead the Harbour Trust, [the ministry] said.", "The ministry"),
    ],
)
def test_bodies_are_not_whoever_was_named_last(marked: str, name: str) -> None:
    """A body is no person, nobody's office is a town, and no tunnel has a government."""
    assert resolve(marked, {**PEOPLE, "Sandal Tunnel": ("place", [])})[-1].name == name


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[Ada Renn and Jonas Vale] said so.", ["Ada Renn", "Jonas Vale"]),
        ("[Quarvia and Ostland, the two oldest rivals,] said so.", ["Quarvia", "Ostland"]),
        ("[Ada Renn and her aides] said so.", ["Ada Renn", "her aides"]),
        ("[The family, protesters and civic leaders] said so.", ["The family", "protesters", "civic leaders"]),
        ("Ada Renn and Jonas Vale met. [The pair] said so.", ["Ada Renn", "Jonas Vale"]),
        ("Quarvia and Ostland met. [The two countries] said so.", ["Quarvia", "Ostland"]),
        ("[Two objectors, Ada Renn and Jonas Vale,] said so.", ["Ada Renn", "Jonas Vale"]),
        ("[Two objectors, Ada Renn among them,] said so.", ["Two objectors"]),
        ("[Ada Renn, head of the port, and a Lowlander who won,] said so.", ["Ada Renn"]),
    ],
)
def test_joint_sources(marked: str, names: list[str]) -> None:
    """Who speaks together is told one by one."""
    speaker = resolve(marked)[-1]
    assert [speaker.name, *(j.name for j in speaker.joint)] == names


def test_what_somebody_says_is_said_by_them() -> None:
    """A claim, an aim, a warning has its owner for its source; a report does not."""
    assert name_of("[Ada Renn's stated war aims] are said to be three.") == "Ada Renn"
    assert name_of("Ada Renn came. [Ada Renn's letter] said so.") == "Ada Renn's letter"


def test_speech_inside_speech() -> None:
    """`I` inside a quotation is who is quoted; outside of any it is nobody whom the article names."""
    told = resolve("[Jonas Vale] said: I know that [I] said so.", within={2: "s1"})
    assert told[1].name == "Jonas Vale"
    assert resolve("[I] said so.")[0].name is None


def test_shorter_names_and_surnames_that_are_offices() -> None:
    """A body's shorter name is its longer one, and Mr King is no king."""
    bodies: People = {"Skerry Harbour Trust": ("organisation", []), "Harbour Trust": ("organisation", [])}
    assert (
        resolve("The Skerry Harbour Trust met.\n[The Harbour Trust] said so.", bodies)[0].name == "Skerry Harbour Trust"
    )
    kings: People = {"Piet King": ("person", ["King"])}
    assert resolve("Piet King came.\n[Mr King] said so.", kings)[0].name == "Piet King"
    assert resolve("[The US] said so.", {"US": ("place", [])})[0].entity == "e-US"


def test_a_surname_taken_for_a_place() -> None:
    """It is the person's, unless something is said to be there."""
    people: People = {"Ada Verona": ("person", []), "Verona": ("place", [])}
    assert resolve("Ada Verona sailed.\n[Verona] said so.", people)[0].name == "Ada Verona"
    assert resolve("Ada Verona sailed to Verona.\n[Verona] said so.", people)[0].name == "Verona"


def test_entities_are_told_by_id() -> None:
    """The entity's id comes with the name."""
    assert resolve("[Ada Renn] said so.")[0].entity == "e-Ada Renn"


def test_nobody_is_named_where_it_is_open() -> None:
    """An abstention has no name and no entity; its candidates are ranked."""
    speaker = resolve("Jonas Vale met Piet Vale, whom Omar Vale knew.\nIt rained.\n[They] said so.")[-1]
    if speaker.name is None:
        assert speaker.entity is None
        scores = [c.confidence for c in speaker.candidates]
        assert scores == sorted(scores, reverse=True)


def test_implicit_sources_are_left_out() -> None:
    """No source, no speaker."""
    implicit = Statement(id="s1", source=[], cue=[(0, 2)], content=[(3, 5)], quotation="indirect", confidence=0.9)
    assert speakers("It is so.", [Passage(0, 9, "body")], [implicit], entities_in("It is so.")) == {}


def test_relative_clauses_without_a_pronoun_are_cut() -> None:
    """The noun phrase ends where somebody else does something."""
    text = "Several people Lowlanders have asked about the port"
    found = parties(text, (0, len(text)), Mentions(text, entities_in(text).entities))
    assert [text[p.start : p.end] for p in found] == ["Several people"]


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="aA \n.,'\"()\u201c\u2019-", max_size=60) | st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
    st.lists(st.sampled_from(["he", "Ada Renn", "the officials", "who", "and", "'s", ",", "of", "claim"]), max_size=8),
)
def test_no_text_makes_it_raise(noise: str, spans: list[Span], words: list[str]) -> None:
    """Any text, any spans in it, overlapping or not, give an answer."""
    text = noise + " ".join(words)
    inside = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans]
    found = [
        Statement(
            id=f"s{k}",
            source=[s],
            cue=[s],
            content=inside[:2],
            quotation="direct",
            confidence=0.5,
            within="s0" if k % 2 else None,
        )
        for k, s in enumerate(inside)
    ]
    passages = [Passage(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text)]
    told = speakers(text, passages, found, entities_in(text))
    assert all(0 <= s.confidence <= 1 for s in told.values())


def test_long_sources_take_little_time() -> None:
    """Thousands of words in a source, and thousands of sources, are bounded."""
    text = "Ada Renn and officials of " * 4000
    many = [(k * 26, k * 26 + 8) for k in range(2000)]
    found = [
        Statement(id=f"s{k}", source=[s], cue=[s], content=[s], quotation="direct", confidence=0.5)
        for k, s in enumerate([(0, len(text)), *many])
    ]
    assert len(speakers(text, [Passage(0, len(text), "body")], found, entities_in(text))) > 1000
