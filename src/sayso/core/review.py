"""Judgements on what is in a ledger, decided for the command line and the web app alike, and laid over readings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sayso.core.reading import schema
from sayso.errors import OptionError
from sayso.types import Judgement

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.review import Finding

Json = dict[str, Any]


def reviewed_readings(ledger: Ledger, *, as_of: str | None = None) -> Iterator[Json]:
    """The readings of a ledger that count, as persons' decisions leave them (see `sayso.review.apply_judgements`).

    `as_of`: a version of a report that was published after that day replaces nothing.
    """
    from sayso.review import apply_judgements

    decided = judgements_by_text(ledger)
    for reading in ledger.readings(as_of=as_of):
        about = decided.get(reading["report"]["sha256"])
        yield apply_judgements(reading, about) if about else reading


def judgements_by_text(ledger: Ledger) -> dict[str, list[Judgement]]:
    """Every decision, in order, by the hash of the text that it is about."""
    found: dict[str, list[Judgement]] = {}
    for judgement in ledger.judgements():
        found.setdefault(judgement.report_sha256, []).append(judgement)
    return found


def reviewed_reading(ledger: Ledger, report: str) -> Json:
    """The reading of one report with the decisions on it; raises OptionError where the ledger has none of that id."""
    from sayso.review import apply_judgements

    return apply_judgements(*_with_decisions(ledger, report))


def _with_decisions(ledger: Ledger, report: str) -> tuple[Json, list[Judgement]]:
    """The machine's reading of a report, and what was decided on its text."""
    reading = ledger.reading(report)
    if reading is None:
        raise OptionError(report, "the ledger has no reading of such a report")
    return reading, ledger.judgements(reading["report"]["sha256"])


def constraints(ledger: Ledger) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The pairs of events that persons have linked, and those that they have split, by the keys that these have now."""
    from sayso.review import find_constraints

    told = [one for one in ledger.judgements() if one.action in {"link", "split"} or one.undoes is not None]
    return find_constraints(told, reviewed_readings(ledger)) if told else ([], [])


def judge(
    ledger: Ledger,
    action: str,
    keys: Sequence[str],
    *,
    who: str,
    why: str | None = None,
    values: Mapping[str, Any] | None = None,
) -> list[Judgement]:
    """Decide on findings: "accept", "edit" (with the fields' new `values`) or "reject" each of them.

    `keys` are report and finding ("r_x/e1"). In `values`, actors and places are told by their names, spans by
    [start, end]. All are recorded or none. Raises OptionError where there is no such finding or no such value.
    """
    if action not in {"accept", "edit", "reject"}:
        raise OptionError(action, "none of accept, edit and reject")
    return ledger.add_judgements([_decide(ledger, action, key, _named(who), why, values or {}) for key in keys])


def pair(ledger: Ledger, action: str, keys: Sequence[str], *, who: str, why: str | None = None) -> list[Judgement]:
    """Decide that events are one occurrence ("link"), or that the first is another than the rest ("split").

    One judgement, so that one undo takes it back. Raises OptionError where there is no such event.
    """
    if action not in {"link", "split"} or len(keys) < 2:
        raise OptionError(action, "takes two events or more, as in r_x/e1 r_y/e2")
    anchors = [_anchor(ledger, key) for key in keys]
    pairs = [[anchors[0], other] for other in anchors[1:]]
    sha256, start, end = anchors[0]
    judgement = Judgement(
        report_sha256=sha256,
        layer="events",
        span_start=start,
        span_end=end,
        value_sha256="",
        action=action,
        payload={"pairs": pairs},
        who=_named(who),
        why=why,
    )
    return ledger.add_judgements([judgement])


def undo(ledger: Ledger, number: int | None = None, *, who: str, why: str | None = None) -> Judgement:
    """Take back a judgement, or the last of this person's that stands; an undo can be undone, too.

    Raises OptionError where there is nothing to take back.
    """
    from sayso.review import standing

    told = ledger.judgements()
    if number is None:
        own = [judgement for judgement in standing(told) if judgement.who == who]
        if not own:
            raise OptionError("undo", f"{who} has decided nothing that could be taken back")
        taken_back = own[-1]
    else:
        there = [judgement for judgement in told if judgement.number == number]
        if not there:
            raise OptionError("undo", f"there is no judgement {number}")
        taken_back = there[0]
    undoing = replace(taken_back, action="undo", payload={}, who=_named(who), why=why, undoes=taken_back.number)
    return ledger.add_judgements([undoing])[0]


def _named(who: str) -> str:
    if not who.strip():
        raise OptionError("by", "a decision needs the name of who takes it")
    return who.strip()


def _split(key: str) -> tuple[str, str]:
    report, slash, name = key.rpartition("/")
    if not slash:
        raise OptionError(key, "not a finding of a report, such as r_4b9328c014f4e7e4/e1")
    return report, name


def _find(reading: Mapping[str, Any], name: str, key: str) -> Finding:
    from sayso.review import Book

    book = Book(reading)
    if name not in book:
        raise OptionError(key, "the report has no such finding")
    return book.find(name)


def _decide(ledger: Ledger, action: str, key: str, who: str, why: str | None, values: Mapping[str, Any]) -> Judgement:
    from sayso.review import apply_judgements

    report, name = _split(key)
    plain, decided = _with_decisions(ledger, report)
    finding = _find(apply_judgements(plain, decided), name, key)
    earlier = _earlier(decided, finding)
    place = finding.home or (None, None)
    judgement = Judgement(
        report_sha256=plain["report"]["sha256"],
        layer=finding.layer,
        span_start=earlier.span_start if earlier else place[0],
        span_end=earlier.span_end if earlier else place[1],
        value_sha256=earlier.value_sha256 if earlier else finding.sha256,
        action=action,
        payload={
            "finding": _edited(finding, values, plain["report"]["text"]) if action == "edit" else finding.value,
            "machine": _machine(plain, finding, earlier),
        },
        who=who,
        why=why,
    )
    if action == "edit":
        _check(apply_judgements(plain, [*decided, _last(judgement)]), key)
    return judgement


def _last(judgement: Judgement) -> Judgement:
    """The judgement as if it were recorded after all others."""
    return replace(judgement, number=2**31)


def _earlier(decided: Sequence[Judgement], finding: Finding) -> Judgement | None:
    """The judgement that the finding shows already: this one is about the same."""
    review = finding.row.get("review")
    return next((one for one in decided if review is not None and one.number == review["judgement"]), None)


def _machine(plain: Json, finding: Finding, earlier: Judgement | None) -> Any:
    """What the machine says of it at this moment."""
    from sayso.review import Book

    if earlier is None:
        return finding.value
    book, name = Book(plain), finding.row["id"]
    return book.find(name).value if name in book else earlier.payload["machine"]


def _edited(finding: Finding, values: Mapping[str, Any], text: str) -> Json:
    """The value with what the person has changed; a span is given as [start, end]."""
    if not values:
        raise OptionError("edit", "nothing to change is given")
    unknown = sorted(set(values) - set(finding.value))
    if unknown:
        raise OptionError(unknown[0], f"no field of {finding.layer}; these are: {', '.join(finding.value)}")
    return {**finding.value, **{name: _spanned(held, finding.value[name], text) for name, held in values.items()}}


def _spanned(held: Any, before: Any, text: str) -> Any:
    """Spans with their words, where the field holds spans."""
    one = before[0] if isinstance(before, list) and before else before
    if not (isinstance(one, dict) and "quote" in one):
        return held
    spans = held if held and isinstance(held[0], list) else [held]
    try:
        told = [{**one, "start": start, "end": end, "quote": text[start:end]} for start, end in spans]
    except (TypeError, ValueError) as error:
        raise OptionError(str(held), "not a span such as [120, 134]") from error
    return told if isinstance(before, list) else told[0]


def _check(reading: Mapping[str, Any], key: str) -> None:
    """Hold an edited reading to the contract's schema, so that no edit can break what others read."""
    from jsonschema import Draft202012Validator

    plain = {name: _bare(held) for name, held in reading.items() if name != "review"}
    error = next(iter(Draft202012Validator(json.loads(schema("reading"))).iter_errors(plain)), None)
    if error is not None:
        where = ".".join(str(part) for part in list(error.absolute_path)[2:])
        raise OptionError(key, f"{where or 'the value'}: {error.message[:160]}")


def _bare(held: Any) -> Any:
    if not isinstance(held, list):
        return held
    return [{n: v for n, v in row.items() if n != "review"} if isinstance(row, dict) else row for row in held]


def _anchor(ledger: Ledger, key: str) -> list[Any]:
    report, name = _split(key)
    reading = reviewed_reading(ledger, report)
    finding = _find(reading, name, key)
    if finding.layer != "events" or finding.home is None:
        raise OptionError(key, "only events are linked and split")
    return [reading["report"]["sha256"], *finding.home]


def history(ledger: Ledger, report: str | None = None) -> list[Judgement]:
    """Every judgement, undone ones too, or those on one report, in the order in which they were made."""
    return ledger.judgements(None if report is None else reviewed_reading(ledger, report)["report"]["sha256"])
