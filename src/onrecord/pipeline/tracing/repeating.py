"""Which statements carry the same words."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from onrecord.reading.model import Reading
from onrecord.record.stories import utterances as rows
from onrecord.record.stories.utterances import Said
from onrecord.story import utterances
from onrecord.story.align import align
from onrecord.story.utterances import Joined, Same, Wording
from onrecord.story.words import Words, grams

_MOST_PAIRS = 2000
"""Pairs that are gone through to gather what carries the words of one statement."""


def update(connection: Connection, capture_id: int, reading: Reading | None) -> None:
    """Compare a capture's statements with the others, anew; None where it is no article any more."""
    rows.drop(connection, capture_id)
    if reading is None:
        return
    same: Same = {}
    new = [utterances.wording(one, same=same) for one in rows.of_capture(connection, capture_id)]
    new = [one for one in new if one.grams]
    having = rows.sharing(connection, [one.grams for one in new])
    found = utterances.repeats(new, having, lambda ids: _wordings(connection, ids, same))
    rows.put(
        connection,
        capture_id,
        {one.id: one.grams for one in new},
        [rows.Repeat(one.one, one.other, one.kind, one.score) for one in found],
    )


def same_words(connection: Connection, ref: str, most: int) -> tuple[Said | None, dict[str, Joined]]:
    """Return the statement called `ref`, and by their refs those that carry its words."""
    asked = rows.called(connection, ref)
    if asked is None:
        return None, {}
    near = rows.repeats_of(connection, [asked.id], _MOST_PAIRS)
    ids = {id for one in near for id in one[:2]} - {asked.id}
    pairs = near + rows.repeats_of(connection, ids, _MOST_PAIRS)
    known = rows.said(connection, {id for one in pairs for id in one[:2]})
    wordings = {id: _wording(one) for id, one in known.items()}
    joined = utterances.gathered(_wording(asked), [one[:2] for one in pairs], wordings, most)
    return asked, {known[one.id].ref: one for one in joined}


def with_words(connection: Connection, words: str, most: int) -> list[tuple[str, Joined]]:
    """Return statements that carry `words` or some of them, those first that carry most, each with its ref."""
    asked = Words(words)
    wanted = Wording(0, asked, grams(asked), None)
    having = rows.sharing(connection, [wanted.grams])
    known = rows.said(connection, utterances.candidates(wanted, having))
    out = []
    for id, one in known.items():
        other = _wording(one)
        # Whoever asks for words means these words: that they are few and common is no reason to find nothing.
        match = align(wanted.words, other.words, same_speaker=True)
        if match is not None:
            carried = (match.one[1] - match.one[0]) / len(asked)
            out.append((one.ref, Joined(id, match.kind, round(carried * match.score, 4))))
    return sorted(out, key=lambda found: (-found[1].score, found[1].kind != "verbatim", found[1].id))[:most]


def _wordings(connection: Connection, ids: Iterable[int], same: Same) -> Mapping[int, Wording]:
    known = rows.said(connection, set(ids))
    return {id: utterances.wording(one, known=True, same=same) for id, one in known.items()}


def _wording(one: Said) -> Wording:
    return utterances.wording(one, known=True)
