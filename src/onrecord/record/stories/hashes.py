"""How many rows have a hash, of the tables by which statements and articles with the same words are found."""

import json
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from sqlalchemy import Connection, text

AT_ONCE: Final = 500
_FEW_WITH: Final = "(SELECT count(*) FROM (SELECT 1 FROM {0} WHERE {0}.hash = wanted.{1} LIMIT :most) AS few)"
_ASKED: Final = {
    (table, dialect): text(f"SELECT wanted.{column}, {_FEW_WITH.format(table, column)} FROM {wanted}")
    for table in ("gram", "shingle")
    for dialect, column, wanted in (
        ("postgresql", "hash", "unnest(CAST(:hashes AS bigint[])) AS wanted(hash)"),
        ("sqlite", "value", "json_each(:hashes) AS wanted"),
    )
}


def counted(
    connection: Connection, table: Literal["gram", "shingle"], hashes: Iterable[int], most: int
) -> dict[int, int]:
    """Return how many rows have each hash, those that none has left out. It is counted up to `most`: what stands in a
    million rows must not be gone through to learn that it is common.
    """
    dialect = connection.dialect.name
    out: dict[int, int] = {}
    for some in at_once(sorted(set(hashes))):
        values = {"hashes": list(some) if dialect == "postgresql" else json.dumps(some), "most": most}
        found = connection.execute(_ASKED[table, dialect], values).all()
        out.update((int(hash), int(count)) for hash, count in found if count)
    return out


def at_once(values: Sequence[int]) -> Iterable[Sequence[int]]:
    """Yield values in portions that a statement takes."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
