"""A reliability diagram as SVG: how often names of each confidence are right."""

from collections.abc import Sequence
from pathlib import Path

_SIDE = 320
_EDGE = 40


def bins(pairs: Sequence[tuple[float, bool]], size: int) -> list[tuple[float, float, int]]:
    """Return mean confidence, share right and number for groups of about `size` names of neighbouring confidence."""
    ranked = sorted(pairs)
    count = max(1, round(len(ranked) / size))
    out = []
    for k in range(count):
        part = ranked[k * len(ranked) // count : (k + 1) * len(ranked) // count]
        if part:
            out.append((sum(c for c, _ in part) / len(part), sum(ok for _, ok in part) / len(part), len(part)))
    return out


def draw(path: Path, pairs: Sequence[tuple[float, bool]], title: str) -> None:
    """Write the diagram of `pairs` of confidence and whether right to `path`."""

    def at(x: float, y: float) -> tuple[float, float]:
        return round(_EDGE + x * _SIDE, 1), round(_EDGE + (1 - y) * _SIDE, 1)

    left, top = at(0, 1)
    right, bottom = at(1, 0)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE + 2 * _EDGE} {_SIDE + 2 * _EDGE}" '
        'font-family="sans-serif" font-size="11">',
        f"<title>{title}</title>",
        f'<rect x="{left}" y="{top}" width="{_SIDE}" height="{_SIDE}" fill="white" stroke="#999"/>',
        f'<line x1="{left}" y1="{bottom}" x2="{right}" y2="{top}" stroke="#bbb" stroke-dasharray="4"/>',
    ]
    for k in range(6):
        x, y = at(k / 5, 0)
        lines.append(f'<text x="{x}" y="{y + 16}" text-anchor="middle">{k / 5:.1f}</text>')
        x, y = at(0, k / 5)
        lines.append(f'<text x="{x - 6}" y="{y + 4}" text-anchor="end">{k / 5:.1f}</text>')
    groups = bins(pairs, max(10, len(pairs) // 8))
    points = " ".join("{},{}".format(*at(mean, good)) for mean, good, _ in groups)
    lines.append(f'<polyline points="{points}" fill="none" stroke="#0a6"/>')
    for mean, good, n in groups:
        x, y = at(mean, good)
        lines.append(f'<circle cx="{x}" cy="{y}" r="4" fill="#0a6"><title>{n}: {mean:.2f}, {good:.2f}</title></circle>')
    lines.append(f'<text x="{_EDGE + _SIDE / 2}" y="{_SIDE + 2 * _EDGE - 6}" text-anchor="middle">confidence</text>')
    lines.append(f'<text x="{_EDGE}" y="{_EDGE - 10}">share right; {title}</text>')
    lines.append("</svg>")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
