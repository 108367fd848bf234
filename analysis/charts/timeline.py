"""The timeline: dated events as bars as wide as their doubt."""

from datetime import date

import matplotlib as mpl
import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num

from analysis.charts.paper import INK, OTHER, QUIET, SIDE, SIDE_NAME, STYLE, Chart, paper, wrapped
from analysis.ledger import words


def timeline(article, known, rules, start, end, published, source):
    """Draw dated events as bars as wide as their doubt, with the record's days on them.

    Parameters
    ----------
    article, known : pandas.DataFrame
        Events of the source and of the record, as from `tables.timeline`;
        an event of the record with ``same_as`` is a diamond on that row,
        one without is a row of its own.
    rules : pandas.DataFrame
        Events drawn as vertical lines.
    start, end, published : datetime.date
    source : str
    """
    own = known[known["same_as"] == ""]
    rows = pd.concat([article.assign(told="article"), own.assign(told="record")], ignore_index=True)
    rows = rows[[_overlaps(row, start, end) for row in rows.to_dict("records")]]
    order = {"CN": 0, "UN": 1, "RU": 2}
    rows = rows.assign(place=rows["side"].map(order)).sort_values(["place", "latest", "earliest", "event_id"])
    rows = rows.drop(columns="place").reset_index(drop=True)
    rules = rules[[_overlaps(row, start, end) for row in rules.to_dict("records")]].reset_index(drop=True)
    marks = known[known["same_as"].isin(rows["event_id"])]
    vague = rows[(rows["told"] == "article") & (rows["earliest"] != rows["latest"])]
    told = (rows["told"] == "article").sum()
    title = f"{len(vague)} of the {told} events drawn are dated more vaguely than to the day"
    title += f"; other sources date {len(marks)} of them closer" if len(marks) else ""
    with mpl.rc_context(STYLE):
        groups = list(dict.fromkeys(rows["side"]))
        height = 0.40 * len(rows) + 0.42 * len(groups) + 0.45 + 0.2 * len(rules)
        figure, (top, bottom) = paper(
            title,
            "Each bar is as wide as the doubt about the day; ◆ or ├┤ the day or span other sources record; ▸ goes on past publication",
            source,
            height,
        )
        axes = figure.add_axes([0.46, bottom, 0.52, top - bottom])
        y, ticks, labels = 0.0, [], []
        for side in groups:
            axes.text(
                -0.855, y - 0.05, SIDE_NAME[side], transform=axes.get_yaxis_transform(), weight="bold", va="center"
            )
            y += 0.75
            for row in rows[rows["side"] == side].to_dict("records"):
                _event_bar(axes, y, row, marks, start, end)
                ticks.append(y)
                labels.append(_event_label(row))
                y += 1
            y += 0.15
        axes.set_yticks(ticks, labels, fontsize=8)
        axes.tick_params(axis="y", length=0, pad=8)
        axes.set_ylim(y - 0.3, -0.75 - 0.5 * len(rules))
        axes.set_xlim(date2num(start), date2num(end))
        locator = AutoDateLocator(maxticks=8)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        axes.grid(axis="x")
        axes.axvline(date2num(published), color=INK, linewidth=1)
        axes.annotate(
            "published",
            (date2num(published), y - 0.3),
            xytext=(3, 3),
            textcoords="offset points",
            fontsize=7.5,
            color=INK,
        )
        for level, row in enumerate(rules.to_dict("records")):
            _rule_line(axes, row, -0.75 - 0.5 * (len(rules) - 1 - level), start, end)
    known_day = {r["same_as"]: r["edtf"] for r in marks.to_dict("records")}
    data = rows[["side", "title", "wording", "rule", "edtf", "earliest", "latest", "asserted_by"]].assign(
        record=[known_day.get(event, "") for event in rows["event_id"]]
    )
    lines = rules[["side", "title", "wording", "rule", "edtf", "earliest", "latest", "asserted_by"]].assign(record="")
    data = pd.concat([data, lines], ignore_index=True)
    said = "; ".join(f"{r['title']}: {r['edtf']}" for r in data.to_dict("records"))
    return Chart("timeline", figure, data, f"{title}. Timeline from {start} to {end}. {said}.")


def _overlaps(row, start, end):
    earliest = date.fromisoformat(row["earliest"]) if row["earliest"] else date.min
    latest = date.fromisoformat(row["latest"]) if row["latest"] else date.max
    return earliest <= end and latest >= start


def _event_bar(axes, y, row, marks, start, end):
    first = max(date.fromisoformat(row["earliest"]) if row["earliest"] else start, start)
    last = min(date.fromisoformat(row["latest"]) if row["latest"] else end, end)
    color = SIDE[row["side"]]
    if row["told"] == "record":
        _known_mark(axes, y, first, last, color)
        if row["latest"] > str(end):
            axes.plot([date2num(end)], [y], marker=">", color=INK, markersize=7, clip_on=False)
        return
    left, width = date2num(first), date2num(last) - date2num(first) + 1
    goes_on = row["rule"].startswith("since")
    axes.barh(
        y,
        max(width, (end - start).days / 150),
        left=left,
        height=0.5,
        color=color,
        alpha=0.9 if not goes_on else 0.55,
        linewidth=0,
    )
    if goes_on:
        axes.plot([left + width + 4], [y], marker=">", color=color, markersize=7)
    for mark in marks[marks["same_as"] == row["event_id"]].to_dict("records"):
        _known_mark(axes, y, date.fromisoformat(mark["earliest"]), date.fromisoformat(mark["latest"]), INK)


def _known_mark(axes, y, first, last, color):
    if first != last:  # known to a month at best: a span, no day
        axes.plot([date2num(first), date2num(last)], [y, y], color=INK, linewidth=1.4, marker="|", markersize=9)
        return
    axes.plot([date2num(first)], [y], marker="D", color=color, markeredgecolor="white", markersize=7, linestyle="none")


def _event_label(row):
    day = words.when(row["edtf"])
    said = f"“{row['wording']}”: {day}" if row["told"] == "article" else f"other sources: {day}"
    return f"{row['title']}\n{wrapped(said, 60)}"


def _rule_line(axes, row, y, start, end):
    day = date2num(date.fromisoformat(row["earliest"]))
    axes.axvline(day, color=OTHER, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    late = day > date2num(start) + 0.6 * (date2num(end) - date2num(start))
    axes.annotate(
        row["title"], (day, y), xytext=(-4 if late else 4, 0), textcoords="offset points",
        ha="right" if late else "left", va="center", fontsize=7.5, color=QUIET,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
    )  # fmt: skip
