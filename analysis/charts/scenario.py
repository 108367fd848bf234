"""Charts of the what-if model: break-even and sensitivity."""

import numpy as np
from matplotlib.colors import to_rgba

from analysis import model, scenario
from analysis.charts import paper
from analysis.charts.paper import FAINT, GROUND, INK, QUIET, RUSSIA, Chart, put, wrapped
from analysis.ledger import sources, words

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
    title = f"By our sums, replacing all workers in China takes {words.rounded_span(last['low'], last['high'])}"
    whom = "IT workers among them" if model.has_it_workers(inputs) else "IT workers aside"
    subtitle = (
        f"Workers needed in Russia for the state to earn as much as before ({whom}), log scale. Light: what the bounds "
        "allow; dotted edge: at least 90 percent of all cases lie inside, however the inputs hang together; dark: 90 "
        "percent of independent draws; line: half of them lie below. Across: what others say that Russia takes "
        "(shaded), or took"
    )
    words_on_paper = title, subtitle, model.source_line(book, inputs, drawn["value"])
    claims = list(dict.fromkeys(" + ".join(sources.claims(book, inputs)).split(" + ")))

    def draw(sheet):
        lines = _estimates_in_words(drawn, 42 if sheet.narrow else 60)
        below = 0.25 + 0.16 * sum(line.count("\n") + 1 for line in lines) if sheet.narrow else 0
        figure, (top, bottom) = sheet.paper(*words_on_paper, 4.3 + below)
        bottom += below / figure.get_figheight()
        left, width = (0.22, 0.69) if sheet.narrow else (0.08, 0.49)
        axes = figure.add_axes([left, bottom, width, top - bottom])
        x = 100 * table["sent_home"]
        axes.fill_between(x, table["low"], table["high"], color=RUSSIA, alpha=0.18, linewidth=0)
        edge = {"facecolor": to_rgba(RUSSIA, 0.14), "edgecolor": RUSSIA, "linewidth": 0.8, "linestyle": ":"}
        axes.fill_between(x, table["any_low"], table["any_high"], **edge)
        axes.fill_between(x, table["p5"], table["p95"], color=RUSSIA, alpha=0.4, linewidth=0)
        for end in ("low", "high", "p5", "p95"):
            axes.plot(x, table[end], color=RUSSIA, linewidth=0.8)
        axes.plot(x, table["p50"], color=RUSSIA, linewidth=1.8)
        _estimate_lines(axes, drawn)
        _name_lines(axes, drawn, lines, sheet.narrow)
        _persons_axis(axes, min(LEAST, table["low"].min() / 1.5), max(MOST, 1.5 * table["high"].max()))
        _one_reading(axes, table)
        axes.set_xlim(0, 100)
        axes.set_xticks([0, 25, 50, 75, 100])
        axes.set_xlabel("percent of the workers in China sent home", fontsize=8, loc="right")
        return figure

    data = (100 * table[["sent_home"]]).join(table.drop(columns="sent_home").map(words.significant))
    data = data.rename(columns={"sent_home": "sent_home_percent"}).assign(claims=" + ".join(filter(None, claims)))
    sentence = scenario.break_even_sentence(book, table)
    said = paper.alt(f"{title}.", "Bands over the share sent home, lines across for what others say.", sentence)
    return Chart("break-even", draw, data, said, sentence)


def _one_reading(axes, table):
    """Say one point of the middle line in words."""
    row = table.iloc[(table["sent_home"] - 0.5).abs().idxmin()]
    x, y = 100 * row["sent_home"], row["p50"]
    said = f"if {x:.0f} percent are sent home,\nhalf of the draws need\nat most {words.rounded(y)}"
    axes.plot([x], [y], marker="o", color=RUSSIA, markersize=6, markeredgecolor=GROUND)
    axes.annotate(said, (x, y), xytext=(-60, -84), textcoords="offset points", fontsize=8, color=INK,
                  bbox={"facecolor": GROUND, "edgecolor": "none", "pad": 2},
                  arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.8, "relpos": (0.4, 1)})  # fmt: skip


def _estimates_in_words(drawn, characters):
    return [
        wrapped(
            f"{_persons(row['value'], row['unit'])}: {row['asserted_by'].split(' (')[0]}, {row['period'][:4]}",
            characters,
        )
        for row in drawn.to_dict("records")
    ]


def _name_lines(axes, drawn, said, narrow):
    """Name each line across at its end; on the narrow sheet by a letter there, and in words below."""
    y = -34  # points below the axes
    for letter, value, line in zip("ABCDEFGH", drawn["value"], said):
        if not narrow:
            put(axes, 100, _height(value), line, dx=6, va="center", fontsize=7.5)
            continue
        put(axes, 100, _height(value), letter, dx=5, va="center", weight="bold")
        axes.annotate(f"{letter}  {line}", (-0.29, 0), xycoords="axes fraction", xytext=(0, y), textcoords="offset points", va="top", fontsize=8.5)  # fmt: skip
        y -= 11.5 * (line.count("\n") + 1)


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
    first = table.iloc[0]
    title = f"The answer depends most on {model.uncapitalized(first['quantity'])}"
    if first["total_index"] == 0:
        title = "No input's bounds change the answer"
    subtitle = (
        f"Workers needed in Russia if China sends home {100 * sent_home:.6g} percent. The longer the bar, the more of the "
        "spread of the draws goes with that input; the numbers are in the plotted data"
    )
    words_on_paper = title, subtitle, model.source_line(book, inputs)
    rows = [(row["quantity"], _weight(n, row["total_index"]), "") for n, row in enumerate(table.to_dict("records"))]

    def draw(sheet):
        figure, axes, at, thick = sheet.rows(words_on_paper, rows, 0.4, 0.3, 0.48)
        axes.barh(at, table["total_index"], height=1.1 * thick, color=INK)
        axes.set_xlim(0, 1.05 * table["total_index"].max() or 1)
        axes.set_xticks([])
        return figure

    data = table.rename_axis("input").reset_index()[["input", "quantity", "total_index"]]
    for side in ("at_low", "at_high"):
        data[f"{side}_from"] = [words.significant(value.low) for value in table[side]]
        data[f"{side}_to"] = [words.significant(value.high) for value in table[side]]
    data["claims"] = sources.claims(book, inputs.loc[table.index])
    sentence = scenario.sensitivity_sentence(table)
    said = paper.alt(f"{title}.", "A bar for each input, the longest first.", sentence)
    return Chart("sensitivity", draw, data, said, sentence)


def _weight(rank, index):
    """How much an input matters, in words; the bounds between them are ours."""
    if index < 0.05:
        return "hardly matters" if index else "does not matter"
    return "decides most" if rank == 0 else "matters" if index >= 0.15 else "matters a little"


def _persons_axis(axes, least, most):
    axes.set_yscale("log")
    axes.set_ylim(least, most)
    ticks = [n * 10**k for k in range(8) for n in (1, 2, 5) if least <= n * 10**k <= most]
    axes.set_yticks(ticks, [f"{tick:,}" for tick in ticks])
    axes.set_yticks([], minor=True)


def _estimate_lines(axes, estimates):
    """Draw counts of today as a shaded region, the others as lines."""
    today = [value for value, status in zip(estimates["value"], estimates["status"]) if status == scenario.NOW]
    if today:
        low, high = min(value.low for value in today), max(value.high for value in today)
        axes.axhspan(low, high, color=FAINT, alpha=0.8, linewidth=0, zorder=0)
    for value, status in zip(estimates["value"], estimates["status"]):
        style = "-" if status == scenario.NOW else (0, (4, 3))
        axes.axhline(_height(value), color=QUIET, linewidth=0.8, linestyle=style)


def _height(value):
    return value.high if np.isfinite(value.high) else value.low


def _persons(value, unit):
    return words.describe(value, "persons") + (f" {unit}" if unit != "persons" else "")
