"""The page: every word of a report is on it once, marks may cross, nothing hostile gets through, nothing is fetched."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.export.page import HERE, Page
from sayso.export.page.segments import Mark, paragraphs, show

VOID = {"meta", "input", "br", "link"}


def page(*readings: sayso.Reading) -> str:
    out = BytesIO()
    writer = Page(out)
    for reading in readings:
        writer.write(reading)
    writer.finish()
    return out.getvalue().decode()


class Elements(HTMLParser):
    """The start tags of a page with their attributes, checked to be closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and "article" in self.open:
            self.words.append(data)


def text_of(html: str) -> str:
    return " ".join("".join(Elements(html).words).split())


# --- what is on it --------------------------------------------------------------------------------------------


def test_the_whole_text_is_on_the_page_once() -> None:
    shown = text_of(page(sample.reading()))
    assert shown.endswith(" ".join(sample.TEXT.split()))


def test_every_statement_and_event_has_a_card_that_its_words_lead_to() -> None:
    html = page(sample.reading())
    elements = Elements(html).found
    cards = {attrs["id"]: attrs["data-ref"] for _, attrs in elements if "data-ref" in attrs}
    assert {"r1-s1", "r1-s4", "r1-e1", "r1-e2", "r1-k1", "r1-c1", "r1-m1", "r1-n1"} <= set(cards)
    targets = {(attrs["href"] or "")[1:] for tag, attrs in elements if tag == "a" and "data-refs" in attrs}
    assert targets <= set(cards)
    assert all(attrs.get("tabindex") == "0" for _, attrs in elements if "data-ref" in attrs)


def test_every_link_inside_the_page_leads_somewhere_and_ids_are_unique() -> None:
    elements = Elements(page(sample.reading("Post"), sample.reading("Herald"))).found
    ids = [attrs["id"] for _, attrs in elements if "id" in attrs]
    links = {(attrs["href"] or "")[1:] for _, attrs in elements if (attrs.get("href") or "").startswith("#")}
    assert len(ids) == len(set(ids))
    assert links <= set(ids)


def test_standing_and_caution_are_in_words() -> None:
    html = page(sample.reading())
    assert "Machine reading, not reviewed." in html
    for words in ("claimed", "denied", "no response", "Killed", "at least 12", "no day in the sentence"):
        assert words in html


def test_several_reports_have_a_list_with_links() -> None:
    html = page(sample.reading("Post"), sample.reading("Herald"))
    assert '<a href="#r2">' in html
    assert '<section class="report" id="r2"' in html
    assert "2 reports" in html
    assert 'class="contents"' not in page(sample.reading())


def test_a_report_without_findings_or_title_is_shown() -> None:
    html = page(sayso.read("Rain fell."))
    assert "Untitled report" in html
    assert "Rain fell." in html
    assert "nothing found" in html.lower()


# --- safety ---------------------------------------------------------------------------------------------------


def test_the_policy_allows_our_style_and_script_and_nothing_else() -> None:
    html = page(sample.reading())
    policy = next(attrs["content"] for tag, attrs in Elements(html).found if attrs.get("http-equiv"))
    assert policy is not None
    for element in ("style", "script"):
        content = re.search(f"<{element}>(.*?)</{element}>", html, re.DOTALL)
        assert content
        digest = b64encode(sha256(content[1].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_nothing_is_requested_and_no_attribute_runs() -> None:
    for tag, attrs in Elements(page(sample.reading())).found:
        assert tag not in {"img", "link", "iframe", "object", "base", "form"}
        assert not {"src", "style", "srcset", "action"} & set(attrs)
        assert not [name for name in attrs if name.startswith("on")]
    assert "url(" not in (HERE / "page.css").read_text(encoding="utf-8")


HOSTILE = (
    "</style><script>alert(1)</script>\n\nMr <b onclick=x>Kay</b> said on Monday that \"<img src=x onerror=alert(1)> "
    "three people\" were hurt. {{ 7*7 }} {% raw %} &amp; &#60;script&#62; ]]> --> \u202eevil\u202c \u200bzero"
)


def test_hostile_text_is_text() -> None:
    html = page(sayso.read(HOSTILE, publisher="<script>alert(2)</script>", url="javascript:alert(3)"))
    tags = [tag for tag, _ in Elements(html).found]
    assert tags.count("script") == 1
    assert not {"img", "b"} & set(tags)
    assert not [attrs for _, attrs in Elements(html).found if (attrs.get("href") or "#")[0] not in "#h"]
    assert "{{ 7*7 }}" in html
    assert not {"\u202e", "\u202c", "\u200b"} & set(html)
    assert 'data-code="U+202E"' in html


@given(st.text())
def test_shown_text_has_no_markup_and_no_hidden_marks(text: str) -> None:
    html = str(show(text))
    assert "<" not in re.sub(r'<span class="odd" data-code="U\+[0-9A-F]{4,6}"></span>', "", html)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00-\x08\x1b]", html)


# --- the cut --------------------------------------------------------------------------------------------------


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet="ab é🙂\n\r", min_size=1, max_size=60))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    layers = st.sampled_from(["content", "cue", "event", "place"])
    pairs = draw(st.lists(st.tuples(spans, layers), max_size=8))
    return text, [Mark(s, e, f"x{n}", layer) for n, ((s, e), layer) in enumerate(pairs) if s < e]


@given(marked_texts())
def test_pieces_cover_the_text_and_know_their_marks(marked: tuple[str, list[Mark]]) -> None:
    text, marks = marked
    pieces = [piece for paragraph in paragraphs(text, marks, None) for piece in paragraph.pieces]
    shown = "".join(str(piece.html) for piece in pieces)
    assert shown.replace("\n", "").replace("\r", "").split() == text.replace("\n", "").replace("\r", "").split() or (
        "".join(shown.split()) == "".join(text.split())
    )
    assert [piece.start for piece in pieces] == sorted({piece.start for piece in pieces})
    for piece in pieces:
        assert set(piece.refs) == {mark.item for mark in marks if mark.start <= piece.start < mark.end}


def test_wrapped_lines_stay_one_paragraph_and_long_ones_do_not() -> None:
    wrapped = "Title\n\nshort line\nof a paragraph\n\nnext"
    assert len(list(paragraphs(wrapped, [], "Title"))) == 3
    long = "x" * 150
    assert len(list(paragraphs(f"{long}\n{long}\r\n{long}", [], None))) == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_of_text_have_the_contrast_that_readers_need(scheme: str) -> None:
    css = (HERE / "page.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[0]))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[1]))
    tones = ["plain-tone", "claimed", "denied", "alleged", "planned", "agreed"]
    for back, fronts in {
        "paper": ["ink", "soft", "link", "event"],
        "panel": ["ink", "soft", "link", *tones],
        "content": ["ink", "event"],
        "deep": ["ink", "event"],
        "lit": ["lit-ink"],
    }.items():
        for front in fronts:
            assert contrast(colours[front], colours[back]) >= 4.5, (scheme, front, back)
        for line in ["source", "cue", "figure", "place", "time"] if back in {"paper", "content", "deep"} else []:
            assert contrast(colours[line], colours[back]) >= 3, (scheme, line, back)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
