-- Numbers of cases, gap-free: drawn by a row lock inside the transaction that uses them. No personal data, and a street
-- office draws from its district's row, which lies above its scope: therefore not scoped.
CREATE TABLE case_counter (
  prefix text NOT NULL,
  area   text COLLATE "C" NOT NULL,
  year   int NOT NULL,
  last   int NOT NULL,
  PRIMARY KEY (prefix, area, year)
);
GRANT SELECT, INSERT, UPDATE ON case_counter TO minzheng_app;

-- A case: where it stands, whose turn it is, and by when. Its history is case_step.
CREATE TABLE case_file (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region           text COLLATE "C" NOT NULL,          -- where the household lives, to street or community
  number           text NOT NULL UNIQUE,
  type             text NOT NULL,                      -- code of the CaseType
  title            text NOT NULL,                      -- name of the applicant, as lists show it
  person_id        bigint REFERENCES person,
  household_id     bigint REFERENCES household,
  members          int NOT NULL DEFAULT 1 CHECK (members > 0),
  amount           numeric(14,2),                      -- proposed or decided, yuan
  state            text NOT NULL,
  law_day          date NOT NULL,                      -- chooses standards and programme version
  opened_on        date NOT NULL,                      -- effective dates from here on
  entered_on       date NOT NULL,                      -- of the present state
  last_effective   date NOT NULL,                      -- of the latest move; the next may not lie before it
  step_days        int,                                -- limit of the present state, null: none
  step_unit        text CHECK (step_unit IN ('WORKING', 'CALENDAR')),
  step_due         date,
  step_provisional boolean NOT NULL DEFAULT false,
  limit_class      text NOT NULL,                      -- standard class of the day counts, such as DIBAO/EXTENDED
  total_from       date,                               -- the clock of the whole procedure
  total_days       int,
  total_unit       text CHECK (total_unit IN ('WORKING', 'CALENDAR')),
  total_due        date,                               -- null while paused
  total_provisional boolean NOT NULL DEFAULT false,
  total_to         date,                               -- the decision that stopped it
  paused           boolean NOT NULL DEFAULT false,
  -- the earlier limit of what somebody has to do; due_key is its sort key, where nothing is due comes last
  due_on           date GENERATED ALWAYS AS (CASE WHEN turn_role IS NOT NULL
                     THEN LEAST(step_due, CASE WHEN total_to IS NULL THEN total_due END) END) STORED,
  due_key          date GENERATED ALWAYS AS (coalesce(CASE WHEN turn_role IS NOT NULL
                     THEN LEAST(step_due, CASE WHEN total_to IS NULL THEN total_due END) END, date '9999-12-31')) STORED,
  turn_role        text,                               -- null: nobody's turn
  turn_office      text COLLATE "C",
  assignee_id      bigint REFERENCES account,
  assignee_name    text,
  outcome          text CHECK (outcome IN ('APPROVED', 'REFUSED', 'WITHDRAWN', 'ENDED')),
  decided_on       date,
  version          int NOT NULL DEFAULT 0,
  intake_key       text UNIQUE,                        -- a double submit finds the case of the first
  created_by       bigint REFERENCES account,
  created_at       timestamptz NOT NULL,
  CHECK ((assignee_id IS NULL) = (assignee_name IS NULL)),
  CHECK ((step_days IS NULL) = (step_unit IS NULL)),
  CHECK ((total_days IS NULL) = (total_unit IS NULL))
);
CREATE INDEX case_file_region ON case_file (region, id);
CREATE INDEX case_file_due ON case_file (due_key, id);
CREATE INDEX case_file_opened ON case_file (opened_on, id);
CREATE INDEX case_file_state ON case_file (type, state, id);
CREATE INDEX case_file_assignee ON case_file (assignee_id, due_key, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX case_file_waiting ON case_file (turn_office, turn_role, due_key, id) WHERE assignee_id IS NULL AND turn_role IS NOT NULL;
CREATE INDEX case_file_household ON case_file (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX case_file_title ON case_file (title text_pattern_ops);
CALL scope_table('case_file');
GRANT SELECT, INSERT, UPDATE ON case_file TO minzheng_app;

-- Everybody a case is about, so that each of them finds it.
CREATE TABLE case_person (
  region    text COLLATE "C" NOT NULL,
  case_id   bigint NOT NULL REFERENCES case_file,
  person_id bigint NOT NULL REFERENCES person,
  PRIMARY KEY (case_id, person_id)
);
CREATE INDEX case_person_region ON case_person (region, case_id);
CREATE INDEX case_person_person ON case_person (person_id, case_id);
CALL scope_table('case_person');
GRANT SELECT, INSERT ON case_person TO minzheng_app;

-- The timeline: every step, by whom, on which day it counts and when it was written down. Append-only.
CREATE TABLE case_step (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region       text COLLATE "C" NOT NULL,
  case_id      bigint NOT NULL REFERENCES case_file,
  seq          int NOT NULL,
  action       text NOT NULL,
  label        text NOT NULL,                          -- the action's word on that day
  from_state   text,
  to_state     text NOT NULL,
  actor_id     bigint REFERENCES account,              -- null: the system
  actor        text NOT NULL,
  role         text,                                   -- whose turn the actor took; null: beside the procedure
  office       text NOT NULL,
  opinion      text,
  effective_on date NOT NULL,
  reason       text,                                   -- why the day lies before the recording
  due_on       date,                                   -- the limit of the step that ended here
  recorded_at  timestamptz NOT NULL,
  UNIQUE (case_id, seq)
);
CREATE INDEX case_step_region ON case_step (region, id);
CREATE INDEX case_step_actor ON case_step (actor_id, recorded_at);
CALL scope_table('case_step');
CALL append_only('case_step');
GRANT SELECT, INSERT ON case_step TO minzheng_app;

-- When the clock of the whole procedure stood still: waiting for the applicant, an objection, where the law says so a notice.
CREATE TABLE case_pause (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region  text COLLATE "C" NOT NULL,
  case_id bigint NOT NULL REFERENCES case_file,
  cause   text NOT NULL,
  from_on date NOT NULL,
  to_on   date CHECK (to_on >= from_on)
);
CREATE INDEX case_pause_region ON case_pause (region, id);
CREATE UNIQUE INDEX case_pause_open ON case_pause (case_id) WHERE to_on IS NULL;
CREATE INDEX case_pause_case ON case_pause (case_id);
CALL scope_table('case_pause');
GRANT SELECT, INSERT, UPDATE ON case_pause TO minzheng_app;
