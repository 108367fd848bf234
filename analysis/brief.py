"""The answer on one page: headline figures with their traces, and three sentences made of them."""

import pandas as pd

from analysis import shift, verdicts
from analysis.ledger import words

COLUMNS = ["what", "period", "value", "unit"]


def headline(book, published):
    """Return the figures the answer rests on; each value's trace names its claims.

    Parameters
    ----------
    book : Ledger
    published : datetime.date
        The article's day: entries are compared around it.

    Returns
    -------
    pandas.DataFrame
        Index: a short name; columns ``what``, ``period`` (words), ``value``
        (Range), ``unit``. A figure that no source is left for is missing.
    """
    rows = {}
    study = shift.entries(book, published.year - 1, published.year + 1, "study")
    study = study.drop_duplicates("quarter", keep="last").reset_index(drop=True)
    now = study.index[study["start"] <= published][-1]
    for name, at, what in (
        ("a year before", now - 4, "a year earlier"),
        ("before", now - 1, "before the article"),
        ("during", now, "of the article"),
        ("after", now + 1, "after it"),
    ):
        if study["value"][at] is not None:
            rows[name] = [
                f"Study entries to Russia, quarter {what}",
                study["quarter"][at],
                study["value"][at],
                "crossings",
            ]
    last = study[study["value"].notna()]
    if len(last) and last.index[-1] > now:
        rows["last"] = [
            "Study entries to Russia, last quarter published",
            last["quarter"].iloc[-1],
            last["value"].iloc[-1],
            "crossings",
        ]
    for claim in shift.study_figures(book, published.year).to_dict("records"):
        most = claim["measure"] not in rows or claim["value"].high > rows[claim["measure"]][2].high
        if claim["measure"] != "entries" and most:
            what = {"visas": "Study visas Russia issued", "enrolment": "North Korean students in Russia"}[
                claim["measure"]
            ]
            rows[claim["measure"]] = [what, words.when(claim["period"]), claim["value"], claim["unit"]]
    pairs = shift.pairs(book, "worker_stock")
    if len(pairs):
        last = pairs.iloc[-1]
        rows["share"] = [
            "Russia's share of the workers in both countries, last same-source pair",
            words.when(last["period"]),
            last["share"],
            "percent",
        ]
        led = pairs[[share.low > 50 for share in pairs["share"]]]
        if len(led):
            when, share = words.when(led["period"].iloc[-1]), led["share"].iloc[-1]
            rows["led"] = [
                "Russia's share in the last same-source pair with more there than in China",
                when,
                share,
                "percent",
            ]
    for place, country in (("RU", "Russia"), ("CN", "China")):
        levels = shift.levels(book, place)
        levels = levels[[claim_id.split("/")[0] not in book.articles for claim_id in levels["claim_id"]]]
        if len(levels):
            last = levels.iloc[-1]
            rows[place] = [
                f"Workers in {country}, last estimate ({last['asserted_by']})",
                words.when(last["period"]),
                last["value"],
                "persons",
            ]
    sent = shift.movements(book, "RU", published.year)
    sent = sent[sent["asserted_by"].str.startswith("MSMT")]
    if len(sent):
        rows["sent"] = [
            "Workers sent to Russia, as a monitoring group (MSMT) says",
            sent["period"].iloc[-1],
            sent["value"].iloc[-1],
            "persons",
        ]
    goods = shift.trade(book, 2010, 2025)
    for place, country in (("CN", "China"), ("RU", "Russia")):
        last = goods[goods["place"] == place]
        if len(last):
            rows[f"trade {place}"] = [
                f"Goods trade with {country}",
                last["period"].iloc[-1],
                last["value"].iloc[-1],
                "usd",
            ]
    return pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS)


def answer(figures, judged):
    """Return the answer in three sentences.

    Parameters
    ----------
    figures : pandas.DataFrame
        As from `headline`.
    judged : pandas.DataFrame
        As from `verdicts.judge`.

    Returns
    -------
    list of str
        What new dispatch did; what the stocks show; what is left of the
        article's claims. A missing figure is said to be missing.
    """

    def say(name):
        if name not in figures.index:
            return "(no figure left)"
        return words.describe(figures.loc[name, "value"], figures.loc[name, "unit"])

    def when(name):
        return figures.loc[name, "period"] if name in figures.index else "no period"

    moved = {"up": "rose", "down": "fell"}.get(_direction(figures, "before", "during"))
    parts = [
        f"Entries to Russia declared as study {moved} from {say('before')} in {when('before')} to {say('during')} in {when('during')}, "
        "when the article appeared"
        if moved
        else "Whether entries to Russia declared as study rose when the article appeared cannot be told"
    ]
    if "a year before" in figures.index:
        parts.append(f"they had been {say('a year before')} in {when('a year before')}")
    if "last" in figures.index:
        parts.append(f"in {when('last')}, the last quarter published, they were {say('last')}")
    if "visas" in figures.index:
        parts.append(f"Russia issued {say('visas')} study visas in {when('visas')}")
    if "enrolment" in figures.index:
        parts.append(f"Russian officials speak of at most {say('enrolment')} North Korean students")
    stocks = ["No source on file puts a figure on the workers in both countries"]
    if "share" in figures.index:
        since = f" since {when('led')}" if "led" in figures.index else ""
        stocks = [f"No same-source pair on file{since} puts more workers in Russia than in China"]
        if figures.loc["share", "value"].low > 50:
            stocks = ["The last same-source pair puts more workers in Russia than in China"]
        stocks.append(f"the last, for {when('share')}, has {say('share')} of them in Russia")
    for place, country in (("RU", "Russia"), ("CN", "China")):
        if place in figures.index:
            stocks.append(f"the last estimate for {country} alone is {say(place)} ({when(place)})")
    if {"trade CN", "trade RU"} <= set(figures.index):
        stocks.append(
            f"recorded goods trade was {say('trade CN')} with China in {when('trade CN')}, {say('trade RU')} with Russia in {when('trade RU')}"
        )
    count = judged["verdict"].value_counts()
    tally = ", ".join(
        f"{count[v]} {v}"
        for v in (verdicts.SUPPORTED, verdicts.CONTRADICTED, verdicts.DISPUTED, verdicts.UNTESTABLE)
        if v in count
    )
    alone = count.get(verdicts.ALONE, 0)
    return [
        "; ".join(parts) + ".",
        "; ".join(stocks) + ".",
        f"Of the article's {len(judged)} claims the record leaves {tally or 'none tested'}; for {alone} there is no evidence on file.",
    ]


def _direction(figures, one, other):
    if one not in figures.index or other not in figures.index:
        return "undetermined"
    return shift.direction(figures.loc[one, "value"], figures.loc[other, "value"])
