-- Administrative divisions. Codes nest by prefix: 5101 city, 510104 district, 510104017 street, 510104017001 community.
-- A code that ended stays: identity numbers and old files keep referring to it.
CREATE TABLE region (
  code        text COLLATE "C" PRIMARY KEY CHECK (code ~ '^[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?$' AND code <> '00'),
  name        text NOT NULL CHECK (name <> ''),
  level       text NOT NULL,
  parent      text COLLATE "C" REFERENCES region,
  valid_from  date,                                         -- null: before this register began
  valid_to    date CHECK (valid_to >= valid_from),          -- last day; null: still in use
  predecessor text COLLATE "C" REFERENCES region,
  CHECK (level = CASE length(code) WHEN 2 THEN 'PROVINCE' WHEN 4 THEN 'CITY' WHEN 6 THEN 'DISTRICT' WHEN 9 THEN 'STREET' ELSE 'COMMUNITY' END),
  CHECK ((parent IS NULL) = (level = 'PROVINCE')),
  CHECK (starts_with(code, parent) AND length(parent) < length(code))
);
CREATE INDEX region_parent ON region (parent);
GRANT SELECT ON region TO minzheng_app;

-- Offices that handle cases: the city bureau, district bureaus, street offices and township governments.
CREATE TABLE office (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region     text COLLATE "C" NOT NULL REFERENCES region,
  name       text NOT NULL CHECK (name <> ''),
  kind       text NOT NULL CHECK (kind IN ('CITY_BUREAU', 'DISTRICT_BUREAU', 'STREET_OFFICE')),
  valid_from date,
  valid_to   date CHECK (valid_to >= valid_from),
  UNIQUE (region, name)
);
GRANT SELECT, INSERT, UPDATE ON office TO minzheng_app;
