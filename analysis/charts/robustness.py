"""A specification curve: what each universe says of one thesis, and which choices it makes."""

import numpy as np

from analysis import robustness, verdicts
from analysis.charts import paper
from analysis.charts.brief import SHADE
from analysis.charts.paper import FAINT, GROUND, INK, OTHER, QUIET, Chart, put, wrapped
from analysis.ledger import sources
from analysis.ledger.judgement import NO_BASIS

LEAST = 0.8  # width of a stroke that can be seen, points


def specification(universes, drawn, thesis_id, most=3):
    """Draw what some universes say of one thesis: verdicts as bands of colour, choices as a dot matrix below.

    Parameters
    ----------
    universes : robustness.Universes
    drawn : list of robustness.Universe
    thesis_id : str
    most : int
        Size up to which sets of choices that turn the verdict are named; see `robustness.flip_sets`.

    Returns
    -------
    Chart
    """
    table = robustness.curve(universes, drawn, thesis_id)
    thesis = next(one for one in universes.theses if one["thesis_id"] == thesis_id)
    bands = [NO_BASIS, *universes.book.likelihood["likelihood"]]
    rows = _rows(universes, drawn)
    title = _title(table, thesis["short"])
    subtitle = (
        f"{len(table):,} sets of choices drawn from all that are allowed, ordered by verdict and likelihood; dots: the "
        "choices each makes; line: the brief's. How often a verdict comes up is no probability"
    )
    ids = [piece.source for piece in universes.pieces[thesis_id]]
    source = sources.line(universes.book, ids)

    def draw(sheet):
        row = 0.32 if sheet.narrow else 0.19
        figure, (top, bottom) = sheet.paper(title, subtitle, source, 2.3 + row * len(rows))
        share = 1.7 / (2.3 + row * len(rows))
        top -= 0.12 / figure.get_figheight()
        space = top - bottom
        left, width = (0.56, 0.41) if sheet.narrow else (0.30, 0.67)
        above = figure.add_axes([left, top - share * space, width, share * space])
        below = figure.add_axes([left, bottom, width, space * (1 - share) - 0.03])
        _draw_outcomes(above, table, bands, sheet.narrow)
        _draw_choices(below, table, rows, 28 if sheet.narrow else 60)
        at = table.index[table["default"]]
        for axes in (above, below):
            for x in at:
                axes.axvline(x, color=INK, linewidth=1.2, zorder=4)
            axes.set_xlim(-0.5, len(table) - 0.5)
            axes.set_xticks([])
        return figure

    counts = table.groupby(["verdict", "likelihood"], sort=False).size().rename("universes").reset_index()
    sentence = f"{_sentence(table)} {robustness.shortest(universes, thesis_id, most, 'the verdict')}"
    said = paper.alt(
        f"{title}.", f"A band of colour over {len(table):,} universes, choices as dots below.", _sentence(table)
    )
    return Chart(f"specification-{thesis_id.split('/')[1]}", draw, counts, said, sentence)


def _rows(universes, drawn):
    """Each row of the matrix: (choice, option, words), the default of each choice first; last, origins left out."""
    said = dict(
        zip(zip(universes.book.choices["choice"], universes.book.choices["option"]), universes.book.choices["words"])
    )
    rows = [(name, option, said[name, option]) for name, all_of in universes.options.items() for option in all_of]
    return [
        *rows,
        *(
            ("left_out", number, f"{number or 'no'} {'origin' if number == 1 else 'origins'} left out")
            for number in range(max(len(one.leave_out) for one in drawn) + 1)
        ),
    ]


def _draw_outcomes(axes, table, bands, narrow):
    """A column as wide as its universes are many, as high as their likelihood, in the shade of their verdict."""
    alike = (table[["verdict", "likelihood"]] != table[["verdict", "likelihood"]].shift()).any(axis=1).cumsum()
    for _, rows in table.groupby(alike):
        verdict, likelihood = rows.iloc[0][["verdict", "likelihood"]]
        height, color = bands.index(likelihood) + 0.25, SHADE.get(verdict, OTHER)
        axes.bar(rows.index[0] - 0.5, height, bottom=-0.25, width=len(rows), align="edge", color=color)
    for verdict, rows in table.groupby("verdict", sort=False):
        middle, characters = (rows.index[0] + rows.index[-1]) / 2, int((28 if narrow else 110) * len(rows) / len(table))
        if characters >= max(map(len, verdict.split())):
            words, side = (wrapped(verdict, characters), "top") if narrow else (verdict, "bottom")
            ground = {"facecolor": GROUND, "edgecolor": "none", "pad": 0.5}
            put(axes, middle, len(bands) - 0.6, words, ha="center", va=side, fontsize=7.5, weight="bold", bbox=ground)
    axes.set_yticks(range(len(bands)), bands, fontsize=7.5)
    axes.set_ylim(-0.25, len(bands) - 0.5)
    axes.tick_params(length=0)
    axes.grid(axis="y")


def _draw_choices(axes, table, rows, characters):
    figure, box = axes.get_figure(), axes.get_position()
    height = 72 * figure.get_figheight() * box.height / len(rows)  # of a row, points
    half = max(0.5, LEAST / 2 * len(table) / (72 * figure.get_figwidth() * box.width))  # of a stroke, columns
    for y, (choice, option, _) in enumerate(rows):
        made = table.index[table[choice].astype(str) == str(option)].to_numpy()
        # One thick line with gaps where strokes do not touch: a mark each would make the SVG many times as large.
        first, last = (made[abs(np.diff(made, **{end: np.inf})) > 2 * half] for end in ("prepend", "append"))
        runs = np.column_stack([first - half, last + half, np.full(len(first), np.nan)]).ravel()
        axes.plot(runs, np.full(len(runs), y), color=QUIET, linewidth=height / 2, solid_capstyle="butt", snap=False)
    axes.set_yticks(range(len(rows)), [wrapped(words, characters) for *_, words in rows], fontsize=7)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(length=0)
    for y in range(1, len(rows)):
        if rows[y][0] != rows[y - 1][0]:
            axes.axhline(y - 0.5, color=FAINT, linewidth=0.8)


def _title(table, short):
    found = list(dict.fromkeys(table["verdict"]))
    if len(found) == 1:
        return f"“{short}”: {found[0]}, whatever is chosen"
    return f"“{short}” is {_listed(found)}, as the choices go"


def _listed(names):
    quoted = [name if name != verdicts.ALONE else "said by the article alone" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _sentence(table):
    own = table.loc[table["default"]]
    if own.empty:
        return "The choices of the brief are not among those drawn."
    verdict = own["verdict"].iloc[0]
    same = (table["verdict"] == verdict).sum()
    return (
        f"The brief says {verdict}; so do {same:,} of the {len(table):,} sets of choices drawn. "
        "That is no probability: the sets were written down by us, not drawn from the world."
    )
