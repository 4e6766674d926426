-- Accounts of staff. Not region-scoped: sign-in happens before any scope is known; the pages filter by the administrator's area.
CREATE TABLE account (
  id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  username            text NOT NULL,
  name                text NOT NULL,
  password_hash       text NOT NULL,
  region              text COLLATE "C" NOT NULL,
  office_name         text NOT NULL,
  phone               text,
  enabled             boolean NOT NULL DEFAULT true,
  must_change         boolean NOT NULL DEFAULT false,
  failures            int NOT NULL DEFAULT 0,
  locked_until        timestamptz,
  last_sign_in        timestamptz,
  created_at          timestamptz NOT NULL,
  version             int NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX account_username ON account (lower(username));
CREATE INDEX account_region ON account (region, id);

CREATE TABLE account_role (
  account_id bigint NOT NULL REFERENCES account,
  role       text NOT NULL CHECK (role IN ('CASEWORKER','REVIEWER','APPROVER','FINANCE','SUPERVISOR','STANDARDS_ADMIN','SYSTEM_ADMIN','AUDITOR')),
  PRIMARY KEY (account_id, role)
);

-- Failed sign-ins by address, kept a day: the throttle must count over all nodes.
CREATE TABLE sign_in_failure (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  address text NOT NULL,
  at      timestamptz NOT NULL
);
CREATE INDEX sign_in_failure_address ON sign_in_failure (address, at);

GRANT SELECT, INSERT, UPDATE ON account TO minzheng_app;
GRANT SELECT, INSERT, DELETE ON account_role TO minzheng_app;
GRANT SELECT, INSERT, DELETE ON sign_in_failure TO minzheng_app;
