"""A trace as an assistant is told it: each appearance as a statement that it can quote."""

from collections.abc import Mapping

from onrecord.pipeline.tracing.following import Followed
from onrecord.web.assistant.forms import Appeared, Inferred, Quoted, Traced


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
