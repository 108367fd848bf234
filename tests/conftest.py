"""Shared by the tests: the real ledger, and a copy of it that a test may break."""

import shutil

import pytest
from hypothesis import settings

from analysis import DATA, ledger

# Speed is measured in benchmarks/; a busy machine must not fail a test.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def book():
    return ledger.read()


@pytest.fixture
def data(tmp_path):
    """A copy of data/ in a folder whose name has a space."""
    return shutil.copytree(DATA, tmp_path / "my data")


@pytest.fixture
def edit(data):
    """Replace the first occurrence of a text in one table of the copy, the article's part of it first."""

    def replace(name, old, new):
        paths = [data / name, *sorted(data.glob(f"articles/*/{name}")), *sorted(data.glob(f"*/{name}"))]
        texts = {path: path.read_text(encoding="utf-8") for path in paths if path.is_file()}
        path = next((path for path, text in texts.items() if old in text), None)
        assert path, f"{old!r} is not in {name}"
        path.write_text(texts[path].replace(old, new, 1), encoding="utf-8")
        return data

    return replace
