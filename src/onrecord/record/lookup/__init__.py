"""What is asked of an archive beside searching its words: each list in pages, newest first unless said otherwise.

All take a connection (`Archive.reading`), so that several questions are answered from one state of the archive.
"""

from onrecord.record.lookup.articles import Article, ArticleFilter, ArticleRow, article, articles
from onrecord.record.lookup.captures import CaptureRow, Sighting, bytes_of, capture, captures, sightings
from onrecord.record.lookup.counts import Size, Stats, size, stats
from onrecord.record.lookup.doubtful import Doubtful, Looking, doubtful, doubts_left
from onrecord.record.lookup.editions import Edition, editions
from onrecord.record.lookup.entities import EntitiesFound, EntityFound, entities, entity
from onrecord.record.lookup.lately import Heard, Lately, Unnamed, lately, newest
from onrecord.record.lookup.pages import MOST, CursorError, Page
from onrecord.record.lookup.portrait import Count, Dated, Portrait, portrait
from onrecord.record.lookup.related import Related, related
from onrecord.record.lookup.said import Namesake, Said, said_by
from onrecord.record.lookup.speaking import Speaking, Spoken, speaking
from onrecord.record.lookup.statements import (
    Evidence,
    StatementFilter,
    StatementRow,
    ViaRow,
    statement,
    statements,
    statements_called,
)
from onrecord.record.lookup.topics import ArticleTopic, TopicCount, topic_of, topics

__all__ = [
    "MOST",
    "Article",
    "ArticleFilter",
    "ArticleRow",
    "ArticleTopic",
    "CaptureRow",
    "Count",
    "CursorError",
    "Dated",
    "Doubtful",
    "Edition",
    "EntitiesFound",
    "EntityFound",
    "Evidence",
    "Heard",
    "Lately",
    "Looking",
    "Namesake",
    "Page",
    "Portrait",
    "Related",
    "Said",
    "Sighting",
    "Size",
    "Speaking",
    "Spoken",
    "StatementFilter",
    "StatementRow",
    "Stats",
    "TopicCount",
    "Unnamed",
    "ViaRow",
    "article",
    "articles",
    "bytes_of",
    "capture",
    "captures",
    "doubtful",
    "doubts_left",
    "editions",
    "entities",
    "entity",
    "lately",
    "newest",
    "portrait",
    "related",
    "said_by",
    "sightings",
    "size",
    "speaking",
    "statement",
    "statements",
    "statements_called",
    "stats",
    "topic_of",
    "topics",
]
