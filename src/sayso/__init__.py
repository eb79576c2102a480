"""sayso: who says what happened.

Reads news reports about a conflict and keeps who says what happened, where, when, to whom and how many, with the words
that prove it.
"""

__version__ = "0.1.0"

from sayso.pipeline import load, make_report
from sayso.types import Reading

__all__ = ["Reading", "load", "make_report"]
