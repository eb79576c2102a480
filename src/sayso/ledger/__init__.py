"""The ledger: where reports, readings and judgements are kept, in one SQLite file or in a PostgreSQL database.

    decide.py       what becomes of a document: facts in, a decision out
    store.py        `Ledger`: open, add, go through
    migrations/     the schema, as numbered texts; tables.py: the same for SQLAlchemy
    write.py        what one transaction writes
    flat.py         the derived tables; rows.py: what a reading puts there; derived.py: kept in step, rebuilt
    linked.py       the derived tables of linking: its state, incidents
    fold.py         how texts are searched; search.py: with which index
    pages.py        pages and counts over the derived tables
    verify.py       whether all is as it was recorded
    engine.py       transactions, locks, errors

It knows the types of a reading, and nothing of how readings are made.
"""

from sayso.ledger.decide import STATES, Entry, Met
from sayso.ledger.search import Hit
from sayso.ledger.store import Ledger
from sayso.ledger.verify import Check

__all__ = ["STATES", "Check", "Entry", "Hit", "Ledger", "Met"]
