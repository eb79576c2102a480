"""What happened, is said to have happened, or is announced: PLOVER 2.0 events, one for each occurrence and account.

Event words (triggers) stand in a clause that makes them fact, plan or fancy (standing, context), have participants
(arguments), a day and a place (dating), and somebody who puts them forward (voices). Mentions of one occurrence are
brought together (occurrences) and kept apart again by account (accounts).
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import ActorDraft, Draft, EventDraft, draft_of, mark
from sayso.extract.events.accounts import Account, find_accounts, make_event
from sayso.extract.events.arguments import Arguments
from sayso.extract.events.clause import forget
from sayso.extract.events.context import find_no_news
from sayso.extract.events.dating import assign
from sayso.extract.events.mention import Mention, Voices
from sayso.extract.events.numbers import count
from sayso.extract.events.occurrences import find_occurrences
from sayso.extract.events.scenes import set_announced, set_besiegers, set_culprits, set_days, set_neighbours, set_scenes
from sayso.extract.events.standing import judge
from sayso.extract.events.triggers import find_mentions
from sayso.extract.events.voices import attribute


@Language.factory("sayso_events", requires=["token.dep"], assigns=["doc.spans", "doc._.sayso"])
def create_events(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_events


def find_events(doc: Doc) -> Doc:
    """Fill `draft.events`."""
    draft = draft_of(doc)
    mentions, two = read_mentions(doc, draft)
    occurrences = find_occurrences(mentions)
    set_neighbours(occurrences)
    set_announced(occurrences)
    set_culprits(occurrences)
    set_besiegers(occurrences)
    set_days(occurrences, draft)
    set_scenes(occurrences, draft)
    events = []
    for occurrence in occurrences:
        for account in find_accounts(occurrence, two):
            if account.tells:
                event = make_event(account, occurrence)
                events.append(event)
                draft.notes += [(event, note) for m in account.mentions for note in m.notes if _holds(note, m, event)]
                _explain(draft, account, event)
            else:
                draft.against("events.tells_nothing", account.mentions[0].span)
    draft.events = sorted(events, key=lambda event: event.anchor.start)
    taking_part = dict.fromkeys(actor for event in events for actor in (*event.actors, *event.recipients))
    draft.actors += [actor for actor in taking_part if actor not in draft.actors]
    forget(doc)
    mark(doc, "events", [event.anchor for event in draft.events])
    return doc


def _explain(draft: Draft, account: Account, event: EventDraft) -> None:
    """Note what became of the mentions of an account, and in which words each of its parties stands."""
    if draft.reasons is None:
        return
    told = [m.span for m in account.mentions if m.span is not event.anchor]
    rule = f"events.{event.status}"
    draft.because(rule, event.anchor, event.status, "", *(s.cue for s in event.said_by))
    if told:
        draft.because("events.one_account", event.anchor, f"{len(told) + 1} mentions", "", *told)
    for name in ("actors", "recipients", "places"):
        for party in getattr(event, name):
            near = [m for m in account.mentions if party in getattr(m, name)]
            at = near[0].span if near else event.anchor
            words = [span for span in party.mentions if span.sent.start == at.sent.start]
            draft.because(f"events.{name}", at, party.name, "", *words[:1])
    if event.start is not None:
        times = [m.time.span for m in account.mentions if m.time is not None and m.time.start == event.start]
        draft.because("events.day", event.anchor, event.start, "", *times[:1])


def _holds(note: str, mention: Mention, event: EventDraft) -> bool:
    """Whether what a note explains of a mention became part of its event."""
    return not note.startswith("actors") or set(mention.actors) <= set(event.actors)


def read_mentions(doc: Doc, draft: Draft) -> tuple[list[Mention], tuple[ActorDraft, ActorDraft] | None]:
    """Every mention that tells an event, with all that its sentence says about it; and the two sides of the report."""
    in_times = {token.i for time in draft.times for token in time.span}  # "3 March" is no march
    mentions = [mention for mention in find_mentions(doc, draft) if mention.token.i not in in_times]
    _judge(doc, draft, mentions)
    voices = Voices(draft)
    assign(draft, voices, mentions)
    standing = unfold(attribute(draft, voices, mentions))
    arguments = Arguments(doc, draft, voices)
    for mention in standing:
        arguments.fill(mention)
        count(mention)
    arguments.complete(standing)
    return standing, arguments.parties.two


def _judge(doc: Doc, draft: Draft, mentions: list[Mention]) -> None:
    """Settle for each mention whether it tells a fact, a plan, a condition or none of these."""
    no_news = find_no_news(mentions)
    cues = {token.i for statement in draft.statements for token in statement.cue}
    anchors = _anchors(doc, draft)
    for mention in mentions:
        under = no_news.get(id(mention))
        judge(mention, under is not None, any(token.i in anchors for token in mention.token.sent), cues)
        if under is not None:
            draft.against("events.context", mention.span, under.kind, f"context.toml [{under.scope}]")
        else:
            draft.because("events.standing", mention.span, mention.reality, "standing.toml")


def _anchors(doc: Doc, draft: Draft) -> set[int]:
    """The tokens (by index) of named places and actors, and of days."""
    days = {token.i for time in draft.times if time.type in {"DATE", "TIME"} and time.start for token in time.span}
    return days | {i for i in (*draft.place_at, *draft.actor_at) if doc[i].pos_ == "PROPN"}


def unfold(mentions: list[Mention]) -> list[Mention]:
    """Without the words that another event's frame holds; where that one is no event, what it presupposes stays."""
    standing = set(mentions)
    by_token = {mention.token.i: mention for mention in mentions}
    kept = []
    for mention in mentions:
        above = mention.within or _promise_above(mention, by_token)
        if above is None or (above not in standing and (mention.is_definite or mention.kind.counts)):
            kept.append(mention)
        elif above in standing:
            above.absorbed.append(mention.span)
            if not above.mode and above.type == mention.type:
                above.mode = mention.mode
            elif mention.mode == "cyber" and not above.mode:  # "launched a hacking attack"
                above.kind, above.mode = mention.kind, mention.mode
    return kept


def _promise_above(mention: Mention, by_token: dict[int, Mention]) -> Mention | None:
    """The agreement or concession of which a mention tells the content: "agreed to open talks"."""
    token = mention.token
    above = by_token.get(token.head.i) if token.dep_ == "xcomp" else None
    return above if above is not None and {above.type, mention.type} <= {"AGREE", "CONCEDE"} else None


__all__ = ["create_events", "find_events"]
