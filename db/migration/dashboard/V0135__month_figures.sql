-- What each figure means, in the words that stand on the page. A meaning that changes is a new version from a month on; the
-- months frozen before keep theirs.
CREATE TABLE figure_definition (
  code       text NOT NULL CHECK (code ~ '^[A-Z][A-Z_]*$'),
  version    int NOT NULL CHECK (version > 0),
  position   int NOT NULL,
  title      text NOT NULL,
  unit       text NOT NULL,
  ratio      boolean NOT NULL,                         -- numerator and denominator are kept, never a rounded quotient
  definition text NOT NULL,
  valid_from date NOT NULL CHECK (valid_from = date_trunc('month', valid_from)),
  PRIMARY KEY (code, version)
);
CALL append_only('figure_definition');
GRANT SELECT ON figure_definition TO minzheng_app;
INSERT INTO figure_definition VALUES
  ('PAID_ROWS', 1, 10, '在保户数（享受人数）', '户', false,
   '当月已送银行的定期批次中应发的户数；按人发放的项目为人数。未送银行的批次和补发、追扣不计。', '2000-01-01'),
  ('PAID_PERSONS', 1, 20, '在保人数', '人', false,
   '当月已送银行的定期批次中各户的保障人数之和。', '2000-01-01'),
  ('PAID_AMOUNT', 1, 30, '发放金额', '元', false,
   '当月已送银行的定期批次的应发金额之和，不含补发、重发，不减追扣。', '2000-01-01'),
  ('APPLIED', 1, 40, '新申请', '件', false,
   '登记日期在当月的案件数，不论后来结果如何。', '2000-01-01'),
  ('APPLIED_APPROVED', 1, 50, '新申请中已同意', '件', false,
   '登记日期在当月、到冻结时结果为同意的案件数。', '2000-01-01'),
  ('APPLIED_REFUSED', 1, 60, '新申请中不予认定', '件', false,
   '登记日期在当月、到冻结时结果为不予认定的案件数。', '2000-01-01'),
  ('APPLIED_OPEN', 1, 70, '新申请中在办', '件', false,
   '登记日期在当月、到冻结时还没有结果的案件数。', '2000-01-01'),
  ('DECIDED_IN_TIME', 1, 80, '按期办结率', '%', true,
   '分母：当月作出同意或不予认定决定、且有法定总时限的案件数；分子：其中决定日期不晚于总时限届满日的案件数。', '2000-01-01');

-- A closing of a month for a programme, over the whole city: version 1 by the job, further ones by two people with a reason.
CREATE TABLE figure_freeze (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  programme      text NOT NULL,
  month          date NOT NULL CHECK (month = date_trunc('month', month)),
  version        int NOT NULL CHECK (version > 0),
  frozen_at      timestamptz NOT NULL,
  reason         text,
  proposed_by    bigint REFERENCES account,
  proposed_name  text,
  confirmed_by   bigint REFERENCES account,
  confirmed_name text,
  UNIQUE (programme, month, version),
  CHECK (confirmed_by <> proposed_by),
  CHECK ((version = 1) = (proposed_by IS NULL)),
  CHECK ((proposed_by IS NULL) = (confirmed_by IS NULL) AND (proposed_by IS NULL) = (reason IS NULL))
);
CREATE INDEX figure_freeze_list ON figure_freeze (month, id);
CALL append_only('figure_freeze');
GRANT SELECT, INSERT ON figure_freeze TO minzheng_app;

-- The figures of a closing, by city, district and street. An area in which there was nothing has no rows.
CREATE TABLE month_figure (
  freeze_id   bigint NOT NULL REFERENCES figure_freeze,
  region      text COLLATE "C" NOT NULL,
  programme   text NOT NULL,
  month       date NOT NULL,
  version     int NOT NULL,
  code        text NOT NULL,
  definition  int NOT NULL,
  value       numeric,                                 -- exact; null for a ratio
  numerator   numeric,
  denominator numeric CHECK (denominator > 0),
  PRIMARY KEY (freeze_id, region, code),
  FOREIGN KEY (code, definition) REFERENCES figure_definition (code, version),
  CHECK ((value IS NULL) = (numerator IS NOT NULL) AND (numerator IS NULL) = (denominator IS NULL))
);
CREATE INDEX month_figure_region ON month_figure (region, freeze_id);
CREATE INDEX month_figure_trend ON month_figure (programme, month, version, region);
CALL scope_table('month_figure');
CALL append_only('month_figure');
GRANT SELECT, INSERT ON month_figure TO minzheng_app;

-- 更正: proposed by one supervisor of the city, confirmed by another.
CREATE TABLE figure_restatement (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region        text COLLATE "C" NOT NULL,             -- the city
  programme     text NOT NULL,
  month         date NOT NULL,
  reason        text NOT NULL CHECK (reason <> ''),
  state         text NOT NULL CHECK (state IN ('PROPOSED', 'CONFIRMED', 'WITHDRAWN')),
  proposed_by   bigint NOT NULL REFERENCES account,
  proposed_name text NOT NULL,
  proposed_at   timestamptz NOT NULL,
  decided_by    bigint REFERENCES account,
  decided_name  text,
  decided_at    timestamptz,
  CHECK ((state = 'PROPOSED') = (decided_by IS NULL)),
  CHECK (state <> 'CONFIRMED' OR decided_by <> proposed_by)
);
CREATE INDEX figure_restatement_region ON figure_restatement (region, id);
CREATE UNIQUE INDEX figure_restatement_open ON figure_restatement (programme, month) WHERE state = 'PROPOSED';
CALL scope_table('figure_restatement');
GRANT SELECT, INSERT ON figure_restatement TO minzheng_app;
GRANT UPDATE (state, decided_by, decided_name, decided_at) ON figure_restatement TO minzheng_app;
