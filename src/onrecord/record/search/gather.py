"""Gather what a query finds, as cards, never more than `BOUND` of them.

Where a query finds more, the newest whole days (or the oldest) that hold no more than `BOUND` hits are gathered, which
are the same on every database. A day that alone has more gives those that were added last.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, text

from onrecord.record.search import cards
from onrecord.record.search.cards import Cards
from onrecord.record.search.index import Kind
from onrecord.record.search.query import All, Days, Node, Undated
from onrecord.record.search.sifting import holds, split
from onrecord.record.search.translate import Asked, fts5, tsquery

BOUND = 4_000
"""Hits that are ranked and counted at most."""
_FEW = 3_000
"""Hits of a query's words alone of which the cards are read, to sift them by its facets and days."""
_READ = 6_000
"""Hits that are read at once, to keep the newest `BOUND` of them: dearer than to ask for some days only where more."""
_SURELY = 2
"""PostgreSQL's planner is believed that there are more hits than one wants where it expects so many times as many."""
_ANY = All()
_LAST = 2**62
Place = tuple[int, int]
"""Where a hit stands in time: the number of its day, and its id."""


class Gatherer:
    """Asks one database the same query again and again, for this or that part of its hits."""

    def __init__(self, connection: Connection, kind: Kind, node: Node) -> None:
        self.connection, self.kind, self.node = connection, kind, node
        self.words, self.told = split(node)
        self.postgresql = connection.dialect.name == "postgresql"
        if self.postgresql:  # its planner takes common words for a reason to read the whole table
            connection.execute(text("SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)"))
        self.asked = asked(connection)

    def match(self, *nodes: Node) -> str:
        """Return the query as this database spells it, narrowed by `nodes`."""
        return self._spelled(*self.words.nodes, *self.told.nodes, *nodes)

    def _spelled(self, *nodes: Node) -> str:
        whole = All(nodes)
        return tsquery(whole, self.asked) if self.postgresql else fts5(whole, self.asked)

    def cards(self, node: Node = _ANY, *, below: int | None = None) -> list[bytes]:
        """Return the cards of the hits that `node` holds for, one more than `BOUND` at most.

        With `below`, those that were added last before it.
        """
        return self._cards(self.match(node), below, BOUND)

    def few(self) -> Cards | None:
        """Return the hits, if they are no more than `_READ`; None where there are more."""
        return self._no_more_than(_READ, self.match())

    def guess(self) -> int | None:
        """Return how many hits there are by the database's own guess.

        Only PostgreSQL has one, and only it needs one: it finds all hits of a query before it gives the first.
        """
        return self._expected(self.match()) if self.postgresql else None

    def with_words(self) -> Cards | None:
        """Return the hits, where no more than `_FEW` have the words of the query; None where more do, or none asked."""
        if not self.words.nodes or not self.told.nodes:
            return None
        match = self._spelled(*self.words.nodes)
        if self.postgresql and self._expected(match) > _SURELY * _FEW:
            return None
        found = self._no_more_than(_FEW, match)
        return None if found is None else found.only(np.flatnonzero(holds(found, self.told)))

    def _no_more_than(self, most: int, match: str) -> Cards | None:
        # FTS5 counts in the index alone, far sooner than it reads cards; PostgreSQL would go through them twice.
        if not self.postgresql and self._count(match, most) > most:
            return None
        found = self._cards(match, None, most)
        return _sorted(found) if len(found) <= most else None

    def _cards(self, match: str, below: int | None, most: int) -> list[bytes]:
        if self.postgresql:
            line = f"SELECT card FROM {self.kind}_index WHERE terms @@ CAST(:match AS tsquery)"
            key = "id"
        else:
            line = (
                f"SELECT card FROM {self.kind}_index CROSS JOIN {self.kind}_card ON id = {self.kind}_index.rowid"
                f" WHERE {self.kind}_index MATCH :match"
            )
            key = f"{self.kind}_index.rowid"
        values = {"match": match, "most": most + 1}
        if below is not None:
            line += f" AND {key} < :below ORDER BY {key} DESC"
            values["below"] = below
        # Rows as the driver gives them: to make rows of ours from thousands takes longer than to find them.
        return [card for (card,) in self.connection.execute(text(line + " LIMIT :most"), values).cursor.fetchall()]

    def _expected(self, match: str) -> int:
        line = f"EXPLAIN (FORMAT JSON) SELECT id FROM {self.kind}_index WHERE terms @@ CAST(:match AS tsquery)"
        return int(self.connection.execute(text(line), {"match": match}).scalar_one()[0]["Plan"]["Plan Rows"])

    def _count(self, match: str, most: int) -> int:
        line = f"SELECT count(*) FROM (SELECT 1 FROM {self.kind}_index WHERE terms MATCH :match LIMIT :most)"
        return int(self.connection.execute(text(line), {"match": match, "most": most + 1}).scalar_one())

    def ids(self, *nodes: Node) -> list[int]:
        """Return the ids of the hits that all `nodes` hold for, at most `BOUND` of them."""
        key, given = ("id", "terms @@ CAST(:match AS tsquery)") if self.postgresql else ("rowid", "terms MATCH :match")
        line = f"SELECT {key} FROM {self.kind}_index WHERE {given} LIMIT :most"
        return list(self.connection.execute(text(line), {"match": self.match(*nodes), "most": BOUND}).scalars().all())


def languages(connection: Connection) -> tuple[str, ...]:
    """Return the languages that words of the archive are stemmed in; an empty text stands for all others."""
    return tuple(connection.execute(text("SELECT language FROM index_language ORDER BY language")).scalars())


def asked(connection: Connection) -> Asked:
    """Return what of the archive a query's spelling depends on."""
    days = "(SELECT day FROM article WHERE day IS NOT NULL ORDER BY day {} LIMIT 1)"
    line = f"SELECT language, {days.format('ASC')}, {days.format('DESC')} FROM index_language ORDER BY language"
    rows = connection.execute(text(line)).all()
    first, last = rows[0][1:] if rows else (None, None)
    return Asked(tuple(language for language, *_ in rows), _date(first), _date(last))


class Gathered(NamedTuple):
    """Cards in the order of their ids, and whether they are all there are."""

    cards: Cards
    ended: bool


def gather(
    gatherer: Gatherer, *, newest: bool = True, after: Place | None = None, enough: int | None = None
) -> Gathered:
    """Return what is found, at most `BOUND` of it: if there is more, the newest days that hold `enough`, or the oldest.

    With `after`, what comes after that place in time, whole days until there is `enough` of it.
    """
    enough = BOUND // 2 if enough is None else min(enough, BOUND)
    found = guess = None
    if after is None:
        found = gatherer.with_words()
        guess = gatherer.guess() if found is None else None
        if found is None and (guess is None or guess < _SURELY * _READ):
            found = gatherer.few()
        if found is not None:
            return _of_all(found, newest, enough)
    got: list[bytes] = []
    if after is None or after[0]:
        for part, share in _by_days(gatherer, newest, after, enough, guess):
            got += part
            if len(got) > enough:
                if guess is not None and len(got) < _READ * share:  # it was wrong
                    found = gatherer.few()
                return _first_days(_sorted(got), newest, enough) if found is None else _of_all(found, newest, enough)
    got += gatherer.cards(Undated(), below=after[1] if after and not after[0] else _LAST)
    if len(got) > BOUND:
        return _first_days(_sorted(got), newest, enough)
    return Gathered(_sorted(got), True)


def _of_all(found: Cards, newest: bool, enough: int) -> Gathered:
    return _first_days(found, newest, enough) if len(found.id) > BOUND else Gathered(found, True)


def _by_days(
    gatherer: Gatherer, newest: bool, after: Place | None, enough: int, guess: int | None
) -> Iterator[tuple[list[bytes], float]]:
    """Yield the hits of one range of days after the other, as long a range as `enough` lets expect.

    With each comes the share of all days that has been gone through by then. `guess` is how many there may be in all.
    """
    first, last = gatherer.asked.first, gatherer.asked.last
    if first is None or last is None:
        return
    start = last if newest else first
    on = -1 if newest else 1
    if after:
        day = date.fromordinal(after[0])
        yield gatherer.cards(Days(day, day), below=after[1]), 0.0
        start = day + timedelta(days=on)
    span = (last - first).days
    step = max(1, span // 64 if guess is None else span * enough * 2 // (3 * guess))  # the newest days are the fullest
    count = 0
    while first <= start <= last:
        end = min(max(_rounded(start + timedelta(days=on * (step - 1)), step, newest), first), last)
        part = Days(end, start) if newest else Days(start, end)
        found = gatherer.cards(part)
        if len(found) > BOUND:
            if start != end:
                step = max(1, step // 4)
                continue
            found = gatherer.cards(part, below=_LAST)
        yield found, abs((end - (last if newest else first)).days) / max(1, span)
        count += len(found)
        # As long as brings `enough` at this rate, and more, lest a few should want another question.
        took = abs((end - start).days) + 1
        step = max(1, min(took * 16, took * max(1, enough - count) * 4 // (3 * max(1, len(found))) + 1))
        start = end + timedelta(days=on)


def _rounded(end: date, step: int, newest: bool) -> date:
    """Return the end of a range of `step` days, moved on to the end of its month if that is not far: one term then."""
    if step < 20 or end.year in (date.min.year, date.max.year):
        return end
    return (
        end.replace(day=1) if newest else (end.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    )


def _first_days(found: Cards, newest: bool, enough: int) -> Gathered:
    """Return the first days of `found`, in time, that hold `enough`, or nearly where one day more were too many.

    Of a first day that alone has more than `BOUND`, the last ids.
    """
    order = in_time(found, newest)
    days = found.day[order]
    if len(order) > enough:
        end = enough + int(np.argmax(np.append(days[enough:] != days[enough], True)))
        order = order[: end if end <= BOUND else int(np.argmax(days == days[enough])) or BOUND]
    return Gathered(found.only(np.sort(order)), False)


def in_time(found: Cards, newest: bool) -> npt.NDArray[np.int64]:
    """Return the places of `found` in time: by day, the last added of a day first, the undated at the end."""
    days = found.day.astype(np.int64)
    days = np.where(days == 0, np.iinfo(np.int64).max, -days if newest else days)
    return np.lexsort((-found.id, days))


def _sorted(found: list[bytes]) -> Cards:
    out = cards.unpack(found)
    if np.all(out.id[1:] > out.id[:-1]):
        return out
    return cards.unpack([found[place] for place in np.argsort(out.id).tolist()])


def _date(day: str | None) -> date | None:
    return date.fromordinal(number) if (number := cards.day_number(day)) else None
