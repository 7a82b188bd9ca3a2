import functools
import subprocess
import time

import pyoxigraph as ox
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from making import child

from simpul.graph.ask import safety
from simpul.graph.ask.safety import MAX_DEPTH, MAX_LENGTH, check
from simpul.ontology.errors import QueryError

# Asks each query that comes on standard input (separated by \0) and prints what became of it, one line each.
ASKING = """
import sys
import threading
import pyoxigraph as ox

def ask():
    store = ox.Store()
    for query in sys.stdin.read().split("\\0"):
        try:
            store.query(query)
            print("asked", flush=True)
        except (SyntaxError, RuntimeError) as error:
            print("refused", " ".join(str(error).split()), flush=True)

threading.stack_size(int(sys.argv[1]))
thread = threading.Thread(target=ask)
thread.start()
thread.join()
"""
STACK = 8 * 1024 * 1024
PART = 16
AROUND = (
    ("FILTER EXISTS{", "}"),
    ("FILTER(COALESCE(EXISTS{", "}))"),
    ("{SELECT DISTINCT*{", "}}"),
    ("OPTIONAL{", "}"),
    ("{}MINUS{", "}"),
    ("{{}UNION", "}"),
    ("", ""),
)

NESTED = {
    "braces": lambda n: "ASK " + "{" * n + "}" * n,
    "optional": lambda n: "ASK " + "{OPTIONAL" * (n - 1) + "{}" + "}" * (n - 1),
    "graph": lambda n: "ASK " + "{GRAPH ?g" * (n - 1) + "{}" + "}" * (n - 1),
    "union": lambda n: "ASK " + "{{} UNION " * (n - 1) + "{}" + "}" * (n - 1),
    "exists": lambda n: "ASK " + "{FILTER EXISTS" * (n - 1) + "{}" + "}" * (n - 1),
    "not exists": lambda n: "ASK " + "{FILTER NOT EXISTS" * (n - 1) + "{}" + "}" * (n - 1),
    "parens": lambda n: "ASK {FILTER" + "(" * (n - 1) + "true" + ")" * (n - 1) + "}",
    "functions": lambda n: "ASK {FILTER(" + "STR(" * (n - 2) + "?x" + ")" * (n - 2) + ")}",
    "not": lambda n: "ASK {FILTER(" + "!" * (n - 2) + "?x)}",
    "not, spaced": lambda n: "ASK {FILTER(" + "! # no\n" * (n - 2) + "?x)}",
    "minus": lambda n: "ASK {FILTER" + "(-" * (n - 2) + "1" + ")" * (n - 2) + "}",
    "paths": lambda n: "ASK {?s " + "(" * (n - 1) + "<a:b>" + ")" * (n - 1) + " ?o}",
    "inverse paths": lambda n: "ASK {?s " + "^(" * (n - 2) + "^<a:b>" + ")" * (n - 2) + " ?o}",
    "less than": lambda n: "ASK {FILTER(?a<" + "(" * (n - 2) + "1>0" + ")" * (n - 2) + ")}",
    "blank nodes": lambda n: "ASK {?s ?p " + "[ a " * (n - 1) + "1" + "]" * (n - 1) + "}",
}
LISTS = {"lists": lambda n: "ASK {?s ?p " + "(" * (n - 1) + "1" + ")" * (n - 1) + "}"}
SELECTS = {"selects": lambda n: "SELECT * " + "{{SELECT DISTINCT * " * (n // 2 - 1) + "{{}}" + "}}" * (n // 2 - 1)}
CHAINS = {
    "or": lambda n: "ASK {FILTER(" + " || ".join(["?a"] * n) + ")}",
    "and": lambda n: "ASK {FILTER(" + "&&".join(["?a"] * n) + ")}",
    "sum": lambda n: "ASK {FILTER(" + "+".join(["1"] * n) + ")}",
    "difference": lambda n: "ASK {FILTER(0 " + "- ?a " * n + ")}",
    "product": lambda n: "ASK {FILTER(" + "*".join(["?a"] * n) + ">1)}",
    "quotient": lambda n: "ASK {FILTER(" + "?a/-" * n + "1)}",
    "sequence path": lambda n: "ASK {?s " + "/".join(["a"] * n) + " ?o}",
    "alternative path": lambda n: "ASK {?s " + "|".join(["a"] * n) + " ?o}",
    "union": lambda n: "ASK {" + " UNION ".join(["{}"] * n) + "}",
    "optional": lambda n: "ASK {" + "OPTIONAL{?s ?p ?o}" * n + "}",
    "minus": lambda n: "ASK {" + "MINUS{?s ?p ?o}" * n + "}",
    "lateral": lambda n: "ASK {" + "LATERAL{?s ?p ?o}" * n + "}",
    "groups": lambda n: "ASK {" + "{?s ?p ?o}" * n + "}",
    "triples": lambda n: "ASK {" + "?s ?p ?o." * n + "}",
    "objects": lambda n: "ASK {?s a " + ",".join(["?o"] * n) + "}",
    "list": lambda n: "ASK {?s a (" + "1 " * n + ")}",
    "list of IRIs": lambda n: "ASK {?s a (" + "<a:b> " * n + ")}",
    "list of lists": lambda n: "ASK {?s a (" + "()" * n + ")}",
    "filters": lambda n: "ASK {" + "FILTER(?a)" * n + "}",
    "having": lambda n: "SELECT (COUNT(*) AS ?n) {} HAVING " + "(true)" * n,
    "quoted triples": lambda n: "ASK {?s ?p " + "<< ?s ?p " * n + "?o" + ">>" * n + "}",
}
# Real SERVICE, each in a place where a reader with another idea of the text would not see it.
HIDDEN = (
    "ASK { SERVICE:x { ?s ?p ?o } }",
    "ASK { service:x { ?s ?p ?o } }",
    "ASK { SERVICESILENT:x {} }",
    "ASK { SERVICESILENT<http://127.0.0.1:1/>{} }",
    "ASK { ?s ?p trueSERVICE<http://127.0.0.1:1/>{} }",
    "ASK { ?s ?p 1SERVICE<http://127.0.0.1:1/>{} }",
    "ASK { ?s ?p 1e5.SERVICE:x {} }",
    "ASK{SERVICE<http://127.0.0.1:1/>{}}",
    "ASK { ?s ?p 'it''s' . SERVICE <http://127.0.0.1:1/> {} }",
    "ASK { ?s ?p e:\\# . SERVICE <http://127.0.0.1:1/> {} }",
    "ASK { ?s ?p e:\\' . SERVICE <http://127.0.0.1:1/> { ?s ?p e:\\' } }",
    "ASK { FILTER(?a<'x>' && true) SERVICE <http://127.0.0.1:1/> {} FILTER('y' = '') }",
    "ASK { FILTER(?a<?b#>'''\n) SERVICE <http://127.0.0.1:1/> {} #'''\n }",
    "ASK { { SELECT * { SeRvIcE ?x { ?s ?p ?o } } } }",
    "ASK { # comment\rSERVICE <http://127.0.0.1:1/> {} }",
    "ASK { ?s ?p '''a\\'''b''' . SERVICE ?x {} }",
    'ASK { ?s ?p """"a""" . SERVICE ?x {} }',
    'ASK { VALUES ?x { """abc" } SERVICE ?x { ?s ?p "\\q""" } }',
)  # fmt: skip
PREFIXES = "PREFIX : <http://127.0.0.1:1/> PREFIX service: <http://127.0.0.1:1/> PREFIX e: <a:> "


def passes(query):
    try:
        check(query)
    except QueryError as error:
        return "\n" in str(error)
    return True


def longest(make):
    """The longest chain of a kind that passes."""
    low, high = 0, 2 * safety.MAX_LENGTH
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if passes(make(middle)) else (low, middle)
    return low


def asked(queries, stack=STACK):
    """What became of each query in a thread of another process; a process that dies gives fewer lines."""
    every = list(queries)
    command = child("-c", ASKING, stack)
    done = subprocess.run(**command, input="\0".join(every), capture_output=True, check=False)
    assert done.returncode == 0, f"killed by {every[done.stdout.count(chr(10))]}"
    return done.stdout.splitlines()


@pytest.mark.parametrize("kind", [*NESTED, *LISTS])
def test_nesting_is_counted(kind):
    """500 levels of each kind of nesting pass, 501 do not."""
    make = (NESTED | LISTS)[kind]
    assert passes(make(MAX_DEPTH))
    with pytest.raises(QueryError, match=f"nested {MAX_DEPTH + 1} deep; at most {MAX_DEPTH}"):
        check(make(MAX_DEPTH + 1))


@pytest.mark.parametrize(
    ("kind", "depth"),
    [*((kind, 5_000) for kind in (*NESTED, *LISTS, *SELECTS)), *((k, 200_000) for k in ("braces", "not", "exists"))],
)
def test_deep_nesting_is_refused_quickly(kind, depth):
    """A query nested thousands deep is refused before the parser sees it, in a time that its length explains."""
    query = (NESTED | LISTS | SELECTS)[kind](depth)
    start = time.process_time()
    assert not passes(query)
    assert time.process_time() - start < 1 + len(query) / 100_000


@pytest.mark.parametrize("kind", CHAINS)
def test_long_chains_are_refused(kind):
    """A chain of thousands, which becomes as deep a tree, is refused; one of a hundred passes."""
    assert passes(CHAINS[kind](100))
    assert not passes(CHAINS[kind](5_000))


def test_deep_queries_that_pass_are_answered():
    """Oxigraph reads and answers 500 levels of each kind of nesting."""
    made = NESTED | SELECTS
    assert asked(make(MAX_DEPTH) for make in made.values()) == ["asked"] * len(made)


def test_the_longest_that_pass_kill_nobody(monkeypatch):
    """The longest chain of each kind, alone and within the deepest nesting that leaves room for it, end no process.

    Tried at a part of the limits with the same part of the stack, since Oxigraph takes minutes to plan long queries.
    """
    monkeypatch.setattr(safety, "MAX_DEPTH", MAX_DEPTH // PART)
    monkeypatch.setattr(safety, "MAX_LENGTH", MAX_LENGTH // PART)
    queries = [made(n) for made in CHAINS.values() for n in [longest(made)]]
    for begin, end in AROUND:
        for made in CHAINS.values():
            for inner in (1, longest(made) // 2):
                if made(inner).startswith("ASK {"):
                    wrapped = functools.partial(around, begin, end, made(inner).removeprefix("ASK "))
                    queries.append(wrapped(longest(wrapped)))
    assert len(asked(queries, stack=STACK // PART)) == len(queries) > len(CHAINS) * len(AROUND)


def around(begin, end, inner, number):
    return "ASK {" + begin * number + inner + end * number + "}"


def test_values_may_be_many():
    """Rows of VALUES, arguments and lists of IN are flat: thousands of them pass and are answered."""
    queries = [
        "SELECT * { VALUES ?x { " + "<a:b#c> 'd' " * 5_000 + "} }",
        "SELECT * { VALUES (?x ?y) { " + "(<a:b#c> UNDEF) " * 5_000 + "} }",
        "ASK { FILTER(1 IN (" + ", ".join(map(str, range(5_000))) + ")) }",
    ]
    assert all(passes(query) for query in queries)
    assert asked(queries) == ["asked"] * 3


@pytest.mark.parametrize("query", HIDDEN)
def test_hidden_services_are_refused(query):
    """SERVICE is found wherever Oxigraph would find it: glued to what is before it, mixed case, after odd strings."""
    with pytest.raises(QueryError):
        check(PREFIXES + query)


def test_services_written_with_escapes_are_refused():
    r"""SERVICE written with code point escapes (\u0053ERVICE) is refused, by whoever reads such escapes."""
    for written in (r"\u0053ERVICE", r"SERV\u0049CE", r"\U00000053ERVICE", r"s\u0065rvice"):
        with pytest.raises(QueryError):
            check(f"ASK {{ {written} <http://127.0.0.1:1/> {{}} }}")


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p 'SERVICE' } # SERVICE {{{",
        'ASK { ?s ?p """a " SERVICE \n "" SERVICE""" }',
        "ASK { ?s <http://example.org/SERVICE> ?SERVICE }",
        "ASK { ?s ex:SERVICE _:SERVICE , 'x'@SERVICE }",
        "PREFIX service: <a:> ASK { ?s service:x ?o }",
        "ASK { FILTER(?a < 1 && ?b > 2) }",
        "ASK { FILTER(?a <?b) FILTER(1<2) FILTER(?a<=?b) }",
        "ASK { ?s (<a:b>/<a:c#d>|^<a:e>)* ?o }",
        "ASK { VALUES (?a ?b) { (<a:b#c> <a:d#e>) } }",
        "ASK { ?s ?p <http://example.org/Batam_(kota)> }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p 1 , -2 , +3.5 } HAVING (COUNT(*) > 1)",
        "ASK { << ?s ?p ?o >> ?q <<( ?s ?p ?o )>> }",
    ],
)
def test_plain_questions_pass(query):
    """What stands in strings, names and comments is no syntax, and usual SPARQL passes."""
    check(query)


@pytest.mark.parametrize("word", ["INSERT", "delete", "Load", "CLEAR", "drop", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
def test_updates_are_refused_by_name(word):
    """An update is refused with the word that says what it would do."""
    with pytest.raises(QueryError, match=f"{word.upper()} changes the store"):
        check(f"PREFIX a: <b:> # SELECT\n{word} DATA {{ <a:b> <a:c> 'SELECT' }}")


@pytest.mark.parametrize("text", ["", "  \n", "# SELECT", "'ASK'", "{}", "apa kabar", ")", "ASK }", "ASK { ( }"])
def test_what_is_no_question_is_refused(text):
    """Text without a question, or with brackets that close nothing, is refused."""
    assert not passes(text)


@given(st.text(alphabet=st.sampled_from("ASK{}()[]<>'\"\\#!-^?a:|&,. \n\tuéم🦜0"), max_size=60) | st.text())
def test_any_text_passes_or_is_refused(text):
    """Any text at all is passed or refused in one line, and with a quoted copy of itself after it no differently."""
    quoted = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    assert passes(f"ASK {{ ?s ?p '{quoted}' }}")
    assert passes(text) in {True, False}


SERVICES = ["SERVICE", "SERVICE:x{}", "service:x", ":x", "<http://127.0.0.1:1/>"]
ODD = ["e:\\#", "e:\\'", "<#>", "<'>", "1<2", "(1)", "{?s ?p ?o}", "<<", ">>", "&&", "||", '"' * 3, "'" * 3]
WORDS = [
    "true",
    "a",
    "FILTER(",
    "BIND(",
    "AS",
    "VALUES",
    "UNDEF",
    "EXISTS",
    "UNION",
    "?a",
    "?x",
    "1",
    "@en",
    "<a>",
    "e:a",
]
PARTS = st.sampled_from([*SERVICES, *ODD, *WORDS, *"{}()[]'\"#\n\\<>^!=.,;"])
FRAMES = st.sampled_from(
    [
        "ASK{%s}",
        "ASK{?s ?p ?o FILTER(%s)}",
        "ASK{FILTER(?a<%s) SERVICE<http://127.0.0.1:1/>{} }",
        "ASK{?s ?p (1 %s) SERVICE<http://127.0.0.1:1/>{} }",
        "ASK{?s ?p %s SERVICE:x{} }",
        "ASK{?s e:%s SERVICE:x{} }",
        "ASK{VALUES ?x{%s} SERVICE:x{} }",
    ]
)


@settings(max_examples=1500, deadline=None)
@given(frame=FRAMES, parts=st.lists(PARTS, max_size=5), between=st.sampled_from(["", " "]))
def test_nothing_that_passes_calls_out(frame, parts, between):
    """Whatever Oxigraph reads as a call of another machine was refused: port 1 tells when it would have called."""
    query = PREFIXES + frame.replace("%s", between.join(parts))
    assume("silent" not in query.lower())
    try:
        results = ox.Store().query(query)
        if isinstance(results, ox.QuerySolutions):
            list(results)
    except OSError:
        assert not passes(query)
    except (SyntaxError, RuntimeError):
        assert passes(query) in {True, False}
