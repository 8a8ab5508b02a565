"""Pages that are only an article lose nothing; pages with furniture are not taken for bare ones."""

# ruff: noqa: E501 - paragraphs as they come

import html as html_module
import textwrap
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.article.bare import is_bare
from onrecord.article.features import features, shown
from onrecord.article.flat import Flat
from onrecord.article.html import flatten
from onrecord.article.model import Block
from onrecord.article.plaintext import cut
from onrecord.article.roles import probabilities, with_roles

SAMPLES = Path(__file__).parents[2] / "samples"
BODY = ("standfirst", "body", "subheading")
TITLE = "Marrow ferry laid up after crack is found in bow door"
LEAD = "The ferry to Marrow Island will not sail before Thursday, the harbour board said on Tuesday, after a crack was found in its bow door during an inspection at the yard in Port Ellery."
QUOTED = '"We are not going to take a chance with four hundred people on board," said Ann Hill, who chairs the board and used to be the ship\'s first officer. "It is a well-known fault and a quick repair."'
BOATS = "About 1,200 islanders depend on the crossing for work and school. The board has hired two smaller boats, which take foot passengers only, from a company in Skerry Sound."
ANGRY = "Hoteliers were angry. They said bookings for the weekend of the regatta had been cancelled within an hour of the news and that nobody from the board had called them."

ARTICLES: dict[str, list[str]] = {
    "short paragraphs": [LEAD, QUOTED, "He paused.", "“Never.”", BOATS, "And then?", "Nothing.", ANGRY],
    "questions and answers": [LEAD, "What broke?", "A hinge.", "Will it sail?", "Not before Thursday.", "Who pays?",
                              "Nobody knows yet.", "Q: Is it safe?", "A: It is.", ANGRY],
    "transcript": [LEAD, "HILL: We found a crack.", "(CROSSTALK.)", "REPORTER: When?", "HILL: On Monday --", "REPORTER: So you knew --",
                   "HILL: Yes.", "(LAUGHTER.)", "REPORTER: Thank you.", BOATS],
    "headings": [LEAD, "What happened", QUOTED, BOATS, "Who is angry", ANGRY, "What comes next", "The board meets on Friday."],
    "a list": [LEAD, "The board hired:", "- the Grey Gull, 40 places", "- the Pelican, 26 places", "* the Tern, for mail", BOATS, ANGRY],
    "a table": [LEAD, QUOTED, "Crossings cancelled", "Monday 4", "Tuesday 12", "Wednesday 12", "Passengers: 4,877", "Lorries: 10", BOATS, ANGRY],
    "a poem": [LEAD, QUOTED, "O Marrow, grey upon the sea", "The boat that bore me home to thee", "lies idle in the yard", "and I", "am left to count the gulls go by", BOATS, ANGRY],
    "letters": ["Letters: a ferry and a board", "The board should go, and take the ferry that it never learned to look after with it.", "Ada Quill", "Port Ellery",
                "I blame the weather. Nobody could have known that the sea would be so rough in the week of the regatta.", "Bo Larch", "Skerry", ANGRY, "Cy Dunn"],
    "notes at the end": [LEAD, QUOTED, BOATS, "This story has been updated.", "Ada Quill reported from Port Ellery.", "Read the rest here.",
                         "Follow Ada Quill on Twitter @adaquillpress.", "Source: Harbour Press.", "h/t The Skerry Post."],
    "times of day": [LEAD, "9:05 p.m.", BOATS, "8:40 p.m.", QUOTED, "8:32 p.m.", ANGRY, "8:30 p.m.", "The doors are shut.", "8:02 p.m.", "It is on fire."],
    "capitals": ["FERRY LAID UP.", LEAD.upper(), QUOTED.upper(), "THE BOARD HAS SPOKEN.", BOATS.upper()],
    "two short lines": ["The ferry is late.", "Nobody knows why."],
    "one paragraph": [LEAD],
    "a dateline": ["PORT ELLERY _", LEAD, BOATS],
    "German": ["Fähre fällt bis Donnerstag aus", "Die Fähre nach Marrow fährt nach Angaben der Hafenbehörde nicht vor Donnerstag, weil an der Bugklappe ein Riss gefunden wurde.",
               "„Wir gehen kein Risiko ein“, sagte Anna Hügel.", "„Keines.“", "»Gar keines.«", "Wer zahlt?", "Das ist offen.", "Rund 1200 Menschen sind auf die Verbindung angewiesen, um zur Arbeit und zur Schule zu kommen."],
    "Greek": ["Το πλοίο για το νησί δεν θα αποπλεύσει πριν από την Πέμπτη, ανακοίνωσε η λιμενική αρχή την Τρίτη.", "«Δεν ρισκάρουμε», είπε η Άννα Χιλ.", "Περίπου 1.200 κάτοικοι εξαρτώνται από τη γραμμή για τη δουλειά και το σχολείο."],
    "Arabic": ["قالت هيئة الميناء يوم الثلاثاء إن العبارة إلى الجزيرة لن تبحر قبل يوم الخميس بعد العثور على شق في بابها الأمامي.", "«لن نخاطر»، قالت آن هيل.", "هل هي آمنة؟", "يعتمد نحو ألف ومئتي ساكن على هذا الخط للعمل والمدرسة."],
    "Hindi": ["बंदरगाह बोर्ड ने मंगलवार को कहा कि द्वीप के लिए नौका गुरुवार से पहले नहीं चलेगी, क्योंकि उसके दरवाजे में दरार मिली है।", "हम जोखिम नहीं लेंगे।", "करीब बारह सौ लोग काम और स्कूल के लिए इस पर निर्भर हैं।"],
    "Chinese": ["渡轮停航至周四", "港务局周二表示,在例行检查中发现船首门出现裂缝后,开往马罗岛的渡轮将在周四之前停航。", "“我们不会冒险。”", "他停顿了一下。", "约有一千二百名岛民依靠这条航线上班和上学,港务局已租用两艘较小的船只。"],
    "Japanese": ["港湾局は火曜日、定期点検で船首の扉に亀裂が見つかったため、マロー島行きのフェリーを木曜日まで運休すると発表した。", "「危険は冒さない」", "約千二百人の島民が通勤や通学にこの航路を利用している。"],
}  # fmt: skip


def page(paragraphs: list[str], form: str) -> Flat:
    marked = [html_module.escape(p) for p in paragraphs]
    if form == "blank lines":
        return cut("\n\n".join(paragraphs) + "\n")
    if form == "lines":
        return cut("\n".join(paragraphs))
    if form == "wrapped":
        return cut("\n\n".join("\n".join(textwrap.wrap(p, 80)) for p in paragraphs))
    if form == "breaks":
        return flatten("<html><body><div>" + "<br><br>".join(marked) + "</div></body></html>")
    tag = form.strip("<>")
    return flatten("<html><body>" + "".join(f"<{tag}>{p}</{tag}>\n" for p in marked) + "</body></html>")


FORMS = ("blank lines", "lines", "wrapped", "<p>", "<div>", "breaks")


def said(flat: Flat, blocks: list[Block], roles: tuple[str, ...]) -> str:
    return " ".join(" ".join(flat.text[b.start : b.end] for b in blocks if b.role in roles).split())


def kept(flat: Flat, blocks: list[Block]) -> str:
    return said(flat, blocks, (*BODY, "headline", "dateline"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ARTICLES)
def test_nothing_is_set_aside(kind: str, form: str) -> None:
    flat = page(ARTICLES[kind], form)
    blocks = with_roles(flat)
    assert kept(flat, blocks) == " ".join(" ".join(ARTICLES[kind]).split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ARTICLES)
def test_a_paragraph_is_no_headline(kind: str, form: str) -> None:
    flat = page(ARTICLES[kind], form)
    for block in with_roles(flat):
        if block.role == "headline":
            assert block.end - block.start <= 80


@pytest.mark.parametrize("form", FORMS)
def test_a_headline_stays_one(form: str) -> None:
    flat = page([TITLE, LEAD, QUOTED, "He paused.", BOATS, ANGRY], form)
    blocks = with_roles(flat)
    assert blocks[0].role in ("headline", *BODY)
    assert said(flat, blocks, BODY).endswith(" ".join([LEAD, QUOTED, "He paused.", BOATS, ANGRY]))


def test_what_stands_over_an_article_keeps_its_role() -> None:
    lines = [TITLE, "By Ada Quill", "4 June 2031, 17:15", LEAD, QUOTED, "By the sea", "4 June 2031", BOATS, ANGRY]
    flat = cut("\n\n".join(lines))
    roles = [b.role for b in with_roles(flat)]
    assert roles[1:3] == ["byline", "timestamp"]
    # Further down the same forms are the article's text.
    assert all(role in BODY for role in roles[3:])


@pytest.mark.parametrize("place", ["PORT ELLERY _", "PORT ELLERY, March 9 (HP) --", "SKERRY, Northland (AP) —"])
def test_a_line_of_place_and_agency_is_a_dateline(place: str) -> None:
    flat = cut(f"{place}\n{LEAD}\n{QUOTED}\n{BOATS}")
    assert next(b.role for b in with_roles(flat)) == "dateline"


def test_a_capture_header_stays_one() -> None:
    flat = cut(f"date 2031-03-09 {TITLE}\n\n{LEAD}\n\nHe paused.\n\n{BOATS}")
    blocks = with_roles(flat)
    assert [b.role for b in blocks].count("capture_header") == 1
    assert blocks[0].confidence == 1
    assert said(flat, blocks, BODY).endswith(f"{LEAD} He paused. {BOATS}")


@pytest.mark.parametrize("form", ["blank lines", "<p>"])
@pytest.mark.parametrize(
    "line", ["Advertisement", "Follow us on Facebook", "© 2031 Skerry FM", "Sign up for our newsletter"]
)
@pytest.mark.parametrize("place", [0, 3, 6])
def test_a_line_of_furniture_is_set_aside_and_no_sentence_with_it(line: str, place: int, form: str) -> None:
    lines = [LEAD, QUOTED, "He paused.", BOATS, "Nobody answered.", ANGRY]
    flat = page([*lines[:place], line, *lines[place:]], form)
    assert said(flat, with_roles(flat), BODY) == " ".join(lines)


def test_captions_that_name_their_maker_are_captions() -> None:
    caption = "The ferry in the yard at Port Ellery. Image: Northlight."
    flat = page([TITLE, LEAD, QUOTED, caption, BOATS, ANGRY], "blank lines")
    (block,) = [b for b in with_roles(flat) if flat.text[b.start : b.end] == caption]
    assert block.role in ("caption", "body")
    flat = flatten(
        f"<h1>{TITLE}</h1><p>{LEAD}</p><figure><img src=x><figcaption>{caption}</figcaption></figure><p>{BOATS}</p><p>{ANGRY}</p>"
    )
    (block,) = [b for b in with_roles(flat) if flat.text[b.start : b.end] == caption]
    assert block.role == "caption"


def judged_bare(flat: Flat) -> bool:
    indices = shown(flat)
    return is_bare(flat, indices, probabilities(features(flat, indices)))


@pytest.mark.parametrize("name", ["ferry-skerry-fm.txt", "harbour-strike.html"])
def test_a_page_with_furniture_is_not_bare(name: str) -> None:
    source = (SAMPLES / name).read_text(encoding="utf-8")
    assert not judged_bare(flatten(source) if name.endswith(".html") else cut(source))


def test_a_list_of_links_is_not_bare() -> None:
    links = "".join(
        f'<p><a href="/{i}">Council votes to close road number {i} for the winter.</a></p>' for i in range(30)
    )
    assert not judged_bare(flatten(f"<h1>News</h1>{links}"))
    assert not judged_bare(cut("\n".join(["Home", "News", "Sport", "Weather", "Contact us"] * 4)))
    assert not judged_bare(cut(""))
    assert not judged_bare(cut("date 2031-03-09"))


_SIGNS = st.sampled_from("abcdefghijklmnoprstuvwz")
_WORD = st.text(_SIGNS, min_size=1, max_size=9)
_SENTENCE = st.builds(
    lambda words, end: " ".join(words).capitalize() + end,
    st.lists(_WORD, min_size=2, max_size=14),
    st.sampled_from([".", "?", "!", "…", ".”", ".)"]),
)
_PARAGRAPH = st.lists(_SENTENCE, min_size=1, max_size=4).map(" ".join)


@settings(deadline=None, max_examples=80)
@given(st.lists(_PARAGRAPH, min_size=1, max_size=12), st.sampled_from(FORMS))
@example(["Ab c."], "blank lines")
@example(["Share it.", "Read more.", "Subscribe now!"], "<p>")
def test_paragraphs_of_sentences_are_kept(paragraphs: list[str], form: str) -> None:
    flat = page(paragraphs, form)
    assert kept(flat, with_roles(flat)) == " ".join(" ".join(paragraphs).split())
