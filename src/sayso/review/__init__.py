"""Judgements: what a person decided about a machine's finding, and what a reading looks like after it.

    findings.py     a finding without the ids of one reading, so that it is known again when the report is read again
    standing.py     which judgements hold: the last word on each finding, without what was undone
    apply.py        a reading with its judgements: accepted, edited, rejected; and where the machine says otherwise now
    pairs.py        which events a person linked or split

Pure: plain readings (as in docs/contract.md) and judgements in, plain readings out; nothing is stored here. The word of
a person holds over every later reading, and is never silently dropped: where the machine's value changes or vanishes
under it, the finding says so.
"""

from sayso.review.apply import apply_judgements
from sayso.review.findings import Book, Finding
from sayso.review.pairs import find_constraints
from sayso.review.standing import standing

__all__ = ["Book", "Finding", "apply_judgements", "find_constraints", "standing"]
