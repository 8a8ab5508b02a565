"""Who is the same person or body: wrong merges and recall on hand-made pairs, and the time among many identities.

python -m benchmarks identities [--among N]
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from sqlalchemy import insert

from onrecord.pipeline.tracing.identifying import member_of, place
from onrecord.pipeline.tracing.run import Run
from onrecord.reading.entities.words import listed
from onrecord.record import tables
from onrecord.record.opening import Archive, open_archive
from onrecord.story.identities import Office, Seen, compare
from tests.story.namesakes import PAIRS, cases

_GIVEN = 400
_SURNAMES = 6_000
_SYLLABLES = listed("ba ke lo mi nu ra se to vi za dor fen gal hem jor kas lin mor nel pol rus sten tar ulf ven wil")
_OFFICES = ("mayor of", "MP for", "chief executive of", "professor at", "spokesman for", "nurse at", "head of")


def main(arguments: list[str]) -> int:
    """Run it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks identities", description=__doc__)
    parser.add_argument("--among", type=int, default=20_000, metavar="N", help="members in the archive (0 for none)")
    given = parser.parse_args(arguments)
    for path in PAIRS:
        _pairs(path)
    if given.among:
        with tempfile.TemporaryDirectory() as folder, open_archive(Path(folder) / "i.db", make=True) as archive:
            _among(archive, given.among)
    return 0


def _pairs(path: Path) -> None:
    found = Counter((one.same, compare([one.left], [one.right]).verdict) for one in cases(path))
    different = sum(number for (same, _), number in found.items() if not same)
    same = sum(number for (truth, _), number in found.items() if truth)
    print(
        f"{path.name}: {different} pairs of two: {found[False, 'same']} taken for one, {found[False, 'maybe']} shown "
        f"as perhaps one, {found[False, 'conflict']} as surely two; {same} pairs of one: {found[True, 'same']} found "
        f"(recall {found[True, 'same'] / same:.3f}), {found[True, 'maybe']} shown as perhaps one"
    )


def _among(archive: Archive, number: int) -> None:
    """Put members into an archive, ten a capture, with names as common as names are, and time the last captures."""
    chance = random.Random(7)
    givens = [_word(chance, 2) for _ in range(_GIVEN)]
    surnames = [_word(chance, 3) for _ in range(_SURNAMES)]
    captures = number // 10
    times: list[float] = []
    for capture in range(1, captures + 1):
        told_of = {one.name: one for one in (_person(chance, givens, surnames, capture) for _ in range(14))}
        people = list(told_of.values())[:10]
        beside = sorted({one.name.lower() for one in people})
        with archive.writing() as connection:
            row = {"id": capture, "sha256": f"{capture:064x}", "media_type": "text/plain", "size": 0, "packed": b""}
            connection.execute(insert(tables.capture).values(row))
            began = time.process_time()
            run = Run(connection)
            told = [_with(one, beside) for one in people]
            run.names(told)
            those = [(member_of(f"{capture:064x}", f"e{place_in}", one, []), one) for place_in, one in enumerate(told)]
            run.look_ahead(those)
            for member, one in those:
                place(run, member, one)
            run.done()
            times.append(1000 * (time.process_time() - began))
        if capture % max(1, captures // 5) == 0:
            latest = sorted(times[-200:])
            middle, most = latest[len(latest) // 2], latest[int(len(latest) * 0.95)]
            print(
                f"{10 * capture:>9,} members: {middle:.0f} ms for a capture of ten (95% within {most:.0f})",
                flush=True,
            )


def _word(chance: random.Random, most: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, most))).title()


def _person(chance: random.Random, givens: list[str], surnames: list[str], capture: int) -> Seen:
    """Return somebody: a few names are everywhere, most are rare (Zipf), each body of thirty has namesakes."""
    rank = int(20 * chance.paretovariate(0.7)) % 200_000
    who = random.Random(rank)
    name = f"{who.choice(givens)} {who.choice(surnames)}"
    office = f"{who.choice(_OFFICES)} {who.choice(surnames)}"
    day = f"20{20 + capture % 10}-{1 + capture % 12:02}-{1 + capture % 28:02}"
    offices = [Office(office)] if chance.random() < 0.5 else []
    return Seen(type="person", names=[name], offices=offices, day=day, outlet=f"Outlet {capture % 50}", capture=capture)


def _with(one: Seen, beside: list[str]) -> Seen:
    from msgspec.structs import replace

    return replace(one, beside=[name for name in beside if name != one.name.lower()])
