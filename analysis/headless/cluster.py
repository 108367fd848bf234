"""Run jobs on an existing Dask cluster; the results are those of this machine's processes."""

import time

from analysis.headless import interrupts, results
from analysis.headless import notebook as runner
from analysis.ledger import RunError

PATIENCE = 30  # seconds without any worker


def run_all(jobs, address):
    """Run jobs on the workers of a Dask scheduler and yield each result as soon as it is there.

    A job whose worker dies runs again on another.

    Parameters
    ----------
    jobs : dict of str to runner.Job
    address : str
        Such as ``tcp://127.0.0.1:8786``.

    Yields
    ------
    (str, runner.Run, float)
        The job's name, its result, and the seconds its run took.

    Raises
    ------
    RunError
        If there is no scheduler or no worker, or one has another version of
        this package, its data or its libraries.
    """
    from distributed import Client

    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError, ImportError) as error:
        raise RunError(f"no Dask scheduler at {address}: {error}") from None
    try:
        _require_same_versions(client)
        futures = {client.submit(_run, job, key=f"{name}-{time.time_ns()}"): name for name, job in jobs.items()}
        while futures:
            for future in _wait_for_next(client, futures):
                name = futures.pop(future)
                if future.status == "finished":
                    yield name, *future.result()
                else:
                    yield name, runner.failed(jobs[name], "its worker died, and so did those that tried again"), 0.0
                future.release()
    finally:
        client.close(timeout=5)


def _run(job):
    start = time.monotonic()
    return runner.run(job), time.monotonic() - start


def _wait_for_next(client, futures):
    """Return the jobs that have ended, as soon as there is one; raise RunError when no worker is left."""
    from distributed import wait
    from distributed.client import FuturesCancelledError

    quiet_since = time.monotonic()
    while True:
        interrupts.check()
        try:
            ended = wait(list(futures), timeout=1, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            ended = ()
        except FuturesCancelledError:
            ended = None
        if ended is None or any(future.cancelled() for future in futures) or client.status != "running":
            raise RunError("the Dask scheduler is gone; the finished cases are kept: run it again to go on")
        if ended:
            return ended
        if client.scheduler_info(n_workers=-1)["workers"]:
            quiet_since = time.monotonic()
        elif time.monotonic() - quiet_since > PATIENCE:
            raise RunError(f"no Dask worker for {PATIENCE} s; the finished cases are kept: run it again to go on")


def _require_same_versions(client):
    """Raise RunError unless scheduler and workers have this package, data and versions."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise RunError(f"the Dask scheduler has no worker after {PATIENCE} s") from None
    try:
        there = {"scheduler": client.run_on_scheduler(results.made_from, {}), **client.run(results.made_from, {})}
    except Exception as error:  # whatever an import raises over there
        raise RunError(f"this package must be installed on scheduler and workers: {error}") from None
    ours = results.made_from({})
    for where, theirs in there.items():
        for kind in ("versions", "inputs"):
            for name in ours[kind].keys() | theirs[kind].keys():
                if ours[kind].get(name) != theirs[kind].get(name):
                    raise RunError(f"{where} differs from this machine in {name}: install the same there")
