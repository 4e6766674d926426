-- The vocabulary of standards: what may be regulated, in which kind of value, for which classes. Chinese names in standard_term.
CREATE TABLE standard_code (
  code     text PRIMARY KEY CHECK (code ~ '^[A-Z][A-Z_0-9]*$'),
  position integer NOT NULL,
  name     text NOT NULL,
  kind     text NOT NULL CHECK (kind IN ('MONEY', 'DECIMAL', 'FRACTION', 'COUNT', 'WORD')),
  units    text[] NOT NULL CHECK (cardinality(units) > 0),
  op       text CHECK (op IN ('LT', 'LE', 'GT', 'GE')),
  classes  text[] NOT NULL CHECK (cardinality(classes) > 0),   -- '' = one value for everybody
  words    text[] NOT NULL,
  hint     text NOT NULL,
  UNIQUE (code, kind)
);
CREATE TABLE standard_term (
  kind text NOT NULL CHECK (kind IN ('UNIT', 'CLASS', 'WORD', 'OP')),
  term text NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (kind, term)
);
GRANT SELECT ON standard_code, standard_term TO minzheng_app;

-- Values by code, area, class and days, on two axes: the days a value is for (valid_from, valid_to), and the time in which
-- the bureau took it to be so (known_from, superseded_at). A published row is locked. What a successor takes from it is
-- written as new rows for the days that remain (continues), so a determination finds the row it read for ever.
CREATE TABLE standard_value (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code           text NOT NULL,
  kind           text NOT NULL,
  region         text COLLATE "C" NOT NULL CHECK (region ~ '^[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?$'),
  class          text NOT NULL DEFAULT '',          -- never null: null would defeat the exclusion below
  valid_from     date NOT NULL,
  valid_to       date CHECK (valid_to >= valid_from), -- last day; null: until further notice
  value          text,                              -- null: from here on there is no value of this area's own
  unit           text NOT NULL,
  op             text CHECK (op IN ('LT', 'LE', 'GT', 'GE')),
  source         text NOT NULL CHECK (source <> ''), -- document number, or where the value was taken from
  note           text,
  status         text NOT NULL CHECK (status IN ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
  batch          bigint,                            -- rows drafted and published together; null: came with the product
  drafted_by     bigint REFERENCES account,
  drafted_name   text,
  drafted_at     timestamptz,
  submitted_at   timestamptz,
  published_by   bigint REFERENCES account,
  published_name text,
  published_at   timestamptz,
  known_from     timestamptz,                       -- null: ever since
  superseded_at  timestamptz CHECK (superseded_at >= known_from),
  continues      bigint REFERENCES standard_value,
  version        integer NOT NULL DEFAULT 0,
  FOREIGN KEY (code, kind) REFERENCES standard_code (code, kind),
  CONSTRAINT standard_value_format CHECK (value ~ CASE kind
    WHEN 'MONEY' THEN '^[0-9]{1,12}\.[0-9]{2}$'
    WHEN 'DECIMAL' THEN '^[0-9]{1,6}(\.[0-9]{1,6})?$'
    WHEN 'FRACTION' THEN '^[0-9]{1,6}/[1-9][0-9]{0,5}$'
    WHEN 'COUNT' THEN '^[0-9]{1,6}$'
    ELSE '^[A-Z][A-Z_0-9]*$' END),
  CONSTRAINT standard_value_maker_checker CHECK (published_by <> drafted_by),
  CONSTRAINT standard_value_people CHECK (CASE status
    WHEN 'PUBLISHED' THEN (drafted_by IS NULL) = (published_by IS NULL) AND (published_by IS NULL) = (published_at IS NULL)
    ELSE drafted_by IS NOT NULL AND batch IS NOT NULL AND published_by IS NULL AND known_from IS NULL AND superseded_at IS NULL END),
  CONSTRAINT standard_value_overlap EXCLUDE USING gist (
    code WITH =, region WITH =, class WITH =,
    daterange(valid_from, valid_to, '[]') WITH &&,
    tstzrange(known_from, superseded_at) WITH &&) WHERE (status = 'PUBLISHED')
);
CREATE INDEX standard_value_batch ON standard_value (batch) WHERE batch IS NOT NULL;
CREATE INDEX standard_value_open ON standard_value (status) WHERE status = 'DRAFT';
CREATE SEQUENCE standard_batch;
GRANT SELECT, INSERT, UPDATE ON standard_value TO minzheng_app;
GRANT USAGE ON SEQUENCE standard_batch TO minzheng_app;
