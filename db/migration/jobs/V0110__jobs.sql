-- Background work (后台任务): what was asked for by whom, how far it has come, what came of it. The scheduler holds when it runs
-- and on which node; this row holds what it is, so that it can be left, found again, cancelled, and taken up after a crash.
CREATE TABLE job (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region          text COLLATE "C" NOT NULL,             -- the area it works on: its scope
  kind            text NOT NULL,
  title           text NOT NULL CHECK (title <> ''),     -- no personal data: operators read it
  once            text,                                  -- while one of the kind with this key waits or runs, there is no second
  params          jsonb NOT NULL,
  state           text NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  done            bigint NOT NULL DEFAULT 0 CHECK (done >= 0),
  total           bigint CHECK (total >= 0),             -- null: not yet known
  checkpoint      jsonb,                                 -- where the next step begins, saved with the step before it
  attempt         int NOT NULL DEFAULT 0,                -- the start that may write: an older one is refused
  failures        int NOT NULL DEFAULT 0,                -- since the last step that went well
  result          text,
  url             text,
  error           text,                                  -- one sentence for the person who waits
  started_by      bigint NOT NULL REFERENCES account,
  started_by_name text NOT NULL,
  office          text NOT NULL,
  created_at      timestamptz NOT NULL,
  started_at      timestamptz,
  finished_at     timestamptz,
  cancel_by_name  text,
  cancel_at       timestamptz,
  CHECK ((state IN ('DONE', 'FAILED', 'CANCELLED')) = (finished_at IS NOT NULL)),
  CHECK ((state = 'FAILED') = (error IS NOT NULL)),
  CHECK ((cancel_by_name IS NULL) = (cancel_at IS NULL))
);
CREATE INDEX job_region ON job (region, id);
CREATE INDEX job_account ON job (started_by, id);
CREATE UNIQUE INDEX job_once ON job (kind, once) WHERE state IN ('QUEUED', 'RUNNING');
CALL scope_table('job');
GRANT SELECT, INSERT, UPDATE ON job TO minzheng_app;

-- Files that jobs read or make, in chunks: any node reads them, no heap holds one whole. Removed when they are no longer needed.
CREATE TABLE job_file (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region      text COLLATE "C" NOT NULL,
  name        text NOT NULL,
  size        bigint,                                    -- null while it is being written
  sha256      text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  stored_by   bigint NOT NULL REFERENCES account,
  stored_at   timestamptz NOT NULL,
  expires_at  timestamptz,                               -- null: kept as long as its owner wants it
  CHECK ((size IS NULL) = (sha256 IS NULL))
);
CREATE INDEX job_file_region ON job_file (region, id);
CREATE INDEX job_file_expires ON job_file (expires_at) WHERE expires_at IS NOT NULL;
CALL scope_table('job_file');
GRANT SELECT, INSERT, UPDATE, DELETE ON job_file TO minzheng_app;

CREATE TABLE job_file_chunk (
  file_id bigint NOT NULL REFERENCES job_file ON DELETE CASCADE,
  n       int NOT NULL,
  region  text COLLATE "C" NOT NULL,
  bytes   bytea NOT NULL,
  PRIMARY KEY (file_id, n)
);
ALTER TABLE job_file_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL; -- sheets are compressed already
CREATE INDEX job_file_chunk_region ON job_file_chunk (region, file_id, n);
CALL scope_table('job_file_chunk');
GRANT SELECT, INSERT, DELETE ON job_file_chunk TO minzheng_app;
