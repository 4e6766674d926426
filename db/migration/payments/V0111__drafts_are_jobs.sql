-- The making of a draft is background work like any other: its progress stands in job.
DROP TABLE run_job;
