"""Figures: every number of people killed, injured, missing, detained or displaced, its event, and who gives it.

Numbers are found first (`numbers`, `counts`), then claimed by words of harm (`claims`, `victims`, `tolls`), then hung
on an event of the account that gives them (`attach`). Crowds, vehicles, ages, dates and money are no figures.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.draft import Draft, FigureDraft, draft_of, mark
from sayso.extract.figures.attach import Events
from sayso.extract.figures.claims import AS_A_PART, Claim, Claims, find_claims, find_parts
from sayso.extract.figures.counts import find_counts
from sayso.extract.figures.lexicon import people_class, words
from sayso.extract.figures.tolls import drop_early, drop_overtaken, find_tolls
from sayso.extract.index import Index


@Language.factory(
    "sayso_figures",
    requires=["token.dep", "token.tag", "token.lemma", "doc._.sayso"],
    assigns=["doc.spans", "doc._.sayso"],
)
def create_figures(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component."""
    return find_figures


def find_figures(doc: Doc) -> Doc:
    """Fill `draft.figures`."""
    draft = draft_of(doc)
    index = Index(doc, draft)
    claims = Claims(find_counts(doc, draft, index.words), index)
    drop_overtaken(doc, claims)
    find_claims(claims)
    find_tolls(claims)
    find_parts(claims)
    drop_early(claims)
    events = Events(draft, index)
    found = sorted(claims.best.values(), key=lambda claim: claim.count.span.start)
    draft.figures = [_figure(claim, claims, events) for claim in found]
    _explain(draft, claims, found)
    lost = [figure for figure in draft.figures if figure.event is None]
    draft.notes += [(figure, "no event near it that its own account tells") for figure in lost]
    mark(doc, "figures", [figure.span for figure in draft.figures])
    return doc


def _figure(claim: Claim, claims: Claims, events: Events) -> FigureDraft:
    number = claim.count.number
    said_by = list(claims.index.around(claim.count.span.doc[number.core]))
    return FigureDraft(
        span=claim.count.span,
        kind=claim.kind,
        low=number.low,
        high=number.high,
        qualifier=number.qualifier,
        who=_who(claim, claims),
        event=events.resolve(claim, said_by),
        said_by=said_by,
    )


def _is_part(claim: Claim) -> bool:
    """Whether a count is one of a part of others: "among them nine children"."""
    start = claim.count.span.start
    before = claim.count.span.doc[max(0, start - 2) : start]
    return claim.rank == AS_A_PART or any(token.lower_ in words("parts", "leads") for token in before)


def _who(claim: Claim, claims: Claims) -> str:
    """The class of people counted: by the noun, or, where it is left out, by the number before it in the sentence."""
    head = claim.count.head
    if head is not None:
        return people_class(head) or "people"
    if claim.count.number.high == 0:
        return "people"
    told = (claims.of(count) for count in claims.told_before(claim.count.span.start))
    wholes = [other for other in told if other is not None and other.count.head is not None and not _is_part(other)]
    whole = wholes[-1].count.head if wholes and wholes[-1].count.number.high != 0 else None
    return (people_class(whole) if whole is not None else None) or "people"


def _explain(draft: Draft, claims: Claims, found: list[Claim]) -> None:
    """Note which word makes each number one of victims, and which numbers no word claims."""
    if draft.reasons is None:
        return
    for claim, figure in zip(found, draft.figures, strict=True):
        draft.because("figures.harm", figure.span, figure.kind, "casualties.toml", claim.trigger)
        number = "..".join("" if n is None else str(n) for n in (figure.low, figure.high))
        draft.because("figures.number", figure.span, number, "numbers.toml")
        if figure.event is not None:
            draft.because("figures.event", figure.span, figure.event.type, "", figure.event.anchor)
        if figure.said_by:
            draft.because("figures.said_by", figure.span, "", "", *(said.cue for said in figure.said_by))
    for count in claims.counts():
        if claims.of(count) is None:
            draft.against("figures.no_harm", count.span)
