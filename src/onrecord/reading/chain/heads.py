"""The head noun of a noun phrase, and what it says of who speaks: a text, a body, people, or one person."""

import re
from functools import lru_cache
from typing import Final, Literal

from onrecord.reading.chain.outlets import kind_of_name
from onrecord.text.listed import listed

_REMEMBERED: Final = 256
"""Phrases whose reading is kept: an article names the same few people over and over."""
Head = Literal["thing", "document", "outlet", "organisation", "people", "person", "name", "pronoun", ""]

DOCUMENTS: Final = listed("""report poll survey study law legislation letter e-mail email statement transcript document
    filing lawsuit suit complaint memo
    memorandum analysis review article story editorial op-ed book data figure statistic record census index audit
    finding research paper ruling order bill message notice testimony indictment manifesto video footage photo
    photograph picture headline tweet post dossier leak treaty agreement resolution constitution guideline plan
    proposal policy platform estimate forecast publication chart map sign banner slogan text declaration
    communique communiqué assessment affidavit brief motion subpoena evidence polling number statistics ad
    advertisement advert commercial column blog site website page profile biography memoir novel essay transcript
    cable
    diary file petition contract invoice receipt return code rule regulation act amendment decree verdict judgment
    judgement opinion projection average account graphic recording tape audio clip film documentary cartoon song
    quote press-release newsletter handbook manual log database archive graph table questionnaire ballot result
    investigation inquiry probe summary list fact-check series interview speech note minute draft briefing-paper
    manuscript transcript slide
    database submission section convention charter protocol accord communication returns
    version edition term terms
    readout scorecard playbook invitation copy excerpt tally leaflet flyer flier handout obituary""")
THINGS: Final = listed("""spat decision move episode event controversy attack debate visit fact success history
    release result clash dispute
    crisis war conflict scandal failure victory defeat moment issue question idea notion problem situation strategy
    approach rhetoric language comment remark word claim allegation accusation criticism revelation experience
    tone gesture silence absence presence rise fall shift change trend race campaign-trail timing""")
TITLES: Final = listed(
    """president minister secretary chancellor senator congressman congresswoman mp governor mayor leader chief
    spokesman
    spokeswoman spokesperson ambassador king queen pope judge justice chairman chairwoman director premier official
    lawmaker nominee candidate commissioner envoy speaker"""
)
"""Offices: their holders are persons, however they are spelt."""
OUTLETS: Final = listed("""newspaper network broadcaster magazine tabloid daily outlet newswire media channel
    station agency-news
    publication press""")
BODIES: Final = listed("""government ministry administration department agency court council committee commission
    party campaign company
    firm army military police parliament congress senate house office embassy bank union board bureau regime
    coalition foundation organisation organization charity association institute institution tank university college
    militia league authority watchdog regulator state country city nation kingdom consulate mission treasury monarchy
    palace federation cabinet legislature assembly tribunal corporation business airline group alliance bloc
    chamber society centre center club network force navy presidency junta syndicate panel subcommittee side
    caucus conference church caliphate faction opposition republic territory province county district town village
    inspectorate directorate coastguard ombudsman school hospital camp guard brigade corps command service
    secretariat prosecutor's pac operation ngo ngos lobby
    nonprofit non-profit startup start-up manufacturer maker brand retailer operator insurer lender
    pollster infirmary clinic ambulance trust consortium
    fund""")
_PEOPLE: Final = listed("""anyone nobody somebody someone movement people staff public crowd audience majority
    minority percent % half third
    quarter most
    many some few several
    others all both those these family community market markets electorate team delegation men women children
    neither none more media press world left right base establishment leadership jury gop police-officers duo pair
    trio
    couple generation band aides folks viewership west east wing personnel number dozens hundreds thousands millions
    scores
    plenty
    everyone everybody they we us you them who-plural""")
_ONES: Final = listed("""boss press-secretary secretary witness spokeswoman princess governess waitress hostess
    actress actress heiress
    analyst congress-member his hers nobody someone somebody anyone one another person man woman""")
PRONOUNS: Final = listed(
    "he she i him her his hers it its they them their theirs we us our who whose which that you "
    "your my me himself herself itself themselves this these those"
)
_PASSING: Final = listed("""group number majority minority some many dozens hundreds thousands millions scores lot
    couple handful most one
    members few several half third two three four five six seven eight nine ten eleven twelve fifteen twenty thirty
    forty fifty sixty seventy eighty ninety hundred dozen percent % all any each both others
    rest
    range series string host quarter tens plurality bulk pair crowd mob panel coalition cross-section none
    neither either bunch share array variety number pack wave""")
"""Heads that pass on to the noun behind "of": a group *of officials*."""
_MEMBERS: Final = listed("members many some most several few others both all any none two three half part rest")
"""Heads that are people themselves where what follows is one body: *members of the committee*."""
_POSTMODIFIER: Final = re.compile(
    r"\s*[,(;:\u2014\u2013]|\s(?=(?:in|from|by|who|whom|which|that|released|published|on|for|at|with|about|against|to"
    r"|whose|near|under|into|inside|within|familiar|close|involved|briefed|conducted|reported|compiled|commissioned"
    r"|sponsored|obtained|issued|posted|seen"
    r"|cited"
    r"|citing|quoted|based|representing|working|including|among|between|as|speaking|across|during|after|before|since"
    r"|behind|outside|over|along|like|such|following|surveyed|polled|responding|interviewed|present|loyal|aligned"
    r"|backing"
    r"|(?:provided|produced|prepared|distributed|filed|written|sent|given|shared|taken|recorded|reviewed|leaked|held)"
    r" (?:by|to|in|from|on|at|for|with|last|this|earlier)"
    r"|supporting|opposed|linked|led|run|aboard|and|or|but|then|also|himself|herself|themselves|itself|alike"
    r"|alone)\b)"
    r"|\s--\s|\s-\s|(?<=[a-z]s)\s(?!polling\b)(?=[a-z]+(?:ing|ed)\b)"
)
_OF: Final = re.compile(r"\s+of\s+")
_WORD: Final = re.compile(r"[^\W_]+(?:[-.&'\u2019][^\W_]+)*\.?|%")
_POSSESSIVE: Final = re.compile(r"['\u2019]s?$")
_INDEFINITE: Final = re.compile(
    r"(?:an?|another|one|some|several|many|few|other|certain|two|three|various|any)\b", re.IGNORECASE
)


_GROUP: Final = re.compile(
    r"(?:\b(?:Democrats|Republicans|Conservatives|Liberals|Tories|Libertarians|Socialists|Greens|Americans|Voters"
    r"|Critics|Officials"
    r"|Analysts|Experts|Demonstrators|Aides|Protesters|Supporters|Opponents|Observers|Lawmakers|Investigators"
    r"|Prosecutors"
    r"|Economists|Scientists|Researchers|Residents|Witnesses|Activists|Lawyers|Sources|Diplomats|Ministers|Leaders"
    r"|Rebels"
    r"|Authorities|Investors|Traders|Campaigners|Senators|Congressmen|Advisers|Advisors|Strategists|Pollsters|Pundits"
    r"|Insiders|Workers|Teachers|Doctors|Students|Families|Women|Men|People|Others|Some|Many|Most|Few|Several|Both"
    r"|Immigrants|Migrants|Refugees|Muslims|Christians|Jews|Evangelicals|Catholics|Latinos|Hispanics|Blacks|Whites"
    r"|Israelis|Palestinians|Europeans|Britons|Germans|Russians|Ukrainians|Iranians|Iraqis|Syrians|Chinese|Mexicans"
    r"|Commentators|Journalists|Reporters|Executives|Engineers|Historians|Professors|Attorneys|Judges|Police|Fans"
    r"|Friends"
    r"|Partisans|Readers|Viewers|Parents|Farmers|Consumers|Taxpayers|Citizens|Veterans|Troops|Soldiers|Officers|Academics"
    r"|Scholars|Survivors|Relatives|Organi[sz]ers|Backers|Independents|Moderates|Progressives|Fundraisers|Users"
    r"|Colleagues|Allies|Members|Delegates|Donors|Staffers|Operatives|Campaigns|Unions))\Z"
)
"""Plural nouns by which a sentence may begin, and group names."""


_PROPER_BEFORE: Final = re.compile(r"\b[A-Z][\w.]*(?<!an)(?<!ish)(?<!ese)(?<!i) team\Z")


_ONE_OR_MORE: Final = re.compile(r"\bone or more\b", re.IGNORECASE)
_SOME_OF_THEM: Final = re.compile(
    r"(?:many|most|some|all|both|none|several|few|half|two|three|others) of (?:whom|them|us|which|these|those)\b",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(
    r"(?:[\w-]+ ){0,3}?(?:[\d.,]+|\w+) ?(?:percent|per cent|%|in \d+|of \d+|in ten|out of)(?!\w)", re.IGNORECASE
)
_MANY: Final = re.compile(
    r"(?:(?:a |the )?few|several|many|some|both|most|dozens|hundreds|thousands|two|three|four) ", re.IGNORECASE
)
_EDITORS: Final = re.compile(r"\b(?:editorial (?:board|page|writers)|editors)\Z")
"""Those who write an outlet's own opinion."""
_THOSE: Final = re.compile(r"(?:those|these) [a-z]+(?:ed|ing)\b|one\Z|staff\Z", re.IGNORECASE)
_TITLED: Final = re.compile(
    r"\b(?:magazine|newspaper|broadcaster|daily|tabloid|news (?:agency|site|website|outlet|affiliate)"
    r"|affiliate|station|radio station|TV channel)"
    r" [A-Z][\w ]*\Z"
)
"""An outlet's name behind what it is: "the weekly magazine Anchor"."""


_RELEASE: Final = re.compile(r"\b(?:press|news) releases?\Z", re.IGNORECASE)
"""What is no release of anything else."""
_ANYBODY: Final = listed("anyone everyone everybody anybody nobody others some many most people")


def noun_phrase(phrase: str) -> str:
    """Return a noun phrase up to what follows its head noun.

    >>> noun_phrase("Several US officials who were briefed on it")
    'Several US officials'
    """
    phrase = " ".join(phrase.split()).strip("\"'\u201c\u201d\u2018\u2019,;: ")
    found = _POSTMODIFIER.search(phrase, 1)
    return phrase[: found.start()] if found and found.start() else phrase


@lru_cache(_REMEMBERED)
def head_of(phrase: str) -> str:
    """Return the head noun of a noun phrase, as spelt.

    >>> [head_of(p) for p in ("a group of senior officials in the ministry", "Vale's campaign", "a review of it")]
    ['officials', 'campaign', 'review']
    """
    core = noun_phrase(phrase)
    parts = _OF.split(core, maxsplit=2)
    words = _WORD.findall(parts[0])
    head: str = words[-1] if words else ""
    if len(parts) > 1 and (head.lower() in _PASSING or head.lower().isdigit()):
        inner = _WORD.findall(parts[1])
        body = head.lower() in _MEMBERS and bool(inner) and inner[-1].lower() in BODIES | OUTLETS
        if inner and not body:
            head = inner[-1]
    return head


def singular(noun: str) -> str:
    """Return a noun without its plural ending, roughly."""
    if noun == "analyses":
        return "analysis"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def plural(noun: str) -> bool:
    """Whether a lower-case noun is a plural, or one word for many people."""
    return (
        noun in _PEOPLE
        or noun.endswith(("men", "folk"))
        or (noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and noun not in _ONES)
    )


_ABOUT: Final = re.compile(r"\bPACs?\b|\b(?:pro|anti)-[A-Z]\w*|[A-Z][\w-]+-(?:linked|backed|based|led|run)\b")
_LOOSE: Final = listed(
    "pac militia lobby "
    "group company firm organisation organization charity business ngo nonprofit non-profit school church"
)


def new_body(phrase: str) -> bool:
    """Whether a noun phrase brings in a body that it does not name: "a rights group", unlike "a federal court"."""
    core = noun_phrase(phrase)
    return (
        bool(_INDEFINITE.match(core))
        and singular(head_of(core).lower()) in _LOOSE
        and not any(c.isupper() for c in _ABOUT.sub("", core[1:]))
    )


def one_of_many(phrase: str) -> bool:
    """Whether a phrase picks one out of many: "one of his aides", "a member of the jury"."""
    found = re.match(r"(?:one|(?:an?|another) (?:\w+ )?member|another) of\b", phrase.strip(), re.IGNORECASE)
    return bool(found)


_COORDINATED: Final = re.compile(
    r"((?:[Tt]he |[Ss]everal |[Bb]oth |[Ss]enior )?)(?:[A-Z][\w.-]*)(?: [A-Z][\w.-]*){0,3} and"
    r" ((?:[A-Z][\w.-]* ){1,3}(?:[a-z-]+ ){0,2}[a-z]+s)\b"
)
"""Two modifiers of one head: "the Quarvian and Orrish ministries"."""


@lru_cache(_REMEMBERED)
def read(phrase: str) -> Head:
    """Say what the head noun of `phrase` makes its source.

    >>> [read(p) for p in ("a new poll", "the ministry", "Several US officials", "a diplomat", "Ana Vale", "she")]
    ['document', 'organisation', 'people', 'person', 'name', 'pronoun']
    """
    phrase = _COORDINATED.sub(r"\1\2", _ONE_OR_MORE.sub("several", phrase))
    if _EDITORS.search(phrase):
        return "outlet"
    if _THOSE.match(phrase):
        return "people"
    head = head_of(phrase)
    if not head:
        return ""
    lower = _POSSESSIVE.sub("", head.lower()).rstrip(".")
    core = noun_phrase(phrase)
    if lower in PRONOUNS and " " not in core:
        return "pronoun"
    one = singular(lower)
    proper = head[0].isupper()
    if one_of_many(phrase) and one not in DOCUMENTS:
        return "person"
    outlet = proper and kind_of_name(core)
    if outlet and (outlet[1] or core[:4].lower() == "the "):
        return "name"
    if one in DOCUMENTS or lower in DOCUMENTS or _RELEASE.search(core):
        return "document"
    if one in THINGS and not proper:
        return "thing"
    if one == "team" and _PROPER_BEFORE.search(core):
        return "organisation"
    if one in BODIES:
        many = lower != one and lower not in BODIES and (not proper or core == head)
        return "people" if many and not core.lower().startswith("the ") else "organisation"
    if _TITLED.search(core):
        return "outlet"
    if one in TITLES:
        return "people" if lower != one else "person"
    if lower in OUTLETS or one in OUTLETS:
        return "outlet" if not proper else "name"
    if _SHARE.match(core) or _SOME_OF_THEM.match(phrase) or (_MANY.match(core) and not core[0].isdigit()):
        return "people"
    if core.lower() in _ANYBODY or core.lower() in ("no one", "no-one"):
        return "people"
    if proper:
        return "people" if _GROUP.search(head) else "name"
    if lower in PRONOUNS:
        return "pronoun"
    if lower[0].isdigit() or plural(lower):
        return "people"
    return "person"
