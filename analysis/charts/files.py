"""A chart as files: PNG, and SVG whose text is text; each the same at every run, each saying where it comes from."""

import html
import io
import json
import re

import matplotlib as mpl
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from analysis import DATA
from analysis.charts.paper import DARK, FONT, STYLE

FONTS = "'DejaVu Sans', Verdana, sans-serif"  # after matplotlib's: fonts that are as wide, then any
CREDIT = "The authors of North Korean labour"
DPI, COLORS = 144, 256  # of a PNG
ADDRESS = "claims/{}.html"  # of a claim's page, from the root of a report


def png(chart, figure=None):
    """Return a chart as PNG bytes, of 256 colours: less than half as large, and no eye sees the difference."""
    drawn, out, said, figure = io.BytesIO(), io.BytesIO(), PngInfo(), figure or chart.figure
    with mpl.rc_context(STYLE):
        figure.savefig(drawn, format="rgba", dpi=DPI)
    for name, text in {"Title": _title(chart), "Description": chart.alt, **_origin(chart)}.items():
        said.add_text(name, text) if text.isascii() else said.add_itxt(name, text)
    width, height = (int(DPI * inches) for inches in figure.get_size_inches())
    picture = Image.frombytes("RGBA", (width, height), drawn.getvalue()).convert("RGB")
    picture = picture.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    picture.save(out, "PNG", pnginfo=said, dpi=(DPI, DPI), optimize=True)
    return out.getvalue()


def svg(chart, narrow=False):
    """Return a chart as SVG text, on the wide or the narrow sheet.

    It can stand in one page with other charts: no id is that of another chart.
    Its colours are those of `paper`, so that `style` can turn them for a dark page.
    """
    figure, name = (chart.narrow, f"{chart.name}-narrow") if narrow else (chart.figure, chart.name)
    out = io.StringIO()
    with mpl.rc_context(STYLE):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = out.getvalue()
    text = text[text.index("<svg") :].replace(f"'{FONT}'", FONTS)
    # What says nothing, or would reach beyond this chart in a page: times of making, styles for all, turns by nothing.
    text = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>| transform=\"rotate\(-0 [^\"]*\"", "", text, flags=re.S)
    # A mark that is drawn again and again takes its colours where it is used, where a page can turn them.
    text = re.sub(r'(<path id="[^"]*" d="[^"]*") style="[^"]*"', r"\1", text)
    text = re.sub(r"\n\s*", "\n", text)
    # A hundredth of a point is finer than any screen or press.
    text = re.sub(r' (?:d|x|y|width|height|transform)="[^"]*"', lambda found: _rounded(found[0]), text)
    used = set(re.findall(r'(?:url\(|href=")#([^")]+)', text))
    text = re.sub(r' id="([^"]+)"', lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", text)
    text = re.sub(r'(url\(|href=")#', rf"\g<1>#{name}-", text)
    width, height = (round(96 * inches) for inches in figure.get_size_inches())
    title, origin = _title(chart), "; ".join(f"{key}: {value}" for key, value in _origin(chart).items())
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'class="chart {"chart-narrow" if narrow else "chart-wide"}" width="{width}" height="{height}" '
        f'stroke-linejoin="round" stroke-linecap="butt" '
        f'viewBox="0 0 {72 * figure.get_figwidth():.6g} {72 * figure.get_figheight():.6g}" '
        f'aria-labelledby="{name}-title {name}-desc">\n'
        f'<title id="{name}-title">{html.escape(title)}</title>\n<desc id="{name}-desc">{html.escape(chart.alt)}</desc>\n'
        f"<metadata>{html.escape(origin, quote=False)}</metadata>"
    )
    return re.sub(r"<svg .*?>", lambda _: head, text, count=1, flags=re.S)


def _rounded(attribute):
    shorter = re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), attribute)
    return re.sub(r"\s*\n\s*|(?<=[MLQCH]) ", lambda gap: " " if "\n" in gap[0] else "", shorter).replace(' "', '"')


def style():
    """Return the style sheet of a page with charts: which sheet is shown at which width, and colours on a dark page."""
    turned = "\n".join(
        f'  .chart [style*="{what}: {light.lower()}"]{also} {{ {what}: {dark} !important; }}'
        for light, dark in DARK.items()
        for what, also in (("fill", f', .chart [fill="{light.lower()}"]'), ("stroke", ""))
    )
    return (
        ".chart { max-width: 100%; height: auto; }\n.chart-narrow { display: none; }\n"
        "@media screen and (max-width: 40rem) { .chart-wide { display: none; } .chart-narrow { display: block; } }\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n{turned}\n}}\n"
    )


def claims(chart):
    """Return the ids of the claims that a chart's data name, in order of use."""
    names = [name for name in ("claim_id", "claims") if name in chart.data]
    cells = [cell.split(" + ") for name in names for cell in chart.data[name]]
    return list(dict.fromkeys(name for cell in cells for name in cell if name))


def _title(chart):
    return chart.figure.texts[0].get_text().replace("\n", " ")


def _origin(chart):
    """Credit, licence, version of the data and addresses of the claims' pages, for a file that travels alone."""
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8-sig"))
    licence = package["licenses"][0]
    said = {
        "Author": CREDIT,
        "Copyright": f"{licence['title']}, {licence['path']}",
        "Source": f"{package['title']}, version {package['version']}, {package['created'][:10]}",
    }
    pages = ", ".join(ADDRESS.format(name.replace("/", "--")) for name in claims(chart))
    return said | ({"Comment": f"Claims: {pages}"} if pages else {})
