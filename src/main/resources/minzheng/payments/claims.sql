-- Recoveries that are still open, per subject.
CREATE TEMP TABLE debt ON COMMIT DROP AS
  SELECT id, subject_kind, subject_id, sum(open) OVER w - open AS lo, sum(open) OVER w AS hi
  FROM adjustment_open
  WHERE kind = 'RECOVERY' AND open > 0 AND programme = :programme AND region >= :area AND region < :area || '~'
  WINDOW w AS (PARTITION BY subject_kind, subject_id ORDER BY id)
;
-- What this run could pay, in the order in which recoveries are set off: returned money that nobody could be paid
-- (only when a recovery covers it whole), returned money to pay again, back-pay, the month itself.
-- While a right is suspended its money is kept.
CREATE TEMP TABLE credit ON COMMIT DROP AS
  WITH returned AS (
    SELECT l.id, l.region, l.subject_kind, l.subject_id, e.payee_id, l.amount,
           l.handling = 'READY' AND e.suspended_from IS NULL AS ready,
           sum(l.amount) OVER (PARTITION BY l.subject_kind, l.subject_id,
                               l.handling = 'READY' AND e.suspended_from IS NULL ORDER BY l.id) AS up_to
    FROM bank_line l JOIN entitlement e ON e.id = l.entitlement_id
    WHERE l.state = 'RETURNED' AND l.programme = :programme AND l.region >= :area AND l.region < :area || '~'
      AND NOT EXISTS (SELECT FROM claim c WHERE c.kind = 'REISSUE' AND c.source_id = l.id)
  ), one AS (
    SELECT CASE WHEN r.ready THEN 1 ELSE 0 END AS rank, 'REISSUE' AS kind, r.id, r.region, r.subject_kind, r.subject_id, r.payee_id, r.amount
    FROM returned r
    LEFT JOIN (SELECT subject_kind, subject_id, max(hi) AS total FROM debt GROUP BY 1, 2) d USING (subject_kind, subject_id)
    WHERE r.ready OR r.up_to <= d.total
    UNION ALL
    SELECT 2, 'BACKPAY', a.id, a.region, a.subject_kind, a.subject_id, e.payee_id, a.open
    FROM adjustment_open a JOIN entitlement e ON e.id = a.entitlement_id
    WHERE a.kind = 'BACKPAY' AND a.open > 0 AND e.suspended_from IS NULL
      AND a.programme = :programme AND a.region >= :area AND a.region < :area || '~'
    UNION ALL
    SELECT 3, 'OWED', o.entitlement_id, o.region, o.subject_kind, o.subject_id, o.payee_id, o.amount
    FROM owed o JOIN (SELECT DISTINCT subject_kind, subject_id FROM debt) d USING (subject_kind, subject_id)
    WHERE o.run_id = :run
  )
  SELECT *, sum(amount) OVER w - amount AS lo, sum(amount) OVER w AS hi FROM one
  WINDOW w AS (PARTITION BY subject_kind, subject_id ORDER BY rank, id)
;
INSERT INTO claim (region, run_id, kind, source_kind, source_id, amount, payee_died)
  SELECT c.region, :run, c.kind, c.kind, c.id, c.amount, p.death_date IS NOT NULL
  FROM credit c LEFT JOIN person p ON p.id = c.payee_id WHERE c.kind <> 'OWED'
;
INSERT INTO claim (region, run_id, kind, source_kind, source_id, recovery_id, amount)
  SELECT c.region, :run, 'OFFSET', c.kind, c.id, d.id, least(c.hi, d.hi) - greatest(c.lo, d.lo)
  FROM credit c JOIN debt d USING (subject_kind, subject_id)
  WHERE least(c.hi, d.hi) > greatest(c.lo, d.lo)
;
WITH o AS MATERIALIZED (
  SELECT count(*) AS n, coalesce(sum(amount), 0) AS total, coalesce(sum(persons), 0) AS persons FROM owed WHERE run_id = :run
), c AS MATERIALIZED (
  SELECT kind, count(*) AS n, coalesce(sum(amount), 0) AS total FROM claim WHERE run_id = :run GROUP BY kind
), f AS (
  -- lines that a recovery takes whole are not paid
  SELECT count(*) FILTER (WHERE set_off = amount) AS n
  FROM credit JOIN (SELECT source_kind, source_id, sum(amount) AS set_off FROM claim
                    WHERE run_id = :run AND kind = 'OFFSET' GROUP BY 1, 2) s
       ON s.source_kind = credit.kind AND s.source_id = credit.id
), k AS (
  SELECT coalesce(sum(n) FILTER (WHERE kind = 'BACKPAY'), 0) AS back_n, coalesce(sum(total) FILTER (WHERE kind = 'BACKPAY'), 0) AS back,
         coalesce(sum(n) FILTER (WHERE kind = 'REISSUE'), 0) AS again_n, coalesce(sum(total) FILTER (WHERE kind = 'REISSUE'), 0) AS again,
         coalesce(sum(n) FILTER (WHERE kind = 'OFFSET'), 0) AS off_n, coalesce(sum(total) FILTER (WHERE kind = 'OFFSET'), 0) AS off
  FROM c
)
UPDATE run SET prepared = true, owed_rows = o.n, owed_total = o.total, persons = o.persons,
  backpay_rows = back_n, backpay_total = back, reissue_rows = again_n, reissue_total = again, offset_rows = off_n, offset_total = off,
  line_rows = o.n + back_n + again_n - f.n, line_total = o.total + back + again - off
FROM o, f, k
WHERE id = :run
