"""Who it is, over all captures, that statements are of."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from onrecord.record.tables import identity, identity_statement

_AT_ONCE = 400


def speaking(connection: Connection, statement_ids: Sequence[int]) -> dict[int, str]:
    """Return the ref of the identity that each statement is of; those of several speakers, or of none, are left out."""
    found: dict[int, set[str]] = {}
    said = identity_statement.c
    query = select(said.statement_id, identity.c.ref).join(identity, identity.c.id == said.identity_id)
    for start in range(0, len(statement_ids), _AT_ONCE):
        some = statement_ids[start : start + _AT_ONCE]
        for id, ref in connection.execute(query.where(said.part == "speaker", said.statement_id.in_(some))):
            found.setdefault(int(id), set()).add(str(ref))
    return {id: next(iter(refs)) for id, refs in found.items() if len(refs) == 1}
