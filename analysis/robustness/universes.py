"""Universes: every set of choices that another reader could make, and what each says.

A universe is one set of choices. A verdict depends on few pieces of evidence:
they are described once, and each universe only says which of them count.
"""

import random
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product

import pandas as pd

from analysis import brief, shift, verdicts
from analysis.ledger import as_of as ledger_as_of
from analysis.ledger import dates
from analysis.ledger.judgement import Rules, confidence, likelihood, weigh
from analysis.robustness import pieces as evidence

NO_COUNT = "no count"
IN_VAIN = 10_000  # draws in a row without a new universe
# A band that moves on its own side of even reverses nothing.
SIDE = dict.fromkeys(brief.LIKELY, "likely") | dict.fromkeys(brief.UNLIKELY, "unlikely")
ROLES = ("rise", "students", "moved")  # of the theses that the answer takes
ANSWER, ENTRIES, AHEAD = "the answer", "what happened", "what is not shown"


@dataclass(frozen=True)
class Universe:
    """One set of choices.

    Attributes
    ----------
    reading, as_of, least_grade, repeats, bearing, excluded : str
        Options of ``choices.csv``.
    window_years : float
    leave_out : frozenset of str
        Origins that do not count.
    """

    reading: str = "literal"
    window_years: float = 1.0
    as_of: str = ""
    least_grade: str = "F"
    repeats: str = "once"
    bearing: str = "all"
    excluded: str = "out"
    leave_out: frozenset = frozenset()


class Universes:
    """An article's theses and their evidence, described once, judged in any universe.

    Parameters
    ----------
    book : Ledger
        All that is on file, read literally.
    article_id : str
    **start
        Options from which the choices start, where they are not the defaults of
        ``choices.csv``: ``reading``, ``window_years``.
    """

    def __init__(self, book, article_id, **start):
        self.book, self.article_id = book, article_id
        self.rules = Rules.of(book)
        self.theses = book.theses[book.theses["source_id"] == article_id].to_dict("records")
        table = book.choices.sort_values("default", ascending=False, kind="stable")
        self.options = {name: rows["option"].tolist() for name, rows in table.groupby("choice", sort=False)}
        self.options = {name: self.options[name] for name in dict.fromkeys(book.choices["choice"])}
        for name, option in start.items():
            self.options[name] = list(dict.fromkeys([f"{option}", *self.options[name]]))
        self.banned = [
            ((choice, option), tuple(other.split("=", 1)))
            for choice, option, other in zip(table["choice"], table["option"], table["not_with"])
            if other
        ]
        self.readings = self.options["reading"]
        self.pieces = evidence.of_article(book, article_id, self.readings)
        self.as_of = cache(lambda day: ledger_as_of(book, day))
        self.vague = {
            (reading, day, excluded, float(years), thesis["thesis_id"]): (
                thesis["claim_id"] in figures and verdicts.is_vague(seen, thesis, float(years))
            )
            for reading, day, excluded in product(self.readings, self.options["as_of"], self.options["excluded"])
            for seen in [evidence.seen(self.as_of(day), excluded).by(reading)]
            for figures in [set(seen.claims["claim_id"])]  # without those of a source that is left out
            for years, thesis in product(self.options["window_years"], self.theses)
        }
        self.pairs = {excluded: evidence.pairs(evidence.seen(book, excluded)) for excluded in self.options["excluded"]}
        # Whoever judged instead of the rules did so on a day, of all that is on file.
        self.overrides = {
            one["thesis_id"]: (str(dates.bounds(one["day"])[1]), one["likelihood"], one["confidence"])
            for one in book.overrides.to_dict("records")
        }
        self.judge = lru_cache(maxsize=None)(self._judge_pieces)
        self._entries = lru_cache(maxsize=None)(self._count_entries)

    def origins(self):
        """Return the origins that any piece of evidence has, sorted."""
        return sorted({name for pieces in self.pieces.values() for piece in pieces for name in piece.origins})

    def thesis(self, thesis, universe):
        """Return the verdict and the likelihood of one thesis in a universe."""
        return self._thesis(thesis, universe)[:2]

    def _thesis(self, thesis, universe):
        name = thesis["thesis_id"]
        counted = tuple(
            (number, piece.sides[universe.reading])
            for number, piece in enumerate(self.pieces[name])
            if evidence.counts(piece, universe)
        )
        vague = self.vague[universe.reading, universe.as_of, universe.excluded, universe.window_years, name]
        return self.judge(name, counted, universe.repeats, vague, self.is_overridden(name, universe.as_of))

    def confidence(self, thesis, universe):
        """Return the degree of confidence in one thesis in a universe."""
        return self._thesis(thesis, universe)[2]

    def is_overridden(self, name, day):
        """Return whether somebody had judged a thesis instead of the rules by a day; blank: at all."""
        return name in self.overrides and self.overrides[name][0] <= (day or self.overrides[name][0])

    def outcomes(self, universe):
        """Return what a universe says: thesis_id → (verdict, likelihood), and each sentence's direction."""
        found = {thesis["thesis_id"]: self.thesis(thesis, universe) for thesis in self.theses}
        return found | {ANSWER: self.answer(found), ENTRIES: self.entries(universe), AHEAD: self.ahead(universe)}

    def outcome(self, what, universe):
        """Return one outcome: of a thesis, by id, or of a sentence."""
        if what == ENTRIES:
            return self.entries(universe)
        if what == AHEAD:
            return self.ahead(universe)
        if what == ANSWER:
            used = [thesis for thesis in self.theses if thesis["role"] in ROLES]
            return self.answer({thesis["thesis_id"]: self.thesis(thesis, universe) for thesis in used})
        return self.thesis(next(one for one in self.theses if one["thesis_id"] == what), universe)

    def said(self, what, universe):
        """Return one outcome in words: the headline as the brief prints it, a verdict, or a direction."""
        if what == ANSWER:
            used = [thesis for thesis in self.theses if thesis["role"] in ROLES]
            return self.answer({thesis["thesis_id"]: self.thesis(thesis, universe) for thesis in used}, {})
        found = self.outcome(what, universe)
        return found[0] if isinstance(found, tuple) else found

    def answer(self, found, side=SIDE):
        """Return the headline that verdicts and likelihoods make, bands on one side taken as one: its direction."""
        rows = []
        for thesis in self.theses:
            if thesis["role"] and thesis["thesis_id"] in found:
                verdict, band = found[thesis["thesis_id"]]
                rows.append((thesis["role"], verdict, side.get(band, band)))
        return _headline(tuple(rows))

    def ahead(self, universe):
        """Return which country the last source that counts both puts ahead."""
        left = [
            more
            for more, published, gone, grade, origins in self.pairs[universe.excluded]
            if evidence.stood(published, gone, universe.as_of)
            and grade <= universe.least_grade
            and not origins & universe.leave_out
        ]
        return left[-1] if left else NO_COUNT

    def entries(self, universe):
        """Return whether the border service's entries for study rose in the article's quarter."""
        rose, origins = self._entries(universe.as_of, universe.least_grade, universe.excluded)
        return NO_COUNT if origins & universe.leave_out else rose

    def origins_of(self, what):
        """Return the origins on which an outcome rests in any universe: no other can matter."""
        if what == AHEAD:
            return {name for pairs in self.pairs.values() for *_, origins in pairs for name in origins}
        if what == ENTRIES:
            every = product(*(self.options[name] for name in ("as_of", "least_grade", "excluded")))
            return {name for one in every for name in self._entries(*one)[1]}
        used = [one["thesis_id"] for one in self.theses if one["role"] in ROLES] if what == ANSWER else [what]
        return {name for thesis in used for piece in self.pieces[thesis] for name in piece.origins}

    def _count_entries(self, day, least_grade, excluded):
        """What the entries of the article's quarter did, and the origins of the counts."""
        published = dates.publication_day(self.book.source(self.article_id))
        graded = self.book.sources.loc[self.book.sources["reliability"] <= least_grade, "source_id"]
        seen = evidence.seen(self.as_of(day), excluded)
        seen = replace(seen, claims=seen.claims[seen.claims["source_id"].isin(graded)].reset_index(drop=True))
        now, before, _ = shift.entries_around(shift.entries(seen, published.year, published.year, "study"), published)
        used = {name for value in (now, before) if value for name in value.trace}
        origins = frozenset(seen.claims.loc[seen.claims["claim_id"].isin(used), "origin_id"])
        if now is None or before is None:
            return NO_COUNT, origins
        return "rose" if now.low > before.high else "did not rise", origins

    def _judge_pieces(self, name, counted, repeats, vague, overridden):
        """Return verdict, likelihood and confidence of a thesis from its pieces that count, each with its side."""
        sides = {verdicts.FOR: [], verdicts.AGAINST: []}
        for number, side in counted:
            if side in sides:
                piece = self.pieces[name][number]
                row = piece.row
                sides[side].append(
                    row | {"origin_id": piece.source, "governments": "none"} if repeats == "each" else row
                )
        supporting, opposing = sides.values()
        thesis = next(one for one in self.theses if one["thesis_id"] == name)
        verdict = verdicts.verdict(thesis, supporting, opposing, vague)
        points = weigh(supporting, self.rules), weigh(opposing, self.rules)
        if overridden:
            return verdict, *self.overrides[name][1:]
        return verdict, likelihood(*points, self.rules), confidence(supporting, opposing, self.rules)


def default(universes):
    """Return the universe of the brief."""
    return _universe(universes, {})


def deviations(universes):
    """Return each single way to choose otherwise: a list of (choice, option); origins are left out one by one."""
    other = [(choice, option) for choice, all_of in universes.options.items() for option in all_of[1:]]
    return [*(("leave_out", origin) for origin in universes.origins()), *other]


def chosen(universes, steps):
    """Return the universe that some deviations make, or None where two of them do not go together.

    Parameters
    ----------
    universes : Universes
    steps : iterable of (str, str)
        As from `deviations`.
    """
    picked, left = {}, set()
    for choice, option in steps:
        if choice == "leave_out":
            left.add(option)
        elif choice in picked:
            return None
        else:
            picked[choice] = option
    taken = {(name, picked.get(name, all_of[0])) for name, all_of in universes.options.items()}
    if any(one in taken and other in taken for one, other in universes.banned):
        return None
    return _universe(universes, picked, frozenset(left))


def sample(universes, count, seed=1, most_left_out=2):
    """Return some universes drawn from all that are allowed, the default first; the same for the same seed.

    Where there are hardly more than asked for, fewer come: the draws end when many in a row bring none that is new.
    """
    chance = random.Random(seed)
    origins, found, in_vain = universes.origins(), {default(universes): None}, 0
    while len(found) < count and in_vain < IN_VAIN:
        steps = [(name, chance.choice(universes.options[name])) for name in universes.options]
        left = chance.sample(origins, chance.randint(0, min(most_left_out, len(origins))))
        universe = chosen(universes, [*steps, *(("leave_out", origin) for origin in left)])
        in_vain = 0 if universe is not None and universe not in found else in_vain + 1
        if universe is not None:
            found[universe] = None
    return list(found)


def _universe(universes, picked, left=frozenset()):
    option = {name: picked.get(name, all_of[0]) for name, all_of in universes.options.items()}
    return Universe(**option | {"window_years": float(option["window_years"]), "leave_out": left})


@cache
def _headline(rows):
    table = pd.DataFrame(rows, columns=["role", "verdict", "likelihood"])
    return brief.headline(table.assign(supports="", contradicts=""))[0]
