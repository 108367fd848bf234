"""The answer as pictures: the strip of theses, and both countries' estimates on one time axis."""

import itertools
import math

import numpy as np
import pandas as pd
from matplotlib.dates import date2num

from analysis import verdicts
from analysis.charts import paper
from analysis.charts.paper import GREEN, INK, LEADER, OTHER, PALE_GREEN, RED, VIOLET, Chart, put, wrapped
from analysis.ledger import dates, sources, vocabulary, withdrawn, words

# What a verdict says of the article, from dark (holds) to light (says nothing), legible in grey.
SHADE = {
    verdicts.SUPPORTED: GREEN,
    verdicts.OVERSTATED: PALE_GREEN,
    verdicts.DISPUTED: VIOLET,
    verdicts.CONTRADICTED: RED,
}
ANGLES = np.deg2rad([20, -20, 60, -60, 160, 200, 120, 240, 90, 270, 0, 180, 40, -40, 140, 220, 75, 105, -75, -105])
NAME = {"CN": "China", "RU": "Russia"}
# Ends of the axes of the chart of estimates, unless a figure lies beyond: a year, persons.
FIRST_YEAR, LEAST, MOST = 2010, {"CN": 4_000, "RU": 300}, 220_000


def theses(book, article_id, window_years=1, leave_out=()):
    """Draw each thesis of an article with its verdict, and its likelihood as a band.

    Parameters
    ----------
    book : Ledger
    article_id, window_years, leave_out
        As in `verdicts.judge`.

    Returns
    -------
    Chart
    """
    judged = verdicts.judge(book, article_id, window_years, leave_out)
    bands = book.likelihood.set_index("likelihood")
    order = {name: place for place, name in enumerate(verdicts.VERDICTS)}
    judged = judged.sort_values("verdict", key=lambda column: column.map(order), kind="stable")
    title = _count_title(judged)
    subtitle = (
        "Bars: the band of likelihood that our rules give each thesis (ICD-203); no bar: nothing to judge it by. "
        "Confidence says how much stands behind the judgement"
    )
    ids = [f"{row['supports']} {row['contradicts']}".split() for row in judged.to_dict("records")]
    source = sources.line(book, [name.split("/")[0] for row in ids for name in row])
    labelled = [(row["short"], _judged_as(row, bands), "") for row in judged.to_dict("records")]

    def draw(sheet):
        figure, axes, at, thick = sheet.rows((title, subtitle, source), labelled, 0.44, 0.29, 0.41)
        for y, row in zip(at, judged.to_dict("records")):
            if row["likelihood"] in bands.index:
                low, high = bands.loc[row["likelihood"], ["low_percent", "high_percent"]]
                axes.barh(y, high - low, left=low, height=thick, color=SHADE.get(row["verdict"], OTHER), zorder=2)
        axes.set_xlim(0, 100)
        ends = [0, 20, 45, 80] if sheet.narrow else [0, 5, 20, 45, 55, 80, 95]
        axes.set_xticks(ends, [f"{end}" for end in ends[:-1]] + [f"{ends[-1]}%"], fontsize=7.5)
        return figure

    columns = [
        "short",
        "verdict",
        "likelihood",
        "confidence",
        "points_for",
        "points_against",
        "supports",
        "contradicts",
    ]
    data = judged[columns].reset_index().assign(claims=[" + ".join(row) for row in ids])
    sentence = _theses_sentence(judged)
    said = paper.alt(
        f"{title}.", "A bar for each thesis: the band of likelihood, in the shade of its verdict.", sentence
    )
    return Chart("theses", draw, data, said, sentence)


def _judged_as(row, bands):
    if row["likelihood"] not in bands.index:
        return f"{row['verdict']}\n{row['likelihood']}"
    return f"{row['verdict']}: {row['likelihood']}\nconfidence: {row['confidence']}"


def estimates(book):
    """Draw every national estimate of workers in China and in Russia at its date, a panel a country.

    A figure repeated from an origin that gave it before is drawn small and
    hollow; a line joins figures of one origin and one definition only.

    Parameters
    ----------
    book : Ledger

    Returns
    -------
    Chart
    """
    tables = {place: _stocks(book, place) for place in ("CN", "RU")}
    title = _last_estimates_title(tables)
    subtitle = (
        "Workers present, log scale, at the time each figure speaks of; dots single figures, bars ranges, arrows "
        "one-sided bounds; small and hollow: a repeat of an origin that gave the number before"
    )
    values = [value for table in tables.values() for value in table["value"]]
    words_on_paper = title, subtitle, withdrawn.source_line(book, "worker_stock", *values)
    table = pd.concat(tables.values(), ignore_index=True)
    data = words.written(table.drop(columns=["at"]), "persons")
    return Chart(
        "estimates",
        lambda sheet: _as_rows(sheet, words_on_paper, table) if sheet.narrow else _as_panels(words_on_paper, tables),
        data,
        paper.alt(f"{title}.", "Two panels on one time axis, workers on a log scale.", _gap_sentence(tables)),
        _gap_sentence(tables),
    )


def _as_rows(sheet, words_on_paper, table):
    """One estimate a row, for a sheet on which the labels of points would have no room."""
    rows = [
        (
            f"{row['asserted_by']}\n{words.when(row['period'])}{', a repeat' if row['repeat'] else ''}",
            words.describe(row["value"], "persons"),
            NAME[row["place"]],
        )
        for row in table.to_dict("records")
    ]
    figure, axes, at, thick = sheet.rows(words_on_paper, rows, 0.4, 0.4, 0.37)
    _, least, most = _limits(table)
    axes.set(xscale="log", xlim=(min(least.values()), most))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.xaxis.set_minor_formatter("")
    for y, row in zip(at, table.to_dict("records")):
        paper.mark(axes, y, row["value"], vocabulary.color(row["place"]), row["repeat"])
    return figure


def _as_panels(words_on_paper, tables):
    figure, (top, bottom) = paper.WIDE.paper(*words_on_paper, 8.6)
    # As many decades an inch in either panel, so that heights compare.
    first, least, most = _limits(pd.concat(tables.values()))
    decades = {place: math.log10(most / end) for place, end in least.items()}
    space = top - bottom - 0.05
    above = bottom + space * decades["RU"] / sum(decades.values()) + 0.05
    last = max((row["at"] for table in tables.values() for row in table.to_dict("records")), default=2026)
    for place, name in NAME.items():
        height = space * decades[place] / sum(decades.values())
        axes = figure.add_axes([0.07, bottom if place == "RU" else above, 0.91, height])
        axes.set_yscale("log")
        axes.set(xlim=(first, math.ceil(last) + 1.2), ylim=(least[place], most))
        ticks = [tick * 10**power for power in range(10) for tick in (1, 3) if least[place] <= tick * 10**power < most]
        axes.set_yticks(ticks, [f"{tick:,}" for tick in ticks], fontsize=8)
        axes.set_yticks([], minor=True)
        axes.set_xticks(range(first + 1, math.ceil(last) + 1, 2))
        axes.grid(axis="both")
        axes.tick_params(length=0)
        put(axes, first, most, name, dx=4, dy=-4, va="top", weight="bold", fontsize=11)
        _panel(axes, tables[place], vocabulary.color(place))
    return figure


def _limits(table):
    """Return the first year, the least number in either country and the most, so that every figure lies on the paper."""
    ends = [
        (place, end)
        for place, value in zip(table["place"], table["value"])
        for end in (value.low, value.high)
        if 0 < end < math.inf
    ]
    first = min([FIRST_YEAR, *(math.floor(at) - 1 for at in table["at"] if at < FIRST_YEAR)])
    least = {
        place: min([usual, *(end / 1.5 for of, end in ends if of == place and end < usual)])
        for place, usual in LEAST.items()
    }
    return first, least, max([MOST, *(1.5 * end for _, end in ends if end > 0.95 * MOST)])


def _stocks(book, place):
    """The charted national counts of one country in order of time, repeats of an origin marked."""
    claims = book.claims
    rows = claims[claims["measure"].eq("worker_stock") & claims["place"].eq(place) & claims["population"].eq("all")]
    rows = rows[rows["use"].eq("chart") & rows["unit"].eq("persons") & rows["bound"].ne("unstated")]
    rows = rows[~rows["source_id"].isin(book.articles)]
    found, given = [], {}
    spoken = {row["claim_id"]: row for row in rows.to_dict("records")}
    for row in sorted(spoken.values(), key=lambda one: (_middle(one["period"]), one["claim_id"])):
        value, origin = book.range(row), row["origin_id"]
        known = row["origin_known"] != "unknown"
        repeat = known and (value.low, value.high) in given.get(origin, set())
        given.setdefault(origin, set()).add((value.low, value.high))
        found.append([place, row["claim_id"], row["period"], row["asserted_by"], row["series"], origin, repeat, _middle(row["period"]), value])  # fmt: skip
    columns = ["place", "claim_id", "period", "asserted_by", "series", "origin_id", "repeat", "at", "value"]
    return pd.DataFrame(found, columns=columns)


def _middle(period):
    """Where a period is drawn: its middle as a year with decimals; open ends are cut at its known end."""
    first, last = dates.bounds(period)
    ends = [end for end in (first, last) if end is not None]
    number = sum(date2num(end) for end in ends) / len(ends)
    return 1970 + number / 365.2425


def _panel(axes, table, color):
    spots, boxes, lines, joined = [], [], [], {}
    for row in table.to_dict("records"):
        x, value = row["at"], row["value"]
        y, ends = _mark(axes, x, value, color, row["repeat"])
        spot = axes.transData.transform((x, y))
        if row["series"]:
            if row["series"] in joined:
                axes.plot(*zip(joined[row["series"]], (x, y)), color=color, linewidth=1, zorder=1)
                lines.append((axes.transData.transform(joined[row["series"]]), spot))
            joined[row["series"]] = x, y
        low, high = (axes.transData.transform((x, end)) for end in ends)
        spots.append(spot)
        boxes.append((low[0] - 5, low[1] - 5, high[0] + 5, high[1] + 5))
    rows = table.to_dict("records")
    # Where marks are crowded, labels choose their places first.
    for n in sorted(range(len(rows)), key=lambda n: -sum(math.dist(spots[n], spot) < 120 for spot in spots)):
        row = rows[n]
        said = wrapped(f"{row['asserted_by']}: {words.describe(row['value'], 'persons').replace('about ', '≈')}", 24)
        _label(axes, spots[n], said, boxes, lines)


def _mark(axes, x, value, color, repeat):
    """Draw one figure; return the height its label hangs on, and the lowest and highest drawn."""
    if value.low == value.high:
        paper.dot(axes, x, value.low, color, repeat)
        return value.low, (value.low, value.low)
    if value.low > 0 and value.high < math.inf:
        axes.plot([x, x], [value.low, value.high], color=color, linewidth=4, solid_capstyle="butt", zorder=3)
        return value.high, (value.low, value.high)
    at = value.low if value.low > 0 else value.high
    to = min(at * 1.7, axes.get_ylim()[1]) if value.low > 0 else at / 1.7
    paper.arrow(axes, (x, at), (x, to), color)
    axes.plot([x], [at], marker="_", markersize=9, markeredgewidth=2, color=color, linestyle="none", zorder=3)
    return at, (min(at, to), max(at, to))


def _label(axes, spot, said, boxes, lines):
    """Write a label where no mark, label or line stands yet; a thin line leads to it and crosses no other words."""
    text = said.split("\n")
    wide, high = 4.7 * max(map(len, text)), 10 * len(text)
    frame = axes.get_window_extent()
    others = [b for b in boxes if not (b[0] <= spot[0] <= b[2] and b[1] <= spot[1] <= b[3])]
    chosen = None
    for reach, angle in itertools.product((8, 14, 20, 34, 50, 68, 88, 110, 135, 160, 190, 220), ANGLES):
        aside, up = math.cos(angle), math.sin(angle)
        x = spot[0] + reach * aside - wide * (0.5 - 0.5 * np.sign(round(aside, 1)))
        y = spot[1] + reach * up - high / 2
        box = (x, y, x + wide, y + high)
        if (
            frame.x0 <= box[0] and box[2] <= frame.x1 and frame.y0 <= box[1] and box[3] <= frame.y1
            and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in boxes)
            and not any(_crosses(line, box) for line in lines)
        ):  # fmt: skip
            chosen = chosen or box
            if not any(_crosses((spot, np.clip(spot, box[:2], box[2:])), other) for other in others):
                chosen = box
                break
    box = chosen or (spot[0] + 8, spot[1], spot[0] + 8 + wide, spot[1] + high)
    near = np.clip(spot, box[:2], box[2:])
    boxes.append(box)
    lines.append((spot, near))
    back = axes.transData.inverted().transform
    axes.plot(*zip(back(spot), back(near)), color=LEADER, linewidth=0.7, zorder=1)
    middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    axes.text(*back(middle), said, ha="center", va="center", fontsize=6, color=INK, linespacing=1.05)


def _crosses(line, box):
    """Return whether a straight line runs through a box, both in dots."""
    steps = np.linspace(line[0], line[1], 40)
    return bool(((steps > box[:2]) & (steps < box[2:])).all(axis=1).any())


def _count_title(judged):
    count = judged["verdict"].value_counts()
    held, of = count.get(verdicts.SUPPORTED, 0), len(judged)
    return f"The record supports {held or 'none'} of the article's {of} theses"


def _theses_sentence(judged):
    best = judged[judged["verdict"] == verdicts.SUPPORTED]
    if best.empty:
        return "The record supports none of the theses."
    first = best.sort_values("points_for", ascending=False).iloc[0]
    return f"Best supported is “{first['short']}”, {first['likelihood']}."


def _last_estimates_title(tables):
    last = {}
    for place, name in (("CN", "China"), ("RU", "Russia")):
        if len(tables[place]):
            row = tables[place].iloc[-1]
            last[name] = f"{name} {words.describe(row['value'], 'persons')} ({words.when(row['period'])[-4:]})"
    return f"Last estimates: {', '.join(last.values())}" if last else "No estimate of workers in either country"


def _gap_sentence(tables):
    if any(table.empty for table in tables.values()):
        return "For one of the countries there is no estimate."
    china, russia = (tables[place].iloc[-1]["period"] for place in ("CN", "RU"))
    if verdicts.years_between(china, russia) > 0.5:
        return (
            f"The last figures are of different times, {words.when(china)} for China and {words.when(russia)} for "
            "Russia: they cannot be set against each other."
        )
    return f"The last figures are of about the same time: {words.when(china)} and {words.when(russia)}."


__all__ = ["estimates", "theses"]
