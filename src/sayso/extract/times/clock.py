"""Clock times: "6 a.m.", "08:55 GMT", "1400 hours", "half past six", "about nine on Thursday night", "midnight"."""

from __future__ import annotations

import re

from sayso.extract.times.grammar import Match
from sayso.extract.times.words import Lexeme, around

NOON = 12


def find_clock(match: Match) -> str | None:
    """The clock time among the lexemes as TIMEX3 writes it, or None."""
    if (sharp := match.find("sharp")) is not None:
        return str(sharp.value)
    before = match.before
    for lexeme, after in zip(match.lexemes, [*match.lexemes[1:], None], strict=True):
        is_half = before is not None and before.kind == "past"
        is_figure = _is_hour(lexeme, before, after, match) or _is_four_figures(lexeme, before, after, match)
        is_time = lexeme.kind in {"clock", "dotclock"} or is_figure
        if is_half or is_time:
            return _clock_value(lexeme, match.find("ampm"), is_half=is_half)
        before = lexeme
    return None


def _is_hour(lexeme: Lexeme, before: Lexeme | None, after: Lexeme | None, match: Match) -> bool:
    """Whether a number is an hour: "6 a.m.", "six o'clock", "four in the morning", "at about nine on Thursday night".

    "One was killed on Friday and one on Saturday" are none.
    """
    if lexeme.kind not in {"int2", "numword"} or after is None:
        return False
    if after.kind in {"ampm", "oclock"} or after.value == "in":
        return True
    before = match.before if before is None or before.value in around("approximate") | {"about"} else before
    is_said_so = before is not None and (before.value in around("part") or not before.text.isalnum())
    return after.value == "on" and lexeme.value <= NOON and is_said_so


def _is_four_figures(lexeme: Lexeme, before: Lexeme | None, after: Lexeme | None, match: Match) -> bool:
    """Whether four figures are a clock time: "0600 GMT", "at 1400 hours"; "2018 TRT World" are none."""
    if lexeme.kind not in {"int", "year4"} or len(lexeme.text) != 4 or after is None:
        return False
    before = before or match.before
    is_at = lexeme.text[0] == "0" or (before is not None and before.value in around("part"))
    return is_at or after.text in {"GMT", "UTC"} or match.find("timeword") is not None


def _clock_value(lexeme: Lexeme, ampm: Lexeme | None, *, is_half: bool) -> str | None:
    if lexeme.kind in {"int2", "numword"}:
        hour, minute = int(lexeme.value), 30 if is_half else 0
    else:
        digits = "".join(re.findall(r"\d+", lexeme.text)[:2])
        hour, minute = int(digits[:-2]), int(digits[-2:])
    if ampm is not None and hour <= NOON:
        hour = hour % NOON + (NOON if ampm.text[0] in "pP" else 0)
    return f"T{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def hour_of(value: str) -> int | None:
    """The hour of a clock time, None of anything else."""
    found = re.fullmatch(r"T(\d\d):\d\d", value)
    return int(found[1]) if found else None


def in_part(time: str, part: Lexeme | None) -> str:
    """The clock time, made one of the afternoon where the words say so: "about nine on Thursday night"."""
    hour = hour_of(time)
    if part is None or hour is None or hour >= NOON or part.value not in {"TAF", "TEV", "TNI"}:
        return time
    is_after_midnight = part.value == "TNI" and hour < 6
    return time if is_after_midnight else f"T{hour + NOON:02}{time[3:]}"
