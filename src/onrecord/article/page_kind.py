"""What kind of page a capture is; only an article is read.

An article is never to be taken for something else, so every other kind needs signs of its own, and in doubt a page
with a paragraph of prose is an article.
"""

import re
from collections.abc import Sequence
from typing import Final

from onrecord.article.flat import Flat
from onrecord.article.model import Article, Block, PageKind
from onrecord.article.structured import ARTICLE_TYPES

_PROSE: Final = 600
"""Letters of body from which a page is an article, whatever else it shows."""
_SOME: Final = 60
"""Letters of body below which there is none to speak of."""
_SEEN: Final = 1_000
"""Blocks looked at on a page without a body."""
_MANY: Final = 8
"""Headlines from which a page without a body is an index."""

_ERROR: Final = re.compile(
    r"""(?<!\w)(?:(?:error|fehler|erreur|errore|ошибка|status|code|hata)\s*:?\s*(?:40[0-9]|41[0-9]|429|50[0-9])|
    (?:404|403|410|500|502|503|504)\s*[:|–—-]?\s*(?:error|fehler|erreur|errore|not\s+found|forbidden|gone|nicht|page|
    seite|página|pagina|bad\s+gateway|internal|service|gateway|unauthorized)|
    (?:page|article|story|content|site|url|file|resource)\s+(?:you\s+\S+\s+(?:\S+\s+){0,4})?(?:(?:is|was|be|could|cannot|can\s+not|can't|does|no|has)\s+)?
    (?:(?:not|been|longer|be)\s+)*(?:found|unavailable|available|exist|removed|deleted|moved)|
    not\s+found|access\s+(?:denied|to\s+this\s+page\s+has\s+been\s+denied)|forbidden|service\s+(?:temporarily\s+)?unavailable|
    internal\s+server\s+error|bad\s+gateway|gateway\s+time-?out|too\s+many\s+requests|request\s+blocked|
    something\s+went\s+wrong|we\s+can(?:'|’)?t\s+find\s+(?:that|the|this)\s+page|just\s+a\s+moment|attention\s+required|
    (?:verify|verifying)\s+(?:that\s+)?you\s+are\s+(?:a\s+)?human|are\s+you\s+a\s+robot|checking\s+your\s+browser|
    seite\s+(?:\S+\s+){0,3}nicht\s+(?:gefunden|vorhanden|verfügbar|erreichbar)|zugriff\s+verweigert|
    page\s+(?:\S+\s+){0,2}(?:introuvable|non\s+trouvée|inexistante)|accès\s+refusé|
    página\s+(?:\S+\s+){0,2}(?:no\s+encontrada|não\s+encontrada|no\s+existe|não\s+existe)|pagina\s+(?:\S+\s+){0,2}(?:non\s+trovata|niet\s+gevonden)|
    sidan\s+(?:\S+\s+){0,3}(?:hittades\s+inte|finns\s+inte)|siden\s+(?:\S+\s+){0,3}(?:ikke\s+funnet|ikke\s+fundet|findes\s+ikke|finnes\s+ikke)|
    sivua\s+ei\s+löyd|strona\s+nie\s+(?:istnieje|została\s+znaleziona)|stránka\s+nenalezena|sayfa\s+bulunamadı|
    страница\s+не\s+(?:найдена|существует)|сторінку\s+не\s+знайдено|halaman\s+tidak\s+ditemukan|không\s+tìm\s+thấy\s+trang|
    ページが見つかりません|お探しのページ|페이지를\s+찾을\s+수\s+없|页面不存在|找不到(?:网页|頁面)|الصفحة\s+غير\s+موجودة)(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_ERROR_ALONE: Final = re.compile(r"\s*(?:4(?:0[0-9]|10|29)|50[0-4])\s*[!.]?\s*")
_CONSENT: Final = re.compile(
    r"""cookie|consent|gdpr|dsgvo|datenschutz|zustimm|einwillig|tracking|werbe(?:partner|anzeigen)|personali[sz]ed\s+(?:ads|advertis)|
    our\s+(?:\d+\s+)?(?:partners|vendors)|unsere\s+(?:\d+\s+)?partner|nos\s+(?:\d+\s+)?partenaires|nuestros\s+(?:\d+\s+)?socios|
    nostri\s+(?:\d+\s+)?partner|accept\s+all|alle\s+akzeptieren|tout\s+accepter|aceptar\s+todo|accetta\s+tutto|akzeptieren\s+und\s+weiter|
    legitimate\s+interest|berechtigte[ns]?\s+interesse|privacy\s+(?:policy|settings|preferences|choices)|informativa\s+privacy|
    store\s+and/or\s+access|consentement|consentimiento|consenso|samtycke|samtykke|toestemming|zgod[ęay]|souhlas|informasjonskapsler""",
    re.IGNORECASE | re.VERBOSE,
)
_VIDEO: Final = re.compile(
    r"(?<!\w)(?:video|watch|vidéo|vídeo|mediathek|видео|動画|영상)(?!\w)|/(?:videos?|watch|mediathek|av|tv)/|/(?:videos?|watch)[-_?]",
    re.IGNORECASE,
)
_IDEOGRAPH: Final = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3]")
_TYPE: Final = re.compile(r'"@type"\s*:\s*\[?\s*"(?:https?://schema\.org/)?(\w+)"')
_WORDS: Final = re.compile(r"\w+")
_STOPS: Final = re.compile(r"[.!?…][\"”»’)]*\s|[.!?…][\"”»’)]*$|[。！？।]")


def kind_of(flat: Flat, blocks: Sequence[Block], article: Article) -> PageKind:
    """Return the kind of a page from its roles, what it says of itself, and what it found for an article.

    `blocks` are those of `flat` with their roles.
    """
    text = flat.text
    prose = _prose(flat, blocks)
    if prose >= _PROSE:
        return "index" if _is_front(flat, blocks, prose, article) else "article"
    shown = [b for b in blocks if b.role != "capture_header" and b.end > b.start][:_SEEN]
    total = sum(_letters(text, b) for b in shown)
    if total < 3 or not any(c.isalnum() for b in shown for c in text[b.start : min(b.end, b.start + 2_000)]):
        return "empty"
    heads = _heads(flat, shown, article)
    # A paragraph of an article may have one such word; those of a wall have several.
    walled = [
        b for b in shown if len(_CONSENT.findall(text, b.start, min(b.end, b.start + 2_000))) > (b.role == "body")
    ]
    if sum(_letters(text, b) for b in walled) > 0.45 * total and not _is_marked_article(flat, blocks):
        return "consent"
    if any(_ERROR.search(h) or _ERROR_ALONE.fullmatch(h) for h in heads) and prose < _PROSE // 2:
        return "error"
    if _is_video(flat, heads, article) and prose < _PROSE // 2:
        return "video"
    if prose >= _SOME:
        return "index" if _is_front(flat, blocks, prose, article) else "article"
    rails = sum(b.role == "rail_headline" for b in shown)
    if rails >= _MANY or _links(flat) >= 5 * _MANY:
        return "index" if not _is_marked_article(flat, blocks) else "article"
    if any(_is_sentence(text[b.start : min(b.end, b.start + 1_000)]) for b in shown if b.role in _OWN):
        return "article"
    return "other"


def _is_sentence(line: str) -> bool:
    return _STOPS.search(line) is not None and (len(_WORDS.findall(line)) > _WORDS_LEAST or not line.isascii())


_WORDS_LEAST: Final = 4
_OWN: Final = frozenset(("body", "standfirst", "headline", "subheading"))


def _letters(text: str, block: Block) -> int:
    """Return the length of a block, an ideograph for three letters."""
    length = block.end - block.start
    sample = text[block.start : block.start + 20]
    return length if sample.isascii() or not _IDEOGRAPH.search(sample) else 3 * length


def _prose(flat: Flat, blocks: Sequence[Block]) -> int:
    """Count the letters of the body that are not the words of a link or of a wall."""
    count = 0
    raw = flat.blocks if len(flat.blocks) == len(blocks) else None
    for i, block in enumerate(blocks):
        if block.role not in ("body", "standfirst") or block.repeats is not None:
            continue
        if raw is not None and raw[i].linked > 0.8 * (block.end - block.start):
            continue
        if block.role != "body" and _CONSENT.search(flat.text, block.start, min(block.end, block.start + 1_000)):
            continue
        count += _letters(flat.text, block)
    return count


def _heads(flat: Flat, shown: Sequence[Block], article: Article) -> list[str]:
    heads = [flat.text[b.start : min(b.end, b.start + 200)] for b in shown if b.role == "headline"][:2]
    heads += [flat.quote(i)[:200] for i, b in enumerate(flat.blocks[:400]) if b.level == 1][:2]
    if flat.head.title:
        heads.append(flat.head.title[:200])
    if article.headline:
        heads.append(article.headline[:200])
    if not flat.markup or len(shown) <= 12:
        heads += [flat.text[b.start : min(b.end, b.start + 200)] for b in shown[:3] if b.end - b.start <= 120]
    return heads


def _types(flat: Flat) -> set[str]:
    """Return the types named in JSON-LD; they are looked for as text, since most pages never need them."""
    return {name.lower() for script in flat.head.jsonld[:60] for name in _TYPE.findall(script[:500_000])}


def _og_type(flat: Flat) -> str:
    return next((content.strip().lower() for name, content in flat.head.meta if name == "og:type"), "")


def _is_marked_article(flat: Flat, blocks: Sequence[Block]) -> bool:
    """Whether the page calls itself an article and shows some prose of its own."""
    if not (_og_type(flat).endswith("article") or _types(flat) & ARTICLE_TYPES):
        return False
    return any(b.role == "body" and b.end - b.start >= _SOME for b in blocks)


def _is_video(flat: Flat, heads: Sequence[str], article: Article) -> bool:
    if _og_type(flat).startswith("video"):
        return True
    types = _types(flat)
    if "videoobject" in types and not types & ARTICLE_TYPES:
        return True
    return (
        flat.markup and bool(article.url) and "/video" in (article.url or "") and any(_VIDEO.search(h) for h in heads)
    )


def _links(flat: Flat) -> int:
    """Count the blocks that are nothing but a link with some words."""
    return sum(b.linked > 0.8 * (b.end - b.start) and b.end - b.start >= 25 for b in flat.blocks)


def _is_front(flat: Flat, blocks: Sequence[Block], prose: int, article: Article) -> bool:
    """Whether what looks like a body is the teasers of a front page or a section.

    It takes many headlines, no sign of an article, and paragraphs that do not follow one another.
    """
    if not flat.markup or _og_type(flat).endswith("article") or _types(flat) & ARTICLE_TYPES:
        return False
    if any(b.role == "byline" for b in blocks) and article.published:
        return False
    rails = sum(b.role == "rail_headline" for b in blocks)
    if rails < 2 * _MANY and _links(flat) < 5 * _MANY:
        return False
    runs, longest, paragraphs, before = 0, 0, 0, False
    for block in blocks:
        if block.role == "body":
            paragraphs += 1
            runs = runs + 1 if before else 1
            longest = max(longest, runs)
            before = True
        elif block.role not in ("subheading", "caption", "credit", "alt_text", "control", "crosslink"):
            before = False
    return paragraphs < 2 or (longest <= 2 and prose < 250 * paragraphs) or (prose < _PROSE and longest <= 3)
