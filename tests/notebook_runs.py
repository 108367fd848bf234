"""What the tests know of the committed notebooks: where they are, and other parameters to run them with."""

from analysis import runner

PATHS = runner.notebooks()

# Two parameter sets a notebook besides its defaults, and a text that each must bring about.
OTHER_PARAMETERS = {
    "00_brief": [
        ({"window_years": 10, "reading": "narrow"}, "1 contradicted"),
        (
            {"leave_out": "asiatoday-2025-02-05 news1-2025-04-17 koreaherald-2025-05-29"},
            "issued (no figure left) study visas",
        ),
    ],
    "01_claims": [
        ({"reading": "narrow", "show_excluded": False}, "2,000 to 20,000"),
        ({"source_id": "nknews-2025-05-08"}, "only three for education"),
    ],
    "02_timeline": [
        ({"reading": "narrow"}, "[2024-07-21..2024-08-21]"),
        ({"published": "2024-08-20", "start": "2017-01-01", "end": "2025-12-31"}, "UN caps work authorizations"),
    ],
    "03_revenue": [
        ({"scope": "all"}, "Any worker, IT included"),
        ({"dispatched_only": True}, "IT workers abroad only"),
    ],
    "04_shift": [
        ({"first_year": 2023, "last_year": 2024}, "Quarters not published: none"),
        ({"leave_out": "rfa-2023-08 kmib-2011-06-01"}, "The last of 8 same-source pairs"),
    ],
}
