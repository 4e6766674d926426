-- What the tables' checks cannot say: a published standard is locked, a draft's content is frozen when it is published,
-- and published rows come from drafts, from the product's own files (owner only), or continue a row superseded this instant.
CREATE FUNCTION standard_value_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op = 'INSERT' THEN
    IF NEW.status = 'DRAFT' THEN RETURN NEW; END IF;
    IF NEW.status = 'PUBLISHED' AND NEW.superseded_at IS NULL AND NEW.continues IS NULL AND NEW.drafted_by IS NULL
       AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = tg_relid), 'USAGE') THEN RETURN NEW; END IF;
    IF NEW.status = 'PUBLISHED' AND NEW.superseded_at IS NULL AND EXISTS (
         SELECT FROM standard_value p
         WHERE p.id = NEW.continues AND p.superseded_at = NEW.known_from
           AND daterange(p.valid_from, p.valid_to, '[]') @> daterange(NEW.valid_from, NEW.valid_to, '[]')
           AND to_jsonb(p) - ARRAY['id', 'valid_from', 'valid_to', 'known_from', 'superseded_at', 'continues', 'version']
             = to_jsonb(NEW) - ARRAY['id', 'valid_from', 'valid_to', 'known_from', 'superseded_at', 'continues', 'version'])
       THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a standard is published from a draft' USING ERRCODE = 'restrict_violation';
  END IF;
  IF tg_op = 'DELETE' THEN
    RAISE EXCEPTION 'a standard is never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.status = 'DRAFT' AND NEW.status = 'DRAFT' THEN RETURN NEW; END IF;
  IF OLD.status = 'DRAFT' AND to_jsonb(OLD) - ARRAY['status', 'published_by', 'published_name', 'published_at', 'known_from', 'note', 'version']
                            = to_jsonb(NEW) - ARRAY['status', 'published_by', 'published_name', 'published_at', 'known_from', 'note', 'version']
    THEN RETURN NEW; END IF;
  IF OLD.status = 'PUBLISHED' AND OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL
     AND to_jsonb(OLD) - 'superseded_at' = to_jsonb(NEW) - 'superseded_at' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'standard % is locked', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER standard_value_guard BEFORE INSERT OR UPDATE OR DELETE ON standard_value
  FOR EACH ROW EXECUTE FUNCTION standard_value_guard();
CREATE TRIGGER standard_value_whole BEFORE TRUNCATE ON standard_value
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Looked at when the transaction ends: a row gives way only to one published at that very instant for some of its days,
-- and none of the other days may be lost.
CREATE FUNCTION standard_value_succession() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
       SELECT FROM standard_value s
       WHERE s.code = NEW.code AND s.region = NEW.region AND s.class = NEW.class AND s.status = 'PUBLISHED'
         AND s.known_from = NEW.superseded_at AND s.continues IS DISTINCT FROM NEW.id AND s.id <> NEW.id
         AND daterange(s.valid_from, s.valid_to, '[]') && daterange(NEW.valid_from, NEW.valid_to, '[]'))
     OR NOT coalesce((
       SELECT range_agg(daterange(s.valid_from, s.valid_to, '[]')) @> daterange(NEW.valid_from, NEW.valid_to, '[]')
       FROM standard_value s
       WHERE s.code = NEW.code AND s.region = NEW.region AND s.class = NEW.class AND s.status = 'PUBLISHED'
         AND tstzrange(s.known_from, s.superseded_at) @> NEW.superseded_at), false)
  THEN
    RAISE EXCEPTION 'standard % gives way to no successor', NEW.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER standard_value_succession AFTER UPDATE OF superseded_at ON standard_value
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL)
  EXECUTE FUNCTION standard_value_succession();
