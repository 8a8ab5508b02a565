"""Entities of the whole archive."""

from pydantic import Field

from onrecord.reading.model import EntityType
from onrecord.web.api.forms.common import Form


class EntityForm(Form):
    """Someone or something under one name: articles' entities of one name and type are taken for one."""

    key: str = Field(description="The name folded for comparison, by which it is called.", examples=["ilse brandt"])
    type: EntityType = Field(description="What it is.", examples=["person"])
    name: str = Field(description="The name as most articles spell it.", examples=["Ilse Brandt"])
    articles: int = Field(description="How many articles speak of it.", examples=[12], ge=0)
    mentions: int = Field(description="How often they mention it.", examples=[57], ge=0)
    statements: int = Field(description="How many statements it makes.", examples=[23], ge=0)
    variants: list[str] = Field(description="Its other names, the commonest first, at most 50.", examples=[["Brandt"]])
    roles: list[str] = Field(
        description="Offices and affiliations that articles give it, the commonest first, at most 50.",
        examples=[["harbour master"]],
    )


class EntityCalledForm(EntityForm):
    """Someone or something under one name, and who bears it."""

    identities: list[str] = Field(
        description="The refs of the people or bodies who bear the name, as `/identities` has them: those who say most "
        "first, at most 50. Several are several people or bodies, as far as it is known.",
        examples=[["p-3f9a1c2e7b04"]],
    )


class EntitiesForm(Form):
    """The entities that fit, most mentioned first."""

    items: list[EntityForm] = Field(description="The entities.", examples=[[]])
    more: bool = Field(description="Whether there are others, which a longer name would find.", examples=[False])
