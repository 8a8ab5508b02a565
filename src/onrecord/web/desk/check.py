"""``/check``: quotations held against the archive, as words, as pasted text or as a file; nothing of it is kept."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from onrecord.capture.model import CaptureError
from onrecord.export.check_json import CheckForm
from onrecord.export.terminal.check import verdict_of
from onrecord.pipeline.checking import check as check_draft
from onrecord.pipeline.checking import check_words
from onrecord.pipeline.drafting import Draft, draft_from, draft_of
from onrecord.record.opening import Archive
from onrecord.story.check import Finding
from onrecord.web.api.asking import Asked
from onrecord.web.desk.forms import Posted, files_of, text_of
from onrecord.web.desk.rendering import page

router = APIRouter()
MOST: Final = 200_000
"""Characters of a draft that are checked here; the command takes longer ones."""
ROOMY: Final = frozenset({"/check"})
"""Where a request's body may be a draft."""
_WORDS: Final = 1_000
_CONTEXT: Final = 80


@router.get("/check")
def check(request: Request, archive: Asked, q: Annotated[str | None, Query(max_length=_WORDS)] = None) -> HTMLResponse:
    """Ask for a draft; with `q` check words."""
    if not (q or "").strip():
        return _page(request)
    words = q or ""
    with archive.reading() as connection:
        found = CheckForm.of("Your words", check_words(connection, words))
    return _page(request, draft_of(words), found, words=words)


@router.post("/check")
def check_posted(request: Request, archive: Asked, form: Posted) -> HTMLResponse:
    """Check a draft that is sent, as text or as a file, and forget it."""
    files = files_of(form, "file")
    text = text_of(form, "text", MOST)
    try:
        if files:
            data = files[0].file.read(4 * MOST + 1)
            if len(data) > 4 * MOST:
                raise CaptureError(files[0].filename or "the file", "is longer than can be checked here")
            draft = draft_from(files[0].filename or "draft.txt", data)
        else:
            draft = draft_of(text)._replace(name="Your text")
        if len(draft.text) > MOST:
            raise CaptureError(draft.name, f"has more than {MOST:,} characters; onrecord check takes longer ones")
    except CaptureError as error:
        return _page(request, wrong=f"{error.source} {error.message}.", status=422)
    if not draft.text.strip():
        return _page(request, wrong="Paste a draft, or choose a file.", status=422)
    return _page(request, draft, _checked(archive, draft), text=text)


def _checked(archive: Archive, draft: Draft) -> CheckForm:
    with archive.reading() as connection:
        return CheckForm.of(draft.name, check_draft(connection, draft))


def _page(
    request: Request,
    draft: Draft | None = None,
    found: CheckForm | None = None,
    *,
    words: str = "",
    text: str = "",
    wrong: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    return page(
        request,
        "check.html",
        status=status,
        draft=draft,
        found=found,
        words=words,
        text=text,
        wrong=wrong,
        pieces=pieces,
        verdict_of=verdict_of,
        around=_around,
    )


def pieces(finding: Finding) -> list[tuple[str, bool]]:
    """Return a quotation in pieces, each with whether the archive has other words there."""
    quotation = finding.quotation
    start = quotation.span[0]
    out, last = [], 0
    for change in finding.matches[0].changes if finding.matches else ():
        a, b = change.span[0] - start, change.span[1] - start
        if a >= last:
            out += [(quotation.text[last:a], False), (quotation.text[a:b], True)]
            last = b
    return [piece for piece in (*out, (quotation.text[last:], False)) if piece[0]]


def _around(draft: Draft, finding: Finding) -> tuple[str, str]:
    """Return what stands before and behind a quotation in its line."""
    start, end = finding.quotation.span
    before = draft.text[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
    behind = draft.text[end : end + _CONTEXT].partition("\n")[0]
    # A word is not cut in two.
    if len(before) == _CONTEXT:
        before = f"… {before.partition(' ')[2]}"
    if len(behind) == _CONTEXT:
        behind = f"{behind.rpartition(' ')[0]} …"
    return before, behind
