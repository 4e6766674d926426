package minzheng.payments;

import static minzheng.payments.PaymentsFixtures.cause;
import static minzheng.payments.PaymentsFixtures.here;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import minzheng.Fixtures;
import minzheng.FreshIds;
import minzheng.MinzhengTest;
import minzheng.people.Effects.Effect;
import minzheng.people.Households;
import minzheng.people.LifeEvents;
import minzheng.people.PersonEntry;
import minzheng.people.Persons;
import minzheng.people.Relation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** What a recorded death says about the money, and whom it tells. */
@MinzhengTest
class DeathTest {
  private static final LocalDate DIED = LocalDate.of(2018, 11, 20);

  @Autowired MockMvcTester mvc;
  @Autowired Fixtures people;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired Entitlements entitlements;
  @Autowired Payees payees;
  @Autowired Runs runs;
  @Autowired Persons persons;
  @Autowired Households households;
  @Autowired LifeEvents lives;
  private PaymentsFixtures f;
  private CurrentUser street;
  private CurrentUser district;
  private CurrentUser elsewhere;
  private long mother;
  private long son;
  private long home;

  @BeforeEach
  void family() {
    f = new PaymentsFixtures(people, jdbc, transaction, entitlements, payees, runs);
    street = people.user(PaymentsFixtures.STREET, Role.CASEWORKER);
    district = people.user(PaymentsFixtures.AREA, Role.CASEWORKER);
    elsewhere = people.user(Fixtures.QINGYANG, Role.CASEWORKER);
    here(
        () -> {
          mother = person("李桂芳");
          son = person("王建平");
          home = households.open(PaymentsFixtures.STREET, null, LocalDate.of(2018, 1, 1), mother);
          households.add(home, son, Relation.CHILD, LocalDate.of(2018, 1, 1));
        });
  }

  @Test
  void what_goes_on_after_a_death_is_named_and_its_caseworkers_are_told() {
    long household = f.grant(Subject.household(home), mother, "2018-07", "620.00");
    long own = f.grant(Subject.person(mother), son, "2018-07", "100.00", Fixtures.QINGYANG);
    long nephews = f.grant(f.household(), mother, "2018-07", "70.00");
    here(() -> entitlements.suspend(nephews, YearMonth.of(2018, 9), cause()));
    long over = f.grant(f.household(), mother, "2018-05", "1.00");
    here(() -> entitlements.stop(over, YearMonth.of(2018, 8), cause()));

    var preview = here(() -> lives.previewDeath(mother, DIED, "死亡证明")).list();
    assertThat(preview)
        .filteredOn(e -> e.desk().equals("发放"))
        .extracting(Effect::text)
        .containsExactly(
            f.programme
                + " 620.00 元/月（3 人，锦江区 / 锦官驿街道）仍在发放：须办理变更或停发，自 2018-12 起；"
                + "领款人即死者，须同时变更领款人",
            f.programme + " 100.00 元/月（3 人，青羊区）仍在发放：须办理停发，自 2018-12 起",
            f.programme + " 70.00 元/月（3 人，锦江区 / 锦官驿街道）已暂停、未停发：领款人即死者，须变更领款人");
    assertThat(told(household)).as("a preview tells nobody").isEmpty();

    var done = here(() -> lives.recordDeath(mother, DIED, "死亡证明")).list();
    assertThat(done).isEqualTo(preview);
    assertThat(told(household)).contains(street.accountId(), district.accountId());
    assertThat(told(household)).doesNotContain(elsewhere.accountId()).doesNotHaveDuplicates();
    assertThat(told(own)).contains(elsewhere.accountId()).doesNotContain(street.accountId());
    assertThat(told(nephews)).contains(street.accountId());
    assertThat(told(over)).isEmpty();
    for (long id : List.of(household, own, nephews))
      assertThat(Scope.callAs(Fixtures.CITY, () -> entitlements.get(id)).last())
          .as("money is stopped by a decision only")
          .isNull();
  }

  @Test
  void a_household_that_was_left_before_is_not_concerned() {
    here(
        () -> {
          var member = households.of(son, DIED).orElseThrow();
          households.end(member.id(), DIED.minusDays(1), "迁出");
        });
    f.grant(Subject.household(home), mother, "2018-07", "620.00");
    assertThat(here(() -> lives.previewDeath(son, DIED, "死亡证明")).list()).isEmpty();
  }

  @Test
  void the_page_says_what_was_done_and_what_is_asked_for() throws Exception {
    long id = f.grant(Subject.household(home), mother, "2018-07", "620.00");
    assertThat(Jsoup.parse(die(mother, false).getResponse().getContentAsString()).text())
        .contains("登记后将发生", "620.00 元/月（3 人")
        .contains("领款人即死者");
    assertThat(die(mother, true))
        .flash()
        .containsEntry("done", "已登记死亡，家庭成员已更正；1 项待遇已通知经办人办理变更或停发。");
    var inbox = mvc.get().uri("/messages").with(user(street)).exchange();
    assertThat(Jsoup.parse(inbox.getResponse().getContentAsString()).text())
        .contains("自 2018-12 起")
        .doesNotContain("李桂芳");
    assertThat(mvc.get().uri("/payments/entitlements/" + id).with(user(street))).hasStatusOk();

    long alone = here(() -> person("赵敏"));
    assertThat(die(alone, true)).flash().containsEntry("done", "已登记死亡。");
  }

  private MvcTestResult die(long person, boolean confirmed) {
    return mvc.post()
        .uri("/people/" + person + "/death")
        .with(user(street))
        .with(csrf())
        .param("deathDate", DIED.toString())
        .param("deathSource", "死亡证明")
        .param("confirmed", "" + confirmed)
        .exchange();
  }

  private long person(String name) {
    return persons.register(PersonEntry.holder(FreshIds.any(), name, PaymentsFixtures.STREET));
  }

  /** Who has a message that leads to the entitlement. */
  private List<Long> told(long entitlement) {
    return Scope.callAs(
        Fixtures.CITY,
        () ->
            transaction.execute(
                status ->
                    jdbc.sql("SELECT account_id FROM message WHERE channel = 'INBOX' AND url = ?")
                        .param("/payments/entitlements/" + entitlement)
                        .query(Long.class)
                        .list()));
  }
}
