"""Known names: actors of the table, and countries and capitals where they act."""

from __future__ import annotations

from dataclasses import replace

from sayso.extract.actors.grammar import MODIFIERS, noun_at
from sayso.extract.actors.lexicon import Entry, words
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.store import Known

#: Coordinated names ("Kabul, Islamabad and Ankara") are followed this far.
LONGEST_LIST = 6


def find_named(scene: Scene, phrase: Phrase) -> Known | None:
    """The actor of a known name; None where a country or capital is only a place."""
    text = scene.view.words(phrase.noun_start, phrase.end)
    if text in scene.acronyms:
        return scene.acronyms[text]
    entry = scene.choose(phrase)
    if entry is None:
        return None
    if entry.use == "actor":
        return _of_table(scene, phrase, entry, text)
    if entry.use == "people" and entry.country is not None:
        modifies = scene.view.dep[phrase.head] in MODIFIERS
        return None if modifies else scene.store.group(text, "population", entry.country)
    return scene.store.government(entry.country) if entry.country and _acts(scene, phrase, entry) else None


def _of_table(scene: Scene, phrase: Phrase, entry: Entry, text: str) -> Known | None:
    """An actor of the table; one that shares its name with a place has to act."""
    before = scene.phrases.get(phrase.noun_start - 1)
    nation = next((e for e in before.entries if e.use in {"adjective", "country"}), None) if before else None
    if before is not None and nation is not None and entry.kind == "organization" and entry.country is None:
        # "the Malian Red Cross" is a society of one country, not the body whose name it shares
        name = f"{scene.view.words(before.noun_start, before.end)} {text}"
        known = scene.store.body(name, entry.kind, entry.kind)
        known.actor.country = nation.country
        return known
    if entry.kind == "armed_group" and _is_local(scene, phrase):
        return _local(scene, phrase, entry, text)
    placed = phrase.head in scene.placed and entry.kind in {"government", "igo"}
    if placed and not _acts(scene, phrase, replace(entry, use="capital")):
        return None
    known = scene.store.named(entry)
    if entry.kind in {"military", "police"} and known.actor.name != entry.name and text == entry.name:
        known.actor.name = entry.name
    return known


def _is_local(scene: Scene, phrase: Phrase) -> bool:
    """Whether the name of a place before it makes it a force of its own: "the Sagaing People's Defence Force"."""
    view, before = scene.view, phrase.noun_start - 1
    if before < 0 or before in scene.phrases or phrase.end - phrase.noun_start < 2 or noun_at(view, before) is not None:
        return False
    named = view.capital(before) and view.pos[before] == "PROPN" and view.dep[before] == "compound"
    return named and noun_at(view, phrase.end - 1) is not None


def _local(scene: Scene, phrase: Phrase, entry: Entry, text: str) -> Known:
    """A force of one place, on the side of those whose name it shares."""
    place, whole = scene.view.text[phrase.noun_start - 1], scene.store.named(entry)
    known = scene.store.body(f"{place} {text}", entry.kind, entry.kind)
    known.actor.country, known.actor.of = entry.country, whole.actor
    known.actor.for_ = whole.actor.for_
    known.called |= whole.called
    phrase.start = min(phrase.start, phrase.noun_start - 1)
    return known


def _acts(scene: Scene, phrase: Phrase, entry: Entry) -> bool:
    """Whether a country, capital or nationality stands for its government here."""
    if entry.use == "metonym":
        return True
    view, head = scene.view, phrase.head
    for _ in range(LONGEST_LIST):
        above = view.head[head]
        if view.dep[head] not in {"conj", "appos"} or above not in scene.phrases:
            break
        if scene.phrases[above].sort not in {"name", "body"}:
            break
        head = above
    return _acts_at(scene, head, entry.use) or _before_verb(scene, phrase)


def _before_verb(scene: Scene, phrase: Phrase) -> bool:
    """A verb of saying right behind the name settles it, however it was parsed ("On Friday Oslo said")."""
    view, after = scene.view, phrase.end
    if after >= len(view) or view.tag[after] not in {"VBD", "VBZ", "VBP"}:
        return False
    before = phrase.start - 1
    dated = before >= 0 and view.low[before] in words("not_names") and view.capital(before)
    return (view.dep[phrase.head] not in {"pobj", "dobj"} or dated) and view.lemma(after) in words("speech_verbs")


def _acts_at(scene: Scene, head: int, use: str) -> bool:
    """Whether a token stands where somebody stands who acts; a capital needs more to be an actor than a country."""
    view, capital = scene.view, use == "capital"
    above = view.head[head]
    low, lemma = view.low[above], view.lemma(above)
    match view.dep[head]:
        case "nsubj":
            return not capital or _does(scene, above, lemma)
        case "nsubjpass":
            return lemma in words("address_verbs") or not (capital or lemma in words("place_verbs"))
        case "dobj" | "dative" | "iobj":
            return lemma in words("address_verbs") if capital else lemma not in words("place_verbs")
        case "poss":
            return _possesses(scene, above, capital)
        case "pobj":
            return _is_party(scene, above, capital)
        case "amod" | "compound" | "nmod":
            return use == "adjective" and (low in words("claims") or low.removesuffix("s") in words("documents"))
    return False


def _does(scene: Scene, verb: int, lemma: str) -> bool:
    """Whether a verb is something that a government does or thinks and a town does not."""
    view = scene.view
    infinitives = (view.lemma(j) for j in view.children[verb] if view.dep[j] == "xcomp")
    if lemma in words("acting_verbs") or any(below in words("acting_verbs") for below in infinitives):
        return True
    if lemma == "be":
        said = [j for j in view.children[verb] if view.low[j] in words("attitudes") or view.tag[j] == "VBG"]
        within = (view.under(j, "pobj") for j in view.children[verb] if view.low[j] == "in")
        said += [j for nouns in within for j in nouns if view.low[j] in words("states_of_dealing")]
        return any(view.tag[j] != "VBG" or view.lemma(j) in words("acting_verbs") for j in said)
    objects = any(view.dep[j] in {"dobj", "ccomp", "xcomp", "dative"} for j in view.children[verb])
    return objects and lemma not in words("place_subject_verbs")


def _possesses(scene: Scene, noun: int, capital: bool) -> bool:
    low = scene.view.low[noun]
    if not capital:
        return low not in words("geography") and noun not in scene.places
    if low in words("claims") or low in words("documents") or low in words("about_governments"):
        return True
    found = noun_at(scene.view, noun)
    if found is None:
        return False
    of_governments = {"role": {"voice", "state", "official"}, "body": {"ministry", "government", "military"}}
    return found.noun.of in of_governments.get(found.noun.sort, set())


def _is_party(scene: Scene, prep: int, capital: bool) -> bool:
    """Whether what follows the preposition is a party to something, not where something is."""
    view = scene.view
    low, above = view.low[prep], view.head[prep]
    governing = view.low[above]
    if low == "between" and (governing in words("geography") or governing in words("ways")):
        return False
    if low in words("party_prepositions"):
        return True
    if low not in {"on", "from", "to", "of", "at"}:
        return not capital and low in words("country_prepositions")
    if low == "to" and governing == "according":
        return True
    if governing in words("about_governments") or view.lemma(above) in words("verbs_to_somebody"):
        return True
    handed = (view.low[j] for j in view.children[above]) if low == "to" and view.pos[above] == "VERB" else ()
    return any(word in words("documents") or word in words("about_governments") for word in handed)
