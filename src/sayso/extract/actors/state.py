"""Bodies of a state under a common noun: "the army", "the foreign ministry", "police", "the government"."""

from __future__ import annotations

from sayso.extract.actors.lexicon import Noun, countries, iso3_of, named, nouns, task_of, words
from sayso.extract.actors.naming import tail, title_case, with_country
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.store import Known
from sayso.extract.draft import ActorDraft

#: Classes of roles.toml whose bodies are found again by what they are for and by country.
STATE = frozenset({"ministry", "military", "police", "government", "force", "parliament"})
UNKNOWN_COUNTRY = "the report does not tell which country this body belongs to"
ARMY = Noun("army", "body", "military", "military", "government")
#: How many mentions back somebody counts as having just spoken.
RECENT = 12
FORCE = frozenset({"force", "forces"})


def find_state_body(scene: Scene, phrase: Phrase, text: str, owner: Known | None) -> Known | None:
    """The body that the words mean: of the owner, of the place it is in, one told of before, or the report's own."""
    noun = phrase.noun
    if noun.word in words("states"):
        return owner if owner is not None and owner.sort == "government" else None
    if noun.word in words("buildings") and scene.view.rank(phrase.head) == 0:
        return None
    if owner is not None and owner.of in {"igo", "organization", "armed_group"}:
        return scene.last(lambda known: _is_part_of(known, owner, noun), phrase.head) or owner
    task = task_of(text) if noun.of == "ministry" else frozenset()
    iso3 = (owner.actor.country if owner is not None else None) or scene.country_for(phrase)
    if iso3 is None and noun.of == "police":
        iso3 = scene.country_around(phrase.head)
    if iso3 is None:
        earlier = _earlier(scene, phrase, task)
        spoke = _just_spoke(scene, phrase) or scene.country_of_speaker(phrase.head)
        if earlier is not None:
            own = spoke is not None and earlier.actor.country not in {None, spoke}
            return make_state_body(scene, noun, text, task, spoke) if own else earlier
        iso3 = spoke or (scene.home.iso3 if owner is not None or not scene.has_owner(phrase) else None)
    if iso3 is None and phrase.name is None:
        text += tail(scene.view, phrase)
    if noun.of == "government":
        return _regional(scene, phrase, text) or _government(scene, noun, text, iso3)
    return make_state_body(scene, noun, text, task, iso3)


def _is_part_of(known: Known, owner: Known, noun: Noun) -> bool:
    """Whether "the UN force" may mean this body: told of as a force, and of the United Nations."""
    if known is owner or known.actor.kind != owner.actor.kind or noun.word.split()[-1] not in known.called:
        return False
    return known.actor.for_ is owner.actor or known.actor.name.startswith(owner.actor.name)


def put_under(scene: Scene, known: Known, iso3: str | None) -> None:
    """Let a body act for the government of its country."""
    if iso3 is not None:
        known.actor.country, known.actor.for_ = iso3, scene.store.government(iso3).actor
    else:
        scene.store.note(known, UNKNOWN_COUNTRY)


def _government(scene: Scene, noun: Noun, text: str, iso3: str | None) -> Known:
    if iso3 is None:
        known = scene.store.get("body", text.lower())
        if known is None:
            known = scene.store.add(ActorDraft(text, noun.kind), "government", "body", text.lower())
            scene.store.note(known, UNKNOWN_COUNTRY)
        return known
    known = scene.store.government(iso3)
    country = countries()[iso3]
    if noun.word.endswith("government") and known.actor.name == country.name:
        known.actor.name = country.government
    return known


def _regional(scene: Scene, phrase: Phrase, text: str) -> Known | None:
    """The authorities of a part of a country ("the administration in Mekelle"); a capital's are the country's."""
    view = scene.view
    if phrase.noun.word not in words("regional_governments"):
        return None
    inner = [prep for prep in view.under(phrase.head, "prep") if view.low[prep] in {"in", "of"}]
    found = (scene.places.get(noun) for prep in inner for noun in view.under(prep, "pobj"))
    place = next((place for place in found if place is not None), None)
    if place is None or any(entry.use in {"capital", "metonym", "country"} for entry in named(place.name)):
        return None
    known = scene.store.body(f"{text} in {place.name}", "government", "local_government")
    known.actor.country = iso3_of(place.country or "")
    known.called |= {phrase.noun.word, phrase.noun.word.split()[-1]}
    return known


def make_state_body(scene: Scene, noun: Noun, text: str, task: frozenset[str], iso3: str | None) -> Known:
    """The body of this class, task and country, kept from before or new."""
    low = text.lower()
    common = is_army(low) or noun.of == "force"
    key = (noun.of, "" if common else " ".join(sorted(task)) or low, iso3 or "")
    known, name = scene.store.get(*key), ""
    if known is None:
        name = _body_name(noun, "army" if common and low not in words("army_names") else text, task, iso3)
        known = scene.store.force(name, iso3, *key) if iso3 is not None else None
    if known is None:
        known = scene.store.add(ActorDraft(name, noun.kind, country=iso3), "body", *key)
        known.of, known.topic = noun.of, task
        put_under(scene, known, iso3)
    known.called |= {noun.word.split()[-1], low.split()[-1] if low else ""}
    return known


def army(scene: Scene, iso3: str | None) -> Known:
    """The army of a country."""
    return make_state_body(scene, ARMY, "army", frozenset(), iso3)


def is_army(word: str) -> bool:
    """Whether these words mean a country's army as a whole."""
    return word in words("army_names") or word in words("army_words")


def _body_name(noun: Noun, text: str, task: frozenset[str], iso3: str | None) -> str:
    """ "Pakistani military", "Chinese Foreign Ministry"; a name that tells enough stays as it is."""
    if noun.of == "ministry" and task == {"foreign"} and text.lower() == "foreign office" and iso3 != "GBR":
        text = "Foreign Ministry"
    *before, last = text.split() or [""]
    capitals = sum(word[:1].isupper() for word in [*before, last])
    if noun.of == "military" and capitals and text.lower() in nouns():
        return with_country(countries().get(iso3 or ""), text)  # "Air Force" alone tells too little
    own = any(word[:1].isupper() or word[0].isdigit() for word in before)
    if own and noun.of in {"police", "military", "parliament"}:
        return text
    titled = noun.of in {"ministry", "parliament"} or capitals > 0
    return with_country(countries().get(iso3 or ""), title_case(text) if titled else text)


def _just_spoke(scene: Scene, phrase: Phrase) -> str | None:
    """The country of the government that has just spoken: "Lima protested. A Foreign Ministry spokesman said"."""
    if phrase.noun.of != "ministry" or scene.view.low[phrase.start] == "the":
        return None
    sent = scene.view.sent[phrase.head]
    spoke = [s for s in scene.recent[-RECENT:] if s.sent == sent - 1 and s.says and s.head < phrase.head]
    last = spoke[-1].known if spoke else None
    if last is None or (last.sort == "person" and scene.home.sure):
        return None
    side = last.actor.side()
    return side.country if last.sort in {"government", "person"} and side.kind == "government" else None


# -- bodies told of before ---------------------------------------------------------------------------------------------


def _earlier(scene: Scene, phrase: Phrase, task: frozenset[str]) -> Known | None:
    """The last body that these words can mean: of the same class, and for the same task where one is told."""
    noun = phrase.noun
    if noun.of == "force":
        return scene.salient(phrase.head, _is_force, reach=4) or scene.last(_is_force, phrase.head)
    if noun.of == "government" or (noun.of == "police" and scene.view.low[phrase.start] != "the"):
        return None
    return scene.last(lambda known: _is_such(known, noun, task), phrase.head)


def _is_force(known: Known) -> bool:
    """Whether "the force" may mean this body."""
    if known.sort != "body":
        return False
    kind = known.actor.kind
    return kind in {"police", "military"} or (kind in {"armed_group", "igo"} and not FORCE.isdisjoint(known.called))


def _is_such(known: Known, noun: Noun, task: frozenset[str]) -> bool:
    if known.sort != "body" or (known.of != noun.of and (known.actor.kind != noun.kind or noun.kind == "government")):
        return False
    if noun.of == "military" and noun.word.split()[-1] not in known.called:
        # the army, the military and the troops of a country are one; its navy and its coast guard are others
        return is_army(noun.word) and any(is_army(word) for word in known.called)
    if noun.of == "ministry" and not task and noun.word.split()[-1] not in known.called:
        return False  # "the ministry" is no directorate
    return not task or not known.topic or task <= known.topic or known.topic <= task
