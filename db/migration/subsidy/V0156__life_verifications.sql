-- 生存认证: that somebody who is paid for age is alive, seen by a person or found in data. Rows are only ever added.
CREATE TABLE life_verification (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region      text COLLATE "C" NOT NULL,
  person_id   bigint NOT NULL REFERENCES person,
  manner      text NOT NULL CHECK (manner IN ('VISIT', 'VIDEO', 'DATA')),
  verified_on date NOT NULL,
  verifier    text NOT NULL CHECK (verifier <> ''),      -- who saw the person, or which data were compared
  note        text,
  recorded_by bigint NOT NULL REFERENCES account,
  recorder    text NOT NULL,
  recorded_at timestamptz NOT NULL,
  UNIQUE (person_id, verified_on, manner)
);
CREATE INDEX life_verification_region ON life_verification (region, id);
CREATE INDEX life_verification_latest ON life_verification (person_id, verified_on DESC, id DESC);
CALL scope_table('life_verification');
CALL append_only('life_verification');
GRANT SELECT, INSERT ON life_verification TO minzheng_app;

-- Nothing is suspended or stopped by itself: one person proposes, another decides; the same when it is to be paid again.
CREATE TABLE life_suspension (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region         text COLLATE "C" NOT NULL,
  entitlement_id bigint NOT NULL REFERENCES entitlement,
  kind           text NOT NULL CHECK (kind IN ('SUSPEND', 'RESUME', 'STOP')),
  due_on         date NOT NULL,                          -- until when the last verification held
  ends           text CHECK (ends IN ('DIED', 'MOVED_OUT', 'WAIVED')), -- why it is to be stopped
  event_on       date,
  reason         text NOT NULL,
  state          text NOT NULL DEFAULT 'PROPOSED' CHECK (state IN ('PROPOSED', 'DONE', 'REFUSED')),
  proposed_by    bigint NOT NULL REFERENCES account,
  proposer       text NOT NULL,
  proposed_at    timestamptz NOT NULL,
  decided_by     bigint REFERENCES account,
  decider        text,
  decided_at     timestamptz,
  month          date CHECK (is_month(month)),           -- the first one withheld, or the last one due
  opinion        text,
  CHECK (decided_by <> proposed_by),
  CHECK ((state = 'PROPOSED') = (decided_by IS NULL)),
  CHECK (state <> 'DONE' OR kind = 'RESUME' OR month IS NOT NULL),
  CHECK ((kind = 'STOP') = (ends IS NOT NULL) AND (kind = 'STOP') = (event_on IS NOT NULL))
);
CREATE INDEX life_suspension_region ON life_suspension (region, id);
CREATE UNIQUE INDEX life_suspension_open ON life_suspension (entitlement_id) WHERE state = 'PROPOSED';
CREATE INDEX life_suspension_entitlement ON life_suspension (entitlement_id, id);
CALL scope_table('life_suspension');
GRANT SELECT, INSERT ON life_suspension TO minzheng_app;
GRANT UPDATE (state, decided_by, decider, decided_at, month, opinion) ON life_suspension TO minzheng_app;

CREATE FUNCTION life_suspension_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the decision % stands', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER life_suspension_stays BEFORE UPDATE ON life_suspension FOR EACH ROW WHEN (OLD.state <> 'PROPOSED') EXECUTE FUNCTION life_suspension_stays();
CREATE TRIGGER life_suspension_kept BEFORE DELETE ON life_suspension FOR EACH ROW EXECUTE FUNCTION refuse_change();
