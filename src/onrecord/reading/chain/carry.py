"""How long a way of words holds on: through the statements that follow, until the article leaves it."""

import re
from typing import Final, NamedTuple

from onrecord.article.model import Role
from onrecord.reading.model import Channel, Manner, Polarity, SourceKind, Via

_PRONOUN: Final = re.compile(r"(?:he|she|they|it|I|we|who)\Z", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(
    r"\b(?:has|have|had|previously|earlier|later|once|repeatedly|often|always|long|also (?:tweeted|wrote|posted))\b"
    r"|\btweet|\b(?:in|on|during) (?:another|a different|a separate|a previous|an earlier|a later)\b"
    r"|\bduring the campaign\b|\bin the past\b",
    re.IGNORECASE,
)
"""Cues of what was said at another time."""
_UNREAL: Final = re.compile(
    r"(?:would|will|could|can|might|may|should|must|to)\b(?! not say)(?! only say)", re.IGNORECASE
)
"""How a cue begins that tells what somebody may say, which happens on no occasion."""
_WRITTEN: Final = re.compile(
    r"\b(?:wrote|writes?|writing|written|tweet\w*|retweet\w*|posted|posting|penned|e-?mailed)\b"
)
_SPOKEN: Final = re.compile(
    r"\b(?:told|tells?|telling|said|says?|saying|spoke|speaks?|speaking|interview\w*|appear\w*|asked|on|show|broadcast)\b"
)
_ON_PAPER: Final = frozenset({"statement", "email_or_letter", "social_post", "report", "court_filing", "other"})
HELD: Final = frozenset({"believes", "wants", "supports", "intends", "expects", "fears", "other", "declines", "finds"})
"""Manners of what is held rather than uttered: they need no occasion."""
_UTTERED: Final = re.compile(
    r"\b(?:say(?:s|ing)?|answer|elaborate|specify|be drawn|said|told|tell(?:s|ing)?|wrot?e|writing|add(?:ed|ing))\b"
)
_INSIDERS: Final = re.compile(
    r"\b(?:officials?|sources?|aides?|diplomats?|advis[eo]rs?|officers?|insiders?|operatives?|executives?|employees?"
    r"|staffers?|people|persons?|strategists?|lawmakers?|ministers?|members?|friends?|allies|ally|donors?"
    r"|soldiers?)\b",
    re.IGNORECASE,
)
_CONTINUES: Final = re.compile(r"\b(?:add|continu|conclud|wrote|went on|goes on)", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"who|which|that|whom|whose", re.IGNORECASE)
_SAYING: Final = re.compile(
    r"(?:\b[A-Z][\w.'\u2019-]*,? ){1,4}(?:[\w-]+ ){0,4}?(?:said|says|told|noted|added|wrote|warned|argued|claimed)\b"
    r"|\b(?:said|says|told|noted|added|according to) (?:[A-Z][\w.'\u2019-]* ?){1,4}"
)
"""Who speaks in what is reported, with the verb."""
_MEMBERS: Final = re.compile(r"\bmembers\b")
_INTERVIEWER: Final = re.compile(
    r"(?:the|her|his|their) (?:\w+ ){0,2}(?:interviewer|host|co-host|anchor|moderator|presenter)\Z", re.IGNORECASE
)
_ASKS: Final = re.compile(r"\b(?:asks?|asked|pressed|presses|interjected|interrupted|followed up|wondered)\b")
_TURN: Final = re.compile(r"\s*:\s*\Z")
_SINGLE: Final = frozenset({"named_person", "named_organisation", "outlet"})
_ONES: Final = frozenset({"named_person", "unnamed_person"})
_UNNAMED: Final = frozenset({"unnamed_person", "unnamed_group"})
_EDITORS: Final = re.compile(r"\b(?:editorial (?:board|page|writers)|editors)\Z")
_ANSWERS: Final = re.compile(r"\b(?:respond|repl(?:y|ies|ied)|answer|shot back|retort)")
_TEXT: Final = re.compile(
    r"(?:the|this|that|his|her|their|[A-Z][\w-]+['\u2019]s?) (?:editorial|article|story|piece|op-ed|column|essay)\Z",
    re.IGNORECASE,
)
_TALKS: Final = 4
"""Talks with outlets that are remembered, so that who asked then is known when he asks again."""
_SCENE: Final = 500
"""Code points of a scene that are remembered."""
_STEPS: Final = 2
"""Passages from one statement to the next beyond which the article has left the way."""


class Setting(NamedTuple):
    """What one statement's own sentence says of how it was made, and by whom (`key` stands for the speaker).

    `again` says that the channel is one that was named before: *in the interview*. `scene` is its sentence, with all
    who are named in it. `passage` and `last` are the passages of its cue and of its content's end. `sentence` is
    where its sentence begins. `told` is the head of whom it was told, `asker` is the last name
    of whoever asked, `quoted` says that its content holds quoted words, `named` are the outlets that its source
    names.
    """

    key: str
    kind: SourceKind
    passage: int
    last: int
    role: Role
    source: str
    cue: str
    manner: Manner
    polarity: Polarity
    via: list[Via]
    channel: Channel | None
    dated: str
    again: bool
    scene: str
    sentence: int = 0
    told: str = ""
    asker: str = ""
    quoted: bool = False
    named: tuple[str, ...] = ()
    inner: str = ""


def elsewhere(setting: Setting) -> bool:
    """Whether a cue tells what was said at another time, or what somebody may say, or when it was."""
    return bool(setting.dated or _ELSEWHERE.search(setting.cue) or _UNREAL.match(setting.cue))


def _surname(setting: Setting) -> str:
    """Return the last word of a person's source, where that is a name."""
    if setting.kind != "named_person":
        return ""
    word = setting.source.partition(",")[0].split()[-1:] or [""]
    return word[0].casefold() if word[0][:1].isupper() else ""


def _another(last: Setting, now: Setting) -> bool:
    """Whether `now` was told somebody else or another outlet, or written where `last` was spoken."""
    if now.named and not any(v.name.endswith(name) for v in last.via for name in now.named):
        return True
    words = f"{last.scene} {last.cue}"
    spoken = _SPOKEN.search(words) and not _WRITTEN.search(words) and last.channel not in _ON_PAPER
    if spoken and _WRITTEN.search(now.cue):
        return True
    return bool(now.told) and now.told not in last.scene


def _spoke(surname: str, words: str) -> bool:
    """Whether somebody is said to speak in what an outlet reports."""
    return bool(surname) and any(surname in said.group().casefold() for said in _SAYING.finditer(words))


class Carried:
    """Follows the statements of an article in order and remembers the way that holds on."""

    def __init__(self) -> None:
        self._last: Setting | None = None
        self._aside = False
        self._scenes: list[Setting] = []

    def follow(self, now: Setting) -> tuple[list[Via], Channel | None]:
        """Return the outlets and the channel of `now`, its own or those that hold on from before."""
        last = self._last
        back = self._aside and not (_PRONOUN.match(now.source) or _CONTINUES.search(now.cue))
        if back and last is not None and now.key == last.key and not now.via:
            last = self._last = None
        if now.role != "body" or now.kind == "implicit":
            if now.role != "body":
                self._last = None
            elif now.via:
                self._last, self._aside = now, False
            return now.via, now.channel
        if not now.via and _RELATIVE.fullmatch(now.source) and last is not None and now.key != last.key:
            return [], now.channel  # an aside on somebody, in a sentence that goes on
        if now.via:
            if now.channel is None and last is not None and last.via and now.passage - last.last <= _STEPS:
                same = {v.name for v in now.via} <= {v.name for v in last.via}
                now = now._replace(channel=last.channel) if same else now
            self._scenes = [*self._scenes[-_TALKS:], now]
            self._last, self._aside = now, False
            return now.via, now.channel
        hosts = [name for name in (now.asker, now.told) if name[:1].isupper()]
        asked = next((s for s in reversed(self._scenes) if any(name in s.scene for name in hosts)), None)
        if asked is not None and not now.channel:
            self._last, self._aside = now._replace(via=asked.via, scene=asked.scene, channel=asked.channel), False
            return list(asked.via), asked.channel
        if last is None or now.passage - last.last > _STEPS or not self._same(last, now) or _another(last, now):
            again = next((s for s in reversed(self._scenes) if now.again and s.key == now.key), None)
            if again is not None:
                self._last, self._aside = again._replace(passage=now.passage, last=now.last), False
                return list(again.via), now.channel
            within = last is not None and last.sentence == now.sentence
            plain = not (self._aside or now.channel or now.told or now.named)
            if last is not None and last.via and (within or (plain and now.passage - last.last <= 1)):
                self._aside = not within
                return [], now.channel
            self._last = now._replace(via=[]) if now.channel else None
            self._aside = False
            return [], now.channel
        if now.channel and now.again and last.via:
            self._last = now._replace(via=last.via)
            return list(last.via), now.channel
        if now.channel and now.channel != last.channel:
            self._last = now
            return [], now.channel
        held = now.manner in HELD and not now.quoted and not _UTTERED.search(now.cue)
        dated = now.dated and now.dated != last.dated
        if held or dated or _ELSEWHERE.search(now.cue):
            if held:  # the speaker is still spoken of
                self._last = last._replace(passage=now.passage, last=max(last.last, now.last))
            return [], now.channel
        if _UNREAL.match(now.cue):
            return [], now.channel
        self._last = last._replace(passage=now.passage, last=now.last, sentence=now.sentence)
        self._aside = False
        if now.kind == "named_person" and now.key != last.key:
            self._scenes = [*self._scenes[-_TALKS:], last._replace(scene=now.source)]
            if now.key and last.via and _ASKS.search(last.cue):  # the talk goes on with who was asked
                scene = f"{last.scene} {last.source}"[-_SCENE:]
                self._last = self._last._replace(
                    key=now.key, kind=now.kind, source=now.source, scene=scene, cue=now.cue
                )
        told = now.channel
        goes_on = _PRONOUN.match(now.source) or _CONTINUES.search(now.cue)
        if told is None and (last.via or (now.passage - last.last <= 1 and goes_on)):
            told = last.channel
        return list(last.via), told

    def _same(self, last: Setting, now: Setting) -> bool:
        if now.key == last.key and not (now.kind in _SINGLE and last.kind in _UNNAMED):
            return True
        if not now.key and now.kind in _ONES and last.kind in _ONES and (last.kind == now.kind or last.via):
            return True  # a pronoun or a description of whom nothing is known
        if last.via and (_TEXT.match(now.source) or (now.kind == "outlet" and _EDITORS.search(now.source))):
            return True
        if _ASKS.search(last.cue) and _ANSWERS.search(now.cue) and now.passage - last.last <= 1:
            return now.kind == "named_person"  # who was asked
        if last.kind == "implicit" and _PRONOUN.match(now.source) and now.passage - last.last <= 1:
            return True  # who was asked
        if now.source.casefold() == "they" and last.kind == "unnamed_group":
            return True  # the people who spoke last, whoever else it may be read as
        if _surname(now) and _surname(now) == _surname(last):
            return True
        name = now.source.partition(",")[0].split()[-1:] or [""]
        if now.kind in _SINGLE and name[0][:1].isupper() and name[0] in last.scene:
            return True  # whoever asks the questions
        if now.kind == "named_person" and last.via and now.passage - last.last <= 1 and _ASKS.search(now.cue):
            return True  # whoever asks, in a talk of which the article tells both sides
        if last.via and _INTERVIEWER.match(now.source):
            return True
        near = now.passage - last.last <= 1
        if last.via and near and last.kind == "unnamed_person" and _PRONOUN.match(now.source):
            return now.kind == "named_person"  # the article gave the name in between
        if last.via and near and last.inner and _spoke(_surname(now), last.inner):
            return True
        if _TURN.match(now.cue):
            return True  # a transcript's turns all come the same way
        unnamed = now.kind in _UNNAMED and not (last.kind == "outlet" and _MEMBERS.search(now.source))
        if unnamed and last.via and last.kind in {"outlet", *_UNNAMED}:
            return bool(_INSIDERS.search(now.source) or _PRONOUN.match(now.source))
        return False
