"""How many of which unit: the numbers before "days" and "months", and the TIMEX3 duration that they make."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.times.words import Lexeme

SINGLE = ("hour_unit", "day_unit", "long_unit")
UNITS = (*SINGLE, "hour_units", "day_units", "long_units", "parts")
NUMBERS = frozenset({"int2", "int", "year4", "big", "decimal", "mixed", "numword", "hundred"})
#: A part of a unit is written in the next smaller one.
SMALLER = {"TM": (60, "TS"), "TH": (60, "TM"), "D": (24, "TH"), "Y": (12, "M"), "DE": (10, "Y")}
#: Units of which TIMEX3 writes the rest behind them: PT2H30M, P2Y6M.
MIXED = frozenset({"TM", "TH", "D", "Y"})
#: Units that TIMEX3 has no letter of its own for.
WRITTEN_AS = {"2W": (2, "W"), "DE": (10, "Y"), "CE": (100, "Y")}


def amount(lexemes: Sequence[Lexeme], unit: Lexeme) -> float | None:
    """How many units; None where the words do not say ("weeks", "several days")."""
    total: float | None = None
    half = 0.0
    for lexeme in lexemes:
        match lexeme.kind:
            case "int2" | "int" | "year4":
                total = float(lexeme.value)
            case "mixed":
                total = float(lexeme.text[:-1].removesuffix("1/").strip(" -") or 0) + 0.5
            case "decimal" | "big":
                total = float(lexeme.text.replace(",", ""))
            case "numword":
                total = _with_word(total, lexeme.value)
            case "hundred":
                total = (total or 1.0) * lexeme.value
            case "half":
                half = 0.5
            case "vague":
                return None if lexeme.value == "X" else float(lexeme.value)
    if total is None and unit.kind in SINGLE:
        total = 1.0 if not half or lexemes[-1].kind == "half" else 0.0
    return total + half if total is not None else half or None


def _with_word(total: float | None, value: int) -> float:
    """ "twenty" and then "four" are twenty-four."""
    return total + value if total is not None and total % 10 == 0 and value < 10 else float(value)


def duration(count: float | None, unit: Lexeme) -> str:
    """The TIMEX3 value of so many units; X where nobody knows how many."""
    letter: str = "D" if unit.kind == "parts" else unit.value  # "three nights"
    if count is not None and count % 1 and letter in SMALLER:
        factor, smaller = SMALLER[letter]
        if count > 1 and letter in MIXED:
            rest = duration(round(count % 1 * factor), unit._replace(kind="", value=smaller))
            return f"{duration(count // 1, unit)}{rest.removeprefix('PT' if letter.startswith('T') else 'P')}"
        letter, count = smaller, count * factor
    if letter in WRITTEN_AS:
        factor, letter = WRITTEN_AS[letter]
        count = count * factor if count is not None else None
    number = f"{count:g}" if count is not None and count < 1e6 else "X"
    return f"PT{number}{letter[1:]}" if letter.startswith("T") else f"P{number}{letter}"
