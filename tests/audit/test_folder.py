"""The command writes an audit's folder, or says in one line why not."""

import hashlib
import os

import pandas as pd
import pytest
from command_line import command
from notebook_runs import ARTICLES

from analysis import DATA
from analysis.audit import folder


def test_the_command_writes_page_and_table_and_exits_1_while_something_is_open(tmp_path):
    done = command("audit", DATA / "articles" / "example.txt", "--out", tmp_path / "out")
    assert done.returncode == 1 and "None of the 11 figures and dates in the article is accounted for" in done.stdout
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["hits.csv", "index.html", "manifest.json"]
    assert len(pd.read_csv(tmp_path / "out" / "hits.csv")) == 11
    assert command("verify", tmp_path / "out").returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--source", "donga-2024-8"], "a source_id of sources.csv, or '' (did you mean donga-2024-08?)"),
        (["--out", "FOREIGN"], "is no folder of ours"),
    ],
)
def test_wrong_use_is_one_line_and_nothing_is_written(words, said, tmp_path):
    (tmp_path / "FOREIGN").mkdir()
    (tmp_path / "FOREIGN" / "mine.txt").write_text("mine")
    words = [tmp_path / word if word == "FOREIGN" else word for word in words]
    out = [] if "--out" in words else ["--out", tmp_path / "out"]
    done = command("audit", ARTICLES / "shipyard.html", *words, *out)
    assert done.returncode in (1, 2) and said in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_text_from_a_pipe_has_the_hash_of_its_bytes(tmp_path):
    text = b"Some 300 men left."
    reader, writer = os.pipe()
    os.write(writer, text)
    os.close(writer)
    assert folder.audited(f"/dev/fd/{reader}").sha256 == hashlib.sha256(text).hexdigest()
    os.mkfifo(tmp_path / "pipe")
    done = command("audit", tmp_path / "pipe", "--json")
    assert done.returncode == 1 and done.stderr.endswith("pipe is a pipe; allowed: a file\n")


@pytest.mark.parametrize("day", ["9999-12-31", "1899-12-31", "2024-02-30", "last week"])
def test_no_date_is_read_from_a_day_of_no_calendar(day):
    done = command("audit", DATA / "articles" / "example.txt", "--published", day, "--json")
    assert done.returncode == 2 and f"--published: given {day!r}; allowed: a day such as" in done.stderr


def test_a_file_that_is_no_article_is_one_line(tmp_path):
    for data in (b"", b"caf\xe9 5 men"):
        (tmp_path / "a.txt").write_bytes(data)
        done = command("audit", tmp_path / "a.txt", "--out", tmp_path / "out")
        assert done.returncode == 1 and done.stderr.startswith("error: ") and len(done.stderr.splitlines()) == 1
