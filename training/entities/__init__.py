"""Entities: the pronoun weights made from GUM, and everything measured on it."""
