"""The finder of figures held against phrases that others have marked.

Give it a folder with any of: specifications of Recognizers-Text (``*.json``, English Number and NumberWithUnit),
corpora of Duckling (``*.hs``, English), and sentences marked by hand (``*.txt``): a sentence a line, each figure as
``{phrase|low|high|unit}``, a bound blank where there is none and ``?`` where it is not to be compared.
Prints for each file how many phrases a figure overlaps, how many figures overlap a phrase, and how many of the
phrases found have the bounds that are marked. ``--misses`` prints what went wrong, ``--least RECALL PRECISION``
exits 1 if a file of marked sentences falls below, in percent.
"""

import argparse
import json
import math
import re
from pathlib import Path

from measuring import end

from analysis.audit import finder

NO_FIGURES = {"date", "time", "ordinal", "name-number"}
UNSCORED = "?"
MARK = re.compile(r"\{([^{}|]+)\|([^|}]*)\|([^|}]*)(?:\|([^}]*))?\}")
EXAMPLES = re.compile(r"examples \((.*)\)\s*\n((?:\s*[\[,] \".*\"\s*\n)+)")
SECONDS = dict(second=1, minute=60, hour=3600, day=86400, week=604800, month=2592000, quarter=7776000, year=31536000)


def marked(path):
    """Return a text and its marked figures, (start, end, low, high, unit), for each sentence."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, figures, at = "", [], 0
        for mark in MARK.finditer(line):
            text += line[at : mark.start()]
            low, high = (bound(part) for part in (mark[2], mark[3]))
            figures.append((len(text), len(text) + len(mark[1]), low, high, mark[4] or UNSCORED))
            text, at = text + mark[1], mark.end()
        yield text + line[at:], figures


def bound(text):
    """Return a bound as marked: a number, None where blank, `UNSCORED`."""
    return UNSCORED if text == UNSCORED else float(text) if text else None


def specified(path):
    """Return the same for a specification of Recognizers-Text."""
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        figures = []
        for result in case["Results"]:
            value = str((result.get("Resolution") or {}).get("value"))
            ends = re.fullmatch(r"[\[(](-?[\d.]*),(-?[\d.]*)[\])]", value)
            low, high = ends.groups() if ends else [value.rstrip("%")] * 2
            try:
                low, high = bound(low), bound(high)
            except ValueError:
                low = high = UNSCORED
            figures.append((result["Start"], result["End"] + 1, low, high, UNSCORED))
        yield case["Input"], figures


def corpus(path):
    """Return the same for a corpus of Duckling, where each example is one phrase."""
    for header, block in EXAMPLES.findall(path.read_text(encoding="utf-8")):
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e\d+)?", header)]
        low, high = (numbers * 2)[:2] if numbers else [UNSCORED] * 2
        low, high = (None, low) if "under" in header else (low, None) if "above" in header else (low, high)
        unit = next((f"*{unit}" for unit in SECONDS if unit in header.lower()), UNSCORED)
        for example in re.findall(r'"(.*)"', block):
            text = re.sub(r"\\x([0-9a-f]+)(?:\\&)?", lambda code: chr(int(code[1], 16)), example).replace("\\", "")
            yield text, [(0, len(text), low, high, unit)]


def agrees(hit, low, high, unit):
    """Say whether a hit has the bounds and the unit that are marked; durations are compared in seconds."""
    times = SECONDS.get(hit.unit, 0) if unit.startswith("*") else 1
    size = SECONDS[unit[1:]] if unit.startswith("*") else 1
    for found, expected in ((hit.low, low), (hit.high, high)):
        if expected == UNSCORED:
            continue
        if (found is None) != (expected is None):
            return False
        if found is not None and not math.isclose(found * times, expected * size, rel_tol=0.01):
            return False
    return unit == UNSCORED or unit.startswith("*") or unit == hit.unit


def score(sentences, misses):
    """Return the counts of a file: phrases, found, figures, figures on a phrase, phrases with the right bounds."""
    phrases = found = figures = on_a_phrase = right = 0
    for text, expected in sentences:
        hits = [hit for hit in finder.find(text) if hit.kind not in NO_FIGURES]
        phrases, figures = phrases + len(expected), figures + len(hits)
        for start, stop, *bounds in expected:
            over = [hit for hit in hits if hit.start < stop and start < hit.end]
            found += bool(over)
            good = any(agrees(hit, *bounds) for hit in over)
            right += good
            if misses and not good:
                read = [(hit.text, hit.low, hit.high, hit.unit) for hit in over]
                print(f"  {'wrong' if over else 'MISSED'} {text[start:stop]!r} {bounds}: {read} in {text!r}")
        for hit in hits:
            on = any(start < hit.end and hit.start < stop for start, stop, *_ in expected)
            on_a_phrase += on
            if misses and not on:
                print(f"  EXTRA {hit.text!r} ({hit.kind}) in {text!r}")
    return phrases, found, figures, on_a_phrase, right


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--least", nargs=2, type=float, default=(0.0, 0.0), metavar=("RECALL", "PRECISION"))
    given = parser.parse_args()
    broken = 0
    readers = {".json": specified, ".hs": corpus, ".txt": marked}
    for path in sorted(path for path in given.folder.iterdir() if path.suffix in readers):
        phrases, found, figures, on, right = score(readers[path.suffix](path), given.misses)
        recall, precision = 100 * found / max(phrases, 1), 100 * on / max(figures, 1)
        print(
            f"{path.name}: found {found} of {phrases} phrases ({recall:.1f}%), {on} of {figures} figures on one "
            f"({precision:.1f}%), bounds right for {right} ({100 * right / max(found, 1):.1f}% of those found)"
        )
        if path.suffix == ".txt":
            broken += recall < given.least[0] or precision < given.least[1]
    end(broken)


if __name__ == "__main__":
    main()
