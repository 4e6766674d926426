-- 交接: the open cases of a worker are given to colleagues in one piece, to be finished by a day.
CREATE TABLE hand_over (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region       text COLLATE "C" NOT NULL,              -- the worker's
  key          text NOT NULL UNIQUE,                   -- a double submit finds the first
  from_id      bigint NOT NULL REFERENCES account,
  from_name    text NOT NULL,
  reason       text NOT NULL CHECK (reason <> ''),
  deadline     date NOT NULL,
  cases        int NOT NULL CHECK (cases >= 0),
  ordered_by   bigint NOT NULL REFERENCES account,
  ordered_name text NOT NULL,
  ordered_at   timestamptz NOT NULL
);
CREATE INDEX hand_over_region ON hand_over (region, id);
CREATE INDEX hand_over_from ON hand_over (from_id, id);
CALL scope_table('hand_over');
CALL append_only('hand_over');
GRANT SELECT, INSERT ON hand_over TO minzheng_app;

CREATE TABLE hand_over_item (
  hand_over_id bigint NOT NULL REFERENCES hand_over,
  case_id      bigint NOT NULL REFERENCES case_file,
  region       text COLLATE "C" NOT NULL,              -- the case's
  to_id        bigint REFERENCES account,              -- null: none of the chosen may take it
  to_name      text,
  state        text NOT NULL CHECK (state IN ('WAITING', 'DONE', 'REFUSED')),
  refusal      text,
  PRIMARY KEY (hand_over_id, case_id),
  CHECK ((state = 'REFUSED') = (refusal IS NOT NULL)),
  CHECK (state = 'REFUSED' OR to_id IS NOT NULL)
);
CREATE INDEX hand_over_item_region ON hand_over_item (region, hand_over_id);
CREATE INDEX hand_over_item_to ON hand_over_item (to_id, hand_over_id);
CALL scope_table('hand_over_item');
GRANT SELECT, INSERT ON hand_over_item TO minzheng_app;
GRANT UPDATE (state, refusal) ON hand_over_item TO minzheng_app;

-- 代办: for some days a colleague gets what would come back to the worker. Ends by itself on its last day.
CREATE TABLE delegation (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region       text COLLATE "C" NOT NULL,              -- the worker's
  hand_over_id bigint REFERENCES hand_over,
  from_id      bigint NOT NULL REFERENCES account,
  from_name    text NOT NULL,
  to_id        bigint NOT NULL REFERENCES account,
  to_name      text NOT NULL,
  from_on      date NOT NULL,
  to_on        date NOT NULL,
  reason       text NOT NULL CHECK (reason <> ''),
  ordered_by   bigint NOT NULL REFERENCES account,
  ordered_name text NOT NULL,
  ordered_at   timestamptz NOT NULL,
  CHECK (from_id <> to_id),
  CHECK (to_on >= from_on),
  EXCLUDE USING gist (from_id WITH =, daterange(from_on, to_on, '[]') WITH &&)
);
CREATE INDEX delegation_region ON delegation (region, id);
CREATE INDEX delegation_to ON delegation (to_id, to_on);
CALL scope_table('delegation');
CALL append_only('delegation');
GRANT SELECT, INSERT ON delegation TO minzheng_app;

-- Who acts for an account on a day: a street that moves a case on must know it of its district's reviewer, whose row lies
-- above its scope.
CREATE FUNCTION deputy_of(account bigint, day date) RETURNS TABLE (id bigint, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT to_id, to_name FROM delegation WHERE from_id = account AND day BETWEEN from_on AND to_on
$$;
GRANT EXECUTE ON FUNCTION deputy_of TO minzheng_app;
