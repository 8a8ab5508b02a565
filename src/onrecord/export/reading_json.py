"""The JSON of a Reading, schema version 2, that scripts are written against.

Version 2 adds entities, speakers and what else is known of a statement's authority, figures, dates and
expectations; every field of version 1 is there as it was. The rest of what `page_json` says of its JSON holds here
too: names are only added, offsets are code points into ``text``, and the same Reading gives the same bytes.
"""

from typing import Literal

import msgspec

from onrecord.article.model import PageKind
from onrecord.export.annotations_json import (
    DateForm,
    EntityForm,
    ExpectationForm,
    FigureForm,
    NestedForm,
    StatementForm,
    date_form,
    entity_form,
    expectation_form,
    figure_form,
    statement_fields,
)
from onrecord.export.page_json import ArticleForm, BlockForm, CaptureForm, article_form, block_fields, capture_form
from onrecord.reading.model import ReaderInfo, Reading


class ReadingForm(msgspec.Struct, frozen=True, kw_only=True):
    """One page read: its text, its blocks with their roles, its article, and what was stated in it, by whom, about
    how much, and of what lies ahead.
    """

    schema_version: Literal[2]
    capture: CaptureForm
    page_kind: PageKind
    text: str
    blocks: list[BlockForm]
    article: ArticleForm
    statements: list[StatementForm]
    nested: list[NestedForm]
    entities: list[EntityForm]
    figures: list[FigureForm]
    dates: list[DateForm]
    expectations: list[ExpectationForm]
    reader: ReaderInfo


def reading_json(reading: Reading) -> bytes:
    """Return `reading` as one line of JSON, without a newline at its end.

    Raises ValueError if a confidence or a figure in it is not a finite number.
    """
    text = reading.page.text
    form = ReadingForm(
        schema_version=2,
        capture=capture_form(reading.capture),
        page_kind=reading.page.kind,
        text=text,
        blocks=[BlockForm(**block_fields(block)) for block in reading.page.blocks],
        article=article_form(reading.page.article),
        statements=[StatementForm(**statement_fields(text, statement)) for statement in reading.statements],
        nested=[NestedForm(**statement_fields(text, s), within=s.within or "") for s in reading.nested],
        entities=[entity_form(text, entity) for entity in reading.entities],
        figures=[figure_form(text, figure) for figure in reading.figures],
        dates=[date_form(text, date) for date in reading.dates],
        expectations=[expectation_form(text, one) for one in reading.expectations],
        reader=reading.reader,
    )
    return msgspec.json.encode(form)
