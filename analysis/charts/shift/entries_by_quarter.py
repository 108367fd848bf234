"""Border entries to Russia by quarter."""

import matplotlib as mpl
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis import shift
from analysis.charts.paper import FAINT, INK, QUIET, RUSSIA, STYLE, Chart, paper
from analysis.ledger import ranges, sources, words
from analysis.shift import sentences


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
    quarters = list(dict.fromkeys(everyone["quarter"]))
    starts = list(dict.fromkeys(everyone["start"]))
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(
            title,
            "Entries of North Koreans to Russia per quarter, counted by Russia's FSB Border Service: crossings, not people; purposes as declared",
            sources.line_of(book, *everyone["value"], *study["value"]),
            4.0,
        )
        axes = figure.add_axes([0.065, bottom, 0.92, top - bottom - 0.05])
        # An exact residual is drawn in place of a rounded figure for the same quarter.
        total, part = (
            table.drop_duplicates("quarter", keep="last").set_index("quarter") for table in (everyone, study)
        )
        tallest = max([ranges.end(v, "low") for v in total["value"] if v is not None] or [1])
        size = 7.5 if len(quarters) <= 16 else 6.3
        for x, quarter in enumerate(quarters):
            _quarter_bar(axes, x, total.loc[quarter], part.loc[quarter], tallest, size)
        _gap_band(axes, [x for x, q in enumerate(quarters) if total.loc[q, "kind"] == "not published"], tallest)
        _day_mark(axes, starts, around, total["value"], tallest)
        axes.set_ylim(0, tallest * 1.24)
        axes.set_xlim(-0.6, len(quarters) - 0.4)
        years = [x for x, q in enumerate(quarters) if q.endswith("Q1")]
        axes.set_xticks(
            range(len(quarters)), [q[-2:] if len(quarters) <= 16 else q[-1] for q in quarters], fontsize=7.5
        )
        for x in years:
            axes.annotate(
                quarters[x][:4],
                (x, 0),
                xycoords=("data", "axes fraction"),
                xytext=(0, -20),
                textcoords="offset points",
                ha="center",
                fontsize=8.5,
                color=INK,
            )
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.grid(axis="y")
        axes.tick_params(length=0)
        _key(
            axes,
            [
                (RUSSIA, None, "declared as study"),
                ("#9CC7E3", None, "all other purposes"),
                (FAINT, None, "purpose not seen"),
                ("white", "////", "derived by us"),
            ],
        )
    data = words.written(pd.concat([everyone, study], ignore_index=True).drop(columns="start"), "crossings")
    known = "; ".join(
        f"{r['quarter']} {'study' if r['population'] == 'study' else 'all'}: {r['value']} ({r['kind']})"
        for r in data.to_dict("records")
        if r["value"]
    )
    silent = ", ".join(q for q in quarters if total.loc[q, "kind"] == "not published") or "none"
    alt = f"{title}. Columns by quarter. {known}. Quarters not published: {silent}."
    return Chart("quarterly-entries", figure, data, alt, sentences.of_entries(study, around))


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


def _quarter_bar(axes, x, total, part, tallest, size):
    if total["value"] is None:
        if total["kind"] == "not seen":
            axes.annotate("·", (x, 0), xytext=(0, 4), textcoords="offset points", ha="center", color=QUIET, fontsize=9)
        return
    value, open_top = total["value"].low, total["value"].high > total["value"].low
    derived = total["kind"] == "derived"
    study = part["value"].low if part["value"] is not None else None
    look = (
        {"edgecolor": "white", "linewidth": 0}
        if not derived
        else {"hatch": "////", "edgecolor": "white", "linewidth": 0}
    )
    if study is None:
        axes.bar(x, value, width=0.78, color=FAINT, **look)
    else:
        axes.bar(x, study, width=0.78, color=RUSSIA, **(look if part["kind"] == "derived" else {"linewidth": 0}))
        axes.bar(x, value - study, width=0.78, bottom=study, color="#9CC7E3", **look)
        if study > 0.08 * tallest:
            axes.text(x, study / 2, f"{study:,.0f}", ha="center", va="center", color="white", fontsize=size + 0.5, weight="bold",
                      rotation=90 if size < 7 else 0, bbox={"facecolor": RUSSIA, "edgecolor": "none", "pad": 1})  # fmt: skip
    label = f"{value:,.0f}" + ("+" if open_top else "")
    axes.annotate(label, (x, value), xytext=(0, 2), textcoords="offset points", ha="center", va="bottom", fontsize=size)
    if open_top:
        axes.annotate("", (x, value * 1.14), (x, value * 1.05), arrowprops={"arrowstyle": "-|>", "color": QUIET})


def _gap_band(axes, silent, tallest):
    if not silent:
        return
    axes.axvspan(
        silent[0] - 0.5, silent[-1] + 0.5, facecolor="#F4F4F4", edgecolor="#CFCFCF", hatch="..", linewidth=0, zorder=0
    )
    axes.text((silent[0] + silent[-1]) / 2, tallest * 0.5, "not\npublished", ha="center", va="center", fontsize=8.5, color=QUIET,
              bbox={"facecolor": "white", "edgecolor": "none", "pad": 2})  # fmt: skip


def _day_mark(axes, starts, day, values, tallest):
    inside = [x for x, start in enumerate(starts) if 0 <= (day - start).days <= 92]
    if not inside:
        return
    x = inside[-1]
    at = x - 0.5 + (day - starts[x]).days / 92
    top = values.iloc[x].low if values.iloc[x] is not None else 0
    axes.annotate(
        f"article, {words.when(str(day))}", (at, top + 0.06 * tallest), xytext=(at - 0.3, tallest * 1.19), textcoords="data",
        ha="right", va="center", fontsize=8, arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 0.8, "relpos": (1, 0.5)},
    )  # fmt: skip


def _key(axes, items):
    patches = [
        Patch(facecolor=color if hatch is None else "#9A9A9A", hatch=hatch, edgecolor="white", label=name)
        for color, hatch, name in items
    ]
    patches.append(
        Line2D([], [], linestyle="none", marker=".", color=QUIET, markersize=3, label="published, not seen by us")
    )
    axes.legend(
        handles=patches, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(patches), frameon=False, fontsize=8.5, handlelength=1.2,
        borderaxespad=0.2, columnspacing=1.6,
    )  # fmt: skip
