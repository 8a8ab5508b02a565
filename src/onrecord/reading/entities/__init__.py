"""Entities: the people, bodies and places of an article, each with all that the article calls it."""

from onrecord.reading.entities.lookup import Antecedent, Resolution, Resolved
from onrecord.reading.entities.resolve import entities, resolve

__all__ = ["Antecedent", "Resolution", "Resolved", "entities", "resolve"]
