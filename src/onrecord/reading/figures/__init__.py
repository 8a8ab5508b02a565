"""Figures: the numbers in an article that claim something about the world, and whose they are."""

from onrecord.reading.figures.find import figures
from onrecord.reading.figures.model import Figure, Qualifier

__all__ = ["Figure", "Qualifier", "figures"]
