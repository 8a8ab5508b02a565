"""In what order hits come by relevance: the same on every database, for it is worked out here.

All that were gathered are set in order by what their cards tell: how many of the words that may be lacking they have,
the rarer the better, how short they are, how new. The first `READ_AGAIN` are then read and set in order by how often
and how close together they have the words (`matching.fit`).
"""

from datetime import date

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from onrecord.record.search.cards import Cards
from onrecord.record.search.gather import Gatherer
from onrecord.record.search.matching import Matcher, fit, leaves
from onrecord.record.search.query import Days, Phrase, Word
from onrecord.record.tables import statement

READ_AGAIN = 150
_MOST_ASKED = 8
"""Words that may be lacking for which it is asked which hits have them."""
_USUAL = {"statement": 20, "article": 500}
"""Words of a middling statement and article."""


def ranked(gatherer: Gatherer, found: Cards, matcher: Matcher) -> npt.NDArray[np.int64]:
    """Return the places of `found` by relevance."""
    length = np.maximum(found.length, 8) / _USUAL[gatherer.kind]
    score = _coverage(gatherer, found) / (0.75 + 0.25 * length)
    order = np.lexsort((-found.id, -found.day.astype(np.int64), -score))
    if gatherer.kind == "article" or not matcher.leaves:
        return order
    first = order[:READ_AGAIN]
    fits = _read(gatherer, found.id[first], matcher)
    again = np.array([fits.get(int(one), 0.0) for one in found.id[first]])
    again += score[first] / 8
    better = np.lexsort((-found.id[first], -found.day[first].astype(np.int64), -again))
    return np.concatenate([first[better], order[READ_AGAIN:]])


def _coverage(gatherer: Gatherer, found: Cards) -> npt.NDArray[np.float64]:
    """Return a weight for each of `found`: 1, and more for each word that others lack (articles: in the headline)."""
    weight = np.ones(len(found.id))
    each = leaves(gatherer.node)
    asked: list[Word | Phrase] = list(dict.fromkeys(leaf for leaf, optional in each if optional))[:_MOST_ASKED]
    if gatherer.kind == "article":
        for leaf, _ in each[:_MOST_ASKED]:
            if isinstance(leaf, Word) and leaf.field in (None, "said"):
                asked.append(Word(leaf.text, "headline"))
            elif isinstance(leaf, Phrase) and leaf.field in (None, "said"):
                asked.append(Phrase(leaf.words, "headline", leaf.prefix))
    if not asked or not len(found.id):
        return weight
    dated = found.day[found.day > 0]
    known = len(dated) == len(found.id)
    within = Days(date.fromordinal(int(dated.min())), date.fromordinal(int(dated.max()))) if known else None
    for leaf in asked:
        has = np.isin(found.id, np.array(gatherer.ids(*([leaf, within] if within else [leaf])), np.int64))
        weight += has * np.log(1 + len(found.id) / max(1, int(has.sum())))
    return weight


def _read(gatherer: Gatherer, ids: npt.NDArray[np.int64], matcher: Matcher) -> dict[int, float]:
    row = statement.c
    query = select(row.id, row.content, row.source, row.cue, row.speaker, row.language)
    rows = gatherer.connection.execute(query.where(row.id.in_(ids.tolist())))
    return {
        ident: fit(matcher, content, f"{source} {cue} {speaker or ''}", language)
        for ident, content, source, cue, speaker, language in rows
    }
