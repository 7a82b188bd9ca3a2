"""Is an ontology OWL 2 DL, and does it hold together? Asked of the OWL API and of HermiT, in a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from rdflib import Graph
from rdflib.namespace import OWL, RDFS, XSD
from rdflib.term import URIRef

from simpul.ontology.checking.finding import Finding
from simpul.ontology.errors import SimpulError
from simpul.ontology.iris import NS, compact
from simpul.ontology.model import resource
from simpul.ontology.reasoning import OWL_DATATYPES, readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SECONDS: Final = 120
_SHOWN: Final = 5


def findings(graph: Graph) -> list[Finding]:
    """What is not OWL 2 DL (check 'profile') and what cannot be (check 'consistency'), sorted; takes some two seconds.

    Literals of datatypes that OWL 2 lacks, days and years among them, are judged as text.

    Raises:
        SimpulError: Java could not be started, took too long, or could not read the ontology.
    """
    told = _asked(b"".join(_lines(graph)))
    return sorted({*_of_profile(told["violations"]), *_of_datatypes(graph), *_of_consistency(told)})


def _lines(graph: Graph) -> Iterator[bytes]:
    """The graph as N-Triples; sorted, so that Java's answer is the same each time."""
    fresh = Graph()
    for triple in graph:
        fresh.add(readable(triple))
    yield from sorted(fresh.serialize(format="nt", encoding="utf-8").splitlines(keepends=True))


def _asked(ntriples: bytes) -> dict[str, Any]:
    command = [sys.executable, "-m", "simpul.ontology.checking.java"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    environment.pop("JDK_JAVA_OPTIONS", None)
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=ntriples, capture_output=True, env=environment, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise SimpulError(
            f"Java took more than {_SECONDS} seconds over the ontology; check a smaller part of it"
        ) from None
    if done.returncode:
        complaint = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
        raise SimpulError(f"Java cannot judge the ontology: {complaint[0]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _of_profile(violations: Iterable[dict[str, Any]]) -> Iterator[Finding]:
    for violation in violations:
        own = [term for term in violation["terms"] if term.startswith(NS) and compact(term)[7:] in violation["text"]]
        subject = next(iter(own or violation["terms"]), "")
        english, indonesian = _words(violation["kind"])
        text = " ".join(violation["text"].split())
        yield Finding(
            "profile", violation["kind"], "violation", subject, f"{english} ({text})", f"{indonesian} ({text})"
        )


def _of_datatypes(graph: Graph) -> Iterator[Finding]:
    """Ranges that OWL 2 has no datatype for: the OWL API lets those of XML Schema pass."""
    english, indonesian = _words("UseOfUnknownDatatype")
    for prop in (RDFS.range, OWL.onDatatype, OWL.someValuesFrom, OWL.allValuesFrom):
        for subject, datatype in graph.subject_objects(prop):
            if str(datatype).startswith(str(XSD)) and datatype not in OWL_DATATYPES:
                about = str(subject) if isinstance(subject, URIRef) else ""
                told = f"({compact(str(datatype))})"
                yield Finding(
                    "profile", "UseOfUnknownDatatype", "violation", about, f"{english} {told}", f"{indonesian} {told}"
                )


def _words(kind: str) -> tuple[str, str]:
    """What a kind of violation means and what to do, in both languages."""
    words = _messages()
    found = words.get(kind) or next((words[part] for part in words if kind.startswith(part)), words["other"])
    return found["en"], found["id"]


@cache
def _messages() -> dict[str, dict[str, str]]:
    return tomllib.loads((resource("checking") / "profile.toml").read_text(encoding="utf-8"))


def _of_consistency(told: dict[str, Any]) -> Iterator[Finding]:
    if "refused" in told:
        reason = " ".join(told["refused"].split())
        yield Finding(
            "consistency", "not-judged", "violation", "",
            f"HermiT judges only what is OWL 2 DL; mend the profile first ({reason})",
            f"HermiT hanya menilai OWL 2 DL; perbaiki profilnya dahulu ({reason})",
        )  # fmt: skip
        return
    for term in told["unsatisfiable"]:
        yield Finding(
            "consistency", "unsatisfiable", "violation", term,
            "this class can have no member: what is said of it contradicts itself; take one statement back",
            "kelas ini tidak mungkin beranggota: pernyataan tentangnya bertentangan; cabut salah satunya",
        )  # fmt: skip
    if told["consistent"]:
        return
    if not told["culprits"]:
        yield Finding(
            "consistency", "inconsistent", "violation", "",
            "the statements contradict each other, by no single node; check smaller files to find where",
            "pernyataan-pernyataan bertentangan, bukan karena satu simpul saja; periksa berkas yang lebih kecil",
        )  # fmt: skip
    for node in told["culprits"][:_SHOWN]:
        yield Finding(
            "consistency", "inconsistent", "violation", node,
            "what is said of this node contradicts the model; without it the rest holds together",
            "pernyataan tentang simpul ini bertentangan dengan model; tanpa simpul ini sisanya konsisten",
        )  # fmt: skip
