"""Corrections told in a few words, for lists that people read."""

from collections.abc import Sequence

from msgspec import UNSET

from onrecord.record.corrections.model import (
    Anchor,
    Checked,
    Correction,
    MergeEntities,
    MissingStatement,
    NotAStatement,
    SplitEntity,
    StatementEvidence,
    WrongEntity,
    WrongKind,
    WrongSpan,
    WrongSpeaker,
)

_WORDS = 60


def told(correction: Correction) -> str:
    """Return a correction in one line: what is right, and of what; control characters left out."""
    line = " ".join("".join(c if c.isprintable() else " " for c in _told(correction)).split())
    return line if len(line) <= 300 else f"{line[:300]}…"


def _told(correction: Correction) -> str:
    match correction:
        case WrongSpeaker() as it:
            was = (
                f", not {', '.join(it.statement.was.speakers)}"
                if it.statement.was and it.statement.was.speakers
                else ""
            )
            now = " and ".join(one.name for one in it.speakers) or "nobody known"
            return f"speaker: {now}{was} · {_content(it.statement)}"
        case WrongSpan() as it:
            parts = [
                f"{part}: {_words(given) or 'none'}"
                for part, given in (("source", it.source), ("cue", it.cue), ("content", it.content))
                if given is not None
            ]
            return f"{', '.join(parts)} · {_content(it.statement)}"
        case WrongKind() as it:
            return f"{', '.join(_kinds(it))} · {_content(it.statement)}"
        case NotAStatement() as it:
            return f"not a statement · {_content(it.statement)}"
        case MissingStatement() as it:
            one = it.statement
            return f"missing: {_words(one.source) or 'nobody'} · {_words(one.cue)} · {_content(one)}"
        case MergeEntities() as it:
            name = f", called {it.name}" if it.name else ""
            return f"one and the same: {', '.join(one.name for one in it.entities)}{name}"
        case SplitEntity() as it:
            other = it.to.name if it.to else it.name or "somebody else"
            return f"{', '.join(f'“{one.exact}”' for one in it.mentions[:5])}: not {it.entity.name} but {other}"
        case WrongEntity() as it:
            right = [it.name] if it.name else []
            return f"{it.entity.name}: {', '.join([*right, *([it.type] if it.type else [])])}"
        case Checked() as it:
            return f"checked: all {len(it.statements)} statements are right"


def _kinds(it: WrongKind) -> list[str]:
    out = []
    for name in ("source_kind", "quotation", "manner", "channel", "polarity"):
        value = getattr(it, name)
        if value is not UNSET:
            out.append(f"{name}: {value or 'none'}")
    if it.via is not UNSET:
        out.append(f"via: {' → '.join(one.name for one in it.via) or 'none'}")
    return out


def _content(evidence: StatementEvidence) -> str:
    words = _words(evidence.content)
    return words if words.startswith(("“", '"', "‘", "'")) else f"“{words}”"


def _words(pieces: Sequence[Anchor]) -> str:
    words = " … ".join(" ".join(one.exact.split()) for one in pieces)
    return words if len(words) <= _WORDS else f"{words[:_WORDS].rsplit(' ', 1)[0]} …"
