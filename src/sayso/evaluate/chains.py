"""Annotated sets whose event mentions say which of them are one event across articles (ECB+, MEANTIME), as stories.

The mentions are given; what is known of each, but for its words, is what a reading finds there: type, parties, places
and day of an event that overlaps it. A mention that is no event of a reading has the lemma of its head for a type, so
that it can only be one with mentions of that lemma. An article's topic is its `meta.topic` or `meta.corpus`.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from sayso.evaluate.sets import Annotation, Article
from sayso.evaluate.told import Json, Story
from sayso.pipeline import Reader


def read_chains(articles: Iterable[Article], reader: Reader) -> list[Story]:
    """A story for each topic; `heads` has the lemma of each mention's head."""
    stories: dict[str, Story] = {}
    for article in articles:
        topic = str(article.meta.get("topic") or article.meta.get("corpus") or "")
        story = stories.setdefault(topic, Story(topic, [], {}, {}))
        _add(story, article, reader)
    return list(stories.values())


def _add(story: Story, article: Article, reader: Reader) -> None:
    report = article.report
    doc, reading = reader.parse(report), reader.read(report).to_dict()
    found = sorted(reading["events"], key=lambda event: event["anchor"]["start"])
    rows = []
    for number, note in enumerate(_mentions(article), 1):
        name, head = f"{report.id}/e{number}", _head(doc, note)
        story.chains[name] = str(note.get("chain") or note.get("instance_id") or name)
        story.heads[name] = head
        rows.append(_event(note, number, head, found, article.text))
    reading["report"]["id"] = report.id
    story.readings.append(reading | {"events": rows, "positions": []})


def _mentions(article: Article) -> list[Annotation]:
    """The event mentions, as far as the annotation goes: sentences that were validated, or up to some place."""
    limit = article.meta.get("exhaustive_to") or len(article.text)
    notes = [note for note in article.of_type("event") if note["end"] <= limit and note.get("validated", True)]
    return sorted(notes, key=lambda note: (note["start"], note["end"]))


def _head(doc: Doc, note: Annotation) -> str:
    start = note.get("spans", [[note["start"], note["end"]]])[0]
    span = doc.char_span(start[0], start[1], alignment_mode="expand")
    return span.root.lemma_.lower() if span else str(note["text"]).lower()


def _event(note: Annotation, number: int, head: str, found: list[Json], text: str) -> Json:
    start, end = note.get("spans", [[note["start"], note["end"]]])[0]
    over = [event for event in found if event["anchor"]["start"] < end and event["anchor"]["end"] > start]
    nothing: Json = {"actors": [], "recipients": [], "places": [], "start": None, "end": None, "said_by": []}
    known = over[0] if over else nothing | {"type": head, "mode": None, "status": "reported"}
    anchor = {"start": start, "end": end, "quote": text[start:end]}
    return known | {"id": f"e{number}", "anchor": anchor, "figures": []}


def by_head(stories: Iterable[Story]) -> dict[str, str]:
    """The baseline: within a topic, mentions whose heads have one lemma are one event."""
    return {name: f"{story.name} {head}" for story in stories for name, head in story.heads.items()}
