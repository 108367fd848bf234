"""The what-if model against drawing the same numbers with numpy, and against squigglepy.

A million draws of the whole model (Sobol sequence, inputs, answer, histogram)
may cost three times what numpy needs to draw as many numbers from the same
distributions, and a fifth of what squigglepy needs for the same model. A
hundred million must fit into a gigabyte. Exits 1 if a limit is broken.
"""

import functools
import statistics
import subprocess
import sys
import time

import numpy as np
from measuring import end

MILLION, HUNDRED_MILLION = 2**20, 2**27
OF_NUMPY, OF_SQUIGGLEPY, MEMORY = 3.0, 1 / 5, 1000  # limits; MB
ROUNDS = 5
LARGE = """
import functools, resource, sys, time
from analysis import draws, ledger, model
table = model.inputs(ledger.read())
start = time.perf_counter()
draws.simulate(table["value"], functools.partial(model.needed, sent_home=0.5), int(sys.argv[1]))
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def seconds(work):
    """Median time of some runs, after one that is not counted."""
    work()
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def main():
    import squigglepy as sq

    from analysis import draws, ledger, model

    table = model.inputs(ledger.read())
    answer = functools.partial(model.needed, sent_home=0.5)
    ends = [(value.low, value.high) for value in table["value"]]
    chance = np.random.default_rng(1)

    def with_numpy(distribution):
        for low, high in ends:
            if distribution == "uniform":
                chance.uniform(low, high, MILLION)
            else:
                np.exp(chance.uniform(np.log(low), np.log(high), MILLION))

    def with_squigglepy():
        # squigglepy's own way to write a model: an expression of distributions.
        x = {name: sq.uniform(*pair) for name, pair in zip(table.index, ends)}
        earnings_lost = x["china_workers"] * x["pay_china"] * x["take_china"] * (12 / 100) * 0.5
        sq.sample(x["russia_workers"] + earnings_lost / (x["pay_russia"] * x["take_russia"] * (12 / 100)), n=MILLION)

    def with_its_draws():
        answer({name: sq.sample(sq.uniform(*pair), MILLION) for name, pair in zip(table.index, ends)})

    broken = 0
    print(f"{MILLION:,} draws of the whole model, {len(table)} inputs, median of {ROUNDS}")
    for distribution in ("uniform", "log_uniform"):
        ours = seconds(lambda: draws.simulate(table["value"], answer, MILLION, 1, distribution))  # noqa: B023
        theirs = seconds(lambda: with_numpy(distribution))  # noqa: B023
        broken += ours > OF_NUMPY * theirs
        print(
            f"{distribution:12} {ours:7.3f} s; numpy, drawing alone {theirs:7.3f} s: {ours / theirs:.2f}, limit {OF_NUMPY}"
        )
        if distribution == "uniform":
            theirs, by_draws = seconds(with_squigglepy), seconds(with_its_draws)
            broken += ours > OF_SQUIGGLEPY * theirs
            print(f"{'':22} squigglepy, the model {theirs:7.3f} s: {ours / theirs:.3f}, limit {OF_SQUIGGLEPY}")
            print(f"{'':22} squigglepy's draws, our formula {by_draws:7.3f} s: {ours / by_draws:.2f}, no limit")
    done = subprocess.run(
        [sys.executable, "-c", LARGE, str(HUNDRED_MILLION)], stdout=subprocess.PIPE, text=True, check=True
    )
    took, memory = map(float, done.stdout.split())
    broken += memory > MEMORY
    print(f"{HUNDRED_MILLION:,} draws: {took:.1f} s, peak {memory:.0f} MB, limit {MEMORY}")
    end(broken)


if __name__ == "__main__":
    main()
