"""What the tests know of the committed notebooks: where they are, and what each parameter must change."""

from pathlib import Path

from analysis.headless import notebook as runner

PATHS = runner.notebooks()
ARTICLES = Path(__file__).resolve().parent / "articles"

EVERYTHING = None

# Notebook → (parameters, a text they must bring about, the tables and charts that must
# change; every other one must stay as it is).
PARAMETERS = {
    "00_brief": [
        ({"reading": "narrow"}, "3,000 to 7,000", {"tests"}),
        (
            {"window_years": 10},
            "2 are contradicted",
            {"answer", "tests", "theses", "then-and-now", "turning-points", "verdict-turns", "findings", "choices"},
        ),
        (
            {"as_of": "2024-08-21"},
            "It is as likely as not",
            {"answer", "choices", "dissent", "estimates", "findings", "quarterly-entries", "tests", "then-and-now", "theses", "turning-points", "verdict-turns"},
        ),
        (
            {"leave_out": "fsb-border"},
            "No count of entries to Russia for study is left",
            {"answer", "choices", "dissent", "findings", "quarterly-entries", "tests", "then-and-now", "theses", "turning-points", "verdict-turns"},
        ),
    ],
    "01_claims": [
        ({"reading": "narrow"}, "2,000 to 20,000", {"claims", "dates", "claims-of-the-record"}),
        ({"show_excluded": False}, "Claims: 10 rows", {"claims", "dates", "what-it-does-not-say"}),
        (
            {"source_id": "nknews-2025-05-08"},
            "only three for education",
            {"source", "claims", "readings", "claimed-ranges", "what-it-does-not-say", "dates", "findings"},
        ),
    ],
    "02_timeline": [
        (
            {"reading": "narrow"},
            "between 21 July 2024 and 21 August 2024",
            {"beside-other-sources", "a-day-earlier", "dates-as-read", "timeline", "findings"},
        ),
        (
            {"published": "2024-08-20"},
            "July 2024 to 20 August 2024",
            {"beside-other-sources", "a-day-earlier", "dates-as-read", "timeline", "findings"},
        ),
        ({"start": "2017-01-01"}, "UN caps work authorizations", {"timeline", "sources"}),
        ({"end": "2025-12-31"}, "Second report of the MSMT", {"timeline", "sources"}),
        ({"source_id": "tass-2024-12-05b"}, "Treaty in force", EVERYTHING),
    ],
    "03_revenue": [
        ({"scope": "all"}, "Any worker, IT included", {"per-worker", "revenue-parts", "revenue-trace", "findings"}),
        (
            {"dispatched_only": True},
            "IT workers abroad only",
            {"revenue-parts", "revenue-trace", "findings"},
        ),
    ],
    "04_shift": [
        ({"first_year": 2023}, "2023 Q1", {"quarterly-entries", "study-share", "residuals", "sources"}),
        ({"last_year": 2024}, "Quarters not published: none", {"quarterly-entries", "study-share", "sources"}),
        ({"reading": "narrow"}, "2,000 to 20,000", {"contradictions", "russia-counts", "findings"}),
        (
            {"leave_out": "rfa-2023-08"},
            "The last one, for about 2019, puts about 37.5% of them in Russia",
            {"share-directions", "stock-pairs", "russia-counts", "sources", "findings"},
        ),
        (
            {"as_of": "2024-08-21"},
            "No study entries or visas of 2024 are left",
            {
                "china-movements", "contradictions", "findings", "goods-trade", "pay-pairs", "plans", "quarterly-entries",
                "residuals", "russia-counts", "sources", "students", "study-share",
            },
        ),
    ],
    "05_scenario": [
        ({"sent_home": 1.0}, "if China sends home 100%", {"three-answers", "against-estimates", "sensitivity", "findings"}),
        ({"in_russia": 4000}, "With 4,000 workers in Russia", {"three-answers", "findings"}),
        (
            {"it_workers_too": True},
            "The part of the IT revenue earned in China",
            {
                "inputs", "claims-used", "three-answers", "against-estimates", "break-even", "sensitivity", "findings",
            },
        ),
        *(
            ({name: text}, "Bounds of the reader's own", {"inputs", "three-answers", "against-estimates", "break-even", "sensitivity", "findings"} | more)
            for name, text, more in (
                ("china_workers", "30000..40000", {"claims-used"}),
                ("russia_workers", "12000", {"claims-used"}),
                ("pay_china", "350..360", {"claims-used"}),
                ("pay_russia", "900..950", {"claims-used"}),
                ("take_china", "50..60", {"claims-used"}),
                ("take_russia", "80..90", {"claims-used"}),
            )
        ),
        (
            {"distribution": "log_uniform"},
            "if China sends home 50%",
            {"three-answers", "against-estimates", "break-even", "sensitivity", "findings"},
        ),
        ({"draws": 1024}, "if China sends home 50%", {"three-answers", "against-estimates", "break-even", "findings"}),
        (
            {"seed": 7, "draws": 1024},
            "if China sends home 50%",
            {"three-answers", "against-estimates", "break-even", "sensitivity", "findings"},
        ),
    ],
    "06_audit": [
        (
            {"article": str(ARTICLES / "shipyard.html")},
            "nearly 1,200",
            {"figures-and-dates", "draft-claims", "draft-events", "findings"},
        ),
        ({"source": "donga-2024-08"}, "does not stand in paragraph", EVERYTHING),
    ],
    "07_robustness": [
        ({"thesis": "trains"}, "They come on the resumed trains", {"specification-thesis-rise", "specification-thesis-trains"}),
        ({"most": 1}, "The answer falls if judged with only what was published", {"flip-sets", "every-flip-set", "findings"}),
        ({"universes": 100}, "100 sets of choices", {"specification-thesis-rise"}),
        ({"left_out": 3}, "2,000 sets of choices", {"specification-thesis-rise"}),
        ({"seed": 2}, "2,000 sets of choices", {"specification-thesis-rise"}),
    ],
}  # fmt: skip
