"""What a reader may be asked to take in at once, for tests of computed sentences."""

import re

from analysis.ledger import cite

WORDS, NUMBERS = 30, 3  # at most, in a sentence


def hard_sentences(text):
    """Return the sentences of a text that are too long or hold too many numbers, marks of claims aside."""
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", cite.plain(text))
    return [one for one in sentences if len(one.split()) > WORDS or len(re.findall(r"\d[\d,.]*", one)) > NUMBERS]
