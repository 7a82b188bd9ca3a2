"""The file: template, style, scripts and data in one HTML text that can neither call out nor run what the data says.

Three things make it so. The data stands in a JSON block in which no character can end the block (`json_block`). The
page's scripts only ever set text, never markup. And the Content-Security-Policy lets the browser run exactly the two
scripts and the one style sheet that this module put in, named by their SHA-256, and fetch nothing at all.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined, Template

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

_SCRIPTS = (
    "visible",
    "model",
    "dom",
    "labels",
    "rings",
    "map",
    "scene",
    "panel",
    "search",
    "legend",
    "filters",
    "table",
    "link",
    "picture",
    "page",
)
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def document(data: Mapping[str, Any]) -> str:
    """The whole page around its data, as `page.data` makes it."""
    language = data["language"]
    scripts, style = (_vis(), _own_script()), _text("page.css")
    return _template().render(
        language=language,
        title=_encodable(data["title"][language]),
        words=data["words"],
        policy=_policy(scripts, style),
        style=_verbatim(style, "style"),
        scripts=[_verbatim(script, "script") for script in scripts],
        data=json_block(data),
    )


def json_block(data: object) -> str:
    r"""JSON that may stand inside a script element: what could end the element, or a line, is escaped.

    >>> print(json_block({"label": "</script>"}))
    {"label":"\u003c/script\u003e"}
    """
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


def _policy(scripts: tuple[str, ...], style: str) -> str:
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(_hash(script) for script in scripts),
        "style-src": _hash(style),
        "img-src": "data: blob:",
        "connect-src": "'none'",
        "font-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _verbatim(text: str, element: str) -> str:
    """Our own text for a script or style element, which has no escapes: it must not end the element itself.

    Raises:
        ValueError: it would.
    """
    if re.search(rf"</{element}|<!--", text, re.IGNORECASE):
        raise ValueError(f"a {element} of the page would end its own element")
    return text


def _encodable(text: str) -> str:
    """The text without lone surrogates, which no UTF-8 file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_text("page.html.j2"))


@cache
def _own_script() -> str:
    """Our scripts in one function, so that they share names with each other and with nothing else."""
    parts = "\n".join(_text(f"script/{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();\n'


@cache
def _vis() -> str:
    """vis-network as pyvis ships it, the newest version there, without the pointer to a map that is not there."""
    library = files("pyvis") / "templates" / "lib"
    newest = max((folder for folder in library.iterdir() if folder.name.startswith("vis-")), key=_version)
    text = _lines((newest / "vis-network.min.js").read_text("utf-8"))
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)


def _version(folder: Traversable) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", folder.name))


def _text(name: str) -> str:
    return _lines((files("simpul.graph.view") / name).read_text("utf-8"))


def _lines(text: str) -> str:
    """Line ends as HTML parsers leave them: the policy's hashes are taken of these."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
