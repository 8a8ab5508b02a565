"""Spans, offsets and quotation marks: what every other layer says positions with."""
