"""``/articles``: all articles, newest first."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from onrecord.record import lookup
from onrecord.record.lookup import ArticleFilter, CursorError
from onrecord.record.media_topics import TOPICS
from onrecord.web.api.asking import Asked
from onrecord.web.desk.rendering import page
from onrecord.web.problems import Problem

router = APIRouter()
_ON_A_PAGE = 40


@router.get("/articles")
def articles(
    request: Request,
    archive: Asked,
    outlet: Annotated[str | None, Query(max_length=300)] = None,
    topic: Annotated[str | None, Query(max_length=20)] = None,
    cursor: Annotated[str | None, Query(max_length=300)] = None,
) -> HTMLResponse:
    """List articles, those of one outlet or of one topic (a code of IPTC Media Topics) if one is named."""
    wanted = ArticleFilter(outlet=outlet or None, topic=topic or None, latest=True)
    with archive.reading() as connection:
        try:
            found = lookup.articles(connection, wanted, limit=_ON_A_PAGE, cursor=cursor)
        except CursorError as error:
            raise Problem("bad-request", "This is no page of this list; begin at its first.") from error
        versions = lookup.editions(connection, [one.sha256 for one in found.items])
    return page(
        request,
        "articles.html",
        versions=versions,
        rows=found.items,
        following=found.next,
        outlet=outlet,
        topic=topic,
        topic_name=TOPICS.get(topic or ""),
        first=cursor is None,
    )
