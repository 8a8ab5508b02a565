"""Mentions: who and what a text names or describes, from the same pass of the encoder that finds statements."""

from onrecord.reading.mentions.decode import mentions_of

__all__ = ["mentions_of"]
