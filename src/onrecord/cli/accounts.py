"""The commands for accounts: who may log in to the desk, and what each may do there."""

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from onrecord.cli.app import ALL_READ, SERVE, app
from onrecord.cli.options import OneJson, Where, opened
from onrecord.cli.output import UsageError, printed, say

if TYPE_CHECKING:
    from onrecord.record.accounts import Role

accounts = App(name="accounts", group=SERVE, help="Make, list and close the accounts by which people log in.")
app.command(accounts)

Name = Annotated[str, Parameter(help="Who it is; corrections are signed with it.")]
Wanted = Annotated[str, Parameter(help="read; correct (adds pages as well); administer (manages accounts as well).")]


@accounts.command(name="add", usage="Usage: onrecord accounts add [OPTIONS] NAME --role ROLE")
def add_account(name: Name, /, *, role: Wanted, archive: Where = None) -> int:
    """Make an account. Its password is asked for without being shown, or read from a line of standard input."""
    from onrecord.record.accounts import make_account

    wanted = _role(role)
    with opened(archive, make=True) as kept:
        made = make_account(kept, name, _password(), wanted)
    say(f"account {made.name} may {made.role}")
    return ALL_READ


@accounts.command(name="list")
def list_accounts(*, archive: Where = None, json: OneJson = False) -> int:
    """List the accounts of an archive, those closed included."""
    from onrecord.export.archive_json import AccountsForm, line
    from onrecord.export.terminal.accounts import print_accounts
    from onrecord.record.accounts import accounts as all_accounts

    with opened(archive) as kept, kept.reading() as connection:
        found = all_accounts(connection)
    printed(lambda: line(AccountsForm(accounts=found)), lambda console: print_accounts(found, console), json=json)
    return ALL_READ


@accounts.command(name="role", usage="Usage: onrecord accounts role [OPTIONS] NAME ROLE")
def change_role(name: Name, role: Wanted, /, *, archive: Where = None) -> int:
    """Let an account do more or less, from its next request on."""
    from onrecord.record.accounts import set_role

    wanted = _role(role)
    with opened(archive) as kept:
        changed = set_role(kept, name, wanted)
    say(f"account {changed.name} may {changed.role}")
    return ALL_READ


@accounts.command(name="password", usage="Usage: onrecord accounts password [OPTIONS] NAME")
def change_password(name: Name, /, *, archive: Where = None) -> int:
    """Give an account another password; whoever is logged in to it is logged out."""
    from onrecord.record.accounts import account_called, set_password

    with opened(archive) as kept:
        with kept.reading() as connection:
            account_called(connection, name)
        changed = set_password(kept, name, _password())
    say(f"account {changed.name} has another password")
    return ALL_READ


@accounts.command(name="close", usage="Usage: onrecord accounts close [OPTIONS] NAME")
def close(name: Name, /, *, archive: Where = None) -> int:
    """Close an account, from now on; what it signed stays signed with its name."""
    from onrecord.record.accounts import close_account

    with opened(archive) as kept:
        closed = close_account(kept, name)
    say(f"account {closed.name} is closed")
    return ALL_READ


def _role(role: str) -> "Role":
    from onrecord.record.accounts import ROLES

    found = next((one for one in ROLES if one == role), None)
    if found is None:
        raise UsageError(f"{role!r} is no role; there are: {', '.join(ROLES)}.")
    return found


def _password() -> str:
    """Ask for a password, twice where a person types it."""
    if not sys.stdin.isatty():
        given = sys.stdin.readline().rstrip("\r\n")
        if not given:
            raise UsageError("Give the password as a line of standard input, or run this in a terminal.")
        return given
    given = getpass.getpass("Password (12 characters at least): ")
    if getpass.getpass("Again: ") != given:
        raise UsageError("The two are not the same.")
    return given
