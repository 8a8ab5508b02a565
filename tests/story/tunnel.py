"""The story in samples/story: what is true of it, written down by hand, and its pages read.

Six outlets tell of a fire in a tunnel: The Meridian Record, The Kessen Courier, Lumen News, Northern Wire (an agency),
the Evening Post of Pellmouth and Skerry FM. Radio Estrand is cited, and none of its pages is here.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import onrecord
from onrecord.capture import captures
from onrecord.capture.model import Capture
from onrecord.pipeline import read_captures

SAMPLES = Path(__file__).parents[2] / "samples"
ARCHIVE = SAMPLES / "tunnel.warc.gz"
TEXTS = tuple(sorted((SAMPLES / "story").glob("*.txt")))
INPUTS = (ARCHIVE, *TEXTS)

VERSIONS = (
    ("courier-1-four-dead", "courier-1-six-dead"),
    ("lumen-1-nine-dead", "lumen-1-amended"),
    ("record-1-falk", "record-1-falk-later"),
    ("skerry-2-warned", "skerry-2-warned-later"),
)
"""Captures of one article that was changed, in time."""

SAME = (("lumen-2-memo", "lumen-2-memo-noon"), ("courier-2-memo", "courier-2-memo-amp"))
"""Captures of one article in which only the furniture is otherwise: no new version."""

COPIES = (
    ("post-1-six-die", "wire-1-six-dead", True),
    ("skerry-1-six-dead", "wire-1-six-dead", True),
    ("courier-1-six-dead", "wire-1-six-dead", False),
    ("post-3-judge", "wire-2-vesterholt", False),
)
"""The copy, what it was copied from, and whether it is a copy as a whole (perhaps cut) or in part."""


class Utterance(NamedTuple):
    """What is true of one utterance.

    `words` are in every occurrence, case and punctuation apart. `pages` are the articles that carry it, by their first
    version that does, in the order in which they are known to have had it; `origins` the outlets that it goes back to;
    `undetermined` those that do not show where they have it; `withheld` those that do not name the speaker.
    `no_person` says that no person is the source at all. `rivals` may have had it as early as the first: Skerry FM
    gives no time zone, and what it added to a page was captured later than it may have been there.
    """

    words: str
    pages: tuple[str, ...]
    origins: tuple[str, ...]
    undetermined: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    no_person: bool = False
    rivals: tuple[str, ...] = ()

    @property
    def independent(self) -> int:
        """Return how many independent origins there are."""
        return len(self.origins)


UTTERANCES = {
    # Given to the Record; the Courier alters it, Skerry FM and the Post withhold the name, the Post the way as well.
    "fans": Utterance(
        words="we told them three winters",
        pages=(
            "record-1-falk",
            "skerry-2-warned",
            "courier-2-memo",
            "lumen-3-hallam",
            "post-3-judge",
            "record-3-inquiry",
        ),
        origins=("The Meridian Record",),
        undetermined=("post-3-judge",),
        withheld=("skerry-2-warned", "post-3-judge"),
    ),
    # Said at a news conference: the agency, the Courier and Lumen were there; the Post and Skerry FM print the agency.
    "doors": Utterance(
        words="those doors opened because",
        pages=(
            "wire-1-six-dead",
            "lumen-1-nine-dead",
            "courier-1-six-dead",
            "skerry-1-six-dead",
            "post-1-six-die",
        ),
        origins=("Northern Wire", "Lumen News", "The Kessen Courier"),
    ),
    # A statement: to the agency, whose paragraph the Courier has too, and to Lumen, which cuts it.
    "orders": Utterance(
        words="sundlink has complied with every order",
        pages=(
            "wire-1-six-dead",
            "lumen-1-nine-dead",
            "courier-1-six-dead",
            "skerry-1-six-dead",
            "post-1-six-die",
        ),
        origins=("Northern Wire", "Lumen News"),
    ),
    # Given to the agency; the Courier puts it into the chairman's mouth and does not say where it has it.
    "regret": Utterance(
        words="we regret every life lost",
        pages=("wire-2-vesterholt", "post-3-judge", "courier-3-judge"),
        origins=("Northern Wire",),
        undetermined=("courier-3-judge",),
    ),
    # Lumen and the Courier each have the memo; the Record and Skerry FM have it from Lumen.
    "memo": Utterance(
        words="should not be briefed on the fans until further notice",
        pages=("lumen-2-memo", "courier-2-memo", "record-2-memo", "skerry-3-strike"),
        origins=("Lumen News", "The Kessen Courier"),
        no_person=True,
    ),
    # Told to Radio Estrand, which is not in the archive; Skerry FM's strike report has it from the Courier.
    "promise": Utterance(
        words="a tunnel is a promise",
        pages=("courier-2-memo", "skerry-2-warned-later", "lumen-3-hallam", "skerry-3-strike"),
        origins=("Radio Estrand",),
        rivals=("skerry-2-warned-later",),
    ),
    # A post that anybody could see.
    "hide": Utterance(
        words="nobody in this government will hide",
        pages=("record-1-falk-later", "skerry-2-warned", "lumen-2-memo", "courier-2-memo"),
        origins=("The Meridian Record", "skerryfm.example", "Lumen News", "The Kessen Courier"),
        rivals=("skerry-2-warned",),
    ),
    # Told to Lumen; the Post has it from there and spells the driver's name otherwise.
    "lamps": Utterance(
        words="i counted the lamps",
        pages=("lumen-2-memo", "post-2-hallam"),
        origins=("Lumen News",),
    ),
    # Told in private to the agency, cited by Skerry FM.
    "children": Utterance(
        words="i would take my own children",
        pages=("wire-2-vesterholt", "skerry-3-strike"),
        origins=("Northern Wire",),
    ),
    # A news conference on the last day.
    "letters": Utterance(
        words="this inquiry will read every letter",
        pages=("lumen-4-judge", "courier-3-judge", "record-3-inquiry"),
        origins=("Lumen News", "The Kessen Courier", "The Meridian Record"),
    ),
    # One page only.
    "hammer": Utterance(
        words="a hammer behind the glass",
        pages=("post-2-hallam",),
        origins=("eveningpost.example",),
    ),
}


@cache
def readings() -> dict[str, onrecord.Reading]:
    """Return the reading of each page of the story by its file's name, in the order of the archive."""
    names = {path.read_bytes(): path.stem for path in (SAMPLES / "story").iterdir()}
    found = [one for one in captures(list(INPUTS)) if isinstance(one, Capture)]
    read = [one for one in read_captures(found, jobs=0) if isinstance(one, onrecord.Reading)]
    return {names[one.capture.data]: one for one in read}
