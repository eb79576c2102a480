"""Measures: what is in force over time. A closed border, suspended trade, sanctions, a truce, a curfew, an alert.

A measure is told by a noun ("a night curfew"), by a verb with what it stops ("suspended trade", "kept the crossings
shut"), or by a verb of its own ("expelled two diplomats"). Every mention of the same kind by the same side is the same
measure, and the last state told is its state. What is only proposed, demanded or threatened is none, nor are sieges and
roadblocks. Fills `draft.measures`; the words are in `data/measures.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.around import government_at, is_national, sides_in_play
from sayso.extract.draft import ActorDraft, Draft, MeasureDraft, draft_of, mark
from sayso.extract.measures.nouns import known_nouns, noun_mention, pause_mention, process_mention
from sayso.extract.measures.told import ANNOUNCED, IN_FORCE, KNOWN, LIFTED, Mention, is_day, words
from sayso.extract.measures.verbs import (
    adjective_mention,
    designated_mention,
    order_mention,
    own_verb_mention,
    verb_mention,
    with_particle,
)
from sayso.extract.measures.who import fill_from_events
from sayso.extract.syntax import find_words
from sayso.extract.thirds import all_mediators


@Language.factory("sayso_measures", requires=["token.dep", "token.lemma"], assigns=["doc.spans", "doc._.sayso"])
def create_measures(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_measures


def find_measures(doc: Doc) -> Doc:
    """Fill `draft.measures`, and the span group `sayso/measures`."""
    draft = draft_of(doc)
    told = [mention for mention in _mentions(doc, draft) if mention is not None]
    for mention in told:
        mention.places = _places(draft, mention)
    thirds = all_mediators(draft, doc) if told else []
    sides = [side for side in sides_in_play(draft) if side not in thirds] if told else []
    fill_from_events(draft, told, sides[:3])
    for group in _groups(told):
        _add(draft, group, sides)
    mark(doc, "measures", [measure.what for measure in draft.measures])
    return doc


@cache
def _stops() -> frozenset[str]:
    """The verbs that stop something, or end that."""
    return frozenset(
        words("stop", "any") | words("stop", "closing") | words("undo", "verbs") | words("stop", "keeping")
    )


@cache
def _telling() -> frozenset[str]:
    """Every word that can tell of a measure."""
    paths = (("stop", "nouns"), ("undo", "nouns"), ("stop", "closed"), ("stop", "pauses"), ("expelled", "ordering"))
    listed = (word for path in (*paths, ("designated", "verbs")) for word in words(*path))
    own = (verb.partition("_")[0] for verb in words("verbs"))
    return frozenset({*_stops(), *listed, *known_nouns(), *own})


def _mentions(doc: Doc, draft: Draft) -> Iterator[Mention | None]:
    """Every mention, in the order of the text."""
    own, nouns = words("verbs"), known_nouns()
    stopping = words("stop", "nouns") | words("undo", "nouns") | words("stop", "pauses")
    for token in (doc[i] for i in find_words(doc, _telling()) if draft.body[i]):
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB":
            name = next((name for name in (with_particle(token).lower(), lemma) if name in own), None)
            if name is not None:
                yield own_verb_mention(draft, token, name)
            elif lemma in _stops() and (told := verb_mention(draft, token)) is not None:
                yield told
            elif lemma in words("expelled", "ordering") | words("designated", "verbs"):
                yield order_mention(draft, token) or designated_mention(draft, token)
        elif lemma in nouns or lemma in stopping:
            told = pause_mention(draft, token) if lemma in words("stop", "pauses") else None
            told = told or noun_mention(draft, token, nouns.get(lemma, []))
            yield told or (process_mention(draft, token) if lemma in stopping else None)
        elif token.lower_ in words("stop", "closed"):
            yield adjective_mention(draft, token)


def _groups(told: list[Mention]) -> list[list[Mention]]:
    """Mentions of one measure: of one kind (of one topic, where the kind says little), by one side, toward one side.

    One that names no side joins the first of its kind, and a side joins what nobody was named for; a mutual measure
    is one whoever is named with it.
    """
    groups: list[list[Mention]] = []
    by_kind: dict[tuple[str, str], list[list[Mention]]] = {}
    for mention in told:
        if mention.kind == KNOWN:
            if groups and _may_mean(mention, groups[-1][-1]):
                groups[-1].append(mention)
            continue
        known = by_kind.setdefault((mention.kind, mention.about if mention.kind == "other" else ""), [])
        group = next((group for group in known if _is_same(group, mention)), None)
        if group is None:
            group = []
            known.append(group)
            groups.append(group)
        group.append(mention)
    return groups


def _places(draft: Draft, mention: Mention) -> frozenset[int]:
    """Which crossings a closure is of, and which towns a curfew."""
    wanted = words("says", "of_places").get(mention.kind, ())
    found = (draft.place_at.get(token.i) for token in mention.what)
    return frozenset(id(place) for place in found if place is not None and place.kind in wanted)


def _may_mean(mention: Mention, last: Mention) -> bool:
    """Whether "the ban", or "it" in the same sentence, means the measure told last."""
    return mention.what[-1].lower_ not in {"it", "them"} or mention.what.sent == last.what.sent


def _is_same(group: list[Mention], mention: Mention) -> bool:
    if mention.kind in words("says", "mutual"):
        return _is_mutual(group, mention)
    places = [other.places for other in group if other.places]
    if mention.places and places and not any(mention.places & known for known in places):
        return False
    sides = {id(other.by) for other in group if other.by is not None}
    targets = {id(other.toward) for other in group if other.toward is not None}
    by_same = mention.by is None or not sides or id(mention.by) in sides
    return by_same and (mention.toward is None or not targets or id(mention.toward) in targets)


def _is_mutual(group: list[Mention], mention: Mention) -> bool:
    """Whether two truces can be one: not where each names sides, and they have none in common."""
    named = {id(side.side()) for side in (mention.by, mention.toward) if side is not None}
    known = {id(side.side()) for m in group for side in (m.by, m.toward) if side is not None}
    return not named or not known or bool(named & known)


def _add(draft: Draft, group: list[Mention], sides: list[ActorDraft]) -> None:
    """The entry of a measure: told where it is told most plainly, in the last state, with what any mention adds."""
    named = [mention for mention in group if mention.kind != KNOWN]
    best = max(named, key=lambda mention: (mention.weight, -mention.what.start))
    last = max(group, key=lambda mention: (not mention.is_before, mention.weight > 1, mention.what.start))
    by = best.by or next((mention.by for mention in group if mention.by is not None), None)
    measure = MeasureDraft(
        kind=best.kind,
        what=best.what,
        by=by,
        toward=best.toward or next((m.toward for m in group if m.toward is not None and m.toward is not by), None),
        from_=next((mention.from_ for mention in group if mention.from_ is not None), None),
        to=next((mention.to for mention in group if mention.to is not None), None),
        state=last.state,
        said_by=best.said_by,
    )
    if best.kind in words("says", "at_home"):
        measure.toward = None
    draft.measures.append(measure)
    _explain(draft, group, best, measure)
    if best.kind in words("says", "mutual") and (measure.by is None or measure.toward is None):
        _fill_parties(draft, measure, sides)
    if best.kind in words("says", "domestic") and measure.by is None:
        _fill_taker(draft, measure)
    days = next((mention.days for mention in group if mention.days), 0)
    if days and measure.to is None and measure.from_ is not None and is_day(measure.from_) and measure.state != LIFTED:
        measure.to = (date.fromisoformat(measure.from_) + timedelta(days=days)).isoformat()
    if measure.state == IN_FORCE and measure.to is not None and _is_over(draft, measure.to):
        measure.state = LIFTED
    if measure.state == IN_FORCE and measure.from_ is not None and _is_ahead(draft, measure.from_):
        measure.state = ANNOUNCED


def _explain(draft: Draft, group: list[Mention], best: Mention, measure: MeasureDraft) -> None:
    """Note which mentions are the measure, and what each says of its state."""
    if draft.reasons is None:
        return
    for mention in group:
        rule = "measures.told" if mention is best else "measures.again"
        draft.because(rule, measure.what, f"{mention.kind} {mention.state}", "measures.toml", mention.what)
    for side in ("by", "toward"):
        actor = getattr(measure, side)
        if actor is not None:
            draft.because(f"measures.{side}", measure.what, actor.name)


def _is_over(draft: Draft, day: str) -> bool:
    """Whether a day, month or year had passed when the report came out."""
    return draft.published is not None and day < draft.published.isoformat()[: len(day)]


def _is_ahead(draft: Draft, day: str) -> bool:
    """Whether a day, month or year had not begun when the report came out."""
    return draft.published is not None and day.partition("/")[0] > draft.published.isoformat()[: len(day)]


def _fill_taker(draft: Draft, measure: MeasureDraft) -> None:
    """The government of the country in which a curfew or an emergency is told, where nobody is named with it."""
    near = [measure.what.sent, *(measure.what.doc[i].sent for i in (measure.what.sent.start - 1,) if i >= 0)]
    for sentence in near:
        taker = government_at(draft, sentence)
        if taker is not None and (measure.kind == "curfew" or is_national(draft, taker)):
            measure.by = taker
            draft.notes.append((measure, "nobody is named who took it; the government of the country where it is told"))
            return


def _fill_parties(draft: Draft, measure: MeasureDraft, sides: list[ActorDraft]) -> None:
    """The sides of a mutual measure that are not told with it: those the report is about, a government first."""
    rest = [side for side in sides[:2] if side is not measure.by and side is not measure.toward]
    rest.sort(key=lambda side: side.kind != "government")
    if measure.by is None and rest:
        measure.by = rest.pop(0)
    if measure.toward is None and rest:
        measure.toward = rest.pop(0)
    draft.notes.append((measure, "its sides are not told with it; the two that the report names most"))
