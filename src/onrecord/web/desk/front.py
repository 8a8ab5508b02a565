"""``/``: the newest articles, who is heard in them, and how many of their sources have a name."""

from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from onrecord.export.speaking import is_name
from onrecord.record import lookup
from onrecord.record.lookup import ArticleFilter, Lately, Size, TopicCount
from onrecord.web.api.asking import Asked
from onrecord.web.desk.remembered import Remembered
from onrecord.web.desk.rendering import page

router = APIRouter()
_ARTICLES = 14
_HEARD = 18


class Counted(NamedTuple):
    """What is counted for the front page."""

    size: Size
    lately: Lately
    topics: list[TopicCount]


def _counted(connection: Connection) -> Counted:
    found = lookup.lately(connection, limit=80)
    # "her office" is a body that an article identifies, but no name to list it by.
    named = [one for one in found.heard if is_name(one.name, "named_organisation")]
    return Counted(lookup.size(connection), found._replace(heard=named), lookup.topics(connection))


counted = Remembered(_counted)


@router.get("/")
def front(request: Request, archive: Asked) -> HTMLResponse:
    """Show the front page."""
    found = counted.of(archive)
    with archive.reading() as connection:
        newest = lookup.articles(connection, ArticleFilter(latest=True), limit=_ARTICLES)
        versions = lookup.editions(connection, [one.sha256 for one in newest.items])
    return page(
        request,
        "front.html",
        articles=newest.items,
        versions=versions,
        more=newest.next is not None,
        stats=found.size,
        lately=found.lately,
        topics=found.topics,
        heard=found.lately.heard[:_HEARD],
    )
