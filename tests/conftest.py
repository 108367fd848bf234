"""Shared by the tests: the real ledger, and a copy of it that a test may break."""

import os
import shutil

import pytest
from hypothesis import settings

from analysis import DATA, ledger

# Speed is measured in benchmarks/; a busy machine must not fail a test.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    """Chromium, for tests marked ``browser``; a module's own, because its event loop runs until it is closed."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    assert program, f"no browser found; install one of {', '.join(names)}"
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS + root)
        yield opened
        opened.close()


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
