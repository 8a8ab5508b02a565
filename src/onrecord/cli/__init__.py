"""The ``onrecord`` command: it parses, calls the pipeline, prints, and exits. It never shows a traceback."""

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from cyclopts import CycloptsError

import onrecord.cli.accounts
import onrecord.cli.archive
import onrecord.cli.asking
import onrecord.cli.checking
import onrecord.cli.correcting
import onrecord.cli.identities
import onrecord.cli.keeping
import onrecord.cli.listening
import onrecord.cli.pages
import onrecord.cli.serving
import onrecord.cli.tracing
import onrecord.cli.versions  # noqa: F401 (their commands hang themselves on the app)
from onrecord.cli.app import ALL_READ, ARCHIVE, FAULT, INTERRUPTED, NOBODY_READS, SOME_FAILED, USAGE, app
from onrecord.cli.output import DASH, InputError, UsageError, say
from onrecord.cli.usage import wrong_use
from onrecord.record.model import ArchiveError

__all__ = ["ALL_READ", "ARCHIVE", "FAULT", "INTERRUPTED", "NOBODY_READS", "SOME_FAILED", "USAGE", "app", "main"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command with `arguments` (those of the process by default) and exit with its status."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever called us
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    given = sys.argv[1:] if arguments is None else arguments
    tokens = [DASH if token == "-" else token for token in given]
    try:
        status = app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
        return status if isinstance(status, int) else ALL_READ
    except InputError as error:
        say(_sentence(error))
        return USAGE
    except (CycloptsError, UsageError) as error:
        say(f"{wrong_use(error) if isinstance(error, CycloptsError) else _sentence(error)} {_help(tokens)}")
        return USAGE
    except ArchiveError as error:
        say(_sentence(error))
        return ARCHIVE
    except BrokenPipeError:
        _drop_output()
        return NOBODY_READS
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # a write: what opens a file names it
            _drop_output()
            say(f"the output cannot be written: {error.strerror or error}")
            return USAGE
        from onrecord.pipeline import fault

        say(
            f"stopped by a fault of its own ({fault(error)}). Please report this, "
            "with the command and the page if you can."
        )
        return FAULT


def _drop_output() -> None:
    """Send what is left to nowhere, for Python would complain once more when it flushes at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _help(tokens: Sequence[str]) -> str:
    """Return where it is told how the command that was called is used."""
    try:
        chain, _, _ = app.parse_commands(list(tokens))
    except CycloptsError:
        chain = ()
    return f"Try: {' '.join(('onrecord', *chain, '--help'))}"


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text if text.endswith((".", "?", "!")) else f"{text}."
