"""Draft rows of claims and events from what an article's words say; what no rule knows stays blank."""

import itertools
import math
import re

import pandas as pd

from analysis.audit import account, sentences
from analysis.ledger import UnreadableDate, dates, readings, vocabulary

NEW = "new-source"  # stands for the source of an article that the ledger does not know yet
SIGNED = ("percent", "share", "currency")  # kinds of figures that bring their unit
NO_CLAIM = {
    "ordinal": "A place in an order: it counts nothing.",
    "name-number": "A number in a name: it counts nothing.",
}
_ABOUT = re.compile(r"\b(about|around|some|roughly|approximately|nearly|almost|close to|estimated|or so)\b|[~≈]")
_STRICT = re.compile(r"\b(more|greater|higher|over|above|less|fewer|lower|under|below)\b|[<>]")
_NOT_STRICT = re.compile(r"\b(no|not|or)\b")


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
        found = [source_id, str(hit["paragraph"]), " ".join(hit["text"].split()[: sentences.MOST])]
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
                    _bound(hit["hedge"], low, high),
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


def rows(article, book, source, place=""):
    """Return every figure and date of an article as rows, with what the sentence around each says.

    Asserter, unit, measure, place, period and status follow by rule or stay
    blank. Ordinals, ages, numbers in names and times of day are left out, with
    the reason. A figure without a date is of some day up to publication.

    Parameters
    ----------
    article : article.Article
    book : Ledger
        The record; decides on terms and on how dates are read.
    source : dict
        The article's row of sources.
    place : str
        Where the article speaks of, if a sentence names no place.

    Returns
    -------
    claims, events : pandas.DataFrame
        In all columns of the ledger's tables, as text, and ``sentence``.
    """
    published = dates.publication_day(source)
    hits = account.hits(article, book, "", published).to_dict("records")
    _look_around(article, hits, source)
    basic_claims, basic_events = draft(pd.DataFrame(hits, columns=account.COLUMNS), source["source_id"])
    figures = [hit for hit in hits if hit["kind"] not in account.DATES]
    moments = [hit for hit in hits if hit["kind"] in account.DATES]
    claims = []
    for number, (hit, row) in enumerate(zip(figures, basic_claims.to_dict("records"))):
        beside = [one for one in hits if one["offset"] == hit["offset"]]
        claims.append(row | _claim(hit, row, beside, source, book, place))
        before = figures[number - 1] if number and figures[number - 1]["offset"] == hit["offset"] else None
        if before and not (claims[-1]["unit"] or hit["unit"] or sentences.counted(hit["after"])[0]):
            # A number without a noun counts what the one before it in its sentence counts.
            claims[-1] |= {name: claims[-2][name] for name in ("unit", "measure") if claims[-2]["use"] != "excluded"}
        elif before and re.fullmatch(r" of (?:the |its |their )?", article.text[before["end"] : hit["start"]]):
            claims[-2] |= {name: claims[-1][name] for name in ("unit", "measure") if not claims[-2]["unit"]}
    _tell_apart(article, hits, figures, claims)
    told = [(hit["offset"], row["wording"]) for hit, row in zip(figures, claims) if row["use"] != "excluded"]
    events = [
        row | _event(hit, dict(reversed(told)).get(hit["offset"], ""), source, published, book)
        for hit, row in zip(moments, basic_events.to_dict("records"))
    ]
    claims, events = (
        pd.DataFrame(found, columns=[*table.columns, "sentence"], dtype=object).fillna("").astype(str)
        for found, table in ((claims, book.claims), (events, book.events))
    )
    return _noted(claims, book), events


def _look_around(article, hits, source):
    """Give each hit its sentence, the words before and behind it there, and who speaks."""
    paragraph, last, since = 0, "", {}
    for hit in hits:
        hit["sentence"], hit["offset"] = sentences.around(article, hit["start"], hit["end"])
        hit["earlier"] = article.text[article.spans[hit["paragraph"] - 1][0] : hit["offset"]]
        hit["before"] = article.text[hit["offset"] : hit["start"]]
        hit["after"] = article.text[hit["end"] : hit["offset"] + len(hit["sentence"])]
        hit["since"] = article.text[max(since.get(hit["offset"], 0), hit["offset"]) : hit["start"]]
        since[hit["offset"]] = hit["end"]
        last = last if hit["paragraph"] == paragraph else ""
        paragraph, name = hit["paragraph"], sentences.speaker(hit["sentence"])
        name = last if name == sentences.SAME else name
        name = "" if name and not name[0].isalnum() else name
        last = name or last
        hit["speaker"] = name
        hit["asserter"] = source["producer"] if name is None else f"{name}, via {source['producer']}" if name else ""
        hit["says_when"] = sentences.says_when(hit["before"])
        hit["base"] = sentences.is_base(hit["before"], hit["text"])


def _claim(hit, row, beside, source, book, place):
    known = {name: set(book.terms.loc[book.terms["kind"] == name, "name"]) for name in ("measure", "place")}
    places = {name: vocabulary.value("place", name) for name in known["place"]}
    planned = sentences.is_planned(hit["since"], hit["after"])
    unit, measure = _quantity(hit, row["unit"], known["measure"], set(" ".join(book.terms["units"]).split()))
    found = {
        "asserted_by": hit["asserter"],
        "measure": measure,
        "place": sentences.place(hit["sentence"], hit["earlier"], places, place),
        "population": "all",
        "period": _period(hit, beside, source, planned),
        "unit": unit,
        "status": "planned" if planned else "estimated",
        "use": "table",
        "note": "A length of time." if hit["kind"] == "duration" else "",
        "sentence": hit["sentence"],
    }
    why = NO_CLAIM.get(hit["kind"], "An age: it counts nothing." if _is_age(hit) else "")
    if hit["kind"] == "name-number" and sentences.counted(hit["after"])[0]:
        why = ""  # "lent Ruvia 25 trucks" may well count
    if hit["kind"] == "duration" and re.search(r"\bwithin $", hit["before"]):
        why = why or "A deadline: it counts nothing."
    why = why or ("It counts those who speak." if f" {hit['text']} " in f" {hit['speaker'] or ''} " else "")
    if why:
        bounds = {"low": "", "high": "", "bound": "unstated", "status": "estimated", "period": source["published"]}
        none = {
            "measure": "none",
            "unit": "none",
            "use": "excluded",
            "place": "WORLD" if "WORLD" in known["place"] else place,
        }
        found |= bounds | none | {"note": why, "asserted_by": hit["asserter"] or source["producer"]}
    return found


def _quantity(hit, unit, measures, units):
    """Return the unit and the measure of a figure, as far as the words around it give them."""
    noun, thing = sentences.counted(hit["after"], hit["kind"] == "vague")
    if unit == "percent":
        of_whole = hit["kind"] == "share" or re.match(r"\s+of\b", hit["after"])
        return unit, "change" if sentences.is_change(hit["before"], hit["after"]) else "share" if of_whole else ""
    if unit:
        span = sentences.rate(hit["after"])
        return f"{unit}/{span}" if span else unit, ""
    if hit["kind"] == "duration":
        return f"{hit['unit']}s", ""
    if hit["kind"] == "fraction":
        return ("times", "multiple") if hit["rule"] == "multiple" else ("of_one", "fraction")
    if noun.lower() in units:
        return noun.lower(), noun.lower() if noun.lower() in measures else ""
    if hit["unit"] == "persons" or noun[:1].isupper():
        return "persons", "" if noun[:1].isupper() or thing in _words_of_measures() else thing
    return noun, thing


def _words_of_measures():
    """Return the words in which the record's measures are written: such a noun may stand for several of them."""
    return {word for (kind, _), words in vocabulary.dictionary().items() if kind == "measure" for word in words.split()}


def _is_age(hit):
    """Whether a length of time is somebody's age."""
    return hit["kind"] == "duration" and (
        hit["rule"] == "age" or bool(re.search(r"[- ]old\b", hit["text"] + hit["after"][:5]))
    )


def _period(hit, beside, source, planned):
    """Return when a figure holds, in EDTF; blank where its sentence leaves it open.

    The date that follows it before the next figure; else the only date of its sentence, unless that date follows
    another figure; without a date some day up to publication, or after it for what is planned.
    """
    times = [one for one in beside if one["kind"] == "date" and not one["says_when"] and not one["base"]]
    if not times:
        return f"[{source['published']}..]" if planned else f"[..{source['published']}]"
    follows = {}
    for one, other in itertools.pairwise(
        sorted(
            [one for one in beside if one in times or one["kind"] not in account.DATES], key=lambda one: one["start"]
        )
    ):
        if other in times and one not in times:
            follows[one["start"]] = other["edtf"]
    if hit["start"] in follows:
        return follows[hit["start"]]
    alone = len({one["edtf"] for one in times}) == 1
    later = [start for start in follows if start < hit["start"] and hit["unit"] != "percent"]
    return times[0]["edtf"] if alone and not later else ""


def _event(hit, figure, source, published, book):
    found = {
        "asserted_by": hit["asserter"],
        "side": "none",
        "effect": "signal",
        "title": f"Statement by {hit['speaker'] or source['producer']}" if hit["says_when"] else figure,
        "use": "chart",
        "note": "",
        "sentence": hit["sentence"],
    }
    out = {"use": "excluded", "asserted_by": hit["asserter"] or source["producer"]}
    if hit["kind"] == "time":
        time = {"note": "A time of day.", "title": "A time of day", "date": source["published"], "rule": "unreadable"}
        return found | out | time
    event = {"wording": hit["text"], "rule": hit["edtf_rule"], "date": hit["edtf"]}
    try:
        again = dates.read_event(event, published, book.readings.by("literal")) if hit["edtf"] else None
    except UnreadableDate:
        again = None
    if again is None or again.edtf != hit["edtf"]:
        return found | {"date": "", "rule": "unreadable"}
    if again.edtf == source["published"] and hit["sentence"][-1] not in '.!?”"':
        found |= out | {"note": "The day of publication.", "title": "The day of publication"}
    return found | {"date": again.edtf, "rule": again.rule}


def _tell_apart(article, hits, figures, claims):
    """Lengthen wordings, to the right, until each stands in its paragraph no more often than rows have it."""
    starts = sorted(hit["start"] for hit in hits)
    for hit, row in zip(figures, claims):
        paragraph = article.paragraph(hit["paragraph"])
        first, last = article.spans[hit["paragraph"] - 1]
        stop = next((start for start in starts if start >= hit["end"]), last)
        end = hit["end"]
        if len(hit["text"].split()) > sentences.MOST or "  " in hit["text"]:
            continue
        while _stands(paragraph, article.text[hit["start"] : end]) > 1:
            more = re.compile(r"\W?\s*[\w’'-]+").match(article.text, end, min(stop, last))
            if not more or len(article.text[hit["start"] : more.end()].split()) > sentences.MOST:
                break
            end = more.end()
        row["wording"] = article.text[hit["start"] : end]


def _stands(paragraph, wording):
    return paragraph.count(wording)


def _noted(claims, book):
    """Say of each bound that the wording does not print by which rule it was read: the check accepts it then."""
    for at, row in claims.iterrows():
        if row["bound"] == "unstated":
            continue
        ends = {name: float(row[name]) if row[name] else math.nan for name in ("low", "high")}
        vague = book.readings.by("literal").of_phrase(row["wording"], row["unit"])
        if vague is not None:
            claims.loc[at, ["low", "high"]] = [_plain_text(vague["low"]), _plain_text(vague["high"])]
            claims.loc[at, "bound"] = "range"
        elif readings.faults(pd.DataFrame([row.to_dict() | ends]), book.readings):
            claims.loc[at, "note"] = f"{readings.CODED} the words of a number, read by rule. {row['note']}".strip()
    return claims


def _counted(number, noun):
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _plain(number):
    """Return a number as a table of the ledger writes it: whole where it is whole, blank where it is missing."""
    if math.isnan(number):
        return ""
    return int(number) if number.is_integer() else float(f"{number:.15g}")


def _plain_text(number):
    return str(_plain(float(number)))


def _bound(hedge, low, high):
    """Return the ledger's word for how a hedge bounds a figure."""
    hedge = hedge.lower()
    strict = _STRICT.search(hedge) and not _NOT_STRICT.search(hedge)
    if math.isnan(low) and math.isnan(high):
        return "unstated"
    if math.isnan(low):
        return "less_than" if strict else "at_most"
    if math.isnan(high):
        return "more_than" if strict else "at_least"
    if low < high:
        return "range"
    return "about" if _ABOUT.search(hedge) else "exact"
