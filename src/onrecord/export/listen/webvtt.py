"""The transcript of what is heard, and its chapters, as WebVTT (W3C, https://www.w3.org/TR/webvtt1/)."""

from collections.abc import Iterable, Iterator

from onrecord.export.listen.model import Heard, Script
from onrecord.text.spans import Span


def transcript(script: Script, heard: Heard) -> str:
    """Return a cue for each sentence and each announcement, as they are heard.

    What is ours is in square brackets. A cue of the article's own words is called by the code points of `Reading.text`
    at which its sentence stands (``567-721``), an announcement by the same with ``a`` before it, as often as one comes.
    """
    cues = []
    for name, start, end, words, ours in _sentences(script, heard):
        cues.append((name, start, end, f"[{words}]" if ours else words))
    return _written(
        f"WEBVTT\n\nNOTE Words in square brackets are OnRecord's, not the article's. Voice: {heard.voice}", cues
    )


def chapters(script: Script, heard: Heard) -> str:
    """Return a cue for each chapter, up to the next one's beginning."""
    starts = {one.utterance: one.start for one in heard.spoken}
    at = [starts.get(chapter.first, 0.0) for chapter in script.chapters]
    ends = [*at[1:], heard.seconds]
    cues = [
        (str(number), start, end, chapter.title)
        for number, (chapter, start, end) in enumerate(zip(script.chapters, at, ends, strict=True), 1)
        if end > start
    ]
    return _written("WEBVTT", cues)


def stamp(seconds: float) -> str:
    """Return a time as WebVTT writes it.

    >>> stamp(3723.0456)
    '01:02:03.046'
    """
    seconds = max(0.0, round(seconds, 3))
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}:{rest:06.3f}"


def _sentences(script: Script, heard: Heard) -> Iterator[tuple[str, float, float, str, bool]]:
    """Yield what is heard, a sentence at a time: a name, when it begins and ends, its words, whether they are ours."""
    last: Span | None = None
    held: tuple[str, float, float, str, bool] | None = None
    for one in heard.spoken:
        utterance = script.utterances[one.utterance]
        if utterance.ours:
            if held:
                yield held
            held = last = None
            where = utterance.sentence
            name = f"a{where[0]}-{where[1]}" if where else utterance.kind
            yield name, one.start, one.end, utterance.said, True
            continue
        if held and utterance.sentence == last:
            held = held[0], held[1], one.end, held[3] + utterance.said, False
            continue
        if held:
            yield held
        last = utterance.sentence
        where = last or (0, 0)
        held = f"{where[0]}-{where[1]}", one.start, one.end, utterance.said, False
    if held:
        yield held


def _written(head: str, cues: Iterable[tuple[str, float, float, str]]) -> str:
    parts = [head]
    for name, start, end, words in cues:
        parts.append(f"{name}\n{stamp(start)} --> {stamp(max(end, start + 0.001))}\n{_escaped(words)}")
    return "\n\n".join(parts) + "\n"


def _escaped(words: str) -> str:
    """Return words as the text of a cue: on one line, with what WebVTT would take for markup escaped."""
    line = " ".join(words.split())
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
