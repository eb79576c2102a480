"""For whom somebody in a role speaks and acts."""

from __future__ import annotations

from sayso.extract.actors.lexicon import Noun, iso3_of, named, words
from sayso.extract.actors.phrases import PRONOUNS, Phrase
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.store import Known
from sayso.extract.draft import PlaceDraft

#: Kinds of bodies that a spokesperson, a fighter, an officer, a policeman may be of where the text does not say which.
SPEAKING = frozenset({"military", "police", "armed_group", "government", "igo", "organization"})
FIGHTING = frozenset({"military", "armed_group"})
STATE_FORCES = frozenset({"military", "police"})
POLICE = frozenset({"police"})
UNITED_NATIONS = "United Nations"


def serve(scene: Scene, known: Known, phrase: Phrase, role: Noun, owner: Known | None, told: str) -> None:
    """Write down a role (in the words `told`), the body that it is a role of, and the side that comes with it."""
    actor = known.actor
    known.called |= {role.word, role.word.split()[-1]}
    known.gender = known.gender or gender_of(role.word)
    actor.role = actor.role or told.lower() or role.word
    if owner is not None and owner.sort == "person":
        owner = scene.store.of_actor(owner.actor.for_)
    if owner is not None and owner is not known:
        actor.of = actor.of or owner.actor
    former = any(scene.view.low[j] in words("no_longer") for j in range(phrase.start, phrase.head + 1))
    if actor.for_ is not None or former:
        return
    local = _place_of(scene, phrase)
    foreign = local is not None and role.of == "state" and owner is None
    side = None if foreign else side_of(scene, phrase, role, owner if owner is not known else None)
    if side is not None and side is not known:
        actor.for_, actor.country = side.actor, actor.country or side.actor.country
    if actor.country is None and role.of in words("local_roles"):
        elsewhere = None if role.of == "state" else scene.home.iso3
        actor.country = iso3_of(local.country or "") if local is not None else elsewhere


def _place_of(scene: Scene, phrase: Phrase) -> PlaceDraft | None:
    """The place of an office that its words name: "governor of Almeria", "the Almeria mayor"."""
    view = scene.view
    end = phrase.person.start if phrase.person is not None else phrase.head
    behind = [noun for prep in view.under(phrase.head, "prep") for noun in view.under(prep, "pobj")]
    tokens = [*range(phrase.start, end), *behind]
    return next((scene.places[j] for j in tokens if j in scene.places and scene.meaning.get(j) is None), None)


def gender_of(word: str) -> str:
    """What a noun tells of the gender of whom it means."""
    last = word.split()[-1]
    if last.endswith("woman") or last in words("female_nouns"):
        return "f"
    return "m" if last.endswith("man") or last in words("male_nouns") else ""


def side_of(scene: Scene, phrase: Phrase, role: Noun, owner: Known | None) -> Known | None:
    """The body named with the role, else one lately spoken of that has such roles, else the report's own state."""
    if role.of == "politics" and owner is not None and owner.is_body and owner.actor.kind == "organization":
        return owner  # "Senator Ana Ruiz of the Salt Party"
    if role.side in {"none", "region"}:
        return None
    if owner is not None:
        return owner if owner.is_body or owner.of == "armed_group" else None
    if role.word in words("un_roles") and (entry := next(iter(named(UNITED_NATIONS)), None)) is not None:
        return scene.store.named(entry)
    if role.of == "state":
        return _state_side(scene, phrase)
    if role.side == "body" or scene.has_owner(phrase):
        return None
    wanted = _kinds(phrase, role)
    near = scene.salient(phrase.start, lambda known: known.is_body and known.actor.kind in wanted, reach=2)
    return near or _home(scene)


def _kinds(phrase: Phrase, role: Noun) -> frozenset[str]:
    if role.side == "police":
        return POLICE
    if role.side != "force":
        return SPEAKING
    ranked = phrase.person is not None and role.word.split()[-1] != "commander"
    return STATE_FORCES if ranked else FIGHTING


def _state_side(scene: Scene, phrase: Phrase) -> Known | None:
    """The government of a president or minister whose country is not named; of a nameless diplomat nothing is told."""
    if phrase.person is None and not scene.is_definite(phrase):
        return None
    owners = [scene.view.low[j] for j in scene.view.under(phrase.head, "poss")]
    if any(owner not in words("states") and owner not in PRONOUNS for owner in owners):
        return None  # "the council's president": of a body that we do not know
    home = _home(scene)
    if home is not None and scene.home.sure:
        return home
    return scene.salient(phrase.start, _governs, reach=2) or home


def _governs(known: Known) -> bool:
    """Whether presidents and ministers may be of this body."""
    return known.is_body and known.actor.kind == "government" and known.of not in {"election", "parliament"}


def _home(scene: Scene) -> Known | None:
    return scene.store.government(scene.home.iso3) if scene.home.iso3 is not None else None
