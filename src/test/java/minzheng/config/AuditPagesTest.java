package minzheng.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.audit.Audit;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@MinzhengTest
class AuditPagesTest {
  private static final AtomicInteger NEXT = new AtomicInteger();

  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired Audit audit;

  private CurrentUser auditor;
  private String object;

  @BeforeEach
  void anAct() {
    auditor = fixtures.user("510104", Role.AUDITOR);
    object = "audit-test-" + NEXT.incrementAndGet();
    Scope.runAs(
        "510104",
        () ->
            audit.write(
                "显示证号",
                "人员测试",
                object,
                "510104017",
                "身份核验 " + object,
                Map.of("region", "510104", "name", "甲"),
                Map.of("region", "510104017", "name", "甲", "phone", "138")));
  }

  @Test
  void only_the_auditor_reads_the_trail() {
    for (Role role : Role.values()) {
      var somebody = fixtures.user("510104", role);
      int status = role == Role.AUDITOR ? 200 : 403;
      for (String url : new String[] {"/audit", "/audit/export"})
        assertThat(get(url, somebody)).as(role + " " + url).hasStatus(status);
    }
  }

  @Test
  void each_filter_finds_the_act_and_leaves_out_others() {
    for (String filter :
        new String[] {
          "object=" + object,
          "text=" + "身份核验 " + object,
          "type=人员测试&object=" + object,
          "action=显示证号&text=" + object,
          "who=系统&object=" + object,
          "region=510104017&object=" + object,
          "from=2020-01-01&to=2100-01-01&object=" + object
        })
      assertThat(rows(page("/audit?" + filter)))
          .as(filter)
          .singleElement()
          .asString()
          .contains("显示证号", object, "锦官驿街道");
    for (String filter :
        new String[] {
          "action=登录", "who=nobody", "region=510104001", "from=2099-01-01", "to=2020-01-01"
        })
      assertThat(rows(page("/audit?from=&" + filter + "&object=" + object))).as(filter).isEmpty();
  }

  @Test
  void a_day_that_does_not_exist_is_told() {
    assertThat(page("/audit?from=2026-02-30").select("[role=alert]").text()).contains("没有 30 日");
  }

  @Test
  void the_trail_is_read_backwards_page_by_page() {
    for (int i = 0; i < 3; i++)
      Scope.runAs("510104", () -> audit.write("翻页测试", "人员测试", object, "510104017"));
    var first = page("/audit?size=2&object=" + object);
    assertThat(rows(first)).hasSize(2).allMatch(r -> r.contains("翻页测试"));
    var second = page(first.select("a[rel=next]").attr("href"));
    assertThat(rows(second)).hasSize(2);
    assertThat(second.select("a[rel=next]")).isEmpty();
    assertThat(rows(second).getLast()).contains("显示证号");
  }

  @Test
  void the_detail_sets_before_and_after_side_by_side() {
    String link = page("/audit?object=" + object).select("tbody a").attr("href");
    var detail = page(link);
    assertThat(detail.select("tbody tr").eachText())
        .containsExactly(
            "姓名或名称name 甲 甲 未变", "电话phone — 138 新增", "区划region 锦江区510104 锦江区 / 锦官驿街道510104017 改变");
    assertThat(get(link, fixtures.user(Fixtures.QINGYANG, Role.AUDITOR))).hasStatus(404);
  }

  @Test
  void codes_are_told_in_words() {
    String matter = object + "码";
    Scope.runAs(
        "510104",
        () -> {
          var moved = Map.of("state", "SUBMITTED");
          audit.write("办理", "案件", matter, "510104", null, moved, Map.of("state", "COUNTY"));
          audit.write("加入成员", "家庭", matter, "510104", null, null, Map.of("relation", "HEAD"));
          audit.write(
              "修改", "账号", matter, "510104", null, null, Map.of("roles", List.of("FINANCE", "X")));
        });
    var said = new ArrayList<String>();
    for (var link : page("/audit?object=" + matter).select("tbody a"))
      said.add(page(link.attr("href")).select("tbody tr").text());
    assertThat(said)
        .containsExactlyInAnyOrder(
            "环节state 待受理SUBMITTED 区级确认COUNTY 改变",
            "关系relation — 户主HEAD 新增",
            "职责roles — 财务、X[\"FINANCE\",\"X\"] 新增");
  }

  @Test
  void parts_of_a_value_are_told_by_name_and_what_is_empty_not_at_all() {
    String fact = object + "-fact";
    Scope.runAs(
        "510104",
        () ->
            audit.write(
                "登记",
                "证据",
                fact,
                "510104",
                null,
                Map.of("to", "2026-01-31"),
                Map.of("kind", "VEHICLES", "detail", "", "value", Map.of("count", "0"), "to", "")));
    var detail = page(page("/audit?object=" + fact).select("tbody a").attr("href"));
    assertThat(detail.select("tbody tr").eachText())
        .satisfiesExactly(
            kind -> assertThat(kind).startsWith("种类kind — 机动车辆"),
            to -> assertThat(to).isEqualTo("至to 2026-01-31 — 去掉"),
            value -> assertThat(value).contains("数量：0"));
  }

  @Test
  void the_export_holds_what_is_filtered_and_is_itself_in_the_trail() throws Exception {
    var result = get("/audit/export?object=" + object, auditor);
    assertThat(result).hasStatusOk();
    try (var book =
        new ReadableWorkbook(
            new ByteArrayInputStream(result.getResponse().getContentAsByteArray()))) {
      var rows = book.getFirstSheet().read();
      assertThat(rows).hasSize(3);
      assertThat(rows.get(2).getCellText(9)).contains("锦江区 → ", "锦官驿街道").doesNotContain("甲");
    }
    assertThat(rows(page("/audit?action=导出&type=审计记录&who=" + auditor.name()))).isNotEmpty();
  }

  private Document page(String url) {
    var result = get(url, auditor);
    assertThat(result).hasStatusOk();
    return Jsoup.parse(
        new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
  }

  private static java.util.List<String> rows(Document page) {
    return page.select(".mz-table-list tbody tr").eachText();
  }

  private MvcTestResult get(String url, CurrentUser by) {
    return mvc.get().uri(url).with(user(by)).exchange();
  }
}
