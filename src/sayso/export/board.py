"""A board as tables: what is in force, said, denied and not answered; numbers in brackets are its reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from sayso.export.tables import Column, Row, make_table
from sayso.export.words import CAUTION, amount, day, label, visible

Json = Mapping[str, Any]
UNREVIEWED = "machine, unreviewed"
#: The most that a cell shows of a sentence; --json has all of it.
LONGEST = 220
ANSWERS = {"no_response": "no response", "none_told": "no answer told"}


def print_board(board: Json, console: Console) -> None:
    """Print a board, part by part; a part with nothing in it says so."""
    numbers = {report["id"]: n for n, report in enumerate(board["reports"]["cited"], 1)}
    parties = " – ".join(visible(party["name"]) for party in board["parties"])
    console.print(Text(f"{parties}, as of {board['as_of']}", "bold"))
    console.print(Text(_caution(board), "italic"), "")
    for line in _about(board):
        console.print(Text(line, "dim"))
    console.print()
    for title, key, columns, rows in PARTS:
        table = [row for entry in board[key] for row in rows(entry, numbers)]
        console.print(make_table(title, columns, table) if table else Text(f"{title}: none told\n", "dim"))
    console.print(make_table("Reports", REPORTS, _reports(board)))


def print_pairs(found: Json, console: Console) -> None:
    """Print the pairs of sides that have most between them."""
    console.print(Text(f"Who has most between them, as of {found['as_of']}", "bold"))
    console.print(Text(CAUTION, "italic"), "")
    rows = [
        (
            " – ".join(map(visible, pair["parties"])),
            *(str(pair[key]) for key in ("reports", "measures", "talks", "events")),
            day(pair["first_reported"], pair["last_reported"]),
        )
        for pair in found["pairs"]
    ]
    console.print(make_table("", PAIRS, rows) if rows else "Nothing found.")


def _caution(board: Json) -> str:
    """That a machine has read, and how much of it a person has reviewed."""
    return CAUTION if board["made_by"] == UNREVIEWED else f"Read by a {board['made_by']}; --json says which."


def _about(board: Json) -> Iterator[str]:
    """By which reports, and whom the names mean."""
    reports = board["reports"]
    why = (("later", "later"), ("undated", "of no known day"))
    left = [f"{reports[key]} {words}" for key, words in why if reports[key]]
    out = f" ({', '.join(left)} left out)" if left else ""
    yield f"By {_number(reports['counted'], 'report')} published until then{out}."
    for party in board["parties"]:
        names = [visible(name) for name in party["names"] if name != party["name"]][:6]
        asked = f", asked for as {visible(party['asked'])}" if party["asked"] != party["name"] else ""
        if names or asked:
            yield f"{visible(party['name'])}{asked}" + (f": with {', '.join(names)}" if names else "")


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _cite(told: Iterable[Json], numbers: Mapping[str, int]) -> str:
    """The reports behind a line, by number."""
    known = sorted({numbers[entry["report"]] for entry in told})
    return f"[{', '.join(map(str, known))}]" if known else ""


def _words(told: Json) -> str:
    """The sentence that tells something, cut around the words that do where it is long."""
    sentence = str(told["sentence"]["quote"])
    if len(sentence) <= LONGEST:
        return visible(sentence)
    words = told["spans"][0]
    middle = (words["start"] + words["end"]) // 2 - told["sentence"]["start"]
    start = min(max(0, middle - LONGEST // 2), len(sentence) - LONGEST)
    kept = sentence[start : start + LONGEST]
    first = "… " + kept.split(" ", 1)[-1] if start else kept
    return visible(first if start + LONGEST == len(sentence) else first.rsplit(" ", 1)[0] + " …")


def _measures(line: Json, numbers: Mapping[str, int]) -> Iterator[Row]:
    who = (" and " if line["mutual"] else " toward ").join(
        visible(name) for name in (line["by"] or "not told by whom", line["toward"]) if name
    )
    state = label(line["state"]) + (", told otherwise, too" if line["told_otherwise"] else "")
    last = f"{line['last_reported']} {_cite(line['told'], numbers)}"
    kind = f"“{visible(line['what'])}”" if line["kind"] == "other" else label(line["kind"])
    yield (f"{kind}, {who}", state, _since(line), last, _words(line["told"][-1]))


def _since(line: Json) -> str:
    since, until = line["since"] or "not told", line["until"]
    return f"{since}\nuntil {until}" if until else since


def _talks(line: Json, numbers: Mapping[str, int]) -> Iterator[Row]:
    state = label(line["state"]) + (", day passed" if line["is_past"] else "")
    number = f", round {line['round']}" if line["round"] else ""
    through = f", mediated by {', '.join(map(visible, line['mediators']))}" if line["mediators"] else ""
    when = "\n".join(filter(None, (day(line["date"]) or "not told", visible(line["place"] or ""))))
    last = f"{line['last_reported']} {_cite(line['told'], numbers)}"
    yield (" – ".join(map(visible, line["parties"])) + number + through, state, when, last, _words(line["told"][-1]))


def _conditions(line: Json, numbers: Mapping[str, int]) -> Iterator[Row]:
    told = f"{line['last_reported']} {_cite(line['told'], numbers)}"
    yield (visible(line["set_by"]), visible(line["outcome"]), visible(line["depends_on"]), told)


def _unanswered(line: Json, numbers: Mapping[str, int]) -> Iterator[Row]:
    silence = f"{ANSWERS[line['answer']]} {_cite(line['silence'], numbers)}".strip()
    by = ", ".join(map(visible, line["by"])) or "nobody named"
    claim = f"{by}: {_words(line['told'][0])} {_cite(line['told'], numbers)}"
    yield (visible(line["against"]), claim, line["since"], silence)


def _denials(line: Json, numbers: Mapping[str, int]) -> Iterator[Row]:
    told = f"{line['since']} {_cite(line['told'], numbers)}"
    yield (visible(line["party"]), label(line["stance"]), _words(line["told"][-1]), told)


def _incidents(line: Json, numbers: Mapping[str, int]) -> Iterator[Row]:
    kind = label(line["type"]) + (f", {label(line['mode'])}" if line["mode"] else "")
    who = ", ".join(map(visible, line["actors"])) or "nobody named"
    whom = f" > {', '.join(map(visible, line['recipients']))}" if line["recipients"] else ""
    where = ", ".join(map(visible, line["places"]))
    what = "\n".join(filter(None, (f"{visible(line['what'])} ({kind})", who + whom, where)))
    standing = "\n".join(visible(told) for told in line["standing"])
    grade = f"{_grade(line['grade'])} {_cite(line['told'], numbers)}"
    yield (day(line["start"], line["end"]) or "not told", what, standing, _tolls(line), grade)


def _tolls(line: Json) -> str:
    """The numbers, claimant by claimant, with the grade of each kind."""
    found = []
    for toll in line["tolls"]:
        held = toll["grade"]["grade"] if toll["grade"] else None
        found.append(label(toll["kind"]) + (f" ({held})" if held else ""))
        for claimant in toll["claimants"]:
            number = amount(claimant["low"], claimant["high"], None)
            side = claimant["side"] if claimant["side"] not in (None, claimant["name"]) else ""
            found.append(f"  {number}: {visible(claimant['name'])}" + (f" ({visible(side)})" if side else ""))
    return "\n".join(found)


def _grade(grade: Json | None) -> str:
    """The word, what it rests on, and what those who are said to have acted say."""
    if grade is None or grade["grade"] is None:
        return "not graded"
    count = len(grade["sources"])
    says = [f"{visible(stand['name'])}: {label(stand['stance'])}" for stand in grade["positions"] if stand["stance"]]
    return "\n".join([f"{grade['grade']}: {_number(count, 'source')}", *says])


def _timeline(line: Json, numbers: Mapping[str, int]) -> Iterator[Row]:
    words = f"{visible(line['what'])} {_cite(line['told'], numbers)}"
    is_said = line["track"] == "said"
    yield (day(line["day"], line["until"]) or "not told", "" if is_said else words, words if is_said else "")


def _reports(board: Json) -> Iterator[Row]:
    for number, report in enumerate(board["reports"]["cited"], 1):
        title = visible(report["title"] or "")
        yield (f"[{number}]", visible(report["publisher"] or "the outlet"), report["published"], title, report["id"])


REPORTS: Sequence[Column] = (("", None), ("Outlet", 2), ("Published", None), ("Title", 4), ("Id", None))
PAIRS: Sequence[Column] = (
    ("Parties", 5), ("Reports", None), ("Measures", None), ("Talks", None), ("Events", None), ("Told", None)
)  # fmt: skip
PARTS: tuple[tuple[str, str, Sequence[Column], Callable[[Json, Mapping[str, int]], Iterator[Row]]], ...] = (
    (
        "Measures",
        "measures",
        (("What, by whom", 4), ("State", 2), ("Since", 2), ("Last told", 2), ("In the words of the last", 6)),
        _measures,
    ),
    (
        "Talks",
        "talks",
        (("Who", 4), ("State", 2), ("When, where", 2), ("Last told", 2), ("In the words of the last", 6)),
        _talks,
    ),
    (
        "Conditions that were set (whether fulfilled is not judged)",
        "conditions",
        (("By", 2), ("What would follow", 5), ("What it depends on", 5), ("Last told", 2)),
        _conditions,
    ),
    (
        "Claims without an answer",
        "unanswered",
        (("Against", 2), ("Claim", 8), ("Since", None), ("Answer", 2)),
        _unanswered,
    ),
    ("Denials", "denials", (("Who", 2), ("Stance", None), ("In the words of the last", 8), ("Since", 2)), _denials),
    (
        "Incidents, with numbers by claimant",
        "incidents",
        (("Day", None), ("What, who > whom, where", 5), ("Told", 5), ("Numbers", 5), ("Grade", 4)),
        _incidents,
    ),
    ("Timeline", "timeline", (("Day", None), ("Told to have happened", 5), ("Said", 5)), _timeline),
)
