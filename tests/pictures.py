"""The charts of two runs of a notebook, compared byte by byte; what differs is left side by side to look at."""

import base64
import io

import numpy as np
from PIL import Image

from analysis.notebook import show


def differing(committed, executed, folder):
    """Return a line for each chart whose picture is not the same in both notebooks.

    The old and the new picture of each such chart are written into the folder,
    which is made only if there is one.

    Parameters
    ----------
    committed, executed : nbformat.NotebookNode
    folder : pathlib.Path
    """
    old, new = (
        {name: base64.b64decode(picture) for name, (picture, _) in show.figures(notebook).items()}
        for notebook in (committed, executed)
    )
    return [
        f"chart {name} {_difference(old.get(name), new.get(name))}; look at {_left(folder, name, old, new)}"
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]


def _difference(old, new):
    if old is None or new is None:
        return "is new" if old is None else "is gone"
    one, other = (np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")) for picture in (old, new))
    if one.shape != other.shape:
        return f"has another size, {other.shape[1]} × {other.shape[0]} instead of {one.shape[1]} × {one.shape[0]}"
    return f"differs in {int((one != other).any(axis=2).sum()):,} points"


def _left(folder, name, old, new):
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for side, pictures in (("committed", old), ("new", new)):
        if name in pictures:
            paths.append(folder / f"{name}.{side}.png")
            paths[-1].write_bytes(pictures[name])
    return " beside ".join(map(str, paths))
