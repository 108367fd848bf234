"""Sobol draws of ranges, and what an answer makes of them, summed up in memory that does not grow.

Draws follow a scrambled Sobol sequence (Owen 1998). That every value inside a
range is as likely as any other is an assumption on top of the ranges.
"""

import math
from dataclasses import dataclass

import numpy as np

CHUNK = 2**14  # draws held at a time: few enough to stay in a processor's cache
BINS = 2**13  # of the histogram that quantiles are read from
QUANTILES = (0.05, 0.5, 0.95)


def sample(ranges, count, seed=1, distribution="uniform"):
    """Yield draws of some ranges, at most `CHUNK` at a time.

    Parameters
    ----------
    ranges : mapping of str to Range
        By name; a column of a table will do. No end may be missing, and none
        may be zero or less for ``log_uniform``.
    count : int
        A power of two: only then is a Sobol sequence balanced.
    seed : int
        Of the scrambling.
    distribution : {"uniform", "log_uniform"}
        Inside the bounds.

    Yields
    ------
    dict of str to numpy.ndarray
    """
    from scipy.stats import qmc

    ranges = dict(ranges)
    sequence = qmc.Sobol(len(ranges), rng=seed)
    for start in range(0, count, CHUNK):
        unit = np.ascontiguousarray(sequence.random(min(CHUNK, count - start)).T)
        for row, value in zip(unit, ranges.values()):
            spread(row, value.low, value.high, distribution)
        yield dict(zip(ranges, unit))


def spread(unit, low, high, distribution):
    """Move draws between 0 and 1 to between two bounds, in place."""
    if distribution == "uniform":
        unit *= high - low
        unit += low
    else:
        unit *= math.log(high / low)
        np.exp(unit, out=unit)
        unit *= low
    np.clip(unit, low, high, out=unit)  # rounding must not leave the bounds


@dataclass(frozen=True)
class Spread:
    """What draws say of an answer.

    Attributes
    ----------
    quantiles : tuple of float
        At `QUANTILES`, to within a bin: 1/8192 of the distance between the bounds,
        or of its logarithm where all answers are positive.
    below : tuple of float
        Share of draws at or below each mark asked for.
    low, high : float
        Smallest and largest draw.
    count : int
    """

    quantiles: tuple
    below: tuple
    low: float
    high: float
    count: int


def simulate(ranges, answer, count, seed=1, distribution="uniform", marks=()):
    """Draw the inputs and sum up an answer, in memory that does not grow with the number of draws.

    Parameters
    ----------
    ranges, count, seed, distribution
        As in `sample`.
    answer : callable
        Takes a mapping by name, of Ranges or of arrays, and returns one of the same kind.
    marks : sequence of float
        Values of the answer to count draws at or below.

    Returns
    -------
    Spread
    """
    limits = answer(dict(ranges))
    to_bin, from_bin = _scale(limits.low, limits.high)
    histogram, below, low, high = np.zeros(BINS, dtype=np.int64), np.zeros(len(marks)), math.inf, -math.inf
    for drawn in sample(ranges, count, seed, distribution):
        found = answer(drawn)
        low, high = min(low, found.min()), max(high, found.max())
        below += [np.count_nonzero(found <= mark) for mark in marks]
        histogram += np.bincount(np.clip(to_bin(found), 0, BINS - 1).astype(np.int32), minlength=BINS)
    # Inside the bin where the count is reached, draws are taken to lie evenly.
    ranks, reached = np.array(QUANTILES) * count, np.cumsum(histogram)
    at = np.searchsorted(reached, ranks)
    place = at + 1 - (reached[at] - ranks) / histogram[at]
    quantiles = np.clip(from_bin(place), low, high)
    return Spread(tuple(map(float, quantiles)), tuple(below / count), float(low), float(high), count)


def _scale(low, high):
    """Return functions from an answer to its bin and back: equal ratios where all answers are positive."""
    if low == high:
        return (lambda value: np.zeros_like(value)), (lambda place: low + 0 * place)
    if low > 0:
        ratio = math.log(high / low)
        return (lambda value: np.log(value / low) * (BINS / ratio)), (
            lambda place: low * np.exp(place * (ratio / BINS))
        )
    width = (high - low) / BINS
    return (lambda value: (value - low) / width), (lambda place: low + place * width)


def total_indices(ranges, answer, count=2**12, seed=1, distribution="uniform"):
    """Return how large a part of the answer's variance each range takes part in.

    Sobol's total-order index (Saltelli et al. 2010, by `scipy.stats.sobol_indices`).

    Parameters
    ----------
    ranges, answer, seed, distribution
        As in `simulate`.
    count : int
        Base draws of the indices, a power of two.

    Returns
    -------
    dict of str to float
        Name → index, 0 to 1, to three decimals. Parts overlap, so they need not add up to one.
    """
    ranges = dict(ranges)
    free = [name for name, value in ranges.items() if value.low < value.high]
    limits = answer(ranges)
    found = dict.fromkeys(ranges, 0.0)
    if not free or limits.high - limits.low <= 1e-9 * abs(limits.high):
        return found  # there is no spread to share out
    from scipy import stats

    fixed = {name: value.low for name, value in ranges.items() if name not in free}
    ends = [(ranges[name].low, ranges[name].high) for name in free]
    if distribution == "uniform":
        spreads = [stats.uniform(low, high - low) for low, high in ends]
    else:
        spreads = [stats.loguniform(low, high) for low, high in ends]
    indices = stats.sobol_indices(
        func=lambda x: answer(fixed | dict(zip(free, x))) + np.zeros(x.shape[1]), n=count, dists=spreads, rng=seed
    )
    total = np.round(np.clip(indices.total_order, 0, 1), 3)  # estimates: they may miss by some hundredths
    return found | dict(zip(free, map(float, total)))
