import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from rdflib.namespace import SKOS
from rdflib.term import Literal, URIRef

from simpul.ontology.build_page import main
from simpul.ontology.concepts import concepts
from simpul.ontology.iris import BASE, term
from simpul.ontology.model import classes, model_graph, object_properties, resource, themes
from simpul.ontology.reference.entries import is_stated, rows
from simpul.ontology.reference.page import page

LOADING = {"src", "srcset", "poster", "data", "background", "xlink:href", "style", "onload", "onclick"}
LANDMARKS = {"header": 1, "main": 1, "footer": 1, "nav": 3}
READABLE = 4.5
TERMS = [name for names in themes().values() for name in names]


class Reader(HTMLParser):
    """Keeps what the tests ask about: elements with their attributes, and the texts in each language."""

    def __init__(self):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {"en": [], "id": []}
        self.languages: list[tuple[str, str]] = [("", "en")]

    def handle_starttag(self, tag, attributes):
        """Keeps an element, and the language of what it holds."""
        told = {name: value or "" for name, value in attributes}
        self.elements.append((tag, told))
        if tag not in {"meta", "link", "br", "img"}:
            self.languages.append((tag, told.get("lang", self.languages[-1][1])))

    def handle_startendtag(self, tag, attributes):
        """Keeps an element that holds nothing."""
        self.elements.append((tag, {name: value or "" for name, value in attributes}))

    def handle_endtag(self, tag):
        """Goes back to the language outside the element, which must be the one that was opened last."""
        opened, _ = self.languages.pop()
        assert opened == tag

    def handle_data(self, data):
        """Keeps a text under its language."""
        self.texts[self.languages[-1][1]].append(" ".join(data.split()))

    def values(self, attribute):
        """The values of an attribute of all elements that have it."""
        return [told[attribute] for _, told in self.elements if attribute in told]


@pytest.fixture(scope="module")
def html():
    return page()


@pytest.fixture(scope="module")
def read(html):
    reader = Reader()
    reader.feed(html)
    return reader


def test_every_term_has_an_anchor(read):
    """The fragment of each term's IRI leads to its entry, and each element's name is its own."""
    ids = Counter(read.values("id"))
    assert [name for name in TERMS if name not in ids] == []
    assert [name for name, count in ids.items() if count > 1] == []


def test_every_concept_has_an_anchor(read):
    """Each scheme and each concept stands on the page, once, under the end of its IRI."""
    ids = set(read.values("id"))
    wanted = {f"scheme/{scheme}" for scheme in concepts()}
    wanted |= {concept.iri.removeprefix(BASE) for listed in concepts().values() for concept in listed}
    assert wanted - ids == set()


def test_links_within_the_page_resolve(read):
    """Each link to a place on the page, and each name that one element has from another, has its place."""
    ids = set(read.values("id"))
    inner = {link.removeprefix("#") for link in read.values("href") if link.startswith("#")}
    named = {
        name
        for attribute in ("aria-labelledby", "aria-describedby")
        for v in read.values(attribute)
        for name in v.split()
    }
    assert len(inner) > len(TERMS)
    assert (inner | named) - ids == set()


def test_page_loads_nothing(html, read):
    """The page asks for no script, style sheet, picture or face from anywhere."""
    tags = {tag for tag, _ in read.elements}
    assert tags & {"script", "link", "img", "iframe", "object", "embed", "image", "use", "base"} == set()
    assert {name for _, told in read.elements for name in told} & LOADING == set()
    assert "url(" not in html
    assert "@import" not in html


@pytest.mark.parametrize("language", ["en", "id"])
def test_words_stand_in_both_languages(read, language):
    """Label and definition of each term stand on the page in each language, marked as being in it."""
    model, told = model_graph(), set(read.texts[language])
    missing = [
        value
        for name in TERMS
        for prop in (SKOS.prefLabel, SKOS.definition)
        for value in model.objects(URIRef(term(name)), prop)
        if isinstance(value, Literal) and value.language == language and " ".join(value.split()) not in told
    ]
    assert missing == []


def test_texts_come_in_pairs(read):
    """Each text that stands beside an English one says that it is Indonesian, two of each term at least."""
    also = [told for _, told in read.elements if "also" in told.get("class", "").split()]
    assert len(also) > 2 * len(TERMS)
    assert [told for told in also if told.get("lang") != "id"] == []


def test_every_line_about_a_term_is_shown(read):
    """Whatever the model tells of a term has a heading on the page, in both languages."""
    headings = tomllib.loads((resource("reference") / "words.toml").read_text("utf-8"))["rows"]
    model = model_graph()
    told = {row.key for name in TERMS for row in rows(model, name)}
    assert told == set(headings)
    for language in ("en", "id"):
        assert {heading[language] for heading in headings.values()} - set(read.texts[language]) == set()


def test_page_has_landmarks_and_headings_in_order(read):
    """There is one main part with a link that skips to it, and no heading skips a level."""
    tags = Counter(tag for tag, _ in read.elements)
    assert {tag: tags[tag] for tag in LANDMARKS} == LANDMARKS
    first = next(told for tag, told in read.elements if tag == "a")
    assert first["class"] == "skip"
    assert ("main", first["href"].removeprefix("#")) in [(tag, told.get("id")) for tag, told in read.elements]
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1] == []


def test_themes_with_classes_have_a_diagram(html):
    """Each theme with classes has one diagram, named and described in both languages; the others have none."""
    drawn = re.findall(r'aria-labelledby="(\w+)-title-en \1-title-id" aria-describedby="\1-desc-en \1-desc-id"', html)
    assert sorted(drawn) == sorted(theme for theme, names in themes().items() if set(names) & set(classes()))
    assert html.count("<svg") == len(drawn)
    assert html.count("</desc>") == 2 * len(drawn)


def test_diagrams_show_classes_and_links(html):
    """Each class and each property that links nodes is in the diagram of its theme; what claims state is in none."""
    shown = set(re.findall(r'<a href="#(\w+)" tabindex', html))
    linking = {name for name in object_properties() if not is_stated(name)}
    assert (set(classes()) | linking) - shown == set()
    assert {name for name in shown if is_stated(name)} == set()


def test_same_model_gives_the_same_page(html, tmp_path):
    """A second process, with another order of hashes, writes the same bytes."""
    target = tmp_path / "docs" / "index.html"
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-m", "simpul.ontology.build_page", str(target)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": paths})
    assert target.read_text(encoding="utf-8") == html


def test_file_to_write_must_be_named(capsys):
    """Without the name of the file the command says what is missing."""
    with pytest.raises(SystemExit):
        main([])
    assert "file" in capsys.readouterr().err


@pytest.mark.parametrize("palette", [0, 1], ids=["light", "dark"])
def test_text_can_be_read(palette):
    """Text stands out from each ground it stands on by 4.5 to 1 at least, by day and by night."""
    css = (resource("reference") / "page.css").read_text("utf-8")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", re.findall(r":root \{(.*?)\}", css, re.DOTALL)[palette]))
    pairs = [(ink, ground) for ink in ("ink", "soft", "link") for ground in ("paper", "card", "wash", "own")]
    assert [pair for pair in pairs if contrast(found[pair[0]], found[pair[1]]) < READABLE] == []


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
