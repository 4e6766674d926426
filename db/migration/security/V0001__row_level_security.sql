-- The one policy of the product: a row is visible and writable where its region lies under the transaction's prefix.
-- No LIKE: after one scoped transaction the setting is '' and LIKE '' || '%' would show everything on a reused connection.
CREATE PROCEDURE scope_table(scoped regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', scoped);
  EXECUTE format($policy$
    CREATE POLICY region_scope ON %s
      USING (region >= nullif(current_setting('app.region', true), '')
         AND region < nullif(current_setting('app.region', true), '') || '~')
      WITH CHECK (region >= nullif(current_setting('app.region', true), '')
         AND region < nullif(current_setting('app.region', true), '') || '~')
    $policy$, scoped);
END $$;

-- Shared by every append-only table: history is never edited, not even by a mistake in our own code.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', tg_table_name USING ERRCODE = 'restrict_violation';
END $$;

CREATE PROCEDURE append_only(ledger regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()', ledger);
  EXECUTE format('CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', ledger);
END $$;
