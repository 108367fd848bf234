"""Border entries to Russia by quarter."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis import shift
from analysis.charts import paper
from analysis.charts.paper import GRID, GROUND, INK, OTHER, QUIET, RUSSIA, RUSSIA_TOO, Chart, put
from analysis.ledger import sources, words
from analysis.ledger.ranges import Range
from analysis.shift import sentences

KEY = [(RUSSIA, "declared as study"), (RUSSIA_TOO, "all other purposes"), (OTHER, "purpose not seen")]
NOT_SEEN = "? published, not seen by us"


def entries(book, around, first_year=2019, last_year=2025):
    """Draw border entries by quarter, study entries within them, gaps as gaps.

    Parameters
    ----------
    book : Ledger
    around : datetime.date
        The article's day, marked; the title compares the quarters around it.
    first_year, last_year : int

    Returns
    -------
    Chart
    """
    everyone, study = (shift.entries(book, first_year, last_year, purpose) for purpose in ("all", "study"))
    title = _title(study, around)
    # An exact residual is drawn in place of a rounded figure for the same quarter.
    total, part = (table.drop_duplicates("quarter", keep="last").set_index("quarter") for table in (everyone, study))
    quarters = [Quarter(*row, part["value"][row[0]]) for row in total[["start", "value", "kind"]].itertuples(name=None)]
    derived = ". * derived by us" if any(one.kind == "derived" for one in quarters) else ""
    subtitle = (
        "Entries of North Koreans to Russia per quarter, counted by Russia's FSB Border Service: crossings, not people; "
        f"purposes as declared{derived}"
    )
    words_on_paper = title, subtitle, sources.line_of(book, *everyone["value"], *study["value"])
    data = pd.concat([everyone, study], ignore_index=True)
    data = data.assign(claims=sources.claims(book, data)).drop(columns="start")
    silent = [one.name for one in quarters if one.kind == "not published"]
    return Chart(
        "quarterly-entries",
        lambda sheet: (_as_rows if sheet.narrow else _as_columns)(sheet, words_on_paper, quarters, around),
        words.written(data, "crossings"),
        paper.alt(
            f"{title}.",
            "Columns by quarter, those declared as study below.",
            f"Quarters not published: {', '.join(silent) or 'none'}.",
            sentences.of_entries(study, around),
        ),
        sentences.of_entries(study, around),
    )


@dataclass(frozen=True)
class Quarter:
    """A quarter's name and first day, its entries (Range or None) and whether they are published, and study entries."""

    name: str
    start: date
    value: Range | None
    kind: str
    study_value: Range | None

    @property
    def study(self):
        """Return the number of study entries, or None."""
        return None if self.study_value is None else self.study_value.low

    @property
    def said(self):
        """Return the entries in words, or why there are none."""
        if self.value is None:
            return NOT_SEEN if self.kind == "not seen" else self.kind
        more = "+" if self.value.high > self.value.low else ""
        return f"{self.value.low:,.0f}{more}{'*' if self.kind == 'derived' else ''}"

    @property
    def at_length(self):
        """Return the entries and those for study in words."""
        if self.study is None:
            return self.said
        return (
            f"study {self.study:,.0f}, all not seen" if self.value is None else f"{self.said}, study {self.study:,.0f}"
        )

    def parts(self):
        """Return each part of the column: where it begins, its length, its colour."""
        if self.value is None:
            return []
        if self.study is None:
            return [(0, self.value.low, OTHER)]
        return [(0, self.study, RUSSIA), (self.study, self.value.low - self.study, RUSSIA_TOO)]


def _as_columns(sheet, words_on_paper, quarters, day):
    figure, (top, bottom) = sheet.paper(*words_on_paper, 4.0)
    axes = figure.add_axes([0.065, bottom, 0.92, top - bottom - 0.05])
    tallest = _most(quarters)
    size = 7.5 if len(quarters) <= 16 else 6.3
    for x, quarter in enumerate(quarters):
        for foot, length, color in quarter.parts():
            axes.bar(x, length, width=0.78, bottom=foot, color=color)
        _column_words(axes, x, quarter, tallest, size)
    _gap_band(axes, [x for x, quarter in enumerate(quarters) if quarter.kind == "not published"], tallest)
    _day_mark(axes, quarters, day, tallest)
    axes.set_ylim(0, tallest * 1.24)
    axes.set_xlim(-0.6, len(quarters) - 0.4)
    few = len(quarters) <= 16
    axes.set_xticks(range(len(quarters)), [one.name[-2:] if few else one.name[-1] for one in quarters], fontsize=7.5)
    for x, quarter in enumerate(quarters):
        if quarter.name.endswith("Q1"):
            axes.annotate(quarter.name[:4], (x, 0), xycoords=("data", "axes fraction"), xytext=(0, -20),
                          textcoords="offset points", ha="center", fontsize=8.5, color=INK)  # fmt: skip
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y")
    axes.tick_params(length=0)
    _key(axes)
    return figure


def _as_rows(sheet, words_on_paper, quarters, day):
    """One quarter a row, for a sheet on which columns would have no room for words."""
    row = 0.25
    figure, (top, bottom) = sheet.paper(*words_on_paper, row * (len(quarters) + 4.1))
    axes = figure.add_axes([0.22, bottom, 0.36, top - bottom])
    place = _place_of(quarters, day)
    for y, quarter in enumerate(quarters):
        for foot, length, color in quarter.parts():
            axes.barh(y, length, left=foot, height=0.7, color=color)
        weight = "bold" if place is not None and round(place) == y else "normal"
        put(axes, 0, y, quarter.name, dx=-6, ha="right", va="center", weight=weight)
        put(axes, quarter.value.low if quarter.value else 0, y, quarter.at_length, dx=4, va="center", weight=weight)
    axes.set_yticks([])
    axes.set_ylim(len(quarters) - 0.4, -4.5)
    axes.set_xlim(0, _most(quarters))
    axes.set_xticks([])
    for n, (color, name) in enumerate(KEY):
        axes.plot([0], [-3.9 + n * 0.8], marker="s", color=color, linestyle="none", clip_on=False)
        put(axes, 0, -3.9 + n * 0.8, name, dx=8, va="center")
    if place is not None:
        put(axes, 0, -1.5, "bold: the article's quarter", dx=8, va="center", weight="bold")
    return figure


def _most(quarters):
    return max([one.value.low for one in quarters if one.value is not None] or [1])


def _title(study, day):
    now, before, _ = shift.entries_around(study, day)
    if now is None or before is None:
        return "How many North Koreans entered Russia each quarter?"
    moved = shift.direction(before, now)
    if moved == "undetermined":
        return "Whether study entries rose in the article's quarter cannot be said"
    if moved == "down":
        return "Study entries fell in the quarter in which the article appeared"
    if before.low <= 0 or now.high == float("inf"):
        return "Study entries rose in the quarter in which the article appeared"
    return f"In the article's quarter, study entries were {sentences.rough_times(now / before)} the previous quarter's"


def _column_words(axes, x, quarter, tallest, size):
    """Write the entries above the column, the study entries into their part of it, or where it is too low, below."""
    if quarter.value is None:
        if quarter.kind == "not seen":
            put(axes, x, 0, "?", dy=3, ha="center", va="bottom", color=QUIET, fontsize=7)
        return
    high, lift = quarter.value.low, 2
    if quarter.study is not None and quarter.study > 0.04 * tallest:
        turn = 90 if quarter.study > 0.08 * tallest and size < 7 else 0
        put(axes, x, quarter.study / 2, f"{quarter.study:,.0f}", ha="center", va="center", color=GROUND,
            fontsize=size + (0.5 if turn else -0.3), weight="bold", rotation=turn)  # fmt: skip
    elif quarter.study is not None:
        put(
            axes,
            x,
            high,
            f"{quarter.study:,.0f}",
            dy=2,
            ha="center",
            va="bottom",
            color=RUSSIA,
            fontsize=size,
            weight="bold",
        )
        lift = 3 + size
    put(axes, x, high, quarter.said, dy=lift, ha="center", va="bottom", fontsize=size)
    if quarter.value.high > high:
        axes.annotate("", (x, high * 1.14), (x, high * 1.05), arrowprops={"arrowstyle": "-|>", "color": QUIET})


def _gap_band(axes, silent, tallest):
    if silent:
        axes.axvspan(silent[0] - 0.5, silent[-1] + 0.5, color=GRID, linewidth=0, zorder=0)
        middle = (silent[0] + silent[-1]) / 2
        put(axes, middle, tallest * 0.5, "not\npublished", ha="center", va="center", fontsize=8.5, color=QUIET)


def _place_of(quarters, day):
    """Where a day lies among the quarters, 0 the middle of the first; None if it lies in none."""
    inside = [x for x, quarter in enumerate(quarters) if 0 <= (day - quarter.start).days <= 92]
    return inside[-1] - 0.5 + (day - quarters[inside[-1]].start).days / 92 if inside else None


def _day_mark(axes, quarters, day, tallest):
    at = _place_of(quarters, day)
    if at is None:
        return
    value = quarters[round(at)].value
    axes.annotate(
        f"article, {words.when(str(day))}", (at, (value.low if value else 0) + 0.06 * tallest), xytext=(at - 0.3, tallest * 1.19),
        textcoords="data", ha="right", va="center", fontsize=8, arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 0.8, "relpos": (1, 0.5)},
    )  # fmt: skip


def _key(axes):
    patches = [Patch(color=color, label=name) for color, name in KEY]
    patches.append(Line2D([], [], linestyle="none", label=NOT_SEEN))
    axes.legend(
        handles=patches, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(patches), frameon=False, fontsize=8.5, handlelength=1.2,
        borderaxespad=0.2, columnspacing=1.6,
    )  # fmt: skip
