-- 按新标准重算: what everybody paid by a programme is due since a standard changed. Found by a job from the frozen facts of the
-- sheets in force, handed in by one person, confirmed by another; nobody's amount is lowered by it.
CREATE TABLE reassessment (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region            text COLLATE "C" NOT NULL CHECK (length(region) >= 6), -- a district, street or community
  number            text NOT NULL UNIQUE,              -- TB510104-2026-000001
  key               text UNIQUE,                       -- drawn with the empty form: a double submit finds once
  programme         text NOT NULL,
  from_day          date NOT NULL,                     -- the first day of the new standard
  state             text NOT NULL DEFAULT 'FINDING' CHECK (state IN ('FINDING', 'DRAFT', 'SUBMITTED', 'GRANTING', 'DONE', 'DISCARDED')),
  seen_amount       bigint NOT NULL,                   -- the last amount decided in the area before the list was begun
  frozen            int,                               -- months of the list that were frozen when it was found
  same              int,                               -- looked at and due as before
  rights            int,                               -- that get more
  monthly           numeric(14,2),                     -- what they get more in the next month to be paid
  back_pay          numeric(14,2),                     -- and for the months that are frozen
  open              int,                               -- rights for which something else has to be done
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
  -- found to change nothing, it is done without a second person
  CHECK (state NOT IN ('SUBMITTED', 'GRANTING') AND (state <> 'DONE' OR rights = 0) OR submitted_by IS NOT NULL),
  CHECK (state <> 'GRANTING' AND (state <> 'DONE' OR rights = 0) OR (confirmed_by IS NOT NULL AND confirmed_rows IS NOT NULL))
);
CREATE INDEX reassessment_region ON reassessment (region, id);
CREATE UNIQUE INDEX reassessment_open ON reassessment (region, programme) WHERE state NOT IN ('DONE', 'DISCARDED');
CALL scope_table('reassessment');
GRANT SELECT, INSERT, UPDATE ON reassessment TO minzheng_app;

-- Some months of a right. Who is due as before is not listed, unless other months of the same right are.
CREATE TABLE reassessment_item (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reassessment_id  bigint NOT NULL REFERENCES reassessment,
  region           text COLLATE "C" NOT NULL,
  entitlement_id   bigint NOT NULL REFERENCES entitlement,
  person_id        bigint NOT NULL REFERENCES person,  -- who receives the money
  from_month       date NOT NULL CHECK (is_month(from_month)),
  until_month      date CHECK (is_month(until_month)), -- null: until further notice
  law_day          date NOT NULL,
  state            text NOT NULL CHECK (state IN ('LISTED', 'OPEN', 'SAME', 'APPLIED', 'SKIPPED')),
  cause            text,                               -- why nothing is done
  amount_before    numeric(14,2) NOT NULL,             -- a month
  amount           numeric(14,2),
  persons          int NOT NULL CHECK (persons > 0),
  back_months      int NOT NULL,                       -- frozen already when found
  back_pay         numeric(14,2) NOT NULL,
  next_pay         numeric(14,2) NOT NULL,             -- more in the next month to be paid; 0 for other months and while suspended
  determination_id bigint REFERENCES determination,
  basis            jsonb,                              -- what the owed row must still say years later
  row_id           bigint NOT NULL REFERENCES entitlement_amount, -- the amount that stood for these months
  seen_id          bigint NOT NULL REFERENCES entitlement_amount, -- the latest decision when found
  last_month       date CHECK (is_month(last_month)),  -- of the right, when found
  changed_at       timestamptz NOT NULL,
  UNIQUE (reassessment_id, entitlement_id, from_month),
  CHECK (num_nulls(determination_id, basis) IN (0, 2)),
  CHECK (state NOT IN ('LISTED', 'APPLIED') OR (determination_id IS NOT NULL AND amount > amount_before)),
  CHECK (state NOT IN ('OPEN', 'SKIPPED') OR cause IS NOT NULL)
);
CREATE INDEX reassessment_item_region ON reassessment_item (region, id);
CREATE INDEX reassessment_item_of ON reassessment_item (reassessment_id, region, id);
CREATE INDEX reassessment_item_entitlement ON reassessment_item (entitlement_id, id);
CALL scope_table('reassessment_item');
GRANT SELECT, INSERT ON reassessment_item TO minzheng_app;
GRANT UPDATE (state, cause, changed_at) ON reassessment_item TO minzheng_app;

-- What was found stands; only the outcome of a listed row is added.
CREATE FUNCTION reassessment_item_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'LISTED' OR NEW.state NOT IN ('APPLIED', 'SKIPPED') THEN
    RAISE EXCEPTION 'row % of a reassessment stands', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reassessment_item_stays BEFORE UPDATE ON reassessment_item FOR EACH ROW EXECUTE FUNCTION reassessment_item_stays();
CREATE TRIGGER reassessment_item_kept BEFORE DELETE ON reassessment_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reassessment_kept BEFORE DELETE ON reassessment FOR EACH ROW EXECUTE FUNCTION refuse_change();
