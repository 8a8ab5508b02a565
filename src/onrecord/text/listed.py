"""Word lists as prose, so that they can be read."""


def listed(*words: str) -> frozenset[str]:
    """Return the words of strings that list them with spaces between.

    >>> sorted(listed("no nos", "page"))
    ['no', 'nos', 'page']
    """
    return frozenset(word for line in words for word in line.split())
