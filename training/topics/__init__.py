"""Topics: the IPTC Media Topics of the top level, learned over vectors of `onrecord.record.search.meaning`."""
