import networkx as nx

from simpul.graph.view.page import network_view

HOST = "<!doctype html><html data-ready><title>Notebook</title><body><script>window.secret = 1</script>{}</body></html>"


def test_the_frame_of_a_notebook_shows_the_page(opened):
    """In a sandboxed frame the page draws its nodes, cannot reach the notebook around it, and asks no host."""
    network = nx.DiGraph()
    network.add_edge("a", "b")
    nx.set_node_attributes(network, {"a": "Kota A", "b": "</iframe><b>Kota B"}, "label")
    result = opened(HOST.format(network_view(network, {}, title={"en": "Two"})._repr_html_()))
    frame = next(f for f in result.page.frames if f != result.page.main_frame)
    frame.wait_for_selector("html[data-ready]")
    frame.click("button[data-view=table]")
    assert "</iframe><b>Kota B" in frame.inner_text("#table")
    assert frame.evaluate("() => { try { return parent.secret; } catch { return 'refused'; } }") == "refused"
    assert result.page.locator("b").count() == 0
    assert [url for url in result.requests if not url.startswith(("file:", "data:", "about:"))] == []
