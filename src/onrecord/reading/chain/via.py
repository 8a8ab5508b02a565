"""The way words took to the article: outlets, agencies and programmes between their speaker and the page."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from onrecord.reading.chain.carry import HELD
from onrecord.reading.chain.frames import Frame
from onrecord.reading.chain.known import SHORT
from onrecord.reading.chain.manner import manner_of
from onrecord.reading.chain.outlets import (
    FIRM,
    OWN_PEOPLE,
    TELLTALE,
    Outlet,
    described,
    full_name,
    kind_of_name,
    outlets,
    programmes,
    shows,
)
from onrecord.reading.model import Entity, Via

_SUSPECT: Final = re.compile(
    r"(?:''|``|[\"\u201c\u2018])[A-Z0-9]|\w\.(?:com|org|net|tv|news|co)\b|[a-z][A-Z]|\.[A-Z]|/|-(?:TV|FM|AM)\b"
)
"""What else may hold an outlet: a title in quotation marks, a site, a name with signs in it."""
_PEOPLE: Final = (
    r"(?:(?:[A-Z][\w.'\u2019-]+ ){1,4}(?:of|from|at|with|on) |(?:an? |the )?(?:\w+ )?(?:reporters?|journalists?"
    r"|hosts?"
    r"|anchors?|correspondents?|interviewers?|columnists?|editors?|producers?|viewers|listeners"
    r"|readers)(?: [A-Z][\w.'\u2019-]+){0,3}"
    r" (?:of|from|at|with|for|on) |(?:reporters?|journalists?|host|anchor) (?:[A-Z][\w.'\u2019-]+ ){1,3}(?:of|from"
    r"|at|with|for|on) )?"
)
"""Whom of an outlet somebody speaks to: "Ana Vale of", "a reporter for"."""
_OWNED: Final = r"(?:[A-Z][\w.&'\u2019-]*(?: [A-Z&][\w.'\u2019-]*){0,3}['\u2019]s? )?"
"""The outlet a programme belongs to, where it stands before it: "CNN's"."""
_ADJECTIVES: Final = (
    r"(?:(?!(?:that|of|about|if|how|and|or|to|in|on|at|by|for|with|from|it|he|she|they|we|I|you|his|her|their|its|was"
    r"|were|is|are|what|why|who|there|this|titled|entitled|called|dubbed|named|ad|spot|song|book|film"
    r"|speech)\b)(?:[A-Z][\w.-]*(?:['\u2019]s)?"
    r"|[a-z][\w.-]*[a-rt-z](?:['\u2019]s)?) ){0,4}"
)
"""What tells more of an outlet before its name: "the Quarvian state-run daily"."""
BEFORE: Final = re.compile(
    rf"(?:\b(?:told|tells|tell|telling|informed)(?: \w+ly)? {_PEOPLE}(?:[Tt]he |a |an )?(?:{_OWNED}|{_ADJECTIVES})"
    rf"|\b(?:(?:interview|interviews|conversation|appearance|appearances|appearing|appeared|comments|remarks"
    rf"|discussion|q&a|essay"
    rf"|op-ed|piece|column|editorial|article|story|report|reports|segment|speaking|spoke|speaks|talking|talked"
    rf"|spoken|statement"
    rf"|statements|email"
    rf"|e-mail|message|response|sat down|sitting down|sits down|contacted|reached|approached|read|shown|relayed"
    rf"|distributed|disseminated|shared"
    rf"|provided|sent|testimony|announcement|published|uncovered|unearthed|surfaced|captured|filmed|taped|posted"
    rf"|aired|broadcast|released|obtained|leaked|carried|quoted"
    rf"|cited|reported"
    rf"|seen|reviewed|printed|recorded|hacked|publicized|given|made|writing|wrote|writ|headlin|titlten|said|says"
    rf"|saying|edition"
    rf"|episode"
    rf"|post|call|guest)(?: \w+){{0,4}}? )(?:with|to|on|for|in|by|from|of|at|via|through) {_PEOPLE}(?:[Tt]he "
    rf"|an? )?(?:latest |new )?(?:{_OWNED}|{_ADJECTIVES})"
    rf"|\b(?:respon[ds]|answer|repl)\w*[^.;\x00]{{0,40}}\b(?:questions?|inquir\w+|enquir\w+|quer\w+|requests?|e-?mails?)"
    rf"(?: \w+){{0,3}} (?:from|by) (?:the )?"
    rf"|\b(?:luncheon|lunch|breakfast|dinner|forum|town hall|event|conference|summit|panel|discussion|debate|talk"
    rf"|gathering|meeting) (?:held|hosted|organi[sz]ed|sponsored|moderated|convened|put on) by (?:the )?"
    rf"|\b(?:[Oo]n|[Ii]n|[Vv]ia|[Ff]or|[Dd]uring|[Tt]hrough|[Ww]ith|[Tt]o|[Aa]ccording to|[Pp]er|[Tt]old"
    rf"|[Rr]eports? (?:for|in|on))"
    rf" (?:the |an? |this |last |that )?(?:(?:latest|new|recent|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday"
    rf"|Saturday|weekend(?:['\u2019]s)?|broadcast|edition|episode|airing"
    rf"|morning|evening|of|the)(?:['\u2019]s)? ){{0,4}}{_PEOPLE}(?:[Tt]he )?{_OWNED})(?:''|``"
    rf"|[\"\u201c\u2018])?(?:The )?\Z"
)
"""What stands before an outlet through which words came."""
_ON: Final = re.compile(
    r"\b(?:on|On|told|show|program|programme|during|podcast|(?:broadcast|edition|episode|airing) of)(?: the| this"
    r"| an?)?(?: [\w.&'\u2019-]+){0,3}?,? ?(?:''|``|[\"\u201c\u2018])(?:The )?\Z"
)
_REPORTS: Final = re.compile(
    r"(?:['\u2019]s)?(?: \w+ly| also| first| has| had| have| later)? ?(?:reported|reports|reporting|said|says|wrote"
    r"|writes|quoted"
    r"|cited|citing|revealed|noted|added|showed|published|obtained|broadcast|aired|carried|learned)\b"
)
"""What follows an outlet that passes somebody's words on."""
_QUOTING: Final = re.compile(r"\b(?:cit(?:ed|es|ing)|quot(?:ed|es|ing))\b")
_POLL: Final = re.compile(r"\b(?:polls?|polling|surveys?|pollsters?|average)\b", re.IGNORECASE)
_PUBLISHED: Final = re.compile(
    r"\b(?:published|released|obtained|leaked|posted|aired|broadcast|reported|reviewed|viewed|seen|cited|quoted"
    r"|compiled|collected|carried|shared|provided|interviewed|printed"
    r"|disclosed|hacked|unearthed|recorded)\b[^,;\x00]{0,40}\b(?:by|in|on|to|from) (?:[Tt]he |an? )?\Z"
)
_RELEASED: Final = re.compile(r"\b(?:released|published|conducted|commissioned|compiled)\b[^,;]{0,40}\Z")
"""How a poll is said to be somebody's own."""
_REPORTER: Final = re.compile(
    r" (?:[\w-]+ ){0,2}(?:reporter|correspondent|journalist|columnist|blogger|fact-checker)s?\b"
)
_NOTES: Final = re.compile(r"\b(?:report|wrote|writ|not(?:e|ed|es|ing)\b|tweet|observ|point|describ)")
_OWN_WORDS: Final = re.compile(
    r"\b(?:statement|letter|memo|press release|apology|announcement)s?\b[^,;\x00]{0,20}"
    r"\b(?:released|issued|published|posted|put out|sent|signed|made)(?: \w+)? by (?:the )?\Z",
    re.IGNORECASE,
)
"""What an outlet says in its own name."""
_TOLD: Final = re.compile(
    r"\b(?:(?:who|that) (?:spoke|talked|told)|speaking (?:with|to)|talking (?:with|to)|(?:interviewed|contacted"
    r"|reached"
    r"|approached|quoted|cited) by)\b[^,;\x00]{0,30}\Z"
)
_IN_TEXT: Final = re.compile(
    r"(?:['\u2019]s?)?(?: [\w-]+){0,3} (?:reports?|articles?|story|stories|op-ed|editorial|interview|column"
    r"|investigation|analysis|review|piece"
    r"|fact-check|reporting|transcript|tally|count|projection)\b"
)
_TEXT_IN: Final = re.compile(
    r"\b(?:reports?|articles?|story|stories|op-ed|editorial|interview|column|investigation|analysis|reporting|piece"
    r"|transcript)"
    r"(?: \w+){0,3}? (?:in|by|from|on|with|for) (?:the |an? )?\Z"
)
_POSTS: Final = re.compile(r"tweet|\bpost")
_ARTICLE_BY: Final = re.compile(
    r"\b(?:article|op-ed|piece|column|essay|story|editorial|report|analysis)(?: \w+)? by (?:the )?\Z", re.IGNORECASE
)
_ITS_OWN: Final = re.compile(r"['\u2019]s? (?=[A-Z])")
_WRITES: Final = re.compile(
    r"\b(?:report|wrote|writ|note|noting|observ|point|explain|said|says|add|argu|describ|ask|accord|puts? it\b|put\Z)",
    re.IGNORECASE,
)
_TO_PEOPLE: Final = re.compile(
    r"\b(?:told|tells?|telling|interview with|spoke (?:to|with)|speaking (?:to|with)|asked by|interviewed by"
    r"|sat down with"
    r"|talk(?:ed|ing) (?:to|with)|pressed by|by) (?:the |an? )?(?:[\w-]+ )?\Z"
)
"""What comes before an outlet whose people somebody spoke to: *told Anchor TV host Ana Vale*."""
_INTERVIEW: Final = re.compile(r"\binterview(?:s|ed)? (?:with|on|by|for|to) (?:the |an? )?(?=[A-Z0-9])")
_GOES_ON: Final = re.compile(r"[ -][A-Z]|['\u2019]s? [a-z]")
"""What a name goes on with that is not the whole of it, or only whose the outlet is."""
_ANOTHERS: Final = re.compile(
    r"['\u2019]s? (?!(?:[\w-]+ ){0,2}(?:show|program|programme|web ?site|site|podcast|page|edition|series|blog"
    r"|broadcast|editorial"
    r"|morning|evening|weekly|daily|live|video|newscast|interview|coverage|report|story|article|forum|debate"
    r"|town hall))[a-z]"
)
"""What follows an outlet of which only something else is spoken: *comment on CNN's owners*."""
_TEXT_OF: Final = re.compile(
    r"\b(?:[Ii]n|[Oo]n|[Dd]uring|[Ff]or|[Tt]o|[Ff]rom|[Aa]t|[Ww]rit(?:e|es|ing)|[Ww]rote|[Gg]ave|[Gg]iving|[Ss]aid"
    r"|[Aa]s"
    r"|[Pp]er|[Aa]ccording to|[Oo]f)(?: (?!(?:that|which|who|and|he|she|it)\b)[\w.,'\u2019-]+){0,6} ?\Z"
)
_COMPOUND: Final = re.compile(
    r"(?:['\u2019]s?)?,?(?: (?!(?:and|that|which|who|in|on)\b)[\w.-]+){0,2}? (?:interviews?|op-eds?|appearances?"
    r"|column"
    r"|articles?|piece|stor(?:y|ies)|editorial|documentary|podcast|panel|segment|essay|broadcast|profile|question(?:s"
    r"|naire)?|town hall|forum|q&a|blog)\b(?! (?:hosts?|request|anchor|reporter|crew))",
    re.IGNORECASE,
)
"""An outlet whose name tells which text or talk it was: *in a CNN interview*, *in her Herald op-ed*."""
_CITING: Final = re.compile(
    r"\b(?:cit(?:ed|es|ing)|quot(?:ed|es|ing)|referring to|according to|attributed to)(?: [\w-]+){0,3} ?\Z"
)
"""What stands between an outlet that reports and the one it has it from."""
_STAFFED: Final = re.compile(
    r"['\u2019]s? (?:[\w-]+ ){0,3}(?:[A-Z]|anchor|host|reporter|correspondent|editor|editorial|columnist|journalist)"
)
_AS_TOLD: Final = re.compile(
    r"\b(?:emails?|e-mails?|letters?|memos?|memorandum|documents?|recordings?|videos?|tapes?|audio|messages?|reports?"
    r"|transcripts?|files?|footage|papers?|notes?|cables?|statement), (?:which|that) (?:was|were) (?:\w+ )?(?:reported"
    r"|obtained|published|leaked|seen|reviewed|released|viewed|posted|aired) (?:by|in|on) (?:the )?\Z"
    r"|\bas (?:\w+ )?(?:reported|quoted|cited|told|relayed|described|published)(?: \w+)? (?:by|in|to"
    r"|on) (?:the )?\Z",
    re.IGNORECASE,
)
_RUN: Final = re.compile(r"[A-Z0-9][\w.&-]*(?: [A-Z0-9][\w.&-]*){1,5}")
_NO_OUTLET: Final = re.compile(
    r"\b(?:Police|Party|Committee|Department|Ministry|Council|Court|Bureau|Agency|Senate|House|University|Office"
    r"|Commission)\b"
)
_STAFF: Final = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:co-?)?(?:anchor|host|reporter|correspondent|moderator|analyst|contributor|commentator"
    r"|columnist)s?"
    r" [A-Z]",
    re.IGNORECASE,
)
_OF: Final = re.compile(r"\A[A-Z][\w.\u2019'-]+(?: [A-Z][\w.\u2019'-]+){1,3},? (?:of|at|with|from|for) (?:the )?\Z")
_BESIDE: Final = frozenset({"'s", "\u2019s", "'", "\u2019", "", "on", "and", " and the", "and the", "and The", "of"})
_WHICH: Final = re.compile(r"(?:which|that|who)\Z")
_RELATIVE: Final = 3
"""Code points between an outlet and the relative pronoun that stands for it."""
_SHOW: Final = re.compile(r"\b(?:show|programme|program|podcast|broadcast)\Z")
_MOST: Final = 8
"""Outlets of each kind in a sentence that are looked at; one that names more is a list."""
_FAR: Final = 200


def _named(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


def _candidates(frame: Frame, bodies: Mapping[int, int]) -> list[Outlet]:
    found = list(islice(outlets(frame.words, frame.start), _MOST))
    taken = [o.span for o in found]
    for more in (programmes, shows, described):
        for outlet in islice(more(frame.words, frame.start), _MOST):
            if not _named(outlet.span, taken):
                found.append(outlet)
                taken.append(outlet.span)
    for met in _INTERVIEW.finditer(frame.words):
        start = frame.start + met.end()
        span = (start, bodies[start] if start in bodies else _unknown(frame, start, bodies))
        name = frame.words[met.end() : span[1] - frame.start]
        if _GOES_ON.match(frame.words, met.end() + len(name)):
            continue
        if name and not name.isupper() and not _NO_OUTLET.search(name) and not _named(span, taken):
            found.append(Outlet(span, name, "outlet", False))
    return sorted(found)


def _unknown(frame: Frame, start: int, bodies: Mapping[int, int]) -> int:
    """Return where a name of several words at `start` ends that is nobody's; `start` if there is none.

    Whom one is interviewed by is a person or an outlet, so that a name which is no person's is an outlet's.
    """
    run = _RUN.match(frame.words, start - frame.start)
    end = frame.start + run.end() if run and bodies else start
    return start if any(k in bodies for k in range(start, end)) else end


def _in_source(text: str, frame: Frame, outlet: Outlet, cue: str) -> bool:
    """Whether an outlet named inside a source is the way its words came: "a Herald report", "mails published by"."""
    low, high = outlet.span
    start, end = next((a, b) for a, b in frame.statement.source if a <= low and high <= b)
    before, after = text[start:low], text[high : min(end, high + 60)]
    if _POLL.search(text, start, end):
        return bool(_PUBLISHED.search(before)) and not outlet.described and not _RELEASED.search(before)
    if _REPORTER.match(after) and _NOTES.search(cue) and before.strip().lower() in ("a", "an", "one", "the", ""):
        return True
    if _OWN_WORDS.search(before):
        return False
    if _PUBLISHED.search(before) or _TOLD.search(before) or _TEXT_IN.search(before) or _IN_TEXT.match(after):
        return True
    if _WRITES.search(cue) and (_OF.match(before) or (before in ("", "The ", "the ") and _STAFF.match(after))):
        return True
    of_its_own = before.strip(' "\u201c') in ("", "The", "the") or _ARTICLE_BY.search(before)
    told = _WRITES.search(cue) or (manner_of(cue) not in HELD and not _POSTS.search(cue))
    return bool(of_its_own and _ITS_OWN.match(after) and told)


def route(
    text: str, frame: Frame, outlet_source: bool, vocabulary: frozenset[str], bodies: Mapping[int, int]
) -> list[tuple[Outlet, int]]:
    """Return the outlets that the sentence of `frame` names as the way of its statement, each with its distance.

    The order is from the speaker outwards: whom it was told, then who published or reported it. `outlet_source` says
    that the source is itself an outlet, which then stands first; `vocabulary` are the frame's words,
    `bodies` where names begin and end, those of persons and groups without an end.
    """
    if vocabulary.isdisjoint(TELLTALE) and not _INTERVIEW.search(frame.words) and not _SUSPECT.search(frame.words):
        return []
    cue = " ".join(text[a:b] for a, b in frame.statement.cue)
    found: list[tuple[int, int, Outlet, int]] = []
    candidates = _candidates(frame, bodies)
    for k, outlet in enumerate(candidates):
        low, high = outlet.span
        if any(a <= low and high <= b for a, b in frame.statement.source):
            joins = bool(found) and _adjoins(frame, found[-1][2], outlet)
            if outlet_source and (joins or not any(rank == 0 for rank, *_ in found)):
                found.append((0, low, outlet, 0))
            elif not outlet_source and (joins or _in_source(text, frame, outlet, cue)):
                found.append((1, low, outlet, 0))
            continue
        if any(a < high and low < b for a, b in frame.statement.source):
            continue
        if _WHICH.match(text, *frame.source) and 0 <= frame.source[0] - high <= _RELATIVE:
            continue  # it is the outlet that does something here
        before = frame.words[max(0, low - frame.start - 120) : low - frame.start]
        after = frame.words[high - frame.start : high - frame.start + 40]
        if OWN_PEOPLE.match(frame.words, high - frame.start) and not _TO_PEOPLE.search(before):
            continue
        if FIRM.match(frame.words, high - frame.start):
            continue
        far = frame.distance(low, high)
        if far is None and _AS_TOLD.search(before):
            found.append((2, low, outlet, low - frame.cue[1] if low > frame.cue[1] else 0))
        if far is None or far > _FAR:
            continue
        follows = candidates[k + 1] if k + 1 < len(candidates) else None
        rank = _rank(frame, outlet, before, after, outlet_source, found, follows)
        if rank is not None:
            found.append((rank, low, outlet, far))
    return in_order(frame, found)


def _rank(
    frame: Frame,
    outlet: Outlet,
    before: str,
    after: str,
    outlet_source: bool,
    found: Sequence[tuple[int, int, Outlet, int]],
    follows: Outlet | None,
) -> int | None:
    """Return how near the speaker a named outlet stands on the way; None if it is not on it.

    -1 is whom an outlet that reports has it from, 1 whom it was told or where it stood, 2 who passed it on. `before`
    and `after` are the words around it, `found` what was found before it, `follows` the next outlet.
    """
    if outlet_source and _CITING.search(before):
        return -1
    compound = bool(_COMPOUND.match(frame.words, outlet.span[1] - frame.start) and _TEXT_OF.search(before))
    if compound and not outlet_source:
        return 1
    if _ANOTHERS.match(after) and not (_TO_PEOPLE.search(before) and _STAFFED.match(after)):
        return None
    if BEFORE.search(before) and not after.startswith(("-", "/")):
        return 1
    if outlet.kind == "broadcast" and _ON.search(before):
        return 1
    if _REPORTS.match(after) and not outlet_source:
        general = outlet.described and outlet.name.split()[-1] == "media"
        return None if general or (outlet.kind == "broadcast" and not outlet.sure) else 2
    if found and found[-1][2].span[1] >= outlet.span[0] - 6 and _adjoins(frame, found[-1][2], outlet):
        return found[-1][0]
    return 1 if follows and _owns(frame, outlet, follows) and BEFORE.search(before) else None


def _adjoins(frame: Frame, one: Outlet, other: Outlet) -> bool:
    """Whether two outlets are named as one station: "CNN's State of the Union", "“Today” on NBC"."""
    between = frame.words[one.span[1] - frame.start : other.span[0] - frame.start]
    return between.strip(" \"'`\u201c\u201d\u2018,") in _BESIDE or not between.strip(" \"'`\u201c\u201d\u2018,s\u2019")


def _owns(frame: Frame, one: Outlet, other: Outlet) -> bool:
    between = frame.words[one.span[1] - frame.start : other.span[0] - frame.start]
    return bool(re.fullmatch(r"['\u2019]s? (?:''|``|[\"\u201c\u2018])?", between))


def in_order(frame: Frame, found: list[tuple[int, int, Outlet, int]]) -> list[tuple[Outlet, int]]:
    """Return outlets by rank, then as they stand in the text, but a programme before the outlet whose it is."""
    out: list[tuple[Outlet, int]] = []
    ranks: list[int] = []
    for rank, _, outlet, far in sorted(found, key=lambda f: (f[0], f[1])):
        if out and outlet.kind == "broadcast" and ranks[-1] == rank and _owns(frame, out[-1][0], outlet):
            out.insert(len(out) - 1, (outlet, far))
        else:
            out.append((outlet, far))
        ranks.append(rank)
    return out


def stations(found: Sequence[Outlet], entities: Sequence[Entity], before: Sequence[str]) -> list[Via]:
    """Return outlets as stations of a chain, each once, under their fullest names.

    `before` are the outlets that the article named so far, the last of which "the newspaper" means, and whose names
    later ones may shorten: "the Post".
    """
    out: list[Via] = []
    for outlet in found:
        name, entity = full_name(outlet.name, entities)
        if outlet.described and before and outlet.name[0].islower() and name.islower():
            name, entity = full_name(_meant(outlet.name, before), entities)
        elif not outlet.described:
            name, entity = full_name(longer_name(name, before, entities), entities)
        if all(v.name != name for v in out):
            out.append(Via(name=name, span=outlet.span, kind=outlet.kind, entity=entity))
    return out


def _meant(described: str, before: Sequence[str]) -> str:
    """Return which of the outlets named so far a description means: "the show" is a programme, if one was named."""
    if _SHOW.search(described):
        kinds = ((name, kind_of_name(name)) for name in reversed(before))
        return next((name for name, kind in kinds if kind and kind[0] == "broadcast"), before[-1])
    return before[-1]


def longer_name(name: str, before: Sequence[str], entities: Sequence[Entity]) -> str:
    """Return the longer name of an outlet that `name` shortens, of those named before or anywhere, else `name`."""
    if name in SHORT and SHORT[name] in [*before, *(e.name for e in entities)]:
        return SHORT[name]
    if " " in name:
        return next((b for b in reversed(before) if b.endswith(" " + name) and kind_of_name(b)), name)
    if name.isupper():
        return name
    for longer in (*reversed(before), *(e.name for e in entities if e.type == "organisation")):
        if (longer.endswith(" " + name) or longer == name + " News") and kind_of_name(longer):
            return longer
    return name
