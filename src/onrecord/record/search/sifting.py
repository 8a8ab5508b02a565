"""What cards can tell of a query: its facets and days. Words only the index knows.

Where few have the words of a query, to read their cards and keep those with the right facets is far sooner done than to
ask the index for both, for it would go through all that have one of the facets.
"""

from collections.abc import Iterable
from datetime import date

import numpy as np
import numpy.typing as npt

from onrecord.record.search.cards import Cards, code
from onrecord.record.search.query import All, AnyOf, Days, Node, Not, Undated, Value

Held = npt.NDArray[np.bool_]


def split(node: Node) -> tuple[All, All]:
    """Return two trees that together ask what `node` asks: one of words, and one that cards can tell all of."""
    each = node.nodes if isinstance(node, All) else (node,)
    return All(tuple(one for one in each if not _told(one))), All(tuple(one for one in each if _told(one)))


def holds(found: Cards, node: Node) -> Held:
    """Return for each of `found` whether `node`, which cards must be able to tell all of, holds for it."""
    match node:
        case Value(facet, value):
            out = np.zeros(len(found.id), np.bool_)
            out[found.owner[found.codes == np.uint64(code(facet, value))]] = True
            return out
        case Days(first, last):
            earliest, latest = first.toordinal() if first else 1, (last or date.max).toordinal()
            return np.asarray((found.day >= earliest) & (found.day <= latest))
        case Undated():
            return np.asarray(found.day == 0)
        case Not(inner):
            return ~holds(found, inner)
        case AnyOf(nodes):
            return ~_all(found, [Not(one) for one in nodes])
        case All(nodes):
            return _all(found, nodes)
        case _:
            raise TypeError(f"No card tells of {node}.")


def _all(found: Cards, nodes: Iterable[Node]) -> Held:
    out = np.ones(len(found.id), np.bool_)
    for one in nodes:
        out &= holds(found, one)
    return out


def _told(node: Node) -> bool:
    match node:
        case Value() | Days() | Undated():
            return True
        case Not(inner):
            return _told(inner)
        case All(nodes) | AnyOf(nodes):
            return all(map(_told, nodes))
        case _:
            return False
