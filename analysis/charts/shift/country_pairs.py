"""Russia's share of the workers that one source counts in both countries."""

from analysis import shift
from analysis.charts import paper
from analysis.charts.paper import GROUND, OTHER, QUIET, RUSSIA, Chart, period_of, put, wrapped
from analysis.ledger import sources, words
from analysis.shift import sentences

COLUMNS = ["pair", "period", "asserted_by", "source_id", "status", "repeat", "china", "russia", "share"]


def pairs(book):
    """Draw Russia's share of the workers that one source counts in both countries, a row a source.

    A repeat of an origin that gave the same figures before is small and hollow;
    a share that may be anything is an empty frame.

    Parameters
    ----------
    book : Ledger

    Returns
    -------
    Chart
    """
    table = shift.pairs(book)
    title = _title(table)
    subtitle = (
        "Russia's share of the workers in both countries, as one source counts both: dots single figures, bars ranges, "
        "empty frame: anything is possible; small and hollow: a repeat of an earlier count"
    )
    words_on_paper = title, subtitle, sources.line(book, table["source_id"])
    rows = [(_label(row), _figures(row), "") for row in table.to_dict("records")]

    def draw(sheet):
        figure, axes, at, thick = sheet.rows(words_on_paper, rows, 0.5, 0.335, 0.34, 0.25)
        axes.set_xlim(0, 100)
        axes.set_xticks([0, 25, 50, 75, 100], ["0%", "25%", "50%", "75%", "100%"])
        axes.axvline(50, color=QUIET, linewidth=1, linestyle=":", zorder=1)
        put(axes, 50, axes.get_ylim()[1], "half", dy=-2, ha="center", va="top", fontsize=8, color=QUIET)
        for y, row in zip(at, table.to_dict("records")):
            _share(axes, y, row["share"], row["repeat"], 0.6 * thick)
        return figure

    data = table[COLUMNS].assign(claims=table["china_id"] + " + " + table["russia_id"])
    data = words.written(words.written(data, "persons", ["china", "russia"]), "percent", ["share"])
    sentence = sentences.of_pairs(table)
    said = paper.alt(f"{title}.", "Russia's share from 0 to 100 percent, a row a source.", sentence)
    return Chart("stock-pairs", draw, data, said, sentence)


def _title(table):
    if table.empty:
        return "No source counts workers in both countries"
    since = sentences.since_when_not_more(table)
    if since is None:
        return "The last source to count both puts more workers in Russia"
    return f"Since {since}, no source counts more workers in Russia than China"


def _label(row):
    return f"{wrapped(row['asserted_by'], 40)}\n{period_of(row)}{', a repeat' if row['repeat'] else ''}"


def _figures(row):
    china, russia = (words.describe(row[side], "persons").replace("about ", "≈") for side in ("china", "russia"))
    share = "share not known" if _anything(row["share"]) else words.describe(row["share"], "percent")
    return wrapped(f"{share}\nRussia {russia}, China {china}", 36)


def _anything(share):
    return share.low <= 0 and share.high >= 100


def _share(axes, y, value, repeat, thick):
    if value.low == value.high:
        paper.dot(axes, value.low, y, RUSSIA, repeat)
    elif _anything(value):
        axes.barh(y, 100, height=2 * thick, facecolor="none", edgecolor=OTHER, linewidth=1, linestyle="--")
        put(
            axes,
            50,
            y,
            "0% to 100%",
            ha="center",
            va="center",
            fontsize=7.5,
            bbox={"facecolor": GROUND, "edgecolor": "none", "pad": 0},
        )
    else:
        # The edge keeps a range that is narrower than a line in sight.
        axes.barh(
            y, value.high - value.low, left=value.low, height=thick, color=RUSSIA, edgecolor=RUSSIA, linewidth=1.5
        )
