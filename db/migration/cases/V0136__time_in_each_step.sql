-- Decisions of a month against their limit, and who left a state in a month: what the time in each step is counted from.
CREATE INDEX case_file_decided ON case_file (type, total_to) INCLUDE (region, total_due, outcome) WHERE total_to IS NOT NULL;
CREATE INDEX case_step_left ON case_step (effective_on) INCLUDE (case_id, seq, from_state) WHERE from_state <> to_state;
