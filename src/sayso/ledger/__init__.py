"""The ledger: where reports, readings and judgements are kept, in one SQLite file or in a PostgreSQL database.

    decide.py       what becomes of a document: facts in, a decision out
    store.py        `Ledger`: open, add, go through
    migrations/     the schema, as numbered texts
    engine.py       transactions, locks, errors

It knows the types of a reading, and nothing of how readings are made.
"""

from sayso.ledger.decide import STATES, Entry, Met
from sayso.ledger.store import Ledger

__all__ = ["STATES", "Entry", "Ledger", "Met"]
