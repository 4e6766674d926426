-- A public notice (公示) of a case: where it is posted, for how many days, what came of it.
CREATE TABLE notice (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region      text COLLATE "C" NOT NULL,
  case_id     bigint NOT NULL REFERENCES case_file,
  key         text NOT NULL UNIQUE,                    -- of the public address
  programme   text NOT NULL,
  name        text NOT NULL,                           -- masked: 张*
  members     int NOT NULL CHECK (members > 0),
  amount      numeric(14,2),
  places      text[] NOT NULL CHECK (cardinality(places) > 0), -- area codes of villages and communities
  place_names text NOT NULL,
  from_on     date NOT NULL,
  days        int NOT NULL CHECK (days > 0),
  ends_on     date NOT NULL,                           -- the case moves on when this day has come
  state       text NOT NULL CHECK (state IN ('POSTED', 'OBJECTED', 'ENDED', 'CANCELLED')),
  stopped_on  date,                                    -- by an objection
  closed_on   date,
  proof_id    bigint,                                  -- photo of the posting, an attachment
  proof_note  text,
  office      text NOT NULL,
  posted_by   bigint REFERENCES account,
  posted_at   timestamptz NOT NULL,
  CHECK ((state = 'OBJECTED') = (stopped_on IS NOT NULL))
);
CREATE INDEX notice_region ON notice (region, id);
CREATE INDEX notice_case ON notice (case_id, id);
CREATE INDEX notice_due ON notice (ends_on, id) WHERE state = 'POSTED';
CREATE UNIQUE INDEX notice_one ON notice (case_id) WHERE state IN ('POSTED', 'OBJECTED');
CALL scope_table('notice');
GRANT SELECT, INSERT, UPDATE ON notice TO minzheng_app;

-- Who objected to what; for the office only, never shown to the public.
CREATE TABLE notice_objection (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region       text COLLATE "C" NOT NULL,
  notice_id    bigint NOT NULL REFERENCES notice,
  case_id      bigint NOT NULL REFERENCES case_file,
  received_on  date NOT NULL,
  objector     text NOT NULL,
  contact      text,
  content      text NOT NULL,
  recorded_by  bigint REFERENCES account,
  recorded_at  timestamptz NOT NULL
);
CREATE INDEX notice_objection_region ON notice_objection (region, id);
CREATE INDEX notice_objection_case ON notice_objection (case_id, id);
CALL scope_table('notice_objection');
CALL append_only('notice_objection');
GRANT SELECT, INSERT ON notice_objection TO minzheng_app;

-- What the public page shows without sign-in, while the notice runs: masked name, number of members, amount, places, dates
-- (民发〔2021〕57号 24). No id leads back to the case; the row is removed when the notice ends or is stopped.
CREATE TABLE notice_public (
  key       text PRIMARY KEY,
  area      text COLLATE "C" NOT NULL,                 -- the district, for the list's filter
  programme text NOT NULL,
  name      text NOT NULL,
  members   int NOT NULL,
  amount    numeric(14,2),
  places    text NOT NULL,
  from_on   date NOT NULL,
  until_on  date NOT NULL,
  office    text NOT NULL
);
CREATE INDEX notice_public_list ON notice_public (area, from_on DESC, key);
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_public TO minzheng_app;
