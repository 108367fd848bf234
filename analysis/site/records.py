"""What the pages of a claim, a source, an article and a country say: rows of the ledger in words."""

import re

import pandas as pd

from analysis.ledger import cite, dates, vocabulary, words
from analysis.ledger.readings import READINGS

GRADE = re.compile(r"^Grade: (.*?\.)(?: +(.*))?$", re.S)


class Record:
    """A ledger's rows by id, those withdrawn among them, and what the pages say of them.

    Parameters
    ----------
    book : Ledger
    """

    def __init__(self, book):
        self.book, self.narrow = book, book.by("narrow")
        claims = pd.concat([book.claims, book.withdrawn], ignore_index=True).to_dict("records")
        events = pd.concat([book.events, book.withdrawn_events], ignore_index=True).to_dict("records")
        self.claims = {row["claim_id"]: row for row in claims}
        self.events = {row["event_id"]: row for row in events}
        self.sources = {row["source_id"]: row for row in book.sources.to_dict("records")}
        self.origins = {row["origin_id"]: row for row in book.origins.to_dict("records")}
        self.theses = {row["thesis_id"]: row for row in book.theses.to_dict("records")}
        self.pairs = book.contradictions.to_dict("records")
        self.tests = book.evidence.to_dict("records")
        self.figures = {name: self._figure(row) for name, row in self.claims.items()}
        self.labels = {
            name: f"{row['asserted_by']}, {words.when(row['period'])}: {self.figures[name]}"
            for name, row in self.claims.items()
        }

    def _figure(self, claim):
        if claim["bound"] == "unstated":
            return f"“{claim['wording']}”"
        return words.describe(self.book.range(claim), claim["unit"])

    def figure(self, claim):
        """Return a claim's figure in words, or its wording where that sets no bound."""
        return self.figures[claim["claim_id"]]

    def bounds(self, claim):
        """Return what a claim's words allow, a sentence a reading where the readings differ."""
        if claim["bound"] == "unstated":
            return ["The words set no bound."]
        unit = vocabulary.value("unit", claim["unit"])
        both = [words.describe(book.range(claim), claim["unit"]) for book in (self.book, self.narrow)]
        if both[0] == both[1]:
            return [f"{both[0]} ({unit})"]
        ways = [vocabulary.value("reading", way) for way in READINGS]
        return [f"{said} ({unit}), read in the {way} sense" for said, way in zip(both, ways)]

    def source_words(self, source_id):
        """Return a source in words: publisher and day."""
        source = self.sources[source_id]
        return ", ".join(filter(None, [source["producer"], words.when(source["published"])]))

    def grade(self, source_id):
        """Return a source's grade, the reason for it, and what else its note says."""
        source = self.sources[source_id]
        found = GRADE.match(source["note"])
        why, more = (found[1], found[2] or "") if found else (source["note"], "")
        return source["reliability"], why[:1].upper() + why[1:], more

    def origin_words(self, row):
        """Return whose figure a row is, and how sure that is."""
        if not row["origin_id"] or row["origin_known"] == "unknown":
            return "Nobody knows who first counted or estimated it."
        name = self.origins[row["origin_id"]]["name"]
        return name if row["origin_known"] == "sure" else f"{name} ({row['origin_known']})"

    def same_origin(self, claim):
        """Return the other claims of one origin on the same quantity, in order of time, the same figure first."""
        if not claim["origin_id"] or claim["origin_known"] == "unknown":
            return []
        alike = ("origin_id", "measure", "place", "population", "unit")
        others = [
            row
            for row in self.claims.values()
            if row["claim_id"] != claim["claim_id"]
            and row["origin_known"] != "unknown"
            and all(row[name] == claim[name] for name in alike)
        ]
        same = [row for row in others if _quantity(row) == _quantity(claim)]
        return [
            {"id": row["claim_id"], "label": self.labels[row["claim_id"]], "repeats": row in same}
            for row in sorted(others, key=lambda row: (row not in same, _begins(row)))
        ]

    def contradictions(self, claim_id):
        """Return the claims that cannot be true beside this one, in order of time, each with its reason in words."""
        found = []
        for row in self.pairs:
            pair = [row["claim_a"], row["claim_b"]]
            if claim_id in pair:
                other = pair[1 - pair.index(claim_id)]
                found.append({"id": other, "label": self.labels[other], "sentence": row["sentence"]})
        return sorted(found, key=lambda one: _begins(self.claims[one["id"]]))

    def evidence(self, name):
        """Return the theses that a claim or event is held against, and what it can show."""
        return [
            {"id": row["thesis_id"], "short": self.theses[row["thesis_id"]]["short"], "sentence": row["sentence"]}
            for row in self.tests
            if name in (row["evidence_id"], row["against"])
        ]

    def counted(self, claim):
        """Return what a claim counts, of whom and where, and whether its wording is our translation."""
        whom = "" if claim["population"] == "all" else vocabulary.value("population", claim["population"])
        what = [vocabulary.value("measure", claim["measure"]), whom, vocabulary.value("place", claim["place"])]
        translated = "; our translation" if "Wording translated" in claim["note"] else ""
        return ", ".join(filter(None, what)) + translated

    def citation(self, name, version):
        """Return how to cite a claim, an event or a source."""
        row = self.claims.get(name) or self.events.get(name)
        source = self.sources[row["source_id"] if row else name]
        said = ""
        if row:
            of_what = f" ({self.counted(row)})" if name in self.claims else ""
            said = f"{row['asserted_by']}, {words.when(row.get('period') or row['date'])}: “{row['wording']}”{of_what}. In: "
        page = f"{self.source_words(source['source_id'])}, “{source['title']}”, {source['url']}"
        return f"{said}{page} ({name}, North Korean labour: claims on China and Russia, data {version})."

    def card(self, name):
        """Return what a card says of a claim, an event or a source: plain texts by short names."""
        row = self.claims.get(name) or self.events.get(name)
        if name in self.theses:
            return {"who": "Thesis", "what": self.theses[name]["statement"], "from": "", "grade": "", "url": ""}
        source = self.sources[row["source_id"] if row else name]
        shown = {
            "from": self.source_words(source["source_id"]),
            "grade": source["reliability"],
            "url": source["url"] if cite.ADDRESS.fullmatch(source["url"]) else "",
        }
        if name in self.claims:
            return shown | {
                "who": f"{row['asserted_by']}, {words.when(row['period'])}",
                "what": self.figure(row),
                "said": row["wording"],
                "counted": self.counted(row),
            }
        if row:
            said = f"{row['asserted_by']}, {words.when(row['date'])}"
            return shown | {"who": said, "what": row["title"], "said": row["wording"]}
        return shown | {"who": source["producer"], "what": source["title"]}

    def paragraphs(self, source_id):
        """Return what an article's ledger accounts for: (paragraph, rows of claims and events) in order."""
        rows = [row | {"id": name, "kind": "figure"} for name, row in self.claims.items()]
        rows += [row | {"id": name, "kind": "date"} for name, row in self.events.items()]
        found = {}
        for row in rows:
            if row["source_id"] == source_id:
                found.setdefault(row["locator"], []).append(row)
        return sorted(found.items(), key=lambda item: (not item[0].isdecimal(), item[0].zfill(6)))

    def summary(self, source_id):
        """Return how many of an article's figures and dates the ledger accounts for, from its rows alone."""
        rows = [row for _, rows in self.paragraphs(source_id) for row in rows]
        reasoned = sum(row["use"] == "excluded" and row["note"] != "" for row in rows)
        stand = sum(row["use"] != "excluded" for row in rows)
        return (
            f"{stand + reasoned} of {len(rows)} figures and dates of the article are accounted for: {stand} by a claim "
            f"or an event, {reasoned} left out with a reason."
        )

    def of_place(self, place):
        """Return the claims on one country, by what is counted: (measure in words, rows, the latest first)."""
        rows = [row for row in self.claims.values() if place in row["place"].split("+") and row["measure"] != "none"]
        groups = {}
        for row in sorted(rows, key=lambda row: row["period"].strip("[.~"), reverse=True):
            groups.setdefault(vocabulary.value("measure", row["measure"]), []).append(row)
        return sorted(groups.items(), key=lambda group: -len(group[1]))


def _begins(claim):
    """Return what puts claims in order of time: the first day of their period, else the last."""
    first, last = dates.bounds(claim["period"])
    return str(first or last or "")


def _quantity(claim):
    return claim["period"], claim["bound"], str(claim["low"]), str(claim["high"])  # as text, a blank equals a blank
