"""Somebody or some body as its page shows it: an identity, or everybody of one name."""

from typing import NamedTuple

from sqlalchemy import Connection

from onrecord.record.lookup import Count, Dated, Portrait
from onrecord.record.lookup.identities import Alike, Identity, IdentityRow, Joined
from onrecord.record.lookup.identities import Dated as IdentityDated
from onrecord.record.lookup.identity_counts import About, identity_about, identity_counts
from onrecord.record.lookup.pairs import Judgement, judgements
from onrecord.web.desk.rendering import identity_url, who_url


class Profile(NamedTuple):
    """What is shown. `ref` is None for a name that may be several people's; then `namesakes` are those who have it.

    `joined` says why each article's is this one, `alike` who may be the same, `speak` who speaks about it most.
    """

    ref: str | None
    url: str
    name: str
    type: str | None
    statements: int
    articles: int
    names: list[Dated]
    roles: list[Dated]
    days: list[Count]
    undated: int
    outlets: list[Count]
    topics: list[Count]
    namesakes: list[IdentityRow]
    joined: list[Joined]
    alike: list[Alike]
    speak: list[About]
    judged: list[Judgement]
    wikidata: str | None


def of_name(found: Portrait, namesakes: list[IdentityRow]) -> Profile:
    """Return everybody of one name."""
    return Profile(
        ref=None,
        url=who_url(found.key),
        name=found.name,
        type=found.type,
        statements=found.statements,
        articles=found.articles,
        names=found.names,
        roles=found.roles,
        days=found.days,
        undated=found.undated,
        outlets=found.outlets,
        topics=found.topics,
        namesakes=namesakes if len(namesakes) > 1 else [],
        joined=[],
        alike=[],
        speak=[],
        judged=[],
        wikidata=None,
    )


def of_identity(connection: Connection, found: Identity) -> Profile:
    """Return one identity, with what is counted of its statements."""
    days = identity_counts(connection, found.ref, "day")
    outlets = identity_counts(connection, found.ref, "outlet")
    topics = identity_counts(connection, found.ref, "topic")
    return Profile(
        ref=found.ref,
        url=identity_url(found.ref),
        name=found.name,
        type=found.type,
        statements=found.statements,
        articles=found.articles,
        names=[_dated(one) for one in found.names],
        roles=[_dated(one) for one in found.roles if one.value],
        days=[Count(one.value, one.statements) for one in days if one.value],
        undated=sum(one.statements for one in days if not one.value),
        outlets=[Count(one.value, one.statements) for one in outlets if one.value][:40],
        topics=[Count(one.value, one.statements) for one in topics if one.value],
        namesakes=[],
        joined=found.joined,
        alike=found.alike,
        speak=identity_about(connection, found.ref, limit=12),
        judged=judgements(connection, ref=found.ref).items,
        wikidata=found.wikidata,
    )


def _dated(one: IdentityDated) -> Dated:
    return Dated(one.value, one.articles, one.first, one.last)
