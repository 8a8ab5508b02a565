"""What an entity is called, by which other names, and what it is said to be."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.reading.entities.clusters import Cluster
from onrecord.reading.entities.items import Item
from onrecord.reading.entities.known import PLACE_OF, canonical
from onrecord.reading.entities.words import TITLES
from onrecord.reading.model import Entity, EntityRole, Mention

_OWNER = re.compile(r"(?:[A-Z][\w-]*(?: [A-Z][\w-]*){0,3}['\u2019]s|[A-Z][\w-]*s['\u2019]) \Z")
"""Whose a body without a name is."""
_LEAD = 50


def _accents(words: str) -> int:
    return sum(not c.isascii() for c in words if c.isalpha())


def _clean(words: str, person: bool) -> str:
    parts = words.split()
    while len(parts) > 1 and (
        parts[0] in ("the", "The") or (person and parts[0].rstrip(".").lower() in TITLES and parts[0][0].isupper())
    ):
        del parts[0]
    return " ".join(parts)


def _bare(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s").rstrip("'’") if len(name) > 3 else name


def _names(text: str, cluster: Cluster) -> tuple[str, list[str]]:
    """The fullest name and the others in order of appearance.

    The fullest has the most words that are no initials, then the most accents, the most letters, the most mentions;
    an abbreviation gives way to what it stands for.
    """
    count: Counter[str] = Counter()
    for item in cluster.items:
        if item.form == "name":
            words = _clean(text[item.start : item.end], cluster.type == "person")
            count[words] += 1
    if not count:
        first = max(cluster.items, key=lambda i: (i.form == "description", i.end - i.start, -i.at))
        owner = (
            _OWNER.search(text, max(0, first.start - _LEAD), first.start) if cluster.type == "organisation" else None
        )
        start = owner.start() if owner else first.start  # "Ostland's foreign ministry", one of many
        return " ".join(text[start : first.end].split()), []
    if len(count) == 1:
        only = next(iter(count))
        return _bare(only), []
    shown = {w: _bare(w) for w in count}
    if cluster.type == "group":
        best = max(count, key=lambda w: (w.endswith("s"), count[w], len(w)))
    else:
        best = max(
            count,
            key=lambda w: (
                sum(len(p.strip(".")) > 1 for p in w.split()),
                not w.isupper(),
                _accents(w),
                len(w),
                count[w],
            ),
        )
    name = shown[best]
    variants = []
    for words in count:
        if shown[words] != name and shown[words] not in variants:
            variants.append(shown[words])
    return name, variants


def _held_at(text: str, span: tuple[int, int], clusters: Sequence[Cluster], nearby: Sequence[Item]) -> Cluster | None:
    """The body or place whose office it is: named in its words or owning them ("Quarvia's trade minister")."""
    inside = [
        i for i in nearby if i.form == "name" and i.type != "person" and span[0] - 4 <= i.end and i.start < span[1]
    ]
    inside = [i for i in inside if i.start >= span[0] or text[i.end : span[0]].strip(" ") in ("'s", "’s", "'", "’")]
    tail = [i for i in inside if text[max(0, i.start - 8) : i.start].rstrip().endswith((" of", " for", " at", " the"))]
    for item in tail or inside:
        cluster = clusters[item.cluster]
        if cluster.type == "group":
            home = place_of(cluster, clusters)
            return home or cluster
        return cluster
    return None


def place_of(group: Cluster, clusters: Sequence[Cluster]) -> Cluster | None:
    """The entity of the place that a nationality belongs to, if the article names it."""
    homes = {PLACE_OF[i.key] for i in group.items if i.key in PLACE_OF}
    if not homes:
        return None
    for cluster in clusters:
        named = cluster.named and cluster.type in ("place", "organisation")
        if named and any(canonical(i.key) in homes for i in cluster.items[:8] if i.form == "name"):
            return cluster
    return None


def entity_of(
    text: str, cluster: Cluster, ids: Mapping[int, str], clusters: Sequence[Cluster], items: Sequence[Item]
) -> Entity:
    """Write `cluster` down as an entity; `ids` are those of all clusters by their place in `clusters`."""
    cluster.items.sort(key=lambda i: i.at)
    name, variants = _names(text, cluster)
    roles = []
    seen = set()
    for role in cluster.roles:
        words = " ".join(text[role.span[0] : role.span[1]].split())
        if words.lower() not in seen:
            seen.add(words.lower())
            at = next(i.at for i in cluster.items if abs(i.start - role.span[0]) < 200)
            held = _held_at(text, role.span, clusters, items[max(0, at - 8) : at + 8])
            roles.append(EntityRole(role=words, span=role.span, affiliation=ids.get(held.at) if held else None))
    return Entity(
        id=ids[cluster.at],
        type=cluster.type,
        name=name,
        variants=variants,
        roles=roles,
        mentions=[
            Mention(span=i.span, type=cluster.type, form=i.form, confidence=i.mention.confidence) for i in cluster.items
        ],
        members=[ids[at] for at in cluster.members],
    )
