import pytest

from simpul.ontology.reference.page import page

# For each diagram: rectangles of boxes and labels that overlap, and words that reach out of theirs or into others.
MISPLACED = """() => {
  const found = [];
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1
    && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
  for (const svg of document.querySelectorAll("svg")) {
    const frames = [...svg.querySelectorAll("rect")].map(rect => [rect, rect.getBoundingClientRect()]);
    for (const [i, [one, a]] of frames.entries())
      for (const [other, b] of frames.slice(i + 1))
        if (overlap(a, b)) found.push([one.parentNode.textContent, other.parentNode.textContent]);
    for (const text of svg.querySelectorAll("text")) {
      const frame = text.closest("g").querySelector("rect").getBoundingClientRect();
      if (!inside(text.getBoundingClientRect(), frame)) found.push([text.textContent, "reaches out"]);
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def html():
    return page()


@pytest.mark.parametrize(("width", "colours"), [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")])
def test_page_fits_and_is_quiet(opened, html, width, colours):
    """The page never scrolls sideways, asks for nothing beside itself, and has no complaint in the console."""
    result = opened(html, width=width, colours=colours, ready="footer")
    assert result.page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in result.requests if not url.startswith("file:")] == []
    assert len(result.requests) == 1
    assert result.complaints == []
    assert result.page.evaluate("window.refused") == []


@pytest.mark.parametrize("width", [360, 1280])
def test_diagrams_are_legible(opened, html, width):
    """As the browser draws them, boxes and labels do not overlap and their words stand inside them."""
    result = opened(html, width=width, ready="footer")
    assert result.page.locator("svg").count() > 5
    assert result.page.evaluate(MISPLACED) == []


def test_style_is_let_in(opened, html):
    """The page's policy lets its own style in: dark mode has a dark ground."""
    dark = opened(html, colours="dark", ready="footer").page
    assert dark.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 22, 26)"


def test_skip_link_leads_to_the_terms(opened, html):
    """The first stop of the keyboard is seen, and leads past the contents to the terms."""
    tab = opened(html, ready="footer").page
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "terms"


def test_names_in_a_diagram_lead_to_entries(opened, html):
    """A click on a class of a diagram shows its entry."""
    tab = opened(html, ready="footer").page
    tab.click("svg a[href='#Award'] >> nth=0")
    assert tab.evaluate("location.hash") == "#Award"
    assert 0 <= tab.evaluate("document.getElementById('Award').getBoundingClientRect().top") < 100


def test_page_prints_whole(opened, html):
    """On paper no diagram is wider than the page, and links that only help on screens are gone."""
    tab = opened(html, width=700, ready="footer").page
    tab.emulate_media(media="print")
    assert (
        tab.evaluate("Math.max(...[...document.querySelectorAll('svg')].map(s => s.getBoundingClientRect().right))")
        <= 700
    )
    assert not tab.locator(".up").first.is_visible()
