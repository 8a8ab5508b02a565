"""A page and a reading made by hand, for what leaves OnRecord."""

from onrecord.article.model import Article, Block, Caption, Page, Role
from onrecord.capture.model import Capture
from onrecord.reading.model import (
    Entity,
    EntityRole,
    Expectation,
    Figure,
    Mention,
    Models,
    Qualifier,
    ReaderInfo,
    Reading,
    SaidAt,
    Speaker,
    SpeakerName,
    Statement,
    TimeExpression,
    Via,
)
from onrecord.text.spans import Span

MODELS = Models(blocks="blocks-0", attribution="attribution-0", entities="entities-0", speakers="speakers-0")

LINES: list[tuple[Role, str, int | None]] = [
    ("headline", "Harbour wall ‘will hold’, Port Ellery council says", None),
    ("standfirst", "Engineers had warned of cracks after last week's storm.", None),
    ("timestamp", "3 March 2025, 07:10", None),
    ("byline", "By Ada Quill and Tom Verrin", None),
    ("control", "Listen to this article", None),
    (
        "body",
        'Port Ellery council says the wall is safe. "We have looked at every stone of it," said its leader, '
        'Mara Hollin. "It will hold."',
        None,
    ),
    ("caption", "The wall last week. Picture: Lio Sands", None),
    ("body", "The tide is expected to rise to four metres on Friday, a level last seen in 1953.", None),
    ("crosslink", "Read more: Ferry cancelled as winds rise", None),
    ("rail_heading", "More from Ellery Post", 0),
    ("rail_headline", "Bakery reopens after flood", 0),
    ("rail_headline", "School of whales seen off Cape Dun", 0),
]


def spans(text: str, *words: str) -> list[Span]:
    return [(text.index(word), text.index(word) + len(word)) for word in words]


def made_page() -> Page:
    text, blocks = "", []
    for role, words, rail in LINES:
        blocks.append(Block(role=role, start=len(text), end=len(text) + len(words), rail=rail, confidence=0.9))
        text += f"{words}\n\n"
    by_role = {block.role: block for block in blocks}
    caption = by_role["caption"]
    article = Article(
        headline=LINES[0][1],
        standfirst=LINES[1][1],
        authors=["Ada Quill", "Tom Verrin"],
        published="2025-03-03T07:10",
        language="en",
        body=[(block.start, block.end) for block in blocks if block.role == "body"],
        captions=[Caption(start=caption.start, end=caption.end, credit="Lio Sands")],
        publisher="Ellery Post",
    )
    return Page(kind="article", text=text, blocks=blocks, article=article)


def made_reading() -> Reading:
    page = made_page()
    text = page.text
    statements = [
        Statement(
            id="s1",
            source=spans(text, "Port Ellery council"),
            cue=spans(text, "says"),
            content=spans(text, "will hold"),
            quotation="mixed",
            confidence=0.62,
        ),
        Statement(
            id="s2",
            source=spans(text, "its leader, Mara Hollin"),
            cue=spans(text, "said"),
            content=spans(text, '"We have looked at every stone of it,"', '"It will hold."'),
            quotation="direct",
            confidence=0.97,
        ),
        Statement(
            id="s3",
            source=[],
            cue=spans(text, "is expected"),
            content=spans(text, "The tide", "to rise to four metres on Friday"),
            quotation="indirect",
            confidence=0.4444444,
        ),
    ]
    capture = Capture.of(
        text.encode(),
        source="ellery.txt",
        media_type="text/plain",
        captured_at="2025-03-03",
        captured_at_from="header",
    )
    info = ReaderInfo(onrecord="0.0.0", models=MODELS)
    return Reading(capture=capture, page=page, statements=statements, reader=info)


TOLD = """Skerry Line ‘knew of door fault’ before Maid of Sandling sank

Crews had warned of a jammed bow door, officers say.

Ragna Vell, the transport minister, told the Kessen Courier on Friday that at least 27 people had died. "We failed \
them," she said. Vell and the shipowner Tom Askill said they would open the books.

A senior official close to the League-backed inquiry, who asked not to be named because the report is secret, said \
Askill had ignored two dozen warnings. He denies it. He told the Northlight agency: "It is a lie."

The inquiry's report found that repairs would cost €1.2 million, 10 to 15 per cent of \
what the ship was worth. Hundreds came to the quay. The inquiry is expected to report again in June.
"""


def told_reading() -> Reading:
    """Make a reading in which every field that a reading has is used."""
    text = TOLD
    starts = [text.index(paragraph) for paragraph in text.strip().split("\n\n")]
    ends = [start + len(paragraph) for start, paragraph in zip(starts, text.strip().split("\n\n"), strict=True)]
    roles: list[Role] = ["headline", "standfirst", "body", "body", "body"]
    blocks = [Block(role=r, start=a, end=b) for r, a, b in zip(roles, starts, ends, strict=True)]
    lines = text.strip().split("\n\n")
    article = Article(
        headline=lines[0],
        standfirst=lines[1],
        authors=["Imogen Tarrant"],
        published="2031-03-09T06:12+01:00",
        language="en",
        body=list(zip(starts[2:], ends[2:], strict=True)),
        url="https://courier.example/sandling?page=1",
        publisher="Skerry FM",
    )

    def at(words: str, after: str = "") -> Span:
        start = text.index(words, text.index(after) if after else 0)
        return start, start + len(words)

    def mention(words: str, after: str = "", **kind: str) -> Mention:
        return Mention(span=at(words, after), confidence=0.98765, **({"type": "person", "form": "name"} | kind))  # type: ignore[arg-type]

    entities = [
        Entity(
            id="e1",
            type="person",
            name="Ragna Vell",
            variants=["Vell"],
            roles=[EntityRole(role="transport minister", span=at("transport minister"), affiliation="e6")],
            mentions=[mention("Ragna Vell"), mention("she", "We failed", form="pronoun"), mention("Vell", "them,")],
        ),
        Entity(
            id="e2",
            type="person",
            name="Tom Askill",
            variants=["Askill", "Thomas Åskill"],
            roles=[EntityRole(role="shipowner", span=at("shipowner"), affiliation="e3")],
            mentions=[mention("Tom Askill"), mention("Askill", "secret")],
        ),
        Entity(
            id="e3",
            type="organisation",
            name="Skerry Line",
            mentions=[mention("Skerry Line", type="organisation")],
        ),
        Entity(
            id="e4",
            type="person",
            name="A senior official",
            mentions=[mention("A senior official", form="description")],
        ),
        Entity(id="e5", type="place", name="Sandling", mentions=[mention("Sandling", type="place")]),
        Entity(
            id="e6",
            type="organisation",
            name="Kessen Courier",
            mentions=[mention("Kessen Courier", type="organisation")],
        ),
    ]
    courier = Via(name="Kessen Courier", span=at("Kessen Courier"), kind="outlet", entity="e6")
    agency = Via(name="Northlight", span=at("Northlight"), kind="agency")
    vell = Speaker(entity="e1", name="Ragna Vell", confidence=0.987654)
    friday = SaidAt(value="2031-03-07", span=at("on Friday"))
    statements = [
        Statement(
            id="s1",
            source=[at("officers")],
            cue=[at("say")],
            content=[at("Crews had warned of a jammed bow door")],
            quotation="indirect",
            confidence=0.91,
            speaker=Speaker(entity=None, name="officers", confidence=0.9),
            source_kind="unnamed_group",
        ),
        Statement(
            id="s2",
            source=[at("Ragna Vell, the transport minister")],
            cue=[at("told")],
            content=[at("that at least 27 people had died")],
            quotation="indirect",
            confidence=0.95,
            speaker=vell,
            source_kind="named_person",
            via=[courier],
            channel="interview",
            manner="says",
            said_at=friday,
        ),
        Statement(
            id="s3",
            source=[at("she", "them,")],
            cue=[at("said", "them,")],
            content=[at('"We failed them,"')],
            quotation="direct",
            confidence=0.97,
            speaker=Speaker(entity="e1", name="Ragna Vell", confidence=0.71),
            source_kind="named_person",
            via=[courier, agency],
            manner="says",
        ),
        Statement(
            id="s4",
            source=[at("Vell and the shipowner Tom Askill", "said.")],
            cue=[at("said", "Tom Askill")],
            content=[at("they would open the books")],
            quotation="indirect",
            confidence=0.8,
            speaker=Speaker(
                entity="e1",
                name="Ragna Vell",
                confidence=0.93,
                joint=[SpeakerName(entity="e2", name="Tom Askill", confidence=0.9)],
            ),
            source_kind="named_person",
            manner="promises",
        ),
        Statement(
            id="s5",
            source=[at("A senior official close to the League-backed inquiry, who asked not to be named")],
            cue=[at("said", "secret")],
            content=[at("Askill had ignored two dozen warnings")],
            quotation="indirect",
            confidence=0.66,
            speaker=Speaker(entity="e4", name="A senior official", confidence=0.97),
            source_kind="unnamed_person",
            manner="says",
            qualifiers=[
                Qualifier(span=at("League-backed"), kind="affiliation"),
                Qualifier(span=at("asked not to be named because the report is secret"), kind="anonymity"),
            ],
            anonymity=at("the report is secret"),
        ),
        Statement(
            id="s6",
            source=[at("He", "warnings")],
            cue=[at("denies")],
            content=[at("it", "denies")],
            quotation="indirect",
            confidence=0.52,
            speaker=Speaker(
                entity=None,
                name=None,
                confidence=0.41,
                candidates=[
                    SpeakerName(entity="e2", name="Tom Askill", confidence=0.41),
                    SpeakerName(entity="e4", name="A senior official", confidence=0.33),
                ],
            ),
            source_kind="named_person",
            manner="denies",
            polarity="denies",
        ),
        Statement(
            id="s7",
            source=[at("The inquiry's report")],
            cue=[at("found")],
            content=[at("that repairs would cost €1.2 million, 10 to 15 per cent of what the ship was worth")],
            quotation="indirect",
            confidence=0.9,
            speaker=Speaker(entity=None, name="The inquiry's report", confidence=0.99),
            source_kind="document",
            channel="report",
            manner="finds",
        ),
        Statement(
            id="s8",
            source=[],
            cue=[at("is expected")],
            content=[at("The inquiry", "Hundreds"), at("to report again in June")],
            quotation="indirect",
            confidence=0.7,
            source_kind="implicit",
            manner="expects",
        ),
    ]
    nested = [
        Statement(
            id="s5.1",
            source=[at("Askill", "secret")],
            cue=[at("ignored")],
            content=[at("two dozen warnings")],
            quotation="indirect",
            confidence=0.6,
            within="s5",
            speaker=Speaker(entity="e2", name="Tom Askill", confidence=0.9),
            source_kind="named_person",
        )
    ]

    def figure(words: str, value: float, high: float | None = None, **more: object) -> Figure:
        start, end = at(words)
        return Figure(start=start, end=end, low=value, high=value if high is None else high, **more)  # type: ignore[arg-type]

    figures = [
        figure(
            "27",
            27.0,
            counted=at("people"),
            qualifier="at_least",
            attributed_to="s2",
            as_of="2031-03-07",
            place="e5",
        ),
        figure("two dozen", 24.0, counted=at("warnings"), attributed_to="s5"),
        figure("1.2 million", 1.2e6, unit="EUR"),
        figure("10 to 15", 10.0, 15.0, unit="percent"),
        figure("Hundreds", 100.0, vague=True, qualifier="at_least"),
    ]
    dates = [
        TimeExpression(span=at("Friday"), type="DATE", value="2031-03-07", interval=("2031-03-07", "2031-03-07")),
        TimeExpression(span=at("June"), type="DATE", value=None, mod="APPROX"),
    ]
    expectations = [
        Expectation(
            span=at("The inquiry is expected to report again in June"),
            cue=at("is expected to"),
            certainty="expected",
            participants=["e3"],
            time="2031-06",
            time_span=at("in June"),
            according_to="s8",
        ),
        Expectation(span=at("they would open the books"), cue=at("would"), certainty="planned"),
    ]
    capture = Capture.of(
        text.encode(),
        source="sandling.txt",
        media_type="text/plain",
        captured_at="2031-03-09T07:00:00Z",
        captured_at_from="warc-date",
    )
    return Reading(
        capture=capture,
        page=Page(kind="article", text=text, blocks=blocks, article=article),
        statements=statements,
        nested=nested,
        entities=entities,
        figures=figures,
        dates=dates,
        expectations=expectations,
        reader=ReaderInfo(onrecord="0.0.0", models=MODELS),
    )
