"""A record of a table, a feed or an export -> Document: which field is what, and what a field's value comes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape

from sayso.errors import IntakeError, OptionError, SaysoError
from sayso.intake.days import find_day, find_numeric_days, is_day_first
from sayso.intake.document import Document, Known, place
from sayso.intake.kinds import PAGE
from sayso.intake.limits import limit, mega
from sayso.rules import load_toml
from sayso.types import make_report

MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|li|h[1-6]|img|blockquote|figure)\b[^>]{0,2000}>", re.IGNORECASE
)
ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
ADDRESS = re.compile(r"https?://", re.IGNORECASE)
#: Of the address of a report nothing but HTTP is kept: it becomes a link on a page.
FOREIGN_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
OTHER = re.compile(r"[\W_]+")
KINDS = ("text", "title", "published", "publisher", "url", "language", "id")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a record says of one report, as it stands there; `day` is what `published` comes to."""

    text: str
    title: str | None = None
    day: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    encoding: str | None = None


def make_document(source: str, locator: str, fields: Fields, known: Known, notes: Iterable[str] = ()) -> Document:
    """The document of a record: title, blank line and text, as of a page. What the user knows wins."""
    subject = place(source, locator)
    if fields.publisher and ADDRESS.match(fields.publisher):  # "source" is a name to some and an address to others
        fields = replace(fields, publisher=None, url=fields.url or fields.publisher)
    try:
        _check_language(fields.language, subject)
        report = make_report(
            _compose(fields, subject),
            title=fields.title,
            published=known.published or fields.day,
            published_from="given" if known.published else "page",
            publisher=known.publisher or fields.publisher,
            url=known.url or (fields.url if fields.url and not FOREIGN_SCHEME.match(fields.url) else None),
            encoding=fields.encoding,
        )
    except SaysoError as error:
        return Document(source, locator, None, error, tuple(notes))
    return Document(source, locator, report, None, tuple(notes))


def _check_language(language: str | None, subject: str) -> None:
    english = load_toml("intake.toml")["languages"]["english"]
    if language and re.split(r"[-_\s(;]", language.strip().lower())[0] not in english:
        raise IntakeError(subject, f"its language is given as {language[:40]!r}; only English is read")


def _compose(fields: Fields, subject: str) -> str:
    text = plain(fields.text, subject)
    title = fields.title
    if not text.strip():
        raise IntakeError(subject, "no text" + (" beside its title" if title else ""))
    if not title or " ".join(text.lstrip().partition("\n")[0].split()).casefold() == title.casefold():
        return text
    return f"{title}\n\n{text}"


def plain(text: str, subject: str) -> str:
    """A field's text without markup, where there is markup in it."""
    if not MARKUP.search(text):
        return unescape(text) if ENTITY.search(text) else text
    if len(text) > limit("page"):
        raise IntakeError(subject, f"markup over {mega(limit('page'))}, too large for a report")
    if PAGE.match(text):
        from sayso.intake.html import read_page  # lxml and trafilatura: only texts with tags need them

        return read_page(text, subject).text
    from sayso.intake.markup import strip_markup

    return strip_markup(text)


def normal(name: str) -> str:
    """A column's name as it is compared: "Publication Date" is "publication_date"."""
    return OTHER.sub("_", name.casefold()).strip("_")


def check_columns(columns: Mapping[str, str]) -> None:
    """Raise OptionError where the user names a kind of column that there is not."""
    for kind in columns:
        if kind not in KINDS:
            raise OptionError("column", f"{kind!r} is none of {', '.join(KINDS)}")


def find_columns(names: Sequence[str], wanted: Mapping[str, str], subject: str) -> dict[str, str]:
    """Which of these columns is which field: as the user says, else by the usual names.

    Raises IntakeError where a wanted column is missing, or none holds a text.
    """
    found = dict(_guess(tuple(names)))
    for kind, name in wanted.items():
        match = [column for column in names if normal(column) == normal(name)]
        if not match:
            raise IntakeError(subject, f"no column {name!r} among {_listed(names)}")
        found[kind] = match[0]
    if "text" not in found:
        raise IntakeError(subject, f"no column of texts among {_listed(names)}; name it with --column text=NAME")
    return found


def count_known(names: Sequence[str], wanted: Mapping[str, str]) -> int:
    """How many of these columns are what the user names or have usual names: a header has some, a line of text none."""
    mine = {normal(name) for name in wanted.values()}
    return len(_guess(tuple(names))) + sum(normal(name) in mine for name in names)


def is_header(names: Sequence[str], wanted: Mapping[str, str]) -> bool:
    """Whether these are the columns of a table of articles: one of texts, and another that is known."""
    return count_known(names, wanted) > 1 and ("text" in wanted or "text" in _guess(tuple(names)))


@lru_cache(maxsize=256)
def _guess(names: tuple[str, ...]) -> Mapping[str, str]:
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(normal(name), name)
    usual = load_toml("intake.toml")["columns"]
    first = {kind: next((by_name[name] for name in usual[kind] if name in by_name), None) for kind in KINDS}
    return {kind: name for kind, name in first.items() if name is not None}


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:12])
    return shown + (f" and {len(names) - 12} more" if len(names) > 12 else "") or "none"


class DayOrder:
    """The days in a column of dates; its other rows, read once and only if one needs it, tell day and month apart."""

    def __init__(self, column: Callable[[], Iterable[str]]) -> None:
        self._column = column
        self._day_first: bool | None = None
        self._asked = False

    def tell(self, value: str | None) -> tuple[str | None, str | None]:
        """The ISO day in a record's date, and the note where there is none that can be told."""
        if not value or not value.strip():
            return None, None
        days = [day] if (day := find_day(value)) else find_numeric_days(value)
        if len(days) == 1:
            return days[0], None
        shown = repr(" ".join(value.split())[:40])
        if not days:
            return None, f"published: {shown} is no day that can be read"
        day_first = self._order()
        if day_first is None:
            return None, f"published: {shown} may be {' or '.join(days)}, and no other row tells which"
        return days[0 if day_first else 1], None

    def _order(self) -> bool | None:
        if not self._asked:
            self._day_first = is_day_first(self._column())
            self._asked = True
        return self._day_first


def line_of(value: str | None) -> str | None:
    """A short field as one line, or None where there is nothing in it."""
    return " ".join(value.split())[:1000] or None if value else None
