"""Bytes as collected, and the readers that find them: files, WARC and WET, standard input, the network."""
