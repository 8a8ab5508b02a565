"""From an article to its reading: statements with their sources, each with the characters that prove it."""

from onrecord.reading.model import Quotation, Statement
from onrecord.reading.reader import Reader

__all__ = ["Quotation", "Reader", "Statement"]
