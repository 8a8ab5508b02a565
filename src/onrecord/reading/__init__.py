"""From an article to its reading: statements with their sources, each with the characters that prove it."""
