"""From a draft to a reading in which everything fits together again.

What a person did not set is worked out as the reader works it out: what kind of source an added statement has, how much
of a changed content stands in quotation marks, in whose content a statement is made, whose a figure is. Nothing else
is touched: what the reader found of other statements stays as it is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from onrecord.article.model import Page
from onrecord.reading.chain import chains
from onrecord.reading.contents import Contents
from onrecord.reading.layout import Layout, quotation_of
from onrecord.reading.model import Quotation, Reading, Statement
from onrecord.reading.passages import passages
from onrecord.reading.tidy import without_gaps
from onrecord.record.corrections.draft import Draft, said_alike
from onrecord.record.corrections.match import overlap
from onrecord.text.spans import Span, covered


def settled(draft: Draft) -> Reading:
    """Return the reading that a draft has become; the very reading it began as where nothing was changed."""
    _derive(draft)
    if draft.moved or draft.dropped:
        _nest(draft)
    read = draft.reading
    before = {s.id: s for s in (*read.statements, *read.nested)}
    changes: dict[str, Any] = {}
    if draft.statements != before:
        order = sorted(draft.statements.values(), key=lambda s: (s.cue, s.content))
        if not draft.moved and not draft.dropped:
            order = list(draft.statements.values())
        changes["statements"] = [s for s in order if s.within is None]
        changes["nested"] = [s for s in order if s.within is not None]
    if list(draft.entities.values()) != read.entities:
        changes["entities"] = list(draft.entities.values())
    changes |= _resting(draft, before)
    return replace(read, **changes) if changes else read


def changed(draft: Draft, reading: Reading) -> frozenset[str]:
    """Return the statements of `reading`, settled from `draft`, that say something else than the reader's, by id.

    How sure they are is not looked at.
    """
    before = {s.id: s for s in (*draft.reading.statements, *draft.reading.nested)}
    out = set()
    for now in (*reading.statements, *reading.nested):
        was = before.get(now.id)
        if was is None or (was is not now and not _alike(was, now)):
            out.add(now.id)
    return frozenset(out)


def _alike(was: Statement, now: Statement) -> bool:
    same = replace(now, speaker=was.speaker, confidence=was.confidence) == was
    return same and said_alike(was.speaker, now.speaker)


def _derive(draft: Draft) -> None:
    """Work out what follows from what was set, but for what a person set."""
    wanted = {}
    for id, fields in draft.derive.items():
        left = fields - draft.hands.get(id, {}).keys()
        if left and id in draft.statements:
            wanted[id] = left
    if not wanted:
        return
    page = draft.reading.page
    chain = {}
    if any(fields - {"quotation"} for fields in wanted.values()):
        found = sorted(draft.statements.values(), key=lambda s: (s.cue, s.content))
        found = [s for s in found if s.cue]
        speakers = {s.id: s.speaker for s in found if s.speaker}
        entities = list(draft.entities.values())
        chain = chains(page.text, passages(page), found, speakers, entities, draft.reading.dates)
    for id, fields in wanted.items():
        one = draft.statements[id]
        values = chain[id]._asdict() if id in chain else {}
        if "quotation" in fields:
            values["quotation"] = _quotation(page, one.content)
        draft.statements[id] = replace(one, **{name: values[name] for name in fields if name in values})


def _quotation(page: Page, content: Sequence[Span]) -> Quotation:
    starts = [block.start for block in page.blocks]
    near = sorted(
        {
            k
            for start, end in content
            for k in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end))
            if page.blocks[k].end > start
        }
    )
    paragraphs = [(page.blocks[k].start, page.blocks[k].end) for k in near]
    return quotation_of(Layout(page.text, paragraphs or list(content)), content)


def _nest(draft: Draft) -> None:
    """Say anew in whose content a statement is made, where it, its owner or what may own it was changed."""
    new: dict[str, str | None] = {}
    for one in draft.statements.values():
        owner = draft.statements.get(one.within or "")
        around = draft.near(one.content)
        if (one.within is not None and owner is None) or draft.moved & {one.id, one.within}:
            held = [s for s in around if _holds(draft.text, s, one)]
        else:
            held = [s for s in around if s.id in draft.moved and _holds(draft.text, s, one)]
            held += [owner] if owner and held else []
            if not held:
                continue
        new[one.id] = min(held, key=lambda s: (covered(s.content), s.id)).id if held else None
    for id, within in new.items():
        draft.statements[id] = replace(draft.statements[id], within=within)
    for one in list(draft.statements.values()):
        seen = {one.id}
        up = one.within
        while up is not None and up not in seen and up in draft.statements:
            seen.add(up)
            up = draft.statements[up].within
        if up is not None:  # a reader's own ring, or an owner that is not there
            draft.statements[one.id] = replace(one, within=None)


def _holds(text: str, outer: Statement, inner: Statement) -> bool:
    """Whether all of `inner` is said in the content of `outer`, what stands between its pieces included."""
    if outer.id == inner.id or covered(outer.content) <= covered(inner.content):
        return False
    content = without_gaps(text, outer.content, [*outer.source, *outer.cue], wide=True)
    return all(overlap(part, content) == covered(part) for part in (inner.source, inner.cue, inner.content))


def _resting(draft: Draft, before: dict[str, Statement]) -> dict[str, Any]:
    """Return the figures and expectations where they rest on another statement, or name another entity, than before."""
    read = draft.reading
    if not (draft.moved or draft.dropped or draft.renamed):
        return {}
    was, now = Contents(list(before.values())), Contents(list(draft.statements.values()))

    def rests(at: int, on: str | None) -> str | None:
        owner = now.around(at)
        inside = was.around(at)
        by_place = inside is not None and inside.id == on
        if on is not None and on not in draft.moved and on not in draft.dropped:
            return owner.id if by_place and owner and owner.id in draft.moved else on
        if on is None and (owner is None or owner.id not in draft.moved | draft.dropped.keys()):
            return on
        if on is None or by_place or on in draft.dropped:
            return owner.id if owner else None
        return owner.id if owner and owner.id in draft.moved else on

    figures = [
        replace(f, attributed_to=rests(f.start, f.attributed_to), place=draft.renamed.get(f.place or "", f.place))
        for f in read.figures
    ]
    ahead = [
        replace(
            e,
            according_to=rests(e.cue[0], e.according_to),
            participants=list(dict.fromkeys(draft.renamed.get(p, p) for p in e.participants)),
        )
        for e in read.expectations
    ]
    changes: dict[str, Any] = {}
    if figures != read.figures:
        changes["figures"] = figures
    if ahead != read.expectations:
        changes["expectations"] = ahead
    return changes
