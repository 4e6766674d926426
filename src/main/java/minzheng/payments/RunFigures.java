package minzheng.payments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import minzheng.kernel.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The sums of a run and what differs from the month before. */
@Component
class RunFigures {
  private final JdbcClient jdbc;

  RunFigures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Lines by where they stand. {@code out}: they were in the bank file. */
  record Lines(Map<LineState, Run.Sum> all, Map<LineState, Run.Sum> out) {
    Run.Sum of(LineState... states) {
      return sum(all, states);
    }

    Run.Sum sentAnd(LineState... states) {
      return sum(out, states);
    }

    private static Run.Sum sum(Map<LineState, Run.Sum> from, LineState... states) {
      int rows = 0;
      Money total = Money.ZERO;
      for (var state : states.length == 0 ? LineState.values() : states) {
        var one = from.get(state);
        if (one == null) continue;
        rows += one.rows();
        total = total.plus(one.total());
      }
      return new Run.Sum(rows, total);
    }
  }

  @Transactional(readOnly = true)
  Lines lines(long run) {
    record Row(LineState state, boolean out, Run.Sum sum) {}
    var rows =
        jdbc.sql(
                """
                SELECT state, sent_at IS NOT NULL AS out, count(*), sum(amount) FROM bank_line
                WHERE run_id = ? GROUP BY 1, 2
                """)
            .param(run)
            .query(
                (rs, i) ->
                    new Row(
                        LineState.valueOf(rs.getString(1)),
                        rs.getBoolean(2),
                        new Run.Sum(rs.getInt(3), Money.of(rs.getBigDecimal(4)))))
            .list();
    return new Lines(
        rows.stream().collect(Collectors.toMap(Row::state, Row::sum, RunFigures::plus)),
        rows.stream()
            .filter(Row::out)
            .collect(Collectors.toMap(Row::state, Row::sum, RunFigures::plus)));
  }

  /**
   * An office's part of a run.
   *
   * @param area a street of a district's run, a district of the city's
   * @param more back-pay and money paid again
   * @param offset recovered money set off, taken from the others
   * @param lines what goes to the bank
   */
  record Share(String area, Run.Sum owed, int persons, Money more, Money offset, Run.Sum lines) {
    static Share sum(List<Share> shares) {
      var sum =
          new Share(
              "",
              new Run.Sum(0, Money.ZERO),
              0,
              Money.ZERO,
              Money.ZERO,
              new Run.Sum(0, Money.ZERO));
      for (var s : shares)
        sum =
            new Share(
                "",
                plus(sum.owed, s.owed),
                sum.persons + s.persons,
                sum.more.plus(s.more),
                sum.offset.plus(s.offset),
                plus(sum.lines, s.lines));
      return sum;
    }
  }

  /** A run's parts by the areas one step below its own, in the order of their codes. */
  @Transactional(readOnly = true)
  List<Share> shares(Run run) {
    return jdbc.sql(
            """
            SELECT left(region, :digits) AS area, sum(households), sum(owed), sum(persons),
                   sum(more), sum(set_off), sum(lines), sum(total)
            FROM (
              SELECT region, count(*) AS households, sum(amount) AS owed, sum(persons) AS persons,
                     0 AS more, 0 AS set_off, 0 AS lines, 0 AS total
              FROM owed WHERE run_id = :run GROUP BY region
              UNION ALL
              SELECT region, 0, 0, 0, coalesce(sum(amount) FILTER (WHERE kind <> 'OFFSET'), 0),
                     coalesce(sum(amount) FILTER (WHERE kind = 'OFFSET'), 0), 0, 0
              FROM claim WHERE run_id = :run GROUP BY region
              UNION ALL
              SELECT region, 0, 0, 0, 0, 0, count(*), sum(amount)
              FROM bank_line WHERE run_id = :run GROUP BY region) part
            GROUP BY 1 ORDER BY 1
            """)
        .param("run", run.id())
        .param("digits", run.area().length() == 4 ? 6 : 9)
        .query(
            (rs, i) ->
                new Share(
                    rs.getString(1),
                    new Run.Sum(rs.getInt(2), Money.of(rs.getBigDecimal(3))),
                    rs.getInt(4),
                    Money.of(rs.getBigDecimal(5)),
                    Money.of(rs.getBigDecimal(6)),
                    new Run.Sum(rs.getInt(7), Money.of(rs.getBigDecimal(8)))))
        .list();
  }

  static Run.Sum plus(Run.Sum a, Run.Sum b) {
    return new Run.Sum(a.rows() + b.rows(), a.total().plus(b.total()));
  }

  /** A claim c that pays something: neither a set-off nor taken whole by one. */
  static final String PAYS =
      """
      c.kind <> 'OFFSET' AND c.amount > (
        SELECT coalesce(sum(f.amount), 0) FROM claim f
        WHERE f.run_id = c.run_id AND f.kind = 'OFFSET'
          AND f.source_kind = c.source_kind AND f.source_id = c.source_id)
      """;

  /** How many back-pays and re-issues go to somebody who is dead. */
  @Transactional(readOnly = true)
  int deadClaims(long run) {
    return jdbc.sql("SELECT count(*) FROM claim c WHERE c.run_id = ? AND c.payee_died AND " + PAYS)
        .param(run)
        .query(Integer.class)
        .single();
  }

  /** How many rows carry each warning. */
  @Transactional(readOnly = true)
  Map<Warning, Integer> warnings(long run) {
    record Row(int bits, int count) {}
    var rows =
        jdbc.sql(
                "SELECT warnings AS bits, count(*) AS count FROM owed WHERE run_id = ? AND"
                    + " warnings <> 0 GROUP BY 1")
            .param(run)
            .query(Row.class)
            .list();
    var counts = new java.util.EnumMap<Warning, Integer>(Warning.class);
    for (var row : rows)
      for (var warning : Warning.in(row.bits())) counts.merge(warning, row.count(), Integer::sum);
    return counts;
  }

  /** The regular run of the month before, if there is one. */
  @Transactional(readOnly = true)
  Optional<Run> before(Run run) {
    if (run.kind() != Run.Kind.REGULAR) return Optional.empty();
    return jdbc.sql(
            """
            SELECT * FROM run WHERE programme = ? AND month = ? AND region = ? AND kind = 'REGULAR'
              AND prepared AND state NOT IN ('DISCARDED', 'REFUSED')
            """)
        .params(run.programme(), run.month().minusMonths(1).atDay(1), run.area())
        .query(Run::of)
        .optional();
  }

  /** One reason why the sum differs from the month before. */
  record Change(ChangeKind kind, int rows, Money difference) {}

  @Transactional(readOnly = true)
  List<Change> changes(long run, long before) {
    return jdbc.sql(
            "SELECT kind, count(*), sum(difference) FROM ("
                + CHANGES
                + ") c GROUP BY kind ORDER BY kind")
        .param("run", run)
        .param("before", before)
        .query(
            (rs, i) ->
                new Change(
                    ChangeKind.valueOf(rs.getString(1)),
                    rs.getInt(2),
                    Money.of(rs.getBigDecimal(3))))
        .list();
  }

  /** Subject by subject, both months beside each other, only what differs. */
  static final String CHANGES =
      """
      SELECT coalesce(n.region, b.region) AS region, coalesce(n.subject_kind, b.subject_kind) AS subject_kind,
             coalesce(n.subject_id, b.subject_id) AS subject_id, coalesce(n.payee_id, b.payee_id) AS payee_id,
             coalesce(n.payee_name, b.payee_name) AS payee_name,
             coalesce(n.entitlement_id, b.entitlement_id) AS entitlement_id,
             b.amount AS before, n.amount AS after, coalesce(n.amount, 0) - coalesce(b.amount, 0) AS difference,
             CASE WHEN b.amount IS NULL THEN 'NEW' WHEN n.amount IS NULL THEN 'STOPPED'
                  WHEN n.amount > b.amount THEN 'RAISED' ELSE 'LOWERED' END AS kind
      FROM (SELECT * FROM owed WHERE run_id = :run) n
      FULL JOIN (SELECT * FROM owed WHERE run_id = :before) b
        ON b.subject_kind = n.subject_kind AND b.subject_id = n.subject_id
      WHERE n.amount IS DISTINCT FROM b.amount
      """;

  /** What waits to be paid again or paid back in an area, outside of any run. */
  record Leftover(Run.Sum reissue, Run.Sum backpay) {
    public int rows() {
      return reissue.rows() + backpay.rows();
    }

    public Money total() {
      return reissue.total().plus(backpay.total());
    }
  }

  @Transactional(readOnly = true)
  Leftover leftover(String programme, String area) {
    return new Leftover(
        sum(
            """
            SELECT count(*), coalesce(sum(l.amount), 0) FROM bank_line l JOIN entitlement e ON e.id = l.entitlement_id
            WHERE l.state = 'RETURNED' AND l.handling = 'READY' AND l.programme = ?
              AND l.region >= ? AND l.region < ? || '~' AND e.suspended_from IS NULL
              AND NOT EXISTS (SELECT FROM claim c WHERE c.kind = 'REISSUE' AND c.source_id = l.id)
            """,
            programme,
            area),
        sum(
            """
            SELECT count(*), coalesce(sum(a.open), 0) FROM adjustment_open a JOIN entitlement e ON e.id = a.entitlement_id
            WHERE a.kind = 'BACKPAY' AND a.open > 0 AND a.programme = ?
              AND a.region >= ? AND a.region < ? || '~' AND e.suspended_from IS NULL
            """,
            programme,
            area));
  }

  private Run.Sum sum(String sql, String programme, String area) {
    return jdbc.sql(sql)
        .params(programme, area, area)
        .query((rs, i) -> new Run.Sum(rs.getInt(1), Money.of(rs.getBigDecimal(2))))
        .single();
  }
}
