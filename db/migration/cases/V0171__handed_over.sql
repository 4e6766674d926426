-- 已移交 asks in which open cases a person once took a step: from the index alone, not from every step of a worker's years.
CREATE INDEX case_step_taken ON case_step (actor_id, case_id) INCLUDE (region) WHERE role IS NOT NULL;
