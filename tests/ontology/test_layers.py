from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.ontology.model import TERMS, classes, model_graph, themes
from simpul.ontology.reference.drawing import layout_of
from simpul.ontology.reference.layers import Link, Size, laid_out
from simpul.ontology.reference.picture import picture

DRAWN = [theme for theme, names in themes().items() if set(names) & set(classes())]
STEPS = 24


def touching(layout):
    return [
        (one, other)
        for (one, a), (other, b) in combinations(layout.places.items(), 2)
        if a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom
    ]


def points(way):
    """Points along a way: its level stretches, and the curves between them."""
    for left, right, y in way:
        yield from ((left + (right - left) * step / STEPS, y) for step in range(STEPS + 1))
    for (_, start, above), (end, _, below) in pairwise(way):
        for step in range(STEPS + 1):
            t = step / STEPS
            middle = (start + end) / 2
            weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
            x = sum(w * v for w, v in zip(weights, (start, middle, middle, end), strict=True))
            yield x, sum(w * v for w, v in zip(weights, (above, above, below, below), strict=True))


def run_through(layout):
    return [
        name
        for way in layout.ways
        for x, y in points(way)
        for name, place in layout.places.items()
        if place.left + 1 < x < place.right - 1 and place.top + 1 < y < place.bottom - 1
    ]


@pytest.mark.parametrize("theme", DRAWN)
def test_diagram_is_clear(theme):
    """In the diagram of each theme no two boxes or labels touch, and no line runs through one."""
    layout = layout_of(picture(model_graph(TERMS), theme))
    assert touching(layout) == []
    assert run_through(layout) == []


@st.composite
def diagrams(draw):
    sizes = st.builds(Size, st.integers(20, 200), st.integers(15, 90))
    boxes = draw(st.dictionaries(st.sampled_from("abcdefgh"), sizes, min_size=1))
    names = st.sampled_from(sorted(boxes))
    labels = draw(st.dictionaries(st.sampled_from("stuvwxyz"), sizes, max_size=6))
    kinds = draw(st.sets(st.tuples(names, names).filter(lambda pair: pair[0] < pair[1]), max_size=8))
    links = [Link(*pair, shared=True) for pair in sorted(kinds)]
    for label in labels:
        links += [Link(name, label) for name in sorted(draw(st.sets(names, min_size=1, max_size=3)))]
        links += [Link(label, name) for name in sorted(draw(st.sets(names, min_size=1, max_size=3)))]
    return boxes, labels, links


@settings(max_examples=60, deadline=None)
@given(diagrams())
def test_any_diagram_is_clear(diagram):
    """Whatever the boxes, labels and links, circles among them: nothing touches, no line runs through anything."""
    boxes, labels, links = diagram
    layout = laid_out(boxes, labels, links)
    assert touching(layout) == []
    assert run_through(layout) == []
    assert all(
        place.right <= layout.size.width and place.bottom <= layout.size.height for place in layout.places.values()
    )


def test_lines_point_to_the_right():
    """A link that closes no circle leads to the right; of a circle only one is turned, and it is no subclass."""
    size = Size(50, 20)
    kind, into, out = Link("a", "b", shared=True), Link("b", "to"), Link("to", "a")
    layout = laid_out({"a": size, "b": size}, {"to": size}, [out, into, kind])
    assert list(layout.backward) in ([True, False, False], [False, True, False])
    assert layout.places["a"].right < layout.places["b"].left
