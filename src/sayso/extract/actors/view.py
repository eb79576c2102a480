"""A Doc's analysis as plain lists: the component asks each token many times, and a list answers ten times faster."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from sayso.extract.actors.lexicon import atoms_of, fold, words
from sayso.extract.draft import Draft

OPENING, CLOSING = frozenset("“„«"), frozenset("”»")
PLAIN_QUOTE = '"'
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})


@dataclass(slots=True)
class View:
    """Per token: its words, tags, head, sentence number and whether it may hold an actor."""

    doc: Doc
    text: list[str]
    low: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    left: list[int]
    sent: list[int]
    starts: list[int]
    body: list[bool]
    quoted: list[bool] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    #: The tokens of the names of persons, once they are found.
    people: frozenset[int] = frozenset()
    #: The first token of each known name and place of several tokens, by its tokens.
    name_start: dict[int, int] = field(default_factory=dict)
    #: Where the name of a place ends, by its first token.
    name_end: dict[int, int] = field(default_factory=dict)
    #: The atoms of the text (see `lexicon.ATOM`) and the token of each.
    atoms: list[str] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> Span:
        """The tokens as a span of the Doc."""
        return self.doc[start:end]

    def words(self, start: int, end: int) -> str:
        """The text from token to token, white space evened out."""
        return " ".join(self.doc[start:end].text.split())

    def lemma(self, i: int) -> str:
        """The lemma of a token, in lower case."""
        return self.doc[i].lemma_.lower()

    def sentence(self, i: int) -> tuple[int, int]:
        """First and last token (exclusive) of the sentence of token i."""
        nth = self.sent[i]
        return self.starts[nth], self.starts[nth + 1] if nth + 1 < len(self.starts) else len(self)

    def capital(self, i: int) -> bool:
        """Whether the word begins with a capital letter."""
        return self.text[i][:1].isupper()

    def under(self, i: int, dep: str) -> list[int]:
        """The children of a token with this label."""
        return [j for j in self.children[i] if self.dep[j] == dep]

    def opens(self, i: int) -> bool:
        """Whether the token begins its sentence (quotation marks apart), so that a capital says nothing."""
        start = self.starts[self.sent[i]]
        return i - start < 4 and not any(self.text[j][:1].isalnum() for j in range(start, i))

    def rank(self, i: int) -> int:
        """How prominent a phrase is: 2 subject of a main clause or of saying, 1 other subject, 0 else."""
        if self.dep[i] not in SUBJECTS:
            return 2 if self._accords(i) else 0
        verb = self.head[i]
        if self.dep[verb] == "conj":
            verb = self.head[verb]
        return 2 if self.dep[verb] in {"ROOT", "parataxis"} else 1

    def says(self, i: int) -> bool:
        """Whether the token is the subject of a verb of saying, one that happens: not in "demands that X say"."""
        if self.dep[i] != "nsubj":
            return self._accords(i)
        verb = self.head[i]
        return self.lemma(verb) in words("speech_verbs") and (self.tag[verb] != "VB" or bool(self.under(verb, "aux")))

    def is_told(self, i: int) -> bool:
        """Whether the token is the one who is told something: "told state television"."""
        return self.dep[i] in {"dobj", "dative"} and self.lemma(self.head[i]) in {"tell", "inform", "assure", "brief"}

    def _accords(self, i: int) -> bool:
        above = self.head[i]
        return self.dep[i] == "pobj" and self.low[above] == "to" and self.low[self.head[above]] == "according"


def view_of(doc: Doc, draft: Draft) -> View:
    """The lists of a Doc."""
    tokens = list(doc)
    text = [t.text for t in tokens]
    starts = _starts(tokens)
    body = draft.body if len(draft.body) == len(text) else [not t.is_space for t in tokens]
    view = View(
        doc=doc,
        text=text,
        low=[fold(word) for word in text],
        pos=[t.pos_ for t in tokens],
        tag=[t.tag_ for t in tokens],
        dep=[t.dep_ for t in tokens],
        head=[t.head.i for t in tokens],
        left=[t.left_edge.i for t in tokens],
        sent=[bisect_right(starts, i) - 1 for i in range(len(text))],
        starts=starts,
        body=body,
    )
    view.quoted = _quoted(view)
    view.children = [[] for _ in text]
    for i, above in enumerate(view.head):
        if above != i:
            view.children[above].append(i)
    for place in draft.places:
        for span in place.mentions:
            view.name_end[span.start] = span.end
            if len(span) > 1:
                view.name_start.update(dict.fromkeys(range(span.start, span.end), span.start))
    for i, word in enumerate(text):
        parts = atoms_of(word)
        view.atoms.extend(parts)
        view.owner.extend([i] * len(parts))
    return view


def _starts(tokens: list[Token]) -> list[int]:
    """Where sentences begin; one that holds no word (white space, a stray quotation mark) belongs to the one before."""
    starts, waiting = [0], False
    for token in tokens:
        waiting = waiting or (token.is_sent_start is True and token.i > 0 and not _follows_title(tokens, token.i))
        if waiting and token.text[:1].isalnum():
            first = token.i
            while (
                first - 1 > starts[-1]
                and tokens[first - 1].is_sent_start is not True
                and tokens[first].is_sent_start is not True
            ):
                first -= 1
            starts.append(first)
            waiting = False
    return starts


def _follows_title(tokens: list[Token], i: int) -> bool:
    """Whether the full stop before a token is that of a shortened title, which ends no sentence: "Brig.", "Gen."."""
    before = tokens[i - 1].text
    word = tokens[i - 2].text + before if before == "." and i > 1 else before
    low = word.lower()
    return low.endswith(".") and (low[:-1] in words("ranks") or low[:-1] in words("honorifics"))


def _quoted(view: View) -> list[bool]:
    """Per token: whether it lies between quotation marks, which never reach past a paragraph."""
    inside, found = False, []
    for word in view.text:
        if word in OPENING:
            inside = True
        elif word in CLOSING or "\n" in word:
            inside = False
        elif word == PLAIN_QUOTE:
            inside = not inside
        found.append(inside)
    return found
