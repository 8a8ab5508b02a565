"""The way from one version of an archive's tables to the next, a module a step."""
