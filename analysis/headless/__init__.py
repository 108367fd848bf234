"""Notebooks run without a person: once, as a report, or many times as a sweep."""
