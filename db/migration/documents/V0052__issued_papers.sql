-- Papers that left the house: each with its number, the facts it shows, and a key anybody can check it by.
CREATE TABLE paper_issue (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region      text COLLATE "C" NOT NULL,
  owner_type  text NOT NULL,
  owner_id    bigint NOT NULL,
  kind        text NOT NULL,
  title       text NOT NULL,
  number      text NOT NULL,
  office      text NOT NULL,
  paper_day   date NOT NULL,               -- the day the paper bears
  facts       jsonb NOT NULL,              -- what the template prints, frozen
  verify_key  text NOT NULL UNIQUE,
  issued_by   bigint NOT NULL,
  issuer      text NOT NULL,
  issued_at   timestamptz NOT NULL,
  UNIQUE (number)
);
CREATE INDEX paper_issue_region ON paper_issue (region, id);
CREATE INDEX paper_issue_owner ON paper_issue (owner_type, owner_id, id);
CALL scope_table('paper_issue');
CALL append_only('paper_issue');
GRANT SELECT, INSERT ON paper_issue TO minzheng_app;

-- A paper issued in error is withdrawn, never deleted.
CREATE TABLE paper_withdrawal (
  paper_id     bigint PRIMARY KEY REFERENCES paper_issue,
  region       text COLLATE "C" NOT NULL,
  reason       text NOT NULL CHECK (reason <> ''),
  withdrawn_by bigint NOT NULL,
  withdrawer   text NOT NULL,
  withdrawn_at timestamptz NOT NULL
);
CREATE INDEX paper_withdrawal_region ON paper_withdrawal (region, paper_id);
CALL scope_table('paper_withdrawal');
CALL append_only('paper_withdrawal');
GRANT SELECT, INSERT ON paper_withdrawal TO minzheng_app;

-- How a paper reached its addressee: the clocks of appeal count from here.
CREATE TABLE paper_delivery (
  paper_id     bigint PRIMARY KEY REFERENCES paper_issue,
  region       text COLLATE "C" NOT NULL,
  delivered_on date NOT NULL,
  way          text NOT NULL CHECK (way IN ('DIRECT', 'LEFT', 'POST', 'ENTRUSTED', 'ELECTRONIC', 'PUBLIC')),
  receiver     text NOT NULL,
  recorded_by  bigint NOT NULL,
  recorder     text NOT NULL,
  recorded_at  timestamptz NOT NULL
);
CREATE INDEX paper_delivery_region ON paper_delivery (region, paper_id);
CALL scope_table('paper_delivery');
CALL append_only('paper_delivery');
GRANT SELECT, INSERT ON paper_delivery TO minzheng_app;

-- Last number given in a series of a year, such as 锦江民救不认〔2026〕. Not scoped: counters only, and a number must not come twice.
CREATE TABLE paper_number (
  series text NOT NULL,
  year   int NOT NULL,
  last   int NOT NULL,
  PRIMARY KEY (series, year)
);
GRANT SELECT, INSERT, UPDATE ON paper_number TO minzheng_app;

-- Public extract: all that /verify may show, found by key alone. No scope, because nobody is signed in there.
CREATE TABLE paper_extract (
  verify_key   text PRIMARY KEY,
  title        text NOT NULL,
  number       text NOT NULL,
  office       text NOT NULL,
  paper_day    date NOT NULL,
  lines        jsonb NOT NULL,             -- label and value, chosen by the paper; nothing the paper does not show
  withdrawn_on date
);
GRANT SELECT, INSERT ON paper_extract TO minzheng_app;
GRANT UPDATE (withdrawn_on) ON paper_extract TO minzheng_app;
