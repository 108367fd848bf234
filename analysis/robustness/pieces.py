"""What a universe can ask of the evidence: each piece, and each count of both countries, described once."""

from dataclasses import dataclass

from analysis import shift, verdicts
from analysis.ledger import dates, with_excluded, with_withdrawn


@dataclass(frozen=True)
class Piece:
    """One piece of evidence, as far as any universe can ask of it."""

    row: dict  # a row of `verdicts.tests`
    sides: dict  # reading → side, without regard to time
    direct: bool
    years: float  # between it and its thesis
    published: str  # ISO day by which all that it compares was out
    withdrawn: str  # ISO day on which the first of what it compares was withdrawn; blank: all of it stands
    grade: str
    origins: frozenset  # of all that it compares
    source: str
    excluded: bool  # whether any claim that it compares is


def seen(book, excluded):
    """Return the ledger as a universe sees it: with excluded claims left out, or put back."""
    return with_excluded(book) if excluded == "back" else book


def counts(piece, universe):
    """Whether a piece of evidence counts in a universe."""
    return stood(piece.published, piece.withdrawn, universe.as_of) and allowed(piece, universe)


def stood(published, withdrawn, day):
    """Whether what was published on one day and withdrawn on another, blank for never, stood on a third, blank for now."""
    return "" < published <= day and (not withdrawn or day < withdrawn) if day else not withdrawn


def allowed(piece, universe):
    """Whether a piece of evidence counts in a universe, whatever its day."""
    return (
        piece.years <= universe.window_years
        and piece.grade <= universe.least_grade
        and not piece.origins & universe.leave_out
        and (universe.bearing == "all" or piece.direct)
        and (universe.excluded == "back" or not piece.excluded)
    )


def of_article(book, article_id, readings):
    """Describe each piece of evidence of each thesis."""
    theses = {one["thesis_id"]: one for one in book.theses.to_dict("records") if one["source_id"] == article_id}
    every, fell = with_withdrawn(book)
    back = with_excluded(every)
    by_reading = {reading: verdicts.tests(back.by(reading), article_id, float("inf")) for reading in readings}
    described = verdicts.described(every, article_id)
    items = book.evidence.set_index(["thesis_id", "evidence_id"])
    found = {name: [] for name in theses}
    for number, row in enumerate(by_reading[readings[0]].to_dict("records")):
        thesis = theses[row["thesis_id"]]
        item = items.loc[(row["thesis_id"], row["evidence_id"])]
        against = item["against"] or (thesis["claim_id"] if item["test"] == "meets" else "")
        used = [described[name] for name in (row["evidence_id"], against) if name]
        found[row["thesis_id"]].append(
            Piece(
                row,
                {reading: table["side"].iloc[number] for reading, table in by_reading.items()},
                row["direct"] == "direct",
                verdicts.years_between(thesis["period"], used[0]["period"]),
                max((one["published"] for one in used), default="") if all(one["published"] for one in used) else "",
                min((fell[name] for name in (row["evidence_id"], against) if name in fell), default=""),
                max(
                    one["grade"] for one in used if one["source_id"] != article_id
                ),  # the article is tested, no witness
                frozenset(one["origin_id"] for one in used),
                used[0]["source_id"],
                any(one["use"] == "excluded" for one in used),
            )
        )
    return found


def pairs(book):
    """Each source that counts both countries, by time: who has more, days of publication and withdrawal, grade, origins."""
    sources, found = book.sources.set_index("source_id"), []
    every, fell = with_withdrawn(book)
    for pair in shift.pairs(every).to_dict("records"):
        more = "more in Russia" if pair["share"].low > 50 else "not more in Russia"
        last = dates.bounds(sources.loc[pair["source_id"], "published"] or "../..")[1]
        both = [every.claim(pair[name]) for name in ("china_id", "russia_id")]
        gone = min((fell[one["claim_id"]] for one in both if one["claim_id"] in fell), default="")
        origins = frozenset("unknown" if one["origin_known"] == "unknown" else one["origin_id"] for one in both)
        found.append((more, str(last or "9999"), gone, sources.loc[pair["source_id"], "reliability"], origins))
    return found
