"""Expectations: what an article says lies ahead, when, how surely, and according to whom."""

from onrecord.reading.expectations.find import expectations

__all__ = ["expectations"]
