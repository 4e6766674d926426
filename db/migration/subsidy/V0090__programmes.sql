-- Versions of programmes: which conditions and amount rules hold for whom and when, as data. Drafted by one person, published
-- by another, then locked; an area's own version wins over the one of the area above. A determination keeps the ids it used.
CREATE TABLE programme (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code           text NOT NULL CHECK (code ~ '^[A-Z][A-Z_0-9]*$'),
  name           text NOT NULL CHECK (name <> ''),
  region         text COLLATE "C" NOT NULL CHECK (region ~ '^[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?$'),
  valid_from     date NOT NULL,
  valid_to       date CHECK (valid_to >= valid_from),    -- last day; null: until further notice
  definition     jsonb NOT NULL,
  document       text NOT NULL CHECK (document <> ''),
  status         text NOT NULL CHECK (status IN ('DRAFT', 'PUBLISHED')),
  drafted_by     bigint REFERENCES account,
  drafted_name   text,
  drafted_at     timestamptz,
  published_by   bigint REFERENCES account,
  published_name text,
  published_at   timestamptz,
  CONSTRAINT programme_maker_checker CHECK (published_by <> drafted_by),
  CONSTRAINT programme_overlap EXCLUDE USING gist (
    code WITH =, region WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (status = 'PUBLISHED')
);
GRANT SELECT, INSERT, UPDATE ON programme TO minzheng_app;

CREATE FUNCTION programme_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op = 'INSERT' THEN
    -- published at once only what the product brings along; the owner alone loads that
    IF NEW.status = 'DRAFT' AND NEW.drafted_by IS NOT NULL
       OR NEW.drafted_by IS NULL AND NEW.published_by IS NULL
          AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = tg_relid), 'USAGE') THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a programme is published from a draft' USING ERRCODE = 'restrict_violation';
  END IF;
  IF tg_op = 'DELETE' THEN
    RAISE EXCEPTION 'a programme version is never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.status = 'DRAFT' AND NEW.status = 'DRAFT' THEN RETURN NEW; END IF;
  IF OLD.status = 'DRAFT' AND NEW.published_by IS NOT NULL
     AND to_jsonb(OLD) - ARRAY['status', 'published_by', 'published_name', 'published_at']
       = to_jsonb(NEW) - ARRAY['status', 'published_by', 'published_name', 'published_at'] THEN RETURN NEW; END IF;
  -- the one change a locked version allows: a successor ends it
  IF OLD.status = 'PUBLISHED' AND NEW.valid_to IS NOT NULL AND (OLD.valid_to IS NULL OR NEW.valid_to < OLD.valid_to)
     AND to_jsonb(OLD) - 'valid_to' = to_jsonb(NEW) - 'valid_to' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'programme version % is locked', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER programme_guard BEFORE INSERT OR UPDATE OR DELETE ON programme
  FOR EACH ROW EXECUTE FUNCTION programme_guard();
CREATE TRIGGER programme_whole BEFORE TRUNCATE ON programme
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
