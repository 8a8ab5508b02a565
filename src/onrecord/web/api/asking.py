"""What each path function asks for: the archive, and a client that may."""

from typing import Annotated

from fastapi import Depends, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from onrecord.record.opening import Archive
from onrecord.web.additions import Additions
from onrecord.web.guards.clients import Client
from onrecord.web.problems import Problem
from onrecord.web.settings import Settings

_bearer = HTTPBearer(
    auto_error=False,  # who asks is found out by `web.guards.clients`; this is for the document
    scheme_name="token",
    description=(
        "A token made by `onrecord tokens add`, with the scopes that its requests need: `read`, `write`, `correct`, "
        "`admin`. Not needed on the server's own machine, unless the server was told so."
    ),
)


async def _permitted(
    wanted: SecurityScopes,
    request: Request,
    _: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Client:
    client: Client = request.state.client
    for scope in wanted.scopes:
        if not client.may(scope):
            raise Problem("not-permitted", f"The token has not the scope that is needed here: {scope}.")
    return client


Reads = Annotated[Client, Security(_permitted, scopes=["read"])]
Writes = Annotated[Client, Security(_permitted, scopes=["write"])]
Corrects = Annotated[Client, Security(_permitted, scopes=["correct"])]


async def _archive(request: Request) -> Archive:
    found: Archive = request.app.state.archive
    return found


async def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


async def _additions(request: Request) -> Additions:
    found: Additions = request.app.state.additions
    return found


Asked = Annotated[Archive, Depends(_archive)]
SetUp = Annotated[Settings, Depends(_settings)]
Queue = Annotated[Additions, Depends(_additions)]

Ident = Annotated[
    str,
    Path(
        min_length=6,
        max_length=64,
        pattern="^[0-9a-f]+$",
        description="The SHA-256 of the capture in hexadecimal digits, or as many of its first digits as make it "
        "unique, at least 6.",
        examples=["5d3a08f1c2b4"],
    ),
]
Ref = Annotated[
    str,
    Path(
        max_length=100,
        pattern=r"^[0-9a-f]{12}-[0-9]+-[0-9]+n?(\.[0-9]+)?$",
        description="A statement's permanent name: the first 12 digits of its capture's SHA-256 and the code points "
        "between which its content stands.",
        examples=["5d3a08f1c2b4-512-604"],
    ),
]
