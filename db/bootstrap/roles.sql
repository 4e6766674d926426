-- Run once per database by a superuser, in the product's database (embedded start, tests and compose use this same file).
-- owner: migrations and population jobs; app: pages, API and small jobs, under row-level security; readonly: backup checks.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'minzheng_owner') THEN CREATE ROLE minzheng_owner LOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'minzheng_app') THEN CREATE ROLE minzheng_app LOGIN; END IF;
  -- counts and sums over every district, which a policy would hide
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'minzheng_readonly') THEN CREATE ROLE minzheng_readonly LOGIN BYPASSRLS; END IF;
  EXECUTE format('GRANT CREATE ON DATABASE %I TO minzheng_owner', current_database());
END $$;
ALTER SCHEMA public OWNER TO minzheng_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO minzheng_app, minzheng_readonly;
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER DEFAULT PRIVILEGES FOR ROLE minzheng_owner IN SCHEMA public GRANT SELECT ON TABLES TO minzheng_readonly;
ALTER DEFAULT PRIVILEGES FOR ROLE minzheng_owner REVOKE EXECUTE ON ROUTINES FROM PUBLIC;
