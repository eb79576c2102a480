"""Bodies: ministries, armies, police, councils, unions, hospitals, media; under their own name or a common noun."""

from __future__ import annotations

from sayso.extract.actors.groups import find_armed
from sayso.extract.actors.lexicon import Noun, atoms_of, called_so, families, stems, words
from sayso.extract.actors.naming import bare, tail
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.state import STATE, find_state_body, put_under
from sayso.extract.actors.store import Known

#: "Federal Democratic Republic of Ethiopia" and the like have at most so many words.
LONGEST_STATE = 8
#: An agency's name has at least two words before "Administration".
AGENCY = 3


def find_body(scene: Scene, phrase: Phrase) -> Known | None:
    """The body that a phrase means."""
    twin = _twin(scene, phrase)
    if twin is not None:
        return scene.resolve(twin)
    if scene.is_nobody(phrase):
        return None
    if phrase.name is not None and not _of_a_people(scene, phrase):
        return _proper(scene, phrase, phrase.name)
    owner = scene.owner(phrase)
    if phrase.noun.of in STATE:
        return find_state_body(scene, phrase, _without_country(scene, phrase), owner)
    if phrase.noun.of == "armed_group":
        return find_armed(scene, phrase, owner)
    if phrase.noun.of == "media":
        return _media(scene, phrase)
    return _plain(scene, phrase, owner)


def _of_a_people(scene: Scene, phrase: Phrase) -> bool:
    """Whether an armed group is only told by its people: "the Hutu militia" has no name of its own."""
    view, noun = scene.view, phrase.noun
    if noun.of != "armed_group" or phrase.name is None or view.capital(phrase.head) or not scene.is_definite(phrase):
        return False
    before = scene.phrases.get(phrase.noun_start - 1)
    peoples = before is not None and any(e.kind == "population" or e.use == "people" for e in before.entries)
    return peoples and before is not None and before.noun_start == phrase.name[0]


def _without_country(scene: Scene, phrase: Phrase) -> str:
    """The phrase without its determiner and the country in it: "federal army" of "the Ethiopian federal army"."""
    names = [scene.phrases[j] for j in range(phrase.start, phrase.noun_start) if j in scene.phrases]
    ends = [other.end for other in names if other.sort == "name" and other.end <= phrase.noun_start]
    if not ends or scene.view.low[ends[-1]] == "-":
        return bare(scene.view, phrase)
    after = ends[-1] + 1 if scene.view.low[ends[-1]] == "'s" else ends[-1]
    return scene.view.words(after, phrase.noun_end)


def _twin(scene: Scene, phrase: Phrase) -> int | None:
    """A body's name in apposition: "the United Nations mission, UNAMA"."""
    view, end = scene.view, phrase.end
    bracketed = [end + 1] if end + 2 < len(view) and view.text[end] == "(" and view.text[end + 2] == ")" else []
    for j in [*bracketed, *view.under(phrase.head, "appos")]:
        other = scene.phrases.get(j)
        if other is not None and (other.sort == "body" and other.name is not None):
            return j
        entry = scene.choose(other) if other is not None else None
        if entry is not None and entry.use == "actor":
            return j
    return None


# -- bodies with a name of their own -----------------------------------------------------------------------------------


def _proper(scene: Scene, phrase: Phrase, name: tuple[int, int]) -> Known | None:
    """ "Ministry of Trade", "Savanna Teachers Union", "Kosovo Police"."""
    view, noun = scene.view, phrase.noun
    country, start = _country_before(scene, noun, *name)
    owner = country or scene.owner(phrase, name[0]) or _country_behind(scene, phrase)
    if owner is not None and owner.of == noun.of and start + len(noun.word.split()) >= name[1]:
        owner.called |= {noun.word, noun.word.split()[-1]}
        return owner  # "the Ruby Dawn party" is Ruby Dawn
    if owner is not None and owner.of in {"armed_group", "igo"} and (is_part(noun) or noun.of == owner.of):
        return _part(scene, noun, start, name, owner)
    group = stems().get(atoms_of(view.words(start, name[1]))[:-1]) if noun.of == "armed_group" else None
    if group is not None:
        return scene.store.named(group)
    owner = owner or _set_beside(scene, phrase)
    if noun.of in STATE and _is_of_state(noun, owner, name[1] - start + (country is not None)):
        text = view.words(start, name[1]) if start < name[1] else view.words(*name)
        return find_state_body(scene, phrase, text, owner)
    return _own(scene, noun, view.words(*name), owner)


def _is_of_state(noun: Noun, owner: Known | None, size: int) -> bool:
    """Whether a body with a name is one that each state has: no "Radwan Force", no "Civil Aviation Administration"."""
    if noun.of == "force":
        return owner is not None and owner.is_body and owner.of != "armed_group"
    return (owner is None or owner.is_body) and not (noun.word == "administration" and size >= AGENCY)


def _part(scene: Scene, noun: Noun, start: int, name: tuple[int, int], owner: Known) -> Known:
    """A part of a body: the body itself, unless the part has a name of its own ("the EU's Border Mission")."""
    view = scene.view
    nameless = name[1] - start < 2 and not noun.named
    if nameless or not all(view.capital(j) for j in range(start, name[1]) if view.text[j].isalpha()):
        return owner
    known = scene.store.body(view.words(*name), owner.actor.kind, owner.of)
    if known.times == 0:
        known.actor.of = known.actor.for_ = owner.actor
        known.actor.country = owner.actor.country
    known.called |= {noun.word, noun.word.split()[-1]}
    return known


def _set_beside(scene: Scene, phrase: Phrase) -> Known | None:
    """Whose body it is by what is set beside its name or tells of its head.

    "the Ana Vidal Command, a unit of the front"; "an ELN commander of the Ana Vidal Command".
    """
    view, phrases = scene.view, scene.phrases
    beside = (phrases[j] for j in view.under(phrase.head, "appos") if j in phrases)
    owner = next((owner for other in beside if other.sort == "body" and (owner := scene.owner(other))), None)
    above = view.head[view.head[phrase.head]]
    if owner is not None or view.dep[phrase.head] != "pobj" or above not in phrases or phrases[above].sort != "role":
        return owner
    before = (scene.resolve(j) for j in range(phrases[above].start, above) if j in phrases)
    return next((known for known in before if known is not None and known.sort == "body"), None)


def _country_before(scene: Scene, noun: Noun, start: int, end: int) -> tuple[Known | None, int]:
    """The country that a name begins with, and where the name goes on; a capital stays part of it ("Kabul police").

    One inside the name stays part of it, too ("Royal Danish Guard").
    """
    for j in range(start, min(start + 5, end)):
        phrase = scene.phrases.get(j)
        if phrase is None or phrase.sort != "name":
            continue
        if phrase.noun_start > start and phrase.end < end and phrase.entries and phrase.entries[0].use == "adjective":
            return scene.country_at(j), start
        if phrase.noun_start == start:
            entry = scene.choose(phrase)
            if entry is not None and entry.use == "capital" and entry.country is not None:
                return scene.store.government(entry.country), phrase.end if noun.of == "government" else start
            possessive = phrase.end < end and scene.view.low[phrase.end] == "'s"
            return scene.country_at(j) or scene.resolve(j), phrase.end + possessive
    return None, start


def _country_behind(scene: Scene, phrase: Phrase) -> Known | None:
    """The country behind the name: "Ministry of Foreign Affairs of the Islamic Emirate"."""
    view, end = scene.view, phrase.end
    if end + 1 >= len(view) or view.low[end] != "of":
        return None
    step = end + 2 if view.low[end + 1] == "the" else end + 1
    names = (j for j in range(step, min(step + LONGEST_STATE, len(view))) if j in scene.phrases)
    j = next((j for j in names if scene.phrases[j].sort == "name"), None)
    return (scene.resolve(j) or scene.country_at(j)) if j is not None else None


def is_part(noun: Noun) -> bool:
    """Whether such a body is only a part of the one that it is named with: "a UN team"."""
    return noun.word in words("parts_of_bodies") or noun.word.split()[-1] in words("parts_of_bodies")


def _own(scene: Scene, noun: Noun, name: str, owner: Known | None) -> Known:
    """A body kept under its full name."""
    known = scene.store.body(name, noun.kind, noun.of)
    last = noun.word.split()[-1]
    if known.times == 0 and known.actor.for_ is None:
        _settle(scene, known, noun, owner)
    known.called |= {noun.word, last, name.lower().split()[-1]}
    return known


def _settle(scene: Scene, known: Known, noun: Noun, owner: Known | None) -> None:
    """Country, owner and side of a body that is new to the report."""
    actor, iso3 = known.actor, owner.actor.country if owner is not None else None
    if owner is not None and owner.of == "armed_group" and (noun.side == "government" or noun.of == "armed_group"):
        actor.kind, actor.country, actor.of, actor.for_ = owner.actor.kind, iso3, owner.actor, owner.actor
        known.of = owner.of
    elif noun.of == "force" and owner is None:
        actor.kind = "unknown"  # a state's, an armed group's or that of several states
    elif noun.side == "government":
        put_under(scene, known, iso3 or scene.home.iso3)
    elif noun.word.split()[-1] in words("government_offices") and owner is not None and owner.sort == "government":
        put_under(scene, known, iso3)
    elif noun.national and known.actor.name != known.actor.name.lower():
        actor.country = iso3 or scene.home.iso3
    elif owner is not None and owner.actor.kind == "government" and owner.actor.for_ is not None:
        actor.kind, actor.country, actor.of, actor.for_ = "government", iso3, owner.actor, owner.actor.for_
    elif owner is not None and owner.sort == "government":
        actor.country = iso3


# -- bodies under a common noun ----------------------------------------------------------------------------------------


def _plain(scene: Scene, phrase: Phrase, owner: Known | None) -> Known | None:
    """ "the union", "a hospital", "his office": the body it is a part of, one told of before, or a new one."""
    noun, view = phrase.noun, scene.view
    last = noun.word.split()[-1]
    if owner is not None and owner.sort == "person" and last in {"office", "team", "staff"}:
        return scene.store.of_actor(owner.actor.for_) or owner
    if owner is not None and owner.sort == "body" and is_part(noun):
        owner.called.add(last)
        return owner
    if not view.under(phrase.head, "poss") and (scene.is_definite(phrase) or view.dep[phrase.head] == "compound"):
        earlier = scene.last(lambda known: known.sort in {"body", "media"} and last in known.called, phrase.head)
        if earlier is not None or last in called_so():
            return earlier or _called_so(scene, phrase, last)
    return _own(scene, noun, _full_name(scene, phrase, last), owner) if _counts(scene, phrase) else None


def _called_so(scene: Scene, phrase: Phrase, last: str) -> Known | None:
    """The body that "the bloc", "the company" means, though it was not called so before: one with a name of its own."""
    kinds, family = called_so()[last], families().get(phrase.noun.word) or families().get(last)

    def fits(known: Known) -> bool:
        if known.sort != "body" or known.actor.kind not in kinds or known.actor.name.islower():
            return False
        others = {families()[word] for word in known.called if word in families()}
        return not others or family is None or family in others

    return scene.salient(phrase.head, fits, reach=6)


def _full_name(scene: Scene, phrase: Phrase, last: str) -> str:
    """The words of the phrase, and for a hospital or school the town, where the report tells it."""
    name = f"{bare(scene.view, phrase)}{tail(scene.view, phrase)}"
    placed = any(j in scene.places for j in range(phrase.start, phrase.head))
    if last not in words("facilities") or " in " in name or placed or phrase.plural:
        return name
    place = scene.town_around(phrase.head) or scene.last_town(phrase.head)
    return f"{name} in {place}" if place is not None and place not in name else name


def _counts(scene: Scene, phrase: Phrase) -> bool:
    """Whether a body without a name is somebody here: one where people work and are hit, or that speaks and acts."""
    view, head, noun = scene.view, phrase.head, phrase.noun
    if noun.word.split()[-1] in words("facilities") or noun.of == "local_government":
        return True
    if view.dep[head] == "pobj" and len(bare(view, phrase).split()) > len(noun.word.split()):
        role = scene.phrases.get(view.head[view.head[head]])  # "a spokesman for the Kenyan-led mission"
        return role is not None and role.sort == "role" and role.noun.of == "voice"
    return view.says(head) or (view.rank(head) > 0 and view.lemma(view.head[head]) in words("acting_verbs"))


def _media(scene: Scene, phrase: Phrase) -> Known | None:
    """ "state TV", "local media"; "reports" and the like only where they are said to tell something."""
    view, head = scene.view, phrase.head
    if view.low[head] in words("weak_media") and not (view.says(head) or view.is_told(head)):
        return None
    if scene.is_definite(phrase) and phrase.name is None and not phrase.plural:
        earlier = scene.last(lambda known: known.sort == "media" and not known.plural, head)
        if earlier is not None and phrase.noun_end - phrase.start <= 3:
            return earlier
    known = scene.store.body(bare(scene.view, phrase), "media", "media")
    known.plural = known.plural or phrase.plural
    return known
