"""The hand-made pairs of namesakes, relatives, successors and spellings, read."""

from pathlib import Path
from typing import Literal, NamedTuple

from onrecord.record.names import key
from onrecord.story.identities import Office, Seen
from onrecord.story.identities.bodies import GENERIC, stem
from onrecord.story.identities.tell import hashes

_OF_BODIES = GENERIC | {"line", "foundry", "clinic", "shipyard", "mining", "steel", "motors", "grill", "gym", "pit"}
_OF_BODIES |= {
    "lifeboat",
    "infirmary",
    "hall",
    "shipping",
    "wire",
    "tarn",
    "town",
    "rovers",
    "opera",
    "harbour",
    "food",
}
PAIRS = (Path(__file__).with_name("namesakes.txt"), Path(__file__).with_name("namesakes_later.txt"))


class Case(NamedTuple):
    """Two as two pages tell of them, and whether they are the same in truth."""

    kind: str
    same: bool
    left: Seen
    right: Seen
    line: str


def cases(path: Path | None = None) -> list[Case]:
    """Return every pair, or those of one file."""
    out = []
    lines = [line for one in ([path] if path else PAIRS) for line in one.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if not line or line.startswith("#"):
            continue
        kind, truth, left, right = (part.strip() for part in line.split("|"))
        sides = _side(left, 1, "The Meridian Record"), _side(right, 2, "The Kessen Courier")
        out.append(Case(kind, {"same": True, "different": False}[truth], *sides, line))
    return out


def _beside(name: str) -> str:
    """Return a name as it is kept of those beside somebody: of the invented bodies each has a word of bodies."""
    folded = key(name)
    person = folded.count(" ") == 1 and not set(folded.split()) & _OF_BODIES
    return folded if person else f"b:{folded}"


def _side(told: str, capture: int, outlet: str) -> Seen:
    first, *rest = (part.strip() for part in told.split(";"))
    given = dict(part.split("=", 1) for part in rest)
    body = first.startswith("org:")
    names = [name.strip() for name in first.removeprefix("org:").split(" aka ")]
    day = given.get("day", "2031-05-01")
    year = int(day[:4]) - int(given["age"]) if "age" in given else 0
    sex: Literal["m", "f"] | None = {"m": "m", "f": "f"}.get(given.get("sex", ""))  # type: ignore[assignment]
    said = given.get("said", "")
    return Seen(
        type="organisation" if body else "person",
        names=names,
        offices=[Office(words.strip()) for words in given["is"].split("/")] if "is" in given else [],
        gender=sex,
        born=(year - 1, year) if year else None,
        places=[stem(given["of"])] if "of" in given else [],
        words=list(hashes(f"{said} and more words of it than are common")) if said else [],
        beside=sorted(map(_beside, given["with"].split(","))) if "with" in given else [],
        day=day,
        outlet=given.get("outlet", outlet),
        capture=capture,
        article=int(given["article"]) if "article" in given else None,
    )
