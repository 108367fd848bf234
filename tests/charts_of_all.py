"""Every chart, made as its notebook makes it and from less, for tests of what all charts keep."""

from datetime import date

from analysis import charts, ledger, model, robustness

ARTICLE, PUBLISHED = "donga-2024-08", date(2024, 8, 21)
START, END = date(2023, 7, 1), date(2025, 1, 31)


def without(book, *names):
    return ledger.without(book, names)


def specification(book):
    space = robustness.Universes(book, ARTICLE)
    return charts.specification(space, robustness.sample(space, 60), f"{ARTICLE}/thesis-rise")


CASES = {
    "theses": lambda book: charts.theses(book, ARTICLE),
    "theses, long ago": lambda book: charts.theses(book, ARTICLE, window_years=20),
    "estimates": charts.estimates,
    "estimates, fewer": lambda book: charts.estimates(without(book, "forbes-2019-07-04", "rfa-2016-07-07")),
    "claimed ranges": lambda book: charts.claimed_ranges(book, ARTICLE),
    "timeline": lambda book: charts.dated_events(book, ARTICLE, START, END),
    "timeline, narrow": lambda book: charts.dated_events(book.by("narrow"), ARTICLE, START, END),
    "timeline, long": lambda book: charts.dated_events(book, ARTICLE, date(2017, 1, 1), date(2025, 12, 31)),
    "revenue": charts.revenue_parts,
    "revenue, all": lambda book: charts.revenue_parts(book, scope="all"),
    "revenue, dispatched": lambda book: charts.revenue_parts(book, dispatched_only=True),
    "pairs": charts.pairs,
    "pairs, fewer": lambda book: charts.pairs(without(book, "rfa-2023-08", "kmib-2011-06-01")),
    "entries": lambda book: charts.entries(book, PUBLISHED),
    "entries, short": lambda book: charts.entries(book, PUBLISHED, 2023, 2024),
    "entries, one year": lambda book: charts.entries(book, PUBLISHED, 2025, 2025),
    "students": charts.students,
    "counts": lambda book: charts.russia_counts(book, since=2024),
    "counts, fewer": lambda book: charts.russia_counts(without(book, "sejong-2025", "donga-2024-08"), since=2024),
    "reports": lambda book: charts.china_reports(book, since=2024),
    "trade": charts.trade,
    "trade, since 2022": lambda book: charts.trade(book, first_year=2022),
    "break-even": lambda book: charts.break_even(book, model.inputs(book), 256),
    "break-even, with IT": lambda book: charts.break_even(book, model.inputs(book, it_workers_too=True), 256),
    "sensitivity": lambda book: charts.sensitivity(book, model.inputs(book), 0.5),
    "sensitivity, own": lambda book: charts.sensitivity(book, model.inputs(book, pay_china="450"), 0.5),
    "specification": specification,
}
