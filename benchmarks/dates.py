"""How many date phrases of texts that others marked are read, and how many of those right.

``python benchmarks/dates.py PATH...``: each path is a folder of TimeML files (``.tml``), as TimeBank and
TempEval-3 come in, or a file of cases of Recognizers-Text (``DateTimeModel.json``); ``--half 0`` or
``--half 1`` takes one half of such cases, by hash. None of them stands in this repository.

Counted are phrases whose value is a day, week, month, quarter, season, year or decade, or a span of
them; not durations, sets, and words such as "now". A phrase is read if a rule gives it a date. It is
right if both name the same days, or one lies in the other; if ours is vague by rule, it is enough that
they share a day. An open end is held against the end that the phrase names. The same days are counted
too. ``--wrong`` and ``--unread`` list phrases, ``--rules`` counts by rule.
"""

import argparse
import collections
import hashlib
import json
import re
import time
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from pathlib import Path

from analysis import ledger
from analysis.audit import dates_in_text, finder
from analysis.ledger.spans import begin, end, season

SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "AU": "autumn", "WI": "winter"}
VAGUE = re.compile("ago|earlier|season|fiscal|latest-quarter|recently|units|early|mid|late|end|beginning")


def days(value):
    """Return the first and last day of a TimeML value, or None where it is no date."""
    value = re.sub(r"T.*", "", value).removeprefix("FY")
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        day = date.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1)
        return day, end("weekend" if found[3] else "week", day)
    if found := re.fullmatch(r"(\d{4})-([QH])([1-4])", value):
        size, unit = (3, "quarter") if found[2] == "Q" else (6, "half")
        day = date(int(found[1]), size * int(found[3]) - size + 1, 1)
        return day, end(unit, day)
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", value):
        span = season("", SEASONS[found[2]], int(found[1]))
        return span.first, span.last
    for unit, length in (("day", 10), ("month", 7), ("year", 4), ("decade", 3)):
        if len(value) == length and re.fullmatch(r"\d{3,4}(-\d\d){0,2}", value):
            first, *rest = value.split("-")
            day = date(int(first.ljust(4, "0")), *map(int, rest or ["1"]), *([1] if length < 10 else []))
            return begin(unit, day), end(unit, day)
    return None


def timeml(path):
    """Yield name, day of publication, text and phrases of each file: (start, end, spans that are right)."""
    for file in sorted(Path(path).rglob("*.tml")):
        root = ET.parse(file).getroot()
        marks = {one.get("functionInDocument"): one.get("value") for one in root.iter("TIMEX3")}
        body, created = root.find("TEXT"), marks.get("CREATION_TIME") or ""
        if body is not None and re.match(r"\d{4}-\d\d-\d\d", created):
            pieces, phrases = [], []
            _walk(body, pieces, phrases)
            text = re.sub(r"(?<=[^\n])\n(?=[^\n])", " ", "".join(pieces))
            yield file.stem, date.fromisoformat(created[:10]), text, sorted(phrases)


def _walk(node, pieces, phrases):
    start = sum(map(len, pieces))
    pieces.append(node.text or "")
    for child in node:
        _walk(child, pieces, phrases)
        pieces.append(child.tail or "")
    if node.tag == "TIMEX3":
        gold = days(node.get("value") or "") if node.get("type") in ("DATE", "TIME") else None
        phrases.append((start, sum(map(len, pieces)), [gold] if gold else []))


def cases(path, half):
    """Yield name, day, text and phrases of the cases in a file of Recognizers-Text."""
    for case in json.loads(Path(path).read_text(encoding="utf-8-sig")):
        text, day = case["Input"], case.get("Context", {}).get("ReferenceDateTime")
        if not day or half not in (None, hashlib.sha256(text.encode()).digest()[0] % 2):
            continue
        phrases = []
        for result in case["Results"]:
            if result.get("TypeName", "").startswith("datetimeV2.date"):
                values = (result.get("Resolution") or {}).get("values", [])
                phrases.append((result["Start"], result["End"] + 1, [one for one in map(_span, values) if one]))
        yield text[:40], date.fromisoformat(day[:10]), text, phrases


def _span(value):
    ends = (
        [value.get(name, "")[:10] for name in ("start", "end")] if "value" not in value else [value["value"][:10]] * 2
    )
    first, last = (date.fromisoformat(one) if re.fullmatch(r"\d{4}-\d\d-\d\d", one) else None for one in ends)
    if last and value.get("type") == "daterange":
        last -= timedelta(days=1)
    return (first or last, last or first) if first or last else None


def right(reading, gold):
    """Say whether a reading means the days of a value."""
    first, last = gold
    low, high, rule = reading.earliest, reading.latest, reading.rule
    if rule.startswith("since-"):
        return first <= low <= last
    if rule.startswith(("until-", "by-", "before-")):
        return high is not None and first - timedelta(days=1) <= high <= last
    if rule.startswith("after-"):
        return low is not None and first <= low <= last + timedelta(days=1)
    if low is None or high is None:
        return (high or last) >= first and (low or first) <= last
    if low > last or high < first:
        return False
    return (first <= low and high <= last) or (low <= first and last <= high) or VAGUE.search(rule) is not None


def measure(documents, readings, show):
    """Return counts, counts by rule, and seconds."""
    counts, rules, seconds = collections.Counter(), collections.Counter(), 0.0
    for name, published, text, phrases in documents:
        began = time.perf_counter()
        hits = finder.find(text)
        found = dates_in_text.read_all(text, hits, published, readings)
        seconds += time.perf_counter() - began
        counts.update({"texts": 1, "characters": len(text)})
        marked = set()
        for start, stop, golds in phrases:
            over = [at for at, hit in enumerate(hits) if hit.start < stop and hit.end > start]
            marked.update(over)
            if not golds:
                continue
            counts["dated"] += 1
            meant = " or ".join(f"{first}..{last}" for first, last in golds)
            where = f"{name} {published} {meant} …{text[max(start - 70, 0) : stop + 30]}…"
            at = next((at for at in over if found[at]), None)
            if at is None:
                counts["found, unread"] += any(hits[one].kind in ("date", "time") for one in over)
                if show.unread:
                    print("UNREAD", where, [hits[one].text for one in over])
                continue
            good = any(right(found[at], gold) for gold in golds)
            counts.update({"read": 1, "right": good, "the same days": (found[at].earliest, found[at].latest) in golds})
            rules[found[at].rule, good] += 1
            if show.wrong and not good:
                print("WRONG", where, "READ", hits[at].text, found[at].rule, found[at].edtf)
        extra = [at for at, one in enumerate(found) if one and at not in marked]
        counts["read, not marked"] += len(extra)
        if show.extra:
            for at in extra:
                print("EXTRA", name, hits[at].text, found[at].rule, found[at].edtf)
    return counts, rules, seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--half", type=int, choices=(0, 1))
    for name in ("wrong", "unread", "extra", "rules"):
        parser.add_argument(f"--{name}", action="store_true")
    given = parser.parse_args()
    readings = ledger.read().readings
    for path in given.paths:
        documents = cases(path, given.half) if path.endswith(".json") else timeml(path)
        counts, rules, seconds = measure(documents, readings, given)
        read, right_ones = counts["read"] / counts["dated"], counts["right"] / counts["read"]
        print(f"{path}: {', '.join(f'{name} {number:,}' for name, number in counts.items())}")
        print(f"read {read:.1%} of {counts['dated']}, right {right_ones:.1%} of those, in {seconds:.1f} s")
        for (rule, good), number in rules.most_common() if given.rules else ():
            print(f"{number:6} {'right' if good else 'wrong'} {rule}")


if __name__ == "__main__":
    main()
