"""The first-hand tables as SQLAlchemy sees them; `migrations` explains each column, a test holds the two together."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text

first_hand = MetaData()

meta = Table("meta", first_hand, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

reports = Table(
    "reports",
    first_hand,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False, index=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("url", Text),
    Column("url_sha256", Text),
    Column("language", Text, nullable=False),
    Column("published", Text),
    Column("published_from", Text, nullable=False),
    Column("encoding", Text),
    Column("extractor", Text),
    Column("text", Text, nullable=False),
    Column("replaces", Text, ForeignKey("reports.id"), unique=True),
)
Index("reports_sha256", reports.c.sha256)
Index("reports_url", reports.c.url_sha256)

readings = Table(
    "readings",
    first_hand,
    Column("report", Text, ForeignKey("reports.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sayso", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("payload", Text, nullable=False),
)

judgements = Table(
    "judgements",
    first_hand,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("report_sha256", Text, nullable=False),
    Column("layer", Text, nullable=False),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("value_sha256", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text),
    Column("decided_at", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("judgements.number")),
)
Index(
    "judgements_key",
    judgements.c.report_sha256, judgements.c.layer, judgements.c.span_start, judgements.c.span_end,
)  # fmt: skip

runs = Table(
    "runs",
    first_hand,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("command", Text, nullable=False),
    Column("finished", Integer, nullable=False),
)

documents = Table(
    "documents",
    first_hand,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("locator", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("report", Text, ForeignKey("reports.id")),
    Column("attempts", Integer, nullable=False),
    Column("run", Integer, ForeignKey("runs.number"), nullable=False),
)
Index("documents_state", documents.c.state)
Index("documents_report", documents.c.report)

journal = Table(
    "journal",
    first_hand,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("key", Text, nullable=False),
)
