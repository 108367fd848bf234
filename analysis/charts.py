"""Tables → matplotlib figures, each with its alt text and the plotted data."""

import textwrap
from datetime import date

import matplotlib as mpl
import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from analysis import dates, ranges, tables
from analysis.canvas import (
    CHINA,
    FAINT,
    INK,
    OTHER,
    QUIET,
    RUSSIA,
    SIDE,
    SIDE_NAME,
    STYLE,
    Chart,
    bar,
    beside,
    paper,
    put,
    rows_axis,
    wrapped,
)  # fmt: skip


def claimed_ranges(table, source):
    """Draw what a source's figures allow, one panel a unit, one bar a reading.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns ``wording``, ``asserted_by``, ``reading``, ``value`` (Range), ``unit``.
    source : str
        The source line.
    """
    title = _widest_wording(table)
    units = list(dict.fromkeys(table["unit"]))
    with mpl.rc_context(STYLE):
        rows = [int((table["unit"] == unit).sum()) for unit in units]
        heights = [0.42 * n + 0.25 for n in rows]
        figure, (top, bottom) = paper(
            title,
            "What the printed words allow; bars end where the words do, arrows where nothing bounds them",
            source,
            sum(heights) + 0.6 * (len(units) - 1) + 0.2,
        )
        grid = figure.add_gridspec(
            len(units),
            1,
            left=0.38,
            right=0.79,
            top=top,
            bottom=bottom,
            hspace=0.6 / (sum(heights) / len(units)),
            height_ratios=heights,
        )
        for position, unit in enumerate(units):
            _range_panel(figure.add_subplot(grid[position]), table[table["unit"] == unit].reset_index(drop=True), unit)
    data = tables.in_words(table[["wording", "reading", "value", "unit", "asserted_by"]], table["unit"])
    said = "; ".join(f"“{r['wording']}” read {r['reading']}: {r['value']}" for r in data.to_dict("records"))
    return Chart("claimed-ranges", figure, data, f"{title}. Horizontal bars. {said}.")


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


def revenue_parts(table, source):
    """Draw the revenue range's parts, their sum and what was printed.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `revenue.rebuild`.
    source : str
    """
    title = _sum_against_print(table)
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(
            title,
            "US dollars a year, 2023; ◆ a single figure, given as “about”; hatched: derived by us",
            source,
            0.55 * len(table) + 0.5,
        )
        axes = figure.add_axes([0.27, bottom, 0.46, top - bottom])
        for y, row in enumerate(table.to_dict("records")):
            printed = row["part"].startswith(("UN", "As the"))
            color = INK if printed else OTHER
            bar(axes, y, row["value"], color, row["kind"] == "derived", 0, 1.2e9)
            axes.annotate(
                ranges.describe(row["value"], "usd/year"), (1, y), xycoords=axes.get_yaxis_transform(),
                xytext=(8, 0), textcoords="offset points", va="center", fontsize=8.5,
            )  # fmt: skip
        rows_axis(axes, list(table["part"]))
        axes.set_xlim(0, 1.2e9)
        axes.set_xticks([0, 3e8, 6e8, 9e8, 12e8], ["0", "$300m", "$600m", "$900m", "$1.2bn"])
    data = tables.in_words(table, "usd/year")
    said = "; ".join(f"{r['part']}: {r['value']}" for r in data.to_dict("records"))
    return Chart("revenue-parts", figure, data, f"{title}. Horizontal bars. {said}.")


def stock_pairs(table, source):
    """Draw same-source pairs of workers present as dumbbells, with Russia's share beside each.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `shift.pairs`.
    source : str
    """
    subtitle = (
        "Workers present, as one source puts both countries; bars are ranges, arrows one-sided bounds. "
        "Two sources never share a line"
    )
    shares = [ranges.describe(share, "percent") for share in table["share"]]
    return _pairs("stock-pairs", table, "persons", _last_pair(table), subtitle, "Russia's share", shares, source)


def pay_pairs(table, source):
    """Draw same-source pairs of monthly pay as dumbbells, with Russia's multiple of China beside each.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `shift.pairs` for ``pay``.
    source : str
    """
    times = [russia / china for russia, china in zip(table["russia"], table["china"])]
    words = [_times(value) for value in times]
    title = (
        f"In the latest account, monthly pay in Russia is {words[-1]} that in China"
        if words
        else "No source gives pay in both countries"
    )
    subtitle = "US dollars per worker and month, as one source puts both countries; whether before or after what the state takes is not always said"
    return _pairs("pay-pairs", table, "usd/person/month", title, subtitle, "Russia / China", words, source)


def _pairs(name, table, unit, title, subtitle, heading, beside_each, source):
    ends = [v for side in ("china", "russia") for r in table[side] for v in (r.low, r.high) if abs(v) < 1e12]
    limit = 1.12 * max(ends, default=1)
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(title, subtitle, source, 0.56 * len(table) + 0.9)
        axes = figure.add_axes([0.335, bottom, 0.475, top - bottom])
        for y, (row, words) in enumerate(zip(table.to_dict("records"), beside_each)):
            axes.plot(_nearest_ends(row["china"], row["russia"]), [y, y], color=FAINT, linewidth=2, zorder=1)
            # China a little above the row's line, Russia a little below, so that near values stay apart.
            for side, color, marker, off in (("china", CHINA, "o", -0.1), ("russia", RUSSIA, "s", 0.1)):
                _dot_or_range(axes, y + off, row[side], color, marker, limit)
                at, above = _anchor(row[side]), off < 0
                put(
                    axes, at, y + off, ranges.describe(row[side], unit).replace("about ", "≈"), dy=7 if above else -7,
                    ha="left" if at < 0.07 * limit else "center", va="bottom" if above else "top", fontsize=7,
                )  # fmt: skip
            beside(axes, y, words)
        rows_axis(axes, [f"{wrapped(r['asserted_by'])}\n{_period(r)}" for r in table.to_dict("records")])
        axes.set_xlim(0, limit)
        axes.set_ylim(len(table) - 0.4, -1.25)
        axes.xaxis.set_major_formatter(lambda value, _: ranges.amount(value, unit))
        for x, color, marker, country in ((0.30, CHINA, "o", "China"), (0.02, RUSSIA, "s", "Russia")):
            transform = axes.get_yaxis_transform()
            axes.plot([x], [-0.95], marker=marker, color=color, transform=transform, clip_on=False, markersize=7)
            put(axes, x, -0.95, country, dx=8, across=True, va="center", weight="bold")
        beside(axes, -0.95, heading, weight="bold", fontsize=9)
    columns = ["pair", "period", "asserted_by", "status", "china", "russia"]
    data = tables.in_words(table[columns], unit, ["china", "russia"])
    data = data.assign(**{heading: beside_each})
    said = "; ".join(
        f"{r['asserted_by']}, {r['period']}: China {r['china']}, Russia {r['russia']}, {heading} {r[heading]}"
        for r in data.to_dict("records")
    )
    return Chart(name, figure, data, f"{title}. Dumbbells, one a source. {said}.")


def russia_counts(present, sent, source):
    """Draw the counts of workers in Russia in order of time, and below them the numbers sent.

    Parameters
    ----------
    present, sent : pandas.DataFrame
        As from `shift.levels` and `shift.movements`. A line joins two rows only
        where both belong to one series.
    source : str
    """
    kind = {"permits": ", permits"}
    rows = [
        [
            f"{wrapped(r['asserted_by'] + kind.get(r['unit'], ''))}\n{_period(r)}",
            r["value"],
            r["unit"],
            r["series"],
            "present",
        ]
        for r in present.to_dict("records")
    ] + [
        [f"{wrapped(r['asserted_by'])}\n{_when_sent(r['period'])}", r["value"], "persons", "", "sent"]
        for r in sent.to_dict("records")
    ]
    title = _most_least_last(present)
    subtitle = (
        "Workers, log scale; filled: present at a time, or permits valid; hollow: sent over a period. "
        "Lines join figures of one asserter and one definition only"
    )
    groups = {"present": "Present, or holding permits", "sent": "Sent over a period"}
    return _rows("russia-counts", rows, groups, {"present": RUSSIA, "sent": RUSSIA}, title, subtitle, source)


def china_movements(table, source):
    """Draw the reports of workers arriving in China and leaving it, in order of time.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `shift.movements` for China.
    source : str
    """
    side = ["arriving" if population.startswith("arriving") else "leaving" for population in table["population"]]
    rows = [
        [
            f"{r['population'].split(', ')[1]}, {dates.in_words(r['period'])}\n{wrapped(r['asserted_by'])}",
            r["value"],
            "persons",
            "",
            s,
        ]
        for r, s in zip(table.to_dict("records"), side)
    ]
    rows.sort(key=lambda row: row[-1])
    count = {name: side.count(name) for name in ("arriving", "leaving")}
    title = f"Since 2024, {count['arriving']} reports of workers arriving in China and {count['leaving']} of workers leaving: fragments, no balance"
    subtitle = "Workers, log scale; single cities or provinces, mostly one unnamed source each; their sum means nothing"
    groups = {"arriving": "Arriving", "leaving": "Leaving"}
    return _rows("china-movements", rows, groups, {"arriving": CHINA, "leaving": OTHER}, title, subtitle, source)


def _rows(name, rows, groups, colors, title, subtitle, source):
    """One mark a row on a log scale, in groups; rows of one series joined."""
    values = [v for row in rows for v in (row[1].low, row[1].high) if 0 < v < float("inf")]
    left, right = min(values, default=1) / 2, max(values, default=10) * 2
    with mpl.rc_context(STYLE):
        used = [group for group in groups if any(row[-1] == group for row in rows)]
        figure, (top, bottom) = paper(title, subtitle, source, 0.40 * len(rows) + 0.40 * len(used) + 0.3)
        axes = figure.add_axes([0.40, bottom, 0.37, top - bottom])
        axes.set_xscale("log")
        axes.set_xlim(left, right)
        y, ticks, labels, joined = -0.2, [], [], {}
        for group in used:
            axes.text(-1.03, y, groups[group], transform=axes.get_yaxis_transform(), weight="bold", va="center")
            y += 0.85
            for label, value, unit, series, _ in (row for row in rows if row[-1] == group):
                _mark(axes, y, value, colors[group], group == "sent", left, right)
                beside(axes, y, ranges.describe(value, unit))
                if series in joined:
                    axes.plot(*zip(joined[series], (_anchor(value), y)), color=colors[group], linewidth=1, zorder=1)
                if series:
                    joined[series] = _anchor(value), y
                ticks.append(y)
                labels.append(label)
                y += 1
        axes.set_yticks(ticks, labels, fontsize=8)
        axes.tick_params(axis="y", length=0, pad=8)
        axes.set_ylim(y - 0.35, -0.7)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.xaxis.set_minor_formatter("")
        axes.grid(axis="x")
    table = pd.DataFrame(
        [[groups[g], label.replace("\n", " "), value, series] for label, value, _, series, g in rows],
        columns=["group", "who and when", "value", "series"],
    )
    data = tables.in_words(table, [row[2] for row in rows])
    said = "; ".join(f"{r['group']}: {r['who and when']}: {r['value']}" for r in data.to_dict("records"))
    return Chart(name, figure, data, f"{title}. One mark a row. {said}.")


def goods_trade(table, source):
    """Draw the goods trade with China and with Russia by year, on a log scale.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `shift.trade`. A line joins two years only where they follow
        each other in one series.
    source : str
    """
    title = _larger_trade(table)
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(
            title,
            "US dollars a year, log scale; lines join figures of one series and neighbouring years only",
            source,
            3.6,
        )
        axes = figure.add_axes([0.10, bottom, 0.78, top - bottom])
        axes.set_yscale("log")
        for place, color, marker, country in (("CN", CHINA, "o", "China"), ("RU", RUSSIA, "s", "Russia")):
            rows = table[table["place"] == place].to_dict("records")
            for row in rows:
                x, y = int(row["period"]), row["value"].low
                axes.plot([x], [y], marker=marker, color=color, markersize=6, zorder=3)
                put(
                    axes,
                    x,
                    y,
                    _short_dollars(y),
                    dy=7,
                    ha="center",
                    fontsize=7.5,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
                )
                for other in rows:
                    if row["series"] and other["series"] == row["series"] and int(other["period"]) == x + 1:
                        axes.plot([x, x + 1], [y, other["value"].low], color=color, linewidth=1.5)
            if rows:
                put(axes, int(rows[-1]["period"]), rows[-1]["value"].low, country, dx=12, dy=-3, weight="bold")
        years = sorted({int(period) for period in table["period"]}) or [0]
        axes.set_xlim(years[0] - 0.5, years[-1] + 0.9)
        lows = [value.low for value in table["value"]] or [1]
        axes.set_ylim(min(lows) / 2, max(lows) * 2.2)
        axes.set_xticks(range(years[0], years[-1] + 1))
        axes.yaxis.set_major_formatter(lambda value, _: ranges.amount(value, "usd"))
        axes.yaxis.set_minor_formatter("")
        axes.grid(axis="y")
        axes.tick_params(length=0, which="both")
    data = tables.in_words(table, "usd")
    said = "; ".join(f"{r['place']} {r['period']}: {r['value']} ({r['asserted_by']})" for r in data.to_dict("records"))
    return Chart("goods-trade", figure, data, f"{title}. Points by year. {said}.")


def quarterly_entries(everyone, study, published, source):
    """Draw border entries by quarter, study entries within them, gaps as gaps.

    Parameters
    ----------
    everyone, study : pandas.DataFrame
        As from `shift.entries` for ``all`` and ``study``, over the same quarters.
    published : datetime.date
        The article's day, marked.
    source : str
    """
    title = _step_at(study, published)
    quarters = list(dict.fromkeys(everyone["quarter"]))
    starts = list(dict.fromkeys(everyone["start"]))
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(
            title,
            "Entries of North Koreans to Russia per quarter, counted by Russia's FSB Border Service: crossings, not people; purposes as declared",
            source,
            4.0,
        )
        axes = figure.add_axes([0.065, bottom, 0.92, top - bottom - 0.05])
        # An exact residual is drawn in place of a rounded figure for the same quarter.
        total = everyone.drop_duplicates("quarter", keep="last").set_index("quarter")
        part = study.drop_duplicates("quarter", keep="last").set_index("quarter")
        tallest = max([tables.end(v, "low") for v in total["value"] if v is not None] or [1])
        size = 7.5 if len(quarters) <= 16 else 6.3
        for x, quarter in enumerate(quarters):
            _quarter_bar(axes, x, total.loc[quarter], part.loc[quarter], tallest, size)
        _gap_band(axes, [x for x, q in enumerate(quarters) if total.loc[q, "kind"] == "not published"], tallest)
        _published_mark(axes, starts, published, total["value"], tallest)
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
    data = tables.in_words(pd.concat([everyone, study], ignore_index=True).drop(columns="start"), "crossings")
    said = "; ".join(
        f"{r['quarter']} {'study' if r['population'] == 'study' else 'all'}: {r['value']} ({r['kind']})"
        for r in data.to_dict("records")
        if r["value"]
    )
    silent = ", ".join(q for q in quarters if total.loc[q, "kind"] == "not published") or "none"
    return Chart(
        "quarterly-entries", figure, data, f"{title}. Columns by quarter. {said}. Quarters not published: {silent}."
    )


def students(table, source):
    """Draw study entries and visas beside the students counted by officials.

    Parameters
    ----------
    table : pandas.DataFrame
        As from `shift.study_figures`.
    source : str
    """
    title = _students_against_entries(table)
    names = {"entries": "Border entries for study", "visas": "Study visas issued", "enrolment": "Students"}
    order = {"visas": 0, "entries": 1, "enrolment": 2}
    table = table.sort_values("measure", key=lambda m: m.map(order), kind="stable").reset_index(drop=True)
    with mpl.rc_context(STYLE):
        figure, (top, bottom) = paper(
            title,
            "Three different things: visas, crossings and persons; one person may cross twice or get two visas",
            source,
            0.5 * len(table) + 0.4,
        )
        axes = figure.add_axes([0.40, bottom, 0.48, top - bottom])
        limit = 1.05 * max([value.high for value in table["value"]] or [1])
        for y, row in enumerate(table.to_dict("records")):
            color = RUSSIA if row["measure"] != "enrolment" else INK
            axes.barh(y, row["value"].high, height=0.55, color=color)
            axes.annotate(
                ranges.describe(row["value"], row["unit"]), (row["value"].high, y),
                xytext=(5, 0), textcoords="offset points", va="center", fontsize=8.5,
            )  # fmt: skip
        kind = ["admitted" if "admitted" in p else "enrolled" for p in table["population"]]
        labels = [
            f"{names[r['measure']] + (' ' + k if r['measure'] == 'enrolment' else '')}, {dates.in_words(r['period'])}\n{wrapped(r['asserted_by'])}"
            for r, k in zip(table.to_dict("records"), kind)
        ]
        rows_axis(axes, labels)
        axes.set_xlim(0, limit)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    data = tables.in_words(table[["measure", "period", "value", "unit", "asserted_by", "claim_id"]], table["unit"])
    said = "; ".join(f"{r['asserted_by']}, {r['measure']} {r['period']}: {r['value']}" for r in data.to_dict("records"))
    return Chart("students", figure, data, f"{title}. Horizontal bars. {said}.")


def _widest_wording(table):
    spans = {
        row["wording"]: row["value"].high / row["value"].low
        for row in table.to_dict("records")
        if row["reading"] == "literal" and row["value"].low > 0 and row["value"].high < float("inf")
    }
    widest = max(spans, key=spans.get, default=None)
    if widest is None or spans[widest] < 2:
        return "Each figure is as wide as its words"
    return f"“{widest[0].upper() + widest[1:]}” leaves a factor of {spans[widest]:,.0f} open"


def _sum_against_print(table):
    value = table.set_index("part")["value"]
    printed = ranges.describe(value.iloc[-1], "usd/year")
    if "Sum of the parts" not in value:
        return f"If the $500 million covers all workers, nothing shows where {printed} comes from"
    total = value["Sum of the parts"]
    if (total.low, total.high) == (value.iloc[-1].low, value.iloc[-1].high):
        return f"The printed {printed} is two estimates added together"
    return f"The parts make {ranges.describe(total, 'usd/year')}, not the printed {printed}"


def _last_pair(table):
    if table.empty:
        return "No source gives workers in both countries"
    last = table.iloc[-1]
    share = ranges.describe(last["share"], "percent")
    return f"The last source to put a figure on both countries, for {dates.in_words(last['period'])}, has {share} of these workers in Russia"


def _times(value):
    low, high = (f"{end:.1f}".removesuffix(".0") for end in (value.low, value.high))
    about = "about " if value.about else ""
    return f"{about}{low} times" if low == high else f"{about}{low} to {high} times"


def _when_sent(period):
    return f"until {dates.in_words(period[3:])}" if period.startswith("../") else f"in {dates.in_words(period)}"


def _most_least_last(present):
    """The highest count, the lowest and the last, in order of time: no movement, for many hands made them."""
    rows = [row for row in present.to_dict("records") if row["value"].low == row["value"].high]
    if len(rows) < 3:
        return "Counts of workers in Russia"
    at = sorted(
        {
            max(range(len(rows)), key=lambda n: rows[n]["value"].low),
            min(range(len(rows)), key=lambda n: rows[n]["value"].low),
            len(rows) - 1,
        }
    )
    told = [
        f"{ranges.describe(rows[n]['value'], rows[n]['unit'])} ({dates.in_words(rows[n]['period']).removeprefix('about ')})"
        for n in at
    ]
    return f"Counts for Russia, each by another hand: the most, the least and the last are {', '.join(told)}"


def _short_dollars(number):
    return f"${number / 1e9:.3g}bn" if number >= 1e9 else f"${number / 1e6:.3g}m"


def _larger_trade(table):
    last = {place: rows.iloc[-1] for place, rows in table.groupby("place")}
    if set(last) != {"CN", "RU"}:
        return "Goods trade with one country only"
    said = {place: f"{ranges.describe(row['value'], 'usd')} in {row['period']}" for place, row in last.items()}
    more, less = ("CN", "RU") if last["CN"]["value"].low > last["RU"]["value"].low else ("RU", "CN")
    name = {"CN": "China", "RU": "Russia"}
    return f"Recorded goods trade is larger with {name[more]}: {said[more]}, against {said[less]} with {name[less]}"


def _step_at(study, published):
    table = study.drop_duplicates("quarter", keep="last").set_index("quarter")
    now = f"{published.year} Q{(published.month + 2) // 3}"
    if now not in table.index or table.loc[now, "value"] is None:
        return "North Korean entries to Russia by quarter"
    told = [f"{ranges.describe(table.loc[now, 'value'], 'crossings')} in the quarter of the article"]
    at = table.index.get_loc(now)
    for back, words in ((1, "in the one before"), (4, "a year earlier")):
        value = table["value"].iloc[at - back] if at >= back else None
        if value is not None:
            told.append(f"{ranges.describe(value, 'crossings')} {words}")
    return f"Entries to Russia declared as study: {', '.join(told)}"


def _students_against_entries(table):
    most = table.loc[table["measure"] == "enrolment", "value"].map(lambda value: value.high).max()
    counted = [
        f"{ranges.describe(row['value'], row['unit'])} {row['measure']}"
        for row in table.to_dict("records")
        if row["measure"] != "enrolment"
    ]
    if not counted or pd.isna(most):
        return "Study entries, study visas and students"
    return f"{' and '.join(counted)} for study, where officials speak of at most about {most:,.0f} students"


def _range_panel(axes, rows, unit):
    finite = [v for value in rows["value"] for v in (value.low, value.high) if abs(v) < 1e15]
    positive = [v for v in finite if v > 0]
    log = unit not in ("percent",) and positive and max(positive) / min(positive) > 30
    if unit == "percent":
        left, right = 0, 100
    elif log:
        left, right = min(positive) / 2, max(positive) * 2
        axes.set_xscale("log")
    else:
        left, right = 0, 1.1 * max(finite or [1])
    axes.set_xlim(left, right)
    for y, row in enumerate(rows.to_dict("records")):
        bar(axes, y, row["value"], INK if row["reading"] == "literal" else OTHER, False, left, right)
        axes.annotate(
            ranges.describe(row["value"], unit), (1, y), xycoords=axes.get_yaxis_transform(),
            xytext=(12, 0), textcoords="offset points", va="center", fontsize=8, annotation_clip=False,
        )  # fmt: skip
    labels = [f"“{row['wording']}”\n{row['reading']} reading" for row in rows.to_dict("records")]
    rows_axis(
        axes, ["\n".join(textwrap.wrap(label.split("\n")[0], 48)) + "\n" + label.split("\n")[1] for label in labels]
    )
    axes.tick_params(axis="y", labelsize=8)
    axes.xaxis.set_major_formatter(lambda value, _: ranges.amount(value, unit))
    if not log:
        axes.xaxis.set_major_locator(MaxNLocator(4))
    name = {"usd/year": "US dollars a year"}.get(unit, unit)
    axes.set_xlabel(name + (", log scale" if log else ""), fontsize=8, loc="right")


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
    day = dates.in_words(row["edtf"])
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


def _period(row):
    told = {"backward_looking": ", looking back", "planned": ", planned"}.get(row["status"], "")
    return wrapped(f"{dates.in_words(row['period'])}{told}")


def _nearest_ends(one, other):
    """Where the thin line between two figures runs: from a given end of one to a given end of the other."""
    ends = [[v for v in (value.low, value.high) if abs(v) < float("inf")] for value in (one, other)]
    return min(((a, b) for a in ends[0] for b in ends[1]), key=lambda pair: abs(pair[0] - pair[1]), default=(0, 0))


def _anchor(value):
    """Where a figure's label stands: at its middle or its only end."""
    if value.low == -float("inf"):
        return value.high
    return value.low if value.high == float("inf") else (value.low + value.high) / 2


def _mark(axes, y, value, color, hollow, left, right):
    """A figure as a dot, a range as a bar, a one-sided bound as a dot with an arrow; clear of the log scale's zero."""
    face = {"markerfacecolor": "white" if hollow else color, "markeredgecolor": color, "markeredgewidth": 1.6}
    if value.low == value.high:
        axes.plot([value.low], [y], marker="o", markersize=7.5, linestyle="none", zorder=3, **face)
    elif value.low > 0 and value.high < float("inf"):
        axes.barh(
            y,
            value.high - value.low,
            left=value.low,
            height=0.34,
            facecolor="white" if hollow else color,
            edgecolor=color,
            linewidth=1.6,
        )
    else:
        at, to = (
            (value.low, min(value.low * 2.2, right)) if value.low > 0 else (value.high, max(value.high / 2.2, left))
        )
        axes.annotate(
            "", (to, y), (at, y), arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 1.6}, zorder=2
        )
        axes.plot(
            [at], [y], marker="o", markersize=7, linestyle="none", zorder=3, **{**face, "markerfacecolor": "white"}
        )


def _dot_or_range(axes, y, value, color, marker, limit):
    if value.low == value.high:
        axes.plot([value.low], [y], marker=marker, color=color, markersize=8, markeredgecolor="white", zorder=3)
    elif abs(value.low) < 1e12 and value.high < 1e12:
        axes.plot([value.low, value.high], [y, y], color=color, linewidth=7, solid_capstyle="butt", zorder=3)
    elif value.high < 1e12:
        _one_sided(axes, y, value.high, -0.07 * limit, color, marker)
    else:
        _one_sided(axes, y, value.low, 0.07 * limit, color, marker)


def _one_sided(axes, y, at, reach, color, marker):
    axes.annotate(
        "", (max(at + reach, 0), y), (at, y), arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 2}, zorder=3
    )
    axes.plot([at], [y], marker=marker, color="white", markeredgecolor=color, markeredgewidth=2, markersize=7, zorder=4)


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
    said = f"{value:,.0f}" + ("+" if open_top else "")
    axes.annotate(said, (x, value), xytext=(0, 2), textcoords="offset points", ha="center", va="bottom", fontsize=size)
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


def _published_mark(axes, starts, published, values, tallest):
    inside = [x for x, start in enumerate(starts) if 0 <= (published - start).days <= 92]
    if not inside:
        return
    x = inside[-1]
    at = x - 0.5 + (published - starts[x]).days / 92
    top = values.iloc[x].low if values.iloc[x] is not None else 0
    axes.annotate(
        f"article, {published}", (at, top + 0.06 * tallest), xytext=(at - 0.3, tallest * 1.19), textcoords="data",
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
