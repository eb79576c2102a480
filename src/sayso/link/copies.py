"""Which reports are one source: near-duplicates, wire copies under other titles, reports of one outlet or agency.

Precision comes first: two newsrooms that write on one press statement are two. So quotations, which belong to those
who are quoted, are left out before words are compared; what counts is the share of the shorter report's own words that
stand in runs which the other has, too. Candidates come from winnowed fingerprints (Schleimer, Wilkerson and Aiken,
SIGMOD 2003) in an index that looks up a bounded number of reports for each, so that cost grows with the reports.
Who copied whom is not judged.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sayso.parties import plain, side_key
from sayso.rules import load_toml

Json = Mapping[str, Any]
WORD = re.compile(r"\w+(?:['’]\w+)*")
MASK = (1 << 64) - 1
#: Odd constants that spread the hashes (the golden ratio, and MurmurHash3's finaliser).
SPREAD, FINAL = 0x9E3779B97F4A7C15, 0xFF51AFD7ED558CCD
UNNAMED = "agencies that are not named"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two reports of which one shares so much of its own words with the other that they count as one source."""

    a: str
    b: str
    share: float


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency that a report names as its source: the comparable key, and the words that say so."""

    key: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two reports are not independent: `feature` is words, agency or outlet; `share` only for words."""

    a: str
    b: str
    feature: str
    told: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Source:
    """Reports that count as one source, oldest first, and why."""

    reports: tuple[str, ...]
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one report comes from: its outlet, and the agencies that it credits."""

    report: str
    published: str
    day: date | None
    outlet: str | None
    publisher: str
    credits: tuple[Credit, ...]


class Copies:
    """An index of reports that grows report by report, and says which of them are independent sources."""

    def __init__(self) -> None:
        self.rules = load_toml("copies.toml")["words"]
        self.origins: dict[str, Origin] = {}
        self.ties: list[Tie] = []
        self._shares: dict[tuple[str, str], float] = {}
        self._first: dict[str, str] = {}
        self._shingles: dict[str, array[int]] = {}
        self._prints: dict[str, int] = {}
        self._posted: dict[int, deque[str]] = {}

    def add(self, report: Json) -> list[Tie]:
        """Take a report in (id, publisher, published, text); the ties that it has to those taken before."""
        key, text = str(report["id"]), str(report.get("text") or "")
        if key in self.origins:
            return []
        self.origins[key] = _origin(report)
        shingles = find_shingles(text)
        prints = winnow(shingles, int(self.rules["window"]))
        found = self._compare(key, shingles, prints) if len(shingles) >= int(self.rules["least"]) else []
        self._post(key, shingles, prints)
        self._join(key, found)
        self.ties += found
        self._shares |= {(tie.a, tie.b): tie.share for tie in found}
        return found

    def group(self, reports: Iterable[str]) -> list[Source]:
        """Some of the reports as sources that are independent of each other."""
        known = [self.origins[report] for report in dict.fromkeys(reports) if report in self.origins]
        ordered = sorted(known, key=lambda origin: (origin.published, origin.report))
        reasons = list(self._reasons(ordered))
        groups = _components([origin.report for origin in ordered], [(r.a, r.b) for r in reasons])
        return [
            Source(tuple(group), tuple(reason for reason in reasons if reason.a in group and reason.b in group))
            for group in groups
        ]

    def _compare(self, key: str, shingles: array[int], prints: frozenset[int]) -> list[Tie]:
        """The reports that share enough of their words, out of those that share some fingerprints."""
        shared = Counter(report for mark in prints for report in self._posted.get(mark, ()))
        found = []
        for report, marks in sorted(shared.items()):
            is_likely = marks >= max(2, float(self.rules["copy"]) / 3 * min(len(prints), self._prints[report]))
            if is_likely and self._is_near(key, report):
                share = share_of_words(shingles, self._shingles[report], int(self.rules["shingle"]))
                if share >= float(self.rules["copy"]):
                    found.append(Tie(report, key, round(share, 2)))
        return found

    def _is_near(self, one: str, other: str) -> bool:
        """Whether two reports are of the same days, or of days that nobody knows."""
        days = [origin.day for origin in (self.origins[one], self.origins[other])]
        return None in days or abs((days[0] - days[1]).days) <= int(self.rules["days"])  # type: ignore[operator]

    def _post(self, key: str, shingles: array[int], prints: frozenset[int]) -> None:
        if len(shingles) < int(self.rules["least"]):
            return
        self._shingles[key], self._prints[key] = shingles, len(prints)
        for mark in prints:
            self._posted.setdefault(mark, deque(maxlen=int(self.rules["most"]))).append(key)

    def _join(self, key: str, ties: Sequence[Tie]) -> None:
        """Note the first report of the texts that are tied together."""
        heads = {self._head(tie.a) for tie in ties} | {key}
        first = min(heads, key=lambda report: (self.origins[report].published, report))
        for head in heads:
            self._first[head] = first

    def _head(self, report: str) -> str:
        while self._first.get(report, report) != report:
            report = self._first[report]
        return report

    def _reasons(self, ordered: Sequence[Origin]) -> Iterator[Reason]:
        """Why reports belong together, each tied to the oldest of its kind."""
        oldest: dict[tuple[str, str], str] = {}
        for origin in ordered:
            features = [("words", self._head(origin.report), "")]
            features += [("outlet", origin.outlet, origin.publisher)] if origin.outlet else []
            features += [("outlet", credit.key, credit.name) for credit in origin.credits]
            for feature, key, told in features:
                other = oldest.setdefault((feature, key), origin.report)
                if other == origin.report:
                    continue
                share = self._shares.get((other, origin.report)) or self._shares.get((origin.report, other))
                named = feature if feature == "words" or not self._is_credited(key, other, origin) else "agency"
                yield Reason(other, origin.report, named, told or _words(share), share if feature == "words" else None)

    def _is_credited(self, key: str, other: str, origin: Origin) -> bool:
        return any(credit.key == key for credit in (*origin.credits, *self.origins[other].credits))


def find_sources(reports: Iterable[Json]) -> Copies:
    """The index of some reports, the same for any order of them."""
    copies = Copies()
    for report in sorted(reports, key=lambda report: (str(report.get("published") or "9"), str(report["id"]))):
        copies.add(report)
    return copies


def _words(share: float | None) -> str:
    return "shared words" if share is None else f"shared words, share {share:.2f}"


def _components(nodes: Sequence[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The nodes in groups that pairs connect, in the order of the nodes."""
    group = {node: [node] for node in nodes}
    for a, b in pairs:
        if group[a] is not group[b]:
            group[a] += group[b]
            for node in group[b]:
                group[node] = group[a]
    order = {node: n for n, node in enumerate(nodes)}
    unique = {id(members): sorted(members, key=order.__getitem__) for members in group.values()}
    return sorted(unique.values(), key=lambda members: order[members[0]])


# --- words ------------------------------------------------------------------------------------------------------


def find_shingles(text: str) -> array[int]:
    """The hashes of all runs of words of a text, quotations left out, in order."""
    size = int(load_toml("copies.toml")["words"]["shingle"])
    found = array("Q")
    for piece in _outside_quotations(text):
        hashes = [zlib.crc32(word.encode()) + 1 for word in WORD.findall(piece.casefold())]
        for start in range(len(hashes) - size + 1):
            value = 0
            for word in hashes[start : start + size]:
                value = ((value ^ word) * SPREAD + 1) & MASK
            found.append(((value ^ value >> 33) * FINAL) & MASK)
    return found


@cache
def _quotation() -> re.Pattern[str]:
    longest = int(load_toml("copies.toml")["words"]["longest_quotation"])
    return re.compile(rf"[“„«][^“„«”»]{{1,{longest}}}[”»]|\"[^\"\n]{{1,{longest}}}\"")


def _outside_quotations(text: str) -> list[str]:
    return _quotation().split(text)


def winnow(shingles: Sequence[int], window: int) -> frozenset[int]:
    """The smallest hash of every window of a text: its fingerprints."""
    if len(shingles) <= window:
        return frozenset(shingles)
    return frozenset(min(shingles[start : start + window]) for start in range(len(shingles) - window + 1))


def share_of_words(one: Sequence[int], other: Sequence[int], size: int) -> float:
    """The share of the shorter text's words that stand in runs of `size` words which the other has, too."""
    short, long = sorted((one, other), key=len)
    known = set(long)
    covered, end = 0, 0
    for start, value in enumerate(short):
        if value in known:
            covered += start + size - max(end, start)
            end = start + size
    return covered / (len(short) + size - 1) if short else 0.0


# --- outlets and agencies ---------------------------------------------------------------------------------------


def outlet_key(name: str) -> str:
    """The comparable name of an outlet or agency."""
    known = _agencies().get(plain(name), name)
    return side_key(known, "media", None)


@cache
def _agencies() -> dict[str, str]:
    """An agency's usual name by the plain form of each of its names."""
    table = load_toml("copies.toml")["agencies"]
    return {plain(alias): name for name, aliases in table.items() for alias in (name, *aliases)}


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Where credits stand: in a dateline, before a dash; in a line that names its sources."""
    rules = load_toml("copies.toml")
    names = sorted((name for key, all_ in rules["agencies"].items() for name in (key, *all_)), key=len, reverse=True)
    name = "|".join(map(re.escape, names))
    unnamed = "|".join(map(re.escape, sorted(rules["credits"]["unnamed"], key=len, reverse=True)))
    listed = rf"(?P<who>(?:[\w.&’' -]{{0,40}}?\b)?(?:{name}|(?i:{unnamed}))(?:(?:,| and| &|/)[\w.&’' -]{{1,40}})*)"
    return (
        re.compile(r"^[^\n()]{0,90}\((?P<who>[^()\n]{2,60})\)\s*(?:[-–—]|:\s)", re.MULTILINE),
        re.compile(rf"^[A-Z][^\n()]{{0,60}}?[,:\s](?P<who>(?:{name}))\s*[-–—]\s", re.MULTILINE),
        re.compile(rf"^(?:By |[-–—] ?|\()?(?P<who>(?:[Tt]he )?(?:{name}))\)?[.]?\s*$", re.MULTILINE),
        re.compile(rf"\b(?i:{rules['credits']['before']})\s+{listed}(?=[.)\s]*(?:\n|$))", re.MULTILINE),
        re.compile(rf"(?:^|[.\n(]\s*){listed}\s+(?i:{rules['credits']['after']})", re.MULTILINE),
    )


def find_credits(text: str, publisher: str | None = None) -> tuple[Credit, ...]:
    """The agencies that a report credits: in its dateline, under its title or in its last lines."""
    reach = int(load_toml("copies.toml")["credits"]["reach"])
    body = _body_start(text)
    ends = ((0, body + reach), (max(body, len(text) - reach), len(text)))
    found: dict[str, Credit] = {}
    own = outlet_key(publisher) if publisher else None
    for n, form in enumerate(_forms()):
        for low, high in ends[:1] if n < 2 else ends:
            for match in form.finditer(text, low, high):
                for credit in _credited(match, anyone=n == 0):
                    if credit.key != own:
                        found.setdefault(credit.key, credit)
    return tuple(found.values())


def _body_start(text: str) -> int:
    """Where the text begins, after a title line."""
    end = text.find("\n")
    return end + 1 if 0 <= end < 300 else 0


def _credited(match: re.Match[str], *, anyone: bool) -> Iterator[Credit]:
    """The agencies named in a credit; in a dateline, anybody in brackets is its source."""
    unnamed = {plain(word) for word in load_toml("copies.toml")["credits"]["unnamed"]}
    for part in re.split(r",|/| and | & ", match["who"]):
        name = part.strip()
        at = match.start("who")
        if plain(name) in unnamed:
            yield Credit(UNNAMED, UNNAMED, at, match.end("who"))
        elif plain(name) in _agencies() or (anyone and _is_name(name)):
            yield Credit(outlet_key(name), _agencies().get(plain(name), name), at, match.end("who"))


def _is_name(name: str) -> bool:
    """Whether words in a dateline's brackets are a name, and no remark such as "local time"."""
    words = name.split()
    return bool(words) and all(word[:1].isupper() or word in {"of", "the", "de", "for"} for word in words)


def _day(published: object) -> date | None:
    try:
        return date.fromisoformat(str(published))
    except ValueError:
        return None


def _origin(report: Json) -> Origin:
    publisher = str(report.get("publisher") or "")
    text = str(report.get("text") or "")
    return Origin(
        report=str(report["id"]),
        published=str(report.get("published") or "9"),
        day=_day(report.get("published")),
        outlet=outlet_key(publisher) if publisher else None,
        publisher=publisher,
        credits=find_credits(text, publisher),
    )
