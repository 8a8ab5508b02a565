"""Rows put straight into an archive, so that a test says what is there and nothing else."""

import random
from typing import Any

import msgspec
from sqlalchemy import insert

from onrecord.record.names import key
from onrecord.record.opening import Archive
from onrecord.record.search import index
from onrecord.record.tables import article, capture, party, reader, reading, statement, via


class Said(msgspec.Struct, kw_only=True):
    content: str
    source: str = "the envoy"
    cue: str = "said"
    speakers: list[str] = []
    organisations: list[str] = []
    vias: list[str] = []
    source_kind: str = "named_person"
    quotation: str = "indirect"
    manner: str = "says"
    channel: str | None = None


class Piece(msgspec.Struct, kw_only=True):
    headline: str = "Skerry ferry talks"
    body: str = ""
    day: str | None = "2024-08-16"
    language: str | None = "en"
    outlet: str | None = "Skerry FM"
    authors: list[str] = []
    said: list[Said] = []


def fill(archive: Archive, pieces: list[Piece]) -> None:
    """Add articles: the first one is capture 1, its first statement 1, and so on."""
    with archive.writing() as connection:
        connection.execute(insert(reader).values(id=1, key="test", onrecord="test", models="{}"))
        count = 0
        for number, piece in enumerate(pieces, 1):
            sha = f"{number:064x}"
            connection.execute(
                insert(capture).values(id=number, sha256=sha, media_type="text/plain", size=1, packed=b"")
            )
            values: dict[str, Any] = {"capture_id": number, "reader_id": 1, "read_at": "", "page_kind": "article"}
            connection.execute(insert(reading).values(id=number, form=1, packed=b"", current=True, **values))
            shared = {"day": piece.day, "language": piece.language, "outlet": piece.outlet}
            shared["outlet_key"] = key(piece.outlet) if piece.outlet else None
            connection.execute(
                insert(article).values(
                    capture_id=number,
                    reading_id=number,
                    headline=piece.headline,
                    authors=msgspec.json.encode(piece.authors).decode(),
                    words=len(piece.body.split()),
                    statements=len(piece.said),
                    corrected=False,
                    **shared,
                )
            )
            for place, one in enumerate(piece.said):
                count += 1
                connection.execute(
                    insert(statement).values(
                        id=count,
                        capture_id=number,
                        ref=f"{number}-{place}",
                        number=f"s{place}",
                        place=place,
                        source=one.source,
                        cue=one.cue,
                        content=one.content,
                        start=0,
                        end=1,
                        spans="{}",
                        quotation=one.quotation,
                        confidence=0.9,
                        speaker=one.speakers[0] if one.speakers else None,
                        speaker_key=key(one.speakers[0]) if one.speakers else None,
                        source_kind=one.source_kind,
                        channel=one.channel,
                        manner=one.manner,
                        polarity="affirms",
                        corrected=False,
                        **shared,
                    )
                )
                for part, names in (("speaker", one.speakers), ("organisation", one.organisations)):
                    for name in names:
                        connection.execute(
                            insert(party).values(statement_id=count, part=part, key=key(name), name=name)
                        )
                for k, name in enumerate(one.vias):
                    connection.execute(
                        insert(via).values(statement_id=count, place=k, name=name, key=key(name), kind="outlet")
                    )
            index.put(connection, number, piece.body)


WORDS = [
    "talks",
    "talk",
    "ferry",
    "ferries",
    "broke",
    "breaking",
    "down",
    "port",
    "ports",
    "Hafen",
    "Häfen",
    "café",
    "it",
]
NAMES = ["Mara Hollin", "Ida Brandt", "Mara Brandt", "Jon O'Dell"]


def corpus(seed: int = 1, articles: int = 25, statements: int = 4) -> list[Piece]:
    """A small archive of few words, so that any query finds something and leaves something out."""
    draw = random.Random(seed)
    pieces = []
    for _ in range(articles):
        day = draw.choice([None, "2023-12-31", "2024-01-01", "2024-01-31", "2024-02-29", "2024-03-01", "2025-07-04"])
        said = [
            Said(
                content=" ".join(draw.choices(WORDS, k=draw.randint(1, 9))),
                source=" ".join(["the", *draw.choices(WORDS, k=1)]),
                cue=draw.choice(["said", "warned"]),
                speakers=draw.sample(NAMES, draw.choice([0, 1, 1, 2])),
                organisations=draw.sample(["Skerry Line", "Port of Corrane"], draw.choice([0, 1])),
                vias=draw.sample(["Skerry FM", "Corrane Post"], draw.choice([0, 0, 1])),
                source_kind=draw.choice(["named_person", "unnamed_person"]),
                quotation=draw.choice(["direct", "indirect"]),
                manner=draw.choice(["says", "warns"]),
                channel=draw.choice([None, "interview"]),
            )
            for _ in range(draw.randint(0, statements))
        ]
        pieces.append(
            Piece(
                headline=" ".join(draw.choices(WORDS, k=3)),
                body="\n".join(one.content for one in said) + " " + " ".join(draw.choices(WORDS, k=20)),
                day=day,
                language=draw.choice(["en", "en", "de", None, "xx"]),
                outlet=draw.choice(["Skerry FM", "Corrane Post", None]),
                authors=draw.sample(NAMES, 1),
                said=said,
            )
        )
    return pieces
