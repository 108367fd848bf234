"""What every chart must keep: its words stand apart and none is cut."""

from itertools import combinations

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from analysis.charts import paper


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
