"""The transcript of what is heard, and its chapters, as WebVTT (W3C, https://www.w3.org/TR/webvtt1/)."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.export.listen.model import Heard, Script


class Passage(NamedTuple):
    """A sentence or an announcement, as it is called in the transcript: utterances `first` up to `last`, without it.

    `name` is unique. That of the article's own words is the code points of `Reading.text` at which their sentence
    stands (``567-721``), an announcement's the same with ``a`` before it; others are called by what they are.
    """

    name: str
    first: int
    last: int
    ours: bool


def passages(script: Script) -> list[Passage]:
    """Return what is heard in order, a sentence or an announcement at a time."""
    out: list[Passage] = []
    taken: Counter[str] = Counter()
    for place, one in enumerate(script.utterances):
        if not one.ours and out and not out[-1].ours and script.utterances[out[-1].first].sentence == one.sentence:
            out[-1] = out[-1]._replace(last=place + 1)
            continue
        where = one.sentence
        name = f"{'a' if one.ours else ''}{where[0]}-{where[1]}" if where else one.kind
        taken[name] += 1
        if taken[name] > 1:
            name = f"{name}.{taken[name]}"
        out.append(Passage(name, place, place + 1, one.ours))
    return out


def transcript(script: Script, heard: Heard) -> str:
    """Return a cue for each passage, called by its name; what is ours is in square brackets."""
    times = {one.utterance: one for one in heard.spoken}
    cues = []
    for one in passages(script):
        said = [times[place] for place in range(one.first, one.last) if place in times]
        if said:
            words = "".join(script.utterances[place].said for place in range(one.first, one.last))
            cues.append((one.name, said[0].start, said[-1].end, f"[{words}]" if one.ours else words))
    note = f"NOTE Words in square brackets are OnRecord's, not the article's. Voice: {heard.voice}"
    return _written(f"WEBVTT\n\n{note}", cues)


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


def _written(head: str, cues: Iterable[tuple[str, float, float, str]]) -> str:
    parts = [head]
    for name, start, end, words in cues:
        parts.append(f"{name}\n{stamp(start)} --> {stamp(max(end, start + 0.001))}\n{_escaped(words)}")
    return "\n\n".join(parts) + "\n"


def _escaped(words: str) -> str:
    """Return words as the text of a cue: on one line, with what WebVTT would take for markup escaped."""
    line = " ".join(words.split())
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
