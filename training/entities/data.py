"""GUM's coreference as texts with mentions, by the corpus's own split.

A mention of the corpus is a whole noun phrase; what a reading marks is narrower (a name without its title, a
description from its determiner to its head noun), so each carries both spans, and the place of its head.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onrecord.reading.entities.words import listed
from onrecord.reading.model import EntityType, Mention, MentionForm
from onrecord.reading.passages import Passage
from onrecord.text.spans import Span

DATA: Final = Path(__file__).parents[3] / "shared" / "data" / "gum"
"""Where the corpus is looked for: beside the repository."""

TEST: Final = ("interview_hill", "interview_libertarian", "news_nasa", "news_sensitive")
"""News and interviews of the corpus's test part (its `splits.md`)."""
DEV: Final = ("interview_cyclone", "interview_gaming", "news_homeopathic", "news_iodine")
"""News and interviews of the corpus's dev part."""
OTHER_HELD_OUT: Final = frozenset(
    listed(
        "academic_exposure academic_librarians bio_byron bio_emperor conversation_grounded conversation_risk",
        "court_loan court_negligence essay_evolved essay_tools fiction_beast fiction_lunre letter_arendt",
        "letter_wiki podcast_bangladesh podcast_wrestling speech_impeachment speech_inauguration",
        "textbook_governments textbook_labor vlog_portland vlog_radiology voyage_athens voyage_coron",
        "whow_joke whow_overalls academic_discrimination academic_eegimaa bio_dvorak bio_jespersen",
        "conversation_lambada conversation_retirement court_insanity court_mitigation essay_fear essay_system",
        "fiction_falling fiction_teeth letter_attorney letter_mandela podcast_bezos podcast_multitasking",
        "speech_austria speech_newzealand textbook_chemistry textbook_union vlog_london vlog_studying",
        "voyage_oakland voyage_vavau whow_cactus whow_mice",
    )
)
"""The dev and test documents of the other genres."""
NEAR: Final = ("news", "interview", "speech", "court", "bio", "essay", "fiction", "voyage", "textbook", "letter")
"""Genres that are learned from: written, or spoken about others."""

_TYPES: Final[dict[str, EntityType]] = {
    **{"person": "person", "organization": "organisation", "place": "place", "event": "event"},
}
_DETERMINERS: Final = frozenset(
    listed(
        "the a an this that these those its his her their our my your some all any",
    )
)
_TITLES: Final = frozenset(
    listed(
        "mr mrs ms dr sir lord lady president secretary minister ambassador general gen lt col colonel maj",
        "major capt captain sgt sergeant sheikh king queen prince princess senator sen rep congressman",
        "spokesman spokesperson spokeswoman director professor prof judge admiral",
    )
)


@dataclass(frozen=True)
class Gold:
    """A mention of the corpus: its whole phrase, its narrower span, where its head word stands, and its entity."""

    span: Span
    narrow: Span
    head: Span
    type: EntityType
    form: MentionForm
    entity: str
    first_or_second: bool


@dataclass
class Document:
    """One document: its text, its paragraphs and its mentions in text order."""

    name: str
    text: str
    paragraphs: list[Passage]
    gold: list[Gold]

    def mentions(self) -> list[Mention]:
        """The gold names and descriptions in the spans a reading uses."""
        found: dict[Span, Mention] = {}
        for g in self.gold:
            if g.form != "pronoun" and not g.first_or_second:
                found.setdefault(g.narrow, Mention(span=g.narrow, type=g.type, form=g.form))
        return [found[s] for s in sorted(found, key=lambda s: (s[0], -s[1]))]


@dataclass
class _Token:
    span: Span
    text: str
    xpos: str
    head: int


def read(path: Path) -> Document:
    """Read one document."""
    text = ""
    paragraphs: list[Passage] = []
    tokens: list[_Token] = []
    found: list[tuple[str, str, int, int]] = []
    opened: list[tuple[str, str, int]] = []
    base = no_space_until = 0
    fresh, start = False, 0
    for line in [*path.read_text(encoding="utf-8").split("\n"), "# newpar"]:
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            fresh = True
        elif line.startswith("# text =") and fresh:
            if text:
                paragraphs.append(Passage(start, len(text.rstrip()), "body"))
                text = text.rstrip() + "\n"
                start = len(text)
            fresh = False
        if line.startswith("#") or not line.strip():
            base, no_space_until = len(tokens), 0
            continue
        columns = line.split("\t")
        if "-" in columns[0]:
            no_space_until = int(columns[0].split("-")[1])
            continue
        if not columns[0].isdigit():
            continue
        fields = dict(f.split("=", 1) for f in columns[9].split("|") if "=" in f)
        at, head = len(text), int(columns[6])
        tokens.append(_Token((at, at + len(columns[1])), columns[1], columns[4], base + head - 1 if head else -1))
        glued = fields.get("SpaceAfter") == "No" or int(columns[0]) < no_space_until
        text += columns[1] + ("" if glued else " ")
        for part in re.finditer(r"\(([^()]+)(\))?|([^()]+)\)", fields.get("Entity", "")):
            if part.group(1):
                number, _, rest = part.group(1).partition("-")
                opened.append((number, rest.split("-")[0], len(tokens) - 1))
                if not part.group(2):
                    continue
                k = len(opened) - 1
            else:
                k = max((k for k in range(len(opened)) if opened[k][0] == part.group(3)), default=-1)
                if k < 0:
                    continue
            number, kind, first = opened.pop(k)
            found.append((number, kind, first, len(tokens) - 1))
    if text:
        paragraphs.append(Passage(start, len(text.rstrip()), "body"))
    # heads point forwards, so they are settled once the tokens are all there
    gold = sorted((_settle(*f, tokens) for f in found), key=lambda g: (g.span[0], -g.span[1]))
    return Document(path.stem.removeprefix("GUM_"), text, paragraphs, gold)


def _settle(number: str, kind: str, first: int, last: int, tokens: list[_Token]) -> Gold:
    """Work out a mention's head, form and narrower span, once all tokens are known."""
    inside = [i for i in range(first, last + 1) if not first <= tokens[i].head <= last]
    head = next((i for i in inside if tokens[i].xpos not in (",", ".", ":", "``", "''")), first)
    tag, word = tokens[head].xpos, tokens[head].text.lower()
    begin = end = head
    form: MentionForm = "description"
    if tag.startswith("PRP") or (tag in ("WP", "WP$", "WDT") and first == last):
        form = "pronoun"
    elif tag.startswith("NNP"):
        form = "name"
        while begin > first and (tokens[begin - 1].xpos.startswith("NNP") or tokens[begin - 1].text == "-"):
            begin -= 1
        while end < last and tokens[end + 1].xpos.startswith("NNP"):
            end += 1
        if kind == "person":
            while begin < end and tokens[begin].text.lower().rstrip(".") in _TITLES:
                begin += 1
        elif end < last and tokens[end + 1].text in ("of", "for"):
            more = end + 2 + (tokens[min(end + 2, last)].text.lower() in _DETERMINERS)
            while more <= last and tokens[more].xpos.startswith("NNP"):
                end, more = more, more + 1
    else:
        while begin > first and tokens[begin - 1].text not in (",", "(", ")", ";", ":"):
            begin -= 1
    own = word in {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "you", "your", "yours"}
    return Gold(
        span=(tokens[first].span[0], tokens[last].span[1]),
        narrow=(tokens[begin].span[0], tokens[end].span[1]),
        head=tokens[head].span,
        type=_TYPES.get(kind, "other"),
        form=form,
        entity=number,
        first_or_second=own and form == "pronoun",
    )


def load(part: str = "train", folder: Path = DATA) -> list[Document]:
    """Load ``train``, ``dev`` or ``test``; the last two hold news and interviews only."""
    if part in ("dev", "test"):
        return [read(folder / f"GUM_{name}.conllu") for name in (DEV if part == "dev" else TEST)]
    held = {*TEST, *DEV, *OTHER_HELD_OUT}
    paths = [p for p in sorted(folder.glob("GUM_*.conllu")) if p.stem.removeprefix("GUM_") not in held]
    return [read(p) for p in paths if p.stem.split("_")[1] in NEAR]
