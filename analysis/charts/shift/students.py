"""Study entries and visas beside the students that officials counted."""

import matplotlib as mpl
import pandas as pd

from analysis.charts.paper import INK, RUSSIA, STYLE, Chart, paper, rows_axis, wrapped
from analysis.ledger import words


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
                words.describe(row["value"], row["unit"]), (row["value"].high, y),
                xytext=(5, 0), textcoords="offset points", va="center", fontsize=8.5,
            )  # fmt: skip
        kind = ["admitted" if "admitted" in p else "enrolled" for p in table["population"]]
        labels = [
            f"{names[r['measure']] + (' ' + k if r['measure'] == 'enrolment' else '')}, {words.when(r['period'])}\n{wrapped(r['asserted_by'])}"
            for r, k in zip(table.to_dict("records"), kind)
        ]
        rows_axis(axes, labels)
        axes.set_xlim(0, limit)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    data = words.written(table[["measure", "period", "value", "unit", "asserted_by", "claim_id"]], table["unit"])
    said = "; ".join(f"{r['asserted_by']}, {r['measure']} {r['period']}: {r['value']}" for r in data.to_dict("records"))
    return Chart("students", figure, data, f"{title}. Horizontal bars. {said}.")


def _students_against_entries(table):
    most = table.loc[table["measure"] == "enrolment", "value"].map(lambda value: value.high).max()
    counted = [
        f"{words.describe(row['value'], row['unit'])} {row['measure']}"
        for row in table.to_dict("records")
        if row["measure"] != "enrolment"
    ]
    if not counted or pd.isna(most):
        return "Study entries, study visas and students"
    return f"{' and '.join(counted)} for study, where officials speak of at most about {most:,.0f} students"
