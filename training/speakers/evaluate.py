"""Score speakers against a gold file.

``python -m training.speakers.evaluate --gold FILE [--half tune|held] [--statements gold|reader] [--plot FILE]
[--errors]``

`right` is the share of statements whose speaker, joint ones included, has an accepted name; `wrong` of those with
another name; the rest are abstentions. With the reader's statements, only gold ones that it found are counted.
`training.speakers.data` documents the format.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from onrecord.reading.model import Speaker
from onrecord.reading.network import WEIGHTS
from onrecord.reading.reader import Reader
from onrecord.reading.speakers import speakers
from onrecord.text.spans import quote
from training.reliability import Pairs, draw, table
from training.speakers.data import Article, Row, load, matched, right, statements_of
from training.speakers.entities import entities_of

Scored = tuple[Article, Row, Speaker | None]


def score(articles: Sequence[Article], reader: Reader, *, gold: bool) -> tuple[list[Scored], float]:
    """Resolve all, `gold` statements or the reader's; return what was scored, and an article's CPU milliseconds."""
    out: list[Scored] = []
    spent = 0.0
    for article in articles:
        entities = entities_of(article, reader)
        if gold:
            statements = statements_of(article)
            found = {s.id: s for s in statements}
        else:
            read = reader.read(article.text, [p.span for p in article.passages])
            statements = [*read, *reader.nested(article.text, read)]
            found = matched(article, statements)
        begun = time.process_time()
        told = speakers(article.text, article.passages, statements, entities)
        spent += time.process_time() - begun
        out += [(article, row, told.get(found[row.id].id)) for row in article.rows if row.id in found]
    return out, spent / max(1, len(articles)) * 1000


def would_be(row: Row, speaker: Speaker) -> bool:
    """Whether the name is right; for an abstention, whether its first candidate's would have been."""
    if speaker.name is None and speaker.candidates:
        first = speaker.candidates[0]
        return right(row, Speaker(entity=first.entity, name=first.name, confidence=first.confidence))
    return right(row, speaker)


def judged(scored: Sequence[Scored]) -> Pairs:
    """Return each speaker's confidence, and whether its name, or an abstention's likeliest, is right.

    Left out is where nobody comes into question, so that there is no name to be sure of.
    """
    return [(s.confidence, would_be(r, s)) for _, r, s in scored if s and (s.name or s.candidates)]


def report(scored: Sequence[Scored]) -> None:
    """Print the shares, by coreference and by kind of source, and the reliability table."""
    groups: dict[str, list[Scored]] = {"all": list(scored)}
    for one in scored:
        groups.setdefault("coref" if one[1].coref else "no coref", []).append(one)
    for one in scored:
        groups.setdefault(str(one[1].kind), []).append(one)
    print(f"{'':20} {'n':>5} {'right':>7} {'wrong':>7} {'none':>7}")
    for name, mine in groups.items():
        good = sum(right(r, s) for _, r, s in mine)
        none = sum(s is None or s.name is None for _, _, s in mine)
        n = len(mine)
        print(f"{name:20} {n:5} {good / n:7.1%} {(n - good - none) / n:7.1%} {none / n:7.1%}")
    print(table(judged(scored)))


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--half", choices=("tune", "held"))
    parser.add_argument("--statements", choices=("gold", "reader"), default="gold")
    parser.add_argument("--reader", type=Path, default=WEIGHTS, help="the reader's weights")
    parser.add_argument("--plot", type=Path, help="write a reliability diagram, an SVG file")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    reader = Reader(args.reader, threads=1)
    articles = load(args.gold, args.half)
    total = sum(len(a.rows) for a in articles)
    scored, spent = score(articles, reader, gold=args.statements == "gold")
    print(f"{len(articles)} articles, {total} statements, {len(scored)} found; {spent:.2f} ms an article")
    report(scored)
    if args.plot:
        pairs = judged(scored)
        of = f"{len(pairs)} speakers of the reader’s statements, {len(articles)} articles."
        if args.statements == "gold":
            of = f"{len(pairs)} speakers of annotated statements, {len(articles)} articles."
        draw(args.plot, pairs, "How often a speaker’s name is right", of)
    if args.errors:
        for article, row, speaker in scored:
            if not right(row, speaker):
                said = " & ".join([speaker.name or "-", *(j.name for j in speaker.joint)]) if speaker else "(none)"
                sure = f"{speaker.confidence:.2f}" if speaker else ""
                rivals = [c.name for c in speaker.candidates[:3]] if speaker else []
                wanted = " & ".join(names[0] for names in row.names[0])
                print(f"{row.id:12} {quote(article.text, row.source)[:60]!r} -> {said} {sure} {rivals} | {wanted}")


if __name__ == "__main__":
    main()
