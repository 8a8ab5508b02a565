"""``/statements/…/correct``: one statement put right in detail: who says it, which words, how it was said."""

from typing import Annotated, Any, Final, NamedTuple, get_args

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from onrecord.reading.model import Channel, Manner, Polarity, Quotation, SourceKind, Statement
from onrecord.record import correcting, lookup
from onrecord.record.correcting import Correcting
from onrecord.record.corrections.asked import Asked as AskedFor
from onrecord.record.lookup import Evidence
from onrecord.record.opening import Archive
from onrecord.text.spans import Span, quote
from onrecord.web.api.asking import Asked, Queue
from onrecord.web.desk.candidates import Candidate, candidates
from onrecord.web.desk.forms import Posted, Visits, choice_of, permitted, text_of
from onrecord.web.desk.passages import Paragraph, passage
from onrecord.web.desk.queue import with_done
from onrecord.web.desk.refusing import Refused, refusing
from onrecord.web.desk.rendering import article_url, page
from onrecord.web.desk.signing import remember, signature
from onrecord.web.problems import Problem

router = APIRouter()
PARTS: Final = ("source", "cue", "content")
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "source_kind": get_args(SourceKind),
    "quotation": get_args(Quotation),
    "manner": get_args(Manner),
    "channel": get_args(Channel),
    "polarity": get_args(Polarity),
}
NONE: Final = "none"
"""What stands for no channel in a form."""
_MOST_WHO = 40
_WORDS = 20_000
_WHY = "Put right at the desk."

Ref = Annotated[str, Path(max_length=100, pattern=r"^[0-9a-f]{12,64}-[0-9]+-[0-9]+n?(\.[0-9]+)?$")]


class Shown(NamedTuple):
    """A statement as its form shows it: what a person changes is known by what was shown.

    `words` are those of its parts, and `at` where they stand, as ``start-end`` with spaces between pieces.
    """

    ref: str
    article: str
    headline: str | None
    passage: list[Paragraph]
    words: dict[str, str]
    at: dict[str, str]
    kinds: dict[str, str]
    via: str
    speaker: str | None
    candidates: list[Candidate]


@router.get("/statements/{ref}/correct")
def ask(request: Request, archive: Asked, ref: Ref) -> Response:
    """Ask what is right of a statement; with ``?part=1`` as a part of another page."""
    permitted(request.state.client, "correct", "Correcting")
    return _form(request, archive, ref)


@router.post("/statements/{ref}/correct")
def correct(request: Request, archive: Asked, additions: Queue, visitor: Visits, ref: Ref, form: Posted) -> Response:
    """Keep what a person put right, and show the statement as it is from now on."""
    permitted(request.state.client, "correct", "Correcting")
    by = signature(visitor, form)
    why = text_of(form, "why").strip() or _WHY
    with archive.reading() as connection:
        evidence = lookup.statement(connection, ref)
    try:
        with refusing():
            made = _kept(archive, evidence, form, by=by, why=why)
    except Refused as error:
        return _form(request, archive, ref, wrong=str(error), given=_given(form))
    additions.catch_up()
    back = text_of(form, "next", 9000)
    answer = RedirectResponse(with_done(back, made) if back else _place(made, evidence.row.article), status_code=303)
    remember(answer, visitor, by)
    return answer


def shown(evidence: Evidence) -> Shown:
    """Return what the form for a statement shows."""
    reading, one = evidence.page.reading, evidence.statement
    return Shown(
        ref=evidence.row.ref,
        article=evidence.row.article,
        headline=evidence.page.row.headline if evidence.page.row else None,
        passage=passage(reading, one),
        words={part: _words(reading.text, getattr(one, part)) for part in PARTS},
        at={part: offsets(getattr(one, part)) for part in PARTS},
        kinds=_kinds(one),
        via="\n".join(f"{via.name} ({via.kind})" for via in one.via),
        speaker=one.speaker.name if one.speaker else None,
        candidates=candidates(reading, one, _MOST_WHO),
    )


def asked_for(was: Shown, form: FormData) -> AskedFor:
    """Return what a form asks to be put right: all in which it differs from what was shown. Raises `Problem`."""
    wanted: dict[str, Any] = words_of(form, was)
    for name, choices in KINDS.items():
        chosen = choice_of(form, name, (*choices, NONE) if name == "channel" else choices)
        if chosen is not None and chosen != was.kinds[name]:
            wanted |= {"no_channel": True} if chosen == NONE else {name: chosen}
    via = [" ".join(line.split()) for line in text_of(form, "via", 5000).split("\n") if line.strip()]
    if "via" in form and via != was.via.split("\n" if was.via else None):
        wanted |= {"via": via} if via else {"no_via": True}
    return AskedFor(**wanted, **who_of(form))


def who_of(form: FormData) -> dict[str, Any]:
    """Return who says it, as a form has it: nothing for who is taken to say it already."""
    who = text_of(form, "who", 300).strip()
    names = [" ".join(name.split()) for name in text_of(form, "name", 3000).split("\n") if name.strip()]
    if who == "unknown":
        return {"unknown_speaker": True}
    if who == "other":
        if not names:
            raise Problem("invalid", "Give the name of who says it.")
        return {"speaker": names}
    return {"speaker": [who, *names]} if who and who != "same" else {}


def words_of(form: FormData, was: Shown | None) -> dict[str, Any]:
    """Return the words of a form's source, cue and content in which it differs from what was shown.

    Words that were selected in the text come with where they stand; others were written, and are looked for.
    """
    wanted: dict[str, Any] = {}
    for part in PARTS:
        words, at = text_of(form, part, _WORDS).strip(), text_of(form, f"{part}_at", 2000).split()
        before = was.words[part] if was else ""
        if at and was and " ".join(at) == was.at[part] and words == before:
            continue
        if at and text_of(form, f"{part}_words", _WORDS).strip() == words:
            wanted[part] = at
        elif words and words != before:
            wanted[part] = [words]
        elif not words and before:
            if part != "source":
                raise Problem("invalid", f"A statement has a {part}; if it has none, it is no statement.")
            wanted["no_source"] = True
    return wanted


def offsets(spans: list[Span]) -> str:
    """Return where pieces stand, as a form carries it.

    >>> offsets([(3, 8), (12, 20)])
    '3-8 12-20'
    """
    return " ".join(f"{start}-{end}" for start, end in spans)


def _kept(archive: Archive, evidence: Evidence, form: FormData, *, by: str, why: str) -> list[Correcting]:
    ref, doing = evidence.row.ref, text_of(form, "do")
    if doing == "right":
        return correcting.confirm(archive, ref, by=by, why=why)
    if doing == "not":
        return correcting.correct(archive, ref, AskedFor(not_a_statement=True), by=by, why=why)
    wanted = asked_for(shown(evidence), form)
    if wanted == AskedFor():
        raise Refused("Nothing was changed. If the statement is right as it stands, say so below.")
    if text_of(form, "rest") == "right":
        return correcting.confirm(archive, ref, by=by, why=why, asked=wanted)
    return correcting.correct(archive, ref, wanted, by=by, why=why)


def _place(made: list[Correcting], article: str) -> str:
    """Return where what was corrected is to be seen."""
    ref = next((one.ref for one in reversed(made) if one.ref), None)
    done = "+".join(str(one.id) for one in made)
    where = f"{article_url(article)}?done={done}"
    return f"{where}&s={ref}#s-{ref}" if ref else where


def _form(
    request: Request, archive: Archive, ref: str, *, wrong: str | None = None, given: dict[str, str] | None = None
) -> Response:
    with archive.reading() as connection:
        it = shown(lookup.statement(connection, ref))
    back = (given or request.query_params).get("next", "")
    values: dict[str, Any] = {"it": it, "given": given or {}, "wrong": wrong, "choices": KINDS, "untold": NONE}
    values["back"] = back if back.startswith("/queue") else ""
    part = request.query_params.get("part") == "1"
    return page(request, "correct.html", status=422 if wrong else 200, **values, part=part)


def _given(form: FormData) -> dict[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str) and name != "form_token"}


def _kinds(one: Statement) -> dict[str, str]:
    return {name: getattr(one, name) or NONE for name in KINDS}


def _words(text: str, spans: list[Span]) -> str:
    return " ".join(quote(text, spans).split())
