-- Which migrations the database has had. A node asks before it calls itself ready; Flyway's own table belongs to the owner.
CREATE FUNCTION applied_migrations() RETURNS TABLE (version text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT version::text FROM flyway_schema_history WHERE success AND version IS NOT NULL
$$;
GRANT EXECUTE ON FUNCTION applied_migrations TO minzheng_app;
