"""What every chart must keep: its words stand apart and none is cut; and its marks, read back as data."""

from itertools import combinations

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Annotation, Text

from analysis.charts import paper

# The countries' colours, said a second time: with the code's own a swap would pass.
CHINA, RUSSIA, OTHER, INK = "#d96a00", "#004a80", "#767676", "#222222"


def arrows(axes):
    """Return (x and y of the tail, x and y of the tip, colour) of each arrow, in data units."""
    found = []
    for text in axes.texts:
        if isinstance(text, Annotation) and text.arrow_patch and not text.get_text():
            tail, tip = text.xyann, text.xy
            if not points_at(text):
                tail, tip = tip, tail
            found.append((*map(float, tail), *map(float, tip), to_hex(text.arrow_patch.get_edgecolor())))
    return found


def points_at(annotation):
    """Return whether an arrow's one head is at the point that it annotates."""
    style = annotation.arrow_patch.get_arrowstyle().arrow
    assert style in ("-|>", "<|-"), style
    return style == "-|>"


def bars(axes):
    """Return (left, right, middle height, colour of the edge, hatch) of each horizontal bar, in the order drawn."""
    return [
        (bar.get_x(), bar.get_x() + bar.get_width(), bar.get_y() + bar.get_height() / 2, to_hex(bar.get_edgecolor()), bar.get_hatch())
        for bar in axes.patches
    ]  # fmt: skip


def texts(axes):
    """Return (text, x and y of the point it belongs to) of each text; without the arrows."""
    return [
        (t.get_text(), *(t.xy if isinstance(t, Annotation) else t.get_position())) for t in axes.texts if t.get_text()
    ]


def rows(axes):
    """Return the height of each row → its label, lines joined, from top to bottom as drawn."""
    labels = [" ".join(tick.get_text().split()) for tick in axes.get_yticklabels()]
    pairs = sorted(zip(map(float, axes.get_yticks()), labels))
    return dict(pairs if axes.yaxis_inverted() else reversed(pairs))


def crowded(figure):
    """Return a line for each text of a figure that is cut or overlaps another; raise if it holds no text."""
    agg = FigureCanvasAgg(figure)
    with mpl.rc_context(paper.STYLE):
        agg.draw()
    renderer, (width, height) = agg.get_renderer(), agg.get_width_height()
    hidden = set(_labels_not_drawn(figure))
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip() and t not in hidden]
    assert texts, "a chart has words"
    # An annotation's own extent holds its arrow too; only the words count here.
    boxes = [(text.get_text(), Text.get_window_extent(text, renderer)) for text in texts]
    cut = [f"cut: {text!r}" for text, box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height]
    return cut + [f"{one!r} overlaps {other!r}" for (one, a), (other, b) in combinations(boxes, 2) if _meet(a, b)]


def _meet(a, b):
    across, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
    return across > 1 and down > 1


def _labels_not_drawn(figure):
    """Tick labels beyond the limits are made, but not drawn."""
    for axes in figure.axes:
        for axis, limits in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            for tick in axis.majorTicks + axis.minorTicks:
                if not min(limits) <= tick.get_loc() <= max(limits):
                    yield from (tick.label1, tick.label2)


def luminance(color, see=None):
    """Return the relative luminance of a colour as WCAG has it; ``see``: a matrix on linear red, green and blue."""
    shares = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in shares]
    if see:
        linear = [min(max(sum(a * x for a, x in zip(row, linear)), 0), 1) for row in see]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other, see=None):
    """Return the contrast of two colours, from 1 to 21, as WCAG has it."""
    less, more = sorted(luminance(color, see) for color in (one, other))
    return (more + 0.05) / (less + 0.05)


def colors(figure):
    """Return the colours of the marks and words of a figure: bars, lines, points, arrows, text; washes aside."""
    found = set()
    for axes in figure.axes:
        for bar in axes.patches:
            # A bar is seen by its edge too: a light one has a dark edge.
            found.add(bar.get_edgecolor() if bar.get_linewidth() and bar.get_edgecolor()[3] else bar.get_facecolor())
        for line in axes.lines:
            found |= {line.get_markeredgecolor()} if line.get_marker() not in ("None", "", None) else set()
            found |= {line.get_color()} if line.get_linestyle() != "None" else set()
        found |= {
            text.arrow_patch.get_edgecolor() for text in axes.texts if isinstance(text, Annotation) and text.arrow_patch
        }
    return {to_hex(color) for color in found} | {
        to_hex(text.get_color()) for text in figure.findobj(Text) if text.get_text()
    }
