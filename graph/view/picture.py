"""A network as a still picture for reports: SVG or PNG, with a legend and a note of what it rests on.

Positions, sizes and signs are those of the page. matplotlib draws; it comes with the extra `simpul[picture]`.
"""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

from simpul.graph.view.drawing import drawing, rows
from simpul.graph.view.layout import WIDE, positions
from simpul.graph.view.words import language_of_page, signs, spoken
from simpul.ontology.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import networkx as nx

    from simpul.graph.view.drawing import Drawing, Edge
    from simpul.graph.view.words import Sign

FORMS: Final = (".svg", ".png")
_SHAPES: Final = {
    "dot": "o", "square": "s", "triangle": "^", "diamond": "D", "hexagon": "h", "star": "*", "triangleDown": "v",
}  # fmt: skip
_PIXELS_PER_POINT: Final = 1.6  # so that labels keep about the page's proportion to nodes
_INCHES: Final = (11.0, 7.8)
_TITLE_WIDTH: Final = 90  # letters in a line of the title
_LABELS: Final = 40  # of the strongest nodes; more would lie over each other


def picture(
    network: nx.Graph, path: Path, *, title: Mapping[str, str], note: Mapping[str, str], language: str = "en"
) -> None:
    """Draw the network into the file `path`; the same input gives the same bytes.

    Args:
        network: as for `page.page`.
        path: ends in .svg or .png.
        title: heading by language.
        note: the line below, by language, such as how many governments are reported on.
        language: 'en' or 'id'.

    Raises:
        UsageError: the suffix is another, matplotlib is not installed, or the file cannot be written.
    """
    if path.suffix.lower() not in FORMS:
        raise UsageError(f"{path}: a picture is {' or '.join(FORMS)}; name it so")
    spoken_in = language_of_page(language)
    drawn = drawing(*rows(network), directed=network.is_directed())
    try:
        import matplotlib as mpl  # noqa: PLC0415 - slow to start, and not always there
    except ImportError:
        raise UsageError("pictures need matplotlib; install it with: pip install 'simpul[picture]'") from None
    with mpl.rc_context({"svg.hashsalt": "simpul", "svg.fonttype": "none", "font.family": "DejaVu Sans"}):
        figure = _figure(drawn, spoken(title, "title")[spoken_in], spoken(note, "note")[spoken_in], spoken_in)
        try:
            figure.savefig(path, metadata={"Date": None} if path.suffix.lower() == ".svg" else {"Software": None})
        except OSError as error:
            raise UsageError(f"{path}: cannot be written: {error.strerror}") from error


def _figure(drawn: Drawing, title: str, note: str, language: str) -> Any:  # noqa: ANN401 - matplotlib is not always there
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    figure = Figure(figsize=_INCHES, dpi=150)
    axes = figure.add_subplot()
    axes.set_title(fill(title, _TITLE_WIDTH), loc="left", fontsize=14, parse_math=False)
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.invert_yaxis()
    (places,) = positions(drawn, WIDE)
    _draw(axes, drawn, places, signs(node.kind for node in drawn.nodes), language)
    if drawn.nodes:
        figure.legend(loc="lower right", ncols=6, fontsize=8, frameon=False, handletextpad=0.2, columnspacing=1)
        for handle in figure.legends[0].legend_handles:
            handle.set_sizes([40])  # type: ignore[union-attr] # those of a scatter have sizes
    figure.text(0.01, 0.008, note, fontsize=8, color="#555555", parse_math=False)
    figure.set_layout_engine("constrained", rect=(0, 0.03, 1, 0.97))  # the note has the foot of the page
    return figure


def _draw(
    axes: Any,  # noqa: ANN401 - matplotlib is not always there
    drawn: Drawing,
    places: Sequence[tuple[int, int]],
    kinds: Mapping[str, Sign],
    language: str,
) -> None:
    place = {node.id: places[number] for number, node in enumerate(drawn.nodes)}
    radius = {node.id: node.size / _PIXELS_PER_POINT for node in drawn.nodes}
    for edge in drawn.edges:
        _line(axes, edge, place, radius, directed=drawn.directed)
    for kind, sign in kinds.items():
        mine = [node for node in drawn.nodes if node.kind == kind]
        axes.scatter(
            [place[n.id][0] for n in mine],
            [place[n.id][1] for n in mine],
            s=[(2 * radius[n.id]) ** 2 / 2 for n in mine],
            c=sign.colour,
            marker=_SHAPES[sign.shape],
            edgecolors="white",
            linewidths=0.6,
            label=sign.label[language],
            zorder=2,
        )
    strongest = sorted(drawn.nodes, key=lambda node: (-node.strength, node.id))[:_LABELS]
    for node in strongest:
        x, y = place[node.id]
        below = (0, -radius[node.id] - 1)
        axes.annotate(
            node.label, (x, y), below, textcoords="offset points", ha="center", va="top", fontsize=6, zorder=3,
            parse_math=False, bbox={"facecolor": "white", "alpha": 0.7, "linewidth": 0, "pad": 0.5},
        )  # fmt: skip


def _line(
    axes: Any,  # noqa: ANN401 - matplotlib is not always there
    edge: Edge,
    place: Mapping[str, tuple[int, int]],
    radius: Mapping[str, float],
    *,
    directed: bool,
) -> None:
    axes.annotate(
        "",
        place[edge.target],
        place[edge.source],
        arrowprops={
            "arrowstyle": "-|>" if directed else "-",
            "color": "#8A8F98",
            "alpha": 0.7,
            "linewidth": edge.width / _PIXELS_PER_POINT,
            "shrinkA": radius[edge.source] * 0.7,
            "shrinkB": radius[edge.target] * 0.7,
            "mutation_scale": 8,
            "connectionstyle": "arc3,rad=0.08" if directed else "arc3",
        },
        zorder=1,
    )
