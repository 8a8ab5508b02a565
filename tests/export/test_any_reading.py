"""Whatever a reading holds, it leaves OnRecord in every format, and its offsets still find the words."""

import csv
import io
import json
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld as processor
from rich.console import Console

from onrecord.article.model import Article, Block, Page
from onrecord.capture.model import Capture
from onrecord.export.jsonld import jsonld
from onrecord.export.reading_json import reading_json
from onrecord.export.statements_csv import csv_header, csv_rows
from onrecord.export.terminal import print_reading, print_who
from onrecord.export.web_annotation import web_annotations
from onrecord.export.who import Tally, who_json
from onrecord.reading.model import (
    Certainty,
    Channel,
    Entity,
    EntityRole,
    EntityType,
    Expectation,
    Figure,
    Hedge,
    Manner,
    Mention,
    MentionForm,
    Mod,
    Models,
    Polarity,
    Qualifier,
    Quotation,
    ReaderInfo,
    Reading,
    SaidAt,
    SourceKind,
    Speaker,
    SpeakerName,
    Statement,
    TimeExpression,
    TimeType,
    Via,
)
from tests.export.contexts import offline
from tests.export.test_reading_json import spanned

WORDS = st.text(max_size=30) | st.sampled_from(
    ["Mara Hollin", "=1+1", "\x1b[31m", "“", "two\n\nthree", "\u202e", "@id"]
)
NUMBER = st.floats(0, 1)
IDS = st.sampled_from(["e1", "e2", "s1", "s2", "s1.1", "", "a b", "é#"])
VALUES = (
    st.none() | st.sampled_from(["2031-03-07", "2031-03-07TEV", "2031-W99", "P3D", "XXXX-99", "2031-99-99"]) | WORDS
)


def one_of(kind: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(kind))


def lists(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(strategy, max_size=3)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(st.text(min_size=1, max_size=120))
    span = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda s: (min(s), max(s)))
    maybe = st.none() | span
    name = st.builds(SpeakerName, entity=st.none() | IDS, name=WORDS, confidence=NUMBER)
    speaker = st.builds(
        Speaker,
        entity=st.none() | IDS,
        name=st.none() | WORDS,
        confidence=NUMBER,
        candidates=lists(name),
        joint=lists(name),
    )
    statement = st.builds(
        Statement,
        id=IDS,
        source=lists(span),
        cue=lists(span),
        content=lists(span),
        quotation=one_of(Quotation),
        confidence=NUMBER,
        within=st.none() | IDS,
        speaker=st.none() | speaker,
        source_kind=one_of(SourceKind),
        via=lists(
            st.builds(
                Via,
                name=WORDS,
                span=span,
                kind=st.sampled_from(["outlet", "agency", "broadcast", "document"]),
                entity=st.none() | IDS,
            )
        ),
        channel=st.none() | one_of(Channel),
        manner=one_of(Manner),
        polarity=one_of(Polarity),
        qualifiers=lists(
            st.builds(Qualifier, span=span, kind=st.sampled_from(["affiliation", "anonymity", "standing"]))
        ),
        anonymity=maybe,
        said_at=st.none() | st.builds(SaidAt, value=VALUES, span=span),
    )
    mention = st.builds(Mention, span=span, type=one_of(EntityType), form=one_of(MentionForm), confidence=NUMBER)
    entity = st.builds(
        Entity,
        id=IDS,
        type=one_of(EntityType),
        name=WORDS,
        variants=lists(WORDS),
        roles=lists(st.builds(EntityRole, role=WORDS, span=span, affiliation=st.none() | IDS)),
        mentions=lists(mention),
    )
    numbers = st.floats(allow_nan=False, allow_infinity=False)
    figure = st.builds(
        lambda at, **fields: Figure(start=at[0], end=at[1], **fields),
        at=span,
        low=numbers,
        high=numbers,
        unit=st.none() | st.sampled_from(["EUR", "percent", "mile"]),
        counted=maybe,
        qualifier=st.none() | one_of(Hedge),
        vague=st.booleans(),
        as_of=VALUES,
        place=st.none() | IDS,
        attributed_to=st.none() | IDS,
    )
    date = st.builds(
        TimeExpression,
        span=span,
        type=one_of(TimeType),
        value=VALUES,
        interval=st.none() | st.just(("2031-03-07", "2031-03-07")),
        mod=st.none() | one_of(Mod),
    )
    ahead = st.builds(
        Expectation,
        span=span,
        cue=span,
        certainty=one_of(Certainty),
        participants=lists(IDS),
        time=VALUES,
        time_span=maybe,
        according_to=st.none() | IDS,
    )
    article = Article(
        headline=draw(st.none() | WORDS),
        authors=draw(lists(WORDS)),
        published=draw(VALUES),
        url=draw(st.none() | WORDS | st.just("https://courier.example/a b")),
        publisher=draw(st.none() | WORDS),
    )
    return Reading(
        capture=Capture.of(text.encode(), source=draw(WORDS), media_type="text/plain", captured_at=draw(VALUES)),
        page=Page(
            kind=draw(st.sampled_from(["article", "index"])),
            text=text,
            blocks=[Block(role="body", start=0, end=len(text))],
            article=article,
        ),
        statements=draw(lists(statement)),
        nested=draw(lists(statement)),
        entities=draw(lists(entity)),
        figures=draw(lists(figure)),
        dates=draw(lists(date)),
        expectations=draw(lists(ahead)),
        reader=ReaderInfo(onrecord="0.0.0", models=Models(blocks="b", attribution="a", entities="e", speakers="s")),
    )


@settings(max_examples=60, deadline=None)
@given(readings(), st.sampled_from([20, 60, 80, 120]))
def test_any_reading_leaves_in_every_format(reading: Reading, width: int) -> None:
    text = reading.text
    stated = [*reading.statements, *reading.nested]

    form = json.loads(reading_json(reading))
    for (start, end), quote in spanned(form):
        assert text[start:end] == quote

    rows = list(csv.DictReader(io.StringIO((csv_header() + csv_rows(reading)).decode("utf-8"), newline="")))
    assert sorted(row["statement"] for row in rows) == sorted(one.id for one in stated)
    for row in rows:
        spans = [tuple(map(int, span.split(".."))) for span in row["content_spans"].split()]
        quoted = " … ".join(text[a:b] for a, b in spans)
        assert row["content"] in (quoted, f"'{quoted}")

    document = json.loads(jsonld(reading))
    processor.expand(document, options={"documentLoader": offline})
    for node in document["@graph"][1:]:
        assert all(text[one["start"] : one["end"]] == one["exact"] for one in node.get("evidence", []))

    document = json.loads(web_annotations(reading))
    processor.expand(document, options={"documentLoader": offline})
    for item in document["first"]["items"] if stated else []:
        for position, quotation in (target["selector"] for target in item["target"]):
            assert text[position["start"] : position["end"]] == quotation["exact"]

    tally = Tally()
    tally.add(reading)
    assert json.loads(who_json(tally.form()))["statements"] == len(stated)
    file = io.StringIO()
    console = Console(file=file, width=width)
    print_reading(reading, console)
    print_who(tally.form(), console)
    assert "\x1b" not in file.getvalue()
