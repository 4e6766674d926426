package minzheng.subsidy.review;

/**
 * The families of an area with their last look, by sets. Parameters: {@code area}, {@code
 * programmes}, the months {@code stable} and {@code unstable}, the present {@code month}.
 */
final class FamiliesSql {
  /** The latest finding {@code o} of a change for each right; a void one counts nowhere. */
  static final String FOUND =
      """
      WITH found AS (
        SELECT DISTINCT ON (v.entitlement_id) v.id, v.entitlement_id, v.reviewed_on, v.note, v.recorded_at FROM review v
        WHERE v.changed AND v.region >= :area AND v.region < :area || '~'
          AND NOT EXISTS (SELECT FROM review_void x WHERE x.review_id = v.id)
        ORDER BY v.entitlement_id, v.reviewed_on DESC, v.id DESC)
      """;

  /**
   * Whether the finding {@code o} waits for a case. A later look that finds nothing does not clear
   * it, nor does a case opened before for another reason, once that is decided. Only where there is
   * no case that could be changed, a later look does.
   */
  static final String WAITS =
      """
      NOT EXISTS (
        SELECT FROM subsidy_change c JOIN case_file f ON f.id = c.case_id
        WHERE c.entitlement_id = o.entitlement_id AND f.outcome IS DISTINCT FROM 'WITHDRAWN'
          AND (f.decided_on IS NULL OR f.created_at >= o.recorded_at
               OR c.reason = 'REVIEW' AND f.decided_on >= o.reviewed_on))
      AND (EXISTS (SELECT FROM subsidy_case s WHERE s.entitlement_id = o.entitlement_id)
           OR NOT EXISTS (SELECT FROM review l
                          WHERE l.entitlement_id = o.entitlement_id AND (l.reviewed_on, l.id) > (o.reviewed_on, o.id)
                            AND NOT EXISTS (SELECT FROM review_void x WHERE x.review_id = l.id)))
      """;

  /** By sets: looked up for each family, a district took half a second. */
  static final String FAMILIES =
      FOUND
          + """
          , noted AS (
            SELECT DISTINCT ON (v.entitlement_id) v.* FROM review v
            WHERE v.region >= :area AND v.region < :area || '~'
              AND NOT EXISTS (SELECT FROM review_void x WHERE x.review_id = v.id)
            ORDER BY v.entitlement_id, v.reviewed_on DESC, v.id DESC),
          decided AS (
            SELECT s.entitlement_id, max(CASE WHEN c.case_id IS NULL THEN f.decided_on ELSE greatest(c.event_on, f.opened_on) END) AS decided_on
            FROM subsidy_case s JOIN case_file f ON f.id = s.case_id LEFT JOIN subsidy_change c ON c.case_id = s.case_id
            WHERE s.region >= :area AND s.region < :area || '~' AND s.entitlement_id IS NOT NULL
              AND f.region >= :area AND f.region < :area || '~' AND f.outcome = 'APPROVED'
              AND (c.case_id IS NULL OR c.reason = 'REVIEW')
            GROUP BY s.entitlement_id),
          families AS (
            SELECT e.id, e.region, e.programme, e.state AS pay_state, e.first_month, e.last_month, e.payee_id, r.reviewed_on,
                   r.frequency, r.manner, r.reviewer, k.decided_on, o.reviewed_on AS found_on, o.note AS found,
                   coalesce(greatest(r.reviewed_on, k.decided_on), e.first_month) AS last_on,
                   o.id IS NOT NULL AND (\
          """
          + WAITS
          + """
                   ) AS waits
            FROM entitlement e
            LEFT JOIN noted r ON r.entitlement_id = e.id
            LEFT JOIN decided k ON k.entitlement_id = e.id
            LEFT JOIN found o ON o.entitlement_id = e.id
            WHERE e.programme = ANY (:programmes) AND e.region >= :area AND e.region < :area || '~'),
          due AS (
            SELECT *, (last_on + make_interval(months => CASE frequency WHEN 'STABLE' THEN :stable ELSE :unstable END))::date AS due_on
            FROM families)
          """;

  static final String NAMED =
      "SELECT d.*, p.name, p.doc_number, p.death_date FROM due d JOIN person p ON p.id ="
          + " d.payee_id";

  /** Whoever is paid now or will be paid again. */
  static final String RUNNING =
      " WHERE pay_state <> 'STOPPED' AND (last_month IS NULL OR last_month >= :month)";

  private FamiliesSql() {}
}
