"""A trace: where words appeared, in time; who named the source; what changed; how many independent origins there are.

Everything in it is worked out from plain values and shows what it rests on.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from onrecord.record.names import key
from onrecord.story.appearances import Appearance, Occurrence, Page, appearances
from onrecord.story.changes import Change, along
from onrecord.story.naming import Inference, inferences
from onrecord.story.origins import Copy, Origins, first_of, origins

_MARKS = "\"'“”„‘’‚«»‹›"


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """An utterance in time order.

    `wording` is the one that stands in most articles, without quotation marks around it. `appearances` are the articles
    that carry it, each once; `first` is the earliest known in this archive, `rivals` are others that may be as early by
    what is stated. `named`, `withheld` and `other` divide the appearances by whether their pages name the source.
    `claims` are statements that seem to say the same in other words: weaker, and counted nowhere.
    """

    wording: str
    first: str | None
    rivals: list[str]
    appearances: list[Appearance]
    origins: Origins
    named: list[str]
    withheld: list[str]
    other: list[str]
    changes: list[Change]
    inferences: list[Inference]
    claims: list[Occurrence] = []


def trace(
    occurrences: Iterable[Occurrence],
    copies: Iterable[Copy] = (),
    versions: Mapping[int, Sequence[Page]] | None = None,
    claims: Iterable[Occurrence] = (),
    wording: str | None = None,
) -> Trace:
    """Return the trace of one utterance.

    `occurrences` are the statements that carry its words, `copies` the shared paragraphs between their captures,
    `versions` the captured versions of their articles, in order, by the article's number.
    """
    found = appearances(occurrences, versions)
    made = origins(found, copies)
    first, rivals = first_of(found, made)
    by_naming = {one.ref: one.occurrence.naming for one in found}
    return Trace(
        wording=wording or _wording(found),
        first=first.ref if first else None,
        rivals=[one.ref for one in rivals],
        appearances=found,
        origins=made,
        named=[ref for ref, naming in by_naming.items() if naming == "named"],
        withheld=[ref for ref, naming in by_naming.items() if naming == "withheld"],
        other=[ref for ref, naming in by_naming.items() if naming not in ("named", "withheld")],
        changes=along(found, made.ties),
        inferences=inferences(found, made),
        claims=list(claims),
    )


def _wording(found: Sequence[Appearance]) -> str:
    """Return the fullest wording that most of the articles have word for word."""
    counted: dict[str, list[str]] = {}
    for each in found:
        counted.setdefault(key(each.occurrence.content), []).append(each.occurrence.content)
    most = max(counted.values(), key=lambda ones: (len(ones), len(ones[0])), default=[""])
    return _bare(most[0])


def _bare(words: str) -> str:
    """Return words without the marks around them, if there are none within.

    >>> _bare("“It will hold,”"), _bare("“It will,” … “hold”")
    ('It will hold', '“It will,” … “hold”')
    """
    inner = words.strip(_MARKS + ", ")
    return inner if inner and not any(mark in inner for mark in '"“”„«»') else words
