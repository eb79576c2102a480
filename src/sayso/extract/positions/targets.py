"""What a statement answers: the event or statement on which a stance is taken, by content, reference or nearness."""

from __future__ import annotations

from spacy.tokens import Token

from sayso.extract.draft import ActorDraft, EventDraft, StatementDraft
from sayso.extract.positions.lexicon import kinds_of_noun, words
from sayso.extract.positions.scene import FAR, Item, Scene, is_akin, lemmas, noun_head

#: How many sentences back an answer reaches: with a word that refers ("that version"), and with none.
REFERRING, PLAIN = 4, 5
#: ... and where nothing in its words tells what it answers.
NEXT = 2
#: Types of what one is charged with.
HARM = frozenset({"ASSAULT", "COERCE"})
PRONOUNS = frozenset({"it", "this", "that", "them", "these", "those", "so"})
#: Acts to which a silence or a welcome answers as a statement; to the others, as to what they say has happened.
ASKING = frozenset({"demand", "ask", "promise", "threaten"})
SILENT = frozenset({"decline", "deny"})
ACCUSING = frozenset({"accuse", "condemn"})
AHEAD = frozenset({"planned", "conditional"})


def denied(scene: Scene, statement: StatementDraft) -> list[Item]:
    """What a denial answers: a claim quoted in it, an event in it, or one told before that its words name."""
    quoted = _quoted(scene, statement)
    if quoted is not None:
        return [_main(scene, quoted)]
    head = noun_head(statement.content)
    lemma = head.lemma_.lower() if head is not None else ""
    events = [event for event in scene.held(statement) if event.status not in AHEAD]
    if events:
        mine = next((event for event in events if event.status == "denied"), events[0])
        return [_charged(scene, statement, mine) or mine]
    if head is None and not any(len(span) for span in statement.content):
        return referred(scene, statement, "")
    judged = _judged(statement) if head is None else None
    if judged is not None:
        return referred(scene, statement, judged.lemma_.lower())
    if head is not None and refers(head):
        return referred(scene, statement, lemma)
    named = resolve_named(scene, statement)
    if named is None and lemma in words("denies", "share"):
        named = _last_harm(scene, statement) or _next_harm(scene, statement)
    found = named or _charge(scene, statement) or _alike(scene, statement)
    if found is None and head is None:  # "denied that its aircraft had been there"
        found = last_charge(scene, statement)
    return [found] if found is not None else []


def last_charge(scene: Scene, statement: StatementDraft) -> EventDraft | None:
    """The harm that others have just claimed, by the side that now speaks or by nobody named."""
    if statement.speaker is None or statement.cue.root.lemma_.lower() not in words("denies", "cues") | words(
        "confirms", "admissions"
    ):
        return None
    side = statement.speaker.side()
    claims = (e for s in scene.before(statement, NEXT) if s.act not in SILENT for e in scene.claimed(s))
    harms = (e for e in claims if e.type in HARM and e.status not in AHEAD)
    return next((e for e in harms if not e.actors or any(a.side() is side for a in e.actors)), None)


def _charged(scene: Scene, statement: StatementDraft, event: EventDraft) -> EventDraft | None:
    """What others have claimed, where a side denies such a deed in other words ("carried out no strikes")."""
    if statement.speaker is None or event.status != "denied" or any(s.act not in SILENT for s in event.said_by):
        return None
    side = statement.speaker.side()
    if not any(actor.side() is side for actor in event.actors) and event.actors:
        return None
    claims = (e for s in scene.before(statement, REFERRING) if s.act not in SILENT for e in scene.claimed(s))
    return next((e for e in claims if e.type == event.type and any(a.side() is side for a in e.actors)), None)


def _alike(scene: Scene, statement: StatementDraft) -> Item | None:
    """The claim that a denial says others make, in the same words: "..., as Baku alleges", "any such plot"."""
    told = lemmas(statement.content)
    near = [s for s in scene.after(statement) if any(c.lower_ == "as" for c in s.cue.root.lefts)]
    if any(t.lower_ == "such" for span in statement.content for t in span):
        near += scene.before(statement, REFERRING)
    claims = (s for s in near if s.act not in SILENT | {"welcome"})
    found = next((s for s in claims if not told.isdisjoint(lemmas(s.content))), None)
    return _main(scene, found) if found is not None else None


def _judged(statement: StatementDraft) -> Token | None:
    """The claim that is called false: "that is a lie", "the report was invented"."""
    root = next((span.root for span in statement.content if len(span)), None)
    if root is None or root.pos_ not in {"AUX", "VERB"}:
        return None
    subject = next((child for child in root.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
    return subject if subject is not None and refers(subject) else None


def _charge(scene: Scene, statement: StatementDraft) -> Item | None:
    """What others have just said of the side that denies, where it denies by a verb and in other words."""
    if statement.speaker is None or statement.cue.root.lemma_.lower() not in words("denies", "cues"):
        return None
    side = id(statement.speaker.side())
    others = (s for s in scene.before(statement, REFERRING) if s.act not in SILENT)
    found = next((s for s in others if side in scene.sides_named(s.content)), None)
    return _main(scene, found) if found is not None else None


def refused(scene: Scene, statement: StatementDraft) -> list[Item]:
    """What a refusal answers: the offer, ruling or text that its words name."""
    found = _quoted(scene, statement) or _text_of(scene, statement)
    if found is not None:
        return [found]
    head = noun_head(statement.content)
    if head is not None and head.lemma_.lower() not in PRONOUNS and (events := scene.held(statement)):
        return [events[0]]
    near = _proposal(scene, statement) or resolve_named(scene, statement) or _last_offer(scene, statement)
    return [near] if near is not None else []


def _last_offer(scene: Scene, statement: StatementDraft) -> Item | None:
    """What stands to be refused: what others have said last, else the agreement told last."""
    said = next((s for s in scene.before(statement, REFERRING) if s.act not in {"decline", "welcome"}), None)
    harm = said is not None and any(e.type == "ASSAULT" for e in scene.claimed(said))
    if said is not None and not harm:
        return said
    agreed = [e for e in scene.told(statement.cue.start, REFERRING) if e.type in words("rejects", "types")]
    return agreed[-1] if agreed else None


def referred(scene: Scene, statement: StatementDraft, lemma: str) -> list[Item]:
    """The claim that "it", "that version" or "the accusation" means: the nearest before it by another side."""
    accusing = lemma in words("denies", "accusations")
    others = (s for s in scene.before(statement, REFERRING) if s.act not in SILENT | {"welcome"})
    side = id(statement.speaker.side()) if statement.speaker is not None else 0
    found = next((s for s in others if not accusing or _accuses(scene, s, side)), None)
    return [_main(scene, found)] if found is not None else []


def _accuses(scene: Scene, statement: StatementDraft, side: int) -> bool:
    """Whether a statement charges a side: by its act, or because the harm that it tells is that side's doing."""
    if statement.act in ACCUSING:
        return True
    harms = (event for event in scene.claimed(statement) if event.type == "ASSAULT")
    return any(id(actor.side()) == side for event in harms for actor in event.actors)


def refers(head: Token) -> bool:
    """Whether a word means what another has said: "it", "that version"; not "the notion that ...", which says it."""
    lemma = head.lemma_.lower()
    whole = all(child.dep_ not in {"acl", "ccomp"} for child in head.children)
    return lemma in PRONOUNS or (whole and lemma in words("denies", "claims"))


def answered(scene: Scene, statement: StatementDraft, side: ActorDraft) -> list[Item]:
    """What a side is silent about: the claims by others just told that concern it, else the last claim of harm.

    Nothing where the report has no part for the side in what happened: it was asked for its view, not to answer.
    """
    others = [s for s in scene.before(statement, PLAIN) if s.act not in SILENT]
    named = [s for s in others if id(side) in scene.sides_named(s.content)]
    doing = [(s, e) for s in others for e in scene.claimed(s) if any(actor.side() is side for actor in e.actors)]
    harms = [(s, e) for s in others for e in scene.claimed(s) if e.type == "ASSAULT"]
    newer = [*doing[:1], *harms[:1]]  # the nearest first
    if named and named[0].act in ASKING and all(s.cue.start <= named[0].cue.start for s, _ in newer):
        return [named[0]]
    first_of: dict[StatementDraft, list[EventDraft]] = {}
    for other, event in doing:
        first_of.setdefault(other, []).append(event)
    about = [e for other, told in first_of.items() for e in (told if other.act == "accuse" else told[:1])]
    if about:
        alike = [e for _, e in harms if not e.actors and _same_voice(scene, e, about[0])]
        return list(dict.fromkeys([*about, *alike]))
    fights = side.kind in words("silence", "fighting")
    has_part = fights or scene.first_named(side) < statement.cue.sent.start or scene.harms(side)
    harm = harms[0] if harms and has_part else None
    told = next((s for s in others if s in named or s.act == "accuse"), None)
    if told is not None and (harm is None or told.cue.start >= harm[0].cue.start):
        return [next((e for e in scene.claimed(told) if e.type == "ASSAULT"), None) or _main(scene, told)]
    return [harm[1]] if harm is not None else _plain_harm(scene, statement) if fights and told is None else []


def _plain_harm(scene: Scene, statement: StatementDraft) -> list[Item]:
    """The harm that the outlet itself has just told, where nobody claims any."""
    harms = [e for e in scene.told(statement.cue.start, 1) if e.type == "ASSAULT" and not e.said_by]
    return [*harms[-1:]]


def topical(scene: Scene, statement: StatementDraft) -> list[Item]:
    """What a silence with a topic is about; nothing where the topic is an open question."""
    head = noun_head(statement.content)
    first = statement.content[0][0].lower_
    if first in words("silence", "open_questions"):
        return _put_in_doubt(scene, statement) if first == "whether" else []
    if head is None:
        held = next(iter(scene.held(statement)), None)  # "has not confirmed that its soldiers were captured"
        held = held or resolve_named(scene, statement)
        return [held] if held is not None else []
    found: Item | None
    if refers(head):
        found = _claim_of(scene, statement)
    else:
        found = next(iter(scene.held(statement)), None) or resolve_named(scene, statement)
        found = found or next((s for s in scene.before(statement, 1) if s.act not in SILENT), None)
    return [found] if found is not None else []


def _put_in_doubt(scene: Scene, statement: StatementDraft) -> list[Item]:
    """What "whether the meeting was still on", "whether it will go" is about: what has been told to lie ahead."""
    held = scene.held(statement)
    ahead = [e for e in scene.told(statement.cue.start, PLAIN) if e.status in AHEAD]
    if held or not ahead:
        return [*held[:1]]
    nouns = lemmas(statement.content)
    types = {kind for noun in nouns for kind in kinds_of_noun().get(noun, ())}
    named = [e for e in ahead if e.type in types]
    goes = any(t.tag_ == "PRP" and t.dep_ == "nsubj" for span in statement.content for t in span)
    near = scene.sentence[statement.cue.start] - scene.sentence[ahead[-1].anchor.start] <= NEXT
    return [*named[-1:]] or ([ahead[-1]] if goes and near else [])


def welcomed(scene: Scene, statement: StatementDraft) -> list[Item]:
    """What is welcomed: an event in the words, a text or offer by its name, or the last friendly act told."""
    found: Item | None = next(iter(scene.held(statement)), None) or _text_of(scene, statement)
    found = found or resolve_named(scene, statement) or _of_kind(scene, statement) or _proposal(scene, statement)
    if found is None:
        friendly = [e for e in scene.told(statement.cue.start, 2) if e.type in words("welcomes", "types")]
        found = friendly[-1] if friendly else next(scene.before(statement, 1), None)
    return [found] if found is not None else []


def _of_kind(scene: Scene, statement: StatementDraft) -> EventDraft | None:
    """The last event of the kind that the noun calls: a deal is an agreement, a visit a meeting."""
    head = noun_head(statement.content)
    types = kinds_of_noun().get(head.lemma_.lower(), []) if head is not None else []
    told = [e for e in scene.told(statement.cue.start, FAR) if e.type in types]
    return told[-1] if told else None


def resolve_named(scene: Scene, statement: StatementDraft) -> EventDraft | None:
    """The event told before whose word stands in the content, too ("the hospital attack", "any strikes")."""
    told = lemmas(statement.content)
    before = scene.told(statement.cue.start)[::-1]
    fitting = next((e for e in before if not told.isdisjoint(lemmas((e.anchor, *e.also)))), None)
    if fitting is not None:
        return fitting
    head = noun_head(statement.content)
    if head is None:
        return None
    noun = head.lemma_.lower()
    akin = (e for e in before if any(is_akin(noun, verb) for verb in lemmas((e.anchor, *e.also))))
    return next(akin, None) or next((e for e in before if noun in _objects(e)), None)


def _objects(event: EventDraft) -> set[str]:
    """The nouns beside the word that tells an event: of "signed a border treaty" the treaty."""
    root = event.anchor.root
    nouns = {c.lemma_.lower() for c in root.children if c.dep_ in {"dobj", "nsubjpass"}}
    return (nouns | ({root.head.lemma_.lower()} if root.dep_ in {"acl", "relcl"} else set())) - words("denies", "light")


def _quoted(scene: Scene, statement: StatementDraft) -> StatementDraft | None:
    """The claim by another side that stands in the content ("denied the army's claim that ...")."""
    inner = (s for s in scene.inner(statement) if not any(c.tag_ == "WP" for c in s.cue.root.lefts))  # "what it calls"
    return next((s for s in inner if not scene.same_side(s, statement)), None)


def _main(scene: Scene, statement: StatementDraft) -> Item:
    """The event that a statement puts forward, or the statement itself where it puts none."""
    if statement.act in ASKING:
        return statement
    own = next((e for e in scene.claimed(statement) if e.status not in AHEAD), None)
    if own is None and statement.act == "accuse":
        own = _last_harm(scene, statement)  # a party is blamed for what others tell
    return own if own is not None else statement


def _text_of(scene: Scene, statement: StatementDraft) -> StatementDraft | None:
    """The last statement made by the text that the content names: "rejected the communique", "welcomed the letter"."""
    head = noun_head(statement.content)
    if head is None:
        return None
    lemma = head.lemma_.lower()
    for other in scene.before(statement):
        in_medium = other.medium is not None and lemma in other.medium.lower().split()
        if in_medium or (other.source is not None and other.source.root.lemma_.lower() == lemma):
            return other
    return None


def _proposal(scene: Scene, statement: StatementDraft) -> StatementDraft | None:
    """What "the plan" or "the offer" means: the last thing that others asked for or offered."""
    head = noun_head(statement.content)
    if head is None or head.lemma_.lower() not in words("rejects", "proposals"):
        return None
    return next((s for s in scene.before(statement) if s.act in ASKING), None)


def _claim_of(scene: Scene, statement: StatementDraft) -> StatementDraft | None:
    """The claim that "the UN count" or "that account" means: one by the side it names, else the nearest by another."""
    names = scene.sides_named(statement.content)
    others = [s for s in scene.before(statement) if s.act not in SILENT]
    theirs = (s for s in others if s.speaker is not None and id(s.speaker.side()) in names)
    return next(theirs, None) or next(iter(others), None)


def _same_voice(scene: Scene, one: EventDraft, other: EventDraft) -> bool:
    """Whether the same side puts both forward."""
    sides = [{id(s.speaker.side()) for s in scene.tellers(e) if s.speaker is not None} for e in (one, other)]
    return not sides[0].isdisjoint(sides[1])


def _next_harm(scene: Scene, statement: StatementDraft) -> EventDraft | None:
    """The harm told after a denial that opens the report."""
    end = scene.sentence[statement.cue.start] + REFERRING
    after = (e for e in scene.draft.events if e.type == "ASSAULT" and e.anchor.start > statement.cue.start)
    return next((e for e in sorted(after, key=lambda e: e.anchor.start) if scene.sentence[e.anchor.start] <= end), None)


def _last_harm(scene: Scene, statement: StatementDraft) -> EventDraft | None:
    harms = [e for e in scene.told(statement.cue.start, FAR) if e.type == "ASSAULT"]
    return harms[-1] if harms else None
