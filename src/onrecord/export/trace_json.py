"""A trace as JSON: one document, in which everything is named by statements' refs and captures' hashes."""

from typing import Literal, Self

import msgspec

from onrecord.story.appearances import Appearance, Likeness, Naming, Occurrence, Station
from onrecord.story.changes import Change
from onrecord.story.moments import Moment
from onrecord.story.naming import Inference
from onrecord.story.origins import Evidence, Origin, Reason, Tie
from onrecord.story.traces import Trace
from onrecord.text.spans import Span


class SpansForm(msgspec.Struct, frozen=True, kw_only=True):
    """Where a statement's parts stand, in code points of its page's text, half open, in pieces."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]


class PageForm(msgspec.Struct, frozen=True, kw_only=True):
    """A capture: its sha256, and what it says of itself. Times are ISO 8601 as they are stated."""

    sha256: str
    outlet: str | None
    headline: str | None
    url: str | None
    captured_at: str | None
    published: str | None
    updated: str | None


class OccurrenceForm(msgspec.Struct, frozen=True, kw_only=True):
    """One statement that carries the utterance, as its page has it; `ref` names it.

    `likeness` is how its words stand to those asked for. `naming` says whether the page names the source.
    """

    ref: str
    page: PageForm
    content: str
    source: str
    cue: str
    spans: SpansForm
    quotation: str
    speaker: str | None
    speaker_confidence: float | None
    naming: Naming
    source_kind: str
    via: list[Station]
    channel: str | None
    manner: str
    polarity: str
    said_at: str | None
    qualifiers: list[str]
    likeness: Likeness
    score: float
    corrected: bool

    @classmethod
    def of(cls, one: Occurrence) -> Self:
        """Return the form of an occurrence."""
        page = one.page
        same = {name: getattr(one, name) for name in cls.__struct_fields__ if name not in ("page", "spans")}
        about = {name: getattr(page, name) for name in PageForm.__struct_fields__}
        spans = SpansForm(source=one.source_spans, cue=one.cue_spans, content=one.content_spans)
        return cls(page=PageForm(**about), spans=spans, **same)


class TieForm(msgspec.Struct, frozen=True, kw_only=True):
    """Where an appearance has the words from, as far as pages show it.

    It is its outlet's ``own`` word, a ``copy`` of another, it ``cites`` an outlet, is by ``credit`` from one, its
    outlet had it before (``same_outlet``), or that is ``unstated``. `of` is the appearance that it comes from, if the
    archive has it.
    """

    reason: Reason
    of: str | None
    outlet: str | None
    why: str
    evidence: list[Evidence]

    @classmethod
    def of_tie(cls, tie: Tie) -> Self:
        """Return the form of a tie."""
        return cls(reason=tie.reason, of=tie.of, outlet=tie.outlet, why=tie.why, evidence=tie.evidence)


class AppearanceForm(msgspec.Struct, frozen=True, kw_only=True):
    """An article that carries the utterance.

    `occurrence` is its wording in the first version that has it, `again` are later versions and repetitions on the
    page. `when` is the earliest that the page or its capture shows. `since` is when the version before was captured,
    which lacks the words; `gone` the sha256 of the later version that has them no more.
    """

    occurrence: OccurrenceForm
    again: list[OccurrenceForm]
    when: Moment
    since: str | None
    gone: str | None
    origin: TieForm

    @classmethod
    def of(cls, one: Appearance, tie: Tie) -> Self:
        """Return the form of an appearance."""
        return cls(
            occurrence=OccurrenceForm.of(one.occurrence),
            again=[OccurrenceForm.of(other) for other in one.again],
            when=one.when,
            since=one.since,
            gone=one.gone.sha256 if one.gone else None,
            origin=TieForm.of_tie(tie),
        )


class TraceForm(msgspec.Struct, frozen=True, kw_only=True):
    """A trace: one utterance in time order.

    `asked` is what was asked for, a statement's ref or words; `others` are refs of other utterances that words may
    mean. `first` is the first known appearance in this archive, `rivals` may be as early by what is stated.
    `independent` counts the `origins`; `undetermined` are appearances that do not show where they have the words.
    Appearances are called by the refs of their first occurrences. `claims` seem to say the same in other words:
    weaker, and counted nowhere.
    """

    schema_version: Literal[1] = 1
    asked: str
    wording: str
    first: str | None
    rivals: list[str]
    independent: int
    origins: list[Origin]
    undetermined: list[str]
    appearances: list[AppearanceForm]
    named: list[str]
    withheld: list[str]
    other: list[str]
    changes: list[Change]
    inferences: list[Inference]
    claims: list[OccurrenceForm]
    others: list[str] = []

    @classmethod
    def of(cls, asked: str, trace: Trace, others: list[str] | None = None) -> Self:
        """Return the form of a trace."""
        ties = trace.origins.ties
        return cls(
            asked=asked,
            wording=trace.wording,
            first=trace.first,
            rivals=trace.rivals,
            independent=trace.origins.independent,
            origins=trace.origins.origins,
            undetermined=trace.origins.undetermined,
            appearances=[AppearanceForm.of(one, tie) for one, tie in zip(trace.appearances, ties, strict=True)],
            named=trace.named,
            withheld=trace.withheld,
            other=trace.other,
            changes=trace.changes,
            inferences=trace.inferences,
            claims=[OccurrenceForm.of(one) for one in trace.claims],
            others=others or [],
        )


def trace_json(form: TraceForm) -> bytes:
    """Return a trace as JSON, without a newline."""
    return msgspec.json.encode(form)
