-- Bulk import (批量导入): a table handed in, what the check found about each of its rows, who let it in, and what came of each row.
-- The file lies in job_file; its digest stays, so that the same file never counts twice, after the rows themselves are forgotten.
CREATE TABLE sheet_import (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region          text COLLATE "C" NOT NULL,             -- area of who hands it in: rows of another area are wrong
  kind            text NOT NULL,                         -- which register: persons
  name            text NOT NULL CHECK (name <> ''),
  file_id         bigint REFERENCES job_file ON DELETE SET NULL,
  sha256          text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  format          text NOT NULL CHECK (format IN ('XLSX', 'CSV_UTF8', 'CSV_GB18030')),
  headers         text[] NOT NULL,                       -- the file's columns as they stand there
  header_line     int NOT NULL CHECK (header_line > 0),
  state           text NOT NULL DEFAULT 'CHECKING'
                  CHECK (state IN ('CHECKING', 'CHECKED', 'SUBMITTED', 'WRITING', 'DONE', 'REJECTED', 'WITHDRAWN')),
  rows            int NOT NULL CHECK (rows >= 0),
  fresh           int NOT NULL DEFAULT 0,                -- may be let in
  same            int NOT NULL DEFAULT 0,                -- stand in the register as they are
  wrong           int NOT NULL DEFAULT 0,
  written         int NOT NULL DEFAULT 0,
  job_id          bigint REFERENCES job,                 -- the latest work for it
  made_by         bigint NOT NULL REFERENCES account,
  made_by_name    text NOT NULL,
  made_at         timestamptz NOT NULL,
  submitted_at    timestamptz,
  decided_by      bigint REFERENCES account,
  decided_by_name text,
  decided_at      timestamptz,
  reason          text,                                  -- why it was sent back
  ended_at        timestamptz,
  CHECK (decided_by <> made_by),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (state NOT IN ('WRITING', 'DONE', 'REJECTED') OR decided_by IS NOT NULL),
  CHECK ((state = 'REJECTED') = (reason IS NOT NULL))
);
CREATE INDEX sheet_import_region ON sheet_import (region, id);
CREATE UNIQUE INDEX sheet_import_once ON sheet_import (region, kind, sha256) WHERE state NOT IN ('REJECTED', 'WITHDRAWN');
CALL scope_table('sheet_import');
GRANT SELECT, INSERT, UPDATE ON sheet_import TO minzheng_app;

CREATE TABLE sheet_import_row (
  import_id bigint NOT NULL REFERENCES sheet_import,
  line      int NOT NULL CHECK (line > 0),               -- of the sheet, as the program shows it
  region    text COLLATE "C" NOT NULL,                   -- of the import: the office sees also what it may not let in
  standing  text NOT NULL CHECK (standing IN ('NEW', 'SAME', 'WRONG', 'WRITTEN')),
  cells     text[] NOT NULL,                             -- as they stand in the file
  key       text COLLATE "C",                            -- what may be there once in a file; null: nothing, or wrong by itself
  value     jsonb,                                       -- as the register will hold it
  cell      text,                                        -- C17, several divided by 、
  reason    text,
  subject   bigint,                                      -- what was written, or what stood there before
  PRIMARY KEY (import_id, line),
  CHECK ((standing = 'WRONG') = (reason IS NOT NULL)),
  CHECK ((cell IS NULL) = (reason IS NULL)),
  CHECK (standing = 'WRONG' OR value IS NOT NULL)
);
CREATE INDEX sheet_import_row_region ON sheet_import_row (region, import_id, line);
CREATE INDEX sheet_import_row_standing ON sheet_import_row (import_id, standing, line);
CREATE INDEX sheet_import_row_key ON sheet_import_row (import_id, key, line) WHERE key IS NOT NULL;
CALL scope_table('sheet_import_row');
GRANT SELECT, INSERT, UPDATE, DELETE ON sheet_import_row TO minzheng_app;

-- What was written stays written.
CREATE FUNCTION imported_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'row % of import % is in the register', OLD.line, OLD.import_id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER imported_row_stays BEFORE UPDATE ON sheet_import_row FOR EACH ROW WHEN (OLD.standing = 'WRITTEN') EXECUTE FUNCTION imported_row_stays();
