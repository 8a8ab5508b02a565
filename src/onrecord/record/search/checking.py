"""Whether the full-text index holds what the tables give, and nothing else."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from onrecord.record.search.index import Entry, Kind, entries_of

_KINDS: tuple[Kind, ...] = ("statement", "article")
_AT_ONCE = 500
_STRAY = {
    "statement_index": "statement",
    "statement_card": "statement",
    "article_index": "article",
    "article_card": "article",
    "meaning": "statement",
    "meaning_due": "statement",
}
"""The tables of the index, and the tables whose rows they are of."""


def amiss(connection: Connection, capture_id: int, body: str) -> Iterator[str]:
    """Yield, in a clause each, what of a capture is wrong in the index; `body` is as for `index.put`."""
    about, each = entries_of(connection, capture_id, body)
    for kind, entries in (("article", about), ("statement", each)):
        wanting = 0
        for start in range(0, len(entries), _AT_ONCE):
            some = entries[start : start + _AT_ONCE]
            wanting += len(some) - len(_right(connection, kind, some))
        if wanting:
            yield f"{wanting} of {len(entries)} {kind} entries of the index are missing or other than they should be"
    ids = [one.id for one in each]
    for start in range(0, len(ids), _AT_ONCE):
        known = _ids(connection, "meaning", ids[start : start + _AT_ONCE])
        known |= _ids(connection, "meaning_due", ids[start : start + _AT_ONCE])
        missing = len(ids[start : start + _AT_ONCE]) - len(known)
        if missing:
            yield f"{missing} statements have no vector, nor are they due for one"


def strays(connection: Connection) -> Iterator[tuple[str, int]]:
    """Yield the tables of the index that have rows of what is not there any more, and how many."""
    sqlite = connection.dialect.name == "sqlite"
    for table, of in _STRAY.items():
        if not sqlite and table.endswith("_card"):
            continue
        name = f"{table}_docsize" if sqlite and table.endswith("_index") else table  # a row each, cheap to go through
        key = "capture_id" if of == "article" else "id"
        query = f"SELECT count(*) FROM {name} AS i LEFT JOIN {of} AS o ON o.{key} = i.id WHERE o.{key} IS NULL"
        found = connection.execute(text(query)).scalar_one()
        if found:
            yield table, int(found)


def verify(connection: Connection) -> Iterator[Kind]:
    """Let SQLite compare the lists of words with the texts they were made of; yield the kinds of index that fail.

    The connection must be one for writing, though nothing is written.
    """
    for kind in _KINDS:
        try:
            connection.execute(text(f"INSERT INTO {kind}_index ({kind}_index) VALUES ('integrity-check')"))
        except DatabaseError as error:
            if "malformed" not in str(error.orig):
                raise
            yield kind


def mend(connection: Connection) -> None:
    """Take out of the index what is of nothing any more, and let SQLite make its lists of words anew where they fail.

    The connection must be one for writing.
    """
    sqlite = connection.dialect.name == "sqlite"
    for table, of in _STRAY.items():
        if not sqlite and table.endswith("_card"):
            continue
        row, key = "rowid" if sqlite and table.endswith("_index") else "id", "capture_id" if of == "article" else "id"
        connection.execute(text(f"DELETE FROM {table} WHERE {row} NOT IN (SELECT {key} FROM {of})"))
    if sqlite:
        for kind in list(verify(connection)):
            connection.execute(text(f"INSERT INTO {kind}_index ({kind}_index) VALUES ('rebuild')"))


def _right(connection: Connection, kind: str, entries: Sequence[Entry]) -> set[int]:
    """Return the ids of those entries that are in the index as they should be."""
    by_id: dict[int, Any] = {}
    ids = [one.id for one in entries]
    if connection.dialect.name == "postgresql":
        query = f"""
            SELECT i.id, i.card, i.terms = CAST(e.terms AS tsvector) AS same FROM {kind}_index AS i
            JOIN unnest(CAST(:ids AS bigint[]), CAST(:terms AS text[])) AS e (id, terms) ON e.id = i.id
        """
        values: dict[str, Any] = {"ids": ids, "terms": [one.as_vector() for one in entries]}
        for row in connection.execute(text(query), values):
            by_id[row.id] = (bytes(row.card), row.same)
        return {one.id for one in entries if by_id.get(one.id) == (one.card, True)}
    numbers = ", ".join(map(str, ids))
    for row in connection.execute(text(f"SELECT id, c0 FROM {kind}_index_content WHERE id IN ({numbers})")):
        by_id[row.id] = [row.c0]
    for row in connection.execute(text(f"SELECT id, card FROM {kind}_card WHERE id IN ({numbers})")):
        by_id.setdefault(row.id, []).append(row.card)
    return {one.id for one in entries if by_id.get(one.id) == [one.as_text(), one.card]}


def _ids(connection: Connection, table: str, ids: Sequence[int]) -> set[int]:
    numbers = ", ".join(map(str, ids))
    return set(connection.execute(text(f"SELECT id FROM {table} WHERE id IN ({numbers})")).scalars())
