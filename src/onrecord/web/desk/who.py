"""``/who``: people and bodies; everything one of them has said, when and where, and what others say about it."""

from collections.abc import Sequence
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from msgspec.structs import replace
from sqlalchemy import Connection

from onrecord.pipeline import judging
from onrecord.record import lookup
from onrecord.record.lookup import StatementFilter, StatementRow
from onrecord.record.lookup.identities import identities_called, identities_named, identity, is_ref
from onrecord.record.names import key
from onrecord.record.search import find
from onrecord.record.search.find import Search
from onrecord.record.search.query import QueryError
from onrecord.web.api.asking import Asked
from onrecord.web.api.cursors import checked
from onrecord.web.desk.charts import HEIGHT, WIDTH, bars, shares
from onrecord.web.desk.forms import Posted, Visits, choice_of, permitted, text_of
from onrecord.web.desk.front import counted
from onrecord.web.desk.profile import Profile, of_identity, of_name
from onrecord.web.desk.refusing import refused
from onrecord.web.desk.rendering import identity_url, page
from onrecord.web.desk.signing import remember, signature
from onrecord.web.problems import Problem

router = APIRouter()
_ON_A_PAGE = 25
_FOUND = 40
_WHY = "judged in the browser"

Day = Annotated[str | None, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$")]


@router.get("/who")
def index(request: Request, archive: Asked, name: Annotated[str | None, Query(max_length=200)] = None) -> Response:
    """Show who is heard lately, or whoever's name begins so."""
    people, others = None, None
    if name and name.strip():
        with archive.reading() as connection:
            people = identities_called(connection, name, limit=_FOUND)
            known = {key(one.name) for one in people.items}
            others = lookup.entities(connection, name, limit=_FOUND, besides=known)
    return page(
        request,
        "who_index.html",
        lately=counted.of(archive).lately if people is None else None,
        people_items=people.items if people else None,
        others_items=others.items if others else None,
        more=bool(people and others and (people.more or others.more)),
        name=name or "",
    )


@router.get("/who/{name}")
def who(
    request: Request,
    archive: Asked,
    name: str,
    outlet: Annotated[str | None, Query(max_length=300)] = None,
    topic: Annotated[str | None, Query(max_length=20)] = None,
    since: Day = None,
    until: Day = None,
    about: bool = False,
    all: bool = False,
    cursor: Annotated[str | None, Query(max_length=300)] = None,
) -> Response:
    """Show one of them: by the ref of an identity, or everybody of one name; a name that one alone has leads to it.

    With `all` a name leads to nobody, and is shown with all that was said under it.
    """
    narrow = StatementFilter(outlet=outlet or None, topic=topic or None, since=since or None, until=until or None)
    with checked(), archive.reading() as connection:
        found = _found(connection, name[:300], all)
        if isinstance(found, str):
            query = request.url.query
            return RedirectResponse(f"{found}?{query}" if query else found, status_code=302)
        said, others, following = _statements(connection, found, narrow, about, cursor)
    if about and found.ref is None:
        others = _about(archive, found.name)
    with archive.reading() as connection:
        said_once, others_once = folded(connection, said), folded(connection, others)
    given = {"outlet": narrow.outlet, "topic": narrow.topic, "since": narrow.since, "until": narrow.until}
    narrowed = {name: value for name, value in given.items() if value}
    kept = {**narrowed, **({"about": "true"} if about else {}), **({"all": "true"} if all else {})}
    return page(
        request,
        "who.html",
        found=found,
        url=found.url,
        said=said_once,
        others=others_once if about else None,
        following=f"{found.url}?{urlencode({**kept, 'cursor': following})}#said" if following else None,
        first=f"{found.url}?{urlencode(kept)}#said" if cursor else None,
        narrowed=narrowed,
        bars=bars(found.days),
        shares=shares(found.outlets),
        topics=shares(found.topics),
        size=(WIDTH, HEIGHT),
    )


@router.post("/who/{ref}/judge")
def judge(request: Request, archive: Asked, visitor: Visits, ref: str, form: Posted) -> Response:
    """Keep that two are the same or not, or undo what was judged; it shows at once."""
    permitted(request.state.client, "correct", "Judging who is the same")
    by = signature(visitor, form)
    why = text_of(form, "why", 500).strip() or _WHY
    verdict = choice_of(form, "verdict", ("same", "different", "undo"))
    with refused():
        if verdict == "undo":
            number = text_of(form, "id", 18)
            if not (number.isascii() and number.isdigit()):
                raise Problem("invalid", "This form does not say which judgement it is about.")
            judging.undo(archive, int(number), by=by, why=why)
        elif verdict in ("same", "different"):
            right: Literal["same", "different"] = "same" if verdict == "same" else "different"
            judging.judge(archive, ref, text_of(form, "other", 200), right, by=by, why=why)
        else:
            raise Problem("invalid", "This form does not say what was judged.")
    answer = RedirectResponse(f"{identity_url(ref)}#alike", status_code=303)
    remember(answer, visitor, by)
    return answer


def _found(connection: Connection, name: str, all: bool) -> Profile | str:
    """Return who is meant, or the address of the one who alone has the name."""
    if is_ref(name):
        found = identity(connection, name)
        return of_identity(connection, found) if found.ref == name else identity_url(found.ref)
    namesakes = identities_named(connection, name)
    if len(namesakes) == 1 and not all:
        return identity_url(namesakes[0].ref)
    return of_name(lookup.portrait(connection, name), namesakes)


def _statements(
    connection: Connection, found: Profile, narrow: StatementFilter, about: bool, cursor: str | None
) -> tuple[list[StatementRow], list[StatementRow], str | None]:
    """Return what somebody said, what others say about somebody, and the cursor of what follows; one of them only."""
    if about and found.ref is None:
        return [], [], None
    if about:
        narrow = replace(narrow, about=found.ref)
    elif found.ref is not None:
        narrow = replace(narrow, identity=found.ref)
    else:
        narrow = replace(narrow, speaker=found.name)
    rows = lookup.statements(connection, narrow, limit=_ON_A_PAGE, cursor=cursor)
    return ([], rows.items, rows.next) if about else (rows.items, [], rows.next)


def folded(connection: Connection, rows: Sequence[StatementRow]) -> list[tuple[StatementRow, int]]:
    """Return statements, each with how many more versions of its article have the same words of the same speaker.

    Only those among `rows` are put together: the first of them stands for all.
    """
    known = lookup.editions(connection, [row.article for row in rows])
    found: dict[tuple[int | str, str | None, str], list[StatementRow]] = {}
    for row in rows:
        article = known[row.article].article if row.article in known else row.article
        found.setdefault((article, row.speaker, " ".join(row.content.split())), []).append(row)
    return [(same[0], len({row.article for row in same}) - 1) for same in found.values()]


def _about(archive: Asked, name: str) -> list[StatementRow]:
    """Return the newest statements whose words name somebody, and that are not somebody's own."""
    words = " ".join(name.replace('"', " ").split())
    wanted = Search(query=f'said:"{words}" -speaker:"{words}"', order="newest", limit=_ON_A_PAGE, facets=0)
    try:
        found = find.statements(archive, wanted)
    except QueryError:  # a name without a letter in it
        return []
    with archive.reading() as connection:
        return lookup.statements_called(connection, [one.ref for one in found.hits])
