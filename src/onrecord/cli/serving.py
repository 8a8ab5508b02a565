"""The commands that let other programs ask an archive: serve, mcp, tokens."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from onrecord.cli.app import ALL_READ, SERVE, app
from onrecord.cli.options import Json, Where, located, opened
from onrecord.cli.output import UsageError, printed, say

if TYPE_CHECKING:
    from onrecord.record.tokens import Scope


@app.command(group=SERVE, usage="Usage: onrecord serve [OPTIONS]")
def serve(
    *,
    archive: Where = None,
    host: Annotated[
        str, Parameter(help="The address to listen on; any but this machine's own needs tokens. [default: 127.0.0.1]")
    ] = "127.0.0.1",
    port: Annotated[int, Parameter(help="The port; 0 takes any that is free. [default: 8484]")] = 8484,
    tokens: Annotated[bool, Parameter(help="Ask everybody for a token, on this machine too.")] = False,
    name: Annotated[
        tuple[str, ...], Parameter(help="A name by which the server is asked, besides this machine's own.")
    ] = (),
    no_fetch: Annotated[bool, Parameter(help="Fetch no page for a client.")] = False,
    workers: Annotated[
        int | None,
        Parameter(help="Processes that make pages beside the server's own; 0 for none. [default: as many as cores]"),
    ] = None,
) -> int:
    """Serve an archive on this machine, as pages in a browser and as /api/v1 to programs, until interrupted."""
    with _installed():
        from onrecord.web.serve import ServeError, default_workers
        from onrecord.web.serve import serve as run
        from onrecord.web.settings import Settings

    if workers is not None and not 0 <= workers <= 64:
        raise UsageError("--workers must be a number from 0 to 64.")
    count = default_workers() if workers is None else workers
    settings = Settings(tokens=tokens, hosts=tuple(name), fetching=not no_fetch, workers=count)
    try:
        run(located(archive), host, port, settings, ready=_listening)
    except ServeError as error:
        raise UsageError(error.message) from error
    return ALL_READ


def _listening(address: str) -> None:
    # What is there now stays: to go through it for cycles would hold up all requests for a tenth of a second each time.
    gc.collect()
    gc.freeze()
    say(f"listening on {address}")


@app.command(group=SERVE, usage="Usage: onrecord mcp [OPTIONS]")
def mcp(
    *,
    archive: Where = None,
    files: Annotated[bool, Parameter(help="Let the assistant read files of this machine by their paths.")] = False,
    fetch: Annotated[bool, Parameter(help="Let the assistant have pages fetched, from public addresses.")] = False,
) -> int:
    """Serve an archive to an assistant that starts this command (Model Context Protocol, over its input and output)."""
    with _installed():
        from onrecord.web.assistant import Allowed
        from onrecord.web.assistant import serve as run

    run(located(archive), Allowed(fetching=fetch, paths=files))
    return ALL_READ


tokens = App(name="tokens", group=SERVE, help="Make, list and revoke the tokens by which programs may ask an archive.")
app.command(tokens)


@tokens.command(name="add", usage="Usage: onrecord tokens add [OPTIONS] NAME --scope SCOPE...")
def add_token(
    name: Annotated[str, Parameter(help="Who or what will bear it.")],
    /,
    *,
    scope: Annotated[tuple[str, ...], Parameter(help="What it allows: read, write, correct, admin; several.")],
    days: Annotated[float | None, Parameter(help="How long it is good. [default: until revoked]")] = None,
    archive: Where = None,
    json: Json = False,
) -> int:
    """Make a token. It is shown this once; the archive keeps only a hash of it."""
    from onrecord.export.archive_json import TokenForm, line
    from onrecord.record.tokens import SCOPES, make_token

    strange = [one for one in scope if one not in SCOPES]
    if strange:
        raise UsageError(f"{strange[0]!r} is no scope; there are: {', '.join(SCOPES)}.")
    if days is not None and not 0 < days < 36_500:
        raise UsageError("--days must be a number of days above 0.")
    scopes: tuple[Scope, ...] = tuple(one for one in SCOPES if one in scope)
    ends = datetime.now(UTC) + timedelta(days=days) if days is not None else None
    with opened(archive, make=True) as kept, kept.writing() as connection:
        token, secret = make_token(connection, name, scopes, ends_at=ends)
    printed(
        lambda: line(TokenForm(token=token, secret=secret)),
        lambda console: console.print(secret, soft_wrap=True),
        json=json,
    )
    say(f"token {token.id} for {token.name}: {', '.join(token.scopes)}; it is not shown again")
    return ALL_READ


@tokens.command(name="list")
def list_tokens(*, archive: Where = None, json: Json = False) -> int:
    """List the tokens of an archive, those revoked included; never their secrets."""
    from onrecord.export.archive_json import TokensForm, line
    from onrecord.export.terminal.tokens import print_tokens
    from onrecord.record.tokens import tokens as all_tokens

    with opened(archive) as kept, kept.reading() as connection:
        found = all_tokens(connection)
    printed(lambda: line(TokensForm(tokens=found)), lambda console: print_tokens(found, console), json=json)
    return ALL_READ


@tokens.command(name="revoke", usage="Usage: onrecord tokens revoke [OPTIONS] ID")
def revoke(number: int, /, *, archive: Where = None) -> int:
    """Revoke a token, from now on."""
    from onrecord.record.tokens import revoke_token

    with opened(archive) as kept, kept.writing() as connection:
        token = revoke_token(connection, number)
    say(f"token {token.id} for {token.name} is revoked")
    return ALL_READ


@contextmanager
def _installed() -> Iterator[None]:
    """Raise `UsageError` where what serving needs is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("onrecord"):
            raise
        raise UsageError(f"Serving needs {error.name}, which is not here: pip install 'onrecord[web]'.") from error
