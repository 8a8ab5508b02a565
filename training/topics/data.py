"""Texts with their topic: Wikipedia's portal of current events, news of the BBC, MasakhaNEWS, IPTC's own definitions.

Nothing of them is committed. `--corpora` names a folder with:

- ``events/``: github.com/ianrastall/current-events-context, a file a day (text of Wikipedia, CC BY-SA 4.0);
- ``bbc/``: the folders of BBC News 2004-05 (Greene and Cunningham, ICML 2006; research use);
- ``mk_dev.tsv``, ``mk_test.tsv``: MasakhaNEWS, English (Adelani et al., IJCNLP 2023; CC BY-NC 4.0);
- ``iptc_mapping.json``: the concepts of IPTC Media Topics with their definitions (CC BY 4.0), as kept in
  github.com/TajaKuzman/IPTC-Media-Topic-Classification.
"""

import csv
import json
import random
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from training.topics.labels import EVENTS, SECTIONS, SIGNS

MOST = 1_500
"""Events of one topic that are learned from, drawn by `SEED`."""
GUESSED = 300
"""Events of one topic that are taken for it by their words."""
SEED = 7
_SOURCE = re.compile(r"\s*\([^()]{2,60}\)[.,]?\s*$")
_SHORTEST = 70


class Example(NamedTuple):
    """A text with its topic: a headline (or None), what follows it, and the code of the topic."""

    headline: str | None
    body: str
    topic: str


class Corpora(NamedTuple):
    """What is learned from, and what is measured on; `train` has a weight with each example."""

    train: list[tuple[Example, float]]
    tests: dict[str, list[Example]]


def corpora(folder: Path) -> Corpora:
    """Return all examples: of events those to 2017 are learned from, 2018 serves to choose, 2019-21 to measure."""
    chance = random.Random(SEED)
    years: dict[str, dict[str, list[Example]]] = {part: defaultdict(list) for part in ("train", "choose", "test")}
    for day, heading, words in _lines(folder / "events"):
        if heading not in EVENTS:
            continue
        example = Example(None, words, EVENTS[heading])
        part = "train" if day < "2018" else "choose" if day < "2019" else "test"
        years[part][example.topic].append(example)
    train = [(one, 1.0) for each in years["train"].values() for one in chance.sample(each, min(MOST, len(each)))]
    bbc = list(_bbc(folder / "bbc"))
    chance.shuffle(bbc)
    held = len(bbc) // 5
    train += [(one, 1.0) for one in bbc[2 * held :]]
    masakhane = _masakhane(folder / "mk_dev.tsv")
    chance.shuffle(masakhane)
    train += [(one, 2.0) for one in masakhane[150:]]
    train += [(one, 0.7) for one in _guessed(folder / "events", chance)]
    train += [(one, 3.0) for one in _definitions(folder / "iptc_mapping.json")]
    drawn = {
        part: [one for each in years[part].values() for one in chance.sample(each, min(150, len(each)))]
        for part in years
    }
    tests = {
        "choose: events of 2018": drawn["choose"],
        "choose: BBC": bbc[:held],
        "choose: MasakhaNEWS": masakhane[:150],
        "test: events of 2019-21": drawn["test"],
        "test: BBC 2004-05": bbc[held : 2 * held],
        "test: MasakhaNEWS": list(_masakhane(folder / "mk_test.tsv")),
    }
    return Corpora(train, tests)


@cache
def _lines(folder: Path) -> list[tuple[str, str, str]]:
    """Return each event: its day, the heading it stands under, and its words, without their sources."""
    import yaml

    out = []
    for file in sorted(folder.glob("2*/*/*.yaml")):
        try:
            day = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        except yaml.YAMLError:
            continue
        headings = day.get("Intelligence_Payload") if isinstance(day, dict) else None
        for heading, lines in (headings if isinstance(headings, dict) else {}).items():
            for line in lines if isinstance(lines, list) else []:
                words = line if isinstance(line, str) else ""
                for _ in range(3):
                    words = _SOURCE.sub("", words)
                if len(words) >= _SHORTEST:
                    out.append((file.stem, heading.strip(), words))
    return out


def _guessed(folder: Path, chance: random.Random) -> list[Example]:
    """Return events without a heading whose words are signs of one topic, and of one only."""
    found: dict[str, list[Example]] = defaultdict(list)
    for _, heading, words in _lines(folder):
        if heading == "Uncategorized":
            topics = [topic for topic, signs in SIGNS.items() if re.search(signs, words)]
            if len(topics) == 1:
                found[topics[0]].append(Example(None, words, topics[0]))
    return [one for each in found.values() for one in chance.sample(each, min(GUESSED, len(each)))]


def _bbc(folder: Path) -> list[Example]:
    out = []
    for section in sorted(folder.iterdir()):
        for file in sorted(section.glob("*.txt")):
            headline, _, body = file.read_text("utf-8", errors="replace").partition("\n")
            out.append(Example(headline.strip(), body.strip(), SECTIONS[section.name]))
    return out


def _masakhane(file: Path) -> list[Example]:
    csv.field_size_limit(10**9)
    with file.open(encoding="utf-8", newline="") as rows:
        return [
            Example(row["headline"], row["text"], SECTIONS[row["category"]])
            for row in csv.DictReader(rows, delimiter="\t")
        ]


def _definitions(file: Path) -> list[Example]:
    concepts = json.loads(file.read_text("utf-8")).values()
    return [
        Example(one["Name (en-GB)"], str(one["Definition (en-GB)"]), one["Level1/NewsCode"].removeprefix("medtop:"))
        for one in concepts
        if not isinstance(one["RetiredDate"], str)
    ]
