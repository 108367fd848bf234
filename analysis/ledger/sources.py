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


def table(book, source_ids):
    """Return the sources by id: grade, publisher, date, title, address, note."""
    wanted = book.sources[book.sources["source_id"].isin(set(source_ids))]
    columns = ["source_id", "reliability", "producer", "published", "title", "url", "note"]
    return wanted[columns].reset_index(drop=True)
