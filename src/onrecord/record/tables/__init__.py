"""The tables of an archive, the same on SQLite and PostgreSQL.

Kinds of tables, which are treated differently:

- what was collected and never changes (`collected`): `capture`, `sighting`, `reader`, `reading`, `correction`;
- the views (`views`), worked out from a capture's current reading and its corrections, and rebuilt from them at any
  time: `article`, `statement`, `party`, `via`, `entity`, `entity_name` (and the index of `record.search`);
- what is followed across captures (`stories`, `utterances`), worked out from the views of many: `trace_due`, `worded`,
  `gram`, `repeat`;
  who is the same on several pages (`identities`): `identity` and those beside it; `judgement` and `wikidata` are
  people's, and are kept;
- what articles are about (`topics`), worked out from them one by one: `article_topic`;
- what running the archive needs (`running`): `setting`, `failure`, `feed`, `feed_entry`, `token`;
- who may log in to the desk (`accounts`): `account`, `login`.

Times are text, ISO 8601 in UTC with seconds and a Z, as ``2024-08-16T05:46:00Z``; days are ``YYYY-MM-DD``. A `key` is a
name folded for comparison (`record.names.key`). JSON is kept as text, for SQLite and PostgreSQL differ in all else.
A new or changed table needs a migration (`record/migrations`); a test compares the two.
"""

from onrecord.record.tables.accounts import account, login
from onrecord.record.tables.base import metadata
from onrecord.record.tables.collected import capture, correction, reader, reading, sighting
from onrecord.record.tables.copies import copy, edition, shingle
from onrecord.record.tables.identities import (
    identity,
    identity_key,
    identity_member,
    identity_pair,
    identity_ref,
    identity_statement,
    judgement,
    wikidata,
)
from onrecord.record.tables.running import failure, feed, feed_entry, setting, token
from onrecord.record.tables.stories import trace_due
from onrecord.record.tables.topics import article_topic
from onrecord.record.tables.utterances import gram, repeat, worded
from onrecord.record.tables.views import article, entity, entity_name, party, statement, via

__all__ = [
    "account",
    "article",
    "article_topic",
    "capture",
    "copy",
    "correction",
    "edition",
    "entity",
    "entity_name",
    "failure",
    "feed",
    "feed_entry",
    "gram",
    "identity",
    "identity_key",
    "identity_member",
    "identity_pair",
    "identity_ref",
    "identity_statement",
    "judgement",
    "login",
    "metadata",
    "party",
    "reader",
    "reading",
    "repeat",
    "setting",
    "shingle",
    "sighting",
    "statement",
    "token",
    "trace_due",
    "via",
    "wikidata",
    "worded",
]
