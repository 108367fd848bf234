"""Shared by the tests: the real ledger, and a copy of it that a test may break."""

import shutil

import pytest

from analysis import DATA, ledger


@pytest.fixture(scope="session")
def book():
    return ledger.read()


@pytest.fixture
def data(tmp_path):
    """A copy of data/ in a folder whose name has a space."""
    return shutil.copytree(DATA, tmp_path / "my data")


@pytest.fixture
def edit(data):
    """Replace the first occurrence of a text in one file of the copy."""

    def replace(name, old, new):
        path = data / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return data

    return replace
