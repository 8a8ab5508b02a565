"""What one page tells of a person or a body: the plain values that are compared."""

from typing import Literal

import msgspec

IdentityType = Literal["person", "organisation"]
Bearing = Literal["for", "against", "neutral"]


class Office(msgspec.Struct, frozen=True, array_like=True):
    """What somebody is, in the page's words, and the body or place it is held at where the page tells that apart."""

    words: str
    at: str | None = None


class Seen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person or body as one page tells of it.

    `names` are its full names there, the one it goes by first: short forms are left out. `offices` is what it is;
    `born` the first and the last year in which it may have been born, from an age and the page's day; `places` those
    that the page ties it to by its name ("Quarvia's health ministry", "of Quay Street"), folded. `words` are hashes
    of sentences quoted from it; `beside` the folded names of people on the same page, and those of bodies
    with ``b:`` before them. `article` numbers
    the article, so that versions and copies of one have the same number. `day` is ``YYYY-MM-DD``.
    """

    type: IdentityType
    names: list[str]
    offices: list[Office] = []
    gender: Literal["m", "f"] | None = None
    born: tuple[int, int] | None = None
    places: list[str] = []
    words: list[str] = []
    beside: list[str] = []
    day: str | None = None
    outlet: str | None = None
    capture: int = 0
    article: int | None = None

    @property
    def name(self) -> str:
        """Return the name that the page gives it."""
        return self.names[0]


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was compared, and what it says: `left` and `right` as the pages have them, `said` in a sentence.

    `points` is what it adds to the support, 0 for what speaks neither way; what is ``against`` decides by itself.
    """

    feature: str
    left: str
    right: str
    verdict: Bearing
    said: str
    points: float = 0.0
