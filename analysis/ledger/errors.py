"""The errors that a user causes and can mend: one line each, in a terminal and in a notebook."""

LONGEST = 292  # characters of a message: with "error: " before it, a line has at most 300


def cut(text, most=LONGEST):
    """Return a text on one line of at most so many characters; a longer one loses its middle."""
    line, half = " ".join(text.split()), (most - 3) // 2
    return line if len(line) <= most else f"{line[:half]} … {line[-half:]}"


class AnalysisError(ValueError):
    """Something given to the package is wrong; the message, at most `LONGEST`, says what, and what is allowed."""

    def __init__(self, message):
        super().__init__(cut(message))

    def _render_traceback_(self):
        # IPython shows this one line instead of a page of frames.
        return [f"{type(self).__name__}: {self}"]


class LedgerError(AnalysisError):
    """The ledger is broken; the message names file, line, column and value."""


class UnreadableDate(AnalysisError):
    """No rule reads a date phrase, or the rule's answer would be a guess."""


class ParameterError(AnalysisError):
    """A parameter has a wrong name, type or value; the message says what is allowed."""


class ArticleError(AnalysisError):
    """A file is no article that can be read; the message says why."""


class RunError(AnalysisError):
    """Notebooks cannot be run, or their results not written; the message says why."""
