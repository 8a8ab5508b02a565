"""What holds for any input whatever."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.export.page_json import page_json
from onrecord.export.reading_json import reading_json
from onrecord.pipeline import one_capture
from tests.export.test_reading_json import spanned

SENTENCES = st.sampled_from(
    [
        "“It will hold,” Mara Hollin said.",
        "The council has insisted that nothing is wrong",
        '"Nobody asked us',
        "according to the coastguard.",
        "It is expected to report in June.",
        "Read more: Ferry cancelled",
        "By Ada Quill",
        "3 March 2025, 07:10",
        "said the minister, “and",
        "’tis ‘said’ that",
        "",
        "\t \r",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(SENTENCES, st.text(max_size=40)), max_size=25).map("\n".join),
)
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='rail'>",
        "</div>",
        "<h1>",
        "<a href='/x'>",
        "<script>",
        "<!--",
        "<br>",
        "<table><td>",
        "&#0;",
        "&amp",
    ]
)
MARKUP = st.lists(st.one_of(TAGS, SENTENCES, st.text(max_size=30)), max_size=40).map("".join)


def check(reading: onrecord.Reading) -> None:
    text = reading.text
    reached = 0
    for block in reading.page.blocks:
        assert reached <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip()
        reached = block.end
    form = json.loads(reading_json(reading))
    assert form["text"] == text
    outer = {statement["id"] for statement in form["statements"]}
    assert all(statement["within"] in outer for statement in form["nested"])
    for statement in (*form["statements"], *form["nested"]):
        assert statement["content"]
        assert 0 <= statement["confidence"] <= 1
        for part in ("source", "cue", "content"):
            end = 0
            for start, stop in statement[part]:
                assert end <= start < stop <= len(text)
                end = stop
    for (start, end), quote in spanned(form):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == quote
    ids = {entity["id"] for entity in form["entities"]}
    stated = outer | {statement["id"] for statement in form["nested"]}
    for statement in (*form["statements"], *form["nested"]):
        speaker = statement["speaker"]
        for one in [speaker, *speaker["candidates"], *speaker["joint"]] if speaker else []:
            assert one["entity"] in ids | {None}
            assert 0 <= one["confidence"] <= 1
    assert {figure["attributed_to"] for figure in form["figures"]} <= stated | {None}
    assert {one["according_to"] for one in form["expectations"]} <= stated | {None}
    page_json(reading.capture, reading.page)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_can_be_read(text: str) -> None:
    if not text:
        return
    try:
        reading = onrecord.read(text=text)
    except onrecord.CaptureError:
        return
    assert reading.text == text.removeprefix("\ufeff")
    check(reading)


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_any_markup_can_be_read(markup: str) -> None:
    try:
        reading = onrecord.read(markup.encode("utf-8", "replace"), media_type="text/html")
    except onrecord.CaptureError:
        return
    check(reading)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_capture_or_an_error(data: bytes) -> None:
    try:
        assert one_capture(data).data == data
    except onrecord.CaptureError as error:
        assert error.message
