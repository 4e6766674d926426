-- What was decided by which facts, standards and rules, whole and frozen: it proves itself and is never touched again.
CREATE TABLE determination (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region            text COLLATE "C" NOT NULL,           -- where the household lives
  number            text NOT NULL UNIQUE,                -- CS510104-2026-000318, its repetitions -2, -3
  ordinal           int NOT NULL CHECK (ordinal > 0),    -- how many for this case, programme and subject
  programme         text NOT NULL,
  programme_version bigint NOT NULL REFERENCES programme,
  law_day           date NOT NULL,                       -- chose standards and programme version
  subject           text NOT NULL,                       -- HOUSEHOLD, or the member's ref in the facts
  household_id      bigint REFERENCES household,
  person_id         bigint REFERENCES person,
  case_id           bigint REFERENCES case_file,
  outcome           text NOT NULL CHECK (outcome IN ('ELIGIBLE', 'NOT_ELIGIBLE', 'UNKNOWN', 'NO_STANDARD')),
  amount            numeric(14,2),
  period            text CHECK (period IN ('MONTH', 'YEAR', 'SCHOOL_YEAR', 'ONCE')),
  first_month       date CHECK (extract(day FROM first_month) = 1),
  persons           int NOT NULL,
  frozen            jsonb NOT NULL,                      -- facts, standards read, results with findings and arithmetic
  supersedes        bigint REFERENCES determination,
  decided_by        bigint REFERENCES account,           -- null: a job of the system
  decider           text NOT NULL,
  decided_at        timestamptz NOT NULL,
  CHECK ((outcome = 'ELIGIBLE') = (amount IS NOT NULL)),
  CHECK ((amount IS NULL) = (period IS NULL) AND (amount IS NULL) = (first_month IS NULL))
);
CREATE INDEX determination_region ON determination (region, id);
CREATE INDEX determination_case ON determination (case_id, id) WHERE case_id IS NOT NULL;
CREATE INDEX determination_household ON determination (household_id, id) WHERE household_id IS NOT NULL;
CREATE INDEX determination_person ON determination (person_id, id) WHERE person_id IS NOT NULL;
CALL scope_table('determination');
CALL append_only('determination');
GRANT SELECT, INSERT ON determination TO minzheng_app;
