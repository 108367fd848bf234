"""The ledger's check and the search for contradictions, from a thousand claims to a million.

Claims are generated on a fixed seed: many quantities, months of thirty years,
bounds of all kinds, few of them in conflict. Prints time and memory a claim at
each size, above what the real ledger takes; exits 1 if either differs by more
than a factor of two between the sizes from ten thousand on.
"""

import csv
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from analysis import DATA
from analysis.ledger.rules import BOUND_ENDS

SIZES = (1_000, 10_000, 100_000, 1_000_000)
LIMIT = 2.0
STEP = """
import resource, sys, time
from analysis import ledger
from analysis.ledger import contradictions, readings
rest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
book = ledger.read(sys.argv[1])
read = time.perf_counter()
found = contradictions.find(book.claims, book.readings, book.terms)
bad = readings.faults(book.claims, book.readings)
end = time.perf_counter()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(book.claims), len(found), read - start, end - read, (peak - rest) * 1024)
"""


def generate(folder, size):
    """Write a ledger of generated claims on one source beside the real tables."""
    shutil.copytree(DATA, folder)
    chance = random.Random(size)
    path = folder / "record" / "claims.csv"
    columns = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        for number in range(size):
            bound = chance.choice(list(BOUND_ENDS))
            low = chance.randrange(1_000, 2_000)
            high = low if bound in ("exact", "about") else low + chance.randrange(1_000, 5_000)
            needs_low, needs_high = BOUND_ENDS[bound]
            writer.writerow(
                {
                    "claim_id": f"app-2019-12-12/made-{number}",
                    "source_id": "app-2019-12-12",
                    "asserted_by": "Nobody",
                    "measure": chance.choice(["worker_stock", "worker_flow"]),
                    "place": chance.choice(["CN", "RU"]),
                    "population": f"part {number % (size // 100 or 1)}",
                    "period": f"{chance.randrange(1995, 2025)}-{chance.randrange(1, 13):02d}",
                    "low": low if needs_low else "",
                    "high": high if needs_high else "",
                    "unit": "persons",
                    "bound": bound,
                    "wording": f"made up: {low} or {high}",
                    "locator": "1",
                    "status": "estimated",
                    "use": "table",
                    "note": "Generated.",
                }
            )


def measure(size):
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder) / "data", size)
        command = [sys.executable, "-c", STEP, f"{folder}/data"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [float(part) for part in done.stdout.split()]


def main():
    _, _, *fixed = measure(0)
    print(f"the real ledger alone: {fixed[0] + fixed[1]:.2f} s, {fixed[2] / 1e6:.0f} MB; taken off below")
    print(f"{'generated':>10} {'found':>8} {'read s':>8} {'search s':>9} {'us/claim':>9} {'kB/claim':>9}")
    per_claim = {}
    for size in SIZES:
        _, found, *used = measure(size)
        read, search, memory = (now - then for now, then in zip(used, fixed))
        per_claim[size] = (read + search) / size * 1e6, memory / size / 1e3
        time, kilobytes = per_claim[size]
        print(f"{size:10,} {found:8,.0f} {read:8.2f} {search:9.2f} {time:9.1f} {kilobytes:9.2f}", flush=True)
    # A thousand claims take less time than the clock of one run can tell from noise.
    told = [values for size, values in per_claim.items() if size > SIZES[0]]
    spread = [max(column) / min(column) for column in zip(*told)]
    broken = any(ratio > LIMIT for ratio in spread)
    print(f"from {SIZES[1]:,} on: time a claim within {spread[0]:.2f}, memory within {spread[1]:.2f} times", end="; ")
    print(f"limit {LIMIT}: {'BROKEN' if broken else 'kept'}")
    sys.exit(broken)


if __name__ == "__main__":
    main()
