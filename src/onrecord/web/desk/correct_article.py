"""``/articles/…/correct``: what is wrong with an article beyond a statement: one is missing, two people are one."""

from typing import Annotated, Any, Final, NamedTuple, get_args

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from onrecord.reading.model import Entity, EntityType, Reading
from onrecord.record import correcting, lookup
from onrecord.record.corrections.asked import Asked as AskedFor
from onrecord.record.opening import Archive
from onrecord.text.spans import Span, merge
from onrecord.web.api.asking import Asked, Queue
from onrecord.web.desk.candidates import Candidate, candidates
from onrecord.web.desk.correct import PARTS, who_of, words_of
from onrecord.web.desk.forms import Posted, Visits, choice_of, permitted, text_of, texts_of
from onrecord.web.desk.passages import Paragraph, Piece
from onrecord.web.desk.refusing import Refused, refusing
from onrecord.web.desk.rendering import article_url, page
from onrecord.web.desk.signing import remember, signature
from onrecord.web.problems import Problem

router = APIRouter()
TYPES: Final = get_args(EntityType)
_TEXT: Final = frozenset({"headline", "standfirst", "dateline", "body", "subheading", "caption"})
"""Roles of blocks in which something may be stated."""
_AROUND = 40
"""Code points that are shown on either side of a mention."""
_MENTIONS = 60
"""Mentions of one entity that are shown."""
_ENTITIES = 400
_WHO = 60
_WHY = "Put right at the desk."

Ident = Annotated[str, Path(pattern="^[0-9a-f]{6,64}$")]


class Said(NamedTuple):
    """A mention with what stands around it; `at` is its place as a form carries it."""

    at: str
    before: str
    words: str
    after: str


class Body(NamedTuple):
    """A person, a body or something else of the article, in brief."""

    id: str
    name: str
    type: EntityType
    names: list[str]
    mentions: int


@router.get("/articles/{ident}/correct")
def ask(request: Request, archive: Asked, ident: Ident, entity: str = "") -> Response:
    """Ask what is missing or wrong in an article; with `entity`, of that one."""
    permitted(request.state.client, "correct", "Correcting")
    return _form(request, archive, ident, entity)


@router.post("/articles/{ident}/correct")
def correct(
    request: Request, archive: Asked, additions: Queue, visitor: Visits, ident: Ident, form: Posted
) -> Response:
    """Keep what a person put right of an article."""
    permitted(request.state.client, "correct", "Correcting")
    by = signature(visitor, form)
    why = text_of(form, "why").strip() or _WHY
    wanted = asked_for(form)
    try:
        with refusing():
            made = correcting.correct(archive, ident, wanted, by=by, why=why)
    except Refused as error:
        return _form(request, archive, ident, text_of(form, "entity_id", 20), wrong=str(error), form=form)
    additions.catch_up()
    done = "+".join(str(one.id) for one in made)
    ref = next((one.ref for one in made if one.ref), None)
    if ref:
        where = f"{article_url(made[0].article)}?done={done}&s={ref}#s-{ref}"
    else:
        where = f"{article_url(made[0].article)}/correct?done={done}#people"
    answer = RedirectResponse(where, status_code=303)
    remember(answer, visitor, by)
    return answer


def asked_for(form: FormData) -> AskedFor:
    """Return what a form asks of an article. Raises `Problem` for what makes no sense."""
    doing = text_of(form, "do")
    entity, name = text_of(form, "entity_id", 20), " ".join(text_of(form, "name_right", 300).split()) or None
    kind: Any = choice_of(form, "type", TYPES)
    if doing == "add":
        return AskedFor(add=True, **words_of(form, None), **who_of(form))
    if doing == "merge":
        return AskedFor(merge=texts_of(form, "merge", 20), name=name)
    if doing == "entity":
        return AskedFor(entity=entity, name=name, type=kind)
    if doing == "split":
        to = text_of(form, "to", 20) or None
        new = {} if to else {"name": name, "type": kind}
        return AskedFor(split=entity, mention=texts_of(form, "mention", 30, 500), to=to, **new)
    if doing == "checked":
        return AskedFor(checked=True)
    raise Problem("invalid", "Say what is to be put right.")


def text(reading: Reading) -> list[Paragraph]:
    """Return the article's text by its blocks, with what is read as stated in it marked."""
    stated = merge([span for one in reading.statements for span in one.content])
    out: list[Paragraph] = []
    at = 0
    for block in reading.page.blocks:
        if block.role not in _TEXT or not reading.text[block.start : block.end].strip():
            continue
        while at < len(stated) and stated[at][1] <= block.start:
            at += 1
        out.append(Paragraph(block.start, _pieces(reading.text, (block.start, block.end), stated, at)))
    return out


def _pieces(words: str, block: Span, stated: list[Span], at: int) -> list[Piece]:
    out: list[Piece] = []
    last, end = block
    while at < len(stated) and stated[at][0] < end:
        start, until = max(last, stated[at][0]), min(end, stated[at][1])
        out += [Piece(words[last:start]), Piece(words[start:until], ("content",))]
        last = until
        at += 1
    return [piece for piece in (*out, Piece(words[last:end])) if piece.text]


def bodies(reading: Reading) -> list[Body]:
    """Return those of whom an article speaks, those mentioned most first."""
    found = sorted(reading.entities, key=lambda one: -len(one.mentions))
    return [Body(one.id, one.name, one.type, one.variants, len(one.mentions)) for one in found[:_ENTITIES]]


def mentions(reading: Reading, entity: Entity) -> list[Said]:
    """Return the mentions of an entity with the words around them, in order of the text."""
    words = reading.text
    return [
        Said(
            at=f"{start}-{end}",
            before=words[max(0, start - _AROUND) : start].rpartition("\n")[2],
            words=words[start:end],
            after=words[end : end + _AROUND].partition("\n")[0],
        )
        for start, end in (mention.span for mention in entity.mentions[:_MENTIONS])
    ]


def _form(
    request: Request,
    archive: Archive,
    ident: str,
    entity: str,
    *,
    wrong: str | None = None,
    form: FormData | None = None,
) -> Response:
    done = [int(one) for one in request.query_params.get("done", "").split() if one.isascii() and one.isdigit()][:8]
    with archive.reading() as connection:
        found = lookup.article(connection, ident)
        left = lookup.doubts_left(connection, ident)
        latest = [correcting.correction(connection, id) for id in done]
    if found.row is None:
        raise Problem("not-found", "This page is no article, so there is nothing to put right in it.")
    reading = found.reading
    one = next((each for each in reading.entities if each.id == entity), None)
    who: list[Candidate] = candidates(reading, None, _WHO)
    given = {name: value for name, value in form.items() if isinstance(value, str)} if form else {}
    values: dict[str, Any] = {
        "sha": found.capture.sha256,
        "headline": found.row.headline,
        "paragraphs": text(reading),
        "people": bodies(reading),
        "one": one,
        "mentions": mentions(reading, one) if one else [],
        "who": who,
        "left": left,
        "latest": latest,
        "statements": len(reading.statements) + len(reading.nested),
        "types": TYPES,
        "parts_of": PARTS,
        "given": given,
        "wrong": wrong,
    }
    return page(request, "correct_article.html", status=422 if wrong else 200, **values)
