"""Persons: named ones with their title, body and side, and those told of by a role only."""

from __future__ import annotations

from sayso.extract.actors.lexicon import Noun, words
from sayso.extract.actors.naming import unnamed
from sayso.extract.actors.phrases import Phrase, left_edge, noun_at
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.store import Known, country_of
from sayso.extract.draft import ActorDraft

OFFICER = Noun("officer", "role", "force", "person", "force")
#: Roles of which several together act for their side: "RSF commanders" are the RSF.
SPEAKING = frozenset({"military", "police", "armed_group", "government", "igo", "organization"})
FIGHTING = frozenset({"military", "armed_group"})
ARMED_STATE = frozenset({"military", "police"})
ORGANS = frozenset({"state", "force", "police", "official", "head", "voice"})


def find_person(scene: Scene, phrase: Phrase) -> Known | None:
    """A named person: known by any telling part of the name, or new."""
    view = scene.view
    assert phrase.name is not None and phrase.person is not None
    start, end = phrase.name
    parts = [view.text[i] for i in range(start, end) if view.text[i] not in {"-", ".", '"', "“", "”"}]
    role, role_start = _title(scene, phrase)
    twin = _twin(scene, phrase.head)
    known = scene.store.person(parts) or _described(scene, phrase, role, twin)
    name = _full_name(scene, phrase, len(parts))
    if known is None:
        known = scene.store.add(ActorDraft(name, "person"), "person")
    elif len(name) > len(known.actor.name) or known.unnamed:
        known.actor.name, known.unnamed = name, False
    scene.store.remember_name(known, parts)
    known.called |= set(phrase.person.titles)
    known.gender = known.gender or _gender(phrase, parts)
    scene.meaning[phrase.head] = known
    _employ(scene, known, phrase, role, role_start, twin)
    return known


def _full_name(scene: Scene, phrase: Phrase, size: int) -> str:
    view, (start, end) = scene.view, phrase.name or (phrase.head, phrase.head + 1)
    first = phrase.person.first if phrase.person else start
    if size == 1 and start > first and view.low[start - 1].rstrip(".") in words("kept_honorifics"):
        return view.words(start - 1, end)
    return view.words(start, end)


def _gender(phrase: Phrase, parts: list[str]) -> str:
    titles = set(phrase.person.titles) if phrase.person else set()
    first = parts[0].lower()
    if titles & words("female_honorifics"):
        return "f"
    if titles & words("male_honorifics"):
        return "m"
    if len(parts) > 1:
        return "f" if first in words("female_names") else "m" if first in words("male_names") else ""
    return ""


def _title(scene: Scene, phrase: Phrase) -> tuple[Noun | None, int]:
    """The role right before a name, and its first token; a rank counts where there is no role."""
    view = scene.view
    assert phrase.name is not None
    rank: tuple[Noun, int] | None = None
    low = max(view.sentence(phrase.head)[0], phrase.name[0] - 8)
    for j in range(phrase.name[0] - 1, low - 1, -1):
        found = noun_at(view, j)
        word = view.low[j].rstrip(".")
        if found and found[0].sort == "role" and found[0].of != "force" and (word not in words("honorifics") or view.text[j].islower()):
            phrase.start = min(phrase.start, left_edge(view, phrase.head, found[1]), left_edge(view, j, found[1]))
            return found[0], found[1]
        if found and found[0].of == "force":
            rank = (found[0], found[1])
        elif word not in words("ranks") and word not in words("honorifics") and view.text[j] not in {".", "-"}:
            break
    office = _office_before(scene, phrase, low)
    if office is not None:
        return office
    if rank is not None:
        phrase.start = min(phrase.start, left_edge(view, phrase.head, rank[1]), rank[1])
        return rank
    return None, phrase.name[0]


def _office_before(scene: Scene, phrase: Phrase, low: int) -> tuple[Noun, int] | None:
    """ "Minister of Security General Ana Ruiz", "Secretary of State for Defence Ana Ruiz": a role with its "of" phrase."""
    view = scene.view
    assert phrase.name is not None
    joined = False
    for j in range(phrase.name[0] - 1, low - 1, -1):
        joined = joined or view.low[j] in {"of", "for"}
        if not (view.capital(j) or view.low[j] in {"of", "for", "and", "the"} or view.text[j] in {".", "-"}):
            return None
        found = noun_at(view, j) if joined and view.low[j + 1] in {"of", "for"} else None
        if found and found[0].sort == "role":
            phrase.start = min(phrase.start, found[1])
            return found[0], found[1]
    return None


def _twin(scene: Scene, head: int) -> int | None:
    """The role phrase beside a name: "Ana Ruiz, a teacher", "the mayor, Ana Ruiz"."""
    view, phrases = scene.view, scene.phrases
    near = [view.head[head]] if view.dep[head] == "appos" else []
    name = phrases[head].name or (head, head + 1)
    before = name[0] - 2
    if before >= 0 and view.low[name[0] - 1] in {"alias", "named", "called", "nicknamed"}:
        near += [above.i for above in view.doc[head].ancestors][:5]
    if before >= 0 and view.text[name[0] - 1] == ",":
        near += [j for j in (before, view.head[before], view.head[view.head[before]]) if j < name[0]]
    for j in [*near, *view.under(head, "appos")]:
        if j in phrases and phrases[j].sort == "role" and not phrases[j].plural:
            return j
    return None


def _described(scene: Scene, phrase: Phrase, role: Noun | None, twin: int | None) -> Known | None:
    """Whom a report first describes and then names: "its leader said. ... Ana Ruiz told us" are one."""
    if twin is not None and twin in scene.meaning:
        return scene.meaning[twin]
    if role is not None or twin is not None or phrase.person is None or phrase.person.titles or not scene.view.says(phrase.head):
        return None
    found = scene.salient(phrase.head, lambda k: k.sort == "person", reach=2)
    return found if found is not None and found.unnamed and found.office else None


def _employ(scene: Scene, known: Known, phrase: Phrase, role: Noun | None, role_start: int, twin: int | None) -> None:
    """Role, body and side of a person from the words around the name."""
    view = scene.view
    if role is not None and not (role.of == "force" and twin is not None):
        size = len(view.words(role_start, phrase.name[0] if phrase.name else phrase.head).split())
        told = view.words(role_start, role_start + min(size, len(role.word.replace("-", " - ").split())))
        serve(scene, known, phrase, role, scene.owner(phrase, role_start), told)
    if twin is not None:
        other = scene.phrases[twin]
        owner = next((k for k in scene.owners(other) if k is not known), None)
        if other.noun is not None:
            serve(scene, known, other, other.noun, owner, view.words(other.noun_start, max(other.head + 1, other.noun_end)))
        if twin not in scene.meaning or scene.meaning[twin] is None:
            scene.mean(other, known)
    ranks = set(phrase.person.titles) & words("ranks") if phrase.person else set()
    if role is None and twin is None and ranks and known.actor.for_ is None:
        serve(scene, known, phrase, OFFICER, None, None)


def serve(scene: Scene, known: Known, phrase: Phrase, role: Noun, owner: Known | None, told: str | None) -> None:
    """Write down a role, the body that it is a role of, and the side that comes with it."""
    actor = known.actor
    known.called |= {role.word, role.word.split()[-1]}
    actor.role = actor.role or (told or role.word).lower()
    known.gender = known.gender or gender_of(role.word)
    if owner is not None and owner.sort == "person":
        owner = scene.store.of_actor(owner.actor.for_)
    if owner is known:
        owner = None
    if actor.of is None and owner is not None:
        actor.of = owner.actor
    former = any(scene.view.low[j] in words("no_longer") for j in range(phrase.start, phrase.head + 1))
    if actor.for_ is None and not former:
        side = side_of(scene, phrase, role, owner)
        if side is not None and side is not known:
            actor.for_ = side.actor
            actor.country = actor.country or side.actor.country


def gender_of(word: str) -> str:
    """What a noun tells of the gender of whom it means."""
    last = word.split()[-1]
    if last.endswith("woman") or last in words("female_nouns"):
        return "f"
    return "m" if last.endswith("man") or last in words("male_nouns") else ""


def side_of(scene: Scene, phrase: Phrase, role: Noun, owner: Known | None) -> Known | None:
    """Whom somebody in a role speaks and acts for: the body named with it, else one lately spoken of, else the home state."""
    if role.side in {"none", "region"}:
        return None
    if owner is not None:
        return owner if owner.sort not in {"group", "media"} or owner.of == "armed_group" else None
    if role.side == "body" or role.of == "governor":
        return None
    wanted = {"force": FIGHTING, "police": frozenset({"police"})}.get(role.side, SPEAKING)
    if phrase.person is not None and role.side == "force" and role.word not in {"commander", "field commander"}:
        wanted = ARMED_STATE
    if role.of == "state":
        return _state_side(scene, phrase)
    if scene.has_owner(phrase):
        return None
    near = scene.salient(phrase.start, lambda k: k.actor.kind in wanted and k.sort in {"body", "government"}, reach=2)
    if near is not None:
        return near
    return scene.store.government(scene.home.iso3) if scene.home.iso3 else None


def _state_side(scene: Scene, phrase: Phrase) -> Known | None:
    """The government of a president or minister whose country is not named: of a diplomat nothing can be told."""
    definite = phrase.person is not None or scene.is_definite(phrase)
    if not definite:
        return None
    if scene.home.sure and scene.home.iso3:
        return scene.store.government(scene.home.iso3)
    near = scene.salient(phrase.start, lambda k: k.sort == "government" or (k.actor.kind == "government" and k.sort == "body"), reach=2)
    return near or (scene.store.government(scene.home.iso3) if scene.home.iso3 else None)


# -- roles without a name ----------------------------------------------------------------------------------------------


def find_role(scene: Scene, phrase: Phrase) -> Known | None:
    """Somebody told of by a role: a person named beside it, one told of before, the body itself, or somebody new."""
    view = scene.view
    twin = _named_twin(scene, phrase)
    if twin is not None:
        return scene.resolve(twin)
    if view.low[phrase.start] in {"no", "nobody"}:
        return None
    assert phrase.noun is not None
    titled = _titled(scene, phrase)
    if titled is not None:
        return titled
    owner = scene.owner(phrase)
    definite = scene.is_definite(phrase)
    if definite:
        earlier = _earlier(scene, phrase, owner)
        if earlier is not None:
            return earlier
    if phrase.noun.stands_for:
        body = _stands_for(scene, phrase, owner)
        if body is not None:
            return body
    return _somebody(scene, phrase, owner, definite)


def _titled(scene: Scene, phrase: Phrase) -> Known | None:
    """ "Angola, the mediator,": the actor that a role phrase is set beside."""
    view, above = scene.view, scene.view.head[phrase.head]
    if view.dep[phrase.head] != "appos" or above not in scene.phrases or scene.phrases[above].sort != "name":
        return None
    known = scene.resolve(above)
    if known is not None and known.sort in {"body", "government"}:
        return known
    return None


def _somebody(scene: Scene, phrase: Phrase, owner: Known | None, definite: bool) -> Known:
    assert phrase.noun is not None
    view = scene.view
    name = unnamed(view, phrase)
    if owner is not None and owner.actor.country and phrase.noun.of == "state" and owner.sort in {"government", "body"}:
        country = country_of(owner.actor.country)
        if country and country.adjective.lower() not in name.lower() and country.name.lower() not in name.lower():
            name = name.replace("unnamed ", f"unnamed {country.adjective} ") if name.startswith("unnamed ") else f"{country.adjective} {name}"
    known = scene.store.add(ActorDraft(name, "person"), "person")
    known.unnamed, known.office = True, definite
    told = view.words(phrase.noun_start, max(phrase.head + 1, phrase.noun_end))
    serve(scene, known, phrase, phrase.noun, owner, told)
    return known


def _stands_for(scene: Scene, phrase: Phrase, owner: Known | None) -> Known | None:
    """ "a Foreign Ministry spokesperson" is the ministry, "the governor" the government of the province."""
    assert phrase.noun is not None
    if phrase.noun.of == "governor":
        return _province(scene, phrase, owner)
    if owner is None or owner.sort not in {"body", "government"}:
        return None
    owner.lone = phrase.head
    return owner


def _province(scene: Scene, phrase: Phrase, owner: Known | None) -> Known | None:
    view = scene.view
    near = [j for prep in view.under(phrase.head, "prep") for noun in view.under(prep, "pobj") for j in (noun,) if j in scene.places]
    inside = [j for j in range(phrase.start, phrase.head) if j in scene.places]
    place = next((scene.places[j] for j in [*near, *inside]), None) or _last_province(scene, phrase.head)
    if place is None:
        return None
    name = f"{place.name} government"
    known = scene.store.get("body", name.lower())
    if known is None:
        known = scene.store.add(ActorDraft(name, "government", role=None), "body", "body", name.lower())
        known.of = "local_government"
        iso3 = scene.iso3_of_place(place)
        if iso3:
            known.actor.country = iso3
            known.actor.for_ = scene.store.government(iso3).actor
    return known


def _last_province(scene: Scene, here: int):  # type: ignore[no-untyped-def]
    """The province that was last told of."""
    for j in range(here, max(here - 400, -1), -1):
        if j in scene.places and scene.places[j].kind == "admin1":
            return scene.places[j]
    return None


def _named_twin(scene: Scene, phrase: Phrase) -> int | None:
    """The named person that a role phrase is about: beside it, or right behind it."""
    view, head, phrases = scene.view, phrase.head, scene.phrases
    near = [view.head[head]] if view.dep[head] in {"appos", "compound", "nmod", "amod"} else []
    for j in [*near, *view.under(head, "appos")]:
        if j in phrases and phrases[j].sort == "person" and (view.dep[head] == "appos" or j > head):
            return j
    for j in range(head + 1, min(head + 9, len(view))):
        person = phrases[j].person if j in phrases else None
        if person is not None:
            return j if person.first == head + 1 or _twin(scene, j) == head else None
    return None


def _earlier(scene: Scene, phrase: Phrase, owner: Known | None) -> Known | None:
    """The last person told of in this role, for the same body where one is named."""
    assert phrase.noun is not None
    last = phrase.noun.word.split()[-1]

    def fits(known: Known) -> bool:
        if known.sort != "person" or last not in known.called:
            return False
        if owner is None or known.actor.of is owner.actor:
            return True
        return known.actor.of is None and known.actor.side() is owner.actor.side()

    return scene.last(fits, phrase.head)


def find_relation(scene: Scene, phrase: Phrase) -> Known | None:
    """ "her colleague", "his counterparts", "their hosts"."""
    owner = scene.owner(phrase)
    if phrase.word in words("opposites") and not phrase.plural and (abroad := _nation(scene, phrase)) is not None:
        return _counterpart(scene, phrase, abroad)
    if owner is None:
        return None if phrase.plural else _plain_person(scene, unnamed(scene.view, phrase))
    if phrase.word in words("opposites"):
        return _other_side(scene, owner, phrase.head) or None
    if owner.sort == "group":
        return owner
    if phrase.plural:
        return None
    known = _plain_person(scene, f"{phrase.word} of {owner.actor.name}")
    known.gender = gender_of(phrase.word)
    return known


def _nation(scene: Scene, phrase: Phrase) -> Known | None:
    """The country that an adjective inside the phrase names: "her Rwandan counterpart"."""
    inside = (scene.country_at(j) for j in range(phrase.start, phrase.head))
    return next((known for known in inside if known is not None), None)


def _counterpart(scene: Scene, phrase: Phrase, abroad: Known) -> Known:
    """Somebody in the same role on the other side."""
    owners = [k for j in scene.view.under(phrase.head, "poss") if (k := scene.resolve(j)) is not None]
    country = country_of(abroad.actor.country)
    role = owners[0].actor.role if owners and owners[0].actor.role else "counterpart"
    known = _plain_person(scene, f"unnamed {country.adjective if country else ''} {role}")
    known.actor.role, known.actor.country, known.actor.for_, known.actor.of = role, abroad.actor.country, abroad.actor, abroad.actor
    known.called |= {role, role.split()[-1]}
    return known


def _plain_person(scene: Scene, name: str) -> Known:
    known = scene.store.add(ActorDraft(name, "person"), "person")
    known.unnamed = True
    return known


def _other_side(scene: Scene, owner: Known, here: int) -> Known | None:
    """The government or armed group spoken of most so far that is on another side."""
    side = owner.actor.side()

    def fits(known: Known) -> bool:
        return known.actor.kind in {"government", "armed_group"} and known.actor.side() is known.actor and known.actor is not side

    rivals = [known for known in scene.store.all if known.times and known.last < here and fits(known)]
    return max(rivals, key=lambda known: (known.times, known.last), default=None)
