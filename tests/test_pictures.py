"""Every picture is drawn in the font that matplotlib brings, and one that has changed is named and left to look at."""

import base64
import copy
import io
from pathlib import Path

import matplotlib as mpl
import nbformat
import pandas as pd
import pictures
import pytest
from matplotlib import font_manager
from notebook_runs import PATHS
from PIL import Image, ImageDraw

from analysis import DATA
from analysis.charts import files, paper
from analysis.notebook import show

# The columns whose words are written into charts.
ON_PAPER = {
    "claims.csv": ["asserted_by", "wording", "population", "period"],
    "events.csv": ["asserted_by", "title", "wording", "date"],
    "sources.csv": ["producer"],
    "theses.csv": ["short", "thesis"],
}


@pytest.fixture
def notebook():
    return nbformat.read(next(path for path in PATHS if path.stem == "04_shift"), as_version=4)


def with_picture(notebook, name, alter):
    """Return a copy of a notebook with one chart's picture altered, and the new bytes."""
    altered = copy.deepcopy(notebook)
    output = next(
        o for o in show.display_outputs(altered) if o.metadata.get("figure") == name and "image/png" in o.data
    )
    image = alter(Image.open(io.BytesIO(base64.b64decode(output.data["image/png"]))).convert("RGB"))
    out = io.BytesIO()
    image.save(out, format="png")
    output.data["image/png"] = base64.b64encode(out.getvalue()).decode()
    return altered, out.getvalue()


def one_point(image):
    ImageDraw.Draw(image).point((40, 50), fill="red")
    return image


def test_a_changed_point_is_named_and_both_pictures_are_left(notebook, tmp_path):
    altered, new = with_picture(notebook, "stock-pairs", one_point)
    (line,) = pictures.differing(notebook, altered, tmp_path / "left")
    assert line.startswith("chart stock-pairs differs in 1 points; look at ")
    old = base64.b64decode(show.figures(notebook)["stock-pairs"][0])
    left = {path.name: path.read_bytes() for path in (tmp_path / "left").iterdir()}
    assert left == {"stock-pairs.committed.png": old, "stock-pairs.new.png": new}
    assert all(str(tmp_path / "left" / name) in line for name in left)


def test_another_size_and_a_missing_chart_are_named(notebook, tmp_path):
    altered, _ = with_picture(notebook, "students", lambda image: image.resize((10, 20)))
    for cell in altered.cells:
        if "outputs" in cell:
            cell.outputs = [o for o in cell.outputs if o.get("metadata", {}).get("figure") != "goods-trade"]
    gone, size = pictures.differing(notebook, altered, tmp_path)
    assert gone.startswith("chart goods-trade is gone") and "chart students has another size, 10 × 20" in size


def test_the_same_pictures_leave_nothing(notebook, tmp_path):
    assert pictures.differing(notebook, copy.deepcopy(notebook), tmp_path / "left") == []
    assert not (tmp_path / "left").exists()


def drawn_in(weight):
    with mpl.rc_context(paper.STYLE):
        return Path(font_manager.findfont(font_manager.FontProperties(weight=weight), fallback_to_default=False))


@pytest.mark.parametrize(("weight", "file"), [("normal", "DejaVuSans.ttf"), ("bold", "DejaVuSans-Bold.ttf")])
def test_the_font_is_matplotlibs_own_even_beside_one_of_the_system(weight, file, monkeypatch):
    """A DejaVu Sans of the system, another release of it, must not be taken even if it is found first."""
    others = [
        font_manager.FontEntry(fname=f"/usr/share/fonts/{file}", name="DejaVu Sans", weight=number)
        for number in (400, 700)
    ]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", others + font_manager.fontManager.ttflist)
    font_manager.fontManager._findfont_cached.cache_clear()
    assert drawn_in(weight) == Path(mpl.get_data_path(), "fonts", "ttf", file)


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_no_word_of_the_ledger_needs_a_missing_glyph(weight):
    """Hangul would be boxes: a name or wording for charts is written in letters that the font has."""
    has = set(font_manager.get_font(drawn_in(weight)).get_charmap())
    missing = {}
    for name, columns in ON_PAPER.items():
        for path in sorted(DATA.rglob(name)):
            table = pd.read_csv(path, dtype=str, keep_default_na=False)
            for column in table.columns.intersection(columns):
                missing |= {(path.name, column, text): c for text in table[column] for c in text if ord(c) not in has}
    assert missing == {}


def test_a_missing_glyph_is_an_error_where_it_is_drawn():
    """matplotlib warns of it, and the tests make every warning an error: so it is for every chart they draw."""
    chart = paper.Chart("hangul", lambda sheet: sheet.paper("노동자", "", "", 1)[0], pd.DataFrame(), "")
    with pytest.raises(UserWarning, match="missing from font"):
        files.png(chart)
