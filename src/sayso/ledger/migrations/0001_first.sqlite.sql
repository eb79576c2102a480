-- Migration 1, on SQLite: what is first-hand can be added and nothing else.
CREATE TRIGGER reports_unchanged BEFORE UPDATE ON reports BEGIN SELECT RAISE(ABORT, 'reports are only added'); END;
CREATE TRIGGER reports_kept BEFORE DELETE ON reports BEGIN SELECT RAISE(ABORT, 'reports are only added'); END;
CREATE TRIGGER readings_unchanged BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'readings are only added'); END;
CREATE TRIGGER readings_kept BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'readings are only added'); END;
CREATE TRIGGER judgements_unchanged BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are only added'); END;
CREATE TRIGGER judgements_kept BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'judgements are only added'); END;
