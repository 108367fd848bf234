"""For other programs an audit is one JSON document, as the schema in docs/ describes it."""

import json

import jsonschema
import pytest
from command_line import command
from notebook_runs import ARTICLES

from analysis import DATA, ROOT

SCHEMA = json.loads((ROOT / "docs" / "audit.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["port.txt", "workers.txt", "shipyard.html", "whole.txt"])
def test_the_document_is_all_that_is_printed_and_fits_the_schema(name):
    done = command("audit", ARTICLES / name, "--published", "2025-04-09", "--json")
    found = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    assert done.returncode == 0 and done.stderr == ""
    rows, summary = found["figures_and_dates"], found["summary"]
    assert summary["open"] == len(rows) and summary["figures"] + summary["dates"] == len(rows) > 5
    assert all(row["claim"] is None and row["state"] == "open" for row in rows)
    if name.endswith(".txt"):
        text = (ARTICLES / name).read_text(encoding="utf-8")
        assert all(text[row["start"] : row["end"]] == row["text"] for row in rows)


def test_days_that_no_calendar_has_and_the_first_century_end_nothing(tmp_path):
    (tmp_path / "odd.txt").write_text("Built in the 1st century, it was sold on 14/15/2024 and 31 June 2024 for $5.\n")
    done = command("audit", tmp_path / "odd.txt", "--published", "2025-04-09", "--json")
    days = {row["text"]: (row["earliest"], row["latest"]) for row in json.loads(done.stdout)["figures_and_dates"]}
    assert days["the 1st century"] == ("0001-01-01", "0100-12-31")
    assert days["14/15/2024"] == days["31 June 2024"] == (None, None)


def test_days_are_read_from_the_day_that_is_given_and_else_stay_null():
    def days(*words):
        done = command("audit", DATA / "articles" / "example.txt", "--json", *words)
        found = json.loads(done.stdout)
        dates = {row["text"]: (row["earliest"], row["latest"]) for row in found["figures_and_dates"]}
        return dates, found["summary"]

    read, summary = days("--published", "2025-03-14")
    assert read["August last year"] == ("2024-08-01", "2024-08-31") and summary["published"] == "2025-03-14"
    assert read["12 percent"] == (None, None)
    unread, summary = days()
    assert unread["August last year"] == (None, None) and summary["published"] is None
    assert unread["22 December 2017"] == ("2017-12-22", "2017-12-22")


def test_a_day_that_is_none_is_one_line():
    done = command("audit", ARTICLES / "port.txt", "--published", "9 April", "--json")
    assert done.returncode == 2 and done.stdout == "" and done.stderr.startswith("error: --published: given '9 April'")
