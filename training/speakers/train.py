"""Fit the weights by which speakers are resolved.

``python -m training.speakers.train --gold FILE [--out weights.json]``

The ranking is a conditional logit over the candidates of each pronoun and description, drawn towards weights set by
hand (an L2 penalty around them); the confidence is a logistic regression over the signs of each choice. Both are
fitted on the gold file's tuning half, the articles in ten folds, so that the confidence is fitted on choices made by
weights that have not seen the article; it sees the reader's own statements as well as the annotated ones.
"""

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.reading.entities import Resolved
from onrecord.reading.model import Statement
from onrecord.reading.network import WEIGHTS as READER
from onrecord.reading.reader import Reader
from onrecord.reading.speakers.phrase import Party
from onrecord.reading.speakers.rank import WEIGHTS, Weights
from onrecord.reading.speakers.resolve import Choice, Resolver
from training.speakers.data import Article, Row, accepts, load, matched, statements_of
from training.speakers.entities import entities_of

FOLDS = 6
PRIOR: dict[str, dict[str, float]] = {
    "he": {
        "nobody": -0.5, "linked": 1.5, "scored": 1.5, "linked_unnamed": 0.5, "spoke": 2.0, "spoke_before": 0.2,
        "sentence0": 0.6, "sentence1": 0.6, "sentence2": -0.3, "sentence3": -1.0, "far": -0.7, "paragraph": 0.4,
        "opens": 0.7, "told_of": -0.7, "near0": 0.5, "near1": 0.2, "own": -1.5, "own_direct": -4.0,
        "ahead": -1.0, "agrees": 1.5, "no_person": -1.5, "disagrees": -9.0, "outer": 0.7, "outer_direct": -3.0,
        "often": 0.2, "phrase": -0.3,
    },
    "it": {
        "nobody": 0.0, "linked": 1.5, "scored": 1.5, "linked_unnamed": 0.5, "spoke": 1.8, "sentence0": 0.5,
        "sentence1": 0.6, "sentence3": -1.0, "far": -0.7, "opens": 0.8, "told_of": -0.6, "near0": 0.3,
        "own": -1.0, "own_direct": -3.0, "ahead": -1.0, "is_organisation": 0.8, "is_place": 0.3,
        "is_phrase": 0.5, "outer": 0.7, "outer_direct": -3.0, "often": 0.1, "paragraph": 0.3,
    },
    "they": {
        "nobody": 0.0, "linked": 1.5, "scored": 1.5, "linked_unnamed": 0.5, "spoke": 1.8, "sentence0": 0.5,
        "sentence1": 0.6, "sentence3": -1.0, "far": -0.7, "opens": 0.8, "told_of": -0.6, "near0": 0.2,
        "own": -1.0, "own_direct": -3.0, "ahead": -1.0, "is_group": 0.8, "is_organisation": 0.2,
        "is_place": -0.8, "plural_phrase": 1.2, "single_phrase": -0.8, "outer": 0.7, "outer_direct": -3.0,
        "paragraph": 0.3,
    },
    "the": {
        "no_office": -1.5, "lede": 4.0,
        "linked": 2.0, "linked_unnamed": 1.0, "scored": 1.0, "spoke": 1.0, "sentence0": 0.2, "sentence1": 0.3,
        "sentence3": -0.3, "far": -0.2, "own": -1.0, "own_direct": -3.0, "ahead": -0.5, "office": 0.5,
        "office_definite": 1.2, "office_not": -1.0, "words_shared": 1.0, "words_other": -0.8,
        "same_noun_definite": 2.5, "same_noun_not": -0.6, "same_words": 0.5, "other_words": -1.0,
        "disagrees": -5.0, "self": 0.3, "self_plural": 1.5, "self_indefinite": 2.5, "self_bare": 1.0,
        "self_bare_single": -1.5, "self_definite": 0.0, "self_definite_complement": 0.8, "self_person": -0.5,
        "self_group": 2.0, "self_owned": 1.0, "self_within": 1.5, "owned_not": -1.0, "agrees": 0.3,
    },
}  # fmt: skip
SURE: dict[str, float] = {"bias": 0.5, "name": 2.0, "self": 0.5, "relative": 0.0}

Decision = tuple[Row, Party, str, list[tuple[int | None, dict[str, float]]], list[str | None]]


def decisions(
    article: Article, entities: Resolved, by: Weights, reader: Reader | None = None
) -> tuple[list[Decision], list[tuple[dict[str, float], bool]]]:
    """Return every choice that resolving an article takes, and for each party its signs and whether it was right.

    The statements are the annotated ones, or with a `reader` those that it finds and that match an annotated one.
    """
    rows = {r.id: r for r in article.rows}
    statements = statements_of(article)
    if reader is not None:
        read = reader.read(article.text, [p.span for p in article.passages])
        statements = [*read, *reader.nested(article.text, read)]
        by_id = {r.id: r for r in article.rows}
        rows = {found.id: by_id[k] for k, found in matched(article, statements).items()}
    seen: list[Decision] = []
    signs: list[tuple[dict[str, float], bool]] = []

    class Watched(Resolver):
        def _choices(self, statement: Statement) -> list[Choice]:
            out = super()._choices(statement)
            row = rows.get(statement.id)
            if row is not None:
                signs.extend((c.signs, accepts(row, c.name or "")) for c in out if "none" not in c.signs)
            return out

    resolver: Resolver

    def watch(statement: Statement, party: Party, form: str, found: list[tuple[int | None, dict[str, float]]]) -> None:
        if statement.id not in rows:
            return
        words = article.text[party.start : party.end]
        names = [(words if form == "the" else None) if k is None else resolver._scene.called(k) for k, _ in found]
        seen.append((rows[statement.id], party, form, [(k, dict(f)) for k, f in found], names))

    resolver = Watched(article.text, article.passages, statements, entities, by, watch)
    resolver.resolve()
    return seen, signs


def fit_rank(seen: Sequence[Decision], form: str, strength: float) -> dict[str, float]:
    """Fit one form's weights by maximising the probability of the right candidates, drawn towards `PRIOR`."""
    names = sorted(
        {n for _, _, f, found, _ in seen if f == form for _, feats in found for n in feats} | set(PRIOR[form])
    )
    at = {n: k for k, n in enumerate(names)}
    prior = np.array([PRIOR[form].get(n, 0.0) for n in names])
    cases = []
    for row, _, f, found, called in seen:
        if f != form:
            continue
        good = np.array([accepts(row, c or "") for c in called])
        if good.any() and not good.all():
            x = np.zeros((len(found), len(names)))
            for k, (_, feats) in enumerate(found):
                for n, v in feats.items():
                    x[k, at[n]] = v
            cases.append((x, good))
    w = prior.copy()
    for _ in range(400):
        grad = -strength * (w - prior)
        for x, good in cases:
            s = x @ w
            p = np.exp(s - s.max())
            p /= p.sum()
            q = np.where(good, p, 0)
            q /= max(q.sum(), 1e-12)
            grad += x.T @ (q - p)
        w += 0.3 * grad / max(10, len(cases)) * 2
    return {n: round(float(v), 3) for n, v in zip(names, w, strict=True) if abs(v) > 1e-3}


def fit_sure(signs: Sequence[tuple[dict[str, float], bool]], strength: float = 1.0) -> dict[str, float]:
    """Fit the logistic regression of a choice's confidence."""
    names = sorted({"bias", *(n for s, _ in signs for n in s)})
    x = np.array([[1.0 if n == "bias" else s.get(n, 0.0) for n in names] for s, _ in signs])
    y = np.array([good for _, good in signs], dtype=float)
    w = np.zeros(len(names))
    for _ in range(3000):
        p = 1 / (1 + np.exp(-x @ w))
        w += 0.5 * (x.T @ (y - p) - strength * w) / len(y) * 2
    return {n: round(float(v), 3) for n, v in zip(names, w, strict=True)}


def fit(articles: Sequence[Article], reader: Reader, strength: float, threshold: float) -> Weights:
    """Fit everything on `articles`."""
    by = Weights(rank=PRIOR, sure=SURE, threshold=threshold)
    ents = {a.file: entities_of(a, reader) for a in articles}
    for _ in range(2):  # the second time with the first one's choices as the history
        seen = [d for a in articles for d in decisions(a, ents[a.file], by)[0]]
        by = Weights(rank={f: fit_rank(seen, f, strength) for f in PRIOR}, sure=SURE, threshold=threshold)
    signs: list[tuple[dict[str, float], bool]] = []
    for fold in range(FOLDS):
        mine = [a for k, a in enumerate(articles) if k % FOLDS == fold]
        rest = [a for k, a in enumerate(articles) if k % FOLDS != fold]
        ids = {(r.file, r.id) for a in rest for r in a.rows}
        part = [d for d in seen if (d[0].file, d[0].id) in ids]
        without = Weights(rank={f: fit_rank(part, f, strength) for f in PRIOR}, sure=SURE, threshold=threshold)
        signs += [s for a in mine for s in decisions(a, ents[a.file], without)[1]]
        signs += [s for a in mine for s in decisions(a, ents[a.file], without, reader)[1]]
    share = sum(good for _, good in signs) / len(signs)
    print(f"{len(seen)} choices; of {len(signs)} parties {share:.1%} right, cross-validated")
    return Weights(rank=by.rank, sure=fit_sure(signs), threshold=threshold)


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--half", default="tune")
    parser.add_argument("--strength", type=float, default=1.0)
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--reader", type=Path, default=READER, help="the reader's weights, for names")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    articles = load(args.gold, args.half)
    if not math.isfinite(args.strength):
        parser.error("--strength is no number")
    by = fit(articles, Reader(args.reader, threads=1), args.strength, args.threshold)
    data = {
        "rank": {f: dict(sorted(w.items())) for f, w in by.rank.items()},
        "sure": by.sure,
        "threshold": by.threshold,
    }
    args.out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
