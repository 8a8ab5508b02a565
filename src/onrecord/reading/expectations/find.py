"""Find what an article says lies ahead: its cues, their clauses, who takes part, when, how sure and who says so."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from onrecord.reading.contents import Contents
from onrecord.reading.expectations.clause import clause, phrase
from onrecord.reading.expectations.cues import READERS, cue_at
from onrecord.reading.expectations.line import Cue, Line
from onrecord.reading.model import Certainty, Entity, Expectation, Mention, Statement, TimeExpression
from onrecord.reading.passages import Passage
from onrecord.text.sentences import sentence_ends
from onrecord.text.spans import Span

_WORD: Final = re.compile(r"[^\W\d_]+")
MOST: Final = 2000
"""Expectations read in one article; what has more is no article."""
_SENTENCE: Final = 1200
"""Code points of a sentence beyond which it is cut: what is longer is a list."""
_OPENING: Final = 12
"""Code points into a sentence within which its subject begins."""
_ANTECEDENT: Final = 60
_RELATIVES: Final = ("which ", "who ", "that ")
_AFTER_NOUN: Final = frozenset(
    [
        "will",
        "would",
        "have",
        "has",
        "had",
        "are",
        "were",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "who",
        "that",
        "to",
        "in",
        "on",
    ]
)
_IF: Final = re.compile(r"\b(?:if|unless|provided|should the|in case|in the event)\b", re.IGNORECASE)
_IN_IF: Final = re.compile(r"\b(?:if|unless|as if|even if)\b(?:(?!\bthen\b)[^,;])*$", re.IGNORECASE)
_CONTRARY: Final = re.compile(
    r"\bif (?:[^\s.;,]+ ){1,3}?(?:were(?! to\b)|had(?! to\b)|weren't|hadn't)(?!\w)"
    r"|\bif (?:I|he|she|it|they|we|you|that|this) (?:was|wasn't)(?!\w)|\bhad (?:he|she|they|it|we|I)\b",
    re.IGNORECASE,
)
_GENERIC: Final = re.compile(
    r"\b(?:if|when|whenever|once|as) (?:you|an?|someone|somebody|people|we go to the)\b", re.IGNORECASE
)
_PLANS: Final = re.compile(
    r"\b(?:plans?|deals?|bills?|laws?|proposals?|measures?|agreements?|amendments?|legislation|schemes?|orders?|polic(?:y|ies)|"
    r"rules?|resolutions?|treat(?:y|ies)|ceasefire|truce|budget|project)\b",
    re.IGNORECASE,
)
_ANY: Final = re.compile(r"(?:any|an?|another|losing|winning|failure|failing|such)\b", re.IGNORECASE)
_SAID: Final = re.compile(
    r"\b(?:said|says|told|wrote|announced|added|stated|warned|claimed)\b[^.;]{0,24}$", re.IGNORECASE
)
_REFUSED: Final = re.compile(
    r",? but (?:then )?(?:later )?(?:cancel|declin|never|did not|didn|fail|withdr|chang|dropp|abandon)"
)
_PLANNED_BY: Final = (
    (re.compile(r"\bthreat", re.IGNORECASE), "threatened"),
    (re.compile(r"\b(?:vow|pledg|promis|swor|commit|undertak)", re.IGNORECASE), "planned"),
    (re.compile(r"\bdemand", re.IGNORECASE), "demanded"),
    (re.compile(r"\b(?:fear|worr|doubt|hope|concern)", re.IGNORECASE), "possible"),
)
_PRESENT: Final = re.compile(
    r"\b(?:begins?|starts?|opens|resumes?|ends|closes|expires?|takes? place|takes? effect|meets?|convenes?|votes|faces|"
    r"heads|travels|visits|arrives?|leaves|returns|kicks? off|comes into force|goes? (?:to the polls|on trial|"
    r"into effect)|runs until|hosts|speaks|addresses)\b"
)
_PROGRESS: Final = re.compile(
    r"(?:\b(?:is|are)|(?<=\w)'(?:s|re)) (?:also |both |now )?(?:travelling|traveling|visiting|heading|flying|meeting|"
    r"hosting|holding|returning|leaving|going|coming|joining|sending|launching|starting|making)\b"
)
_POSSESSIVE: Final = re.compile(r"'s? (?=[A-Za-z])(?!(?:going|not|a|the|on|in|at)\b)")


def _days(time: TimeExpression) -> tuple[str, str] | None:
    return (time.interval[0][:10], time.interval[1][:10]) if time.interval else None


class _Reading:
    """One article while its expectations are read: what is known of its statements, entities and times."""

    def __init__(
        self,
        text: str,
        statements: Sequence[Statement],
        entities: Sequence[Entity],
        dates: Sequence[TimeExpression],
        published: str | None,
    ) -> None:
        self.text = text
        low = text.lower()  # longer than the text where a capital has no single small letter
        self.low = low if len(low) == len(text) else text
        self.contents = Contents(statements)
        self.by_id = {s.id: s for s in statements}
        self._cues = sorted((span, s.id) for s in statements for span in s.cue)
        self.mentions = sorted((m.span, e.id) for e in entities for m in e.mentions if not _adjective(text, m))
        self._members = {e.id: e.members for e in entities if e.members}
        self.dates = [d for d in sorted(dates, key=lambda d: d.span) if d.type in ("DATE", "TIME")]
        self._date_starts = [d.span[0] for d in self.dates]
        self.today = _day(published)

    def dates_in(self, start: int, end: int) -> Sequence[TimeExpression]:
        """Return the times that begin between two offsets."""
        return self.dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)]

    def behind(self, time: TimeExpression) -> bool:
        """Whether a time is over on the day of publication."""
        days = _days(time)
        return time.value == "PAST_REF" or (days is not None and self.today is not None and days[1] < self.today)

    def ahead(self, time: TimeExpression) -> bool:
        """Whether a time is known to begin after the day of publication."""
        days = _days(time)
        return days is not None and self.today is not None and days[0] > self.today

    def participants(self, span: Span, bounds: Span, cue: Cue) -> list[str]:
        """Return the ids of the entities with a mention in `span`, those of "the pair" too, each once, in order.

        Where the clause leaves its subject out, the one that opens the sentence is taken, or what a relative pronoun
        stands for.
        """
        out: dict[str, None] = {}
        if cue.kind == "clause" and span[0] == cue.start:
            for (start, _), entity in self.mentions_in((bounds[0], cue.start))[:1]:
                if start - bounds[0] <= _OPENING:
                    out[entity] = None
        elif self.text.startswith(_RELATIVES, span[0]):
            for (_, end), entity in self.mentions_in((max(bounds[0], span[0] - _ANTECEDENT), span[0]))[-1:]:
                if not self.text[end : span[0]].strip(" ,"):
                    out[entity] = None
        for _, entity in self.mentions_in(span):
            out |= dict.fromkeys((entity, *self._members.get(entity, ())))
        return list(out)

    def mentions_in(self, span: Span) -> list[tuple[Span, str]]:
        """Return the mentions inside `span` with their entities' ids, in order."""
        first, stop = (bisect_left(self.mentions, ((at, 0), "")) for at in span)
        return [m for m in self.mentions[first:stop] if m[0][1] <= span[1]]

    def statement(self, cue: Cue) -> Statement | None:
        """Return the statement an expectation rests on: the innermost with a source in whose content it stands."""
        at = cue.end
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        owner = self.contents.around(cue.start) if cue.kind == "phrase" else self.contents.around(at)
        owner = owner or self.contents.around(cue.start)
        innermost, left = owner, 8
        while owner is not None and not owner.source and left:
            owner, left = (self.by_id.get(owner.within) if owner.within else None), left - 1
        return owner or innermost

    def time(self, span: Span, sentence: Span, cue: Cue) -> TimeExpression | None:
        """Return when it is to be: the nearest time in the clause, those after the cue first, that is not over."""
        inside = [
            d
            for d in self.dates_in(*span)
            if d.value is not None and d.value not in ("PAST_REF", "PRESENT_REF") and not self.behind(d)
        ]
        after = [d for d in inside if d.span[0] >= cue.end]
        return after[0] if after else inside[-1] if inside else None


def _adjective(text: str, mention: Mention) -> bool:
    """Whether a nationality or the like only tells what a noun after it is: *French* in "the French minister"."""
    end = mention.span[1]
    if mention.type != "group" or mention.form != "name" or text[end - 1 : end] == "s" or text[end : end + 1] != " ":
        return False
    word = _WORD.match(text, end + 1, end + 24)
    return word is not None and word.group() not in _AFTER_NOUN


def _day(published: str | None) -> str | None:
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None


def _titled(text: str, start: int, end: int) -> bool:
    words = [w for w in text[start : min(end, start + 300)].split() if len(w) > 3 and w[0].isalpha()][:20]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.75 * len(words)


def _certainty(reading: _Reading, cue: Cue, owner: Statement | None, span: Span, sentence: Span) -> Certainty:
    """Say how sure it is: by the cue, by a condition beside it, and by how its speaker says it."""
    text, certainty = reading.text, cue.certainty
    if cue.word not in ("will", "would"):
        return certainty
    if _IF.search(text, sentence[0], sentence[1]):
        return "conditional"
    if text[max(sentence[0], span[0] - 9) : span[0]].lower().endswith("whether "):
        return "possible"
    if owner is not None:
        said = " ".join(text[slice(*c)] for c in owner.cue)
        for pattern, kind in _PLANNED_BY:
            if pattern.search(said):
                return kind  # type: ignore[return-value]
        if cue.word == "would" and owner.quotation != "direct":
            subject = text[span[0] : cue.start]
            if (
                not _PLANS.search(subject)
                and not _ANY.match(subject)
                and subject.strip().lower() not in ("that", "which")
            ):
                return "certain"
    return certainty


def _none(reading: _Reading, cue: Cue, sentence: Span, owner: Statement | None) -> bool:
    """Whether what a cue says is no expectation after all: contrary to fact, of anybody at any time, or long over."""
    text = reading.text
    start, end = sentence
    if cue.word and _IN_IF.search(text, max(start, cue.start - 120), cue.start):
        return True
    if cue.word in ("would", "could", "may") and _CONTRARY.search(text, start, end):
        return True
    if cue.word in ("will", "may") and _GENERIC.search(text, start, end):
        return True
    return bool(_REFUSED.search(text, cue.end, min(end, cue.end + 200)))


def _over(reading: _Reading, cue: Cue, span: Span, sentence: Span) -> bool:
    """Whether the text's own times say that it is over, or that it was said long ago."""
    text = reading.text
    if reading.today is None:
        return False
    inside = reading.dates_in(cue.end, span[1])
    past = (
        text[cue.start : cue.end]
        .lower()
        .startswith(("was ", "were ", "would", "could", "planned", "hoped", "intended"))
    )
    if past and inside and all(reading.behind(d) for d in inside):
        before = text[max(cue.end, inside[0].span[0] - 8) : inside[0].span[0]].lower()
        after = text[inside[0].span[1] : inside[0].span[1] + 2]
        if not before.endswith(("after ", "since ", "from ", "of ")) and after != "'s":
            return True
    long_ago = str(int(reading.today[:4]) - 1) + reading.today[4:]
    for time in reading.dates_in(max(sentence[0], cue.start - 200), cue.start):
        days = _days(time)
        if days and days[1] < long_ago:
            opens = time.span[0] - sentence[0] <= 12
            said = _SAID.search(text, max(sentence[0], time.span[0] - 40), time.span[0])
            if (opens or said) and not any(not reading.behind(d) for d in inside):
                return True
    return False


def _bounds(reading: _Reading, cue: Cue, sentence: Span) -> Span:
    """Return the part of a sentence in which the clause is looked for: no further than the content around the cue."""
    piece = reading.contents.piece(cue.start)
    if piece is None:
        return sentence
    start, end = max(sentence[0], piece[0]), min(sentence[1], piece[1])
    return (start, end) if start <= cue.start and cue.end < end else sentence


def _sentences(reading: _Reading, passage: Passage) -> Iterator[tuple[Span, list[Span]]]:
    """Yield the sentences of a passage that hold words of cues, with those, or times ahead."""
    text, low = reading.text, reading.low
    seeds = [m.span() for m in _WORD.finditer(low, passage.start, passage.end) if m.group() in READERS]
    held = {span[0]: span for span in seeds}
    places = [s[0] for s in seeds] + [d.span[0] for d in reading.dates_in(*passage.span) if reading.ahead(d)]
    if not places:
        return
    places.sort()
    starts = [passage.start, *sentence_ends(text, passage.start, passage.end), passage.end]
    k = 0
    while k < len(places):
        at = bisect_right(starts, places[k]) - 1
        start, end = starts[at], starts[at + 1] if at + 1 < len(starts) else passage.end
        if end - start > _SENTENCE:
            start, end = max(start, places[k] - _SENTENCE // 2), min(end, places[k] + _SENTENCE // 2)
        first = k
        while k < len(places) and places[k] < end:
            k += 1
        yield (start, end), [held[p] for p in places[first:k] if p in held]


def _asked(text: str, end: int, start: int) -> bool:
    return "?" in text[max(start, end - 4) : end]


def _of_cue(reading: _Reading, cue: Cue, sentence: Span) -> Expectation | None:
    owner = reading.statement(cue)
    if _none(reading, cue, sentence, owner):
        return None
    bounds = _bounds(reading, cue, sentence)
    span = (phrase if cue.kind == "phrase" else clause)(reading.text, bounds, (cue.start, cue.end))
    if span[1] <= cue.end or span[0] > cue.start or _over(reading, cue, span, sentence):
        return None
    time = reading.time(span, sentence, cue)
    return Expectation(
        span=span,
        cue=(cue.start, cue.end),
        certainty=_certainty(reading, cue, owner, span, sentence),
        participants=reading.participants(span, bounds, cue),
        time=time.value if time else None,
        time_span=time.span if time else None,
        according_to=owner.id if owner else None,
    )


def _in_present(reading: _Reading, sentence: Span) -> Iterator[Cue]:
    """Yield the verbs in the present that a time ahead puts there: "the trial opens on Monday"."""
    text = reading.text
    for time in reading.dates_in(*sentence):
        if not reading.ahead(time):
            continue
        owned = _POSSESSIVE.match(text, time.span[1], min(sentence[1], time.span[1] + 4))
        if owned:
            yield Cue(time.span[0], owned.end() - 1, "planned", "phrase", "date")
            continue
        low = max(sentence[0], time.span[0] - 80)
        nearest = None
        for pattern in (_PRESENT, _PROGRESS):
            for found in pattern.finditer(text, low, time.span[0]):
                if found.start() > sentence[0] and (nearest is None or found.start() > nearest[0]):
                    nearest = found.span()
        if nearest and not re.search(r"[;:.]|\b(?:before|until|since|after|ahead)\b", text[nearest[1] : time.span[0]]):
            yield Cue(*nearest, "planned", "clause", "present")


def expectations(
    text: str,
    passages: Sequence[Passage],
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    dates: Sequence[TimeExpression],
    published: str | None = None,
) -> list[Expectation]:
    """Return what the article says lies ahead, in order of the text.

    `passages` are the parts that are read (those not read for statements are passed over), `statements` all of the
    article's, nested ones too, `dates` its times, and `published` the publication time in ISO 8601: times before its
    day are no expectation's. The time taken grows with the length of the text; nothing is raised, whatever the text.

    >>> text = "The council will vote on Monday."
    >>> [(text[slice(*e.span)], text[slice(*e.cue)], e.certainty)
    ...  for e in expectations(text, [Passage(0, len(text), "body")], [], [], [])]
    [('The council will vote on Monday', 'will', 'certain')]
    """
    # As long as the text itself, so that offsets hold.
    text = text.replace("\u00a0", " ").replace("\u2019", "'")
    reading = _Reading(text, statements, entities, dates, published)
    out: list[Expectation] = []
    for passage in passages:
        if not passage.stated:
            continue
        for sentence, seeds in _sentences(reading, passage):
            if len(out) >= MOST:
                return out
            out.extend(_in_sentence(reading, sentence, seeds, passage.role == "headline"))
    return out


def _in_sentence(reading: _Reading, sentence: Span, seeds: Sequence[Span], headline: bool) -> list[Expectation]:
    text = reading.text
    if _asked(text, sentence[1], sentence[0]):
        return []
    line = Line(text, *sentence, headline and _titled(text, *sentence))
    cues: list[Cue] = []
    for seed in seeds:
        if cues and seed[0] < cues[-1].end:
            continue
        cue = cue_at(line, *seed)
        if cue:
            cues.append(cue)
    if reading.today and reading.dates:
        cues.extend(_in_present(reading, sentence))
    found: list[Expectation] = []
    for cue in sorted(cues, key=lambda c: (c.word in ("present", "date"), c.start)):
        read = _of_cue(reading, cue, sentence)
        weak = cue.word in ("present", "date")
        if read is None or (weak and any(f.span[0] < read.span[1] and read.span[0] < f.span[1] for f in found)):
            continue
        if not any(f.cue[0] < cue.end and cue.start < f.cue[1] for f in found):
            found.append(read)
    return sorted(found, key=lambda f: f.cue)
