"""How many date phrases of dated news are read, and how many of those right.

``python benchmarks/dates.py FOLDER...``: each folder holds TimeML files (``.tml``), as TimeBank and
TempEval-3 come in. Counted are the phrases of type DATE and TIME whose value is a day, week, month,
quarter, season, year or decade; not durations, sets, and words such as "now". A phrase is read if a
rule gives it a date. It is right if both name the same days, if one lies in the other and ours is no
more than the value's unit wider, or, where ours is vague by rule, if they share a day. An open end is
held against the end that the phrase names. ``--wrong`` and ``--unread`` list phrases.
"""

import argparse
import collections
import re
import time
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from pathlib import Path

from analysis import ledger
from analysis.audit import dates_in_text, finder
from analysis.ledger.spans import end, season

SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "AU": "autumn", "WI": "winter"}


def days(value):
    """Return the first and last day of a TimeML value and its unit, or None where it is no date."""
    value = re.sub(r"T.*", "", value)
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        day = date(*map(int, found.groups()))
        return day, day, "day"
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        day = date.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1)
        unit = "weekend" if found[3] else "week"
        return day, end(unit, day), unit
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        day = date(int(found[1]), 3 * int(found[2]) - 2, 1)
        return day, end("quarter", day), "quarter"
    if found := re.fullmatch(r"(\d{4})-H([12])", value):
        day = date(int(found[1]), 6 * int(found[2]) - 5, 1)
        return day, end("half", day), "half"
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        day = date(int(found[1]), int(found[2]), 1)
        return day, end("month", day), "month"
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", value):
        span = season("", SEASONS[found[2]], int(found[1]))
        return span.first, span.last, "season"
    if re.fullmatch(r"\d{4}|\d{3}|FY\d{4}", value):
        text = value.removeprefix("FY")
        unit = "year" if len(text) == 4 else "decade"
        day = date(int(text.ljust(4, "0")), 1, 1)
        return day, end(unit, day), unit
    return None


def right(reading, gold, phrase):
    """Say whether a reading means the days of a value, given the two."""
    first, last, unit = gold
    low, high = reading.earliest, reading.latest
    rule = reading.rule
    if rule.startswith(("since-", "from-")) and not rule.startswith("from-to"):
        return low is not None and first <= low <= last or low == first
    if rule.startswith(("until-", "by-")):
        return high is not None and first <= high <= last
    if rule.startswith("before-"):
        return high is not None and first - timedelta(days=1) <= high <= last
    if rule.startswith("after-"):
        return low is not None and first <= low <= last + timedelta(days=1)
    if low is None or high is None:
        return low is None and high >= first or high is None and low <= last
    if (low, high) == (first, last):
        return True
    if low > last or high < first:
        return False
    inside, around = first <= low and high <= last, low <= first and last <= high
    return inside or around or vague(rule)


def vague(rule):
    words = "ago earlier season fiscal latest-quarter recently last-units next-units early mid late end beginning"
    return any(word in rule for word in words.split())


def documents(folder):
    """Yield day of publication, text, and the phrases with their values: (start, end, text, value, type)."""
    for path in sorted(Path(folder).rglob("*.tml")):
        root = ET.parse(path).getroot()
        created = next(
            (one.get("value") for one in root.iter("TIMEX3") if one.get("functionInDocument") == "CREATION_TIME"), None
        )
        body = root.find("TEXT")
        if body is None or not created or not re.match(r"\d{4}-\d\d-\d\d", created):
            continue
        pieces, phrases, length = [], [], 0

        def walk(node):
            nonlocal length
            start = length
            for text, child in [(node.text, None), *((child.tail, child) for child in node)]:
                if child is not None:
                    walk(child)
                pieces.append(text or "")
                length += len(text or "")
            if node.tag == "TIMEX3":
                phrases.append((start, length, "".join(pieces)[start:length], node.get("value"), node.get("type")))

        walk(body)
        text = re.sub(r"(?<=[^\n])\n(?=[^\n])", " ", "".join(pieces))
        yield path.stem, date.fromisoformat(created[:10]), text, sorted(phrases)


def measure(folder, readings, wrong=False, unread=False):
    counts, times, by_rule = collections.Counter(), 0.0, collections.Counter()
    for name, published, text, phrases in documents(folder):
        began = time.perf_counter()
        hits = finder.find(text)
        found = dates_in_text.read_all(text, hits, published, readings)
        times += time.perf_counter() - began
        counts["documents"] += 1
        counts["characters"] += len(text)
        used = set()
        for start, stop, phrase, value, kind in phrases:
            over = [at for at, hit in enumerate(hits) if hit.start < stop and hit.end > start]
            used |= set(over)
            gold = days(value or "") if kind in ("DATE", "TIME") else None
            if gold is None:
                counts["read though no day stands behind it"] += any(found[at] for at in over)
                continue
            counts["dated"] += 1
            at = next((at for at in over if found[at]), None)
            context = text[max(start - 60, 0) : stop + 40].replace("\n", " ")
            if at is None:
                counts["found and unread"] += any(hits[one].kind in ("date", "time") for one in over)
                if unread:
                    print(
                        f"UNREAD {name} {value:12} {phrase!r} hits {[(hits[one].text, hits[one].kind) for one in over]} | {context}"
                    )
                continue
            counts["read"] += 1
            good = right(found[at], gold, phrase)
            counts["right"] += good
            counts["the same days"] += (found[at].earliest, found[at].latest) == gold[:2]
            by_rule[found[at].rule, good] += 1
            if wrong and not good:
                print(
                    f"WRONG {name} pub {published} gold {value:12} {hits[at].text!r} {found[at].rule} {found[at].edtf} | {context}"
                )
        counts["read, not annotated"] += sum(1 for at, one in enumerate(found) if one and at not in used)
        if wrong == "all":
            for at, one in enumerate(found):
                if one and at not in used:
                    print("EXTRA", name, hits[at].text, one.rule, one.edtf)
    return counts, times, by_rule


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--unread", action="store_true")
    parser.add_argument("--rules", action="store_true")
    given = parser.parse_args()
    readings = ledger.read().readings
    for folder in given.folders:
        counts, times, by_rule = measure(folder, readings, given.wrong, given.unread)
        print(folder, dict(counts), f"{counts['characters'] / times / 1e6:.2f} MB/s")
        print(
            f"  read {counts['read'] / counts['dated']:.1%} of {counts['dated']}, right {counts['right'] / counts['read']:.1%} of those"
        )
        if given.rules:
            for (rule, good), number in by_rule.most_common():
                print(f"  {number:5} {'right' if good else 'WRONG'} {rule}")


if __name__ == "__main__":
    main()
