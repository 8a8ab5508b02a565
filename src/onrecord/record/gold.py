"""Corrected articles out of the archive as training data (`corrections.training`), a folder as the corpus is one."""

from pathlib import Path
from typing import Literal

import msgspec
from sqlalchemy import Connection, select

from onrecord.record import tables, views
from onrecord.record.corrections.model import kind_of
from onrecord.record.corrections.rows import in_effect
from onrecord.record.corrections.training import annotated
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive
from onrecord.record.refs import SHORT

Articles = Literal["checked", "corrected"]
"""Which articles: those that somebody checked whole, or all in which a statement's words were put right, whose other
statements are then the reader's own.
"""
_WORDS = frozenset({"span", "not_a_statement", "missing", "checked"})
"""Corrections that say where statements stand; who speaks is not learned from this form."""
_HOLDS = ("applied", "already_so")


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """One exported article: the `name` of its two files, where it is from, who worked on it."""

    name: str
    sha256: str
    url: str | None
    headline: str | None
    statements: int
    checked: bool
    by: list[str]


def export_training(archive: Archive, folder: Path, articles: Articles = "checked") -> list[Gold]:
    """Write articles to `folder` as ``text/NAME.txt`` and ``attributions/NAME_onrecord.ann``, and ``articles.jsonl``.

    Returns what was written, in order of the captures. Raises `ArchiveError` where the folder holds anything already
    or cannot be written to.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise ArchiveError(f"{folder} is not empty; name a new folder for the training data.")
        (folder / "text").mkdir(parents=True, exist_ok=True)
        (folder / "attributions").mkdir(exist_ok=True)
        with archive.reading() as connection:
            ids = connection.execute(
                select(tables.correction.c.capture_id)
                .where(tables.correction.c.kind.in_(_WORDS))
                .distinct()
                .order_by(tables.correction.c.capture_id)
            ).scalars()
            done = [one for id in ids.all() if (one := _write(connection, id, folder, articles))]
        (folder / "articles.jsonl").write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in done))
    except OSError as error:
        raise ArchiveError(f"{folder} cannot be written to ({error.strerror or error}).") from error
    return done


def _write(connection: Connection, capture_id: int, folder: Path, articles: Articles) -> Gold | None:
    found = views.effective(connection, capture_id)
    if found is None or found.reading.kind != "article":
        return None
    standing = {one.correction for one in found.outcomes if one.state in _HOLDS}
    kept = [one for one in in_effect(connection, capture_id) if one.id in standing]
    kinds = {kind_of(one.correction) for one in kept}
    checked = "checked" in kinds
    if not (checked if articles == "checked" else kinds & _WORDS):
        return None
    made = annotated(found.reading)
    sha256 = found.reading.capture.sha256
    name = sha256[:SHORT]
    for path, words in (("text", made.text), ("attributions", made.ann)):
        file = folder / path / (f"{name}.txt" if path == "text" else f"{name}_onrecord.ann")
        file.write_text(words, encoding="utf-8", newline="")
    return Gold(
        name=name,
        sha256=sha256,
        url=found.reading.article.url or found.reading.capture.url,
        headline=found.reading.article.headline,
        statements=made.statements,
        checked=checked,
        by=sorted({one.by for one in kept}),
    )
