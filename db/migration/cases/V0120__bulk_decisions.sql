-- One step for many cases (批量办理): what was chosen, what the check said, and what came of each case. A row's outcome is written
-- in the transaction that moves its case, so that neither a crash nor a repeat decides a case twice.
CREATE TABLE bulk_decision (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region      text COLLATE "C" NOT NULL,                 -- area of who decides
  phase       text NOT NULL DEFAULT 'DRAFT' CHECK (phase IN ('DRAFT', 'CHECK', 'RUN')),
  action      text,                                      -- of the procedures, or TAKE, HAND_OVER
  label       text,
  opinion     text,                                      -- typed once, written into every timeline
  assignee_id bigint REFERENCES account,                 -- for HAND_OVER
  cases       int NOT NULL CHECK (cases > 0),
  job_id      bigint REFERENCES job,                     -- the latest work for it
  made_by     bigint NOT NULL REFERENCES account,
  made_by_name text NOT NULL,
  made_at     timestamptz NOT NULL,
  CHECK ((phase = 'DRAFT') OR (action IS NOT NULL AND label IS NOT NULL)),
  CHECK ((action = 'HAND_OVER') = (assignee_id IS NOT NULL))
);
CREATE INDEX bulk_decision_region ON bulk_decision (region, id);
CALL scope_table('bulk_decision');
GRANT SELECT, INSERT, UPDATE ON bulk_decision TO minzheng_app;

CREATE TABLE bulk_decision_row (
  decision_id bigint NOT NULL REFERENCES bulk_decision,
  n           int NOT NULL,                              -- order of the list it was chosen from
  region      text COLLATE "C" NOT NULL,                 -- of the case
  case_id     bigint NOT NULL REFERENCES case_file,
  version     int,                                       -- of the case as checked: another one is not decided unseen
  refusal     text,                                      -- what the check found against it
  outcome     text CHECK (outcome IN ('DONE', 'REFUSED')),
  reason      text,                                      -- why it was not done
  done_at     timestamptz,
  PRIMARY KEY (decision_id, n),
  UNIQUE (decision_id, case_id),
  CHECK ((outcome IS NOT NULL) = (done_at IS NOT NULL)),
  CHECK ((outcome IS NOT DISTINCT FROM 'REFUSED') = (reason IS NOT NULL))
);
CREATE INDEX bulk_decision_row_region ON bulk_decision_row (region, decision_id, n);
CREATE INDEX bulk_decision_row_open ON bulk_decision_row (decision_id, n) WHERE outcome IS NULL;
CALL scope_table('bulk_decision_row');
GRANT SELECT, INSERT, UPDATE ON bulk_decision_row TO minzheng_app;

-- What came of a case stays what came of it.
CREATE FUNCTION bulk_outcome_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the outcome of case % in bulk decision % stands', OLD.case_id, OLD.decision_id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER bulk_outcome_stays BEFORE UPDATE ON bulk_decision_row FOR EACH ROW WHEN (OLD.outcome IS NOT NULL) EXECUTE FUNCTION bulk_outcome_stays();
