"""Names and their Wikidata identifiers, from a table that somebody has: never needed, and never fetched."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import delete, func, insert, select

from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.names import key
from onrecord.record.opening import Archive
from onrecord.record.tables import wikidata

_QID = re.compile(r"Q[1-9]\d{0,12}")
_LONGEST = 100_000
"""Characters of a line that are read."""
_AT_ONCE = 5_000
_TYPES = {"person": "person", "Q5": "person", "human": "person", "organisation": "organisation"}
_TYPES |= {"organization": "organisation", "body": "organisation", "Q43229": "organisation"}


class _Line(msgspec.Struct):
    name: str
    qid: str
    type: str | None = None
    born: int | str | None = None
    aliases: list[str] = []


def take_in(archive: Archive, path: Path) -> int:
    """Take in a table of names in place of the one that was there, and return how many names it has.

    The file is JSONL (`name`, `qid`, and if known `type`, `born`, `aliases`), or CSV or TSV with such columns in its
    first line, aliases parted by ``|``; UTF-8. Raises `NotFoundError` where there is no file, and `ArchiveError` for
    a line that is none, by its number, or a table without names; nothing is changed then.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file, archive.writing() as connection:
            connection.execute(delete(wikidata))
            rows = _rows(file, path)
            while some := list(islice(rows, _AT_ONCE)):
                once = {(row["key"], row["qid"]): row for row in some}
                keys = sorted({key for key, _ in once})
                for start in range(0, len(keys), 500):
                    known = select(wikidata.c.key, wikidata.c.qid).where(wikidata.c.key.in_(keys[start : start + 500]))
                    for found in connection.execute(known).all():
                        once.pop((found.key, found.qid), None)
                if once:
                    connection.execute(insert(wikidata), list(once.values()))
            number = int(connection.execute(select(func.count()).select_from(wikidata)).scalar_one())
            if not number:
                raise ArchiveError(f"{path} has no names; the table that was there stays.")
            return number
    except FileNotFoundError:
        raise NotFoundError(f"There is no file {path}.") from None
    except UnicodeDecodeError:
        raise ArchiveError(f"{path} is no text in UTF-8; save the table as UTF-8.") from None
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror}.") from None


def _rows(file: Iterable[str], path: Path) -> Iterator[dict[str, Any]]:
    lines = _jsonl(file, path) if path.suffix in (".jsonl", ".ndjson", ".json") else _table(file, path)
    for number, line in lines:
        if not _QID.fullmatch(line.qid.strip()):
            raise ArchiveError(f"{path}, line {number}: {line.qid[:40]!r} is no Wikidata identifier such as Q42.")
        born = str(line.born)[:4] if line.born not in (None, "") else ""
        row = {
            "qid": line.qid.strip(),
            "type": _TYPES.get((line.type or "").strip()),
            "label": line.name[:300].replace("\0", ""),
            "born": int(born) if born.isdigit() else None,
        }
        for name in dict.fromkeys((line.name, *line.aliases[:50])):
            if folded := key(name):
                yield row | {"key": folded}


def _jsonl(file: Iterable[str], path: Path) -> Iterator[tuple[int, _Line]]:
    decode = msgspec.json.Decoder(_Line).decode
    for number, line in enumerate(file, 1):
        if line.strip():
            try:
                yield number, decode(line[:_LONGEST])
            except msgspec.DecodeError as error:
                raise ArchiveError(f"{path}, line {number}: {error}.") from None


def _table(file: Iterable[str], path: Path) -> Iterator[tuple[int, _Line]]:
    found = csv.DictReader((line[:_LONGEST] for line in file), delimiter="\t" if path.suffix == ".tsv" else ",")
    try:
        for row in found:
            name, qid = row.get("name"), row.get("qid")
            if not name or not qid:
                raise ArchiveError(f"{path}, line {found.line_num}: a name and a qid are needed, in columns so called.")
            aliases = [one for one in (row.get("aliases") or "").split("|") if one]
            yield found.line_num, _Line(name, qid, row.get("type"), row.get("born"), aliases)
    except csv.Error as error:
        raise ArchiveError(f"{path}, line {found.line_num}: {error}.") from None
