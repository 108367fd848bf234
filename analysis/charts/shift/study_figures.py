"""Study entries and visas beside the students that officials counted."""

from analysis import shift
from analysis.charts import paper
from analysis.charts.paper import INK, RUSSIA, Chart, wrapped
from analysis.ledger import sources, words
from analysis.shift import sentences

NAMES = {"visas": "Study visas issued", "entries": "Border entries for study", "enrolment": "Students"}


def students(book, year=2024):
    """Draw study entries and visas of a year beside the students counted by officials.

    Parameters
    ----------
    book : Ledger
    year : int

    Returns
    -------
    Chart
    """
    table = shift.study_figures(book, year)
    title = _title(table, year)
    order = {measure: n for n, measure in enumerate(NAMES)}
    table = table.sort_values("measure", key=lambda m: m.map(order), kind="stable").reset_index(drop=True)
    words_on_paper = (
        title,
        "Three different things: visas, crossings and persons; one person may cross twice or get two visas",
        sources.line_of(book, *table["value"]),
    )
    rows = [(_label(row), words.describe(row["value"], row["unit"]), "") for row in table.to_dict("records")]

    def draw(sheet):
        figure, axes, at, thick = sheet.rows(words_on_paper, rows, 0.5, 0.40, 0.48)
        for y, row in zip(at, table.to_dict("records")):
            axes.barh(y, row["value"].high, height=1.1 * thick, color=RUSSIA if row["measure"] != "enrolment" else INK)
        axes.set_xlim(0, 1.05 * max([value.high for value in table["value"]] or [1]))
        sheet.ticks(axes)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        return figure

    columns = ["measure", "part", "period", "value", "unit", "asserted_by", "claim_id"]
    data = words.written(table[columns], table["unit"])
    sentence = sentences.of_students(table, year)
    return Chart("students", draw, data, paper.alt(f"{title}.", "A bar for each figure.", sentence), sentence)


def _label(row):
    return f"{_name(row)}, {words.when(row['period'])}\n{wrapped(row['asserted_by'])}"


def _name(row):
    kind = f" {row['part'] or 'enrolled'}" if row["measure"] == "enrolment" else ""
    return NAMES[row["measure"]] + kind


def _title(table, year):
    largest = {row["measure"]: row for row in shift.largest_of_each_measure(table).to_dict("records")}
    counted = [
        f"{words.describe(largest[measure]['value'], largest[measure]['unit'])} study {measure}"
        for measure in ("visas", "entries")
        if measure in largest
    ]
    if not counted or "enrolment" not in largest:
        return f"How many North Koreans studied in Russia in {year}?"
    students = words.describe(largest["enrolment"]["value"], largest["enrolment"]["unit"])
    return f"{counted[0]} in {year}, but officials speak of {students} students"
