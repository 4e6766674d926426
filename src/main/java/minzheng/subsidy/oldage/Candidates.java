package minzheng.subsidy.oldage;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minzheng.kernel.Ages;
import minzheng.kernel.Money;
import minzheng.subsidy.rules.AgeBand;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whom the register knows to be old enough, by one pass over the area's persons. It only narrows;
 * the interpreter decides.
 */
@Component
class Candidates {
  /** The day of birth of nobody alive. */
  private static final LocalDate NEVER = LocalDate.of(1800, 1, 1);

  /**
   * The borders are days of birth, since only comparisons of columns use an index under row-level
   * security. A person who is paid is looked at again when paid less than the band gives.
   */
  private static final String FROM =
      """
      FROM unnest(:bands::text[], :from::date[], :to::date[], :lowest::boolean[], :amounts::numeric[], :statuses::text[])
        AS b (band, born_from, born_to, lowest, amount, statuses)
      JOIN person p ON p.birth_date BETWEEN b.born_from AND b.born_to
      LEFT JOIN LATERAL (
        SELECT e.id, e.first_month FROM entitlement e
        WHERE e.subject_kind = 'PERSON' AND e.subject_id = p.id AND e.programme = :programme
          AND (e.last_month IS NULL OR e.last_month >= :month)
        ORDER BY e.first_month DESC LIMIT 1) e ON true
      LEFT JOIN LATERAL (
        SELECT a.amount, a.decided_on FROM entitlement_amount a
        WHERE a.entitlement_id = e.id ORDER BY a.id DESC LIMIT 1) a ON true
      WHERE p.region >= :area AND p.region < :area || '~' AND p.birth_date <= :oldest AND p.death_date IS NULL
      """;

  private static final String RECOGNISED =
      """
      (b.statuses = '' OR e.id IS NOT NULL
        OR EXISTS (SELECT FROM designation d WHERE d.person_id = p.id AND d.superseded_at IS NULL
                   AND d.code = ANY (string_to_array(b.statuses, ',')) AND d.valid_from <= :day
                   AND (d.valid_to IS NULL OR d.valid_to >= :day))
        OR EXISTS (SELECT FROM evidence v WHERE v.person_id = p.id AND v.superseded_at IS NULL AND v.kind = 'RECEIVES'
                   AND v.detail = ANY (string_to_array(b.statuses, ',')) AND v.valid_from <= :day
                   AND (v.valid_to IS NULL OR v.valid_to >= :day)))
      """;

  private static final String WANTED =
      FROM + " AND (e.id IS NULL OR (NOT b.lowest AND a.amount < b.amount)) AND " + RECOGNISED;

  private final JdbcClient jdbc;

  Candidates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is looked for.
   *
   * @param amounts what each band gives in the area, by class; a band without a standard is missing
   */
  record Search(
      String programme,
      String area,
      LocalDate day,
      List<AgeBand> bands,
      Map<String, Money> amounts) {}

  /**
   * A person who may be entitled.
   *
   * @param entitlement of who is paid already; null for a new one, like the three after it
   * @param before what is paid a month
   * @param openCase number of an application under way, or null
   * @param removed what an earlier round said when the person was taken off it, or null
   */
  record Candidate(
      long id,
      String region,
      String band,
      Long entitlement,
      LocalDate firstMonth,
      BigDecimal before,
      LocalDate decidedOn,
      String openCase,
      String removed) {}

  /** The next ones by area and id. */
  List<Candidate> next(Search search, String afterRegion, long afterId, int rows) {
    return bind(
            search,
            """
            SELECT p.id, p.region, b.band, e.id AS entitlement, e.first_month, a.amount AS before, a.decided_on,
              (SELECT f.number FROM case_person c JOIN case_file f ON f.id = c.case_id
               WHERE c.person_id = p.id AND f.type = :programme AND f.outcome IS NULL LIMIT 1) AS open_case,
              (SELECT x.removed FROM (
                 SELECT i.state = 'REMOVED' OR i.cause = 'REMOVED_BEFORE' AS off,
                        CASE WHEN i.cause = 'REMOVED_BEFORE' THEN i.note
                             ELSE r.number || '：' || i.cause || coalesce('，' || i.note, '') END AS removed
                 FROM old_age_item i JOIN old_age_round r ON r.id = i.round_id AND r.state = 'DONE'
                 WHERE i.person_id = p.id ORDER BY i.id DESC LIMIT 1) x WHERE x.off) AS removed
            """
                + WANTED
                + " AND (p.region, p.id) > (:afterRegion, :afterId) ORDER BY p.region, p.id LIMIT "
                + rows)
        .param("afterRegion", afterRegion)
        .param("afterId", afterId)
        .query(Candidate.class)
        .list();
  }

  long count(Search search) {
    return bind(search, "SELECT count(*) " + WANTED).query(Long.class).single();
  }

  /** Old enough for a band that asks for a status, and without it. */
  int withoutStatus(Search search) {
    return bind(search, "SELECT count(*) " + FROM + " AND e.id IS NULL AND NOT " + RECOGNISED)
        .query(Integer.class)
        .single();
  }

  private JdbcClient.StatementSpec bind(Search s, String sql) {
    var bands = s.bands();
    int least = bands.getFirst().from();
    var params = new HashMap<String, Object>();
    params.put("bands", bands.stream().map(AgeBand::category).toArray(String[]::new));
    params.put(
        "from", bands.stream().map(b -> Date.valueOf(bornFrom(b, s.day()))).toArray(Date[]::new));
    params.put(
        "to",
        bands.stream()
            .map(b -> Date.valueOf(Ages.latestBirth(b.from(), s.day())))
            .toArray(Date[]::new));
    params.put("lowest", bands.stream().map(b -> b.from() == least).toArray(Boolean[]::new));
    params.put(
        "amounts",
        bands.stream()
            .map(b -> s.amounts().get(b.category()))
            .map(m -> m == null ? null : m.amount())
            .toArray(BigDecimal[]::new));
    params.put(
        "statuses", bands.stream().map(b -> String.join(",", b.statuses())).toArray(String[]::new));
    return jdbc.sql(sql)
        .params(params)
        .param("programme", s.programme())
        .param("area", s.area())
        .param("day", s.day())
        .param("month", s.day().withDayOfMonth(1))
        .param("oldest", Ages.latestBirth(least, s.day()));
  }

  private static LocalDate bornFrom(AgeBand band, LocalDate day) {
    return band.to() == null ? NEVER : Ages.latestBirth(band.to() + 1, day).plusDays(1);
  }
}
