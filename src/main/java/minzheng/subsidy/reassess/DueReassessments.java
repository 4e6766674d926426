package minzheng.subsidy.reassess;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import minzheng.security.CurrentUser;
import minzheng.standards.StandardValue;
import minzheng.standards.Standards;
import minzheng.subsidy.StandardUse;
import minzheng.subsidy.desk.ProgrammeKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * By which published standards somebody is still to be determined: everybody until a list is begun,
 * then who was decided after it by facts of an earlier day, or was left by the last list.
 */
@Component
class DueReassessments {
  private static final int DISTRICT_DIGITS = 6;
  private static final Duration SHOWN = Duration.ofDays(366);

  private final Standards standards;
  private final JdbcClient jdbc;
  private final Clock clock;

  DueReassessments(Standards standards, JdbcClient jdbc, Clock clock) {
    this.standards = standards;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A programme that pays somebody in the district, and a standard of it that was published.
   *
   * @param left rights the last list did not reach; null before the first
   */
  public record Due(ProgrammeKind programme, StandardValue standard, Integer left) {
    public String url() {
      return "/subsidy/reassessments/new?programme="
          + programme.name()
          + "&fromDay="
          + standard.from();
    }
  }

  /** For the office of a district; a street's recipients are its district's matter. */
  @Transactional(readOnly = true)
  public List<Due> of(CurrentUser user) {
    if (user.region().length() != DISTRICT_DIGITS) return List.of();
    var newest = new LinkedHashMap<String, StandardValue>(); // by programme and first day
    for (var standard : standards.publishedSince(clock.instant().minus(SHOWN)))
      if (concerns(standard.region(), user.region()))
        for (String programme : StandardUse.programmes(standard.code()))
          newest.putIfAbsent(programme + " " + standard.from(), standard);
    var due = new ArrayList<Due>();
    newest.forEach(
        (key, standard) -> {
          String programme = key.substring(0, key.indexOf(' '));
          Integer left = left(user.region(), programme, standard);
          if (left == null || left > 0)
            due.add(new Due(ProgrammeKind.valueOf(programme), standard, left));
        });
    return due;
  }

  private static boolean concerns(String area, String district) {
    return area.equals("00") || district.startsWith(area) || area.startsWith(district);
  }

  /** Null: no list yet. 0: nobody, or nobody is paid at all. */
  private Integer left(String district, String programme, StandardValue standard) {
    record Last(long id, long seenAmount) {}
    var last =
        jdbc.sql(
                """
                SELECT id, seen_amount FROM reassessment
                WHERE region = ? AND programme = ? AND from_day <= ? AND state <> 'DISCARDED'
                  AND made_at >= ?::timestamptz
                ORDER BY id DESC LIMIT 1
                """)
            .params(district, programme, standard.from(), standard.knownFrom().toString())
            .query(Last.class)
            .optional();
    if (last.isEmpty()) return paid(district, programme, standard.from()) ? null : 0;
    return jdbc.sql(
            """
            SELECT count(DISTINCT entitlement_id) FROM (
              SELECT e.id AS entitlement_id
              FROM entitlement_amount a JOIN entitlement e ON e.id = a.entitlement_id
              WHERE a.id > :seen AND a.region >= :district AND a.region < :district || '~'
                AND e.programme = :programme AND NOT starts_with(a.cause_id, 'reassess:')
                AND (e.last_month IS NULL OR e.last_month >= :month)
                AND coalesce((SELECT d.law_day FROM determination d WHERE d.number = a.basis ->> 'determination'),
                             a.decided_on) < :from
              UNION ALL
              SELECT i.entitlement_id FROM reassessment_item i
              WHERE i.reassessment_id = :list AND i.state = 'SKIPPED' AND i.cause = 'CHANGED') AS left_over
            """)
        .param("seen", last.get().seenAmount())
        .param("district", district)
        .param("programme", programme)
        .param("month", Span.first(standard.from()).atDay(1))
        .param("from", standard.from())
        .param("list", last.get().id())
        .query(Integer.class)
        .single();
  }

  private boolean paid(String district, String programme, LocalDate from) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM entitlement e
                           WHERE e.programme = :programme AND e.region >= :district AND e.region < :district || '~'
                             AND (e.last_month IS NULL OR e.last_month >= :month))
            """)
        .param("programme", programme)
        .param("district", district)
        .param("month", Span.first(from).atDay(1))
        .query(Boolean.class)
        .single();
  }
}
