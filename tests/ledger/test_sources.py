"""The line under a chart names its publishers, each once, and says how many more there are."""

from analysis.ledger import sources


def test_a_line_names_as_many_publishers_as_it_may_and_counts_the_rest(book):
    one_each = book.sources.drop_duplicates("producer").head(4)
    ids, names = list(one_each["source_id"]), list(one_each["producer"])
    assert sources.line(book, ids, most=4) == ", ".join(names)
    assert sources.line(book, [*ids, *ids, "no-such-source"], most=4) == ", ".join(names)
    more = f"{', '.join(names[:3])} and 1 more; every row in data/ names its source"
    assert sources.line(book, ids, most=3) == more
    assert sources.line(book, [], most=3) == ""
