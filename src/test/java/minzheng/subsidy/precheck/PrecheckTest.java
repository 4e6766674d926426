package minzheng.subsidy.precheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.LocalDate;
import java.util.Map;
import minzheng.Fixtures;
import minzheng.FreshIds;
import minzheng.MinzhengTest;
import minzheng.kernel.Sex;
import minzheng.people.EvidenceKind;
import minzheng.people.EvidenceLog;
import minzheng.people.EvidenceLog.Entry;
import minzheng.people.Households;
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
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** 政策找人: what a family could receive, what is missing, and where to begin. */
@MinzhengTest
class PrecheckTest {
  private static final String STREET = "510104017";
  private static final LocalDate SINCE = LocalDate.of(2026, 1, 1);

  @Autowired Fixtures fixtures;
  @Autowired Persons persons;
  @Autowired Households households;
  @Autowired EvidenceLog evidence;
  @Autowired Prechecks prechecks;
  @Autowired TransactionTemplate transaction;
  @Autowired MockMvcTester mvc;

  private CurrentUser worker;
  private long head;
  private long household;

  @BeforeEach
  void family() {
    worker = fixtures.user(STREET, Role.CASEWORKER);
    Scope.runAs(
        STREET,
        () ->
            transaction.executeWithoutResult(
                status -> {
                  head = person(LocalDate.of(1960, 6, 6), "王桂芳");
                  long mother = person(LocalDate.of(1930, 6, 6), "刘玉珍");
                  household = households.open(STREET, "锦官驿街 2 号", SINCE, head);
                  households.add(household, mother, Relation.PARENT, SINCE);
                  income(mother, "0");
                }));
  }

  private long person(LocalDate birth, String name) {
    return persons.register(PersonEntry.holder(FreshIds.of(birth, Sex.F), name, STREET));
  }

  private void income(long person, String amount) {
    boolean none = amount.equals("0");
    evidence.declare(
        EvidenceLog.Subject.person(person),
        Entry.of(
            EvidenceKind.INCOME,
            none ? "NONE" : "WAGE",
            Map.of("amount", none ? "0.00" : amount),
            SINCE,
            "本人申报"));
  }

  private Prechecks.Row row(String programme, String who) {
    return Scope.callAs(STREET, () -> prechecks.of(household)).rows().stream()
        .filter(r -> r.result().programme().equals(programme) && r.who().equals(who))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_is_missing_is_said_in_words() {
    var row = row("DIBAO", "全家");
    assertThat(row.overlooked()).isFalse();
    assertThat(row.missing()).contains("王桂芳的月收入", "家庭的存款等金融资产");
    assertThat(row.why()).startsWith("缺：");
  }

  @Test
  void what_could_be_received_is_found_with_a_way_to_begin() throws Exception {
    Scope.runAs(
        STREET,
        () ->
            transaction.executeWithoutResult(
                status -> {
                  income(head, "100.00");
                  var subject = EvidenceLog.Subject.household(household);
                  evidence.declare(
                      subject,
                      Entry.of(
                          EvidenceKind.SAVINGS, null, Map.of("amount", "0.00"), SINCE, "本人申报"));
                  evidence.declare(
                      subject,
                      Entry.of(EvidenceKind.VEHICLES, null, Map.of("count", "0"), SINCE, "本人申报"));
                }));
    var row = row("DIBAO", "全家");
    assertThat(row.overlooked()).isTrue();
    assertThat(row.startUrl()).isEqualTo("/subsidy/intake?programme=DIBAO&person=" + head);
    assertThat(row("OLD_AGE", "刘玉珍").overlooked()).isTrue();
    assertThat(row("OLD_AGE", "王桂芳").overlooked()).isFalse();

    assertThat(
            mvc.get().uri("/subsidy/precheck?household=" + household).with(user(worker)).exchange())
        .hasStatusOk()
        .bodyText()
        .contains("发起申请", "刘玉珍", "最低生活保障", "年龄不符合");
    assertThat(mvc.get().uri("/people/" + head).with(user(worker)).exchange())
        .hasStatusOk()
        .bodyText()
        .contains("政策找人", "项待遇可能漏享", "/subsidy/precheck?household=" + household);
    var intake = mvc.get().uri(row.startUrl()).with(user(worker)).exchange();
    assertThat(intake).hasStatusOk();
    String number = Scope.callAs(STREET, () -> persons.get(head)).docNumber();
    var form = Jsoup.parse(intake.getResponse().getContentAsString());
    assertThat(form.getElementById("members0.idNumber").val()).isEqualTo(number);
    assertThat(form.getElementById("members0.name").val()).isEqualTo("王桂芳");
    assertThat(form.getElementById("members0.birthDate").val()).isEqualTo("1960-06-06");
    assertThat(form.getElementById("members1.name").val()).isEqualTo("刘玉珍");
    assertThat(form.select("[name='members[1].relation'] [selected]").val()).isEqualTo("PARENT");
  }

  @Test
  void another_district_finds_nothing() {
    CurrentUser other = fixtures.user(Fixtures.QINGYANG, Role.CASEWORKER);
    assertThat(
            mvc.get().uri("/subsidy/precheck?household=" + household).with(user(other)).exchange())
        .hasStatus(404);
    assertThat(
            mvc.get()
                .uri("/subsidy/intake?programme=DIBAO&person=" + head)
                .with(user(other))
                .exchange())
        .hasStatus(404);
  }
}
