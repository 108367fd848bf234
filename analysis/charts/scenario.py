"""Charts of the what-if model: break-even and sensitivity."""

import matplotlib as mpl
import numpy as np

from analysis.charts.paper import FAINT, INK, OTHER, QUIET, RUSSIA, STYLE, Chart, beside, paper, put, rows_axis
from analysis.ledger import words
from analysis.scenario import uncapitalized

LEAST, MOST = 2_000, 200_000  # persons, ends of the break-even chart
NOW = "estimated"  # status of the claims whose counts make up the shaded region


def break_even(table, estimates, source, with_it=False):
    """Draw how many workers in Russia keep the earnings against the share that China sends home.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `scenario.break_even`.
    estimates : pandas.DataFrame
        As from `scenario.against_estimates`; the article's is not drawn.
    source : str
    with_it : bool
        Whether IT workers are among those sent home.
    """
    drawn = estimates[estimates["drawn"]]
    title = _break_even_title(table, drawn, with_it)
    subtitle = (
        "Workers needed in Russia so that the state earns as much as before, log scale; light: what the bounds allow, "
        "dark: 90 percent of the draws, line: half of them below; across: what Russia is said to take or to have taken"
    )
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(title, subtitle, source, 4.3)
        axes = figure.add_axes([0.08, bottom, 0.49, top - bottom])
        x = 100 * table["sent_home"]
        axes.fill_between(x, table["low"], table["high"], color=RUSSIA, alpha=0.18, linewidth=0)
        axes.fill_between(x, table["p5"], table["p95"], color=RUSSIA, alpha=0.4, linewidth=0)
        axes.plot(x, table["p50"], color=RUSSIA, linewidth=1.6)
        _estimate_lines(axes, drawn)
        axes.set_yscale("log")
        least, most = min(LEAST, table["low"].min() / 1.5), max(MOST, 1.5 * table["high"].max())
        axes.set(xlim=(0, 100), ylim=(least, most))
        ticks = [n * 10**k for k in range(8) for n in (1, 2, 5) if least <= n * 10**k <= most]
        axes.set_yticks(ticks, [f"{tick:,}" for tick in ticks])
        axes.set_yticks([], minor=True)
        axes.set_xticks([0, 25, 50, 75, 100])
        axes.set_xlabel("percent of the workers in China sent home", fontsize=8, loc="right")
    data = (100 * table[["sent_home"]]).join(table.drop(columns="sent_home").map(words.significant))
    data = data.rename(columns={"sent_home": "sent_home_percent"})
    last = data.iloc[-1]
    alt = (
        f"{title}. A band over the share sent home. At {last['sent_home_percent']:.0f} percent: bounds from "
        f"{last['low']:,.0f} to {last['high']:,.0f} workers, 90 percent of the draws from {last['p5']:,.0f} to "
        f"{last['p95']:,.0f}. Lines across: "
        + "; ".join(
            f"{row['asserted_by']}, {row['period']}: {_persons(row['value'], row['unit'])}"
            for row in drawn.to_dict("records")
        )
        + "."
    )
    return Chart("break-even", figure, data, alt)


def sensitivity(table, whole, source):
    """Draw how far the answer narrows if one input is at either end, all others free.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `scenario.sensitivity`.
    whole : Range
        The answer with every input free.
    source : str
    """
    first = table.iloc[0]
    title = (
        f"What decides most: {uncapitalized(first['quantity'])}, by a total-order index of {first['total_index']:.2f}"
    )
    if first["total_index"] == 0:
        title = "No input's bounds change the answer"
    subtitle = (
        "Workers needed in Russia; each bar: the whole answer if that input alone were known to be at its lowest (grey) "
        "or highest (black) bound; dotted: with none known; at the right: Sobol's total-order index, the part of the draws' variance in which the "
        "input has a hand (parts overlap, so they need not add up to one)"
    )
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(title, subtitle, source, 0.55 * len(table) + 0.4)
        axes = figure.add_axes([0.27, bottom, 0.5, top - bottom])
        for y, row in enumerate(table.to_dict("records")):
            for dy, value, color in ((-0.17, row["at_low"], OTHER), (0.17, row["at_high"], INK)):
                axes.barh(
                    y + dy,
                    value.high - value.low,
                    left=value.low,
                    height=0.28,
                    color=color,
                    edgecolor=color,
                    linewidth=1.5,
                )
            beside(axes, y, f"index {row['total_index']:.2f}")
        for end in (whole.low, whole.high):
            axes.axvline(end, color=QUIET, linestyle=":", linewidth=1)
        rows_axis(axes, list(table["quantity"]))
        axes.set_xlim(0, 1.05 * whole.high)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    data = table.reset_index(drop=True)[["quantity", "total_index"]]
    for side in ("at_low", "at_high"):
        data[f"{side}_from"] = [words.significant(value.low) for value in table[side]]
        data[f"{side}_to"] = [words.significant(value.high) for value in table[side]]
    said = "; ".join(
        f"{r['quantity']}: {r['at_low_from']:,.0f} to {r['at_low_to']:,.0f} if lowest, {r['at_high_from']:,.0f} to "
        f"{r['at_high_to']:,.0f} if highest, index {r['total_index']:.2f}"
        for r in data.to_dict("records")
    )
    return Chart("sensitivity", figure, data, f"{title}. Two bars an input. {said}.")


def _estimate_lines(axes, estimates):
    """Counts said of today as a shaded region, the others as lines; each with its asserter at the right."""
    today = [value for value, status in zip(estimates["value"], estimates["status"]) if status == NOW]
    if today:
        axes.axhspan(
            min(v.low for v in today), max(v.high for v in today), color=FAINT, alpha=0.8, linewidth=0, zorder=0
        )
    for row in estimates.to_dict("records"):
        value = row["value"]
        at = value.high if np.isfinite(value.high) else value.low
        axes.axhline(at, color=QUIET, linewidth=0.8, linestyle="-" if row["status"] == NOW else (0, (4, 3)))
        said = f"{_persons(value, row['unit'])}: {row['asserted_by'].split(' (')[0]}, {row['period'].strip('~')[:7]}"
        put(axes, 100, at, said, dx=6, va="center", fontsize=7.5, color=INK)


def _persons(value, unit="persons"):
    return words.describe(value, "persons") + (f" {unit}" if unit != "persons" else "")


def _break_even_title(table, estimates, with_it):
    """The bounds at the largest share, beside the highest count said of today."""
    last = table.iloc[-1]
    whom = "all workers" if last["sent_home"] == 1 else f"{last['sent_home']:.0%} of the workers"
    scope = "IT workers among them" if with_it else "IT workers aside"
    need = (
        f"Making up for {whom} in China, {scope}, would take {words.rounded_span(last['low'], last['high'])} in Russia"
    )
    today = [value.high for value, status in zip(estimates["value"], estimates["status"]) if status == NOW]
    return f"{need}; recent estimates, the article's apart, end at about {max(today):,.0f}" if today else need
