"""Score an exported attribution model on PolNeAR dev, and fit what turns its scores into a probability.

``python -m training.attribution.evaluate --weights DIR [--fit] [--plot FILE]``

Dev is cut in two by a hash of the article's name: on the *tune* half the confidence is fitted and the threshold
chosen (for the sum of the pairs' F1 and the content tokens'), the *check* half is only reported, and drawn as a
reliability diagram if a file is named for it. Fitting writes ``confidence`` and ``threshold`` into config.json.
"""

import argparse
import json
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks import corpora
from onrecord.reading.assemble import statements_of
from onrecord.reading.confidence import FEATURES, features
from onrecord.reading.decode import Candidate
from onrecord.reading.forms import by_form
from onrecord.reading.layout import Layout
from onrecord.reading.reader import Reader
from onrecord.reading.tidy import tidied
from training.attribution.data import Document, load, paragraphs_of
from training.reliability import draw, table


def half(name: str) -> str:
    """Which half of dev an article belongs to."""
    return "tune" if sha256(name.encode()).digest()[0] % 2 else "check"


def is_right(tool: ModuleType, tokens: Any, gold: list[dict], candidate: Candidate) -> bool:
    """Whether some gold attribution has this content (Jaccard at least 0.5) and this source."""
    content, source = tokens.of(candidate.content), tokens.of(candidate.source)
    for g in gold:
        if tool.jaccard(content, g["content"]) < 0.5:
            continue
        if not g["source"] and not source:
            return True
        if g["source"] and source and tool.head_tokens(source, tokens) & tool.head_tokens(g["source"], tokens):
            return True
    return False


def fit_logistic(x: np.ndarray, y: np.ndarray, penalty: float = 1e-2) -> np.ndarray:
    """Logistic regression by Newton's method, lightly regularised."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(len(w))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def forms_of(layout: Layout) -> list[Candidate]:
    """What the form of an article's paragraphs tells, as the reader adds it."""
    return by_form(layout.text, layout.paragraphs, layout.quotes)


def predictions(found: dict[str, tuple[Document, list[Candidate]]], weights: dict, threshold: float) -> dict[str, list]:
    """Statements of every document in the scorer's form."""
    out = {}
    for key, (document, cands) in found.items():
        layout = Layout(document.text, paragraphs_of(document.text))
        out[key] = [
            {"source": s.source, "cue": s.cue, "content": s.content, "confidence": s.confidence}
            for s in statements_of(layout, [*cands, *forms_of(layout)], weights, threshold)
        ]
    return out


def main() -> None:
    """Evaluate, and fit if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear/dev"))
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    parser.add_argument("--weights", type=Path, default=Path("src/onrecord/reading/weights"))
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--plot", type=Path, help="write the reliability diagram of the check half, an SVG file")
    args = parser.parse_args()
    tool = corpora.tool("score_attribution", args.tools)
    config_file = args.weights / "config.json"
    config = json.loads(config_file.read_text())
    reader = Reader(args.weights)
    found: dict[str, tuple[Document, list[Candidate]]] = {}
    rows: dict[str, list[tuple[list[float], bool]]] = {"tune": [], "check": []}
    gold_sets = {}
    for document in load(args.data):
        layout = Layout(document.text, paragraphs_of(document.text))
        cands = reader.candidates(layout)
        found[document.id] = (document, cands)
        tokens = tool.Tokens(document.text)
        gold = [tool.to_token_sets(a, tokens) for a in document.attributions]
        gold_sets[document.id] = (tokens, gold)
        for raw in cands:
            if raw.content:
                c = tidied(layout, raw)
                values = features(layout, c)
                rows[half(document.id)].append(([values[f] for f in FEATURES], is_right(tool, tokens, gold, c)))
    docs = tool.load_gold(str(args.data))
    if args.fit:
        x, y = (np.array([r[i] for r in rows["tune"]], dtype=float) for i in (0, 1))
        config["confidence"] = {f: round(float(w), 4) for f, w in zip(FEATURES, fit_logistic(x, y, 0.3), strict=True)}
        tune = [d for d in docs if half(d["id"]) == "tune"]
        best = (0.0, 0.5)
        for threshold in np.arange(0.2, 0.7, 0.025):
            res = tool.score(tune, predictions(found, config["confidence"], float(threshold)))
            both = res["relations"]["f1"] + res["tokens_all"]["content"]["f1"]
            best = max(best, (round(both, 4), round(float(threshold), 3)))
        config["threshold"] = best[1]
        config_file.write_text(json.dumps(config) + "\n")
    made = predictions(found, config["confidence"], config["threshold"])
    for part in ("tune", "check", "all"):
        chosen = [d for d in docs if part in ("all", half(d["id"]))]
        print(tool.table(tool.score(chosen, made), f"== {part}, threshold {config['threshold']}"))
        pairs = []
        for d in chosen:
            tokens, gold = gold_sets[d["id"]]
            for s in made[d["id"]]:
                c = Candidate(s["source"], s["cue"], s["content"], 0, 0, 0, 0)
                pairs.append((s["confidence"], is_right(tool, tokens, gold, c)))
        print(f"confidence of what is kept\n{table(pairs)}\n")
        if args.plot and part == "check":
            of = f"{len(pairs)} attributions, {len(chosen)} articles of PolNeAR dev."
            draw(args.plot, pairs, "How often an attribution is right", of)


if __name__ == "__main__":
    main()
