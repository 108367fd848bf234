"""An audit as one JSON document for other programs; ``docs/audit.schema.json`` describes it."""

import math

from analysis.audit import account
from analysis.ledger import UnreadableDate, dates


def of(done):
    """Return an audit as a dict of plain values.

    Parameters
    ----------
    done : folder.Audit

    Returns
    -------
    dict
        ``figures_and_dates``, a list in the order of the text, and ``summary``.
    """
    rows = [_row(hit) for hit in done.hits.to_dict("records")]
    counted = account.counts(done.hits)
    dated = [row for row in rows if row["kind"] in account.DATES]
    return {
        "figures_and_dates": rows,
        "summary": {
            "sentence": done.summary,
            "source": done.source_id or None,
            "published": done.published or None,
            "sha256": done.sha256,
            "figures": len(rows) - len(dated),
            "dates": len(dated),
            "dates_read": sum(bool(hit) for hit in done.hits["edtf"]),
            **counted,
            "problems": list(done.problems),
            "differences": list(done.differences),
        },
    }


def _row(hit):
    earliest, latest = _days(hit["edtf"])
    return {
        **{name: int(hit[name]) for name in ("paragraph", "start", "end")},
        **{name: hit[name] for name in ("text", "kind", "hedge")},
        **{name: float(hit[name]) if math.isfinite(hit[name]) else None for name in ("low", "high")},
        "unit": hit["unit"] or None,
        "rule": hit["edtf_rule"] or hit["rule"],
        "earliest": earliest,
        "latest": latest,
        "state": hit["state"],
        "claim": hit["by"] or None,
    }


def _days(edtf):
    try:
        return tuple(str(day) if day else None for day in dates.bounds(edtf)) if edtf else (None, None)
    except UnreadableDate:
        return None, None
