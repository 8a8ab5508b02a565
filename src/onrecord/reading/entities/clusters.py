"""An entity while its mentions are being gathered."""

from onrecord.reading.entities.items import Item
from onrecord.reading.entities.roles import Role
from onrecord.reading.entities.words import Gender, Number
from onrecord.reading.model import EntityType


class Cluster:
    """Mentions held to be of one entity, with what they tell of it."""

    __slots__ = (
        "at",
        "gender",
        "items",
        "last",
        "members",
        "named",
        "number",
        "number_of_names",
        "roles",
        "type",
        "words",
    )

    def __init__(self, at: int, kind: EntityType) -> None:
        self.at = at
        self.type = kind
        self.items: list[Item] = []
        self.roles: list[Role] = []
        self.gender: Gender | None = None
        self.number: Number = "s"
        self.named = False
        self.number_of_names = 0
        self.members: list[int] = []
        self.words: set[str] = set()
        """What its roles, and the descriptions passed, say of it."""
        self.last: Item | None = None
        """The mention last passed while going through the text; None before the first."""

    def add(self, item: Item) -> None:
        """Take `item` in."""
        item.cluster = self.at
        self.items.append(item)
        if item.form == "name":
            self.named = True
            self.number_of_names += 1
        if self.gender is None and item.gender is not None and (self.type == "person") == (item.gender != "n"):
            self.gender = item.gender
        if len(self.items) == 1:
            self.number = item.number

    @property
    def collective(self) -> bool:
        """Whether it may be "they" although its name is singular."""
        return self.type in ("organisation", "group") or self.number == "p"
