package minzheng.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import minzheng.FreshIds;
import minzheng.MinzhengTest;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.people.EvidenceLog.Entry;
import minzheng.people.EvidenceLog.Subject;
import minzheng.security.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Evidence on two axes: what was true when, and what we knew when. */
@MinzhengTest
class EvidenceLogTest {
  private static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);
  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);

  @Autowired Persons persons;
  @Autowired Households households;
  @Autowired EvidenceLog evidence;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired Clock clock;

  private String number;
  private long person;
  private Subject subject;

  @BeforeEach
  void somebody() {
    number = FreshIds.any();
    person =
        Scope.callAs(
            "510104", () -> persons.register(PersonEntry.holder(number, "李桂芳", "510104017001")));
    subject = Subject.person(person);
  }

  private static Entry wage(String amount, LocalDate from) {
    return Entry.of(EvidenceKind.INCOME, "WAGE", Map.of("amount", amount), from, "本人申报");
  }

  private String wageOn(LocalDate day, Instant knownAt) {
    return evidence.asOf(subject, day, knownAt).stream()
        .filter(e -> e.kind() == EvidenceKind.INCOME)
        .map(e -> e.text("amount"))
        .findFirst()
        .orElse(null);
  }

  @Test
  void a_past_day_is_shown_as_it_was_known_on_a_past_day() {
    Scope.runAs(
        "510104",
        () -> {
          long row = evidence.record(subject, wage("1500.00", JANUARY));
          Instant declared = clock.instant();
          long corrected = evidence.correct(row, wage("1800", JANUARY), "工资单核对");
          Instant checked = clock.instant();
          evidence.succeed(corrected, JUNE, Map.of("amount", "2,000.00"), "用人单位证明", "涨工资");

          assertThat(wageOn(MARCH, declared)).isEqualTo("1500.00");
          assertThat(wageOn(MARCH, checked)).isEqualTo("1800.00");
          assertThat(wageOn(MARCH, null)).isEqualTo("1800.00");
          assertThat(wageOn(JUNE, declared)).isEqualTo("1500.00");
          assertThat(wageOn(JUNE, checked)).isEqualTo("1800.00");
          assertThat(wageOn(JUNE, null)).isEqualTo("2000.00");
          assertThat(wageOn(JUNE.minusDays(1), null)).isEqualTo("1800.00");
          assertThat(wageOn(JANUARY.minusDays(1), null)).isNull();
          assertThat(evidence.history(subject)).hasSize(4);
        });
  }

  @Test
  void a_row_is_never_rewritten_and_never_deleted() {
    long row = Scope.callAs("510104", () -> evidence.record(subject, wage("1500.00", JANUARY)));
    Scope.runAs(
        "510104",
        () -> {
          assertThatThrownBy(
                  () -> inTransaction("UPDATE evidence SET source = 'x' WHERE id = ?", row))
              .rootCause()
              .hasMessageContaining("permission denied");
          assertThatThrownBy(() -> inTransaction("DELETE FROM evidence WHERE id = ?", row))
              .rootCause()
              .hasMessageContaining("permission denied");
          evidence.annul(row, "登记错人");
          assertThatThrownBy(
                  () -> inTransaction("UPDATE evidence SET superseded_at = NULL WHERE id = ?", row))
              .rootCause()
              .hasMessageContaining("never rewritten");
          assertThat(evidence.current(subject)).isEmpty();
          assertThat(evidence.history(subject)).hasSize(1);
        });
  }

  private void inTransaction(String sql, long id) {
    transaction.executeWithoutResult(status -> jdbc.sql(sql).param(id).update());
  }

  @Test
  void one_value_on_a_day() {
    Scope.runAs(
        "510104",
        () -> {
          evidence.record(subject, wage("1500.00", JANUARY));
          assertThatThrownBy(() -> evidence.record(subject, wage("1600.00", MARCH)))
              .isInstanceOf(RuleViolation.class)
              .hasMessageContaining("收入 · 工资性收入");
          evidence.record(
              subject,
              Entry.of(
                  EvidenceKind.INCOME, "BASIC_PENSION", Map.of("amount", "120"), JANUARY, "核对"));
          assertThat(evidence.asOf(subject, MARCH)).hasSize(2);
        });
  }

  @Test
  void a_declaration_keeps_succeeds_or_corrects() {
    Scope.runAs(
        "510104",
        () -> {
          long first = evidence.declare(subject, wage("1500.00", JANUARY));
          assertThat(evidence.declare(subject, wage("1500", MARCH))).isEqualTo(first);
          evidence.declare(subject, wage("1700", MARCH));
          evidence.declare(subject, wage("1750", MARCH));
          assertThat(wageOn(MARCH.minusDays(1), null)).isEqualTo("1500.00");
          assertThat(wageOn(MARCH, null)).isEqualTo("1750.00");
        });
  }

  @Test
  void a_value_that_cannot_be_is_refused_where_it_stands() {
    Scope.runAs(
        "510104",
        () -> {
          assertThatThrownBy(() -> evidence.record(subject, wage("-1", JANUARY)))
              .isInstanceOfSatisfying(
                  RuleViolation.class, e -> assertThat(e.field()).isEqualTo("amount"));
          assertThatThrownBy(() -> evidence.record(subject, wage("1.005", JANUARY)))
              .isInstanceOf(RuleViolation.class);
          assertThatThrownBy(() -> evidence.record(subject, wage("1", LocalDate.of(1969, 12, 31))))
              .hasMessageContaining("出生日期");
          assertThatThrownBy(
                  () ->
                      evidence.record(
                          subject,
                          Entry.of(
                              EvidenceKind.DISABILITY,
                              "",
                              Map.of("category", "PHYSICAL", "grade", "5"),
                              JANUARY,
                              "残疾人证")))
              .hasMessageContaining("残疾等级");
          assertThatThrownBy(
                  () ->
                      evidence.record(
                          subject,
                          Entry.of(EvidenceKind.SAVINGS, "", Map.of("amount", "1"), JANUARY, "核对")))
              .hasMessageContaining("家庭");
        });
  }

  @Test
  void another_office_sees_and_corrects_facts_only_after_take_up() {
    long row = Scope.callAs("510104", () -> evidence.record(subject, wage("1500.00", JANUARY)));
    Scope.runAs(
        "510105",
        () -> {
          assertThat(evidence.history(subject)).isEmpty();
          assertThatThrownBy(() -> evidence.correct(row, wage("1", JANUARY), "x"))
              .isInstanceOf(NotFound.class);
          persons.takeUp(DocType.ID, number, "本人申请");
          evidence.correct(row, wage("1600", JANUARY), "工资单核对");
        });
    Scope.runAs("510104", () -> assertThat(wageOn(MARCH, null)).isEqualTo("1600.00"));
  }

  @Test
  void facts_of_a_household_follow_it() {
    Scope.runAs(
        "510104",
        () -> {
          long home = households.open("510104017001", "1 号", JANUARY, person);
          long row =
              evidence.record(
                  Subject.household(home),
                  Entry.of(EvidenceKind.SAVINGS, "", Map.of("amount", "8000"), JANUARY, "核对"));
          households.move(home, 0, "510104018001", "2 号", "搬家");
          Scope.runAs(
              "510104018",
              () -> {
                assertThat(persons.get(person).name()).isEqualTo("李桂芳");
                assertThat(households.members(home, MARCH)).hasSize(1);
                evidence.end(row, MARCH, "已取出");
                assertThat(evidence.asOf(Subject.household(home), JUNE)).isEmpty();
              });
          Scope.runAs("510104017", () -> assertThat(households.find(home)).isEmpty());
        });
  }
}
