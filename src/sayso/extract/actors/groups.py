"""Several people: populations, armed men, those who act for a side; what belongs to a side; and documents that speak."""

from __future__ import annotations

from sayso.extract.actors.bodies import armed, group_of, make_state_body
from sayso.extract.actors.lexicon import Noun, words
from sayso.extract.actors.phrases import Phrase
from sayso.extract.actors.scene import Scene
from sayso.extract.actors.store import Known
from sayso.extract.draft import ActorDraft

ARMY = Noun("army", "body", "military", "military", "government")


def find_group(scene: Scene, phrase: Phrase) -> Known | None:
    """ "residents", "two medics in Dilling", "the rebels"."""
    view = scene.view
    assert phrase.noun is not None
    if view.low[phrase.start] == "no":
        return None
    owner = scene.owner(phrase)
    if phrase.noun.of == "armed":
        return armed(scene, phrase, owner)
    last = view.low[phrase.head]
    if last in {"men", "people", "members", "ranks", "personnel"} and owner is not None:
        body = owner if owner.sort == "body" else scene.store.of_actor(owner.actor.for_)
        if body is not None and body.actor.kind in {"armed_group", "military", "police"}:
            return body
    if scene.is_definite(phrase):
        earlier = scene.last(lambda k: k.sort == "group" and last in k.called, phrase.head)
        if earlier is not None:
            return earlier
    if last in words("victims") and not _acts(scene, phrase) and not _is_told(scene, phrase):
        return _civilians(scene)
    known = group_of(scene, phrase, phrase.noun.kind, owner)
    if last in words("local_groups") and " in " not in known.actor.name and " of " not in known.actor.name and known.times == 0:
        place = scene.local_place(phrase.head)
        if place is not None:
            known.actor.name = f"{known.actor.name} in {place}"
    return known


def _acts(scene: Scene, phrase: Phrase) -> bool:
    """Whether the people do or say something, rather than that something is done or happens to them."""
    view = scene.view
    if view.says(phrase.head):
        return True
    return view.dep[phrase.head] == "nsubj" and view.rank(phrase.head) == 2 and view.lemma(view.head[phrase.head]) not in words("suffering_verbs")


def _is_told(scene: Scene, phrase: Phrase) -> bool:
    """Whether the phrase says which people: "people in the field", "Kosovo Serb families"."""
    view = scene.view
    if any(view.lemma(j) in words("speech_verbs") for j in view.children[phrase.head] if view.pos[j] == "VERB"):
        return True
    return any(view.capital(j) and not view.opens(j) for j in range(phrase.start, phrase.head))


def _civilians(scene: Scene) -> Known:
    known = scene.store.get("group", "civilians")
    return known or scene.store.add(ActorDraft("civilians", "population"), "group", "group", "civilians", plural=True)


def find_plural_role(scene: Scene, phrase: Phrase) -> Known | None:
    """Several in one role: those of a side are the side, others a group."""
    assert phrase.noun is not None
    owner = scene.owner(phrase)
    if owner is not None and phrase.noun.of in {"state", "force", "police", "official", "head", "voice"} and owner.sort in {"body", "government"}:
        return owner
    if scene.view.low[phrase.start] == "no":
        return None
    kind = "armed_group" if phrase.noun.word in {"fighter", "rebel", "militant", "insurgent", "guerrilla", "militiaman", "jihadist", "gunman"} else "population"
    return group_of(scene, phrase, kind, owner)


def find_organ(scene: Scene, phrase: Phrase) -> Known | None:
    """ "Turkish officials", "RSF commanders", "troops": the side itself."""
    assert phrase.noun is not None
    view = scene.view
    owner = _body_behind(scene, phrase)
    if owner is not None:
        return owner
    last = view.low[phrase.head]
    if last in {"peacekeepers", "observers", "monitors", "inspectors"}:
        mission = scene.salient(phrase.head, lambda k: k.actor.kind == "igo", reach=4)
        if mission is not None:
            return mission
    if last in words("forces"):
        earlier = scene.last(lambda k: k.sort == "body" and k.actor.kind == "military", phrase.head)
        if earlier is not None or scene.home.iso3 is not None:
            return earlier or make_state_body(scene, ARMY, "army", frozenset(), scene.home.iso3)
    if scene.is_definite(phrase):
        earlier = scene.last(lambda k: k.sort == "group" and last in k.called, phrase.head)
        if earlier is not None:
            return earlier
    if view.low[phrase.start] in {"no", "both", "either", "neither", "our", "my", "your"} or not view.says(phrase.head) and last in words("vague_organs"):
        return None
    known = group_of(scene, phrase, "unknown", None)
    if phrase.noun.word != last and scene.home.iso3 is not None:
        known.actor.kind = "government"
        known.actor.country = scene.home.iso3
        known.actor.for_ = scene.store.government(scene.home.iso3).actor
    return known


def find_attacker(scene: Scene, phrase: Phrase) -> Known | None:
    """ "a gunman", "the attackers", "two accomplices": people of unknown side, those of one attack kept together."""
    view = scene.view
    if view.low[phrase.start] == "no" or view.quoted[phrase.head]:
        return None
    owner = scene.owner(phrase)
    if owner is not None and owner.of == "armed_group":
        return owner
    if scene.is_definite(phrase) or view.low[phrase.head].startswith("accomplice"):
        earlier = scene.last(lambda k: k.of == "armed_group", phrase.head)
        if earlier is not None:
            return earlier
    gun = view.low[phrase.head] in {"gunman", "gunmen", "shooter", "shooters", "sniper", "snipers"}
    name = "unidentified gunmen" if gun else "unidentified attackers"
    place = scene.local_place(phrase.head)
    name = f"{name} in {place}" if place is not None else name
    known = scene.store.get("group", name.lower())
    if known is None:
        known = scene.store.add(ActorDraft(name, "armed_group"), "group", "group", name.lower(), plural=True)
        known.of = "armed_group"
    known.called.add(view.low[phrase.head])
    return known


def find_asset(scene: Scene, phrase: Phrase) -> Known | None:
    """ "Pakistani aircraft", "army jets": whose they are."""
    return _body_behind(scene, phrase)


def _body_behind(scene: Scene, phrase: Phrase) -> Known | None:
    """The body or government that owns what a phrase tells of, or that the owner acts for ("his officers")."""
    for known in scene.owners(phrase):
        body = scene.store.of_actor(known.actor.for_) if known.sort == "person" else known
        if body is not None and body.sort in {"body", "government"}:
            return body
    return None


def find_member(scene: Scene, phrase: Phrase) -> Known | None:
    """ "one of the medics", "two of them": the group; a single one may be "she" later."""
    view = scene.view
    for prep in view.under(phrase.head, "prep"):
        for noun in view.under(prep, "pobj"):
            known = scene.resolve(noun)
            if known is not None:
                if not phrase.plural and known.sort == "group":
                    known.lone = phrase.head
                return known
    return None


def find_document(scene: Scene, phrase: Phrase) -> Known | None:
    """A text that speaks for whoever issued it: the one named with it, else who was last spoken of."""
    view = scene.view
    speaks = phrase.word in words("speaking_documents")
    owner = next((k for k in scene.owners(phrase) if k.sort in {"body", "government", "person"}), None) or _signed_by(scene, phrase)
    if owner is not None:
        scene.issuer = owner if speaks else scene.issuer
        return owner
    if not speaks or view.quoted[phrase.head]:
        return None
    if view.dep[phrase.head] != "nsubj" or not (scene.is_definite(phrase) or view.lemma(view.head[phrase.head]) in words("acting_verbs")):
        if not scene.is_definite(phrase):
            scene.issuer = _teller(scene, phrase)
        return None
    if scene.issuer is None or not scene.is_definite(phrase):
        scene.issuer = scene.salient(phrase.head, lambda k: k.sort in {"body", "government"}, reach=2)
        if scene.issuer is not None:
            scene.store.note(scene.issuer, f'"{view.words(phrase.start, phrase.end)}" is taken to be by the one last spoken of')
    return scene.issuer


def _signed_by(scene: Scene, phrase: Phrase) -> Known | None:
    """ "a message attributed to the group", "a letter signed by the minister"."""
    view = scene.view
    for verb in view.under(phrase.head, "acl"):
        for link in view.children[verb]:
            if view.low[link] in {"by", "from"} or (view.low[link] == "to" and view.low[verb] == "attributed"):
                for noun in view.under(link, "pobj"):
                    known = scene.resolve(noun)
                    if known is not None and known.sort in {"body", "government", "person"}:
                        return known
    return None


def _teller(scene: Scene, phrase: Phrase) -> Known | None:
    """Who speaks in the sentence that tells of a document: "In a communique the front says"."""
    view, verb = scene.view, phrase.head
    for _ in range(6):
        if view.pos[verb] in {"VERB", "AUX"} and view.under(verb, "nsubj"):
            return next((k for j in view.under(verb, "nsubj") if (k := scene.resolve(j)) and k.sort in {"body", "government", "person"}), None)
        verb = view.head[verb]
    return None
