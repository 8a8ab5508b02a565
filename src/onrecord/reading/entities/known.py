"""What readers of news know without being told: what abbreviations stand for, and whose a demonym is.

Names of countries and of bodies that newspapers print without introducing them; no persons, and nothing that only
one story would need. What is not here is joined only where the article itself shows it.
"""

from typing import Final

_SAME: Final = """
us=united states=america=united states of america=usa
uk=united kingdom=britain=great britain
uae=united arab emirates
un=united nations
eu=european union
drc=democratic republic of congo=dr congo
czech republic=czechia
turkey=turkiye
burma=myanmar
ivory coast=cote d'ivoire
idf=israel defense forces=israel defence forces=israeli defense forces=israeli defence forces
fbi=federal bureau of investigation
cia=central intelligence agency
nsa=national security agency
dhs=department of homeland security=homeland security department
doj=department of justice=justice department=us justice department=us department of justice
dod=department of defense=defense department
state department=us state department=us department of state=department of state
treasury department=us treasury=us treasury department=department of the treasury
nato=north atlantic treaty organization=north atlantic treaty organisation
who=world health organization=world health organisation
wto=world trade organization=world trade organisation
imf=international monetary fund
iaea=international atomic energy agency
icc=international criminal court
icj=international court of justice
unrwa=un relief and works agency=united nations relief and works agency
unicef=united nations children's fund
opec=organization of the petroleum exporting countries
nhs=national health service
bbc=british broadcasting corporation
cbc=canadian broadcasting corporation
abc=american broadcasting company
ap=associated press
afp=agence france-presse
gop=republican party
dnc=democratic national committee
rnc=republican national committee
epa=environmental protection agency
fda=food and drug administration
cdc=centers for disease control and prevention=centers for disease control
irs=internal revenue service
sec=securities and exchange commission
fed=federal reserve=us federal reserve
ecb=european central bank
boe=bank of england
snp=scottish national party
dup=democratic unionist party
afd=alternative for germany=alternative fur deutschland
cdu=christian democratic union
spd=social democratic party of germany
irgc=islamic revolutionary guard corps=islamic revolutionary guards corps=revolutionary guards=revolutionary guard
plo=palestine liberation organization=palestine liberation organisation
isis=islamic state=isil=daesh=islamic state group
nra=national rifle association
aclu=american civil liberties union
naacp=national association for the advancement of colored people
nasa=national aeronautics and space administration
pentagon=us department of defense
nyt=new york times
wsj=wall street journal
ft=financial times
la=los angeles
nyc=new york city
"""

CANONICAL: Final[dict[str, str]] = {
    form: forms[0] for forms in (line.split("=") for line in _SAME.split("\n") if line) for form in forms
}
"""Folded forms of one name, by the first of them."""

_DEMONYMS: Final = """
afghanistan afghan afghans; albania albanian albanians; algeria algerian algerians; angola angolan angolans;
argentina argentine argentines argentinian argentinians; armenia armenian armenians;
australia australian australians; austria austrian austrians; azerbaijan azerbaijani azerbaijanis;
bahrain bahraini bahrainis; bangladesh bangladeshi bangladeshis; belarus belarusian belarusians;
belgium belgian belgians; bolivia bolivian bolivians; bosnia bosnian bosnians; botswana botswanan;
brazil brazilian brazilians; uk british britons briton brits; bulgaria bulgarian bulgarians;
cambodia cambodian cambodians; cameroon cameroonian cameroonians; canada canadian canadians; chad chadian;
chile chilean chileans; china chinese; colombia colombian colombians; congo congolese; croatia croatian croatians
croats; cuba cuban cubans; cyprus cypriot cypriots; czech_republic czech czechs; denmark danish danes dane;
ecuador ecuadorian ecuadorians; egypt egyptian egyptians; england english; eritrea eritrean eritreans;
estonia estonian estonians; ethiopia ethiopian ethiopians; eu european europeans; finland finnish finns finn;
france french frenchman frenchwoman; georgia georgian georgians; germany german germans; ghana ghanaian ghanaians;
greece greek greeks; guatemala guatemalan guatemalans; haiti haitian haitians; honduras honduran hondurans;
hungary hungarian hungarians; iceland icelandic icelanders; india indian indians;
indonesia indonesian indonesians; iran iranian iranians; iraq iraqi iraqis; ireland irish; israel israeli israelis;
italy italian italians; jamaica jamaican jamaicans; japan japanese; jordan jordanian jordanians;
kazakhstan kazakh kazakhs; kenya kenyan kenyans; kosovo kosovan kosovar kosovars; kuwait kuwaiti kuwaitis;
kyrgyzstan kyrgyz; laos laotian laotians; latvia latvian latvians; lebanon lebanese; liberia liberian liberians;
libya libyan libyans; lithuania lithuanian lithuanians; luxembourg luxembourgish; malaysia malaysian malaysians;
mali malian malians; malta maltese; mexico mexican mexicans; moldova moldovan moldovans;
mongolia mongolian mongolians; montenegro montenegrin montenegrins; morocco moroccan moroccans;
mozambique mozambican; burma burmese; namibia namibian; nepal nepalese nepali; netherlands dutch dutchman;
new_zealand kiwi; nicaragua nicaraguan nicaraguans; niger nigerien; nigeria nigerian nigerians;
north_korea north_korean north_koreans; norway norwegian norwegians; oman omani omanis;
pakistan pakistani pakistanis; palestine palestinian palestinians; panama panamanian panamanians;
paraguay paraguayan; peru peruvian peruvians; philippines filipino filipinos philippine; poland polish poles pole;
portugal portuguese; qatar qatari qataris; romania romanian romanians; russia russian russians;
rwanda rwandan rwandans; saudi_arabia saudi saudis saudi_arabian; scotland scottish scots scot; senegal senegalese;
serbia serbian serbians serbs serb; singapore singaporean singaporeans; slovakia slovak slovaks;
slovenia slovenian slovenians; somalia somali somalis; south_africa south_african south_africans;
south_korea south_korean south_koreans; spain spanish spaniards spaniard; sri_lanka sri_lankan sri_lankans;
sudan sudanese; south_sudan south_sudanese; sweden swedish swedes swede; switzerland swiss;
syria syrian syrians; taiwan taiwanese; tajikistan tajik tajiks; tanzania tanzanian tanzanians; thailand thai thais;
tibet tibetan tibetans; tunisia tunisian tunisians; turkey turkish turks turk; turkmenistan turkmen;
uganda ugandan ugandans; ukraine ukrainian ukrainians; uae emirati emiratis; us american americans;
uruguay uruguayan uruguayans; uzbekistan uzbek uzbeks; venezuela venezuelan venezuelans;
vietnam vietnamese; wales welsh; yemen yemeni yemenis; zambia zambian zambians; zimbabwe zimbabwean zimbabweans;
gaza gazan gazans; texas texan texans; california californian californians; london londoner londoners;
africa african africans; asia asian asians; korea korean koreans
"""

PLACE_OF: Final[dict[str, str]] = {
    demonym.replace("_", " "): words[0].replace("_", " ")
    for words in (part.split() for part in _DEMONYMS.split(";"))
    for demonym in words[1:]
}
"""The place that a folded demonym belongs to, in the form by which `CANONICAL` knows it."""

PARTISANS: Final[dict[str, str]] = {
    **dict.fromkeys(("democrat", "democrats", "democratic", "dems"), "democrat"),
    **dict.fromkeys(("republican", "republicans"), "republican"),
    **dict.fromkeys(("conservative", "conservatives", "tory", "tories"), "conservative"),
    **dict.fromkeys(("liberal democrat", "liberal democrats", "lib dem", "lib dems"), "liberal democrat"),
    **dict.fromkeys(("muslim", "muslims"), "muslim"),
    **dict.fromkeys(("jew", "jews", "jewish"), "jew"),
    **dict.fromkeys(("christian", "christians"), "christian"),
    **dict.fromkeys(("arab", "arabs"), "arab"),
    **dict.fromkeys(("kurd", "kurds", "kurdish"), "kurd"),
    **dict.fromkeys(("sunni", "sunnis"), "sunni"),
    **dict.fromkeys(("shia", "shias", "shiite", "shiites"), "shia"),
    **dict.fromkeys(("catholic", "catholics"), "catholic"),
    **dict.fromkeys(("hispanic", "hispanics"), "hispanic"),
    **dict.fromkeys(("latino", "latinos"), "latino"),
}
"""Other group words, adjective and noun, by one of them."""


def canonical(key: str) -> str:
    """Return the form under which a folded name or demonym is known, the name itself if it is not.

    >>> canonical("united states"), canonical("israelis"), canonical("united nations fund"), canonical("quarvia")
    ('us', 'group:israel', 'un fund', 'quarvia')
    """
    if key in CANONICAL:
        return CANONICAL[key]
    if key.startswith("united ") and key.count(" ") > 1:
        first, second, rest = key.split(" ", 2)
        whole = f"{CANONICAL.get(f'{first} {second}', f'{first} {second}')} {rest}"
        return CANONICAL.get(whole, whole)
    if key in PLACE_OF:
        return f"group:{PLACE_OF[key]}"
    return f"group:{PARTISANS[key]}" if key in PARTISANS else key
