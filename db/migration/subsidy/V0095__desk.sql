-- 收件草稿: what was typed, kept as typed, until it becomes a case. The id is the intake's key: a draft yields one case.
CREATE TABLE intake_draft (
  id          uuid PRIMARY KEY,
  region      text COLLATE "C" NOT NULL,
  account_id  bigint NOT NULL REFERENCES account,
  programme   text NOT NULL,
  applicant   text NOT NULL DEFAULT '',
  form        jsonb NOT NULL,
  updated_at  timestamptz NOT NULL,
  case_id     bigint -- set once: the draft has become this case
);
CREATE INDEX intake_draft_region ON intake_draft (region, account_id, updated_at DESC);
CALL scope_table('intake_draft');
GRANT SELECT, INSERT, UPDATE, DELETE ON intake_draft TO minzheng_app;

-- What a subsidy adds to a case.
CREATE TABLE subsidy_case (
  case_id       bigint PRIMARY KEY,
  region        text COLLATE "C" NOT NULL,
  programme     text NOT NULL,
  household_id  bigint NOT NULL,
  person_id     bigint,             -- the member, for programmes of one person
  channel       text NOT NULL CHECK (channel IN ('WINDOW','PROXY','ONLINE','DISCOVERED')),
  kinship       boolean NOT NULL,   -- 近亲属备案: the county must visit (民发〔2021〕57号 第十一条、第二十条)
  signed        bigint[] NOT NULL,  -- persons who signed the authorisation for the check
  entitlement_id bigint
);
CREATE INDEX subsidy_case_region ON subsidy_case (region, case_id);
CREATE INDEX subsidy_case_household ON subsidy_case (household_id);
CALL scope_table('subsidy_case');
GRANT SELECT, INSERT, UPDATE ON subsidy_case TO minzheng_app;

-- 经济状况核对: one row per source and item; a re-check is a new row (社会救助法 第四十一条).
CREATE TABLE economic_check (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region      text COLLATE "C" NOT NULL,
  case_id     bigint NOT NULL,
  source      text NOT NULL CHECK (source IN ('HUKOU','TAX','SOCIAL_INSURANCE','REAL_ESTATE','MARKET','HOUSING_FUND','VEHICLE','BANK','INSURANCE','SECURITIES','PAYMENT','DISABILITY','SCHOOL','OTHER')),
  as_of       date NOT NULL,
  result      text NOT NULL CHECK (result IN ('MATCH','DIFFERENT','NOTHING')),
  finding     text NOT NULL DEFAULT '',
  opinion     text,                 -- how a difference was dealt with; asked for before the next step
  purpose     text NOT NULL,        -- every look-up carries case and purpose (社会救助法 第七十条第六项)
  recorded_by bigint NOT NULL REFERENCES account,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX economic_check_region ON economic_check (region, id);
CREATE INDEX economic_check_case ON economic_check (case_id, id);
CALL scope_table('economic_check');
GRANT SELECT, INSERT, UPDATE ON economic_check TO minzheng_app;

-- 入户调查: two investigators, both sides sign (民发〔2021〕57号 第十六条).
CREATE TABLE home_visit (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region      text COLLATE "C" NOT NULL,
  case_id     bigint NOT NULL,
  visited_on  date NOT NULL,
  visitor     bigint NOT NULL REFERENCES account,
  companion   bigint NOT NULL REFERENCES account,
  met         text NOT NULL,        -- whom they met
  findings    text NOT NULL,
  signed      boolean NOT NULL,     -- the applicant or a family member signed
  recorded_at timestamptz NOT NULL,
  CHECK (visitor <> companion)
);
CREATE INDEX home_visit_region ON home_visit (region, id);
CREATE INDEX home_visit_case ON home_visit (case_id, id);
CALL scope_table('home_visit');
CALL append_only('home_visit');
GRANT SELECT, INSERT ON home_visit TO minzheng_app;
