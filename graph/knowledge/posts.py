"""What a position says: the post without the manner of holding it, and whether its holder heads the body."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from simpul.graph.knowledge.names import plain


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("simpul.graph.knowledge") / "posts.toml").read_text(encoding="utf-8"))


def post_title(position: str) -> str:
    """The post, however it is held.

    >>> post_title("Penjabat Bupati"), post_title("Plt. Kepala Dinas Kesehatan"), post_title("Bupati")
    ('Bupati', 'Kepala Dinas Kesehatan', 'Bupati')
    """
    for words in _words()["acting"]:
        head = position[: len(words)]
        rest = position[len(words) :]
        if head.casefold() == words and rest[:1] in {" ", "."}:
            return rest.lstrip(" .") or position
    return position


def manner(position: str) -> str | None:
    """How a post is held, where the position itself says so.

    >>> manner("Penjabat Sekretaris Daerah"), manner("Bupati")
    ('Pj', None)
    """
    words = position.casefold().replace(".", " ")
    return next((short for long, short in _words()["acting"].items() if words.startswith(long + " ")), None)


def is_single(title: str) -> bool:
    """Whether a post has one holder at a time.

    >>> is_single("Wakil Bupati"), is_single("Kepala Dinas Kesehatan"), is_single("Kepala Dinas"), is_single("Anggota DPRD")
    (True, True, False, False)
    """  # noqa: E501 - one example
    words = plain(title)
    single = _words()["single"]
    return words in single["whole"] or any(words.startswith(head + " ") for head in single["with_body"])


def heads(position: str, body_name: str) -> bool:
    """Whether who holds `position` heads the body called `body_name`.

    >>> heads("Kepala Dinas Kesehatan", "Dinas Kesehatan Kota Batam"), heads("Wakil Bupati", "Pemerintah Kabupaten Banjar")
    (True, False)
    >>> heads("Kepala Bidang Kebijakan Publik", "Dinas Komunikasi DKI Jakarta")
    False
    """  # noqa: E501 - one example
    title, body = plain(post_title(position)), plain(body_name)
    if any(title == head or title.startswith(head + " ") for head in _words()["head"]["titles"]):
        return True
    named = body_named(position)
    return named is not None and body.startswith(named)


def body_named(position: str) -> str | None:
    """The body that a head's position names, in plain words.

    >>> body_named("Plt. Kepala Dinas Kesehatan"), body_named("Wakil Bupati")
    ('dinas kesehatan', None)
    """
    title = plain(post_title(position))
    heads_of = (head + " " for head in _words()["head"]["of_body"])
    return next((title.removeprefix(head) for head in heads_of if title.startswith(head)), None)
