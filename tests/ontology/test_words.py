"""The words of the ontology: what its terms and the concepts of its schemes are called, and how they are explained."""

import csv
import re
from collections import Counter

import pytest
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import Literal, URIRef

from simpul.ontology.iris import BASE, NS
from simpul.ontology.model import (
    SCHEMES,
    TERMS,
    annotation_properties,
    classes,
    datatype_properties,
    model_graph,
    object_properties,
    resource,
)

PROMISED_EXAMPLES = 0.7
CONCEPT = BASE + "concept/"
VALUES_OF = {
    "agency-kind": "agencyKind",
    "tenure-status": "tenureStatus",
    "prize": "prizeKind",
    "event-status": "awardStatus",
}
OF_OTHER_EVENTS = {"held"}
ARTICLE = re.compile(r"pasal (?!\d+( ayat \(\d+\)| angka \d+)?)")

MODEL = model_graph(TERMS)
CONCEPTS = model_graph(SCHEMES)
PROPERTIES = [*object_properties(), *datatype_properties(), *annotation_properties()]
ALL_TERMS = sorted({*classes(), *PROPERTIES})
ALL_CONCEPTS = sorted(str(c) for c in CONCEPTS.subjects(RDF.type, SKOS.Concept))
ALL_SCHEMES = sorted(str(s).rpartition("/")[2] for s in CONCEPTS.subjects(RDF.type, SKOS.ConceptScheme))
REGIONS = csv.DictReader(resource("regions.csv").read_text("utf-8").splitlines())


def own(name):
    return URIRef(NS + name)


def texts(graph, node, prop, language):
    return [str(v) for v in graph.objects(node, prop) if isinstance(v, Literal) and v.language == language]


def twice(words):
    return sorted(word for word, times in Counter(map(str.casefold, words)).items() if times > 1)


def scheme_of(concept):
    return concept.removeprefix(CONCEPT).partition("/")[0]


def in_scheme(scheme):
    return [URIRef(c) for c in ALL_CONCEPTS if scheme_of(c) == scheme]


def is_sentence(text):
    return text[0].isupper() and text.endswith(".") and "  " not in text and len(text.split()) > 2


def is_lower(word):
    """Whether a word is written small, unless it is an acronym: 'dinas', 'RSUD', 'PLTSa', not 'Dinas'."""
    return not re.search(r"\b[A-Z](?![A-Z0-9-])", word)


def value_list(name):
    """The values a property may have: those of its `oneOf`, or those that its English definition lists at its end."""
    range_ = MODEL.value(own(name), RDFS.range)
    listed = MODEL.value(range_, OWL.oneOf)
    if listed is not None:
        return {str(v) for v in Collection(MODEL, listed)}
    (definition,) = texts(MODEL, own(name), SKOS.definition, "en")
    return set(re.split(r", | or ", definition.rpartition(": ")[2].removesuffix(".")))


@pytest.mark.parametrize("name", ALL_TERMS)
def test_terms_have_one_label_and_definition_in_each_language(name):
    """A term has exactly one label and one definition, each in English and in Indonesian."""
    for prop in (SKOS.prefLabel, SKOS.definition):
        assert sorted(v.language for v in MODEL.objects(own(name), prop)) == ["en", "id"]


@pytest.mark.parametrize("name", ALL_TERMS)
def test_terms_name_their_source(name):
    """Each term says in plain words where its idea comes from."""
    sources = list(MODEL.objects(own(name), DCTERMS.source))
    assert sources
    assert all(isinstance(s, Literal) and s.language is None and len(s) > 3 for s in sources)
    assert not [s for s in sources if ARTICLE.search(s)]


def test_competency_questions_are_named_by_number():
    """A source that is a question of ours names one of the forty."""
    asked = [n for s in MODEL.objects(None, DCTERMS.source) for part in str(s).split("; ")
             if part.startswith("Simpul, competency question") for n in re.findall(r"\d+", part)]  # fmt: skip
    assert asked
    assert {int(n) for n in asked} <= set(range(1, 41))


def test_most_terms_have_an_example():
    """Seven of ten terms or more have an example, and every example is in Indonesian."""
    with_example = [name for name in ALL_TERMS if texts(MODEL, own(name), SKOS.example, "id")]
    assert len(with_example) >= PROMISED_EXAMPLES * len(ALL_TERMS)
    assert {v.language for v in MODEL.objects(None, SKOS.example)} == {"id"}


@pytest.mark.parametrize("language", ["en", "id"])
def test_labels_of_terms_are_unique(language):
    """No two classes and no two properties share a label in one language."""
    for names in (classes(), PROPERTIES):
        assert twice(text for name in names for text in texts(MODEL, own(name), SKOS.prefLabel, language)) == []


def test_labels_of_terms_have_their_case():
    """Labels of classes begin with a capital; those of properties are in lower case, acronyms aside."""
    labels = {name: [str(v) for v in MODEL.objects(own(name), SKOS.prefLabel)] for name in ALL_TERMS}
    assert [name for name in classes() if not all(text[0].isupper() for text in labels[name])] == []
    assert [name for name in PROPERTIES if not all(map(is_lower, labels[name]))] == []


@pytest.mark.parametrize("name", ALL_TERMS)
def test_definitions_of_terms_are_sentences(name):
    """A definition of a term is more than two words, with a capital and a full stop."""
    assert all(is_sentence(str(text)) for text in MODEL.objects(own(name), SKOS.definition))


@pytest.mark.parametrize("concept", ALL_CONCEPTS)
def test_concepts_have_labels_in_both_languages(concept):
    """A concept has one label in English and one in Indonesian, and stands in the scheme that its IRI names."""
    assert sorted(v.language for v in CONCEPTS.objects(URIRef(concept), SKOS.prefLabel)) == ["en", "id"]
    assert set(CONCEPTS.objects(URIRef(concept), SKOS.inScheme)) == {URIRef(f"{BASE}scheme/{scheme_of(concept)}")}


@pytest.mark.parametrize("scheme", ALL_SCHEMES)
def test_schemes_are_described(scheme):
    """A scheme has a label and a definition in both languages and names its source."""
    node = URIRef(f"{BASE}scheme/{scheme}")
    for prop in (SKOS.prefLabel, SKOS.definition):
        assert sorted(v.language for v in CONCEPTS.objects(node, prop)) == ["en", "id"]
    assert CONCEPTS.value(node, DCTERMS.source)


@pytest.mark.parametrize("scheme", sorted(set(ALL_SCHEMES) - {"cluster"}))
def test_concepts_are_defined(scheme):
    """Every concept is defined by a sentence of its own in both languages; of clusters only those that need it."""
    for concept in in_scheme(scheme):
        assert sorted(v.language for v in CONCEPTS.objects(concept, SKOS.definition)) == ["en", "id"], concept
    found = [str(text) for concept in in_scheme(scheme) for text in CONCEPTS.objects(concept, SKOS.definition)]
    assert twice(found) == []
    assert [text for text in found if not is_sentence(text)] == []


@pytest.mark.parametrize("scheme", ALL_SCHEMES)
def test_labels_and_notations_are_unique_in_a_scheme(scheme):
    """In one scheme no two concepts share a label in one language, or a notation."""
    for language in ("en", "id"):
        labels = [text for c in in_scheme(scheme) for text in texts(CONCEPTS, c, SKOS.prefLabel, language)]
        assert twice(labels) == []
    assert twice(str(v) for c in in_scheme(scheme) for v in CONCEPTS.objects(c, SKOS.notation)) == []


@pytest.mark.parametrize("concept", ALL_CONCEPTS)
def test_words_of_concepts_are_written_as_in_a_sentence(concept):
    """Labels of concepts, and the Indonesian words they are told by, are in lower case, acronyms aside, each once."""
    node = URIRef(concept)
    assert {w.language for w in CONCEPTS.objects(node, SKOS.altLabel)} <= {"id"}
    words = [text for prop in (SKOS.prefLabel, SKOS.altLabel) for text in texts(CONCEPTS, node, prop, "id")]
    assert [w for w in words if not is_lower(w) or w != " ".join(w.split())] == []
    assert twice(words) == []


@pytest.mark.parametrize("concept", ALL_CONCEPTS)
def test_concepts_lead_up_to_a_top_of_their_scheme(concept):
    """The concept above another is in the same scheme, and the way up ends at a top concept, never in a circle."""
    way, node = [], URIRef(concept)
    while (above := CONCEPTS.value(node, SKOS.broader)) is not None:
        assert scheme_of(above) == scheme_of(concept)
        assert above not in way
        way.append(node := above)
    assert CONCEPTS.value(node, SKOS.topConceptOf) == URIRef(f"{BASE}scheme/{scheme_of(concept)}")


@pytest.mark.parametrize(("scheme", "name"), VALUES_OF.items())
def test_notations_are_the_values_of_the_property(scheme, name):
    """The notations of a scheme are the values that its property lists, no more and no fewer."""
    notations = {str(v) for c in in_scheme(scheme) for v in CONCEPTS.objects(c, SKOS.notation)}
    assert notations - OF_OTHER_EVENTS == value_list(name)


def test_no_topic_is_the_name_of_a_place():
    """No word of a topic stands in the name of a region, or each of its agencies would be about that topic."""
    words = {
        text.casefold()
        for concept in in_scheme("topic")
        for prop in (SKOS.prefLabel, SKOS.altLabel)
        for text in texts(CONCEPTS, concept, prop, "id")
    }
    names = [row["name"].casefold() for row in REGIONS]
    assert len(names) > 500
    assert [w for w in words if any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", name) for name in names)] == []


def test_notes_are_in_both_languages():
    """A note on the scope of a term is told once in English and once in Indonesian."""
    for subject in set(MODEL.subjects(SKOS.scopeNote)):
        assert sorted(note.language for note in MODEL.objects(subject, SKOS.scopeNote)) == ["en", "id"], subject
