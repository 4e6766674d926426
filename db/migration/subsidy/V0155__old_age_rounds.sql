-- 免申即享名单 of the old-age allowance: found by age from the register, put together by one person, confirmed by another.
-- The outcome of a person is written in the transaction that begins the money, so that a repeat grants nothing twice.
CREATE TABLE old_age_round (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region            text COLLATE "C" NOT NULL CHECK (length(region) >= 6), -- a district, street or community
  number            text NOT NULL UNIQUE,              -- GM510104-2026-000001
  key               text UNIQUE,                       -- drawn with the empty form: a double submit finds once
  law_day           date NOT NULL,                     -- ages, standards and programme version
  state             text NOT NULL DEFAULT 'FINDING' CHECK (state IN ('FINDING', 'DRAFT', 'SUBMITTED', 'GRANTING', 'DONE', 'DISCARDED')),
  not_eligible      int,                               -- looked at and not entitled, such as registered elsewhere
  without_status    int,                               -- old enough, but of an age that is paid to recognised families only
  find_job          bigint REFERENCES job,
  grant_job         bigint REFERENCES job,
  made_by           bigint NOT NULL REFERENCES account,
  made_by_name      text NOT NULL,
  made_at           timestamptz NOT NULL,
  submitted_by      bigint REFERENCES account,
  submitted_by_name text,
  submitted_at      timestamptz,
  returned          text,                              -- why the confirmer sent it back
  confirmed_by      bigint REFERENCES account,
  confirmed_by_name text,
  confirmed_on      date,                              -- day of the decision
  confirmed_at      timestamptz,
  confirmed_rows    int,                               -- what the confirmer saw
  confirmed_money   numeric(14,2),
  CHECK (confirmed_by <> made_by AND confirmed_by <> submitted_by),
  CHECK (state NOT IN ('SUBMITTED', 'GRANTING', 'DONE') OR submitted_by IS NOT NULL),
  CHECK (state NOT IN ('GRANTING', 'DONE') OR (confirmed_by IS NOT NULL AND confirmed_rows IS NOT NULL))
);
CREATE INDEX old_age_round_region ON old_age_round (region, id);
CREATE UNIQUE INDEX old_age_round_open ON old_age_round (region) WHERE state NOT IN ('DONE', 'DISCARDED');
CALL scope_table('old_age_round');
GRANT SELECT, INSERT, UPDATE ON old_age_round TO minzheng_app;

CREATE TABLE old_age_item (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round_id         bigint NOT NULL REFERENCES old_age_round,
  region           text COLLATE "C" NOT NULL,          -- where the person lived when found
  person_id        bigint NOT NULL REFERENCES person,
  kind             text NOT NULL CHECK (kind IN ('NEW', 'CHANGE')),
  band             text NOT NULL,                      -- class of the standard
  reached_on       date NOT NULL,                      -- the birthday on which the band was reached
  age              int NOT NULL,                       -- on the law's day
  state            text NOT NULL CHECK (state IN ('LISTED', 'PENDING', 'REMOVED', 'GRANTED', 'SKIPPED')),
  cause            text,                               -- why it is not listed
  note             text,
  determination_id bigint REFERENCES determination,
  amount           numeric(14,2),                      -- a month
  amount_before    numeric(14,2),                      -- of a change
  first_month      date CHECK (is_month(first_month)),
  basis            jsonb,                              -- what the owed row must still say years later
  entitlement_id   bigint REFERENCES entitlement,
  changed_by       bigint REFERENCES account,
  changed_by_name  text,
  changed_at       timestamptz NOT NULL,
  UNIQUE (round_id, person_id),
  CHECK (num_nulls(determination_id, amount, first_month, basis) IN (0, 4)),
  CHECK (state NOT IN ('LISTED', 'GRANTED') OR determination_id IS NOT NULL),
  CHECK (state IN ('LISTED', 'GRANTED') OR cause IS NOT NULL),
  CHECK (kind = 'NEW' OR entitlement_id IS NOT NULL),
  CHECK (state <> 'GRANTED' OR entitlement_id IS NOT NULL)
);
CREATE INDEX old_age_item_region ON old_age_item (region, id);
CREATE INDEX old_age_item_round ON old_age_item (round_id, id);
CREATE INDEX old_age_item_person ON old_age_item (person_id, id);
CALL scope_table('old_age_item');
GRANT SELECT, INSERT, UPDATE ON old_age_item TO minzheng_app;

-- What came of a person stays what came of it; nothing but state, reason and outcome of a row ever changes.
CREATE FUNCTION old_age_item_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('GRANTED', 'SKIPPED')
     OR to_jsonb(OLD) - ARRAY['state', 'cause', 'note', 'entitlement_id', 'changed_by', 'changed_by_name', 'changed_at']
        <> to_jsonb(NEW) - ARRAY['state', 'cause', 'note', 'entitlement_id', 'changed_by', 'changed_by_name', 'changed_at']
  THEN RAISE EXCEPTION 'row % of an old-age round stands', OLD.id USING ERRCODE = 'restrict_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER old_age_item_stays BEFORE UPDATE ON old_age_item FOR EACH ROW EXECUTE FUNCTION old_age_item_stays();
CREATE TRIGGER old_age_item_kept BEFORE DELETE ON old_age_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER old_age_round_kept BEFORE DELETE ON old_age_round FOR EACH ROW EXECUTE FUNCTION refuse_change();
