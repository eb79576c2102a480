"""Persons told of by a role only: "the minister", "a senior official", "the governor", "her colleague"."""

from __future__ import annotations

from sayso.extract.actors.lexicon import countries, iso3_of, words
from sayso.extract.actors.naming import nameless, with_country
from sayso.extract.actors.persons import role_beside
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.sides import gender_of, serve
from sayso.extract.actors.store import Known
from sayso.extract.draft import ActorDraft
from sayso.rules import load_toml

#: A name that a role is told with stands at most this many tokens behind it.
NEXT = 16


def find_role(scene: Scene, phrase: Phrase) -> Known | None:
    """A person named beside the role, one told of before, what the role stands for, or somebody new."""
    named = _name_beside(scene, phrase)
    if named is not None:
        return scene.resolve(named)
    if scene.is_nobody(phrase):
        return None
    titled = _titled(scene, phrase) or _held_by(scene, phrase)
    if titled is not None:
        return titled
    owner = scene.owner(phrase)
    earlier = _earlier(scene, phrase, owner) or _anybody(scene, phrase, owner) if scene.is_definite(phrase) else None
    return earlier or _stands_for(scene, phrase, owner) or _somebody(scene, phrase, owner)


def _name_beside(scene: Scene, phrase: Phrase) -> int | None:
    """The named person that a role phrase is about: in apposition, or right behind it."""
    view, head, phrases = scene.view, phrase.head, scene.phrases
    near = [view.head[head]] if view.dep[head] in {"appos", "compound", "nmod", "amod"} else []
    for j in [*near, *view.under(head, "appos")]:
        if j in phrases and phrases[j].sort == "person" and (view.dep[head] == "appos" or j > head):
            return j
    for j in range(head + 1, min(head + NEXT, len(view))):
        person = phrases[j].person if j in phrases else None
        if person is not None:
            return j if person.first == head + 1 or role_beside(scene, j) == head else None
    return None


def _titled(scene: Scene, phrase: Phrase) -> Known | None:
    """The body or government that a role is set beside: "Angola, the mediator,"."""
    above = scene.view.head[phrase.head]
    if scene.view.dep[phrase.head] != "appos" or above not in scene.phrases or scene.phrases[above].sort != "name":
        return None
    known = scene.resolve(above)
    return known if known is not None and known.is_body else None


def _held_by(scene: Scene, phrase: Phrase) -> Known | None:
    """The country or body that has a role and is set beside it: "the bloc's chair, Malaysia,"."""
    if phrase.noun.word not in words("bodies_roles"):
        return None
    for j in scene.view.under(phrase.head, "appos"):
        other = scene.phrases.get(j)
        if other is None or other.sort != "name" or scene.view.text[j - 1] != ",":
            continue
        known = scene.resolve(j) or scene.country_at(j)
        if known is not None and known.is_body:
            if scene.meaning.get(j) is None:
                scene.mean(other, known)
            return known
    return None


def _anybody(scene: Scene, phrase: Phrase, owner: Known | None) -> Known | None:
    """The nameless person last told of, whom "the man", "the official" means."""
    if owner is not None or phrase.noun.word not in words("anybody"):
        return None
    gender = gender_of(phrase.noun.word)

    def fits(known: Known) -> bool:
        fitting = not gender or known.gender in {"", gender}
        return known.sort == "person" and known.unnamed and not known.office and fitting

    return scene.salient(phrase.head, fits, reach=4)


def _earlier(scene: Scene, phrase: Phrase, owner: Known | None) -> Known | None:
    """The last person told of in this role, for the same body where one is named."""
    last = phrase.noun.word.split()[-1]
    telling = owner is None or owner.sort == "government"
    same = load_toml("roles.toml")["same_role"].get(last, "").split() if telling else []

    def fits(known: Known) -> bool:
        if known.sort != "person" or known.called.isdisjoint({last, *same}):
            return False
        if owner is None or known.actor.of is owner.actor:
            return True
        if not known.unnamed and owner.sort == "government" and known.actor.country == owner.actor.country:
            return True
        return known.actor.of is None and known.actor.side() is owner.actor.side()

    return scene.last(fits, phrase.head)


def _stands_for(scene: Scene, phrase: Phrase, owner: Known | None) -> Known | None:
    """ "a Foreign Ministry spokesperson" is the ministry, "the governor" the government of the province."""
    if not phrase.noun.stands_for:
        return None
    if phrase.noun.of == "governor":
        return _province(scene, phrase)
    if owner is not None and owner.is_body:
        owner.lone = phrase.head
        return owner
    return None


def _province(scene: Scene, phrase: Phrase) -> Known | None:
    """The government of the province that the phrase names, or that was last told of."""
    view = scene.view
    behind = [noun for prep in view.under(phrase.head, "prep") for noun in view.under(prep, "pobj")]
    inside = (scene.places[j] for j in [*behind, *range(phrase.start, phrase.head)] if j in scene.places)
    place = next(inside, None) or scene.last_province(phrase.head)
    if place is None:
        return None
    province = place.name if place.kind in {"admin1", "admin2"} else place.admin1
    if province is None:
        return None
    known = scene.store.body(f"{province} government", "government", "local_government")
    iso3 = iso3_of(place.country or "")
    if iso3 is not None:
        known.actor.country, known.actor.for_ = iso3, scene.store.government(iso3).actor
    return known


def _somebody(scene: Scene, phrase: Phrase, owner: Known | None) -> Known:
    """A new person without a name; a diplomat or minister has the country in it ("Chinese ambassador")."""
    view = scene.view
    iso3 = owner.actor.country if owner is not None and owner.is_body and phrase.noun.of == "state" else None
    known = _new(scene, nameless(view, phrase, countries().get(iso3 or "")))
    known.office = scene.is_definite(phrase) or bool(view.under(phrase.head, "poss"))
    serve(scene, known, phrase, phrase.noun, owner, view.words(phrase.noun_start, phrase.noun_end))
    return known


def _new(scene: Scene, name: str) -> Known:
    known = scene.store.add(ActorDraft(name, "person"), "person")
    known.unnamed = True
    return known


# -- persons told of by others -----------------------------------------------------------------------------------------


def find_relation(scene: Scene, phrase: Phrase) -> Known | None:
    """ "her colleague", "his counterparts", "their hosts", "the mayor's brother"."""
    opposite = phrase.word in words("opposites")
    if opposite and not phrase.plural:
        abroad = next((k for j in range(phrase.start, phrase.head) if (k := scene.country_at(j)) is not None), None)
        if abroad is not None:
            return _counterpart(scene, phrase, abroad)
    owner = scene.owner(phrase)
    if owner is None:
        return None if phrase.plural else _new(scene, nameless(scene.view, phrase))
    if opposite or (phrase.word in {"neighbour", "neighbor"} and owner.sort == "government"):
        return _other_side(scene, owner, phrase.head)
    if owner.sort == "group":
        return owner
    if phrase.plural:
        return None
    known = _new(scene, f"{phrase.word} of {owner.actor.name}")
    known.gender = gender_of(phrase.word)
    return known


def _counterpart(scene: Scene, phrase: Phrase, abroad: Known) -> Known:
    """Somebody in the same role of another country: "her Rwandan counterpart"."""
    owners = (scene.resolve(j) for j in scene.view.under(phrase.head, "poss"))
    role = next((owner.actor.role for owner in owners if owner is not None and owner.actor.role), "counterpart")
    known = _new(scene, f"unnamed {with_country(countries().get(abroad.actor.country or ''), role)}")
    actor, side = known.actor, abroad.actor
    actor.role, actor.country, actor.for_, actor.of = role, side.country, side, side
    known.called |= {role, role.split()[-1]}
    return known


def _other_side(scene: Scene, owner: Known, here: int) -> Known | None:
    """The government or armed group spoken of most so far that is on another side."""
    side = owner.actor.side()

    def fits(known: Known) -> bool:
        actor = known.actor
        return actor.kind in {"government", "armed_group"} and actor.side() is actor and actor is not side

    rivals = {id(seen.known): seen.known for seen in scene.recent if seen.head < here and fits(seen.known)}
    return max(rivals.values(), key=lambda known: (known.times, known.last), default=None)
