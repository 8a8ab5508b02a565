"""From rows of the archive to quotations: the words are taken from the page's own text each time, never from memory."""

from collections.abc import Sequence

from sqlalchemy import Connection

from onrecord.reading.model import Reading, Statement
from onrecord.record.lookup import Article, Evidence, StatementRow, article
from onrecord.text.spans import Span, quote
from onrecord.web.assistant import forms
from onrecord.web.evidence import context, link_to


def quoted(connection: Connection, rows: Sequence[StatementRow]) -> list[forms.Quoted]:
    """Return `rows` as quotations; one whose words do not stand in its page is left out."""
    pages: dict[str, Article] = {}
    out = []
    for row in rows:
        if row.article not in pages:
            pages[row.article] = article(connection, row.article)
        one = _quoted(pages[row.article], row)
        if one is not None:
            out.append(one)
    return out


def evidence(found: Evidence) -> forms.Evidence | None:
    """Return the evidence for a statement; None where its words do not stand in its page."""
    page, statement = found.page, found.statement
    reading = page.reading
    said = _quoted(page, found.row)
    if said is None:
        return None
    around = context(reading.text, found.row.start, found.row.end)
    models = reading.reader.models
    return forms.Evidence(
        statement=said,
        context=forms.Piece(start=around.start, end=around.end, words=around.text),
        capture=page.capture.sha256,
        captured=[
            forms.Met(
                source=one.source, url=one.url, captured_at=one.captured_at, captured_at_from=one.captured_at_from
            )
            for one in page.sightings
        ],
        link=link_to(reading, statement),
        qualifiers=pieces(reading.text, [one.span for one in statement.qualifiers]),
        anonymity=pieces(reading.text, [statement.anonymity])[0] if statement.anonymity else None,
        published=reading.article.published,
        reader={name: getattr(models, name) for name in models.__struct_fields__},
    )


def unkept(reading: Reading, statement: Statement) -> forms.Unkept:
    """Return a statement of a text that is in no archive."""
    text, speaker = reading.text, statement.speaker
    return forms.Unkept(
        said=pieces(text, statement.content),
        speaker=speaker.name if speaker else None,
        source=pieces(text, statement.source),
        cue=pieces(text, statement.cue),
        quotation=statement.quotation,
    )


def pieces(text: str, spans: Sequence[Span]) -> list[forms.Piece]:
    """Return the words under `spans`."""
    return [forms.Piece(start=start, end=end, words=text[start:end]) for start, end in spans]


def _quoted(page: Article, row: StatementRow) -> forms.Quoted | None:
    text = page.reading.text
    if quote(text, row.spans.content) != row.content or not row.content:
        return None
    return forms.Quoted(
        ref=row.ref,
        said=pieces(text, row.spans.content),
        quotation=row.quotation,
        speaker=row.speaker,
        speaker_confidence=None if row.speaker_confidence is None else round(row.speaker_confidence, 4),
        source=pieces(text, row.spans.source),
        cue=pieces(text, row.spans.cue),
        source_kind=row.source_kind,
        polarity=row.polarity,
        via=[one.name for one in row.via],
        said_at=row.said_at,
        within=page.refs.get(row.within) if row.within else None,
        confidence=round(row.confidence, 4),
        corrected=row.corrected,
        article=row.article,
        headline=page.reading.article.headline,
        outlet=row.outlet,
        day=row.day,
        url=page.row.url if page.row else None,
    )
