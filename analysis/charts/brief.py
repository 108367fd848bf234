"""The answer as pictures: the strip of theses, and both countries' estimates on one time axis."""

import math

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.dates import date2num

from analysis import verdicts
from analysis.charts.paper import CHINA, FAINT, INK, OTHER, QUIET, RUSSIA, STYLE, Chart, beside, paper, put, wrapped
from analysis.ledger import dates, sources, withdrawn, words

# What a verdict says of the article, from dark (holds) to light (says nothing), legible in grey.
SHADE = {
    verdicts.SUPPORTED: "#1B6E4B",
    verdicts.OVERSTATED: "#6BA58A",
    verdicts.DISPUTED: "#8A6FB0",
    verdicts.CONTRADICTED: "#A33B2B",
}
# Ends of the axes of the chart of estimates: a year, persons.
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
    ids = [
        word for row in judged.to_dict("records") for side in ("supports", "contradicts") for word in row[side].split()
    ]
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(
            title, subtitle, sources.line(book, [name.split("/")[0] for name in ids]), 0.44 * len(judged) + 0.55
        )
        axes = figure.add_axes([0.30, bottom, 0.36, top - bottom])
        for y, row in enumerate(judged.to_dict("records")):
            color = SHADE.get(row["verdict"], OTHER)
            axes.axhline(y, color=FAINT, linewidth=0.8, zorder=0)
            if row["likelihood"] in bands.index:
                low, high = bands.loc[row["likelihood"], ["low_percent", "high_percent"]]
                axes.barh(y, high - low, left=low, height=0.5, color=color, zorder=2)
            beside(axes, y - 0.16, row["verdict"], weight="bold", color=color if color != OTHER else INK, fontsize=8.5)
            beside(axes, y + 0.22, row["likelihood"], fontsize=7.5, color=QUIET)
            if row["likelihood"] in bands.index:
                put(axes, 1.48, y, row["confidence"], across=True, va="center", fontsize=8.5)
        put(axes, 1.48, -0.75, "confidence", across=True, va="bottom", weight="bold", fontsize=8)
        axes.set_yticks(range(len(judged)), list(judged["short"]), fontsize=8.5)
        axes.tick_params(axis="y", length=0, pad=6)
        axes.set_ylim(len(judged) - 0.4, -0.6)
        axes.set_xlim(0, 100)
        axes.set_xticks([0, 5, 20, 45, 55, 80, 95], ["0", "5", "20", "45", "55", "80", "95%"], fontsize=7.5)
        axes.grid(axis="x")
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
    data = judged[columns].reset_index()
    alt = "; ".join(f"{row['short']}: {row['verdict']}, {row['likelihood']}" for row in data.to_dict("records"))
    return Chart("theses", figure, data, f"{title}. One row a thesis. {alt}.", _theses_sentence(judged))


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
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(title, subtitle, withdrawn.source_line(book, "worker_stock", *values), 8.6)
        # As many decades an inch in either panel, so that heights compare.
        decades = {place: math.log10(MOST / least) for place, least in LEAST.items()}
        space = top - bottom - 0.05
        above = bottom + space * decades["RU"] / sum(decades.values()) + 0.05
        last = max((row["at"] for table in tables.values() for row in table.to_dict("records")), default=2026)
        for place, color, name in (("CN", CHINA, "China"), ("RU", RUSSIA, "Russia")):
            height = space * decades[place] / sum(decades.values())
            axes = figure.add_axes([0.07, bottom if place == "RU" else above, 0.91, height])
            axes.set_yscale("log")
            axes.set(xlim=(FIRST_YEAR, math.ceil(last) + 1.2), ylim=(LEAST[place], MOST))
            ticks = [tick for tick in (300, 1_000, 3_000, 10_000, 30_000, 100_000) if tick >= LEAST[place]]
            axes.set_yticks(ticks, [f"{tick:,}" for tick in ticks], fontsize=8)
            axes.set_yticks([], minor=True)
            axes.set_xticks(range(FIRST_YEAR + 1, math.ceil(last) + 1, 2))
            axes.grid(axis="both")
            axes.tick_params(length=0)
            put(axes, FIRST_YEAR, MOST, name, dx=4, dy=-4, va="top", weight="bold", color=color, fontsize=11)
            _panel(axes, tables[place], color)
    data = pd.concat(tables.values(), ignore_index=True)
    data = words.written(data.drop(columns=["at"]), "persons")
    told = "; ".join(
        f"{row['place']}, {row['asserted_by']}, {words.when(row['period'])}: {row['value']}"
        + (" (repeat)" if row["repeat"] else "")
        for row in data.to_dict("records")
    )
    return Chart("estimates", figure, data, f"{title}. Two panels on one time axis. {told}.", _gap_sentence(tables))


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
    taken, joined = [], {}
    for row in table.to_dict("records"):
        x, value = row["at"], row["value"]
        y, ends = _mark(axes, x, value, color, row["repeat"])
        if row["series"]:
            if row["series"] in joined:
                axes.plot(*zip(joined[row["series"]], (x, y)), color=color, linewidth=1, zorder=1)
            joined[row["series"]] = x, y
        low, high = (axes.transData.transform((x, end)) for end in ends)
        taken.append((axes.transData.transform((x, y)), (low[0] - 5, low[1] - 5, high[0] + 5, high[1] + 5)))
    boxes = [box for _, box in taken]
    for row, (spot, _) in zip(table.to_dict("records"), taken):
        said = wrapped(f"{row['asserted_by']}: {words.describe(row['value'], 'persons').replace('about ', '≈')}", 24)
        _label(axes, spot, said, boxes)


def _mark(axes, x, value, color, repeat):
    """Draw one figure; return the height its label hangs on, and the lowest and highest drawn."""
    face = {"markerfacecolor": "white" if repeat else color, "markeredgecolor": color, "linestyle": "none", "zorder": 3}
    size = 4.5 if repeat else 7
    if value.low == value.high:
        axes.plot([x], [value.low], marker="o", markersize=size, **face)
        return value.low, (value.low, value.low)
    if value.low > 0 and value.high < math.inf:
        axes.plot([x, x], [value.low, value.high], color=color, linewidth=4, solid_capstyle="butt", zorder=3)
        return value.high, (value.low, value.high)
    at = value.low if value.low > 0 else value.high
    to = min(at * 1.7, MOST) if value.low > 0 else at / 1.7
    axes.annotate("", (x, to), (x, at), arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 1.4}, zorder=2)
    axes.plot([x], [at], marker="o", markersize=5, **{**face, "markerfacecolor": "white"})
    return at, (min(at, to), max(at, to))


def _label(axes, spot, said, boxes):
    """Write a label beside its mark where no mark or label stands yet; a thin line leads to it."""
    lines = said.split("\n")
    wide, high = 4.7 * max(map(len, lines)), 10 * len(lines)
    frame = axes.get_window_extent()
    best = None
    for reach in (8, 20, 34, 50, 68, 88, 110):
        for angle in np.deg2rad([20, -20, 60, -60, 160, 200, 120, 240, 90, 270]):
            x = spot[0] + reach * math.cos(angle) - (wide if math.cos(angle) < 0 else 0)
            y = spot[1] + reach * math.sin(angle) - high / 2
            box = (x, y, x + wide, y + high)
            inside = frame.x0 <= box[0] and box[2] <= frame.x1 and frame.y0 <= box[1] and box[3] <= frame.y1
            free = not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in boxes)
            if inside and free:
                best = box
                break
        if best:
            break
    box = best or (spot[0] + 8, spot[1], spot[0] + 8 + wide, spot[1] + high)
    boxes.append(box)
    at = axes.transData.inverted().transform(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
    near = axes.transData.inverted().transform((min(max(spot[0], box[0]), box[2]), min(max(spot[1], box[1]), box[3])))
    mark = axes.transData.inverted().transform(spot)
    axes.plot([mark[0], near[0]], [mark[1], near[1]], color="#B5B5B5", linewidth=0.7, zorder=1)
    axes.text(*at, said, ha="center", va="center", fontsize=6, color=INK, linespacing=1.05)


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
            last[name] = (
                f"{name} {words.describe(row['value'], 'persons')} ({words.when(row['period']).removeprefix('about ')})"
            )
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
