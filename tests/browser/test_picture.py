import struct

import networkx as nx
import pytest
from playwright.sync_api import expect

from simpul.graph.view.page import page

TITLE = {"en": "Who learns / from whom?", "id": "Siapa belajar dari siapa"}
HOSTILE = "../../</script><img src=x onerror=window.hacked=1>"


def network():
    graph = nx.Graph()
    graph.add_edge("a", "b", label="x", date="2020")
    graph.add_node("a", kind="region", label="Kota A")
    return graph


def saved(tab):
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save picture").click()
    return waiting.value


def pixel(tab, path, x, y):
    """Red, green and blue of a pixel of a PNG file, read by the browser."""
    data = list(path.read_bytes())
    return tab.evaluate(
        """async ([data, x, y]) => {
          const image = await createImageBitmap(new Blob([new Uint8Array(data)], { type: "image/png" }));
          const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
          const context = canvas.getContext("2d");
          context.drawImage(image, 0, 0);
          return [...context.getImageData(x, y, 1, 1).data.slice(0, 3)];
        }""",
        [data, x, y],
    )


@pytest.mark.parametrize(("colours", "ground"), [("light", [255, 255, 255]), ("dark", [0x14, 0x16, 0x1A])])
def test_picture_is_a_png_with_a_heading(opened, colours, ground):
    """The file must be a PNG named by the title, as wide as the canvas and higher, on white or on dark."""
    result = opened(page(network(), {}, title=TITLE), colours=colours)
    file = saved(result.page)
    assert file.suggested_filename == "who-learns-from-whom.png"
    data = file.path().read_bytes()
    assert data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", data[16:24])
    drawn = result.page.evaluate("(({ width, height }) => [width, height])(document.querySelector('#canvas canvas'))")
    assert width == drawn[0]
    assert drawn[1] + 60 < height < drawn[1] + 160
    assert pixel(result.page, file.path(), 2, 2) == ground
    assert result.complaints == []
    assert result.page.evaluate("window.refused") == []
    assert [url for url in result.requests if not url.startswith(("data:", "blob:"))] == [result.page.url]


def test_hostile_title_makes_a_plain_file_name(opened):
    """A title that is markup or a path must give a file name of letters, figures and hyphens."""
    result = opened(page(network(), {}, title={"en": HOSTILE}))
    assert saved(result.page).suggested_filename == "script-img-src-x-onerror-window-hacked-1.png"
    assert result.page.evaluate("window.hacked") is None


def test_no_picture_of_tables(opened):
    """In the table view there must be no button to save the drawing."""
    tab = opened(page(network(), {}, title=TITLE)).page
    tab.click("[data-view=table]")
    expect(tab.locator("#save")).to_be_hidden()
