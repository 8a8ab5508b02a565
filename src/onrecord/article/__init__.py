"""From a capture to its page and its article: blocks, their roles, and what the page says of itself."""
