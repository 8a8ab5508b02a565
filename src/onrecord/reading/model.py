"""What a reading says: who is in the article, what was stated and by whom, and the characters that prove it."""

from typing import Literal

import msgspec

from onrecord.article.model import Article, Page, PageKind
from onrecord.capture.model import Capture
from onrecord.text.spans import Span, quote

EntityType = Literal["person", "organisation", "place", "group", "event", "work", "other"]
"""`group` is a nationality or another group word ("Israelis", "Democrats"); `work` a report, law, poll or book."""
MentionForm = Literal["name", "description", "pronoun"]


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A span that names, describes or points to someone or something.

    A name is as strict as in CoNLL-2003: titles and articles are outside ("Mr", "the"). A description runs from its
    determiner to its head noun ("the foreign secretary"), without what follows.
    """

    span: Span
    type: EntityType
    form: MentionForm
    confidence: float = 1.0


class EntityRole(msgspec.Struct, frozen=True, kw_only=True):
    """An office or affiliation that the article gives an entity: its words (`role`), where they stand (`span`), and
    the id of the entity it is held at, if that is told.
    """

    role: str
    span: Span
    affiliation: str | None = None


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Someone or something the article speaks of, with all its mentions in text order.

    `name` is the fullest form by which the article identifies it, without title or article, in its own spelling; for
    what is never named, its fullest description. `variants` are the other names, each once, in order of appearance.
    `members` are the ids of those of whom it is spoken together ("the pair"), where that is told; such an entity is a
    `group`.
    """

    id: str
    type: EntityType
    name: str
    variants: list[str] = []
    roles: list[EntityRole] = []
    mentions: list[Mention] = []
    members: list[str] = []

    @property
    def named(self) -> bool:
        """Whether the article gives its name."""
        return any(m.form == "name" for m in self.mentions)


Quotation = Literal["direct", "indirect", "mixed"]

SourceKind = Literal[
    "named_person",
    "named_organisation",
    "unnamed_person",
    "unnamed_group",
    "document",
    "outlet",
    "implicit",
    "other",
]

Channel = Literal[
    "interview",
    "statement",
    "press_conference",
    "social_post",
    "speech",
    "debate",
    "email_or_letter",
    "court_filing",
    "report",
    "phone_or_call",
    "other",
]

Manner = Literal[
    "says",
    "claims",
    "denies",
    "confirms",
    "warns",
    "threatens",
    "promises",
    "demands",
    "asks",
    "agrees",
    "believes",
    "expects",
    "suggests",
    "announces",
    "criticises",
    "praises",
    "wants",
    "fears",
    "doubts",
    "reports",
    "finds",
    "supports",
    "intends",
    "admits",
    "declines",
    "other",
]
"""How it was said or held, from the cue; `docs/statements.md` has each one's words."""

Polarity = Literal["affirms", "denies"]


class SpeakerName(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who may be speaking: the entity's id if there is one, its name, and how likely it is, 0 to 1."""

    entity: str | None
    name: str
    confidence: float


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who a statement's source is.

    `name` is the fullest name the article gives, or for the unnamed their noun phrase; None where it cannot be told
    surely enough, and then `candidates` lists who it may be, likeliest first. `entity` is None where none stands for
    it. `joint` are the others who say it together with this one. `confidence` is calibrated.
    """

    entity: str | None
    name: str | None
    confidence: float
    candidates: list[SpeakerName] = []
    joint: list[SpeakerName] = []


class Via(msgspec.Struct, frozen=True, kw_only=True):
    """One station of the way words took to this article, with the span that names it."""

    name: str
    span: Span
    kind: Literal["outlet", "agency", "broadcast", "document"]
    entity: str | None = None


class Qualifier(msgspec.Struct, frozen=True, kw_only=True):
    """What the article itself says of a source's standing, verbatim: "Hamas-linked", "on condition of anonymity"."""

    span: Span
    kind: Literal["affiliation", "anonymity", "standing"]


class SaidAt(msgspec.Struct, frozen=True, kw_only=True):
    """When something was said: a TIMEX3 value, and the span that tells it."""

    value: str | None
    span: Span


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution: who (`source`), how (`cue`), what (`content`), as spans into the page's text, in order.

    A source that is implicit ("is expected to") has no spans. `confidence` is a calibrated probability that the
    source and the content are both right. `within` is the id of the statement in whose content this one is made
    ("officials told the paper that *the bank feared a run*"); None for what the article itself reports.

    The rest says on whose authority: `speaker` (None for an implicit source), `source_kind`, the chain of outlets
    between speaker and article (`via`, from the speaker outwards), `channel` if the text tells it, `manner` and
    `polarity` (whether the source affirms or denies the content) from the cue, the source's `qualifiers`, the stated
    reason for its `anonymity`, and `said_at`.
    """

    id: str
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    quotation: Quotation
    confidence: float
    within: str | None = None
    speaker: Speaker | None = None
    source_kind: SourceKind = "other"
    via: list[Via] = []
    channel: Channel | None = None
    manner: Manner = "other"
    polarity: Polarity = "affirms"
    qualifiers: list[Qualifier] = []
    anonymity: Span | None = None
    said_at: SaidAt | None = None


TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Mod = Literal["START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"]


class TimeExpression(msgspec.Struct, frozen=True, kw_only=True):
    """A date, time, duration or repetition that a text names.

    `span` is half open, in code points of the text. `value` is TimeML's TIMEX3 value (``2024-08-15``,
    ``2024-W33``, ``2024-08-15TEV``, ``P3D``, ``XXXX-WXX-5``, ``PRESENT_REF``); None where it cannot be told.
    `interval` holds the first and the last day it covers, both included, as ISO 8601 dates, or the first and the
    last minute (``2024-08-15T18:00``, with an offset only where the text names a zone); None for what has no place
    in the calendar, or none that is known. `mod` is TIMEX3's modifier ("early", "more than").
    """

    span: Span
    type: TimeType
    value: str | None
    interval: tuple[str, str] | None = None
    mod: Mod | None = None


Hedge = Literal["at_least", "more_than", "at_most", "less_than", "up_to", "approximately"]
"""How the text hedges a number: *at least* 5, *over* 5, *no more than* 5, *under* 5, *as many as* 5, *about* 5."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number that claims something about the world, as the text gives it.

    `start` and `end` are code points of the page's text around the number with its multiplier word ("1.2 million",
    "two dozen"), without sign, unit or qualifier. `low` and `high` are its value, the same unless it is a range;
    fractions stay fractions, "two decades" is 20 with the unit ``year``. `unit` is an ISO 4217 code, ``percent``,
    ``percentage_point``, ``point`` or a unit's singular name ("square_mile"), None for a plain count. `counted` is
    the span of the noun phrase that is counted, where it stands beside the number. A `vague` number ("dozens") has
    its base value and ``at_least``. `as_of` is the ISO 8601 time for which it holds, `place` the id of the entity
    where. `attributed_to` is the id of the statement it rests on, None for the article itself.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str | None = None
    counted: Span | None = None
    qualifier: Hedge | None = None
    vague: bool = False
    as_of: str | None = None
    place: str | None = None
    attributed_to: str | None = None

    @property
    def span(self) -> Span:
        """Return where the number stands."""
        return self.start, self.end


Certainty = Literal["certain", "planned", "expected", "possible", "conditional", "threatened", "demanded"]


class Expectation(msgspec.Struct, frozen=True, kw_only=True):
    """Something said to lie ahead.

    `span` is the clause that says it, `cue` the words that put it ahead of now ("will", "is expected to"),
    `participants` the ids of the entities in it, `time` when (TIMEX3) with `time_span`, `certainty` how sure, and
    `according_to` the id of the statement it rests on, None for the article itself.
    """

    span: Span
    cue: Span
    certainty: Certainty
    participants: list[str] = []
    time: str | None = None
    time_span: Span | None = None
    according_to: str | None = None


class Annotations(msgspec.Struct, frozen=True, kw_only=True):
    """All that is read from one article's text.

    `statements` are those that the article itself reports; `nested` are those made inside their contents.
    """

    statements: list[Statement] = []
    nested: list[Statement] = []
    entities: list[Entity] = []
    figures: list[Figure] = []
    dates: list[TimeExpression] = []
    expectations: list[Expectation] = []


class Models(msgspec.Struct, frozen=True, kw_only=True):
    """The names and versions of the models behind a reading."""

    blocks: str
    attribution: str
    entities: str
    speakers: str


class ReaderInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What made a reading: OnRecord's version and its models'. Same capture and same reader, same reading."""

    onrecord: str
    models: Models


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One page read: the capture it comes from, the page, what was stated on it, and the reader that found it.

    `statements`, `nested`, `entities`, `figures`, `dates` and `expectations` are as in `Annotations`.
    """

    capture: Capture
    page: Page
    statements: list[Statement]
    nested: list[Statement] = []
    entities: list[Entity] = []
    figures: list[Figure] = []
    dates: list[TimeExpression] = []
    expectations: list[Expectation] = []
    reader: ReaderInfo

    @property
    def text(self) -> str:
        """The page's text, into which every offset of the reading points."""
        return self.page.text

    @property
    def kind(self) -> PageKind:
        """What kind of page it is; only an ``"article"`` has statements."""
        return self.page.kind

    @property
    def article(self) -> Article:
        """The page's own article."""
        return self.page.article

    def quote(self, spans: list[Span]) -> str:
        """Return the page's words under `spans`, pieces joined by an ellipsis; empty for no spans."""
        return quote(self.page.text, spans)
