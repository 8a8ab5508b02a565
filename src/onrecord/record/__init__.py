"""The archive: captures kept once, readings by reader, corrections beside them, and what is looked up of them all."""
