"""Known names: actors of the table, and countries and capitals where they act."""

from __future__ import annotations

from dataclasses import replace

from sayso.extract.actors.lexicon import Entry, words
from sayso.extract.actors.phrases import Phrase, noun_at
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.store import Known
from sayso.extract.draft import ActorDraft


def find_named(scene: Scene, phrase: Phrase) -> Known | None:
    """The actor of a known name; None where a country or capital is only a place."""
    text = scene.view.words(phrase.noun_start, phrase.end)
    if text in scene.acronyms:
        return scene.acronyms[text]
    entry = scene.choose(phrase)
    if entry is None:
        return None
    if entry.use == "actor":
        national = _national(scene, phrase, entry, text)
        if national is not None:
            return national
        place = phrase.head in scene.placed and entry.kind in {"government", "igo"}
        return scene.store.named(entry) if not place or acts(scene, phrase, replace(entry, use="capital")) else None
    if entry.country is None:
        return None
    if entry.use == "people":
        return _people(scene, phrase, entry)
    return scene.store.government(entry.country) if acts(scene, phrase, entry) else None


def _national(scene: Scene, phrase: Phrase, entry: Entry, text: str) -> Known | None:
    """ "the Malian Red Cross": a society of one country, not the body whose name it shares."""
    before = scene.phrases.get(phrase.noun_start - 1)
    if entry.country is not None or entry.kind != "organization" or before is None or before.sort != "name":
        return None
    if before.entries[0].use not in {"adjective", "country"}:
        return None
    name = f"{scene.view.words(before.noun_start, before.end)} {text}"
    known = scene.store.get("body", name.lower())
    if known is None:
        actor = ActorDraft(name, entry.kind, country=before.entries[0].country)
        known = scene.store.add(actor, "body", "body", name.lower())
        known.of = entry.kind
    return known


def _people(scene: Scene, phrase: Phrase, entry: Entry) -> Known | None:
    """ "Filipinos": a population, never its government."""
    if scene.view.dep[phrase.head] in {"amod", "compound", "nmod"}:
        return None
    name = scene.view.words(phrase.noun_start, phrase.end)
    actor = ActorDraft(name, "population", country=entry.country)
    return scene.store.get("group", name.lower()) or scene.store.add(actor, "group", "group", name.lower(), plural=True)


def acts(scene: Scene, phrase: Phrase, entry: Entry) -> bool:
    """Whether a country, capital or nationality stands for its government here."""
    view, head = scene.view, phrase.head
    for _ in range(6):
        above = view.head[head]
        coordinated = view.dep[head] in {"conj", "appos"} and above in scene.phrases
        if not coordinated or scene.phrases[above].sort not in {"name", "body"}:
            break
        head = above
    if entry.use == "metonym":
        return True
    return _acts_as(scene, head, entry.use == "capital", entry.use == "adjective") or _before_verb(scene, phrase)


def _before_verb(scene: Scene, phrase: Phrase) -> bool:
    """A verb of acting right behind the name settles it, whatever the parser made of it ("On Friday Manila announced")."""
    view, after = scene.view, phrase.end
    if after >= len(view) or view.tag[after] not in {"VBD", "VBZ", "VBP"}:
        return False
    dated = phrase.start > 0 and view.low[phrase.start - 1] in words("not_names") and view.capital(phrase.start - 1)
    if view.dep[phrase.head] in {"pobj", "dobj"} and not dated:
        return False
    return view.lemma(after) in words("speech_verbs")


def _acts_as(scene: Scene, head: int, capital: bool, adjective: bool) -> bool:
    view = scene.view
    dep, above = view.dep[head], view.head[head]
    lemma = view.lemma(above)
    if dep == "nsubj":
        return not capital or _does(scene, above, lemma)
    if dep == "nsubjpass":
        return not capital and lemma not in words("place_verbs") or lemma in words("address_verbs")
    if dep in {"dobj", "dative", "iobj"}:
        return lemma in words("address_verbs") if capital else lemma not in words("place_verbs")
    if dep == "poss":
        return _possesses(scene, above, capital)
    if dep == "pobj":
        return _is_party(scene, above, capital)
    if dep in {"amod", "compound", "nmod"}:
        return adjective and (view.low[above] in words("claims") or view.low[above].removesuffix("s") in words("documents"))
    return False


def _does(scene: Scene, verb: int, lemma: str) -> bool:
    """Whether a verb is something that a government does or thinks and a town does not."""
    view = scene.view
    if lemma in words("acting_verbs"):
        return True
    if lemma == "be":
        return any(view.low[j] in words("attitudes") for j in view.children[verb])
    objects = any(view.dep[j] in {"dobj", "ccomp", "xcomp", "dative"} for j in view.children[verb])
    return objects and lemma not in words("place_subject_verbs")


def _possesses(scene: Scene, noun: int, capital: bool) -> bool:
    low = scene.view.low[noun]
    if not capital:
        return low not in words("geography") and noun not in scene.places
    said = low in words("claims") or low in words("documents") or low in words("about_governments")
    found = noun_at(scene.view, noun)
    return said or found is not None and found[0].sort == "role" and found[0].of in {"voice", "state"}


def _is_party(scene: Scene, prep: int, capital: bool) -> bool:
    """Whether what follows the preposition is a party to something, not where something is."""
    view = scene.view
    low, above = view.low[prep], view.head[prep]
    if low == "to" and view.low[above] == "according":
        return True
    about = view.low[above] in words("about_governments") or view.lemma(above) in {"appeal", "apologise", "apologize", "say", "talk", "speak", "belong", "respond", "reply"}
    if low in {"on", "from", "to", "of", "at"}:
        return about
    if low in words("party_prepositions"):
        return not (low == "between" and view.low[above] in words("geography") | {"road", "route", "distance", "flight", "flights", "way"})
    return not capital and low in words("country_prepositions")
