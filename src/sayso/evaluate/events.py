"""Measures events: the PLOVER root of a given pair of actors, and where a given event took place.

An annotation of the type "plover_event" gives source and target of one sentence and the root that a coder chose: of the
roots that a reading tells between the two, the best supported one counts (macro F1 over the roots and accuracy, the
measures of Halterman et al. for PLOVER and of ZSP, ACL 2024). Sets coded before PLOVER 2.0 have YIELD for what is now
CONCEDE or RETREAT. What is only said is a statement with an act here, and has a root in PLOVER: ROOT_OF_ACT names it.

An annotation of the type "event_location" gives an event word and its places, or none (the exact set, Halterman 2019):
only words that a reading takes for an event are asked, and their share is told beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.evaluate.figures import Figures, Measure, Miss, Share
from sayso.evaluate.sets import Annotation, Article, Range, spans_of
from sayso.pipeline import Reader

Json = dict[str, Any]

#: The root of a verbal act (PLOVER 2.0: SUPPORT, REQUEST, ACCUSE, REJECT, THREATEN, AGREE are what is said).
ROOT_OF_ACT = {
    "accuse": "ACCUSE",
    "condemn": "ACCUSE",
    "deny": "REJECT",
    "demand": "REQUEST",
    "ask": "REQUEST",
    "threaten": "THREATEN",
    "promise": "AGREE",
    "welcome": "SUPPORT",
    "decline": "REJECT",
    "intend": "AGREE",
}
#: Of cues whose act is only a belief, an aim or an assertion, by how they begin.
ROOT_OF_CUE = {
    ("back", "support", "side", "defend", "stood", "stand", "voted for", "spoke in favour", "rallied"): "SUPPORT",
    ("oppos", "resist", "disregard"): "REJECT",
    ("complain", "question"): "ACCUSE",
    ("insist", "want", "seek", "sought"): "REQUEST",
    ("warn",): "THREATEN",
}
#: Of what is expressed or voiced, by the feeling.
ROOT_OF_FEELING = {
    **dict.fromkeys(("condolence", "sympathy", "gratitude", "thanks", "confidence", "regret", "sorrow"), "SUPPORT"),
    **dict.fromkeys(("concern", "anger", "alarm", "dismay", "disappointment", "outrage", "displeasure"), "ACCUSE"),
    **dict.fromkeys(("willingness", "readiness", "interest", "hope"), "AGREE"),
}
#: Acts that name their root by themselves.
SPOKEN = frozenset(ROOT_OF_ACT) - {"intend"}
#: Among how many words of what is expressed the feeling is looked for.
FEELING = 4
#: Roots of older codings for those of PLOVER 2.0.
OLDER = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
NONE = "none"
#: What speaks for a root: one of the pair in the right role, in the other role, somewhere in what is said.
IN_ROLE, IN_OTHER_ROLE, MENTIONED = 4, 1, 2
#: A deed that is told weighs more than words about it, where both have the pair.
DONE = 1


def evaluate_events(articles: Iterable[Article], reader: Reader) -> Figures:
    """Read every article and measure the roots of its annotated pairs and the places of its annotated event words."""
    figures = Figures()
    roots: Counter[tuple[str, str]] = Counter()
    placed: Counter[str] = Counter()
    for article in articles:
        figures.articles += 1
        reading = reader.read(article.report).to_dict()
        for note in article.of_type("plover_event"):
            pair = spans_of(note["source"]), spans_of(note["target"])
            told = find_root(reading, *pair, older=True)
            roots[note["event"], told] += 1
            if told != note["event"]:
                span = next(iter((*pair[0], *pair[1])), (0, 0))  # some pairs are not placed in the text
                figures.misses.append(_miss(f"{note['event']} told as {told}", article, span))
        for note in article.of_type("event_location"):
            _place(figures, placed, article, note, reading)
    if roots:
        figures.measures += list(_by_root(roots))
        right = sum(n for (gold, told), n in roots.items() if gold == told)
        f1 = [measure.f1 for measure in figures.measures]
        figures.shares += [
            Share("macro F1 of the roots", sum(f1) / len(f1), 100),
            Share("accuracy of the roots", right, sum(roots.values())),
        ]
    if placed:
        figures.shares += [
            Share("event words found as events", placed["found"], placed["all"]),
            Share("found, exactly the annotated places", placed["exact"], placed["found"]),
        ]
    return figures


def _by_root(roots: Counter[tuple[str, str]]) -> Iterator[Measure]:
    for root in sorted({gold for gold, _ in roots}):
        told = sum(n for (_, one), n in roots.items() if one == root)
        yield Measure(root, roots[root, root], told, sum(n for (gold, _), n in roots.items() if gold == root))


# --- the root of a pair -----------------------------------------------------------------------------------------------


def find_root(reading: Json, source: list[Range], target: list[Range], *, older: bool = False) -> str:
    """The PLOVER root that a reading tells between two actors, each given by its words; "none" where it tells none.

    With `older`, the roots that PLOVER 2.0 has split are told under their older name.
    """
    actors = {actor["id"]: [_range(span) for span in actor["mentions"]] for actor in reading["actors"]}
    best, points = NONE, 0
    for root, score in (*_of_events(reading, actors, source, target), *_of_statements(reading, actors, source, target)):
        if score > points:
            best, points = root, score
    return OLDER.get(best, best) if older else best


def _of_events(
    reading: Json, actors: dict[str, list[Range]], source: list[Range], target: list[Range]
) -> Iterator[tuple[str, int]]:
    for event in reading["events"]:
        acting, acted = ([r for key in event[role] for r in actors[key]] for role in ("actors", "recipients"))
        both = acting if not event["recipients"] else acted
        score = _points(source, acting, acted) + _points(target, both, acting)
        anchors = [_range(span) for span in (event["anchor"], *event["also"])]
        score += MENTIONED * (_touch(anchors, source) or _touch(anchors, target))
        yield event["type"], score + DONE


def _of_statements(
    reading: Json, actors: dict[str, list[Range]], source: list[Range], target: list[Range]
) -> Iterator[tuple[str, int]]:
    for statement in reading["statements"]:
        root = _root_of(statement)
        spoken = [_range(statement["speaker_span"])] if statement["speaker_span"] else []
        spoken += actors.get(statement["speaker"] or "", [])
        told = [_range(span) for span in statement["content"]] + actors.get(statement["addressee"] or "", [])
        if root is not None and _touch(spoken, source):
            yield root, IN_ROLE + IN_ROLE * _touch(told, target)


def _root_of(statement: Json) -> str | None:
    """The root of what somebody says: of the feeling, of the act, of the cue."""
    act, cue = statement["act"], statement["cue"]["quote"].lower()
    by_cue = (root for starts, root in ROOT_OF_CUE.items() if cue.startswith(starts))
    first = " ".join(span["quote"].lower() for span in statement["content"]).split()[:FEELING]
    felt = (root for word in first for feeling, root in ROOT_OF_FEELING.items() if word.startswith(feeling))
    if cue.startswith(("express", "voice", "convey")) and (root := next(felt, None)) is not None:
        return root
    return ROOT_OF_ACT[act] if act in SPOKEN else next(by_cue, ROOT_OF_ACT.get(act))


def _points(some: list[Range], role: list[Range], other: list[Range]) -> int:
    return IN_ROLE if _touch(some, role) else IN_OTHER_ROLE if _touch(some, other) else 0


def _touch(some: Iterable[Range], others: list[Range]) -> bool:
    return any(start < stop and begin < end for start, end in some for begin, stop in others)


def _range(span: Json) -> Range:
    return span["start"], span["end"]


# --- the place of an event word ---------------------------------------------------------------------------------------


def _place(figures: Figures, placed: Counter[str], article: Article, note: Annotation, reading: Json) -> None:
    word = (note["start"], note["end"])
    told = [e for e in reading["events"] if _touch([word], [_range(span) for span in (e["anchor"], *e["also"])])]
    placed["all"] += 1
    if not told:
        return
    placed["found"] += 1
    known = {place["id"]: [_range(span) for span in place["mentions"]] for place in reading["places"]}
    ours = [known[key] for key in told[0]["places"]]
    gold = [_range(span) for span in note["locations"]]
    exact = len(ours) == len(gold) and all(any(_touch([span], mentions) for mentions in ours) for span in gold)
    placed["exact"] += exact
    if not exact:
        figures.misses.append(_miss("other places", article, word))


def _miss(kind: str, article: Article, span: Range) -> Miss:
    return Miss(kind, article.text[slice(*span)], article.id, article.around(*span))
