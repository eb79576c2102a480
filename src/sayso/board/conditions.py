"""Open conditions: what a party makes depend on what. Whether one is fulfilled is never judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.board.dispute import Dispute
from sayso.board.types import ConditionLine, Told
from sayso.rules import load_toml

WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Mention:
    """One report's word on a condition."""

    outcome: str
    depends_on: str
    set_by: str
    words: frozenset[str]
    told: Told


def find_conditions(dispute: Dispute) -> tuple[ConditionLine, ...]:
    """The conditions that the parties set to each other, the latest first."""
    groups: list[list[Mention]] = []
    for mention in _mentions(dispute):
        known = next((group for group in groups if _is_same(mention, group[0])), None)
        if known is None:
            groups.append([mention])
        else:
            known.append(mention)
    lines = [_line(dispute, group) for group in groups]
    return tuple(sorted(lines, key=lambda line: (line.last_reported, line.told[0].ref), reverse=True))


def _mentions(dispute: Dispute) -> list[Mention]:
    """Those set by a party in a sentence that names another party, or nobody else."""
    found = []
    for report, row in dispute.layer("conditions"):
        set_by = dispute.key(report, row["set_by"])
        spans = [*row["outcome"], *row["depends_on"]]
        if set_by is None or set_by not in dispute.keys or not spans:
            continue
        told = dispute.tell(report, row, spans)
        others = dispute.mentioned(report, told.sentence) - {set_by}
        if len(dispute.keys) == 1 or others & dispute.keys or not others:
            words = [_join(row[part]) for part in ("outcome", "depends_on")]
            stems = frozenset(word[:4] for word in WORD.findall(" ".join(words).casefold()))
            found.append(Mention(words[0], words[1], set_by, stems, told))
    return sorted(found, key=lambda mention: (mention.told.published, mention.told.ref))


def _join(spans: Sequence[dict[str, str]]) -> str:
    return " … ".join(span["quote"] for span in spans)


def _is_same(one: Mention, other: Mention) -> bool:
    if one.set_by != other.set_by:
        return False
    shared = len(one.words & other.words)
    return shared >= float(load_toml("board.toml")["same_condition"]) * max(1, len(one.words | other.words))


def _line(dispute: Dispute, group: Sequence[Mention]) -> ConditionLine:
    last = group[-1]
    return ConditionLine(
        outcome=last.outcome,
        depends_on=last.depends_on,
        set_by=dispute.names.label(last.set_by),
        first_reported=group[0].told.published,
        last_reported=last.told.published,
        told=tuple(mention.told for mention in group),
    )
