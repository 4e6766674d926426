-- Which months of a programme have gone to the bank, for a place or the places inside it: a street counts its own households
-- of its district's run, whose row lies above its scope. Ids only; what the runs hold is read under the reader's own scope.
CREATE FUNCTION sent_runs(for_programme text, area text) RETURNS TABLE (run_id bigint, region text, month date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id, region, month FROM run
  WHERE programme = for_programme AND kind = 'REGULAR' AND state IN ('SENT', 'PARTLY_RETURNED', 'RECONCILED')
    AND (starts_with(area, region) OR starts_with(region, area))
$$;
GRANT EXECUTE ON FUNCTION sent_runs TO minzheng_app;
