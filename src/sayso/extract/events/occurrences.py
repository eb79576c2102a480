"""Which mentions tell the same occurrence: same type, nothing that contradicts, and something that joins them."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from sayso.extract.draft import ActorDraft, PlaceDraft
from sayso.extract.events.clause import all_subjects, direct_objects, is_passive, own_subjects
from sayso.extract.events.lexicon import noun_class
from sayso.extract.events.mention import Mention
from sayso.extract.events.parties import is_named
from sayso.extract.events.roles import is_deed
from sayso.extract.events.where import is_elsewhere

POINTS = frozenset({"town", "base", "crossing", "admin2", "admin1"})
#: Modes that a sentence or a scene tells beside another deed, not as part of it.
APART = frozenset({"abduct", "torture", "sexual", "crowd-control"})
#: Modes that one bomb may have, according to how much the words tell.
BURSTING = frozenset({"explosives", "suicide-attack"})
#: Kinds of actor that bear arms.
ARMED = frozenset({"armed_group", "military", "police"})
#: Types of which one sentence rarely tells two.
MEETINGS = frozenset({"CONSULT", "AGREE", "REJECT"})
#: How far apart, in tokens, two words may stand that only their nearness joins: the same sentence or the two before.
NEAR = 80
#: How many occurrences back a mention may join one: reports rarely return further, and the cost stays linear.
BACK = 60
#: How many of an occurrence's last mentions are asked who tells them.
LOOK = 6


@dataclass(slots=True, eq=False)
class Occurrence:
    """The mentions of one occurrence, in the order of the text, and what they tell together."""

    mentions: list[Mention] = field(default_factory=list)
    modes: set[str] = field(default_factory=set)
    days: set[tuple[str, str]] = field(default_factory=set)
    places: list[PlaceDraft] = field(default_factory=list)
    actors: list[ActorDraft] = field(default_factory=list)
    recipients: list[ActorDraft] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    def add(self, mention: Mention) -> None:
        """Take in a mention."""
        self.mentions.append(mention)
        self.words.add(mention.token.lemma_)
        if mention.mode:
            self.modes.add(mention.mode)
        if (day := interval(mention)) is not None:
            self.days.add(day)
        self.places += [place for place in mention.places if place not in self.places]
        self.actors += [actor for actor in mention.actors if actor not in self.actors]
        self.recipients += [actor for actor in mention.recipients if actor not in self.recipients]

    @property
    def type(self) -> str:
        """The PLOVER type."""
        return self.mentions[0].type

    @property
    def last(self) -> Mention:
        """The mention that came last."""
        return self.mentions[-1]


def interval(mention: Mention) -> tuple[str, str] | None:
    """First and last day of a mention's time, where it has one."""
    time = mention.time
    if time is None or time.start is None:
        return None
    return time.start, time.end or time.start


def find_occurrences(mentions: list[Mention]) -> list[Occurrence]:
    """The occurrences, sentence by sentence, the deeds of a sentence before the words that count people."""
    found: list[Occurrence] = []
    for mention in sorted(mentions, key=lambda m: (m.token.sent.start, m.kind.counts == "casualty", m.token.i)):
        home = _home(mention, found[-BACK:])
        if home is None:
            home = Occurrence()
            found.append(home)
        home.add(mention)
    return found


def _home(mention: Mention, found: list[Occurrence]) -> Occurrence | None:
    """The latest occurrence that a mention joins; "the attack" takes up what was told as an attack before all else."""
    fit = [occurrence for occurrence in found if _may_join(mention, occurrence) and _does_join(mention, occurrence)]
    if mention.is_definite:
        alike = [occurrence for occurrence in fit if mention.token.lemma_ in occurrence.words]
        fit = alike or fit
    elif mention.kind.counts == "casualty":
        fit = [occurrence for occurrence in fit if _same_voice(mention, occurrence)] or fit
        fit = [occurrence for occurrence in fit if _hangs_together(mention, occurrence)] or fit
    if fit and mention.is_definite:
        return max(fit, key=lambda occurrence: _kinship(mention, occurrence))
    return fit[-1] if fit else None


def _kinship(mention: Mention, occurrence: Occurrence) -> tuple[int, int]:
    """How much a mention shares with an occurrence: what was hit, those of name who act or are acted on; nearness."""
    acting = {actor for actor in mention.actors if is_named(actor)} & set(occurrence.actors)
    acted = {actor for actor in mention.recipients if is_named(actor)} & set(occurrence.recipients)
    hit = _described(mention.token)
    same = bool(hit) and any(not hit.isdisjoint(_described(other.token)) for other in occurrence.mentions)
    return 2 * same + bool(acting) + bool(acted), occurrence.last.token.i


def _described(token: Token) -> set[str]:
    """The nouns that say which it is: of "the hospital attack", "the attack on the hospital", "hit a hospital"."""
    nouns = [child for child in token.children if child.dep_ in {"compound", "nmod", "poss"}]
    nouns += [n for prep in token.children if prep.dep_ == "prep" for n in prep.children if n.dep_ == "pobj"]
    nouns += direct_objects(token) if token.pos_ == "VERB" else []
    return {noun.lemma_.lower() for noun in nouns if noun.pos_ in {"NOUN", "PROPN"}}


def _hangs_together(mention: Mention, occurrence: Occurrence) -> bool:
    """Whether the parse joins the word to one of the occurrence: "killed in the raid", "the victims of the attack"."""
    near = [other for other in occurrence.mentions[-LOOK:] if other.token.sent.start == mention.token.sent.start]
    return any(o.token.is_ancestor(mention.token) or mention.token.is_ancestor(o.token) for o in near)


def _same_voice(mention: Mention, occurrence: Occurrence) -> bool:
    """Whether the outlet, or the same side, tells a mention of the occurrence, too."""
    if not mention.said_by:
        return any(not other.said_by for other in occurrence.mentions[-LOOK:])
    return any(same_speaker(mention, other) for other in occurrence.mentions[-LOOK:])


# --- what keeps apart -------------------------------------------------------------------------------------------------


def _may_join(mention: Mention, occurrence: Occurrence) -> bool:
    """Whether nothing contradicts."""
    if mention.type != occurrence.type or (is_elsewhere(mention) and not _same_sentence(mention, occurrence.last)):
        return False
    same_reality = (mention.reality == "fact") == (occurrence.last.reality == "fact")
    if not (same_reality or mention.denied or mention.kind.counts):
        return False
    return (
        _modes_agree(mention, occurrence)
        and (_takes_up(mention) or days_agree(mention, occurrence))
        and _places_agree(mention, occurrence)
        and _sides_agree(mention, occurrence)
    )


def _modes_agree(mention: Mention, occurrence: Occurrence) -> bool:
    """Different weapons make different deeds, except in one sentence ("set off a bomb and opened fire")."""
    modes = occurrence.modes
    if mention.type != "ASSAULT" and mention.mode and modes and mention.mode not in modes:
        return False
    if mention.kind.counts == "casualty" and modes and modes <= APART and not _hangs_together(mention, occurrence):
        return False
    if mention.kind.counts or mention.mode in modes:
        return True
    if mention.mode in APART or modes & APART:
        return False
    if mention.mode in BURSTING and modes & BURSTING:
        return True
    return not mention.mode or not modes or _coordinated(mention.token, occurrence)


def _coordinated(token: Token, occurrence: Occurrence) -> bool:
    """Whether a word hangs on one of the occurrence, or the other way round: "set off a bomb and opened fire"."""
    return any(token.head == other.token or other.token.head == token for other in occurrence.mentions[-LOOK:])


def days_agree(mention: Mention, occurrence: Occurrence) -> bool:
    """Whether a mention's days and those of the occurrence overlap, where both are told."""
    mine = interval(mention)
    if mine is None or not occurrence.days:
        return True
    return any(mine[0] <= last and first <= mine[1] for first, last in occurrence.days)


def _places_agree(mention: Mention, occurrence: Occurrence) -> bool:
    """Two points exclude each other unless one is told of both; a province may hold a town."""
    mine = {place for place in mention.places if place.kind in POINTS}
    theirs = {place for place in occurrence.places if place.kind in POINTS}
    if not mine or not theirs or mine & theirs:
        return True
    return _holds(mine, theirs) or _holds(theirs, mine)


def _holds(wide: set[PlaceDraft], narrow: set[PlaceDraft]) -> bool:
    """Whether one of the first is a province in which one of the second lies."""
    provinces = {place.name for place in wide if place.kind == "admin1"}
    return bool(provinces & {place.admin1 for place in narrow if place.kind != "admin1"})


def _sides_agree(mention: Mention, occurrence: Occurrence) -> bool:
    """Whether those who act, and those who are acted on, can be the same."""
    if not _share_side(mention.actors, occurrence.actors):
        return False
    if (mention.kind.counts == "casualty" or _is_result(mention.token)) and _hangs_together(mention, occurrence):
        return True  # who died need not be whom it was aimed at: "ambushed a U.N. patrol, killing a Kenyan"
    if any(o.token.dep_ == "nsubj" and o.token.head == mention.token for o in occurrence.mentions[-LOOK:]):
        return True  # nor whom the deed was aimed at that did it: "the attack on the mission killed two clerks"
    if not mention.kind.counts and _mixes_civilians(mention.recipients, occurrence.recipients):
        return False
    return _share_side(mention.recipients, occurrence.recipients)


def _is_result(token: Token) -> bool:
    """Whether a participle tells what came of the deed: ", killing a Kenyan"."""
    return token.dep_ == "advcl" and token.tag_ == "VBG"


def _mixes_civilians(some: list[ActorDraft], others: list[ActorDraft]) -> bool:
    """Whether only civilians are hit on one side, and only fighters on the other."""
    kinds = [{actor.kind for actor in rows} for rows in (some, others)]
    return all(kinds) and ({"population"} in kinds) and any(row <= ARMED for row in kinds)


def _share_side(some: list[ActorDraft], others: list[ActorDraft]) -> bool:
    mine = {actor.side() for actor in some if is_named(actor)}
    theirs = {actor.side() for actor in others if is_named(actor)}
    return not mine or not theirs or bool(mine & theirs)


# --- what joins -------------------------------------------------------------------------------------------------------


def _does_join(mention: Mention, occurrence: Occurrence) -> bool:
    """Whether something joins: one sentence, a word that takes up the known, shared arguments, the same word again."""
    last = occurrence.last
    in_clause = (mention.type == "ASSAULT" or mention.type in MEETINGS) and _same_clause(mention, last)
    if in_clause and not _by_others(mention, last):
        return True
    if mention.denied and last.denied and _same_voice(mention, occurrence):
        return True
    takes_up = _takes_up(mention)
    if mention.kind.counts == "casualty" and not mention.said_by and not mention.numbers:
        return _near(mention, last)
    if mention.denied != last.denied and not _shares_arguments(mention, occurrence):
        return takes_up and not _is_new(mention, occurrence)
    if mention.kind.counts == "casualty":
        return _near(mention, last) or _same_statement(mention, occurrence)
    if mention.kind.weak:
        return _near(mention, last) or mention.is_definite
    if mention.is_definite and mention.mode in occurrence.modes and mention.time is None and _near(mention, last):
        return not _is_new(mention, occurrence)  # "kidnapped a priest ... the kidnapping"
    if takes_up:
        return not _is_new(mention, occurrence) and (not _is_aftermath(mention) or _near(mention, last))
    return (
        _shares_arguments(mention, occurrence) or _elaborates(mention, occurrence) or _is_repeated(mention, occurrence)
    )


def _is_general(mention: Mention) -> bool:
    """Whether it names any act of force: the attack, the incident."""
    return mention.token.lemma_.lower() in noun_class("deed")


def _takes_up(mention: Mention) -> bool:
    """Whether it is a definite noun that no day of its own tells apart: "the blast", not "the blast of 3 May"."""
    if mention.token.pos_ == "VERB":
        return _hits_the_known(mention) or _is_aftermath(mention)
    if not mention.is_definite or (mention.type == "ASSAULT" and not _is_general(mention)):
        return False
    return mention.time is None or not _inside(mention.time.span, mention)


def _hits_the_known(mention: Mention) -> bool:
    """ "the building was hit", "the bomb exploded": nobody acts, and what is hit, or what hits, is known."""
    if mention.kind.roles == "means" and any(_is_the(noun) for noun in all_subjects(mention.token)):
        return True
    if mention.type != "ASSAULT" or mention.kind.counts:
        return False
    if any(noun.lemma_.lower() in noun_class("culprit") and _is_the(noun) for noun in all_subjects(mention.token)):
        return True
    if mention.actors:
        return False
    hit = [noun for noun in direct_objects(mention.token) if noun.lemma_.lower() in noun_class("building")]
    return any(_is_the(noun) for noun in hit)


def _is_aftermath(mention: Mention) -> bool:
    """ "Two houses were damaged": what came of the deed that was told, where nobody is said to have done it."""
    told = mention.token.lemma_.lower() in noun_class("ruin") and is_passive(mention.token)
    return told and mention.type == "ASSAULT" and not mention.actors and mention.time is None


def _is_the(noun: Token) -> bool:
    return any(child.lower_ in {"the", "that", "this"} for child in noun.children)


def _inside(span: Span, mention: Mention) -> bool:
    """Whether a span stands in the noun phrase itself."""
    return mention.token.left_edge.i <= span.start <= mention.token.right_edge.i


def _is_new(mention: Mention, occurrence: Occurrence) -> bool:
    """Whether its noun phrase names a place that the occurrence does not have."""
    own = [place for place in mention.places if any(_inside(span, mention) for span in place.mentions)]
    return bool(own) and not set(own) & set(occurrence.places)


def _elaborates(mention: Mention, occurrence: Occurrence) -> bool:
    """The same speaker goes on: the same side acts, or a bare noun ("the bombardment") now gets its details."""
    last = occurrence.last
    close = mention.token.i - last.token.i < NEAR and not mention.is_noun
    if not close or mention.type != "ASSAULT" or not mention.said_by or not _same_voice(mention, occurrence):
        return False
    bare = mention.time is None and not mention.places
    only_named = all(m.is_definite for m in occurrence.mentions) and not occurrence.days and not occurrence.places
    return only_named or (bare and bool(set(mention.actors) & set(occurrence.actors)))


def same_speaker(one: Mention, other: Mention) -> bool:
    """Whether one side tells both."""
    speakers = [m.said_by[-1].speaker if m.said_by else None for m in (one, other)]
    return speakers[0] is not None and speakers[1] is not None and speakers[0].side() is speakers[1].side()


def _same_sentence(mention: Mention, other: Mention) -> bool:
    return bool(mention.token.sent.start == other.token.sent.start)


def _same_clause(mention: Mention, other: Mention) -> bool:
    """Whether both stand in one sentence, in the same voice."""
    return _same_sentence(mention, other) and mention.said_by == other.said_by


def _by_others(mention: Mention, other: Mention) -> bool:
    """Whether two clauses have each a subject of its own: "guards opened fire before soldiers stormed the block"."""
    verbs = [m.token for m in (mention, other) if m.token.pos_ == "VERB" and not m.kind.counts]
    own = [subject for verb in verbs for subject in own_subjects(verb)[:1] if not is_passive(verb)]
    apart = len(own) > 1 and not any(is_deed(noun) or noun.pos_ == "PRON" for noun in own)
    return apart and bool(mention.actors and other.actors) and set(mention.actors).isdisjoint(other.actors)


def _same_statement(mention: Mention, occurrence: Occurrence) -> bool:
    return any(s in other.said_by for other in occurrence.mentions[-LOOK:] for s in mention.said_by)


def _near(mention: Mention, other: Mention) -> bool:
    return abs(mention.token.i - other.token.i) < NEAR


def _shares_arguments(mention: Mention, occurrence: Occurrence) -> bool:
    """Two of parties, victims, place and day are the same; close by, the same victims are enough."""
    acting = bool(set(mention.actors) & set(occurrence.actors)) and not mention.inferred
    acted = bool({a for a in mention.recipients if a.kind != "population"} & set(occurrence.recipients))
    places = bool(set(mention.places) & set(occurrence.places))
    times = interval(mention) in occurrence.days
    bare = mention.time is None and not mention.places
    return acting + acted + places + times >= 2 or (acted and bare and _near(mention, occurrence.last))


def _is_repeated(mention: Mention, occurrence: Occurrence) -> bool:
    """The same word again close by, with nothing of its own."""
    bare = mention.time is None and not mention.places and not mention.actors
    return bare and mention.token.lemma_ in occurrence.words and _near(mention, occurrence.last)
