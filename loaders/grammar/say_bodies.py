"""Regions, bodies, officials and innovations of an analysis, said as facts."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from simpul.loaders.grammar.known_bodies import REGIONAL
from simpul.loaders.grammar.novelties import novelties, owner
from simpul.loaders.grammar.page import Span
from simpul.loaders.grammar.places import standing
from simpul.ontology.facts import Agency, Evidence, Innovation, Official, RegionMention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simpul.loaders.grammar.analysis import Analysis
    from simpul.loaders.grammar.known_bodies import Body
    from simpul.loaders.grammar.people import Holder
    from simpul.loaders.grammar.visits import Visit


def regions(found: Analysis) -> Iterator[RegionMention]:
    """One fact for each region that a page names, with every place where it does."""
    by_code: dict[str, list[Evidence]] = {}
    for mention in found.regions:
        if mention.code:
            span = Span(mention.left, mention.end)
            by_code.setdefault(mention.code, []).append(
                found.page.evidence(span, mention.rule, mention.confidence, "code")
            )
    for code, evidence in by_code.items():
        yield RegionMention(code=code, evidence=tuple(evidence))


def agencies(found: Analysis) -> Iterator[Agency]:
    """One fact for each body, called by its fullest name; the forms it is met in are its aliases."""
    groups: dict[tuple[str, str | None], list[Body]] = {}
    for body in found.bodies:
        groups.setdefault((_words(body.full_name), body.region), []).append(body)
    tasks = _responsibilities(found)
    for (words, region), bodies in groups.items():
        name = max(
            Counter(b.full_name for b in bodies).items(), key=lambda kv: ("," in kv[0], kv[1], -bodies[0].start)
        )[0]
        evidence = [found.page.evidence(Span(b.start, b.end), "agency-" + b.kind, b.confidence, "name") for b in bodies]
        duties = tasks.get((words, region), [])
        evidence += [found.page.evidence(span, "responsibility", 0.8, "responsibilities") for _, span in duties]
        aliases = {a for b in bodies for a in (_flat(found.page.text[b.start : b.end]), b.abbreviation) if a} - {name}
        yield Agency(
            name=name,
            aliases=tuple(sorted(aliases)),
            region=region,
            agency_kind=bodies[0].kind,
            responsibilities=tuple(sorted({task for task, _ in duties})),
            evidence=tuple(evidence),
        )
    yield from _organisers(found, set(groups))


@lru_cache(maxsize=4096)
def _words(name: str) -> str:
    return " ".join(sorted(set(re.findall(r"\w+", name.casefold())) - {"dan", "serta"}))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _organisers(found: Analysis, known: set[tuple[str, str | None]]) -> Iterator[Agency]:
    """Organisers that are bodies only because they organise: 'diadakan oleh Awrago'."""
    said = set()
    for programme in found.programmes:
        name, span = programme.organiser_name, programme.organiser_span
        if name and span and (_words(name), None) not in known and name not in said:
            said.add(name)
            yield Agency(
                name=name, agency_kind="other", evidence=(found.page.evidence(span, "organiser", 0.75, "name"),)
            )


_NOT_BUT: Final = re.compile(r"\btidak\s+ditangani\b[^.]*?,\s*mela\w*kan\s+")
_IS_DONE_BY: Final = re.compile(
    r"\b(?:[Yy]ang\s+menangani(?:nya)?\s+(?:adalah|ialah|yakni)|ditangani(?:\s+langsung)?(?:\s+oleh)?|dikelola(?:\s+sendiri|\s+langsung)?(?:\s+oleh)?|di\s?handle(?:\s+langsung)?(?:\s+oleh)?)\s+"
)
_MATTER: Final = re.compile(
    r"(?:\b[Tt]erkait|\b[Uu]rusan|\b[Ss]oal|\bmengenai|\bmemiliki|\bmembuka)\s+(?P<task>[^.,]{6,140})"
)


def _responsibilities(found: Analysis) -> dict[tuple[str, str | None], list[tuple[str, Span]]]:
    """What a body handles: 'Urusan X … tidak ditangani A, melainkan B', 'Yang menanganinya adalah B'."""
    tasks: dict[tuple[str, str | None], list[tuple[str, Span]]] = {}
    page = found.page
    for sentence in page.sentences_with("ditangani", "menangani", "menanganinya", "dikelola", "dihandle", "handle"):
        number = page.number_at(sentence.start)
        text = page.quote(sentence)
        said = _NOT_BUT.search(text) or _IS_DONE_BY.search(text)
        if said is None or (said.re is _IS_DONE_BY and re.search(r"\btidak\s+$", text[: said.start()])):
            continue
        place = sentence.start + said.end()
        body = next(iter(standing(found.bodies, place, min(place + 61, sentence.end))), None)
        start = (
            page.sentences[number - 1].start if number and not _MATTER.search(text[: said.start()]) else sentence.start
        )
        matters = list(_MATTER.finditer(page.text[start : sentence.start + said.start()]))
        if body is None or not matters:
            continue
        task = re.sub(r"\s+(?:yang|yang\s+di)$", "", _flat(matters[-1]["task"]).rstrip(" ,"))
        tasks.setdefault((_words(body.full_name), body.region), []).append((task, Span(start, sentence.end)))
    return tasks


def officials(found: Analysis) -> Iterator[Official]:
    """One fact for each person in each post; longer spellings of one name in one post win."""
    groups: dict[tuple[str, str, str | None], list[Holder]] = {}
    alike: dict[tuple[str, str | None], list[tuple[str, str, str | None]]] = {}
    for holder in found.holders:
        office = alike.setdefault((holder.post.position.casefold(), holder.post.region), [])
        key = next((k for k in office if _one_person(k[0], holder.name)), None)
        if key is None:
            key = (holder.name, holder.post.position, holder.post.region)
            office.append(key)
        groups.setdefault(key, []).append(holder)
    for holders in groups.values():
        best = max(holders, key=lambda h: (len(h.name), -h.start))
        statuses = [h.post.status for h in holders if h.post.status]
        orgs = [h.post.org for h in holders if h.post.org]
        yield Official(
            name=best.name,
            position=best.post.position,
            region=best.post.region,
            org=orgs[0] if orgs else None,
            aliases=tuple(sorted({h.name for h in holders} - {best.name})),
            status=statuses[0] if statuses else "definitive",
            from_date=next((h.period[0] for h in holders if h.period), None),
            to_date=next((h.period[1] for h in holders if h.period), None),
            evidence=tuple(
                found.page.evidence(
                    Span(min(h.start, h.post.left), max(h.end, h.post.end)), h.rule, h.confidence, "name", "position"
                )
                for h in holders
            ),
        )


def _one_person(name: str, other: str) -> bool:
    """Whether two names are one person's, of those who hold one post."""
    a, b = set(name.casefold().split()), set(other.casefold().split())
    return a <= b or b <= a or _called_short(a, b) or _called_short(b, a)


def _called_short(short: set[str], full: set[str]) -> bool:
    """'Bupati Tantri' for 'Bupati P. Tantriana Sari'."""
    word = next(iter(short))
    return len(short) == 1 and len(word) >= _SHORTEST and any(w.startswith(word) for w in full)


_SHORTEST: Final = 4  # letters of a name that stands for a longer one


def innovations(found: Analysis, visits: list[Visit]) -> Iterator[Innovation]:
    """One fact for each named innovation."""
    host = visits[0].host.code if len({v.host.code for v in visits}) == 1 else None
    if not host and not any(b.region and b.region == found.home and b.kind in REGIONAL for b in found.bodies):
        return  # nobody at home who could own it
    for new in novelties(found.page, found.actors, found.holders):
        home = None if _shown_to_guests(found.page.quote(new.span)) else found.home
        code = host or owner(new, found.actors, home, found.page)
        yield Innovation(
            name=new.name,
            owner=code,
            partners=tuple(sorted(_partners(found, new.span))),
            evidence=(found.page.evidence(new.span, new.rule, new.confidence, "name", "owner"),),
        )


_GUESTS: Final = re.compile(r"\b(?:[Rr]ombongan(?:nya)?|[Pp]ara\s+tamu|[Tt]amunya)\b")


def _shown_to_guests(words: str) -> bool:
    """Whether guests see the innovation: then it is not of the report's home, which may be theirs.

    >>> _shown_to_guests("Rombongan menyaksikan aplikasi Padma."), _shown_to_guests("Aplikasi Padma diluncurkan.")
    (True, False)
    """
    return _GUESTS.search(words) is not None


def _partners(found: Analysis, span: Span) -> set[str]:
    text = found.page.quote(span)
    joined = re.search(
        r"\b(?:bekerja\s?sama|kerja\s?sama|bekerjasama|kerjasama|kolaborasi)\s+dengan\s+(?:pihak\s+)?", text
    )
    if joined is None:
        return set()
    place = span.start + joined.end()
    return {b.full_name for b in found.bodies if b.start == place and b.kind not in REGIONAL}
