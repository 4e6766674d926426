package minzheng.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import minzheng.jurisdiction.WorkingDays;
import minzheng.web.Option;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The numbers of this module: cases at work by programme and state, work that is late by office and
 * by worker, applications by month. The list behind each of them is {@code /cases} with the
 * conditions of {@link CaseFilter}.
 */
@Service
public class CaseFigures {
  /** Working days that count as “soon”. */
  public static final int SOON = 3;

  private final JdbcClient jdbc;
  private final CaseTypes types;
  private final WorkingDays days;
  private final Clock clock;

  CaseFigures(JdbcClient jdbc, CaseTypes types, WorkingDays days, Clock clock) {
    this.jdbc = jdbc;
    this.types = types;
    this.days = days;
    this.clock = clock;
  }

  /**
   * Cases without a result yet.
   *
   * @param over those whose limit has passed
   * @param soon those due within {@link #SOON} working days, the late ones included
   * @param longest working days by which the latest one is over; 0 when none is
   */
  public record Load(long open, long over, long soon, int longest) {
    static final Load NONE = new Load(0, 0, 0, 0);

    Load plus(Load more) {
      return new Load(
          open + more.open, over + more.over, soon + more.soon, Math.max(longest, more.longest));
    }
  }

  /** The cases of a programme by state; a state without cases is not among the keys. */
  public record Programme(String type, String title, Map<String, Long> states, Load load) {}

  /** What waits for an office, by its area code. */
  public record OfficeLoad(String office, Load load) {}

  /** What a person has in hand. */
  public record WorkerLoad(long account, String name, Load load) {}

  /**
   * All work of an area.
   *
   * @param states code and name of the states that occur, in the order of the procedures
   * @param offices whose turn it is, the most late first
   * @param districts what waits for any office, by the district of the case, the most late first
   * @param workers the most late first
   * @param untaken what nobody has taken yet
   * @param waiting what waits for any office, taken or not
   */
  public record Work(
      List<Option> states,
      List<Programme> programmes,
      List<OfficeLoad> offices,
      List<OfficeLoad> districts,
      List<WorkerLoad> workers,
      Load untaken,
      Load waiting,
      Load all) {}

  /**
   * Applications registered in a month.
   *
   * @param open those without a result yet
   */
  public record Applied(YearMonth month, long all, long approved, long refused, long open) {}

  private record Group(
      String type,
      String state,
      String district,
      String office,
      Long assignee,
      String name,
      boolean turn,
      Load load) {}

  /** The work of an area, read once. */
  @Transactional(readOnly = true)
  public Work work(String area) {
    LocalDate today = LocalDate.now(clock);
    var groups =
        jdbc.sql(
                """
                SELECT type, state, left(region, 6) AS district, turn_office, assignee_id, max(assignee_name) AS name,
                       turn_role IS NOT NULL AS turn, count(*) AS open,
                       count(*) FILTER (WHERE due_key < :today) AS over,
                       count(*) FILTER (WHERE due_key <= :soon) AS soon, min(due_on) AS earliest
                FROM case_file
                WHERE outcome IS NULL AND region >= :area AND region < :area || '~'
                GROUP BY type, state, left(region, 6), turn_office, assignee_id, turn_role IS NOT NULL
                """)
            .param("today", today)
            .param("soon", days.addWorkingDays(today, SOON).date())
            .param("area", area)
            .query((rs, i) -> group(rs, today))
            .list();
    var offices = new TreeMap<String, Load>();
    var districts = new TreeMap<String, Load>();
    var workers = new LinkedHashMap<Long, WorkerLoad>();
    Load untaken = Load.NONE;
    Load waiting = Load.NONE;
    Load all = Load.NONE;
    for (Group g : groups) {
      all = all.plus(g.load());
      if (!g.turn()) continue;
      waiting = waiting.plus(g.load());
      districts.merge(g.district(), g.load(), Load::plus);
      offices.merge(g.office(), g.load(), Load::plus);
      if (g.assignee() == null) untaken = untaken.plus(g.load());
      else
        workers.merge(
            g.assignee(),
            new WorkerLoad(g.assignee(), g.name(), g.load()),
            (a, b) -> new WorkerLoad(a.account(), a.name(), a.load().plus(b.load())));
    }
    return new Work(
        states(groups),
        programmes(groups),
        byOffice(offices),
        byOffice(districts),
        lateFirst(workers.values(), WorkerLoad::load, Comparator.comparing(WorkerLoad::account)),
        untaken,
        waiting,
        all);
  }

  private static List<OfficeLoad> byOffice(Map<String, Load> loads) {
    var rows =
        loads.entrySet().stream().map(o -> new OfficeLoad(o.getKey(), o.getValue())).toList();
    return lateFirst(rows, OfficeLoad::load, Comparator.comparing(OfficeLoad::office));
  }

  private Group group(ResultSet rs, LocalDate today) throws SQLException {
    LocalDate earliest = rs.getObject("earliest", LocalDate.class);
    boolean late = earliest != null && earliest.isBefore(today);
    return new Group(
        rs.getString("type"),
        rs.getString("state"),
        rs.getString("district"),
        rs.getString("turn_office"),
        rs.getObject("assignee_id", Long.class),
        rs.getString("name"),
        rs.getBoolean("turn"),
        new Load(
            rs.getLong("open"),
            rs.getLong("over"),
            rs.getLong("soon"),
            late ? days.between(earliest, today) : 0));
  }

  private List<Option> states(List<Group> groups) {
    var states = new LinkedHashMap<String, String>();
    for (CaseType type : types.all())
      for (State state : type.procedure().states())
        if (groups.stream().anyMatch(g -> g.state().equals(state.code())))
          states.putIfAbsent(state.code(), state.label());
    for (Group g : groups) states.putIfAbsent(g.state(), g.state());
    return states.entrySet().stream().map(s -> new Option(s.getKey(), s.getValue())).toList();
  }

  private List<Programme> programmes(List<Group> groups) {
    var titles = new LinkedHashMap<String, String>();
    for (CaseType type : types.all()) titles.put(type.code(), type.title());
    for (Group g : groups) titles.putIfAbsent(g.type(), g.type());
    var programmes = new ArrayList<Programme>();
    titles.forEach(
        (code, title) -> {
          var states = new LinkedHashMap<String, Long>();
          Load load = Load.NONE;
          for (Group g : groups)
            if (g.type().equals(code)) {
              states.merge(g.state(), g.load().open(), Long::sum);
              load = load.plus(g.load());
            }
          if (load.open() > 0) programmes.add(new Programme(code, title, states, load));
        });
    return programmes;
  }

  private static <T> List<T> lateFirst(
      java.util.Collection<T> rows, java.util.function.Function<T, Load> load, Comparator<T> then) {
    return rows.stream()
        .sorted(
            Comparator.comparing((T row) -> load.apply(row).over())
                .thenComparing(row -> load.apply(row).soon())
                .thenComparing(row -> load.apply(row).open())
                .reversed()
                .thenComparing(then))
        .toList();
  }

  /** Applications by the month they were registered in, the oldest first; months without are 0. */
  @Transactional(readOnly = true)
  public List<Applied> applied(String type, String area, YearMonth last, int count) {
    YearMonth first = last.minusMonths(count - 1L);
    var months = new TreeMap<YearMonth, Applied>();
    for (int i = 0; i < count; i++)
      months.put(first.plusMonths(i), new Applied(first.plusMonths(i), 0, 0, 0, 0));
    jdbc.sql(
            """
            SELECT date_trunc('month', opened_on)::date AS month, count(*) AS total,
                   count(*) FILTER (WHERE outcome = 'APPROVED') AS approved,
                   count(*) FILTER (WHERE outcome = 'REFUSED') AS refused,
                   count(*) FILTER (WHERE outcome IS NULL) AS open
            FROM case_file
            WHERE type = :type AND opened_on >= :first AND opened_on < :until
              AND region >= :area AND region < :area || '~'
            GROUP BY 1
            """)
        .param("type", type)
        .param("first", first.atDay(1))
        .param("until", last.plusMonths(1).atDay(1))
        .param("area", area)
        .query(
            rs -> {
              YearMonth month = YearMonth.from(rs.getObject("month", LocalDate.class));
              months.put(
                  month,
                  new Applied(
                      month,
                      rs.getLong("total"),
                      rs.getLong("approved"),
                      rs.getLong("refused"),
                      rs.getLong("open")));
            });
    return List.copyOf(months.values());
  }
}
