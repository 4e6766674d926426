package minzheng.standards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.TestDatabase;
import minzheng.kernel.Actor;
import minzheng.kernel.RuleViolation;
import minzheng.security.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * From draft to locked row, in the service and in the database. Each test works on streets of its
 * own, so that the register others read stays as it came.
 */
@MinzhengTest
class StandardDraftsTest {
  private static final String CODE = "DISABLED_NURSING";
  private static int nextStreet;

  @Autowired Standards standards;
  @Autowired StandardDrafts drafts;
  @Autowired StandardRegister register;
  @Autowired JdbcClient jdbc;
  @Autowired Fixtures fixtures;
  @Autowired minzheng.jurisdiction.Regions regions;

  private Actor maker;
  private Actor checker;
  private String street;

  @BeforeEach
  void people() {
    maker = fixtures.user(Fixtures.CITY, Role.STANDARDS_ADMIN).actor();
    checker = fixtures.user(Fixtures.CITY, Role.STANDARDS_ADMIN).actor();
    var streets = regions.inside("510183").stream().filter(r -> r.code().length() == 12).toList();
    street = streets.get(nextStreet++).code();
  }

  @Test
  void a_value_is_drafted_by_one_person_and_published_by_another() {
    long batch = drafts.draft(maker, draft("100.00", "2026-01-01", null));
    assertThat(on("2026-06-01")).as("a draft is not in force").isNull();
    drafts.submit(maker, batch, 0);
    List<StandardValue> published = drafts.publish(checker, batch, 1);
    assertThat(published).hasSize(1);
    assertThat(on("2026-06-01")).isEqualTo("100.00");
    assertThat(on("2025-12-31")).isNull();
    StandardBatch kept = register.batch(batch);
    assertThat(kept.status()).isEqualTo(StandardBatch.Status.PUBLISHED);
    assertThat(kept.draftedName()).isEqualTo(maker.name());
    assertThat(kept.publishedName()).isEqualTo(checker.name());
  }

  @Test
  void the_maker_cannot_publish_in_the_service_nor_in_the_database() {
    long batch = drafts.draft(maker, draft("100.00", "2026-01-01", null));
    drafts.submit(maker, batch, 0);
    assertThatThrownBy(() -> drafts.publish(maker, batch, 1))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("另一位标准管理员");
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        UPDATE standard_value SET status = 'PUBLISHED', published_by = drafted_by,
                          published_at = now(), known_from = now() WHERE batch = ?
                        """)
                    .param(batch)
                    .update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("standard_value_maker_checker");
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        UPDATE standard_value SET status = 'PUBLISHED', known_from = now() WHERE batch = ?
                        """)
                    .param(batch)
                    .update())
        .as("published by nobody")
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("standard_value_people");
    assertThat(on("2026-06-01")).isNull();
  }

  @Test
  void a_raise_from_a_past_day_leaves_what_was_known_before() {
    long first = publish(draft("100.00", "2018-01-01", null));
    StandardValue before = find("2026-06-01");
    Instant then = Instant.now();
    publish(draft("120.00", "2026-01-01", null));

    assertThat(on("2025-12-31")).isEqualTo("100.00");
    assertThat(on("2026-01-01")).isEqualTo("120.00");
    assertThat(find("2025-12-31").to()).as("closed by its successor").isEqualTo("2025-12-31");
    assertThat(standards.bookKnownAt(then).find(CODE, street, day("2026-06-01")))
        .map(StandardValue::value)
        .contains("100.00");
    assertThat(standards.find(before.id())).map(StandardValue::value).contains("100.00");
    assertThat(standards.find(before.id()).orElseThrow().to()).as("as it was read").isNull();
    assertThat(standards.find(before.id()).orElseThrow().current()).isFalse();
    assertThat(register.batch(first).values()).extracting(StandardValue::id).contains(before.id());
  }

  @Test
  void a_value_for_some_days_is_followed_by_the_old_one() {
    publish(draft("100.00", "2018-01-01", null));
    publish(draft("150.00", "2026-01-01", "2026-03-31"));
    assertThat(on("2025-12-31")).isEqualTo("100.00");
    assertThat(on("2026-02-01")).isEqualTo("150.00");
    assertThat(on("2026-04-01")).isEqualTo("100.00");
    publish(draft("160.00", "2026-03-01", "2026-05-31"));
    assertThat(on("2026-02-28")).isEqualTo("150.00");
    assertThat(on("2026-03-31")).isEqualTo("160.00");
    assertThat(on("2026-05-31")).isEqualTo("160.00");
    assertThat(on("2026-06-01")).isEqualTo("100.00");
  }

  @Test
  void a_correction_of_the_same_days_takes_the_place_of_the_wrong_value() {
    publish(draft("999.00", "2026-01-01", null));
    publish(draft("99.90", "2026-01-01", null));
    assertThat(on("2026-01-01")).isEqualTo("99.90");
    assertThat(register.history(find("2026-01-01")))
        .extracting(row -> row.value().value())
        .containsExactly("99.90", "999.00");
  }

  @Test
  void an_area_whose_own_value_ends_falls_back_to_the_area_above() {
    var own = draftFor("EXPENDITURE_RATIO", "0.80", "of 12 months' income", "2026-01-01", null);
    publish(own);
    assertThat(value("EXPENDITURE_RATIO", "2026-07-01")).isEqualTo("0.80");
    publish(
        new StandardDraft(
            "EXPENDITURE_RATIO",
            "",
            List.of(street),
            day("2026-07-01"),
            null,
            true,
            "",
            "of 12 months' income",
            null,
            "测试〔2026〕2号",
            null));
    assertThat(value("EXPENDITURE_RATIO", "2026-06-30")).isEqualTo("0.80");
    assertThat(value("EXPENDITURE_RATIO", "2026-07-01")).as("the city's").isEqualTo("0.60");
  }

  @Test
  void several_areas_are_published_together() {
    String other = regions.inside("510184").iterator().next().code();
    var both =
        new StandardDraft(
            CODE,
            "",
            List.of(street, other, street),
            day("2026-01-01"),
            null,
            false,
            "１００",
            "CNY/person/month",
            null,
            " 测试〔2026〕1号 ",
            "");
    long batch = publish(both);
    assertThat(register.batch(batch).values())
        .extracting(StandardValue::region)
        .containsExactly(street, other);
    assertThat(find("2026-01-01").source()).isEqualTo("测试〔2026〕1号");
    assertThat(on("2026-01-01")).isEqualTo("100.00");
  }

  @Test
  void an_edited_draft_is_sent_anew_and_a_stale_page_is_refused() {
    long batch = drafts.draft(maker, draft("100.00", "2026-01-01", null));
    drafts.submit(maker, batch, 0);
    drafts.edit(maker, batch, 1, draft("110.00", "2026-02-01", null));
    StandardBatch edited = register.batch(batch);
    assertThat(edited.submitted()).isFalse();
    assertThat(edited.values()).extracting(StandardValue::value).containsExactly("110.00");
    assertRefused(() -> drafts.publish(checker, batch, 1), "修改过");
    assertRefused(() -> drafts.publish(checker, batch, edited.version()), "还没有送核对");
    assertRefused(
        () -> drafts.edit(checker, batch, edited.version(), draft("1.00", "2026-01-01", null)),
        "只有录入人");
    assertRefused(() -> drafts.submit(checker, batch, edited.version()), "录入人");
  }

  @Test
  void a_withdrawn_draft_needs_a_reason_and_never_comes_into_force() {
    long batch = drafts.draft(maker, draft("100.00", "2026-01-01", null));
    assertRefused(() -> drafts.withdraw(maker, batch, 0, " "), "理由");
    drafts.withdraw(checker, batch, 0, "文号有误");
    assertRefused(() -> drafts.submit(maker, batch, register.batch(batch).version()), "已撤回");
    assertThat(on("2026-06-01")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1.00|2026-01-01||测试1号|value|负数",
        "1.005|2026-01-01||测试1号|value|两位小数",
        "一百|2026-01-01||测试1号|value|不是数字",
        "''|2026-01-01||测试1号|value|请填写",
        "1.00|||测试1号|from|开始执行",
        "1.00|2026-02-01|2026-01-31|测试1号|to|不能早于",
        "1.00|2026-01-01||' '|source|文号",
      })
  void bad_input_names_its_field(
      String value, LocalDate from, LocalDate to, String source, String field, String text) {
    var bad =
        new StandardDraft(
            CODE,
            "",
            List.of(street),
            from,
            to,
            false,
            value,
            "CNY/person/month",
            null,
            source,
            "");
    var refusal = catchThrowableOfType(RuleViolation.class, () -> drafts.draft(maker, bad));
    assertThat(refusal).hasMessageContaining(text);
    assertThat(refusal.field()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "DIBAO_EDGE_RATIO,1.5,1.5",
    "DIBAO_EDGE_RATIO,60%,",
    "DIBAO_EDGE_RATIO,1.1234567,",
    "DESTITUTE_CARE_RATIO,1/3,1/3",
    "DESTITUTE_CARE_RATIO,1/0,",
    "DESTITUTE_CARE_RATIO,0.33,",
    "VEHICLE_LIMIT,01,1",
    "VEHICLE_LIMIT,1.5,",
    "START_MONTH,SAME_MONTH,SAME_MONTH",
    "START_MONTH,LATER,",
  })
  void a_value_is_read_by_the_kind_of_its_code(String code, String typed, String canonical) {
    StandardCode known = register.code(code).orElseThrow();
    if (canonical != null) assertThat(known.canonical(typed)).isEqualTo(canonical);
    else assertThatThrownBy(() -> known.canonical(typed)).isInstanceOf(RuleViolation.class);
  }

  @Test
  void areas_outside_the_office_and_unknown_ones_are_refused() {
    Actor jinjiang = fixtures.user(Fixtures.JINJIANG, Role.STANDARDS_ADMIN).actor();
    assertRefused(() -> drafts.draft(jinjiang, draft("1.00", "2026-01-01", null)), "管辖范围");
    assertRefused(() -> drafts.draft(maker, regionDraft("440105")), "管辖范围");
    assertRefused(() -> drafts.draft(maker, regionDraft("510199")), "不存在");
    long nation = drafts.draft(maker, regionDraft("00"));
    drafts.withdraw(maker, nation, 0, "测试");
    assertRefused(() -> drafts.draft(jinjiang, regionDraft("5101")), "管辖范围");
  }

  @Test
  void two_open_drafts_for_the_same_days_are_refused() {
    drafts.draft(maker, draft("100.00", "2026-01-01", null));
    assertRefused(() -> drafts.draft(checker, draft("120.00", "2027-01-01", null)), maker.name());
    long before = drafts.draft(checker, draft("90.00", "2025-01-01", "2025-12-31"));
    assertThat(before).isPositive();
  }

  @Test
  void of_two_who_publish_at_once_one_wins_and_the_other_is_told() throws Exception {
    long batch = drafts.draft(maker, draft("100.00", "2026-01-01", null));
    drafts.submit(maker, batch, 0);
    Actor third = fixtures.user(Fixtures.CITY, Role.STANDARDS_ADMIN).actor();
    var outcomes = new ArrayList<String>();
    try (var threads = Executors.newFixedThreadPool(2)) {
      var results =
          threads.invokeAll(
              List.<Callable<String>>of(
                  () -> outcome(checker, batch), () -> outcome(third, batch)));
      for (var result : results) outcomes.add(result.get());
    }
    assertThat(outcomes).contains("published").anyMatch(text -> text.contains("已由"));
  }

  private String outcome(Actor by, long batch) {
    try {
      drafts.publish(by, batch, 1);
      return "published";
    } catch (RuleViolation e) {
      return e.getMessage();
    }
  }

  @Test
  void the_database_refuses_overlapping_published_values() {
    publish(draft("100.00", "2026-01-01", null));
    long batch = drafts.draft(maker, draft("120.00", "2026-06-01", null));
    assertThatThrownBy(() -> forcePublish(batch))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("standard_value_overlap");
    long same = find("2026-06-01").id();
    assertThatThrownBy(
            () ->
                owner()
                    .sql(
                        """
                        INSERT INTO standard_value (code, kind, region, valid_from, value, unit, source, status)
                        SELECT code, kind, region, valid_from, value, unit, source, status
                        FROM standard_value WHERE id = ?
                        """)
                    .param(same)
                    .update())
        .hasMessageContaining("standard_value_overlap");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE standard_value SET value = '1.00' WHERE id = ?",
        "UPDATE standard_value SET valid_to = '2030-12-31' WHERE id = ?",
        "UPDATE standard_value SET source = 'x' WHERE id = ?",
        "UPDATE standard_value SET status = 'WITHDRAWN' WHERE id = ?",
        "UPDATE standard_value SET superseded_at = now() WHERE id = ?",
        "UPDATE standard_value SET superseded_at = now(), value = '1.00' WHERE id = ?",
        "DELETE FROM standard_value WHERE id = ?",
      })
  void a_published_row_is_locked_even_for_the_owner(String statement) {
    publish(draft("100.00", "2026-01-01", null));
    long id = find("2026-06-01").id();
    assertThatThrownBy(() -> owner().sql(statement).param(id).update())
        .hasMessageMatching("(?s).*(is locked|never deleted|no successor).*");
    assertThat(on("2026-06-01")).isEqualTo("100.00");
  }

  @Test
  void the_application_can_neither_delete_nor_insert_published_rows() {
    assertThatThrownBy(() -> jdbc.sql("DELETE FROM standard_value").update())
        .hasRootCauseMessage("ERROR: permission denied for table standard_value");
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        INSERT INTO standard_value (code, kind, region, valid_from, value, unit, source, status)
                        VALUES ('VEHICLE_LIMIT', 'COUNT', '510104', '2026-01-01', '9', 'x', 'x', 'PUBLISHED')
                        """)
                    .update())
        .hasMessageContaining("published from a draft");
    assertThatThrownBy(() -> owner().sql("TRUNCATE standard_value").update())
        .hasMessageContaining("append-only");
  }

  @Test
  void a_published_draft_cannot_change_its_content_while_it_is_published() {
    long batch = drafts.draft(maker, draft("100.00", "2026-01-01", null));
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        UPDATE standard_value SET status = 'PUBLISHED', value = '900.00', published_by = ?,
                          published_at = now(), known_from = now() WHERE batch = ?
                        """)
                    .params(checker.accountId(), batch)
                    .update())
        .hasMessageContaining("is locked");
  }

  private void forcePublish(long batch) {
    jdbc.sql(
            """
            UPDATE standard_value SET status = 'PUBLISHED', published_by = ?, published_at = now(),
              known_from = now() WHERE batch = ?
            """)
        .params(checker.accountId(), batch)
        .update();
  }

  /** The tables' owner, whom grants do not bind. */
  private static JdbcClient owner() {
    return JdbcClient.create(
        new DriverManagerDataSource(TestDatabase.url(), "minzheng_owner", "owner"));
  }

  private long publish(StandardDraft draft) {
    long batch = drafts.draft(maker, draft);
    drafts.submit(maker, batch, 0);
    drafts.publish(checker, batch, 1);
    return batch;
  }

  private StandardDraft draft(String value, String from, String to) {
    return draftFor(CODE, value, "CNY/person/month", from, to);
  }

  private StandardDraft draftFor(String code, String value, String unit, String from, String to) {
    return new StandardDraft(
        code,
        "",
        List.of(street),
        day(from),
        to == null ? null : day(to),
        false,
        value,
        unit,
        null,
        "测试〔2026〕1号",
        null);
  }

  private StandardDraft regionDraft(String region) {
    return new StandardDraft(
        CODE,
        "",
        List.of(region),
        day("2026-01-01"),
        null,
        false,
        "1.00",
        "CNY/person/month",
        null,
        "测试1号",
        null);
  }

  private StandardValue find(String day) {
    return standards.on(CODE, street, day(day)).orElseThrow();
  }

  private String on(String day) {
    return value(CODE, day);
  }

  private String value(String code, String day) {
    return standards.on(code, street, day(day)).map(StandardValue::value).orElse(null);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String text) {
    assertThatThrownBy(call).isInstanceOf(RuleViolation.class).hasMessageContaining(text);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}
