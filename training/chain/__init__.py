"""Kinds of source, ways and manners of statements: the reading's rules measured on articles annotated by hand."""
