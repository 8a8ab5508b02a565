"""Chains: what kind of source, through whom, how and when; each sentence marks its [source], <cue> and {content}."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.chain import Chain, chains
from onrecord.reading.model import Entity, Mention, Speaker, Statement
from onrecord.reading.passages import Passage
from onrecord.reading.times import times
from onrecord.text.spans import Span

_MARK = re.compile(r"[\[\]<>{}]|(?<=[\[<{])\d+:")


def marked(article: str) -> tuple[str, list[Statement]]:
    """Return the text without marks, and the statements they make: "[1:Ana Vale] <1:said> {1:it was over}"."""
    text, found, opened = "", {}, []
    at = 0
    for mark in re.finditer(r"([\[<{])(?:(\d+):)?|[\]>}]", article):
        text += article[at : mark.start()]
        at = mark.end()
        if mark[1]:
            opened.append((mark[1], mark[2] or "1", len(text)))
        else:
            kind, number, start = opened.pop()
            role = {"[": "source", "<": "cue", "{": "content"}[kind]
            found.setdefault(number, {"source": [], "cue": [], "content": []})[role].append((start, len(text)))
    text += article[at:]
    out = []
    for number, spans in sorted(found.items()):
        cue = spans["cue"][0]
        outer = [n for n, s in found.items() if n != number and any(a <= cue[0] < b for a, b in s["content"])]
        quoted = bool(spans["content"]) and text[spans["content"][0][0]] == "“"
        out.append(
            Statement(
                id=f"s{number}",
                quotation="direct" if quoted else "indirect",
                confidence=1,
                within=f"s{outer[0]}" if outer else None,
                **spans,
            )
        )
    return text, out


def read(article: str, entities: Sequence[Entity] = (), speakers: dict[str, Speaker] | None = None) -> dict[str, Chain]:
    text, statements = marked(article)
    spans = [m.span() for m in re.finditer(r"[^\n]+", text)]
    passages = [Passage(start, end, "body") for start, end in spans]
    dates = times(text, spans, "2024-08-16T05:46:00+01:00")
    return chains(text, passages, statements, speakers or {}, entities, dates)


def one(article: str) -> Chain:
    return read(article)["s1"]


def words(article: str, span: Span | None) -> str | None:
    return marked(article)[0][slice(*span)] if span else None


KINDS = [
    ("[Ana Vale, the harbour master,] <said> {it was over}.", "named_person"),
    ("[Harbour Minister Ana Vale] <said> {it was over}.", "named_person"),
    ("[The harbour minister, Ana Vale,] <said> {it was over}.", "named_person"),
    ("[Senate Ferry Committee chairman Tom Orr] <said> {it was over}.", "named_person"),
    ("[VALE]<:> {It is over.}", "named_person"),
    ("[The Quarvian foreign ministry] <said> {it was over}.", "named_organisation"),
    ("[The Vale campaign] <said> {it was over}.", "named_organisation"),
    ("[The court] <ruled> {that it was over}.", "named_organisation"),
    ("[The HPO] <said> {it was over}.", "named_organisation"),
    ("[A diplomatic source] <said> {it was over}.", "unnamed_person"),
    ("[A former top Quarvian military official] <said> {it was over}.", "unnamed_person"),
    ("[One of Vale's aides] <said> {it was over}.", "unnamed_person"),
    ("[Several harbour officials] <said> {it was over}.", "unnamed_group"),
    ("[Democrats] <say> {it is over}.", "unnamed_group"),
    ("[Critics] <say> {it is over}.", "unnamed_group"),
    ("[Two people familiar with the matter] <said> {it was over}.", "unnamed_group"),
    ("[A group of fishermen] <said> {it was over}.", "unnamed_group"),
    ("[46 percent] <said> {it was over}.", "unnamed_group"),
    ("[Many in the party] <said> {it was over}.", "unnamed_group"),
    ("[Local media] <said> {it was over}.", "unnamed_group"),
    ("[A new poll] <shows> {it is over}.", "document"),
    ("[A report by the Harbour Council] <said> {it was over}.", "document"),
    ("[The joint statement] <said> {it was over}.", "document"),
    ("<According to> [the harbour law], {it is over}.", "document"),
    ("<According to> [official figures], {it is over}.", "document"),
    ("[The Orrmouth Herald] <reported> {that it was over}.", "outlet"),
    ("[Reuters] <reported> {that it was over}.", "outlet"),
    ("[The Orrmouth Herald] <endorsed> {Vale}.", "named_organisation"),
    ("[The Orrmouth Herald] <acknowledged> {its error}.", "named_organisation"),
    ("[The editorial board] <wrote> {it was over}.", "outlet"),
    ("[Quarvian and Orrish officials] <said> {it was over}.", "unnamed_group"),
    ("[The Quarvian and Orrish defence ministries] <said> {it was over}.", "named_organisation"),
    ("[Those surveyed] <said> {it was over}.", "unnamed_group"),
    ("[A pro-Vale PAC] <said> {it was over}.", "unnamed_group"),
    ("[The Taliban] <said> {it was over}.", "named_organisation"),
    ("[An invitation obtained by Reuters] <said> {it was over}.", "document"),
    ("[The newspaper] <said> {it was over}.", "outlet"),
    ("[An earlier version] <said> {it was over}.", "document"),
    ("[Its terms of reference] <say> {it is over}.", "document"),
    ("[The infirmary] <said> {it was over}.", "named_organisation"),
    ("{Talks} <are expected> {to end}.", "implicit"),
    ("[The spat] <shows> {it is over}.", "other"),
    ("[Vale's press release] <says> {it is over}.", "document"),
    ("[CNN]<:> {It is over.}", "outlet"),
    ("[Major Companies] <Leave> {The Quay}.", "unnamed_group"),
    ("[Number 10] <said> {it was over}.", "named_organisation"),
    ("[The legislation] <says> {it is over}.", "document"),
    ("[No one] <said> {it was over}.", "unnamed_group"),
    ("[Fifty of the city's best pilots] <said> {it was over}.", "unnamed_group"),
    ("<According to> [a leaked report by the harbour engineers], {it was over}.", "document"),
    ("<According to> [audio provided by the harbour], {it was over}.", "document"),
    ("[Naval personnel] <said> {it was over}.", "unnamed_group"),
    ("[Other pilots, like Ana Vale and Tom Orr,] <said> {it was over}.", "unnamed_group"),
    ("“{All quays are free},” [it] <reads>.", "document"),
    ("The Orrmouth Herald was sold. [The paper] <said> {it was over}.", "outlet"),
    ("A white paper was sold. [The paper] <said> {it was over}.", "document"),
    ("[The Herald Post] <received> it after <filing a lawsuit against> {the quay}.", "named_organisation"),
]


@pytest.mark.parametrize(("article", "kind"), KINDS)
def test_kinds(article: str, kind: str) -> None:
    assert one(article).source_kind == kind


def person(name: str, text: str) -> Entity:
    at = text.index(name)
    return Entity(
        id="e1", type="person", name=name, mentions=[Mention(span=(at, at + len(name)), type="person", form="name")]
    )


def test_a_description_of_somebody_named_is_a_named_person() -> None:
    article = "Ana Vale left. [The harbour master] <said> {it was over}."
    entity = person("Ana Vale", marked(article)[0])
    speaker = Speaker(entity="e1", name="Ana Vale", confidence=0.9)
    assert read(article, [entity], {"s1": speaker})["s1"].source_kind == "named_person"
    assert read(article)["s1"].source_kind == "unnamed_person"


def test_a_pronoun_is_who_it_stands_for() -> None:
    article = "[They] <said> {it was over}."
    officials = Speaker(entity=None, name="Several officials", confidence=0.9)
    assert read(article, [], {"s1": officials})["s1"].source_kind == "unnamed_group"


def test_aides_are_not_whom_they_serve() -> None:
    article = "[Ana Vale's aides] <said> {it was over}."
    entity = person("Ana Vale", marked(article)[0])
    speaker = Speaker(entity="e1", name="Ana Vale", confidence=0.9)
    assert read(article, [entity], {"s1": speaker})["s1"].source_kind == "unnamed_group"


VIA = [
    ("[Ana Vale] <told> the New York Times {it was over}.", ["New York Times"]),
    ("[Ana Vale] <told> the Orrmouth Herald {it was over}.", ["Orrmouth Herald"]),
    ("[Ana Vale] <told> Tom Orr of Anchor News {it was over}.", ["Anchor News"]),
    ("[Ana Vale] <told> CNN's Tom Orr {it was over}.", ["CNN"]),
    ("[Ana Vale] <told> Anchor TV host Tom Orr {it was over}.", ["Anchor TV"]),
    ("[Ana Vale] <told> reporters {it was over}.", []),
    ("[Ana Vale] <told> the BBC's Today programme {it was over}.", ["Today programme", "BBC"]),
    ("[Ana Vale] <said> in an interview with CNN {that it was over}.", ["CNN"]),
    ("In an interview with the Daily Anchor on Monday, [Ana Vale] <said> {it was over}.", ["Daily Anchor"]),
    ("{“It is over,”} [Ana Vale] <said> on CNN's State of the Union.", ["State of the Union", "CNN"]),
    ("{“It is over,”} [Ana Vale] <said> on “Harbour Tonight” on Anchor Radio.", ["Harbour Tonight", "Anchor Radio"]),
    ("[Ana Vale] <wrote> in the Guardian {that it was over}.", ["Guardian"]),
    ("[Ana Vale] <wrote> in an op-ed for the Orrmouth Times {that it was over}.", ["Orrmouth Times"]),
    ("[Emails published by WikiLeaks] <show> {it was over}.", ["WikiLeaks"]),
    ("<According to> [a Washington Post report], {it was over}.", ["Washington Post"]),
    ("<According to> [a report in the Orrmouth Herald], {it was over}.", ["Orrmouth Herald"]),
    ("[The Orrmouth Herald] <reported> {that it was over}.", ["Orrmouth Herald"]),
    ("{It was over}, [an official] <said>, Reuters reported.", ["Reuters"]),
    ("{It was over}, Reuters reported, <citing> [two officials].", ["Reuters"]),
    ("[Two officials] <told> Reuters {it was over}, the Orrmouth Herald reported.", ["Reuters", "Orrmouth Herald"]),
    ("[A Washington Post/ABC News poll] <showed> {it was over}.", []),
    ("[A Reuters/Ipsos poll] <showed> {it was over}.", []),
    ("[An Orrmouth Herald poll] <showed> {it was over}.", []),
    ("PORT VALE (Reuters) - [Ana Vale] <said> {it was over}.", []),
    ("[Ana Vale] <criticised> {the Orrmouth Herald}.", []),
    ("[Former Anchor News host Ana Vale] <said> {it was over}.", []),
    ("[Ana Vale] <said> {she had told CNN in May that it was over}.", []),
    ("[Ana Vale] <told> the newspaper {it was over}.", ["newspaper"]),
    ("[A senior official] <told> Syrian state television {it was over}.", ["Syrian state television"]),
    ("[Tom Orr of Anchor News] <reported> {it was over}.", ["Anchor News"]),
    ("[An official quoted by Xinhua] <said> {it was over}.", ["Xinhua"]),
    ("[Ana Vale] <said> {it was over} after an interview with CNN.", []),
    ("[Ana Vale] <told> the Quarvian state-owned Al-Arabiya television {it was over}.", ["Al-Arabiya"]),
    ("[Ana Vale] <told> Britain's Orrmouth Mirror newspaper {it was over}.", ["Orrmouth Mirror"]),
    (
        "[Ana Vale] <told> a Quarvian-language television station {it was over}.",
        ["Quarvian-language television station"],
    ),
    ("[Ana Vale] <told> supporters CNN was wrong and {it was over}.", []),
    ("[Ana Vale] <told> CNN's staff {it was over}.", []),
    ("[Ana Vale] <told> Fox 35 in Orrmouth {it was over}.", ["Fox 35"]),
    ("[Ana Vale] <told> BBC Radio Four {it was over}.", ["BBC Radio Four"]),
    ("[Ana Vale] <told> KORR-TV {it was over}.", ["KORR-TV"]),
    ("In a CNN interview, [Ana Vale] <said> {it was over}.", ["CNN"]),
    ("During her Meet the Press interview, [Ana Vale] <said> {it was over}.", ["Meet the Press"]),
    ("In an interview with the Herald Wire in which [she] <said> {it was over}, Vale smiled.", ["Herald Wire"]),
    ("Sitting down with CNN on Monday, [Ana Vale] <said> {it was over}.", ["CNN"]),
    ("[Vale's office], when contacted by Reuters, <said> {it was over}.", ["Reuters"]),
    ("[A source speaking to CNN] <said> {it was over}.", ["CNN"]),
    ("As Tom Orr reports for NPR, [the mayor] <said> {it was over}.", ["NPR"]),
    (
        "[The Orrmouth Herald] <reported>, citing the Anchor News Agency, {that it was over}.",
        ["Anchor News Agency", "Orrmouth Herald"],
    ),
    ("<According to> [Tom Orr of the Washington Post], {it was over}.", ["Washington Post"]),
    ("[Ana Vale] <opposed> {a request by the Orrmouth Herald}.", []),
    ("[Tom Orr, who backs Vale, ]<said> on CNN {it was over}.", ["CNN"]),
    ("Orr, [who] <backs> {Vale}, appeared on CNN.", []),
    ("[It] <is> {no secret}, CNN has rivals.", []),
    ("[This newspaper] <urges> {an end}.", []),
    ("[Ana Vale] <told> CNN Holdings Inc {it was over}.", []),
    ("[Ana Vale] <said> on NBC's ''Meet the Press'' {it was over}.", ["Meet the Press", "NBC"]),
    ("[Ana Vale] <said> in another interview with “The Harbour Show,” {it was over}.", ["Harbour Show"]),
    ("[Ana Vale] <told> NBC South Florida {it was over}.", ["NBC South Florida"]),
    ("[Ana Vale] <told> Harbour.info {it was over}.", ["Harbour.info"]),
    ("[Ana Vale] <told> HarbourTV {it was over}.", ["HarbourTV"]),
    ("As [an Orrmouth Herald reporter] <noted>, {it was over}.", ["Orrmouth Herald"]),
    ("In a video uncovered by Anchor News, [a diplomat] <said> {it was over}.", ["Anchor News"]),
    ("[Ana Vale] <stated> {it was over on Friday's broadcast of NBC's “Harbour Tonight.”}", ["Harbour Tonight", "NBC"]),
    ("[Ana Vale] <said> on NBC, {they watched it during the broadcast of nothing, and left}.", ["NBC"]),
    ("It began after an interview with CNN. {“It is over,”} [Vale] <said> in the interview.", ["CNN"]),
    ("[A poll released on Sunday by the Orrmouth Herald] <shows> {it is over}.", []),
    ("[A memo obtained by Reuters] <said> {it was over}.", ["Reuters"]),
    ("[Ana Vale] <said> in the spot titled “Harbour Times,” {it was over}.", []),
    ("[Ana Vale] <said> at a lunch hosted by the Orrmouth Herald {it was over}.", ["Orrmouth Herald"]),
    ("[Ana Vale] <confirmed> {her retreat to Anchor News}.", ["Anchor News"]),
    ("[Ana Vale] <said> {she would not talk to Anchor News}.", []),
    ("[The Orrmouth Herald\u2019s\u00a0Tom Orr] <accused> {Vale}.", ["Orrmouth Herald"]),
    ("[The Orrmouth Herald's Tom Orr] <tweeted> {it was over}.", []),
    ("[Ana Vale] <told> the website Quaynotes {it was over}.", ["Quaynotes"]),
    ("[Ana Vale] <says> in the white paper {it is over}.", []),
    ("[Ana Vale] <said> on the podcast “Quay Talk” {it was over}.", ["Quay Talk"]),
    ("<According to> [a Reuters tally], {it is over}.", ["Reuters"]),
    ("[Vale] <wrote> in the e-mail, which was first reported by Reuters, {it was over}.", ["Reuters"]),
    ("The Orrmouth Herald's long investigation hurt. [The report] <showed> {it was over}.", ["Orrmouth Herald"]),
    ("The Orrmouth Herald left. A harbour report hurt. [The report] <showed> {it was over}.", []),
    ("Vale met Anchor News host Tom Orr. [Vale] <told> Orr {it was over}.", ["Anchor News"]),
    ("Vale met the host Tom Orr. [Vale] <told> Orr {it was over}.", []),
    ('[Vale] <said> in an interview on her podcast "The Axe Files" {it was over}.', ["Axe Files"]),
    ("[He] <made> {those remarks} in response to questions from the Orrmouth Herald.", ["Orrmouth Herald"]),
    ("[He] <said> {so} to the Orrmouth Herald.", ["Orrmouth Herald"]),
    ("[Vale] <is kept> {on the Register of Ships}.", []),
    ("The Orrmouth Herald sought more. In response, [Vale] <said> {it was over}.", ["Orrmouth Herald"]),
    ("[Vale] <said> on Sirius XM Harbour Channel 125 {it was over}.", ["Sirius XM Harbour Channel 125"]),
    ("[Vale] <says> {it is over} in a film running on Iowa TV.", []),
    ("[The pro-Vale Herald Post] <wrote> {it was over}.", ["Herald Post"]),
    ("[Ana Vale] <told> the Daily Meridian {it was over}.", ["Daily Meridian"]),
    ("[Ana Vale] <told> the Evening Lark {it was over}.", ["Evening Lark"]),
    ("[Ana Vale] <said> at the Evening Prayer {it was over}.", []),
    ("The Orrmouth Herald rang. [Ana Vale] <told> the same newspaper {it was over}.", ["Orrmouth Herald"]),
]


@pytest.mark.parametrize(("article", "via"), VIA)
def test_ways(article: str, via: list[str]) -> None:
    assert [v.name for v in one(article).via] == via


def test_stations_stand_where_they_are_named() -> None:
    article = "[Ana Vale] <told> the Orrmouth Herald {it was over}."
    assert words(article, one(article).via[0].span) == "Orrmouth Herald"


def test_agencies_and_programmes_are_told_apart() -> None:
    chain = one("[Ana Vale] <told> Reuters on CNN's State of the Union {it was over}.")
    assert {v.name: v.kind for v in chain.via}["Reuters"] == "agency"


CARRIED = [
    ("[1:Vale] <1:told> CNN {1:it was over}. {2:“So it is,”} [2:Vale] <2:said>.", [["CNN"], ["CNN"]]),
    ("[1:Vale] <1:told> CNN {1:it was over}.\n{2:“So it is,”} [2:she] <2:added>.", [["CNN"], ["CNN"]]),
    ("[1:Vale] <1:told> CNN {1:it was over}. [2:Orr] <2:said> {2:it was not}.", [["CNN"], []]),
    (
        "[1:Vale] <1:told> CNN {1:it was over}. [2:Orr] <2:said> {2:no}. [3:Vale] <3:said> {3:yes}.",
        [["CNN"], [], []],
    ),
    ("[1:Vale] <1:told> CNN {1:it was over}. At a rally, [2:Vale] <2:said> {2:so again}.", [["CNN"], []]),
    ("[1:Vale] <1:told> CNN {1:it was over}. [2:Vale] <2:wants> {2:it to end}.", [["CNN"], []]),
    ("[1:Officials] <1:told> CNN {1:it was over}.\n[2:A former official] <2:said> {2:so}.", [["CNN"], ["CNN"]]),
    ("[1:Officials] <1:told> CNN {1:it was over}.\n[2:The HPO] <2:said> {2:it was not}.", [["CNN"], []]),
    ("[1:Vale] <1:told> CNN {1:it was over}.\nA.\nB.\nC.\n[2:Vale] <2:said> {2:so again}.", [["CNN"], []]),
    (
        "[1:Reuters] <1:reported> {1:that [2:two officials] <2:said> {2:it was over}}.",
        [["Reuters"], ["Reuters"]],
    ),
    ("[1:Vale] <1:told> the Orr Post {1:it}. [2:Orr] <2:told> the Post {2:it}.", [["Orr Post"], ["Orr Post"]]),
    ("[1:Vale] <1:told> CNN {1:it}. In the interview, [2:Vale] <2:said> {2:so}.", [["CNN"], ["CNN"]]),
    ("Vale appeared on MSNBC on Tuesday. {1:“It is over,”} [1:Vale] <1:said>.", [["MSNBC"]]),
    ("Vale appeared on MSNBC on Tuesday.\n{1:“It is over. So it is,”} [1:Vale] <1:said>.", [["MSNBC"]]),
    ("Vale appeared on MSNBC on Tuesday. [1:Orr] <1:said> {1:it was over}.", [[]]),
    ("[1:Vale] <1:told> CNN {1:it}. [2:Orr] <2:told> the network {2:it}.", [["CNN"], ["CNN"]]),
    ("[1:Vale] <1:told> CNN {1:it}. [2:Vale] <2:told> the inquiry {2:so}.", [["CNN"], []]),
    ("[1:Vale] <1:told> CNN {1:it}. [2:Vale] <2:told> the host {2:so}.", [["CNN"], ["CNN"]]),
    ("[1:Vale] <1:told> CNN {1:it}. [2:Vale] <2:wrote> in the deed {2:so}.", [["CNN"], []]),
    ("[1:Vale] <1:wrote> in the Guardian {1:it}. [2:Vale] <2:wrote> {2:so}.", [["Guardian"], ["Guardian"]]),
    ("[1:Vale] <1:told> CNN {1:it}. [2:Vale] <2:would criticise> {2:that}.", [["CNN"], []]),
    ("[1:Vale] <1:told> CNN {1:it}. [2:Vale] later <2:suggested> {2:that}.", [["CNN"], []]),
    (
        "[1:Vale] <1:told> CNN {1:it}, after a war that <2:according to> [2:the ministry] {2:is over}.\n"
        "[3:She] <3:added> {3:so}.",
        [["CNN"], [], ["CNN"]],
    ),
    (
        "[1:Vale] <1:told> CNN {1:it}. [2:An aide speaking to Reuters] <2:said> {2:no}.",
        [["CNN"], ["Reuters"]],
    ),
    ("[1:Vale] <1:told> CNN {1:it}. [2:Tom Orr] <2:pressed> {2:her on it}.", [["CNN"], ["CNN"]]),
    (
        "[1:Vale] <1:told> CNN's Tom Orr {1:it}. [2:Lis] <2:wept> {2:so}. Asked by Orr, [3:Vale] <3:said> {3:so}.",
        [["CNN"], [], ["CNN"]],
    ),
    ("[1:Vale] <1:told> CNN {1:it}. [2:Vale] <2:declined> {2:to say when}.", [["CNN"], ["CNN"]]),
    ("[1:Vale] <1:told> CNN {1:it}. [2:Vale] <2:said in a different talk> {2:so}.", [["CNN"], []]),
    (
        "After [1:CNN's Tom Orr] <1:asked> {1:so}, [2:Ana Vale] <2:replied> {2:no}.\n{3:“Never,”} [3:she] <3:said>.",
        [["CNN"], ["CNN"], ["CNN"]],
    ),
    (
        "[1:Vale] <1:said> on CNN's “Harbour Tonight” {1:it}. Later on “Harbour Tonight,” [2:Orr] <2:said> {2:no}.",
        [["Harbour Tonight", "CNN"], ["Harbour Tonight", "CNN"]],
    ),
    (
        "[1:Vale] <1:said> on CNN's “Harbour Tonight” {1:it}. Later in the show, [2:Orr] <2:said> {2:no}.",
        [["Harbour Tonight", "CNN"], ["Harbour Tonight", "CNN"]],
    ),
    (
        "[1:The Orr News] <1:reported> {1:it was over, said Ana Vale}. {2:“It is,”} [2:Vale] <2:added>.",
        [["Orr News"], ["Orr News"]],
    ),
    (
        "[1:Vale] <1:told> CNN {1:it}. Orr, [2:who] <2:mocked> {2:her in a speech}, lost. [3:She] <3:added> {3:so}.",
        [["CNN"], [], ["CNN"]],
    ),
    ("[1:The woman] <1:told> CNN {1:her name was Ana}. {2:“So,”} [2:she] <2:said>.", [["CNN"], ["CNN"]]),
    ("On CNN, [1:Vale] <1:said> {1:it}. [2:The host] <2:doubted> {2:it}.", [["CNN"], ["CNN"]]),
    (
        "[1:Vale] <1:replied> to questions from CNN {1:it}. [2:Vale] <2:wrote> {2:so}.",
        [["CNN"], ["CNN"]],
    ),
    (
        "[1:The New Orr News] <1:said> {1:it}. [2:Vale] <2:told> the Orr News {2:no}.",
        [["New Orr News"], ["New Orr News"]],
    ),
    ("On CNN, [1:Tom Orr] <1:asked> {1:so}. [2:Ana Vale] <2:replied> {2:no}.", [["CNN"], ["CNN"]]),
    ("[1:Orr Review's Tom Orr] <1:wrote> {1:it}. [2:Orr's article] <2:mocked> {2:her}.", [["Orr Review"]] * 2),
    ("[1:The Herald Post] <1:wrote> {1:it}. [2:The editorial board] <2:wrote> {2:so}.", [["Herald Post"]] * 2),
    (
        "[1:Vale] <1:said> in an interview with CNN {1:it}. [2:Orr] <2:said> {2:no}. [3:Lis] <3:said> {3:no}.\n"
        "In the same interview, [4:Vale] <4:said> {4:so}.",
        [["CNN"], [], [], ["CNN"]],
    ),
]


@pytest.mark.parametrize(("article", "ways"), CARRIED)
def test_a_way_holds_on_until_the_article_leaves_it(article: str, ways: list[list[str]]) -> None:
    assert [[v.name for v in chain.via] for chain in read(article).values()] == ways


FAR = "\n".join(["The lock was cast in 1911.", "It has stood since.", "Nobody knows why.", "It leaks."])


def _profile(last: str = "“It leaks,”", between: str = "") -> list[list[str]]:
    told = "".join(f"{FAR}\n{{{k}:“It is late,”}} [{k}:Vale] <{k}:said>.\n" for k in range(2, 6))
    article = (
        f"{{1:“It is over,”}} [1:Vale] <1:said> in an interview with CNN.\n{told}{between}{FAR}\n"
        f"{{6:{last}}} [6:Vale] <6:said>."
    )
    return [[v.name for v in chain.via] for chain in read(article).values()]


def test_an_article_of_one_talk_comes_back_to_it() -> None:
    assert _profile() == [["CNN"]] * 6
    assert _profile(last="It leaks") == [["CNN"]] * 5 + [[]]


@pytest.mark.parametrize(
    "between",
    [
        "{7:“No,”} [7:Vale] <7:told> the Orrmouth Herald.\n",
        "{7:“No,”} [7:Vale] <7:said> in a speech.\n",
        "".join(f"{{{k}:“No,”}} [{k}:Orr] <{k}:said>.\n" for k in range(7, 12)),
    ],
)
def test_an_article_of_several_talks_does_not(between: str) -> None:
    assert [] in _profile(between=between)


def test_a_way_told_inside_an_indirect_content_holds_on_too() -> None:
    article = (
        "{1:[2:Officials] <2:told> CNN {2:of 40 dead}}, <1:according to> [1:Orr]. [3:The officials] <3:added> {3:so}."
    )
    assert [[v.name for v in chain.via] for chain in read(article).values()][1:] == [["CNN"], ["CNN"]]


CHANNELS = [
    ("In an interview on Monday, [Vale] <said> {it was over}.", "interview"),
    ("[Vale] <said> in a statement on Thursday evening {that it was over}.", "statement"),
    ("[Vale] <said> at a press conference {that it was over}.", "press_conference"),
    ("[Vale] <tweeted> {that it was over}.", "social_post"),
    ("Taking to X, formerly known as Twitter, [Vale] <said>: {It is over}.", "social_post"),
    ("[Vale] <told> a rally in Orrmouth {it was over}.", "speech"),
    ("At a debate on Monday, [Vale] <said> {it was over}.", "debate"),
    ("[Vale] <wrote> in a letter to the court {that it was over}.", "email_or_letter"),
    ("[Vale] <said> in a court filing {that it was over}.", "court_filing"),
    ("[A new poll] <shows> {it is over}.", "report"),
    ("[Vale] <said> by phone {that it was over}.", "phone_or_call"),
    ("[Vale] <wrote> in her memoir {that it was over}.", "other"),
    ("[Vale] <said> {it was over}.", None),
    ("[Vale] <said> {that in an interview he had lied}.", None),
    ("[Vale] <said> {it was over} after an interview.", None),
    ("[Vale] <considered> {them} closed, details of e-mails released later show.", None),
    ("[Vale] did not <answer> emailed questions about {it}.", None),
    ("[Vale] <said> on a panel {it was over}.", None),
    ("[Vale] <said> during a panel discussion {it was over}.", "speech"),
]


@pytest.mark.parametrize(("article", "channel"), CHANNELS)
def test_channels(article: str, channel: str | None) -> None:
    assert one(article).channel == channel


MANNERS = [
    ("said", "says", "affirms"),
    ("has repeatedly claimed", "claims", "affirms"),
    ("denied", "denies", "denies"),
    ("disputed", "doubts", "denies"),
    ("rejected", "declines", "denies"),
    ("confirmed", "confirms", "affirms"),
    ("conceded", "admits", "affirms"),
    ("warned", "warns", "affirms"),
    ("threatened", "threatens", "affirms"),
    ("vowed", "promises", "affirms"),
    ("called for", "demands", "affirms"),
    ("called", "says", "affirms"),
    ("asked", "asks", "affirms"),
    ("agreed", "agrees", "affirms"),
    ("thinks", "believes", "affirms"),
    ("does not believe", "believes", "denies"),
    ("predicted", "expects", "affirms"),
    ("hinted", "suggests", "affirms"),
    ("announced", "announces", "affirms"),
    ("slammed", "criticises", "affirms"),
    ("praised", "praises", "affirms"),
    ("backed", "supports", "affirms"),
    ("hopes", "wants", "affirms"),
    ("plans", "intends", "affirms"),
    ("fears", "fears", "affirms"),
    ("declined to say", "declines", "denies"),
    ("did not say", "declines", "denies"),
    ("reported", "reports", "affirms"),
    ("found", "finds", "affirms"),
    ("sang", "other", "affirms"),
    ("did not deny", "denies", "affirms"),
]


@pytest.mark.parametrize(("cue", "manner", "polarity"), MANNERS)
def test_manners(cue: str, manner: str, polarity: str) -> None:
    chain = one(f"[Vale] <{cue}> {{that it was over}}.")
    assert (chain.manner, chain.polarity) == (manner, polarity)


def test_a_negation_before_the_cue_counts() -> None:
    assert one("[Vale] did not <say> {it was over}.").polarity == "denies"


TIMES = [
    ("[The ministry] <confirmed> {it} in a statement on Thursday evening.", "Thursday evening", "2024-08-15TEV"),
    ("[Vale] <said> Friday {that it was over on Monday}.", "Friday", "2024-08-16"),
    ("On Wednesday, [Vale] <said> {it was over}.", "Wednesday", "2024-08-14"),
    ("[Vale], who left on Monday, <said> {it was over}.", None, None),
    ("[Vale] <said> {it was over} after the vote on Monday.", None, None),
    ("After Monday's vote, [Vale] <said> {it was over}.", None, None),
    ("[Vale] <said> {it will end on Monday}.", None, None),
    ("PORT VALE, Aug 14 (Reuters) - [Vale] <said> {it was over}.", None, None),
]


@pytest.mark.parametrize(("article", "said", "value"), TIMES)
def test_times_of_saying(article: str, said: str | None, value: str | None) -> None:
    at = one(article).said_at
    assert (words(article, at.span) if at else None, at.value if at else None) == (said, value)


QUALIFIERS = [
    ("[The Hamas-linked health ministry] <said> {so}.", ["Hamas-linked"]),
    ("[The state-run news agency] <said> {so}.", ["state-run"]),
    ("[A pro-Quarvian blogger] <said> {so}.", ["pro-Quarvian"]),
    ("[A self-described socialist] <said> {so}.", ["self-described"]),
    ("[An independent watchdog] <said> {so}.", ["independent"]),
    ("[An official] <said> {so} on condition of anonymity.", ["on condition of anonymity"]),
    ("[A conservative commentator] <said> {so}.", ["conservative"]),
    ("[Tom Orr of the Anti-Silting League] <said> {so}.", []),
    ("[The front-runner] <said> {so}.", []),
    ("[Independent voters] <said> {so}.", []),
    ("[Tom Orr, a longtime ally of Ana Vale,] <said> {so}.", ["a longtime ally of Ana Vale"]),
    ("[An aide], asking for anonymity, <said> {so}.", ["asking for anonymity"]),
    ("[A source familiar with Mrs. Vale's talks who was there] <said> {so}.", ["familiar with Mrs. Vale's talks"]),
    ("[A person familiar with the talks] <said> {so}.", ["familiar with the talks"]),
    ("[Ana Vale] <said> {so}.", []),
]


@pytest.mark.parametrize(("article", "qualifiers"), QUALIFIERS)
def test_qualifiers(article: str, qualifiers: list[str]) -> None:
    assert [words(article, q.span) for q in one(article).qualifiers] == qualifiers


ANONYMITY = [
    (
        "[An official, who was not authorised to speak publicly], <said> {so}.",
        "who was not authorised to speak publicly",
    ),
    (
        "[An official] <said> {so}, speaking on condition of anonymity because she feared for her job.",
        "because she feared for her job",
    ),
    (
        "[An official] <said> {so}. The official spoke on condition of anonymity to discuss private talks.",
        "to discuss private talks",
    ),
    ("[An official] <said> {so}.", None),
]


@pytest.mark.parametrize(("article", "reason"), ANONYMITY)
def test_reasons_for_anonymity(article: str, reason: str | None) -> None:
    assert words(article, one(article).anonymity) == reason


_WORDS = (
    "Reuters told the Vale said “ ” . , on condition of anonymity 's CNN interview Monday ( ) - who not officials x"
)
_PIECES = st.sampled_from([*_WORDS.split(), "\n", " - ", "\u00a0", "\x00", "\U0001f600"])


@st.composite
def _anything(draw: st.DrawFn) -> tuple[str, list[Statement]]:
    text = draw(st.text(max_size=80) | st.lists(_PIECES, max_size=40).map(" ".join))
    offset = st.integers(0, len(text))
    span = st.tuples(offset, offset).map(lambda s: (min(s), max(s)))
    spans = st.lists(span, max_size=2).map(sorted)
    statements = [
        Statement(
            id=f"s{k}", source=draw(spans), cue=draw(spans), content=draw(spans), quotation="mixed", confidence=0.5
        )
        for k in range(draw(st.integers(0, 4)))
    ]
    return text, statements


@settings(max_examples=150, deadline=None)
@given(_anything())
def test_nothing_makes_it_raise(case: tuple[str, list[Statement]]) -> None:
    text, statements = case
    passages = [Passage(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text)]
    found = chains(text, passages, statements, {}, [], times(text, [p.span for p in passages], None))
    assert set(found) == {s.id for s in statements}
    for chain in found.values():
        for span in [*(v.span for v in chain.via), *(q.span for q in chain.qualifiers)]:
            assert 0 <= span[0] <= span[1] <= len(text)
