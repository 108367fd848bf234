"""What is written for readers runs in no spreadsheet, and reads back as it was."""

import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ledger import csvs

SIGNS = st.text(alphabet="'=+-@\t\r\n＝x1,\"", max_size=8)


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1"])
def test_a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(cell):
    table = pd.DataFrame({"note": [cell, "plain"], cell: ["a", "b"]})
    written = csvs.text(table)
    read = pd.read_csv(io.StringIO(written), dtype=str)
    assert read["note"].tolist() == [f"'{cell}", "plain"] and read.columns[1] == f"'{cell}"


def test_numbers_stay_numbers():
    table = pd.DataFrame({"a": [-1.5, 2.0], "b": [-1, 2], "mixed": [-3, "=3"], "truth": [True, False]})
    assert csvs.text(table) == "a,b,mixed,truth\n-1.5,-1,-3,True\n2.0,2,'=3,False\n"


@given(st.lists(st.tuples(SIGNS, SIGNS), min_size=1))
def test_reading_gives_back_what_was_written(rows):
    table = pd.DataFrame(rows, columns=["=a", "'b"], dtype=str)
    pd.testing.assert_frame_equal(csvs.parse(csvs.text(table)), table, check_dtype=False)


def test_a_file_is_read_back(tmp_path):
    (tmp_path / "a.csv").write_text(csvs.text(pd.DataFrame({"x": ["=1"]})), encoding="utf-8")
    assert csvs.read(tmp_path / "a.csv")["x"].tolist() == ["=1"]
