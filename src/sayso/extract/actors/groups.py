"""Several people: populations, armed men, those who act for a side; and what belongs to a side."""

from __future__ import annotations

from collections import Counter

from sayso.extract.actors.grammar import MODIFIERS
from sayso.extract.actors.lexicon import words
from sayso.extract.actors.naming import bare, tail
from sayso.extract.actors.phrases import PRONOUNS, Phrase
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.state import army
from sayso.extract.actors.store import Known

NAMING = frozenset({"PROPN", "NOUN"})
OWN_FORCES = frozenset({"armed_group", "military", "police"})


def find_group(scene: Scene, phrase: Phrase) -> Known | None:
    """ "residents", "two medics in Gorom", "the rebels"."""
    if scene.view.low[phrase.start] == "no":
        return None
    owner = scene.owner(phrase)
    if phrase.noun.of == "armed":
        return find_armed(scene, phrase, owner)
    last = scene.view.low[phrase.head]
    if last in words("own_people") and owner is not None:
        body = owner if owner.sort == "body" else scene.store.of_actor(owner.actor.for_)
        if body is not None and body.actor.kind in OWN_FORCES:
            return body
    earlier = _earlier(scene, phrase, last)
    if earlier is not None:
        return earlier
    if last in words("victims") and not _acts(scene, phrase) and not _is_told(scene, phrase):
        return scene.store.group("civilians", "population")
    known = group_of(scene, phrase, phrase.noun.kind, owner)
    if last in words("local_groups") and known.times == 0 and not {"in", "of"} & set(known.actor.name.split()):
        place = scene.town_around(phrase.head)
        known.actor.name += f" in {place}" if place is not None else ""
    return known


def _earlier(scene: Scene, phrase: Phrase, word: str) -> Known | None:
    """The group that "the residents" told of before."""
    if not scene.is_definite(phrase):
        return None
    return scene.last(lambda known: known.sort == "group" and word in known.called, phrase.head)


def _acts(scene: Scene, phrase: Phrase) -> bool:
    """Whether the people do or say something, rather than that something is done or happens to them."""
    view, head = scene.view, phrase.head
    if view.says(head):
        return True
    active = view.dep[head] == "nsubj" and view.rank(head) == 2
    return active and view.lemma(view.head[head]) not in words("suffering_verbs")


def _is_told(scene: Scene, phrase: Phrase) -> bool:
    """Whether the phrase says which people: "people telling us", "Kosovo Serb families"."""
    view, head = scene.view, phrase.head
    if any(view.pos[j] == "VERB" and view.lemma(j) in words("speech_verbs") for j in view.children[head]):
        return True
    return any(view.capital(j) and not view.opens(j) for j in range(phrase.start, head))


def group_of(scene: Scene, phrase: Phrase, kind: str, owner: Known | None) -> Known:
    """A group kept under the words of the phrase."""
    known = scene.store.group(f"{bare(scene.view, phrase)}{tail(scene.view, phrase)}", kind)
    if owner is not None and owner.is_body and kind != "population":
        known.actor.of = known.actor.of or owner.actor
    known.called.add(scene.view.low[phrase.head])
    return known


def find_victims(scene: Scene, phrase: Phrase) -> Known | None:  # noqa: ARG001
    """The "civilian" of "civilian deaths", "civilian homes"."""
    return scene.store.group("civilians", "population")


# -- those of a side ---------------------------------------------------------------------------------------------------


def find_plural_role(scene: Scene, phrase: Phrase) -> Known | None:
    """Several in one role: those of a side are the side, others a group."""
    owner = scene.owner(phrase)
    if owner is not None and owner.is_body and phrase.noun.of in words("acting_roles"):
        return owner
    if scene.view.low[phrase.start] == "no":
        return None
    kind = "armed_group" if phrase.noun.word in words("members_of_groups") else "population"
    return group_of(scene, phrase, kind, owner)


def find_organ(scene: Scene, phrase: Phrase) -> Known | None:
    """ "Turkish officials", "RSF commanders", "troops": the side itself."""
    last = scene.view.low[phrase.head]
    known = scene.body_behind(phrase) or (find_band(scene, phrase) if last in words("forces") else None)
    if known is None and last in words("mission_members"):
        known = scene.salient(phrase.head, lambda k: k.actor.kind == "igo", reach=4)
    if last in words("forces"):
        known = _forces(scene, phrase, known)
    return known or _earlier(scene, phrase, last) or _new_organ(scene, phrase, last)


def _forces(scene: Scene, phrase: Phrase, owner: Known | None) -> Known | None:
    """Soldiers: the side that they are of, the other state, those told of before or the report's."""
    last = scene.view.low[phrase.head]
    known = owner
    if owner is None and any(scene.view.low[j] in words("occupying") for j in range(phrase.start, phrase.head)):
        known = _occupier(scene, phrase)
    elif owner is None:
        known = _forces_of_person(scene, phrase) or _told_soldiers(scene, phrase, last)
    if known is not None:
        known.called.add(last)
    return known


def _told_soldiers(scene: Scene, phrase: Phrase, last: str) -> Known | None:
    """The last soldiers told of under the same word, or the army last told of, or the report's own."""
    told = scene.is_definite(phrase) and scene.last(lambda k: k.is_body and last in k.called, phrase.head)
    if told:
        return told
    if scene.view.under(phrase.head, "poss") and scene.view.low[phrase.start] not in PRONOUNS:
        return None  # "the South's troops": of somebody that we do not know
    before = scene.last(lambda k: k.sort == "body" and k.actor.kind == "military", phrase.head)
    return before or (army(scene, scene.home.iso3) if scene.home.iso3 is not None else None)


def _occupier(scene: Scene, phrase: Phrase) -> Known | None:
    """The army of the other state told of: "occupation forces" are not those of the occupied."""
    told = Counter(side.country for seen in scene.recent if (side := seen.known.actor.side()).kind == "government")
    others = [iso3 for iso3, _ in told.most_common() if iso3 not in {scene.home.iso3, None}]
    if scene.home.iso3 is None or not others:
        return None
    known = army(scene, others[0])
    text = scene.view.words(phrase.start, phrase.end)
    scene.store.note(known, f'"{text}" is taken to be of the state told of most beside the report\'s own')
    return known


def _forces_of_person(scene: Scene, phrase: Phrase) -> Known | None:
    """The forces of somebody who speaks for nobody that we know: "Khalifa Hifter's forces"."""
    owner = scene.owner(phrase)
    if owner is None or owner.sort != "person" or owner.unnamed or owner.actor.for_ is not None:
        return None
    known = scene.store.group(f"forces of {owner.actor.name}", "armed_group")
    known.called.add(scene.view.low[phrase.head])
    return known


def _new_organ(scene: Scene, phrase: Phrase, last: str) -> Known | None:
    """Officials and the like of no side that the words name; "security officials" are those of the report's country."""
    silent = last in words("vague_organs") and not scene.view.says(phrase.head)
    if scene.is_nobody(phrase) or silent:
        return None
    known = group_of(scene, phrase, "unknown", None)
    if phrase.noun.word != last and scene.home.iso3 is not None:
        known.actor.kind, known.actor.country = "government", scene.home.iso3
        known.actor.for_ = scene.store.government(scene.home.iso3).actor
    return known


def find_asset(scene: Scene, phrase: Phrase) -> Known | None:
    """ "Pakistani aircraft", "army jets": whose they are."""
    body = scene.body_behind(phrase)
    if body is None or body.sort != "government" or not phrase.word.startswith("cutter"):
        return body
    country = body.actor.country  # cutters are a coast guard's
    guard = scene.last(lambda k: k.actor.country == country and "coast guard" in k.actor.name.lower(), phrase.head)
    return guard or body


def find_member(scene: Scene, phrase: Phrase) -> Known | None:
    """ "one of the medics", "two of them": the group; a single one may be "she" later."""
    view = scene.view
    beside = [j for j in view.under(phrase.head, "appos") if j in scene.phrases and not phrase.plural]
    for j in beside:  # "one of them, a teacher, said"
        if scene.phrases[j].sort in {"role", "person"} and (person := scene.resolve(j)) is not None:
            return person
    nouns = [noun for prep in view.under(phrase.head, "prep") for noun in view.under(prep, "pobj")]
    known = next((known for noun in nouns if (known := scene.resolve(noun)) is not None), None)
    if known is not None and known.sort == "group" and not phrase.plural:
        known.lone = phrase.head
    return known


# -- armed groups and attackers ----------------------------------------------------------------------------------------


def find_band(scene: Scene, phrase: Phrase) -> Known | None:
    """The group that capitalised words before a noun for its people name: "Ruby Shield forces"."""
    view, first = scene.view, phrase.noun_start
    while first > 0 and view.sent[first - 1] == view.sent[phrase.head] and _names_band(scene, first - 1):
        first -= 1
    if first == phrase.noun_start or (view.opens(first) and first + 1 == phrase.noun_start):
        return None
    known = scene.store.body(view.words(first, phrase.noun_start), "armed_group", "armed_group")
    known.called |= {view.low[phrase.head], phrase.word}
    return known


def _names_band(scene: Scene, j: int) -> bool:
    view = scene.view
    other = scene.phrases.get(j)
    if (other is not None and other.sort in {"name", "person"}) or j in scene.placed:
        return False
    if view.low[j] in words("not_names") | words("role_modifiers"):
        return False
    return view.capital(j) and view.text[j].isalpha() and view.pos[j] in NAMING and view.dep[j] in MODIFIERS


def find_armed(scene: Scene, phrase: Phrase, owner: Known | None) -> Known | None:
    """ "the militia", "his fighters": the armed group named with it, else the last one spoken of, else a new one."""
    band = find_band(scene, phrase) if phrase.sort == "group" else None
    if band is not None:
        return band
    if owner is not None and owner.sort == "group" and owner.actor.kind == "population":
        owner = None  # "the Hutu militia" belongs to nobody
    if owner is not None and owner.sort == "person":
        owner = scene.store.of_actor(owner.actor.for_) or owner
    word = scene.view.low[phrase.head]
    if owner is not None and owner.of == "armed_group":
        owner.called |= {word, phrase.word}
        return owner
    told = owner is None and scene.is_definite(phrase) and not _is_another(scene, phrase)
    known = _last_armed(scene, phrase, word) if told else None
    return known or group_of(scene, phrase, "armed_group", owner)


def _is_another(scene: Scene, phrase: Phrase) -> bool:
    """Whether a word sets the group apart from the one told of: "the local militia", "the rival faction"."""
    view, noun = scene.view, phrase.noun_start
    return any(view.low[j] in words("setting_apart") for j in range(phrase.start, noun)) or any(
        view.low[j] in words("setting_apart") for j in range(noun, phrase.head)
    )


def _last_armed(scene: Scene, phrase: Phrase, word: str) -> Known | None:
    """The armed group meant by "the rebels", "the movement": one that was called so before, else the last one."""
    last = phrase.noun.word.split()[-1]
    kinds = {"armed_group", "organization"} if last in {"group", "movement", "front"} else {"armed_group"}
    called = {word, phrase.word, last}

    def fits(known: Known) -> bool:
        return known.actor.kind in kinds and known.sort == "body"

    def told(known: Known) -> bool:
        return fits(known) and not called.isdisjoint(known.called)

    again = any(scene.view.low[j] in {"same", "this", "that"} for j in range(phrase.start, phrase.head))
    same = (scene.last(told, phrase.head) if again else None) or scene.salient(phrase.head, told, reach=8)
    found = same or scene.salient(phrase.head, fits, reach=8)
    return found or scene.last(lambda k: k.actor.kind == "armed_group", phrase.head)


def find_attacker(scene: Scene, phrase: Phrase) -> Known | None:
    """ "a gunman", "the attackers", "two accomplices": people of unknown side, those of one attack kept together."""
    view, last = scene.view, scene.view.low[phrase.head]
    if view.low[phrase.start] == "no" or view.quoted[phrase.head]:
        return None
    owner = scene.owner(phrase) or find_band(scene, phrase)
    if owner is not None and owner.of == "armed_group":
        return owner
    if scene.is_definite(phrase) or last.startswith("accomplice"):
        earlier = scene.last(lambda known: known.of == "armed_group", phrase.head)
        if earlier is not None:
            return earlier
    place = scene.town_around(phrase.head)
    name = "unidentified gunmen" if last in words("shooters") else "unidentified attackers"
    known = scene.store.group(f"{name} in {place}" if place is not None else name, "armed_group")
    known.called.add(last)
    return known
