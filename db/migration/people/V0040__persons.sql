-- The one register of persons. A document is known once in the whole city, although each office sees only its own area.
CREATE TABLE person (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region       text COLLATE "C" NOT NULL,                       -- area of residence
  doc_type     text NOT NULL CHECK (doc_type IN ('ID', 'PASSPORT', 'HK_MACAO_TAIWAN', 'PERMANENT', 'NONE')),
  doc_number   text COLLATE "C",
  name         text COLLATE "C" NOT NULL CHECK (name <> ''),
  initials     text[] NOT NULL,                                 -- of the name's pinyin, one per way to read it
  sex          text NOT NULL CHECK (sex IN ('M', 'F')),
  birth_date   date NOT NULL,
  hukou        text COLLATE "C",                                -- area of household registration; null: not known
  phone        text,
  address      text,                                            -- street and number; the community is the region
  death_date   date,
  death_source text,
  created_at   timestamptz NOT NULL,
  created_by   text NOT NULL,
  changed_at   timestamptz NOT NULL,
  changed_by   text NOT NULL,
  version      int NOT NULL DEFAULT 0,
  CHECK ((doc_type = 'NONE') = (doc_number IS NULL)),
  CHECK (death_date >= birth_date),
  CHECK ((death_date IS NULL) = (death_source IS NULL))
);
CREATE UNIQUE INDEX person_document ON person (doc_number, doc_type);
CREATE INDEX person_region ON person (region, id);
CALL scope_table('person');
GRANT SELECT, INSERT, UPDATE ON person TO minzheng_app;

-- Which areas may see a person: the one of residence, and each whose office took the person up. Search starts here.
-- Written only by the functions below, so that no query can open a file by itself.
CREATE TABLE person_scope (
  region     text COLLATE "C" NOT NULL,
  person_id  bigint NOT NULL REFERENCES person,
  cause      text NOT NULL CHECK (cause IN ('RESIDENCE', 'FORMER', 'TAKEN_UP', 'HANDED_OVER', 'HOUSEHOLD')),
  since      timestamptz NOT NULL,
  doc_number text COLLATE "C",
  phone_tail text COLLATE "C",
  PRIMARY KEY (person_id, region)
);
CREATE INDEX person_scope_region ON person_scope (region, person_id);
CREATE INDEX person_scope_document ON person_scope (doc_number, person_id);
CREATE INDEX person_scope_phone ON person_scope (phone_tail, person_id);
CALL scope_table('person_scope');
GRANT SELECT ON person_scope TO minzheng_app;

-- The name from each of its characters on, and its pinyin initials: under row-level security only a prefix uses an index.
CREATE TABLE name_part (
  region    text COLLATE "C" NOT NULL,
  person_id bigint NOT NULL REFERENCES person,
  suffix    text COLLATE "C" NOT NULL,
  PRIMARY KEY (suffix, person_id, region)
);
CREATE INDEX name_part_region ON name_part (region, person_id);
CALL scope_table('name_part');
GRANT SELECT ON name_part TO minzheng_app;

-- A second policy beside region_scope: what belongs to a person is readable wherever the person's file is open.
-- Both end on one person's rows through an index; lists by area name the area themselves and keep its index.
CREATE PROCEDURE open_with_person(opened regclass, person_column text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY open_with_person ON %s FOR SELECT USING (EXISTS (SELECT FROM person_scope s WHERE s.person_id = %s.%I))',
                 opened, opened, person_column);
END $$;
CALL open_with_person('person', 'id');
-- The office that took a person up also keeps the file right: a move is recorded where the person arrives.
CREATE POLICY kept_by_every_office ON person FOR UPDATE
  USING (EXISTS (SELECT FROM person_scope s WHERE s.person_id = person.id));

CREATE FUNCTION name_keys(name text, initials text[]) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
  SELECT substr(name, n) FROM generate_series(1, char_length(name)) AS n UNION SELECT unnest(initials)
$$;

-- Statement-level and set-wise, so that a population is listed as fast as one person.
CREATE FUNCTION list_scope() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO name_part (region, person_id, suffix)
    SELECT a.region, a.person_id, k FROM added a JOIN person p ON p.id = a.person_id, name_keys(p.name, p.initials) k;
  RETURN NULL;
END $$;
CREATE TRIGGER list_scope AFTER INSERT ON person_scope REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION list_scope();

CREATE FUNCTION list_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO person_scope (region, person_id, cause, since, doc_number, phone_tail)
    SELECT region, id, 'RESIDENCE', created_at, doc_number, right(phone, 4) FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER list_person AFTER INSERT ON person REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION list_person();

CREATE FUNCTION relist_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE person_scope s SET doc_number = n.doc_number, phone_tail = right(n.phone, 4)
    FROM now_is n JOIN was w USING (id)
    WHERE s.person_id = n.id AND (n.doc_number, n.phone) IS DISTINCT FROM (w.doc_number, w.phone);
  -- the office of the former area keeps the file it built
  UPDATE person_scope s SET cause = 'FORMER'
    FROM now_is n JOIN was w USING (id)
    WHERE s.person_id = n.id AND s.region = w.region AND s.cause = 'RESIDENCE' AND n.region <> w.region;
  INSERT INTO person_scope (region, person_id, cause, since, doc_number, phone_tail)
    SELECT n.region, n.id, 'RESIDENCE', n.changed_at, n.doc_number, right(n.phone, 4)
    FROM now_is n JOIN was w USING (id) WHERE n.region <> w.region
    ON CONFLICT (person_id, region) DO UPDATE SET cause = 'RESIDENCE';
  DELETE FROM name_part p USING now_is n, was w
    WHERE n.id = w.id AND p.person_id = n.id AND (n.name, n.initials) IS DISTINCT FROM (w.name, w.initials);
  INSERT INTO name_part (region, person_id, suffix)
    SELECT s.region, n.id, k FROM now_is n JOIN was w USING (id) JOIN person_scope s ON s.person_id = n.id, name_keys(n.name, n.initials) k
    WHERE (n.name, n.initials) IS DISTINCT FROM (w.name, w.initials)
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER relist_person AFTER UPDATE ON person REFERENCING OLD TABLE AS was NEW TABLE AS now_is
  FOR EACH STATEMENT EXECUTE FUNCTION relist_person();

CREATE FUNCTION in_scope(area text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(area COLLATE "C" >= nullif(current_setting('app.region', true), '')
              AND area COLLATE "C" < nullif(current_setting('app.region', true), '') || '~', false)
$$;

-- The look-up across districts, by an exact document only. It tells no more than is needed to know whom to ask.
CREATE FUNCTION person_known(wanted_type text, wanted_number text)
  RETURNS TABLE (masked_name text, sex text, district text, died boolean, in_scope boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT left(p.name, 1) || repeat('*', char_length(p.name) - 1), p.sex, left(p.region, 6), p.death_date IS NOT NULL,
         EXISTS (SELECT FROM person_scope s WHERE s.person_id = p.id AND in_scope(s.region))
  FROM person p WHERE p.doc_number = wanted_number COLLATE "C" AND p.doc_type = wanted_type
$$;
GRANT EXECUTE ON FUNCTION person_known TO minzheng_app;

-- An office opens the file of somebody whose document lies before it. The reason stands in the audit trail.
CREATE FUNCTION person_take_up(wanted_type text, wanted_number text, area text, at timestamptz)
  RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found bigint := (SELECT id FROM person WHERE doc_number = wanted_number COLLATE "C" AND doc_type = wanted_type);
BEGIN
  IF NOT in_scope(area) THEN RAISE EXCEPTION 'outside the scope' USING ERRCODE = 'insufficient_privilege'; END IF;
  INSERT INTO person_scope (region, person_id, cause, since, doc_number, phone_tail)
    SELECT area, id, 'TAKEN_UP', at, doc_number, right(phone, 4) FROM person WHERE id = found
    ON CONFLICT DO NOTHING;
  RETURN found;
END $$;
GRANT EXECUTE ON FUNCTION person_take_up TO minzheng_app;

-- An office that sees a person opens the file to another one, or to the office of a household the person joins.
CREATE FUNCTION person_open(wanted bigint, area text, why text, at timestamptz)
  RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF why NOT IN ('HANDED_OVER', 'HOUSEHOLD') OR NOT EXISTS (SELECT FROM person_scope s WHERE s.person_id = wanted AND in_scope(s.region))
  THEN RAISE EXCEPTION 'outside the scope' USING ERRCODE = 'insufficient_privilege'; END IF;
  INSERT INTO person_scope (region, person_id, cause, since, doc_number, phone_tail)
    SELECT area, id, why, at, doc_number, right(phone, 4) FROM person WHERE id = wanted
    ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
GRANT EXECUTE ON FUNCTION person_open TO minzheng_app;

-- The last persons an account looked at.
CREATE TABLE person_view (
  account_id bigint NOT NULL,
  region     text COLLATE "C" NOT NULL,
  person_id  bigint NOT NULL REFERENCES person,
  viewed_at  timestamptz NOT NULL,
  PRIMARY KEY (account_id, person_id)
);
CREATE INDEX person_view_region ON person_view (region, account_id);
CALL scope_table('person_view');
GRANT SELECT, INSERT, UPDATE, DELETE ON person_view TO minzheng_app;
