-- A 代办 may end before its last day: nothing of it is rewritten but that it ended, once.
ALTER TABLE delegation
  ADD COLUMN ended_on   date,                          -- the last day it held; before from_on: it never began
  ADD COLUMN end_reason text CHECK (end_reason <> ''),
  ADD COLUMN ended_by   bigint REFERENCES account,
  ADD COLUMN ended_name text,
  ADD COLUMN ended_at   timestamptz,
  ADD CHECK (num_nonnulls(ended_on, end_reason, ended_by, ended_name, ended_at) IN (0, 5)),
  ADD CHECK (ended_on < to_on),
  DROP CONSTRAINT delegation_from_id_daterange_excl,
  ADD CONSTRAINT delegation_once EXCLUDE USING gist (from_id WITH =,
    (CASE WHEN ended_on < from_on THEN 'empty'::daterange ELSE daterange(from_on, least(to_on, ended_on), '[]') END) WITH &&);

CREATE FUNCTION end_delegation_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ending CONSTANT text[] := ARRAY['ended_on', 'end_reason', 'ended_by', 'ended_name', 'ended_at'];
BEGIN
  IF tg_op = 'UPDATE' AND OLD.ended_at IS NULL AND to_jsonb(OLD) - ending = to_jsonb(NEW) - ending THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'delegation % is never rewritten', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER append_only ON delegation;
CREATE TRIGGER end_delegation_only BEFORE UPDATE OR DELETE ON delegation FOR EACH ROW EXECUTE FUNCTION end_delegation_only();
GRANT UPDATE (ended_on, end_reason, ended_by, ended_name, ended_at) ON delegation TO minzheng_app;

CREATE OR REPLACE FUNCTION deputy_of(account bigint, day date) RETURNS TABLE (id bigint, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT to_id, to_name FROM delegation WHERE from_id = account AND day BETWEEN from_on AND least(to_on, ended_on)
$$;
