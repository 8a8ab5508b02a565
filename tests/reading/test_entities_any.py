"""Entities of any text whatever: nothing raises, spans are right, ids are stable, time is bounded."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.entities import entities, resolve
from onrecord.reading.model import Mention
from onrecord.reading.passages import Passage

_WORDS = st.sampled_from(
    [
        *(
            "Ada",
            "Renn",
            "Mr",
            "Mrs.",
            "the",
            "minister",
            "of",
            "Quarvia",
            "he",
            "She",
            "their",
            "It",
            "said",
            ",",
            ".",
        ),
        *(
            "(QIT)",
            "\u2019s",
            "'",
            "\u201c",
            "\u201d",
            "\n",
            "officials",
            "The pair",
            "\u00c9",
            "Jr.",
            "former",
            "-",
            "US",
        ),
        *("\u0301", "\u200b", "\u0130", "\u00df", "\U0001f642"),
    ]
)


@st.composite
def _pages(draw: st.DrawFn) -> tuple[str, list[Passage], list[Mention]]:
    text = draw(st.one_of(st.lists(_WORDS, max_size=60).map(" ".join), st.text(max_size=200)))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    passages = [Passage(a, b, "body") for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    mentions = []
    for _ in range(draw(st.integers(0, 14))):
        start = draw(st.integers(-1, len(text) + 1))
        kind = draw(st.sampled_from(["person", "organisation", "place", "group", "event", "work", "other"]))
        form = draw(st.sampled_from(["name", "description", "pronoun"]))
        mentions.append(Mention(span=(start, start + draw(st.integers(-1, 30))), type=kind, form=form))
    return text, passages, mentions


@settings(max_examples=300, deadline=None)
@given(_pages())
def test_spans_slice_right_and_a_mention_is_in_one_entity_only(page: tuple[str, list[Passage], list[Mention]]) -> None:
    text, passages, mentions = page
    found = resolve(text, passages, mentions)
    spans = [m.span for e in found.entities for m in e.mentions]
    assert len(spans) == len(set(spans))
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert [e.id for e in found.entities] == [f"e{k}" for k in range(1, len(found.entities) + 1)]
    firsts = [e.mentions[0].span for e in found.entities]
    assert firsts == sorted(firsts, key=lambda s: (s[0], -s[1]))
    for entity in found.entities:
        assert entity.name
        assert entity.mentions == sorted(entity.mentions, key=lambda m: (m.span[0], -m.span[1]))
        assert all(0 <= r.span[0] < r.span[1] <= len(text) for r in entity.roles)
        assert set(entity.members) <= set(found.by_id)
    for span, resolution in found.resolutions.items():
        assert resolution.span == span
        assert sum(c.score for c in resolution.candidates) <= 1.01
        assert [c.score for c in resolution.candidates] == sorted(
            (c.score for c in resolution.candidates), reverse=True
        )
    for start in range(0, len(text), 17):
        found.head((start, min(len(text), start + 40)))
    assert entities(text, passages, mentions) == found.entities


def test_five_thousand_mentions_take_no_more_than_their_share_of_time() -> None:
    def timed(n: int) -> float:
        names = [f"Ada{k % 97} Renn{k % 89}" for k in range(n)]
        text = "".join(f"The minister {name} said he and Renn{k % 7} met. " for k, name in enumerate(names))
        mentions, at = [], 0
        for name in names:
            at = text.index(name, at)
            mentions.append(Mention(span=(at, at + len(name)), type="person", form="name"))
            at = text.index(" met", at)
            mentions.append(Mention(span=(text.rindex(" ", 0, at) + 1, at), type="person", form="name"))
        started = time.process_time()
        resolve(text, [Passage(0, len(text), "body")], mentions)
        return time.process_time() - started

    timed(50)
    small, large = min(timed(500) for _ in range(3)), min(timed(2500) for _ in range(2))
    assert large < 15 * small + 0.2
