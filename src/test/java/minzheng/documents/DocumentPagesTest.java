package minzheng.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.LocalDate;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

@MinzhengTest
class DocumentPagesTest {
  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired Attachments attachments;
  @Autowired IssuedPapers issued;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  private CurrentUser clerk;
  private long folder;

  @BeforeEach
  void oneFolder() {
    clerk = fixtures.user("510104", Role.CASEWORKER);
    folder = Folders.open("510104017", "DIBAO", LocalDate.of(2026, 11, 18));
  }

  @Test
  void the_list_tells_what_is_missing_and_what_may_not_be_demanded() {
    var page = page(get("/documents/of/FOLDER/" + folder, clerk), 200);
    assertThat(page.select("#papers .mz-card-head").text()).contains("还缺 2 项");
    assertThat(page.select("#papers tbody tr").stream().map(r -> r.text()))
        .anyMatch(t -> t.contains("居民身份证") && t.contains("不得要求") && t.contains("核对取得"))
        .anyMatch(t -> t.contains("核对授权书") && t.contains("全体成年") && t.contains("待补"));
    assertThat(page.select("form[enctype=multipart/form-data] select option").eachText())
        .contains("其他材料");
  }

  @Test
  void an_upload_appears_in_the_list_and_comes_back_under_its_chinese_name() {
    var file = new MockMultipartFile("file", "申请书.pdf", "application/pdf", Files.pdf());
    assertThat(upload(file, "APPLICATION", "2", clerk)).hasStatus3xxRedirection();
    var page = page(get("/documents/of/FOLDER/" + folder, clerk), 200);
    assertThat(page.select("#papers").text()).contains("已上传 2 页").contains("还缺 1 项");
    String link = page.select("#papers tbody a[target=_blank]").attr("href");

    var download = get(link + "?download=1", clerk);
    assertThat(download).hasStatusOk();
    var response = download.getResponse();
    assertThat(response.getContentType()).isEqualTo("application/pdf");
    assertThat(response.getHeader("Content-Disposition"))
        .startsWith("attachment")
        .contains("filename*=UTF-8''%E7%94%B3%E8%AF%B7%E4%B9%A6.pdf");
    assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(response.getHeader("Content-Security-Policy")).startsWith("sandbox");
    assertThat(get(link, clerk).getResponse().getHeader("Content-Disposition"))
        .startsWith("inline");
  }

  @Test
  void a_wrong_file_is_answered_at_its_field_and_the_choices_stay() {
    var file = new MockMultipartFile("file", "证明.pdf", "application/pdf", Files.ofType("text"));
    var page = page(upload(file, "AUTHORISATION", "3", clerk), 400);
    assertThat(page.select("#file-error").text()).contains("不是有效的 PDF");
    assertThat(page.select("#file").attr("aria-describedby")).isEqualTo("file-error");
    assertThat(page.select("#paperCode option[selected]").attr("value")).isEqualTo("AUTHORISATION");
    assertThat(page.select("#pages").attr("value")).isEqualTo("3");
    assertThat(attachments(folder)).isZero();
  }

  @Test
  void an_oversized_upload_is_answered_at_its_field() {
    byte[] big = new byte[21 * 1024 * 1024];
    var file = new MockMultipartFile("file", "大.pdf", "application/pdf", big);
    var page = page(upload(file, "APPLICATION", "", clerk), 400);
    assertThat(page.select("#file-error").text()).contains("超过 20 MB");
  }

  @Test
  void without_a_kind_of_paper_or_without_a_file_the_field_says_so() {
    var file = new MockMultipartFile("file", "证明.pdf", "application/pdf", Files.pdf());
    assertThat(page(upload(file, "", "", clerk), 400).select("#paperCode-error").text())
        .contains("请选择");
    var none = new MockMultipartFile("file", "", "application/octet-stream", new byte[0]);
    assertThat(page(upload(none, "APPLICATION", "", clerk), 400).select("#file-error").text())
        .contains("请选择要上传的文件");
    assertThat(page(upload(file, "APPLICATION", "几页", clerk), 400).select("#pages-error").text())
        .contains("1 到 9999");
  }

  @Test
  void htmx_gets_the_list_alone_with_the_refusal_in_it() {
    var file = new MockMultipartFile("file", "证明.pdf", "application/pdf", Files.ofType("text"));
    var result =
        mvc.perform(
            mvc.post()
                .uri("/documents/of/FOLDER/" + folder)
                .multipart()
                .file(file)
                .param("paperCode", "APPLICATION")
                .header("HX-Request", "true")
                .with(user(clerk))
                .with(csrf()));
    assertThat(result).hasStatusOk();
    var part = Jsoup.parse(body(result));
    assertThat(part.select("main")).isEmpty();
    assertThat(part.select("section#papers #file-error").text()).contains("不是有效的 PDF");
  }

  @Test
  void taking_a_file_out_needs_a_reason_and_leaves_a_trace() {
    long id = add();
    String url = "/documents/files/" + id + "/removal";
    assertThat(page(get(url, clerk), 200).text()).contains("留存备查");
    var refused = post(url, clerk, "reason", " ");
    assertThat(page(refused, 400).select("#reason-error").text()).contains("请填写");
    assertThat(post(url, clerk, "reason", "传错了人")).hasStatus3xxRedirection();
    assertThat(get("/documents/files/" + id, clerk)).hasStatus(404);
    assertThat(page(get(url, clerk), 409).text()).contains("已经被删除");
    var page = page(get("/documents/of/FOLDER/" + folder, clerk), 200);
    assertThat(page.select("#papers s").text()).isNotEmpty();
    assertThat(page.select("#papers").text()).contains("传错了人");
  }

  @Test
  void a_closed_record_offers_no_removal_and_refuses_one() {
    folder = Folders.closed("510104017");
    long id = add();
    String url = "/documents/files/" + id + "/removal";
    assertThat(
            page(get("/documents/of/FOLDER/" + folder, clerk), 200).select("a[href=" + url + "]"))
        .isEmpty();
    assertThat(page(get(url, clerk), 409).text()).contains("已办结");
    assertThat(page(post(url, clerk, "reason", "传错了人"), 400).text()).contains("已办结");
    assertThat(get("/documents/files/" + id, clerk)).hasStatusOk();
  }

  @Test
  void another_district_and_another_duty_get_nothing_by_guessing() {
    long id = add();
    var stranger = fixtures.user(Fixtures.QINGYANG, Role.CASEWORKER);
    for (String url :
        new String[] {
          "/documents/files/" + id,
          "/documents/files/" + id + "/removal",
          "/documents/of/FOLDER/" + folder,
          "/documents/of/NOTHING/1",
          "/documents/papers/" + issue()
        }) {
      assertThat(get(url, stranger)).as(url).hasStatus(404);
      assertThat(get(url, fixtures.user("510104", Role.FINANCE))).as(url).hasStatus(403);
    }
    assertThat(post("/documents/files/" + id + "/removal", stranger, "reason", "试")).hasStatus(404);
    var supervisor = fixtures.user("510104", Role.SUPERVISOR);
    assertThat(get("/documents/files/" + id, supervisor)).hasStatusOk();
    assertThat(post("/documents/files/" + id + "/removal", supervisor, "reason", "试"))
        .hasStatus(403);
  }

  @Test
  void a_paper_prints_its_frozen_facts_with_number_and_code() {
    long id = issue();
    var page = page(get("/documents/papers/" + id, clerk), 200);
    var sheet = page.selectFirst("article.mz-paper");
    assertThat(sheet.text())
        .contains("成都市锦江区民政局", "不予认定通知书", "〔2026〕1号", "覃文斌", "2,100.00 元")
        .contains("（印章）", "2026年11月17日", "查验码");
    assertThat(sheet.select("svg.mz-qr path").attr("d")).startsWith("M0 0h7v1h-7z");
    assertThat(page.select(".mz-title").text()).contains("待送达");
  }

  @Test
  void the_file_of_a_paper_is_the_paper_and_taking_it_is_logged() throws Exception {
    long id = issue();
    String url = "/documents/papers/" + id + ".pdf";
    assertThat(page(get("/documents/papers/" + id, clerk), 200).select("a[href=" + url + "]"))
        .hasSize(1);
    int before = readings(id);
    var response = get(url, clerk).getResponse();
    assertThat(response.getContentType()).isEqualTo("application/pdf");
    assertThat(response.getHeader("Content-Disposition")).startsWith("attachment");
    byte[] bytes = response.getContentAsByteArray();
    assertThat(PdfA.text(bytes)).contains("不予认定通知书", "覃文斌", "2,100.00元", "第1页,共1页");
    assertThat(PdfA.complaints(bytes)).isEmpty();
    assertThat(readings(id)).isEqualTo(before + 1);
    assertThat(get(url, clerk).getResponse().getContentAsByteArray()).isEqualTo(bytes);
    assertThat(get(url, fixtures.user(Fixtures.QINGYANG, Role.CASEWORKER))).hasStatus(404);
    assertThat(get(url, fixtures.user("510104", Role.FINANCE))).hasStatus(403);
    assertThat(readings(id)).isEqualTo(before + 2);
  }

  private int readings(long paper) {
    return Scope.callAs(
        "510104",
        () ->
            transaction.execute(
                status ->
                    jdbc.sql(
                            "SELECT count(*) FROM audit_event WHERE action = '查看文书' AND object_id"
                                + " = ?")
                        .param(String.valueOf(paper))
                        .query(Integer.class)
                        .single()));
  }

  @Test
  void delivery_is_checked_at_its_fields_and_then_shown() {
    long id = issue();
    String url = "/documents/papers/" + id + "/delivery";
    var refused =
        page(post(url, clerk, "on", "2026-02-30", "way", "DIRECT", "receiver", "覃文斌"), 400);
    assertThat(refused.select("#on-error").text()).contains("真实存在");
    assertThat(refused.select("#receiver").attr("value")).isEqualTo("覃文斌");
    assertThat(page(post(url, clerk, "on", "2026-11-18"), 400).select("#way-error").text())
        .contains("送达方式");
    assertThat(post(url, clerk, "on", "2026-11-18", "way", "DIRECT", "receiver", "覃文斌"))
        .hasStatus3xxRedirection();
    assertThat(page(get("/documents/papers/" + id, clerk), 200).select("aside").text())
        .contains("直接送达", "2026-11-18");
  }

  @Test
  void the_list_of_papers_keeps_to_the_area_and_its_filters() {
    long id = issue();
    String number = Scope.callAs("510104", () -> issued.get(id).number());
    var page = page(get("/documents/papers?state=OPEN&number=" + number, clerk), 200);
    assertThat(page.select("tbody tr")).singleElement().asString().contains(number, "待送达");
    assertThat(page(get("/documents/papers?state=DELIVERED&number=" + number, clerk), 200).text())
        .contains("没有符合条件的文书");
    var stranger = fixtures.user(Fixtures.QINGYANG, Role.CASEWORKER);
    assertThat(page(get("/documents/papers?number=" + number, stranger), 200).select("tbody tr"))
        .isEmpty();
    var finance = fixtures.user("510104", Role.FINANCE);
    assertThat(page(get("/documents/papers?number=" + number, finance), 200).select("tbody tr"))
        .as("papers of cases are not for the finance desk")
        .isEmpty();
    assertThat(get("/documents/papers", fixtures.user("510104", Role.STANDARDS_ADMIN)))
        .hasStatus(403);
  }

  @Test
  void anybody_may_verify_and_sees_the_extract_only() {
    long id = issue();
    String key = Scope.callAs("510104", () -> issued.get(id).printedKey());
    var found = mvc.get().uri("/verify?key=" + key).exchange();
    assertThat(found).hasStatus3xxRedirection();
    var page = page(mvc.get().uri(found.getResponse().getRedirectedUrl()).exchange(), 200);
    assertThat(page.text()).contains("不予认定通知书", "不予认定为最低生活保障家庭", "✓");
    assertThat(page.text()).doesNotContain("覃文斌").doesNotContain("2,100.00");
    var approver = fixtures.user("510104", Role.APPROVER);
    assertThat(post("/documents/papers/" + id + "/withdrawal", clerk, "reason", "写错"))
        .hasStatus(403);
    assertThat(post("/documents/papers/" + id + "/withdrawal", approver, "reason", "写错"))
        .hasStatus3xxRedirection();
    assertThat(page(mvc.get().uri("/verify/" + key).exchange(), 200).text()).contains("作废");
    assertThat(page(mvc.get().uri("/verify/0000-0000-0000").exchange(), 404).text())
        .contains("没有查验码为");
  }

  private long add() {
    return Scope.callAs(
        "510104",
        () ->
            attachments.add(
                Folders.TYPE,
                folder,
                "510104017",
                "HUKOU",
                new Upload("户口.pdf", null, Files.pdf(), 1),
                clerk.actor()));
  }

  private long issue() {
    return Scope.callAs("510104", () -> issued.issue(Folders.KIND, folder, clerk.actor()));
  }

  private int attachments(long id) {
    return Scope.callAs("510104", () -> attachments.of(Folders.TYPE, id).size());
  }

  private MvcTestResult upload(
      MockMultipartFile file, String paperCode, String pages, CurrentUser by) {
    return mvc.perform(
        mvc.post()
            .uri("/documents/of/FOLDER/" + folder)
            .multipart()
            .file(file)
            .param("paperCode", paperCode)
            .param("pages", pages)
            .with(user(by))
            .with(csrf()));
  }

  private MvcTestResult get(String url, CurrentUser by) {
    return mvc.get().uri(url).with(user(by)).exchange();
  }

  private MvcTestResult post(String url, CurrentUser by, String... params) {
    var request = mvc.post().uri(url).with(user(by)).with(csrf());
    for (int i = 0; i < params.length; i += 2) request.param(params[i], params[i + 1]);
    return request.exchange();
  }

  private static Document page(MvcTestResult result, int status) {
    assertThat(result).hasStatus(status);
    return Jsoup.parse(body(result));
  }

  private static String body(MvcTestResult result) {
    return new String(
        result.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
