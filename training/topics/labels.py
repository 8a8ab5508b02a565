"""What publishers' own labels are in IPTC Media Topics, and which of a page's labels are looked at.

This table was written before any page was measured, from the labels alone. A label that says where, when or in what
form a story is told ("World", "News", "Opinion"), or that names somebody, has no topic.
"""

import re
from collections.abc import Iterable

ARTS, CONFLICT, CRIME, DISASTER = "01000000", "16000000", "02000000", "03000000"
ECONOMY, EDUCATION, ENVIRONMENT, HEALTH = "04000000", "05000000", "06000000", "07000000"
HUMAN, LABOUR, LIFESTYLE, POLITICS = "08000000", "09000000", "10000000", "11000000"
RELIGION, SCIENCE, SOCIETY, SPORT, WEATHER = "12000000", "13000000", "14000000", "15000000", "17000000"

EVENTS: dict[str, str] = {
    "Armed conflicts and attacks": CONFLICT,
    "Armed conflict and attacks": CONFLICT,
    "Armed attacks and conflicts": CONFLICT,
    "Armed conflicts and incidents": CONFLICT,
    "Syrian civil war": CONFLICT,
    "Syrian Civil War": CONFLICT,
    "Iraq War": CONFLICT,
    "Arts and culture": ARTS,
    "Art and culture": ARTS,
    "Business and economy": ECONOMY,
    "Business and economics": ECONOMY,
    "Disasters and accidents": DISASTER,
    "Disasters": DISASTER,
    "Health": HEALTH,
    "Health and medicine": HEALTH,
    "Environment": ENVIRONMENT,
    "International relations": POLITICS,
    "International Relations": POLITICS,
    "Politics and elections": POLITICS,
    "Politics and election": POLITICS,
    "Politics": POLITICS,
    "Law and crime": CRIME,
    "Law and Crime": CRIME,
    "Religion": RELIGION,
    "Science and technology": SCIENCE,
    "Science": SCIENCE,
    "Sport": SPORT,
    "Sports": SPORT,
}
"""Headings of Wikipedia's portal of current events."""

SECTIONS: dict[str, str] = {
    "business": ECONOMY,
    "politics": POLITICS,
    "sport": SPORT,
    "sports": SPORT,
    "entertainment": ARTS,
    "health": HEALTH,
    "technology": SCIENCE,
    "tech": SCIENCE,
    "religion": RELIGION,
}
"""Sections of the BBC's, and of MasakhaNEWS."""

SIGNS: dict[str, str] = {
    EDUCATION: r"\b(?:universit(?:y|ies)|schools?|students|teachers|curriculum|tuition|pupils|graduates)\b",
    ENVIRONMENT: r"\b(?:climate change|emissions|pollution|endangered|deforestation|biodiversity|conservation|"
    r"oil spill|"
    r"greenhouse gas|wildlife|poaching|coral reef)\b",
    HUMAN: r"\b(?:royal (?:wedding|family|baby|couple)|Duchess of|Duke of|Prince (?:Harry|William)|"
    r"oldest (?:living )?person|"
    r"centenarian|celebrity|Guinness World Record|supercentenarian)\b",
    LABOUR: r"\b(?:trade unions?|labou?r unions?|walk(?:ed|s)? out|go(?:es)? on strike|general strike|"
    r"strike action|layoffs|"
    r"lay off|job cuts|minimum wage|unemployment|pension)\b",
    LIFESTYLE: r"\b(?:tourism|tourists|restaurants?|chef|cuisine|recipe|wine|beer|lottery|theme park|"
    r"holidaymakers|gardens?|"
    r"video games?|cruise)\b",
    RELIGION: r"\b(?:Pope|bishops?|archbishop|cardinal|Vatican|mosques?|synagogue|pilgrims?|Hajj|Dalai Lama|"
    r"clergy|imam)\b",
    SOCIETY: r"\b(?:same-sex|gay marriage|LGBT|transgender|migrants|refugees|asylum seekers|census|poverty|"
    r"homeless|abortion|"
    r"feminis\w+|racism|domestic violence|adoption)\b",
    WEATHER: r"\b(?:heat ?waves?|snowfall|snowstorm|blizzard|cold wave|record (?:high|low) temperatures?|"
    r"thunderstorms?|"
    r"heavy rain|winter storm|tropical storm|hottest|meteorolog\w+|weather)\b",
}
"""Words by which events without a heading are taken for what few or none of the headings stand for."""

_WORDS: dict[str, str] = {
    ARTS: "arts|art|culture|entertainment|entertainment arts|film|films|movies|music|music news|tv|television|books|"
    "theatre|awards|life and culture|culture council|literature|romance|fashion|media|media & telecom",
    CONFLICT: "war|war in ukraine|israel hamas war|war and unrest|conflict|defense|defence|militancy|terrorism|riots|"
    "protests|uk riots|missile strikes|ukraine war|guerre en ukraine|security threats|counterterrorism",
    CRIME: "crime|courts|court case|crown court|law|justice|murder trial|police|law and crime",
    DISASTER: "disasters|accidents|plane crash|fire|earthquakes|floods",
    ECONOMY: "business|economy|economy business|economy & business|business news|business aerospace defense|markets|"
    "money|yourmoney|investing|finance|personal finance|companies|company town|ipos and fundraising|retail|recession|"
    "gdp|uk economy|auto news|auto industry news|commercial real estate|real estate|mexico steel tariff|trading nation|"
    "aerospace & defense|enterprise|venture|fundraising|federal reserve|how to save money|crypto",
    EDUCATION: "education|schools|universities|students",
    ENVIRONMENT: "environment|climate|climate change|climate sciences|nature|green",
    HEALTH: "health|medicine|nutrition|weight loss|fitness|biotech & health|coronavirus|covid 19",
    HUMAN: "royal|royals|human interest|odd news|weird news|people|celebrity|celebrities|"
    "celebrity relationships and break ups",
    LABOUR: "labor|labour|unions|careers|jobs|work|public service|return to office",
    LIFESTYLE: "lifestyle|life|wellness|food|recipes|travel|travel news|gardening|home|life hacks|wine|gear|"
    "interiors|recommended|"
    "gaming|games|game|kitchen|meal plans|outdoors|camping|holidays|buying guides|deals|motoring|cleaning",
    POLITICS: "politics|us politics|federal politics|politics government|politics & government|election 2024|elections|"
    "democrats|republicans|impeachment|labour party|conservative party|parliament|u s democratic party|government|"
    "policy|us election",
    RELIGION: "religion|faith|belief",
    SCIENCE: "science|science & health|technology|tech|sci tech|space|ai|generative ai|software|computing|jupiter|moon|"
    "smart news science|ai platforms & assistants|ai platforms assistants|innovation|apps|gadgets|internet|apple|"
    "robotic process automation|rpa|strava|launchpads|rockets|spaceport",
    SOCIETY: "society|lgbt|migration|immigration|family|infant abandonment cases|poverty|refugees",
    SPORT: "sport|sports|football|soccer|nfl|nba|nhl|tennis|cricket|rugby|golf|boxing|minnesota wild|"
    "high school sports|"
    "premier league|formula 1|manchester city transfer news|high school|college football",
    WEATHER: "weather|storms",
}
_TOPIC = {word: topic for topic, words in _WORDS.items() for word in words.split("|")}


def topics_of(labels: Iterable[str]) -> list[str]:
    """Return the topics of a page's labels, each once, in their order.

    >>> topics_of(["World", "Sci-Tech", "https", "SPACE", "UK economy"])
    ['13000000', '04000000']
    """
    found = (_TOPIC.get(_plain(label)) for label in labels)
    return list(dict.fromkeys(topic for topic in found if topic))


def labels_of_address(url: str) -> list[str]:
    """Return the sections that an address names: the parts of its path but the last, and its host's first label.

    >>> labels_of_address("https://www.standard.co.uk/sport/football/chelsea-vs-spurs-b115.html")
    ['sport', 'football']
    """
    found = re.match(r"https?://([^/]+)/([^?#]*)", url)
    return [part for part in found[2].split("/")[:-1] if part] if found else []


def _plain(label: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9& ]+", " ", label.replace("&amp;", "&").casefold()).split())
