"""The commands for articles: audit one, make the folder of a new one, look for evidence, write its site."""

import json
import sys
from datetime import date
from pathlib import Path

import click

from analysis import DATA, ROOT
from analysis.commands import FOLDER, NOTEBOOK, complain, data_option, day, fail, failures, quiet_option
from analysis.headless import interrupts

MOST_NAMED = 10  # of what is wrong with an article, beside its site
MANY = 2000  # rows of which a command that is piped says that it drafts them


@click.command("audit")
@click.argument("article", type=NOTEBOOK)
@click.option(
    "--source",
    metavar="ID",
    help="Its source_id (source.csv of the article, or data/record/sources.csv).  [default: found by its fingerprints, if any]",
)
@click.option("--published", metavar="DAY", help="Its day of publication, ISO.  [default: its source's]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else; write no folder.")
@click.option("--out", type=FOLDER, help="Folder to write.  [default: audits/ARTICLE of the project]")
@quiet_option
def audit_(article, source, published, as_json, out, quiet):
    """List every figure and date in your copy of ARTICLE (text or HTML) and what accounts for it.

    Exit code 1 if one is open, or the ledger and the article disagree; with --json 0 once
    the document is printed. docs/audit.schema.json describes it.

    \b
    Examples:
      python -m analysis audit article.txt --source harbour-2025
      python -m analysis audit new.html --published 2025-03-14 --json
    """
    with failures("nothing was written"):
        from analysis.audit import document
        from analysis.audit import folder as audit_folder
        from analysis.headless import results

        published = day(published)
        if as_json:
            done = audit_folder.audited(article, source, published)
            click.echo(json.dumps(document.of(done), indent=1, allow_nan=False))
            return
        out = (out or ROOT / "audits" / article.stem).resolve()
        results.require_replaceable(out, "audit")
        with results.replacing(out) as staging:
            done = audit_folder.write(article, staging, source, published)
            about = results.made_from({}, "audit")
            about["inputs"]["article"] = done.sha256
            results.write_manifest(staging, about | {"source_id": done.source_id})
        if not quiet:
            for line in done.differences:
                click.echo(f"  another copy: {line}")
            for row in done.open.to_dict("records"):
                click.echo(f"  open: paragraph {row['paragraph']}: {row['text']}")
            click.echo(f"{done.summary}\nRead it: {out / 'index.html'}")
        for line in done.problems:
            complain(line)
        sys.exit(1 if len(done.open) or done.problems else 0)


@click.command("new-article")
@click.argument("text", type=NOTEBOOK)
@click.option("--id", "name", required=True, metavar="ID", help="Its source_id: small letters, digits, hyphens.")
@click.option(
    "--published", required=True, metavar="DAY", help="Day of publication, ISO: relative dates are read from it."
)
@click.option("--url", required=True, help="Address at which the text was seen.")
@click.option("--producer", default="", help="The publisher.  [default: the host of the address]")
@click.option("--title", default="", help="The headline.  [default: the first line, if it is short]")
@click.option(
    "--sentences",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File for the sentence of each row, outside the project.  [default: beside TEXT]",
)
@data_option
def new_article_(text, name, published, url, producer, title, sentences, data):
    """Draft the folder of a new article from your copy TEXT: its source, claims, events and fingerprints.

    What no rule knows stays blank; `check --article ID` then says what is missing.

    \b
    Example:
      python -m analysis new-article harbour.txt --id harbour-2025 --published 2025-03-14 \\
        --url https://example.org/harbour
    """
    with failures("nothing was written"):
        from analysis.audit import new_article
        from analysis.ledger import ParameterError

        if day(published) > str(date.today()):
            raise ParameterError(f"--published: given {published!r}; allowed: no day to come")
        source = {"source_id": name, "published": day(published), "url": url, "producer": producer, "title": title}
        home, beside, claims, events = new_article.write(text, source, sentences, data or DATA, _shown)
        out = sum(table["use"].eq("excluded").sum() for table in (claims, events))
        click.echo(
            f"{home}: {len(claims)} figures and {len(events)} dates drafted, {out} of them left out with a reason.\n"
            f"Their sentences, for your eyes: {beside}\n"
            f"Next: python -m analysis check --article {name}"
        )


def _shown(rows, what):
    """Give rows on and show on standard error how far they are: a bar on a terminal, else a line if they are many."""
    from tqdm import tqdm

    if not sys.stderr.isatty() and len(rows) > MANY:
        click.echo(f"{what}: {len(rows):,}", err=True)
    return tqdm(rows, desc=what, leave=False, disable=not sys.stderr.isatty())


@click.command("evidence")
@click.option(
    "--suggest", "name", required=True, metavar="ID", help="The article whose figures are looked for in the record."
)
@data_option
def evidence_(name, data):
    """List claims of the record of like measure, place and time as those of an article; you judge what they can show.

    \b
    Example:
      python -m analysis evidence --suggest harbour-2025
    """
    with failures("nothing was changed"):
        from analysis import ledger, verdicts
        from analysis.audit import new_article

        folder = data or DATA
        new_article.require(name, folder)
        found = verdicts.suggested(ledger.read(folder, source=name), name)
        for own, rows in found.groupby("own", sort=False):
            click.echo(f"{own}: {rows['own_figure'].iloc[0]}")
            for row in rows.to_dict("records"):
                click.echo(f"    {row['claim_id']}: {row['asserted_by']}: {row['figure']}")
        if found.empty:
            click.echo(f"The record has no claim of like measure, place and time as those of {name}.")


def report_article(name, text, notebooks, out, quiet):
    """Write the site of one article, and print what its pages say."""
    from analysis.audit import new_article, site
    from analysis.headless import declared, results
    from analysis.ledger import ParameterError, check, folders

    if name is None:
        raise ParameterError("--text needs --article ID")
    new_article.require(name)
    for path in notebooks:
        declared.require_any_article(path, "--article")
    if notebooks:
        raise ParameterError("--article takes no notebooks; run NOTEBOOK -p source_id ID runs one")
    out = (out or ROOT / "reports" / name).resolve()
    results.require_replaceable(out, "report")
    files, said, unlike = site.files(name, text)
    with results.replacing(out) as staging:
        for file, content in files.items():
            (staging / file).write_text(content, encoding="utf-8")
        results.write_manifest(staging, results.made_from({}, "report", name) | {"source_id": name})
    if not quiet:
        click.echo("\n".join([*said, f"Read it: {out / 'index.html'}"]))
    wrong = check.problems(DATA, seals=name not in folders.drafts(DATA), article=name) + unlike
    for line in wrong[:MOST_NAMED]:
        complain(line)
    if len(wrong) > MOST_NAMED:
        complain(f"and {len(wrong) - MOST_NAMED} more")
    sys.exit(bool(wrong))


def check_article(name, folder, accept, place, sealed):
    """Print what is missing in an article, row by row in the order of its text; seal it if asked and nothing is."""
    from analysis.audit import accepting, new_article
    from analysis.ledger import check, folders, package, seals

    new_article.require(name, folder)
    if accept:
        with interrupts.deferred():  # three files, all or none
            said = accepting.accept(name, folder, place)
        click.echo("\n".join(said), nl=bool(said))
    found = new_article.missing(name, folder)
    for (row, path, line, wording), faults in found.items():
        click.echo(f"{row}  “{wording}”  ({path} line {line})" if path else row or "elsewhere")
        for fault in faults:
            click.echo(f"    {fault}")
    if blank := accepting.may_stay_open(name, folder):
        counted = ", ".join(f"{accepting.OPEN[column]} ({column}) in {number} rows" for column, number in blank.items())
        click.echo(
            f"No rule found {counted}. Type what you know. --accept then writes the publisher for who says so, “unnamed” "
            "for what is counted, “none” for the unit, “unnamed” or the --place you give for where, “all” for of which "
            "people, and for when “up to publication”, or “from then on” for what is planned."
        )
    if gone := new_article.taken_away(name, folder):
        click.echo(
            f"No longer there, by their numbers: {', '.join(map(str, gone))}. "
            f"python -m analysis audit TEXT --source {name} says whether other rows cover their words; if so, all is well."
        )
    if dates := new_article.leaning(name, folder):
        click.echo(
            f"Read from a date before them in the text: {', '.join(dates)}. Look at each; --seal says that you have."
        )
    if found:
        cells, rows = sum(map(len, found.values())), len(found)
        fail(f"{cells} cell{'s are' if cells > 1 else ' is'} missing or wrong, in {rows} row{'s' * (rows > 1)}")
    # Rows that nobody has sealed yet are sealed below.
    changed = [] if name in folders.drafts(folder) else seals.faults(package.read(Path(folder), [name]), new=False)
    for line in changed:
        complain(line)
    if changed:
        sys.exit(1)
    if sealed:
        click.echo(f"{name}: {new_article.seal(name, str(date.today()), folder)} rows sealed as seen once.")
    else:
        left = len(new_article.unsealed(name, folder))
        command = f"python -m analysis check --article {name}"
        rest = (
            f" Complete what is blank: {command} --accept"
            if blank or check.problems(folder, article=name)
            else f" Seal {left} new rows, of all its tables: {command} --seal"
            if left
            else ""
        )
        click.echo(f"{name}: nothing is missing.{rest}")
