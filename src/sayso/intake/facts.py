"""What a page says of itself: title, day of publication, publisher and address, out of JSON-LD, meta tags and elements.

Only explicit metadata counts. Libraries that always find a date take it from addresses, copyright lines or the day of
the run; a wrong day moves every "on Tuesday" of the report, so that no day is better than a guessed one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from sayso.intake.days import find_day
from sayso.rules import load_toml

ADDRESS = re.compile(r"https?://[^\s<>\"]+\Z", re.IGNORECASE)
#: Between a title and the name of the site in <title>.
SITE_SUFFIX = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,60}\Z")
LONGEST_TITLE = 300


class PageFacts:
    """The facts of one page; each method gives None where the page does not tell."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self.rules = load_toml("webpage.toml")
        self.metas = list(_metas(tree))
        self.article = next(_articles(tree, frozenset(self.rules["article_types"])), {})

    def published(self) -> str | None:
        """The day on which the page says that it was published, as written there, whatever the time zone."""
        declared = [self.article.get("datePublished"), *self._declared("published"), *_marked_times(self.tree)]
        days = [day for value in declared if (day := find_day(value))]
        return days[0] if days else _only_time(self.tree)

    def publisher(self) -> str | None:
        """The name of the publisher or site."""
        named = [*self._declared("publisher"), _name(self.article.get("publisher"))]
        return next((name for value in named if (name := _line(value)) and not ADDRESS.match(name)), None)

    def url(self) -> str | None:
        """The page's own address: the canonical link, or what it tells other sites."""
        links = [node.get("href") or "" for node in self.tree.xpath("//link[@rel]") if _is_canonical(node)]
        addresses = [link.strip() for link in [*links, *self._declared("url")]]
        return next((address for address in addresses if ADDRESS.match(address)), None)

    def title(self) -> str | None:
        """The headline: the page's only h1, else what the metadata call it, else <title> without the site's name."""
        for path in ("//article//h1", "//main//h1", "//h1"):
            headings = [text for node in self.tree.xpath(path) if (text := _line(node.text_content()))]
            if len(headings) == 1 and len(headings[0]) <= LONGEST_TITLE:
                return headings[0]
        declared = [_line(value) for value in [self.article.get("headline"), *self._declared("title")]]
        titles = [SITE_SUFFIX.sub("", node.text_content().strip()) for node in self.tree.xpath("//head//title")]
        return next((line[:LONGEST_TITLE] for line in [*declared, *map(_line, titles)] if line), None)

    def _declared(self, fact: str) -> list[str]:
        """What the meta tags say of a fact, the more trusted names first."""
        return [content for wanted in self.rules[fact] for name, content in self.metas if name == wanted]


def _metas(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for node in tree.xpath("//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            if node.get(attribute):
                yield node.get(attribute).strip().lower(), node.get("content")


def _articles(tree: HtmlElement, types: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The JSON-LD nodes that describe an article or its page, articles first."""
    scripts = tree.xpath("//script[contains(@type, 'ld+json')]")
    nodes = [node for script in scripts for node in _nodes(_json(script.text)) if _types(node) & types]
    return iter(sorted(nodes, key=lambda node: not any(kind.endswith(("article", "posting")) for kind in _types(node))))


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "null", strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects at the top of a JSON-LD script: it may be one, a list, or a graph."""
    if isinstance(value, list) and depth < 3:
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph", []), depth + 1)


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    return {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _name(value: Any) -> Any:
    """The name of a JSON-LD organisation: a string, or an object that has one."""
    if isinstance(value, list) and value:
        value = value[0]
    return value.get("name") if isinstance(value, dict) else value


def _is_canonical(link: HtmlElement) -> bool:
    return "canonical" in link.get("rel", "").lower().split()


def _marked_times(tree: HtmlElement) -> list[str]:
    """Elements that are marked up as the time of publication."""
    nodes = tree.xpath("//time[@pubdate or @itemprop='datePublished'] | //*[@itemprop='datePublished']")
    return [node.get("datetime") or node.get("content") or node.text_content() for node in nodes]


def _only_time(tree: HtmlElement) -> str | None:
    """The day of the <time> elements of the article, where all of them agree on one."""
    for path in ("//article//time/@datetime", "//main//time/@datetime", "//time/@datetime"):
        days = {find_day(str(value)) for value in tree.xpath(path)}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _line(value: Any) -> str | None:
    """A string as one line, its HTML entities read (JSON-LD often has them), or None where there is nothing in it."""
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None
