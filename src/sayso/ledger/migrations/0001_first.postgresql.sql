-- Migration 1, on PostgreSQL: what is first-hand can be added and nothing else.
CREATE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''reports, readings and judgements are only added''; END';
CREATE TRIGGER reports_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON reports EXECUTE FUNCTION only_added();
CREATE TRIGGER readings_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON readings EXECUTE FUNCTION only_added();
CREATE TRIGGER judgements_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON judgements EXECUTE FUNCTION only_added();
