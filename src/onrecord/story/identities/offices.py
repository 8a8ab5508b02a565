"""Offices and trades: which are one, which one person does not have at a time."""

import re
from functools import lru_cache
from typing import Final, Literal

from onrecord.reading.entities.known import PLACE_OF
from onrecord.reading.entities.words import HEADS, TITLES, lemma, listed
from onrecord.story.identities.bodies import stem
from onrecord.story.identities.seen import Office
from onrecord.story.identities.spelling import words_of

Agreement = Literal["same place", "same", "alike", "other place", "other office", "other walk of life"]
"""How two offices stand: the same at the same place or body; the same, no place told; one less exact than the other;
one office of two places or bodies; two offices of one kind; two trades that one person does not have at a time.
"""
_PARTS: Final = re.compile(r"\b(?:of|for|at|in|with|to|on|from|under)\b", re.IGNORECASE)
_SMALL: Final = frozenset(
    listed("the a an its his her their of for at in and new current incoming s present then sitting neither embattled")
)
_PARTIES: Final = frozenset(listed("republican democratic democrat gop labour tory conservative liberal independent"))
_SEATS: Final = frozenset(listed("senator congressman governor mp mayor councillor lawmaker legislator"))
"""Seats that somebody has for a place: a page may tell the party instead, which is no other place."""
_PAST: Final = frozenset(listed("former ex late onetime retired outgoing past formerly once"))
_AHEAD: Final = frozenset(listed("candidate nominee hopeful elect contender"))
_SINGLE: Final = frozenset(
    listed(
        "mayor president premier chancellor governor king queen emir sultan pope archbishop bishop chief chair",
        "chairman chairwoman chairperson director principal dean vicar minister secretary ambassador consul mp senator",
        "speaker commissioner coroner sheriff ombudsman headteacher editor leader head manager coach captain",
        "executive ceo cfo congressman congresswoman superintendent prosecutor comptroller undersecretary treasurer",
        "taoiseach",
    )
)
"""Heads of offices that one holds at a place at a time; one person hardly holds two of a kind."""
_ONE: Final = {
    "chairwoman": "chairman", "chairperson": "chairman", "chair": "chairman", "ceo": "executive", "rep": "congressman",
    "representative": "congressman", "congresswoman": "congressman", "sen": "senator", "gov": "governor",
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "pm": "premier", "attorney": "lawyer", "prof": "professor",
    "dr": "doctor", "gen": "general", "col": "colonel", "lt": "lieutenant", "sgt": "sergeant", "footballer": "player",
    "policewoman": "policeman", "businesswoman": "businessman", "boss": "executive", "councilwoman": "councillor",
    "councilman": "councillor", "capt": "captain", "actress": "actor",
}  # fmt: skip
_WALKS: Final[dict[str, frozenset[str]]] = {
    "public office": frozenset(
        listed(
            "mayor president premier chancellor governor minister secretary mp senator speaker congressman councillor",
            "ambassador consul commissioner lawmaker legislator politician diplomat king queen prince taoiseach envoy",
        )
    ),
    "the law": frozenset(listed("judge lawyer prosecutor barrister solicitor justice magistrate coroner")),
    "the forces": frozenset(listed("general colonel lieutenant sergeant soldier admiral commander private corporal")),
    "the police": frozenset(listed("policeman detective constable sheriff superintendent inspector")),
    "medicine": frozenset(listed("surgeon nurse doctor physician paramedic midwife pharmacist psychiatrist dentist")),
    "learning": frozenset(
        listed("professor lecturer historian economist scientist physicist biologist sociologist researcher scholar")
    ),
    "a trade": frozenset(
        listed(
            "plumber electrician carpenter driver mechanic builder farmer fisherman welder bricklayer baker butcher",
            "cleaner waiter waitress cook miner decorator roofer joiner hairdresser barber gardener shopkeeper porter",
            "labourer docker potter tailor cobbler locksmith machinist postman courier cashier painter",
        )
    ),
    "sport": frozenset(
        listed("player striker goalkeeper midfielder defender boxer sprinter swimmer cyclist golfer jockey athlete",
               "cricketer batsman bowler referee winger jumper skier rower wrestler")
    ),
    "the arts": frozenset(
        listed("actor singer musician poet novelist composer guitarist drummer dancer comedian sculptor photographer",
               "conductor pianist violinist bassist")
    ),
    "religion": frozenset(listed("bishop archbishop priest vicar imam rabbi pastor pope cardinal monk nun preacher")),
    "school": frozenset(listed("pupil schoolboy schoolgirl toddler")),
    "teaching": frozenset(listed("teacher headteacher")),
}  # fmt: skip
_BESIDE: Final = frozenset(
    frozenset(pair)
    for pair in (
        ("public office", "the law"), ("public office", "learning"), ("public office", "medicine"),
        ("public office", "the forces"), ("the law", "learning"), ("medicine", "learning"), ("teaching", "learning"),
        ("the arts", "learning"), ("religion", "learning"), ("public office", "teaching"), ("teaching", "sport"),
        ("public office", "religion"), ("medicine", "the forces"), ("the police", "the forces"),
        ("the arts", "teaching"),
        ("public office", "the arts"), ("religion", "teaching"), ("public office", "sport"),
        ("public office", "a trade"),
        ("the police", "public office"),
    )
)  # fmt: skip
"""Walks of life that one person does have at a time."""
_WALK_OF: Final = {head: walk for walk, heads in _WALKS.items() for head in heads}
KNOWN_HEADS: Final = HEADS | frozenset(_WALK_OF) | frozenset(_ONE)
"""Nouns that say what somebody is."""


class Post:
    """An office or trade, taken apart: its `head` noun, what it is of (`of`, folded; `proper` what of that is a name
    or a place), and whether it is `past` or only `ahead`.
    """

    def __init__(self, office: Office) -> None:
        shown = office.words.replace("’", "'").replace("'s", "")
        first = _PARTS.split(shown, maxsplit=1)[0] or shown
        words = [word for word in words_of(first.replace("-", " ")) if word not in _SMALL]
        self.past = any(word in _PAST for word in words)
        self.ahead = any(word in _AHEAD for word in words)
        head = next(
            (w for w in reversed(words) if lemma(w)[0] in KNOWN_HEADS or w in TITLES), words[-1] if words else ""
        )
        self.head = _ONE.get(lemma(head)[0], lemma(head)[0])
        names = {word for word in _capitals(shown) if word in PLACE_OF or lemma(word)[0] not in KNOWN_HEADS}
        if office.at:
            names |= set(words_of(office.at))
        every = {w for w in words_of(shown.replace("-", " ")) if w not in _SMALL and w not in _PAST} | names
        content = {w for w in every if _ONE.get(lemma(w)[0], lemma(w)[0]) != self.head and w not in _SMALL}
        if self.head in _SEATS:
            content -= _PARTIES
        self.of = frozenset(stem(word) for word in content)
        self.proper = frozenset(stem(word) for word in names if word not in _SMALL) & self.of

    @property
    def walk(self) -> str | None:
        """Return the walk of life it is of, if that is known."""
        return _WALK_OF.get(self.head)


@lru_cache(maxsize=16_384)
def post(office: Office) -> Post:
    """Return an office taken apart."""
    return Post(office)


def _capitals(shown: str) -> set[str]:
    """Return the folded words with a capital; but those of an office ("Transport Minister")."""
    words = re.findall(r"[^\W\d_][\w'-]*", shown)
    head = next((i for i, w in enumerate(words) if lemma(w.lower())[0] in KNOWN_HEADS or w.lower() in TITLES), -1)
    out: set[str] = set()
    for place, word in enumerate(words):
        if not word[0].isupper():
            continue
        folded = words_of(word)
        titled = head >= place and words[head][0].isupper()
        if folded and (place == head or (titled and folded[0] not in PLACE_OF and not _adjective(folded[0]))):
            continue
        out.update(folded)
    return out


def _adjective(word: str) -> bool:
    """Whether a word has the ending of a place's adjective."""
    return len(word) > 5 and word.endswith(("ian", "ese", "ish", "ean"))


def agreement(one: Post, other: Post, days: int | None) -> Agreement | None:
    """Return how two offices stand to each other; None where nothing follows. `days` lie between the pages."""
    together = days is not None and days <= 400
    current = not (one.past or other.past or one.ahead or other.ahead)
    if one.head and one.head == other.head:
        if one.proper and other.proper:
            few, many = sorted((one.proper, other.proper), key=len)
            if few & many and (few <= many or len(few & many) * 2 > len(few)):
                return "same place" if not (_portfolio(one) ^ _portfolio(other)) or one.of & other.of else "alike"
            if current and together and (one.head in _SINGLE or one.walk == "a trade"):
                return "other place"
            return None
        mine, theirs = _portfolio(one), _portfolio(other)
        if (one.proper & other.of) or (other.proper & one.of):
            return "same place"
        if mine and theirs and not mine & theirs:
            near = days is not None and days <= 30
            return "other office" if current and near and one.head in _SINGLE else None
        return "same" if mine and mine & theirs else "alike"
    if one.walk and one.walk == other.walk and one.walk != "public office":
        return "same" if one.proper & other.proper else "alike"
    if current and together and one.walk and other.walk and one.walk != other.walk:
        return None if frozenset((one.walk, other.walk)) in _BESIDE else "other walk of life"
    return None


def _portfolio(post: Post) -> frozenset[str]:
    return post.of - post.proper
