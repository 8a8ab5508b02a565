"""Who is the same person or body on several pages: what a page tells of each, compared, decided and explained.

Nothing here is remembered and nothing looked up: what is known of two is given, and the same values give the same
answer. The rules are deterministic, in the manner of Fellegi and Sunter's record linkage (A Theory for Record Linkage,
JASA 64, 1969) with three outcomes, link, possible link, non-link; every answer comes with the values behind it.
"""

from onrecord.story.identities.decide import Comparison, compare, may_be, of_note
from onrecord.story.identities.seen import Office, Seen, Value
from onrecord.story.identities.tell import tell

__all__ = ["Comparison", "Office", "Seen", "Value", "compare", "may_be", "of_note", "tell"]
