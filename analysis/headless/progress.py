"""Progress on standard error: a bar on a terminal, else a line a notebook; no control characters when piped."""

import sys

from tqdm import tqdm


class Progress:
    """Counts the cells done; names each notebook or case that has ended, and says how long it took.

    Parameters
    ----------
    what : str
        What is being made.
    jobs : sequence of runner.Job
    shown : bool
        False for silence.
    """

    def __init__(self, what, jobs, shown=True):
        self.shown = shown
        terminal = shown and sys.stderr.isatty()
        # The bar counts the elapsed time itself; leave=False keeps the screen clean.
        self.bar = tqdm(total=sum(job.cells for job in jobs), unit="cell", desc=what, disable=not terminal, leave=False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.bar.close()

    def cell(self, job, cells):
        """Count cells of a job; without a job, only show the time that has passed."""
        if job is not None:
            self.bar.set_postfix_str(job.name, refresh=False)
        self.bar.update(cells)
        if not cells:
            self.bar.refresh()

    def done(self, name, error, seconds, cells):
        """Write one line about a job that has ended."""
        if self.shown:
            state = "failed" if error else "done"
            self.bar.write(f"  {state:6}  {name}  {cells} cells in {seconds:.1f} s", file=sys.stderr)
