"""Counts of workers and reports of movements, one mark a row."""

import pandas as pd

from analysis import shift
from analysis.charts import paper
from analysis.charts.paper import CHINA, OTHER, RUSSIA, Chart, anchor, mark, period_of, wrapped
from analysis.ledger import dates, sources, words
from analysis.shift import sentences

HEADINGS = {
    "present": "Present, or holding permits",
    "sent": "Sent over a period",
    "arriving": "Arriving",
    "leaving": "Leaving",
}
COLORS = {"present": RUSSIA, "sent": RUSSIA, "arriving": CHINA, "leaving": OTHER}


def russia_counts(book, since):
    """Draw the figures for workers in Russia in order of time, and below them the numbers sent.

    A line joins two rows only where both belong to one series.

    Parameters
    ----------
    book : Ledger
    since : int
        The year from which numbers sent are shown.

    Returns
    -------
    Chart
    """
    present = shift.unpaired_levels(book, "RU")
    sent = shift.movements(book, "RU", since)
    present = present.assign(group="present", who_and_when=[_who_and_when(row) for row in present.to_dict("records")])
    when_sent = [f"{wrapped(row['asserted_by'])}\n{_when_sent(row['period'])}" for row in sent.to_dict("records")]
    sent = sent.assign(group="sent", who_and_when=when_sent, unit="persons", series="")
    subtitle = "Workers, log scale: dots single figures, bars ranges, arrows bounds on one side"
    joined = ". Lines join figures of one asserter and one definition only"
    rows = pd.concat([present, sent], ignore_index=True)
    return _chart(book, "russia-counts", rows, _counts_title(present), subtitle, sentences.of_counts(present), joined)


def china_reports(book, since):
    """Draw the reports of workers arriving in China and leaving it, in order of time.

    Parameters
    ----------
    book : Ledger
    since : int
        The year from which reports are shown.

    Returns
    -------
    Chart
    """
    table = shift.movements(book, "CN", since).sort_values("direction", kind="stable")
    said = [
        f"{row['part'] or 'All China'}, {words.when(row['period'])}\n{wrapped(row['asserted_by'])}"
        for row in table.to_dict("records")
    ]
    rows = table.assign(group=table["direction"], who_and_when=said, unit="persons", series="")
    subtitle = (
        f"Workers, reports since {since}, log scale; single cities or provinces, mostly one unnamed source each. "
        "Their sum means nothing"
    )
    return _chart(book, "china-movements", rows, _reports_title(table), subtitle, sentences.of_reports(table))


def _counts_title(present):
    if present.empty:
        return "No source in this record counts workers in Russia alone"
    last = present.iloc[-1]
    count, period = words.describe(last["value"], last["unit"]), words.when(last["period"]).removeprefix("about ")
    counted = "permits" if last["unit"] == "permits" else "workers"
    return f"Latest figure for Russia: {count} {counted}, for {period}"


def _reports_title(table):
    if table.empty:
        return "No report of workers arriving in China or leaving it"
    count = table["direction"].value_counts()
    arriving, leaving = (_reports(count.get(way, 0)) for way in ("arriving", "leaving"))
    return f"{arriving[0].upper()}{arriving[1:]} of workers arriving in China, {leaving} of leaving"


def _reports(number):
    return "no report" if number == 0 else f"{number} report{'s' if number > 1 else ''}"


def _who_and_when(row):
    permits = ", permits" if row["unit"] == "permits" else ""
    return f"{wrapped(row['asserted_by'] + permits)}\n{period_of(row)}"


def _when_sent(period):
    first, last = dates.bounds(period)
    return f"in {words.when(period)}" if first else f"until {words.when(str(last))}"


def _chart(book, name, table, title, subtitle, sentence, joined_by=""):
    """Draw one mark a row on a log scale, in groups; rows of one series are joined, but for a phone: words lie between."""
    values = [end for value in table["value"] for end in (value.low, value.high) if 0 < end < float("inf")]
    limits = min(values, default=1) / 2, max(values, default=10) * 2
    source = sources.line_of(book, *table["value"])
    rows = table.to_dict("records")
    labelled = [(r["who_and_when"], words.describe(r["value"], r["unit"]), HEADINGS[r["group"]]) for r in rows]

    def draw(sheet):
        words_on_paper = title, subtitle + (joined_by if not sheet.narrow else ""), source
        figure, axes, at, thick = sheet.rows(words_on_paper, labelled, 0.40, 0.40, 0.37)
        axes.set(xscale="log", xlim=limits)
        joined = {}
        for y, row in zip(at, rows):
            color = COLORS[row["group"]]
            mark(axes, y, row["value"], color)
            if row["series"] in joined and not sheet.narrow:
                ends = zip(joined[row["series"]], (anchor(row["value"]), y))
                axes.plot(*ends, color=color, linewidth=1, zorder=1)
            if row["series"]:
                joined[row["series"]] = anchor(row["value"]), y
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.xaxis.set_minor_formatter("")
        return figure

    data = table[["group", "who_and_when", "value", "series", "claim_id"]].assign(
        group=table["group"].map(HEADINGS), who_and_when=[said.replace("\n", " ") for said in table["who_and_when"]]
    )
    data = words.written(data, table["unit"])
    return Chart(name, draw, data, paper.alt(f"{title}.", "One mark a row, on a log scale.", sentence), sentence)
