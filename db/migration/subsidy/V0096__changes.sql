-- 动态管理: a change or stop of what is paid. What the case is about, and what was proposed when it was handed in.
CREATE TABLE subsidy_change (
  case_id        bigint PRIMARY KEY REFERENCES case_file,
  region         text COLLATE "C" NOT NULL,
  source_case    bigint NOT NULL REFERENCES case_file, -- the case by which it is paid
  entitlement_id bigint NOT NULL,
  reason         text NOT NULL CHECK (reason IN ('INCOME','PROPERTY','MEMBERS','DEATH','MOVED_OUT','REVIEW','WAIVED')),
  event_on       date NOT NULL,                        -- the day of the event: its law applies
  note           text NOT NULL DEFAULT '',
  ends           boolean NOT NULL,                     -- the event itself ends the right, whatever a determination says
  kind           text CHECK (kind IN ('STOP','LESS','SAME','MORE')), -- null until handed in
  before_amount  numeric(14,2),                        -- paid monthly when it was handed in
  after_amount   numeric(14,2),
  persons        int,
  CHECK ((kind IS NULL) = (before_amount IS NULL) AND (kind IS NULL) = (after_amount IS NULL) AND (kind IS NULL) = (persons IS NULL))
);
CREATE INDEX subsidy_change_region ON subsidy_change (region, case_id);
CREATE INDEX subsidy_change_entitlement ON subsidy_change (entitlement_id);
CALL scope_table('subsidy_change');
GRANT SELECT, INSERT, UPDATE ON subsidy_change TO minzheng_app;

-- 听取意见 before anything is reduced or stopped (社会救助法 第四十八条): who was heard, how, what was said, by whom it was noted.
CREATE TABLE hearing (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region      text COLLATE "C" NOT NULL,
  case_id     bigint NOT NULL REFERENCES subsidy_change,
  heard_on    date NOT NULL,
  person      text NOT NULL CHECK (person <> ''),
  manner      text NOT NULL CHECK (manner IN ('FACE','PHONE','WRITTEN','NOT_POSSIBLE')),
  agrees      boolean NOT NULL,
  said        text NOT NULL CHECK (said <> ''),
  recorded_by bigint NOT NULL REFERENCES account,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX hearing_region ON hearing (region, id);
CREATE INDEX hearing_case ON hearing (case_id, id);
CALL scope_table('hearing');
CALL append_only('hearing');
GRANT SELECT, INSERT ON hearing TO minzheng_app;
