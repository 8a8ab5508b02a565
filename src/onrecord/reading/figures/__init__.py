"""Figures: the numbers in an article that claim something about the world, and whose they are."""

from onrecord.reading.figures.find import figures

__all__ = ["figures"]
