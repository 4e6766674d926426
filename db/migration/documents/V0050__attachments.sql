-- Files handed in. The row is never changed: a removal is a second row that says who and why, and the bytes stay as evidence.
CREATE TABLE attachment (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  region       text COLLATE "C" NOT NULL,
  owner_type   text NOT NULL,               -- CASE, PERSON … : the contribution that knows the owner
  owner_id     bigint NOT NULL,
  paper_code   text NOT NULL,               -- a code of paper_requirement, or OTHER
  file_name    text NOT NULL,
  content_type text NOT NULL CHECK (content_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  size         bigint NOT NULL CHECK (size > 0),
  sha256       text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  pages        int CHECK (pages > 0),
  content      bytea NOT NULL,
  uploaded_by  bigint NOT NULL,
  uploader     text NOT NULL,
  uploaded_at  timestamptz NOT NULL,
  CHECK (size = length(content))
);
-- scans and photos are compressed already
ALTER TABLE attachment ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX attachment_region ON attachment (region, id);
CREATE INDEX attachment_owner ON attachment (owner_type, owner_id, id);
CALL scope_table('attachment');
CALL append_only('attachment');
GRANT SELECT, INSERT ON attachment TO minzheng_app;

CREATE TABLE attachment_removal (
  attachment_id bigint PRIMARY KEY REFERENCES attachment,
  region        text COLLATE "C" NOT NULL,
  reason        text NOT NULL CHECK (reason <> ''),
  removed_by    bigint NOT NULL,
  remover       text NOT NULL,
  removed_at    timestamptz NOT NULL
);
CREATE INDEX attachment_removal_region ON attachment_removal (region, attachment_id);
CALL scope_table('attachment_removal');
CALL append_only('attachment_removal');
GRANT SELECT, INSERT ON attachment_removal TO minzheng_app;
