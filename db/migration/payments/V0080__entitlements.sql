-- Who is to be paid what, from which month to which. Months are stored as their first day.
CREATE FUNCTION is_month(day date) RETURNS boolean LANGUAGE sql IMMUTABLE AS
  $$ SELECT extract(day FROM day) = 1 $$;
GRANT EXECUTE ON FUNCTION is_month TO minzheng_app;

-- The bank account a person is paid on. A district keeps its own; a new one supersedes the one before, nothing is overwritten.
CREATE TABLE payee_account (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region        text COLLATE "C" NOT NULL CHECK (length(region) >= 6),
  person_id     bigint NOT NULL REFERENCES person,
  bank          text NOT NULL,
  account       text NOT NULL CHECK (account ~ '^[0-9]{8,30}$'),
  holder        text NOT NULL,
  state         text NOT NULL DEFAULT 'ENTERED' CHECK (state IN ('ENTERED', 'VERIFIED', 'FAILED')),
  state_reason  text,
  valid_from    date NOT NULL,
  note          text,
  recorded_at   timestamptz NOT NULL,
  recorded_by   text NOT NULL,
  superseded_at timestamptz,
  superseded_by bigint REFERENCES payee_account DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX payee_account_region ON payee_account (region, id);
CREATE UNIQUE INDEX payee_account_current ON payee_account (person_id, left(region, 6)) WHERE superseded_at IS NULL;
CALL scope_table('payee_account');
GRANT SELECT, INSERT ON payee_account TO minzheng_app;
GRANT UPDATE (state, state_reason) ON payee_account TO minzheng_app;

-- A street may replace an account that another street of the district entered and that it cannot see.
CREATE FUNCTION put_payee_account(new_region text, new_person bigint, new_bank text, new_account text, new_holder text,
                                  new_from date, new_note text, at timestamptz, who text)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  scope text := nullif(current_setting('app.region', true), '');
  new_id bigint;
BEGIN
  IF scope IS NULL OR NOT starts_with(new_region, scope) THEN
    RAISE EXCEPTION 'region % is outside of the scope', new_region USING ERRCODE = 'insufficient_privilege';
  END IF;
  new_id := nextval(pg_get_serial_sequence('payee_account', 'id'));
  UPDATE payee_account SET superseded_at = at, superseded_by = new_id
   WHERE person_id = new_person AND left(region, 6) = left(new_region, 6) AND superseded_at IS NULL;
  INSERT INTO payee_account (id, region, person_id, bank, account, holder, valid_from, note, recorded_at, recorded_by)
  OVERRIDING SYSTEM VALUE
  VALUES (new_id, new_region, new_person, new_bank, new_account, new_holder, new_from, new_note, at, who);
  RETURN new_id;
END $$;
GRANT EXECUTE ON FUNCTION put_payee_account TO minzheng_app;

CREATE TABLE entitlement (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region         text COLLATE "C" NOT NULL CHECK (length(region) >= 6),
  programme      text NOT NULL,
  subject_kind   text NOT NULL CHECK (subject_kind IN ('HOUSEHOLD', 'PERSON')),
  subject_id     bigint NOT NULL,
  payee_id       bigint NOT NULL REFERENCES person,
  state          text NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'SUSPENDED', 'STOPPED')),
  first_month    date NOT NULL CHECK (is_month(first_month)),
  last_month     date CHECK (is_month(last_month)),
  suspended_from date CHECK (is_month(suspended_from)),
  reason         text,
  created_at     timestamptz NOT NULL,
  CHECK ((state = 'SUSPENDED') = (suspended_from IS NOT NULL)),
  CHECK (state <> 'STOPPED' OR last_month IS NOT NULL),
  CHECK (last_month >= first_month - interval '1 month'), -- the month before: it never began
  -- nobody is entitled to one programme twice in a month, in whatever district
  CONSTRAINT entitlement_once EXCLUDE USING gist (
    programme WITH =, subject_kind WITH =, subject_id WITH =,
    daterange(first_month, (last_month + interval '1 month')::date) WITH &&)
);
CREATE INDEX entitlement_region ON entitlement (region, id);
CREATE INDEX entitlement_subject ON entitlement (subject_kind, subject_id);
CREATE INDEX entitlement_payee ON entitlement (payee_id);
CREATE INDEX entitlement_programme ON entitlement (programme, region, id);
CALL scope_table('entitlement');
GRANT SELECT, INSERT ON entitlement TO minzheng_app;
GRANT UPDATE (payee_id, state, last_month, suspended_from, reason) ON entitlement TO minzheng_app;

-- What was decided, in the order it was decided: a later row replaces the earlier ones from its month on.
CREATE TABLE entitlement_amount (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region         text COLLATE "C" NOT NULL,
  entitlement_id bigint NOT NULL REFERENCES entitlement,
  from_month     date NOT NULL CHECK (is_month(from_month)),
  amount         numeric(14,2) NOT NULL CHECK (amount >= 0),
  persons        int NOT NULL CHECK (persons > 0),
  basis          jsonb NOT NULL,
  cause_id       text NOT NULL,
  decided_on     date NOT NULL,
  recorded_at    timestamptz NOT NULL
);
CREATE INDEX entitlement_amount_region ON entitlement_amount (region, id);
CREATE INDEX entitlement_amount_entitlement ON entitlement_amount (entitlement_id, id);
CALL scope_table('entitlement_amount');
CALL append_only('entitlement_amount');
GRANT SELECT, INSERT ON entitlement_amount TO minzheng_app;

-- Every change with its cause; the id of a change is the cause of the adjustments it leads to.
CREATE TABLE entitlement_change (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region         text COLLATE "C" NOT NULL,
  entitlement_id bigint NOT NULL REFERENCES entitlement,
  kind           text NOT NULL CHECK (kind IN ('GRANT', 'ADJUST', 'TAPER', 'SUSPEND', 'RESUME', 'STOP', 'PAYEE')),
  month          date CHECK (is_month(month)),
  amount         numeric(14,2),
  cause_id       text NOT NULL,
  decided_on     date NOT NULL,
  reason         text NOT NULL,
  recorded_at    timestamptz NOT NULL,
  recorded_by    text NOT NULL,
  UNIQUE (entitlement_id, kind, cause_id)
);
CREATE INDEX entitlement_change_region ON entitlement_change (region, id);
CALL scope_table('entitlement_change');
CALL append_only('entitlement_change');
GRANT SELECT, INSERT ON entitlement_change TO minzheng_app;

-- What is to be paid of one programme for one month in one area: the one definition that a draft is made from and checked against.
CREATE FUNCTION payable(for_programme text, for_month date, area text)
RETURNS TABLE (region text, entitlement_id bigint, subject_kind text, subject_id bigint, payee_id bigint,
               persons int, amount numeric, amount_id bigint, basis jsonb, cause_id text)
LANGUAGE sql STABLE AS $$
  SELECT e.region, e.id, e.subject_kind, e.subject_id, e.payee_id, a.persons, a.amount, a.id, a.basis, a.cause_id
  FROM entitlement e
  CROSS JOIN LATERAL (
    SELECT * FROM entitlement_amount d
    WHERE d.entitlement_id = e.id AND d.from_month <= for_month
    ORDER BY d.id DESC LIMIT 1) a
  WHERE e.programme = for_programme AND e.region >= area AND e.region < area || '~'
    AND e.first_month <= for_month AND (e.last_month IS NULL OR e.last_month >= for_month)
    AND (e.suspended_from IS NULL OR e.suspended_from > for_month)
    AND a.amount > 0
$$;
GRANT EXECUTE ON FUNCTION payable TO minzheng_app;

-- The same for one entitlement and month, 0 included.
CREATE FUNCTION entitled(of_entitlement bigint, for_month date) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT d.amount FROM entitlement e JOIN entitlement_amount d ON d.entitlement_id = e.id
    WHERE e.id = of_entitlement AND d.from_month <= for_month
      AND e.first_month <= for_month AND (e.last_month IS NULL OR e.last_month >= for_month)
      AND (e.suspended_from IS NULL OR e.suspended_from > for_month)
    ORDER BY d.id DESC LIMIT 1), 0)
$$;
GRANT EXECUTE ON FUNCTION entitled TO minzheng_app;
