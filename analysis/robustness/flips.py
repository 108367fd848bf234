"""The smallest sets of choices that reverse a sentence or a verdict, and what all of them say together."""

import math
from itertools import combinations

import pandas as pd

from analysis import verdicts
from analysis.ledger import words
from analysis.ledger.judgement import NO_BASIS
from analysis.ledger.readings import SPELLED
from analysis.robustness.universes import AHEAD, ANSWER, ENTRIES, ROLES, chosen, default, deviations

# Part of the answer → the outcome that its sentence states; the last part states no direction.
SENTENCES = {"answer": ANSWER, "what happened": ENTRIES, "what is not shown": AHEAD}


def flip_sets(universes, what, most=3):
    """Return the smallest sets of deviations that reverse an outcome, every one up to a size.

    Parameters
    ----------
    universes : Universes
    what : str
        A thesis_id, or one of the sentences `ANSWER`, `ENTRIES`, `AHEAD`.
    most : int
        Size up to which all sets are tried.

    Returns
    -------
    list of (tuple of (str, str), object)
        A set, and what the outcome then is. No set holds a smaller one of the list.

    Notes
    -----
    An outcome is reversed if it is another verdict, for a thesis, or another
    direction, for a sentence; a likelihood that moves by a band reverses nothing.
    Only origins that the outcome's own evidence has are tried: no other can matter.
    """
    start = _reversed_by(universes.outcome(what, default(universes)))
    used = universes.origins_of(what)
    steps = [step for step in deviations(universes) if step[0] != "leave_out" or step[1] in used]
    found = []
    for size in range(1, most + 1):
        for group in combinations(steps, size):
            if any(set(smaller) <= set(group) for smaller, _ in found):
                continue
            universe = chosen(universes, group)
            if universe is None:
                continue
            now = universes.outcome(what, universe)
            if _reversed_by(now) != start:
                found.append((group, now))
    return found


def in_words(book, group):
    """Return a set of deviations in words: "both without Daily NK's source and with direct evidence only"."""
    named = dict(zip(book.origins["origin_id"], book.origins["name"]))
    said = dict(zip(zip(book.choices["choice"], book.choices["option"]), book.choices["words"]))
    parts = [
        f"without {words.in_a_sentence(named.get(option, 'all figures whose origin nobody knows'))}" if choice == "leave_out" else f"with {said[choice, option]}"
        for choice, option in group
    ]  # fmt: skip
    if len(parts) < 3:
        return f"both {' and '.join(parts)}" if len(parts) == 2 else "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}, all at once"


def table(universes, most=3):
    """Return the flip sets of every thesis and sentence.

    Returns
    -------
    pandas.DataFrame
        Columns ``what`` (short name), ``as_it_is``, ``size`` (of the smallest
        sets; NaN where there is none), ``falls`` (one of them in words), ``then``
        (the outcome it brings), ``sets`` (how many of any size up to ``most``).
    """
    rows, short = [], {one["thesis_id"]: one["short"] for one in universes.theses}
    for what in [ANSWER, ENTRIES, AHEAD, *short]:
        flips = flip_sets(universes, what, most)
        now = universes.said(what, default(universes))
        first = min(flips, key=lambda flip: len(flip[0]), default=None)
        rows.append(
            [short.get(what, what), now, len(first[0]) if first else math.nan, in_words(universes.book, first[0]) if first else nothing(most)]
            + [universes.said(what, chosen(universes, first[0])) if first else "", len(flips)]
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["what", "as_it_is", "size", "falls", "then", "sets"])


def every_set(universes, most=3):
    """Return every smallest set that reverses a thesis or sentence: columns ``what``, ``size``, ``falls``, ``then``."""
    short = {one["thesis_id"]: one["short"] for one in universes.theses}
    rows = [
        [
            short.get(what, what),
            len(group),
            in_words(universes.book, group),
            universes.said(what, chosen(universes, group)),
        ]
        for what in [ANSWER, ENTRIES, AHEAD, *short]
        for group, _ in flip_sets(universes, what, most)
    ]
    return pd.DataFrame(rows, columns=["what", "size", "falls", "then"])


def declared(book):
    """Return the choices on file: columns ``choice``, ``words``, ``default``, ``not_with`` (in words), ``why_not``."""
    table, said = (
        book.choices,
        {f"{row['choice']}={row['option']}": row["words"] for row in book.choices.to_dict("records")},
    )
    found = table.assign(not_with=[said.get(name, name) for name in table["not_with"]])
    return found[["choice", "words", "default", "not_with", "why_not"]]


def how_many(universes):
    """Return how many single choices can be made otherwise, as a sentence."""
    options = sum(len(all_of) - 1 for all_of in universes.options.values())
    return f"{options} choices can be made otherwise, and {len(universes.origins())} origins can be left out."


def nothing(most, subject="it"):
    """Say that no set of choices turns something."""
    return (
        f"no single choice turns {subject}" if most == 1 else f"no set of up to {SPELLED[most]} choices turns {subject}"
    )


def shortest(universes, what, most=3, subject="it"):
    """Return the fewest choices that turn a sentence or a verdict, and the fewest if all that is published counts.

    Parameters
    ----------
    universes, what, most
        As in `flip_sets`.
    subject : str
        What falls, in words.

    Returns
    -------
    str
        One sentence, or a few.
    """
    flips = flip_sets(universes, what, most)
    if not flips:
        return nothing(most, subject).capitalize() + "."
    said = [f"{subject[0].upper()}{subject[1:]} falls if judged {_least(universes, flips)}"]
    later = [flip for flip in flips if not any(choice == "as_of" for choice, _ in flip[0])]
    if not later:
        said.append("Nothing turns it as long as all that has been published counts.")
    elif min(later, key=_size) != min(flips, key=_size):
        said.append(f"If all that was published counts, it falls if judged {_least(universes, later)}")
    return " ".join(said)


def beside(universes, most=3):
    """Return how sure the answer is, and what `shortest` says of each sentence that states a direction, by its part."""
    found = {part: shortest(universes, what, most) for part, what in SENTENCES.items()}
    rise = next((one for one in universes.theses if one["role"] == ROLES[0]), None)
    degree = rise and universes.confidence(rise, default(universes))
    return found | ({"answer": f"Our confidence in it is {degree}. {found['answer']}"} if degree else {})


def by_thesis(universes, most=3):
    """Return what `shortest` says of each thesis's verdict, by thesis_id."""
    return {one["thesis_id"]: shortest(universes, one["thesis_id"], most) for one in universes.theses}


def turning_points(universes):
    """Return the single origins without which a verdict or a likelihood would be another one.

    Returns
    -------
    pandas.DataFrame
        Columns ``short``, ``verdict``, ``likelihood`` (as they are), ``without``
        (the origin), ``verdict_without``, ``likelihood_without``.
    """
    named = dict(zip(universes.book.origins["origin_id"], universes.book.origins["name"]))
    rows = []
    for origin in universes.origins():
        other = chosen(universes, [("leave_out", origin)])
        for thesis in universes.theses:
            now, then = universes.thesis(thesis, default(universes)), universes.thesis(thesis, other)
            if now != then:
                rows.append([thesis["short"], *now, named.get(origin, "all whose origin nobody knows"), *then])
    columns = ["short", "verdict", "likelihood", "without", "verdict_without", "likelihood_without"]
    return pd.DataFrame(rows, columns=columns)


def headline(universes, most=3):
    """Return what `shortest` says of the answer, as sentences that stand alone."""
    return shortest(universes, ANSWER, most, "the answer")


def _size(flip):
    return len(flip[0])


def _least(universes, flips):
    """The first of the smallest sets in words, and how many others are as small."""
    first = min(flips, key=_size)
    smallest = [flip for flip in flips if _size(flip) == _size(first)]
    said = in_words(universes.book, first[0])
    if _size(first) == 1 and len(smallest) == 2:
        return f"{said}, or {in_words(universes.book, smallest[1][0])}."
    if len(smallest) == 1:
        return f"{said}."
    kind = {1: "single choice", 2: "pair of choices"}.get(_size(first), f"set of {_size(first)} choices")
    if len(smallest) == 2:
        return f"{said}. One other {kind} turns it too."
    plural = kind.replace("choice", "choices", 1) if kind == "single choice" else kind.replace(" of", "s of")
    others = len(smallest) - 1
    count = SPELLED[others].capitalize() if others < len(SPELLED) else f"{others:,}"
    return f"{said}. {count} other {plural} turn it too."


def values(flips):
    """Return the size of the smallest flip set of each sentence and verdict, by name, for a table over many runs."""
    return {f"size_{row['what']}": int(row["size"]) if row["size"] > 0 else 0 for row in flips.to_dict("records")}


def curve(universes, drawn, what):
    """Return what each universe says of one thesis, a row a universe, ordered by outcome.

    Returns
    -------
    pandas.DataFrame
        Columns ``verdict``, ``likelihood``, ``default`` (bool), one column a
        choice (its option), and ``left_out`` (number of origins).
    """
    by_id = {thesis["thesis_id"]: thesis for thesis in universes.theses}
    first = default(universes)
    names = list(universes.options)
    rows = [
        [*universes.thesis(by_id[what], one), one == first, *(_option(one, name) for name in names), len(one.leave_out)]
        for one in drawn
    ]
    found = pd.DataFrame(rows, columns=["verdict", "likelihood", "default", *names, "left_out"])
    bands = {name: place for place, name in enumerate([NO_BASIS, *universes.book.likelihood["likelihood"]])}
    order = {name: place for place, name in enumerate(verdicts.VERDICTS)}
    keys = found.assign(band=found["likelihood"].map(bands), kind=found["verdict"].map(order))
    return found.loc[keys.sort_values(["kind", "band", *names, "left_out"]).index].reset_index(drop=True)


def summary(flips):
    """Return how many of the theses and sentences one single choice would turn, as a sentence; see `table`."""
    single, never = (flips["size"] == 1).sum(), flips["size"].isna().sum()
    return (
        f"One choice made otherwise turns {single} of the {len(flips)} sentences and verdicts; "
        f"{never} of them are turned by none of the sets tried."
    )


def _option(universe, name):
    value = getattr(universe, name)
    return f"{value:g}" if isinstance(value, float) else value


def _reversed_by(outcome):
    """What of an outcome counts as its direction: the verdict of a thesis, the words of a sentence."""
    return outcome[0] if isinstance(outcome, tuple) else outcome
