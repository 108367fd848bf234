"""The paper every chart is drawn on: colours, style, two sheets (for a desk, for a phone), words around the axes, marks.

China's orange and Russia's blue differ in hue and in lightness: they hold for
colour-blind readers and in grey. Every colour of a mark has at least 3:1 to
the ground it stands on, on white and, as `DARK` has it, on a dark page.
"""

import math
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from analysis.ledger import cite, vocabulary, words

GROUND, INK, QUIET, FAINT, GRID = "#FFFFFF", "#222222", "#5F5F5F", "#D9D9D9", "#ECECEC"
CHINA, RUSSIA = vocabulary.color("CN"), vocabulary.color("RU")
OTHER, RUSSIA_TOO = "#767676", "#5A96C8"
LEADER = "#8A8A8A"  # of thin lines from words to marks
GREEN, PALE_GREEN, VIOLET, RED = "#1B6E4B", "#4F8F70", "#8A6FB0", "#A33B2B"
# What each colour becomes on a dark page.
DARK = {
    GROUND: "#15181C", INK: "#EDEDED", QUIET: "#B4B4B4", FAINT: "#4A4F55", GRID: "#2B3036",
    CHINA: "#FFC266", RUSSIA: "#3A86C6", OTHER: "#9A9A9A", LEADER: "#8F8F8F", RUSSIA_TOO: "#9CC7E3",
    GREEN: "#3FA97A", PALE_GREEN: "#8CCBAE", VIOLET: "#A98FD0", RED: "#E06A58",
}  # fmt: skip

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
    "grid.color": GRID,
    "hatch.linewidth": 0.6,
    "text.parse_math": False,  # a dollar sign is a dollar sign
    "svg.fonttype": "none",
    "svg.hashsalt": "analysis",
}


@dataclass(frozen=True)
class Layout:
    """Labelled rows: (label, value, heading) and height of each, heading → height; limits, a bar's height; inches."""

    rows: list
    at: list
    heads: dict
    limits: tuple[float, float]
    thick: float
    inches: float


@dataclass(frozen=True)
class Sheet:
    """One of the two sheets: its width in inches, characters a line and points of title, subtitle and source line."""

    width: float
    characters: tuple[int, int, int]
    points: tuple[float, float, float]
    narrow: bool = False

    def paper(self, title, subtitle, source, body):
        """Return a figure with its words set, and the (top, bottom) left for axes of so many inches' height."""
        said = (title, subtitle, f"Source: {source}")
        lines = [textwrap.wrap(text, most) for text, most in zip(said, self.characters)]
        title_high, subtitle_high, source_high = (
            1.34 * size / 72 * len(one) for size, one in zip(self.points, lines)
        )  # fmt: skip
        head = 0.30 + title_high + subtitle_high
        foot = 0.50 + source_high
        height = round(head + body + foot, 2)
        figure = Figure(figsize=(self.width, height), facecolor=GROUND)
        left = (0.04 if self.narrow else 0.15) / self.width
        below = 1 - (0.20 + title_high) / height
        for words_, size, y, style in zip(
            lines,
            self.points,
            (1 - 0.12 / height, below, 0.10 / height),
            (
                {"weight": "bold", "va": "top", "linespacing": 1.25},
                {"color": QUIET, "va": "top", "linespacing": 1.3},
                {"color": QUIET, "va": "bottom", "linespacing": 1.3},
            ),
        ):
            figure.text(left, y, "\n".join(words_), size=size, **style)
        return figure, (1 - head / height, foot / height)

    def rows(self, words_, rows, pitch, left, width, above=0.0):
        """Return a figure with one axes of labelled rows, its axes, where each row stands, and how high a bar is.

        Parameters
        ----------
        words_ : tuple of str
            Title, subtitle, source line.
        rows, pitch, above
            As in `layout`.
        left, width : float
            Of the axes, as shares of the wide sheet.
        """
        layout = self.layout(rows, pitch, above)
        figure, (top, bottom) = self.paper(*words_, layout.inches)
        return figure, self.place(figure, layout, left, width, bottom, top - bottom), layout.at, layout.thick

    def layout(self, rows, pitch, above=0.0):
        """Return where labelled rows stand, under headings if they have any.

        On the wide sheet labels stand left of the axes and values right of it;
        on the narrow one both stand above each mark.

        Parameters
        ----------
        rows : list of (str, str, str)
            Label, value and heading (blank: none) of each row.
        pitch : float
            Inches from row to row, on the wide sheet.
        above : float
            Inches to leave at the top.
        """
        rows = [(wrapped(label, 44 if self.narrow else 60), wrapped(value, 40), group) for label, value, group in rows]
        lines = [max(label.count("\n"), value.count("\n")) + 1 for label, value, _ in rows]
        pitch = max(pitch, 0.15 * max(lines, default=1))
        ups = [0.5 * pitch] * len(rows)  # inches above a mark, and below
        down, band, thick = 0.5 * pitch, 0.36, 0.45 * pitch
        if self.narrow:
            ups = [0.16 + 0.155 * (f"{label}\n{value}".strip().count("\n") + 1) for label, value, _ in rows]
            down, band, thick, pitch = 0.12, 0.26, 0.13, 1
        at, heads, y = [], {}, 0.0
        for (_, _, group), up in zip(rows, ups):
            if group and group not in heads:
                y += band if heads else 0
                heads[group] = y - band / 2
            at.append(y + up)
            y += up + down
        zero = ups[0] if ups and not self.narrow else 0
        at, heads = (
            [round((one - zero) / pitch, 6) for one in at],
            {name: (one - zero) / pitch for name, one in heads.items()},
        )
        limits = (y + 0.05 - zero) / pitch, (-0.05 - zero - (band if heads else 0) - above) / pitch
        return Layout(rows, at, heads, limits, thick / pitch, (limits[0] - limits[1]) * pitch)

    def place(self, figure, layout, left, width, bottom, height):
        """Return axes for the marks of some rows, with labels, values and headings written beside or above them."""
        left, width = (0.03, 0.87) if self.narrow else (left, width)
        axes = figure.add_axes([left, bottom, width, height])
        axes.set_ylim(layout.limits)
        axes.set_yticks(layout.at, ["" if self.narrow else label for label, _, _ in layout.rows], fontsize=8.5)
        axes.tick_params(axis="y", length=0, pad=6)
        axes.grid(axis="x")
        for name, y in layout.heads.items():
            edge = 0 if self.narrow else (0.15 / self.width - left) / width
            put(axes, edge, y, name, across=True, weight="bold", va="center")
        for y, (label, value, _) in zip(layout.at, layout.rows):
            if not self.narrow:
                beside(axes, y, value)
                continue
            # Words above the marks hide the lines that run behind them.
            style = {"across": True, "va": "bottom", "fontsize": LEAST_POINTS, "linespacing": 1.25}
            style["bbox"] = {"facecolor": GROUND, "edgecolor": "none", "pad": 0.5}
            put(axes, 0, y, value, dy=7, weight="bold", **style)
            lift = 8 + (11 * (value.count("\n") + 1) if value else 0)
            put(axes, 0, y, label, dy=lift, **style)
        return axes

    def ticks(self, axes, most=5):
        """Let a linear axis of values have few enough ticks for the sheet."""
        axes.xaxis.set_major_locator(MaxNLocator(3 if self.narrow else most))


WIDE = Sheet(9.0, (68, 106, 138), (14, 9.5, 7.5))
LEAST_POINTS = 8.5  # on the narrow sheet: 11.3 pixels
NARROW = Sheet(328 / 96, (31, 45, 45), (11.5, LEAST_POINTS, LEAST_POINTS), narrow=True)


@dataclass(frozen=True)
class Chart:
    """A chart: the name of its files, how it is drawn on a sheet, the data it plots, alt text, what to see in it."""

    name: str
    draw: Callable[[Sheet], Figure]
    data: pd.DataFrame
    alt: str
    sentence: str = ""

    @cached_property
    def figure(self):
        """The chart on the wide sheet."""
        with mpl.rc_context(STYLE):
            return self.draw(WIDE)

    @cached_property
    def narrow(self):
        """The chart on the narrow sheet, no letter smaller than `LEAST_POINTS`."""
        with mpl.rc_context(STYLE):
            figure = self.draw(NARROW)
            figure.draw_without_rendering()  # makes the labels of ticks
            for text in figure.findobj(Text):
                text.set_fontsize(max(text.get_fontsize(), LEAST_POINTS))
            for axes in figure.axes:
                axes.tick_params(labelsize=max(LEAST_POINTS, mpl.rcParams["font.size"]))
        return figure


def alt(*sentences, most=250):
    """Return as many of some sentences, the first ones first, as a screen reader should read at once."""
    said = sentences[0]
    for sentence in map(cite.plain, sentences[1:]):
        said = f"{said} {sentence}" if sentence and len(said) + 1 + len(sentence) <= most else said
    return said


def bar(axes, y, value, color, derived, left, right, thick=0.45):
    """One range as a bar; a point as a short mark; a missing end as an arrow."""
    low = left if value.low == -math.inf else value.low
    high = right if value.high == math.inf else value.high
    if value.low == value.high:
        axes.plot([value.low], [y], marker="D", color=color, markersize=7, clip_on=False)
        return
    face = (
        {"facecolor": GROUND, "edgecolor": color, "hatch": "////"}
        if derived
        else {"facecolor": color, "edgecolor": color}
    )
    axes.barh(y, high - low, left=low, height=thick, linewidth=1, **face)
    if value.high == math.inf:
        tip(axes, right, y, GROUND)
    if value.low == -math.inf:
        tip(axes, left, y, GROUND, -1)


def tip(axes, x, y, color, way=1):
    """Draw the head of an arrow whose tip, pointing right (or left), is at a point: it never leaves the axes."""
    inside = axes.transData + ScaledTranslation(-way * 4 / 72, 0, axes.figure.dpi_scale_trans)
    marker = ">" if way > 0 else "<"
    axes.plot([x], [y], marker=marker, color=color, markersize=6, linestyle="none", transform=inside, zorder=4)


def mark(axes, y, value, color, hollow=False):
    """One figure on a log scale: a dot, a range as a bar, a bound on one side as a stop and an arrow away from it."""
    left, right = axes.get_xlim()
    if value.low == value.high:
        dot(axes, value.low, y, color, hollow)
    elif value.low > 0 and value.high < math.inf:
        axes.plot([value.low, value.high], [y, y], color=color, linewidth=8, solid_capstyle="butt", zorder=3)
    else:
        at, to = (
            (value.low, min(2.2 * value.low, right)) if value.low > 0 else (value.high, max(value.high / 2.2, left))
        )
        arrow(axes, (at, y), (to, y), color)
        axes.plot([at], [y], marker="|", color=color, markersize=10, markeredgewidth=2, linestyle="none", zorder=3)


def dot(axes, x, y, color, hollow=False):
    """A single figure; small and hollow where it repeats another."""
    face = {"color": color, "markerfacecolor": GROUND if hollow else color}
    axes.plot([x], [y], marker="o", markersize=5 if hollow else 7.5, linestyle="none", zorder=3, **face)


def arrow(axes, tail, to, color):
    axes.annotate("", to, tail, arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}, zorder=2)  # fmt: skip


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
    """Break each line of words into lines of at most so many characters."""
    return "\n".join("\n".join(textwrap.wrap(line, width)) for line in words.split("\n"))


def period_of(row):
    told = {"backward_looking": ", looking back", "planned": ", planned"}.get(row["status"], "")
    return wrapped(f"{words.when(row['period'])}{told}")


def anchor(value):
    """Where a figure's label stands: at its middle or its only end."""
    if value.low == -math.inf:
        return value.high
    return value.low if value.high == math.inf else (value.low + value.high) / 2
