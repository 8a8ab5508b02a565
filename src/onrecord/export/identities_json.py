"""Persons and bodies of an archive, those that may be the same, and what was judged, as JSON; schema versions 1."""

from typing import Literal

import msgspec

from onrecord.record.lookup.identities import Identity, IdentityRow
from onrecord.record.lookup.pairs import Judgement, Pair


class IdentityForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who is meant by `asked`, a name or a ref.

    `identity` is None where nobody is, or where several are: then `others` are they.
    """

    schema_version: Literal[1] = 1
    asked: str
    identity: Identity | None
    others: list[IdentityRow]


class IdentitiesForm(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs that may be the same, or that are kept apart; `next` is the cursor of the next page."""

    schema_version: Literal[1] = 1
    pairs: list[Pair]
    next: str | None


class JudgementsForm(msgspec.Struct, frozen=True, kw_only=True):
    """What was judged, the latest first; `next` is the cursor of the next page."""

    schema_version: Literal[1] = 1
    judgements: list[Judgement]
    next: str | None
