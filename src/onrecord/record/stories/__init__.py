"""Rows of what is followed across captures; `story` works it out, `pipeline.tracing` joins the two."""
