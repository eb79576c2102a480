"""Persons' decisions as rows: never changed, numbered in the order in which they came."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, insert, select

from sayso.errors import LedgerError
from sayso.ledger.tables import judgements
from sayso.types import Judgement


def read_judgements(connection: Connection, texts: Collection[str] | None = None) -> list[Judgement]:
    """The decisions on reports with these texts (by their hashes), or all, in their order, undone ones too."""
    query = select(judgements).order_by(judgements.c.number)
    if texts is not None:
        query = query.where(judgements.c.report_sha256.in_(texts))
    return [_build(dict(row._mapping)) for row in connection.execute(query)]


def write_judgement(connection: Connection, judgement: Judgement) -> None:
    """Append a decision; raises LedgerError where it takes back one that is not there."""
    known = select(judgements.c.number).where(judgements.c.number == judgement.undoes)
    if judgement.undoes is not None and connection.scalar(known) is None:
        raise LedgerError(f"judgement {judgement.undoes}", "there is none to undo")
    row = {name: getattr(judgement, name) for name in Judgement.__dataclass_fields__}
    payload = json.dumps(judgement.payload, ensure_ascii=False)
    connection.execute(insert(judgements).values(row | {"payload": payload}))


def _build(row: dict[str, Any]) -> Judgement:
    return Judgement(**{**row, "payload": json.loads(row["payload"])})
