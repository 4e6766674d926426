-- The State Council's arrangement of each year: days off, and weekend days that are worked to make up for them (调休).
-- A day without a row is a working day from Monday to Friday.
-- Each node compares the highest revision with what it holds in memory.
CREATE SEQUENCE calendar_revision;
GRANT USAGE ON SEQUENCE calendar_revision TO minzheng_app;
CREATE TABLE calendar_year (
  year      integer PRIMARY KEY CHECK (year BETWEEN 1949 AND 2200),
  source    text NOT NULL,
  loaded_at timestamptz,                -- null: came with the product
  loaded_by text,
  revision  bigint NOT NULL DEFAULT nextval('calendar_revision'),
  CHECK ((loaded_at IS NULL) = (loaded_by IS NULL))
);
CREATE TABLE calendar_day (
  day      date PRIMARY KEY,
  kind     text NOT NULL CHECK (kind IN ('holiday', 'workday')),
  festival text NOT NULL,
  source   text NOT NULL,
  CHECK (kind = 'holiday' OR extract(isodow FROM day) > 5)
);
GRANT SELECT, INSERT, UPDATE ON calendar_year TO minzheng_app;
GRANT SELECT, INSERT, DELETE ON calendar_day TO minzheng_app;

-- Days off by law (全国年节及纪念日放假办法), the best guess for years whose arrangement is not published yet.
CREATE TABLE statutory_holiday (
  day      date PRIMARY KEY,
  festival text NOT NULL
);
GRANT SELECT ON statutory_holiday TO minzheng_app;
