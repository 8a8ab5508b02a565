"""The application that the commands hang on, and what its exit status says."""

from cyclopts import App, Group, Parameter

from onrecord.cli.output import ALL_READ, SOME_FAILED

__all__ = [
    "ALL_READ",
    "ARCHIVE",
    "ASK",
    "FAULT",
    "FOLLOW",
    "INTERRUPTED",
    "KEEP",
    "MEND",
    "NOBODY_READS",
    "PAGES",
    "SERVE",
    "SOME_FAILED",
    "USAGE",
    "app",
]

ARCHIVE = 3
"""Exit status: the archive cannot do it; what was kept before stays."""
USAGE = 2
"""Exit status: the command line makes no sense, or the output cannot be written."""
FAULT = 70
"""Exit status: a fault in OnRecord itself."""
INTERRUPTED = 130
"""Exit status: interrupted from the keyboard."""
NOBODY_READS = 141
"""Exit status: what was reading the output stopped reading it (``| head``)."""

_EPILOGUE = (
    "Exit status: 0 all inputs read · 1 some could not be read · 2 wrong use · 3 the archive cannot do it · "
    "70 a fault in OnRecord · 130 interrupted · 141 nobody reads the output any more."
)


def _version() -> str:
    from msgspec import structs

    from onrecord.pipeline import reader_info

    info = reader_info()
    models = ", ".join(f"{part}: {name}" for part, name in structs.asdict(info.models).items())
    return f"onrecord {info.onrecord} ({models})"


app = App(
    name="onrecord",
    help="Who said what on a captured news page, and the characters that prove it.",
    help_epilogue=_EPILOGUE,
    help_format="plaintext",
    version=_version,
    suppress_keyboard_interrupt=False,
    default_parameter=Parameter(negative="", show_default=False),
    group_parameters=Group("Options"),
    group_arguments=Group("Inputs"),
)

PAGES = Group("Read pages", sort_key=1)
KEEP = Group("Keep an archive", sort_key=2)
ASK = Group("Ask it", sort_key=3)
FOLLOW = Group("Follow a claim", sort_key=4)
MEND = Group("Put it right", sort_key=5)
SERVE = Group("Open it to others", sort_key=6)
"""The commands by what they are for, as the help lists them."""
