"""Words of the language by which a source's noun phrase is read."""

from typing import Final, Literal, TypeVar

from onrecord.reading.entities.items import first_names, fold
from onrecord.text.listed import listed

_T = TypeVar("_T", bound=str)
Gender = Literal["male", "female"]
Pronoun = Literal["first", "masculine", "feminine", "neuter", "plural", "relative"]


def _all(words: str, value: _T) -> dict[str, _T]:
    return dict.fromkeys(words.split(), value)


_KINDS: Final[tuple[tuple[Pronoun, str], ...]] = (
    ("first", "i me my mine myself we us our ours ourselves"),
    ("masculine", "he him his himself"),
    ("feminine", "she her hers herself"),
    ("neuter", "it its itself"),
    ("plural", "they them their theirs themselves each both"),
    ("relative", "who whom whose which that"),
)
PRONOUNS: Final[dict[str, Pronoun]] = {word: kind for kind, words in _KINDS for word in words.split()}
POSSESSIVE: Final = listed("my our your his her its their whose")
ONLY_POSSESSIVE: Final = listed("my our its their his her")
DEFINITE: Final = listed("the this that these those both")
INDEFINITE: Final = listed("a an some several many another one other any no every each few most two three four five")
RELATIVE: Final = listed("who whom whose which that where when")
AUXILIARIES: Final = listed("is are was were be been has have had will would can could did does do should may might")
PREPOSITIONS: Final = listed(
    "of at for in on from with by to as under over about against among between within inside outside near after before "
    "during since until through including like despite without via around across behind per amid into such"
)
TIMES: Final = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb aug sept oct nov dec today yesterday recent"
)
PERIODS: Final = listed(
    "week month year summer spring autumn fall winter weekend morning afternoon evening night decade"
)
CONJUNCTIONS: Final = listed("and or & nor")
QUANTIFIERS: Final = listed("many most some several few all both none each one two three half any much majority more")
PEOPLE: Final = listed(
    "people men women children police others some many several most few all voters staff personnel percent media "
    "everyone everybody someone somebody anyone anybody nobody none"
)
PARTICIPLES: Final = listed(
    "led based involved worried opposed released conducted published obtained seen made familiar close aware loyal "
    "briefed concerned known called named quoted interviewed critical supportive taken held given sent written shown"
)
LEADING: Final = listed(
    "according to by from said says says: said: via either even while but as for such like including"
)
"""What may stand before the noun phrase when a source is cut too wide."""

TITLES: Final = listed(
    "mr mrs ms miss dr sir dame lord lady rep reps sen sens gov gen lt col sgt capt rev hon prof judge justice "
    "president senator secretary minister chairman chairwoman chair congressman congresswoman representative governor "
    "mayor general colonel captain professor attorney prime vice deputy foreign chief king queen prince princess pope "
    "imam rabbi ambassador premier chancellor speaker leader officer detective sheriff commissioner spokesman "
    "spokeswoman former ex candidate nominee republican democrat democratic state assistant director"
)

AUTHORS: Final = listed("reporter writer author columnist correspondent journalist blogger editor")
"""What authors call themselves: "this reporter"."""
HONORIFICS: Final = listed("mr mr. mrs mrs. ms ms. miss dr dr. rep. sen. gov. gen. lt. col. sgt. capt. rev. hon. prof.")
"""Titles that are no part of a name, wherever they stand."""

MALE: Final = listed(
    "mr sir lord king prince congressman chairman spokesman businessman father husband son brother man boy grandfather "
    "uncle nephew actor policeman gentleman widower pope duke emperor baron"
)
FEMALE: Final = listed(
    "mrs ms miss dame lady queen princess congresswoman chairwoman spokeswoman businesswoman mother wife daughter "
    "sister woman girl grandmother aunt niece actress policewoman widow mom duchess empress baroness"
)

PERSON_NOUNS: Final = listed(
    "man woman boy girl person official spokesman spokeswoman spokesperson president senator congressman congresswoman "
    "representative lawmaker governor mayor minister secretary chairman chairwoman chair chief director leader head "
    "nominee candidate billionaire businessman businesswoman mogul developer executive ceo founder general colonel "
    "officer commander judge justice attorney lawyer prosecutor professor scholar economist analyst expert scientist "
    "researcher doctor physician author writer journalist reporter columnist editor host anchor moderator pollster "
    "strategist adviser advisor aide aides consultant activist critic supporter opponent mother father wife husband "
    "daughter son brother sister widow widower friend neighbor neighbour teacher student farmer worker owner manager "
    "resident voter member source diplomat ambassador envoy prince king queen pope bishop priest rabbi imam sheriff "
    "detective defendant plaintiff witness suspect victim survivor veteran soldier actor actress singer comedian coach "
    "player star celebrity premier chancellor speaker commissioner incumbent challenger frontrunner democrat "
    "republican libertarian conservative liberal counterpart colleague rival successor predecessor surrogate operative "
    "pm vp mp teen youth guy cousin hero cop nun monk "
    "spouse partner parent child teenager driver blogger poster user treasurer superintendent inspector surgeon "
    "ex-wife ex-husband dad mom grandmother grandfather native newyorker tycoon magnate statesman politician"
)
BODY_NOUNS: Final = listed(
    "agency fund ministry department court committee commission council government administration party campaign "
    "company firm group organization organisation association union bank institute institution university college "
    "center centre foundation board panel bureau office team network newspaper paper magazine outlet publication "
    "channel site website station alliance coalition movement church club league federation authority regulator "
    "watchdog charity nonprofit think-tank army military force militia police service congress senate house parliament "
    "legislature assembly country nation state city county kingdom republic region town corporation conglomerate "
    "carmaker automaker airline retailer giant startup chain museum hospital school district caucus society chamber "
    "cabinet embassy body tribunal jury brigade infirmary clinic ambulance coastguard squad inspectorate directorate "
    "secretariat consortium treasury judiciary"
)
NAMED_KINDS: Final = listed(
    "party newspaper magazine network group company movement website militia organisation agency"
)
"""Nouns that only say what the name before them is of."""
ANY_BODY: Final = listed(
    "agency company firm group organization organisation bank union network newspaper paper magazine outlet "
    "publication channel site website station charity party team retailer giant startup watchdog regulator nonprofit"
)
"""Nouns for a body in whose name they need not stand; "the ministry" is one that is called so."""
LAND_NOUNS: Final = listed("country nation state city county kingdom republic region town island district government")
BUILT_NOUNS: Final = listed(
    "tunnel bridge street road avenue square lane airport station hospital infirmary prison jail harbour harbor port "
    "dam stadium park river lake mountain mount sea ocean bay canal tower palace church cathedral mosque hotel mall "
    "university college school courthouse terminal motorway highway railway barracks base camp"
)
"""Last words of the names of places that have no government and are no country."""
TEXT_NOUNS: Final = listed(
    "report poll survey study analysis letter document documents statement ruling decision order opinion law bill act "
    "memo memorandum email e-mail emails text transcript article story editorial column essay book paper filing brief "
    "complaint lawsuit suit affidavit indictment submission data statistics figures records review assessment "
    "estimate forecast index census draft plan proposal treaty agreement convention charter constitution resolution "
    "communique communiqué declaration manifesto platform tweet tweets post posts message messages video recording "
    "tape footage ad advertisement website slide presentation note notes file files warrant dispatch profile account "
    "release newsletter petition verdict judgment judgement audit investigation research findings database reports "
    "polls surveys studies letters papers slides memos piece story"
)
ATTITUDES: Final = listed(
    "statement statements claim claims view views remark remarks comment comments aim aims goal goals promise promises "
    "pledge pledges threat threats vow vows belief beliefs warning warnings allegation allegations accusation "
    "accusations assertion assertions argument arguments assessment position stance opposition support opinion "
    "opinions call calls demand demands request plan plans proposal hope hopes fear fears concern concerns suggestion "
    "insistence contention criticism criticisms refusal denial admission announcement prediction expectation "
    "expectations estimate estimates words speech address testimony answer response reply conclusion decision desire "
    "intention intentions wish attack attacks praise question questions doubts complaint complaints description "
    "characterization explanation observation reasoning rhetoric forecast determination outlook rejection endorsement "
    "war-aims message tweet tweets adulation missive"
)
"""Nouns of what somebody says or thinks: in "the mayor's warning" the mayor is the source."""

OFFICE_WORDS: Final = (TITLES | PERSON_NOUNS) - listed(
    "republican democrat democratic conservative liberal libertarian"
)
COMMON: Final = TITLES | PERSON_NOUNS | BODY_NOUNS | listed("officials sources lawmakers experts critics others")
"""Nouns that a capital does not make a name: "the President"."""
SAME_KIND: Final[dict[str, str]] = {
    **_all("poll polls survey surveys study studies analysis research", "study"),
    **_all("letter note memo missive email", "letter"),
    **_all("article story piece report column editorial", "article"),
    **_all("ruling decision judgment judgement opinion order verdict", "ruling"),
    **_all("video recording footage tape clip", "video"),
    **_all("official officials", "official"),
    **_all("source sources", "source"),
    **_all("expert experts analyst analysts", "expert"),
    **_all("lawyer lawyers attorney attorneys", "lawyer"),
    **_all("lawmaker lawmakers legislator legislators", "lawmaker"),
    **_all("researcher researchers scientist scientists author authors", "researcher"),
    **_all("physician physicians doctor doctors", "doctor"),
}
"""Nouns of things that an article names now so, now so."""

OFFICES: Final[dict[str, frozenset[str]]] = {
    "congressman": listed("rep congressman representative r-"),
    "congresswoman": listed("rep congresswoman representative"),
    "lawmaker": listed("rep sen congressman congresswoman senator representative mp lawmaker"),
    "lawmakers": listed("reps sens"),
    "representative": listed("rep congressman congresswoman"),
    "senator": listed("sen senator"),
    "governor": listed("gov governor"),
    "general": listed("gen general"),
    "judge": listed("judge justice"),
    "justice": listed("justice judge"),
    "professor": listed("prof professor"),
    "doctor": listed("dr doctor surgeon physician"),
    "nominee": listed("nominee candidate"),
    "candidate": listed("nominee candidate"),
    "wife": listed("wife ex-wife"),
    "ex-wife": listed("wife ex-wife"),
    "agency": listed("agency bureau office administration"),
    "minister": listed("minister secretary"),
    "pm": listed("prime premier pm"),
    "vp": listed("vice vp"),
    "chief": listed("chief head director"),
    "head": listed("chief head director"),
    "boss": listed("chief head director chairman"),
    "paper": listed("newspaper times post"),
    "newspaper": listed("newspaper times post journal"),
    "outlet": listed("news times post"),
    "court": listed("court"),
    "alliance": listed("alliance"),
    "spokesman": listed("spokesman spokesperson"),
    "spokeswoman": listed("spokeswoman spokesperson"),
    "pollster": listed("pollster"),
    "lawyer": listed("lawyer attorney"),
    "attorney": listed("lawyer attorney"),
}
"""Words by which an article may have called the holder of an office before, and the short forms of titles."""


def gender_of(name: str) -> Gender | None:
    """Return whether a full name is a man's or a woman's by its first word; None for a single word or if unknown."""
    first, _, rest = fold(name[:80]).partition(" ")
    known = first_names().get(first.replace("-", "")) if rest.strip() else None
    return {"m": "male", "f": "female"}.get(known or "")  # type: ignore[return-value]
