"""Lists of words, written as text."""


def words(listed: str) -> frozenset[str]:
    """Return the words of a text.

    >>> sorted(words("poll report"))
    ['poll', 'report']
    """
    return frozenset(listed.split())
