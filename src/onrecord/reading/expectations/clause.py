"""The clause around a cue: from its subject to its end, by marks, conjunctions and the contents it stands in.

The text has plain spaces and apostrophes here: `find` puts them in.
"""

import re
from typing import Final

from onrecord.text.spans import Span

_FINITE: Final = (
    r"(?:is|are|was|were|has|have|had|does|do|did|will|would|could|can|may|might|must|should|shall|says?|said|told|"
    r"warns?|warned|added|adds|insists|believes?|thinks?|argues|notes|claims?|hopes?|fears?|knows?|knew|comes?|came|[a-z]{2,}ed|"
    r"\w+n't|\w+'(?:ll|re|ve))"
)
_VERB: Final = re.compile(rf"(?<!\w){_FINITE}(?!\w)|\w's (?:a|the|not|going|been)\b")
_OPENER: Final = re.compile(
    r"(?P<mark>[;:] |\.\.\. )|(?P<dash> ?[\u2014\u2013] ?| --? )|(?P<quote>[\"\u201c])"
    r"|(?P<conjunction>,? (?:because|while|although|though|whereas|whether|since|before|after|until|but|so|as|yet|when|"
    r"that|than|and|or|if|how|what|why|where|which|who|whom)|, with)(?= )"
    r"|(?P<reported> (?:said|says|saying|added|adds|believes?|believed|thinks?|thought|insisted|insists|claims?|"
    r"claimed|warned|warns|hopes?|noted|argued|argues|suggested|announced|predicted|predicts|arguing|adding|warning|doubted|"
    r"doubts|concerned|worried|unlikely|likely))(?= )"
    r"|(?P<comma>,)(?= )"
)
_CLOSER: Final = re.compile(
    r"(?P<mark>; |: |\.\.\. )|(?P<dash> ?[\u2014\u2013] ?| --? )"
    r"|(?P<always>,?[\"\u201d]? (?:while|whereas|although|though|because|but)|, (?:which|who|whose|whom|where|as|so|"
    r"yet|when|since|with|according to|despite|amid|adding|saying|sparking|prompting|raising))(?=[ '])"
    r"|(?P<while> as )(?=(?:(?:the|an?|his|her|their|its|[A-Z]\w{0,20}) )?(?:[\w'-]{1,20} ){0,3}?"
    r"(?:is|are|was|were|has|have|will|would|could|fears|concerns|tensions|hopes) )"
    r"|(?P<joined>,? (?:and|or) )"
    r"|(?P<comma>,[\"\u201d']? )"
)
_DASH: Final = re.compile(r"[\u2014\u2013]| --? ")
_CLOSING: Final = re.compile(r"\S[\"\u201d]")
_SUBORDINATE: Final = re.compile(
    r"(?:while|although|though|as|after|when|before|because|since|despite|even though|whereas|until|once)\b",
    re.IGNORECASE,
)
_RELATIVE: Final = frozenset(["that", "which", "who", "what", "where", "whom"])
_HEADS: Final = frozenset(["what", "where", "who"])
_PREPOSITIONS: Final = frozenset(["since", "before", "after", "until", "as", "than", "so", "with"])
_ALWAYS: Final = frozenset(["while", "although", "though"])
_CONDITIONS: Final = ("If ", "if ", "Unless ", "unless ")
_PRONOUNS: Final = ("who ", "which ", "whose ", "whom ")
_MAIN_VERB: Final = re.compile(r" (?:was|were|is|are|has|had) ")
_LEADING: Final = re.compile(
    r"(?:(?:but|and|so|yet|or|because|"
    r"that(?! (?:is|was|would|will|has|could|may|might|had|means|can)\b)|still|however|meanwhile|also|then|plus|"
    r"now)\b,? |"
    r"[\"\u201c\u201d'\u2018(\[\s,;:\u2014\u2013-])+",
    re.IGNORECASE,
)
_ANEW: Final = re.compile(
    r"(?:he|she|it|they|we|I|you)\b|(?:[^\s,;.]+ ){0,5}?"
    r"(?:said|says|told|added|adds|warned|insisted|noted|argued|continued|explained|wrote|tweeted|"
    r"predicted|announced|claimed|predicts|believes|thinks|reported|reports|asked|replied)\b"
)
_MODAL_SOON: Final = re.compile(
    r"(?:[^\s,;.]+ ){0,6}?(?:is|are|was|were|has|have|had|will|would|could|may|might|must|should|can|did|does|do|said|"
    r"says|expected|plans|vowed|threatened|\w+n't)\b|(?:it|he|she|they|we|I|that|this|there)(?:'(?:ll|s|re))?\b"
)
_PHRASE_END: Final = re.compile(
    r"[,;:.!?\u2014\u2013\"\u201d)]| --? | (?:while|because|but|although|though|when|as|who|which)(?= )"
    rf"| and (?={_FINITE} )"
    r"| (?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|said|says|grows?|grew|rises?|rose|"
    r"mounts?|mounted|loomed?|looms|remains?|remained|deepens?|deepened|persists?|persisted|led|sparked|prompted|"
    r"following|after|before|ahead of|next|since|if)(?=[ .,;]|$)"
)
_DETERMINED: Final = re.compile(
    r"(?:(?<!\w)(?:the|an?|any|no|some|new|growing|renewed|further|his|her|their|its|our|my|this|these|those|real|"
    r"serious|possible|[a-z]{1,12}ing|[a-z]{1,12}ed) |'s? )+$",
    re.IGNORECASE,
)
_STRAY: Final = " \t\n,;:\"\u201c\u201d\u2018'()[]\u2013\u2014-"
_STOPS: Final = ".!?\u2026"
REACH: Final = 400
"""Code points on either side of a cue in which its clause is looked for."""


def _left(text: str, start: int, cue: int) -> int:
    """Return where the clause of a cue begins, not before `start`."""
    begin = origin = max(start, cue - REACH)
    before = -1
    """Where the clause began that a relative clause between commas parts."""
    joined = False
    for found in _OPENER.finditer(text, begin, cue):
        kind, at = found.lastgroup, found.end()
        if kind == "comma":
            rest = text[at:cue].strip()
            if before >= 0 and not rest:
                begin = origin = before
                continue
            # A comma ends a clause that opens the sentence, or splices two; elsewhere it is in the subject.
            spliced = rest and "," not in rest and not text.startswith(_CONDITIONS, begin)
            ended = _SUBORDINATE.match(text, begin)
            finite = _VERB.search(text, origin if spliced else begin, found.start()) or (
                ended and ended.group().lower() in _ALWAYS
            )
            if not (spliced or ended) or not finite:
                continue
        elif kind == "quote":
            if _CLOSING.search(text, at, cue) or (found.start() > start and text[found.start() - 1] not in " ("):
                continue
        elif kind == "dash":
            if _DASH.search(text, at, cue):
                continue
        elif kind == "conjunction":
            word = found.group().lstrip(", ").lower()
            rest = text[at:cue].strip()
            conditional = text.startswith(_CONDITIONS, begin)
            if word in _RELATIVE:
                before = begin if found.group().startswith(",") else before
                if not rest or word in _HEADS or rest in ("also", "then"):
                    at = found.end() - len(word)
            elif word == "if":
                if not _VERB.search(text, begin, found.start()):
                    continue
                at = found.end() - len(word)
            elif word in ("and", "or"):
                # Two subjects are no two clauses: a verb has to stand before the conjunction.
                if conditional or (rest and not _VERB.search(text, begin if joined else origin, found.start())):
                    continue
                joined = joined or found.group().startswith(",")
                begin = at
                continue
            elif word in _PREPOSITIONS and rest and ("," in rest or not _VERB.search(text, begin, found.start())):
                continue  # a preposition opens no clause
            elif conditional:
                continue
        begin = origin = at
        joined = False
    return begin


def _right(text: str, start: int, cue: int, end: int) -> int:
    """Return where the clause of a cue that ends at `cue` ends, not after `end`; a relative one ends at a comma."""
    relative = text.startswith(_PRONOUNS, start)
    stop, paired = min(end, cue + REACH), False
    for found in _CLOSER.finditer(text, cue, stop):
        kind, at = found.lastgroup, found.end()
        if kind == "dash" and (paired or _DASH.search(text, at, stop)):
            paired = not paired
            continue
        if kind in ("mark", "dash", "always", "while"):
            return found.start()
        if kind == "comma" and (relative or _ANEW.match(text, at, min(stop, at + 80))):
            return found.start()
        if kind == "joined" and _MODAL_SOON.match(text, at, min(stop, at + 60)):
            return found.start()
    main = _MAIN_VERB.search(text, cue, stop) if relative or text.startswith("that ", start) else None
    return main.start() if main else stop


def clause(text: str, bounds: Span, cue: Span) -> Span:
    """Return the clause of a cue with its subject, inside `bounds`, its sentence and the content it stands in.

    >>> text = "Vale left, but the council will vote on Monday, and Quill is away."
    >>> text[slice(*clause(text, (0, len(text)), (27, 31)))]
    'the council will vote on Monday'
    """
    start = _left(text, bounds[0], cue[0])
    lead = _LEADING.match(text, start, cue[0])
    # "That" and "which" right before the cue are its subject.
    if lead and (lead.end() < cue[0] or not text[start : cue[0]].strip().lower().endswith(("that", "which"))):
        start = lead.end()
    return _trimmed(text, start, _right(text, start, cue[1], bounds[1]))


def phrase(text: str, bounds: Span, cue: Span) -> Span:
    """Return the noun phrase that a cue heads or opens, with its determiner.

    >>> text = "It comes amid growing fears of a strike on the harbour as talks fail."
    >>> text[slice(*phrase(text, (0, len(text)), (22, 30)))]
    'growing fears of a strike on the harbour'
    """
    begin = max(bounds[0], cue[0] - 48)
    before = _DETERMINED.search(text[begin : cue[0]])
    start = begin + before.start() if before else cue[0]
    stop = min(bounds[1], cue[1] + REACH)
    over = _PHRASE_END.search(text, cue[1], stop)
    return _trimmed(text, start, over.start() if over else stop)


def _trimmed(text: str, start: int, end: int) -> Span:
    stops = _STRAY + _STOPS
    while end > start and text[end - 1] in stops:
        end -= 1
    while start < end and text[start] in _STRAY:
        start += 1
    return start, end
