"""The paper every chart is drawn on: style, words around the axes, and marks for ranges.

Colours are from the Okabe–Ito set, chosen to differ in lightness as well, so
that they hold for colour-blind readers and in grey.
"""

import io
import textwrap
from dataclasses import dataclass, replace
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib import font_manager
from matplotlib.figure import Figure

from analysis.ledger import vocabulary, words

CHINA, RUSSIA, OTHER = vocabulary.color("CN"), vocabulary.color("RU"), "#7F7F7F"
INK, QUIET, FAINT = "#222222", "#5F5F5F", "#D9D9D9"

# matplotlib's own DejaVu Sans under a name that no font of the system has: pictures are the same everywhere.
FONT, FONT_FILES = "DejaVu Sans of matplotlib", ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
for _file in FONT_FILES:
    _font = font_manager.ttfFontProperty(font_manager.get_font(Path(mpl.get_data_path(), "fonts", "ttf", _file)))
    font_manager.fontManager.ttflist.append(replace(_font, name=FONT))

STYLE = {
    "font.family": FONT,
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": QUIET,
    "axes.axisbelow": True,
    "xtick.color": QUIET,
    "ytick.color": INK,
    "text.color": INK,
    "axes.labelcolor": QUIET,
    "grid.color": "#ECECEC",
    "hatch.linewidth": 0.6,
    "text.parse_math": False,  # a dollar sign is a dollar sign
    "svg.fonttype": "path",
    "svg.hashsalt": "analysis",
}
WIDTH = 9.0  # inches


@dataclass(frozen=True)
class Chart:
    """A figure, the name of its files, the data it plots, the same in words, and a sentence on what to see."""

    name: str
    figure: Figure
    data: pd.DataFrame
    alt: str
    sentence: str = ""


def png(figure):
    """Return the figure as PNG bytes, the same at every run."""
    out = io.BytesIO()
    with mpl.rc_context(STYLE):
        figure.savefig(out, format="png", dpi=144, metadata={"Software": None})
    return out.getvalue()


def svg(figure):
    """Return the figure as SVG text, the same at every run."""
    out = io.StringIO()
    with mpl.rc_context(STYLE):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def paper(title, subtitle, source, body):
    """Return a figure with its words set, and the (top, bottom) left for axes."""
    title_lines = textwrap.wrap(title, 68)
    subtitle_lines = textwrap.wrap(subtitle, 106)
    source_lines = textwrap.wrap(f"Source: {source}", 138)
    head = 0.22 + 0.25 * len(title_lines) + 0.19 * len(subtitle_lines) + 0.12
    foot = 0.50 + 0.16 * len(source_lines)
    height = round(head + body + foot, 2)
    figure = Figure(figsize=(WIDTH, height), facecolor="white")
    left = 0.15 / WIDTH
    figure.text(left, 1 - 0.12 / height, "\n".join(title_lines), size=14, weight="bold", va="top", linespacing=1.25)
    below = 0.12 + 0.25 * len(title_lines) + 0.08
    figure.text(left, 1 - below / height, "\n".join(subtitle_lines), size=9.5, color=QUIET, va="top", linespacing=1.3)
    figure.text(left, 0.10 / height, "\n".join(source_lines), size=7.5, color=QUIET, va="bottom", linespacing=1.3)
    return figure, (1 - head / height, foot / height)


def rows_axis(axes, labels):
    axes.set_yticks(range(len(labels)), labels, fontsize=8.5)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, pad=6)
    axes.grid(axis="x")


def bar(axes, y, value, color, derived, left, right):
    """One range as a bar; a point as a short mark; a missing end as an arrow."""
    low = left if value.low == -float("inf") else value.low
    high = right if value.high == float("inf") else value.high
    if value.low == value.high:
        axes.plot([value.low], [y], marker="D", color=color, markersize=7, clip_on=False)
        return
    face = (
        {"facecolor": "white", "edgecolor": color, "hatch": "////"}
        if derived
        else {"facecolor": color, "edgecolor": color}
    )
    axes.barh(y, high - low, left=low, height=0.45, linewidth=1, **face)
    _arrow_ends(axes, y, value, color, left, right)


def _arrow_ends(axes, y, value, color, left, right):
    if value.high == float("inf"):
        axes.plot([right], [y], marker=">", color=color, markersize=9, clip_on=False)
    if value.low == -float("inf"):
        axes.plot([left], [y], marker="<", color=color, markersize=9, clip_on=False)


def beside(axes, y, words, **style):
    """Write words to the right of the axes, at the height of a row."""
    put(axes, 1, y, words, dx=10, across=True, va="center", **{"fontsize": 8, **style})


def put(axes, x, y, words, dx=0, dy=0, across=False, **style):
    """Write words at a point, moved by some printer's points; ``across``: x as a share of the width."""
    frame = axes.get_yaxis_transform() if across else "data"
    axes.annotate(
        words, (x, y), xycoords=frame, xytext=(dx, dy), textcoords="offset points", annotation_clip=False, **style
    )


def wrapped(words, width=44):
    """Break words into lines of at most so many characters."""
    return "\n".join(textwrap.wrap(words, width))


def period_of(row):
    told = {"backward_looking": ", looking back", "planned": ", planned"}.get(row["status"], "")
    return wrapped(f"{words.when(row['period'])}{told}")


def anchor(value):
    """Where a figure's label stands: at its middle or its only end."""
    if value.low == -float("inf"):
        return value.high
    return value.low if value.high == float("inf") else (value.low + value.high) / 2
