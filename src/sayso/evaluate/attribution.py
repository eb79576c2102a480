"""Measures attribution: source, cue and content of statements, how they are said, and with which act.

All measures are on words (runs of letters and digits), so that quotation marks and punctuation never count. Told and
annotated attributions are paired one to one, greedily by the Jaccard overlap of their content. The measures are those
in use for PARC 3 and PolNeAR (Pareti 2012; Newell et al. 2018; Citron's evaluation):

- exact: the words of a role, of content and source, or of all three, are the same
- overlap: the share of the content, or source, that the pair has in common
- met (AR): content Jaccard of one half and a word of the source in common, or no source on both sides
- words: the words inside any source, cue or content of the article, told against annotated
- negative: attributions denied as such ("did not say that"), where the set marks them
- act: right among the pairs, where the set marks it
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from spacy.tokens import Doc

from sayso.evaluate.figures import Figures, Measure, Miss, Share, pair_greedily
from sayso.evaluate.sets import Article, Range, spans_of
from sayso.evaluate.views import Attribution, attributions
from sayso.pipeline import Reader

ROLES = ("source", "cue", "content")
KINDS = ("direct", "mixed", "indirect")
QUOTES = '"“”'
WORD = re.compile(r"\w+")
#: Measures by the names under which the literature knows them, and what they are called here.
NAMES = {
    "CE": "content exact",
    "CO": "content overlap",
    "CT": "content words",
    "SE": "source exact",
    "SO": "source overlap",
    "ST": "source words",
    "UE": "cue exact",
    "UT": "cue words",
    "AR": "content and source met",
    "AX": "content and source exact",
    "AA": "all three exact",
}
Words = frozenset[int]
Counts = dict[str, float]
#: Told and annotated attributions of an article, paired, with those left over as pairs with None.
Pair = tuple["_Item | None", "_Item | None"]


@dataclass(frozen=True, slots=True)
class _Item:
    """One attribution as sets of words."""

    source: Words
    cue: Words
    content: Words
    first: Attribution


def evaluate_attribution(articles: Iterable[Article], reader: Reader, *, view: str = "plain") -> Figures:
    """Read every article up to its statements and measure them; `view`: how spans are drawn (see `views`)."""
    docs = ((article, read_statements(article, reader)) for article in articles)
    return measure_attribution((article, doc, attributions(doc, view)) for article, doc in docs)


def measure_attribution(read: Iterable[tuple[Article, Doc, list[Attribution]]]) -> Figures:
    """Measure what anybody found: each article, its Doc (for the sentences of misses) and its attributions."""
    counts: Counts = {}
    figures = Figures()
    for article, doc, told in read:
        pairs = pair(article.text, told, gold_of(article))
        _add(counts, _count(article.text, pairs))
        figures.misses.extend(_misses(article, doc, pairs))
        figures.articles += 1
        figures.told.append({"id": article.id, "attributions": [asdict(attribution) for attribution in told]})
    figures.measures = _measures(counts)
    figures.shares = _shares(counts)
    return figures


def read_statements(article: Article, reader: Reader) -> Doc:
    """The Doc of an article with its statements, and nothing after them."""
    return reader.parse(article.report, until="sayso_statements", headline=article.with_headline)


def gold_of(article: Article) -> list[Attribution]:
    """The annotated attributions of an article; thoughts and sayings alike."""
    return [
        Attribution(
            spans_of(note.get("source")),
            spans_of(note.get("cue")),
            spans_of(note.get("content")),
            note.get("polarity") == "negative",
            note.get("act"),
        )
        for note in article.of_type("attribution")
    ]


def kind_of(content: list[Range], text: str) -> str:
    """Direct speech starts and ends with a quotation mark, mixed speech has one, indirect speech none."""
    if not content:
        return "indirect"
    words = text[min(start for start, _ in content) : max(end for _, end in content)].strip()
    if not any(mark in words for mark in QUOTES):
        return "indirect"
    return "direct" if words[0] in QUOTES and words.rstrip(".,")[-1:] in QUOTES else "mixed"


def pair(text: str, told: list[Attribution], gold: list[Attribution]) -> list[Pair]:
    """Told and gold attributions in pairs, the most alike first; those that are left over with None."""
    words = [match.span() for match in WORD.finditer(text)]
    starts, ends = [start for start, _ in words], [end for _, end in words]
    left = [item for item in (_item(a, starts, ends) for a in told) if item.content]
    pairs, ours, theirs = pair_greedily(left, [_item(a, starts, ends) for a in gold], jaccard)
    return [*pairs, *((item, None) for item in ours), *((None, item) for item in theirs)]


def jaccard(told: _Item, gold: _Item) -> float:
    """The overlap of two contents."""
    return len(told.content & gold.content) / len(told.content | gold.content)


def _item(attribution: Attribution, starts: list[int], ends: list[int]) -> _Item:
    source, cue, content = (_words_in(getattr(attribution, role), starts, ends) for role in ROLES)
    return _Item(source, cue, content, attribution)


def _words_in(spans: list[Range], starts: list[int], ends: list[int]) -> Words:
    """The numbers of the words that these spans touch."""
    return frozenset(i for start, end in spans for i in range(bisect_right(ends, start), bisect_left(starts, end)))


def is_met(told: _Item, gold: _Item) -> bool:
    """Whether a pair is right by the relaxed measure (AR)."""
    return jaccard(told, gold) >= 0.5 and bool(told.source & gold.source or not (told.source or gold.source))


def _count(text: str, pairs: list[Pair]) -> Counts:
    told, gold = [one for one, _ in pairs if one is not None], [other for _, other in pairs if other is not None]
    counts: Counts = {"told": len(told), "gold": len(gold)}
    for side, items in (("told", told), ("gold", gold)):
        counts[f"{side} source"] = sum(bool(item.source) for item in items)
        counts[f"negative {side}"] = sum(item.first.negative for item in items)
    for role, name in zip(ROLES, ("ST", "UT", "CT"), strict=True):
        ours, theirs = (frozenset[int]().union(*(getattr(item, role) for item in side)) for side in (told, gold))
        counts |= {f"{name} hits": len(ours & theirs), f"{name} told": len(ours), f"{name} gold": len(theirs)}
    for one, other in pairs:
        if other is None:
            continue
        kind = kind_of(other.first.content, text)
        _add(counts, {kind: 1})
        if one is not None:
            _add(counts, {**_compare(one, other), f"{kind} met": is_met(one, other)})
    return counts


def _compare(told: _Item, gold: _Item) -> Counts:
    """What a pair adds to the counts."""
    shared, both = len(told.content & gold.content), len(told.source & gold.source)
    content, source = told.content == gold.content, told.source == gold.source
    marked = gold.first.act is not None
    return {
        "CO p": shared / len(told.content),
        "CO r": shared / len(gold.content),
        "SO p": both / len(told.source) if told.source and gold.source else 0,
        "SO r": both / len(gold.source) if told.source and gold.source else 0,
        "CE": content,
        "UE": bool(told.cue) and told.cue == gold.cue,
        "SE": bool(told.source) and source,
        "AX": content and source,
        "AA": content and source and told.cue == gold.cue,
        "AR": is_met(told, gold),
        "negative hits": told.first.negative and gold.first.negative,
        "act whole": marked,
        "act part": marked and told.first.act == gold.first.act,
    }


def _add(counts: Counts, more: Counts) -> None:
    for name, value in more.items():
        counts[name] = counts.get(name, 0) + value


def _measures(counts: Counts) -> list[Measure]:
    found = []
    for code, name in NAMES.items():
        told, gold = (counts.get(side + (" source" if code in {"SE", "SO"} else ""), 0) for side in ("told", "gold"))
        if code.endswith("T"):
            measure = Measure(name, *(counts.get(f"{code} {part}", 0) for part in ("hits", "told", "gold")))
        elif code.endswith("O"):
            measure = Measure(name, counts.get(f"{code} p", 0), told, gold, recalled=counts.get(f"{code} r", 0))
        else:
            measure = Measure(name, counts.get(code, 0), told, gold)
        found.append(measure)
    if counts.get("negative gold"):
        found.append(Measure("negative", *(counts.get(f"negative {part}", 0) for part in ("hits", "told", "gold"))))
    return found


def _shares(counts: Counts) -> list[Share]:
    shares = [Share(f"{kind} speech met", counts.get(f"{kind} met", 0), counts.get(kind, 0)) for kind in KINDS]
    shares.append(Share("act right", counts.get("act part", 0), counts.get("act whole", 0)))
    return [share for share in shares if share.whole]


def _misses(article: Article, doc: Doc, pairs: list[Pair]) -> Iterator[Miss]:
    """What went wrong: with the words of the annotated cue, or of ours where nothing is annotated."""
    for told, gold in pairs:
        if gold is None and told is not None:
            yield _miss("not annotated", told.first, article, doc)
        elif gold is not None and told is None:
            yield _miss(f"missed, {kind_of(gold.first.content, article.text)}", gold.first, article, doc)
        elif gold is not None and told is not None and not is_met(told, gold):
            what = "source" if not told.source & gold.source and (told.source or gold.source) else "content"
            yield _miss(f"{what} wrong", gold.first, article, doc)


def _miss(kind: str, item: Attribution, article: Article, doc: Doc) -> Miss:
    cue = " ".join(article.text[start:end] for start, end in item.cue).lower()
    start = (item.cue or item.content or [(0, 0)])[0][0]
    return Miss(kind, cue or "(no cue)", article.id, _sentence(doc, start))


def _sentence(doc: Doc, start: int) -> str:
    """The sentence around an offset, its line breaks taken out."""
    token = bisect_right(doc, start, key=lambda t: t.idx) - 1
    return " ".join(doc[max(token, 0)].sent.text.split()) if len(doc) else ""
