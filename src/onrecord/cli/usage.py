"""What a wrong command line is told: which command needs or takes what, in one sentence."""

from typing import get_args

from cyclopts import CycloptsError
from cyclopts.exceptions import CoercionError, MissingArgumentError, UnknownCommandError, UnknownOptionError

_NUMBERS = {int: "a whole number", float: "a number"}


def wrong_use(error: CycloptsError) -> str:
    """Return what is wrong with a command line that could not be parsed."""
    command = " ".join(("onrecord", *(error.command_chain or ())))
    if isinstance(error, MissingArgumentError) and error.argument is not None:
        if error.keyword:
            return f"{error.keyword} needs a value."
        return f"{error.argument.name} is missing."
    if isinstance(error, CoercionError) and error.token is not None and error.argument is not None:
        name = error.token.keyword or error.argument.name
        wanted = (error.target_type, *get_args(error.target_type))
        kind = next((_NUMBERS[one] for one in wanted if one in _NUMBERS), None)
        if kind:
            return f"{name} takes {kind}, not {error.token.value[:40]!r}."
    if isinstance(error, UnknownOptionError):
        return f"{error.token.keyword or error.token.value} is no option of {command}."
    said = " ".join(str(error).split())
    if isinstance(error, UnknownCommandError):  # the rest lists some commands
        said = said.partition(" Available commands:")[0]
    return said if said.endswith((".", "?", "!")) else f"{said}."
