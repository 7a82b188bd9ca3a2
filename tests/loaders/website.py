"""A web server on this machine, and a clock that tests turn."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from simpul.loaders.readers.exchange import Limits
from simpul.ontology.errors import SourceError

PAGE = b"<html><body><p>Kota Rekaan belajar ke Kota Khayal.</p></body></html>"
LITTLE = Limits(size=300_000, silence=5.0, whole=30.0)


class Site:
    """A server on this machine: `pages` by path are what it answers, a body or a function of the request."""

    def __init__(self):
        self.pages = {}
        self.asked = []
        self.headers = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.asked.append(self.path)
                site.headers.append(dict(self.headers))
                page = site.pages.get(self.path.partition("?")[0])
                try:
                    if callable(page):
                        page(self)
                    else:
                        answer(self, 200 if page is not None else 404, page or b"")
                except OSError:
                    self.close_connection = True

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.block_on_close = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def url(self, path="/", host="127.0.0.1"):
        """The address of a page of the site."""
        return f"http://{host}:{self.port}{path}"

    def close(self):
        """End the server and its thread."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def answer(request, status=200, body=b"", **headers):
    request.send_response(status)
    request.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def says(status=200, body=b"", **headers):
    return lambda request: answer(request, status, body, **headers)


def in_turn(*pages):
    waiting = iter(pages)

    def page(request):
        next(waiting)(request)

    return page


class Clock:
    """A clock that goes on only while somebody sleeps."""

    def __init__(self):
        self.now = 0.0
        self.slept = []

    def __call__(self):
        """The time."""
        return self.now

    def sleep(self, seconds):
        """Let the time pass."""
        self.slept.append(round(seconds, 3))
        self.now += seconds


def refused(web, url):
    with pytest.raises(SourceError) as error:
        web.get(url)
    assert len(str(error.value).splitlines()) == 1
    return str(error.value)
