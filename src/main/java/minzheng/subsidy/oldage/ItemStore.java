package minzheng.subsidy.oldage;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import minzheng.kernel.Money;
import minzheng.security.CurrentUser;
import minzheng.subsidy.MassDeterminations.Kept;
import minzheng.subsidy.MassLists.Sum;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.rules.RulesJson;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the persons of a round. */
@Component
class ItemStore {
  private final JdbcClient jdbc;
  private final Clock clock;

  ItemStore(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A person of a round who waits for a person's or the job's decision. */
  record Item(
      long id,
      long roundId,
      String region,
      long personId,
      ItemKind kind,
      ItemState state,
      ListCause cause,
      Long determination,
      Money amount,
      YearMonth first,
      Map<String, Object> basis,
      Long entitlement) {}

  void insert(Round round, List<Finder.Found> found, Map<Long, Kept> kept) {
    if (found.isEmpty()) return;
    jdbc.sql(
            """
            INSERT INTO old_age_item (round_id, region, person_id, kind, band, reached_on, age, state, cause, note,
              determination_id, amount, amount_before, first_month, basis, entitlement_id, changed_at)
            SELECT :round, i.region, i.person, i.kind, i.band, i.reached, i.age, i.state, i.cause, i.note,
                   i.determination, i.amount, i.before, i.first_month, i.basis::jsonb, i.entitlement, :now
            FROM unnest(:regions::text[], :people::bigint[], :kinds::text[], :bands::text[], :reached::date[],
                        :ages::int[], :states::text[], :causes::text[], :notes::text[], :determinations::bigint[],
                        :amounts::numeric[], :befores::numeric[], :firsts::date[], :bases::text[], :entitlements::bigint[])
              AS i (region, person, kind, band, reached, age, state, cause, note, determination, amount, before,
                    first_month, basis, entitlement)
            """)
        .param("round", round.id())
        .param("now", now())
        .param("regions", texts(found, f -> f.of().region()))
        .param("people", longs(found, f -> f.of().id()))
        .param("kinds", texts(found, f -> f.kind().name()))
        .param("bands", texts(found, f -> f.of().band()))
        .param("reached", days(found, Finder.Found::reachedOn))
        .param("ages", found.stream().map(Finder.Found::age).toArray(Integer[]::new))
        .param("states", texts(found, f -> f.cause() == null ? "LISTED" : "PENDING"))
        .param("causes", texts(found, f -> f.cause() == null ? null : f.cause().name()))
        .param("notes", texts(found, Finder.Found::note))
        .param(
            "determinations",
            longs(found, f -> f.sheet() == null ? null : kept.get(f.of().id()).id()))
        .param(
            "amounts",
            money(found, f -> f.sheet() == null ? null : f.sheet().result().amount().amount()))
        .param("befores", money(found, f -> f.of().before()))
        .param("firsts", days(found, f -> f.first() == null ? null : f.first().atDay(1)))
        .param(
            "bases",
            texts(
                found,
                f ->
                    f.sheet() == null
                        ? null
                        : RulesJson.MAPPER.writeValueAsString(
                            Sheets.basis(
                                "round",
                                round.number(),
                                kept.get(f.of().id()).number(),
                                f.sheet().result()))))
        .param("entitlements", longs(found, f -> f.of().entitlement()))
        .update();
  }

  /** One person of a round, held to the end of the transaction. */
  Optional<Item> lock(long round, long id) {
    return jdbc.sql("SELECT * FROM old_age_item WHERE round_id = ? AND id = ? FOR UPDATE")
        .params(round, id)
        .query(ItemStore::item)
        .optional();
  }

  /** The next who are listed. */
  List<Item> listed(long round, long after, int rows) {
    return jdbc.sql(
            """
            SELECT * FROM old_age_item WHERE round_id = ? AND id > ? AND state = 'LISTED' ORDER BY id LIMIT ?
            """)
        .params(round, after, rows)
        .query(ItemStore::item)
        .list();
  }

  /** How many are listed, and what they are to receive a month: of a change only the difference. */
  Sum listedSum(long round) {
    return jdbc.sql(
            """
            SELECT count(*), coalesce(sum(amount - coalesce(amount_before, 0)), 0)
            FROM old_age_item WHERE round_id = ? AND state = 'LISTED'
            """)
        .param(round)
        .query((rs, i) -> new Sum(rs.getInt(1), Money.of(rs.getBigDecimal(2))))
        .single();
  }

  /**
   * @param by null: the job
   */
  void change(long id, ItemState state, ListCause cause, String note, CurrentUser by) {
    jdbc.sql(
            """
            UPDATE old_age_item SET state = ?, cause = ?, note = ?, changed_by = ?, changed_by_name = ?, changed_at = ?
            WHERE id = ?
            """)
        .param(state.name())
        .param(cause == null ? null : cause.name())
        .param(note)
        .param(by.accountId())
        .param(by.name())
        .param(now())
        .param(id)
        .update();
  }

  /** The outcome of many, by their entitlement. */
  void granted(Map<Long, Long> entitlements) {
    var ids = entitlements.keySet().toArray(Long[]::new);
    jdbc.sql(
            """
            UPDATE old_age_item i SET state = 'GRANTED', entitlement_id = g.entitlement, changed_at = ?
            FROM unnest(?::bigint[], ?::bigint[]) AS g (id, entitlement) WHERE i.id = g.id
            """)
        .param(now())
        .param(ids)
        .param(java.util.Arrays.stream(ids).map(entitlements::get).toArray(Long[]::new))
        .update();
  }

  /** Those for whom nothing was done, with the reason. */
  void skipped(Map<Long, ListCause> reasons) {
    var ids = reasons.keySet().toArray(Long[]::new);
    jdbc.sql(
            """
            UPDATE old_age_item i SET state = 'SKIPPED', cause = s.cause, changed_at = ?
            FROM unnest(?::bigint[], ?::text[]) AS s (id, cause) WHERE i.id = s.id
            """)
        .param(now())
        .param(ids)
        .param(
            java.util.Arrays.stream(ids).map(id -> reasons.get(id).name()).toArray(String[]::new))
        .update();
  }

  @SuppressWarnings("unchecked")
  private static Item item(ResultSet rs, int row) throws SQLException {
    var amount = rs.getBigDecimal("amount");
    var first = rs.getObject("first_month", LocalDate.class);
    String basis = rs.getString("basis");
    String cause = rs.getString("cause");
    return new Item(
        rs.getLong("id"),
        rs.getLong("round_id"),
        rs.getString("region"),
        rs.getLong("person_id"),
        ItemKind.valueOf(rs.getString("kind")),
        ItemState.valueOf(rs.getString("state")),
        cause == null ? null : ListCause.valueOf(cause),
        rs.getObject("determination_id", Long.class),
        amount == null ? null : Money.of(amount),
        first == null ? null : YearMonth.from(first),
        basis == null ? null : RulesJson.MAPPER.readValue(basis, Map.class),
        rs.getObject("entitlement_id", Long.class));
  }

  private static String[] texts(List<Finder.Found> found, Function<Finder.Found, String> value) {
    return found.stream().map(value).toArray(String[]::new);
  }

  private static Long[] longs(List<Finder.Found> found, Function<Finder.Found, Long> value) {
    return found.stream().map(value).toArray(Long[]::new);
  }

  private static BigDecimal[] money(
      List<Finder.Found> found, Function<Finder.Found, BigDecimal> value) {
    return found.stream().map(value).toArray(BigDecimal[]::new);
  }

  private static Date[] days(List<Finder.Found> found, Function<Finder.Found, LocalDate> value) {
    return found.stream()
        .map(value)
        .map(day -> day == null ? null : Date.valueOf(day))
        .toArray(Date[]::new);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
