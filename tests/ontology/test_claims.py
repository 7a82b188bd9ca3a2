from dataclasses import replace
from typing import get_args, get_type_hints

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.ontology.claims import read_claims, stated, to_quads
from simpul.ontology.document import Document
from simpul.ontology.facts import (
    FACT_TYPES,
    Agency,
    Award,
    Collaboration,
    Count,
    Evidence,
    Party,
    RegionMention,
    StudyVisit,
    stated_fields,
)
from simpul.ontology.iris import XSD, source_iri
from simpul.ontology.ntriples import iri, literal, own
from simpul.ontology.regions import by_code

SOURCE = source_iri("berita/lomba “normal baru”.txt")
NASTY = (
    '"',
    "\\",
    "\n",
    "\r\n",
    "\t",
    "\x00",
    "\x01",
    "\x7f",
    "\x85",
    "\u2028",
    "\u200f",
    "\u202e",
    "🦜",
    "é",
    "é",
    "\\u0041",
)
HARD = (
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=5)), min_size=1, max_size=5).map("".join).filter(bool)
)
CODES = st.sampled_from(sorted(by_code()))
ITEMS = {
    str: st.one_of(HARD, CODES),
    int: st.integers(-(10**18), 10**18),
    Count: st.builds(Count, st.integers(0, 10**9), HARD),
    Party: st.builds(Party, HARD, st.none() | CODES),
}


def values(hint):
    """What a field of type `hint` may hold; tuples are in the order in which claims are read back."""
    parts = get_args(hint) or (hint,)
    several = st.one_of(ITEMS[part] for part in parts if part in ITEMS)
    if Ellipsis in parts:
        return st.sets(several, max_size=3).map(lambda found: tuple(sorted(found)))
    return several | st.none() if type(None) in parts else several


@st.composite
def evidence(draw):
    quote = draw(HARD)
    start = draw(st.integers(0, 10**6))
    sure = draw(st.integers(1, 10**6)) / 10**6
    names = tuple(sorted(draw(st.sets(st.sampled_from(["name", "rank", "host"])))))
    return Evidence(SOURCE, start, start + len(quote), quote, draw(HARD), sure, names)


@st.composite
def facts(draw):
    kind = draw(st.sampled_from(FACT_TYPES))
    hints = get_type_hints(kind)
    words = tuple(sorted(draw(st.sets(evidence(), min_size=1, max_size=3))))
    return kind(evidence=words, **{name: draw(values(hints[name])) for name in stated_fields(kind)})


def statement(fact):
    return (fact.kind, *(repr(getattr(fact, name)) for name in stated_fields(type(fact))))


def document(**known):
    return Document(source=SOURCE, text="Berita", **known)


def read(quads):
    rows = []
    for quad in ox.parse("\n".join(quads), ox.RdfFormat.N_QUADS):
        value = quad.object.value
        if isinstance(quad.object, ox.Literal):
            kind = quad.object.datatype.value.removeprefix(XSD)
            value = {"integer": int, "decimal": float}.get(kind, str)(value)
        rows.append((quad.subject.value, quad.predicate.value, value))
    return read_claims(SOURCE, rows)


@settings(deadline=None, max_examples=150)
@given(told=st.lists(facts(), max_size=4))
def test_facts_survive_the_round_trip(told):
    """Facts of every kind with any text become quads, are read back the same, and give the same quads again."""
    quads = to_quads(document(), told, "1")
    claims = read(quads)[1]
    words = {}
    for fact in told:
        words.setdefault(statement(fact), set()).update(fact.evidence)
    assert {statement(c.fact): c.fact.evidence for c in claims} == {s: tuple(sorted(e)) for s, e in words.items()}
    assert len(claims) == len(words)
    assert to_quads(document(), [claim.fact for claim in claims], "1") == quads


@settings(deadline=None)
@given(told=st.lists(facts(), max_size=4), data=st.data())
def test_the_order_of_facts_does_not_matter(told, data):
    """The same facts in any order, some of them twice, give the same quads, sorted and each once."""
    quads = to_quads(document(), told, "1")
    assert to_quads(document(), [*data.draw(st.permutations(told)), *told[:1]], "1") == quads
    assert quads == sorted(set(quads))


@settings(deadline=None)
@given(text=HARD, published=st.sampled_from([None, "2024-10-22", "2024"]))
def test_articles_survive_the_round_trip(text, published):
    """What is known of an article is read back the same, whatever stands in it."""
    known = {"title": text, "publisher": text, "url": text, "retells": text, "published": published}
    made = Document(source=SOURCE, text=text, **known)
    article = read(to_quads(made, [], "v1"))[0]
    assert {name: getattr(article, name) for name in known} == known
    assert (article.source, article.content_hash, article.extractor) == (SOURCE, made.content_hash, "v1")


def test_equal_statements_are_one_claim():
    """A statement made twice in one source is one claim with the words of both, each once."""
    one, two = (Evidence(SOURCE, n, n + 5, "Batam", "r", fields=f) for n, f in ((0, ("b", "a")), (9, ())))
    told = [RegionMention(code="21.71", evidence=(one,)), RegionMention(code="21.71", evidence=(two, one))]
    (claim,) = read(to_quads(document(), told, "1"))[1]
    assert claim.fact.evidence == (replace(one, fields=("a", "b")), two)
    assert claim.evidence_iris == (f"{claim.iri}-e1", f"{claim.iri}-e2")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Award(recipient="a", rank=1, evidence=(Evidence(SOURCE, 0, 1, "a", "r"),)), {"rank": "1"}),
        (Agency(name="a\x1fregion='b'", evidence=(Evidence(SOURCE, 0, 1, "a", "r"),)), {"name": "a", "region": "b"}),
        (
            StudyVisit(visitor="a", host="b", evidence=(Evidence(SOURCE, 0, 1, "a", "r"),)),
            {"visitor": "b", "host": "a"},
        ),
    ],
)
def test_different_statements_are_two_claims(one, other):
    """A rank 1 and a rank '1', or a name that holds a separator, are not mistaken for one another."""
    told = [one, replace(one, **other)]
    assert sorted(repr(claim.fact) for claim in read(to_quads(document(), told, "1"))[1]) == sorted(map(repr, told))


def test_repeated_items_are_one_item():
    """A list that names one thing twice says what the list that names it once says."""
    words = (Evidence(SOURCE, 0, 1, "a", "r"),)
    once, twice = (Agency(name="a", aliases=aliases, evidence=words) for aliases in (("x", "y"), ("y", "x", "y")))
    assert to_quads(document(), [once, twice], "1") == to_quads(document(), [once], "1")


def quads_of_party():
    told = Collaboration(parties=(Party("Batam", "21.71"),), evidence=(Evidence(SOURCE, 0, 1, "a", "r"),))
    return to_quads(document(), [told], "1")


def with_lines(change):
    """The quads of a collaboration, each line as `change` makes it; lines that it makes empty are left out."""
    return [line for line in map(change, quads_of_party()) if line]


@pytest.mark.parametrize(
    "quads",
    [
        with_lines(lambda q: q.replace('"collaboration"', '"gossip"')),
        with_lines(lambda q: "" if "#evidence>" in q else q),
        with_lines(lambda q: "" if "#quote>" in q else q),
        with_lines(lambda q: q.replace(by_code()["21.71"].iri, "https://w3id.org/simpul/region/atlantis")),
        with_lines(lambda q: q.replace(literal(1), literal("satu")) if "#end>" in q else q),
        with_lines(lambda q: q.replace(literal(1.0), literal(1.5)) if "#confidence>" in q else q),
        with_lines(lambda q: q.replace(f"<{SOURCE}#", "<https://w3id.org/simpul/source/lain.txt#")),
        with_lines(lambda q: q.replace(iri(SOURCE), iri(SOURCE + "x"), 1) if "#source>" in q else q),
        with_lines(lambda q: q.replace(own(stated("parties")), own(stated("form")))),
    ],
    ids=[
        "kind",
        "no words",
        "no quote",
        "no region",
        "no number",
        "too sure",
        "of another",
        "words of another",
        "type",
    ],
)
def test_incomplete_claims_are_refused(quads):
    """A claim of an unknown kind, without words, or with values that its fields cannot have is refused."""
    with pytest.raises((ValueError, KeyError, IndexError), match=r"."):
        read(quads)
