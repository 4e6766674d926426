package minzheng.subsidy.change;

import static minzheng.subsidy.change.Families.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.UUID;
import minzheng.MinzhengTest;
import minzheng.cases.CaseView;
import minzheng.cases.Outcome;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlement;
import minzheng.payments.Entitlements;
import minzheng.people.Designations;
import minzheng.people.LifeEvents;
import minzheng.security.Scope;
import minzheng.subsidy.Determinations;
import minzheng.subsidy.desk.SubsidyCases;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** 变更或停发: heard first, three people, the money by month, the determination by the event's law. */
@MinzhengTest
class ChangesTest {
  private static final LocalDate DECIDED = LocalDate.of(2018, 6, 15);
  private static final String LATE = "补录纸质档案";

  @Autowired AutowireCapableBeanFactory beans;
  @Autowired Changes changes;
  @Autowired ChangeStore store;
  @Autowired SubsidyCases subsidyCases;
  @Autowired Entitlements entitlements;
  @Autowired Designations designations;
  @Autowired Determinations determinations;
  @Autowired LifeEvents lives;
  @Autowired MockMvcTester mvc;

  private Families families;

  @BeforeEach
  void people() {
    families =
        (Families)
            beans.autowire(Families.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
  }

  private Entitlement paid(CaseView file) {
    return as(
        families.approver, () -> entitlements.get(subsidyCases.get(file.id()).entitlementId()));
  }

  private Money due(CaseView file, int year, int month) {
    long id = paid(file).id();
    return as(families.approver, () -> entitlements.due(id, YearMonth.of(year, month)));
  }

  private long open(CaseView source, ChangeReason reason, LocalDate event, LocalDate day) {
    return as(
        families.worker,
        () ->
            changes.open(
                new Changes.Opening(source.id(), reason, event, "", day, LATE, null),
                families.worker));
  }

  private void hear(long id, LocalDate day) {
    as(
        families.worker,
        () -> {
          changes.hear(
              id,
              new Hearing(day, "周秀兰", Hearing.Manner.FACE, true, "收入确有增加", "", null),
              LATE,
              families.worker);
          return null;
        });
  }

  private CaseView approve(long id, LocalDate day) {
    families.move(families.reviewer, id, "PROPOSE", "情况属实", day);
    return families.move(families.approver, id, "APPROVE", "同意变更", day);
  }

  @Test
  void example_18_decided_on_2018_06_15_pays_3600_in_2018() {
    CaseView file = families.lowBao("1500", DECIDED);
    Money sum = Money.ZERO;
    for (int month = 1; month <= 12; month++) sum = sum.plus(due(file, 2018, month));
    assertThat(sum).isEqualTo(Money.of("3600.00"));
    assertThat(due(file, 2018, 6)).isEqualTo(Money.ZERO);
  }

  @Test
  void example_19_income_becomes_1800_decided_on_2018_09_20_pays_600_in_september_300_in_october() {
    CaseView file = families.lowBao("1500", DECIDED);
    LocalDate event = LocalDate.of(2018, 9, 10);
    LocalDate day = LocalDate.of(2018, 9, 20);
    families.earns(file, "1800", event);

    long id = open(file, ChangeReason.INCOME, event, day);
    assertThat(families.get(id).number()).startsWith("DT510104-2018-");
    assertThatThrownBy(() -> families.move(families.worker, id, "HAND_IN", null, day))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("须先听取当事人意见");
    families.move(families.worker, id, "PROPOSE_REDUCTION", "工资增加，拟降低", day);
    assertThat(families.get(id).state()).isEqualTo("REDUCTION_PROPOSED");
    assertThatThrownBy(() -> families.move(families.reviewer, id, "PROPOSE", "属实", day))
        .isInstanceOf(RuleViolation.class);
    hear(id, day);
    assertThat(families.get(id).state()).isEqualTo("HEARING_NOTED");
    CaseView done = approve(id, day);

    assertThat(done.outcome()).isEqualTo(Outcome.APPROVED);
    assertThat(done.amount()).isEqualTo(Money.of("300.00"));
    assertThat(due(file, 2018, 9)).isEqualTo(Money.of("600.00"));
    assertThat(due(file, 2018, 10)).isEqualTo(Money.of("300.00"));
    var frozen = as(families.approver, () -> determinations.ofCase(id)).getFirst();
    assertThat(frozen.on()).isEqualTo(event);
    assertThat(frozen.result().amount()).isEqualTo(Money.of("300.00"));
    assertThat(as(families.approver, () -> determinations.recompute(frozen.id())).same()).isTrue();
    assertThat(as(families.approver, () -> store.hearings(id)))
        .singleElement()
        .satisfies(h -> assertThat(h.said()).isEqualTo("收入确有增加"));
  }

  @Test
  void above_the_standard_it_stops_after_the_month_of_the_event_and_the_status_with_it() {
    CaseView file = families.lowBao("1500", DECIDED);
    LocalDate event = LocalDate.of(2018, 9, 10);
    LocalDate day = LocalDate.of(2018, 10, 8);
    families.earns(file, "2100", event);
    long id = open(file, ChangeReason.INCOME, event, day);
    families.move(families.worker, id, "PROPOSE_REDUCTION", "收入达到标准", day);
    hear(id, day);
    approve(id, day);
    assertThat(paid(file).state()).isEqualTo(Entitlement.State.STOPPED);
    assertThat(due(file, 2018, 9)).isEqualTo(Money.of("600.00"));
    assertThat(due(file, 2018, 10)).isEqualTo(Money.ZERO);
    as(
        families.approver,
        () -> {
          long person = file.personId();
          assertThat(designations.has(person, "DIBAO", LocalDate.of(2018, 9, 30))).isTrue();
          assertThat(designations.has(person, "DIBAO", LocalDate.of(2018, 10, 1))).isFalse();
          return null;
        });
    assertThatThrownBy(() -> open(file, ChangeReason.INCOME, event, day))
        .hasMessageContaining("已停发");
  }

  @Test
  void more_needs_no_hearing_and_counts_from_the_next_month() {
    CaseView file = families.lowBao("1500", DECIDED);
    LocalDate event = LocalDate.of(2018, 9, 10);
    families.earns(file, "1200", event);
    long id = open(file, ChangeReason.INCOME, event, event);
    assertThatThrownBy(() -> families.move(families.worker, id, "PROPOSE_REDUCTION", "降低", event))
        .hasMessageContaining("不用听取意见");
    families.move(families.worker, id, "HAND_IN", null, event);
    approve(id, event);
    assertThat(due(file, 2018, 9)).isEqualTo(Money.of("600.00"));
    assertThat(due(file, 2018, 10)).isEqualTo(Money.of("900.00"));
  }

  /** Each way is offered where it will be taken, and the card says why. */
  @Test
  void only_the_step_that_fits_the_determination_is_offered() throws Exception {
    CaseView file = families.lowBao("1500", DECIDED);
    LocalDate event = LocalDate.of(2018, 9, 10);
    families.earns(file, "1800", event);
    String address = "/subsidy/cases/" + open(file, ChangeReason.INCOME, event, event);
    assertThat(page(address).text())
        .contains("拟降低或停发，听取意见", "降低：600.00 → 300.00 元/月，提交前须先听取当事人意见")
        .doesNotContain("待遇不降低，提交初审");
    families.earns(file, "1200", event);
    assertThat(page(address).text())
        .contains("待遇不降低，提交初审", "提高：600.00 → 900.00 元/月，不用听取意见")
        .doesNotContain("拟降低或停发，听取意见");
  }

  @Test
  void a_death_in_the_family_is_determined_without_the_dead() {
    CaseView file = families.lowBao("0", DECIDED);
    LocalDate died = LocalDate.of(2018, 9, 10);
    long spouse =
        as(
            families.approver,
            () ->
                determinations.ofCase(file.id()).getFirst().facts().members().stream()
                    .filter(m -> m.name().equals("李建国"))
                    .map(m -> Long.parseLong(m.ref().substring(1)))
                    .findFirst()
                    .orElseThrow());
    as(families.worker, () -> lives.recordDeath(spouse, died, "死亡证明"));
    long id = open(file, ChangeReason.DEATH, died, LocalDate.of(2018, 9, 20));
    assertThat(families.get(id).lawDay()).isEqualTo(died.plusDays(1));
    LocalDate day = LocalDate.of(2018, 9, 20);
    families.move(families.worker, id, "PROPOSE_REDUCTION", "人口减少", day);
    hear(id, day);
    approve(id, day);
    assertThat(due(file, 2018, 9)).isEqualTo(Money.of("2100.00"));
    assertThat(due(file, 2018, 10)).isEqualTo(Money.of("1400.00"));
    as(
        families.approver,
        () -> {
          assertThat(designations.has(spouse, "DIBAO", died)).isTrue();
          assertThat(designations.has(spouse, "DIBAO", died.plusDays(1))).isFalse();
          assertThat(designations.has(file.personId(), "DIBAO", day)).isTrue();
          return null;
        });
  }

  @Test
  void the_month_of_death_of_an_elder_is_paid_in_full() throws Exception {
    CaseView file = families.elder(DECIDED);
    LocalDate died = LocalDate.of(2018, 9, 10);
    LocalDate day = LocalDate.of(2018, 9, 20);
    as(families.worker, () -> lives.recordDeath(file.personId(), died, "死亡证明"));
    long id = open(file, ChangeReason.DEATH, died, day);
    String address = "/subsidy/cases/" + id;
    assertThat(page(address).text())
        .contains("死亡（2018-09-10）使待遇终止", "拟降低或停发，听取意见")
        .doesNotContain("条件全部符合", "待遇不降低，提交初审");
    families.move(families.worker, id, "PROPOSE_REDUCTION", "本人死亡", day);
    assertThat(page("/subsidy/changes/" + id + "/hearing").select("#person").val()).isEmpty();
    as(
        families.worker,
        () -> {
          changes.hear(
              id,
              new Hearing(day, "家属", Hearing.Manner.NOT_POSSIBLE, false, "本人已死亡", "", null),
              LATE,
              families.worker);
          return null;
        });
    approve(id, day);
    assertThat(due(file, 2018, 9).isPositive()).isTrue();
    assertThat(due(file, 2018, 10)).isEqualTo(Money.ZERO);
    assertThat(as(families.approver, () -> designations.has(file.personId(), "OLD_AGE", day)))
        .isFalse();
    assertThat(page(address).text()).contains("使待遇终止");
  }

  /** An application outlives nobody: the district cannot say yes to the dead. */
  @Test
  void an_applicant_who_died_meanwhile_is_not_recognised() {
    LocalDate day = DECIDED.minusDays(14);
    long id = families.elderProposed(day);
    long elder = families.get(id).personId();
    as(families.worker, () -> lives.recordDeath(elder, day, "死亡证明"));
    assertThatThrownBy(() -> families.move(families.approver, id, "APPROVE", "同意", DECIDED))
        .hasMessageContaining("已于 " + day + " 登记死亡，不能认定");
    assertThat(as(families.approver, () -> designations.has(elder, "OLD_AGE", DECIDED))).isFalse();
    families.move(families.approver, id, "REFUSE", "本人已死亡", DECIDED);
  }

  @Test
  void a_change_that_was_withdrawn_ends_nothing() throws Exception {
    CaseView file = families.elder(DECIDED);
    LocalDate day = LocalDate.of(2018, 9, 20);
    long id = open(file, ChangeReason.MOVED_OUT, day, day);
    assertThat(page("/subsidy/cases/" + id).text()).contains("迁出本地（2018-09-20）使待遇终止");
    families.move(families.worker, id, "WITHDRAW", "登记有误", day);
    assertThat(page("/subsidy/cases/" + id).text()).doesNotContain("使待遇终止");
  }

  @Test
  void an_allowance_that_came_by_a_case_is_stopped_from_there() throws Exception {
    CaseView file = families.elder(DECIDED);
    Document page = page("/subsidy/old-age/life/" + paid(file).id());
    assertThat(page.select("form[action$=/stop]")).isEmpty();
    assertThat(page.select("a:contains(打开案件)").attr("href"))
        .isEqualTo("/subsidy/cases/" + file.id());
  }

  @Test
  void what_is_paid_leads_to_the_cases_that_decided_it() throws Exception {
    CaseView file = families.lowBao("1500", DECIDED);
    LocalDate event = LocalDate.of(2018, 9, 10);
    families.earns(file, "1200", event);
    long id = open(file, ChangeReason.INCOME, event, event);
    families.move(families.worker, id, "HAND_IN", null, event);
    approve(id, event);
    Document page = page("/payments/entitlements/" + paid(file).id());
    assertThat(page.select("td a[href^=/subsidy/cases/]").eachAttr("href"))
        .containsExactly("/subsidy/cases/" + id, "/subsidy/cases/" + file.id());
    assertThat(page.select("td a[href$=" + file.id() + "]").text()).contains(file.number());
  }

  @Test
  void three_people_and_evidence_that_still_holds() {
    CaseView file = families.lowBao("1500", DECIDED);
    LocalDate event = LocalDate.of(2018, 9, 10);
    families.earns(file, "1800", event);
    long id = open(file, ChangeReason.INCOME, event, event);
    assertThatThrownBy(() -> open(file, ChangeReason.REVIEW, event, event))
        .hasMessageContaining("已有在办的变更案件");
    families.move(families.worker, id, "PROPOSE_REDUCTION", "降低", event);
    assertThatThrownBy(() -> hear(id, event.minusDays(1))).hasMessageContaining("不能早于");
    hear(id, event);
    families.move(families.reviewer, id, "PROPOSE", "属实", event);
    assertThatThrownBy(() -> families.move(families.reviewer, id, "APPROVE", "同意", event))
        .isInstanceOf(RuleViolation.class);
    families.earns(file, "1900", event);
    assertThatThrownBy(() -> families.move(families.approver, id, "APPROVE", "同意", event))
        .hasMessageContaining("有变化");
    families.move(families.approver, id, "KEEP", "重新报告收入后另案处理", event);
    assertThat(due(file, 2018, 10)).isEqualTo(Money.of("600.00"));
  }

  @Test
  void another_district_finds_nothing() {
    CaseView file = families.lowBao("1500", DECIDED);
    assertThatThrownBy(() -> Scope.callAs("510105", () -> changes.paid(file.id())))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void opened_and_heard_on_pages() {
    CaseView file = families.lowBao("1500", DECIDED);
    var page = mvc.get().uri("/subsidy/cases/" + file.id()).with(user(families.worker)).exchange();
    assertThat(page).hasStatusOk().bodyText().contains("/subsidy/changes/new?case=" + file.id());
    assertThat(
            mvc.get()
                .uri("/subsidy/changes/new?case=" + file.id())
                .with(user(families.worker))
                .exchange())
        .hasStatusOk()
        .bodyText()
        .contains("600.00", "定期复核");
    families.earns(file, "1800", LocalDate.of(2018, 9, 10));
    var wrong =
        mvc.post()
            .uri("/subsidy/changes")
            .param("caseId", String.valueOf(file.id()))
            .param("cause", "")
            .param("eventOn", "2018-09-10")
            .with(user(families.worker))
            .with(csrf())
            .exchange();
    assertThat(wrong).hasStatus(400).bodyText().contains("请选择变更原因");
    String key = UUID.randomUUID().toString();
    String first = null;
    for (int i = 0; i < 2; i++) {
      var sent =
          mvc.post()
              .uri("/subsidy/changes")
              .param("caseId", String.valueOf(file.id()))
              .param("key", key)
              .param("cause", "INCOME")
              .param("eventOn", "2018-09-10")
              .param("effectiveOn", "2018-09-20")
              .param("reason", LATE)
              .with(user(families.worker))
              .with(csrf())
              .exchange();
      assertThat(sent).hasStatus3xxRedirection();
      String to = sent.getResponse().getRedirectedUrl();
      if (first == null) first = to;
      assertThat(to).isEqualTo(first); // a double click opens one case
    }
    long id = Long.parseLong(first.substring(first.lastIndexOf('/') + 1));
    families.move(families.worker, id, "PROPOSE_REDUCTION", "降低", LocalDate.of(2018, 9, 20));
    assertThat(mvc.get().uri(first).with(user(families.worker)).exchange())
        .hasStatusOk()
        .bodyText()
        .contains("低保变更", "登记听取意见", "600.00 → 300.00");
    assertThat(
            mvc.get()
                .uri("/subsidy/changes/" + id + "/hearing")
                .with(user(families.worker))
                .exchange())
        .hasStatusOk()
        .bodyText()
        .contains("社会救助法");
    assertThat(
            mvc.post()
                .uri("/subsidy/changes/" + id + "/hearing")
                .param("heardOn", "2018-09-20")
                .param("person", "周秀兰")
                .param("manner", "PHONE")
                .param("agrees", "yes")
                .param("said", "没有意见")
                .param("reason", LATE)
                .with(user(families.worker))
                .with(csrf())
                .exchange())
        .hasStatus3xxRedirection();
    assertThat(families.get(id).state()).isEqualTo("HEARING_NOTED");
  }

  @Test
  void a_written_notice_with_reasons_follows() {
    CaseView file = families.lowBao("1500", DECIDED);
    LocalDate event = LocalDate.of(2018, 9, 10);
    families.earns(file, "2100", event);
    long id = open(file, ChangeReason.INCOME, event, event);
    assertThat(issue(id, "SUBSIDY_CHANGE")).endsWith("/letters"); // refused: not decided yet
    families.move(families.worker, id, "PROPOSE_REDUCTION", "收入达到标准", event);
    hear(id, event);
    approve(id, event);
    assertThat(issue(id, "SUBSIDY_DECISION")).endsWith("/letters"); // an answer to applications
    String paper = issue(id, "SUBSIDY_CHANGE");
    assertThat(mvc.get().uri(paper).with(user(families.approver)).exchange())
        .hasStatusOk()
        .bodyText()
        .contains("自 2018年10月 起停发", "收入确有增加", "行政复议", "2,100.00");
  }

  private Document page(String address) throws Exception {
    var answer = mvc.get().uri(address).with(user(families.worker)).exchange();
    assertThat(answer).hasStatusOk();
    return Jsoup.parse(answer.getResponse().getContentAsString());
  }

  private String issue(long id, String kind) {
    return mvc.post()
        .uri("/subsidy/cases/" + id + "/letters")
        .param("kind", kind)
        .with(user(families.approver))
        .with(csrf())
        .exchange()
        .getResponse()
        .getRedirectedUrl();
  }
}
