"""What to see in each table and chart of this question, in a sentence or two computed from it."""

from analysis.ledger import dates
from analysis.ledger.cite import cited, figure
from analysis.ledger.ranges import Range
from analysis.ledger.words import in_a_sentence, significant, times, when
from analysis.shift.border_entries import entries_around
from analysis.shift.one_country import largest_of_each_measure, trade_in_both

ORDINALS = ("first", "second", "third", "fourth")


def of_pairs(table):
    """Say since when no source has put more workers in Russia, and what the last one says; see `pairs`."""
    if table.empty:
        return "No source in this record gives the number of workers in both countries."
    last = table.iloc[-1]
    says = f"for {_when(last, last['share'])}, puts {figure(last['share'], 'percent')}"
    since = since_cited(table)
    if since is None:
        return f"The last source to count both, {says} of the workers in Russia, according to {in_a_sentence(last['asserted_by'])}."
    return (
        f"Since {since} no source with figures for both countries has put more workers in Russia than in China. "
        f"The last one, {says} of them in Russia, according to {in_a_sentence(last['asserted_by'])}."
    )


def since_when_not_more(table):
    """Return the month from which no pair has more workers in Russia for certain.

    Returns
    -------
    str or None
        Such as ``October 2016``; None if the last pair has more in Russia, or
        there is no pair.
    """
    more = [n for n, share in enumerate(table["share"]) if share.low > 50]
    first = more[-1] + 1 if more else 0
    if first >= len(table):
        return None
    # Pairs stand in the order in which their periods end.
    return when(f"{dates.bounds(table['period'].iloc[first])[1]:%Y-%m}")


def since_cited(table):
    """Return the month of `since_when_not_more`, marked with the pair that it is the month of; None where it is None."""
    since = since_when_not_more(table)
    if since is None:
        return None
    first = next(row for row in table.to_dict("records") if when(f"{dates.bounds(row['period'])[1]:%Y-%m}") == since)
    return cited(since, first["china_id"], first["russia_id"])


def of_directions(moves):
    """Say how often Russia's share fell and rose, and how often one origin is compared with itself."""
    if moves.empty:
        return "Fewer than two sources count both countries, so nothing can be compared."
    fell, rose = ((moves["direction"] == way).sum() for way in ("down", "up"))
    return (
        f"Russia's share fell in {fell} of {len(moves)} comparisons and rose in {rose}. "
        f"In {_plural(moves['same_origin'].sum(), 'comparison')} one origin made both counts; "
        "the others may only show how far the estimators differ."
    )


def of_entries(study, day):
    """Say how many entries for study there were in the quarter of a day, and in the quarter before."""
    now, before, _ = entries_around(study, day)
    if now is None:
        return "The chart has no figure for the quarter in which the article appeared."
    quarter = f"{day.year} Q{(day.month + 2) // 3}"
    earlier = "" if before is None else f", and {figure(before, 'crossings')} in the quarter before"
    return (
        f"Entries declared as study were {figure(now, 'crossings')} {cited(quarter_in_words(quarter), *now.trace)}, "
        f"when the article appeared{earlier}."
    )


def quarter_in_words(quarter):
    """Return ``2024 Q3`` as ``in the third quarter of 2024``."""
    year, number = quarter.split(" Q")
    return f"in the {ORDINALS[int(number) - 1]} quarter of {year}"


def of_study_share(table):
    """Say in which quarter study had the largest share of all entries."""
    if table.empty:
        return "No quarter has both a figure for study and one for all entries."
    best = table.loc[max(table.index, key=lambda at: table["share"][at].low)]
    said = f"Study made up {figure(best['share'], 'percent')} of all entries {cited(quarter_in_words(best['quarter']), *best['share'].trace)}"
    others = table.loc[table["quarter"] != best["quarter"], "share"]
    largest = len(others) and all(share.high <= best["share"].low for share in others)
    return said + ("; no other quarter here has a larger share." if largest else ".")


def of_derived(table):
    """Say that some quarters were not published but follow from what was."""
    if table.empty:
        return "No quarterly figure here is derived."
    return f"We derived {_plural(len(table), 'figure')}: each is a longer period less its other quarters."


def of_students(figures, year):
    """Say how many study entries and visas there were in a year, and how many students were spoken of."""
    row = {found["measure"]: found for found in largest_of_each_measure(figures).to_dict("records")}
    counted = [
        f"{verb} {figure(row[measure]['value'], row[measure]['unit'])} {what}"
        for measure, verb, what in (("entries", "counted", "study entries"), ("visas", "issued", "study visas"))
        if measure in row
    ]
    said = f"Russia {' and '.join(counted)} in {year}." if counted else f"No study entries or visas of {year} are left."
    if "enrolment" not in row:
        return f"{said} No figure for students is left."
    most = row["enrolment"]
    students = f"{figure(most['value'], most['unit'])} for {_when(most, most['value'])}"
    return f"{said} The largest figure for students is {students}, according to {in_a_sentence(most['asserted_by'])}."


def of_counts(present):
    """Say between which figures for workers in Russia the record lies; see `unpaired_levels`."""
    exact = [row for row in present.to_dict("records") if row["value"].low == row["value"].high]
    if len(exact) < 2:
        return "Fewer than two sources give one number, so there is no span to name."
    least, most = (which(exact, key=lambda row: row["value"].low) for which in (min, max))
    lowest, highest = (
        f"{figure(row['value'], row['unit'])} for {_when(row, row['value'])}, according to {in_a_sentence(row['asserted_by'])}"
        for row in (least, most)
    )
    return (
        f"Of the sources that speak of Russia alone and give one number, the lowest is {lowest}. The highest is {highest}. "
        "The sources do not count the same thing."
    )


def of_reports(table):
    """Say which report of workers arriving in China or leaving it is the largest."""
    known = [row for row in table.to_dict("records") if row["value"].low > 0]
    if not known:
        return "No report here gives a number of workers arriving in China or leaving it."
    most = max(known, key=lambda row: row["value"].low)
    moved = f"{'arriving in' if most['direction'] == 'arriving' else 'leaving'} {most['part'] or 'China'}"
    return (
        f"The largest report is of {figure(most['value'], 'persons')} workers {moved}, according to {in_a_sentence(most['asserted_by'])}. "
        "Reports of single places cannot be added up."
    )


def of_pay(table):
    """Say what the last source puts pay at in both countries; see `pairs` for pay."""
    if table.empty:
        return "No source in this record gives pay in both countries."
    last = table.iloc[-1]
    russia, china = (figure(last[side], "usd/person/month") for side in ("russia", "china"))
    return f"{last['asserted_by']} puts monthly pay at {russia} in Russia and {china} in China."


def of_plans(table):
    """Say that plans and orders are no movements."""
    if table.empty:
        return "No plan is recorded."
    return "No chart counts these plans and orders: they say what was intended, not what happened."


def of_trade(table):
    """Compare goods trade with both countries in the latest year that has both figures."""
    both = trade_in_both(table)
    if both is None:
        return "No year here has a figure for trade with both countries."
    china, russia = (f"{figure(row['value'], 'usd')}, according to {in_a_sentence(row['asserted_by'])}" for row in both)
    return f"In {both[0]['period']} goods trade with China was {china}. Goods trade with Russia was {russia}."


def of_contradictions(table):
    """Say how many pairs of claims contradict each other."""
    if table.empty:
        return "No two claims on workers or trade contradict each other."
    said = f"In {_plural(len(table), 'pair')} of claims on workers and trade, the two cannot both be true"
    same = int(table["same_origin"].sum())
    return f"{said}; in {same} of them both figures go back to one origin." if same else f"{said}."


def rough_times(value):
    """Return a ratio (Range) as ``about 64 times``, rounded to two significant digits."""
    low, high = (significant(end, 2) for end in (value.low, value.high))
    return times(Range(low, high, about=value.about))


def _when(row, value):
    return cited(when(row["period"]), *value.trace)


def _plural(number, noun):
    return f"{number} {noun}{'' if number == 1 else 's'}"
