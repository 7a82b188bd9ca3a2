import pytest

from simpul.loaders.readers.html import read_html
from simpul.loaders.readers.pdf import read_pdf

TITLE = "Kota Batam Belajar Smart City ke Kota Semarang"
STORY = (
    "BATAM – Dinas Komunikasi dan Informatika Kota Batam melakukan studi tiru ke Pemerintah Kota Semarang, Kamis.",
    "Rombongan dipimpin Kepala Dinas Komunikasi dan Informatika Kota Batam, Azril Apriansyah, dan diterima pejabat.",
)
SIDES = ("top", "right", "bottom", "left")
BYLINE = "Selasa, 22 Oktober 2024 | 10:15 WIB"
PAGE = f"""<!doctype html><html lang="id" data-ready><head><meta charset="utf-8">
<title>{TITLE} - Kabar Rekaan</title></head>
<body><nav><ul><li><a href="/">Beranda</a></li></ul></nav><main><article><h1>{TITLE}</h1><div>{BYLINE}</div>
{"".join(f"<p>{line}</p>" for line in STORY)}</article></main><footer>Hak cipta Kabar Rekaan</footer></body></html>"""


def test_pages_that_a_browser_saved_are_read(opened, tmp_path):
    """What Chromium saves, the page as it stands or all in one file, gives the same article and day."""
    tab = opened(PAGE).page
    (tmp_path / "saved.html").write_text(tab.content(), encoding="utf-8")
    whole = tab.context.new_cdp_session(tab).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    (tmp_path / "saved.mhtml").write_text(whole, encoding="utf-8", newline="")
    one, other = (read_html(tmp_path / name, tmp_path) for name in ("saved.html", "saved.mhtml"))
    assert one.text == other.text == "\n\n".join((TITLE, BYLINE, *STORY)) + "\n"
    assert one.published == other.published == "2024-10-22"


@pytest.mark.parametrize("size", ["A4", "A6"])
def test_pages_that_a_browser_printed_are_read(opened, tmp_path, size):
    """Printed with moment, title, address and page number around it: the article, its day, and its address."""
    tab = opened(PAGE).page
    address = "https://kabar.example/berita/1"
    tab.context.route(address, lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    tab.goto(address)
    tab.pdf(path=tmp_path / "a.pdf", format=size, display_header_footer=True, margin=dict.fromkeys(SIDES, "2cm"))
    found = read_pdf(tmp_path / "a.pdf", tmp_path)
    assert (found.title, found.published, found.url) == (TITLE, "2024-10-22", address)
    assert found.text.split("\n\n")[0] == TITLE
    assert "\n\n".join((BYLINE, *STORY)) in found.text
