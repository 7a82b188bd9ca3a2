"""Reports about an invented world, as press offices write: one text a visit, a launch, a contest and an agreement.

Wordings vary with the seed. Each text begins with a line that says that it is invented, and where and when it would
have appeared; its gold (in the form of `docs/extraction.md`) is what the world knows of it.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from simpul.loaders.world.truth import Agreement, Contest, Novelty, Visit, words
from simpul.ontology.regions import by_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simpul.loaders.world.truth import Topic, World

_DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


Event: TypeAlias = Visit | Novelty | Contest | Agreement


@dataclass(frozen=True, slots=True)
class Report:
    """An invented article: its file name, its text with the first line, and what it tells as a facts document."""

    name: str
    text: str
    gold: Mapping[str, Any]


def articles(world: World) -> Iterator[Report]:
    """The reports of all that happened in a world; the same world gives the same texts."""
    writer = _Writer(world)
    events: list[Event] = [*world.visits, *world.novelties, *world.contests, *world.agreements]
    for number, event in enumerate(events, start=1):
        yield writer.report(number, event)


class _Writer:
    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = random.Random(world.seed + 1)  # noqa: S311 - no secret

    def report(self, number: int, event: Event) -> Report:
        match event:
            case Visit():
                title, body, gold = self._visit(event)
            case Novelty():
                title, body, gold = self._novelty(event)
            case Contest():
                title, body, gold = self._contest(event)
            case Agreement():
                title, body, gold = self._agreement(event)
        published = event.day + dt.timedelta(days=self._chance.choice((0, 1, 1, 2)))
        publisher = self._chance.choice(words()["publishers"])
        name = f"{published}-{type(event).__name__.lower()}-{number:05}"
        told = f"sumber: dunia rekaan {self._world.seed} | terbit: {published} | penerbit: {publisher}"
        head = f"# rekaan (invented) | {told}"
        facts = {"id": name, "published": str(published), **_EMPTY, **gold}
        return Report(f"{name}.txt", f"{head}\n\n{title}\n\n{body}\n", facts)

    def _visit(self, visit: Visit) -> tuple[str, str, dict[str, Any]]:
        guest, host = _dinas(visit.visitor, visit.topic), _dinas(visit.host, visit.topic)
        here, there, day = _label(visit.visitor), _label(visit.host), _told(visit.day)
        short = visit.topic.words.title()
        title = self._one(
            f"{here} Belajar {short} ke {there}",
            f"{visit.form.title()}, {here} Pelajari {short} di {there}",
            f"{there} Terima {visit.form.title()} {here}",
        )
        first = self._one(
            f"{guest} melakukan {visit.form} ke {host} pada {day} untuk mempelajari {visit.topic.words}.",
            f"Rombongan {guest} melaksanakan {visit.form} tentang {visit.topic.words} ke {host}, {day}.",
            f"{host} menerima {visit.form} {guest} terkait {visit.topic.words}, {day}.",
        )
        second = self._one(
            f"Rombongan dipimpin Kepala {guest}, {visit.leader}, dan diterima Kepala {host}, {visit.receiver}.",
            f"Kunjungan dipimpin oleh {visit.leader} selaku Kepala {guest}. "
            f"Rombongan diterima Kepala {host} {visit.receiver}.",
        )
        gold = {
            "regions": [visit.visitor, visit.host],
            "agencies": [_agency(guest, visit.visitor), _agency(host, visit.host)],
            "officials": [
                _official(visit.leader, visit.visitor, visit.topic),
                _official(visit.receiver, visit.host, visit.topic),
            ],
            "visits": [
                {
                    "visitor": visit.visitor, "visitor_name": guest, "host": visit.host, "host_name": host,
                    "date": str(visit.day), "topic": visit.topic.words,
                }
            ],
        }  # fmt: skip
        return title, f"{_place(visit.host)} – {first} {second}", gold

    def _novelty(self, novelty: Novelty) -> tuple[str, str, dict[str, Any]]:
        here, day = _label(novelty.owner), _told(novelty.day)
        government = by_code()[novelty.owner].government_name
        title = self._one(
            f"{here} Luncurkan {novelty.name}",
            f"{novelty.name}, Inovasi Baru {here}",
        )
        text = self._one(
            f"{government} meluncurkan inovasi {novelty.name}, {novelty.topic.product}, {day}.",
            f"{government} meluncurkan {novelty.topic.product} bernama {novelty.name} pada {day}.",
        )
        gold = {
            "regions": [novelty.owner],
            "agencies": [_agency(government, novelty.owner)],
            "innovations": [{"name": novelty.name, "owner": novelty.owner}],
        }
        return title, f"{_place(novelty.owner)} – {text}", gold

    def _contest(self, contest: Contest) -> tuple[str, str, dict[str, Any]]:
        organiser, day, places = words()["organiser"], _told(contest.day), [_label(code) for code in contest.winners]
        title = f"{places[0]} Juara {contest.name}"
        lines = [f"{places[0]} meraih juara 1 {contest.name} yang diselenggarakan {organiser}, {day}."]
        lines += [f"Juara {rank} diraih {place}." for rank, place in enumerate(places[1:], start=2)]
        gold = {
            "regions": list(contest.winners),
            "agencies": [_agency(organiser, None)],
            "competitions": [{"name": contest.name, "organiser": organiser, "year": contest.day.year}],
            "awards": [
                {
                    "programme": contest.name, "recipient": code, "recipient_kind": "region",
                    "recipient_name": _label(code), "rank": rank, "category": None, "cluster": None,
                    "date": str(contest.day), "awarded_by": organiser,
                }
                for rank, code in enumerate(contest.winners, start=1)
            ],
        }  # fmt: skip
        return title, f"{_place(contest.winners[0])} – {' '.join(lines)}", gold

    def _agreement(self, agreement: Agreement) -> tuple[str, str, dict[str, Any]]:
        governments = [by_code()[code].government_name for code in (agreement.one, agreement.other)]
        day = _told(agreement.day)
        title = f"{_label(agreement.one)} dan {_label(agreement.other)} Teken Nota Kesepahaman"
        text = self._one(
            f"{governments[0]} dan {governments[1]} menandatangani nota kesepahaman tentang {agreement.topic.words}, "
            f"{day}.",
            f"{governments[0]} menjalin kerja sama dengan {governments[1]} tentang {agreement.topic.words}. "
            f"Nota kesepahaman ditandatangani pada {day}.",
        )
        gold = {
            "regions": [agreement.one, agreement.other],
            "agencies": [_agency(n, c) for n, c in zip(governments, (agreement.one, agreement.other), strict=True)],
            "collaborations": [
                {
                    "parties": governments, "party_regions": [agreement.one, agreement.other],
                    "topic": agreement.topic.words, "date": str(agreement.day),
                }
            ],
        }  # fmt: skip
        return title, f"{_place(agreement.one)} – {text}", gold

    def _one(self, *wordings: str) -> str:
        return self._chance.choice(wordings)


_EMPTY: Final[Mapping[str, Any]] = {
    kind: []
    for kind in (
        "regions",
        "agencies",
        "officials",
        "competitions",
        "awards",
        "visits",
        "collaborations",
        "innovations",
    )
}


def _label(code: str) -> str:
    return by_code()[code].label


def _place(code: str) -> str:
    return by_code()[code].name.upper()


def _dinas(code: str, topic: Topic) -> str:
    return f"Dinas {topic.field} {_label(code)}"


def _agency(name: str, code: str | None) -> dict[str, Any]:
    return {"name": name, "aliases": [], "region": code}


def _official(name: str, code: str, topic: Topic) -> dict[str, Any]:
    return {"name": name, "position": f"Kepala Dinas {topic.field}", "region": code, "org": _dinas(code, topic)}


def _told(day: dt.date) -> str:
    """A day as the press tells it.

    >>> _told(dt.date(2020, 6, 22))
    'Senin (22/6/2020)'
    """
    return f"{_DAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})"
