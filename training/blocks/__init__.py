"""Data, training and evaluation of the model of a page: what each block is there for."""
