"""Measure kinds, ways, channels, manners and times of statements against articles annotated by hand.

``python -m training.chain.evaluate --gold FILE [--read] [--misses]``

FILE has one JSON object a line and a statement: ``file`` (a text beside FILE, read with its line ends kept),
``source``, ``cue`` and ``content`` (spans), ``kind``, ``quotation``, ``manner``, ``polarity``, ``via`` (names from the
speaker outwards), ``channel``, ``said_at`` (the words of the time), ``qualifiers`` (their words, a list) and
``anonymity`` (the words of the reason) as in `docs/statements.md`; a key that is missing is not scored. Qualifiers and
reasons are right where they overlap what was annotated. The first line of a text is its headline. With ``--read`` the
statements are those that the reader finds, matched by their cues, else the annotated ones.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.reading.chain import Chain, chains
from onrecord.reading.entities import resolve
from onrecord.reading.layout import Layout, quotation_of
from onrecord.reading.model import Statement
from onrecord.reading.passages import Passage
from onrecord.reading.reader import Reader
from onrecord.reading.speakers import speakers
from onrecord.reading.times import times
from onrecord.text.spans import Span

FIELDS = ("kind", "quotation", "channel", "manner", "polarity", "said_at", "via", "qualifiers", "anonymity")
_COUNTED = ("via", "qualifiers", "anonymity")
"""Fields of which a statement has any number, scored by precision and recall."""


def passages_of(text: str) -> list[Passage]:
    """Return the lines of a plain article, the first one as its headline."""
    lines = [m.span() for m in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]
    return [Passage(start, end, "body" if k else "headline") for k, (start, end) in enumerate(lines)]


def annotated(text: str, rows: Sequence[dict[str, Any]]) -> list[Statement]:
    """Return annotated rows as statements; one inside another's content is within it."""
    layout = Layout(text, [p.span for p in passages_of(text)])
    spans = [{role: [(a, b) for a, b in row[role]] for role in ("source", "cue", "content")} for row in rows]
    out = []
    for k, row in enumerate(spans):
        low, high = row["cue"][0]
        outer = [
            n for n, other in enumerate(spans) if n != k and any(a <= low and high <= b for a, b in other["content"])
        ]
        out.append(
            Statement(
                id=f"s{k}",
                source=row["source"],
                cue=row["cue"],
                content=row["content"],
                quotation=quotation_of(layout, row["content"]),
                confidence=1.0,
                within=f"s{outer[0]}" if outer else None,
            )
        )
    return out


def plain(name: str) -> str:
    """Return a name as it is compared: without article and marks, in lower case."""
    return re.sub(r"\W+", " ", re.sub(r"\A(?:the|an?) ", "", name.strip(), flags=re.IGNORECASE)).casefold().strip()


class Scores:
    """Counts of what was right, field by field."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.misses: dict[str, list[str]] = defaultdict(list)

    def add(self, field: str, right: bool, said: str) -> None:
        """Count one decision about `field`; `said` is shown where it was wrong."""
        self.total[field] += 1
        self.right[field] += right
        if not right:
            self.misses[field].append(said)

    def lines(self) -> Iterator[str]:
        """Yield a line a field."""
        for field in FIELDS:
            if field in _COUNTED:
                hit, found, gold = (self.right[f"{field} {k}"] for k in ("hit", "found", "gold"))
                p, r = hit / max(found, 1), hit / max(gold, 1)
                if found or gold:
                    f1 = 2 * p * r / max(p + r, 1e-9)
                    yield f"{field:10} P {p:.3f} R {r:.3f} F1 {f1:.3f}  ({gold} annotated, {found} found)"
            elif self.total[field]:
                yield f"{field:10} {self.right[field] / self.total[field]:.3f}  ({self.total[field]})"
            told = self.total[field + " told"]
            if told:
                hits, found = self.right[field + " told"], self.right[field + " found"]
                yield f"           of those told: P {hits / max(found, 1):.3f} R {hits / told:.3f} ({told})"


def count(scores: Scores, field: str, want: set[str], have: set[str], where: str) -> None:
    """Count names or words of which a statement may have several; those that hold one another are the same."""
    hits = {w for w in want if any(w == h or (field != "via" and (w in h or h in w)) for h in have)}
    scores.right[f"{field} hit"] += len(hits)
    scores.right[f"{field} found"] += len(have)
    scores.right[f"{field} gold"] += len(want)
    if len(hits) != len(want) or len(hits) != len(have):
        scores.misses[field].append(f"{sorted(want)} <- {sorted(have)} | {where}")


def score(scores: Scores, text: str, row: dict[str, Any], found: Statement, chain: Chain) -> None:
    """Compare one annotated statement with what was read."""
    at = chain.said_at
    have: dict[str, str | None] = {
        "kind": chain.source_kind,
        "quotation": found.quotation,
        "channel": chain.channel,
        "manner": chain.manner,
        "polarity": chain.polarity,
        "said_at": plain(text[slice(*at.span)]) if at else None,
    }
    source = text[slice(*found.source[0])] if found.source else ""
    where = f"[{source[:70]}] " + " ".join(text[max(0, found.cue[0][0] - 110) : found.cue[0][1] + 90].split())
    for field, value in have.items():
        if field in row:
            want = plain(row[field]) if field == "said_at" and row[field] else row[field]
            scores.add(field, value == want, f"{want} <- {value} | {where}")
            if field in ("channel", "said_at"):
                scores.total[field + " told"] += want is not None
                scores.right[field + " found"] += value is not None
                scores.right[field + " told"] += want is not None and value == want
    if "via" in row:
        count(scores, "via", {plain(v) for v in row["via"]}, {plain(v.name) for v in chain.via}, where)
    if "qualifiers" in row:
        have_words = {plain(text[slice(*q.span)]) for q in chain.qualifiers}
        count(scores, "qualifiers", {plain(q) for q in row["qualifiers"]}, have_words, where)
    if "anonymity" in row:
        reason = {plain(text[slice(*chain.anonymity)])} if chain.anonymity else set()
        count(scores, "anonymity", {plain(row["anonymity"])} if row["anonymity"] else set(), reason, where)


def _nearest(found: Sequence[Statement], cue: Span) -> Statement | None:
    hits = [s for s in found if any(a < cue[1] and cue[0] < b for a, b in s.cue)]
    return hits[0] if hits else None


def evaluate(gold: Path, read: bool) -> Scores:
    """Read every article of `gold` and count."""
    scores = Scores()
    rows_of: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows_of[row["file"]].append(row)
    reader = Reader(threads=1)
    for name, rows in rows_of.items():
        with (gold.parent / name).open(encoding="utf-8", newline="") as file:
            text = file.read()
        passages = passages_of(text)
        spans = [p.span for p in passages]
        statements = annotated(text, rows)
        found_here, mentions = reader.scan(text, spans, [])
        used = [*found_here, *reader.nested(text, found_here)] if read else statements
        resolved = resolve(text, passages, mentions)
        who = speakers(text, passages, used, resolved)
        chain = chains(text, passages, used, who, resolved.entities, times(text, spans, None))
        for row, mine in zip(rows, statements, strict=True):
            found = _nearest(used, mine.cue[0]) if read else mine
            scores.right["found"] += found is not None
            scores.total["found"] += 1
            if found:
                score(scores, text, row, found, chain[found.id])
    return scores


def main() -> None:
    """Print what was right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--read", action="store_true", help="with the statements that the reader finds")
    parser.add_argument("--misses", action="store_true", help="print what was wrong")
    chosen = parser.parse_args()
    scores = evaluate(chosen.gold, chosen.read)
    print(f"statements {scores.right['found']} of {scores.total['found']}")
    for line in scores.lines():
        print(line)
    if chosen.misses:
        for field in FIELDS:
            for miss in scores.misses[field]:
                print(f"{field}: {miss}")


if __name__ == "__main__":
    main()
