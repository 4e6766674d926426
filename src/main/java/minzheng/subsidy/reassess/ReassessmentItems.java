package minzheng.subsidy.reassess;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import minzheng.kernel.Money;
import minzheng.subsidy.MassDeterminations.Kept;
import minzheng.subsidy.MassLists.Sum;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.reassess.Judgement.Found;
import minzheng.subsidy.rules.RulesJson;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rows of the months that a list changes, or shows for somebody to look at. */
@Component
class ReassessmentItems {
  private final JdbcClient jdbc;
  private final Clock clock;

  ReassessmentItems(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void insert(Reassessment list, List<Found> found, Map<Found, Kept> kept) {
    if (found.isEmpty()) return;
    jdbc.sql(
            """
            INSERT INTO reassessment_item (reassessment_id, region, entitlement_id, person_id, from_month, until_month,
              law_day, state, cause, amount_before, amount, persons, back_months, back_pay, next_pay, determination_id, basis,
              row_id, seen_id, last_month, changed_at)
            SELECT :list, i.region, i.entitlement, i.person, i.from_month, i.until_month, i.law_day, i.state, i.cause,
                   i.before, i.amount, i.persons, i.back_months,
                   i.back_months * (coalesce(i.amount, i.before) - i.before),
                   CASE WHEN i.pays_next THEN i.amount - i.before ELSE 0 END, i.determination, i.basis::jsonb, i.row,
                   i.seen, i.last_month, :now
            FROM unnest(:regions::text[], :entitlements::bigint[], :people::bigint[], :froms::date[], :untils::date[],
                        :days::date[], :states::text[], :causes::text[], :befores::numeric[], :amounts::numeric[],
                        :persons::int[], :months::int[], :next::boolean[], :determinations::bigint[], :bases::text[], :rows::bigint[],
                        :seen::bigint[], :lasts::date[])
              AS i (region, entitlement, person, from_month, until_month, law_day, state, cause, before, amount,
                    persons, back_months, pays_next, determination, basis, row, seen, last_month)
            """)
        .param("list", list.id())
        .param("now", now())
        .param("regions", texts(found, f -> f.of().region()))
        .param("entitlements", longs(found, f -> f.of().id()))
        .param("people", longs(found, f -> f.of().payee()))
        .param("froms", days(found, f -> f.span().from().atDay(1)))
        .param("untils", days(found, f -> day(f.span().until())))
        .param("days", days(found, Found::lawDay))
        .param("states", texts(found, f -> f.state().name()))
        .param("causes", texts(found, f -> f.hindrance() == null ? null : f.hindrance().name()))
        .param("befores", money(found, f -> f.span().amount().amount()))
        .param("amounts", money(found, f -> f.after() == null ? null : f.after().amount()))
        .param("persons", found.stream().map(ReassessmentItems::heads).toArray(Integer[]::new))
        .param("months", found.stream().map(Found::backMonths).toArray(Integer[]::new))
        .param("next", found.stream().map(Found::paysNext).toArray(Boolean[]::new))
        .param("determinations", longs(found, f -> f.sheet() == null ? null : kept.get(f).id()))
        .param("bases", texts(found, f -> f.sheet() == null ? null : basis(list, f, kept.get(f))))
        .param("rows", longs(found, f -> f.span().amount().row()))
        .param("seen", longs(found, f -> f.of().seen()))
        .param("lasts", days(found, f -> day(f.of().last())))
        .update();
  }

  private static int heads(Found f) {
    int counted = f.sheet() == null ? 0 : f.sheet().result().persons();
    return counted > 0 ? counted : f.span().amount().persons();
  }

  private static String basis(Reassessment list, Found f, Kept kept) {
    return RulesJson.MAPPER.writeValueAsString(
        Sheets.basis("reassessment", list.number(), kept.number(), f.sheet().result()));
  }

  /**
   * Some months of a right on the list, with what stands for them if nothing is changed.
   *
   * @param died whether the one person whose right it is has died since, and no end is decided
   */
  record Item(
      long id,
      String region,
      long entitlement,
      long person,
      YearMonth from,
      YearMonth last,
      ItemState state,
      Hindrance hindrance,
      boolean died,
      Money before,
      Money amount,
      int persons,
      int personsBefore,
      Map<String, Object> basis,
      Map<String, Object> basisBefore,
      long row,
      long seen) {}

  /** All months of the next rights that have a listed one; by right and month. */
  List<Item> listed(long list, long afterEntitlement, int rights) {
    return jdbc.sql(
            """
            WITH next AS (SELECT DISTINCT entitlement_id FROM reassessment_item
                          WHERE reassessment_id = :list AND state = 'LISTED' AND entitlement_id > :after
                          ORDER BY entitlement_id LIMIT :rights)
            SELECT i.*, a.basis AS basis_before, a.persons AS persons_before,
                   EXISTS (SELECT FROM person p WHERE p.death_date IS NOT NULL AND e.last_month IS NULL
                           AND p.id = CASE WHEN e.subject_kind = 'PERSON' THEN e.subject_id
                                           WHEN a.persons = 1 THEN e.payee_id END) AS died
            FROM next n
            JOIN entitlement e ON e.id = n.entitlement_id
            JOIN reassessment_item i ON i.entitlement_id = n.entitlement_id AND i.reassessment_id = :list
            JOIN entitlement_amount a ON a.id = i.row_id
            ORDER BY i.entitlement_id, i.from_month
            """)
        .param("list", list)
        .param("after", afterEntitlement)
        .param("rights", rights)
        .query(ReassessmentItems::item)
        .list();
  }

  /**
   * How many rights are listed, and what they get more: in each month from now on, and for the
   * months frozen already.
   */
  public record Listed(int rights, Money monthly, Money backPay) {
    /** Count and cost, as the confirmer has seen them: the next month with what is made good. */
    public Sum sum() {
      return new Sum(rights, monthly.plus(backPay));
    }
  }

  @Transactional(readOnly = true)
  public Listed listedSum(long list) {
    return jdbc.sql(
            """
            SELECT count(DISTINCT entitlement_id),
                   coalesce(sum(next_pay), 0), coalesce(sum(back_pay), 0)
            FROM reassessment_item WHERE reassessment_id = ? AND state IN ('LISTED', 'APPLIED')
            """)
        .param(list)
        .query(
            (rs, i) ->
                new Listed(
                    rs.getInt(1), Money.of(rs.getBigDecimal(2)), Money.of(rs.getBigDecimal(3))))
        .single();
  }

  /** The outcome of listed rows: done, or not, because the right was changed meanwhile. */
  void outcome(Collection<Long> items, ItemState state, Hindrance hindrance) {
    jdbc.sql("UPDATE reassessment_item SET state = ?, cause = ?, changed_at = ? WHERE id = ANY (?)")
        .param(state.name())
        .param(hindrance == null ? null : hindrance.name())
        .param(now())
        .param(items.toArray(Long[]::new))
        .update();
  }

  private static Item item(ResultSet rs, int row) throws SQLException {
    BigDecimal amount = rs.getBigDecimal("amount");
    return new Item(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getLong("entitlement_id"),
        rs.getLong("person_id"),
        Recipients.month(rs, "from_month"),
        Recipients.month(rs, "last_month"),
        ItemState.valueOf(rs.getString("state")),
        ReassessmentList.hindrance(rs.getString("cause")),
        rs.getBoolean("died"),
        Money.of(rs.getBigDecimal("amount_before")),
        amount == null ? null : Money.of(amount),
        rs.getInt("persons"),
        rs.getInt("persons_before"),
        json(rs.getString("basis")),
        json(rs.getString("basis_before")),
        rs.getLong("row_id"),
        rs.getLong("seen_id"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> json(String text) {
    return text == null ? null : RulesJson.MAPPER.readValue(text, Map.class);
  }

  private static LocalDate day(YearMonth month) {
    return month == null ? null : month.atDay(1);
  }

  private static String[] texts(List<Found> found, Function<Found, String> value) {
    return found.stream().map(value).toArray(String[]::new);
  }

  private static Long[] longs(List<Found> found, Function<Found, Long> value) {
    return found.stream().map(value).toArray(Long[]::new);
  }

  private static BigDecimal[] money(List<Found> found, Function<Found, BigDecimal> value) {
    return found.stream().map(value).toArray(BigDecimal[]::new);
  }

  private static Date[] days(List<Found> found, Function<Found, LocalDate> value) {
    return found.stream()
        .map(value)
        .map(day -> day == null ? null : Date.valueOf(day))
        .toArray(Date[]::new);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
