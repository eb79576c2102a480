"""The reports of a dispute until a day: who is meant, what is told where, and by whose word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sayso.board.types import Review, Told
from sayso.parties import Party, PartyNames, Sides
from sayso.rules import load_rows, load_toml
from sayso.types import Span

Json = Mapping[str, Any]
SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+|[\n\r]+")
LAST_WORD = re.compile(r"[^\W\d_]+$")
LONGEST_SENTENCE = 600
LAYERS = ("events", "figures", "positions", "statements", "conditions", "measures", "talks")


@cache
def states() -> dict[str, str]:
    """The key of a state by its two-letter code."""
    return {row["iso2"]: f"state {row['iso3']}" for row in load_rows("countries.csv")}


class Dispute:
    """Readings of reports published until a day, with parties; those of a later or of no known day are left out."""

    def __init__(self, readings: Iterable[Json], day: str, parties: Sequence[str]) -> None:
        self.day = day
        unique = {str(reading["report"]["id"]): reading for reading in sorted(readings, key=repr)}
        days = {key: reading["report"].get("published") for key, reading in unique.items()}
        known = sorted((str(told), key) for key, told in days.items() if told is not None and told <= day)
        self.readings: dict[str, Json] = {key: unique[key] for _, key in known}
        undated = sum(told is None for told in days.values())
        self.later, self.undated = len(days) - len(known) - undated, undated
        self.sides = {key: Sides(reading) for key, reading in self.readings.items()}
        self.names = PartyNames(self.readings.values(), day)
        self.parties: tuple[Party, ...] = tuple(self.names.resolve(name) for name in parties)
        self.keys = frozenset(party.key for party in self.parties)
        self.rows: dict[str, Json] = {
            f"{key}/{row['id']}": row
            for key, reading in self.readings.items()
            for layer in LAYERS
            for row in reading.get(layer, ())
        }

    def concerned(self) -> list[Json]:
        """The readings that name a party, or a place in its state: the others tell nothing of the dispute."""
        codes = {code for code, key in states().items() if key in self.keys}
        return [
            reading
            for key, reading in self.readings.items()
            if any(place["country"] in codes for place in reading.get("places", ()))
            or self.keys & self.sides[key].keys(self.sides[key].actors)
        ]

    def layer(self, name: str) -> Iterator[tuple[str, Json]]:
        """The rows of one layer of all readings, with their reports, oldest first."""
        for report, reading in self.readings.items():
            for row in reading.get(name, ()):
                yield report, row

    def is_between(self, ends: Iterable[str | None]) -> bool:
        """Whether sides (keys) are at least two of the parties; of a single party, whether it is among them."""
        return len(self.keys & set(ends)) >= min(2, len(self.keys))

    def key(self, report: str, actor: object) -> str | None:
        """The side of an actor of a report."""
        return self.sides[report].key(actor)

    def label(self, key: str | None) -> str | None:
        """What the reports call a side."""
        return None if key is None else self.names.label(key)

    def labels(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The names of several sides, in order."""
        return tuple(sorted(self.names.label(key) for key in keys))

    def published(self, report: str) -> str:
        """The day on which a report was published."""
        return str(self.readings[report]["report"]["published"])

    def speakers(self, report: str, said_by: Iterable[str]) -> tuple[str, ...]:
        """Who puts something forward, by side; the words of the source where that is nobody known."""
        found: dict[str, None] = {}
        for key in said_by:
            statement = self.rows.get(f"{report}/{key}", {})
            name = self.label(self.key(report, statement.get("speaker")))
            words = str((statement.get("speaker_span") or {}).get("quote") or "")
            nobody = not words or words.casefold() in load_toml("board.toml")["pronouns"]
            found[name or ("somebody not named" if nobody else words)] = None
        return tuple(found)

    def tell(self, report: str, row: Json, spans: Iterable[Json]) -> Told:
        """Where a row of a reading is told."""
        facts = self.readings[report]["report"]
        found = tuple(Span(span["start"], span["end"], span["quote"]) for span in spans)
        return Told(
            report=report,
            published=str(facts["published"]),
            publisher=facts.get("publisher"),
            ref=f"{report}/{row['id']}",
            said_by=self.speakers(report, row.get("said_by", ())),
            spans=found,
            sentence=find_sentence(str(facts["text"]), found[0].start, found[0].end),
            review=_review(row),
        )

    def innermost(self, report: str, said_by: Iterable[str]) -> list[Json]:
        """Of the statements that put something forward, those in which nobody else is told."""
        rows = [self.rows[f"{report}/{key}"] for key in said_by if f"{report}/{key}" in self.rows]
        outer = {row["via"] for row in rows}
        return [row for row in rows if row["id"] not in outer]

    def tellers(self, report: str, row: Json) -> tuple[str, ...]:
        """By whose word a row stands, innermost: the outlet where nobody else tells it, nobody where it is denied."""
        inner = self.innermost(report, row.get("said_by", ()))
        if not inner:
            return (f"{self.publisher(report)} (own voice)",)
        return self.speakers(report, [statement["id"] for statement in inner if statement["act"] != "deny"])

    def claimant(self, report: str, row: Json) -> tuple[str, str | None]:
        """Who gives a number, innermost, as the report names it, and for which side; the outlet for none."""
        inner = self.innermost(report, row.get("said_by", ()))
        known = self.sides[report].actors.get(str(inner[-1]["speaker"])) if inner else None
        if known is not None:
            return str(known["name"]), self.label(self.key(report, known["id"]))
        words = self.speakers(report, [statement["id"] for statement in inner])
        return (words[-1] if words else f"{self.publisher(report)} (own voice)"), None

    def deniers(self, report: str, row: Json) -> tuple[str, ...]:
        """Who denies a row, by the statements in which it is told."""
        rows = [self.rows[f"{report}/{key}"] for key in row["said_by"] if f"{report}/{key}" in self.rows]
        return self.speakers(report, [statement["id"] for statement in rows if statement["act"] == "deny"])

    def publisher(self, report: str) -> str:
        """Who publishes a report."""
        return str(self.readings[report]["report"].get("publisher") or "the outlet")

    def said_on(self, report: str, row: Json) -> str:
        """The day on which something was said, where the report tells it, else that of publication."""
        days = [statement["said_on"] for statement in self.innermost(report, row.get("said_by", ()))]
        return str(next((day for day in days if day is not None and day <= self.day), self.published(report)))

    def mentioned(self, report: str, sentence: Span) -> set[str]:
        """The sides that a sentence names."""
        actors = self.readings[report].get("actors", ())
        inside = (
            actor["id"]
            for actor in actors
            if any(sentence.start <= mention["start"] < sentence.end for mention in actor.get("mentions", ()))
        )
        return set(self.sides[report].keys(inside))


def _review(row: Json) -> Review | None:
    held = row.get("review")
    return None if held is None else Review(**{name: held[name] for name in Review.__slots__})


def find_sentence(text: str, start: int, end: int) -> Span:
    """The sentence around a span, by full stops and line breaks; cut where it is endless."""
    low, high = max(0, start - LONGEST_SENTENCE), min(len(text), end + LONGEST_SENTENCE)
    before = [match.end() for match in _ends(text, low, start)]
    after = next(_ends(text, max(start, end - 1), high), None)
    first = before[-1] if before else low
    last = max(end, after.start() + len(after[0].rstrip()) if after else high)
    return Span(first, last, text[first:last])


def _ends(text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """The ends of sentences between two offsets: a stop that no abbreviation has, a line break."""
    short = load_toml("board.toml")["abbreviations"]
    for match in SENTENCE_END.finditer(text, low, high):
        word = LAST_WORD.search(text, max(0, match.start() - 12), match.start())
        is_short = match[0][0] == "." and word is not None and (len(word[0]) == 1 or word[0].casefold() in short)
        if not is_short or "\n" in match[0]:
            yield match
