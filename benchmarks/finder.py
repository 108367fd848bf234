"""The finder of figures and dates, from a kilobyte to 50 megabytes, and on text made to be slow.

The text is generated on fixed seeds: prose with a figure or a date about every
forty words, as in a news report. Prints megabytes a second at each size; exits
1 if the time per byte differs by more than a factor of two between the sizes, falls below 5 MB/s
from 100 kB on, or grows with the length of a text made to be slow.
"""

import random
import statistics
import time

from measuring import end

from analysis.audit import finder

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 50_000_000)
LIMIT, LEAST = 2.0, 5e6  # factor; bytes a second
PROSE = (
    "the of a to in and officials said that workers from north on border factory ministry report for by "
    "with their company government region construction students visas trade agreement newspaper local "
    "sources describe living conditions remain unclear after before while which has been were would could "
    "river train city abroad economy"
)
WORDS = PROSE.split()
FIGURES = (
    "between 300 and 450",
    "at least 40%",
    "$1.5 million",
    "thousands to tens of thousands",
    "last month",
    "in August last year",
    "12 June 2024",
    "more than 90 percent",
    "750 million won",
    "two weeks ago",
    "the 19th",
    "nearly 1,200",
    "2019",
    "a third",
)
PIECES = ("1", "1,", "1/", "$", "between ", "to ", "of thousands ", "a ", "last ", "- ", "twenty-", "(")
SLOW = (*PIECES, "\u202e5", "\uff15")


def prose(size, seed=1):
    """Return so many bytes of text."""
    chance, parts, length = random.Random(seed), [], 0
    while length < size:
        words = [chance.choice(WORDS) for _ in range(76)]
        for place in (19, 57):
            words[place] = chance.choice(FIGURES)
        line = " ".join(words).capitalize() + chance.choice((". ", ".\n", ".\n\n"))
        parts.append(line)
        length += len(line)
    return "".join(parts)[:size]


def seconds(texts):
    """Median time of a call, each on a text of its own: words seen before are found in a cache."""
    found = []
    for text in texts:
        start = time.perf_counter()
        finder.find(text)
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def main():
    finder.find(prose(10_000))  # once, so that what is made at the first call is not measured
    broken, each = 0, {}
    print(f"{'bytes':>11} {'seconds':>9} {'MB/s':>6}")
    for size in SIZES:
        rounds = 1 if size >= 10_000_000 else max(3, min(50, 300_000 // size))
        took = seconds([prose(size, seed) for seed in range(rounds)])
        each[size] = took / size
        print(f"{size:11,} {took:9.4f} {size / took / 1e6:6.1f}")
        broken += size >= 100_000 and size / took < LEAST
    spread = max(each.values()) / min(each.values())
    broken += spread > LIMIT
    print(f"time per byte, largest over smallest: {spread:.2f}, limit {LIMIT}")
    worst = 0.0
    for piece in SLOW:
        short, long = (piece * (size // len(piece)) for size in (100_000, 800_000))
        growth = (seconds([long] * 3) / len(long)) / (seconds([short] * 3) / len(short))
        worst = max(worst, growth)
    broken += worst > LIMIT
    print(f"{len(SLOW)} texts made to be slow, time per byte at 800 kB over 100 kB: at most {worst:.2f}, limit {LIMIT}")
    end(broken)


if __name__ == "__main__":
    main()
