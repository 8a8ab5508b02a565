"""Readings, pages and counts for a person at a terminal: colour where there is colour, as wide as the window."""

from onrecord.export.terminal.layout import print_between, shown, when
from onrecord.export.terminal.page import print_page
from onrecord.export.terminal.reading import print_reading
from onrecord.export.terminal.who import print_who

__all__ = ["print_between", "print_page", "print_reading", "print_who", "shown", "when"]
