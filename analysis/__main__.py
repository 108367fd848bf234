"""The command line: ``python -m analysis``."""

import signal
import sys
from pathlib import Path

import click

from analysis import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="analysis")
def main():
    """Claims on North Korean labour in China and Russia: check the ledger, make the report."""


@main.command()
@click.argument("notebooks", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder to write.  [default: output/ of the project]",
)
@click.option("--jobs", type=click.IntRange(1), default=None, help="Notebooks run at a time.  [default: one a core]")
@click.option("--quiet", is_flag=True, help="No progress, no summary.")
def report(notebooks, out, jobs, quiet):
    """Run NOTEBOOKS (default: all) and write pages, figures, tables and executed notebooks.

    \b
    Examples:
      python -m analysis report
      python -m analysis report notebooks/03_revenue.ipynb --out /tmp/revenue
    """
    signal.signal(signal.SIGINT, _interrupt_once)
    try:
        from analysis import ledger, runner
    except KeyboardInterrupt:
        _fail("interrupted before anything was run", 130)
    try:
        out = out or runner.ROOT / "output"
        pages = runner.report(out, list(notebooks), jobs, progress=not quiet)
    except (ledger.LedgerError, runner.RunError, OSError) as error:
        _fail(error)
    except KeyboardInterrupt:
        _fail("interrupted; the last report is as it was", 130)
    failed = [page for page in pages if page.error]
    if not quiet:
        for page in pages:
            click.echo(f"\n{page.title}")
            for finding in page.findings:
                click.echo(click.wrap_text(finding["sentence"], 96, "  ", "  "))
        click.echo(f"\nRead it: {out / 'index.html'}")
    for page in failed:
        click.echo(f"error: {page.name}: {page.error}", err=True)
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("data", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(data):
    """Check the ledger in DATA (default: data/ of the project).

    \b
    Example:
      python -m analysis check
    """
    from analysis import check as checks
    from analysis import ledger

    folder = data or ledger.DATA
    try:
        found = checks.problems(folder)
    except ledger.LedgerError as error:
        _fail(error)
    for line in found:
        click.echo(f"error: {line}", err=True)
    if found:
        sys.exit(1)
    book = ledger.read(folder)
    click.echo(
        f"{folder}: sound. {len(book.claims)} claims, {len(book.events)} events, "
        f"{len(book.sources)} sources, {len(book.readings)} readings."
    )


@main.command()
def refresh():
    """Execute the committed notebooks with their defaults and write them back.

    \b
    Example:
      python -m analysis refresh && git diff --stat notebooks/
    """
    from analysis import runner

    try:
        runner.refresh()
    except (runner.RunError, ValueError, OSError) as error:
        _fail(error)


def _interrupt_once(*_):
    """Answer the first Ctrl-C; a second one must not cut the tidying short."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _fail(error, code=1):
    click.echo(f"error: {error}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main(prog_name="python -m analysis")
