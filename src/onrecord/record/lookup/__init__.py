"""What is asked of an archive beside searching its words: each list in pages, newest first unless said otherwise.

All take a connection (`Archive.reading`), so that several questions are answered from one state of the archive.
"""

from onrecord.record.lookup.articles import Article, ArticleFilter, ArticleRow, article, articles
from onrecord.record.lookup.captures import CaptureRow, Sighting, bytes_of, capture, captures, sightings
from onrecord.record.lookup.counts import Stats, stats
from onrecord.record.lookup.doubtful import Doubtful, Looking, doubtful, doubts_left
from onrecord.record.lookup.entities import EntitiesFound, EntityFound, entities, entity
from onrecord.record.lookup.pages import MOST, CursorError, Page
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

__all__ = [
    "MOST",
    "Article",
    "ArticleFilter",
    "ArticleRow",
    "CaptureRow",
    "CursorError",
    "Doubtful",
    "EntitiesFound",
    "EntityFound",
    "Evidence",
    "Looking",
    "Namesake",
    "Page",
    "Related",
    "Said",
    "Sighting",
    "Speaking",
    "Spoken",
    "StatementFilter",
    "StatementRow",
    "Stats",
    "ViaRow",
    "article",
    "articles",
    "bytes_of",
    "capture",
    "captures",
    "doubtful",
    "doubts_left",
    "entities",
    "entity",
    "related",
    "said_by",
    "sightings",
    "speaking",
    "statement",
    "statements",
    "statements_called",
    "stats",
]
