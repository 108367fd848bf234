"""Templates of the pages, and the one environment that fills them."""

import functools
from pathlib import Path

from analysis import NAME

TEMPLATES = Path(__file__).resolve().parent / "templates"


def fill(template, **values):
    """Return a page: a template of this folder filled with values, which are escaped."""
    return _environment().get_template(template).render(**values)


@functools.cache
def _environment():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["generator"] = NAME
    return environment
