"""``/articles/{ident}/listen``: the article to be heard, with the sentence in hearing marked.

A recording is made when it is first asked for, and kept (`onrecord.export.listen.kept`). The sound works in a plain
``<audio>`` element; the script adds the marking, and that a word can be chosen to hear from there.
"""

import re
from functools import cache
from importlib.util import find_spec
from typing import Annotated, Final, NamedTuple

from fastapi import APIRouter, Path, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from onrecord.export.listen import Script, UtteranceKind, script
from onrecord.export.listen.kept import Recording, Recordings, usual_folder
from onrecord.export.listen.sound import MEDIA_TYPES
from onrecord.export.listen.voices import ABSENT, VoiceError, voice_asked
from onrecord.export.listen.webvtt import chapters, passages, stamp, transcript
from onrecord.record import lookup
from onrecord.record.lookup import Article
from onrecord.web.api.asking import Asked, Ident
from onrecord.web.desk.rendering import page
from onrecord.web.problems import Problem

router = APIRouter()

PART: Final = 1_000_000
"""Bytes of sound sent at a time to whoever asks for a range: a player that waits then holds up nobody else."""
_PATIENCE = 120.0
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


class Piece(NamedTuple):
    """Words that are heard together; `cue` is their name in the transcript, `start` their first code point."""

    cue: str
    text: str
    start: int | None
    ours: bool


class Part(NamedTuple):
    """A paragraph as it is heard."""

    kind: UtteranceKind
    pieces: list[Piece]


class ToHear(NamedTuple):
    """What the page shows: what is said, in order, and the chapters with the cue that each begins with."""

    parts: list[Part]
    chapters: list[tuple[str, str]]
    announcements: int
    whole: bool


def to_hear(said: Script, text: str) -> ToHear:
    """Return what is said as it is shown; `text` is the article's, from which its own words are taken."""
    parts: list[Part] = []
    cues: list[str] = [""] * len(said.utterances)
    begun = ""
    for one in passages(said):
        cues[one.first : one.last] = [one.name] * (one.last - one.first)
        first = said.utterances[one.first]
        last = said.utterances[one.last - 1]
        if first.span and last.span:
            piece = Piece(one.name, text[first.span[0] : last.span[1]], first.span[0], False)
            kind = first.kind
        else:
            piece = Piece(one.name, first.said, None, True)
            kind = first.kind if first.kind != "announcement" else _next_kind(said, one.last)
        # A longer silence than between two sentences is a new paragraph.
        if not parts or first.pause > 0.5 or kind != parts[-1].kind or begun in ("opening", "closing"):
            parts.append(Part(kind, []))
        begun = first.kind
        parts[-1].pieces.append(piece)
    named = [(one.title, cues[one.first]) for one in said.chapters if one.first < len(cues)]
    announced = sum(one.kind == "announcement" for one in said.utterances)
    return ToHear(parts, named, announced, said.whole)


def _next_kind(said: Script, place: int) -> UtteranceKind:
    """Return what kind of words an announcement stands before."""
    return next((one.kind for one in said.utterances[place:] if one.kind != "announcement"), "text")


@router.get("/articles/{ident}/listen")
def listen(request: Request, archive: Asked, ident: Ident) -> HTMLResponse:
    """Show the player, the chapters, and the words as they are heard. No sound is made for it."""
    found, said = _said(archive, ident)
    return page(
        request,
        "listen.html",
        article=found,
        sha12=found.capture.sha256[:12],
        heard=to_hear(said, found.reading.text),
        absent=None if _can_speak() else ABSENT,
    )


@router.get("/articles/{ident}/listen/sound.mp3")
def sound(request: Request, archive: Asked, ident: Ident) -> Response:
    """Send the article's sound, or a range of its bytes: at most `PART` of them at a time."""
    recording = _recorded(_said(archive, ident)[1])
    size = recording.sound.stat().st_size
    name = f'inline; filename="{ident[:12]}.mp3"'
    headers = {"ETag": f'"{recording.key}"', "Accept-Ranges": "bytes", "Cache-Control": "private, no-cache"}
    headers["Content-Disposition"] = name
    headers["Content-Security-Policy"] = "default-src 'none'; media-src 'self'"  # a chapter's link opens it by itself
    wanted = request.headers.get("range")
    if request.headers.get("if-range", headers["ETag"]) != headers["ETag"]:
        wanted = None
    if wanted is None:
        return FileResponse(recording.sound, media_type=MEDIA_TYPES["mp3"], headers=headers)
    span = _range(wanted, size)
    if span is None:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = span
    with recording.sound.open("rb") as file:
        file.seek(start)
        data = file.read(end - start)
    headers["Content-Range"] = f"bytes {start}-{start + len(data) - 1}/{size}"
    return Response(data, status_code=206, media_type=MEDIA_TYPES["mp3"], headers=headers)


@router.get("/articles/{ident}/listen/transcript.vtt")
def words(archive: Asked, ident: Ident) -> Response:
    """Send what is heard with its times, as WebVTT."""
    _, said = _said(archive, ident)
    return _vtt(transcript(said, _recorded(said).heard))


@router.get("/articles/{ident}/listen/chapters.vtt")
def parts(archive: Asked, ident: Ident) -> Response:
    """Send the chapters with their times, as WebVTT."""
    _, said = _said(archive, ident)
    return _vtt(chapters(said, _recorded(said).heard))


@router.get("/articles/{ident}/listen/chapters/{number}")
def chapter(archive: Asked, ident: Ident, number: Annotated[int, Path(ge=1, le=10_000)]) -> Response:
    """Lead to the sound from a chapter on, where no script does."""
    _, said = _said(archive, ident)
    if number > len(said.chapters):
        raise Problem("not-found", "This recording has no such chapter.")
    heard = _recorded(said).heard
    first = said.chapters[number - 1].first
    at = next((one.start for one in heard.spoken if one.utterance == first), 0.0)
    return RedirectResponse(f"/articles/{ident}/listen/sound.mp3#t={stamp(at)}", status_code=303)


def _said(archive: Asked, ident: str) -> tuple[Article, Script]:
    with archive.reading() as connection:
        found = lookup.article(connection, ident)
    said = script(found.reading)
    if not said.utterances:
        raise Problem("not-found", "There is no article on this page that could be read out.")
    return found, said


def _recorded(said: Script) -> Recording:
    try:
        return _recordings().of(said, voice_asked(said.language), "mp3", patience=_PATIENCE)
    except VoiceError as error:
        raise Problem("not-found", str(error)) from None


@cache
def _of(folder: str) -> Recordings:
    return Recordings()


def _recordings() -> Recordings:
    return _of(str(usual_folder()))


def _can_speak() -> bool:
    """Whether the packages are there with which this server reads aloud."""
    return all(find_spec(name) is not None for name in ("espeakng_loader", "lameenc"))


def _vtt(text: str) -> Response:
    return Response(text, media_type="text/vtt; charset=utf-8", headers={"Cache-Control": "private, no-cache"})


def _range(wanted: str, size: int) -> tuple[int, int] | None:
    """Return the bytes to send, half open, for the header ``Range``; None where there are none such (RFC 9110, 14.2).

    >>> _range("bytes=0-", 10), _range("bytes=4-5", 10), _range("bytes=-3", 10), _range("bytes=10-", 10)
    ((0, 10), (4, 6), (7, 10), None)
    """
    found = _RANGE.fullmatch(wanted.replace(" ", ""))
    if not found or not (found[1] or found[2]):
        return None
    if not found[1]:
        start, end = max(0, size - int(found[2])), size
    else:
        start, end = int(found[1]), min(size, int(found[2]) + 1 if found[2] else size)
    return (start, min(end, start + PART)) if start < end else None
