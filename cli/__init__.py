"""The front door: one thin file per command, and the only room that knows both loaders and graph."""

from simpul.cli.main import main

__all__ = ["main"]
