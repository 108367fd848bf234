"""Every setting that a reader of the answer page can choose, judged beforehand: the page only looks results up.

A thesis depends on few pieces of evidence. Each set of them that may count is
judged here, and the outcomes stand in a text, one character a set; each choice
says in bits which pieces it lets count.
"""

from dataclasses import replace
from functools import cache
from itertools import product
from string import ascii_letters, digits

import pandas as pd

from analysis import brief, verdicts
from analysis.ledger import as_of, dates, vocabulary
from analysis.robustness.pieces import allowed, counts
from analysis.robustness.pieces import seen as as_seen
from analysis.robustness.universes import Universe, default

MOST = 16  # pieces of evidence of one thesis: each doubles what is judged beforehand
SIGNS = digits + ascii_letters  # one for each outcome of a thesis
BEFORE = "1000-01-01"  # anything was published
WIDEST = Universe(window_years=float("inf"), excluded="back")


def for_page(universes):
    """Return what a page needs to judge an article's theses in any setting.

    Parameters
    ----------
    universes : Universes

    Returns
    -------
    dict
        Plain values, fit for JSON. ``labels``, ``choices``: name → what it is called, and its
        options with their words, the default first. ``origins``: id, name, whether anonymous, number of theses it bears on.
        ``theses``: id, short name, outcomes (verdict, likelihood, confidence) and, by
        bits, which pieces each choice, day and origin lets count. ``sentences`` and
        ``answers``: the headline for each set of outcomes. ``now``: what the default setting
        says. ``changes``: what to say of 0, 1, 2 … verdicts or likelihoods that are others.

    Raises
    ------
    ValueError
        If a thesis has more evidence than can be judged beforehand.
    """
    deciding = {
        one["thesis_id"]: [
            (number, piece)
            for number, piece in enumerate(universes.pieces[one["thesis_id"]])
            if set(piece.sides.values()) & {verdicts.FOR, verdicts.AGAINST}
        ]
        for one in universes.theses
    }
    bearing = [{origin for _, piece in pieces for origin in piece.origins} for pieces in deciding.values()]
    origins = [origin for origin in universes.origins() if any(origin in some for some in bearing)]
    origins.sort(key=lambda origin: (origin == "unknown", _origin(universes.book, origin, 0)["name"].casefold()))
    theses = [_thesis(universes, one, deciding[one["thesis_id"]], origins) for one in universes.theses]
    sentences, answers, roles = _answers(universes, theses)
    sentence, outcomes = outcome(universes, default(universes))
    published = dates.publication_day(universes.book.source(universes.article_id))
    return {
        "labels": {name: vocabulary.value("choice", name).capitalize() for name in universes.options},
        "choices": {name: _options(universes, name) for name in universes.options},
        "origins": [_origin(universes.book, origin, sum(origin in some for some in bearing)) for origin in origins],
        "first_day": str(published),  # before it, there was no article to test
        "theses": theses,
        "roles": roles,
        "answers": answers,
        "sentences": sentences,
        "signs": SIGNS,
        "now": {"sentence": sentence, "outcomes": [list(one) for one in outcomes.values()]},
        "same": ["The sentence stays as it is.", "The sentence is another one."],
        "changes": [_changes(number, len(theses)) for number in range(len(theses) + 1)],
    }


def outcome(universes, universe):
    """Return what the page must say of a universe: the headline, and verdict, likelihood, confidence by thesis.

    The same as from `for_page`, judged from the evidence itself.
    """
    found, seen = {}, as_seen(universes.as_of(universe.as_of), universe.excluded).by(universe.reading)
    for thesis in universes.theses:
        name = thesis["thesis_id"]
        counted = tuple(
            (number, piece.sides[universe.reading])
            for number, piece in enumerate(universes.pieces[name])
            if counts(piece, universe)
        )
        vague = thesis["claim_id"] and _is_vague(seen, thesis, universe.window_years)
        given = universes.is_overridden(name, universe.as_of)
        found[name] = universes.judge(name, counted, universe.repeats, bool(vague), given)
    return _headline(
        universes, {one["role"]: found[one["thesis_id"]] for one in universes.theses if one["role"]}
    ), found


def _thesis(universes, thesis, pieces, origins):
    """Return one thesis: its outcomes for each set of its pieces, and which pieces a choice lets count."""
    name = thesis["thesis_id"]
    if len(pieces) > MOST:
        raise ValueError(f"{name}: {len(pieces)} pieces of evidence decide it; at most {MOST} can be judged beforehand")
    sides = {reading: tuple(piece.sides[reading] for _, piece in pieces) for reading in universes.readings}
    vague = {
        reading: {excluded: _vague(universes, thesis, reading, excluded) for excluded in universes.options["excluded"]}
        for reading in universes.readings
    }
    can_be_vague = [False, True] if any(found for one in vague.values() for found in one.values()) else [False]
    overridden = [False, True] if name in universes.overrides else [False]
    ways = list(product(overridden, can_be_vague))
    outcomes, tables = {}, {}
    for as_read, repeats, way in product(dict.fromkeys(sides.values()), universes.options["repeats"], ways):
        given, unclear = way
        found = []
        for kept in range(2 ** len(pieces)):
            counted = tuple(
                (number, side) for place, ((number, _), side) in enumerate(zip(pieces, as_read)) if kept >> place & 1
            )
            result = universes.judge(name, counted, repeats, unclear, given)
            found.append(SIGNS[outcomes.setdefault(result, len(outcomes))])
        tables[as_read, repeats, way] = "".join(found)
    return {
        "id": name,
        "short": thesis["short"],
        "days": [[piece.published, piece.withdrawn] for _, piece in pieces],
        "allow": {
            choice: {option: _bits(allowed(piece, _with(choice, option)) for _, piece in pieces) for option in options}
            for choice, options in universes.options.items()
            if choice not in ("reading", "repeats", "as_of")
        },
        "origins": [_bits(origin in piece.origins for _, piece in pieces) for origin in origins],
        "vague": vague,
        "overridden": universes.overrides[name][0] if name in universes.overrides else None,
        "outcomes": [list(result) for result in outcomes],
        "tables": {
            reading: {
                repeats: [tables[as_read, repeats, way] for way in ways] for repeats in universes.options["repeats"]
            }
            for reading, as_read in sides.items()
        },
    }


def _with(choice, option):
    return replace(WIDEST, **{choice: float(option) if choice == "window_years" else option})


def _bits(kept):
    return sum(1 << place for place, one in enumerate(kept) if one)


def _vague(universes, thesis, reading, excluded):
    """Return by window whether a thesis is too vague to fail: by all on file, at first, and the days when that turns."""
    book = as_seen(universes.book, excluded).by(reading)
    every = replace(book, claims=pd.concat([book.claims, book.withdrawn]))
    if not thesis["claim_id"] or not verdicts.is_wide(every, thesis["claim_id"]):
        return {}
    claims = pd.concat(
        [every.claims[every.claims["claim_id"] == thesis["claim_id"]], verdicts.alike(every, thesis["claim_id"])]
    )
    sources = book.sources[book.sources["source_id"].isin(claims["source_id"])]
    days = {dates.bounds(text)[1] for text in sources["published"] if text}
    days |= {dates.bounds(text)[0] for text in [*claims["withdrawn"], *sources["withdrawn"]] if text}
    # Nothing else decides it, and a small ledger goes back to many days at once.
    gone = claims["claim_id"].isin(book.withdrawn["claim_id"])
    small = replace(book, claims=claims[~gone], withdrawn=claims[gone], sources=sources, events=book.events.iloc[:0])
    days = sorted(str(day) for day in days - {None})
    seen = [as_of(small, day) for day in ("", BEFORE, *days)]
    found = {}
    for years in universes.options["window_years"]:
        of_all, first, *then = [_is_vague(one, thesis, float(years)) for one in seen]
        turns = [day for day, one, other in zip(days, [first, *then], then) if one != other]
        found[years] = {"all": of_all, "first": first, "turns": turns}
    return found


def _is_vague(seen, thesis, years):
    return thesis["claim_id"] in set(seen.claims["claim_id"]) and verdicts.is_vague(seen, thesis, years)


def _answers(universes, theses):
    """Return the headlines, and which of them holds for each set of outcomes of the theses with a role."""
    by_role = {one["role"]: number for number, one in enumerate(universes.theses) if one["role"]}
    sentences, found = {}, []
    for results in product(*(theses[number]["outcomes"] for number in by_role.values())):
        sentence = _headline(universes, dict(zip(by_role, results)))
        found.append(SIGNS[sentences.setdefault(sentence, len(sentences))])
    return list(sentences), "".join(found), list(by_role.values())


def _headline(universes, by_role):
    rows = tuple((role, verdict, likelihood) for role, (verdict, likelihood, _) in by_role.items())
    return _sentence(rows, dates.publication_day(universes.book.source(universes.article_id)).year)


@cache
def _sentence(rows, year):
    table = pd.DataFrame(rows, columns=["role", "verdict", "likelihood"])
    return brief.headline(table.assign(supports="", contradicts=""), year)[0]


def _options(universes, name):
    table = universes.book.choices
    said = dict(zip(table.loc[table["choice"] == name, "option"], table.loc[table["choice"] == name, "words"]))
    return [[option, said[option]] for option in universes.options[name]]


def _origin(book, origin, theses):
    row = book.origins[book.origins["origin_id"] == origin]
    name = row["name"].iloc[0] if len(row) else "all figures whose origin nobody knows"
    return {
        "id": origin,
        "name": name,
        "anonymous": bool(len(row)) and row["kind"].iloc[0] == "anonymous",
        "theses": theses,
    }


def _changes(number, count):
    """What to say of a number of theses whose verdict, or whose likelihood or confidence alone, is another one."""
    if not number:
        return ["No verdict changes", "no other likelihood or confidence does"]
    verb = "changes" if number == 1 else "change"
    alone = f"for {number} {'thesis' if number == 1 else 'theses'} the likelihood or confidence alone does"
    return [f"{number} of {count} verdicts {verb}", alone]
