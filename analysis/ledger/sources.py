"""Who stands behind a value: its claims, its sources, and the line under a chart."""


def trace(*values):
    """Return the ids of the claims, readings and assumptions behind some Ranges, in order of use; None is passed over."""
    return list(dict.fromkeys(step for value in values if value is not None for step in value.trace))


def source_ids(*values):
    """Return the ids of the sources that some Ranges rest on, in order of use."""
    return list(dict.fromkeys(step.split("/")[0] for step in trace(*values)))


def traces(table, columns=("value",)):
    """Return the claims and assumptions behind each row's Ranges, as one text a row."""
    return [" + ".join(trace(*(row[column] for column in columns))) for row in table.to_dict("records")]


def claims(book, table, columns=("value",)):
    """Return the claims alone behind each row's Ranges, as one text of ids a row, for the data of a chart."""
    known = set(book.claims["claim_id"])
    behind = [trace(*(row[column] for column in columns)) for row in table.to_dict("records")]
    return [" + ".join(step for step in steps if step in known) for steps in behind]


def grades(book, table, columns=("value",)):
    """Return the reliability grades of the sources behind each row's Ranges, worst last, as one text a row."""
    grade = book.sources.set_index("source_id")["reliability"]
    behind = [source_ids(*(row[column] for column in columns)) for row in table.to_dict("records")]
    return [" ".join(sorted({grade[source] for source in ids if source in grade.index})) for ids in behind]


def line(book, source_ids, most=12):
    """Return the publishers of some sources as one line for under a chart."""
    found = book.sources.set_index("source_id")["producer"].reindex(list(dict.fromkeys(source_ids))).dropna()
    names = list(dict.fromkeys(found))
    listed = ", ".join(names[:most])
    if len(names) <= most:
        return listed
    return f"{listed} and {len(names) - most} more; every row in data/ names its source"


def line_of(book, *values):
    """Return the line under a chart for the Ranges it draws."""
    return line(book, source_ids(*values))


def named(book, text):
    """Return the ids of the sources and origins that a text names, and what in it names none.

    Parameters
    ----------
    book : Ledger
    text : str
        Ids with a space between them, names of publishers or origins with a semicolon:
        ``nis-kr; Daily NK``. A publisher stands for all its sources that are no article under test.

    Returns
    -------
    (list of str, list of str)
    """
    known, by_name = {"unknown"}, {}
    for column, name, rows in (("source_id", "producer", book.sources), ("origin_id", "name", book.origins)):
        for row in rows[~rows[column].isin(book.articles)].to_dict("records"):
            known.add(row[column])
            by_name.setdefault(row[name].casefold(), []).append(row[column])
    found, strange = [], []
    for part in filter(None, map(str.strip, text.split(";"))):
        ids = by_name.get(part.casefold(), part.split())
        wrong = [name for name in ids if name not in known]
        # A name of several words that nobody has is one strange name, not several.
        strange += [part] if len(wrong) == len(ids) else wrong
        found += [name for name in ids if name in known]
    return list(dict.fromkeys(found)), strange


def table(book, source_ids):
    """Return the sources by id: grade, publisher, date, title, address, note."""
    wanted = book.sources[book.sources["source_id"].isin(set(source_ids))]
    columns = ["source_id", "reliability", "producer", "published", "title", "url", "note"]
    return wanted[columns].reset_index(drop=True)
