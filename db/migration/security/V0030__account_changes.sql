-- Who changed an account last: a stale edit is told with name and time.
ALTER TABLE account ADD changed_by text, ADD changed_at timestamptz;
