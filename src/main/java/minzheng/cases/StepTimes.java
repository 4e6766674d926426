package minzheng.cases;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import minzheng.jurisdiction.WorkingDays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How long cases stood in each step. A stay counts in the month in which it ended: working days
 * from the day the state was entered (not counted) to the day it was left (counted), by effective
 * dates, pauses included. Of a case that left the same state twice in a month the last stay counts,
 * so that a number of stays is a number of cases, and {@code /cases?left=…&leftIn=…} lists them.
 */
@Service
public class StepTimes {
  private static final LocalDate ORIGIN = LocalDate.of(2000, 1, 1);

  /** Cases that left a state in a month, with the working days they stood there. */
  static final String STAYS =
      """
      SELECT DISTINCT ON (s.case_id, s.from_state) s.case_id, s.from_state,
             (:workdays)[s.effective_on - DATE '2000-01-01' + 1]
               - (:workdays)[e.effective_on - DATE '2000-01-01' + 1] AS days
      FROM case_step s CROSS JOIN LATERAL (
        SELECT e.effective_on FROM case_step e
        WHERE e.case_id = s.case_id AND e.seq < s.seq AND e.to_state = s.from_state
          AND e.from_state IS DISTINCT FROM e.to_state
        ORDER BY e.seq DESC LIMIT 1) e
      WHERE s.effective_on BETWEEN :leftFirst AND :leftLast AND s.from_state <> s.to_state
      ORDER BY s.case_id, s.from_state, s.seq DESC
      """;

  private final JdbcClient jdbc;
  private final CaseTypes types;
  private final WorkingDays days;
  private final Clock clock;
  private volatile Numbers numbers;

  StepTimes(JdbcClient jdbc, CaseTypes types, WorkingDays days, Clock clock) {
    this.jdbc = jdbc;
    this.types = types;
    this.days = days;
    this.clock = clock;
  }

  /** Working days counted through since the origin, one for each day up to a last one. */
  private record Numbers(Object calendar, LocalDate last, Integer[] counted) {}

  /**
   * The stays in a state that ended in a month.
   *
   * @param half working days within which half of them ended (median)
   * @param most working days within which nine of ten ended (90th percentile)
   */
  public record Stay(String state, String label, long cases, int half, int most) {}

  private record Found(String state, long cases, int half, int most) {}

  /** By state, in the order of the procedure; states nobody left are left out. */
  @Transactional(readOnly = true)
  public List<Stay> of(String type, String area, YearMonth month) {
    var found =
        jdbc.sql(
                "SELECT t.from_state AS state, count(*) AS cases,"
                    + " percentile_disc(0.5) WITHIN GROUP (ORDER BY t.days) AS half,"
                    + " percentile_disc(0.9) WITHIN GROUP (ORDER BY t.days) AS most"
                    + " FROM ("
                    + STAYS
                    + ") t CROSS JOIN LATERAL (" // by key: of all cases few moved in one month
                    + "SELECT FROM case_file f WHERE f.id = t.case_id AND f.type = :type"
                    + " AND f.region >= :area AND f.region < :area || '~' OFFSET 0) f"
                    + " GROUP BY t.from_state")
            .params(params(month))
            .param("type", type)
            .param("area", area)
            .query(Found.class)
            .list();
    var procedure = types.get(type).procedure();
    var states = procedure.states().stream().map(State::code).toList();
    return found.stream()
        .sorted(Comparator.comparing(f -> states.indexOf(f.state())))
        .map(
            f ->
                new Stay(
                    f.state(),
                    procedure.state(f.state()).map(State::label).orElse(f.state()),
                    f.cases(),
                    f.half(),
                    f.most()))
        .toList();
  }

  /** What {@link #STAYS} is asked with. */
  Map<String, Object> params(YearMonth month) {
    return Map.of(
        "workdays", counted(), "leftFirst", month.atDay(1), "leftLast", month.atEndOfMonth());
  }

  private Integer[] counted() {
    LocalDate last = LocalDate.now(clock).plusMonths(1);
    var calendar = days.calendar();
    Numbers held = numbers;
    if (held == null || held.calendar() != calendar || held.last().isBefore(last)) {
      var counted = new ArrayList<Integer>();
      int n = 0;
      for (LocalDate day = ORIGIN; !day.isAfter(last); day = day.plusDays(1)) {
        if (calendar.isWorkingDay(day)) n++;
        counted.add(n);
      }
      numbers = held = new Numbers(calendar, last, counted.toArray(Integer[]::new));
    }
    return held.counted();
  }
}
