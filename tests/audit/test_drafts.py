"""The rows drafted from whole texts are as kept: what a rule makes of a sentence is seen where it changes."""

import kept
import pytest


@pytest.mark.parametrize("text", kept.TEXTS)
def test_a_text_gives_the_rows_that_are_kept(text):
    """If they should differ, ``python tests/kept.py`` keeps them as they are now."""
    assert kept.drafted(text).splitlines() == kept.table_of(text).read_text(encoding="utf-8").splitlines()


def test_an_output_that_changed_is_new_or_is_gone_is_named():
    old = {("01_claims", "{}"): {"a": "1", "b": "2", "gone": "3", "never there": ""}}
    lines = kept.differences("01_claims", {}, {"a": "1", "b": "9", "new": "4"}, old)
    assert [line.split(": ")[1].split(" is")[0] for line in lines] == ["b", "gone", "new"]
