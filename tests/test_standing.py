"""What tells news and what does not: modifiers around an event word, and how far each reaches."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sayso.errors import RulesError
from sayso.extract.draft import draft_of
from sayso.extract.events import context
from sayso.pipeline import Reader, make_report

NEWS = frozenset({"reported", "claimed", "alleged"})
#: Per cent of the sentences of tests/standing: no more false alarms, no more news missed than this.
CEILINGS = {"false_alarms": 6.0, "real_news": 6.0}


def told(reader: Reader, sentence: str) -> set[str]:
    """The types of the events with the standing of news."""
    events = draft_of(reader.parse(make_report(f"A title\n\n{sentence}", published="2025-06-10"))).events
    return {event.type for event in events if event.status in NEWS}


@pytest.mark.parametrize(
    ("no_news", "news"),
    [
        # what it is done to
        ("The union attacked the budget.", "The militia attacked the depot."),
        ("Reporters laid siege to his reputation.", "Rebels laid siege to his house."),
        # who does it
        ("Speculators attacked the rupee.", "Separatists attacked the mint."),
        ("A wave of sackings rocked the ministry.", "A wave of bombings rocked the ministry."),
        # the clause
        ("The Lions stormed the goal.", "Gunmen stormed the stadium."),
        ("Kano beat Jos 3-1 on Sunday.", "Police shot two students in Jos on Sunday."),
        # the frame
        ("In the film, gunmen stormed a school.", "On Monday, gunmen stormed a school."),
        ("The novel tells how a mob burned a church.", "A priest tells how a mob burned a church."),
        ("In the drill, commandos stormed a ship.", "After the drill, commandos stormed a ship."),
        ("Troops attacked a mock village.", "Troops attacked a mountain village."),
        # the sentence
        ("Nine people were killed when a bus plunged into a river.", "Nine people were killed when rebels hit a bus."),
        ("The boiler exploded after a gas leak.", "The shell exploded after a pause."),
        # tense, question, condition
        ("Insurgents attack villages.", "Insurgents attacked villages."),
        ("A siege is a slow way to win.", "The siege was lifted on Monday."),
        ("Has the army bombed the camp, she asked.", "The army has bombed the camp, she said."),
        ("Had they shelled the port, the talks would have failed.", "They shelled the port, and the talks failed."),
        ("Any crew entering the bay would be shot.", "The crew entering the bay was shot."),
        ("The rebels demanded that the army leave the town.", "The rebels said that the army left the town."),
        ("Imagine that rebels bombed the palace.", "It is known that rebels bombed the palace."),
        # what is averted, next to none, without, short of
        ("Police foiled the attack.", "Police condemned the attack."),
        ("Hardly a shot was fired at the camp.", "A shot was fired at the camp."),
        ("The convoy passed without being attacked.", "The convoy passed after being attacked."),
        ("The army stopped short of storming the camp.", "The army was accused of storming the camp."),
        # sorts, uses, counts, trends
        ("She writes about gangs that kidnap children.", "She writes about gangs that kidnapped two children in May."),
        ("Mortars are used to shell towns.", "Mortars were fired to shell two towns on Monday."),
        ("On average, a mine kills two people a week.", "On Monday, a mine killed two people."),
        ("Kidnappings soared last year.", "Two kidnappings shocked the town on Monday."),
        # names
        ("The Siege of Harlem closed on Broadway.", "The siege of Harlem went on on Monday."),
    ],
)
def test_what_stands_around_it_makes_it_news_or_not(reader: Reader, no_news: str, news: str) -> None:
    assert told(reader, no_news) == set()
    assert told(reader, news)


def test_a_claim_called_false_is_denied_not_told(reader: Reader) -> None:
    text = "A title\n\nThe ministry said reports that its jets had hit the camp were false."
    events = draft_of(reader.parse(make_report(text, published="2025-06-10"))).events
    assert [event.status for event in events] == ["denied"]


def test_a_scope_that_is_none_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"kind": "sport", "scope": "everywhere", "words": ["goal"]}
    monkeypatch.setattr(context, "load_toml", lambda _: {"modifiers": [row]})
    context.modifiers.cache_clear()
    with pytest.raises(RulesError, match=r"context.toml: everywhere"):
        context.modifiers()
    context.modifiers.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize("name", CEILINGS)
def test_our_sentences_stay_under_their_ceilings(reader: Reader, name: str) -> None:
    outcome = _tool().measure(reader, name)
    assert outcome.told.total() > 100
    assert outcome.share <= CEILINGS[name]


def _tool() -> ModuleType:
    """The command in tools/, as a module."""
    path = Path(__file__).parent.parent / "tools/false_alarms.py"
    spec = importlib.util.spec_from_file_location("false_alarms", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
