"""The steps; the number at the end of a module's name is the version that it leads to."""
