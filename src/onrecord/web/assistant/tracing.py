"""Traces and checked quotations as an assistant is told them: with statements that it can quote."""

from collections.abc import Mapping, Sequence

from onrecord.pipeline.tracing.following import Followed
from onrecord.story.check import Checked as Found
from onrecord.web.assistant.forms import Appeared, Checked, Held, Inferred, Quoted, Traced


def traced(found: Followed, quoted: Mapping[str, Quoted]) -> Traced:
    """Return a trace; `quoted` has the statements of those of its appearances that are shown, by their refs."""
    trace = found.trace
    origins = trace.origins
    firsts = {one.first for one in origins.origins}
    appearances = [
        Appeared(
            statement=quoted[one.ref],
            naming=one.occurrence.naming,
            when=one.when.at,
            from_where=tie.why,
            counts=one.ref in firsts,
        )
        for one, tie in zip(trace.appearances, origins.ties, strict=True)
        if one.ref in quoted
    ]
    inferences = [
        Inferred(name=one.name, why=one.why, withheld=one.withheld.ref, named=[each.ref for each in one.naming])
        for one in trace.inferences
    ]
    return Traced(
        words=trace.wording,
        independent=origins.independent,
        undetermined=len(origins.undetermined),
        first=trace.first,
        appearances=appearances,
        more=len(appearances) < len(trace.appearances),
        inferences=inferences,
        others=found.others,
    )


def held(found: Sequence[Found], quoted: Mapping[str, Quoted], most: int) -> Checked:
    """Return what was found of quotations, at most `most`; `quoted` has the statements they were held against."""
    items = [
        Held(
            words=one.finding.quotation.text,
            verdict=one.finding.verdict,
            attribution=one.finding.attribution,
            indirect=one.finding.indirect,
            right=one.finding.holds,
            best=quoted.get(one.best.ref) if one.best else None,
            first=one.first.ref if one.first else None,
            cite=one.cite.ref if one.cite else None,
            independent=one.independent,
        )
        for one in found[:most]
    ]
    return Checked(items=items, more=len(found) > most)
