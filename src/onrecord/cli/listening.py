"""The command that reads an article aloud: listen."""

from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from onrecord.cli.app import ALL_READ, PAGES, SOME_FAILED, app
from onrecord.cli.options import DEFAULT, Where, Work, asked_for, captured, opened
from onrecord.cli.output import DASH, InputError, UsageError, say


@app.command(group=PAGES, usage="Usage: onrecord listen [OPTIONS] PAGE --output FILE")
def listen(
    page: Annotated[
        str,
        Parameter(
            name="PAGE",
            help="A file, a URL or - for standard input; with --archive, an article in it by its first digits.",
        ),
    ],
    /,
    *,
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], help="The sound file to write: it ends in .wav or .mp3.")
    ] = None,
    transcript: Annotated[
        Path | None, Parameter(help="Write what is heard, with times, to this WebVTT file too.")
    ] = None,
    chapters: Annotated[Path | None, Parameter(help="Write the chapters to this WebVTT file too.")] = None,
    voice: Annotated[
        str | None,
        Parameter(
            help="The voice: as eSpeak NG calls one (en, en-US, de, en+f3), or the file .onnx of a Piper voice. "
            "[default: $ONRECORD_VOICE, else eSpeak NG's of the article's language]"
        ),
    ] = None,
    speed: Annotated[int | None, Parameter(help="Words a minute, 80 to 400. [default: 170]")] = None,
    archive: Where = None,
    work: Work = DEFAULT,
) -> int:
    """Read an article aloud into a sound file, each quotation announced with who says it and how it got here."""
    from onrecord.export.listen import script, webvtt
    from onrecord.export.listen.sound import FORMATS
    from onrecord.export.listen.speaking import speak
    from onrecord.export.listen.voices import SPEED, VoiceError, voice_asked

    suffix = output.suffix.lower().removeprefix(".") if output else ""
    format = next((one for one in FORMATS if one == suffix), None)
    if output is None or format is None:
        raise UsageError("Name the sound file to write: --output FILE, ending in .wav or .mp3.")
    for file in (output, transcript, chapters):
        if file is not None and not file.absolute().parent.is_dir():
            raise InputError(f"The folder of {file} does not exist; make it first.")
        if file is not None and file.is_dir():
            raise InputError(f"{file} is a folder; name a file in it.")
    reading = _reading(page, archive, work)
    if reading is None:
        return SOME_FAILED
    said = script(reading)
    if not said.utterances:
        say(f"{page}: there is no article on this page.")
        return SOME_FAILED
    try:
        heard = speak(said, voice_asked(said.language, voice, SPEED if speed is None else speed), output, format)
    except VoiceError as error:
        raise UsageError(str(error)) from None
    for file, write in ((transcript, webvtt.transcript), (chapters, webvtt.chapters)):
        if file is not None:
            _written(file, write(said, heard))
    announced = sum(one.kind == "announcement" for one in said.utterances)
    minutes, seconds = divmod(round(heard.seconds), 60)
    say(f"{output}: {minutes} min {seconds} s, {announced} announcements, voice: {heard.voice}")
    return ALL_READ


def _reading(page: str, archive: str | None, work: Work) -> Any:
    """Return the reading of a page, or of an archive's article with its corrections; None where it failed."""
    from onrecord.capture.model import CaptureError

    if archive is not None:
        from onrecord.record import lookup

        with opened(archive) as kept, kept.reading() as connection:
            return lookup.article(connection, page).reading
    from onrecord.pipeline import read_captures

    asked = asked_for(("-" if page == DASH else page,), None)
    found = None
    for outcome in read_captures(captured(asked, work), jobs=0, time_limit=work.time_limit):
        if isinstance(outcome, CaptureError):
            say(f"{outcome.source}: {outcome.message}")
            return None
        if found is not None:
            raise UsageError(f"{page} holds more than one page; add it to an archive and name one of its articles.")
        found = outcome
    return found


def _written(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"Cannot write to {file}: {error.strerror}.") from None
