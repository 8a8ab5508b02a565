"""Articles that are made of one talk: a profile, an interview told in prose.

Such an article names the talk once and comes back to it after every turn of its own, where `carry` has long let go.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from onrecord.reading.chain.carry import HELD, Setting, elsewhere
from onrecord.reading.model import Channel, Via

Ways = dict[str, tuple[list[Via], Channel | None]]
_FEWEST: Final = 5
"""The fewest statements of whoever was talked to that make an article one of a talk."""
_SHARE: Final = 0.6
"""The share of what persons say in it that is theirs."""
_PERSONS: Final = frozenset({"named_person", "unnamed_person"})


def of_one_talk(settings: Mapping[str, Setting], ways: Ways, outer: Mapping[str, str | None]) -> Ways:
    """Return `ways`, with the talk's for what else whoever gave it is quoted with, if the article is one of a talk.

    `settings` are in order of the cues, by the statements' ids; `outer` holds the statement that each is told in.
    """
    spoken = [key for key, one in settings.items() if one.kind in _PERSONS and one.role == "body" and not outer[key]]
    talks = [key for key in spoken if settings[key].via and settings[key].channel == "interview"]
    if not talks:
        return ways
    talk = settings[talks[0]]
    mine = [key for key in spoken if settings[key].key == talk.key]
    said = [key for key in spoken if settings[key].quoted]
    theirs = Counter(settings[key].key for key in said)[talk.key]
    names = {v.name for v in talk.via}
    elsewhere_too = any(
        {v.name for v in settings[key].via} - names or settings[key].channel not in (None, "interview") for key in mine
    )
    if not talk.key or theirs < max(_FEWEST, _SHARE * len(said)) or elsewhere_too:
        return ways
    out = dict(ways)
    after = mine[mine.index(talks[0]) :]
    for key in after:
        one = settings[key]
        if not out[key][0] and out[key][1] is None and one.quoted and one.manner not in HELD and not elsewhere(one):
            out[key] = list(talk.via), "interview"
    return out
