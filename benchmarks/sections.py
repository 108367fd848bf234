"""The page's scripts against Python: 10,000 settings at random of "Doubt it yourself" and of "What if".

Every sentence, verdict, likelihood, confidence and printed number must be the
same text in Chromium and in Python. Exits 1 if one differs. `tests` use a sample.
"""

import random
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from unittest import mock

from measuring import end

from analysis import ledger, model, robustness, scenario, whatif
from analysis.ledger import dates
from analysis.site.sections import section

ARTICLE = "donga-2024-08"
COUNT, DRAWS = 10_000, 2**10
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--no-sandbox"]


def universes_at_random(space, count, seed=1):
    """Return some universes, with any day from the article's on, and up to all origins left out."""
    chance, origins, found = random.Random(seed), space.origins(), []
    first = dates.publication_day(space.book.source(space.article_id))
    days = [first + timedelta(chance.randrange(700)) for _ in range(max(12, count // 250))]
    for _ in range(count):
        options = {name: chance.choice(all_of) for name, all_of in space.options.items()}
        day = chance.choice(days)
        options["as_of"] = chance.choice(["", str(day), options["as_of"]])
        options["window_years"] = float(options["window_years"])
        left = chance.sample(origins, chance.choice([0, 1, 2, 3, chance.randrange(len(origins))]))
        found.append(robustness.Universe(**options, leave_out=frozenset(left)))
    return found


def as_setting(space, universe):
    """Return a universe as the page writes it."""
    found = {name: getattr(universe, name) for name in space.options}
    return found | {"window_years": f"{universe.window_years:g}", "leave_out": sorted(universe.leave_out)}


def judged(space, universe):
    """Return what Python says of a universe, as the page does."""
    sentence, found = robustness.outcome(space, universe)
    return {"sentence": sentence, "outcomes": [list(one) for one in found.values()]}


def settings_at_random(data, count, seed=1):
    """Return some settings of the what-if model: round numbers, any numbers, and single ones."""
    chance, found = random.Random(seed), []
    for _ in range(count):
        setting = dict(data["start"])
        setting["sent_home"] = chance.choice([0, 1, chance.randrange(101) / 100, chance.random()])
        setting["in_russia"] = chance.choice([0, 1_000 * chance.randrange(151), chance.randrange(1_000_001)])
        setting["it_workers_too"] = chance.random() < 0.5
        setting["distribution"] = chance.choice(["uniform", "log_uniform"])
        for name, about in data["inputs"].items():
            step, most = about["step"], about["most"]
            ends = {
                "ledger": about["ledger"],
                "steps": [step * chance.randint(1, int(most / step)) for _ in "ab"],
                "any": [chance.uniform(step / 10, most) for _ in "ab"],
                "one": [step * chance.randint(1, int(most / step))] * 2,
            }
            setting[name] = sorted(ends[chance.choice(["ledger", "steps", "steps", "any", "one"])])
        found.append(setting)
    return found


def printer(book, count=DRAWS):
    """Return a function that says what Python prints of a setting; what is the same for all is read once."""
    tables = {it_too: model.inputs(book, it_too) for it_too in (False, True)}
    estimates = scenario.estimates(book)

    def printed(setting):
        table = tables[setting["it_workers_too"]]
        inputs = model.with_bounds(table, {name: tuple(setting[name]) for name in table.index})
        given = setting["sent_home"], setting["in_russia"], count
        with mock.patch.object(scenario, "estimates", lambda _: estimates):
            return whatif.printed(book, inputs, *given, distribution=setting["distribution"])

    return printed


def in_page(page, name, data, settings, *more):
    """Return what a section's script says of some settings.

    Parameters
    ----------
    page : playwright page
    name : {"doubt", "whatif"}
    data : dict
    settings : list of dict
    *more
        Further arguments of the script's ``evaluate``.
    """
    page.set_content(f"<!DOCTYPE html><title>{name}</title>{section(name, data)}")
    call = f"""([settings, more]) => {{
        const data = JSON.parse(document.querySelector("script[type='application/json']").textContent);
        return settings.map(one => {{
            const {{ found, ...printed }} = {name}.evaluate(data, one, ...more);
            return printed;
        }});
    }}"""
    return page.evaluate(call, [settings, list(more)])


def differences(ours, theirs):
    """Return the places of what differs."""
    return [place for place, (one, other) in enumerate(zip(ours, theirs, strict=True)) if one != other]


def _part(settings):
    work = printer(ledger.read())
    return [work(one) for one in settings]


def main():
    from playwright.sync_api import sync_playwright

    book = ledger.read()
    space = robustness.Universes(book, ARTICLE)
    universes = universes_at_random(space, COUNT)
    data = whatif.for_page(book, 0.5, 50_000, 2**16)
    settings = settings_at_random(data, COUNT)
    start = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        parts = [settings[place : place + COUNT // 4] for place in range(0, COUNT, COUNT // 4)]
        said = [one for part in pool.map(_part, parts) for one in part]
    print(f"What if: {COUNT:,} settings of {DRAWS:,} draws in Python, {time.perf_counter() - start:.0f} s")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        start = time.perf_counter()
        found = in_page(page, "doubt", robustness.for_page(space), [as_setting(space, one) for one in universes])
        print(f"Doubt it yourself: {COUNT:,} settings in the page, {time.perf_counter() - start:.1f} s")
        wrong = differences([judged(space, one) for one in universes], found)
        print(f"  {len({str(one) for one in found}):,} different answers; {len(wrong)} differ from Python's")
        start = time.perf_counter()
        found = in_page(page, "whatif", data, settings, DRAWS)
        print(f"What if: {COUNT:,} settings in the page, {time.perf_counter() - start:.1f} s")
        also = differences(said, found)
        for place in also[:5]:
            print(settings[place], said[place], found[place], sep="\n  ", file=sys.stderr)
        print(f"  {len({str(one) for one in found}):,} different answers; {len(also)} differ from Python's")
        browser.close()
    end(len(wrong) + len(also))


if __name__ == "__main__":
    main()
