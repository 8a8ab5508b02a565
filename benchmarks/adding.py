"""What adding costs the database: recorded readings added in batches as `onrecord add` does, in ms an article."""

import argparse
import os
import time

from sqlalchemy import func, select

from benchmarks.databases import KINDS, database
from benchmarks.recorded import capture_of, reader_of, reading_of, record
from onrecord.record import tables
from onrecord.record.adding import add, known
from onrecord.record.opening import open_archive

_BATCH = 32


def main(arguments: list[str]) -> int:
    """Add so many articles to an archive of the database asked for, and once more what is known."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks adding", description=__doc__)
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    parser.add_argument("--articles", type=int, default=1000)
    asked = parser.parse_args(arguments)
    with database(asked.database) as (where, folder), open_archive(where, make=True) as archive:
        paths = record(folder / "readings", asked.articles)
        reader = reader_of(paths)
        wall = processor = 0.0
        for start in range(0, len(paths), _BATCH):
            batch = [reading_of(path) for path in paths[start : start + _BATCH]]
            began = time.perf_counter(), time.process_time()
            add(archive, batch)
            wall += time.perf_counter() - began[0]
            processor += time.process_time() - began[1]
        began_at = time.perf_counter()
        for path in paths:
            known(archive, capture_of(path), reader)
        asking = time.perf_counter() - began_at
        with archive.reading() as connection:
            statements = connection.execute(select(func.count()).select_from(tables.statement)).scalar_one()
        count = len(paths)
        print(f"{asked.database}: {count} articles, {statements} statements, batches of {_BATCH}")
        print(
            f"  adding   {wall / count * 1e3:6.2f} ms an article, {processor / count * 1e3:6.2f} ms of processor here"
        )
        print(f"  known?   {asking / count * 1e3:6.2f} ms a capture")
        if asked.database == "sqlite":
            print(f"  {os.stat(where).st_size / count / 1024:.0f} KiB an article")  # noqa: PTH116
    return 0
