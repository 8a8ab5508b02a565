"""Across captures: versions, copies, utterances and their traces. Works on plain values and touches no database."""
