"""Named persons: who they are, and the title, body and side that the words around the name tell."""

from __future__ import annotations

from sayso.extract.actors.grammar import NounAt, heads_before, left_edge, noun_at
from sayso.extract.actors.lexicon import Noun, abbreviations, fold, holders, nouns, words
from sayso.extract.actors.people import Person
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.sides import serve
from sayso.extract.actors.store import Known
from sayso.extract.draft import ActorDraft

OFFICER = Noun("officer", "role", "force", "person", "force")
#: Titles are looked for this many tokens before a name.
LONGEST_TITLE = 8
NO_PART = frozenset({"-", ".", '"', "“", "”"})


def find_person(scene: Scene, phrase: Phrase) -> Known | None:
    """A named person: known by any telling part of the name, described before, or new."""
    view, person = scene.view, phrase.person
    if person is None:
        return None
    parts = [view.text[i] for i in range(person.start, person.end) if view.text[i] not in NO_PART]
    title, twin = _title(scene, phrase, person), role_beside(scene, phrase.head)
    known = scene.store.person(parts) or _described(scene, phrase, person, twin if title is None else -1)
    name = _full_name(scene, person, len(parts))
    if known is None:
        known = scene.store.add(ActorDraft(name, "person"), "person")
    elif known.unnamed or len(name) > len(known.actor.name):
        known.actor.name, known.unnamed = name, False
    scene.store.remember_name(known, parts)
    known.called |= set(person.titles)
    known.gender = known.gender or _gender(person, parts)
    scene.meaning[phrase.head] = known
    office = _look_up(scene, known, phrase) if known.times == 0 else None
    _employ(scene, known, phrase, person, title, twin)
    known.actor.role = known.actor.role or office
    return known


def _look_up(scene: Scene, known: Known, phrase: Phrase) -> str | None:
    """The office of somebody in office on the day of the report, and the side: reports often tell neither."""
    view, actor = scene.view, known.actor
    found = (h for h in holders().get(fold(actor.name), ()) if h.holds_on(scene.store.day))
    holder = next(found, None)
    former = any(view.low[j] in words("no_longer") for j in range(max(phrase.start - 2, 0), phrase.head))
    side = scene.store.called(holder.of) if holder is not None and not former else None
    if holder is None or side is None or actor.for_ is not None:
        return None
    actor.for_, actor.of, actor.country = side.actor, side.actor, holder.country
    known.called |= {holder.role, holder.role.split()[-1]}
    scene.store.note(known, f"side as in the table of officeholders: {holder.role}, {holder.of}, since {holder.since}")
    return holder.role


def _full_name(scene: Scene, person: Person, size: int) -> str:
    """The name in its words, with a title only where the title is part of the name in use ("Mullah Omar")."""
    title = person.titles[-1] if person.titles else ""
    start = person.start - 1 if size == 1 and title in words("kept_honorifics") else person.start
    return scene.view.words(start, person.end)


def _gender(person: Person, parts: list[str]) -> str:
    titles, first = set(person.titles), parts[0].lower() if len(parts) > 1 else ""
    if titles & words("female_honorifics") or first in words("female_names"):
        return "f"
    return "m" if titles & words("male_honorifics") or first in words("male_names") else ""


# -- the role of a named person ----------------------------------------------------------------------------------------


def _title(scene: Scene, phrase: Phrase, person: Person) -> NounAt | None:
    """The role right before a name; a rank counts where there is no role."""
    view, rank = scene.view, None
    low = max(view.sentence(phrase.head)[0], person.start - LONGEST_TITLE)
    for j in range(person.start - 1, low - 1, -1):
        found, word = noun_at(view, j), view.low[j].rstrip(".")
        if found is not None and found.noun.of == "force":
            rank = found
        elif (
            found is not None
            and found.noun.sort == "role"
            and (word not in words("honorifics") or view.text[j].islower() or view.text[j] in abbreviations())
        ):
            phrase.start = min(phrase.start, left_edge(view, phrase.head, found.start), left_edge(view, j, found.start))
            return found
        elif word not in words("ranks") and word not in words("honorifics") and view.text[j] not in {".", "-"}:
            break
    found = _office_before(scene, person.start, low) or rank
    if found is not None:
        phrase.start = min(phrase.start, left_edge(view, phrase.head, found.start), found.start)
    return found


def _office_before(scene: Scene, start: int, low: int) -> NounAt | None:
    """A role with its "of" phrase before a name: "Minister of Security General Ana Ruiz"."""
    view, joined = scene.view, False
    for j in range(start - 1, low - 1, -1):
        joined = joined or view.low[j] in {"of", "for"}
        if not (view.capital(j) or view.low[j] in {"of", "for", "and", "the"} or view.text[j] in {".", "-"}):
            return None
        found = noun_at(view, j) if joined and view.low[j + 1] in {"of", "for"} else None
        if found is not None and found.noun.sort == "role":
            return found
    return None


def role_beside(scene: Scene, head: int) -> int | None:
    """The role phrase beside a name: "Ana Ruiz, a teacher", "the mayor, Ana Ruiz", "a man named Ruiz"."""
    view, phrases = scene.view, scene.phrases
    near = [view.head[head]] if view.dep[head] == "appos" else []
    start = phrases[head].noun_start
    if start > 1 and view.low[start - 1] in words("naming_words"):
        near += [above.i for above in view.doc[head].ancestors][:5]
    first = phrases[head].person.first if phrases[head].person else start  # type: ignore[union-attr]
    near += heads_before(view, first)
    beside = (j for j in [*near, *view.under(head, "appos")] if j in phrases)
    return next((j for j in beside if phrases[j].sort == "role" and not phrases[j].plural), None)


def _described(scene: Scene, phrase: Phrase, person: Person, twin: int | None) -> Known | None:
    """Whom a report first describes and then names: "its leader said. ... Ana Ruiz told us" are one."""
    if twin is not None:
        return scene.meaning.get(twin)
    if person.titles or not scene.view.says(phrase.head):
        return None
    found = scene.salient(phrase.head, lambda known: known.sort == "person", reach=2)
    return found if found is not None and found.unnamed and found.office else None


def _employ(scene: Scene, known: Known, phrase: Phrase, person: Person, title: NounAt | None, twin: int | None) -> None:
    """Role, body and side of a person from the words around the name."""
    view = scene.view
    if title is not None and (title.noun.of != "force" or twin is None):
        told = view.words(title.start, min(title.start + _size(title.noun), person.start))
        serve(scene, known, phrase, title.noun, scene.owner(phrase, title.start), told)
    if twin is not None:
        other = scene.phrases[twin]
        owner = next((owner for owner in scene.owners(other) if owner is not known), None)
        serve(scene, known, other, other.noun, owner, view.words(other.noun_start, other.noun_end))
        if scene.meaning.get(twin) is None:
            scene.mean(other, known)
    if title is None and twin is None and known.actor.for_ is None:
        led = _led(scene, phrase.head) or _leads(scene, phrase.head)
        if led is not None:
            serve(scene, known, phrase, nouns()["leader"], led, "leader")
        elif set(person.titles) & words("ranks"):
            serve(scene, known, phrase, OFFICER, None, "")


def _led(scene: Scene, head: int) -> Known | None:
    """The body or group that is led by the one told of at token `head`: "the front led by Ana Ruiz"."""
    view, by = scene.view, scene.view.head[head]
    verb = view.head[by]
    if view.low[by] != "by" or view.dep[head] != "pobj" or view.lemma(verb) not in words("person_leads"):
        return None
    over = [view.head[verb]] if view.dep[verb] == "acl" else view.under(verb, "nsubjpass")
    return _first_body(scene, over)


def _leads(scene: Scene, head: int) -> Known | None:
    """ "Ana Ruiz, who heads the front": the body that the clause on a name says the person leads."""
    view = scene.view
    verbs = [verb for verb in view.under(head, "relcl") if view.lemma(verb) in words("person_leads")]
    return _first_body(scene, [j for verb in verbs for j in view.under(verb, "dobj")])


def _first_body(scene: Scene, heads: list[int]) -> Known | None:
    found = (scene.resolve(j) or scene.country_at(j) for j in heads)
    return next((known for known in found if known is not None and known.is_body), None)


def _size(noun: Noun) -> int:
    """How many tokens a noun has."""
    return len(noun.word.replace("-", " - ").split())
