"""From candidates to statements: conflicts among them, and what is sure enough to keep."""

from collections.abc import Mapping, Sequence

from onrecord.reading.confidence import confidence, features
from onrecord.reading.decode import Candidate
from onrecord.reading.layout import Layout, quotation_of
from onrecord.reading.model import Statement
from onrecord.reading.running_on import Told, run_on
from onrecord.reading.sources import only_nameless
from onrecord.reading.tidy import tidied
from onrecord.reading.turns import with_whole_turns
from onrecord.text.spans import covered, shared

_CELL = 1024
"""Code points of the cells in which conflicts are looked for."""


def without_conflicts(ranked: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Keep the best of candidates that claim the same content, and of those with a cue inside another's content."""
    kept: list[tuple[float, Candidate]] = []
    near: dict[int, list[Candidate]] = {}
    """What is kept, by the cells of the text that it touches: only neighbours can be in conflict."""
    for score, candidate in sorted(ranked, key=lambda r: (-r[0], r[1].cue, r[1].content)):
        cells = {
            cell
            for start, end in (*candidate.cue, *candidate.content)
            for cell in range(start // _CELL, (end - 1) // _CELL + 1)
        }
        if not any(_conflict(candidate, other) for cell in sorted(cells) for other in near.get(cell, ())):
            kept.append((score, candidate))
            for cell in cells:
                near.setdefault(cell, []).append(candidate)
    return kept


def _conflict(one: Candidate, other: Candidate) -> bool:
    both = shared(one.content, other.content)
    if both and both * 2 > min(covered(one.content), covered(other.content)):
        return True
    return bool(shared(one.cue, other.content) or shared(other.cue, one.content))


def statements_of(
    layout: Layout, candidates: Sequence[Candidate], weights: Mapping[str, float], threshold: float
) -> list[Statement]:
    """Turn candidates into the statements of an article, those below `threshold` left out, in order of the text."""
    ranked = []
    for raw in candidates:
        if not raw.content:
            continue
        candidate = tidied(layout, raw)
        if only_nameless(layout.text, candidate.cue, candidate.content):
            continue
        score = confidence(weights, features(layout, candidate))
        if score >= threshold:
            ranked.append((score, candidate))
    turns, others = with_whole_turns(layout, ranked)
    kept = turns + without_conflicts(others)
    kept.sort(key=lambda r: (r[1].cue, r[1].content))
    contents = [list(c.content) for _, c in kept]
    attributed = [False] * len(layout.paragraphs)
    for spans in [s for _, c in kept for s in (c.content, c.cue)]:
        for start, end in spans:  # a span may itself run over paragraphs
            for paragraph in range(layout.paragraph_of(start), layout.paragraph_of(end - 1) + 1):
                attributed[paragraph] = True
    run_on(layout, [Told(*one) for one in kept], contents, attributed)
    return [
        Statement(
            id=f"s{number}",
            source=candidate.source,
            cue=candidate.cue,
            content=content,
            quotation=quotation_of(layout, content),
            confidence=round(score, 3),
        )
        for number, ((score, candidate), content) in enumerate(zip(kept, contents, strict=True), 1)
    ]
