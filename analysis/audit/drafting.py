"""Draft rows of claims and events from what an article's words say; what no rule knows stays blank."""

import math
import re
from bisect import bisect_left

import pandas as pd

from analysis.audit import account, bounds, context, dates_in_text, measures, no_claim, sentences, titles
from analysis.audit import article as articles
from analysis.ledger import UnreadableDate, dates, readings

EVERYWHERE = "WORLD"  # the record's word for all places
SOMEBODY = "Somebody speaks here whom no rule names."  # the note of a row whose asserter only a person can type
NEW = "new-source"  # stands for the source of an article that the ledger does not know yet
SIGNED = ("percent", "share", "currency")  # kinds of figures that bring their unit
LONG = 20_000  # characters of a paragraph beyond which its wordings are not told apart
_COUNTING = re.compile(
    r"\b(?:\w*ministr?y?|customs|police|statistic\w*|bureau|agency|government|officials?|authorit(?:y|ies)|council|court"
    r"|department|central bank|office|figures|data|minister)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:recorded|registered|counted|logged)\b")
_PASSED = re.compile(
    r"\b(?:number|total|toll|figure|population|debt|count|sales|exports|imports|prices?|list)\b.*\b(?:passed|topped|crossed) $"
)
_DENIED = re.compile(r"\b(?:not?|never|cannot|neither|without)\b|n[’']t\b", re.I)  # "do not expect it before 2029"
_SUM_PASSED = re.compile(r"\b(?:passed|passes|topped|tops|crossed|crosses|to (?:pass|top|cross)) $")


def draft(hits, source_id=""):
    """Return open hits as rows of ``claims.csv`` and ``events.csv``, as far as their own words go.

    Parameters
    ----------
    hits : pandas.DataFrame
        From `account.hits`.
    source_id : str
        The source the rows are for; `NEW` stands there if blank.

    Returns
    -------
    claims, events : pandas.DataFrame
        In columns of the ledger's tables, "" where blank.
    """
    source_id = source_id or NEW
    claims, events = [], []
    for number, hit in enumerate(hits[hits["state"] == "open"].to_dict("records"), 1):
        found = [source_id, str(hit["paragraph"]), " ".join(hit["text"].split(" ")[: sentences.MOST])]
        if hit["kind"] in account.DATES:
            events.append([f"{source_id}/date-{number}", *found, hit["edtf"], hit["edtf_rule"]])
        else:
            low, high = hit["low"], hit["high"]
            unit = hit["unit"] if hit["kind"] in SIGNED and hit["unit"] != "other currency" else ""
            claims.append(
                [
                    f"{source_id}/figure-{number}",
                    *found,
                    _plain(low),
                    _plain(high),
                    unit,
                    bounds.of(hit["hedge"], low, high),
                ]
            )
    where = ["source_id", "locator", "wording"]
    return (
        pd.DataFrame(claims, columns=["claim_id", *where, "low", "high", "unit", "bound"], dtype=object),
        pd.DataFrame(events, columns=["event_id", *where, "date", "rule"], dtype=object),
    )


def draft_in_words(claims, events):
    """Return in words how much `draft` left to complete, and how many dates it could read."""
    if claims.empty and events.empty:
        return "Nothing is open, so there is no row to complete."
    dated = int(events["date"].ne("").sum())
    return (
        f"Open are {_counted(len(claims), 'figure')} and {_counted(len(events), 'date')}. "
        f"The words alone give a day, month or year for {dated} of the dates."
    )


def rows(article, book, source, show=None):
    """Return every figure and date of an article as rows, with what the sentence around each says.

    Asserter, unit, measure, place, period and status follow from the words of
    the sentence by rule, or stay blank. Ordinals, ages, numbers in names, times of day and the dateline are
    left out, with the reason. A figure without a date is of some day up to
    publication.

    Parameters
    ----------
    article : article.Article
    book : Ledger
        The record; decides on terms and on how dates are read.
    source : dict
        The article's row of sources.
    show : callable, optional
        Takes a list and what its rows are, and gives each on, while it shows how far it is.

    Returns
    -------
    claims, events : pandas.DataFrame
        In all columns of the ledger's tables, as text, and ``sentence``.
    """
    published, terms = dates.publication_day(source), measures.terms(book)
    hits = account.hits(article, book, "", published).to_dict("records")
    # "Abroad" in an article is not every country.
    context.look_around(
        article, hits, source, {name: said for name, said in terms.places.items() if name != EVERYWHERE}
    )
    basic_claims, basic_events = draft(pd.DataFrame(hits, columns=account.COLUMNS), source["source_id"])
    figures = [hit for hit in hits if hit["kind"] not in account.DATES]
    moments = [hit for hit in hits if hit["kind"] in account.DATES]
    claims, drafted = [], {}
    of_unit = {}
    show = show or (lambda rows, what: rows)
    for hit, row in show(list(zip(figures, basic_claims.to_dict("records"))), "figures"):
        row = row | _claim(hit, row, source, published, terms)
        _follow(hit, row, drafted, terms)
        _take_over(hit, row, drafted)
        if row["unit"] in measures.OF_WHAT:
            # A weight without a noun is of what the one before it in its paragraph weighs.
            row["measure"] = row["measure"] or of_unit.get((hit["paragraph"], row["unit"]), "")
            of_unit[hit["paragraph"], row["unit"]] = row["measure"]
        claims.append(row)
        drafted[hit["start"]] = row
    claims = [row | _below_zero(row) for row in claims]
    _tell_apart(article, hits, figures, claims)
    literal = book.readings.by("literal")
    dated = show(list(zip(moments, basic_events.to_dict("records"))), "dates")
    events = [row | _event(hit, drafted, source, published, literal) for hit, row in dated]
    claims, events = (
        pd.DataFrame(found, columns=[*table.columns, "sentence"], dtype=object).fillna("").astype(str)
        for found, table in ((claims, book.claims), (events, book.events))
    )
    return _said_again(_noted(claims, book)), _said_again(events)


def _said_again(table):
    """Note of each row that is the same as one above that it is: no table holds a row twice."""
    before = table.groupby([name for name in table.columns[1:] if name != "sentence"]).cumcount()
    notes = [f"{note} The same stands above ({n}).".strip() if n else note for note, n in zip(table["note"], before)]
    return table.assign(note=notes)


def _claim(hit, row, source, published, terms):
    planned = context.is_to_come(hit)
    unit, measure = measures.quantity(hit, row["unit"], terms)
    # The date beside such a figure is that of another one.
    timeless = measure == "multiple" or context.is_of_a_whole(hit) or context.is_attribute(hit)
    up_to_now = "" if planned else f"[..{source['published']}]"
    period = up_to_now if timeless else context.period(hit, source, planned)
    yearly = (
        measures.of_record(hit, f"{unit}/year", terms)
        if hit["kind"] == "currency" and re.fullmatch(r"\d{4}", period)
        else ""
    )
    if yearly and "/" not in unit:
        unit, measure = f"{unit}/year", yearly  # earned in a year
    status = _status(period, planned, hit, published)
    if status == "estimated" and (_COUNTING.search(hit["asserter"]) or _COUNTED.search(hit["part_before"])):
        status = ""  # an administration may have counted it
    if not status and period.startswith("[.."):
        period = ""
    found = {
        "asserted_by": hit["asserter"],
        "measure": measure,
        "place": hit["place"],
        "period": period,
        "unit": unit,
        "status": status,
        "use": "table",
        "note": _note(hit, "A length of time." if hit["kind"] == "duration" else ""),
        "sentence": hit["sentence"],
    }
    if hit["kind"] == "name-number" and hit["text"].isdecimal():
        found |= {"low": hit["text"], "high": hit["text"], "bound": "exact"}
    of_sum = hit["kind"] in SIGNED and _SUM_PASSED.search(hit["part_before"])
    if (of_sum or _PASSED.search(hit["part_before"])) and row["bound"] == "exact":
        found |= {"high": "", "bound": "more_than"}
    if why := no_claim.why_none(hit):
        found |= {"asserted_by": "", "use": "excluded", "note": why}
        found |= excluded(source["published"])
    return found


def _note(hit, note=""):
    """Return the note of a row; it says if somebody speaks whom no rule names, so that nobody takes it for the article's word."""
    unnamed = hit["speaker"] is not None and not hit["asserter"]
    return f"{note} {SOMEBODY}".strip() if unnamed else note


def _status(period, planned, hit, published):
    """Return planned for what is to come, estimated for what was, blank where the sentence speaks of both."""
    first, last = dates.bounds(period) if period else (None, None)
    ahead = first or last
    if planned or (ahead and ahead > published):
        return "planned"
    past = first and last and last <= published
    if context.is_attribute(hit) and any(
        one["part"] == hit["part"] and _is_ahead(one, published) for one in hit["beside"]
    ):
        return ""  # "a 24-hour strike on 4 May"
    if context.is_attribute(hit) and hit["kind"] == "duration" and sentences.is_planned(hit["part_before"], ""):
        return ""  # "is preparing a two-day strike"
    return "" if context.may_be_to_come(hit) and not past else "estimated"


def _is_ahead(hit, published):
    """Return whether a date lies after publication."""
    first = dates.bounds(hit["edtf"])[0] if hit["kind"] in account.DATES and hit["edtf"] else None
    return bool(first and first > published)


def _below_zero(row):
    """Return the cells of a figure below zero: no bound of a table may be, so its measure says it."""
    ends = [float(row[name] or "nan") for name in ("low", "high")]
    if not any(end < 0 for end in ends):
        return {}
    if not all(end < 0 for end in ends):
        no_row = "Its range is open below zero, or runs across it: no row holds it."
        return {"low": "", "high": "", "bound": "unstated", "use": "excluded", "note": no_row}
    return {
        "low": _plain(-ends[1]),
        "high": _plain(-ends[0]),
        "measure": f"{row['measure']} {readings.BELOW_ZERO}".strip(),
    }


def excluded(published):
    """Return what the cells of a figure hold that is left out: nothing that anybody must type."""
    counts_nothing = {"measure": "none", "unit": "none", "low": "", "high": "", "bound": "unstated"}
    return counts_nothing | {"place": EVERYWHERE, "population": "all", "period": published, "status": "estimated"}


def _follow(hit, row, drafted, terms):
    """Complete a figure by the one it is set beside, as in "from 12 to 15": what is counted, in what, where."""
    other = context.compared(hit)
    above = drafted[other["start"]] if other else None
    if above and re.fullmatch(r" of (?:the |its |their |his |her )?", hit["before"][other["end"] - hit["offset"] :]):
        above |= {name: row[name] for name in ("unit", "measure") if not above[name]}
        return
    alike = other and (
        other["kind"] == hit["kind"]
        or not {"percent", "currency", "duration", "fraction"} & {other["kind"], hit["kind"]}
    )
    if not alike or "excluded" in (above["use"], row["use"]) or above["measure"] in ("rise", "fall", "multiple"):
        return
    if context.OF_THEM.match(hit["after"]) and above["unit"] != "persons":
        return
    between = hit["before"][other["end"] - hit["offset"] :]
    if re.search(r"\bor\W*$", between) and row["unit"] and row["unit"] != above["unit"]:
        if above["measure"] not in ("fraction", "share", "duration"):
            row["measure"] = row["measure"] or above["measure"]  # "$18 a share, or $576 million"
        return
    if row["unit"] != above["unit"] and hit["kind"] == "currency" and above["measure"] not in terms.counted_in:
        row["measure"] = row["measure"] or above["measure"]
    if not row["unit"] or row["unit"] == above["unit"] or above["unit"].startswith(f"{row['unit']}/"):
        row["unit"] = above["unit"]
        row["measure"] = row["measure"] or above["measure"]
    row["place"] = row["place"] or above["place"]


def _take_over(hit, row, drafted):
    """Complete a figure in brackets by the one before it, which says the same in another unit: "3 yuan (40 cents)"."""
    before = [one for one in hit["beside"][: hit["at"]] if one["start"] in drafted]
    if (
        before
        and row["use"] != "excluded"
        and re.fullmatch(r" \((?:about |some |or )?", context.words_between(before[-1], hit))
    ):
        above = drafted[before[-1]["start"]]
        row |= {name: above[name] for name in ("measure", "place", "period", "status", "asserted_by")}


def _event(hit, drafted, source, published, literal):
    figure = _dated(hit, drafted)
    found = {
        "asserted_by": hit["asserter"],
        "side": "none",
        "effect": "signal",
        "title": f"Time of “{figure}”" if figure else titles.title(hit),
        "use": "table" if figure or hit["base"] or _DENIED.search(hit["part_before"]) else "chart",
        "note": _note(hit),
        "sentence": hit["sentence"],
    }
    if hit["says_when"] and hit["speaker"]:
        name = re.sub("^(?:The|An?) ", lambda article: article[0].lower(), hit["speaker"])
        found |= {"title": f"Statement by {name}", "use": "chart"}
    out = {"use": "excluded", "asserted_by": ""}
    if hit["kind"] == "time":
        time = {"note": "A time of day.", "title": "A time of day", "date": source["published"], "rule": "unreadable"}
        return found | out | time
    if dates_in_text.is_age(hit["before"], hit["text"]):
        return found | out | {"note": "An age.", "title": "An age", "date": source["published"], "rule": "unreadable"}
    event = {"wording": hit["text"], "rule": hit["edtf_rule"], "date": hit["edtf"]}
    try:
        again = dates.read_event(event, published, literal) if hit["edtf"] else None
    except UnreadableDate:
        again = None
    if hit["dateline"]:
        found |= out | {"note": "The dateline.", "title": "The dateline"}
    if again is None or again.edtf != hit["edtf"]:
        if (
            found["use"] == "chart"
            and not hit["says_when"]
            and any(_is_near(one, hit, drafted) for one in hit["beside"])
        ):
            found["use"] = "table"  # whether it dates that figure or an event of its own, no rule says
        return found | {"date": source["published"] if hit["dateline"] else "", "rule": "unreadable"}
    if again.edtf == source["published"] and hit["sentence"][-1] not in '.!?”"':
        found |= out | {"note": "The day of publication.", "title": "The day of publication"}
    return found | {"date": again.edtf, "rule": again.rule}


def _dated(hit, drafted):
    """Return the wording of the figure that a date dates, or is the base of; "" if it is an event of its own."""
    if hit["says_when"]:
        return ""
    near = [one for one in hit["beside"] if _is_near(one, hit, drafted)]
    time = context.lasting(hit) if hit["edtf"] else None
    mine = [one for one in near if time and drafted[one["start"]]["period"] in (time, f"{time}/..")]
    if not mine:
        return ""
    one = min(mine, key=lambda one: max(hit["start"] - one["end"], one["start"] - hit["end"]))
    noun = measures.counted(one["after"], one["kind"] == "vague")[0]
    label = (
        one["text"] + one["after"][: one["after"].index(noun) + len(noun)]
        if noun and noun in one["after"]
        else one["text"]
    )
    return " ".join(label.split()[: sentences.MOST])


def _is_near(one, hit, drafted):
    """Return whether one of a sentence's hits is a figure that a date may belong to: of its part, or behind it."""
    row = drafted.get(one["start"])
    counts = row and row["use"] != "excluded" and one["kind"] != "duration"
    return bool(counts and (one["part"] == hit["part"] or hit["start"] < one["start"]))


def _tell_apart(article, hits, figures, claims):
    """Lengthen wordings, to the right, until each stands in its paragraph no more often than rows have it."""
    starts = sorted(hit["start"] for hit in hits)
    for hit, row in zip(figures, claims):
        first, last = article.spans[hit["paragraph"] - 1]
        at = bisect_left(starts, hit["end"])
        stop = starts[at] if at < len(starts) else last
        end = hit["end"]
        if len(hit["text"].split()) > sentences.MOST or "  " in hit["text"] or last - first > LONG:
            continue
        paragraph = article.paragraph(hit["paragraph"])
        while len(articles.places(paragraph, article.text[hit["start"] : end])) > 1:
            more = re.compile(r"\W?\s*[\w’'-]+").match(article.text, end, min(stop, last))
            if not more or len(article.text[hit["start"] : more.end()].split()) > sentences.MOST:
                break
            end = more.end()
        row["wording"] = article.text[hit["start"] : end]


def _noted(claims, book):
    """Say of each bound that the wording does not print by which rule it was read: the check accepts it then."""
    literal = book.readings.by("literal")
    ends = {name: pd.to_numeric(claims[name], errors="coerce").astype(float) for name in ("low", "high")}
    unprinted = {line.split(",")[1].split(":")[0].strip() for line in readings.faults(claims.assign(**ends), literal)}
    rows = claims.to_dict("records")
    for row in rows:
        if row["bound"] == "unstated":
            continue
        vague = literal.of_phrase(row["wording"], row["unit"])
        if vague is not None:
            row |= {"low": _plain_text(vague["low"]), "high": _plain_text(vague["high"]), "bound": "range"}
        elif row["claim_id"] in unprinted:
            row["note"] = f"{readings.CODED} the words of a number, read by rule. {row['note']}".strip()
    return pd.DataFrame(rows, columns=claims.columns, dtype=object)


def _counted(number, noun):
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _plain(number):
    """Return a number as a table of the ledger writes it: whole where it is whole, blank where it is missing."""
    if math.isnan(number):
        return ""
    number = float(f"{number:.15g}")
    return int(number) if number.is_integer() else number


def _plain_text(number):
    return str(_plain(float(number)))
