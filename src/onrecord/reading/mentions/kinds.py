"""Which of the types that corpora seldom tell apart a name has, from its words: a group, an event or a work.

The words are those of the language: nationalities, faiths, members of parties; and the heads of the names of events and
documents. What none of them tells is left to the network.
"""

import re
from typing import Final

from onrecord.reading.model import EntityType

_NATIONS: Final = """
afghan african albanian algerian alsatian american andorran angolan antiguan arab arabian argentine argentinian armenian
asian australian austrian azerbaijani azeri bahamian bahraini balkan baltic bangladeshi barbadian basque bavarian
belarusian belarusan belgian belizean bengali beninese berber bermudian bhutanese bolivian bosnian botswanan brazilian
breton briton british bruneian bulgarian burkinabe burmese burundian californian cambodian cameroonian canadian
caribbean castilian catalan caucasian chadian chechen chilean chinese colombian comoran congolese corsican croat
croatian cuban cypriot czech czechoslovak dane danish dominican dutch ecuadorean ecuadorian egyptian emirati english
englishman eritrean estonian ethiopian eurasian european fijian filipino finn finnish fleming flemish french frenchman
gabonese galician gambian georgian german ghanaian gibraltarian greek greenlander grenadian guatemalan guinean guyanese
haitian hawaiian hispanic honduran hungarian icelander icelandic indian indonesian iranian iraqi irish irishman israeli
italian ivorian jamaican japanese jordanian kashmiri kazakh kenyan khmer korean kosovan kosovar kurd kurdish kuwaiti
kyrgyz lao laotian latin latina latino latinx latvian lebanese liberian libyan lithuanian londoner luxembourgish
macedonian malagasy malawian malaysian maldivian malian maltese manx maori mauritanian mauritian mexican moldovan
mongolian montenegrin moor moroccan mozambican namibian nepalese nepali nicaraguan nigerian nigerien nordic norwegian
omani ottoman pakistani palestinian panamanian paraguayan parisian pashtun persian peruvian philippine pole polish
polynesian portuguese prussian punjabi qatari roma romanian russian rwandan salvadoran samoan sardinian saudi
scandinavian scot scottish senegalese serb serbian sicilian sikh singaporean slav slavic slovak slovakian slovene
slovenian somali soviet spaniard spanish sudanese surinamese swede swedish swiss syrian tahitian taiwanese tajik tamil
tanzanian tatar texan thai tibetan togolese tongan tunisian turk turkish turkmen turkoman tutsi hutu ugandan uighur
uyghur ukrainian uruguayan uzbek venezuelan vietnamese welsh welshman western westerner yemeni yemenite yugoslav zambian
zimbabwean zulu sinhalese creole inuit cherokee navajo afro-american anglo-american
"""
_FAITHS: Final = """
agnostic alawite amish anglican atheist baptist buddhist calvinist catholic christian coptic copt druze evangelical
hindu islamic islamist jesuit jew jewish lutheran maronite mennonite methodist mormon moslem muslim orthodox pentecostal
presbyterian protestant puritan quaker salafi salafist shia shiite shi'ite sufi sunni wahhabi yazidi yezidi zoroastrian
"""
_PARTISANS: Final = """
anarchist baathist ba'athist blairite bolshevik centrist chavista communist confederate conservative democrat democratic
eurosceptic fascist gaullist islamist leninist liberal libertarian maoist marxist nazi neo-nazi peronist progressive
remainer republican royalist sandinista secessionist socialist stalinist taliban thatcherite tory tories trotskyist
unionist whig zionist brexiteer brexiter
"""
_COUNTRIES: Final = """
afghanistan;albania;algeria;andorra;angola;argentina;armenia;australia;austria;azerbaijan;bahamas;bahrain;bangladesh
barbados;belarus;belgium;belize;benin;bhutan;bolivia;bosnia;bosnia and herzegovina;botswana;brazil;britain;brunei
bulgaria;burkina faso;burma;burundi;cambodia;cameroon;canada;cape verde;central african republic;chile;china;colombia
costa rica;croatia;cuba;cyprus;czechia;czechoslovakia;czech republic;denmark;djibouti;dominican republic;east timor
ecuador;egypt;el salvador;england;equatorial guinea;eritrea;estonia;ethiopia;fiji;finland;france;gabon;gambia;germany
ghana;great britain;greece;grenada;guatemala;guinea;guyana;haiti;honduras;hong kong;hungary;iceland;india;indonesia
iran;iraq;ireland;italy;ivory coast;jamaica;japan;kazakhstan;kosovo;kuwait;kyrgyzstan;laos;latvia;lebanon;lesotho
liberia;libya;liechtenstein;lithuania;luxembourg;macedonia;madagascar;malawi;malaysia;maldives;mali;malta;mauritania
mauritius;mexico;moldova;mongolia;montenegro;morocco;mozambique;myanmar;namibia;nepal;netherlands;new zealand
nicaragua;niger;nigeria;north korea;northern ireland;north macedonia;norway;oman;pakistan;panama;papua new guinea
paraguay;peru;philippines;poland;portugal;qatar;romania;russia;rwanda;saudi arabia;scotland;senegal;serbia
sierra leone;singapore;slovakia;slovenia;somalia;south africa;south korea;south sudan;soviet union;spain;sri lanka
sudan;surinam;suriname;swaziland;sweden;switzerland;syria;taiwan;tajikistan;tanzania;thailand;togo
trinidad and tobago;tunisia;turkey;turkmenistan;uganda;ukraine;united arab emirates;united kingdom;united states
united states of america;uruguay;uzbekistan;venezuela;vietnam;wales;yemen;yugoslavia;zaire;zambia;zimbabwe
u.s.;u.s.a.;u.k.;uae;uk;us;usa
"""
_PLACES: Final = frozenset(_COUNTRIES.replace("\n", ";").strip(";").split(";"))
_BODIES: Final = frozenset(
    """
hamas;hezbollah;hizbollah;hizbullah;fatah;isil;daesh;islamic state;islamic jihad;al qaeda;al-qaeda;al qaida;al-qaida
al shabaab;al-shabaab;boko haram;plo;pkk;farc;nato;un;u.n.;united nations;eu;e.u.;european union;african union;asean
opec;interpol;unicef;unesco;unhcr;unrwa;imf;wto;opcw;osce
""".strip()
    .replace("\n", ";")
    .split(";")
)
"""Bodies that news reports of as of states, for which a network takes them: "between Israel and Hamas"."""
_AMBIGUOUS: Final = """
american balkan baltic breton british caribbean caucasian creole dane english finn fleming french german latin latina
latino londoner moor ottoman parisian philippine pole roma scot texan turk welsh western
"""
"""Names of people, clubs or regions as well."""
_ALL: Final = " ".join((_NATIONS, _FAITHS, _PARTISANS))
_GROUPS: Final = frozenset(_ALL.split())
_SURE: Final = frozenset(n + s for n in _NATIONS.split() for s in ("", "s") if n not in _AMBIGUOUS.split())
_BEARINGS: Final = "north south east west northern southern eastern western central native latin sri new"
_BEFORE: Final = frozenset(_BEARINGS.split())
_EVENT: Final = re.compile(
    r"\b(?:cups?|games|olympi\w+|open|championships?|prix|tour|masters|series|festival|awards?|war|battle|siege|uprising"
    r"|revolution|intifada|holocaust|summit|conference|convention|congress|elections?|primary|primaries|caucus(?:es)?"
    r"|referendum|debates?|inauguration|ramadan|easter|christmas|thanksgiving|eid|day|week|operation|hurricane|storm"
    r"|typhoon|earthquake|massacre|march|marathon|derby|league|bowl|finals?|expo|fair|world\s+\w*\s*cup|brexit)\b",
    re.IGNORECASE,
)
_WORK: Final = re.compile(
    r"\b(?:acts?|agreements?|accords?|treaty|treaties|pact|protocol|constitution|amendment|bill|law|laws|code|charter"
    r"|resolution|directive|declaration|report|survey|poll|study|index|review|bible|koran|quran|qur'an|torah|book"
    r"|letter|memo|memorandum|manifesto|dossier|papers?|convention\s+on|order|communique|guidelines|budget)\b",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(r"[^\W\d_](?:[\w'\u2019]*[^\W_])?(?:-[\w'\u2019]+)*")


def _is_group_word(word: str) -> bool:
    word = word.lower().replace("\u2019", "'")
    if word in _GROUPS or (word.endswith("s") and word[:-1] in _GROUPS):
        return True
    if word.endswith("men") and word[:-3] + "man" in _GROUPS:
        return True
    first, hyphen, _ = word.partition("-")
    return bool(hyphen) and first in _GROUPS


def kind_for_sure(name: str) -> EntityType | None:
    """Return the type of a name that is wholly a country's, a people's or a body's of states, None for any other.

    A network that sees a name in capitals in a line of results takes a country for a club, or a people for a person.

    >>> [kind_for_sure(n) for n in ("EL SALVADOR", "Kuwaiti", "South Koreans", "French", "Skerry", "NATO")]
    ['place', 'group', 'group', None, None, 'organisation']
    """
    folded = name.lower()
    if folded in _PLACES:
        return "place"
    if folded in _BODIES:
        return "organisation"
    words = folded.split()
    if words and words[-1] in _SURE and all(w in _BEFORE or w in _SURE for w in words[:-1]):
        return "group"
    return None


def kind_by_words(name: str) -> EntityType | None:
    """Return the type that the words of `name` tell, None if they tell none.

    >>> [kind_by_words(n) for n in ("South Koreans", "Skerry Open", "Harbour Safety Act", "Skerrymore")]
    ['group', 'event', 'work', None]
    """
    words = _TOKEN.findall(name)
    if words and _is_group_word(words[-1]) and all(w.lower() in _BEFORE or _is_group_word(w) for w in words[:-1]):
        return "group"
    work, event = _WORK.search(name), _EVENT.search(name)
    if work and (event is None or work.end() > event.end()):
        return "work"
    return "event" if event else None
