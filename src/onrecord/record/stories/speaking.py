"""Who it is, over all captures, that statements are of."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from onrecord.record.tables import identity, identity_statement

_AT_ONCE = 400
_SAID = identity_statement.c
_SPEAKING = (
    select(_SAID.statement_id, identity.c.ref)
    .join(identity, identity.c.id == _SAID.identity_id)
    .where(_SAID.part == "speaker", _SAID.statement_id.in_(bindparam("ids", expanding=True)))
)


def speaking(connection: Connection, statement_ids: Sequence[int]) -> dict[int, str]:
    """Return the ref of the identity that each statement is of; those of several speakers, or of none, are left out."""
    found: dict[int, set[str]] = {}
    for start in range(0, len(statement_ids), _AT_ONCE):
        some = statement_ids[start : start + _AT_ONCE]
        for id, ref in connection.execute(_SPEAKING, {"ids": some}):
            found.setdefault(int(id), set()).add(str(ref))
    return {id: next(iter(refs)) for id, refs in found.items() if len(refs) == 1}
