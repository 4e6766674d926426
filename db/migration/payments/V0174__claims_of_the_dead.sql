-- Whether the payee of a back-pay or of money paid again was known to be dead when the draft was made: the checker is asked.
ALTER TABLE claim ADD COLUMN payee_died boolean NOT NULL DEFAULT false;
