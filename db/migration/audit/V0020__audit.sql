-- Who did or read what, when, from where, for which office, with what before and after. Append-only.
CREATE TABLE audit_event (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region      text COLLATE "C" NOT NULL,
  at          timestamptz NOT NULL,
  actor_id    bigint,
  actor       text NOT NULL,
  office      text NOT NULL,
  address     text,
  action      text NOT NULL,
  object_type text NOT NULL,
  object_id   text,
  reason      text,
  before      jsonb,
  after       jsonb
);
CREATE INDEX audit_event_region ON audit_event (region, id);
CREATE INDEX audit_event_object ON audit_event (object_type, object_id, id);
CREATE INDEX audit_event_actor ON audit_event (actor_id, id);
CREATE INDEX audit_event_at ON audit_event (at, id);
CALL scope_table('audit_event');
CALL append_only('audit_event');
-- A sign-in fails before any scope exists, and a widened act is written for another district: every insert is allowed, reading is not.
CREATE POLICY audit_insert ON audit_event FOR INSERT WITH CHECK (true);
GRANT SELECT, INSERT ON audit_event TO minzheng_app;
