"""Measures over time: what is told again is the same measure, and the report that tells last says how it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.board.dispute import Dispute, Json
from sayso.board.types import MeasureLine, Told
from sayso.rules import load_toml

WORD = re.compile(r"[^\W\d_]{4,}")
IN_FORCE, LIFTED, ANNOUNCED, EASED, EXPIRED = "in_force", "lifted", "announced", "eased", "expired"


@dataclass(frozen=True, slots=True)
class Mention:
    """One report's word on a measure."""

    kind: str
    by: str | None
    toward: str | None
    state: str
    start: str | None
    end: str | None
    told: Told

    @property
    def age(self) -> tuple[str, str, bool, str]:
        """What comes later holds: by day of publication, then by the day told; of one day, what lifts comes last."""
        day = (self.end if self.state in {LIFTED, EASED} else self.start) or self.start or ""
        return self.told.published, day, self.state != IN_FORCE, self.told.ref


def find_measures(dispute: Dispute) -> tuple[MeasureLine, ...]:
    """The measures of the parties toward each other, those in force first."""
    mentions = sorted(_mentions(dispute), key=lambda mention: mention.age)
    lines = [_line(dispute, spell) for group in _group(mentions) for spell in _spells(group)]
    order = (IN_FORCE, EASED, ANNOUNCED, EXPIRED, LIFTED)
    return tuple(
        sorted(lines, key=lambda line: (order.index(line.state), line.since or "9", line.kind, line.told[0].ref))
    )


def _mentions(dispute: Dispute) -> Iterator[Mention]:
    mutual = load_toml("board.toml")["mutual"]
    for report, row in dispute.layer("measures"):
        by, toward = dispute.key(report, row["by"]), dispute.key(report, row["toward"])
        is_open = (by in dispute.keys and toward is None) or (toward in dispute.keys and by is None)
        if dispute.is_between((by, toward)) or is_open:
            told = dispute.tell(report, row, [row["what"]])
            if row["kind"] in mutual and by and toward:
                by, toward = sorted((by, toward))
            yield Mention(
                row["kind"], by, toward, _state(row, told), _first_day(row["from"]), _last_day(row["to"]), told
            )


def _state(row: Json, told: Told) -> str:
    """How a report has a measure: eased where only a part ends, lifted where its last day was over already."""
    if _is_eased(row, told.sentence.quote):
        return EASED
    last = _last_day(row["to"])
    is_over = row["state"] == IN_FORCE and last is not None and last < told.published[: len(last)]
    return LIFTED if is_over else str(row["state"])


def _first_day(days: str | None) -> str | None:
    return None if days is None else days.split("/")[0]


def _last_day(days: str | None) -> str | None:
    return None if days is None else days.split("/")[-1]


def _is_eased(row: Json, sentence: str) -> bool:
    """Whether only a part of a measure ends: the sentence says so."""
    rules = load_toml("board.toml")
    if row["state"] not in {IN_FORCE, LIFTED}:
        return False
    ends = row["state"] == LIFTED or row["to"] is not None
    words = "|".join(map(re.escape, [*rules["eased"], *(rules["easing"] if ends else ())]))
    return re.search(rf"\b(?:{words})\b", sentence, re.IGNORECASE) is not None


def _group(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions of one measure together; where a side is not told, with the only measure that it fits."""
    groups: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda mention: (not (mention.by and mention.toward), mention.age)):
        fitting = [group for group in groups if all(_is_same(mention, other) for other in group)]
        exact = [group for group in fitting if (group[0].by, group[0].toward) == (mention.by, mention.toward)]
        if len(exact or fitting) == 1:
            (exact or fitting)[0].append(mention)
        else:
            groups.append([mention])
    return [sorted(group, key=lambda mention: mention.age) for group in groups]


def _is_same(one: Mention, other: Mention) -> bool:
    """Whether two mentions can be of one measure; those of no kind of their own have to share its words, too."""
    ends = ((one.by, other.by), (one.toward, other.toward))
    if one.kind != other.kind or any(a and b and a != b for a, b in ends):
        return False
    ours, theirs = (_stems(mention.told.spans[0].quote) for mention in (one, other))
    least = float(load_toml("board.toml")["same_measure"]) * max(1, min(len(ours), len(theirs)))
    return one.kind != "other" or len(ours & theirs) >= least


def _stems(words: str) -> frozenset[str]:
    empty = load_toml("board.toml")["empty"]
    return frozenset(word[:5] for word in WORD.findall(words.casefold()) if word not in empty)


def _spells(group: Sequence[Mention]) -> Iterator[list[Mention]]:
    """A measure that is put in force anew after it was lifted is another."""
    spell: list[Mention] = []
    for mention in group:
        if spell and spell[-1].state == LIFTED and _is_anew(mention, spell[-1]):
            yield spell
            spell = []
        spell.append(mention)
    yield spell


def _is_anew(mention: Mention, lifted: Mention) -> bool:
    ended = lifted.end or lifted.start or lifted.told.published
    return (
        mention.state != LIFTED
        and mention.start is not None
        and mention.start[: len(ended)] > ended[: len(mention.start)]
    )


def _line(dispute: Dispute, spell: Sequence[Mention]) -> MeasureLine:
    last = spell[-1]
    ends = [mention.end for mention in spell if mention.end is not None and mention.state != EASED]
    until = ends[-1] if ends and (last.end is not None or last.state == LIFTED) and last.state != EASED else None
    lifted = [n for n, mention in enumerate(spell) if mention.state == LIFTED]
    is_over = last.state in {IN_FORCE, EASED} and until is not None and until < dispute.day[: len(until)]
    return MeasureLine(
        kind=last.kind,
        what=spell[0].told.spans[0].quote,
        by=dispute.label(_first(mention.by for mention in spell)),
        toward=dispute.label(_first(mention.toward for mention in spell)),
        mutual=last.kind in load_toml("board.toml")["mutual"],
        state=EXPIRED if is_over else last.state,
        since=_since(spell),
        until=until,
        first_reported=min(mention.told.published for mention in spell),
        last_reported=last.told.published,
        told_otherwise=bool(lifted) and lifted[0] < len(spell) - 1 and last.state in {IN_FORCE, EASED},
        told=tuple(mention.told for mention in spell),
    )


def _first(values: Iterator[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)


def _since(spell: Sequence[Mention]) -> str | None:
    """The finest day told for its beginning; of equally fine ones the first told."""
    days = [mention.start for mention in spell if mention.start is not None and mention.state != LIFTED]
    days = days or [mention.start for mention in spell if mention.start is not None and mention.end is not None]
    return max(days, key=lambda day: (len(day), -days.index(day))) if days else None
