-- The columns of owed, in their order, with its types and collations. Whether somebody else pays too, in whichever district,
-- is looked up in one hash of the same kind of subject, not joined.
SELECT :run::bigint AS run_id, p.region COLLATE "C" AS region, :month AS for_month, p.subject_kind, p.subject_id,
       p.entitlement_id, p.payee_id, n.name COLLATE "default" AS payee_name, p.persons, p.amount::numeric(14,2) AS amount, p.amount_id,
       p.basis, p.cause_id, a.tail AS account_tail,
       ((CASE WHEN a.id IS NULL THEN 1 ELSE 0 END)
        + (CASE WHEN n.death_date IS NOT NULL THEN 2 ELSE 0 END)
        + (CASE WHEN (p.subject_id, p.subject_kind) IN (
             SELECT subject_id, subject_kind FROM entitlement
             WHERE subject_kind = ANY (ARRAY(SELECT DISTINCT subject_kind FROM entitlement WHERE programme = :programme))
               AND programme <> :programme AND suspended_from IS NULL
               AND first_month <= :month AND (last_month IS NULL OR last_month >= :month)) THEN 4 ELSE 0 END)
        + (CASE WHEN a.state = 'FAILED' THEN 8 ELSE 0 END))::smallint AS warnings
FROM payable(:programme, :month, :area) p
JOIN person n ON n.id = p.payee_id
LEFT JOIN (SELECT id, person_id, left(region, 6) AS district, right(account, 4) AS tail, state
           FROM payee_account WHERE superseded_at IS NULL) a
       ON a.person_id = p.payee_id AND a.district = left(p.region, 6)
