"""A draft's quotations held against an archive."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection

from onrecord.article.model import Article, Block, Page
from onrecord.pipeline.drafting import Draft
from onrecord.pipeline.one import annotated
from onrecord.pipeline.tracing import following, repeating
from onrecord.reading.model import Statement
from onrecord.record.lookup import StatementRow
from onrecord.record.lookup import statements_called as rows_called
from onrecord.story.appearances import Appearance
from onrecord.story.check import Checked, Cited, Finding, Kept, Matched, Quotation, checked, otherwise, quotations
from onrecord.text.spans import Span

_CANDIDATES = 60
_TRACED = 40
"""Quotations of one draft whose traces are followed, to say what to cite; the others name the statement alone."""


def check(connection: Connection, draft: Draft) -> list[Checked]:
    """Return what an archive says of each quotation of a draft, in order."""
    wanted = quotations(draft.text, draft.paragraphs)
    wanted = _with_speakers(draft, wanted)
    return _checked(connection, wanted)


def check_words(connection: Connection, words: str) -> list[Checked]:
    """Return what an archive says of words somebody is said to have used; what is quoted in them, if anything is."""
    found = quotations(words, [(0, len(words))])
    return _checked(connection, found or [Quotation(span=(0, len(words)), text=words)])


def _checked(connection: Connection, wanted: Sequence[Quotation]) -> list[Checked]:
    out = []
    for number, quotation in enumerate(wanted):
        refs = [ref for ref, _ in repeating.with_words(connection, quotation.text, _CANDIDATES)]
        rows = {row.ref: row for row in rows_called(connection, refs)}
        finding = checked(quotation, [_kept(row) for row in rows.values()])
        best = rows[finding.matches[0].ref] if finding.matches else None
        made = Checked(finding=finding, best=best)
        out.append(_followed(connection, made) if best and number < _TRACED else made)
    return out


def _followed(connection: Connection, made: Checked) -> Checked:
    assert made.best is not None
    trace = following.trace_of(connection, made.best.ref)
    by_ref = {one.ref: one for one in trace.appearances}

    def cited(ref: str | None) -> Cited | None:
        one = by_ref.get(ref or "")
        if one is None:
            return None
        page = one.page
        return Cited(ref=one.ref, outlet=page.outlet, headline=page.headline, url=page.url, when=one.when)

    made_of = trace.origins.origins
    origin = next((one for one in made_of if trace.first in one.refs), next(iter(made_of), None))
    cite = origin.first if origin and origin.first else trace.first
    changed = _otherwise(made.finding, by_ref.get(cite or ""))
    if changed:
        # Somebody else may have these words of its own, and not from there.
        home = next((one.ref for one in trace.appearances if any(made.best.ref == each.ref for each in one.all)), None)
        own = next((one for one in made_of if home in one.refs), None)
        if own and own.first != cite and not _otherwise(made.finding, by_ref.get(own.first or "")):
            origin, cite, changed = own, own.first or cite, None
    return msgspec.structs.replace(
        made,
        # Words that a repeat changed do not hold, however many have them so: who is cited for them has others.
        finding=msgspec.structs.replace(made.finding, holds=False) if changed else made.finding,
        first=cited(trace.first),
        cite=cited(cite),
        origin=origin.outlet if origin else None,
        otherwise=changed,
        independent=trace.origins.independent,
    )


def _otherwise(finding: Finding, one: Appearance | None) -> Matched | None:
    """Return how a page has the quotation, if not as the draft does."""
    if one is None:
        return None
    kept = [
        Kept(
            ref=each.ref,
            content=each.content,
            quotation=each.quotation,
            speaker=each.speaker,
            named=each.naming == "named",
            nested=each.within is not None,
        )
        for each in one.all
    ]
    return otherwise(finding, one.ref, kept)


def _kept(row: StatementRow) -> Kept:
    return Kept(
        ref=row.ref,
        content=row.content,
        quotation=row.quotation,
        speaker=row.speaker,
        named=row.source_kind in ("named_person", "named_organisation"),
        nested=row.within is not None,
    )


def _with_speakers(draft: Draft, wanted: Sequence[Quotation]) -> list[Quotation]:
    """Give each quotation the speaker whom the draft names for it."""
    if not wanted:
        return []
    blocks = [Block(role="body", start=start, end=end) for start, end in draft.paragraphs]
    page = Page(kind="article", text=draft.text, blocks=blocks, article=Article(body=list(draft.paragraphs)))
    said = annotated(page).statements
    return [msgspec.structs.replace(one, speaker=_speaker(said, one.span)) for one in wanted]


def _speaker(said: Sequence[Statement], span: Span) -> str | None:
    for one in said:
        if any(start < span[1] and span[0] < end for start, end in one.content):
            named = one.source_kind in ("named_person", "named_organisation")
            return one.speaker.name if named and one.speaker else None
    return None
