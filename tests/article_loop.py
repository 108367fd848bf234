"""An invented article brought from its text to a sealed folder, as a person does it: draft, type, accept, seal."""

import csv
from pathlib import Path

from notebook_runs import ARTICLES

from analysis.audit import accepting, new_article

PORT = ("port", "2025-04-09", "Larne Bay", "port-2025")  # another subject
WORKERS = ("workers", "2024-10-22", "RU", "primorye-2024")  # the topic's subject


def draft(article, data, sentences):
    """Draft the folder of one of the articles above in a ledger; return the folder."""
    text, published, _, name = article
    source = {"source_id": name, "published": published, "url": f"https://www.news.example/{text}"}
    return new_article.write(ARTICLES / f"{text}.txt", source, sentences, data)[0]


def type_in(text, home):
    """Type into the blank cells of a folder what stands for them in ``tests/articles/TEXT.csv``; return how many."""
    answers, typed = rows(ARTICLES / f"{text}.csv"), 0
    for name in ("claims", "events"):
        path = Path(home) / f"{name}.csv"
        found = rows(path)
        for row in found:
            for answer in answers:
                of_row = row["locator"] == answer["paragraph"] and answer["wording"] in row["wording"]
                if of_row and row.get(answer["column"]) == "":
                    row[answer["column"]] = answer["value"]
                    typed += 1
        write(path, found)
    return typed


def bring(article, data, sentences):
    """Bring one of the articles above into a ledger; return how many cells were typed."""
    home = draft(article, data, sentences)
    typed = type_in(article[0], home)
    accepting.accept(article[3], data, article[2])
    new_article.seal(article[3], "2026-11-24", data)
    return typed


def write(path, table):
    """Write the rows of a table as a person's editor does."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def rows(path):
    """Return the rows of a table, each a dict of texts."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
