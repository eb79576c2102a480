"""Takes readings into a state: pairs are made only in the blocks of what came or went, groups only where links changed.

What comes out is a function of the readings and constraints that the state holds, whatever the order and the portions
in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.link.block import find_keys, is_candidate
from sayso.link.cluster import Constraints, Group, Link, find_groups
from sayso.link.compare import compare
from sayso.link.incidents import incident_id, incident_of
from sayso.link.mentions import read_mentions, read_stances
from sayso.link.reasons import rules
from sayso.link.records import Json, Mention
from sayso.link.shelf import Incident, Shelf

Blocks = Mapping[str, Sequence[str]]
#: So many events at a time find their partners, which bounds what is held at once.
PORTION = 2000


@dataclass(frozen=True, slots=True)
class Changes:
    """Incidents that are new or not what they were, and the ids of those that are no more."""

    made: list[Incident] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def update(
    shelf: Shelf, readings: Iterable[Json] = (), *, removed: Iterable[str] = (), judged: Constraints | None = None
) -> Changes:
    """Take in readings (one of a known report replaces that), forget reports by id, obey these constraints alone."""
    news = {str(reading["report"]["id"]): reading for reading in readings}
    touched = _take(shelf, news, {*news, *removed})
    if judged is not None:
        before = shelf.constraints()
        shelf.put_constraints(judged)
        changed = (judged.must ^ before.must) | (judged.cannot ^ before.cannot)
        touched |= {ref for pair in changed for ref in pair}
    return _regroup(shelf, touched)


def _take(shelf: Shelf, news: Mapping[str, Json], replaced: set[str]) -> set[str]:
    """Change events and links; gives the events that went or came, and those whose links changed."""
    old = shelf.mentions(shelf.refs_of(sorted(replaced)))
    new = {mention.ref: mention for reading in news.values() for mention in read_mentions(reading)}
    keys = sorted({key for mention in (*old.values(), *new.values()) for key in find_keys(mention)})
    leaders = int(rules()["leaders"])
    led, lost = shelf.blocks(keys, leaders), shelf.links_of(old)
    shelf.remove(sorted(replaced))
    shelf.add(new.values(), (stance for reading in news.values() for stance in read_stances(reading)))
    leading = shelf.blocks(keys, leaders)
    dropped = _find_unled(shelf, led, leading)
    shelf.drop_links(dropped)
    found = _find_links(shelf, led, leading, new)
    shelf.put_links(found)
    return {*old, *new, *(ref for link in (*lost, *dropped, *found) for ref in (link.a, link.b))}


def _find_unled(shelf: Shelf, led: Blocks, leading: Blocks) -> list[Link]:
    """Links of events that lead a block no longer, where no other block of the two is led by one of them."""
    deposed = {ref for key, before in led.items() for ref in set(before).difference(leading[key])}
    links = shelf.links_of(sorted(deposed))
    mentions = shelf.mentions({ref for link in links for ref in (link.a, link.b)})
    shared = {link: sorted(find_keys(mentions[link.a]) & find_keys(mentions[link.b])) for link in links}
    leads = shelf.blocks({key for keys in shared.values() for key in keys}, int(rules()["leaders"]))
    return [link for link, keys in shared.items() if not any({link.a, link.b} & set(leads[key]) for key in keys)]


def _find_links(shelf: Shelf, led: Blocks, leading: Blocks, new: Mapping[str, Mention]) -> list[Link]:
    """The likely links of new events, and of those that lead a block only now."""
    promoted: dict[str, set[str]] = defaultdict(set)
    changed = set()
    for key, now in leading.items():
        before = set(led[key])
        fresh = [ref for ref in now if ref not in before or ref in new]
        if fresh:
            changed.add(key)
        for ref in fresh:
            if ref not in new:
                promoted[ref].add(key)
    full = shelf.blocks(sorted(changed), None)
    found: list[Link] = []
    active = [*new, *sorted(promoted)]
    for at in range(0, len(active), PORTION):
        portion = shelf.mentions(active[at : at + PORTION])
        partners = {
            ref: _partners(mention, leading, full) if ref in new else _followers(promoted[ref], full, new)
            for ref, mention in portion.items()
        }
        known = shelf.mentions({other for others in partners.values() for other in others})
        for ref, others in partners.items():
            mine = (link_of(portion[ref], known[x]) for x in others if x != ref and not (x in new and x < ref))
            found += (link for link in mine if link is not None)
    return found


def _partners(mention: Mention, leading: Blocks, full: Blocks) -> set[str]:
    """Those whom a new event meets: of each block the leaders, or everybody where it leads itself."""
    keys = find_keys(mention)
    return {ref for key in keys for ref in (full[key] if mention.ref in leading[key] else leading[key])}


def _followers(keys: Iterable[str], full: Blocks, new: Mapping[str, Mention]) -> set[str]:
    """Those whom an event meets that leads these blocks only now; new events meet it by themselves."""
    return {ref for key in keys for ref in full[key] if ref not in new}


def link_of(one: Mention, other: Mention) -> Link | None:
    """The link of two events, or None where they are not likely one."""
    a, b = (one, other) if one.order < other.order else (other, one)
    if not is_candidate(a, b):
        return None
    likeness = compare(a, b)
    likely = likeness.is_possible and likeness.weight >= float(rules()["threshold"])
    return Link(a.ref, b.ref, likeness.weight) if likely else None


def _regroup(shelf: Shelf, touched: set[str]) -> Changes:
    """Group anew whatever hangs together with these events."""
    judged = shelf.constraints()
    touched |= {ref for link in shelf.links_of(sorted(touched)) for ref in (link.a, link.b)}
    before = {row["id"]: row for row in shelf.incidents_of(sorted(touched))}
    groups = []
    for refs, links in _components(shelf, touched, judged):
        before |= {row["id"]: row for row in shelf.incidents_of(refs)}
        groups += find_groups(shelf.mentions(refs).values(), links, judged)
    ids = {incident_id(group.members[0]): group for group in groups}
    changed = [group for key, group in ids.items() if key not in before or _has_changed(group, before[key], touched)]
    made = _incidents(shelf, changed)
    gone = sorted(before.keys() - ids.keys())
    shelf.replace([*gone, *(row["id"] for row in made if row["id"] in before)], made)
    return Changes(made, gone)


def _incidents(shelf: Shelf, groups: Sequence[Group]) -> list[Incident]:
    reports = {incident_id(group.members[0]): sorted({mention.report for mention in group.members}) for group in groups}
    stances = defaultdict(list)
    for stance in shelf.stances(sorted({report for told in reports.values() for report in told})):
        stances[stance.report].append(stance)
    told = ([s for report in named for s in stances[report]] for named in reports.values())
    return [incident_of(group, found) for group, found in zip(groups, told, strict=True)]


def _has_changed(group: Group, before: Incident, touched: set[str]) -> bool:
    """Whether an incident is not what it was: other events or links, or an event that was read anew."""
    if [mention.ref for mention in group.members] != before["events"] or not touched.isdisjoint(before["events"]):
        return True
    return [(a.ref, b.ref) for a, b, _ in group.links] != [(link["a"], link["b"]) for link in before["links"]]


def _components(shelf: Shelf, touched: set[str], judged: Constraints) -> Iterator[tuple[list[str], list[Link]]]:
    """The events that firm links or must-links connect with these, with all links among them."""
    firm = _Firm(shelf, judged)
    seen: set[str] = set()
    frontier = set(shelf.mentions(touched))
    while frontier:
        seen |= frontier
        beside = firm.beside(frontier)
        frontier = set(shelf.mentions({other for others in beside.values() for other in others} - seen))
    for first in sorted(seen):
        if first not in seen:
            continue
        component: set[str] = set()
        reached = {first}
        while reached:
            component |= reached
            reached = {other for others in firm.beside(reached).values() for other in others} & seen - component
        seen -= component
        yield sorted(component), firm.among(component)


class _Firm:
    """Which links hold components together: the strong ones, and of every event its best few.

    Weak links are many, and would hang together events of years; what is joined in the end, all links of a component
    decide.
    """

    def __init__(self, shelf: Shelf, judged: Constraints) -> None:
        self._shelf = shelf
        self._links: dict[str, list[Link]] = {}
        self._beside: dict[str, set[str]] = {}
        self._must: dict[str, set[str]] = defaultdict(set)
        for one, other in (sorted(pair) for pair in judged.must):
            self._must[one].add(other)
            self._must[other].add(one)

    def beside(self, refs: set[str]) -> dict[str, set[str]]:
        """Those whom firm links or must-links put beside these."""
        new = refs.difference(self._beside)
        self._load(new)
        self._load({ref for name in new for link in self._links[name] for ref in (link.a, link.b)})
        for ref in new:
            firm = (link for link in self._links[ref] if self._is_firm(link))
            self._beside[ref] = self._must[ref] | {other for link in firm for other in (link.a, link.b)}
        return {ref: self._beside[ref] for ref in refs}

    def among(self, refs: set[str]) -> list[Link]:
        """All links with both ends among these."""
        return list({link: None for ref in sorted(refs) for link in self._links[ref] if {link.a, link.b} <= refs})

    def _load(self, refs: set[str]) -> None:
        missing = refs.difference(self._links)
        self._links |= {ref: [] for ref in missing}
        for link in self._shelf.links_of(sorted(missing)):
            for ref in {link.a, link.b} & missing:
                self._links[ref].append(link)
        for ref in missing:
            self._links[ref].sort(key=lambda link: (-link.weight, link.a, link.b))

    def _is_firm(self, link: Link) -> bool:
        best = int(rules()["best"])
        if link.weight >= float(rules()["strong"]):
            return True
        return link in self._links[link.a][:best] or link in self._links[link.b][:best]
