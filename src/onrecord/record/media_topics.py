"""The 17 topics of the top level of IPTC Media Topics (https://cv.iptc.org/newscodes/mediatopic/, CC BY 4.0)."""

from typing import Final

TOPICS: Final[dict[str, str]] = {
    "01000000": "Arts, culture, entertainment and media",
    "16000000": "Conflict, war and peace",
    "02000000": "Crime, law and justice",
    "03000000": "Disaster, accident and emergency incident",
    "04000000": "Economy, business and finance",
    "05000000": "Education",
    "06000000": "Environment",
    "07000000": "Health",
    "08000000": "Human interest",
    "09000000": "Labour",
    "10000000": "Lifestyle and leisure",
    "11000000": "Politics",
    "12000000": "Religion",
    "13000000": "Science and technology",
    "14000000": "Society",
    "15000000": "Sport",
    "17000000": "Weather",
}
"""Names by code, ``medtop:`` left out, in the order in which they are listed to people."""


def name_of(topic: str) -> str:
    """Return a topic's name; what is none of these is its own.

    >>> name_of("09000000"), name_of("?")
    ('Labour', '?')
    """
    return TOPICS.get(topic, topic)
