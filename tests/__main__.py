"""All tests, in two halves at once where there are two cores: what is served and shown in a browser, and all else.

    python -m tests [options of pytest]

Files and folders are for ``python -m pytest``, which runs all tests one after the other where none is named.
The output of the first half comes as it goes, and that of the second after it. Neither knows of the other: they share
no port, folder, database or cache.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

SERVED = ("tests/desk", "tests/web")
HALVES = {"served": SERVED, "rest": ("tests", *(f"--ignore={folder}" for folder in SERVED))}
COUNTED = ("tests", "failures", "errors", "skipped")
ROOT = Path(__file__).parents[1]
NONE_CHOSEN = 5
"""What pytest ends with where no test is chosen: the other half may have some."""


def _command(name: str, report: Path, given: list[str]) -> list[str]:
    cache = f"cache_dir=.pytest_cache/{name}"
    colour = f"--color={'yes' if sys.stdout.isatty() else 'auto'}"
    return [sys.executable, "-m", "pytest", "-rs", colour, "-o", cache, f"--junitxml={report}", *HALVES[name], *given]


def _show(output: Path, process: subprocess.Popen[bytes]) -> None:
    """Print what `process` has written to `output`, and go on until it ends."""
    with output.open("rb") as lines:
        ended = False
        while not ended:
            ended = process.poll() is not None
            sys.stdout.buffer.write(lines.read())
            sys.stdout.flush()
            time.sleep(0 if ended else 0.2)


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Wait for `process`, and return its status. An interruption reaches it too, and it then tells what it found."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def main(given: list[str]) -> int:
    """Run both halves with the options that were given to pytest, and return the worse of their statuses."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="onrecord-tests-") as folder:
        reports = {name: Path(folder) / f"{name}.xml" for name in HALVES}
        first, second = (_command(name, report, given) for name, report in reports.items())
        output = Path(folder) / "output"
        if _cores() > 1:
            with output.open("wb") as file:
                beside = subprocess.Popen(second, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT)
            statuses = [_ended(subprocess.Popen(first, cwd=ROOT))]
            _show(output, beside)
            statuses.append(_ended(beside))
        else:
            statuses = [_ended(subprocess.Popen(half, cwd=ROOT)) for half in (first, second)]
        suites = [
            one for path in reports.values() if path.exists() for one in ElementTree.parse(path).iter("testsuite")
        ]
    counts = [sum(int(suite.get(name, "0")) for suite in suites) for name in COUNTED]
    minutes, seconds = divmod(round(time.monotonic() - started), 60)
    told = f"{counts[0]} tests: {counts[1] + counts[2]} failed, {counts[3]} skipped; {minutes} min {seconds} s"
    print(f"In both halves {told}")
    return max((one for one in statuses if one != NONE_CHOSEN), default=NONE_CHOSEN, key=abs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
