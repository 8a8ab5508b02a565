"""JSON-LD without a network: what the Web Annotation vocabulary calls the terms that we write.

Stands in for the context at http://www.w3.org/ns/anno.jsonld, for the terms of ours only. What is no term of it does
not expand, so a field that the vocabulary lacks shows as missing.
"""

from typing import Any

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"

ANNOTATION: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    **{
        name: f"{OA}{name}"
        for name in (
            "Annotation",
            "SpecificResource",
            "TextPositionSelector",
            "TextQuoteSelector",
            "TextualBody",
            "TimeState",
            "describing",
            "identifying",
            "tagging",
            "exact",
            "prefix",
            "suffix",
        )
    },
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "Software": f"{AS}Application",
    "body": {"@id": f"{OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{OA}hasSelector", "@type": "@id"},
    "state": {"@id": f"{OA}hasState", "@type": "@id"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "start": {"@id": f"{OA}start", "@type": f"{XSD}nonNegativeInteger"},
    "end": {"@id": f"{OA}end", "@type": f"{XSD}nonNegativeInteger"},
    "sourceDate": {"@id": f"{OA}sourceDate", "@type": f"{XSD}dateTime"},
    "value": f"{RDF}value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "name": "http://xmlns.com/foaf/0.1/name",
    "generator": {"@id": f"{AS}generator", "@type": "@id"},
    "total": {"@id": f"{AS}totalItems", "@type": f"{XSD}nonNegativeInteger"},
    "startIndex": {"@id": f"{AS}startIndex", "@type": f"{XSD}nonNegativeInteger"},
    "first": {"@id": f"{AS}first", "@type": "@id"},
    "partOf": {"@id": f"{AS}partOf", "@type": "@id"},
    "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"},
}


def offline(url: str, options: Any = None) -> dict[str, Any]:
    """Load the one context that there is; anything else would need the network."""
    assert url == "http://www.w3.org/ns/anno.jsonld", f"nothing may be fetched, and {url} was asked for"
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": ANNOTATION},
    }


def terms(node: Any) -> set[str]:
    """Every key that occurs anywhere in a JSON document."""
    if isinstance(node, list):
        return {term for item in node for term in terms(item)}
    if not isinstance(node, dict):
        return set()
    return set(node) | {term for item in node.values() for term in terms(item)}
