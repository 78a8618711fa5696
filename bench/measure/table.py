"""Figures and how they are printed."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    `ratio` is what the bar is about where it is a ratio (ours to the peer's, with HTTP to without); elsewhere it is
    measured to bar. `reached` is None where nothing could be measured, which counts as not reached.
    """

    name: str
    bar: str
    measured: str
    ratio: float | None
    reached: bool | None

    @classmethod
    def at_most(cls, name, value, bar, unit, digits=1, note=""):
        measured = f"{value:.{digits}f} {unit}{note}"
        return cls(name, f"≤ {bar:g} {unit}", measured, value / bar, value <= bar)

    @classmethod
    def ratio_at_most(cls, name, value, bar, measured):
        return cls(name, f"≤ {bar:g} ×", measured, value, value <= bar)

    @classmethod
    def ratio_at_least(cls, name, value, bar, measured):
        return cls(name, f"≥ {bar:g} ×", measured, value, value >= bar)

    @classmethod
    def missing(cls, name, bar, why):
        return cls(name, bar, why, None, None)

    def as_json(self):
        return asdict(self)


def text_table(figures):
    """An aligned table of Markdown, so that it can be pasted as it is."""
    rows = [("Figure", "Bar", "Measured", "Ratio", "Reached")]
    for figure in figures:
        ratio = "–" if figure.ratio is None else _ratio(figure.ratio)
        reached = {True: "yes", False: "NO", None: "NOT MEASURED"}[figure.reached]
        rows.append((figure.name, figure.bar, figure.measured, ratio, reached))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _ratio(value):
    """Two digits, and four where two would make 1.00 of what is not 1."""
    return f"{value:.4f}" if 0.99 < value < 1 else f"{value:.2f}"
