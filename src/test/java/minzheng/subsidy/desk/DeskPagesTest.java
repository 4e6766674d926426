package minzheng.subsidy.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import minzheng.Fixtures;
import minzheng.FreshIds;
import minzheng.MinzhengTest;
import minzheng.TestDatabase;
import minzheng.kernel.PersonName;
import minzheng.kernel.Sex;
import minzheng.people.Designations;
import minzheng.people.LifeEvents;
import minzheng.people.Person;
import minzheng.people.PersonEntry;
import minzheng.people.PersonSearch;
import minzheng.people.Persons;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** The window: what is typed wrong, typed twice, guessed, or too much. */
@MinzhengTest
class DeskPagesTest {
  private static final String STREET = "510104017";

  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired Persons persons;
  @Autowired Designations designations;
  @Autowired LifeEvents events;
  @Autowired PersonSearch search;
  @Autowired TransactionTemplate transaction;
  private CurrentUser worker;

  @BeforeEach
  void somebody_at_the_window() {
    worker = fixtures.user(STREET, Role.CASEWORKER);
  }

  /** One person with this income on 2018-06-15, everything else in order. */
  private static Map<String, String> form(String income) {
    var form = new HashMap<String, String>();
    form.put("programme", "DIBAO");
    form.put("applyDate", "2018-06-15");
    form.put("backdateReason", "补录");
    form.put("region", "510104017001");
    form.put("address", "水井街 1 号");
    form.put("channel", "WINDOW");
    form.put("savings", "0");
    form.put("vehicles", "0");
    form.put("members[0].idNumber", FreshIds.of(LocalDate.of(1975, 3, 1), Sex.F));
    form.put("members[0].name", "贺兰芳");
    form.put("members[0].relation", "HEAD");
    form.put("members[0].income", income);
    form.put("members[0].incomeKind", "WAGE");
    form.put("members[0].consent", "true");
    return form;
  }

  private MvcTestResult get(CurrentUser who, String path) {
    return mvc.get().uri(path).with(user(who)).exchange();
  }

  private MvcTestResult post(CurrentUser who, String path, Map<String, String> form) {
    var request = mvc.post().uri(path).with(user(who)).with(csrf());
    for (var field : form.entrySet()) request = request.param(field.getKey(), field.getValue());
    return request.exchange();
  }

  private static Document html(MvcTestResult result) throws Exception {
    return Jsoup.parse(result.getResponse().getContentAsString());
  }

  private UUID typed(Map<String, String> form) {
    UUID id = UUID.randomUUID();
    assertThat(post(worker, "/subsidy/intake/" + id, form))
        .hasStatus3xxRedirection()
        .hasRedirectedUrl("/subsidy/intake/" + id + "/check");
    return id;
  }

  private String submitted(UUID id) {
    var answer = post(worker, "/subsidy/intake/" + id + "/submit", Map.of());
    assertThat(answer).hasStatus3xxRedirection();
    return answer.getResponse().getRedirectedUrl();
  }

  @ParameterizedTest(name = "{0} = {1}: {2}")
  @CsvSource({
    "members[0].idNumber, 990199197003011235, 校验",
    "members[0].idNumber, 990199194602290019, 日期",
    "members[0].income, -1, 负",
    "members[0].income, 1500.005, 两位小数",
    "members[0].income, 很多, 金额",
    "applyDate, 2018-02-30, 没有",
    "applyDate, 2999-01-01, 不能晚于今天",
    "region, 510105001001, 辖区",
    "savings, 1.234, 两位小数",
    "vehicles, 一辆, 辆数"
  })
  void bad_input_is_answered_where_it_stands_and_what_was_typed_stays(
      String field, String value, String sentence) throws Exception {
    var form = form("100.00");
    form.put(field, value);
    var answer = post(worker, "/subsidy/intake/" + UUID.randomUUID(), form);
    assertThat(answer).hasStatus(400);
    var page = html(answer);
    assertThat(page.select("[data-mz-errors]").text()).contains("需要改正");
    String id = field.replace("[", "").replace("]", "");
    assertThat(page.getElementById(id + "-error").text()).contains(sentence);
    assertThat(page.getElementById("address").val()).isEqualTo("水井街 1 号");
    if (page.getElementById(id).hasAttr("value") && !field.equals("region"))
      assertThat(page.getElementById(id).val()).isEqualTo(value);
  }

  /** Example 2 and the boundary of 低于; an income that was not given is not zero. */
  @ParameterizedTest(name = "income {0}: {1}")
  @CsvSource({"699.99, 0.01 元", "700.00, 收入不低于标准", "'', 缺数据"})
  void the_check_page_says_what_the_rules_say(String income, String words) throws Exception {
    UUID id = typed(form(income));
    assertThat(html(get(worker, "/subsidy/intake/" + id + "/check")).text()).contains(words);
  }

  /** No standard of 低保 was in force in 成都 before 2018. */
  @Test
  void a_day_without_a_standard_is_said_to_have_none() throws Exception {
    var form = form("100.00");
    form.put("applyDate", "2017-06-15");
    UUID id = typed(form);
    assertThat(html(get(worker, "/subsidy/intake/" + id + "/check")).text())
        .contains("无适用标准")
        .contains("没有适用的标准");
  }

  @Test
  void a_double_submit_creates_one_case() throws Exception {
    UUID id = typed(form("100.00"));
    try (var hands = Executors.newFixedThreadPool(2)) {
      List<Callable<String>> twice = List.of(() -> submitted(id), () -> submitted(id));
      var where = new ArrayList<String>();
      for (Future<String> hand : hands.invokeAll(twice)) where.add(hand.get());
      assertThat(where.getFirst()).startsWith("/subsidy/cases/").isEqualTo(where.getLast());
    }
  }

  @Test
  void a_second_application_while_the_first_runs_is_refused_and_leaves_nothing() throws Exception {
    var form = form("100.00");
    submitted(typed(form));
    UUID again = typed(form);
    var answer = post(worker, "/subsidy/intake/" + again + "/submit", Map.of());
    assertThat(answer).hasStatus(400);
    assertThat(html(answer).text()).contains("本户已有在办的最低生活保障案件");
  }

  /** What the register knows is said while the family stands there, not after the public notice. */
  @Test
  void nobody_applies_for_the_dead_or_for_what_they_have() throws Exception {
    var form = form("100.00");
    var known =
        Scope.callAs(
            STREET,
            () ->
                transaction.execute(
                    status -> {
                      var number = form.get("members[0].idNumber");
                      long id = persons.register(PersonEntry.holder(number, "贺兰芳", STREET));
                      designations.grant(
                          id, STREET, "DIBAO", "低保", LocalDate.of(2018, 5, 1), null, "旧案");
                      return id;
                    }));
    assertThat(refused(form, "members0.idNumber")).contains("贺兰芳自 2018-05-01 起已认定为“低保”");
    form.put("programme", "OLD_AGE"); // another programme is another matter
    typed(form);
    form.put("members[0].name", "贺兰香");
    assertThat(refused(form, "members0.name")).contains("已登记为“贺**”");
    form.put("programme", "DIBAO");
    assertThat(refused(form, "members0.idNumber")).startsWith("贺兰香").doesNotContain("贺兰芳");
    form.put("members[0].name", "贺兰芳");
    Scope.runAs(STREET, () -> events.recordDeath(known, LocalDate.of(2018, 6, 1), "死亡证明"));
    assertThat(refused(form, "members0.idNumber")).contains("贺兰芳已于 2018-06-01 登记死亡，不能申请");
  }

  private String refused(Map<String, String> form, String field) throws Exception {
    var answer = post(worker, "/subsidy/intake/" + UUID.randomUUID(), form);
    assertThat(answer).hasStatus(400);
    return html(answer).getElementById(field + "-error").text();
  }

  /** The trial at the counter knows who did not sign; the sheet would refuse the case for it. */
  @Test
  void an_authorisation_that_was_not_signed_shows_before_it_is_handed_in() throws Exception {
    var form = form("100.00");
    form.remove("members[0].consent");
    UUID id = typed(form);
    assertThat(html(get(worker, "/subsidy/intake/" + id + "/check")).select("aside").text())
        .contains("未签署核对授权");
  }

  @Test
  void what_is_not_ticked_is_answered_on_its_page() throws Exception {
    String address = submitted(typed(form("100.00")));
    var visit =
        Map.of("visitedOn", "2018-06-20", "met", "贺兰芳", "findings", "家中两间旧屋", "_signed", "on");
    var answer = post(worker, address + "/visits", visit);
    assertThat(answer).hasStatus(400);
    assertThat(answer).hasViewName("subsidy/case-visits");
    assertThat(answer.getMvcResult().getModelAndView().getModel().get("form"))
        .asString()
        .contains("家中两间旧屋");
    var signed = post(worker, address + "/family/signed", Map.of());
    assertThat(signed).hasRedirectedUrl(address + "/family");
    assertThat((String) signed.getMvcResult().getFlashMap().get("refused")).contains("请勾选");
  }

  @Test
  void another_district_gets_404_for_every_page_of_a_case() {
    String address = submitted(typed(form("100.00")));
    var foreign = fixtures.user(Fixtures.QINGYANG, Role.CASEWORKER);
    var papers = address.replace("/subsidy/cases/", "/documents/of/CASE/");
    for (String path :
        List.of(
            address,
            address + "/family",
            address + "/checks",
            address + "/visits",
            address + "/determination",
            address + "/papers",
            address + "/letters",
            address + "/timeline",
            address + "/account",
            papers,
            address.replace("/subsidy", "") + "/notice")) {
      assertThat(get(worker, path)).as("own %s", path).hasStatusOk();
      assertThat(get(foreign, path)).as("foreign %s", path).hasStatus(404);
    }
  }

  @Test
  void every_tab_and_part_of_a_case_leads_to_a_page() throws Exception {
    String address = submitted(typed(form("100.00")));
    var links =
        html(get(worker, address))
            .select(".mz-tabs a, main table a[href^=/subsidy/cases/]")
            .eachAttr("href");
    assertThat(links).hasSizeGreaterThan(10).contains(address.replace("/subsidy", "") + "/notice");
    for (String link : links) assertThat(get(worker, link)).as(link).hasStatusOk();
  }

  @Test
  void who_pays_or_audits_reads_what_explains_the_money_and_no_papers() throws Exception {
    String address = submitted(typed(form("100.00")));
    for (Role role : List.of(Role.FINANCE, Role.AUDITOR)) {
      var reader = fixtures.user(STREET, role);
      Document page = html(get(reader, address));
      assertThat(page.select(".mz-tabs a").eachText()).containsExactly("概况", "测算", "轨迹");
      for (String link : page.select("main a[href^=/subsidy/cases/]").eachAttr("href"))
        assertThat(get(reader, link)).as("%s %s", role, link).hasStatusOk();
      for (String part : List.of("/family", "/checks", "/visits", "/papers", "/letters"))
        assertThat(get(reader, address + part)).as("%s %s", role, part).hasStatus(403);
    }
    var reviewer = fixtures.user(STREET, Role.REVIEWER);
    assertThat(html(get(reviewer, address + "/account")).select("main form")).isEmpty();
    assertThat(html(get(worker, address + "/account")).select("main form")).hasSize(1);
    var typed = Map.of("bank", "农业银行", "account", "6228480000001234", "holder", "周德安");
    assertThat(post(reviewer, address + "/account", typed)).hasStatus(403);
  }

  /** Kept by code, so that the replay is equal; read by name. */
  @Test
  void the_sheet_and_the_approval_form_name_the_place_of_registration() throws Exception {
    var form = form("100.00");
    form.put("programme", "OLD_AGE");
    form.put("members[0].idNumber", FreshIds.of(LocalDate.of(1930, 3, 1), Sex.F));
    form.put("members[0].hukou", "510105");
    String address = submitted(typed(form));
    String[] names = {"户籍地 成都市 / 青羊区", "与居住地 成都市 / 锦江区 / 锦官驿街道"};
    String sheet = html(get(worker, address + "/determination")).select(".mz-sheet").text();
    assertThat(sheet).contains(names).doesNotContain("510104").doesNotContain("510105");
    var printed = post(worker, address + "/letters", Map.of("kind", "SUBSIDY_APPROVAL_FORM"));
    String copy = printed.getResponse().getRedirectedUrl();
    assertThat(html(get(worker, copy)).text()).contains(names);
  }

  /** Names as they were kept before they were normalised, in the file and in the list of cases. */
  @ParameterizedTest
  @ValueSource(strings = {"贺 兰芳", "买买提 · 吐尔逊", "𠮷  野 々", "贺·Anna  Li", "贺 Ａnna"})
  void names_kept_with_spaces_are_brought_to_how_they_are_typed(String kept) throws Exception {
    String address = submitted(typed(form("100.00")));
    long id = Long.parseLong(address.substring(address.lastIndexOf('/') + 1));
    try (var owner = DriverManager.getConnection(TestDatabase.url(), "minzheng_owner", "owner");
        var sql = owner.createStatement();
        var migration =
            getClass()
                .getResourceAsStream("/db/migration/people/V0173__names_without_spaces.sql")) {
      sql.execute("UPDATE case_file SET title = '" + kept + "' WHERE id = " + id);
      sql.execute(
          "UPDATE person p SET name = '%s' FROM case_file f WHERE p.id = f.person_id AND f.id = %d"
              .formatted(kept, id));
      sql.execute(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
    }
    String name = PersonName.normalize(kept);
    var found = mvc.get().uri("/cases").param("q", kept).with(user(worker)).exchange();
    assertThat(html(found).select("tbody a.mz-strong[href=" + address + "]").text())
        .isEqualTo(name);
    var persons = Scope.callAs(STREET, () -> search.search(kept, null, 50)).persons();
    assertThat(persons).extracting(Person::name).contains(name);
  }

  @Test
  void a_draft_belongs_to_its_writer() {
    UUID id = typed(form("100.00"));
    var colleague = fixtures.user(STREET, Role.CASEWORKER);
    assertThat(get(colleague, "/subsidy/intake/" + id)).hasStatus(404);
    assertThat(get(fixtures.user(STREET, Role.REVIEWER), "/subsidy/intake")).hasStatus(403);
  }
}
