"""Builds the wheel as flit_core does, and puts data/ into it as analysis/data, where the installed package looks."""

import base64
import hashlib
import zipfile
from pathlib import Path

from flit_core import buildapi
from flit_core.buildapi import (  # noqa: F401  what a builder asks for by name
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

DATA = Path(__file__).resolve().parents[1] / "data"
DAY = (2016, 1, 1, 0, 0, 0)  # of every file, as flit_core has it: two builds are equal


def build_wheel(folder, config_settings=None, metadata_directory=None):
    """Build a wheel in a folder and return its name."""
    name = buildapi.build_wheel(folder, config_settings, metadata_directory)
    path = Path(folder) / name
    with zipfile.ZipFile(path) as wheel:
        files = {entry: wheel.read(entry) for entry in wheel.namelist()}
    record = next(entry for entry in files if entry.endswith(".dist-info/RECORD"))
    lines = files.pop(record).decode()
    for source in sorted(DATA.rglob("*")):
        if source.is_file():
            entry, content = f"analysis/data/{source.relative_to(DATA).as_posix()}", source.read_bytes()
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
            files[entry], lines = content, f"{entry},sha256={digest},{len(content)}\n{lines}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for entry, content in {**files, record: lines.encode()}.items():
            wheel.writestr(zipfile.ZipInfo(entry, DAY), content, zipfile.ZIP_DEFLATED)
    return name
