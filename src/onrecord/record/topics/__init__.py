"""What articles are about: the IPTC Media Topics of the top level, worked out from their words."""

from onrecord.record.media_topics import TOPICS, name_of
from onrecord.record.topics.assign import NAME, THRESHOLD, Given, Topics, shared

__all__ = ["NAME", "THRESHOLD", "TOPICS", "Given", "Topics", "name_of", "shared"]
