"""A piece of HTML, as feeds and databases keep articles, -> its text, a line a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from sayso.rules import load_toml

EDGE = "\v"
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: The line that WordPress adds below every entry of a feed.
APPENDED = re.compile(r"\s*The post .{1,300} (?:first appeared|appeared first) on .{1,100}\.?\s*\Z")


def strip_markup(html: str) -> str:
    """The text in a piece of HTML; text without any stays as it is but for its spaces."""
    try:
        tree = lxml.html.fragment_fromstring(CONTROLS.sub(" ", html), create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    lines = [" ".join(line.split()) for line in "".join(_pieces(tree)).split(EDGE)]
    return APPENDED.sub("", "\n".join(line for line in lines if line))


def _pieces(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """The text of a tree, with a mark at the edges of blocks."""
    blocks, left = (frozenset(load_toml("intake.toml")["markup"][name]) for name in ("blocks", "left"))
    walker = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, node in walker:
        if event in {"comment", "pi"}:
            yield node.tail or ""
            continue
        if event == "start":
            if node.tag in left:
                walker.skip_subtree()
            yield EDGE * (node.tag in blocks)
            yield node.text or "" if node.tag not in left else ""
        else:
            yield EDGE * (node.tag in blocks)
            yield node.tail or "" if node is not tree else ""
