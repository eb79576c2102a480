"""Which day and which place belong to which event: in its own clause, in its sentence, over sentences.

All are read as published on Wednesday, 20 May 2026.
"""

from __future__ import annotations

import pytest

from sayso.extract.draft import EventDraft, draft_of
from sayso.pipeline import Reader
from sayso.types import make_report


def events(reader: Reader, text: str) -> list[EventDraft]:
    return draft_of(reader.parse(make_report(text, published="2026-05-20"))).events


def event(reader: Reader, text: str, anchor: str) -> EventDraft:
    """The event with this anchor."""
    found = events(reader, text)
    fits = [e for e in found if anchor in e.anchor.text] or [e for e in found if anchor in {s.text for s in e.also}]
    assert fits, [e.anchor.text for e in found]
    return fits[0]


@pytest.mark.parametrize(
    ("text", "anchor", "days"),
    [
        # what is said on a day did not happen then
        ("The army said on Monday that jets struck Idlib on Sunday.", "struck", "2026-05-17"),
        ("The army said on Monday it would send two battalions to Idlib this week.", "send", "2026-05-18/2026-05-24"),
        # "when" hangs a deed on a time
        ("The war began in 2014, when the rebels seized Sanaa.", "seized", "2014-01-01/2014-12-31"),
        ("It was the worst day since 18 April, when gunmen killed 19 soldiers at Uri.", "killed", "2026-04-18"),
        # so many days before or after
        (
            "Helicopters shelled the ridge on Monday, three days after gunmen ambushed a patrol in Gao.",
            "ambushed", "2026-05-15",
        ),
        ("Two weeks after the bombing of the market in Aden, it is still shut.", "bombing", "2026-05-04/2026-05-10"),
        ("Less than a week after gunmen shelled Aden, it is still shut.", "shelled", None),
        ("Hours after the bombing in Aden on Sunday, soldiers shelled the port.", "shelled", "2026-05-17"),
        # before, after, since: another day
        ("Kabul closed the border after the clashes of 11 May.", "closed", "2026-05-01/2026-05-31"),
        ("Soldiers stormed Gao on Sunday after the governor left on Friday.", "stormed", "2026-05-17"),
        ("Soldiers have besieged Gao since March.", "besieged", "2026-03-01/2026-03-31"),
        ("About 900 families have fled Gao since March.", "fled", "2026-03-01/2026-05-20"),
        ("Rebels shelled Gao on Sunday in the deadliest attack since 2014.", "shelled", "2026-05-17"),
        ("The siege of Gao ended on Sunday.", "siege", None),
        # coordinated clauses
        ("Talks held in Geneva on 7 May ended, and Ankara then suspended trade.", "suspended", "2026-05-01/2026-05-31"),
        ("Jets struck Idlib on Sunday, and gunmen fired rockets at Afrin.", "fired", "2026-05-17"),
        # the next sentence of the same scene
        ("A bomber blew himself up in Aden on Sunday. Two gunmen were shot dead at the gate.", "shot", "2026-05-17"),
        ("Gunmen stormed a jail and freed nine men on Sunday.", "stormed", "2026-05-17"),
        ("The siege of Gao lasted a day and ended at around 2 a.m. on Sunday.", "siege", None),
        ("Gunmen drove into Gao on Sunday. They burned two shops.", "burned", "2026-05-17"),
        ("The army said gunmen came to Gao on Sunday. An hour later they burned two shops.", "burned", "2026-05-17"),
        ("The mayor came back to Gao on Sunday. Gunmen had burned two shops.", "burned", None),
        ("A bomber blew himself up in Aden on Sunday. Elsewhere, gunmen shot dead a judge.", "shot", None),
        ("War\n\nA bomber blew himself up in Aden on Sunday.\n\nGunmen shot dead a judge in Gao.", "shot", None),
    ],
)  # fmt: skip
def test_the_day_of_an_event_is_its_own(reader: Reader, text: str, anchor: str, days: str | None) -> None:
    found = event(reader, text, anchor)

    assert (found.start if found.start == found.end else f"{found.start}/{found.end}") == days


@pytest.mark.parametrize(
    ("text", "anchor", "places"),
    [
        # who acts is no place
        ("Clashes in May killed dozens before Qatar and Egypt brokered a truce.", "brokered", set()),
        ("The governor of Gao imposed a curfew on Kidal.", "imposed", {"Kidal"}),
        ("Mali suspended imports from Niger and sent the lorries to Central Asia.", "suspended", set()),
        # what only says where the place lies
        ("Gunmen stormed a base at Uri near Srinagar on Sunday.", "stormed", {"Uri"}),
        ("Gunmen stormed a base near Srinagar on Sunday.", "stormed", {"Srinagar"}),
        # what another clause keeps to itself
        ("The envoy held talks in Geneva on Sunday and was to see the king in Riyadh.", "held", {"Geneva"}),
        # what is spoken of
        ("The government suspended the Geneva talks on Sunday.", "suspended", {"Geneva"}),
        # the scene
        ("In Gao, the agency said that gunmen looted its store on Sunday.", "looted", {"Gao"}),
        ("Rebels stormed Gao on Sunday. The town was shelled for hours.", "shelled", {"Gao"}),
        ("War\n\nRebels stormed Aden on Sunday.\n\nRockets hit a house in the west of the city.", "hit", {"Aden"}),
        ("Rebels stormed Aden on Sunday. Soldiers shelled the Mukalla district.", "shelled", {"Mukalla"}),
        ("War\n\nGunmen stormed Gao on Sunday.\n\nOn Monday they shot at the airport.", "shot", {"Gao"}),
        ("War\n\nGunmen stormed Gao on Sunday.\n\nOn Monday they shot at soldiers.", "shot", set()),
        ("Soldiers shelled a hill on Sunday after gunmen ambushed a patrol in Gao.", "shelled", {"Gao"}),
        ("Gunmen burned cars and fired at a plane in Gao on Sunday.", "burned", {"Gao"}),
        ("Rebels stormed Gao on Sunday. Elsewhere, soldiers shot dead two men.", "shot", set()),
        ("Rebels stormed Gao on Sunday. In a separate incident, soldiers shot dead two men.", "shot", set()),
        ("Rebels stormed Gao on Sunday. In March 2012 soldiers shot dead two men.", "shot", set()),
        ("Bombs killed nine people in Syria. Soldiers shot dead two men.", "shot", set()),
    ],
)
def test_the_place_of_an_event_is_its_own(reader: Reader, text: str, anchor: str, places: set[str]) -> None:
    assert {place.name for place in event(reader, text, anchor).places} == places


def test_a_date_is_no_march(reader: Reader) -> None:
    text = "The fighting broke out in Gao on 3 March."

    assert [(e.type, e.start) for e in events(reader, text)] == [("ASSAULT", "2026-03-03")]


@pytest.mark.parametrize(
    ("text", "anchor", "days"),
    [
        ("Troops shelled Gao in the worst fighting since a truce was signed in March.", "shelled", None),
        ("Rebels shelled Gao after talks that had failed in March.", "shelled", None),
        ("The crossing at Gao has been closed since rebels attacked it in March.", "closed", "2026-03"),
    ],
)
def test_a_deed_is_not_dated_by_what_lies_far_before_it(
    reader: Reader, text: str, anchor: str, days: str | None
) -> None:
    found = event(reader, text, anchor)
    assert (found.start[:7] if found.start else None) == days


@pytest.mark.parametrize("words", ["had no information about an attack", "did not have any word of an attack"])
def test_what_nobody_knows_of_is_told_by_nobody(reader: Reader, words: str) -> None:
    assert events(reader, f"The mission in Gao said it {words} on the ferry.") == []
