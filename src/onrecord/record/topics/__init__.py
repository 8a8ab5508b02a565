"""What articles are about: the IPTC Media Topics of the top level, worked out from their words."""

from onrecord.record.topics.assign import NAME, THRESHOLD, Given, Topics, shared
from onrecord.record.topics.names import TOPICS, name_of

__all__ = ["NAME", "THRESHOLD", "TOPICS", "Given", "Topics", "name_of", "shared"]
