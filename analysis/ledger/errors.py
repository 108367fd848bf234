"""The errors that a user causes and can mend: one line each, in a terminal and in a notebook."""


class AnalysisError(ValueError):
    """Something given to the package is wrong; the message says what, and what is allowed."""

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
