"""A small table of inputs for tests of the what-if model: one of each, all 1 unless given."""

import functools

import pandas as pd

from analysis import model
from analysis.ledger.ranges import Range


def table(**ends):
    """Return inputs as `model.inputs` does, from pairs of bounds by name."""
    given = dict.fromkeys(model.TAKEN, (1.0, 1.0)) | dict.fromkeys(["take_china", "take_russia"], (100.0, 100.0)) | ends
    rows = {name: [name, "persons", Range(*pair), "ledger", ""] for name, pair in given.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["quantity", "unit", "value", "given_by", "rests_on"])


def needed(share):
    """Return the answer to: how many must work in Russia if this share is sent home?"""
    return functools.partial(model.needed, sent_home=share)
