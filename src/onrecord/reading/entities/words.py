"""Words of the language by which people, bodies and places are told apart: pronouns, titles, offices, endings."""

from typing import Final, Literal

Gender = Literal["m", "f", "n"]
Number = Literal["s", "p"]


def listed(*lines: str) -> tuple[str, ...]:
    """Return the words of `lines`, written one after another with spaces."""
    return tuple(word for line in lines for word in line.split())


PRONOUNS: Final[dict[str, tuple[Gender | None, Number]]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("m", "s")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("f", "s")),
    **dict.fromkeys(("it", "its", "itself"), ("n", "s")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), (None, "p")),
}
POSSESSIVE: Final = frozenset(listed("his her its their"))
REFLEXIVE: Final = frozenset(listed("himself herself itself themselves"))

TITLES: Final[dict[str, Gender | None]] = {
    **dict.fromkeys(listed("mr sir lord baron sheikh sheik father brother king prince pope rabbi"), "m"),
    **dict.fromkeys(listed("mrs ms miss lady baroness dame sister queen princess madam madame mme"), "f"),
    **dict.fromkeys(listed("dr prof professor rev reverend hon judge justice")),
    **dict.fromkeys(
        listed(
            "sen senator rep representative gov governor gen general lt col colonel maj major capt",
        )
    ),
    **dict.fromkeys(
        listed(
            "captain sgt sergeant adm admiral cmdr commander commodore brigadier superintendent inspector president "
            "secretary minister"
        )
    ),
    **dict.fromkeys(
        listed(
            "chancellor ambassador mayor speaker bishop archbishop cardinal ayatollah imam mullah",
        )
    ),
}
"""Titles and offices that stand before a name, with the gender they tell."""

HEADS: Final = frozenset(
    listed(
        "accountant activist actor actress adviser advisor advocate agent aide ally ambassador analyst anchor",
        "archbishop architect artist assistant astronaut athlete attorney author ayatollah banker baron",
        "billionaire biologist bishop blogger boss brigadier broadcaster builder businessman businesswoman",
        "campaigner candidate captain cardinal caretaker ceo cfo chair chairman chairperson chairwoman",
        "champion chancellor chef chief clerk cleric coach co-author co-chair co-director co-founder",
        "colleague colonel columnist comedian commander commentator commissioner composer comptroller",
        "congressman congresswoman constable consul consultant contractor controller convener coordinator",
        "coroner correspondent councillor councilman councilwoman counsel counsellor counselor counterpart",
        "critic curator daughter deacon dean delegate demographer deputy designer detective developer",
        "diplomat director dissident doctor donor duchess duke economist editor educator emir emperor",
        "engineer entrepreneur envoy epidemiologist executive expert father fellow filmmaker financier",
        "firefighter founder friend frontman geologist general governor guard head historian host husband",
        "imam infantryman inspector inventor investigator investor journalist judge justice king lady",
        "lawmaker lawyer leader lecturer lecturer-in-chief legislator librarian lieutenant lobbyist major",
        "manager marshal mayor mediator member meteorologist minister missionary moderator monarch mother mp",
        "mullah musician negotiator neighbour neighbor neurologist nominee novelist nurse officer official",
        "ombudsman operative opponent organiser organizer owner painter pastor patriarch pharmacist",
        "philosopher photographer physician physicist pilot planner player pm poet policeman politician",
        "pollster pope preacher premier president priest prince princess principal producer professor",
        "programmer prosecutor psychiatrist psychologist publicist publisher queen rabbi rapporteur",
        "receptionist referee rep representative reporter researcher resident retiree rival running-mate",
        "ruler scholar scientist secretary sen senator sergeant sheikh sheriff singer sociologist soldier",
        "solicitor son speaker spokesman spokesperson spokeswoman staffer strategist student successor",
        "superintendent supervisor surgeon surrogate sultan taoiseach teacher technician treasurer trustee",
        "tycoon undersecretary vet veteran veterinarian vicar victim volunteer warden whistleblower widow",
        "widower wife winner worker writer",
    )
)
"""Nouns that say who a person is: offices, trades, kin."""

MODIFIERS: Final = frozenset(
    listed(
        "acting associate assistant attorney chief co coalition communications campaign defence defense",
        "deputy economic election energy environment exiled ex executive federal finance first foreign former",
        "general health home house incoming independent interim interior junior justice late left-wing",
        "long-time longtime majority military minority national new newly-elected opposition outgoing",
        "parliamentary police policy political presidential press prime principal progressive public regional",
        "research retired right-wing ruling security senior shadow special state then trade top transport",
        "treasury under veteran vice vice-presidential work world party campaign cabinet intelligence army",
        "navy police labour labor human rights far-right right-hand staff council county city district",
        "university school hospital union tech media sports political science long-serving then- one-time",
        "onetime",
    )
)
"""Words before such a noun that belong to the office."""

FEMALE: Final = frozenset(
    listed(
        "actress businesswoman chairwoman congresswoman councilwoman daughter duchess lady mother princess",
        "queen spokeswoman widow wife woman girl grandmother sister aunt niece policewoman girlfriend heroine",
        "nun waitress",
    )
)
MALE: Final = frozenset(
    listed(
        "businessman chairman congressman councilman duke father king man boy prince spokesman son widower",
        "husband pope brother uncle nephew policeman grandfather gunman salesman boyfriend frontman gentleman",
        "sultan emir monk",
    )
)

BODIES: Final = frozenset(
    listed(
        "academy administration agency airline alliance army assembly association authority band bank board",
        "broadcaster brotherhood bureau cabinet campaign carrier central centre center chamber charity church",
        "club coalition college commission committee company conference confederation congress consortium",
        "corporation corps council court delegation department directorate division embassy enterprise",
        "exchange faction federation firm force forces foundation front fund government group guard hospital",
        "house institute institution jury league legislature magazine maker mayoralty militia ministry",
        "monarchy mosque movement museum navy network newspaper office organisation organization outlet panel",
        "paper parliament party police prison publisher regime regulator school secretariat senate service",
        "site society squad state station studio team tribunal trust unit union university watchdog website",
    )
)
"""Nouns that say what kind of body something is."""
ENDINGS: Final = BODIES | frozenset(
    listed(
        "inc corp co ltd plc llc lp ag sa nv gmbh holdings industries news press times journal polling poll",
        "research international systems technologies partners media entertainment airlines motors",
    )
)
"""What may be left out at the end of a body's name when it is named again."""

SITES: Final = frozenset(
    listed(
        "city town village country nation region province state county district capital island river sea",
        "street road continent kingdom republic territory territories area port valley strip peninsula",
    )
)

PLURAL_DETERMINERS: Final = frozenset(
    listed(
        "several some many few two three four five six seven eight nine ten dozens both these those various",
        "numerous hundreds thousands all most other multiple",
    )
)
DEFINITE: Final = frozenset(listed("the this that these those"))
INDEFINITE: Final = frozenset(
    listed(
        "a an one another some several many few any each every no dozens hundreds",
    )
)
IRREGULAR: Final = {
    **{"people": "person", "men": "man", "women": "woman", "children": "child", "police": "police"},
    **{"policemen": "policeman", "congressmen": "congressman", "spokesmen": "spokesman", "wives": "wife"},
    **{"businessmen": "businessman", "chairmen": "chairman", "servicemen": "serviceman", "gunmen": "gunman"},
    **{"media": "media", "press": "press", "news": "news", "staff": "staff", "troops": "troop"},
}
SINGULAR_S: Final = frozenset(
    listed(
        "boss congress press business headquarters corps class witness actress hostess",
    )
)

PAIRS: Final = frozenset(listed("pair duo couple two both"))
"""Heads of what speaks of two at once."""

NICKNAMES: Final[dict[str, str]] = {
    short: full
    for full, shorts in {
        "alexander": "alex sandy sasha",
        "alexandra": "alex sandra",
        "andrew": "andy drew",
        "anthony": "tony",
        "benjamin": "ben benny bibi",
        "bernard": "bernie",
        "catherine": "cathy kate katie",
        "charles": "charlie chuck",
        "christopher": "chris kit",
        "daniel": "dan danny",
        "david": "dave",
        "deborah": "debbie deb",
        "donald": "don donny",
        "edward": "ed eddie ted teddy",
        "elizabeth": "liz beth betty libby",
        "eugene": "gene",
        "francis": "frank",
        "frederick": "fred freddie",
        "gerald": "gerry jerry",
        "gregory": "greg",
        "jacob": "jake",
        "james": "jim jimmy jamie",
        "jeffrey": "jeff",
        "jennifer": "jen jenny",
        "john": "jack johnny jon",
        "jonathan": "jon",
        "joseph": "joe joey",
        "joshua": "josh",
        "katherine": "kathy kate katie",
        "kenneth": "ken kenny",
        "lawrence": "larry",
        "leonard": "len lenny",
        "margaret": "maggie meg peggy",
        "matthew": "matt",
        "michael": "mike mick",
        "mitchell": "mitch",
        "nicholas": "nick nicky",
        "pamela": "pam",
        "patricia": "pat patty",
        "patrick": "pat paddy",
        "peter": "pete",
        "philip": "phil",
        "raymond": "ray",
        "rebecca": "becky",
        "richard": "rich rick dick ricky",
        "robert": "bob rob bobby robbie",
        "ronald": "ron ronnie",
        "samuel": "sam",
        "stephen": "steve",
        "steven": "steve",
        "susan": "sue suzie",
        "theodore": "ted theo",
        "thomas": "tom tommy",
        "timothy": "tim",
        "victoria": "vicky",
        "vincent": "vince",
        "william": "bill will billy",
        "zachary": "zach zack",
    }.items()
    for short in shorts.split()
}
"""Short forms of first names; where one stands for several, any will do: the surname has to agree too."""


def alike(first: str, other: str) -> bool:
    """Whether two first names (folded) may be one person's: the same, an initial, or a short form.

    >>> alike("joe", "joseph"), alike("j", "joseph"), alike("jane", "john")
    (True, True, False)
    """
    if first == other or (len(first) == 1 and other[:1] == first) or (len(other) == 1 and first[:1] == other):
        return True
    return (
        NICKNAMES.get(first) == other
        or NICKNAMES.get(other) == first
        or (len(first) > 2 and len(other) > 2 and (first[:3] == other[:3]) and _shortened(first, other))
    )


def _shortened(first: str, other: str) -> bool:
    short, full = sorted((NICKNAMES.get(first, first), NICKNAMES.get(other, other)), key=len)
    return short == full


def lemma(noun: str) -> tuple[str, Number]:
    """Return a lower-case noun's singular and its number.

    >>> lemma("ministries"), lemma("officials"), lemma("boss")
    (('ministry', 'p'), ('official', 'p'), ('boss', 's'))
    """
    if noun in IRREGULAR:
        return IRREGULAR[noun], "s" if noun in ("media", "press", "news") else "p"
    if not noun.endswith("s") or noun.endswith("ss") or noun in SINGULAR_S or len(noun) < 4:
        return noun, "s"
    if noun.endswith("ies"):
        return noun[:-3] + "y", "p"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2], "p"
    return noun[:-1], "p"
