"""Templates of the pages, and the one environment that fills them."""

from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent / "templates"


def fill(template, **values):
    """Return a page: a template of this folder filled with values, which are escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(**values)
