"""What kind of source speaks: a named person or body, the unnamed, a text, an outlet, nobody in particular."""

import re
from collections.abc import Mapping, Set
from typing import Final

from onrecord.reading.chain import heads
from onrecord.reading.chain.known import AGENCIES, OUTLETS, PUBLISHERS
from onrecord.reading.chain.outlets import kind_of_name, outlets
from onrecord.reading.model import Entity, SourceKind, Speaker, Statement

_ACTS: Final = re.compile(
    r"\b(?:endors|acknowledg|comment|insist|defend|stood by|stands by|clarif|regret|su(?:es|ed|ing)\b|apologi"
    r"|fir(?:es|ed)\b|hir(?:es|ed)\b|fil(?:es|ed|ing) (?:an? )?(?:law)?suit|announc|seek|sought|declin|refus|plan|decid"
    r"|den(?:y|ies|ied)"
    r"|support"
    r"|oppos|back|want|hope|vow|promis|pledg|threat)",
    re.IGNORECASE,
)
"""Cues by which a news organisation does not report, but acts."""
_ORGANISATION_NAME: Final = re.compile(
    r"\b(?:Party|Committee|Department|Ministry|Council|Bank|Campaign|Association|Agency|Court|Union|House|Senate"
    r"|Office"
    r"|Institute|Foundation|University|College|Commission|Board|Center|Centre|Authority|Federation|Group|Inc|Corp|Ltd"
    r"|Company|Force|Army|Service|Bureau|League|Organi[sz]ation|Fund|Network|Congress|Parliament|Administration|PAC"
    r"|Nations|States|Kingdom|Kremlin|Pentagon|Republic|Project|Coalition|Alliance|Society|Reserve|Treasury|Guard"
    r"|Street|Palace|Police|Capitol|Services|Industries|Airlines|Airways|Studios|Trust|Church|Labs)\b"
)
_ACRONYM: Final = re.compile(r"[A-Z]{2,6}|(?:[A-Z]\.){2,5}")
_LABEL: Final = re.compile(r"[A-Z][A-Z .,'\u2019-]+\Z")


_MANY_BEFORE: Final = re.compile(r"\b(?:some|those|many|others|people|[a-z]*[a-rt-z]s),? \Z")


_APPOSED: Final = re.compile(r"[^,]*, (?:[A-Z][\w.\u2019'-]+ ){1,3}?[A-Z][\w\u2019'-]+,?\Z")


_GENERIC: Final = re.compile(
    r"(?:The |the |[Ss]ome |[Oo]ther |[Mm]any |[Mm]ost )?(?:[A-Z]\w+['\u2019]s )?(?:(?:[A-Za-z]+|U\.S\.) )?"
    r"(?:media|press|outlets|newspapers|networks|papers|channels)\Z|(?:The )?Media\Z"
)
"""News organisations in general: no outlet that reports, but people who speak."""
_HIDDEN: Final = re.compile(
    r"another\b|this source\b|(?:the |an? )?(?:other|second|third|fourth)\b"
    r"|(?:the |an? |one )?(?:[\w-]+ ){0,2}(?:anonymous|unnamed|unidentified|source|insider)\b",
    re.IGNORECASE,
)
"""What says of one person that the article keeps the name to itself."""


_TELLS: Final = re.compile(r"\b(?:report|according|wrote|writes|quot)", re.IGNORECASE)
"""Cues that only a news organisation's name goes with, where it might be something else's."""
_TWO_NAMES: Final = re.compile(
    r", (?:[A-Z][a-z]+\. )?[A-Z][\w\u2019'-]+ [A-Z][\w\u2019'-]+(?: of [A-Z]\w+)?(?:,"
    r"| and) (?:[A-Z][a-z]+\. )?[A-Z]\w+ [A-Z]"
)
_BRAND: Final = re.compile(r"(?!Mc|Mac|De|Di|Du|Da|Le|La|Lo|Van|Von|Fitz|St|El|Al|O)[A-Z][a-z]+[A-Z]\w+")
"""One word with a capital inside: a firm's name, not a person's."""
_OWNER: Final = re.compile(r"\A.*['\u2019]s? (?=[A-Z])")
"""Whose somebody is: "the Herald's Ana Vale"."""
_ADDRESSED: Final = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][\w-]+(?: [A-Z][\w-]+){0,3}")
"""Somebody by a courtesy title, whatever else the name may be ("Mr Banks")."""
_PAPERS: Final = re.compile(
    r"[^,]{2,80}? (?:obtained|seen|reviewed|viewed|leaked|unearthed|published|compiled) (?:exclusively "
    r"|first )?by (?:[Tt]he )?(?=[A-Z])",
)
"""Something that somebody saw or obtained, so that it can only be a text."""
_POLL_BEHIND: Final = re.compile(r"(?:['\u2019]s)?[ /-](?:[\w/-]+ ){0,3}?(?:polls?|surveys?)\b")
"""What follows a source that was cut short before the poll it is."""
_FIRM: Final = re.compile(r"\b(?:Holdings|PLC|Plc|Inc|Ltd|LLC|Corp|Corporation|Company|Group)\.?\Z")
_ARMED: Final = re.compile(
    r"(?:The |the )?(?:\w+ )?(?:Taliban|Hezbollah|Hizbollah|Hizbullah|Hamas|[Aa]l[- ](?:Qaeda|Qaida|Shabaab|Shabab"
    r"|Nusra)"
    r"|Boko Haram|ISIS|ISIL|Islamic State|Islamic Jihad|Daesh|Houthis|Fatah|Wagner|PKK|FARC|PLO|M23)(?: group"
    r"| militants)?\Z"
)
"""Armed groups, whose names are also read as those of their people."""
_RESIDENCE: Final = re.compile(r"(?:No\.? ?|Number )(?:10|Ten|11|Eleven)(?: Downing Street)?|Downing Street")
"""Houses that stand for whoever governs from them."""
_READS: Final = re.compile(r"(?:also )?reads?,?")
"""What only a text does of itself."""
_PAPER: Final = re.compile(r"(?:the|The) paper")
_NEWSPAPER: Final = 1200
"""Code points before "the paper" in which a newspaper or a study is named that it may be."""
_STUDY: Final = re.compile(r"\b(?:(?:white|research|academic|position|policy|working|scientific) papers?|study)\b")
_EXAMPLES: Final = re.compile(r"\b(?:like|such as|including) [A-Z]")
"""What names some of many: "other Republicans, like Ana Vale"."""
_HOLDERS: Final = frozenset({"pollster", "guard", "operator", "maker"})
"""Nouns of bodies that are persons' as well."""
_BODIES_IN_GENERAL: Final = re.compile(
    r"(?:Major|Big|Top|Many|More|Most|Some|Several|Local|Other|Large|Small) [A-Z][a-z]+s\Z"
)
"""A headline's bodies, which it does not name: "Major Companies"."""
_FIRST: Final = 100_000
"""Code points of the text in which a headline's noun is looked for."""
_SHORT: Final = 4
"""Letters of a word below which finding it elsewhere tells nothing."""


def _by_entity(entity: Entity, reporting: bool, told: bool, head: heads.Head, surnames: Set[str]) -> SourceKind | None:
    named = None if _FIRM.search(entity.name) else kind_of_name(entity.name)
    if entity.name in OUTLETS | AGENCIES and entity.name not in PUBLISHERS and ((named and named[1]) or told):
        return "outlet" if reporting else "named_organisation"
    if named and named[1] and entity.name not in PUBLISHERS and " " not in entity.name:
        return "outlet" if reporting else "named_organisation"
    if entity.type == "person":
        if entity.named:
            return "named_person"
        common = entity.name[:1].lower() + entity.name[1:]  # "Users" opens a sentence
        return "unnamed_group" if "people" in (head, heads.read(common)) else "unnamed_person"
    if entity.type in ("organisation", "place") and entity.name in surnames:
        return "named_person"
    if entity.type == "organisation":
        found = named or next(filter(None, map(kind_of_name, entity.variants)), None)
        if _FIRM.search(entity.name):
            return "named_organisation"
        if found and (found[1] or found[0] == "agency" or told):
            return "outlet" if reporting and entity.name not in PUBLISHERS else "named_organisation"
        return "named_organisation" if entity.named else None
    if entity.type in ("place", "work", "other") and named and (named[1] or told):
        return "outlet" if reporting else "named_organisation"
    if entity.type == "place":
        return "named_organisation"
    if entity.type == "group":
        return "unnamed_group"
    return "document" if entity.type == "work" else None


def _by_name(name: str, reporting: bool, told: bool) -> SourceKind:
    bare = _OWNER.sub("", heads.noun_phrase(name))
    found = kind_of_name(bare)
    if found and (found[1] or told or bare[:4] in ("the ", "The ")):
        return "outlet" if reporting and bare not in PUBLISHERS else "named_organisation"
    if heads.read(bare) == "people":
        return "unnamed_group"
    if _ORGANISATION_NAME.search(heads.head_of(bare)) or bare[:4] in ("the ", "The "):
        return "named_organisation"
    return "named_organisation" if _ACRONYM.fullmatch(bare) or _BRAND.fullmatch(bare) else "named_person"


def source_kind(
    text: str,
    statement: Statement,
    speaker: Speaker | None,
    entities: Mapping[str, Entity],
    surnames: Set[str] = frozenset(),
) -> SourceKind:
    """Return the kind of a statement's source; `entities` by id, `surnames` those of the persons.

    The source's own head noun decides first where it is a text or a plural ("Vale's aides"), for whoever issued it is
    not who speaks; then the entity that the speaker stands for; then the head noun, of the speaker's name where the
    source is a pronoun.
    """
    if not statement.source:
        return "implicit"
    cue = " ".join(text[a:b] for a, b in statement.cue)
    reporting, told_on = not _ACTS.search(cue), bool(_TELLS.search(cue))
    phrase = text[slice(*statement.source[0])]
    if not any(c.isalpha() for c in cue) and _LABEL.match(phrase):
        called = speaker.name if speaker and speaker.name and _ACRONYM.fullmatch(phrase) else phrase
        return "outlet" if kind_of_name(called) else "named_person"  # a transcript's label
    entity = entities.get(speaker.entity) if speaker and speaker.entity else None
    by_name = entity is not None and entity.type == "person" and entity.named and entity.name.split()[-1] in phrase
    if _HIDDEN.match(phrase) and heads.read(phrase) == "person":
        return "named_person" if by_name else "unnamed_person"
    if _ADDRESSED.fullmatch(phrase):
        return "named_person"
    head = heads.read(phrase)
    if entity is None and speaker is not None and speaker.name:
        told = heads.read(speaker.name)
        if head == "pronoun" or (told == "name" and head in ("person", "organisation")):
            phrase, head = speaker.name, told
    if _RESIDENCE.fullmatch(phrase):
        return "named_organisation"
    told_on = told_on or phrase[:4] == "The "
    if head == "pronoun" and phrase.lower() == "it" and _READS.fullmatch(cue):
        return "document"
    if head == "document" and _PAPER.fullmatch(phrase) and _newspaper(text, statement.source[0][0]):
        return "outlet" if reporting else "named_organisation"
    if _ARMED.match(phrase) or (head == "pronoun" and entity is not None and _ARMED.match(entity.name)):
        return "named_organisation"
    if _GENERIC.match(phrase):
        return "unnamed_group"
    if _PAPERS.match(phrase) and head in ("person", "people", "thing", "organisation"):
        return "document"
    if head in ("name", "outlet") and _POLL_BEHIND.match(text, statement.source[0][1]):
        return "document"
    if head == "thing":
        return "other"
    if head == "document":
        return "document"
    if head == "people":
        joint = (
            speaker is not None and speaker.joint and entity is not None and entity.type == "person" and entity.named
        )
        if (joint or _TWO_NAMES.search(phrase)) and not _EXAMPLES.search(phrase):
            return "named_person"
        listed = entity is not None and entity.named and entity.type == "organisation" and entity.name in phrase
        return "named_organisation" if listed and speaker is not None and speaker.joint else "unnamed_group"
    if head == "name" and entity is None and kind_of_name(heads.noun_phrase(phrase)) is None:
        common = _common(text, phrase)
        if common:
            return common
    if head == "outlet":
        return "outlet" if reporting else "named_organisation"
    if entity is not None and not (head == "organisation" and entity.type == "person" and not entity.named):
        found = _by_entity(entity, reporting, told_on, head, surnames)
        if found == "named_person" and (
            (head == "organisation" and heads.head_of(phrase).lower() not in _HOLDERS)
            or phrase.lower() == f"the {entity.name.lower()}"
        ):
            return "named_organisation"
        if found == "named_organisation" and head == "person":
            return "unnamed_person"
        if found:
            return found
    if head == "organisation":
        if heads.new_body(phrase) or ((entity is None or not entity.named) and _BODIES_IN_GENERAL.fullmatch(phrase)):
            return "unnamed_group"
        return "named_organisation"
    if head == "name":
        return _by_name(phrase, reporting, told_on)
    if head == "person":
        return "named_person" if _apposed(phrase) else "unnamed_person"
    if head == "pronoun":
        at = statement.source[0][0]
        if phrase.lower() == "who" and _MANY_BEFORE.search(text, max(0, at - 40), at):
            return "unnamed_group"
        word = heads.head_of(phrase).lower()
        if word in ("he", "she", "i", "him", "her", "his", "my", "me", "himself", "herself", "who"):
            return "named_person"
        return "named_organisation" if word in ("it", "its", "itself", "which") else "unnamed_group"
    return "other"


def _newspaper(text: str, at: int) -> bool:
    """Whether "the paper" at `at` means a newspaper that was named before it, not a study."""
    before = text[max(0, at - _NEWSPAPER) : at]
    if _STUDY.search(before):
        return False
    return any(o.sure and o.kind == "outlet" for o in outlets(before, 0))


def _common(text: str, phrase: str) -> SourceKind | None:
    """Return the kind of a source in capitals that is a common noun elsewhere, as in headlines: "Angry Parents"."""
    lower = heads.head_of(phrase).lower()
    if len(lower) < _SHORT or text.find(f" {lower}", 0, _FIRST) < 0:
        return None
    told = heads.read(phrase.lower())
    return {"people": "unnamed_group", "document": "document"}.get(told)  # type: ignore[return-value]


def _apposed(phrase: str) -> bool:
    """Whether a description is followed by the name of whom it describes: "the harbour master, Ana Vale"."""
    return bool(_APPOSED.match(phrase.strip()))
