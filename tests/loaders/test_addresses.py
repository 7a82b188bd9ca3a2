from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from simpul.loaders.readers.addresses import addresses, canonical, normalised, place
from simpul.ontology.errors import SourceError


@pytest.mark.parametrize(
    ("told", "one"),
    [
        ("HTTPS://Kabar.Example/Berita", "https://kabar.example/Berita"),
        ("https://kabar.example", "https://kabar.example/"),
        ("http://kabar.example:80/a#isi", "http://kabar.example/a"),
        ("https://kabar.example:443/a", "https://kabar.example/a"),
        ("http://kabar.example:443/a", "http://kabar.example:443/a"),
        ("https://kabar.example./a", "https://kabar.example/a"),
        ("https://kabar.example/a/../b/./c", "https://kabar.example/b/c"),
        ("https://kabar.example/a b|c", "https://kabar.example/a%20b%7Cc"),
        ("https://kabar.example/%7eibu/%c3%a9/100%", "https://kabar.example/~ibu/%C3%A9/100%25"),
        ("https://kabar.example/é?q=“x”", "https://kabar.example/%C3%A9?q=%E2%80%9Cx%E2%80%9D"),
        ("https://kafé.example/", "https://xn--kaf-dma.example/"),
        ("https://kabar.example/a?utm_source=x&UTM_Medium=y&fbclid=z&gclid=1", "https://kabar.example/a"),
        ("https://kabar.example/a?p=7&utm%5Fsource=x&&q=", "https://kabar.example/a?p=7&q="),
        ("https://kabar.example/a?gambar=1&referensi=2&cid=3", "https://kabar.example/a?gambar=1&referensi=2&cid=3"),
        (" https://kabar.example/a\t\n", "https://kabar.example/a"),
        ("https://kabar.example/a\n\x00b\tc", "https://kabar.example/abc"),
        ("http://[2001:DB8:0::1]:80/", "http://[2001:db8::1]/"),
    ],
)
def test_a_page_has_one_address(told, one):
    """What means the same is written the same, and only what says who sent the reader is dropped."""
    assert canonical(told) == one


@pytest.mark.parametrize(
    "told",
    [
        "", "kabar.example/a", "file:///etc/passwd", "ftp://kabar.example/", "javascript:alert(1)", "http:///a", "http://",
        "http://kabar.example:99999/", "http://kabar.example:x/", "http://ka bar.example/", "http://[::1", "http://[fe80::1%25eth0]/",
        "http://siapa:rahasia@kabar.example/", "http://siapa@kabar.example/", "http://a..b/", "http://-a-/", "http://é..b/",
        "mailto:a@b.example", "//kabar.example/a", "http://exa\u2100mple/",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(told):
    """Another scheme, no host, a port that is none, a name and a password: one line says what to do."""
    with pytest.raises(
        SourceError, match=r"^[^\n]+: (no address of a page|an address with a user's name in it); [^\n]+$"
    ):
        canonical(told)


def test_a_password_is_not_shown():
    """The line that refuses a name and a password does not repeat them."""
    with pytest.raises(SourceError) as refused:
        canonical("http://siapa:rahasia@kabar.example/a")
    assert "rahasia" not in str(refused.value)


URLS = st.builds(
    "{}://{}{}/{}{}{}".format,
    st.sampled_from(["http", "HTTPS", "ftp"]),
    st.sampled_from(["kabar.example", "KABAR.example.", "ka\u0308fer.example", "[::1]", "10.0.0.1"])
    | st.text(max_size=8),
    st.sampled_from(["", ":80", ":443", ":8080", ":"]),
    st.text(max_size=20) | st.text(alphabet="%./2eE47~f5", max_size=12),
    st.sampled_from(["", "?"]),
    st.text(max_size=20) | st.text(alphabet="&=utm_x%2", max_size=12),
)


@given(URLS | st.text(max_size=40))
def test_any_address_is_written_once_and_for_all(told):
    """Whatever is told: refused in one line, or a valid IRI in ASCII that stays as it is and can be taken apart."""
    try:
        one, refused = canonical(told), ""
    except SourceError as error:
        one, refused = "", str(error)
    assert bool(one) != bool(refused)
    assert len(refused.splitlines()) <= 1
    if not one:
        return
    assert canonical(one) == one
    assert normalised(one) == one
    assert one.isascii()
    assert urlsplit(one).scheme in {"http", "https"}
    assert urlsplit(one).hostname == place(one).host
    assert not urlsplit(one).fragment
    assert NamedNode(one).value == one


def test_a_list_of_addresses():
    """One a line, each once, without comments and empty lines."""
    text = "\ufeff# dari pembaca\r\n\r\n  https://kabar.example/1?utm_source=x \r\nhttps://kabar.example/1\nhttp://b.example/2\n"
    assert addresses(text, "daftar.txt") == ["https://kabar.example/1", "http://b.example/2"]


def test_a_bad_line_of_a_list_is_named():
    """A line that is no address is named with its number."""
    with pytest.raises(SourceError, match=r"^daftar\.txt: line 3: kabar\.example: no address of a page; write http"):
        addresses("https://kabar.example/1\n\nkabar.example\n", "daftar.txt")
