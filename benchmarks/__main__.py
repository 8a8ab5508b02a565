"""python -m benchmarks attribution | pages | speed | scale | all [--limit N]
python -m benchmarks adding | crash | contention [--database sqlite|postgresql] [...]
python -m benchmarks desk [--articles N] [--archive PATH] [...]
python -m benchmarks listen [PAGE ...]
python -m benchmarks identities [--among N]
python -m benchmarks following [--articles N]
python -m benchmarks copies [--half dev|held]
python -m benchmarks quotations [--part dev|train]

`scale` is not among `all`, for it takes an hour and much room; its limit is the number of articles. Those of the
second line, and desk, say with --help what they take.
"""

import argparse
import os
import sys

# Before any library that starts threads is imported: figures are for one thread.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks import (
    adding,
    attribution,
    contention,
    copies,
    crash,
    desk,
    following,
    identities,
    listen,
    machine,
    pages,
    quotations,
    scale,
    speed,
)
from benchmarks.corpora import MissingError

BENCHMARKS = {"attribution": attribution.run, "pages": pages.run, "speed": speed.run, "scale": scale.run}
ARCHIVE = {
    "adding": adding.main,
    "contention": contention.main,
    "copies": copies.main,
    "crash": crash.main,
    "desk": desk.main,
    "listen": listen.main,
    "identities": identities.main,
    "following": following.main,
    "quotations": quotations.main,
}
"""Those which have options of their own."""


def main() -> int:
    """Run the benchmarks asked for; those whose data is not here say so and are left out."""
    if sys.argv[1:] and sys.argv[1] in ARCHIVE:
        print(machine.described())
        try:
            return ARCHIVE[sys.argv[1]](sys.argv[2:])
        except MissingError as missing:
            print(f"left out: {missing}")
            return 0
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=[*BENCHMARKS, "all"])
    parser.add_argument("--limit", type=int, default=None, help="only the first N documents or pages")
    arguments = parser.parse_args()
    print(machine.described())
    for name, run in BENCHMARKS.items():
        if arguments.what != name and (arguments.what != "all" or name == "scale"):
            continue
        print(f"\n## {name}\n", flush=True)
        try:
            run(arguments.limit)
        except MissingError as missing:
            print(f"left out: {missing}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
