"""A sweep of the brief over drawn universes says what judging them in process says; benchmarks/robustness.py does more."""

from analysis import robustness
from analysis.headless import notebook as runner
from analysis.headless import sweep

ARTICLE = "donga-2024-08"


def test_a_sweep_of_the_brief_says_the_same(book, tmp_path):
    space = robustness.Universes(book, ARTICLE)
    drawn = [
        one
        for one in robustness.sample(space, 400, seed=6)
        if (one.least_grade, one.repeats, one.bearing, one.excluded) == ("F", "once", "all", "out") and one.leave_out
    ][:3]
    todo = {
        f"case-{number}": {
            "reading": one.reading,
            "window_years": int(one.window_years),
            "as_of": one.as_of,
            "leave_out": " ".join(sorted(one.leave_out)),
        }
        for number, one in enumerate(drawn)
    }
    table = sweep.run(runner.NOTEBOOKS / "00_brief.ipynb", todo, tmp_path / "out", progress=False)
    assert table["error"].eq("").all() and len(table) == 3
    for universe, row in zip(drawn, table.to_dict("records")):
        for thesis in space.theses:
            if thesis["role"]:
                role = thesis["role"]
                assert (row[f"{role}_verdict"], row[f"{role}_likelihood"]) == space.thesis(thesis, universe)
