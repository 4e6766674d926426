-- What is told to citizens and staff. The row is written in the transaction of the step that causes it: a step that is rolled
-- back tells nobody, and nothing leaves that does not stand here first.

-- What was handed to a carrier at once. Open: handed over now, or when the node died; then its carrier says whether it may go again.
CREATE TABLE message_batch (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region     text COLLATE "C" NOT NULL,
  name       text NOT NULL UNIQUE,             -- of the file for a gateway; the same in every repeat
  channel    text NOT NULL CHECK (channel IN ('SMS', 'MAIL')),
  carrier    text NOT NULL,
  repeatable boolean NOT NULL,                 -- the same batch again reaches nobody twice
  node       text NOT NULL,
  made_at    timestamptz NOT NULL,
  state      text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'DONE'))
);
CREATE INDEX message_batch_region ON message_batch (region, id);
CREATE INDEX message_batch_open ON message_batch (made_at) WHERE state = 'OPEN';
CALL scope_table('message_batch');
GRANT SELECT, INSERT ON message_batch TO minzheng_app;
GRANT UPDATE (node, made_at, state) ON message_batch TO minzheng_app;

CREATE TABLE message (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region        text COLLATE "C" NOT NULL,     -- of the matter
  key           uuid NOT NULL UNIQUE,          -- what carriers and gateways know it by; not reused after a restore
  cause         text NOT NULL,                 -- case:12:ACCEPT:3
  channel       text NOT NULL CHECK (channel IN ('SMS', 'MAIL', 'INBOX')),
  recipient     text NOT NULL,                 -- person:12, account:5
  account_id    bigint REFERENCES account,     -- the member of staff, null for a citizen
  name_shown    text NOT NULL,                 -- a citizen's masked
  address       text,                          -- emptied some time after it was sent
  address_shown text,                          -- masked
  template      text NOT NULL,
  title         text NOT NULL,
  body          text NOT NULL,
  url           text,
  owner_type    text,
  owner_id      bigint,
  state         text NOT NULL CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'DELIVERED', 'FAILED', 'IN_DOUBT', 'NOT_SENT')),
  reason        text,
  attempt       int NOT NULL DEFAULT 0,
  next_at       timestamptz NOT NULL,
  batch_id      bigint REFERENCES message_batch,
  queued_at     timestamptz NOT NULL,
  ended_at      timestamptz,
  read_at       timestamptz,
  CHECK ((owner_type IS NULL) = (owner_id IS NULL)),
  CHECK (channel <> 'INBOX' OR account_id IS NOT NULL AND state = 'SENT'),
  CHECK (state NOT IN ('QUEUED', 'SENDING') OR address IS NOT NULL),
  UNIQUE (cause, recipient, channel)           -- the same cause never tells anybody twice
);
CREATE INDEX message_region ON message (region, id);
CREATE INDEX message_due ON message (channel, next_at, id) WHERE state = 'QUEUED';
CREATE INDEX message_batch_rows ON message (batch_id) WHERE state IN ('SENDING', 'IN_DOUBT');
CREATE INDEX message_stuck ON message (state, id) WHERE state IN ('FAILED', 'IN_DOUBT');
CREATE INDEX message_inbox ON message (account_id, id) WHERE channel = 'INBOX';
CREATE INDEX message_unread ON message (account_id) WHERE channel = 'INBOX' AND read_at IS NULL;
CREATE INDEX message_owner ON message (owner_type, owner_id, id) WHERE owner_id IS NOT NULL;
CREATE INDEX message_address_kept ON message (ended_at) WHERE address IS NOT NULL AND ended_at IS NOT NULL;
CALL scope_table('message');
GRANT SELECT, INSERT ON message TO minzheng_app;
GRANT UPDATE (state, reason, attempt, next_at, batch_id, ended_at, read_at, address) ON message TO minzheng_app;

CREATE FUNCTION message_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.state <> old.state AND (old.state, new.state) NOT IN (
    ('QUEUED', 'SENDING'), ('SENDING', 'SENT'), ('SENDING', 'QUEUED'), ('SENDING', 'FAILED'), ('SENDING', 'IN_DOUBT'),
    ('IN_DOUBT', 'SENT'), ('IN_DOUBT', 'QUEUED'), ('FAILED', 'QUEUED'), ('SENT', 'DELIVERED'), ('SENT', 'FAILED')) THEN
    RAISE EXCEPTION 'message % cannot go from % to %', old.id, old.state, new.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF new.address IS DISTINCT FROM old.address AND new.address IS NOT NULL THEN
    RAISE EXCEPTION 'the address of message % is fixed', old.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER message_step BEFORE UPDATE ON message FOR EACH ROW EXECUTE FUNCTION message_step();
CREATE TRIGGER message_kept BEFORE DELETE ON message FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What happened to a message, and what people decided about it.
CREATE TABLE message_event (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region     text COLLATE "C" NOT NULL,
  message_id bigint NOT NULL REFERENCES message,
  at         timestamptz NOT NULL,
  attempt    int NOT NULL,
  state      text NOT NULL,
  note       text,
  by_id      bigint REFERENCES account,        -- null: the system
  by_name    text NOT NULL
);
CREATE INDEX message_event_region ON message_event (region, id);
CREATE INDEX message_event_message ON message_event (message_id, id);
CALL scope_table('message_event');
CALL append_only('message_event');
GRANT SELECT, INSERT ON message_event TO minzheng_app;

-- Citizens who asked not to be told by message. What they said last counts.
CREATE TABLE message_refusal (
  recipient  text PRIMARY KEY,
  region     text COLLATE "C" NOT NULL,
  refused    boolean NOT NULL,
  reason     text NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL
);
CREATE INDEX message_refusal_region ON message_refusal (region, recipient);
CALL scope_table('message_refusal');
GRANT SELECT ON message_refusal TO minzheng_app;

-- A refusal counts in the whole city; the answer is yes or no.
CREATE FUNCTION message_refused(wanted text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM message_refusal WHERE recipient = wanted AND refused)
$$;
GRANT EXECUTE ON FUNCTION message_refused TO minzheng_app;

-- Where a member of staff wants the digest besides the inbox; entered by that person.
CREATE TABLE staff_mail (
  account_id bigint PRIMARY KEY REFERENCES account,
  region     text COLLATE "C" NOT NULL,
  mail       text NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE INDEX staff_mail_region ON staff_mail (region, account_id);
CALL scope_table('staff_mail');
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_mail TO minzheng_app;

-- Said at any counter of the city, also when another district recorded the last word.
CREATE FUNCTION message_refusal_set(wanted text, area text, no boolean, why text, at timestamptz, who text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT coalesce(area COLLATE "C" >= nullif(current_setting('app.region', true), '')
              AND area COLLATE "C" < nullif(current_setting('app.region', true), '') || '~', false) THEN RAISE EXCEPTION 'outside the scope' USING ERRCODE = 'insufficient_privilege'; END IF;
  INSERT INTO message_refusal VALUES (wanted, area, no, why, at, who)
    ON CONFLICT (recipient) DO UPDATE SET region = excluded.region, refused = excluded.refused, reason = excluded.reason,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by;
END $$;
GRANT EXECUTE ON FUNCTION message_refusal_set TO minzheng_app;
