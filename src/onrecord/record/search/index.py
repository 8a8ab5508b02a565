"""What goes into the full-text index: of every statement and article its words, as terms of one letter and a word.

SQLite (FTS5) and PostgreSQL (tsvector) are given the same terms, cut and stemmed by `search.words`, and are asked for
nothing else; so both find the same. The letter says what the word is of:

====== ======================================== ======================================
letter of a statement                           of an article
====== ======================================== ======================================
w, s   what is said: words in place; stems      headline, standfirst, body
m, n   source, cue, speakers' names: the same   its authors
h      headline of its article: words in place  its headline
p      speakers' names: words in place          those of its statements
r      organisations: words in place            those of its statements
o      outlet: words in place                   the same
v      outlets it came through: words in place  those of its statements
f      codes of its facets (`search.cards`)     the same
d      its year, month and day                  the same
l      its language, as far as words are stemmed   the same
a      one term that all have
====== ======================================== ======================================

Of a text longer than `MOST_WORDS` the rest is left out, and of a word that a text has more than `MOST_PLACES` times the
later ones: more PostgreSQL does not keep. The tables of the index differ between the two; the first migration
(`record/migrations`) lays them out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, select, text

from onrecord.record.search import cards
from onrecord.record.search.words import folds, stem, stemmed
from onrecord.record.tables import article, article_topic, party, statement, via

MOST_WORDS = 16_000
MOST_PLACES = 255
EVERY = "a1"
"""The term that everything has."""
Kind = Literal["statement", "article"]
_KINDS: tuple[Kind, ...] = ("article", "statement")


class Entry(msgspec.Struct, frozen=True):
    """What the index is to know of one statement or article: `places` by letter, its words in order, None for a gap.

    `terms` are those without a place. `words` is its length.
    """

    id: int
    day: str | None
    words: int
    places: dict[str, list[str | None]]
    terms: set[str]
    codes: list[int]

    @property
    def card(self) -> bytes:
        """The card that goes with it."""
        return cards.pack(self.id, self.day, self.words, self.codes)

    def as_text(self) -> str:
        """Return its terms as FTS5 is given them: words in place, ``x`` for a gap."""
        parts = [f"{letter}{word}" if word else "x" for letter, row in self.places.items() for word in (*row, None)]
        return " ".join([*parts, *sorted(self.terms)])

    def as_vector(self) -> str:
        """Return its terms as a literal of PostgreSQL's tsvector."""
        parts = []
        for letter, row in self.places.items():
            places: dict[str, list[str]] = {}
            for place, word in enumerate(row, 1):
                if word:
                    places.setdefault(word, []).append(str(place))
            parts += [f"'{letter}{word}':{','.join(each)}" for word, each in places.items()]
        return " ".join([*parts, *(f"'{term}'" for term in self.terms)])


def clear(connection: Connection) -> None:
    """Take everything out of the index, vectors included."""
    for table in _tables(connection):
        connection.execute(text(f"DELETE FROM {table}"))


def drop(connection: Connection, capture_id: int) -> None:
    """Take a capture's article and statements out of the index: before their rows are deleted, for these tell which."""
    ids = connection.scalars(select(statement.c.id).where(statement.c.capture_id == capture_id)).all()
    postgresql = connection.dialect.name == "postgresql"
    key = "id" if postgresql else "rowid"
    _each(connection, f"DELETE FROM statement_index WHERE {key} = :id", [{"id": one} for one in ids])
    for table in ("meaning", "meaning_due", *(() if postgresql else ("statement_card",))):
        _each(connection, f"DELETE FROM {table} WHERE id = :id", [{"id": one} for one in ids])
    _each(connection, f"DELETE FROM article_index WHERE {key} = :id", [{"id": capture_id}])
    if not postgresql:
        _each(connection, "DELETE FROM article_card WHERE id = :id", [{"id": capture_id}])


def put(connection: Connection, capture_id: int, body: str) -> None:
    """Index a capture's article and statements, whose rows are in the tables by now; `body` is the article's text."""
    about, each = entries_of(connection, capture_id, body)
    write(connection, "article", about)
    write(connection, "statement", each)


def put_again(connection: Connection, capture_id: int, body: str) -> None:
    """Index a capture's article and statements anew, for what the tables tell of them changed, but not their words."""
    postgresql = connection.dialect.name == "postgresql"
    for kind, each in zip(_KINDS, entries_of(connection, capture_id, body), strict=True):
        ids = [{"id": one.id} for one in each]
        _each(connection, f"DELETE FROM {kind}_index WHERE {'id' if postgresql else 'rowid'} = :id", ids)
        if not postgresql:
            _each(connection, f"DELETE FROM {kind}_card WHERE id = :id", ids)
        _written(connection, kind, each)


def put_rows(
    connection: Connection,
    about: dict[str, Any],
    statements: list[dict[str, Any]],
    parties: list[dict[str, Any]],
    vias: list[dict[str, Any]],
    body: str,
) -> None:
    """Index a capture's article and statements as `put` does, from their rows as they were just written."""
    statements = sorted(statements, key=lambda row: int(row["id"]))
    parties = sorted(parties, key=lambda row: (row["statement_id"], row["part"], row["key"]))
    vias = sorted(vias, key=lambda row: (row["statement_id"], row["place"]))
    article_entry, each = entries(about, statements, parties, vias, body)
    write(connection, "article", [article_entry])
    write(connection, "statement", each)


def entries_of(connection: Connection, capture_id: int, body: str) -> tuple[list[Entry], list[Entry]]:
    """Return what the index is to know of a capture's article, if it has one, and of its statements."""
    topical = select(article, article_topic.c.topic).join(article_topic, isouter=True)
    row = connection.execute(topical.where(article.c.capture_id == capture_id)).mappings().one_or_none()
    if row is None:
        return [], []
    # In order, for an article's names stand in the index in the order in which they come: the same each time.
    mine = statement.c.capture_id == capture_id
    said_by, through = (party.c.statement_id, party.c.part, party.c.key), (via.c.statement_id, via.c.place)
    stated = connection.execute(select(statement).where(mine).order_by(statement.c.id)).mappings().all()
    parties = connection.execute(select(party).join(statement).where(mine).order_by(*said_by)).mappings().all()
    vias = connection.execute(select(via).join(statement).where(mine).order_by(*through)).mappings().all()
    about, each = entries(row, stated, parties, vias, body)
    return [about], each


def write(connection: Connection, kind: Kind, each: Sequence[Entry]) -> None:
    """Write entries into the index of their kind. They must not be there yet."""
    _written(connection, kind, each)
    if kind == "statement":
        _each(connection, "INSERT INTO meaning_due (id) VALUES (:id)", [{"id": one.id} for one in each])


def _written(connection: Connection, kind: Kind, each: Sequence[Entry]) -> None:
    if not each:
        return
    if connection.dialect.name == "postgresql":
        line = f"INSERT INTO {kind}_index (id, card, terms) VALUES (:id, :card, CAST(:terms AS tsvector))"
        _each(connection, line, [{"id": one.id, "card": one.card, "terms": one.as_vector()} for one in each])
    else:
        line = f"INSERT INTO {kind}_index (rowid, terms) VALUES (:id, :terms)"
        _each(connection, line, [{"id": one.id, "terms": one.as_text()} for one in each])
        line = f"INSERT INTO {kind}_card (id, card) VALUES (:id, :card)"
        _each(connection, line, [{"id": one.id, "card": one.card} for one in each])
    languages = {term[1:] for one in each for term in one.terms if term[0] == "l"}
    line = "INSERT INTO index_language (language) VALUES (:language) ON CONFLICT DO NOTHING"
    _each(connection, line, [{"language": one} for one in sorted(languages)])


def entries(
    about: Any, statements: Sequence[Any], parties: Sequence[Any], vias: Sequence[Any], body: str
) -> tuple[Entry, list[Entry]]:
    """Return what the index is to know of an article and of its statements, from their rows (mappings by column)."""
    people: dict[int, list[Any]] = {}
    organisations: dict[int, list[Any]] = {}
    stations: dict[int, list[Any]] = {}
    for one in parties:
        (people if one["part"] == "speaker" else organisations).setdefault(one["statement_id"], []).append(one)
    for one in vias:
        stations.setdefault(one["statement_id"], []).append(one)
    out = []
    for row in statements:
        mine = [people.get(row["id"], []), organisations.get(row["id"], []), stations.get(row["id"], [])]
        facets = [("source_kind", row["source_kind"]), ("quotation", row["quotation"]), ("manner", row["manner"])]
        if row["channel"]:
            facets.append(("channel", row["channel"]))
        names = [one["name"] for one in mine[0]]
        texts = {"w": [row["content"]], "m": [row["source"], row["cue"], *names]}
        out.append(_entry(row["id"], about, texts, mine, facets))
    all_of: list[list[Any]] = [_once(parts) for parts in (people, organisations, stations)]
    authors = msgspec.json.decode(about["authors"], type=list[str])
    texts = {"w": [about["headline"] or "", about["standfirst"] or "", body], "m": authors}
    return _entry(about["capture_id"], about, texts, all_of, []), out


def _entry(
    ident: int, about: Any, texts: dict[str, list[str]], mine: list[list[Any]], facets: list[tuple[str, str]]
) -> Entry:
    language = about["language"]
    places = {letter: _placed(each) for letter, each in texts.items()}
    terms = {EVERY, *_days(about["day"]), "l" + stemmed(language)}
    for letter, stems in (("w", "s"), ("m", "n")):
        terms.update(stems + stem(word, language) for word in set(places[letter]) if word)
    length = sum(word is not None for word in places["w"])
    for letter, facet, rows in zip("prv", ("speaker", "organisation", "via"), mine, strict=True):
        if rows:
            places[letter] = _placed(dict.fromkeys(one["name"] for one in rows))
            facets = facets + [(facet, one["key"]) for one in rows]
    if about["outlet"]:
        places["o"] = _placed([about["outlet"]])
        facets = [*facets, ("outlet", about["outlet_key"])]
    if about["headline"]:
        places["h"] = _placed([about["headline"]])
    if language:
        facets = [*facets, ("language", language)]
    if about.get("topic"):
        facets = [*facets, ("topic", about["topic"])]
    codes = [cards.code(facet, value) for facet, value in facets]
    terms.update(f"f{one:x}" for one in codes)
    return Entry(ident, about["day"], length, places, terms, codes)


def _placed(texts: Iterable[str]) -> list[str | None]:
    """Return the words of `texts` in order, with a gap between one text and the next."""
    out: list[str | None] = []
    times: Counter[str] = Counter()
    for one in texts:
        if out:
            out.append(None)
        for word in folds(one)[: MOST_WORDS - len(out)]:
            times[word] += 1
            out.append(word if times[word] <= MOST_PLACES else None)
        if len(out) >= MOST_WORDS:
            break
    return out[:MOST_WORDS]


def _once(parts: dict[int, list[Any]]) -> list[Any]:
    return list({one["key"]: one for rows in parts.values() for one in rows}.values())


def _days(day: str | None) -> Iterator[str]:
    """Yield the terms of a day: its year, its month, itself."""
    number = cards.day_number(day)
    if not number:
        yield "d0"
        return
    digits = (cards.day_of(number) or "").replace("-", "")
    yield from (f"d{digits[:4]}", f"d{digits[:6]}", f"d{digits}")


def _tables(connection: Connection) -> list[str]:
    shared = ["statement_index", "article_index", "index_language", "meaning", "meaning_due"]
    return shared if connection.dialect.name == "postgresql" else [*shared, "statement_card", "article_card"]


def _each(connection: Connection, line: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(text(line), rows)
