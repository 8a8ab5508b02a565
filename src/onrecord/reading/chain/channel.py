"""Through which kind of event or text words were uttered, where the sentence says so."""

import re
from typing import Final

from onrecord.reading.chain import heads
from onrecord.reading.chain.frames import Frame
from onrecord.reading.model import Channel
from onrecord.text.listed import listed
from onrecord.text.spans import Span

_PATTERNS: Final[dict[Channel, str]] = {
    "interview": r"interviews?|interviewed|q&a|sat down with|sit-down",
    "press_conference": r"(?:press|news|media|joint|daily|white house|virtual|televised) (?:conferences?|briefings?"
    r"|call)"
    r"|(?:at|in|during) (?:a|the|his|her|their|its) (?:\w+ ){0,2}?(?:briefing|presser|media availability|gaggle)",
    "social_post": r"tweet(?:s|ed|ing|storm)?|retweet(?:s|ed|ing)?|tweeted out|(?:on|to|via|over) (?:twitter"
    r"|facebook|instagram"
    r"|truth social|telegram|weibo|tiktok|threads|bluesky|linkedin|reddit|snapchat|mastodon|vkontakte|social media"
    r"|whatsapp"
    r"|x(?=[ ,.:;]|\Z))|(?:facebook|instagram|twitter|telegram|truth social|social media) (?:post|page|account"
    r"|message|group|video"
    r"|feed|channel|live)s?|(?:twitter|facebook|instagram) (?:statement|response)",
    "statement": r"(?:in|issu\w+|releas\w+|via|through|publish\w+|put(?:ting)? out|by|read|said|according to)"
    r"(?: (?!statement)[\w'\u2019-]+){0,4}? statements?|(?:written|e-?mailed|joint|prepared|brief"
    r"|official) statements?"
    r"|(?:press|news) releases?|communiqu[eé]",
    "court_filing": r"court (?:filings?|papers?|documents?|briefs?|records?|order)|legal (?:filings?|brief)"
    r"|lawsuits?|indictments?"
    r"|affidavits?|amicus brief|criminal complaint|(?:in|filed) (?:an?|the|its) (?:\w+ )?(?:suit|motion"
    r"|brief(?! [a-z])"
    r"|filing)",
    "debate": r"(?:in|at|during|on|of) (?:\S+ ){0,5}?debates?(?! \w+ in)|debate stage",
    "speech": r"(?:in|at|during|giving|gave|delivered|delivering)(?: (?!at |in "
    r"|during )[\w.,'\u2019-]+){0,5}? (?:speech"
    r"|address|rally|rallies|keynote|sermon|lecture|eulogy|town hall|fundraisers?|convention|campaign (?:event"
    r"|stop)|event|summit"
    r"|remarks|testimony|hearing|commencement|conference|luncheon|dinner|gala|panel(?: discussion)?)"
    r"|(?:told|tells|telling) (?:an?|the|his|her|their|cheering|about|some|hundreds of"
    r"|thousands of)(?: [\w.,'\u2019-]+){0,5}? ?"
    r"(?:crowd|rally|audience|conference|gathering|convention|supporters|delegates|parliament|congress|assembly"
    r"|summit|congregation"
    r"|lawmakers|mps)"
    r"|(?:prepared|campaign|dinner) remarks|addressing (?:an?|the|his|supporters|reporters)|on the stump|stump speech"
    r"|at (?:\w+ ){0,3}rally",
    "email_or_letter": r"(?:in|by|via|through|over|from|sent|sending|wrote|writing|issued|to"
    r"|told)(?: (?!that )[\w.,\u2019'-]+){0,5}?"
    r" (?:e-?mails?|letters?|memos?|text messages?)|in an? (?:note|message)|e-?mail(?:ed|ing)(?! questions| request"
    r"| inquir"
    r"| comment)|wrote (?:to|back)|open letter",
    "phone_or_call": r"(?:by|over the|on the|via|in an?|during an?) (?:\w+ ){0,2}?(?:phone|telephone)(?: call"
    r"| conversation)?"
    r"|phone (?:call|conversation)s?|conference call|(?:on|in|during) (?:an?|the) (?:\w+ )?call",
    "report": r"(?:in|by|of|from|according to|with) (?:an?|the|its|their|his|her|this|that"
    r"|new)(?: [\w'\u2019-]+){0,4}? (?:report|poll|survey|study"
    r"|census|analysis|white paper)",
    "other": r"(?:in|from|on) (?:an?|the|his|her|their|its|this)(?: [\w'\u2019-]+){0,3}? (?:book|memoir"
    r"|autobiography|videos?|op-ed|opinion piece|column"
    r"|blog|blog post|website|web site|podcast|documentary|essay|editorial|ad|advert|film)",
}
_SEARCHED: Final[dict[Channel, re.Pattern[str]]] = {
    name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in _PATTERNS.items()
}
_WORDS: Final[dict[Channel, str]] = {
    "interview": "interview interviews interviewed q sat sit-down",
    "press_conference": "conference conferences briefing briefings presser availability gaggle",
    "social_post": """tweet tweets tweeted tweeting tweetstorm retweet retweeted retweets retweeting twitter facebook
        instagram truth telegram weibo tiktok threads bluesky linkedin reddit snapchat mastodon vkontakte social
        whatsapp x""",
    "statement": "statement statements release releases communique communiqué",
    "court_filing": """court legal lawsuit lawsuits indictment indictments affidavit affidavits amicus criminal suit
        motion brief filing filings""",
    "debate": "debate debates",
    "speech": """speech address rally rallies keynote sermon lecture eulogy town fundraiser fundraisers convention
        campaign event summit remarks testimony hearing commencement luncheon dinner gala panel discussion forum
        crowd audience gathering
        supporters delegates parliament congress assembly congregation lawmakers mps addressing stump conference""",
    "email_or_letter": """email e-mail emails e-mails emailed e-mailed emailing letter letters memo memos message
        messages note wrote open""",
    "phone_or_call": "phone telephone call",
    "report": "report poll survey study census analysis paper",
    "other": """book memoir autobiography video videos op-ed piece column blog website site podcast documentary essay
        editorial ad advert film""",
}
"""Words of which a sentence that names a channel holds one."""
_TRIGGERS: Final[dict[str, list[Channel]]] = {}
for _name, _listed in _WORDS.items():
    for _word in listed(_listed):
        _TRIGGERS.setdefault(_word, []).append(_name)
_ANY: Final = frozenset(_TRIGGERS)
_OF_SOURCE: Final[dict[str, Channel]] = {
    **dict.fromkeys(
        listed("""report poll survey study census analysis statistic data figure index audit average polling
        projection forecast
        estimate research assessment"""),
        "report",
    ),
    **dict.fromkeys(listed("letter email e-mail memo memorandum petition"), "email_or_letter"),
    **dict.fromkeys(listed("lawsuit suit indictment affidavit filing complaint motion brief subpoena"), "court_filing"),
    **dict.fromkeys(listed("statement communique communiqué declaration"), "statement"),
    **dict.fromkeys(listed("tweet"), "social_post"),
    **dict.fromkeys(
        listed("book memoir video op-ed column blog website documentary essay novel biography film"), "other"
    ),
    **dict.fromkeys(listed("speech"), "speech"),
    **dict.fromkeys(listed("interview"), "interview"),
}
_ONLINE: Final = re.compile(r"\b(?:on (?:Twitter|Facebook|X\b|social media)|(?:Twitter|Facebook|Reddit) users?)\b")
_FAR: Final = 160


def of_source(text: str, frame: Frame) -> Channel | None:
    """Return the channel that a source itself is: "a poll", "the letter"."""
    if not frame.statement.source:
        return None
    if _ONLINE.search(text, *frame.statement.source[0]):
        return "social_post"
    head = heads.head_of(text[slice(*frame.statement.source[0])]).lower().removesuffix("'s").removesuffix("\u2019s")
    one = heads.singular(head)
    # "reports" are hearsay, a report is a text
    return None if head == "reports" else _OF_SOURCE.get(one)


def channel(frame: Frame, vocabulary: frozenset[str]) -> tuple[Channel, Span, int] | None:
    """Return the channel that the sentence of `frame` names for its statement: where, and how far from the cue.

    `vocabulary` are the frame's words.
    """
    triggers = vocabulary & _ANY
    if not triggers:
        return None
    names = {name for word in triggers for name in _TRIGGERS[word]}
    best: tuple[Channel, Span, int] | None = None
    for name, pattern in _SEARCHED.items():
        if name not in names:
            continue
        for found in pattern.finditer(frame.words):
            span = (frame.start + found.start(), frame.start + found.end())
            if any(a <= span[0] and span[1] <= b for a, b in frame.statement.source):
                continue
            far = frame.distance(*span)
            if far is None or far > _FAR:
                continue
            if best is None or (far < best[2] and not (best[1][0] < span[1] and span[0] < best[1][1])):
                best = "debate" if name == "speech" and "debate" in found.group() else name, span, far
    return best
