"""Ctrl-C and requests to end: never lost, deferred where they would do harm, answered once."""

import _thread
import contextlib
import signal
import sys
import threading

BOTH = (signal.SIGINT, signal.SIGTERM)
AGAIN = 0.1  # seconds


def listen():
    """Raise KeyboardInterrupt on the first Ctrl-C or request to end; later ones do not cut the tidying short."""
    for one in BOTH:
        signal.signal(one, _insist)


def _insist(*_):
    # Raised once is not enough: numpy clears whatever is raised while it looks attributes up.
    again = threading.Timer(AGAIN, _wake_main)
    again.daemon = True
    again.start()
    if not _is_answered():
        raise KeyboardInterrupt


def _wake_main():
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)  # ends a wait as well
    else:
        _thread.interrupt_main()


def _is_answered():
    error = sys.exc_info()[1]
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


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
