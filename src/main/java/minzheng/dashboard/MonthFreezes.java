package minzheng.dashboard;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import minzheng.audit.Audit;
import minzheng.cases.CaseMonths;
import minzheng.jurisdiction.WorkingDays;
import minzheng.payments.PaymentFigures;
import minzheng.security.Scope;
import minzheng.standards.Standards;
import minzheng.web.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 月度数据冻结: keeps the figures of a month some days after its end (standard {@link #AFTER}), for the
 * city, every district and every street at once. Run twice, or on two nodes, a month is closed
 * once.
 */
@Service
public class MonthFreezes {
  /** Calendar days after the month's last day, moved off a rest day. */
  static final String AFTER = "FIGURES_FROZEN_AFTER";

  /** A month that was missed is made up for as long as the trend reaches. */
  private static final int MONTHS = 24;

  private static final Logger LOG = LoggerFactory.getLogger(MonthFreezes.class);

  private final JdbcClient jdbc;
  private final PaymentFigures payments;
  private final CaseMonths cases;
  private final Standards standards;
  private final WorkingDays days;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final String city;

  MonthFreezes(
      JdbcClient jdbc,
      PaymentFigures payments,
      CaseMonths cases,
      Standards standards,
      WorkingDays days,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock,
      @Value("${minzheng.city}") String city) {
    this.jdbc = jdbc;
    this.payments = payments;
    this.cases = cases;
    this.standards = standards;
    this.days = days;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
    this.city = city;
  }

  /** Closes what is due and not closed yet; one month that fails does not hold up the others. */
  public int freezeDue() {
    LocalDate today = LocalDate.now(clock);
    int closed = 0;
    for (Option programme : payments.programmeOptions())
      for (YearMonth month : due(programme.value(), today))
        try {
          if (freeze(programme.value(), month)) closed++;
        } catch (RuntimeException e) {
          LOG.error("The figures of {} {} are not frozen", programme.value(), month, e);
        }
    return closed;
  }

  private List<YearMonth> due(String programme, LocalDate today) {
    return inCity(
        () -> {
          var after = standards.on(AFTER, city, today);
          var begun =
              Stream.of(
                      payments.sentMonths(programme, city).stream().min(YearMonth::compareTo),
                      java.util.Optional.ofNullable(cases.first(programme)))
                  .flatMap(java.util.Optional::stream)
                  .min(YearMonth::compareTo);
          if (after.isEmpty() || begun.isEmpty()) return List.of();
          var closed = closed(programme);
          var due = new ArrayList<YearMonth>();
          YearMonth month = YearMonth.from(today).minusMonths(MONTHS);
          for (; month.isBefore(YearMonth.from(today)); month = month.plusMonths(1))
            if (!month.isBefore(begun.get())
                && !closed.contains(month)
                && !days.addDays(month.atEndOfMonth(), after.get().count()).date().isAfter(today))
              due.add(month);
          return due;
        });
  }

  private List<YearMonth> closed(String programme) {
    return jdbc
        .sql("SELECT month FROM figure_freeze WHERE programme = ? AND version = 1")
        .param(programme)
        .query(LocalDate.class)
        .stream()
        .map(YearMonth::from)
        .toList();
  }

  /** Keeps the figures as they are now, as version 1; false when that was done before. */
  public boolean freeze(String programme, YearMonth month) {
    return inCity(() -> write(programme, month, 1, null, 0, null, 0, null));
  }

  /**
   * Writes a version of all figures of a month beside what is there. Called in a transaction under
   * the scope of the city.
   *
   * @return false when the version is there already
   */
  boolean write(
      String programme,
      YearMonth month,
      int version,
      String reason,
      long proposedBy,
      String proposedName,
      long confirmedBy,
      String confirmedName) {
    var id =
        jdbc.sql(
                """
                INSERT INTO figure_freeze (programme, month, version, frozen_at, reason,
                  proposed_by, proposed_name, confirmed_by, confirmed_name)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (programme, month, version) DO NOTHING RETURNING id
                """)
            .params(programme, month.atDay(1), version, Timestamp.from(clock.instant()))
            .params(reason, reason == null ? null : proposedBy, proposedName)
            .params(reason == null ? null : confirmedBy, confirmedName)
            .query(Long.class)
            .optional();
    if (id.isEmpty()) return false;
    var rows = counted(programme, month);
    jdbc.sql(
            """
            INSERT INTO month_figure (freeze_id, region, programme, month, version, code, definition,
                                      value, numerator, denominator)
            SELECT :id, r.region, :programme, :month, :version, r.code, d.version,
                   r.value::numeric, r.numerator::numeric, r.denominator::numeric
            FROM unnest(:regions::text[], :codes::text[], :values::text[], :numerators::text[], :denominators::text[])
                 AS r (region, code, value, numerator, denominator)
            CROSS JOIN LATERAL (SELECT max(version) AS version FROM figure_definition
                                WHERE code = r.code AND valid_from <= :month) d
            """)
        .param("id", id.get())
        .param("programme", programme)
        .param("month", month.atDay(1))
        .param("version", version)
        .param("regions", rows.stream().map(Row::region).toArray(String[]::new))
        .param("codes", rows.stream().map(Row::code).toArray(String[]::new))
        .param("values", texts(rows, Row::value))
        .param("numerators", texts(rows, Row::numerator))
        .param("denominators", texts(rows, Row::denominator))
        .update();
    audit.write(
        version == 1 ? "冻结" : "更正",
        "月度数据",
        programme + " " + month + " 第" + version + "版",
        city,
        reason,
        null,
        Map.of("rows", rows.size()));
    return true;
  }

  /** One figure of an area, to be kept. */
  record Row(
      String region, String code, BigDecimal value, BigDecimal numerator, BigDecimal denominator) {}

  /** The figures of a month as they are now, of every area of the scope. */
  List<Row> counted(String programme, YearMonth month) {
    var rows = new ArrayList<Row>();
    for (var a : payments.byArea(programme, city, month)) {
      rows.add(row(a.code(), Frozen.ROWS, a.paid().rows()));
      rows.add(row(a.code(), Frozen.PERSONS, a.paid().persons()));
      rows.add(new Row(a.code(), Frozen.AMOUNT, a.paid().amount().amount(), null, null));
    }
    for (var a : cases.byArea(programme, month)) {
      rows.add(row(a.code(), Frozen.APPLIED, a.applied()));
      rows.add(row(a.code(), Frozen.APPROVED, a.approved()));
      rows.add(row(a.code(), Frozen.REFUSED, a.refused()));
      rows.add(row(a.code(), Frozen.OPEN, a.open()));
      if (a.decided() > 0)
        rows.add(
            new Row(
                a.code(),
                Frozen.IN_TIME,
                null,
                BigDecimal.valueOf(a.inTime()),
                BigDecimal.valueOf(a.decided())));
    }
    return rows;
  }

  private static Row row(String region, String code, long value) {
    return new Row(region, code, BigDecimal.valueOf(value), null, null);
  }

  private static String[] texts(
      List<Row> rows, java.util.function.Function<Row, BigDecimal> value) {
    return rows.stream()
        .map(value)
        .map(v -> v == null ? null : v.toPlainString())
        .toArray(String[]::new);
  }

  private <T> T inCity(java.util.function.Supplier<T> work) {
    return Scope.callAs(city, () -> transaction.execute(status -> work.get()));
  }
}
