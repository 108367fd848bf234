"""Ctrl-C and requests to end: never lost, put off where they would do harm, answered once.

The first one raises KeyboardInterrupt. Libraries can swallow that: numpy, for
one, clears whatever is raised while it looks attributes up. So it is also
noted, and each step that takes time or replaces files begins with `check`.
"""

import contextlib
import signal
import threading

BOTH = (signal.SIGINT, signal.SIGTERM)
_requested = threading.Event()


def listen():
    """Raise KeyboardInterrupt on the first Ctrl-C or request to end; later ones do not cut the tidying short."""
    for one in BOTH:
        signal.signal(one, _note)


def requested():
    """Return whether somebody has asked this process to end."""
    return _requested.is_set()


def check():
    """Raise KeyboardInterrupt if somebody has asked this process to end."""
    if requested():
        raise KeyboardInterrupt


def _note(*_):
    first = not requested()
    _requested.set()
    if first:
        raise KeyboardInterrupt


@contextlib.contextmanager
def deferred():
    """Let interrupts wait until what must not be cut in half is done; processes started so never see it."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    missed = []
    # The mask passes to processes; it holds for this thread alone, so the handler has to wait as well.
    signal.pthread_sigmask(signal.SIG_BLOCK, BOTH)
    handlers = {one: signal.signal(one, lambda *given: missed.append(given)) for one in BOTH}
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, BOTH)
        for one, handler in handlers.items():
            signal.signal(one, handler)
        for given in missed[:1]:
            if callable(handlers[given[0]]):
                handlers[given[0]](*given)
