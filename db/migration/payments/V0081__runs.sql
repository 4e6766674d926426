-- A month's payment of one programme in one area, and everything that happens to its money. Nothing here is ever edited backwards.
CREATE TYPE area_range AS RANGE (subtype = text, collation = "C");

CREATE TABLE run (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region        text COLLATE "C" NOT NULL CHECK (length(region) IN (4, 6)), -- the area that is paid
  number        text NOT NULL,
  programme     text NOT NULL,
  month         date NOT NULL CHECK (is_month(month)),
  kind          text NOT NULL CHECK (kind IN ('REGULAR', 'EXTRA')),
  state         text NOT NULL DEFAULT 'DRAFT' CHECK (state IN
                  ('DRAFT', 'DISCARDED', 'CHECKED', 'REFUSED', 'APPROVED', 'SENT', 'PARTLY_RETURNED', 'RECONCILED')),
  prepared      boolean NOT NULL DEFAULT false,      -- the draft's rows are there
  made_by       bigint NOT NULL, made_by_name     text NOT NULL, made_at     timestamptz NOT NULL,
  checked_by    bigint,          checked_by_name  text,          checked_at  timestamptz,
  approved_by   bigint,          approved_by_name text,          approved_at timestamptz,
  sent_by       bigint,          sent_by_name     text,          sent_at     timestamptz,
  bank          text,
  reconciled_at timestamptz,
  owed_rows     int NOT NULL DEFAULT 0, owed_total    numeric(14,2) NOT NULL DEFAULT 0,
  persons       int NOT NULL DEFAULT 0,
  backpay_rows  int NOT NULL DEFAULT 0, backpay_total numeric(14,2) NOT NULL DEFAULT 0,
  reissue_rows  int NOT NULL DEFAULT 0, reissue_total numeric(14,2) NOT NULL DEFAULT 0,
  offset_rows   int NOT NULL DEFAULT 0, offset_total  numeric(14,2) NOT NULL DEFAULT 0,
  line_rows     int NOT NULL DEFAULT 0, line_total    numeric(14,2) NOT NULL DEFAULT 0,
  hash          text,
  CHECK (checked_by <> made_by),
  CHECK (approved_by <> made_by AND approved_by <> checked_by),
  CHECK (state IN ('DRAFT', 'DISCARDED') OR checked_by IS NOT NULL),
  CHECK (state IN ('DRAFT', 'DISCARDED', 'CHECKED', 'REFUSED') OR approved_by IS NOT NULL),
  CHECK (line_total = owed_total + backpay_total + reissue_total - offset_total),
  -- one regular run per programme, month and area; a city's and a district's run of the same month would pay twice
  CONSTRAINT run_once EXCLUDE USING gist (programme WITH =, month WITH =, area_range(region, region || '~') WITH &&)
    WHERE (kind = 'REGULAR' AND state NOT IN ('DISCARDED', 'REFUSED'))
);
CREATE INDEX run_region ON run (region, id);
CREATE INDEX run_programme ON run (programme, month);
CREATE UNIQUE INDEX run_number ON run (number) WHERE state NOT IN ('DISCARDED', 'REFUSED');
CALL scope_table('run');
GRANT SELECT, INSERT ON run TO minzheng_app;
GRANT UPDATE (state, prepared, made_by, made_by_name, made_at, checked_by, checked_by_name, checked_at, approved_by,
              approved_by_name, approved_at, sent_by, sent_by_name, sent_at, bank, reconciled_at, line_rows, line_total, hash)
  ON run TO minzheng_app;

CREATE FUNCTION run_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.state <> old.state AND (old.state, new.state) NOT IN (
    ('DRAFT', 'DISCARDED'), ('DRAFT', 'CHECKED'), ('CHECKED', 'REFUSED'), ('CHECKED', 'APPROVED'), ('APPROVED', 'SENT'),
    ('SENT', 'PARTLY_RETURNED'), ('SENT', 'RECONCILED'), ('PARTLY_RETURNED', 'RECONCILED'),
    ('RECONCILED', 'PARTLY_RETURNED'), ('PARTLY_RETURNED', 'SENT')) THEN
    RAISE EXCEPTION 'run % cannot go from % to %', old.id, old.state, new.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF old.state <> 'DRAFT' AND (new.line_total, new.line_rows, new.owed_total, new.hash, new.made_by, new.checked_by)
       IS DISTINCT FROM (old.line_total, old.line_rows, old.owed_total, old.hash, old.made_by, old.checked_by) THEN
    RAISE EXCEPTION 'run % is frozen', old.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER run_step BEFORE UPDATE ON run FOR EACH ROW EXECUTE FUNCTION run_step();
CREATE TRIGGER run_kept BEFORE DELETE ON run FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What was done with a run, by whom: also the drafts that were thrown away, with their figures.
CREATE TABLE run_event (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region  text COLLATE "C" NOT NULL,
  run_id  bigint NOT NULL REFERENCES run,
  at      timestamptz NOT NULL,
  by_id   bigint NOT NULL,
  by_name text NOT NULL,
  action  text NOT NULL,
  note    text,
  figures jsonb
);
CREATE INDEX run_event_region ON run_event (region, id);
CREATE INDEX run_event_run ON run_event (run_id, id);
CALL scope_table('run_event');
CALL append_only('run_event');
GRANT SELECT, INSERT ON run_event TO minzheng_app;

-- How far the making of a draft has come; written beside the long transaction, so that it can be watched.
CREATE TABLE run_job (
  run_id      bigint PRIMARY KEY REFERENCES run,
  region      text COLLATE "C" NOT NULL,
  state       text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
  done        bigint NOT NULL DEFAULT 0,
  total       bigint NOT NULL DEFAULT 0,
  error       text,
  started_at  timestamptz,
  finished_at timestamptz
);
CREATE INDEX run_job_region ON run_job (region, run_id);
CALL scope_table('run_job');
GRANT SELECT, INSERT, UPDATE ON run_job TO minzheng_app;

-- Owed for the run's month: a frozen copy of what stood when the draft was made. Filled by the owner, a partition per run.
CREATE TABLE owed (
  run_id         bigint NOT NULL,
  region         text COLLATE "C" NOT NULL,
  for_month      date NOT NULL,
  subject_kind   text NOT NULL,
  subject_id     bigint NOT NULL,
  entitlement_id bigint NOT NULL,
  payee_id       bigint NOT NULL,
  payee_name     text NOT NULL,
  persons        int NOT NULL,
  amount         numeric(14,2) NOT NULL,
  amount_id      bigint NOT NULL,
  basis          jsonb NOT NULL,
  cause_id       text NOT NULL,
  account_tail   text,
  warnings       smallint NOT NULL,   -- 1 no account, 2 payee has died, 4 also paid by another programme, 8 account failed
  PRIMARY KEY (run_id, subject_kind, subject_id)
) PARTITION BY LIST (run_id);
CREATE INDEX owed_region ON owed (region, subject_kind, subject_id);
CALL scope_table('owed');
CALL append_only('owed');
GRANT SELECT ON owed TO minzheng_app;

-- Differences of a month that was frozen already: opposite rows, never edits. The cause is part of the key.
CREATE TABLE adjustment (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region         text COLLATE "C" NOT NULL,
  programme      text NOT NULL,
  entitlement_id bigint NOT NULL REFERENCES entitlement,
  subject_kind   text NOT NULL,
  subject_id     bigint NOT NULL,
  for_month      date NOT NULL CHECK (is_month(for_month)),
  kind           text NOT NULL CHECK (kind IN ('BACKPAY', 'RECOVERY')),
  amount         numeric(14,2) NOT NULL,
  cause_id       text NOT NULL,
  reason         text NOT NULL,
  created_at     timestamptz NOT NULL,
  created_by     text NOT NULL,
  CHECK (CASE kind WHEN 'BACKPAY' THEN amount > 0 ELSE amount < 0 END),
  UNIQUE (cause_id, programme, subject_kind, subject_id, for_month)
);
CREATE INDEX adjustment_region ON adjustment (region, id);
CREATE INDEX adjustment_entitlement ON adjustment (entitlement_id, for_month);
CALL scope_table('adjustment');
CALL append_only('adjustment');
GRANT SELECT, INSERT ON adjustment TO minzheng_app;

-- What an account number of the bank gets in one attempt, for an owed row or a back-pay.
CREATE TABLE bank_line (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region         text COLLATE "C" NOT NULL,
  run_id         bigint NOT NULL REFERENCES run,
  seq            int NOT NULL,
  reference      text NOT NULL,          -- what the bank sees and answers with
  programme      text NOT NULL,
  entitlement_id bigint NOT NULL REFERENCES entitlement,
  subject_kind   text NOT NULL,
  subject_id     bigint NOT NULL,
  payee_id       bigint NOT NULL,
  payee_name     text NOT NULL,
  for_month      date NOT NULL,
  adjustment_id  bigint REFERENCES adjustment,   -- null: the owed row of that month
  attempt        int NOT NULL CHECK (attempt > 0),
  previous_id    bigint REFERENCES bank_line,
  amount         numeric(14,2) NOT NULL CHECK (amount > 0),
  account_id     bigint REFERENCES payee_account,
  bank           text,
  account        text,
  holder         text,
  state          text NOT NULL DEFAULT 'PENDING' CHECK (state IN
                   ('PENDING', 'CANCELLED', 'SENT', 'PAID', 'RETURNED', 'REISSUED', 'OFFSET')),
  return_reason  text CHECK (return_reason IN
                   ('NO_ACCOUNT', 'ACCOUNT_CLOSED', 'NAME_MISMATCH', 'FROZEN', 'NO_SUCH_ACCOUNT', 'OTHER')),
  return_text    text,
  sent_at        timestamptz,
  answered_at    timestamptz,
  handling       text CHECK (handling IN ('WAITING', 'READY', 'HELD')),  -- of a returned line
  handling_note  text,
  handled_by     text,
  handled_at     timestamptz,
  CHECK ((attempt = 1) = (previous_id IS NULL)),
  CHECK ((state IN ('RETURNED', 'REISSUED', 'OFFSET')) = (return_reason IS NOT NULL)),
  UNIQUE (run_id, seq)
);
-- whatever crashes or runs twice: one first attempt, one second attempt … of each month's money and of each back-pay
CREATE UNIQUE INDEX bank_line_owed_once ON bank_line (entitlement_id, for_month, attempt)
  WHERE adjustment_id IS NULL AND state <> 'CANCELLED';
CREATE UNIQUE INDEX bank_line_backpay_once ON bank_line (adjustment_id, attempt)
  WHERE adjustment_id IS NOT NULL AND state <> 'CANCELLED';
CREATE UNIQUE INDEX bank_line_previous_once ON bank_line (previous_id) WHERE previous_id IS NOT NULL AND state <> 'CANCELLED';
CREATE UNIQUE INDEX bank_line_reference ON bank_line (reference) WHERE state <> 'CANCELLED';
CREATE INDEX bank_line_region ON bank_line (region, id);
CREATE INDEX bank_line_payee ON bank_line (payee_id, id);
CREATE INDEX bank_line_subject ON bank_line (subject_kind, subject_id, id);
CREATE INDEX bank_line_returned ON bank_line (programme, region) WHERE state = 'RETURNED';
CALL scope_table('bank_line');
GRANT SELECT, INSERT ON bank_line TO minzheng_app;
GRANT UPDATE (state, return_reason, return_text, sent_at, answered_at, handling, handling_note, handled_by, handled_at)
  ON bank_line TO minzheng_app;

CREATE FUNCTION bank_line_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.state <> old.state AND (old.state, new.state) NOT IN (
    ('PENDING', 'CANCELLED'), ('PENDING', 'SENT'), ('PENDING', 'RETURNED'), ('SENT', 'PAID'), ('SENT', 'RETURNED'),
    ('PAID', 'RETURNED'), ('RETURNED', 'REISSUED'), ('RETURNED', 'OFFSET')) THEN
    RAISE EXCEPTION 'bank line % cannot go from % to %', old.id, old.state, new.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER bank_line_step BEFORE UPDATE OF state ON bank_line FOR EACH ROW EXECUTE FUNCTION bank_line_step();
CREATE TRIGGER bank_line_kept BEFORE DELETE ON bank_line FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What a run takes up besides its owed rows: back-pays, returned lines to pay again, and recoveries set off against what it pays.
-- source: the money it concerns (OWED: entitlement, BACKPAY: adjustment, REISSUE: returned bank line).
CREATE TABLE claim (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region        text COLLATE "C" NOT NULL,
  run_id        bigint NOT NULL REFERENCES run,
  kind          text NOT NULL CHECK (kind IN ('BACKPAY', 'REISSUE', 'OFFSET')),
  source_kind   text NOT NULL CHECK (source_kind IN ('OWED', 'BACKPAY', 'REISSUE')),
  source_id     bigint NOT NULL,
  recovery_id   bigint REFERENCES adjustment,
  amount        numeric(14,2) NOT NULL CHECK (amount > 0),
  CHECK (CASE kind WHEN 'OFFSET' THEN recovery_id IS NOT NULL ELSE recovery_id IS NULL AND source_kind = kind END)
);
CREATE UNIQUE INDEX claim_source_once ON claim (kind, source_id) WHERE kind <> 'OFFSET';
CREATE UNIQUE INDEX claim_offset_once ON claim (run_id, recovery_id, source_kind, source_id) WHERE kind = 'OFFSET';
CREATE INDEX claim_region ON claim (region, id);
CREATE INDEX claim_run ON claim (run_id, source_kind, source_id);
CREATE INDEX claim_recovery ON claim (recovery_id) WHERE recovery_id IS NOT NULL;
CALL scope_table('claim');
GRANT SELECT, DELETE ON claim TO minzheng_app;

-- Given up only with the run itself, before any money left.
CREATE FUNCTION claim_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op = 'UPDATE' OR (SELECT state FROM run WHERE id = old.run_id) NOT IN ('DRAFT', 'CHECKED') THEN
    RAISE EXCEPTION 'claim is append-only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN old;
END $$;
CREATE TRIGGER claim_kept BEFORE UPDATE OR DELETE ON claim FOR EACH ROW EXECUTE FUNCTION claim_kept();

-- A recovery that a person paid back over the counter.
CREATE TABLE refund (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region        text COLLATE "C" NOT NULL,
  adjustment_id bigint NOT NULL REFERENCES adjustment,
  amount        numeric(14,2) NOT NULL CHECK (amount > 0),
  received_on   date NOT NULL,
  receipt       text NOT NULL,
  recorded_at   timestamptz NOT NULL,
  recorded_by   text NOT NULL,
  UNIQUE (adjustment_id, receipt)
);
CREATE INDEX refund_region ON refund (region, id);
CALL scope_table('refund');
CALL append_only('refund');
GRANT SELECT, INSERT ON refund TO minzheng_app;

-- What of each adjustment is still to be paid out or got back.
CREATE VIEW adjustment_open WITH (security_invoker = true) AS
  SELECT a.*,
         CASE a.kind
           WHEN 'BACKPAY' THEN CASE WHEN EXISTS (SELECT FROM claim c WHERE c.kind = 'BACKPAY' AND c.source_id = a.id) THEN 0 ELSE a.amount END
           ELSE -a.amount
                - coalesce((SELECT sum(c.amount) FROM claim c WHERE c.recovery_id = a.id), 0)
                - coalesce((SELECT sum(r.amount) FROM refund r WHERE r.adjustment_id = a.id), 0)
         END AS open
  FROM adjustment a;
GRANT SELECT ON adjustment_open TO minzheng_app;

CREATE TABLE bank_file (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region          text COLLATE "C" NOT NULL,
  run_id          bigint NOT NULL REFERENCES run,
  format          text NOT NULL CHECK (format IN ('CSV', 'CSV_GB18030', 'XLSX')),
  name            text NOT NULL,
  rows            int NOT NULL,
  control_total   numeric(14,2) NOT NULL,
  sha256          text NOT NULL,
  content         bytea NOT NULL,
  created_at      timestamptz NOT NULL,
  created_by      bigint NOT NULL,
  created_by_name text NOT NULL,
  UNIQUE (run_id, format)
);
CREATE INDEX bank_file_region ON bank_file (region, id);
CALL scope_table('bank_file');
CALL append_only('bank_file');
GRANT SELECT, INSERT ON bank_file TO minzheng_app;

-- The bank's answers. A file counts once by its hash, a line once by its number.
CREATE TABLE result_file (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region           text COLLATE "C" NOT NULL,
  run_id           bigint NOT NULL REFERENCES run,
  name             text NOT NULL,
  sha256           text NOT NULL UNIQUE,
  content          bytea NOT NULL,
  state            text NOT NULL CHECK (state IN ('PREVIEW', 'APPLIED')),
  paid_rows        int NOT NULL,
  paid_total       numeric(14,2) NOT NULL,
  returned_rows    int NOT NULL,
  returned_total   numeric(14,2) NOT NULL,
  uploaded_at      timestamptz NOT NULL,
  uploaded_by_name text NOT NULL,
  applied_at       timestamptz,
  applied_by_name  text
);
CREATE INDEX result_file_region ON result_file (region, id);
CREATE INDEX result_file_run ON result_file (run_id, id);
CALL scope_table('result_file');
GRANT SELECT, INSERT ON result_file TO minzheng_app;
GRANT UPDATE (state, applied_at, applied_by_name) ON result_file TO minzheng_app;
CREATE FUNCTION result_file_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.state = 'APPLIED' THEN RAISE EXCEPTION 'result file is applied' USING ERRCODE = 'restrict_violation'; END IF;
  RETURN new;
END $$;
CREATE TRIGGER result_file_kept BEFORE UPDATE OR DELETE ON result_file FOR EACH ROW EXECUTE FUNCTION result_file_kept();

CREATE TABLE result_line (
  file_id      bigint NOT NULL REFERENCES result_file,
  line         int NOT NULL,
  region       text COLLATE "C" NOT NULL,
  bank_line_id bigint NOT NULL REFERENCES bank_line,
  paid         boolean NOT NULL,
  reason       text,
  reason_text  text,
  PRIMARY KEY (file_id, line)
);
CREATE INDEX result_line_region ON result_line (region, file_id, line);
CREATE INDEX result_line_bank_line ON result_line (bank_line_id);
CALL scope_table('result_line');
CALL append_only('result_line');
GRANT SELECT, INSERT ON result_line TO minzheng_app;

-- Which months of a programme are frozen for a place: a street must know it of its district's run, which it cannot see.
CREATE FUNCTION frozen_runs(for_programme text, for_region text) RETURNS TABLE (run_id bigint, month date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id, month FROM run
  WHERE programme = for_programme AND starts_with(for_region, region) AND kind = 'REGULAR'
    AND state NOT IN ('DRAFT', 'DISCARDED', 'REFUSED')
$$;
GRANT EXECUTE ON FUNCTION frozen_runs TO minzheng_app;
