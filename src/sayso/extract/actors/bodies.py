"""Bodies: ministries, armies, police, councils, unions, hospitals, media; under their own name or a common noun."""

from __future__ import annotations

from sayso.extract.actors.lexicon import Noun, atoms_of, stems, words
from sayso.extract.actors.naming import bare, plain_first, tail, title_case, with_country
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.store import MILITARY, Known, country_of, topic_of
from sayso.extract.draft import ActorDraft

#: Classes of roles.toml whose bodies belong to a state, found again by what they are for and by country.
STATE = frozenset({"ministry", "military", "police", "government", "force", "parliament"})
ABSTRACT = frozenset({"state", "country", "nation", "republic", "kingdom", "capital", "leadership", "executive"})
BLOCS = frozenset({"igo"})
ORGANIZATIONS = frozenset({"organization"})
ANY_BODY = frozenset({"armed_group", "organization", "igo"})
#: Of the words for a whole army those that name it.
PLAIN_ARMY = frozenset({"army", "military", "armed forces", "defence forces", "defense forces", "security forces"})
UNKNOWN_COUNTRY = "the report does not tell which country this body belongs to"
Owner = Known | None


def find_body(scene: Scene, phrase: Phrase) -> Known | None:
    """The body that a phrase means."""
    noun = phrase.noun
    assert noun is not None
    twin = _twin(scene, phrase)
    if twin is not None:
        return scene.resolve(twin)
    if scene.view.low[phrase.start] in {"no", "both", "either", "neither", "our", "my", "your"}:
        return None
    if phrase.name is not None:
        return _proper(scene, phrase, noun)
    owner = scene.owner(phrase)
    if noun.of in STATE:
        return _state(scene, phrase, noun, plain_first(scene.view, phrase, bare(scene.view, phrase)), owner)
    if noun.of == "armed_group":
        return armed(scene, phrase, owner)
    if noun.of == "media":
        return _media(scene, phrase)
    return _plain(scene, phrase, noun, owner)


def _twin(scene: Scene, phrase: Phrase) -> int | None:
    """A known name in apposition: "the United Nations mission, UNAMA"."""
    for j in scene.view.under(phrase.head, "appos"):
        other = scene.phrases.get(j)
        if other is not None and (other.sort == "body" and other.name is not None or other.sort == "name" and other.entries[0].use == "actor"):
            return j
    return None


def _proper(scene: Scene, phrase: Phrase, noun: Noun) -> Known | None:
    """A body with a name of its own: "Ministry of Trade", "Kordofan Medical Union", "Kosovo Police"."""
    view = scene.view
    assert phrase.name is not None
    start, end = phrase.name
    country, start = _country_before(scene, start, end)
    owner = country or scene.owner(phrase, phrase.name[0]) or _owner_behind(scene, phrase)
    text = view.words(start, end)
    if owner is not None and owner.of in {"armed_group", "igo"} and (_is_part(noun) or noun.of == owner.of):
        return owner
    group = stems().get(atoms_of(view.words(start, end))[:-1]) if noun.of == "armed_group" else None
    if group is not None:
        return scene.store.named(group)
    if noun.of in STATE and (owner is None or owner.sort == "government" or owner.sort == "body"):
        return _state(scene, phrase, noun, text if start < end else view.words(*phrase.name), owner)
    return _own(scene, noun, view.words(*phrase.name), owner)


def _owner_behind(scene: Scene, phrase: Phrase) -> Owner:
    """The country behind the name: "Ministry of Foreign Affairs of the Islamic Emirate"."""
    view, end = scene.view, phrase.end
    if end + 1 < len(view) and view.low[end] == "of":
        step = end + 2 if view.low[end + 1] == "the" else end + 1
        for j in range(step, min(step + 4, len(view))):
            if j in scene.phrases and scene.phrases[j].sort == "name":
                return scene.resolve(j) or scene.country_at(j)
    return None


def _country_before(scene: Scene, start: int, end: int) -> tuple[Owner, int]:
    """The country that a name begins with, and where the name goes on."""
    view = scene.view
    for j in range(start, min(start + 5, end)):
        if j in scene.phrases and scene.phrases[j].sort == "name" and scene.phrases[j].noun_start == start:
            owner = scene.country_at(j) or scene.resolve(j)
            after = scene.phrases[j].end
            return owner, after + 1 if after < end and view.low[after] in {"'s", "’s"} else after
    return None, start


def _is_part(noun: Noun) -> bool:
    return noun.word in words("parts_of_bodies") or noun.word.split()[-1] in words("parts_of_bodies")


def _own(scene: Scene, noun: Noun, name: str, owner: Owner) -> Known:
    """A body kept under its full name."""
    known = scene.store.get("body", name.lower())
    if known is None:
        sort = "media" if noun.kind == "media" else "body"
        known = scene.store.add(ActorDraft(name, noun.kind), sort, "body", name.lower())
        known.of = noun.of
        iso3 = owner.actor.country if owner is not None else None
        if noun.side == "government":
            iso3 = iso3 or scene.home.iso3
            _put_under(scene, known, iso3)
        elif noun.word.split()[-1] in {"embassy", "mission", "consulate", "council"} and owner is not None and owner.sort == "government":
            _put_under(scene, known, iso3)
    known.called |= {noun.word, noun.word.split()[-1], *name.lower().split()[-1:]}
    return known


def _put_under(scene: Scene, known: Known, iso3: str | None) -> None:
    """Let a body act for the government of its country."""
    if iso3:
        known.actor.country = iso3
        known.actor.for_ = scene.store.government(iso3).actor
    else:
        scene.store.note(known, UNKNOWN_COUNTRY)


# -- bodies of a state -------------------------------------------------------------------------------------------------


def _state(scene: Scene, phrase: Phrase, noun: Noun, text: str, owner: Owner) -> Known | None:
    """A body of some government: found again by its class, what it is for, and its country."""
    if noun.word in ABSTRACT:
        return owner if owner is not None and owner.sort == "government" else None
    if noun.word in words("buildings") and scene.view.rank(phrase.head) == 0:
        return None
    if owner is not None and owner.of in {"igo", "organization", "armed_group"}:
        return owner if _is_part(noun) or owner.of == "armed_group" else _own(scene, noun, text, None)
    topic = topic_of(text) if noun.of == "ministry" else frozenset()
    iso3 = (owner.actor.country if owner is not None else None) or scene.place_country(phrase) or scene.front_country(phrase.head)
    if iso3 is None and noun.of == "police":
        iso3 = scene.country_around(phrase.head)
    if iso3 is None:
        earlier = _earlier(scene, phrase, noun, topic)
        if earlier is not None:
            return earlier
        iso3 = scene.home.iso3 if owner is not None or not scene.has_owner(phrase) else None
    if noun.of == "government":
        return _government(scene, noun, text, iso3)
    return make_state_body(scene, noun, text, topic, iso3)


def _government(scene: Scene, noun: Noun, text: str, iso3: str | None) -> Known:
    if iso3 is not None:
        known = scene.store.government(iso3)
        country = country_of(iso3)
        if country is not None and noun.word.endswith("government") and known.actor.name == country.name:
            known.actor.name = country.government
        return known
    known = scene.store.get("body", text.lower())
    if known is None:
        known = scene.store.add(ActorDraft(text, noun.kind), "government", "body", text.lower())
        scene.store.note(known, UNKNOWN_COUNTRY)
    return known


def make_state_body(scene: Scene, noun: Noun, text: str, topic: frozenset[str], iso3: str | None) -> Known:
    """The body of this class, task and country, kept from before or new."""
    low = text.lower()
    common = low in MILITARY or noun.of == "force"
    key = (noun.of, "" if common else " ".join(sorted(topic)) or low, iso3 or "")
    known = scene.store.get(*key)
    if known is None:
        name = _body_name(noun, "army" if common and low not in PLAIN_ARMY else text, topic, iso3)
        known = scene.store.add(ActorDraft(name, noun.kind, country=iso3), "body", *key)
        known.of, known.topic = noun.of, topic
        _put_under(scene, known, iso3)
    known.called |= {noun.word.split()[-1], *low.split()[-1:]}
    return known


def _body_name(noun: Noun, text: str, topic: frozenset[str], iso3: str | None) -> str:
    """ "Pakistani military", "Chinese Foreign Ministry"; a name that tells enough stays as it is."""
    if noun.of == "ministry" and topic == {"foreign"} and text.lower() == "foreign office" and iso3 != "GBR":
        text = "Foreign Ministry"
    capital = sum(word[:1].isupper() for word in text.split())
    if noun.of in {"police", "military", "parliament"} and capital > 1:
        return text
    title = title_case(text) if noun.of in {"ministry", "parliament"} or capital else text
    return with_country(country_of(iso3), title)


def _earlier(scene: Scene, phrase: Phrase, noun: Noun, topic: frozenset[str]) -> Known | None:
    """The last body that these words can mean: of the same class, and for the same task where one is told."""
    view = scene.view
    if noun.of == "government" or noun.of == "police" and view.low[phrase.start] != "the":
        return None

    def fits(known: Known) -> bool:
        if known.sort != "body":
            return False
        if noun.of == "force":
            return known.actor.kind in {"police", "military"} or (known.actor.kind in {"armed_group", "igo"} and bool(known.called & {"force", "forces"}))
        if known.of != noun.of and known.actor.kind != noun.kind or known.actor.kind == "government" and known.of != noun.of:
            return False
        if noun.of == "military" and noun.word.split()[-1] not in known.called and not _alike(noun.word, known):
            return False
        return not topic or not known.topic or topic <= known.topic or known.topic <= topic

    return scene.last(fits, phrase.head)


def _alike(word: str, known: Known) -> bool:
    """The army, the military and the troops of one country are one; its navy and its coast guard are others."""
    return word in MILITARY and bool(known.called & {"army", "military", "forces", "troops", "soldiers"})


# -- other bodies ------------------------------------------------------------------------------------------------------


def _plain(scene: Scene, phrase: Phrase, noun: Noun, owner: Owner) -> Known | None:
    last = noun.word.split()[-1]
    if owner is not None and owner.sort == "person" and last in {"office", "team", "staff"}:
        return scene.store.of_actor(owner.actor.for_) or owner
    if owner is not None and owner.sort == "body" and _is_part(noun):
        owner.called.add(last)
        return owner
    owned = bool(scene.view.under(phrase.head, "poss"))
    if not owned and (scene.is_definite(phrase) or scene.view.dep[phrase.head] == "compound"):
        earlier = scene.last(lambda k: k.sort in {"body", "media"} and last in k.called, phrase.head)
        if earlier is not None:
            return earlier
        kinds = BLOCS if last in {"bloc", "alliance"} else ANY_BODY if last in {"organisation", "organization", "body"} else ORGANIZATIONS
        if last in words("called_so"):
            return scene.salient(phrase.head, lambda k: k.sort == "body" and k.actor.kind in kinds, reach=6)
    if owner is not None and owner.sort == "government" and noun.word in {"delegation", "team", "side", "mission"}:
        return owner
    if not _counts(scene, phrase, noun):
        return None
    name = f"{bare(scene.view, phrase)}{tail(scene.view, phrase)}"
    if last in words("facilities") and " in " not in name and not phrase.plural:
        place = scene.local_place(phrase.head) or scene.last_town(phrase.head)
        name = f"{name} in {place}" if place is not None and place not in name else name
    return _own(scene, noun, name, owner)


def _counts(scene: Scene, phrase: Phrase, noun: Noun) -> bool:
    """Whether a body without a name is somebody here: a place where people work and are hit, or one that speaks and acts."""
    view, head = scene.view, phrase.head
    if noun.word.split()[-1] in words("facilities") or noun.of == "local_government":
        return True
    return view.says(head) or (view.rank(head) > 0 and view.lemma(view.head[head]) in words("acting_verbs"))


def armed(scene: Scene, phrase: Phrase, owner: Owner) -> Known | None:
    """ "the militia", "the group": the armed group named with it, else the last one spoken of, else a new one."""
    if owner is not None and owner.sort == "person":
        owner = scene.store.of_actor(owner.actor.for_) or owner
    word = scene.view.low[phrase.head]
    if owner is not None and owner.of == "armed_group":
        owner.called |= {word, phrase.word}
        return owner
    if scene.is_definite(phrase) and owner is None:
        found = _last_armed(scene, phrase, word)
        if found is not None:
            return found
    return group_of(scene, phrase, "armed_group", owner)


def _last_armed(scene: Scene, phrase: Phrase, word: str) -> Known | None:
    """The armed group meant by "the rebels", "the movement": one that was called so before, else the last one."""
    group = phrase.word.split()[-1] in {"group", "movement", "front"}
    kinds = frozenset({"armed_group", "organization"}) if group else frozenset({"armed_group"})
    called = {word, phrase.word, phrase.word.split()[-1]} if phrase.word else {word}

    def fits(known: Known) -> bool:
        return known.actor.kind in kinds and known.sort == "body"

    same = scene.salient(phrase.head, lambda k: fits(k) and bool(k.called & called), reach=8)
    found = same or scene.salient(phrase.head, fits, reach=8)
    return found or scene.last(lambda k: k.actor.kind == "armed_group", phrase.head)


def _media(scene: Scene, phrase: Phrase) -> Known | None:
    if scene.view.low[phrase.head] in words("weak_media") and not scene.view.says(phrase.head):
        return None
    name = bare(scene.view, phrase)
    known = scene.store.get("media", name.lower())
    if known is None:
        known = scene.store.add(ActorDraft(name, "media"), "media", "media", name.lower(), plural=phrase.plural)
    return known


def group_of(scene: Scene, phrase: Phrase, kind: str, owner: Owner) -> Known:
    """A group kept under the words of the phrase."""
    view = scene.view
    name = f"{bare(view, phrase)}{tail(view, phrase)}"
    name = plain_first(view, phrase, name) if view.opens(phrase.start) else name
    known = scene.store.get("group", name.lower())
    if known is None:
        known = scene.store.add(ActorDraft(name, kind), "group", "group", name.lower(), plural=True)
        known.of = "armed_group" if kind == "armed_group" else ""
        if owner is not None and owner.sort in {"body", "government"} and kind != "population":
            known.actor.of = owner.actor
    known.called |= {view.low[phrase.head]}
    return known
