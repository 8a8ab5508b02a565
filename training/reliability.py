"""Reliability: how often what has a confidence is right, as numbers, as a table and as a picture.

Confidences are cut into ten bins of equal width. The expected calibration error is the distance between the mean
confidence and the share right, averaged over all, bin by bin (Naeini, Cooper and Hauskrecht, 2015).
"""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

BINS = 10
Pairs = Sequence[tuple[float, bool]]
"""A confidence, and whether what it was given to is right."""

_WIDTH, _LEFT, _RIGHT = 560, 56, 20
_TOP, _SIDE, _STRIP, _BELOW = 76, 320, 64, 46
_GAP = 14
_STYLE = """
.paper { fill: #ffffff; stroke: #d0d7de }
.text { fill: #1f2328 }
.quiet { fill: #59636e }
.grid { stroke: #d8dee4 }
.ideal { stroke: #8c959f; stroke-dasharray: 5 4 }
.share { fill: #0969da; stroke: #0969da }
.range { stroke: #0969da; stroke-opacity: 0.4; stroke-width: 3; stroke-linecap: round }
.count { fill: #0969da; fill-opacity: 0.35 }
@media (prefers-color-scheme: dark) {
.paper { fill: #0d1117; stroke: #3d444d }
.text { fill: #f0f6fc }
.quiet { fill: #9198a1 }
.grid { stroke: #2a313c }
.ideal { stroke: #656c76 }
.share { fill: #58a6ff; stroke: #58a6ff }
.range { stroke: #58a6ff }
.count { fill: #58a6ff }
}
"""


class Bin(NamedTuple):
    """What lies between two confidences: how much, its mean confidence and the share of it that is right."""

    low: float
    high: float
    n: int
    mean: float
    right: float

    def interval(self, z: float = 1.96) -> tuple[float, float]:
        """Return Wilson's 95% interval of the share right."""
        centre = (self.right + z * z / (2 * self.n)) / (1 + z * z / self.n)
        spread = self.right * (1 - self.right) / self.n + z * z / (4 * self.n * self.n)
        half = z / (1 + z * z / self.n) * math.sqrt(spread)
        return max(0.0, centre - half), min(1.0, centre + half)


def binned(pairs: Iterable[tuple[float, bool]], count: int = BINS) -> list[Bin]:
    """Return the bins that hold anything, lowest first.

    >>> binned([(0.95, True), (0.85, True), (0.81, False)])[0]
    Bin(low=0.8, high=0.9, n=2, mean=0.83, right=0.5)
    """
    table: dict[int, list[tuple[float, bool]]] = {}
    for p, right in pairs:
        table.setdefault(min(count - 1, int(p * count)), []).append((p, right))
    return [
        Bin(
            round(k / count, 3),
            round((k + 1) / count, 3),
            len(mine),
            round(math.fsum(p for p, _ in mine) / len(mine), 9),
            sum(right for _, right in mine) / len(mine),
        )
        for k, mine in sorted(table.items())
    ]


def calibration_error(pairs: Iterable[tuple[float, bool]], count: int = BINS) -> float:
    """Return the expected calibration error, 0 to 1; NaN for no pairs."""
    bins = binned(pairs, count)
    n = sum(b.n for b in bins)
    return sum(b.n * abs(b.mean - b.right) for b in bins) / n if n else math.nan


def table(pairs: Pairs) -> str:
    """Return the bins as rows of Markdown, with the calibration error below."""
    rows = ["| confidence | n | mean | right | 95% interval |", "| --- | --- | --- | --- | --- |"]
    for b in binned(pairs):
        low, high = b.interval()
        rows.append(f"| {b.low:.1f}–{b.high:.1f} | {b.n} | {b.mean:.2f} | {b.right:.2f} | {low:.2f} to {high:.2f} |")
    return "\n".join([*rows, "", f"expected calibration error {calibration_error(pairs):.3f} of {len(pairs)}"])


def draw(path: Path, pairs: Pairs, title: str, of: str) -> None:
    """Write the reliability diagram of `pairs` to `path`, an SVG file that is light or dark as its reader is.

    A dot a bin tells the share right over the mean confidence, a bar its 95% interval, the strip below how many there
    are. `of` says what and whose they are, below the title.
    """
    bins = binned(pairs)
    width = _WIDTH - _LEFT - _RIGHT
    bottom = _TOP + _SIDE
    floor = bottom + _GAP + _STRIP + 14
    height = floor + _BELOW
    most = max((b.n for b in bins), default=1)

    def x(p: float) -> float:
        return round(_LEFT + p * width, 1)

    def y(p: float) -> float:
        return round(bottom - p * _SIDE, 1)

    def line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
        return f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'

    def text(kind: str, at: float, down: float, words: str, more: str = "") -> str:
        return f'<text class="{kind}" x="{at}" y="{down}"{more}>{escape(words)}</text>'

    middle, end = ' text-anchor="middle"', ' text-anchor="end"'
    summary = f"{of} Calibration error {calibration_error(pairs):.3f}."
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(title)}" font-family="system-ui, sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(summary)}</desc>",
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" x="0.5" y="0.5" width="{_WIDTH - 1}" height="{height - 1}" rx="8"/>',
        text("text", 20, 30, title, ' font-size="16" font-weight="600"'),
        text("quiet", 20, 50, summary),
    ]
    for k in range(6):
        p = k / 5
        out += [line("grid", x(0), y(p), x(1), y(p)), line("grid", x(p), y(0), x(p), y(1))]
        out.append(text("quiet", x(0) - 8, y(p) + 4, f"{p:.1f}", end))
        out.append(text("quiet", x(p), floor + 16, f"{p:.1f}", middle))
    out.append(line("ideal", x(0), y(0), x(1), y(1)))
    out.append(text("quiet", x(0) + 8, y(1) + 18, "share right"))
    out.append(text("quiet", x(0) + 8, bottom + _GAP + 8, "how many"))
    out.append(text("quiet", x(0.5), floor + 36, "confidence", middle))
    out.append(line("grid", x(0), floor, x(1), floor))
    for b in bins:
        low, high = b.interval()
        told = f"{b.low:.1f} to {b.high:.1f}: {b.n}, mean confidence {b.mean:.2f}, right {b.right:.2f}"
        tall = round(max(1.0, _STRIP * b.n / most), 1)
        out += [
            f"<g><title>{told}</title>",
            line("range", x(b.mean), y(low), x(b.mean), y(high)),
            f'<circle class="share" cx="{x(b.mean)}" cy="{y(b.right)}" r="5"/>',
            f'<rect class="count" x="{x(b.low) + 2}" y="{floor - tall}" width="{x(b.high) - x(b.low) - 4:.1f}" '
            f'height="{tall}"/>',
            text("quiet", round((x(b.low) + x(b.high)) / 2, 1), round(floor - tall - 4, 1), str(b.n), middle),
            "</g>",
        ]
    path.write_text("\n".join([*out, "</svg>"]) + "\n", encoding="utf-8")
