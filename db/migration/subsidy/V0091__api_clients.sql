-- Programs of other bureaus that may call the API. The token itself is shown once and never stored.
CREATE TABLE api_client (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         text NOT NULL CHECK (name <> ''),
  token_sha256 text NOT NULL UNIQUE CHECK (token_sha256 ~ '^[0-9a-f]{64}$'),
  created_by   text NOT NULL,
  created_at   timestamptz NOT NULL,
  revoked_by   text,
  revoked_at   timestamptz
);
GRANT SELECT, INSERT, UPDATE ON api_client TO minzheng_app;
