"""Checking the figures against articles annotated by hand."""
