"""A sweep of 40 cases against papermill: its command line once a case, and its API on two joblib processes.

The cases are one notebook for 40 sources. All run on the same machine in the
same minutes. Prints seconds, ratios and peak memory, for 10 and 40 cases, since
memory must not grow with them; exits 1 if a limit is broken.
"""

import json
import sys
import tempfile
from pathlib import Path

from measuring import end, measure

from analysis import ledger
from analysis.headless import notebook as runner

CASES = 40
NOTEBOOK = runner.NOTEBOOKS / "01_claims.ipynb"
COMMAND_LINE, TWO_PROCESSES, GROWTH = 1 / 10, 1 / 2, 1.1  # limits
JOBLIB = """
import json, sys, joblib, papermill
notebook, cases, folder = sys.argv[1], json.load(open(sys.argv[2])), sys.argv[3]
def run(number, case):
    papermill.execute_notebook(notebook, f"{folder}/{number}.ipynb", case, kernel_name="python3", progress_bar=False)
joblib.Parallel(2)(joblib.delayed(run)(number, case) for number, case in enumerate(cases))
"""


def main():
    sources = list(dict.fromkeys(ledger.read().claims["source_id"]))[:CASES]
    cases = [{"source_id": source} for source in sources]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (CASES // 4, CASES):
            (folder / f"{count}.json").write_text(json.dumps(cases[:count]))
        sweep = {
            count: measure([[sys.executable, "-m", "analysis", "sweep", NOTEBOOK, folder / f"{count}.json", "--quiet", "--out", folder / f"s{count}"]])
            for count in (CASES // 4, CASES)
        }  # fmt: skip
        (folder / "peer.py").write_text(JOBLIB)
        joblib = measure([[sys.executable, folder / "peer.py", NOTEBOOK, folder / f"{CASES}.json", folder]])
        call = [sys.executable, "-m", "papermill", "-k", "python3", "--no-progress-bar", NOTEBOOK, folder / "out.ipynb"]
        papermill = measure([[*call, "-p", "source_id", source] for source in sources])
    print(
        f"{CASES} cases of {NOTEBOOK.name}, 2 processes{'':8} {'seconds':>8} {'ratio':>6} {'limit':>6} {'peak MB':>8}"
    )
    rows = [("sweep, 10 cases", sweep[CASES // 4], None), ("sweep, 40 cases", sweep[CASES], None)]
    rows += [
        ("papermill API, joblib, 2 processes", joblib, TWO_PROCESSES),
        ("papermill, one call a case", papermill, COMMAND_LINE),
    ]
    broken = 0
    for what, (seconds, memory), limit in rows:
        ratio = sweep[CASES][0] / seconds
        broken += limit is not None and ratio > limit
        shown = f"{ratio:6.3f} {limit:6.2f}" if limit else f"{'':13}"
        print(f"{what:45} {seconds:8.1f} {shown} {memory:8.0f}")
    growth = sweep[CASES][1] / sweep[CASES // 4][1]
    broken += growth > GROWTH
    print(f"memory, 40 cases over 10: {growth:.2f}, limit {GROWTH}")
    end(broken)


if __name__ == "__main__":
    main()
