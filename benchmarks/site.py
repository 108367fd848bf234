"""The site: how large it is, how soon its first page is seen, and how little is made again after a change.

Sizes are of the files; index and answer count with the style sheets and scripts that they load.
First paint is Chromium's, from disk, the median of five loads. A change is one of the hash that
the last report's manifest holds, so that nothing of the project is touched. Exits 1 if a limit is broken.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import end

from analysis.headless import results

LOADS = 5
LIMITS = {  # of each line that has one
    "index and answer, kB": 600,
    "site, MB": 12,
    "first paint of index.html, ms": 300,
    "first paint of 00_brief.html, ms": 300,
    "report, nothing changed, s": 1,
}
CHANGES = {
    "report, a template changed, s": "analysis/site/templates/style.css",
    "report, one notebook changed, s": "notebooks/06_audit.ipynb",
}


def main():
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        report = [sys.executable, "-m", "analysis", "report", "--quiet", "--out", site]
        seconds(report)
        found = {**sizes(site), **paints(site)}
        found["report, nothing changed, s"] = statistics.median(seconds(report) for _ in range(3))
        for name, path in CHANGES.items():
            manifest = results.read_manifest(site)
            manifest["inputs"][path] = "0" * 64
            (site / results.MANIFEST).write_text(json.dumps(manifest))
            found[name] = seconds(report)
            assert results.differences(site) == [], "what is made again is a whole report"
    for name, value in found.items():
        limit = LIMITS.get(name)
        broken += limit is not None and value > limit
        print(f"{name:36} {value:9.2f}" + (f"   limit {limit}" if limit else ""))
    end(broken)


def sizes(site):
    """Return kB of index and answer with all that they load at once, and MB by kind of file and of the site."""
    pages = [site / "index.html", site / "00_brief.html"]
    loaded = {
        site / name for page in pages for name in re.findall(r'(?:href|src)="([\w.]+\.(?:css|js))"', page.read_text())
    }
    kinds = {}
    for path in site.rglob("*"):
        if path.is_file():
            kind = path.relative_to(site).parts[0] if path.parent != site else f"*{path.suffix}"
            kinds[kind] = kinds.get(kind, 0) + path.stat().st_size / 1e6
    said = {f"{kind}, MB": size for kind, size in sorted(kinds.items())}
    both = sum(path.stat().st_size for path in [*pages, *loaded]) / 1e3
    return {"index and answer, kB": both, **said, "site, MB": sum(kinds.values())}


def paints(site):
    """Return milliseconds to the first words or pictures of two pages."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--disable-gpu", *root])
        for name in ("index.html", "00_brief.html"):
            times = []
            for _ in range(LOADS):
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.goto((site / name).as_uri())
                page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
                times.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                page.close()
            found[f"first paint of {name}, ms"] = statistics.median(times)
        browser.close()
    return found


def seconds(command):
    """Return how long a command takes, in wall time."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
