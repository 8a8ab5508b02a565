"""The command that checks quotations: check."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from onrecord.cli.app import ALL_READ, FOLLOW, SOME_FAILED, app
from onrecord.cli.options import OneJson, Output, Where, opened
from onrecord.cli.output import DASH, InputError, UsageError, printed


@app.command(group=FOLLOW, usage="Usage: onrecord check [OPTIONS] WORDS|DRAFT")
def check(
    *asked: Annotated[
        str, Parameter(name="DRAFT", help="A draft (.txt, .md, .html, .docx; - for standard input), or words.")
    ],
    archive: Where = None,
    json: OneJson = False,
    output: Output = None,
) -> int:
    """Check quotations against the archive: their words, whose they are, who had them first, and what to cite.

    Ends with status 0 if all hold, 1 if any has to be looked at.
    """
    from onrecord.capture.model import CaptureError
    from onrecord.export.check_json import CheckForm, check_json
    from onrecord.export.terminal.check import print_check
    from onrecord.pipeline.checking import check as checked
    from onrecord.pipeline.checking import check_words
    from onrecord.pipeline.drafting import MOST, draft_from, draft_of

    words = " ".join(asked)
    if not words.strip():
        raise UsageError("Name a draft or words: onrecord check DRAFT|WORDS")
    try:
        if words == DASH:
            draft, whole = draft_from("-.txt", sys.stdin.buffer.read(MOST + 1)), True
        elif _is_file(words):
            path = Path(words)
            with path.open("rb") as file:
                draft, whole = draft_from(words, file.read(MOST + 1)), True
        else:
            draft, whole = draft_of(words), False
    except CaptureError as error:
        raise InputError(f"{error.source} {error.message}.") from error
    except IsADirectoryError:
        raise InputError(f"{words} is a folder; name a draft in it.") from None
    except OSError as error:
        raise InputError(f"Cannot read {words}: {error.strerror}.") from error
    with opened(archive) as kept, kept.reading() as connection:
        found = checked(connection, draft) if whole else check_words(connection, words)
    form = CheckForm.of("-" if words == DASH else draft.name, found)
    printed(lambda: check_json(form), lambda console: print_check(form, draft.text, console), json=json, output=output)
    return ALL_READ if form.right else SOME_FAILED


def _is_file(name: str) -> bool:
    """Say whether `name` is meant as a file: one that is there, a folder too, or that ends as drafts do."""
    try:
        there = Path(name).exists()
    except (OSError, ValueError):  # a whole sentence is no name
        there = False
    return there or (" " not in name and Path(name).suffix.casefold() in (".txt", ".md", ".html", ".htm", ".docx"))
