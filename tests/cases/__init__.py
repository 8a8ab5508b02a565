"""Recorded captures, each a folder with its capture and the reading expected, and how they are compared."""

import json
from pathlib import Path
from typing import Any

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/capture.*"))

CONFIDENCE = 0.03
"""How far confidences may differ: quantised arithmetic is not the same on every kind of processor."""


def read(case: Path) -> dict[str, Any]:
    """Return the reading of a case as JSON, less what depends on the day and the place it is read at."""
    import onrecord
    from onrecord.export.reading_json import reading_json

    (path,) = case.glob("capture.*")
    reading = json.loads(reading_json(onrecord.read(path)))
    capture = reading["capture"]
    capture["source"] = path.name
    if capture["captured_at_from"] == "file-time":
        capture["captured_at"] = None
    del reading["reader"]
    return reading


def expected(case: Path) -> dict[str, Any]:
    return json.loads((case / "expected.json").read_text(encoding="utf-8"))


def confidences(form: Any) -> list[float]:
    """Take the confidences out of a reading (they are left at 0) and return them in order."""
    out: list[float] = []
    parts = form.values() if isinstance(form, dict) else form if isinstance(form, list) else ()
    for part in parts:
        out += confidences(part)
    if isinstance(form, dict) and "confidence" in form:
        out.append(form["confidence"])
        form["confidence"] = 0
    return out
