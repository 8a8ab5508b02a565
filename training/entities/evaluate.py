"""Score entities on GUM's coreference.

``python -m training.entities.evaluate [--part test|dev] [--found-only] [--weights FOLDER] [--errors]``

Three sets of documents: news and interviews of GUM's test (or dev) part, by the corpus's split. Two sets of mentions:
gold ones in the spans that a reading uses, and those that the reader finds. The key has every mention of a person, a
body or a place, and every name, that is not a first or second person ("I", "you"); entities with one mention are left
out of key and answer. Beside it stands a baseline: same words, same last word of a person's name, and every pronoun
to the latest mention that agrees in number and kind.
"""

import argparse
import re
from collections.abc import Hashable, Sequence
from pathlib import Path

from onrecord.reading.entities import descriptions, pronouns, resolve
from onrecord.reading.entities.items import fold
from onrecord.reading.entities.words import PRONOUNS
from onrecord.reading.model import Mention
from onrecord.reading.reader import Reader
from onrecord.text.spans import Span
from training.entities import scores
from training.entities.data import Document, Gold, load

READ = ("person", "organisation", "place")


def key(document: Document) -> list[Gold]:
    """The mentions that a reading could have."""
    third = {w for w in PRONOUNS if w}
    kept = []
    entities: dict[str, set[str]] = {}
    for gold in document.gold:
        entities.setdefault(gold.entity, set()).add(gold.type if gold.form != "pronoun" else "")
    for gold in document.gold:
        word = document.text[slice(*gold.head)].lower()
        kinds = entities[gold.entity]
        if gold.form == "pronoun":
            # a pronoun of what has neither name nor place, body or person is for no reading to resolve
            if word in third and (kinds & set(READ)):
                kept.append(gold)
        elif gold.form == "name" or gold.type in READ:
            kept.append(gold)
    return kept


def aligned(document: Document, wanted: Sequence[Gold], answer: Sequence[tuple[Span, str]]) -> dict[Hashable, Hashable]:
    """The answer's entities by gold mention: a span that holds a gold head and lies in its phrase is that mention."""
    out: dict[Hashable, Hashable] = {}
    by_head = sorted(range(len(wanted)), key=lambda k: wanted[k].span[1] - wanted[k].span[0])
    for span, entity in sorted(answer, key=lambda a: a[0][1] - a[0][0]):
        for k in by_head:
            gold = wanted[k]
            if k in out or not (span[0] <= gold.head[0] and gold.head[1] <= span[1]):
                continue
            if gold.span[0] <= span[0] and span[1] <= gold.span[1]:
                out[k] = entity
                break
        else:
            out[span] = entity
    return out


def baseline(text: str, mentions: Sequence[Mention]) -> list[tuple[Span, str]]:
    """The simple way: see the module's docstring."""
    found = [(m.span, m.type, m.form) for m in mentions]
    spans = {m.span for m in mentions}
    for match in re.finditer(rf"\b(?:{'|'.join(PRONOUNS)})\b", text, re.IGNORECASE):
        if match.span() not in spans:
            found.append((match.span(), "other", "pronoun"))
    out: list[tuple[Span, str]] = []
    latest: dict[str, str] = {}
    for span, kind, form in sorted(found):
        words = fold(text[slice(*span)])
        if form == "pronoun":
            gender, number = PRONOUNS.get(words, (None, "s"))
            of = "person" if gender in ("m", "f") else "they" if number == "p" else "it"
            if of in latest:
                out.append((span, latest[of]))
            continue
        label = words.split(" ")[-1] if kind == "person" and form == "name" else words
        out.append((span, label))
        if kind == "person":
            latest["person"] = latest["they"] = label
        else:
            latest["it"] = latest["they"] = label
    return out


def pronoun_links(
    document: Document, wanted: Sequence[Gold], answer: Sequence[tuple[Span, str]]
) -> tuple[int, int, int]:
    """Pronouns whose entity holds, before them, a mention of the right one; those linked at all; those to be linked."""
    of = aligned(document, wanted, answer)
    gold_of = {k: g.entity for k, g in enumerate(wanted)}
    right = linked = total = 0
    spans = {g.span: k for k, g in enumerate(wanted) if g.form == "pronoun"}
    pronouns = [s for s, _ in answer if document.text[slice(*s)].lower() in PRONOUNS]
    for span in pronouns:
        linked += 1
        k = spans.get(span)
        if k is not None:
            # the right entity: the one that most of the named and described mentions of the answer's entity have
            mates = [
                gold_of[m] for m, e in of.items() if e == of.get(k) and m in gold_of and wanted[m].form != "pronoun"
            ]
            right += bool(mates) and max(set(mates), key=mates.count) == gold_of[k]
    named = {g.entity for g in wanted if g.form != "pronoun"}
    total = sum(g.form == "pronoun" and g.entity in named for g in wanted)
    return right, linked, total


def answers(document: Document, mentions: Sequence[Mention], by_hand: bool = False) -> list[tuple[Span, str]]:
    """The reading's entities as spans with ids; who is only spoken of with others is left out."""
    weights = (pronouns.ByHand(), descriptions.ByHand()) if by_hand else (None, None)
    resolved = resolve(document.text, document.paragraphs, mentions, *weights)
    return [(m.span, e.id) for e in resolved.entities if not e.members for m in e.mentions]


def gold_mentions(document: Document) -> list[Mention]:
    """Gold names and descriptions of the kinds that a reading has."""
    return [m for m in document.mentions() if m.form == "name" or m.type in READ]


def report(name: str, documents: Sequence[Document], given: Sequence[Sequence[tuple[Span, str]]]) -> float:
    """Print a line of scores; return the CoNLL score."""
    pairs = []
    links = [0, 0, 0]
    for document, answer in zip(documents, given, strict=True):
        wanted = key(document)
        gold: dict[Hashable, Hashable] = {k: g.entity for k, g in enumerate(wanted)}
        pairs.append((scores.clusters(gold), scores.clusters(aligned(document, wanted, answer))))
        links = [a + b for a, b in zip(links, pronoun_links(document, wanted, answer), strict=True)]
    found = scores.measure(pairs)
    parts = "  ".join(f"{m} {s.precision:.3f}/{s.recall:.3f}/{s.f1:.3f}" for m, s in found.items())
    precision = links[0] / links[1] if links[1] else 0.0
    recall = links[0] / links[2] if links[2] else 0.0
    print(f"{name:24} {parts}  CoNLL {scores.conll(found):.3f}  pronouns {precision:.2f}/{recall:.2f} of {links[2]}")
    return scores.conll(found)


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("test", "dev", "train"), default="test")
    parser.add_argument("--weights", type=Path, help="the reader's weights, if not those it ships with")
    parser.add_argument("--gold-only", action="store_true", help="with gold mentions only")
    options = parser.parse_args()
    documents = load(options.part)
    print("precision/recall/F1 of each")
    golds = [gold_mentions(d) for d in documents]
    report("gold mentions", documents, [answers(d, m) for d, m in zip(documents, golds, strict=True)])
    report("  weights set by hand", documents, [answers(d, m, True) for d, m in zip(documents, golds, strict=True)])
    report("  baseline", documents, [baseline(d.text, m) for d, m in zip(documents, golds, strict=True)])
    if options.gold_only:
        return
    reader = Reader(options.weights, threads=1) if options.weights else Reader(threads=1)
    founds = [reader.mentions(d.text, [p.span for p in d.paragraphs]) for d in documents]
    report("found mentions", documents, [answers(d, m) for d, m in zip(documents, founds, strict=True)])
    report("  baseline", documents, [baseline(d.text, m) for d, m in zip(documents, founds, strict=True)])


if __name__ == "__main__":
    main()
