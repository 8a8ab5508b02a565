"""``/queue``: the statements that the reader is least sure of, one after another, to be confirmed or put right.

Each is decided with one key, and what is decided can be taken back with another. Without scripts each has a form.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal, NamedTuple, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from onrecord.record import correcting, lookup
from onrecord.record.correcting import Correcting
from onrecord.record.corrections.asked import Asked as AskedFor
from onrecord.record.lookup import Doubtful, Looking
from onrecord.record.lookup.doubtful import Doubt
from onrecord.web.api.asking import Asked, Queue
from onrecord.web.desk.candidates import Candidate, candidates
from onrecord.web.desk.forms import Posted, Visits, choice_of, permitted, text_of
from onrecord.web.desk.passages import SHORT, Paragraph, passage
from onrecord.web.desk.refusing import refused
from onrecord.web.desk.rendering import page
from onrecord.web.desk.signing import remember, signature
from onrecord.web.problems import Problem

router = APIRouter()
AT_ONCE = 10
"""Statements on one page of the queue."""
_SKIPPED = 150
"""Statements that may be left aside, for as long as the page's address holds them."""

Decision = Literal["right", "speaker", "unknown", "not"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)

Ref = Annotated[str, Path(max_length=100, pattern=r"^[0-9a-f]{12,64}-[0-9]+-[0-9]+n?(\.[0-9]+)?$")]


class Card(NamedTuple):
    """A statement of the queue, with what it takes to judge it."""

    ref: str
    article: str
    headline: str | None
    outlet: str | None
    day: str | None
    doubt: Doubt
    sure: float
    speaker: str | None
    joint: list[str]
    source: str
    source_kind: str
    quotation: str
    passage: list[Paragraph]
    candidates: list[Candidate]


@router.get("/queue")
def queue(
    request: Request,
    archive: Asked,
    article: Annotated[str | None, Query(pattern="^[0-9a-f]{6,64}$")] = None,
    outlet: Annotated[str | None, Query(max_length=300)] = None,
    unnamed: bool = False,
    skip: Annotated[str, Query(max_length=8000)] = "",
    done: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Show the statements that the reader is least sure of."""
    looking = Looking(article=article or None, outlet=outlet or None, unnamed=unnamed)
    skipped = list(dict.fromkeys(one for one in skip.split(" ") if one))[-_SKIPPED:]
    with archive.reading() as connection:
        found = lookup.doubtful(connection, looking, limit=AT_ONCE, skipped=skipped)
        cards = cards_of(connection, found)
        left = lookup.doubts_left(connection, article) if article else None
        about = lookup.article(connection, article) if article else None
        latest = [correcting.correction(connection, int(id)) for id in done.split(" ") if id.isdigit()][:8]
    shown: dict[str, Any] = {
        "cards": cards,
        "looking": looking,
        "left": left,
        "headline": about.row.headline if about and about.row else None,
        "following": _address(looking, [*skipped, *(card.ref for card in cards)]),
        "again": _address(looking, []) if skipped else None,
        "back": _address(looking, skipped),
        "latest": latest,
        "most": AT_ONCE,
    }
    return page(request, "queue.html", **shown)


@router.post("/queue/{ref}")
def decide(request: Request, archive: Asked, additions: Queue, visitor: Visits, ref: Ref, form: Posted) -> Response:
    """Keep what a person decided of a statement; a script is answered with the line that says so."""
    permitted(request.state.client, "correct", "Correcting")
    by = signature(visitor, form)
    decided = choice_of(form, "decision", DECISIONS)
    speaker = text_of(form, "speaker", 300).strip()
    why = text_of(form, "why").strip() or "Looked at in the queue."
    with refused():
        if decided == "right":
            made = correcting.confirm(archive, ref, by=by, why=why)
        elif decided == "speaker" and speaker:
            made = correcting.confirm(archive, ref, by=by, why=why, asked=AskedFor(speaker=[speaker]))
        elif decided == "unknown":
            made = correcting.confirm(archive, ref, by=by, why=why, asked=AskedFor(unknown_speaker=True))
        elif decided == "not":
            made = correcting.correct(archive, ref, AskedFor(not_a_statement=True), by=by, why=why)
        else:
            raise Problem("invalid", "Say what is right: the statement as it stands, who says it, or that it is none.")
    additions.catch_up()
    return _answer(request, form, visitor.name or by, made, "decided.html", visitor=visitor)


def cards_of(connection: Connection, found: Sequence[Doubtful]) -> list[Card]:
    """Return what is shown of statements, each with its words, in their order."""
    pages: dict[str, lookup.Article] = {}
    out = []
    for one in found:
        row = one.row
        if row.article not in pages:
            pages[row.article] = lookup.article(connection, row.article)
        whole = pages[row.article]
        reading = whole.reading
        said = next((s for s in (*reading.statements, *reading.nested) if s.id == row.number), None)
        if said is None:  # a view that was not made again yet; onrecord doctor tells of it
            continue
        out.append(
            Card(
                ref=row.ref,
                article=row.article,
                headline=whole.row.headline if whole.row else None,
                outlet=row.outlet,
                day=row.day,
                doubt=one.doubt,
                sure=one.sure,
                speaker=row.speaker,
                joint=[other.name for other in said.speaker.joint] if said.speaker else [],
                source=row.source,
                source_kind=row.source_kind,
                quotation=row.quotation,
                passage=passage(reading, said, around=SHORT),
                candidates=candidates(reading, said),
            )
        )
    return out


def _answer(
    request: Request, form: Posted, by: str, made: list[Correcting], template: str, *, visitor: Visits
) -> Response:
    if request.headers.get("x-form-token") is not None:
        answer: Response = page(request, template, made=made)
    else:
        answer = RedirectResponse(with_done(text_of(form, "next", 9000), made), status_code=303)
    remember(answer, visitor, by)
    return answer


def with_done(back: str, made: list[Correcting]) -> str:
    """Return the address `back` of the queue, so that it tells what was just kept; the queue itself for any other."""
    ours = back if re.fullmatch(r"/queue(\?[!-~]*)?", back) else "/queue"
    joined = "&" if "?" in ours else "?"
    return f"{ours}{joined}{urlencode({'done': ' '.join(str(one.id) for one in made)})}"


def _address(looking: Looking, skipped: Sequence[str]) -> str:
    asked = {
        "article": looking.article,
        "outlet": looking.outlet,
        "unnamed": "true" if looking.unnamed else None,
        "skip": " ".join(skipped[-_SKIPPED:]) or None,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/queue?{query}" if query else "/queue"
