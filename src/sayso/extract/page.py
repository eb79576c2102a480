"""The structure of the page: title, paragraphs, datelines, bylines, and the furniture that is not content.

Runs before the parser, because it also fixes sentence starts: a sentence never crosses a paragraph, a dateline or a
line of furniture. Gives `draft.title`, `draft.paragraphs`, `draft.lines` and `draft.body`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from statistics import median

from spacy.language import Language
from spacy.tokens import Doc, Span

from sayso.extract.draft import Draft, draft_of, mark
from sayso.rules import load_toml

#: Lines up to a blank one: both patterns read each character once, whatever the text.
BLOCK = re.compile(r"[^\n\r]+(?:\r?\n(?=[^\n\r]*[^\s])[^\n\r]+)*")
LINE = re.compile(r"[^\n\r]+")
#: "KABUL, Nov 25 (Frontline Wire) - ", "PESHAWAR: ", "Kabul, 26 November (Hewad) -- ": names, a day, an agency, a dash.
DATELINE = re.compile(
    r"(?P<place>[A-Z][\w'’.]*(?:[ /,-]+(?:[A-Z][\w'’.]*|de|el|al|of|the))*)"
    r"(?P<day>,? ?(?:\d{1,2}\.? )?(?:[A-Z][a-z]{2,8}\.?)?(?: \d{1,2})?(?:,? \d{4})?)"
    r"(?P<agency> ?\([A-Z][^()\n]{1,40}\))?"
    r"(?P<end> ?(?:--|—|–| -(?= )|:(?= )|\.(?=\s|$)))"
)
#: "10:40 ", "9.15 am GMT - ": the time of an entry of a live page, before its text.
STAMP = re.compile(
    r"\d{1,2}[:.]\d{2}(?: ?[aApP]\.?[mM]\b\.?)?(?: ?(?:GMT|UTC|[A-Z]{1,3}[DS]?T)\b)? ?(?:--|[—–:|-])? ?(?=[A-Z\"“'‘])"
)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
CREDIT = re.compile(
    r"[(\[][^()\[\]]*\b(?:photo|image|picture|handout|getty|reuters|afp|file)\b[^()\[\]]*[)\]]", re.IGNORECASE
)
SENTENCE_END = (".", "!", "?", '."', ".”", '!"', '?"', "!”", "?”", ".'", ".’", ".)", ":")
LONGEST_PAGE_LINE = 120
LONGEST_DATELINE = 90
#: Words in small letters that a line about the page does not reach ("Updated two hours ago at").
PROSE = 7
#: "Q:" and "A:" are no places.
SHORTEST_PLACE = 3
#: A first line of more characters than this opens the article: headlines have 60 to 120, and hardly ever a full stop.
LONGEST_TITLE = 250
LONGEST_SENTENCE_TITLE = 120
LONGEST_CREDIT = 300
#: Hard-wrapped text: lines of about this many characters, most of which stop in the middle of a sentence.
WRAPPED = range(40, 101)


@Language.factory("sayso_page", assigns=["token.is_sent_start", "doc.spans", "doc._.sayso"])
def create_page(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Make the component; it has to stand before the parser."""
    return find_page


def find_page(doc: Doc) -> Doc:
    """Fill `draft.title`, `draft.paragraphs`, `draft.lines` and `draft.body`, and start sentences at their edges."""
    draft = draft_of(doc)
    draft.body = [False] * len(doc)
    for start, end, is_title in _blocks(doc.text):
        block = doc.char_span(start, end, alignment_mode="expand")
        if block is None:
            continue
        _start_sentence(doc, block.start)
        _start_sentence(doc, block.end)
        if is_title:
            draft.title = block
        elif not _is_furniture(doc.text[start:end]):
            _read_block(doc, draft, block)
    mark(doc, "lines", draft.lines)
    mark(doc, "title", [draft.title] if draft.title is not None else [])
    return doc


def _read_block(doc: Doc, draft: Draft, block: Span) -> None:
    """A paragraph of the article, its dateline apart, or a line about the page."""
    if _is_page_line(block.text) or _is_dateline(block.text):
        draft.lines.append(block)
        return
    begin = block.start
    dateline = _dateline(block.text) if len(draft.paragraphs) == 0 else None
    stamp = STAMP.match(block.text)
    if dateline is None and stamp is not None:
        dateline = stamp.end()
    if dateline is not None:
        line = doc.char_span(block.start_char, block.start_char + dateline, alignment_mode="expand")
        if line is not None and line.end < block.end:
            draft.lines.append(line)
            begin = line.end
            _start_sentence(doc, begin)
    label = _labels().match(doc.text, doc[begin].idx, block.end_char)
    if label is not None:
        after = doc.char_span(doc[begin].idx, label.end(), alignment_mode="expand")
        if after is not None and after.end < block.end:
            begin = after.end
            _start_sentence(doc, begin)
    draft.paragraphs.append(doc[begin : block.end])
    for token in doc[begin : block.end]:
        draft.body[token.i] = not token.is_space


@cache
def _labels() -> re.Pattern[str]:
    """What a paragraph of a bulletin is about, before a colon: "Access and protection: Two roads ..."."""
    names = "|".join(re.escape(name) for name in sorted(load_toml("page.toml")["labels"], key=len, reverse=True))
    return re.compile(rf"(?=[A-Z•*–-])(?:[•*–-] ?)?(?i:{names})(?i:(?:,| and| &) (?:{names}))*: (?=\S)")


def _blocks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether it is the title, of each stretch of text between line breaks that mean something."""
    pattern = BLOCK if _is_wrapped(text) else LINE
    first = True
    for match in pattern.finditer(text):
        if not match.group().strip():
            continue
        is_title = first and _can_be_title(match.group()) and _blank_line_follows(text, match.end())
        first = False
        yield match.start(), match.end(), is_title


def _can_be_title(block: str) -> bool:
    """One line that is no paragraph: not over-long, and if long, without a full stop."""
    line = block.strip()
    longest = LONGEST_SENTENCE_TITLE if line.endswith(".") else LONGEST_TITLE
    return "\n" not in block and len(line) <= longest and not _is_dateline(line)


def _is_dateline(block: str) -> bool:
    """Whether a line is nothing but a dateline, with a day or an agency: "BRUSSELS, February 10 (Wire) --"."""
    match = DATELINE.fullmatch(block.strip()[: LONGEST_DATELINE + 1])
    return match is not None and _has_end(match) and bool(match["agency"] or any(c.isdigit() for c in match["day"]))


def _has_end(match: re.Match[str]) -> bool:
    """Whether a dateline may end so: with a full stop only in capitals and after a day ("CHISINAU, 20 June.")."""
    if match["end"] != ".":
        return True
    name, comma, _ = match["place"].partition(",")
    return (
        name.isupper()
        and len(name) >= SHORTEST_PLACE
        and bool(comma or match["day"].startswith(","))
        and any(c.isdigit() for c in match["day"])
    )


def _blank_line_follows(text: str, end: int) -> bool:
    rest = text[end : end + 200].replace("\r\n", "\n").replace("\r", "\n")
    return re.match(r"[^\S\n]*\n[^\S\n]*\n", rest) is not None


def _is_wrapped(text: str) -> bool:
    """Whether single line breaks only wrap the text: the lines before them are long, alike, and end in mid-sentence."""
    lines = [line.rstrip() for line in text.split("\n")]
    inner = [line for line, after in pairwise(lines) if line and after]
    if len(inner) < 3 or int(median(map(len, inner))) not in WRAPPED:
        return False
    return sum(line.endswith(SENTENCE_END) for line in inner) * 2 < len(inner)


@cache
def _furniture() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in load_toml("page.toml")["furniture"])
    return re.compile(rf"(?:{phrases})\s*(?::.*)?", re.IGNORECASE | re.DOTALL)


@cache
def _page_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in load_toml('page.toml')['page_words'])})\b")


def _is_furniture(block: str) -> bool:
    line = block.strip()
    is_credit = len(line) <= LONGEST_CREDIT and CREDIT.fullmatch(line) is not None
    return is_credit or _furniture().fullmatch(line) is not None


def _is_page_line(block: str) -> bool:
    """A short line that is no sentence and tells who wrote the page, or when it went up."""
    line = block.strip()
    is_sentence = line.endswith((*SENTENCE_END[:3], ",", '"', "”")) and not _ends_in_clock(line)
    if len(line) > LONGEST_PAGE_LINE or is_sentence:
        return False
    return " | " in line or CLOCK.search(line) is not None or _page_words().match(line) is not None


def _ends_in_clock(line: str) -> bool:
    """Whether its last full stop is that of "a.m.", and it has not the words of a sentence that ends so."""
    return re.search(r"[ap]\.m\.$", line) is not None and len(re.findall(r"\b[a-z]{2,}\b", line)) < PROSE


def _dateline(block: str) -> int | None:
    """How many characters at the start of the first paragraph are its dateline."""
    match = DATELINE.match(block[:LONGEST_DATELINE])
    if match is None or not _has_end(match):
        return None
    place = match["place"]
    if match["end"].strip() == ":" and (not place.isupper() or len(place) < SHORTEST_PLACE):
        return None
    plain = not (place.isupper() or match["agency"] or any(c.isdigit() for c in match["day"]))
    return None if plain and len(place.split()) > 3 else match.end()


def _start_sentence(doc: Doc, index: int) -> None:
    if index < len(doc):
        doc[index].is_sent_start = True
