"""Training and scoring of the speakers: who a statement's source is."""
