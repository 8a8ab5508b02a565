"""A Reading as linked data in schema.org's words: a NewsArticle, and a Quotation for each statement.

One JSON-LD document a page. Its context stands in it, so that no processor has to fetch anything: schema.org's
vocabulary, as schema.org's own context has it (``http://schema.org/``), the selectors of the Web Annotation
vocabulary for the evidence, and a few words of ours for what schema.org has none.
"""

import re
from typing import Any

import msgspec

from onrecord.export.identify import page_iri, page_url
from onrecord.export.page_json import rounded
from onrecord.export.speaking import is_name, speakers_of
from onrecord.reading.model import Entity, EntityType, Reading, SourceKind, Statement, Via
from onrecord.text.spans import quote

_OWN = "urn:x-onrecord:"
_NUMBER = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"

CONTEXT: dict[str, Any] = {
    "@vocab": "http://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "url": {"@type": "@id"},
    "TextPositionSelector": "oa:TextPositionSelector",
    "start": {"@id": "oa:start", "@type": _NUMBER},
    "end": {"@id": "oa:end", "@type": _NUMBER},
    "exact": "oa:exact",
    **{
        term: f"{_OWN}{term}"
        for term in (
            "candidate",
            "channel",
            "confidence",
            "cue",
            "evidence",
            "manner",
            "nestedIn",
            "part",
            "polarity",
            "qualifier",
            "anonymity",
            "quotationKind",
            "reader",
            "saidAt",
            "sourceKind",
            "sourceWords",
            "speakerConfidence",
        )
    },
}
"""The context of every document; `docs/cli.md` says what the words of ours mean."""

_THINGS: dict[EntityType, str] = {
    "person": "Person",
    "organisation": "Organization",
    "place": "Place",
    "event": "Event",
    "work": "CreativeWork",
    "group": "Thing",
    "other": "Thing",
}

_PEOPLE: dict[SourceKind, str] = {
    "named_person": "Person",
    "unnamed_person": "Person",
    "outlet": "NewsMediaOrganization",
}
"""What the speakers of a kind are; those of the others are organisations, for schema.org has no other speakers."""

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)?)?")
"""The TIMEX3 values that are ISO 8601 dates as well."""


def jsonld(reading: Reading) -> bytes:
    """Return `reading` as one line of JSON-LD, without a newline at its end.

    Raises ValueError if a confidence in it is not a finite number.
    """
    entities = {entity.id: entity for entity in reading.entities}
    graph = [_article(reading, entities)]
    graph += [_quotation(reading, statement, entities) for statement in (*reading.statements, *reading.nested)]
    return msgspec.json.encode({"@context": CONTEXT, "@graph": graph})


def _known(**fields: Any) -> dict[str, Any]:
    """Return `fields` without those that hold nothing; ``at_id`` and ``at_type`` are ``@id`` and ``@type``."""
    out = {name.replace("at_", "@", 1) if name.startswith("at_") else name: value for name, value in fields.items()}
    return {name: value for name, value in out.items() if value not in (None, "", [])}


def _article(reading: Reading, entities: dict[str, Entity]) -> dict[str, Any]:
    article, capture = reading.article, reading.capture
    info = reading.reader
    publisher = article.publisher
    speaking = {id for statement in (*reading.statements, *reading.nested) for id, _ in speakers_of(statement)}
    mentioned = [entity for entity in reading.entities if entity.named or entity.id in speaking]
    return _known(
        at_id=page_iri(reading),
        at_type="NewsArticle" if reading.kind == "article" else "WebPage",
        url=page_url(reading),
        headline=article.headline,
        abstract=article.standfirst,
        author=[{"@type": "Person", "name": author} for author in article.authors if author],
        publisher={"@type": "NewsMediaOrganization", "name": publisher} if publisher else None,
        datePublished=article.published,
        dateModified=article.updated,
        inLanguage=article.language,
        identifier={"@type": "PropertyValue", "propertyID": "sha256", "value": capture.sha256},
        mentions=[_entity(reading, entity, entities) for entity in mentioned],
        reader=", ".join((f"onrecord {info.onrecord}", *msgspec.structs.astuple(info.models))),
    )


def _entity(reading: Reading, entity: Entity, entities: dict[str, Entity]) -> dict[str, Any]:
    kind = _THINGS[entity.type]
    held = [entities[role.affiliation].name for role in entity.roles if role.affiliation in entities]
    is_person = kind == "Person"
    return _known(
        at_id=page_iri(reading, entity.id),
        at_type=kind,
        **_name(entity.name, entity.named),
        alternateName=entity.variants,
        jobTitle=list(dict.fromkeys(role.role for role in entity.roles)) if is_person else None,
        affiliation=[{"@type": "Organization", "name": name} for name in dict.fromkeys(held)] if is_person else None,
    )


def _name(words: str, named: bool) -> dict[str, str]:
    """What somebody is called: a name if that is one, else a description, for no name may be made up."""
    return {"name" if named else "description": words}


def _quotation(reading: Reading, statement: Statement, entities: dict[str, Entity]) -> dict[str, Any]:
    text, speaker, said_at = reading.text, statement.speaker, statement.said_at
    speakers = _speakers(reading, statement, entities)
    is_document = statement.source_kind == "document"
    value = said_at.value if said_at else None
    return _known(
        at_id=page_iri(reading, statement.id),
        at_type="Quotation",
        text=quote(text, statement.content),
        spokenByCharacter=[] if is_document else speakers,
        isPartOf={"@id": page_iri(reading)},
        nestedIn={"@id": page_iri(reading, statement.within)} if statement.within else None,
        citation=[*(speakers if is_document else []), *(_station(reading, via) for via in statement.via)],
        dateCreated=value if value and _DATE.fullmatch(value) else None,
        saidAt=value,
        sourceWords=quote(text, statement.source),
        cue=quote(text, statement.cue),
        quotationKind=statement.quotation,
        sourceKind=statement.source_kind,
        channel=statement.channel,
        manner=statement.manner,
        polarity=statement.polarity,
        qualifier=[quote(text, [one.span]) for one in statement.qualifiers],
        anonymity=quote(text, [statement.anonymity]) if statement.anonymity else None,
        confidence=rounded(statement.confidence),
        speakerConfidence=rounded(speaker.confidence) if speaker else None,
        candidate=[
            _known(at_type="Thing", name=one.name, confidence=rounded(one.confidence))
            for one in (speaker.candidates if speaker and speaker.name is None else [])
        ],
        evidence=[
            {"@type": "TextPositionSelector", "part": part, "start": start, "end": end, "exact": text[start:end]}
            for part, spans in (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
            for start, end in spans
        ],
    )


def _speakers(reading: Reading, statement: Statement, entities: dict[str, Entity]) -> list[dict[str, Any]]:
    """Everyone who says it; nobody where that could not be told."""
    kind, out = statement.source_kind, []
    for id, name in speakers_of(statement):
        entity = entities.get(id) if id else None
        if kind == "document":
            what = "CreativeWork"
        elif entity and entity.type in ("person", "organisation") and kind != "outlet":
            what = _THINGS[entity.type]
        else:
            what = _PEOPLE.get(kind, "Organization")
        named = (entity is not None and entity.named) or kind == "document" or is_name(name, kind)
        out.append(_known(at_id=page_iri(reading, entity.id) if entity else None, at_type=what, **_name(name, named)))
    return out


def _station(reading: Reading, via: Via) -> dict[str, Any]:
    """A station as a work that is cited: the outlet's, where it is an outlet, for no more is known of it."""
    if via.kind in ("outlet", "agency"):
        return {"@type": "CreativeWork", "publisher": {"@type": "NewsMediaOrganization", "name": via.name}}
    return {"@type": "CreativeWork", "name": via.name}
