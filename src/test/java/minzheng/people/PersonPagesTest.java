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
  private static final LocalDate BORN = LocalDate.now().minusYears(83).minusDays(40);
  private static final String DIED = LocalDate.now().minusDays(20).toString();

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

  /** The page a browser shows after a refusal by redirect. */
  private Document after(MvcTestResult refused, CurrentUser who) throws Exception {
    assertThat(refused).hasStatus3xxRedirection();
    return page(
        mvc.get()
            .uri(refused.getResponse().getRedirectedUrl())
            .with(user(who))
            .cookie(refused.getResponse().getCookies())
            .exchange());
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
    assertThat(after(refused, street).select("input[name=reason][checked]").eachAttr("value"))
        .containsExactly("OTHER");
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

  private static org.assertj.core.api.AbstractStringAssert<?> errors(Document page) {
    return assertThat(page.select("[data-mz-errors]").text());
  }

  @Test
  void registering_tells_all_that_is_wrong_and_keeps_what_was_typed() throws Exception {
    var result =
        post(
            street,
            "/people/new",
            "docType",
            "ID",
            "docNumber",
            "990104196607140017",
            "name",
            "",
            "birthDate",
            "1966-02-30",
            "region",
            "510104017001",
            "phone",
            "12");
    assertThat(result).hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(page(result).select("#birthDate").val()).isEqualTo("1966-02-30");
    errors(page(result)).contains("2 月没有 30 日");
    var second =
        post(
            street,
            "/people/new",
            "docType",
            "ID",
            "docNumber",
            "990104196607140017",
            "name",
            "",
            "region",
            "510104017001",
            "phone",
            "12");
    errors(page(second)).contains("校验位不符", "请填写姓名", "手机号应为 11 位");
    assertThat(page(second).select("#docNumber").val()).isEqualTo("990104196607140017");
  }

  @Test
  void a_person_is_registered_once() throws Exception {
    String fresh = FreshIds.any();
    var created =
        post(
            street,
            "/people/new",
            "docType",
            "ID",
            "docNumber",
            fresh,
            "name",
            "何小英",
            "region",
            "510104017001");
    assertThat(created).hasStatus3xxRedirection();
    var again =
        post(
            street,
            "/people/new",
            "docType",
            "ID",
            "docNumber",
            fresh,
            "name",
            "何小英",
            "region",
            "510104017001");
    assertThat(again).hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(page(again).text()).contains("已登记", "打开已有档案");
    var elsewhere =
        post(
            foreign,
            "/people/new",
            "docType",
            "ID",
            "docNumber",
            fresh,
            "name",
            "何小英",
            "region",
            "510105002002");
    errors(page(elsewhere)).contains("已由其他区县登记");
  }

  @Test
  void the_same_name_and_birthday_asks_before_a_second_file_is_made() throws Exception {
    String name = "钟" + (char) ('一' + System.identityHashCode(this) % 2000) + "民";
    String[] fields = {
      "docType",
      "NONE",
      "name",
      name,
      "sex",
      "F",
      "birthDate",
      "2020-05-01",
      "region",
      "510104017001"
    };
    assertThat(post(street, "/people/new", fields)).hasStatus3xxRedirection();
    var warned = post(street, "/people/new", fields);
    assertThat(page(warned).text()).contains("可能是同一个人", name);
    var sure = java.util.Arrays.copyOf(fields, fields.length + 2);
    sure[fields.length] = "sure";
    sure[fields.length + 1] = "true";
    assertThat(post(street, "/people/new", sure)).hasStatus3xxRedirection();
  }

  @Test
  void a_stale_correction_shows_both_versions() throws Exception {
    String[] mine = {
      "docType",
      "ID",
      "docNumber",
      number,
      "name",
      "李桂芬",
      "sex",
      "F",
      "birthDate",
      BORN.toString(),
      "region",
      "510104017001",
      "hukou",
      "510104",
      "phone",
      "13800006172",
      "address",
      "均隆街 9 号",
      "reason",
      "对照身份证"
    };
    var form = page(get(street, "/people/" + mother + "/edit"));
    assertThat(form.select("#name").val()).isEqualTo("李桂芳");
    String version = form.select("input[name=version]").val();
    Scope.runAs(
        "510104",
        () -> {
          Person p = persons.get(mother);
          persons.correct(
              mother, p.version(), PersonEntry.holder(number, "李桂方", "510104017001"), "笔误");
        });
    var fields = java.util.Arrays.copyOf(mine, mine.length + 2);
    fields[mine.length] = "version";
    fields[mine.length + 1] = version;
    var refused = post(street, "/people/" + mother + "/edit", fields);
    assertThat(refused).hasStatus(HttpStatus.CONFLICT);
    assertThat(page(refused).text()).contains("已于", "李桂方", "李桂芬", "两个版本对照");
    fields[mine.length + 1] = page(refused).select("input[name=version]").val();
    assertThat(post(street, "/people/" + mother + "/edit", fields))
        .hasRedirectedUrl("/people/" + mother);
    assertThat(Scope.callAs("510104", () -> persons.get(mother)).name()).isEqualTo("李桂芬");
  }

  @Test
  void facts_are_recorded_changed_and_shown_as_of_a_past_day() throws Exception {
    assertThat(get(street, "/people/" + mother + "/evidence/new?kind=DISABILITY")).hasStatusOk();
    var wrong =
        post(
            street,
            "/people/" + mother + "/evidence/new",
            "kind",
            "DISABILITY",
            "values[category]",
            "PHYSICAL",
            "validFrom",
            "2020-01-01",
            "source",
            "残疾人证");
    assertThat(wrong).hasStatus(HttpStatus.BAD_REQUEST);
    errors(page(wrong)).contains("请填写残疾等级");
    assertThat(page(wrong).select("option[value=PHYSICAL]").hasAttr("selected")).isTrue();
    var right =
        post(
            street,
            "/people/" + mother + "/evidence/new",
            "kind",
            "DISABILITY",
            "values[category]",
            "PHYSICAL",
            "values[grade]",
            "2",
            "validFrom",
            "2020-01-01",
            "source",
            "残疾人证");
    assertThat(right).hasRedirectedUrl("/people/" + mother + "/evidence");
    assertThat(page(get(street, "/people/" + mother)).text()).contains("肢体，二级");
    long row =
        Scope.callAs("510104", () -> evidence.current(Subject.person(mother))).stream()
            .filter(e -> e.kind() == EvidenceKind.DISABILITY)
            .findFirst()
            .orElseThrow()
            .id();
    for (String how : new String[] {"correct", "succeed", "end", "annul"})
      assertThat(get(street, "/people/evidence/" + row + "/" + how)).as(how).hasStatusOk();
    assertThat(
            post(
                street,
                "/people/evidence/" + row + "/succeed",
                "values[category]",
                "PHYSICAL",
                "values[grade]",
                "1",
                "validFrom",
                "2026-06-01",
                "source",
                "换证",
                "reason",
                "重新评定"))
        .hasStatus3xxRedirection();
    String address = "/people/" + mother + "/evidence";
    assertThat(page(get(street, address + "?on=2026-05-31")).select(".card").first().text())
        .contains("肢体，二级")
        .doesNotContain("肢体，一级");
    assertThat(page(get(street, address + "?on=2026-06-01")).select(".card").first().text())
        .contains("肢体，一级");
    assertThat(
            page(get(street, address + "?on=2026-06-01&known=2020-01-01"))
                .select(".card")
                .first()
                .text())
        .contains("没有记录");
    assertThat(get(foreign, "/people/evidence/" + row + "/correct"))
        .hasStatus(HttpStatus.NOT_FOUND);
  }

  @Test
  void members_join_and_leave_and_the_household_is_shown_as_of_a_day() throws Exception {
    long home =
        Scope.callAs("510104", () -> households.of(mother, LocalDate.of(2026, 1, 1)))
            .orElseThrow()
            .householdId();
    String address = "/people/households/" + home;
    var shown = page(get(street, address));
    assertThat(shown.text()).contains("李桂芳", "王建平", "合计 2 人");
    assertThat(get(foreign, address)).hasStatus(HttpStatus.NOT_FOUND);
    String id = FreshIds.of(LocalDate.of(2000, 1, 1), Sex.F);
    assertThat(
            page(post(
                    street,
                    address + "/members/new",
                    "idNumber",
                    id,
                    "relation",
                    "CHILD",
                    "validFrom",
                    "2026-01-01"))
                .text())
        .contains("请先登记人员或调取档案");
    Scope.runAs("510104", () -> persons.register(PersonEntry.holder(id, "王小妹", "510104017001")));
    assertThat(
            post(
                street,
                address + "/members/new",
                "idNumber",
                id,
                "relation",
                "CHILD",
                "validFrom",
                "2026-01-01"))
        .hasRedirectedUrl(address);
    assertThat(page(get(street, address + "?on=2025-12-31")).text()).contains("合计 2 人");
    assertThat(page(get(street, address)).text()).contains("合计 3 人", "王小妹");
    long member =
        Scope.callAs("510104", () -> households.history(home)).stream()
            .filter(m -> m.validFrom().getYear() == 2026)
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(get(street, "/people/members/" + member + "/relation")).hasStatusOk();
    assertThat(
            post(street, "/people/members/" + member + "/end", "day", "2026-05-31", "reason", ""))
        .hasStatus(HttpStatus.BAD_REQUEST);
    assertThat(
            post(
                street,
                "/people/members/" + member + "/end",
                "day",
                "2026-05-31",
                "reason",
                "结婚迁出"))
        .hasRedirectedUrl(address);
    assertThat(page(get(street, address + "?on=2026-06-01")).text()).contains("合计 2 人");
  }

  @Test
  void a_death_shows_its_effects_before_it_is_recorded() throws Exception {
    String address = "/people/" + mother + "/death";
    assertThat(get(street, address)).hasStatusOk();
    var preview = post(street, address, "deathDate", DIED, "deathSource", "死亡医学证明 1");
    assertThat(page(preview).text()).contains("登记后将发生", "户主死亡");
    assertThat(Scope.callAs("510104", () -> persons.get(mother)).deathDate()).isNull();
    assertThat(
            post(
                street, address, "deathDate", DIED, "deathSource", "死亡医学证明 1", "confirmed", "true"))
        .hasRedirectedUrl("/people/" + mother);
    assertThat(page(get(street, "/people/" + mother)).text()).contains("已登记死亡：" + DIED);
    assertThat(
            post(
                street,
                address,
                "deathDate",
                LocalDate.now().plusDays(1).toString(),
                "deathSource",
                "x"))
        .hasStatus(HttpStatus.BAD_REQUEST);
  }

  @Test
  void the_search_box_at_the_top_finds_people() throws Exception {
    assertThat(page(get(street, "/search?q=李桂芳")).text()).contains("李桂芳", "83 岁");
    assertThat(page(get(foreign, "/search?q=李桂芳")).text()).doesNotContain("83 岁");
    assertThat(page(get(street, "/")).text()).contains("最近查看");
  }

  @Test
  void every_mistake_in_a_fact_is_told_at_once() throws Exception {
    var wrong =
        post(
            street,
            "/people/" + mother + "/evidence/new",
            "kind",
            "INCOME",
            "detail",
            "",
            "values[amount]",
            "12.345",
            "validFrom",
            "2026-02-30",
            "source",
            "");
    assertThat(wrong).hasStatus(HttpStatus.BAD_REQUEST);
    errors(page(wrong)).contains("2 月没有 30 日", "请选择收入的类别", "依据或来源").contains("4 处");
    assertThat(page(wrong).select("#valuesamount").val()).isEqualTo("12.345");
    long row =
        Scope.callAs("510104", () -> evidence.current(Subject.person(mother))).getFirst().id();
    errors(page(post(street, "/people/evidence/" + row + "/end", "validTo", "", "reason", "")))
        .contains("请填写终止原因");
    assertThat(post(street, "/people/evidence/" + row + "/annul", "reason", "登记错人"))
        .hasStatus3xxRedirection();
  }

  @Test
  void a_household_moves_and_is_closed() throws Exception {
    long home =
        Scope.callAs("510104", () -> households.of(mother, LocalDate.of(2026, 1, 1)))
            .orElseThrow()
            .householdId();
    String address = "/people/households/" + home;
    var district = fixtures.user("510104", Role.CASEWORKER);
    assertThat(get(district, address + "/move")).hasStatusOk();
    var before = Scope.callAs("510104", () -> households.get(home));
    var nowhere =
        post(
            district,
            address + "/move",
            "version",
            "0",
            "region",
            before.region(),
            "address",
            before.address() == null ? "" : before.address(),
            "reason",
            "搬家");
    assertThat(nowhere).hasStatus(HttpStatus.BAD_REQUEST);
    errors(page(nowhere)).contains("都没有变");
    String[] move = {"version", "0", "region", "510104018001", "address", "新居", "reason", "搬家"};
    assertThat(post(foreign, address + "/move", move)).hasStatus(HttpStatus.NOT_FOUND);
    assertThat(post(district, address + "/move", move)).hasRedirectedUrl(address);
    var again = post(district, address + "/move", move);
    assertThat(again).hasStatus(HttpStatus.BAD_REQUEST);
    errors(page(again)).contains("已于");
    assertThat(page(get(district, address)).text()).contains("李桂芳户", "东湖街道");
    assertThat(get(district, address + "/close")).hasStatusOk();
    assertThat(post(district, address + "/close", "closedOn", "2026-06-30", "reason", "成员均已迁出"))
        .hasRedirectedUrl(address);
    assertThat(page(get(district, address + "?on=2026-07-01")).text()).contains("已注销", "没有成员");
  }

  @Test
  void a_file_is_handed_over_with_a_reason() throws Exception {
    String address = "/people/" + mother + "/hand-over";
    assertThat(page(get(street, "/people/" + mother)).select("dialog#hand-over form")).hasSize(1);
    var none = after(post(street, address, "region", "510105", "reason", ""), street);
    assertThat(none.select("[role=alert]").text()).contains("理由");
    assertThat(none.select("#hand-over input[name=region]").val()).isEqualTo("510105");
    var nowhere = after(post(street, address, "region", "999999", "reason", "迁往外地"), street);
    assertThat(nowhere.select("#hand-over input[name=reason]").val()).isEqualTo("迁往外地");
    assertThat(get(foreign, "/people/" + mother)).hasStatus(HttpStatus.NOT_FOUND);
    post(street, address, "region", "510105", "reason", "迁往青羊区");
    assertThat(get(foreign, "/people/" + mother)).hasStatusOk();
    assertThat(audited("移交档案")).containsExactly("迁往青羊区");
  }

  @Test
  void a_search_is_logged_with_the_number_masked() {
    post(street, "/people", "q", number);
    var texts =
        Scope.callAs(
            "510104",
            () ->
                transaction.execute(
                    status ->
                        jdbc.sql(
                                "SELECT after ->> 'text' FROM audit_event WHERE action = '查找' ORDER"
                                    + " BY id DESC LIMIT 1")
                            .query(String.class)
                            .list()));
    assertThat(texts).containsExactly(number.substring(0, 6) + "********" + number.substring(14));
  }
}
