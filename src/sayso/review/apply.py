"""A reading with its judgements: rejected findings leave, accepted and edited ones hold, whatever the machine says now.

Every judged finding gets a field `review`:

    state       "accepted" or "edited"
    judgement   its number; `who`, `at` (ISO time, UTC) and `why` are those of the judgement
    machine     the fields in which the machine's present value differs, with that value; {} where it agrees
    changed     whether the machine says something else than when the person decided; true also where `lost` is
    lost        whether the machine does not find it any more

and the reading one of its own: how many findings were accepted and edited, which were rejected, and how many nobody
has looked at. A reading without judgements is given back as it is.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from sayso.review.findings import HOMES, LETTERS, REFERENCES, TO_PLACES, Book, Finding, Json, home
from sayso.review.standing import Key, last_words
from sayso.types import Judgement

ACCEPT, EDIT, REJECT = "accept", "edit", "reject"
STATES = {ACCEPT: "accepted", EDIT: "edited"}
#: What is known of an actor or place that only a reviewer names.
BARE: dict[str, Json] = {
    "actors": {"kind": "unknown", "country": None, "role": None, "of": None, "for": None, "mentions": []},
    "places": {
        "kind": "town",
        "country": None,
        "admin1": None,
        "lat": None,
        "lon": None,
        "gazetteer": None,
        "mentions": [],
    },
}
LETTER_OF = {layer: letter for letter, layer in LETTERS.items()}


def apply_judgements(reading: Mapping[str, Any], judgements: Iterable[Judgement]) -> Json:
    """The reading as the persons' decisions on its report leave it; `judgements` may be about other reports, too."""
    sha256 = reading["report"]["sha256"]
    about = [one for one in judgements if one.report_sha256 == sha256 and one.action not in {"link", "split"}]
    words = last_words(about)
    if not words:
        return dict(reading)
    book = Book(reading)
    found = match(book, words)
    result: Json = {**reading, **{layer: list(map(copy.copy, reading[layer])) for layer in HOMES}}
    rejected = [row for key, row in found.items() if words[key].action == REJECT]
    hold = {key: word for key, word in words.items() if word.action in STATES}
    for key, word in hold.items():
        _hold(result, word, found.get(key))
    _drop(result, {finding.row["id"] for finding in rejected})
    _mirror(result)
    for layer in HOMES:
        result[layer].sort(key=lambda row, layer=layer: home(layer, row) or (10**9, 10**9))
    result["review"] = _summary(result, words, rejected)
    return result


def match(book: Book, words: Mapping[Key, Judgement]) -> dict[Key, Finding]:
    """Which finding each judgement is about: the same stretch and value, else the one most alike in that stretch."""
    there: dict[tuple[str, int | None, int | None], list[Finding]] = {}
    for finding in book:
        there.setdefault((finding.layer, *(finding.home or (None, None))), []).append(finding)
    found: dict[Key, Finding] = {}
    for key in words:
        rows = there.get(key[1:4], [])
        same = next((finding for finding in rows if finding.sha256 == key[4]), None)
        if same is not None:
            found[key] = same
            rows.remove(same)
    for key, word in words.items():
        rows = there.get(key[1:4], [])
        if key not in found and rows:
            best = max(rows, key=lambda finding: _likeness(finding.value, word.payload["machine"]))
            found[key] = best
            rows.remove(best)
    return found


def _likeness(one: Json, other: Json) -> int:
    return sum(one.get(name) == held for name, held in other.items())


def _hold(reading: Json, word: Judgement, finding: Finding | None) -> None:
    """Put the person's value in the place of the machine's; bring a finding back that the machine has lost."""
    decided: Json = word.payload["finding"]
    rows = reading[word.layer]
    if finding is not None:
        place = next(n for n, row in enumerate(rows) if row["id"] == finding.row["id"])
        row = {**finding.row, **_with_ids(reading, decided)}
        rows[place] = row
    else:
        row = {"id": _next_id(reading, word.layer), **_with_ids(reading, decided)}
        rows.append(row)
    now = finding.value if finding is not None else None
    row["review"] = {
        "state": STATES[word.action],
        "judgement": word.number,
        "who": word.who,
        "at": word.decided_at,
        "why": word.why,
        "machine": {name: held for name, held in (now or {}).items() if decided.get(name) != held},
        "changed": now != word.payload["machine"],
        "lost": now is None,
    }


def _with_ids(reading: Json, value: Json) -> Json:
    """A value with the ids that its names and stretches have in this reading."""
    return {
        name: _ids(reading, name, held) if name in REFERENCES else copy.deepcopy(held) for name, held in value.items()
    }


def _ids(reading: Json, name: str, held: Any) -> Any:
    """The ids of names and stretches; a stretch in which nothing is found any more is left out."""
    if isinstance(held, list):
        return [key for key in (_ids(reading, name, one) for one in held) if key is not None]
    if isinstance(held, str):
        return _named(reading, "places" if name in TO_PLACES else "actors", held)
    if held is None:
        return None
    layer, place = held["layer"], tuple(held["at"])
    return next((row["id"] for row in reading[layer] if home(layer, row) == place), None)


def _named(reading: Json, layer: str, name: str) -> str:
    """The id of an actor or place of this name; whom only the person knows is added, without anything but the name."""
    known = next((row["id"] for row in reading[layer] if row["name"] == name), None)
    if known is None:
        known = _next_id(reading, layer)
        reading[layer].append({"id": known, "name": name, **copy.deepcopy(BARE[layer])})
        reading["notes"] = [*reading["notes"], {"about": known, "note": "named by a reviewer, not found in the text"}]
    return str(known)


def _next_id(reading: Json, layer: str) -> str:
    highest = max((int(row["id"][1:]) for row in reading[layer]), default=0)
    return f"{LETTER_OF[layer]}{highest + 1}"


def _drop(reading: Json, keys: set[str]) -> None:
    """Take findings out, and every reference to them; a position without its side or its subject goes with them."""
    if not keys:
        return
    lost = {row["id"] for row in reading["positions"] if row["actor"] in keys or row["on"] in keys}
    gone = keys | lost
    for layer in HOMES:
        reading[layer] = [_freed(row, gone) for row in reading[layer] if row["id"] not in gone]
    reading["notes"] = [note for note in reading["notes"] if note["about"] not in gone]


def _mirror(reading: Json) -> None:
    """Let `events[].figures` say what `figures[].event` says."""
    figures: dict[str, list[str]] = {}
    for figure in reading["figures"]:
        figures.setdefault(figure["event"], []).append(figure["id"])
    for event in reading["events"]:
        event["figures"] = figures.get(event["id"], [])


def _freed(row: Json, gone: set[str]) -> Json:
    freed = dict(row)
    for name in REFERENCES | {"figures"}:
        held = row.get(name)
        if isinstance(held, list):
            freed[name] = [key for key in held if key not in gone]
        elif held in gone:
            freed[name] = None
    return freed


def _summary(reading: Json, words: Mapping[Key, Judgement], rejected: list[Finding]) -> Json:
    states = [row["review"]["state"] for layer in HOMES for row in reading[layer] if "review" in row]
    told = [
        {"layer": word.layer, "judgement": word.number, "who": word.who, "at": word.decided_at, "why": word.why}
        for word in words.values()
        if word.action == REJECT
    ]
    return {
        "accepted": states.count("accepted"),
        "edited": states.count("edited"),
        "rejected": told,
        "still_found": len(rejected),
        "unreviewed": sum(len(reading[layer]) for layer in HOMES) - len(states),
    }
