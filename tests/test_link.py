"""Readings to incidents: what joins two events, what keeps them apart, and what an incident says of its accounts."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import sayso
from sayso.link import Constraints, MemoryShelf, document, link_readings, update, updates
from sayso.link.compare import compare
from sayso.link.mentions import read_mentions
from sayso.link.reasons import rules
from sayso.link.records import mention_of, to_row

Json = dict[str, Any]
PLACES = {
    "Sarn": {"kind": "town", "country": "AA", "admin1": "Upper Vale", "lat": 10.0, "lon": 10.0},
    "Brell": {"kind": "town", "country": "AA", "admin1": "Lower Vale", "lat": 14.0, "lon": 10.0},
    "Upper Vale": {"kind": "admin1", "country": "AA", "admin1": None, "lat": 10.1, "lon": 10.1},
}
ACTORS = {
    "Norvia": ("government", "Norvia"),
    "Norvian army": ("military", "Norvia"),
    "Red Front": ("armed_group", "Red Front"),
    "villagers": ("population", "villagers"),
    "Vale doctors": ("organization", "Vale doctors"),
}


class Maker:
    """Makes a reading out of short sentences: `tell` writes one and records an event of it."""

    def __init__(self, number: int, published: str | None = "2025-03-05", publisher: str = "The Post") -> None:
        self.number, self.published, self.publisher = number, published, publisher
        self.id = f"r_{number:016x}"
        self.text = "A title\n\n"
        self.rows: dict[str, list[Json]] = {name: [] for name in ("events", "figures", "statements", "positions")}
        self.names: list[str] = []
        self.places: list[str] = []

    def tell(
        self,
        words: str,
        *,
        actors: tuple[str, ...] = (),
        recipients: tuple[str, ...] = (),
        places: tuple[str, ...] = (),
        day: str | None = None,
        killed: tuple[int | None, int | None] | None = None,
        by: str | None = None,
        event_type: str = "ASSAULT",
        mode: str | None = None,
        status: str = "reported",
    ) -> str:
        """Add a sentence whose first word is the anchor; gives the event's id."""
        anchor = words.split()[0]
        start = len(self.text)
        self.text += words + ".\n"
        said_by = [self._statement(by)] if by else []
        event: Json = {
            "id": f"e{len(self.rows['events']) + 1}",
            "anchor": {"start": start, "end": start + len(anchor), "quote": anchor},
            "also": [],
            "type": event_type,
            "mode": mode,
            "actors": [self._actor(name) for name in actors],
            "recipients": [self._actor(name) for name in recipients],
            "places": [self._place(name) for name in places],
            "start": day,
            "end": day,
            "grain": "day" if day else "unknown",
            "status": status,
            "said_by": said_by,
            "figures": [],
        }
        if killed is not None:
            event["figures"].append(self._figure(event, killed, said_by))
        self.rows["events"].append(event)
        return str(event["id"])

    def answer(self, actor: str, on: str, stance: str) -> None:
        """A position of an actor on an event."""
        at = {"start": 0, "end": 1, "quote": self.text[0]}
        row = {"id": f"k{len(self.rows['positions']) + 1}", "actor": self._actor(actor), "on": on, "stance": stance}
        self.rows["positions"].append(row | {"blames": None, "span": at, "said_by": []})

    def reading(self) -> Json:
        """The reading as plain data."""
        report = {"id": self.id, "published": self.published, "publisher": self.publisher, "text": self.text}
        actors = [self._actor_row(number, name) for number, name in enumerate(self.names, 1)]
        places = [
            {"id": f"p{n}", "name": name, "gazetteer": None, "mentions": [], **PLACES[name]}
            for n, name in enumerate(self.places, 1)
        ]
        return {"schema": "sayso/1", "report": report, "actors": actors, "places": places, **self.rows}

    def _actor_row(self, number: int, name: str) -> Json:
        kind, side = ACTORS[name]
        of = self._actor(side)
        return {"id": f"a{number}", "name": name, "kind": kind, "country": None, "of": None, "for": of, "mentions": []}

    def _actor(self, name: str) -> str:
        if name not in self.names:
            self.names.append(name)
        return f"a{self.names.index(name) + 1}"

    def _place(self, name: str) -> str:
        if name not in self.places:
            self.places.append(name)
        return f"p{self.places.index(name) + 1}"

    def _statement(self, speaker: str) -> str:
        row = {"id": f"s{len(self.rows['statements']) + 1}", "speaker": self._actor(speaker), "content": []}
        self.rows["statements"].append(row)
        return str(row["id"])

    def _figure(self, event: Json, ends: tuple[int | None, int | None], said_by: list[str]) -> str:
        row = {"id": f"f{len(self.rows['figures']) + 1}", "kind": "killed", "low": ends[0], "high": ends[1]}
        more = {"qualifier": None, "who": "people", "event": event["id"], "said_by": said_by}
        self.rows["figures"].append(row | more)
        return str(row["id"])


STRIKE: Json = {"places": ("Sarn",), "day": "2025-03-03", "mode": "aerial", "actors": ("Norvia",)}


def groups(*makers: Maker) -> list[list[str]]:
    """The incidents as lists of short references: number of the report and event."""
    found = link_readings([maker.reading() for maker in makers])
    return [[f"{int(ref[2:18], 16)}/{ref[19:]}" for ref in incident["events"]] for incident in found["incidents"]]


def two(first: Json, second: Json) -> list[list[str]]:
    """The incidents of two reports that tell one event each."""
    one, other = Maker(1), Maker(2, "2025-03-06", "The Herald")
    one.tell("strike on a market", **first)
    other.tell("strike on a market", **second)
    return groups(one, other)


JOINED, APART = [["1/e1", "2/e1"]], [["1/e1"], ["2/e1"]]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({}, JOINED),
        ({"day": "2025-03-04"}, JOINED),
        ({"day": None}, JOINED),
        ({"places": ()}, JOINED),
        ({"places": ("Upper Vale",)}, JOINED),
        ({"mode": "drone", "actors": ()}, JOINED),
        ({"mode": None, "killed": (10, 10)}, JOINED),
        ({"day": "2025-02-01"}, APART),
        ({"day": "2025-03-05", "places": ("Brell",)}, APART),
        ({"event_type": "AID", "mode": None}, APART),
        ({"status": "conditional"}, APART),
    ],
)
def test_what_joins_two_events_of_two_reports(change: Json, wanted: list[list[str]]) -> None:
    assert two(STRIKE, STRIKE | change) == wanted


def test_opposite_claims_stay_apart() -> None:
    plain: Json = {"places": ("Sarn",), "day": "2025-03-03"}
    first = plain | {"actors": ("Norvia",), "recipients": ("Red Front",)}
    second = plain | {"actors": ("Red Front",), "recipients": ("Norvia",)}
    assert two(first, second) == APART


def test_a_planned_event_joins_its_realisation() -> None:
    plan: Json = {"event_type": "AGREE", "status": "planned", "actors": ("Norvia",), "recipients": ("Red Front",)}
    meeting: Json = {"event_type": "CONSULT", "actors": ("Norvia",), "recipients": ("Red Front",)}
    where: Json = {"places": ("Sarn",), "day": "2025-03-06"}
    assert two(plan | where, meeting | where) == JOINED


def test_an_event_after_the_other_report_is_another() -> None:
    assert two(STRIKE | {"day": None}, STRIKE | {"day": "2025-03-20"}) == APART


def test_undated_reports_that_lie_far_apart_are_not_joined() -> None:
    one, other = Maker(1, "2025-03-05"), Maker(2, "2025-09-05", "The Herald")
    one.tell("clash near a well", places=("Sarn",))
    other.tell("clash near a well", places=("Sarn",))
    assert groups(one, other) == APART


@pytest.mark.parametrize(("killed", "together"), [((7, 7), True), (None, False)])
def test_undated_attacks_on_one_town_need_more_in_common_than_the_town(
    killed: tuple[int, int] | None, together: bool
) -> None:
    dated, undated = Maker(1, "2025-03-05"), Maker(2, "2025-03-07")
    dated.tell("strike near Sarn", places=("Sarn",), day="2025-03-04", killed=(7, 7))
    undated.tell("ordeal of Sarn", places=("Sarn",), killed=killed)
    incidents = link_readings([dated.reading(), undated.reading()])["incidents"]
    assert (len(incidents) == 1) is together


def test_accounts_of_one_report_join_and_its_own_events_do_not() -> None:
    one, other = Maker(1), Maker(2, "2025-03-06", "The Herald")
    one.tell("strike on a market", by="Norvian army", **STRIKE)
    one.tell("strike on a market", by="Vale doctors", **STRIKE)
    other.tell("strike on a market", **STRIKE)
    assert groups(one, other) == [["1/e1", "1/e2", "2/e1"]]
    alone = Maker(3)
    alone.tell("strike on a market", **STRIKE)
    alone.tell("strike on a bridge", **STRIKE)
    assert groups(alone) == [["3/e1"], ["3/e2"]]


def test_a_toll_belongs_to_the_attack_told_before_it() -> None:
    maker = Maker(1)
    maker.tell("Shelling of Sarn on Monday", actors=("Norvia",), places=("Sarn",), day="2025-03-03")
    maker.tell("Dead were nine by the count of doctors", killed=(9, 9), by="Vale doctors", status="claimed")
    maker.tell("Ambush on a road", actors=("Red Front",), places=("Brell",), day="2025-03-01")
    maker.tell("Killed were four in it", killed=(4, 4), by="Norvian army", status="claimed")
    assert groups(maker) == [["1/e1", "1/e2"], ["1/e3", "1/e4"]]


def test_states_are_one_side_and_acronyms_their_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ACTORS, "Sarn Liberation Front", ("armed_group", "Sarn Liberation Front"))
    monkeypatch.setitem(ACTORS, "SLF", ("armed_group", "SLF"))
    one, other = Maker(1), Maker(2, "2025-03-06", "The Herald")
    one.tell("strike on a market", **STRIKE | {"actors": ("Sarn Liberation Front",)})
    other.tell("strike on a market", **STRIKE | {"actors": ("SLF",)})
    (incident,) = link_readings([one.reading(), other.reading()])["incidents"]
    actors = [reason for reason in incident["links"][0]["because"] if reason["feature"] == "actors"]
    assert actors[0]["weight"] > 0


# --- what an incident says ------------------------------------------------------------------------------------


def story() -> list[Json]:
    """Three days of one strike: the doctors' toll rises, the army is silent and then denies."""
    first, second, third = (
        Maker(1, "2025-03-04", "The Post"),
        Maker(2, "2025-03-05", "The Herald"),
        Maker(3, "2025-03-06", "The Post"),
    )
    event = first.tell("strike on a market", by="Vale doctors", killed=(10, 10), **STRIKE)
    first.answer("Norvian army", event, "no_response")
    second.tell("strike on a market", by="Vale doctors", killed=(12, 12), **STRIKE)
    event = second.tell("strike on a market", by="Norvian army", killed=(3, None), **STRIKE | {"day": "2025-03-04"})
    second.answer("Norvian army", event, "denies")
    third.tell("strike on a market", by="Red Front", killed=(None, 20), **STRIKE | {"places": ("Upper Vale",)})
    return [first.reading(), second.reading(), third.reading()]


def test_figures_stand_side_by_side_and_are_superseded_by_their_own_speaker() -> None:
    (incident,) = link_readings(story())["incidents"]
    (figure,) = incident["figures"]
    one, two, three = (f"r_{n:016x}" for n in (1, 2, 3))
    claims = {claim["figure"]: (claim["speaker"], claim["superseded_by"]) for claim in figure["claims"]}
    assert claims == {
        f"{one}/f1": ("Vale doctors", f"{two}/f1"),
        f"{two}/f1": ("Vale doctors", None),
        f"{two}/f2": ("Norvian army", None),
        f"{three}/f1": ("Red Front", None),
    }
    assert (figure["kind"], figure["low"], figure["high"]) == ("killed", 3, 20)


def test_an_answer_supersedes_silence() -> None:
    (incident,) = link_readings(story())["incidents"]
    silent, denial = incident["positions"]
    assert (silent["stance"], denial["stance"]) == ("no_response", "denies")
    assert (silent["superseded_by"], denial["superseded_by"]) == (denial["position"], None)


def test_days_places_and_links() -> None:
    (incident,) = link_readings(story())["incidents"]
    assert (incident["start"], incident["end"]) == ("2025-03-03", "2025-03-04")
    assert [place["name"] for place in incident["places"]] == ["Sarn", "Upper Vale"]
    assert len(incident["links"]) == len(incident["events"]) - 1
    for link in incident["links"]:
        total = sum(reason["weight"] for reason in link["because"])
        assert link["score"] == pytest.approx(1 / (1 + 2**-total), abs=0.001)


def test_the_document_is_as_its_schema_says() -> None:
    path = Path(sayso.__file__).parent / "data" / "schema" / "incidents.schema.json"
    Draft202012Validator(json.loads(path.read_text(encoding="utf-8"))).validate(link_readings(story()))


# --- properties -----------------------------------------------------------------------------------------------


def scattered(count: int, seed: int) -> list[Json]:
    """Reports of a few events each, at random over places, days and sides."""
    dice = random.Random(seed)  # noqa: S311 - the same every time, and no secret
    readings = []
    for number in range(count):
        maker = Maker(number, f"2025-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}", dice.choice(["A", "B", "C"]))
        for _ in range(dice.randint(0, 5)):
            month = dice.randint(1, 12)
            maker.tell(
                dice.choice(["strike on a market", "clash near a well", "talks in a tent", "blast"]),
                event_type=dice.choice(["ASSAULT", "CONSULT", "SANCTION"]),
                mode=dice.choice([None, "aerial", "drone"]),
                places=tuple(dice.sample(sorted(PLACES), dice.randint(0, 2))),
                actors=tuple(dice.sample(sorted(ACTORS), dice.randint(0, 2))),
                day=dice.choice([None, f"2025-{month:02}", f"2025-{month:02}-{dice.randint(1, 28):02}", "2025"]),
                status=dice.choice(["reported", "claimed", "conditional", "planned"]),
                by=dice.choice([None, "Norvian army", "Red Front"]),
                killed=dice.choice([None, (1, 1), (5, None), (None, 9)]),
            )
        readings.append(maker.reading())
    return readings


@pytest.mark.parametrize("seed", range(3))
def test_every_event_is_in_exactly_one_incident(seed: int) -> None:
    readings = scattered(40, seed)
    told = [f"{r['report']['id']}/{event['id']}" for r in readings for event in r["events"]]
    found = [ref for incident in link_readings(readings)["incidents"] for ref in incident["events"]]
    assert sorted(found) == sorted(told)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_readings_does_not_matter(seed: int) -> None:
    readings = scattered(25, seed)
    wanted = json.dumps(link_readings(readings))
    random.Random(seed).shuffle(readings)  # noqa: S311
    assert json.dumps(link_readings(readings)) == wanted
    for order in itertools.permutations(story()):
        assert json.dumps(link_readings(order)) == json.dumps(link_readings(story()))


def test_a_conditional_event_is_always_alone() -> None:
    readings = scattered(40, 5)
    conditional = {
        f"{r['report']['id']}/{e['id']}" for r in readings for e in r["events"] if e["status"] == "conditional"
    }
    for incident in link_readings(readings)["incidents"]:
        assert len(incident["events"]) == 1 or not conditional & set(incident["events"])


def test_a_crowd_of_one_place_and_day_is_not_compared_with_itself_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules(), "leaders", 4)
    compared: list[object] = []
    monkeypatch.setattr(updates, "compare", lambda *pair: compared.append(pair) or compare(*pair))

    def comparisons(count: int) -> int:
        compared.clear()
        makers = [Maker(number, "2025-03-04", f"Outlet {number}") for number in range(count)]
        for maker in makers:
            maker.tell("strike on a market", **STRIKE)
        (incident,) = link_readings([maker.reading() for maker in makers])["incidents"]
        assert len(incident["events"]) == count
        return len(compared)

    one, four = comparisons(30), comparisons(120)
    assert four < 1.2 * 4 * one


@pytest.mark.parametrize(
    "change",
    [
        {"published": None},
        {"published": "2025"},
        {"publisher": None},
        {"text": ""},
    ],
)
def test_reports_that_lack_something(change: Json) -> None:
    readings = story()
    for reading in readings:
        reading["report"] |= change
    assert sum(len(incident["events"]) for incident in link_readings(readings)["incidents"]) == 4


# --- as reports come in ---------------------------------------------------------------------------------------


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_order_and_portions_do_not_matter(data: st.DataObject) -> None:
    """Whatever comes when, and goes again, and comes back changed: the state says what one batch says."""
    readings = scattered(data.draw(st.integers(1, 12)), data.draw(st.integers(0, 50)))
    leaders = data.draw(st.sampled_from([1, 3, 40]))
    events = sorted(f"{r['report']['id']}/{event['id']}" for r in readings for event in r["events"])
    pairs = st.frozensets(st.sampled_from([*events, "r_gone/e1", "r_gone/e2"]), min_size=2, max_size=2)
    judged = Constraints(*(data.draw(st.frozensets(pairs, max_size=3)) for _ in range(2)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(rules(), "leaders", leaders)
        wanted = json.dumps(link_readings(readings, judged))
        shelf = MemoryShelf()
        strangers = scattered(20, 99)[len(readings) :]
        update(shelf, strangers)
        waiting = data.draw(st.permutations(readings))
        while waiting:
            count = data.draw(st.integers(1, len(waiting)))
            update(shelf, [cut(reading) for reading in waiting[:1]])
            update(shelf, waiting[:count], judged=data.draw(st.sampled_from([None, Constraints()])))
            waiting = waiting[count:]
        update(shelf, removed=[stranger["report"]["id"] for stranger in strangers], judged=judged)
        assert json.dumps(document(shelf)) == wanted


def cut(reading: Json) -> Json:
    """The reading as an older version had it, with fewer events."""
    return reading | {"events": reading["events"][1:]}


def test_an_incident_keeps_its_id_when_it_grows_and_only_what_changed_comes_out() -> None:
    first, second, third = story()
    elsewhere = Maker(9, "2025-03-04")
    elsewhere.tell("clash near a well", places=("Brell",), day="2025-03-01")
    shelf = MemoryShelf()
    begun = update(shelf, [first, elsewhere.reading()])
    assert len(begun.made) == 2
    grown = update(shelf, [third, second])
    assert [incident["id"] for incident in grown.made] == [document(shelf)["incidents"][0]["id"]]
    assert grown.made[0]["id"] in {incident["id"] for incident in begun.made}
    assert grown.gone == []
    assert update(shelf, removed=[third["report"]["id"]]).made[0]["id"] == grown.made[0]["id"]


def test_what_a_person_decided_holds() -> None:
    readings = story()
    one, two, three = (f"r_{n:016x}/e1" for n in (1, 2, 3))
    apart = link_readings(readings, Constraints(cannot=frozenset({frozenset({one, two})})))["incidents"]
    assert not any({one, two} <= set(incident["events"]) for incident in apart)
    lone = Maker(9)
    lone.tell("talks in a tent", event_type="CONSULT", day="2025-01-01")
    other = f"r_{9:016x}/e1"
    judged = Constraints(must=frozenset({frozenset({other, three})}))
    (incident,) = link_readings([*readings, lone.reading()], judged)["incidents"]
    (link,) = [link for link in incident["links"] if other in (link["a"], link["b"])]
    assert [reason["feature"] for reason in link["because"]] == ["judgement"]
    both = Constraints(judged.must, judged.must)
    assert len(link_readings([*readings, lone.reading()], both)["incidents"]) == 2


def test_records_are_flat_and_come_back() -> None:
    for mention in (mention for reading in story() for mention in read_mentions(reading)):
        assert mention_of(json.loads(json.dumps(to_row(mention)))) == mention


def test_nothing_and_one() -> None:
    assert link_readings([]) == {"schema": "sayso-incidents/1", "incidents": []}
    assert link_readings([Maker(1).reading()])["incidents"] == []
    assert link_readings([story()[0], story()[0]]) == link_readings([story()[0]])
