"""Makes the helper module of this folder (`website`) importable by its tests, and its server a fixture."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from website import LITTLE, Clock, Site

from simpul.loaders.readers.web import Web


@pytest.fixture
def site():
    site = Site()
    yield site
    site.close()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def web(site, clock, tmp_path):
    def make(names=("127.0.0.1",), **more):
        allow = more.pop("allow", frozenset((name, site.port) for name in names))
        resolve = more.pop("resolve", lambda _host, _port: ["127.0.0.1"])
        more = {"limits": LITTLE, **more}
        return Web(tmp_path / "cache.sqlite", allow=allow, resolve=resolve, clock=clock, sleep=clock.sleep, **more)

    return make
