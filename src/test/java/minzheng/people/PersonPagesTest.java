package minzheng.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.LocalDate;
import java.util.Map;
import minzheng.Fixtures;
import minzheng.FreshIds;
import minzheng.MinzhengTest;
import minzheng.kernel.Sex;
import minzheng.people.EvidenceLog.Entry;
import minzheng.people.EvidenceLog.Subject;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** The pages about people, as the persons at the desks use them. */
@MinzhengTest
class PersonPagesTest {
  private static final LocalDate BORN = LocalDate.of(1943, 3, 12);

  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired Persons persons;
  @Autowired Households households;
  @Autowired EvidenceLog evidence;
  @Autowired Designations designations;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  private CurrentUser street;
  private CurrentUser foreign;
  private String number;
  private long mother;

  @BeforeEach
  void family() {
    street = fixtures.user("510104017", Role.CASEWORKER);
    foreign = fixtures.user("510105", Role.CASEWORKER);
    number = FreshIds.of(BORN, Sex.F);
    Scope.runAs(
        "510104",
        () -> {
          mother =
              persons.register(
                  new PersonEntry(
                      DocType.ID,
                      number,
                      "李桂芳",
                      null,
                      null,
                      "510104",
                      "510104017001",
                      "13800006172",
                      "均隆街 9 号"));
          long son =
              persons.register(
                  PersonEntry.holder(
                      FreshIds.of(LocalDate.of(1970, 2, 1), Sex.M), "王建平", "510104017001"));
          LocalDate start = LocalDate.of(2019, 5, 1);
          long home = households.open("510104017001", "均隆街 9 号", start, mother);
          households.add(home, son, Relation.CHILD, start);
          evidence.record(
              Subject.person(mother),
              Entry.of(
                  EvidenceKind.INCOME, "BASIC_PENSION", Map.of("amount", "120"), start, "社保核对"));
          evidence.record(
              Subject.person(son),
              Entry.of(
                  EvidenceKind.INCOME,
                  "WAGE",
                  Map.of("amount", "810", "note", "灵活就业"),
                  start,
                  "本人申报"));
          designations.grant(mother, "510104", "DIBAO", "低保对象", start, null, "DB-1");
        });
  }

  private MvcTestResult get(CurrentUser who, String address, Object... values) {
    return mvc.get().uri(address, values).with(user(who)).exchange();
  }

  private MvcTestResult post(CurrentUser who, String address, String... fields) {
    var request = mvc.post().uri(address).with(user(who)).with(csrf());
    for (int i = 0; i < fields.length; i += 2)
      request = request.formField(fields[i], fields[i + 1]);
    return request.exchange();
  }

  private static Document page(MvcTestResult result) throws Exception {
    return Jsoup.parse(result.getResponse().getContentAsString());
  }

  @Test
  void the_person_page_shows_status_household_and_masks_what_is_sensitive() throws Exception {
    var result = get(street, "/people/" + mother);
    assertThat(result).hasStatusOk();
    var page = page(result);
    assertThat(page.select(".mz-id").text())
        .contains("李桂芳", "低保对象", "83 岁", number.substring(0, 6) + "********", "138****6172")
        .doesNotContain(number)
        .doesNotContain("均隆街");
    assertThat(page.text()).contains("城乡居民基本养老金", "灵活就业", "930.00", "王建平", "认定为低保对象");
    assertThat(result.getResponse().getContentAsString()).doesNotContain(number);
  }

  @Test
  void a_foreign_file_is_not_there() {
    assertThat(get(foreign, "/people/" + mother)).hasStatus(HttpStatus.NOT_FOUND);
    assertThat(get(foreign, "/people/" + mother + "/reveal")).hasStatus(HttpStatus.NOT_FOUND);
    assertThat(post(foreign, "/people/" + mother + "/reveal", "reason", "COUNTER"))
        .hasStatus(HttpStatus.NOT_FOUND);
  }

  @Test
  void a_look_is_logged_and_listed_as_viewed() throws Exception {
    assertThat(page(get(street, "/people")).text()).contains("还没有查看过档案");
    get(street, "/people/" + mother);
    assertThat(page(get(street, "/people")).select("table").text()).contains("李桂芳", "低保对象");
    assertThat(audited("查看")).isNotEmpty();
  }

  private java.util.List<String> audited(String action) {
    return Scope.callAs(
        "510104",
        () ->
            transaction.execute(
                status ->
                    jdbc.sql(
                            "SELECT coalesce(reason, '') FROM audit_event WHERE action = ? AND"
                                + " object_type = '人员' AND object_id = ?")
                        .params(action, String.valueOf(mother))
                        .query(String.class)
                        .list()));
  }

  @Test
  void showing_the_number_needs_a_reason_and_is_logged() throws Exception {
    var refused = post(street, "/people/" + mother + "/reveal", "reason", "OTHER");
    assertThat(refused).hasStatus3xxRedirection();
    assertThat(audited("显示敏感信息")).isEmpty();
    var shown = page(post(street, "/people/" + mother + "/reveal", "reason", "COUNTER"));
    assertThat(shown.select(".mz-id").text()).contains(number, "13800006172", "均隆街 9 号");
    assertThat(audited("显示敏感信息")).containsExactly("本人在窗口，核对证件");
    var supervisor = fixtures.user("5101", Role.SUPERVISOR);
    assertThat(post(supervisor, "/people/" + mother + "/reveal", "reason", "COUNTER"))
        .hasStatus(HttpStatus.FORBIDDEN);
    assertThat(page(get(supervisor, "/people/" + mother)).select("[data-mz-open=reveal]"))
        .isEmpty();
  }

  @Test
  void a_number_typed_into_the_search_opens_the_file() {
    assertThat(post(street, "/people", "q", number.toLowerCase()))
        .hasRedirectedUrl("/people/" + mother);
    assertThat(post(street, "/people", "q", "桂芳")).hasRedirectedUrl("/people?q=%E6%A1%82%E8%8A%B3");
  }

  @Test
  void a_number_of_another_district_leads_to_take_up() throws Exception {
    var page = page(post(foreign, "/people", "q", number));
    assertThat(page.text()).contains("本单位没有这个证件号码的档案").doesNotContain("李桂芳");
    var asked = page(post(foreign, "/people/elsewhere", "docNumber", number, "reason", "迁入本辖区"));
    assertThat(asked.text()).contains("李**", "锦江区", "迁入本辖区").doesNotContain("李桂芳");
    var taken = post(foreign, "/people/take-up", "docNumber", number, "reason", "迁入本辖区");
    assertThat(taken).hasRedirectedUrl("/people/" + mother);
    var file = page(get(foreign, "/people/" + mother));
    assertThat(file.text()).contains("李桂芳", "低保对象", "家庭档案不在本单位");
    assertThat(audited("调取档案")).isEmpty(); // it stands in the asking office's trail
  }

  @Test
  void the_id_field_is_told_whether_the_person_is_known() {
    assertThat(post(street, "/people/lookup", "idNumber", number))
        .bodyJson()
        .extractingPath("$.name")
        .isEqualTo("李桂芳");
    var elsewhere = post(foreign, "/people/lookup", "idNumber", number);
    assertThat(elsewhere).bodyJson().extractingPath("$.text").asString().contains("李**", "锦江区");
    assertThat(elsewhere).bodyJson().doesNotHavePath("$.name");
    assertThat(post(street, "/people/lookup", "idNumber", FreshIds.any()))
        .bodyJson()
        .extractingPath("$.known")
        .isEqualTo(false);
    assertThat(post(street, "/people/lookup", "idNumber", "990104196607140017"))
        .bodyJson()
        .extractingPath("$.text")
        .asString()
        .contains("校验位不符");
  }

  @Test
  void auditors_and_administrators_have_no_business_with_files() {
    for (Role role : new Role[] {Role.AUDITOR, Role.SYSTEM_ADMIN, Role.STANDARDS_ADMIN})
      assertThat(get(fixtures.user("5101", role), "/people/" + mother))
          .hasStatus(HttpStatus.FORBIDDEN);
  }
}
