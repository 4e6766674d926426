-- The trail is sealed in blocks, each digest over the one before: whoever edits or removes a row, even as owner, is found out.
CREATE TABLE audit_seal (
  seq       bigint PRIMARY KEY CHECK (seq > 0),
  first_id  bigint NOT NULL UNIQUE,
  last_id   bigint NOT NULL CHECK (last_id >= first_id),
  rows      int NOT NULL,
  digest    text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  sealed_at timestamptz NOT NULL
);
CALL append_only('audit_seal');

-- What is sealed next: ids up to the candidate, once every transaction that could still bring one of them has ended.
CREATE TABLE audit_seal_mark (
  one          boolean PRIMARY KEY DEFAULT true CHECK (one),
  candidate_id bigint NOT NULL,
  xid          xid8
);

-- Columns by name and in UTC: neither a later column nor the session's time zone changes what was sealed.
CREATE FUNCTION audit_digest(previous text, first bigint, last bigint, OUT rows int, OUT digest text)
LANGUAGE sql STABLE SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  SELECT count(*)::int,
         encode(sha256(convert_to(previous || E'\n' || coalesce(string_agg(
           jsonb_build_array(id, region, at, actor_id, actor, office, address, action, object_type, object_id, reason, before, after)::text,
           E'\n' ORDER BY id), ''), 'UTF8')), 'hex')
  FROM audit_event WHERE id BETWEEN first AND last
$$;

-- Called once a minute; returns how many blocks were sealed. Ids are drawn before a transaction has its number, so the number is noted a
-- call later than the candidate; a number from the future is one of another server, before a restore.
CREATE FUNCTION seal_audit(at timestamptz) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mark audit_seal_mark;
  head audit_seal;
  upto bigint;
  made int := 0;
  block record;
BEGIN
  PERFORM pg_advisory_xact_lock(x'6d7a03'::int);
  SELECT * INTO mark FROM audit_seal_mark;
  IF mark.one IS NOT NULL AND (mark.xid IS NULL OR mark.xid > pg_current_xact_id()) THEN
    UPDATE audit_seal_mark SET xid = pg_current_xact_id();
    RETURN 0;
  END IF;
  IF mark.one IS NOT NULL THEN
    IF pg_snapshot_xmin(pg_current_snapshot()) <= mark.xid THEN RETURN 0; END IF;
    SELECT * INTO head FROM audit_seal ORDER BY seq DESC LIMIT 1;
    LOOP
      SELECT max(id) INTO upto FROM (SELECT id FROM audit_event WHERE id > coalesce(head.last_id, 0) AND id <= mark.candidate_id
                                     ORDER BY id LIMIT 10000) next;
      EXIT WHEN upto IS NULL;
      block := audit_digest(coalesce(head.digest, ''), coalesce(head.last_id, 0) + 1, upto);
      INSERT INTO audit_seal VALUES (coalesce(head.seq, 0) + 1, coalesce(head.last_id, 0) + 1, upto, block.rows, block.digest, at)
        RETURNING * INTO head;
      made := made + 1;
    END LOOP;
  END IF;
  INSERT INTO audit_seal_mark (candidate_id) SELECT coalesce(max(id), 0) FROM audit_event
    ON CONFLICT (one) DO UPDATE SET candidate_id = excluded.candidate_id, xid = NULL;
  RETURN made;
END $$;

-- The first block that is not what was sealed, or null; with what was looked at, what is not sealed yet, and the last digest.
CREATE FUNCTION verify_audit(OUT blocks bigint, OUT sealed bigint, OUT unsealed bigint, OUT broken bigint, OUT head text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  seal audit_seal;
  last bigint := 0;
  found record;
BEGIN
  blocks := 0; sealed := 0; head := '';
  FOR seal IN SELECT * FROM audit_seal ORDER BY seq LOOP
    found := audit_digest(head, seal.first_id, seal.last_id);
    IF broken IS NULL AND (seal.seq, seal.first_id, seal.rows, seal.digest) <> (blocks + 1, last + 1, found.rows, found.digest) THEN
      broken := seal.seq;
    END IF;
    blocks := blocks + 1; sealed := sealed + found.rows; last := seal.last_id; head := seal.digest;
  END LOOP;
  SELECT count(*) INTO unsealed FROM audit_event WHERE id > last;
END $$;
GRANT EXECUTE ON FUNCTION seal_audit, verify_audit TO minzheng_app;
