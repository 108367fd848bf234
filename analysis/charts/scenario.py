"""Charts of the what-if model: break-even and sensitivity."""

import functools

import matplotlib as mpl
import numpy as np
from matplotlib.colors import to_rgba

from analysis import model, scenario
from analysis.charts.paper import FAINT, INK, OTHER, QUIET, RUSSIA, STYLE, Chart, beside, paper, put, rows_axis
from analysis.ledger import words

LEAST, MOST = 2_000, 200_000  # persons, ends of the break-even chart


def break_even(book, inputs, count, seed=1, distribution="uniform"):
    """Draw how many workers in Russia keep the earnings against the share that China sends home.

    Parameters
    ----------
    book : Ledger
    inputs : pandas.DataFrame
        From `model.inputs`.
    count, seed, distribution
        As in `draws.sample`.
    """
    table = scenario.break_even(inputs, scenario.SHARES, count, seed, distribution)
    drawn = scenario.estimates(book).query("drawn")
    last = table.iloc[-1]
    title = f"Replacing every worker in China would take {words.rounded_span(last['low'], last['high'])} in Russia"
    whom = "IT workers among them" if model.has_it_workers(inputs) else "IT workers aside"
    subtitle = (
        f"Workers needed in Russia for the state to earn as much as before ({whom}), log scale. Light: what the bounds "
        "allow; dotted edge: at least 90 percent of all cases lie inside, however the inputs hang together; dark: 90 "
        "percent of independent draws; line: half of them lie below. Across: what others say that Russia takes "
        "(shaded), or took"
    )
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(title, subtitle, model.source_line(book, inputs, drawn["value"]), 4.3)
        axes = figure.add_axes([0.08, bottom, 0.49, top - bottom])
        x = 100 * table["sent_home"]
        axes.fill_between(x, table["low"], table["high"], color=RUSSIA, alpha=0.18, linewidth=0)
        edge = {"facecolor": to_rgba(RUSSIA, 0.14), "edgecolor": RUSSIA, "linewidth": 0.8, "linestyle": ":"}
        axes.fill_between(x, table["any_low"], table["any_high"], **edge)
        axes.fill_between(x, table["p5"], table["p95"], color=RUSSIA, alpha=0.4, linewidth=0)
        axes.plot(x, table["p50"], color=RUSSIA, linewidth=1.6)
        _estimate_lines(axes, drawn)
        _persons_axis(axes, min(LEAST, table["low"].min() / 1.5), max(MOST, 1.5 * table["high"].max()))
        axes.set_xlim(0, 100)
        axes.set_xticks([0, 25, 50, 75, 100])
        axes.set_xlabel("percent of the workers in China sent home", fontsize=8, loc="right")
    data = (100 * table[["sent_home"]]).join(table.drop(columns="sent_home").map(words.significant))
    data = data.rename(columns={"sent_home": "sent_home_percent"})
    sentence = scenario.break_even_sentence(book, table)
    return Chart("break-even", figure, data, _break_even_alt(title, data.iloc[-1], drawn), sentence)


def sensitivity(book, inputs, sent_home, seed=1, distribution="uniform"):
    """Draw how far the answer narrows if one input is at either end, all others free.

    Parameters
    ----------
    book : Ledger
    inputs : pandas.DataFrame
        From `model.inputs`.
    sent_home : float
    seed, distribution
        As in `draws.sample`.
    """
    table = scenario.sensitivity(inputs, sent_home, seed, distribution)
    whole = model.bounds(inputs, functools.partial(model.needed, sent_home=sent_home))
    first = table.iloc[0]
    title = f"The answer depends most on {model.uncapitalized(first['quantity'])}"
    if first["total_index"] == 0:
        title = "No input's bounds change the answer"
    subtitle = (
        f"Workers needed in Russia if China sends home {100 * sent_home:.6g} percent. Each bar: the whole answer if "
        "that input alone were known to be at its lowest (grey) or highest (black) bound; dotted: with none known. "
        "At the right: Sobol's total-order index, the part of the draws' variance that the input takes part in "
        "(parts overlap, so they need not add up to one)"
    )
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(title, subtitle, model.source_line(book, inputs), 0.55 * len(table) + 0.4)
        axes = figure.add_axes([0.3, bottom, 0.48, top - bottom])
        for y, row in enumerate(table.to_dict("records")):
            _bar(axes, y - 0.17, row["at_low"], OTHER)
            _bar(axes, y + 0.17, row["at_high"], INK)
            beside(axes, y, f"index {row['total_index']:.2f}")
        for end in (whole.low, whole.high):
            axes.axvline(end, color=QUIET, linestyle=":", linewidth=1)
        rows_axis(axes, list(table["quantity"]))
        axes.set_xlim(0, 1.05 * whole.high)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    data = table.rename_axis("input").reset_index()[["input", "quantity", "total_index"]]
    for side in ("at_low", "at_high"):
        data[f"{side}_from"] = [words.significant(value.low) for value in table[side]]
        data[f"{side}_to"] = [words.significant(value.high) for value in table[side]]
    return Chart("sensitivity", figure, data, _sensitivity_alt(title, data), scenario.sensitivity_sentence(table))


def _break_even_alt(title, last, drawn):
    lines = "; ".join(
        f"{row['asserted_by']}, {words.when(row['period'])}: {_persons(row['value'], row['unit'])}"
        for row in drawn.to_dict("records")
    )
    return (
        f"{title}. A band over the share sent home. At {last['sent_home_percent']:.0f} percent: bounds from "
        f"{last['low']:,.0f} to {last['high']:,.0f} workers, at least 90 percent of all cases from "
        f"{last['any_low']:,.0f} to {last['any_high']:,.0f} however the inputs hang together, 90 percent of independent "
        f"draws from {last['p5']:,.0f} to {last['p95']:,.0f}. Lines across: {lines}."
    )


def _sensitivity_alt(title, data):
    said = "; ".join(
        f"{row['quantity']}: {row['at_low_from']:,.0f} to {row['at_low_to']:,.0f} if lowest, "
        f"{row['at_high_from']:,.0f} to {row['at_high_to']:,.0f} if highest, index {row['total_index']:.2f}"
        for row in data.to_dict("records")
    )
    return f"{title}. Two bars an input. {said}."


def _bar(axes, y, value, color):
    # The edge keeps an answer that is a single number in sight.
    axes.barh(y, value.high - value.low, left=value.low, height=0.28, color=color, edgecolor=color, linewidth=1.5)


def _persons_axis(axes, least, most):
    axes.set_yscale("log")
    axes.set_ylim(least, most)
    ticks = [n * 10**k for k in range(8) for n in (1, 2, 5) if least <= n * 10**k <= most]
    axes.set_yticks(ticks, [f"{tick:,}" for tick in ticks])
    axes.set_yticks([], minor=True)


def _estimate_lines(axes, estimates):
    """Draw counts of today as a shaded region, the others as lines; each with its asserter at the right."""
    today = [value for value, status in zip(estimates["value"], estimates["status"]) if status == scenario.NOW]
    if today:
        low, high = min(value.low for value in today), max(value.high for value in today)
        axes.axhspan(low, high, color=FAINT, alpha=0.8, linewidth=0, zorder=0)
    for row in estimates.to_dict("records"):
        value = row["value"]
        at = value.high if np.isfinite(value.high) else value.low
        style = "-" if row["status"] == scenario.NOW else (0, (4, 3))
        axes.axhline(at, color=QUIET, linewidth=0.8, linestyle=style)
        said = f"{_persons(value, row['unit'])}: {row['asserted_by'].split(' (')[0]}, {row['period'][:4]}"
        put(axes, 100, at, said, dx=6, va="center", fontsize=7.5, color=INK)


def _persons(value, unit):
    return words.describe(value, "persons") + (f" {unit}" if unit != "persons" else "")
