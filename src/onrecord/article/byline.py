"""The authors: names from bylines as printed, and from what markup says of them.

A string that names authors holds more than names: the word that introduces them, offices, places, agencies,
handles, addresses and times. What is left after those are taken out is split into names, kept as spelt.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from onrecord.article.dates import stamps
from onrecord.article.facts import PageFacts
from onrecord.article.headline import letters
from onrecord.article.structured import Story, clean

_MOST: Final = 30
"""Authors kept of one page."""

_BY: Final = re.compile(
    r"""^\W*(?:(?:written|reported|words|story|text|texte|texto|testo|tekst|posted|published|analysis|report|review|
    opinion|comment|exclusive|reporting|compiled)\s+(?:by|von|par|por|de|di|av|af)\s*:?\s+
    |(?:by|von|par|por|di|av|af|door|oleh|od|przez|від|от|bởi|ni|nga|na|ngu|deur)\s*:?\s+(?=[^\W\d_])
    |(?:ein|eine)\s+(?:\w+\s+){1,2}von\s+
    |(?:ein\w*\s+)?(?:kolumne|kommentar|analyse|bericht|interview|reportage|porträt|essay|glosse|gastbeitrag|meinung|
    rezension|leitartikel|chronique|crónica|columna|análisis|analisi|intervista|column|commentary|interview)\s+
    (?:von|by|par|por|de|di|av|af)\s+
    |(?:authors?|autor(?:in|en|es|a|as|i)?|auteure?s?|autore|autori|forfatter|författare|yazar|автор|redaktion|texte?|
    tekst|text|testo|texto|journalist|journalista|redactor|redactora|редактор|текст|haber|muhabir|penulis|reporter|
    tác\ giả|συντάκτης|बाय|द्वारा|文|取材|執筆|記者|著者|글|기자|撰文|作者|كتب|بقلم|إعداد|скриптор)\s*[:：｜|/]\s*
    |(?:by|von)\s*:\s*)""",
    re.IGNORECASE | re.VERBOSE,
)
_NOISE: Final = re.compile(
    r"""https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w+
    |\b(?:follow(?:\s+(?:us|him|her|them|on|along|author))?|twitter|facebook|instagram|linkedin|bluesky|e-?mail|mail|rss|
    bookmark|share|view\s+(?:profile|bio|all).*|see\s+(?:all|more).*|more\s+(?:by|from).*|about\s+the\s+authors?.*|
    read\s+(?:bio|more).*|\d+\s*(?:min(?:ute)?s?|minuten|minuti|minutos)\.?\s*(?:read|lesezeit|de\s+lecture)?)\b.*""",
    re.IGNORECASE | re.VERBOSE,
)
_SEGMENT: Final = re.compile(r"\s*[|｜•·▪►→\t\n]\s*|\s+[–—/-]\s+")
_SEPARATOR: Final = re.compile(r"[|｜•·▪►→\t\n–—/-]")
"""A sign that every separator of segments has."""
_SPLIT: Final = re.compile(
    r"\s*[;；、]\s*|\s*,\s*(?:and|und|et|y|e|og|och|en|&)\s+|\s*,\s+|\s+(?:and|und|&)\s+|,", re.IGNORECASE
)
_AND: Final = re.compile(r"\s+(?:et|y|e|og|och|en|i|und|and|&|with|mit|ve|и|та|dan|a|ja|și|és|و)\s+")
_SLASH: Final = re.compile(r"\s*/\s*")
_SIGN_OFF: Final = re.compile(
    r"[,;.]?\s+(?:and\s+)?(?:additional\s+reporting|additional|editing|edited|writing|written|compiled|translat\w+)\s+by\b.*",
    re.IGNORECASE,
)
_CREDIT: Final = re.compile(
    r"^\W*(?:photo\w*|foto\w*|images?|pictures?|bild\w*|picture|copyright|quelle|source|bron|fuente|fonte|kilde|källa"
    r"|kaynak|lähde|źródło|©)\b",
    re.IGNORECASE,
)
_PLACED: Final = re.compile(r"(?:in|at|on|for|from|aus|für|à|en|i)\s")
_BRACKETS: Final = re.compile(r"\s*[(\[（]([^()\[\]（）]{0,80})[)\]）]")
_ROLE: Final = re.compile(
    r"""(?<!\w)(?:(?:senior|chief|deputy|assistant|associate|special|staff|political|sports?|news|travel|lifestyle|
    foreign|(?:landes|innen|außen|sport)?politische?r?|wirtschafts|content|hub|world|business|health|science|environment|education|crime|court|royal|showbiz|tv|us|uk|u\.s\.|european?|
    diplomatic|defen[cs]e|economics?|technology|tech|home\s+affairs|consumer|money|personal\s+finance|fashion|beauty|
    culture|arts?|features?|investigations?|live|digital|data|local\s+democracy|managing|executive|contributing|
    freelance|general|national|city|audience|social\s+media|trends?|football|opinion|climate|africa|asia|middle\s+east)
    \s+)*(?:writers?|editors?|reporters?|correspondents?|journalists?|columnists?|analysts?|producers?|contributors?|
    critics?|photographers?|meteorologist|presenter|professor|director|redakteur(?:in)?|reporterin|korrespondent(?:in)?|
    volont[äa]r(?:in)?|autor(?:in)?|journaliste?|journalist(?:in)?|redactor(?:a)?|corresponsal|periodista|giornalista|
    journaliste|rédact(?:eur|rice)|redacteur|verslaggever|toimittaja|muhabiri|корреспондент|記者|기자)(?!\w).*$""",
    re.IGNORECASE | re.VERBOSE,
)
_OFFICE: Final = re.compile(r"\s+(?:in|at|for|aus|für|of)\s+(?:[A-Z][\w.’'-]+\s*){1,3}$")
_AGENCIES: Final = frozenset(
    """afp ap apa dpa reuters efe ansa sid epd kna dts aap pa upi ptc ians ani pti tass lusa belga anp ntb ritzau
    tt stt keystonesda sda xinhua kyodo yonhap aa bloomberg associatedpress theassociatedpress
    agencefrancepresse deutschepresseagentur europapress anadoluajansı iha dha ots spa wam irna pap mti tanjug
    hina bta agerpres""".split()  # noqa: SIM905 - a table of words
)
_GENERIC: Final = re.compile(
    r"""\b(?:redaktion|redazione|redacción|redaccion|redação|rédaction|redactie|redakcja|redaksi|editorial|editors?|staff|
    team|desk|newsroom|news|newspaper|online|digital|web|agenc(?:y|ies)|agentur|press|presse|zeitung|times|media|
    magazine|correspondents?|reporters?|writers?|admin|administrator|webmaster|guest|contributor|nachrichten|
    haber(?:ler)?|servi[cz]e|bureau|board|tv|radio|group|imago|getty|alamy|shutterstock|images?|pictures?|gmbh|inc|ltd|company|limited|the)\b|新聞|新闻|日報|編集|通信|社$|
    뉴스|일보|신문|디지털|редакц""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_A_NAME: Final = re.compile(
    r"""^(?:by|von|and|und|image|images|picture|photo|foto|getty.*|null|none|undefined|unknown|n/?a|admin|home|news|
    comments?|published|updated|posted|last\s+updated.*|.*\d{3,}.*|published\s+on.*|advertisement|live|kontakt.*|author|autor|
    .*\b(?:teilen|vorlesen|lesen|hören|anhören|merken|drucken|kommentare|speichern)\b.*|share.*|subscribe.*|sign\s+(?:in|up).*|log\s*in.*|uhr|false|true|default|.*\b(?:ago|önce|geleden|siden|sedan|назад)|.*\sपहले|\W*)$""",
    re.IGNORECASE | re.VERBOSE,
)
_TITLES: Final = re.compile(r"^(?:Dr|Prof|Mr|Mrs|Ms|Dipl)\.?(?:-Ing\.?)?\s+(?=\S+\s+\S+)")
_SUFFIX: Final = re.compile(r"^(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|esq|mba|frs|obe|mbe|cbe)\.?$", re.IGNORECASE)
_LOWER: Final = frozenset(
    """de da do dos das del della di du van von der den ter ten la le el al bin ibn af av zu zum e y""".split()  # noqa: SIM905 - a table of words
)


def names_in(text: str, *, printed: bool = False) -> list[str]:
    """Return the names in a string that names authors, in order.

    `printed` says that it is a line of the page rather than a field of its own: there a single word after a comma
    is a place and a word such as "Reporter" ends the name.

    >>> names_in("Von Anna Muster und Bert Beispiel (dpa)", printed=True)
    ['Anna Muster', 'Bert Beispiel', 'dpa']
    >>> names_in("By Ada Quill, Harbour Reporter", printed=True)
    ['Ada Quill']
    """
    text = clean(text[:1_000])
    if text.startswith(("http://", "https://", "//", "@", "/")):
        return []
    text = _BY.sub("", text, count=1)
    if printed:
        if _CREDIT.match(text):
            return []
        text = _without_times(_SIGN_OFF.sub("", text))
    out: list[str] = []
    agencies: list[str] = []

    def bracket(found: re.Match[str]) -> str:
        inner = found[1].strip()
        if letters(inner) in _AGENCIES:
            agencies.append(inner)
        return " , " if text[found.end() : found.end() + 1].strip(" ,;") else ""

    text = _BRACKETS.sub(bracket, text)
    segments = _SEGMENT.split(text) if printed else re.split(r"\s*[|｜]\s*", text)
    introduced = [s for s in segments if _BY.match(s)]
    for segment in introduced if printed and introduced else segments:
        segment = _NOISE.sub("", _BY.sub("", segment, count=1)).strip(" ,;:/-–—|.。")
        if printed and not out and any(c.isdigit() for c in segment):
            continue
        for piece in _pieces(segment, printed):
            if printed and out and _PLACED.match(piece):
                break
            name = _name(piece, printed)
            if not name or _NOT_A_NAME.match(name):
                continue
            if out and _SUFFIX.match(name):
                out[-1] = f"{out[-1]}, {name}"
                continue
            if printed and out and " " not in name and letters(name) not in _AGENCIES and not _is_ideographic(name):
                continue
            out.append(name)
        if printed and out and not introduced:
            # What follows the names on the line (an office, a paper) is another segment.
            break
    return _unique(out + agencies)[:_MOST]


def _pieces(text: str, printed: bool) -> list[str]:
    out: list[str] = []
    for piece in _SPLIT.split(text):
        if not piece or not piece.strip():
            continue
        for split in (_AND, _SLASH):
            halves = split.split(piece)
            if (
                len(halves) > 1
                and is_person(halves[0])
                and all((is_person(h) and " " in h) or (printed and _is_agency(h)) for h in halves[1:])
            ):
                out += halves
                break
        else:
            out.append(piece)
    return out


def _name(piece: str, printed: bool) -> str:
    name = _BY.sub("", piece.strip(), count=1)
    name = re.sub(r"^(?:and|und|et|y|og|och|with|mit)\s+", "", name, flags=re.IGNORECASE)
    if printed:
        name = _without_role(name)
        bare = _OFFICE.sub("", name)
        if len(bare.split()) >= 2:
            name = bare
    name = _TITLES.sub("", name)
    name = name.strip(" ,;:/-–—|*\"“”'")
    if name.endswith(".") and not re.search(r"(?:^|[\s.])\w\.$|\b[JS]r\.$", name):
        name = name.rstrip(". ")
    return name if len(name) <= 80 and len(name.split()) <= 8 else ""


def _without_role(name: str) -> str:
    found = _ROLE.search(name)
    if not found:
        return name
    before = name[: found.start()].split()
    if len(before) > 3 and before[1].lower() not in _LOWER and not before[1].endswith("."):
        before = before[:2]
    if len(before) < 2:
        return "" if not before and found.start() == 0 and len(name.split()) > 3 else " ".join(before) or name
    return " ".join(before)


def _without_times(text: str) -> str:
    for stamp in reversed(list(stamps(text))):
        text = f"{text[: stamp.start]} | {text[stamp.end :]}"
    return re.sub(r"\b\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[aApP]\.?[mM]\.?|Uhr|[A-Z]{3,4})?\b", " | ", text)


def is_person(name: str) -> bool:
    """Whether a string has the form of a person's name: two to five words, none lower-case but particles.

    >>> is_person("Ada van der Quill"), is_person("Gazette newsroom")
    (True, False)
    """
    words = name.split()
    if any(c.isdigit() or c == ":" for c in name) or _GENERIC.search(name) or letters(name) in _AGENCIES:
        return False
    if len(words) == 1:
        return _is_ideographic(name) and 2 <= len(name) <= 8
    if not 2 <= len(words) <= 6:
        return False
    return all(not w[0].islower() or w.lower() in _LOWER for w in words) and not words[-1][0].islower()


def _is_agency(name: str) -> bool:
    return letters(name) in _AGENCIES


def _is_ideographic(name: str) -> bool:
    return bool(name) and all(ord(c) > 0x2E80 or c in " ・·" for c in name)


def _unique(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    out = []
    for name in names:
        key = letters(name)
        if key and key not in seen:
            seen.add(key)
            out.append(name)
    return out


_META: Final = (
    "author", "dc.creator", "dcterms.creator", "dc.author", "byl", "sailthru.author", "article.author",
    "article:author", "og:author", "og:article:author", "article:author_name", "parsely-author", "cxenseparse:author",
    "creator", "author_name", "authors",
)  # fmt: skip
_SLUG: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_WRITTEN: Final = re.compile(
    r"writ|verfasst|geschrieben|author|autor|écrit|escrit|scritto|skrevet|skriv|geschreven|yazan|napisa|автор", re.I
)


def authors_of(facts: PageFacts, story: Story, bylines: Iterable[str], near: range, sites: Iterable[str]) -> list[str]:
    """Return the authors: of the sources that name people the first, else of those that name a body.

    `bylines` are the texts of the page's byline blocks in order; they are asked for only where the page tells
    machines of no person. `near` are the code points of the page in which an element marked as an author is taken
    for the article's; `sites` are names of the site, whose own name counts as a body.
    """
    names = {key for site in sites if (key := letters(site))}
    bodies: list[str] = []
    for found in _sources(facts, story, bylines, near):
        if any(is_person(name) and not _is_house(name, names) for name in found):
            return found[:_MOST]
        bodies = bodies or found
    return bodies[:_MOST]


def _sources(facts: PageFacts, story: Story, bylines: Iterable[str], near: range) -> Iterator[list[str]]:
    """Yield the names that each source gives, the most reliable source first."""
    yield _unique(n for text in story.authors for n in names_in(text))
    for key in _META:
        values = [v for v in facts.every(key) if not v.lstrip().startswith("(")]
        if key.startswith(("parsely", "article:author")):
            values = [v for v in values if not _SLUG.fullmatch(v)]
        yield _unique(n for v in values for n in names_in(v))
    for number in "12":
        label, value = facts.first(f"twitter:label{number}"), facts.first(f"twitter:data{number}")
        if label and value and _WRITTEN.search(label):
            yield names_in(value)
    introduced, alone = _printed(bylines)
    yield introduced
    marked = [m for m in facts.people if 2 < len(m.text) < 200]
    if len({letters(m.text) for m in marked}) > 1:
        marked = [m for m in marked if m.at in near]
    yield _unique(n for m in marked for n in names_in(m.text))
    yield alone


def _printed(bylines: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the names of bylines that say that they are one ("By …"), and those of lines that are names alone."""
    introduced: list[str] = []
    alone: list[str] = []
    first: list[str] = []
    for line in islice(bylines, 12):
        found = names_in(line, printed=True)
        if any(_BY.match(segment) for segment in _SEGMENT.split(line)) and found:
            introduced += found
        elif any(is_person(n) for n in found) and all(is_person(n) or _is_agency(n) for n in found):
            alone += found
        elif found and not first and all(_is_agency(n) or _GENERIC.search(n) for n in found):
            first = found
    return _unique(introduced), _unique(alone) or first


def _is_house(name: str, sites: set[str]) -> bool:
    key = letters(name)
    return key in sites or any(len(site) >= 5 and (site in key or (len(key) >= 5 and key in site)) for site in sites)


def is_byline(line: str) -> bool:
    """Whether a line begins as bylines do and names a person after that."""
    if not _BY.match(line) and not (
        _SEPARATOR.search(line) and any(_BY.match(segment) for segment in _SEGMENT.split(line)[1:])
    ):
        return False
    return any(is_person(name) for name in names_in(line, printed=True))
