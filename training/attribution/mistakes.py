"""List the worst mistakes in who said what, on PolNeAR dev.

``python -m training.attribution.mistakes [--half tune|check|all] [--most N]``

A mistake is one of four: an attribution that is *invented* (no annotated one shares a tenth of its content), given to
the *wrong source* (its content is there, and another's), *cut wrong* (its content shares something with an annotated
one, but not nine tenths), or *missing*, from the statements within others, too. They are ranked by the harm they do,
times how sure the reader was of them. A wrong source harms most, then words put into somebody's mouth; a boundary as
far as it is off. A missing attribution harms as far as people agree about such ones: they mark a quotation nearly
always, a belief half of the time. How sure the reader was of what it left out is what its likeliest candidate there
lacks to certainty.

Prints sentences of the corpus; what is written down about them has to be put in other words.
"""

import argparse
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from benchmarks import corpora
from onrecord.reading.assemble import statements_of
from onrecord.reading.confidence import confidence, features
from onrecord.reading.layout import Layout
from onrecord.reading.model import Statement
from onrecord.reading.network import WEIGHTS, Network
from onrecord.reading.reader import Reader
from onrecord.reading.tidy import tidied
from onrecord.text.spans import Span, quote
from training.attribution.data import Attribution, Document, load, paragraphs_of
from training.attribution.evaluate import forms_of, half

HARM = {"wrong source": 1.0, "invented": 0.8, "cut wrong": 0.7}
MISSING = {"direct": 0.7, "mixed": 0.6, "speech": 0.5, "other": 0.25}
"""By the form of what is missing, and of what stands in no quotation marks by the cue: a verb of saying or another."""


class Mistake(NamedTuple):
    """What is wrong, how bad it is (0 to 1), and the attribution as found and as annotated, None if there is none."""

    kind: str
    weight: float
    document: Document
    found: Statement | None
    gold: Attribution | None


class Read(NamedTuple):
    """A document as read: its statements, those within them, and the confidence and content of every candidate."""

    statements: list[Statement]
    nested: list[Statement]
    candidates: list[tuple[float, list[Span]]]


def read(reader: Reader, document: Document) -> Read:
    """Read a document's lines for statements."""
    layout = Layout(document.text, paragraphs_of(document.text))
    config = Network(WEIGHTS).config
    candidates = [*reader.candidates(layout), *forms_of(layout)]
    kept = statements_of(layout, candidates, config["confidence"], config["threshold"])
    whole = [tidied(layout, c) for c in candidates if c.content]
    scored = [(confidence(config["confidence"], features(layout, c)), c.content) for c in whole]
    return Read(kept, reader.nested(document.text, kept), scored)


def mistakes_in(tool: ModuleType, document: Document, found: Read) -> list[Mistake]:
    """Return all mistakes in one document."""
    tokens = tool.Tokens(document.text)
    gold = [(tool.to_token_sets(a, tokens), a) for a in document.attributions if a["content"]]
    out = []
    met: set[int] = set()
    for s in found.statements:
        content, source = tokens.of(s.content), tokens.of(s.source)
        shares = [tool.jaccard(content, g["content"]) for g, _ in gold]
        near = [k for k, share in enumerate(shares) if share >= 0.1]
        agreed = [k for k in near if _agrees(tool, tokens, source, gold[k][0]["source"])]
        met.update(k for k in near if shares[k] >= 0.5)
        if not near:
            out.append(Mistake("invented", HARM["invented"] * s.confidence, document, s, None))
        elif not agreed:
            best = max(near, key=lambda k: shares[k])
            weight = HARM["wrong source"] * s.confidence * min(1.0, 2 * shares[best])
            out.append(Mistake("wrong source", weight, document, s, gold[best][1]))
        else:
            best = max(agreed, key=lambda k: shares[k])
            met.add(best)
            if shares[best] < 0.9:
                weight = HARM["cut wrong"] * s.confidence * (1 - shares[best])
                out.append(Mistake("cut wrong", weight, document, s, gold[best][1]))
    inner = [(tokens.of(s.content), tokens.of(s.source)) for s in found.nested]
    for k, (sets, attribution) in enumerate(gold):
        near = any(
            tool.jaccard(content, sets["content"]) >= 0.5 and _agrees(tool, tokens, source, sets["source"])
            for content, source in inner
        )
        if k not in met and not near:
            form = tool.content_type(sets["content"], tokens)
            if form == "indirect":
                form = "speech" if {tokens.low[i] for i in sets["cue"]} & tool.SPEECH_CUES else "other"
            sure = max(
                (p for p, c in found.candidates if tool.jaccard(tokens.of(c), sets["content"]) >= 0.3), default=0.0
            )
            out.append(Mistake("missing", MISSING[form] * (1 - sure), document, None, attribution))
    return out


def _agrees(tool: ModuleType, tokens: Any, found: set[int], gold: set[int]) -> bool:
    if not found or not gold:
        return not found and not gold
    return bool(tool.head_tokens(found, tokens) & tool.head_tokens(gold, tokens))


def show(number: int, mistake: Mistake) -> str:
    """Return a mistake with its paragraphs: what was found and what is annotated."""
    text = mistake.document.text
    lines = [f"{number} {mistake.kind} {mistake.weight:.2f} {mistake.document.id}"]
    parts: list[tuple[str, list[Span], list[Span], list[Span]]] = []
    if mistake.found:
        s = mistake.found
        parts.append((f"found {s.confidence:.2f}", s.source, s.cue, s.content))
    if mistake.gold:
        g = mistake.gold
        parts.append(("gold", g["source"], g["cue"], g["content"]))
    spans = [s for _, *roles in parts for role in roles for s in role]
    for start, end in paragraphs_of(text):
        if any(a < end and b > start for a, b in spans):
            lines.append(f"    | {text[start:end]}")
    for name, source, cue, content in parts:
        lines.append(f"  {name}: [{quote(text, source)}] <{quote(text, cue)}> {{{quote(text, content)}}}")
    return "\n".join(lines)


def main() -> None:
    """Find, count and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear/dev"))
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    parser.add_argument("--half", choices=("tune", "check", "all"), default="tune")
    parser.add_argument("--most", type=int, default=50)
    args = parser.parse_args()
    tool = corpora.tool("score_attribution", args.tools)
    reader = Reader(threads=1)
    found: list[Mistake] = []
    for document in load(args.data):
        if args.half in ("all", half(document.id)):
            found += mistakes_in(tool, document, read(reader, document))
    found.sort(key=lambda m: (-m.weight, m.document.id))
    for number, mistake in enumerate(found[: args.most], 1):
        print(show(number, mistake), end="\n\n")
    counts: Counter[str] = Counter(m.kind for m in found)
    worst: Counter[str] = Counter(m.kind for m in found[: args.most])
    for kind, n in counts.most_common():
        print(f"{kind:14} {worst[kind]:4} of the worst {args.most}, {n:5} in all")


if __name__ == "__main__":
    main()
