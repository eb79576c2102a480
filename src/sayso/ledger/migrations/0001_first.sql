-- Migration 1: the first-hand tables. The same text runs on SQLite and on PostgreSQL; a statement ends with a semicolon
-- at the end of a line. A migration that was released is never edited: what changes goes into the next number.

-- One published text, and what was known about it when it came. Never changed, never removed.
CREATE TABLE reports (
    id TEXT PRIMARY KEY,                        -- r_ and a hash of text, day, publisher and address
    sha256 TEXT NOT NULL,                       -- of the text in UTF-8
    title TEXT,
    publisher TEXT,
    url TEXT,
    url_sha256 TEXT,                            -- an address may be longer than what an index can hold
    language TEXT NOT NULL,
    published TEXT,                             -- ISO day, as given or as the page says
    published_from TEXT NOT NULL,               -- given, page, text, unknown
    encoding TEXT,                              -- of the file, where not UTF-8
    extractor TEXT,                             -- what cut the text out of a page
    text TEXT NOT NULL,
    replaces TEXT UNIQUE REFERENCES reports (id)  -- the version before this one
);
CREATE INDEX reports_sha256 ON reports (sha256);
CREATE INDEX reports_url ON reports (url_sha256);

-- What one run found in one report, and what made it. Never changed, never removed; the highest number counts.
CREATE TABLE readings (
    report TEXT NOT NULL REFERENCES reports (id),
    number INTEGER NOT NULL,                    -- 1, 2, 3 of this report
    sayso TEXT NOT NULL,                        -- version
    model TEXT NOT NULL,                        -- name and version of the language model
    rules TEXT NOT NULL,                        -- hash of the rule files
    sha256 TEXT NOT NULL,                       -- of the payload in UTF-8
    payload TEXT NOT NULL,                      -- the reading as docs/contract.md has it, report.text left null
    PRIMARY KEY (report, number)
);

-- A person's decision on a finding, keyed to content, so that it holds when the report is read again. An undo is a row
-- of its own. Never changed, never removed.
CREATE TABLE judgements (
    number INTEGER PRIMARY KEY,
    report_sha256 TEXT NOT NULL,                -- of the report's text, whoever published it
    layer TEXT NOT NULL,                        -- events, figures, statements ...
    span_start INTEGER,                         -- where in the text, in code points; null for what has no place in it
    span_end INTEGER,
    value_sha256 TEXT NOT NULL,                 -- of the finding that the person saw
    action TEXT NOT NULL,                       -- accept, edit, reject, link, split, merge, undo
    payload TEXT NOT NULL,                      -- what the action needs, as JSON
    who TEXT NOT NULL,
    why TEXT,
    decided_at TEXT NOT NULL,                   -- ISO time, UTC
    undoes INTEGER REFERENCES judgements (number)
);
CREATE INDEX judgements_key ON judgements (report_sha256, layer, span_start, span_end);

-- One call of `sayso add`. A call that was cut short goes on under its number when it is made again.
CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    command TEXT NOT NULL,                      -- sources and options, as JSON
    finished INTEGER NOT NULL                   -- 0 or 1
);

-- Every document that was met in a source: one row, one state.
CREATE TABLE documents (
    id TEXT PRIMARY KEY,                        -- hash of source and locator
    source TEXT NOT NULL,                       -- file, folder, feed or archive, as the user named it
    locator TEXT NOT NULL,                      -- where in the source
    state TEXT NOT NULL,                        -- read, duplicate, new_version, failed, quarantined
    reason TEXT,                                -- why failed
    report TEXT REFERENCES reports (id),        -- what it holds
    attempts INTEGER NOT NULL,                  -- runs in which it failed since it last did not
    run INTEGER NOT NULL REFERENCES runs (number)  -- in which it got this state
);
CREATE INDEX documents_state ON documents (state);
CREATE INDEX documents_report ON documents (report);

-- When each row came, in the order of the transactions. Nothing else in the ledger depends on the clock.
CREATE TABLE journal (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,                           -- ISO time, UTC
    what TEXT NOT NULL,                         -- report, reading, judgement
    key TEXT NOT NULL                           -- the row's
);
