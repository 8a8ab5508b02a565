"""Commands shown in the documentation, with their output: run again, compared, and written anew.

A fenced block that opens with ```` ```console ```` holds commands, each on a line that starts with ``$ ``,
and under each what it prints at 80 columns, without colour. A line that is just ``…`` stands for any number
of lines.

    python -m tests.consoles    writes the outputs anew (lines left out stay left out)
"""

import atexit
import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tests.forking import quick

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
LEFT_OUT = "…"


def shown(document: Path) -> list[tuple[str, str]]:
    """Return the (command, output) pairs that `document` shows."""
    return [pair for block in BLOCK.findall(document.read_text(encoding="utf-8")) for pair in _pairs(block)]


def _pairs(block: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        out.append((command, output))
    return out


@cache
def _folder() -> Path:
    """A folder for what the commands make, gone when this process ends."""
    folder = tempfile.mkdtemp(prefix="onrecord-docs-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def run(command: str, document: str = "") -> str:
    """Return what `command` prints on both streams, run in the project's root with its own onrecord.

    The commands of one `document` share an archive, which its first one makes.
    """
    environment = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "CLICOLOR_FORCE", "LINES")}
    environment |= {
        "PATH": f"{quick().parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
        "ONRECORD_ARCHIVE": str(_folder() / f"{document}.db"),
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    lines = done.stdout.decode("utf-8").splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def agrees(expected: str, printed: str) -> bool:
    """Say whether `printed` is what `expected` shows, lines left out, percentages and likenesses left out of account.

    Quantised arithmetic is not the same on every kind of processor, and confidences move with it.
    """
    parts = re.split(rf"^{LEFT_OUT}\n", expected.rstrip("\n") + "\n", flags=re.MULTILINE)
    pattern = "(?:.*\n)*".join(_loosened(re.escape(part)) for part in parts)
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None


def _loosened(pattern: str) -> str:
    return re.sub(r"likeness\\ \d\\\.\d+", r"likeness \\d\.\\d+", re.sub(r"\d+%", r"\\d+%", pattern))


def _rewritten(block: str, document: str) -> str:
    out = ""
    for command, output in _pairs(block):
        printed = run(command, document).rstrip("\n") + "\n"
        lines = printed.splitlines(keepends=True)
        if f"{LEFT_OUT}\n" in output:
            parts = re.split(rf"^{LEFT_OUT}\n", output.rstrip("\n") + "\n", flags=re.MULTILINE)
            head, tail = parts[0].count("\n"), parts[-1].count("\n")
            lines = [*lines[:head], f"{LEFT_OUT}\n", *lines[len(lines) - tail :]]
        out += f"$ {command}\n" + "".join(lines) + "\n"
    return out.rstrip("\n") + "\n"


def main() -> None:
    """Write the outputs in all documents anew."""
    for document in DOCUMENTS:
        old = document.read_text(encoding="utf-8")
        name = document.name
        new = BLOCK.sub(lambda found, name=name: f"```console\n{_rewritten(found[1], name)}```", old)
        if new != old:
            document.write_text(new, encoding="utf-8")
            print("wrote", document.relative_to(ROOT))


if __name__ == "__main__":
    main()
