"""Run jobs in processes of their own, some at a time; nothing of one reaches the next.

Each process is forked, where the system can, from one that has done the slow
imports (`warm`), and runs its notebook in there with IPython's kernel. What
that cannot do like a kernel of its own (see `warm.run`) is run again with one.
"""

import contextlib
import functools
import multiprocessing
import os
import signal
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import connection

import psutil

from analysis.headless import interrupts
from analysis.headless import notebook as runner
from analysis.ledger import RunError

GRACE = 30  # seconds for what should end by itself
PR_SET_CHILD_SUBREAPER = 36  # of Linux


@dataclass
class _Running:
    process: object
    job: runner.Job
    number: int
    started: float
    last_sign: float  # of life
    alone: bool  # with a kernel of its own
    cells: int = 0


def run_all(jobs, at_once=None, on_cell=None):
    """Run jobs in processes of their own and yield each result as soon as it is there.

    Close the generator to end what still runs (`contextlib.closing`).

    Parameters
    ----------
    jobs : sequence of runner.Job
    at_once : int, optional
        Processes; by default one a core.
    on_cell : callable, optional
        Called with the job and a number of cells just done, and with (None, 0)
        once a second in between. The number is negative if a job starts anew.

    Yields
    ------
    (int, runner.Run, float)
        The job's position, its result, and the seconds it took.
    """
    at_once = at_once or min(os.cpu_count() or 1, len(jobs)) or 1
    context, running, on_cell = prepare(), {}, on_cell or (lambda job, cells: None)
    waiting = [(number, False) for number in range(len(jobs))]
    # Workers keep their own files here: one that is ended cannot clean up after itself.
    with tempfile.TemporaryDirectory(prefix="run-", ignore_cleanup_errors=True) as scratch, _ending_all(running):
        while waiting or running:
            interrupts.check()
            while waiting and len(running) < at_once:
                _start(context, jobs, *waiting.pop(0), scratch, running)
            for channel in connection.wait(list(running), timeout=1):
                one = running[channel]
                message = _receive(channel, one)
                if message == "cell":
                    one.cells += 1
                    on_cell(one.job, 1)
                    continue
                _end(one)
                del running[channel]
                if isinstance(message, RunError):
                    raise message
                if message is None:
                    on_cell(one.job, -one.cells)
                    waiting.insert(0, (one.number, True))
                    continue
                yield one.number, message, time.monotonic() - one.started
            on_cell(None, 0)
            _end_overdue(running)


def _receive(channel, one):
    """Return "cell", a result, or None if the job has to be run again with a kernel of its own."""
    one.last_sign = time.monotonic()
    try:
        return channel.recv()
    except (EOFError, ConnectionResetError):
        return runner.failed(one.job, "its process ended before it was done") if one.alone else None


def _end_overdue(running):
    """End each process whose cell has run longer than a cell may; a kernel of its own should see to that itself."""
    for one in running.values():
        patience = runner.CELL_TIMEOUT + (GRACE if one.alone else 0)
        if time.monotonic() - one.last_sign > patience:
            _kill(one.process.pid)


def _end(one):
    """End a job's process and all that it started: a thread or a forked process would keep it for ever."""
    _kill(one.process.pid)
    one.process.join(GRACE)


def _kill(pid):
    with contextlib.suppress(psutil.Error):
        worker = psutil.Process(pid)
        for process in [*worker.children(recursive=True), worker]:
            with contextlib.suppress(psutil.Error):
                process.kill()


def _start(context, jobs, number, alone, scratch, running):
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(send, jobs[number], alone, scratch))
    with interrupts.deferred():
        process.start()
        running[receive] = _Running(process, jobs[number], number, time.monotonic(), time.monotonic(), alone)
    send.close()


@contextlib.contextmanager
def _ending_all(running):
    """End the running processes, and all that they started, when the block ends, by Ctrl-C for example."""
    try:
        yield
    finally:
        with interrupts.deferred():
            for one in running.values():
                _end(one)


@functools.cache
def prepare():
    """Start the process that workers are forked from, where the system can, and return the context to start them.

    Its slow imports go on while this process does other things.
    """
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        from multiprocessing import forkserver, resource_tracker

        context.set_forkserver_preload(["analysis.headless.warm"])
        resource_tracker.ensure_running()  # it would end the deferral: it keeps interrupts off itself in its own way
        with interrupts.deferred():
            forkserver.ensure_running()
    return context


def _work(channel, job, alone, scratch):
    """Run one job in a process of its own: send "cell" after each cell, at last the result, or None."""
    # Ctrl-C reaches the whole group: the parent alone answers it. Kernels inherit the mask, and need the signal.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, interrupts.BOTH)
    # What a notebook writes past its kernel is in its outputs; our own are for progress and summary.
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    from analysis.headless import warm

    tempfile.tempdir, owner = scratch, os.getpid()
    _adopt_orphans()

    def send(message):
        if os.getpid() != owner:
            os._exit(0)  # forked by a cell: a copy of this process that must not speak for it
        channel.send(message)

    try:
        result = (runner.run if alone else warm.run)(job, lambda: send("cell"))
    except RunError as error:
        result = error
    send(result)
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            process.kill()
    os._exit(0)  # without waiting for threads that a cell left


def _adopt_orphans():
    """Let processes whose parent ends become children of this one, where the system can, so that they end with it."""
    with contextlib.suppress(OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
