"""The command line as tests call it: in this process, where nothing is imported anew for each call."""

import signal
from types import SimpleNamespace

from click.testing import CliRunner

from analysis.__main__ import main


def command(*words):
    """Run ``python -m analysis WORDS`` and return its exit code and what it wrote.

    Returns
    -------
    SimpleNamespace
        ``returncode``, ``stdout`` and ``stderr``, as of `subprocess.run`.
    """
    handlers = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        done = CliRunner().invoke(main, [str(word) for word in words], prog_name="python -m analysis")
    finally:
        for one, handler in handlers.items():
            signal.signal(one, handler)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return SimpleNamespace(returncode=done.exit_code, stdout=done.stdout, stderr=done.stderr)
