"""The retold reports with gold documents that come with simpul."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def shipped() -> list[Path]:
    """The folders of the shipped reports: the samples of the demo, then those gathered to measure the extractor."""
    loaders = Path(str(files("simpul.loaders")))
    return [loaders / "samples", *sorted(p for p in (loaders / "gold").glob("*") if p.is_dir())]
