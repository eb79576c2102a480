"""Every error that sayso raises on purpose.

    SaysoError
    ├── IntakeError          a file or a page that cannot become a report
    │   └── FetchError       an address that may not or cannot be fetched
    ├── OptionError          an option or argument with a value that means nothing
    ├── ModelError           the language model is missing or is not the one expected
    ├── RulesError           a data file that cannot be used as it is written
    ├── ReadingError         a stored reading that does not have the shape of the contract
    └── LedgerError          a ledger that cannot be opened, written or trusted

Each carries its subject (the file, the option, the rule file) and its cause, and prints as one line. Text itself never
raises: what an extractor cannot make out becomes a note of the reading.
"""

from __future__ import annotations


class SaysoError(Exception):
    """The base of all errors of sayso: `subject` is what it is about, `cause` what is wrong with it."""

    def __init__(self, subject: str, cause: str) -> None:
        super().__init__(subject, cause)
        self.subject = subject
        self.cause = cause

    def __str__(self) -> str:
        return " ".join(f"{self.subject}: {self.cause}".split())


class IntakeError(SaysoError):
    """A file or page that cannot become a report: missing, binary, of unknown encoding, empty, without an article."""


class FetchError(IntakeError):
    """An address that may not be fetched, or could not be; `passing` where another day may bring another outcome."""

    def __init__(self, subject: str, cause: str, *, passing: bool = False) -> None:
        super().__init__(subject, cause)
        self.passing = passing


class OptionError(SaysoError):
    """An option with a value that means nothing, such as a publication day that is no date."""


class ModelError(SaysoError):
    """The language model is not installed, or its weights are not the ones that this version was measured with."""


class RulesError(SaysoError):
    """A data file of words, patterns or names that breaks its own rules; the subject names file and entry."""


class ReadingError(SaysoError):
    """A reading, as read from a file, that does not have the shape of the contract."""


class LedgerError(SaysoError):
    """A ledger that cannot be opened, written or trusted; the subject is its path, or its address without password."""
