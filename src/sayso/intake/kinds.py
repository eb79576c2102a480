"""What a file is, told by its content: binary formats, markup that is no page, and pages of HTML."""

from __future__ import annotations

import json
import re

#: The first bytes of formats that people have articles in, and how an error names them.
MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (as Word, OpenDocument and EPUB files are)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"WARC/", "a web archive (WARC)"),
)
UTF_WITH_NULS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
#: What may stand before a page's first element.
PROLOGUE = r"\s*(?:<\?xml[^>]{0,200}>\s*|<!--(?:(?!-->).){0,5000}-->\s*){0,5}"
PAGE = re.compile(PROLOGUE + r"<(?:!doctype\s+html|html|head|body|article|main)\b", re.IGNORECASE | re.DOTALL)
#: A document type declaration with what it may define, which no page has.
DOCTYPE = r"(?:<!DOCTYPE\s+(?!html)[^>\[]{0,500}(?:\[[^\]]{0,20000}\])?\s*>\s*)?"
FEED = re.compile(PROLOGUE + DOCTYPE + r"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.DOTALL)
XML = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
MAIL = re.compile(r"(?:[\w-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){0,20}(?:mime-version|content-type): [^\n]*\n", re.IGNORECASE)


def find_binary(data: bytes) -> str | None:
    """The name of the binary format that these bytes are in, or None where they may be text."""
    for magic, name in MAGIC:
        if data.startswith(magic):
            return name
    if b"\0" in data and not data.startswith(UTF_WITH_NULS):
        return "a binary file"
    return None


def is_page(text: str, name: str) -> bool:
    """Whether this is HTML: it begins as a page does, or its name ends as a page's does and there is a tag in it."""
    if PAGE.match(text):
        return True
    return name.lower().endswith(PAGE_SUFFIXES) and re.search(r"</?[a-zA-Z]", text) is not None


def find_foreign(text: str) -> str | None:
    """The name of the text format that this is in where that is not prose, or None."""
    if FEED.match(text):
        return "an XML feed"
    if XML.match(text):
        return "an XML file"
    if MAIL.match(text):
        return "an e-mail or MHTML file"
    return "a JSON file" if _is_json(text) else None


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in {"{", "["}:
        return False
    try:
        json.JSONDecoder().raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        return False
    return True
