"""Which reports count as one source: copies are found whatever was done to them, and two newsrooms stay two."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link.copies import Copies, find_credits, find_sources

WIRE = """Shelling cuts power to port district

HALM, March 3 (Reuters) - Shells struck a substation in the port district of Halm late on Monday, leaving some forty
thousand households without electricity, the regional grid operator said.

Engineers reached the site at dawn and found two of three transformers burnt out. Spare parts would have to be brought
in by rail from the capital, a journey that has taken up to nine days since the bridge at Brell was damaged in January.

"We heard four explosions, then everything went dark," said Marta Oll, who runs a bakery next to the station.

Hospitals switched to generators. The port authority stopped the loading of grain for a second night, and three vessels
that had been due to leave on Tuesday remained at anchor outside the breakwater, ship-tracking data showed.

Norvia's army accused Ostria of firing from the far bank. Ostria's defence ministry did not reply to written questions.
The two countries agreed on a truce along the river in November, which each has accused the other of breaking since.
"""
OTHER = """Port district of Halm without light after strike

By our correspondent. Nobody slept in the streets behind the grain terminal. When the lights went out shortly before
midnight, families carried blankets into the cellars, and by morning a queue had formed at the only pump still working.

The grid company speaks of forty thousand homes. Two transformers are lost, according to an engineer whom we met at the
gate; replacements must come a long way by train.

"We heard four explosions, then everything went dark," said Marta Oll, who runs a bakery next to the station.

The army blames Ostria. Its ministry has not answered us. In the harbour the cranes stood still for a second night.
"""
STATEMENT = (
    '"The armed forces of the Republic struck no civilian object in the night of 3 March. Our units keep to the truce '
    "of November in letter and spirit, and we call upon the other side to open the site to observers of the joint "
    'commission without delay. Those who spread other accounts serve neither the victims nor the peace," '
)


def report(text: str, name: str, publisher: str | None = None, published: str = "2025-03-04") -> dict[str, Any]:
    return {"id": name, "text": text, "publisher": publisher, "published": published}


def paragraphs(text: str) -> list[str]:
    return text.strip().split("\n\n")


def edited(text: str, every: int) -> str:
    words = text.split(" ")
    return " ".join("otherwise" if n * 7919 % (every * 97) < 97 else word for n, word in enumerate(words))


MADE = {
    "retitled": "Grain ships wait\n\n" + "\n\n".join(paragraphs(WIRE)[1:]),
    "cut": "\n\n".join(paragraphs(WIRE)[:4]),
    "a paragraph dropped": "\n\n".join(p for n, p in enumerate(paragraphs(WIRE)) if n != 2),
    "lightly edited": edited(WIRE, 9),
    "with a paragraph of its own": WIRE
    + "\n\nLocal schools will stay shut until Friday, the mayor's office told this paper.",
    "other quotation marks": WIRE.replace('"We', "“We").replace('dark,"', "dark,”"),
    "in capitals": WIRE.upper(),
}


@pytest.mark.parametrize("how", MADE)
def test_a_copy_is_found_whatever_was_done_to_it(how: str) -> None:
    copies = find_sources([report(WIRE, "r_1", "Wire"), report(MADE[how], "r_2", "Paper", "2025-03-05")])
    assert [(tie.a, tie.b) for tie in copies.ties] == [("r_1", "r_2")]
    (source,) = copies.group(["r_1", "r_2"])
    assert source.reports == ("r_1", "r_2")
    assert "words" in {reason.feature for reason in source.because}
    assert all(reason.share is not None for reason in source.because if reason.feature == "words")


def test_two_newsrooms_on_one_event_are_two_sources() -> None:
    copies = find_sources([report(WIRE, "r_1", "Wire"), report(OTHER, "r_2", "Paper")])
    assert copies.ties == []
    assert len(copies.group(["r_1", "r_2"])) == 2


def test_quoting_one_press_statement_at_length_makes_no_copy() -> None:
    one = (
        STATEMENT
        + "the ministry said in a statement on Tuesday. Our reporter was kept from the site by a cordon. "
        + (
            "Residents told her of a second strike near the mill, which the statement does not mention at all. "
            "The paper asked the ministry for the flight records of the night and was told that these are secret."
        )
    )
    two = (
        "After two days of silence the government has spoken. "
        + STATEMENT
        + "its spokesman read out, took no questions. "
        + (
            "Analysts at a think tank in the capital said that the wording leaves room for artillery: it names no "
            "weapon. Opposition deputies want the minister to appear before the defence committee on Thursday morning."
        )
    )
    assert find_sources([report(one, "r_1"), report(two, "r_2")]).ties == []


def test_what_is_printed_again_months_later_is_no_copy() -> None:
    assert find_sources([report(WIRE, "r_1", "A"), report(WIRE, "r_2", "B", "2025-06-04")]).ties == []
    assert find_sources([report(WIRE, "r_1", "A"), report(WIRE, "r_2", "B", "")]).ties != []


def test_short_alerts_are_not_judged_by_their_words() -> None:
    alert = "Explosions heard in Halm, power out in port district, witnesses say."
    assert find_sources([report(alert, "r_1", "A"), report(alert, "r_2", "B")]).ties == []


CREDITS = [
    ("HALM, March 3 (Reuters) - Shells struck.", "Paper", ["Reuters"]),
    ("HALM (AP) — Shells struck.", "Paper", ["Associated Press"]),
    ("HALM, March 3, AFP - Shells struck.", "Paper", ["Agence France-Presse"]),
    ("HALM, March 3 (Xinhua) -- Shells struck.", "Paper", ["Xinhua"]),
    ("Shells in Halm\n\nBy The Associated Press\n\nShells struck.", "Paper", ["Associated Press"]),
    ("Shells struck Halm.\n\nWith inputs from ANI", "Paper", ["Asian News International"]),
    ("Shells struck Halm.\n\n(With inputs from agencies)", "Paper", ["agencies that are not named"]),
    (
        "Shells struck Halm.\n\nReuters and AFP contributed to this report.",
        "Paper",
        ["Reuters", "Agence France-Presse"],
    ),
    ("Shells struck Halm.\n\nSource: AA", "Paper", ["Anadolu Agency"]),
    ("HALM, March 3 (Harbour Wire) - Shells struck.", "Paper", ["Harbour Wire"]),
    ("HALM, March 3 (Harbour Wire) - Shells struck.", "Harbour Wire", []),
    ("HALM, March 3 (local time) - Shells struck.", "Paper", []),
    ("The minister told Reuters that shells had struck Halm (AP photo). AFP was there, too.", "Paper", []),
    ("Aid agencies contributed tents. UN agencies were slow.", "Paper", []),
]


@pytest.mark.parametrize(("text", "publisher", "names"), CREDITS)
def test_agencies_are_credited_in_datelines_and_closing_lines_only(text: str, publisher: str, names: list[str]) -> None:
    found = find_credits(text, publisher)
    assert [credit.name for credit in found] == names
    assert all(text[credit.start : credit.end] for credit in found)


def test_one_agency_or_one_outlet_is_one_source_and_the_reason_is_shown() -> None:
    texts = {
        "r_1": ("HALM (AP) - Shells struck a substation.", "Paper"),
        "r_2": ("HALM (AP) - Three ships are waiting off the port.", "Post"),
        "r_3": ("Nobody slept in the streets behind the terminal.", "Post"),
        "r_4": ("The harbour master counted three ships.", "Courier"),
    }
    copies = find_sources(report(text, name, publisher) for name, (text, publisher) in texts.items())
    sources = copies.group(texts)
    assert [source.reports for source in sources] == [("r_1", "r_2", "r_3"), ("r_4",)]
    told = {(reason.a, reason.b, reason.feature, reason.told) for reason in sources[0].because}
    assert told == {("r_1", "r_2", "agency", "Associated Press"), ("r_2", "r_3", "outlet", "Post")}
    assert [source.reports for source in copies.group(["r_1", "r_3"])] == [("r_1",), ("r_3",)]


def test_two_cuts_of_one_text_are_one_source_though_they_share_little_with_each_other() -> None:
    parts = paragraphs(WIRE)
    halves = ["\n\n".join(parts[:4]), "\n\n".join(parts[4:])]
    copies = find_sources([report(WIRE, "r_1", "A"), report(halves[0], "r_2", "B"), report(halves[1], "r_3", "C")])
    assert len(copies.group(["r_2", "r_3"])) == 1


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(8)))
def test_the_order_of_the_reports_does_not_matter(order: list[int]) -> None:
    made = [WIRE, OTHER, *list(MADE.values())[:6]]
    reports = [report(text, f"r_{n}", f"Outlet {n}") for n, text in enumerate(made)]
    found = find_sources(reports[n] for n in order)
    assert found.ties == find_sources(reports).ties
    assert found.group(f"r_{n}" for n in order) == find_sources(reports).group(f"r_{n}" for n in range(8))


def test_reports_come_one_by_one_and_twice_is_once() -> None:
    copies = Copies()
    assert copies.add(report(WIRE, "r_1")) == []
    assert [tie.a for tie in copies.add(report(MADE["cut"], "r_2"))] == ["r_1"]
    assert copies.add(report(MADE["cut"], "r_2")) == []
    assert len(copies.ties) == 1


def test_the_look_up_of_a_much_copied_text_stays_bounded() -> None:
    copies = find_sources(report(WIRE, f"r_{n:03}", f"Outlet {n}") for n in range(80))
    assert max(sum(tie.b == f"r_{n:03}" for tie in copies.ties) for n in range(80)) <= 20
    assert len(copies.group(f"r_{n:03}" for n in range(80))) == 1
