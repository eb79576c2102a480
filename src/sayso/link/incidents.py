"""A group of events as an incident of the contract: accounts side by side, nothing averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

from sayso.link.cluster import Group
from sayso.link.compare import score_of
from sayso.link.names import iso
from sayso.link.reasons import Reason
from sayso.link.records import Mention, Number, Stance, Where

Incident = dict[str, Any]
#: Stances that answer a question; silence is superseded by any of them.
SILENCE = "no_response"
#: Longer stretches say nothing of the day where another account gives one.
FEW_DAYS = 7


def incident_of(group: Group, stances: Iterable[Stance]) -> Incident:
    """A group as plain data; `stances`: at least the positions of its reports."""
    members = group.members
    by_target: dict[str, list[Stance]] = {}
    for stance in stances:
        by_target.setdefault(stance.on, []).append(stance)
    start, end = _days(members)
    return {
        "id": incident_id(members[0]),
        "events": [member.ref for member in members],
        "type": _commonest(
            [member.type for member in members if member.status != "planned"] or [m.type for m in members]
        ),
        "mode": _commonest([member.mode for member in members if member.mode]),
        "places": _places(members),
        "start": start,
        "end": end,
        "figures": _figures(members),
        "positions": _positions(members, by_target),
        "links": [_link(*link) for link in group.links],
    }


def incident_id(first: Mention) -> str:
    """Named after its first event, by day of publication: the same while it grows by reports that come out later."""
    return "i_" + blake2b(first.key.encode(), digest_size=6).hexdigest()


def _commonest(values: Sequence[str]) -> str | None:
    """The value that most accounts have; of equally many the first."""
    counts = Counter(values)
    return max(counts, key=lambda value: (counts[value], -values.index(value))) if counts else None


def _places(members: Sequence[Mention]) -> list[dict[str, Any]]:
    """Every place that an account names, once, the first entry of each that is resolved."""
    found: dict[str, dict[str, Any]] = {}
    for member in members:
        for place in member.places:
            told = found.get(place.name)
            if told is None or (told["lat"] is None and place.lat is not None):
                found[place.name] = _place(place)
    return list(found.values())


def _place(place: Where) -> dict[str, Any]:
    told = {"name": place.told, "kind": place.kind, "country": place.country, "admin1": place.admin1}
    return told | {"lat": place.lat, "lon": place.lon, "gazetteer": place.gazetteer}


def _days(members: Sequence[Mention]) -> tuple[str | None, str | None]:
    """From the earliest to the latest day that an account gives; a month counts only where nobody gives a day."""
    known = [(m.first, m.last) for m in members if m.first is not None and m.last is not None]
    exact = [(first, last) for first, last in known if last - first < FEW_DAYS] or known
    if not exact:
        return None, None
    return iso(min(first for first, _ in exact)), iso(max(last for _, last in exact))


# --- figures --------------------------------------------------------------------------------------------------


def _figures(members: Sequence[Mention]) -> list[dict[str, Any]]:
    """The claims of each kind, oldest first, and the range of those that still stand and are not part of another."""
    claims: dict[str, list[tuple[Mention, Number]]] = {}
    for member in members:
        for number in member.numbers:
            claims.setdefault(number.kind, []).append((member, number))
    return [_figure(kind, sorted(found, key=_age)) for kind, found in sorted(claims.items())]


def _age(claim: tuple[Mention, Number]) -> tuple[tuple[int, str, int], str]:
    member, number = claim
    return member.order, number.ref


def _figure(kind: str, claims: Sequence[tuple[Mention, Number]]) -> dict[str, Any]:
    rows = [_claim(claim, claims[at + 1 :]) for at, claim in enumerate(claims)]
    standing = [number for (_, number), row in zip(claims, rows, strict=True) if row["superseded_by"] is None]
    whole = [number for number in standing if not number.is_part] or standing
    lows = [number.low for number in whole if number.low is not None]
    ends = [end for number in whole for end in (number.low, number.high) if end is not None]
    return {"kind": kind, "low": min(lows, default=None), "high": max(ends, default=None), "claims": rows}


def _claim(claim: tuple[Mention, Number], later: Sequence[tuple[Mention, Number]]) -> dict[str, Any]:
    member, number = claim
    return {
        "figure": number.ref,
        "speaker": number.speaker,
        "report": member.report,
        "published": None if member.published is None else iso(member.published),
        "superseded_by": _successor(claim, later),
        "low": number.low,
        "high": number.high,
        "qualifier": number.qualifier,
        "who": number.who,
        "part": number.is_part,
    }


def _successor(claim: tuple[Mention, Number], later: Sequence[tuple[Mention, Number]]) -> str | None:
    """The next figure in a later report by the same speaker (the outlet itself counts as one), for the same people."""
    member, number = claim
    for other, figure in later:
        if other.report == member.report or figure.is_part != number.is_part or not _is_later(member, other):
            continue
        if figure.voice == number.voice and (not number.is_part or figure.who == number.who):
            return figure.ref
    return None


def _is_later(one: Mention, other: Mention) -> bool:
    return one.published is not None and other.published is not None and other.published > one.published


# --- positions and links --------------------------------------------------------------------------------------


def _positions(members: Sequence[Mention], stances: dict[str, list[Stance]]) -> list[dict[str, Any]]:
    """What every side says about the events, or about the statements that put them forward; each once, oldest first."""
    targets = dict.fromkeys(ref for member in members for ref in (member.ref, *sorted(member.said_by)))
    found = {stance.ref: stance for target in targets for stance in stances.get(target, ())}
    ordered = sorted(found.values(), key=lambda stance: (stance.published or "9999", stance.report, stance.ref))
    return [
        {
            "actor": stance.actor,
            "stance": stance.stance,
            "report": stance.report,
            "published": stance.published,
            "superseded_by": _answer(stance, ordered),
            "position": stance.ref,
            "blames": stance.blames,
        }
        for stance in ordered
    ]


def _answer(stance: Stance, others: Sequence[Stance]) -> str | None:
    """The later position of the same side that supersedes this one: an answer to silence, a change of mind."""
    for other in others:
        is_later = other.published is not None and stance.published is not None and other.published > stance.published
        if is_later and other.side == stance.side and _replaces(other.stance, stance.stance):
            return other.ref
    return None


def _replaces(new: str, old: str) -> bool:
    facts = {"asserts", "denies", "confirms"}
    if old == SILENCE:
        return new != SILENCE
    return (new != old and {new, old} <= facts) or {new, old} == {"welcomes", "rejects"}


def _link(a: Mention, b: Mention, reasons: Sequence[Reason]) -> dict[str, Any]:
    score = round(score_of(sum(reason.weight for reason in reasons)), 3)
    return {"a": a.ref, "b": b.ref, "score": score, "because": [reason.to_dict() for reason in reasons]}
