"""A page and a reading made by hand, for what leaves OnRecord."""

from onrecord.article.model import Article, Block, Caption, Page, Role
from onrecord.capture.model import Capture
from onrecord.reading.model import Models, ReaderInfo, Reading, Statement
from onrecord.text.spans import Span

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
    info = ReaderInfo(onrecord="0.0.0", models=Models(blocks="blocks-0", attribution="attribution-0"))
    return Reading(capture=capture, page=page, statements=statements, reader=info)
