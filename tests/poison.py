"""A ledger with bad text behind every free text, for tests of what readers are shown."""

from dataclasses import replace

BAD = """"><script>alert(1)</script><img src=x onerror=a()> $x_1$ **bold** [a](javascript:a()) `c` 'q' =1+1"""
FREE = {
    "claims": ["asserted_by", "wording", "locator", "note"],
    "sources": ["producer", "title", "note"],
    "events": ["asserted_by", "title", "locator", "note"],
    "origins": ["name", "note"],
    "theses": ["short", "statement", "note"],
    "evidence": ["sentence"],
    "contradictions": ["sentence"],
    "assumptions": ["assumption"],
    "inputs": ["quantity"],
    "parts": ["words"],
}
FORMULA = dict.fromkeys(["note", "sentence", "assumption"], "=1+1 ")  # before the text


def poisoned(book):
    """Return the ledger with bad text behind every free text."""
    changed = {
        name: getattr(book, name).assign(
            **{column: FORMULA.get(column, "") + getattr(book, name)[column] + " " + BAD for column in columns}
        )
        for name, columns in FREE.items()
    }
    changed["sources"] = changed["sources"].assign(url=changed["sources"]["url"] + BAD)
    table = book.readings.table
    readings = replace(book.readings, table=table.assign(basis=table["basis"] + BAD))
    return replace(book, **changed, readings=readings)
