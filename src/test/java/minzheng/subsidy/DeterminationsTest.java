package minzheng.subsidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RegionCode;
import minzheng.kernel.RuleViolation;
import minzheng.kernel.Sex;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Relation;
import minzheng.subsidy.rules.Member;
import minzheng.subsidy.rules.Outcome;
import minzheng.subsidy.rules.Programme;
import minzheng.subsidy.rules.Reason;
import minzheng.subsidy.rules.Result;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Determinations are kept whole, replay alike, and never change; programmes are published by two.
 */
@MinzhengTest
class DeterminationsTest {
  private static final LocalDate DAY = LocalDate.of(2018, 6, 15);

  @Autowired Determinations determinations;
  @Autowired Programmes programmes;
  @Autowired Fixtures fixtures;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  private static Facts family(String wage) {
    return Facts.of(
        Fixtures.JINJIANG,
        Money.ZERO,
        0,
        List.of(
            Member.of("m1", Relation.HEAD, Sex.F, LocalDate.of(1970, 1, 1))
                .income(IncomeKind.WAGE, wage)
                .build(),
            Member.of("m2", Relation.PARENT, Sex.M, LocalDate.of(1925, 5, 5)).noIncome().build()));
  }

  private static DeterminationRequest request(String wage) {
    return new DeterminationRequest(
            family(wage), DAY, "DIBAO", Result.HOUSEHOLD, List.of(), null, null, null)
        .besides(List.of("DIBAO_EDGE", "OLD_AGE"));
  }

  private static <T> T inJinjiang(Supplier<T> work) {
    return Scope.callAs(Fixtures.JINJIANG, work);
  }

  @Test
  void kept_whole_and_read_back() {
    Determination made = inJinjiang(() -> determinations.freeze(request("1000.00")));
    Determination read = inJinjiang(() -> determinations.get(made.id()));
    assertThat(read).isEqualTo(made);
    assertThat(read.number()).matches("CS510104-[0-9]{4}-[0-9]{6}");
    assertThat(read.ordinal()).isEqualTo(1);
    assertThat(read.facts()).isEqualTo(family("1000.00"));
    assertThat(read.result().amount()).isEqualTo(Money.of("400.00"));
    assertThat(read.version().code()).isEqualTo("DIBAO");
    assertThat(read.version().covers(DAY)).isTrue();
    assertThat(read.besides())
        .extracting(Result::programme, Result::subject)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("DIBAO_EDGE", "HOUSEHOLD"),
            org.assertj.core.groups.Tuple.tuple("OLD_AGE", "m1"),
            org.assertj.core.groups.Tuple.tuple("OLD_AGE", "m2"));
    assertThat(read.standards()).extracting("code").contains("DIBAO_STANDARD", "OLD_AGE");
  }

  @Test
  void numbers_follow_each_other_without_a_gap() {
    Determination first = inJinjiang(() -> determinations.freeze(request("1000.00")));
    Determination second = inJinjiang(() -> determinations.freeze(request("1001.00")));
    assertThat(sequence(second)).isEqualTo(sequence(first) + 1);
  }

  private static int sequence(Determination determination) {
    return Integer.parseInt(determination.number().split("-")[2]);
  }

  @Test
  void a_replay_gives_the_same() {
    for (String wage : List.of("1000.00", "1400.00", "9000.00")) {
      Determination made = inJinjiang(() -> determinations.freeze(request(wage)));
      Comparison comparison = inJinjiang(() -> determinations.recompute(made.id()));
      assertThat(comparison.differences()).isEmpty();
      assertThat(comparison.same()).isTrue();
      assertThat(comparison.fresh()).isEqualTo(made.result());
    }
  }

  @Test
  void a_deviation_is_told_line_by_line() {
    Determination made = inJinjiang(() -> determinations.freeze(request("1000.00")));
    Result other =
        inJinjiang(() -> determinations.preview(family("1100.00"), DAY, List.of("DIBAO")))
            .getFirst();
    assertThat(Comparison.differences(made.result(), other))
        .anySatisfy(text -> assertThat(text).contains("金额：冻结 400.00，重算 300.00"))
        .anySatisfy(text -> assertThat(text).contains("算式 A"))
        .anySatisfy(text -> assertThat(text).contains("条件 家庭月收入"));
  }

  @Test
  void a_person_programme_is_kept_for_one_member() {
    Determination made =
        inJinjiang(
            () ->
                determinations.freeze(
                    new DeterminationRequest(
                        family("9000.00"), DAY, "OLD_AGE", "m2", List.of(), null, null, null)));
    assertThat(made.result().amount()).isEqualTo(Money.of("100.00"));
    assertThatThrownBy(
            () ->
                inJinjiang(
                    () ->
                        determinations.freeze(
                            new DeterminationRequest(
                                family("1.00"),
                                DAY,
                                "OLD_AGE",
                                "m9",
                                List.of(),
                                null,
                                null,
                                null))))
        .isInstanceOf(RuleViolation.class);
  }

  @Test
  void refusals_and_unknowns_are_kept_as_well() {
    Determination refused = inJinjiang(() -> determinations.freeze(request("1400.00")));
    assertThat(refused.result().outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
    assertThat(refused.result().reasons()).containsExactly(Reason.INCOME_NOT_BELOW);
    Facts unknown = Facts.of(Fixtures.JINJIANG, null, 0, family("1000.00").members());
    Determination open =
        inJinjiang(
            () ->
                determinations.freeze(
                    new DeterminationRequest(
                        unknown, DAY, "DIBAO", Result.HOUSEHOLD, List.of(), null, null, null)));
    assertThat(open.result().missing()).containsExactly("household.savings");
    assertThat(inJinjiang(() -> determinations.recompute(open.id())).same()).isTrue();
  }

  @Test
  void another_district_does_not_find_it() {
    Determination made = inJinjiang(() -> determinations.freeze(request("1000.00")));
    assertThatThrownBy(() -> Scope.callAs(Fixtures.QINGYANG, () -> determinations.get(made.id())))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(
            () -> Scope.callAs(Fixtures.QINGYANG, () -> determinations.recompute(made.id())))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void nobody_changes_or_deletes_one() {
    Determination made = inJinjiang(() -> determinations.freeze(request("1000.00")));
    for (String sql :
        List.of(
            "UPDATE determination SET amount = 1 WHERE id = ?",
            "DELETE FROM determination WHERE id = ?")) {
      assertThatThrownBy(
              () ->
                  inJinjiang(
                      () -> transaction.execute(status -> jdbc.sql(sql).param(made.id()).update())))
          .isInstanceOf(DataAccessException.class);
    }
  }

  // programme versions

  @Test
  void the_programmes_of_the_product_are_published() {
    ProgrammeBook book = programmes.book();
    assertThat(book.codes())
        .contains("DIBAO", "DIBAO_EDGE", "LOW_INCOME", "DIBAO_SINGLE", "OLD_AGE");
    assertThat(book.all())
        .allSatisfy(version -> assertThat(version.programme().code()).isEqualTo(version.code()));
    RegionCode jinjiang = new RegionCode(Fixtures.JINJIANG);
    assertThat(book.version("DIBAO", jinjiang, LocalDate.of(2014, 4, 30))).isEmpty();
    assertThat(book.version("DIBAO", jinjiang, LocalDate.of(2021, 6, 30)).orElseThrow().to())
        .isEqualTo(LocalDate.of(2021, 6, 30));
    assertThat(book.version("DIBAO", jinjiang, LocalDate.of(2026, 11, 22)).orElseThrow().to())
        .isNull();
  }

  @Test
  @Transactional
  void a_version_is_drafted_by_one_and_published_by_another() {
    CurrentUser one = fixtures.user(Fixtures.CITY, Role.STANDARDS_ADMIN);
    CurrentUser two = fixtures.user(Fixtures.CITY, Role.STANDARDS_ADMIN);
    Programme programme =
        programmes
            .book()
            .inForce("OLD_AGE", new RegionCode("510107"), LocalDate.of(2026, 11, 22))
            .orElseThrow();
    LocalDate from = LocalDate.of(2030, 1, 1);
    long id = programmes.draft("510107", from, "测试文件", programme, one.actor());
    assertThat(programmes.book().all()).noneMatch(version -> version.id() == id);
    assertThatThrownBy(() -> programmes.publish(id, one.actor())).isInstanceOf(RuleViolation.class);
    programmes.publish(id, two.actor());
    ProgrammeBook book = programmes.book();
    RegionCode wuhou = new RegionCode("510107");
    assertThat(book.version("OLD_AGE", wuhou, from).orElseThrow().id()).isEqualTo(id);
    assertThat(book.version("OLD_AGE", wuhou, from.minusDays(1)).orElseThrow().region())
        .isEqualTo("00");
    assertThat(book.version("OLD_AGE", new RegionCode("510105"), from).orElseThrow().region())
        .isEqualTo("00");
    assertThatThrownBy(() -> programmes.publish(id, two.actor())).isInstanceOf(RuleViolation.class);

    long next = programmes.draft("510107", from.plusYears(1), "后续文件", programme, one.actor());
    programmes.publish(next, two.actor());
    book = programmes.book();
    assertThat(book.version("OLD_AGE", wuhou, from).orElseThrow().to())
        .isEqualTo(from.plusYears(1).minusDays(1));
    assertThat(book.version("OLD_AGE", wuhou, from.plusYears(1)).orElseThrow().id())
        .isEqualTo(next);
  }

  @Test
  void a_published_version_is_locked_in_the_database() {
    long id = programmes.book().all().getFirst().id();
    for (String sql :
        List.of(
            "UPDATE programme SET definition = '{}' WHERE id = ?",
            "UPDATE programme SET status = 'DRAFT' WHERE id = ?",
            "UPDATE programme SET valid_from = '2000-01-01' WHERE id = ?")) {
      assertThatThrownBy(() -> jdbc.sql(sql).param(id).update())
          .isInstanceOf(DataAccessException.class);
    }
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        INSERT INTO programme (code, name, region, valid_from, definition, document, status)
                        VALUES ('X', 'X', '51', '2020-01-01', '{}', 'x', 'PUBLISHED')
                        """)
                    .update())
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void a_definition_outside_the_vocabulary_is_refused() {
    assertThatThrownBy(() -> Programmes.parse("{\"code\":\"X\",\"rules\":[]}"))
        .isInstanceOf(RuleViolation.class);
    assertThatThrownBy(
            () ->
                Programmes.parse(
                    "{\"code\":\"X\",\"criteria\":[{\"type\":\"SCRIPT\",\"text\":\"1=1\"}]}"))
        .isInstanceOf(RuleViolation.class);
  }
}
