"""The command line: ``python -m analysis``."""

import logging
import sys
from pathlib import Path

import click

from analysis import DATA, ROOT, __version__
from analysis.commands import (
    FOLDER,
    NOTEBOOK,
    OneLineGroup,
    articles,
    complain,
    data_option,
    fail,
    failures,
    jobs_option,
    quiet_option,
)


@click.group(cls=OneLineGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="analysis")
def main():
    """Claims on North Korean labour in China and Russia: check the ledger, run notebooks, make the report.

    Exit codes: 0 success, 1 a failed run or check, 2 wrong usage or parameters, 130 interrupted.
    """


@main.command("report")
@click.argument("notebooks", nargs=-1, type=NOTEBOOK)
@click.option(
    "--article", metavar="ID", help="Write the site of this article instead: claims, timeline, audit, verdicts."
)
@click.option("--text", type=NOTEBOOK, help="With --article: your copy, for the audit.")
@click.option("--out", type=FOLDER, help="Folder to write.  [default: output/, or reports/ID, of the project]")
@jobs_option
@click.option("--anew", is_flag=True, help="Run every notebook, also those whose inputs have not changed.")
@quiet_option
def report_(notebooks, article, text, out, jobs, anew, quiet):
    """Run NOTEBOOKS (default: all) and write pages, figures, tables and executed notebooks.

    A notebook whose inputs have not changed since the last report is not run again.

    \b
    Examples:
      python -m analysis report
      python -m analysis report notebooks/03_revenue.ipynb --out /tmp/revenue
      python -m analysis report --article harbour-2025 --text harbour.txt
    """
    with failures("the last report is as it was"):
        if article is not None or text:
            articles.report_article(article, text, notebooks, out, quiet)
            return
        from analysis.headless import report

        out = out or ROOT / "output"
        found = report.write(out, notebooks, None, jobs, progress=not quiet, anew=anew)
        if found is None:
            click.echo(f"Nothing has changed since the last report. Read it: {out / 'index.html'}")
        else:
            _name_unsealed()
            _summarize(found, out, quiet)


@main.command()
@click.argument("notebook", type=NOTEBOOK)
@click.option("-p", "given", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter; may be repeated.")
@click.option("-f", "file", type=NOTEBOOK, help="YAML file of parameters, name: value; -p goes before it.")
@click.option("--out", type=FOLDER, help="Folder to write.  [default: runs/NOTEBOOK/PARAMETERS of the project]")
@click.option("--help-notebook", is_flag=True, help="List the notebook's parameters and exit.")
@quiet_option
def run(notebook, given, file, out, help_notebook, quiet):
    """Run one NOTEBOOK with other parameters; they are checked before a kernel starts.

    \b
    Examples:
      python -m analysis run notebooks/03_revenue.ipynb --help-notebook
      python -m analysis run notebooks/03_revenue.ipynb -p scope all -p dispatched_only true
    """
    with failures("nothing was written"):
        from analysis.headless import declared

        if help_notebook:
            click.echo(declared.manual(notebook))
            return
        from analysis.headless import pool as workers
        from analysis.headless import report, sweep

        workers.prepare()
        values = declared.reader(notebook)(_given(file, given))
        out = out or ROOT / "runs" / notebook.stem / sweep.case_name(values)
        _summarize(report.write(out, [notebook], values, 1, progress=not quiet, anew=True), out, quiet)


@main.command("sweep")
@click.argument("notebook", type=NOTEBOOK)
@click.argument("grid", type=NOTEBOOK, metavar="GRID.yaml")
@click.option("--out", type=FOLDER, help="Folder to write.  [default: sweeps/NOTEBOOK of the project]")
@click.option("--scheduler", metavar="ADDRESS", help="Run on the workers of this Dask scheduler.")
@jobs_option
@quiet_option
def sweep_(notebook, grid, out, scheduler, jobs, quiet):
    """Run NOTEBOOK once for every case of GRID.yaml and gather the findings in sweep.csv.

    GRID.yaml holds lists of values, of which every combination is run, or a
    list of cases. A case that is there already, from the same inputs, is not run again.

    \b
    Examples:
      echo '{scope: [non_it, all], dispatched_only: [true, false]}' > grid.yaml
      python -m analysis sweep notebooks/03_revenue.ipynb grid.yaml
      python -m analysis sweep notebooks/03_revenue.ipynb grid.yaml --scheduler tcp://127.0.0.1:8786
    """
    with failures("the finished cases are kept: run it again to go on"):
        from analysis.headless import pool as workers
        from analysis.headless import sweep

        if scheduler == "":
            raise click.BadParameter("must not be blank", param_hint="--scheduler")
        if scheduler:
            logging.disable(logging.CRITICAL)  # Dask logs, with tracebacks, what we say in one line
        else:
            workers.prepare()
        out = out or ROOT / "sweeps" / notebook.stem
        table = sweep.run(notebook, sweep.cases(notebook, grid), out, scheduler, jobs, progress=not quiet)
        failed = table[table["state"] == "failed"]
        if not quiet:
            click.echo(f"{len(table)} cases, {len(failed)} failed: {out / sweep.TABLE}")
        for case, error in zip(failed["case"], failed["error"]):
            complain(f"{case}: {error}")
        sys.exit(1 if len(failed) else 0)


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@quiet_option
def verify(folder, quiet):
    """Say which files in FOLDER, or inputs they were made from, no longer match its manifest.

    \b
    Example:
      python -m analysis verify output/
    """
    with failures("nothing was changed"):
        from analysis.headless import results

        found, files = results.differences(folder), results.read_manifest(folder)["files"]
        inputs, _ = results.inputs(folder)
        outside = [name for name in inputs if "/" not in name]
        for line in found:
            complain(line)
        if not quiet and not found:
            counts = f"{len(files)} files and {len(inputs) - len(outside)} inputs"
            click.echo(f"{folder}: all {counts} match the manifest.")
            for name in outside:
                click.echo(f"  not checked, as it lies outside the project: {name}")
        sys.exit(1 if found else 0)


@main.command()
@click.argument("data", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--article", metavar="ID", help="Check this article alone, and list what is missing in the order of its text."
)
@click.option(
    "--accept",
    is_flag=True,
    help="With --article: take its new measures, units, places and sides as terms of its own; fill units that follow.",
)
@click.option(
    "--place", default="", help="With --accept: where the figures hold whose place is blank.  [default: unnamed]"
)
@click.option(
    "--seal", "sealed", is_flag=True, help="With --article: if nothing is missing, seal its rows as seen once."
)
@quiet_option
def check(data, article, accept, place, sealed, quiet):
    """Check the ledger in DATA (default: data/ of the project), and that no row changed since the last look at it.

    Articles that nobody has sealed are drafts and are checked only with --article.

    \b
    Examples:
      python -m analysis check
      python -m analysis check --article harbour-2025
    """
    with failures("what was written is whole" if accept or sealed else "nothing was changed"):
        from analysis import ledger
        from analysis.ledger import ParameterError, folders
        from analysis.ledger import check as checks

        folder = data or DATA
        if place and not accept:
            raise ParameterError("--place needs --accept, which then fills what is left blank")
        if article is not None:
            articles.check_article(article, folder, accept, place, sealed)
            return
        if accept or sealed:
            raise ParameterError("--accept and --seal need --article ID")
        found = checks.problems(folder, seals=True)
        for line in found:
            complain(line)
        if found:
            sys.exit(1)
        book = ledger.read(folder)
        if not quiet:
            click.echo(
                f"{folder}: sound. {len(book.claims)} claims, {len(book.events)} events, "
                f"{len(book.sources)} sources, {len(book.readings.table)} readings."
            )
            for name in folders.names(folder):
                if name in folders.drafts(folder):
                    click.echo(f"  a draft, not checked: {name}")
                elif name != folders.topic(folder):
                    click.echo(f"  sound beside them: {name}")


@main.command("review")
@click.argument("row_id", nargs=-1, required=True, metavar="ID")
@click.option("--table", default="", help="The table, where several hold the id.")
@data_option
@click.option("--yes", is_flag=True, help="You have held the row against its source: do not ask.")
def review_(row_id, table, data, yes):
    """Show the row ID beside its sources, and seal it once you have held it against them.

    One row at a time. An id of two columns is written with a space between them.
    A row that was deleted loses its seal.

    \b
    Examples:
      python -m analysis review donga-2024-08/revenue
      python -m analysis review --table claims koreaherald-2025-02-10/workers-russia-2024-10
    """
    with failures("nothing was changed"):
        from datetime import date

        from analysis.ledger import package, review

        folder = data or DATA
        tables = package.read(folder)
        look = review.find(tables, " ".join(row_id), table)
        click.echo("\n".join(review.describe(look, tables)))
        question = "Does its source say so, column by column?" if look.row else "Is it right that it is gone?"
        try:
            if not yes and click.prompt(f"{question} [y/N]", "n", show_default=False).lower() not in ("y", "yes"):
                fail("not sealed")
        except click.Abort:  # there is nobody to answer
            fail("not sealed: no answer")
        new = review.renewed(look, date.today().isoformat())
        review.write(folder, look, new)
        click.echo(f"Sealed, {review.times(new['looks'])} now: {look.home}" if new else f"Seal taken away: {look.home}")


@main.command("refresh")
@quiet_option
def refresh_(quiet):
    """Execute the committed notebooks with their defaults and write them back.

    \b
    Example:
      python -m analysis refresh && git diff --stat notebooks/
    """
    with failures("nothing was written"):
        from analysis.headless import refresh

        refresh.write(progress=not quiet)
        _name_unsealed()


def _name_unsealed():
    """Warn on standard error of rows that differ from what somebody last looked at: pages show them all the same."""
    from analysis import DATA
    from analysis.ledger import folders, package, seals

    found = seals.faults(package.read(DATA, [folders.topic(DATA)]))
    if found:
        more = f" (and {len(found) - 1} more: python -m analysis check)" if len(found) > 1 else ""
        click.echo(f"warning: {found[0]}{more}", err=True)


def _given(file, given):
    """Texts by name, from a YAML file and from the command line."""
    from analysis.headless import sweep
    from analysis.ledger import ParameterError

    twice = [name for number, (name, _) in enumerate(given) if name in dict(given[:number])]
    if twice:
        raise ParameterError(f"parameter {twice[0]}: given twice")
    values = sweep.read_yaml(file) if file else {}
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise ParameterError(f"{file}: allowed: one value for each parameter, name: value")
    return values | dict(given)


def _summarize(runs, out, quiet):
    """Print findings, where the report is, and which notebooks failed; exit."""
    if not quiet:
        for one in runs:
            click.echo(f"\n{one.title}")
            for finding in one.findings:
                click.echo(click.wrap_text(finding["sentence"], 96, "  ", "  "))
        kept = sum(one.kept for one in runs)
        if kept:
            click.echo(f"\nNot run again, as no input has changed: {kept} of {len(runs)} notebooks.")
        click.echo(f"\nRead it: {out / 'index.html'}")
    failed = [one for one in runs if one.error]
    for one in failed:
        complain(f"{one.name}: {one.error}")
    sys.exit(1 if failed else 0)


for command in (articles.audit_, articles.new_article_, articles.evidence_):
    main.add_command(command)


if __name__ == "__main__":
    main(prog_name="python -m analysis")
