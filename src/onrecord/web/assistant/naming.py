"""Who bears a name, as an assistant is told it: so that nobody's words are put into a namesake's mouth."""

from collections.abc import Sequence

from onrecord.record.lookup import Namesake, Said
from onrecord.record.lookup.identities import Alike, Identity, IdentityRow
from onrecord.web.assistant.forms import Bearer, NamedSo, Quoted, SaidBy, WhoIs


def said_by(found: Said, items: list[Quoted]) -> SaidBy:
    """Return what was found of somebody; `items` are the statements that can be quoted."""
    return SaidBy(
        speaker=_bearer(found.speaker) if found.speaker else None,
        others=[_bearer(one) for one in found.others],
        items=items,
        next=found.page.next,
    )


def who_is(one: Identity | None, others: Sequence[IdentityRow]) -> WhoIs:
    """Return the one who bears a name, or those who do."""
    if one is None:
        return WhoIs(items=[_named(each) for each in others], also_called=[], apart=[])
    return WhoIs(
        items=[_named(one)],
        also_called=[each.value for each in one.names if each.value != one.name],
        apart=[_apart(each) for each in one.alike],
    )


def _bearer(one: Namesake) -> Bearer:
    return Bearer(ref=one.ref, name=one.name, roles=one.roles, statements=one.statements)


def _named(one: Identity | IdentityRow) -> NamedSo:
    roles = [each.value for each in one.roles[:3]] if isinstance(one, Identity) else one.roles
    return NamedSo(
        ref=one.ref,
        type=one.type,
        name=one.name,
        roles=roles,
        pages=one.articles,
        statements=one.statements,
        first=one.first,
        last=one.last,
    )


def _apart(one: Alike) -> str:
    """Say in a sentence or two how another of like name stands to this one."""
    other = one.identity
    start = "May be the same as" if one.verdict == "maybe" else "Is not the same as"
    why = " ".join(value.said for value in one.values if value.verdict != "neutral")
    return f"{start} {other.name} ({other.ref}). {why}".strip()
