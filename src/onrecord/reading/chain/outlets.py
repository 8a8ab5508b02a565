"""Which names are news outlets: a list of well-known agencies, papers and broadcasters, and the shape of the rest."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from onrecord.reading.chain import known
from onrecord.reading.model import Entity
from onrecord.text.listed import listed
from onrecord.text.spans import Span

_REMEMBERED: Final = 512
"""Names whose kind is kept: an article names the same few over and over."""
OutletKind = Literal["outlet", "agency", "broadcast"]

_SHAPE_LAST: Final = listed("""Times Post Journal Tribune Herald Gazette Chronicle Telegraph Examiner Inquirer News
    Newspaper Newspapers Radio
    TV Television Broadcasting Magazine Courier Dispatch Observer Guardian Mirror Express Mail Globe Bee Register
    Sentinel Daily Weekly Zeitung Shimbun Media Newswire Wire Podcast Gazeta Presse Enquirer Advertiser Argus Echo
    Star Sun Standard Leader Bulletin Review Reporter Digest Monitor Ledger Beacon Anchor Record Press Today Online
    Argus Clarion Messenger""")
_SHAPE_SURE: Final = listed("""Times Post Journal Tribune Herald Gazette Chronicle Telegraph Examiner Inquirer News
    Newspaper Radio TV Television
    Broadcasting Magazine Newswire Shimbun Zeitung Podcast Enquirer Broadcaster""")
_SHAPE_FIRST: Final = frozenset({"Daily", "Evening"})
"""What a paper's name begins with that also begins other names."""
_NO_PAPER: Final = listed("Briefing Prayer Prayers Mass Service Meeting Call Update Session Report Council Rally Class")
"""What such a name ends in where it is none: "the Daily Briefing"."""
_SHOW_LAST: Final = listed("Show Tonight Newshour NewsHour Podcast Programme Program Hour Edition")
_PLAIN: Final = (
    "newspaper|paper|daily|tabloid|broadsheet|magazine|weekly|network|broadcaster|news agency|newswire|wire service"
    "|news outlet|outlet|news (?:web)?site|news channel|channel|TV station|television station|radio station|station"
    "|podcast|TV channel|news network|publication|news organi[sz]ation|show|programme|program"
    "|(?:TV|television|radio) (?:station|channel|network|broadcaster|show|programme|program)"
)
DESCRIPTION: Final = re.compile(
    rf"\b(?P<det>the|that|this|an?|another|local|state|(?:[A-Z][a-z]+i|[A-Z][a-z]+an|[A-Z][a-z]+ish|[A-Z][a-z]+ese"
    rf"|French|German|Dutch|Greek|Swiss|Czech"
    r"|Thai|Irish))"
    rf" (?P<head>(?:[\w-]+ ){{0,2}}?(?:{_PLAIN}|(?:TV|television"
    rf"|radio)(?! [a-z]+s?\b(?<! that)(?<! on)(?<! in)(?<! it)(?<! he)(?<! she))|(?<=state )media|(?<=local )media"
    rf"|(?<=[a-z]{{3}}i )media"
    rf"|(?<=[a-z]{{3}}n )media))\b(?! ads?\b)"
)
"""An outlet by description: "the newspaper", "a local TV station", "Syrian state media"."""
_RUN: Final = re.compile(
    r"(?:Yahoo!|[A-Z0-9][\w.&-]*|[a-z]+[A-Z]\w*|dpa)(?:['\u2019][A-Z]\w+)?"
    r"(?:(?: |-)(?:(?:of|the|and|for|on|&|della|de|am|at|with"
    r"|in) (?:the )?)?(?:[A-Z0-9][\w.&-]*)(?:['\u2019][A-Z]\w+)?)*"
    r"(?: (?:magazine|newspaper|radio|television|TV|programme|program|podcast|show)\b)?"
)
_LEARNED: Final = re.compile(
    r"an? paper\b|.*\b(?:white|green|position|policy|working|discussion|briefing|research|academic|scientific|strategy"
    r"|consultation) paper\Z"
)
"""What a scholar or a government publishes."""
_TITLED: Final = re.compile(r",? (?:''|``|[\"\u201c\u2018])[A-Z0-9]")
"""A title that follows what it is the title of, and is found by itself."""
_PAGE: Final = re.compile(r"\b(?:the|an?) (?:[\w-]+ ){0,2}?(?:web ?site|blog) (?=[A-Z])")
"""A site, which only with its name behind it is an outlet."""
_DAY: Final = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b"
)
_DEMONYM: Final = re.compile(
    r"[A-Z][a-z]+(?:i|an|ish|ese)|French|German|Dutch|Greek|Swiss|Czech|Thai|Welsh|Scots|Irish|State|Local|National"
    r"|[A-Z][a-z]+-language"
)
_THIS: Final = frozenset({"The", "This", "That", "A", "An", "Another"})
_CAMEL: Final = re.compile(r"\b[A-Z]\w*[a-z](?:TV|News|Radio|FM)")
"""One word with the kind of outlet in it: "HarbourTV"."""
_NUMBER: Final = re.compile(r"\d{1,2}|One|Two|Three|Four|Five")
_CHANNEL: Final = re.compile(r"(?:[A-Z]\w+ ){0,2}(?:[Cc]hannel|[Cc]h\.) \d+")
"""A network's channel by its number."""
_CALL_SIGN: Final = re.compile(
    r"(?!WHO|WTO|WWF|WWII|WFP|WBA|KKK|KGB|KFC|KLM|WASP|WEF|WMD)[WK][A-Z]{2,3}(?:-(?:TV|FM|AM))?"
)
"""An American station; the bodies that look alike are left out."""
_QUOTED: Final = re.compile(
    r"(?:''|``|[\"\u201c\u2018])((?:[A-Z0-9][\w&.'\u2019-]*|the|of|and|a|in|with|at|on|&| "
    r"|,(?=[\"\u201d]))+)\.?[\"\u201d\u2019,]"
)
_NAMED: Final = re.compile(r"(?:,(?= [A-Z][\w&. -]{0,60},))? ([A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,3})")
_ADJECTIVES: Final = listed(
    "Conservative Liberal Local National Public Talk Cable Christian Right Left Late Live State Satellite"
)
_SHOW: Final = re.compile(
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3}['\u2019]s? (?:(?:radio|talk"
    r"|TV|morning|news|web|daily) )?(?:show|podcast"
    r"|programme|program|broadcast)\b"
)
_SITE: Final = re.compile(
    r"(?:[A-Z][\w-]*|[a-z][\w-]+)\.(?:com|org|net|co\.uk|tv|news|info|io|eu|fm|media|press|live|today|ru|ua|il|in)\b"
)
_ARTICLE: Final = re.compile(r"\A(?:The|the|An?|an?) ")
_OPEN: Final = re.compile(r"\b[Tt]he \Z")
_POLLED: Final = re.compile(
    r"(?:['\u2019]s?)?[/-](?=[A-Z])|(?:['\u2019]s)?(?: [A-Z][\w-]*){0,2} (?:(?:opinion|public|recent|rolling"
    r"|telephone|phone|national|tracking|state|exit"
    r"|new|latest|online) ){0,2}"
    r"(?:poll|polls|polling|survey|pollster|average)\b"
)
FIRM: Final = re.compile(r"(?: [A-Z]\w+)?,? (?:Holdings|PLC|Plc|Inc|Ltd|LLC|Corp)\b")
"""What follows an outlet's name in that of the firm that owns it."""
OWN_PEOPLE: Final = re.compile(
    r" (?:Company|Co\b|Corp|Group|executives?|chief|boss|president|chairman|founder"
    r"|owner|anchors?|hosts?"
    r"|contributor|analyst"
    r"|commentator|columnist|editors?|reporters?|correspondent|journalists?|personality|star|pundit)"
)


_OF_WHAT: Final = re.compile(r" (?:of|for) [A-Z]")
_COMMON_NOUNS: Final = (" newspaper", " magazine", " radio", " television")
_ONE_OF: Final = re.compile(r"\b[Aa]n? \Z")
"""What makes a name before "newspaper" a place: "a Port Vale newspaper"."""
_LEANING: Final = re.compile(r"\b(?:pro|anti)-\Z")
_LEAD: Final = re.compile(
    r"(?:Former|Ex|Then|Veteran|Local|On|In|At|For|To|From|By|With|As"
    r"|After|Before|But|And|When|While|If|During|Meanwhile|Earlier|Later"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) (?=[A-Z])"
)
"""Words that begin a sentence, or stand before a name, in capitals."""
_SMALL: Final = re.compile(r"[a-z]+ ")
_NAME_WORDS: Final = re.compile(r"[^\s-]+(?:-[^\s-]+)*|[^\s-]+")
_TOKEN: Final = re.compile(r"\S+")
_PIECE_WORDS: Final = 10
_TELLTALE: Final = (
    known.TELLTALE
    | _SHAPE_LAST
    | _SHAPE_FIRST
    | _SHOW_LAST
    | listed("Radio TV Channel radio TV newspaper magazine television programme program podcast")
)


def _pieces(run: str) -> Iterator[Span]:
    """Yield where pieces of a run of capitalised words begin and end, longest first, by its ends and small words."""
    spans = [m.span() for m in _TOKEN.finditer(run)][:_PIECE_WORDS]
    small = [k for k, (start, _) in enumerate(spans) if run[start].islower()]
    cuts = {0, len(spans), *small, *(k + 1 for k in small)} | ({1} if _LEAD.match(run) else set())
    for size in range(len(spans), 0, -1):
        for first in range(len(spans) - size + 1):
            if first in cuts or first + size in cuts:
                yield spans[first][0], spans[first + size - 1][1]


_JOINT: Final = re.compile(r" (?:of|at|with|for|on|in|from|and|&) ")


TELLTALE: Final = frozenset(
    part.casefold() for word in _TELLTALE for part in re.findall(r"[^\W_]+(?:-[^\W_]+)*", word)
) | listed(
    "newspaper paper daily tabloid broadsheet magazine weekly network broadcaster agency newswire wire outlet"
    " website site"
    " channel station podcast publication show programme program organization organisation tv television radio media"
)
"""Words in lower case of which a sentence that names or describes an outlet holds one."""


class Outlet(NamedTuple):
    """An outlet named in a text: where, under what name (without article), and which kind.

    `sure` is false for names that are also other things, and for mere descriptions, which only count where the text
    says that words came through them.
    """

    span: Span
    name: str
    kind: OutletKind
    sure: bool
    described: bool = False


def _without_article(name: str) -> str:
    return _ARTICLE.sub("", name)


@lru_cache(_REMEMBERED)
def kind_of_name(name: str) -> tuple[OutletKind, bool] | None:
    """Return which kind of outlet `name` names, and whether it can be nothing else; None if it names none.

    >>> kind_of_name("The Orrmouth Herald"), kind_of_name("Reuters"), kind_of_name("Ana Vale")
    (('outlet', True), ('agency', True), None)
    """
    name = _without_article(name).strip(" .,")
    if not name:
        return None
    if _JOINT.search(name) and name not in known.OUTLETS and name not in known.PROGRAMMES:
        return None
    sure = name not in known.ALSO_WORDS
    if _edition(name):
        return "outlet", True
    if name in known.AGENCIES:
        return "agency", sure
    if name in known.PROGRAMMES or name.removesuffix("show") + "Show" in known.PROGRAMMES:
        return "broadcast", sure
    if name in known.OUTLETS or _SITE.fullmatch(name):
        return "outlet", sure
    parts = name.replace("-", " ").split()
    last = parts[-1]
    if len(parts) > 1 and last in _SHOW_LAST:
        return "broadcast", True
    if last in ("magazine", "newspaper", "radio", "television", "TV") and len(parts) > 1:
        before = name.rpartition(" ")[0]
        general = parts[0] in _ADJECTIVES or before in known.STATES or (last.islower() and _DEMONYM.fullmatch(before))
        return None if general else ("outlet", True)
    if last in ("programme", "program", "podcast") and len(parts) > 1:
        return "broadcast", True
    if name.endswith((" News Agency", " Press Agency", " News Service")):
        return "agency", True
    if _CAMEL.fullmatch(name):
        return "outlet", True
    if _CALL_SIGN.fullmatch(name):
        return "outlet", False
    if len(parts) > 1 and parts[0] in ("Radio", "TV", "Channel") and len(parts) < 4:
        return "outlet", True
    if len(parts) > 1 and last in _SHAPE_LAST:
        return "outlet", last in _SHAPE_SURE
    if parts[0] in _SHAPE_FIRST and len(parts) in (2, 3) and last[0].isupper() and last not in _NO_PAPER:
        return "outlet", False
    return None


def _edition(name: str) -> bool:
    """Whether `name` is a network's with the number, channel or edition behind it: "Fox 35", "BBC Radio Four"."""
    words = name.split()
    for cut in range(len(words) - 1, 0, -1):
        if " ".join(words[:cut]) in known.NETWORKS:
            rest = words[cut:]
            first = rest.pop(0) if _NUMBER.fullmatch(rest[0]) else ""
            if first and not rest:
                return True
            if _CHANNEL.fullmatch(" ".join(rest)):
                return True
            return " ".join(rest) in known.EDITIONS or (bool(rest) and known.EDITIONS.issuperset(rest))
    return False


def plain_name(name: str) -> str:
    """Return an outlet's name without the common noun behind it that only says what it is.

    >>> plain_name("Orrmouth Mirror newspaper"), plain_name("state television")
    ('Orrmouth Mirror', 'state television')
    """
    bare, _, last = name.rpartition(" ")
    if last in ("magazine", "newspaper", "radio", "television", "TV") and bare[:1].isupper() and bare not in _THIS:
        return name if last == "TV" or _DEMONYM.fullmatch(bare) else bare
    return name


def outlets(words: str, start: int) -> Iterator[Outlet]:
    """Yield the outlets named in `words`, which begins at `start` in the text, in order; pollsters are passed over."""
    for run in _RUN.finditer(words):
        low, name = run.start(), run.group().rstrip(".")
        if (
            _TELLTALE.isdisjoint(_NAME_WORDS.findall(name))
            and _TELLTALE.isdisjoint(name.replace("-", " ").split())
            and "." not in name
            and not _CAMEL.search(name)
        ):
            continue
        leans = words[low - 1 : low] == "-" and _LEANING.search(words, max(0, low - 5), low)
        lead = name.find(" ") + 1 if leans else 0  # "pro-Vale Herald Post"
        for first, last, kind, sure in _named_in(name[lead:]):
            low, high = run.start() + lead + first, run.start() + lead + last
            if _POLLED.match(words, high) or (low and words[low - 1] == "/"):
                continue
            if words[low:high].endswith(_COMMON_NOUNS) and _ONE_OF.search(words, max(0, low - 4), low):
                continue
            bare = _without_article(words[low:high])
            if not sure and " " not in bare and _OF_WHAT.match(words, high):
                continue  # the Register of Ships
            yield Outlet((start + high - len(bare), start + high), plain_name(bare), kind, sure)


def _named_in(run: str) -> list[tuple[int, int, OutletKind, bool]]:
    """Return the outlets in a run of capitalised words, which may hold two ("CNN and Anchor News") or somebody else's
    name before one ("Ana Vale of Anchor News"): where each begins and ends, its kind, and whether it is surely one.
    """
    whole = None if _JOINT.search(run) or _LEAD.match(run) else kind_of_name(run)
    if whole or " " not in run:
        return [(0, len(run), *whole)] if whole else []
    out: list[tuple[int, int, OutletKind, bool]] = []
    for first, last in _pieces(run):
        bare = _without_article(run[first:last])
        if any(a < last and first < b for a, b, *_ in out) or _SMALL.match(bare) or _LEAD.match(bare):
            continue
        found = kind_of_name(bare)
        if not found:
            continue
        ends = last == len(run) or run[last + 1 : last + 2].islower() or bare in known.OUTLETS or _edition(bare)
        begins = found[1] or first == 0 or _JOINT.match(run, first - 4)
        if begins and (ends or found[0] != "outlet"):
            out.append((first, last, *found))
    return sorted(out)


def described(words: str, start: int) -> Iterator[Outlet]:
    """Yield the outlets that are described, under the name that follows if one does: "the newspaper Anchor"."""
    for found in DESCRIPTION.finditer(words):
        low, high = found.span()
        if words[high : high + 1] == "-" or _LEARNED.match(found.group()) or _TITLED.match(words, high):
            continue
        named = _NAMED.match(words, high)
        if named and _DAY.match(named.group(1)):
            named = None
        if named:
            yield Outlet((start + named.start(1), start + named.end(1)), named.group(1), "outlet", False)
        else:
            what = _without_article(found.group()).removeprefix("same ")
            yield Outlet((start + low, start + high), what, "outlet", False, True)
    for page in _PAGE.finditer(words) if "site" in words or "blog" in words else ():
        named = _NAMED.match(words, page.end() - 1)
        if named and not _DAY.match(named.group(1)):
            yield Outlet((start + named.start(1), start + named.end(1)), named.group(1), "outlet", False)


def shows(words: str, start: int) -> Iterator[Outlet]:
    """Yield the shows that are named by whose they are: "Ana Vale's podcast"."""
    for found in _SHOW.finditer(words):
        yield Outlet((start + found.start(), start + found.end()), found.group(), "broadcast", False)


def programmes(words: str, start: int) -> Iterator[Outlet]:
    """Yield the titles in quotation marks, which name programmes where words were said *on* them."""
    for found in _QUOTED.finditer(words):
        low = found.start(1)
        name = found.group(1).rstrip(" ,.'")
        if name[:1].isupper() or name[:1].isdigit():
            yield Outlet((start + low, start + low + len(name)), name, "broadcast", False)


def full_name(name: str, entities: Sequence[Entity]) -> tuple[str, str | None]:
    """Return the fullest name that the article gives an outlet called `name`, and its entity's id, if any."""
    for entity in entities:
        if name == _without_article(entity.name) or any(name == _without_article(v) for v in entity.variants):
            return _without_article(entity.name), entity.id
    return name, None
