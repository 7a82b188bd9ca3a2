"""The diagram of a theme as SVG, to stand in the page: colours are the page's, words are in both languages."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from simpul.ontology.reference.layers import Layout, Link, Size, laid_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from simpul.ontology.reference.layers import Place
    from simpul.ontology.reference.picture import Box, Label, Name, Picture

_ROW: Final = 15.0
_PAIR: Final = 2 * _ROW + 3
_SIDE: Final = 10.0
_FONT: Final = 12.0
_WIDE: Final = 1120
_NARROW_LETTERS: Final = frozenset("iljftr.,:;'|()- ")
_WIDE_LETTERS: Final = frozenset("mwMWOQGD")
_OR: Final = {"en": " or ", "id": " atau "}
_SENTENCES: Final = {
    "en": ("{source} is a kind of {target}.", "{source}: {names} – {target}.", "Nothing is linked."),
    "id": ("{source} adalah sejenis {target}.", "{source}: {names} – {target}.", "Tidak ada yang terhubung."),
}


def drawing(picture: Picture, theme: str, titles: Mapping[str, str]) -> Markup:
    """The SVG of a picture, named by the titles of its theme in each language and told in sentences for who cannot see.

    >>> from simpul.ontology.reference.picture import Box, Name, Picture
    >>> award = Box(Name("Award", "Award", "Penghargaan"), own=True)
    >>> 'href="#Award"' in drawing(Picture((award,), (), ()), "award", {"en": "Awards", "id": "Penghargaan"})
    True
    """
    layout = layout_of(picture)
    width, height = layout.size.width, layout.size.height
    ids = [" ".join(f"{theme}-{what}-{language}" for language in titles) for what in ("title", "desc")]
    named = Markup('aria-labelledby="{}" aria-describedby="{}"').format(*ids)
    parts = [
        Markup('<svg class="{}" viewBox="0 0 {:.0f} {:.0f}" width="{:.0f}" height="{:.0f}" role="group" {}>').format(
            "wide" if width > _WIDE else "narrow", width, height, width, height, named
        ),
        *_told(picture, theme, titles),
        *_lines(_links(picture), layout),
        *(_label(label.names, layout.places[_key(label)]) for label in picture.labels),
        *(_box(box, layout.places[box.name.term]) for box in picture.boxes),
        Markup("</svg>"),
    ]
    return Markup("\n").join(parts)


def layout_of(picture: Picture) -> Layout:
    """Where the boxes, labels and lines of a picture stand, by how much room their words need."""
    boxes = {box.name.term: _box_size(box) for box in picture.boxes}
    labels = {_key(label): _label_size(label.names) for label in picture.labels}
    return laid_out(boxes, labels, _links(picture))


def _key(label: Label) -> str:
    """What a label is called in the layout; no term is called so.

    >>> from simpul.ontology.reference.picture import Label, Name
    >>> _key(Label((Name("host", "host", "tuan rumah"),), ("StudyVisit",), ("Organization",)))
    '=host'
    """
    return f"={label.names[0].term}"


def _links(picture: Picture) -> list[Link]:
    kinds = [Link(below, above, shared=True) for below, above in picture.kinds]
    into = [Link(source, _key(label)) for label in picture.labels for source in label.sources]
    return [*kinds, *into, *(Link(_key(label), target) for label in picture.labels for target in label.targets)]


def _box_size(box: Box) -> Size:
    words = [box.name.english, box.name.indonesian]
    width = 1.08 * max(map(_width, words))
    loops = [f"↻ {word}" for name in box.loops for word in (name.english, name.indonesian)]
    height = (2 if box.name.indonesian else 1) * _ROW + 16 + (8 + _PAIR * len(box.loops) if box.loops else 0)
    return Size(max(width, *map(_width, loops), 60) + 2 * _SIDE if loops else max(width, 60) + 2 * _SIDE, height)


def _label_size(names: Sequence[Name]) -> Size:
    widest = max(_width(word) for name in names for word in (name.english, name.indonesian))
    return Size(widest + 12, _PAIR * len(names))


def _width(text: str) -> float:
    """An upper estimate of how wide a text is in a sans-serif face; no face is at hand when the page is made.

    >>> _width("ill") < _width("mow")
    True
    """
    return _FONT * sum(0.38 if c in _NARROW_LETTERS else 0.88 if c in _WIDE_LETTERS else 0.62 for c in text)


def _told(picture: Picture, theme: str, titles: Mapping[str, str]) -> Iterator[Markup]:
    for language, title in titles.items():
        yield Markup('<title id="{0}-title-{1}" lang="{1}">{2}</title>').format(theme, language, title)
    for language in titles:
        text = " ".join(_sentences(picture, language))
        yield Markup('<desc id="{0}-desc-{1}" lang="{1}">{2}</desc>').format(theme, language, text)


def _sentences(picture: Picture, language: str) -> Iterable[str]:
    kind, linked, nothing = _SENTENCES[language]
    words = {box.name.term: _in(box.name, language) for box in picture.boxes}
    lines = [(label.sources, label.names, label.targets) for label in picture.labels]
    lines += [((box.name.term,), box.loops, (box.name.term,)) for box in picture.boxes if box.loops]
    kinds = [kind.format(source=words[below], target=words[above]) for below, above in picture.kinds]
    links = [
        linked.format(
            source=_OR[language].join(words[source] for source in sources),
            names=", ".join(_in(name, language) for name in names),
            target=_OR[language].join(words[target] for target in targets),
        )
        for sources, names, targets in lines
    ]
    return [*kinds, *links] or [nothing]


def _in(name: Name, language: str) -> str:
    return name.indonesian or name.english if language == "id" else name.english


def _lines(links: Sequence[Link], layout: Layout) -> Iterator[Markup]:
    for link, way, backward in zip(links, layout.ways, layout.backward, strict=True):
        kind = "kind" if link.shared else "link"
        yield Markup('<path class="{}" d="{}"/>').format(kind, _curve(way))
        if not link.target.startswith("="):
            x, y = (way[0][0], way[0][2]) if backward else (way[-1][1], way[-1][2])
            yield _arrowhead(kind, x, y, -1 if backward else 1)


def _curve(way: Sequence[tuple[float, float, float]]) -> str:
    left, right, y = way[0]
    steps = [f"M{left:.1f} {y:.1f}H{right:.1f}"]
    for (_, start, above), (end, onward, below) in pairwise(way):
        middle = (start + end) / 2
        steps.append(f"C{middle:.1f} {above:.1f} {middle:.1f} {below:.1f} {end:.1f} {below:.1f}H{onward:.1f}")
    return "".join(steps)


def _arrowhead(kind: str, x: float, y: float, direction: int) -> Markup:
    """A triangle whose tip is at x: hollow for subclasses, small and full for properties."""
    length, half = (11, 6) if kind == "kind" else (8, 3.5)
    back = x - direction * length
    return Markup('<path class="{}-head" d="M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}Z"/>').format(
        kind, x, y, back, y - half, back, y + half
    )


def _label(names: Sequence[Name], place: Place) -> Markup:
    rectangle = Markup('<rect class="behind" {} rx="4"/>').format(_rectangle(place))
    texts = Markup("").join(_pair(name, place.x, place.top + _PAIR * n, "name") for n, name in enumerate(names))
    return Markup('<g class="label">{}{}</g>').format(rectangle, texts)


def _box(box: Box, place: Place) -> Markup:
    height = _box_size(box).height
    top = place.top + (place.size.height - height) / 2
    body = [Markup('<rect {} rx="5"/>').format(_rectangle(place)), _pair(box.name, place.x, top + 7, "title")]
    if box.loops:
        start = top + 2 * _ROW + 15
        body.append(Markup('<path d="M{:.1f} {:.1f}H{:.1f}"/>').format(place.left, start, place.right))
        body.extend(_pair(name, place.x, start + 3 + _PAIR * n, "name", "↻ ") for n, name in enumerate(box.loops))
    return Markup('<g class="box {}">{}</g>').format("own" if box.own else "other", Markup("").join(body))


def _pair(name: Name, x: float, top: float, kind: str, mark: str = "") -> Markup:
    """The two labels of a term, one under the other, which lead to its entry where the page has one."""
    text = Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>').format(kind, x, top + 12, mark + name.english)
    if name.indonesian:
        text += Markup('<text class="{} also" lang="id" x="{:.1f}" y="{:.1f}">{}</text>').format(
            kind, x, top + 12 + _ROW, name.indonesian
        )
    return text if ":" in name.term else Markup('<a href="#{}" tabindex="-1">{}</a>').format(name.term, text)


def _rectangle(place: Place) -> Markup:
    return Markup('x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"').format(
        place.left, place.top, place.size.width, place.size.height
    )
