-- What is true of persons and households, on two axes: valid_from..valid_to is when it was so (both days included),
-- recorded_at..superseded_at is when we held it to be so. A row is never rewritten; it gives way to another one.
CREATE FUNCTION supersede_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op = 'UPDATE' AND OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL
     AND to_jsonb(OLD) - ARRAY['superseded_at', 'superseded_by', 'subject'] = to_jsonb(NEW) - ARRAY['superseded_at', 'superseded_by', 'subject']
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is never rewritten, row %', tg_table_name, OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE PROCEDURE two_axes(dated regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER supersede_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION supersede_only()', dated);
  EXECUTE format('CREATE TRIGGER supersede_only_whole BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', dated);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE (superseded_at, superseded_by) ON %s TO minzheng_app', dated);
END $$;

CREATE TABLE household (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region     text COLLATE "C" NOT NULL,
  address    text,
  opened_on  date NOT NULL,
  closed_on  date CHECK (closed_on >= opened_on),
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  version    int NOT NULL DEFAULT 0
);
CREATE INDEX household_region ON household (region, id);
CALL scope_table('household');
GRANT SELECT, INSERT, UPDATE ON household TO minzheng_app;

-- What belongs to a household follows it when it moves: readable and given way where the household is.
CREATE PROCEDURE open_with_household(opened regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY open_with_household ON %s FOR SELECT USING (EXISTS (SELECT FROM household h WHERE h.id = %s.household_id))', opened, opened);
  EXECUTE format('CREATE POLICY kept_with_household ON %s FOR UPDATE USING (EXISTS (SELECT FROM household h WHERE h.id = %s.household_id))', opened, opened);
END $$;

CREATE TABLE household_member (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region        text COLLATE "C" NOT NULL,
  household_id  bigint NOT NULL REFERENCES household,
  person_id     bigint NOT NULL REFERENCES person,
  relation      text NOT NULL CHECK (relation IN ('HEAD', 'SPOUSE', 'CHILD', 'PARENT', 'SIBLING', 'OTHER')),
  valid_from    date NOT NULL,
  valid_to      date,
  reason        text,
  replaces      bigint REFERENCES household_member,
  recorded_at   timestamptz NOT NULL,
  recorded_by   text NOT NULL,
  superseded_at timestamptz CHECK (superseded_at >= recorded_at),
  superseded_by text,
  CHECK (valid_to >= valid_from),
  -- nobody lives in two households, a household has one head: whatever two desks enter at the same moment
  CONSTRAINT household_member_once EXCLUDE USING gist (person_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (superseded_at IS NULL),
  CONSTRAINT household_member_head EXCLUDE USING gist (household_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (superseded_at IS NULL AND relation = 'HEAD')
);
CREATE INDEX household_member_region ON household_member (region, id);
CREATE INDEX household_member_household ON household_member (household_id);
CREATE INDEX household_member_person ON household_member (person_id);
CALL scope_table('household_member');
CALL open_with_person('household_member', 'person_id');
CALL open_with_household('household_member');
CALL two_axes('household_member');

CREATE TABLE evidence (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region        text COLLATE "C" NOT NULL,
  person_id     bigint REFERENCES person,
  household_id  bigint REFERENCES household,
  kind          text NOT NULL,
  detail        text NOT NULL DEFAULT '',           -- which one of its kind: the kind of income, the programme received
  value         jsonb NOT NULL CHECK (jsonb_typeof(value) = 'object'),
  valid_from    date NOT NULL,
  valid_to      date,
  source        text NOT NULL,                      -- 申报, 核对, 入户, a document
  reason        text,                               -- why it replaces another row
  replaces      bigint REFERENCES evidence,
  recorded_at   timestamptz NOT NULL,
  recorded_by   text NOT NULL,
  superseded_at timestamptz CHECK (superseded_at >= recorded_at),
  superseded_by text,
  subject       bigint GENERATED ALWAYS AS (coalesce(person_id, -household_id)) STORED,
  CHECK (num_nonnulls(person_id, household_id) = 1),
  CHECK (valid_to >= valid_from),
  CONSTRAINT evidence_once EXCLUDE USING gist (subject WITH =, kind WITH =, detail WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (superseded_at IS NULL)
);
CREATE INDEX evidence_region ON evidence (region, id);
CREATE INDEX evidence_person ON evidence (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX evidence_household ON evidence (household_id) WHERE household_id IS NOT NULL;
CALL scope_table('evidence');
CALL open_with_person('evidence', 'person_id');
CALL open_with_household('evidence');
-- a fact about a person is corrected by the office before which the person stands
CREATE POLICY kept_by_every_office ON evidence FOR UPDATE
  USING (EXISTS (SELECT FROM person_scope s WHERE s.person_id = evidence.person_id));
CALL two_axes('evidence');

-- Recognised status (认定): written by the desk that decided, read by all.
CREATE TABLE designation (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region        text COLLATE "C" NOT NULL,
  person_id     bigint NOT NULL REFERENCES person,
  code          text NOT NULL,
  title         text NOT NULL,
  valid_from    date NOT NULL,
  valid_to      date,
  cause         text NOT NULL,                      -- case number or document
  replaces      bigint REFERENCES designation,
  recorded_at   timestamptz NOT NULL,
  recorded_by   text NOT NULL,
  superseded_at timestamptz CHECK (superseded_at >= recorded_at),
  superseded_by text,
  CHECK (valid_to >= valid_from),
  CONSTRAINT designation_once EXCLUDE USING gist (person_id WITH =, code WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (superseded_at IS NULL)
);
CREATE INDEX designation_region ON designation (region, id);
CREATE INDEX designation_person ON designation (person_id);
CREATE INDEX designation_code ON designation (code, region) WHERE superseded_at IS NULL;
CALL scope_table('designation');
CALL open_with_person('designation', 'person_id');
CALL two_axes('designation');
