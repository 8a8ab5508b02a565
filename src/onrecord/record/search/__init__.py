"""Search of an archive: full text over statements and articles with facets, and statements of like meaning."""
