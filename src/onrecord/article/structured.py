"""What a page says of itself in structured form: JSON-LD, microdata and meta tags.

JSON-LD in the wild is broken in a few ways, each common: raw line breaks in strings, trailing commas, comment or
CDATA wrappers, HTML escapes, several documents in a row. It is decoded as it stands, and mended only where that
fails.
"""

import html
import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

MAX_SCRIPT: Final = 2_000_000
"""Code points of one JSON-LD script that are read; a longer one is left out."""
MAX_SCRIPTS: Final = 60
MAX_NODES: Final = 4_000
"""JSON objects looked at in one page."""
_SALVAGED: Final = 200_000
"""Code points of a script that is beyond mending in which single fields are looked for."""
MAX_DEPTH: Final = 24
"""Levels of nesting looked at."""

Node = dict[str, Any]

ARTICLE_TYPES: Final = frozenset(
    """newsarticle article reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle
    reviewnewsarticle asknewsarticle blogposting liveblogposting report advertisercontentarticle
    scholarlyarticle socialmediaposting techarticle satiricalarticle review critreview recipe
    discussionforumposting medicalscholarlyarticle claimreview""".split()  # noqa: SIM905 - a table of words
)
VIDEO_TYPES: Final = frozenset(("videoobject", "movieclip", "tvepisode", "episode", "clip"))

_WRAPPERS: Final = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)?(?:\s*//)?|(?://\s*)?(?:-->|\]\]>)\s*(?:;\s*)?$")
_LETTERS: Final = re.compile(r"[^\W_]+")
_LINE_COMMENT: Final = re.compile(r"^[ \t]*//[^\n]*$", re.MULTILINE)
_TRAILING: Final = re.compile(r",(\s*[}\]])")
_DOUBLED: Final = re.compile(r",(\s*,)+")
_CONTROL: Final = re.compile(r"[\x00-\x1f]+")
_BAD_ESCAPE: Final = re.compile(r"\\(?![\"\\/bfnrtu])|\\u(?![0-9a-fA-F]{4})")
_FIELD: Final = re.compile(r'"(headline|datePublished|dateModified|dateCreated)"\s*:\s*"((?:[^"\\\n]|\\.){1,600})"')
_AUTHOR_FIELD: Final = re.compile(
    r'"author"\s*:[\[{\s]{0,99}"?(?:[^{}\[\]]{0,300}?"name"\s*:\s*)"((?:[^"\\\n]|\\.){1,200})"'
)

_decode = msgspec.json.Decoder().decode


class Story(msgspec.Struct):
    """What structured data says of the page's own article; strings as they stand there, unescaped."""

    kind: str = ""
    """The schema.org type, lower case; empty where there is no such node."""
    headlines: list[str] = []
    authors: list[str] = []
    """One string a person or body, not yet split or cleaned."""
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    description: str | None = None
    video: bool = False
    """Whether any node is a video."""


def decode_jsonld(script: str) -> list[Any]:
    """Return the documents in one ``application/ld+json`` script, mended where they are broken.

    Returns [] for what cannot be mended. Never raises for any text.

    >>> decode_jsonld('<!-- {"headline": "Ferry\\nlate",} -->')
    [{'headline': 'Ferry late'}]
    """
    if len(script) > MAX_SCRIPT:
        return []
    try:
        return [_decode(script)]
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        pass
    mended = _WRAPPERS.sub("", script.strip().strip("\ufeff"))
    mended = _WRAPPERS.sub("", mended)
    for step in (_same, _mend_controls, _mend_commas, _mend_escapes, html.unescape, _strip_comments):
        mended = step(mended)
        try:
            return [_decode(mended)]
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            continue
    found = list(_documents(mended))
    return found or _salvage(mended)


def _same(text: str) -> str:
    return text


def _mend_controls(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _mend_commas(text: str) -> str:
    return _DOUBLED.sub(",", _TRAILING.sub(r"\1", text))


def _mend_escapes(text: str) -> str:
    return _BAD_ESCAPE.sub(r"\\\\", text)


def _strip_comments(text: str) -> str:
    out, at = [], 0
    while (start := text.find("/*", at)) >= 0 and (end := text.find("*/", start + 2)) >= 0:
        out.append(text[at:start])
        at = end + 2
    out.append(text[at:])
    return _mend_commas(_LINE_COMMENT.sub(" ", " ".join(out)))


def _documents(text: str) -> Iterator[Any]:
    """Yield JSON documents that stand one after another, with anything between them."""
    at, count = 0, 0
    while count < 20:
        start = min((i for i in (text.find("{", at), text.find("[", at)) if i >= 0), default=-1)
        if start < 0:
            return
        end = _end_of(text, start)
        if end < 0:
            return
        count += 1
        try:
            yield _decode(text[start:end])
            at = end
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return


def _end_of(text: str, start: int) -> int:
    depth, inside = 0, False
    for found in re.compile(r'\\.|["{}\[\]]', re.DOTALL).finditer(text, start):
        sign = found.group()
        if sign == '"':
            inside = not inside
        elif inside or sign[0] == "\\":
            continue
        elif sign in "{[":
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                return found.end()
    return -1


def _salvage(text: str) -> list[Any]:
    """Return the few fields that matter from a script that is not JSON."""
    node: Node = {}
    text = text[:_SALVAGED]
    for name, value in _FIELD.findall(text):
        node.setdefault(name, _unquote(value))
    people = [{"name": _unquote(value)} for value in _AUTHOR_FIELD.findall(text)[:10]]
    if people:
        node["author"] = people
    if "headline" in node:
        node["@type"] = "NewsArticle"
    return [node] if node else []


def _unquote(value: str) -> str:
    try:
        return str(_decode(f'"{value}"'))
    except (msgspec.DecodeError, UnicodeError):
        return value


def nodes_of(scripts: Sequence[str]) -> list[Node]:
    """Return the objects of all JSON-LD scripts, breadth first in each script, bounded in number and depth."""
    out: list[Node] = []
    for script in scripts[:MAX_SCRIPTS]:
        queue: deque[tuple[Any, int]] = deque((document, 0) for document in decode_jsonld(script))
        while queue and len(out) < MAX_NODES:
            value, depth = queue.popleft()
            if isinstance(value, dict):
                out.append(value)
                if depth < MAX_DEPTH:
                    queue += [(v, depth + 1) for v in value.values() if isinstance(v, (dict, list))]
            elif isinstance(value, list) and depth < MAX_DEPTH:
                queue += [(v, depth) for v in value[:MAX_NODES] if isinstance(v, (dict, list))]
    return out


def types_of(node: Node) -> list[str]:
    """Return the schema.org types of a node, lower case, without their vocabulary's address."""
    found = node.get("@type") or node.get("type")
    if isinstance(found, str):
        return [_type(found)]
    return [_type(v) for v in found if isinstance(v, str)] if isinstance(found, list) else []


def _type(name: str) -> str:
    return name.rpartition("/")[2].rpartition(":")[2].lower()


def text_of(value: Any) -> str | None:
    """Return a field as one line of text: a string, the first of a list, or an object's value or name."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("@id") or value.get("url")
        else:
            break
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    return clean(value) or None


def clean(text: str) -> str:
    """Return `text` on one line, HTML escapes (also doubled ones) and tags undone.

    >>> clean("Ferry&amp;#8217;s  late <b>again</b>")
    'Ferry’s late again'
    """
    if "&" in text:
        text = html.unescape(html.unescape(text[:20_000]))
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text)
    return " ".join(text.split())


def story_of(scripts: Sequence[str], page_url: str | None, title: str) -> Story:
    """Return what JSON-LD says of the page's own article.

    Of several articles the one whose address or headline is the page's is taken, else the first.

    >>> story_of(['{"@type": "NewsArticle", "headline": "Ferry late"}'], None, "").headlines
    ['Ferry late']
    """
    nodes = nodes_of(scripts)
    named = {i: node for node in nodes if isinstance(i := node.get("@id"), str) and len(node) > 2}
    best: Node | None = None
    best_score = -1.0
    story = Story()
    key = _address(page_url)
    folded = _letters(title)
    for place, node in enumerate(nodes):
        kinds = types_of(node)
        if not VIDEO_TYPES.isdisjoint(kinds):
            story.video = True
        headline = text_of(node["headline"]) if "headline" in node else None
        is_article = not ARTICLE_TYPES.isdisjoint(kinds)
        if not is_article and headline is None:
            continue
        score = 4.0 * is_article + 0.5 * ("newsarticle" in kinds)
        score += 2.0 * (headline is not None)
        score += 1.0 * ("datePublished" in node) + 1.0 * ("author" in node) + 0.5 * ("articleBody" in node)
        for field in ("url", "mainEntityOfPage", "@id"):
            if key and _address(text_of(node.get(field)) if field in node else None) == key:
                score += 3.0
                break
        if headline and folded:
            letters = _letters(headline)
            if letters and (letters in folded or folded in letters):
                score += 3.0
        score -= min(place, 100) * 0.01
        if score > best_score:
            best, best_score = node, score
    if best is None:
        # A page node may still tell when and by whom.
        best = next((n for n in nodes if "datePublished" in n or "author" in n), None)
        if best is None:
            return story
    story.kind = next((k for k in types_of(best) if k in ARTICLE_TYPES), "") or (types_of(best) or [""])[0]
    for field in ("headline", "name", "alternativeHeadline"):
        value = text_of(best.get(field))
        if value and value not in story.headlines:
            story.headlines.append(value)
    story.authors = _people(best.get("author"), named)
    if not story.authors:
        story.authors = _people(best.get("creator"), named)
    if not story.authors:
        for node in nodes:
            if node is not best and "author" in node and not _is_other(node):
                story.authors = _people(node["author"], named)
                if story.authors:
                    break
    story.published = text_of(best.get("datePublished")) or text_of(best.get("dateCreated"))
    story.modified = text_of(best.get("dateModified"))
    if story.published is None:
        node = next((n for n in nodes if "datePublished" in n and not _is_other(n)), {})
        story.published = text_of(node.get("datePublished"))
    publisher = best.get("publisher")
    if isinstance(publisher, dict) and "name" not in publisher and isinstance(publisher.get("@id"), str):
        publisher = named.get(publisher["@id"], publisher)
    found = text_of(publisher)
    story.publisher = None if found and "://" in found else found
    found = text_of(best.get("url")) or text_of(best.get("mainEntityOfPage"))
    story.url = found if found and found.startswith(("http://", "https://")) else None
    story.language = text_of(best.get("inLanguage"))
    story.description = text_of(best.get("description"))
    return story


_OTHERS: Final = frozenset(
    """comment review product book imageobject videoobject organization newsmediaorganization website event""".split()  # noqa: SIM905 - a table of words
)


def _is_other(node: Node) -> bool:
    return any(k in _OTHERS for k in types_of(node))


def _people(value: Any, named: dict[str, Node], depth: int = 0) -> list[str]:
    """Return the names under an ``author`` field, in order."""
    if depth > 4:
        return []
    if isinstance(value, str):
        value = clean(value)
        return [value] if value else []
    if isinstance(value, list):
        return [name for item in value[:50] for name in _people(item, named, depth + 1)]
    if isinstance(value, dict):
        if "name" not in value and isinstance(value.get("@id"), str):
            value = named.get(value["@id"], value)
        found = value.get("name")
        if found is None and (value.get("givenName") or value.get("familyName")):
            found = f"{value.get('givenName') or ''} {value.get('familyName') or ''}"
        if found is None:
            return _people(value.get("itemListElement"), named, depth + 1) if "itemListElement" in value else []
        return (
            _people(found, named, depth + 1)
            if not isinstance(found, dict)
            else _people([text_of(found)], named, depth + 1)
        )
    return []


def _address(url: str | None) -> str:
    """Return the part of an address that tells pages of one site apart."""
    if not url:
        return ""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return path.strip("/").lower()


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))
