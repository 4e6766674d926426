package minzheng.subsidy.reassess;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import minzheng.security.CurrentUser;
import minzheng.standards.StandardValue;
import minzheng.standards.Standards;
import minzheng.subsidy.StandardUse;
import minzheng.subsidy.desk.ProgrammeKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which published standards a district has not reassessed its recipients by. */
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

  /** A programme that pays somebody in the district, and a standard of it that was published. */
  public record Due(ProgrammeKind programme, StandardValue standard) {
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
    var published =
        standards.publishedSince(clock.instant().minus(SHOWN)).stream()
            .filter(v -> concerns(v.region(), user.region()))
            .toList();
    if (published.isEmpty()) return List.of();
    Set<String> paid = Set.copyOf(paid(user));
    var due = new ArrayList<Due>();
    for (StandardValue standard : published)
      for (String programme : StandardUse.programmes(standard.code()))
        if (paid.contains(programme) && !begun(user, programme, standard))
          due.add(new Due(ProgrammeKind.valueOf(programme), standard));
    return due.stream()
        .collect(
            Collectors.toMap(
                d -> d.programme() + " " + d.standard().from(),
                d -> d,
                (newer, older) -> newer,
                LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  private static boolean concerns(String area, String district) {
    return area.equals("00") || district.startsWith(area) || area.startsWith(district);
  }

  private List<String> paid(CurrentUser user) {
    return jdbc.sql(
            """
            SELECT p.programme FROM unnest(?::text[]) AS p (programme)
            WHERE EXISTS (SELECT FROM entitlement e WHERE e.programme = p.programme
                          AND e.region >= ? AND e.region < ? || '~')
            """)
        .params(
            ProgrammeKind.all().stream()
                .filter(ProgrammeKind::pays)
                .map(Enum::name)
                .toArray(String[]::new),
            user.region(),
            user.region())
        .query(String.class)
        .list();
  }

  private boolean begun(CurrentUser user, String programme, StandardValue standard) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM reassessment
                           WHERE region = ? AND programme = ? AND from_day <= ? AND state <> 'DISCARDED'
                             AND made_at >= ?::timestamptz)
            """)
        .params(user.region(), programme, standard.from(), standard.knownFrom().toString())
        .query(Boolean.class)
        .single();
  }
}
