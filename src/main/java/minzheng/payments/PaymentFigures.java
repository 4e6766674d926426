package minzheng.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import minzheng.kernel.Money;
import minzheng.web.Option;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The numbers of this module: who was paid how much by the regular runs that went to the bank. A
 * run is frozen before it is sent, so a month's numbers never change afterwards. The list behind
 * each of them is {@code /payments/beneficiaries} with the same programme, month and area.
 */
@Service
public class PaymentFigures {
  private final JdbcClient jdbc;
  private final ProgrammeNames programmes;

  PaymentFigures(JdbcClient jdbc, ProgrammeNames programmes) {
    this.jdbc = jdbc;
    this.programmes = programmes;
  }

  /**
   * Rows, persons and money of one month.
   *
   * @param rows households, or persons where the programme pays single persons
   */
  public record Paid(long rows, long persons, Money amount) {
    public static final Paid NONE = new Paid(0, 0, Money.ZERO);

    public Paid plus(Paid more) {
      return new Paid(rows + more.rows, persons + more.persons, amount.plus(more.amount));
    }
  }

  /** A month; {@code runs} counts what the list of runs shows, in every state but thrown away. */
  public record Month(YearMonth month, Paid paid, int runs) {}

  /** A part of an area. A code as short as the whole area's: rows that name no part. */
  public record Part(String code, Paid paid, Paid before) {}

  record SentRun(long id, String region, YearMonth month) {}

  /** The programmes that are paid, in the order of the desks. */
  public List<Option> programmeOptions() {
    return programmes.all().stream().map(p -> new Option(p.code(), p.title())).toList();
  }

  /** Whether a programme pays households; else it pays single persons. */
  @Transactional(readOnly = true)
  public boolean perHousehold(String programme) {
    return jdbc.sql("SELECT subject_kind FROM entitlement WHERE programme = ? LIMIT 1")
        .param(programme)
        .query(String.class)
        .optional()
        .map("HOUSEHOLD"::equals)
        .orElse(true);
  }

  /** Months that went to the bank, the latest first. */
  @Transactional(readOnly = true)
  public List<YearMonth> sentMonths(String programme, String area) {
    return sent(programme, area).stream().map(SentRun::month).distinct().toList().reversed();
  }

  /**
   * The months up to one, the oldest first; a month in which nothing was sent is left out. Whole
   * runs give their totals; of a run that reaches beyond the area the rows inside it are counted.
   */
  @Transactional(readOnly = true)
  public List<Month> months(String programme, String area, YearMonth last, int count) {
    YearMonth first = last.minusMonths(count - 1L);
    var whole = new ArrayList<Long>();
    var wider = new ArrayList<Long>();
    var months = new TreeMap<YearMonth, Paid>();
    for (SentRun run : sent(programme, area)) {
      if (run.month().isBefore(first) || run.month().isAfter(last)) continue;
      months.put(run.month(), Paid.NONE);
      (run.region().startsWith(area) ? whole : wider).add(run.id());
    }
    if (!whole.isEmpty())
      jdbc.sql(
              """
              SELECT month, sum(owed_rows) AS rows, sum(persons) AS persons, sum(owed_total) AS amount
              FROM run WHERE id = ANY (:runs) GROUP BY month
              """)
          .param("runs", ids(whole))
          .query(adding(months));
    if (!wider.isEmpty())
      jdbc.sql(
              """
              SELECT for_month AS month, count(*) AS rows, sum(persons) AS persons, sum(amount) AS amount
              FROM owed WHERE run_id = ANY (:runs) AND region >= :area AND region < :area || '~'
              GROUP BY for_month
              """)
          .param("runs", ids(wider))
          .param("area", area)
          .query(adding(months));
    var listed = listed(programme, area, first, last);
    return months.entrySet().stream()
        .map(m -> new Month(m.getKey(), m.getValue(), listed.getOrDefault(m.getKey(), 0)))
        .toList();
  }

  private static RowCallbackHandler adding(TreeMap<YearMonth, Paid> months) {
    return rs -> months.merge(Entitlement.month(rs, "month"), paid(rs), Paid::plus);
  }

  /** How many runs the list of runs shows for each month. */
  private TreeMap<YearMonth, Integer> listed(
      String programme, String area, YearMonth first, YearMonth last) {
    var listed = new TreeMap<YearMonth, Integer>();
    jdbc.sql(
            """
            SELECT month, count(*) AS runs FROM run
            WHERE programme = :programme AND month BETWEEN :first AND :last
              AND starts_with(region, :area) AND state NOT IN ('DISCARDED', 'REFUSED')
            GROUP BY month
            """)
        .param("programme", programme)
        .param("first", first.atDay(1))
        .param("last", last.atDay(1))
        .param("area", area)
        .query(
            rs -> {
              listed.put(Entitlement.month(rs, "month"), rs.getInt("runs"));
            });
    return listed;
  }

  /**
   * A month by the parts of an area, beside the month before it. A run that lies inside a part
   * gives its totals; otherwise its rows are grouped.
   *
   * @param digits length of the parts' codes: 6 districts, 9 streets, 12 communities
   */
  @Transactional(readOnly = true)
  public List<Part> parts(String programme, String area, YearMonth month, int digits) {
    var whole = new ArrayList<Long>();
    var wider = new ArrayList<Long>();
    for (SentRun run : sent(programme, area))
      if (run.month().equals(month) || run.month().equals(month.minusMonths(1)))
        (run.region().startsWith(area) && run.region().length() >= digits ? whole : wider)
            .add(run.id());
    var parts = new TreeMap<String, Part>();
    if (!whole.isEmpty())
      jdbc.sql(
              """
              SELECT left(region, :digits) AS code, month, sum(owed_rows) AS rows, sum(persons) AS persons,
                     sum(owed_total) AS amount
              FROM run WHERE id = ANY (:runs) GROUP BY 1, 2
              """)
          .param("digits", digits)
          .param("runs", ids(whole))
          .query(adding(parts, month));
    if (!wider.isEmpty())
      jdbc.sql(
              """
              SELECT left(region, :digits) AS code, for_month AS month, count(*) AS rows,
                     sum(persons) AS persons, sum(amount) AS amount
              FROM owed WHERE run_id = ANY (:runs) AND region >= :area AND region < :area || '~'
              GROUP BY 1, 2
              """)
          .param("digits", digits)
          .param("runs", ids(wider))
          .param("area", area)
          .query(adding(parts, month));
    return List.copyOf(parts.values());
  }

  /** What a month came to in an area, by its code: the city, a district, a street. */
  public record AreaPaid(String code, Paid paid) {}

  /** A month of a programme by every area of the scope that was paid anything, in one pass. */
  @Transactional(readOnly = true)
  public List<AreaPaid> byArea(String programme, String city, YearMonth month) {
    var runs =
        sent(programme, city).stream()
            .filter(run -> run.month().equals(month))
            .map(SentRun::id)
            .toList();
    if (runs.isEmpty()) return List.of();
    return jdbc.sql(
            """
            WITH each AS (
              SELECT left(region, 9) AS code, count(*) AS rows, sum(persons) AS persons, sum(amount) AS amount
              FROM owed WHERE run_id = ANY (:runs) GROUP BY 1)
            SELECT left(code, digits) AS code, sum(rows) AS rows, sum(persons) AS persons, sum(amount) AS amount
            FROM each JOIN (VALUES (4), (6), (9)) AS levels (digits) ON length(code) >= digits
            GROUP BY 1 ORDER BY 1
            """)
        .param("runs", ids(runs))
        .query((rs, i) -> new AreaPaid(rs.getString("code"), paid(rs)))
        .list();
  }

  private static RowCallbackHandler adding(TreeMap<String, Part> parts, YearMonth month) {
    return rs -> {
      boolean current = month.equals(Entitlement.month(rs, "month"));
      String code = rs.getString("code");
      parts.merge(
          code,
          new Part(code, current ? paid(rs) : Paid.NONE, current ? Paid.NONE : paid(rs)),
          (x, y) -> new Part(code, x.paid().plus(y.paid()), x.before().plus(y.before())));
    };
  }

  /** The regular runs that went to the bank and concern the area, the oldest month first. */
  List<SentRun> sent(String programme, String area) {
    return jdbc.sql("SELECT * FROM sent_runs(?, ?) ORDER BY month, run_id")
        .params(programme, area)
        .query(
            (rs, i) ->
                new SentRun(
                    rs.getLong("run_id"), rs.getString("region"), Entitlement.month(rs, "month")))
        .list();
  }

  static Long[] ids(Collection<Long> ids) {
    return ids.toArray(Long[]::new);
  }

  static Paid paid(ResultSet rs) throws SQLException {
    var amount = rs.getBigDecimal("amount");
    return new Paid(
        rs.getLong("rows"), rs.getLong("persons"), amount == null ? Money.ZERO : Money.of(amount));
  }
}
