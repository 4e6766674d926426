-- 定期核查 (民发〔2021〕57号 第三十一条): that a family paid by low-bao was looked at again, and what was found. Rows are only ever
-- added; one noted wrongly is declared void by a row of its own.
CREATE TABLE review (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region         text COLLATE "C" NOT NULL,
  entitlement_id bigint NOT NULL REFERENCES entitlement,
  reviewed_on    date NOT NULL,
  frequency      text NOT NULL CHECK (frequency IN ('STABLE', 'UNSTABLE')), -- its months are the standard REVERIFY
  manner         text NOT NULL CHECK (manner IN ('DATA', 'VISIT', 'BOTH', 'OTHER')),
  reviewer       text NOT NULL CHECK (reviewer <> ''),   -- who looked, or which data were compared
  changed        boolean NOT NULL,                       -- a change case has to follow
  note           text,
  key            text NOT NULL,                          -- drawn with the empty form: a double submit notes once
  recorded_by    bigint NOT NULL REFERENCES account,
  recorder       text NOT NULL,
  recorded_at    timestamptz NOT NULL,
  CHECK (NOT changed OR note <> ''),
  UNIQUE (entitlement_id, key)
);
CREATE INDEX review_region ON review (region, id);
CREATE INDEX review_latest ON review (entitlement_id, reviewed_on DESC, id DESC);
CREATE INDEX review_changed ON review (region, entitlement_id) WHERE changed;
CALL scope_table('review');
CALL append_only('review');
GRANT SELECT, INSERT ON review TO minzheng_app;

CREATE TABLE review_void (
  review_id bigint PRIMARY KEY REFERENCES review,
  region    text COLLATE "C" NOT NULL,
  reason    text NOT NULL CHECK (reason <> ''),
  voided_by bigint NOT NULL REFERENCES account,
  voider    text NOT NULL,
  voided_at timestamptz NOT NULL
);
CREATE INDEX review_void_region ON review_void (region, review_id);
CALL scope_table('review_void');
CALL append_only('review_void');
GRANT SELECT, INSERT ON review_void TO minzheng_app;

-- The cases of what is paid were found by reading all cases of the area.
CREATE INDEX subsidy_case_entitlement ON subsidy_case (entitlement_id, case_id) WHERE entitlement_id IS NOT NULL;
