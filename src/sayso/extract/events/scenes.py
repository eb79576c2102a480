"""What an occurrence takes over from those told before it: a month, a culprit, the place of the scene."""

from __future__ import annotations

from collections import Counter

from sayso.extract.draft import Draft, PlaceDraft
from sayso.extract.events.dating import SCENE, carry_place, month_of, names_unknown_place
from sayso.extract.events.mention import Mention
from sayso.extract.events.occurrences import Occurrence, days_agree, same_speaker

#: Types of deeds that are done at one place.
GROUNDED = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})
#: Modes of attacks from afar, of which one side makes many in a night; a bare "raid" or "strike" may be one.
REMOTE = frozenset({"aerial", "drone", "heavy-weapons", ""})
#: How many mentions back a scene may have been set.
BACK = 12


def set_neighbours(occurrences: list[Occurrence]) -> None:
    """Give an occurrence without a day the month of the one before or after which it is told to be."""
    of = {id(mention): occurrence for occurrence in occurrences for mention in occurrence.mentions}
    for occurrence in occurrences:
        if occurrence.days:
            continue
        for mention in occurrence.mentions:
            near = of.get(id(mention.near))
            time = next((m.time for m in near.mentions if m.time is not None), None) if near is not None else None
            if time is not None and mention.near is not None:
                mention.time = month_of(time)
                mention.notes.append(f"month: it is told as before or after “{mention.near.span.text}”")


def set_culprits(occurrences: list[Occurrence]) -> None:
    """Give an attack without a culprit that of the attack which the same speaker has just told."""
    before: Occurrence | None = None
    for occurrence in occurrences:
        if occurrence.type != "ASSAULT":
            continue
        first = occurrence.mentions[0]
        open_ = not occurrence.actors and not first.kind.counts and first.mode in REMOTE
        if open_ and before is not None and _goes_on(first, before):
            first.actors = list(before.actors)
            first.mode = first.mode or min(before.modes)
            first.notes.append("actors: those of the attack that the same speaker told before")
        before = occurrence


def _goes_on(mention: Mention, before: Occurrence) -> bool:
    """Whether a mention goes on with what the same speaker told just before."""
    close = mention.token.i - before.last.token.i < SCENE
    return close and bool(before.modes & REMOTE) and same_speaker(mention, before.last) and days_agree(mention, before)


def set_scenes(occurrences: list[Occurrence], draft: Draft) -> None:
    """Give a deed without a place that of the scene in which it is told, else that of the report's main scene."""
    main = _main_scene(draft, occurrences)
    known = draft.place_at.keys() | draft.actor_at.keys()
    bare = {id(o.mentions[0]): o for o in occurrences if not o.places and o.mentions[0].reality == "fact"}
    told = sorted((m for o in occurrences for m in o.mentions if _is_grounded(m)), key=lambda m: m.token.i)
    for n, mention in enumerate(told):
        occurrence = bare.get(id(mention))
        if (
            occurrence is None
            or mention.type == "MOBILIZE"
            or any(names_unknown_place(m, known) for m in occurrence.mentions)
        ):
            continue
        place = carry_place(mention, told[max(n - BACK, 0) : n]) or (main if mention.time is None else None)
        if place is not None:
            mention.places.append(place)
            occurrence.places.append(place)
            mention.notes.append(f"place: {place.name} is that of the scene in the sentences before")


def _main_scene(draft: Draft, occurrences: list[Occurrence]) -> PlaceDraft | None:
    """The one place of which the report's attacks tell most, where it stands out."""
    seen: Counter[PlaceDraft] = Counter()
    for occurrence in occurrences:
        for mention in occurrence.mentions:
            if _is_grounded(mention):
                seen.update(place for place in mention.places if place.kind not in {"country", "region"})
    for place in draft.places:
        if place in seen:
            seen[place] += sum(use == "literal" for use in place.uses)
    ranked = seen.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0][0]


def _is_grounded(mention: Mention) -> bool:
    return mention.type in GROUNDED or mention.kind.counts == "displaced"
