"""The pages to train and measure on: their raw blocks, what the gold data says of them, and hand labels.

Pages and gold come from fundus' parser tests (../shared/data/pages, MIT; the pages are their publishers'), which
are not part of this repository. Hand labels are in training/labels: roles and hashes, no text.
"""

import gzip
import html as html_module
import json
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.article.flat import ASIDE, BUTTON, FIGURE, FOOTER, FORM, HEADING, NAV, Flat
from onrecord.article.html import flatten
from onrecord.article.plaintext import cut
from training.blocks.split import Part, part_of

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = REPOSITORY.parent / "shared" / "data" / "pages"
LABELS = REPOSITORY / "training" / "labels"
STYLES = ("html", "inner", "wet", "wrapped")
TOKEN = re.compile(r"\w+")
MARKED = ("headline", "standfirst", "body", "subheading")
"""Roles that the gold data tells wholly: a block it does not give one of these has none of them."""


@dataclass
class Gold:
    """What the corpus says of a page."""

    parts: list[tuple[str, str]]
    """(role, text): standfirst, subheading or body, in order."""
    title: str
    authors: list[str]
    topics: list[str]
    captions: list[str]
    credits: list[str]
    date: str

    @property
    def body(self) -> str:
        """The body as the scorers read it."""
        return "\n\n".join(text for _, text in self.parts)


@dataclass
class Page:
    """A page of the corpus."""

    id: str
    publisher: str
    html: str
    url: str
    gold: Gold
    part: Part = field(init=False)

    def __post_init__(self) -> None:
        self.part = part_of(self.publisher)


def pages() -> Iterator[Page]:
    """Yield all pages of the corpus in order of their names."""
    for path in sorted(PAGES.glob("*/*.html.gz")):
        yield page(path)


@cache
def _info(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "meta.info").read_text(encoding="utf8"))


def page(path: Path) -> Page:
    """Return the page in file `path`, with its gold."""
    publisher = path.name.split("_")[0]
    folder = path.parent
    truth = json.loads((folder / f"{publisher}.json").read_text(encoding="utf8"))
    siblings = sorted(folder.glob(f"{publisher}_[0-9]*.html.gz"))
    info = _info(folder)
    # Fixtures (V1, V1_1, V2) are in order of date, as the pages are; some of either may be withheld.
    key = _fixture(path, siblings, truth)
    with gzip.open(path, "rt", encoding="utf8", errors="replace") as file:
        html = file.read()
    return Page(
        id=f"{folder.name}/{path.name.removesuffix('.html.gz')}",
        publisher=publisher,
        html=html,
        url=info.get(path.name, {}).get("url", ""),
        gold=_gold(truth[key]),
    )


def _fixture(path: Path, siblings: list[Path], truth: dict[str, Any]) -> str:
    keys = list(truth)
    if len(keys) != len(siblings):
        raise ValueError(f"{path}: {len(siblings)} pages but {len(keys)} fixtures")
    return keys[siblings.index(path)]


def _gold(item: dict[str, Any]) -> Gold:
    parts = [("standfirst", text) for text in item["body"].get("summary") or []]
    for section in item["body"]["sections"]:
        parts += [("subheading", text) for text in section["headline"]]
        parts += [("body", text) for text in section["paragraphs"]]
    images = item.get("images") or []
    return Gold(
        parts=parts,
        title=item.get("title") or "",
        authors=item.get("authors") or [],
        topics=item.get("topics") or [],
        captions=[i["caption"] for i in images if i.get("caption")],
        credits=[name for i in images for name in i.get("authors") or []],
        date=str(item.get("publishing_date") or "")[:10],
    )


# ------------------------------------------------------------------------------ text versions


def text_version(html: str, style: str) -> str:
    """Flatten markup as archives do: `inner` (copied from a browser), `wet` or `wrapped` at 80 columns."""
    if style == "wet":
        from resiliparse.extract.html2text import extract_plain_text

        text = extract_plain_text(
            html, preserve_formatting=True, main_content=False, alt_texts=False, list_bullets=False
        )
        lines = [re.sub(r"\s+", " ", line).strip() for line in text.splitlines()]
        return "\n".join(line for line in lines if line)
    import html_text

    lines = [line.strip() for line in html_text.extract_text(html).splitlines()]
    if style == "wrapped":
        lines = [part for line in lines for part in (textwrap.wrap(line, 80, break_long_words=False) if line else [""])]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept)


def flat_of(page: Page, style: str = "html") -> Flat:
    """Return the page's raw blocks, from its markup or from one of its text versions."""
    return flatten(page.html) if style == "html" else cut(text_version(page.html, style))


# ------------------------------------------------------------------------------ weak labels


def fold(text: str) -> str:
    """Text as compared: case, accents' form, quotes and white space evened out."""
    text = unicodedata.normalize("NFKC", html_module.unescape(text)).casefold()
    text = text.translate(str.maketrans("“”„«»‘’‚´`–—", "\"\"\"\"\"'''''--"))
    return " ".join(text.split())


def tokenize(text: str) -> list[str]:
    """Words as the body scorer counts them."""
    return TOKEN.findall(text)


def shares(texts: list[str], parts: list[tuple[str, str]]) -> list[dict[str, float]]:
    """For every text the share of its words aligned with gold, by the role of the gold part.

    Longest match first, every gold word used once; matches of fewer than 3 words count only where they fill the
    text.
    """
    owner: list[int] = []
    words: list[str] = []
    sizes = []
    for number, text in enumerate(texts):
        found = tokenize(text)
        words += found
        owner += [number] * len(found)
        sizes.append(len(found))
    gold_words: list[str] = []
    roles: list[str] = []
    for role, text in parts:
        found = tokenize(text)
        gold_words += found
        roles += [role] * len(found)
    covered: list[Counter[str]] = [Counter() for _ in texts]
    matcher = SequenceMatcher(None, words, gold_words, autojunk=False)
    for start, at, length in matcher.get_matching_blocks():
        touched: dict[int, Counter[str]] = {}
        for k in range(length):
            touched.setdefault(owner[start + k], Counter())[roles[at + k]] += 1
        for number, counts in touched.items():
            if length >= 3 or sum(counts.values()) == sizes[number]:
                covered[number] += counts
    return [
        {role: n / size for role, n in counts.items()} if size else {}
        for counts, size in zip(covered, sizes, strict=True)
    ]


_MONTHS = (
    "jan feb mar mär maa maj mai may apr abr avr jun jui jul aug ago aoû sep set okt oct out nov des dez dec déc dic "
    "gen mag giu lug ott ene fev fév mei oca şub nis haz tem ağu eyl eki kas ara янв фев мар апр мая июн июл авг сен "
    "окт ноя дек mon tue wed thu fri sat sun die mit don fre sam son lun mie jue vie dom lør søn tor tir ons ned zon"
)
_OF_TIMES = re.compile(
    rf"\b(?:{'|'.join(_MONTHS.split())})\w*|\b(?:updated?|published|posted|aktualisiert|veröffentlicht|stand|uhr|bst|gmt|utc|"
    r"[ecp][ds]t|[ap]\.?m|ist|am|at|on|le|à|de|del|of|kl|om|publicado|actualizado|publié|mis|jour|last|modified|"
    r"ago|vor|hace|il|y|hours?|hrs?|minutes?|mins?|days?|stunden?|minuten?|tagen?|g[uü]ncelleme|opdateret|"
    r"publiceret|uppdaterad|publicerad|st|nd|rd|th|erstellt|first|heure|horas?|h|klo|от|г)\b|[年月日時分]",
    re.I,
)
_OF_BYLINES = re.compile(
    r"\b(?:by|von|vom|par|por|di|door|av|af|und|and|et|y|e|en|och|og|with|mit|text|texte|words|autor\w*|author\w*|"
    r"written|redaktion|correspondent|reporter|editor|journalist|staff|senior|writer|ein|kommentar|interview|from|in)\b",
    re.I,
)
_OF_CREDITS = re.compile(
    r"©|\(c\)|\b(?:fotos?|photos?|photographs?|photograph[eé]?r?|pictures?|bild(?:er|quelle)?|images?|imagens?|credits?|crédits?|"
    r"cr[ée]dito|imagen|quelle|source|fotoğraf|via|courtesy|copyright|getty|file|handout|archiv\w*|foto di|symbol\w*)\b"
    r"|写真|提供|фото",
    re.I,
)


def _left(text: str, known: Iterable[str], pattern: re.Pattern[str]) -> int:
    """How many letters of `text` are neither in one of the `known` strings nor a word that `pattern` finds."""
    for name in sorted(known, key=len, reverse=True):
        text = text.replace(name, " ")
    return sum(letter.isalpha() for letter in pattern.sub(" ", text))


def title_line(flat: Flat, title: str) -> bool:
    """Whether a text version begins with the words of the page's ``<title>``, which no reader sees on the page."""
    if flat.markup or not flat.blocks:
        return False
    line, title = fold(flat.quote(0)), fold(title)
    return len(line) > 8 and (title.startswith(line) or (bool(title) and line.startswith(title[:200])))


def _headline(flat: Flat, folded: list[str], title: str, first: int) -> int | None:
    """Which block is the headline: the title itself before the article, else a heading that shares its words."""
    blocks = flat.blocks
    before = [i for i in range(min(first + 1, len(folded))) if not blocks[i].inside & (NAV | FOOTER)]
    exact = [i for i in before if folded[i] == title]
    around = [i for i in before if title in folded[i] and len(folded[i]) < len(title) + 60]
    if not flat.markup:
        return (exact or around or [None])[-1]
    if marked := [i for i in exact if blocks[i].level == 1]:
        return marked[0]
    if headings := [i for i in around if blocks[i].level and first - i <= 25]:
        return headings[-1]
    words = set(tokenize(title))
    for level in (1, 2):
        top = [i for i in before if blocks[i].level == level and (level == 1 or first - i <= 12)]
        for i in reversed(top):
            own = set(tokenize(folded[i]))
            if len(own & words) >= 0.5 * min(len(own), len(words)) > 1:
                return i
        if level == 1 and len(top) == 1 and len(folded[top[0]]) >= 25 and first - top[0] <= 25:
            return top[0]
    close = [i for i in exact if first - i <= 25]
    return close[-1] if close else None


def weak_roles(page: Page, flat: Flat) -> tuple[list[str], list[bool]]:
    """Return for each block a guess at its role from the gold data, and whether the gold data tells it.

    Where it does not, the guess is only good to start a hand label from, but the block is then known not to be one
    of `MARKED`; where that is not sure either, the guess is "?". What is told agrees with the hand labels in 19
    blocks of 20 or more (docs/models/labels.md).
    """
    texts = [flat.quote(i) for i in range(len(flat.blocks))]
    folded = [fold(text) for text in texts]
    roles: list[str | None] = [None] * len(texts)
    gold = page.gold
    for i, share in enumerate(shares(texts, gold.parts)):
        if sum(share.values()) >= 0.5:
            roles[i] = max(share, key=lambda role: share[role])
    if not any(roles):
        # A page whose gold is not in its text tells nothing.
        return ["other"] * len(texts), [False] * len(texts)
    body = [i for i, role in enumerate(roles) if role in ("body", "standfirst")] or [
        i for i, role in enumerate(roles) if role
    ]
    first, last = body[0], body[-1]
    head = _headline(flat, folded, fold(gold.title), first)
    if head is not None:
        roles[head] = "headline"
    captions = [c for c in map(fold, gold.captions) if len(c) > 8]
    credits = {c for c in map(fold, gold.credits) if len(c) > 2}
    authors = [a for a in map(fold, gold.authors) if len(a) > 3]
    topics = {fold(t) for t in gold.topics}
    times = {mark.block for mark in flat.marks if mark.tag == "time"}
    start = first if head is None else min(head, first)
    for i, text in enumerate(folded):
        if not roles[i] and start - 12 <= i <= last + 12 and _is_caption(flat, i, text, captions):
            roles[i] = "caption"
    for i, text in enumerate(folded):
        if roles[i]:
            continue
        block = flat.blocks[i]
        near = start - 12 <= i <= last + 12
        if near and len(text) < 120 and any(c in text for c in credits):
            # A name alone is a credit where it stands beside a caption and leads nowhere.
            beside = block.inside & FIGURE or "caption" in roles[max(0, i - 2) : i + 3]
            alone = beside and not block.linked and not any(c.isdigit() for c in text)
            if _left(text, credits, _OF_CREDITS) <= 6 and (alone or _OF_CREDITS.search(text)):
                roles[i] = "credit"
                continue
        if _OF_CREDITS.search(text) and len(text) < 120 and any(a in text for a in authors):
            continue
        if (
            (start - 10 <= i <= first + 2 or last < i <= last + 3)
            and any(a in text for a in authors)
            and _left(_OF_TIMES.sub(" ", text), authors, _OF_BYLINES) <= 12
        ):
            roles[i] = "byline"
        elif _is_time(text, gold.date if start - 8 <= i <= first + 1 else "", i in times and i > start - 12):
            roles[i] = "timestamp"
    listed = [i for i, text in enumerate(folded) if last < i <= last + 30 and not roles[i] and text in topics]
    for i in listed:
        if not flat.blocks[i].inside & (NAV | FOOTER) and any(0 < abs(i - k) <= 2 for k in listed):
            roles[i] = "topic"
    told = [bool(role) for role in roles]
    out = []
    for i, role in enumerate(roles):
        if role is None:
            role = _guess(flat, i, first, last)
            if role == "other" and _may_be_prose(flat, i, head, first, last):
                role = "?"
        out.append(role)
    return out, told


def _is_caption(flat: Flat, i: int, text: str, captions: list[str]) -> bool:
    block = flat.blocks[i]
    if block.linked > 0.7 * (block.end - block.start) and not block.inside & FIGURE:
        return False
    for caption in captions:
        if caption in text and len(text) < len(caption) + 80:
            return True
        if len(text) > 20 and text in caption and (len(text) > 0.5 * len(caption) or block.inside & FIGURE):
            return True
    return False


def _is_time(text: str, date: str, marked: bool) -> bool:
    """Whether a line is a time at which a story appeared: in ``<time>``, or the page's own day beside its headline."""
    if len(text) > 80 or not any(c.isdigit() for c in text) or _left(text, (), _OF_TIMES) > 7:
        return False
    numbers = set(re.findall(r"\d+", text))
    if marked:
        # "50:55" is how long a video is.
        clock = re.fullmatch(r"\W*(\d{1,2}):\d\d\W*", text)
        return not clock or int(clock[1]) < 24
    return bool(date) and date[:4] in numbers and bool({date[8:], str(int(date[8:]))} & numbers)


def placed(labels: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Bring roles that a model gave into line with the rule of place; labels are (role, how it is known).

    What leads to another story is a crosslink between the first and the last line of the article that is sure, and of
    a rail elsewhere.
    """
    sure = [i for i, (role, how) in enumerate(labels) if role in MARKED and how in ("gold", "hand", "model")]
    if not sure:
        return labels
    out = []
    for i, (role, how) in enumerate(labels):
        within = sure[0] < i < sure[-1]
        if how in ("model", "guess") and within and role in ("rail_heading", "rail_headline"):
            role = "crosslink"
        elif how in ("model", "guess") and role == "crosslink" and not within and not 0 <= i - sure[-1] <= 2:
            role = "rail_headline"
        out.append((role, how))
    return out


def _may_be_prose(flat: Flat, i: int, head: int | None, first: int, last: int) -> bool:
    """Whether a block that gold does not know may be a standfirst, subheading or paragraph that it left out."""
    block = flat.blocks[i]
    size = block.end - block.start
    if block.linked > 0.3 * size or block.inside & (NAV | FOOTER | ASIDE | FIGURE | BUTTON | FORM):
        return False
    if head is None and i < first and first - i <= 15 and (block.level or not flat.markup):
        return True
    if first < i < last:
        return size > 60 or bool(block.inside & HEADING) or not flat.markup
    return head is not None and head < i < first and size > 40


def _guess(flat: Flat, i: int, first: int, last: int) -> str:
    block = flat.blocks[i]
    size = block.end - block.start
    if not flat.markup:
        return "other"
    if block.inside & (NAV | FOOTER) or i < first:
        return "other"
    if i <= last and size > 25 and block.linked > 0.7 * size:
        return "crosslink"
    if i > last:
        if (size > 25 and block.linked > 0.6 * size) or (block.inside & HEADING and size > 32):
            return "rail_headline"
        if block.inside & HEADING and not block.linked:
            return "rail_heading"
    return "other"


_LEADS = {
    "credit": ("caption",),
    "timestamp": ("byline",),
    "topic": ("headline", "rail_headline", "crosslink"),
}
"""Roles that give way to others where a text version has both in one block: a caption is one with its credit, too."""
_LED = 0.2
"""Share of a block's words that the other role must have for it."""


def transfer(source: Flat, roles: list[str], target: Flat) -> list[str]:
    """Give the blocks of another version of the same page the roles of the blocks they share their words with.

    A block takes the role with which it shares most words, by alignment in order; one that shares less than half
    is "?", not known. Where two were run together, the rules of labelling say which role the line has. Roles may have
    a colon and more after them.
    """
    parts = [(role, source.quote(i)) for i, role in enumerate(roles)]
    out = []
    for share in shares([target.quote(i) for i in range(len(target.blocks))], parts):
        best = max(share, key=lambda role: share[role], default="?")
        over = [r for r in share if r.split(":")[0] in _LEADS.get(best.split(":")[0], ()) and share[r] >= _LED]
        known = share.get(best, 0.0)
        if over:
            first = max(over, key=lambda role: share[role])
            best, known = first, known + share[first]
        out.append(best if best != "?" and known >= 0.5 else "?")
    return _only_copies(source, roles, target, out)


def _only_copies(source: Flat, roles: list[str], target: Flat, moved: list[str]) -> list[str]:
    """Make captions of alternative texts whose caption the other version left out: nothing is said a second time."""
    captions = {text_hash(source.quote(i)): role for i, role in enumerate(roles) if role.split(":")[0] == "caption"}
    there = {text_hash(target.quote(i)) for i, role in enumerate(moved) if role.split(":")[0] == "caption"}
    out = []
    for i, role in enumerate(moved):
        if role.split(":")[0] == "alt_text" and (said := text_hash(target.quote(i))) in captions and said not in there:
            there.add(said)
            role = captions[said]
        out.append(role)
    return out


# ------------------------------------------------------------------------------ hand labels


def text_hash(text: str) -> str:
    """Hash of a block's words, eight hex digits; white space and punctuation do not count."""
    return sha256(" ".join(tokenize(text)).encode()).hexdigest()[:8]


def label_file(page_id: str, style: str = "html") -> Path:
    """Where a page's hand labels stand."""
    return LABELS / (f"{page_id}.json" if style == "html" else f"{page_id}.{style}.json")


def hand_roles(page: Page, flat: Flat, style: str = "html") -> list[str] | None:
    """Return the hand-given role of each block ("?" where none is known), None if the page has no labels.

    Labels are matched by hash, in order, so that they survive changes of segmentation; a block that was cut or
    joined since is not known.
    """
    file = label_file(page.id, style)
    if not file.exists():
        return None
    stored = json.loads(file.read_text(encoding="utf8"))["blocks"]
    hashes = [text_hash(flat.quote(i)) for i in range(len(flat.blocks))]
    roles = ["?"] * len(hashes)
    matcher = SequenceMatcher(None, hashes, [h for _, h in stored], autojunk=False)
    for start, at, length in matcher.get_matching_blocks():
        for k in range(length):
            roles[start + k] = stored[at + k][0]
    left: dict[str, set[str]] = {}
    for role, digest in stored:
        left.setdefault(digest, set()).add(role)
    for i, digest in enumerate(hashes):
        if roles[i] == "?" and len(found := left.get(digest, ())) == 1:
            (roles[i],) = found
    return roles
