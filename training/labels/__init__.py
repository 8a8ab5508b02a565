"""Roles of blocks given by hand, and the two commands to give them."""
