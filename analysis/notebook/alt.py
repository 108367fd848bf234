"""Alternative texts for whoever converts a notebook: nbconvert's own templates pass over those of pictures.

The installed package brings a setting that makes ``jupyter nbconvert`` use it.
"""

import html

from nbconvert.preprocessors import Preprocessor


class AltTexts(Preprocessor):
    """Give each picture that has an alternative text as HTML, with that text."""

    def preprocess_cell(self, cell, resources, index):
        """Return the cell with its pictures as ``<img alt>``; nbconvert takes HTML before a picture."""
        for output in cell.get("outputs", []):
            about = output.get("metadata", {}).get("image/png", {})
            if about.get("alt") and "text/html" not in output["data"]:
                width = f' width="{int(about["width"])}"' if "width" in about else ""
                source, alt = "".join(output["data"]["image/png"].split()), html.escape(about["alt"])
                output["data"]["text/html"] = f'<img{width} alt="{alt}" src="data:image/png;base64,{source}">'
        return cell, resources
