package minzheng.subsidy.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import minzheng.FreshIds;
import minzheng.MinzhengTest;
import minzheng.kernel.Money;
import minzheng.kernel.Sex;
import minzheng.payments.Cause;
import minzheng.payments.Entitlements;
import minzheng.payments.Subject;
import minzheng.payments.Terms;
import minzheng.people.Households;
import minzheng.people.PersonEntry;
import minzheng.people.Persons;
import minzheng.security.Scope;
import minzheng.standards.PublishPreview;
import minzheng.standards.StandardBook;
import minzheng.standards.StandardValue;
import minzheng.standards.Standards;
import minzheng.subsidy.DeterminationRequest;
import minzheng.subsidy.Determinations;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Relation;
import minzheng.subsidy.rules.Member;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Whom a raise touches and what it costs, before it is published. */
@MinzhengTest
class StandardEffectTest {
  /** A street no other test pays anybody in. */
  private static final String STREET = "510131002";

  @Autowired StandardEffect effect;
  @Autowired Standards standards;
  @Autowired Determinations determinations;
  @Autowired Entitlements entitlements;
  @Autowired Persons persons;
  @Autowired Households households;
  @Autowired TransactionTemplate transaction;

  private long paid(String wage, boolean determined) {
    return Scope.callAs(
        STREET,
        () ->
            transaction.execute(
                status -> {
                  LocalDate day = LocalDate.of(2026, 10, 10);
                  long head =
                      persons.register(
                          PersonEntry.holder(
                              FreshIds.of(LocalDate.of(1980, 1, 1), Sex.F), "何秀英", STREET));
                  long household = households.open(STREET, "某街 1 号", day, head);
                  Facts facts =
                      Facts.of(
                          STREET,
                          Money.ZERO,
                          0,
                          List.of(
                              Member.of("p" + head, Relation.HEAD, Sex.F, LocalDate.of(1980, 1, 1))
                                  .hukou(STREET)
                                  .income(IncomeKind.WAGE, wage)
                                  .build()));
                  Money monthly = Money.of("123.00");
                  Map<String, ?> basis = Map.of();
                  if (determined) {
                    var sheet =
                        determinations.freeze(
                            DeterminationRequest.household(facts, day, "DIBAO", household, null));
                    monthly = sheet.result().amount();
                    basis = Sheets.basis("case", "测试", sheet.number(), sheet.result());
                  }
                  entitlements.grant(
                      new Entitlements.Grant(
                          STREET,
                          "DIBAO",
                          Subject.household(household),
                          head,
                          java.time.YearMonth.of(2026, 11),
                          null,
                          new Terms(monthly, 1, basis),
                          new Cause("test:" + household, day, "测试")));
                  return household;
                }));
  }

  private PublishPreview.Effect preview(java.math.BigDecimal factor, String region) {
    return Scope.callAs(
        "5101",
        () ->
            transaction.execute(
                status -> {
                  StandardBook before = standards.book();
                  StandardValue now =
                      before
                          .find("DIBAO_STANDARD", STREET, LocalDate.of(2026, 11, 1))
                          .orElseThrow();
                  StandardValue draft =
                      new StandardValue(
                          -1,
                          now.code(),
                          now.kind(),
                          region,
                          "",
                          LocalDate.of(2027, 1, 1),
                          null,
                          now.money().amount().multiply(factor).setScale(2).toPlainString(),
                          now.unit(),
                          now.op(),
                          "测试文件",
                          null,
                          null);
                  var after = new ArrayList<>(before.all());
                  after.removeIf(v -> v.code().equals(draft.code()) && v.region().equals(region));
                  after.add(draft);
                  return effect
                      .preview(List.of(draft), before, new StandardBook(after))
                      .orElseThrow();
                }));
  }

  @Test
  void a_raise_and_a_cut_of_the_standard_of_a_street() {
    paid("100.00", true);
    paid("200.00", true);
    paid("0.00", false);
    Money standard =
        Scope.callAs(
            STREET,
            () ->
                standards
                    .on("DIBAO_STANDARD", STREET, LocalDate.of(2026, 11, 1))
                    .orElseThrow()
                    .money());

    var raised = preview(new java.math.BigDecimal("1.50"), STREET);
    Money half = Money.of(standard.amount().multiply(new java.math.BigDecimal("0.50")).setScale(2));
    var total = raised.table().total();
    assertThat(total.get(1)).isEqualTo("3");
    assertThat(total.get(5)).isEqualTo("+" + half.plus(half).format());
    assertThat(raised.figures())
        .anySatisfy(
            f -> {
              assertThat(f.label()).isEqualTo("不能测算");
              assertThat(f.value()).isEqualTo("1");
            });

    var cut = preview(new java.math.BigDecimal("0.10"), STREET);
    assertThat(cut.figures())
        .anySatisfy(
            f -> {
              assertThat(f.label()).isEqualTo("不再符合");
              assertThat(f.value()).isEqualTo("2");
            });
  }

  @Test
  void a_code_no_payment_reads_says_nothing() {
    StandardValue days =
        Scope.callAs(
            "5101",
            () ->
                standards.book().all().stream()
                    .filter(v -> v.code().equals("PUBLIC_NOTICE_DAYS"))
                    .findFirst()
                    .orElseThrow());
    assertThat(
            effect.preview(List.of(days), new StandardBook(List.of()), new StandardBook(List.of())))
        .isEmpty();
  }
}
