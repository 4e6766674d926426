package minzheng.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minzheng.Fixtures;
import minzheng.HttpBrowser;
import minzheng.MinzhengTest;
import minzheng.jobs.JobsForTests;
import minzheng.kernel.Masking;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages of 批量导入: from the template to the other person's yes. */
@MinzhengTest
class ImportPagesTest {
  private static final String STREET = "510104036";

  @LocalServerPort int port;
  @Autowired MockMvcTester mvc;
  @Autowired Imports imports;
  @Autowired Fixtures fixtures;
  @Autowired JobsForTests wait;

  private CurrentUser clerk;
  private CurrentUser reviewer;

  @BeforeEach
  void people() {
    clerk = fixtures.user(STREET, Role.CASEWORKER);
    reviewer = fixtures.user(Fixtures.JINJIANG, Role.REVIEWER);
  }

  @Test
  void from_upload_to_the_register_over_the_pages() throws Exception {
    var rows =
        List.of(
            Tables.person(STREET),
            Tables.with(Tables.person(STREET), "姓名", ""),
            Tables.person(STREET));
    Path file = Tables.workbook(Tables.PERSONS, rows);
    var sent = upload(clerk, "街道名单.xlsx", file);
    assertThat(sent).hasStatus3xxRedirection();
    String url = sent.getResponse().getRedirectedUrl();
    assertThat(flash(sent)).containsEntry("done", "文件已收下，正在逐行核对。");
    wait.done(table(url).jobId());
    var page = html(get(clerk, url));
    assertThat(page.select("h1").text()).isEqualTo("街道名单.xlsx");
    assertThat(page.select(".mz-dl").text()).contains("可导入 2 行", "有误 1 行");
    assertThat(page.select("tbody tr")).hasSize(1);
    assertThat(page.select("tbody tr").text()).contains("3", "C3", "（空）", "请填写姓名。", "有误");
    assertThat(html(get(clerk, url + "?standing=")).select("tbody tr")).hasSize(3);
    assertThat(page.select("form[action$=submit] button").text()).isEqualTo("提交复核（2 行）");
    assertThat(html(get(reviewer, url)).select("form[action$=submit]")).isEmpty();
    assertThat(get(reviewer, url + "/decide")).hasRedirectedUrl(url);

    assertThat(todos(html(get(clerk, "/")))).contains("街道名单.xlsx 批量导入 提交复核");
    assertThat(post(clerk, url + "/submit")).hasRedirectedUrl(url);
    assertThat(todos(html(get(clerk, "/")))).doesNotContain("街道名单.xlsx");
    var home = html(get(reviewer, "/"));
    assertThat(todos(home)).contains("街道名单.xlsx 批量导入 复核");
    assertThat(home.select("header a:contains(待办) .mz-count").text())
        .isEqualTo("" + home.select("main td a.mz-strong").size());
    assertThat(html(get(reviewer, "/imports?who=check")).select("tbody tr").text())
        .contains("街道名单.xlsx", "待复核");
    var decide = html(get(reviewer, url + "/decide"));
    assertThat(decide.select("button.btn-primary").text()).isEqualTo("接受 2 行");
    assertThat(decide.select(".mz-dl").text()).contains("将写入 2 人", "有误 1 行，不写入");
    assertThat(get(clerk, url + "/decide")).hasStatus(403);
    assertThat(post(clerk, url + "/confirm", "count", "2")).hasStatus(403);
    assertThat(flash(post(reviewer, url + "/confirm", "count", "3")))
        .containsEntry("refused", "可导入的现在是 2 行，请重新核对。");
    assertThat(flash(post(reviewer, url + "/confirm", "count", "2")))
        .containsEntry("done", "已确认，正在写入登记簿。");
    wait.done(table(url).jobId());
    var done = html(get(clerk, url));
    assertThat(done.select(".mz-dl").text()).contains("已写入 2 人", "接受");
    var written = html(get(clerk, url + "?standing=WRITTEN")).select("tbody a");
    assertThat(written).hasSize(2);
    assertThat(get(clerk, written.first().attr("href"))).hasStatusOk();

    var again = upload(clerk, "又一个名字.xlsx", file);
    assertThat(again).hasRedirectedUrl(url);
    assertThat((String) flash(again).get("done")).contains("没有重复导入", "街道名单.xlsx");
  }

  @Test
  void the_report_names_the_cells() throws Exception {
    var rows = List.of(Tables.person(STREET), Tables.with(Tables.person(STREET), "联系电话", "12"));
    String url = checked(rows);
    var report =
        get(clerk, url + "/rows.xlsx?standing=WRONG").getResponse().getContentAsByteArray();
    try (var book = new ReadableWorkbook(new ByteArrayInputStream(report))) {
      var lines = book.getFirstSheet().read();
      assertThat(lines).hasSize(3);
      assertThat(lines.get(1).getCellText(1)).isEqualTo("证件号码");
      assertThat(lines.get(2).getCellText(1)).isEqualTo(Masking.idNumber(rows.get(1).get(1)));
      assertThat(lines.get(2).getCellText(9)).isEqualTo("3");
      assertThat(lines.get(2).getCellText(11)).isEqualTo("H3");
      assertThat(lines.get(2).getCellText(12)).contains("手机号应为 11 位");
    }
    var all = get(clerk, "/imports.xlsx?who=mine").getResponse().getContentAsByteArray();
    try (var book = new ReadableWorkbook(new ByteArrayInputStream(all))) {
      assertThat(book.getFirstSheet().read()).hasSize(3);
    }
  }

  @Test
  void nobody_reads_a_whole_number_in_the_report() throws Exception {
    String number = Tables.idNumber();
    String end = number.substring(14);
    String noDay = number.substring(0, 10) + "1332" + end;
    String grouped = number.replaceAll("(.{6})(.{8})", "$1 $2-");
    var headers = new ArrayList<>(Tables.PERSONS);
    headers.add("备注");
    var rows =
        Stream.of(
                Tables.with(Tables.person(STREET), "证件号码", noDay),
                Tables.with(Tables.person(STREET), "证件号码", number + "7"),
                Tables.with(Tables.with(Tables.person(STREET), "证件号码", number), "性别", grouped),
                Tables.with(Tables.person(STREET), "居住地", number),
                Tables.with(Tables.person(STREET), "证件类型", "号" + grouped))
            .map(row -> Stream.concat(row.stream(), Stream.of("母亲" + number + "同住")).toList())
            .toList();
    String persons = checked("persons", headers, rows);
    var page = html(get(clerk, persons)).select("tbody tr");
    assertThat(page.get(0).text())
        .contains("B2", number.substring(0, 6) + "********" + end, "出生日期 ******** 不存在");
    assertThat(page.get(1).text()).contains("B3", "****" + number.substring(15) + "7", "现为 19 位");
    assertThat(page.get(2).text()).contains("D4", "性别请填男或女");
    assertThat(page.get(3).text()).contains("G5", "没有“" + Masking.idNumber(number) + "”这个地区");
    assertThat(page.get(4).text()).contains("A6", "证件类型“号****" + end + "”不在可选范围内");
    String households =
        checked(
            "households",
            List.of("证件号码", "姓名", "户主证件号码", "与户主关系", "居住地", "起始日期"),
            List.of(List.of("G1234567", "林一", noDay, number, "", "2026-01-01")));
    assertThat(html(get(clerk, households)).select("tbody tr").text()).contains("A2、C2、D2");
    for (String url : List.of(persons, households)) {
      String shown = html(get(clerk, url + "?standing=")).select("tbody").text();
      shown += sheet(get(clerk, url + "/rows.xlsx"));
      assertThat(shown)
          .contains(end)
          .doesNotContain(number, noDay, grouped, "G1234567", number.substring(6, 14), "1332");
    }
  }

  private static String sheet(MvcTestResult answer) throws Exception {
    var content = new ByteArrayInputStream(answer.getResponse().getContentAsByteArray());
    try (var book = new ReadableWorkbook(content)) {
      return book.getFirstSheet()
          .openStream()
          .flatMap(row -> row.stream())
          .map(cell -> cell == null ? "" : cell.getText())
          .collect(Collectors.joining("\n"));
    }
  }

  @Test
  void the_template_is_a_table_to_fill_in() throws Exception {
    var book = get(clerk, "/imports/template/persons.xlsx").getResponse().getContentAsByteArray();
    try (var read = new ReadableWorkbook(new ByteArrayInputStream(book))) {
      assertThat(read.getSheets().map(s -> s.getName())).containsExactly("人员名单", "填写示例", "填写说明");
      assertThat(read.getFirstSheet().read().getFirst().getCellText(1)).isEqualTo("证件号码*");
    }
    var empty = upload(clerk, "模板.xlsx", Tables.bytes(".xlsx", book));
    assertThat(empty).hasStatus(400);
    assertThat(html(empty).select("#file-error").text()).isEqualTo("表头下面没有数据，请填写后再上传。");
    assertThat(get(clerk, "/imports/template/none.xlsx")).hasStatus(404);
    var page = html(get(clerk, "/imports/new"));
    assertThat(page.select("tbody tr")).hasSize(9);
    assertThat(page.select("a[href$=persons.xlsx]")).isNotEmpty();
  }

  @Test
  void a_refused_file_says_why_on_its_form() {
    var nothing = mvc.perform(multipart("/imports/new").with(user(clerk)).with(csrf()));
    assertThat(nothing).hasStatus(400);
    assertThat(html(nothing).select(".mz-errors").text()).contains("请选择要导入的文件。");
    var renamed =
        upload(clerk, "名单.xlsx", Tables.bytes(".xlsx", "MZ".getBytes(StandardCharsets.UTF_8)));
    assertThat(renamed).hasStatus(400);
    assertThat(html(renamed).select("#file-error").text()).isNotEmpty();
    assertThat(upload(reviewer, "a.csv", Tables.bytes(".csv", new byte[] {1}))).hasStatus(403);
    var finance = fixtures.user(Fixtures.JINJIANG, Role.FINANCE);
    assertThat(get(finance, "/imports")).hasStatus(403);
    assertThat(html(get(clerk, "/")).select("nav a[href=/imports]").text()).isEqualTo("批量导入");
    assertThat(html(get(finance, "/")).select("nav a[href=/imports]")).isEmpty();
  }

  @Test
  void a_table_may_be_sent_back_or_given_up() {
    String url = checked(List.of(Tables.person(STREET)));
    post(clerk, url + "/submit");
    var empty = post(reviewer, url + "/reject", "reason", " ");
    assertThat(empty).hasStatus(400);
    assertThat(html(empty).select("#reason-error").text()).isEqualTo("请填写退回的原因。");
    assertThat(post(reviewer, url + "/reject", "reason", "请写到社区")).hasRedirectedUrl(url);
    assertThat(html(get(clerk, url)).text()).contains("复核退回", "请写到社区");
    String other = checked(List.of(Tables.person(STREET)));
    assertThat(post(clerk, other + "/withdraw")).hasRedirectedUrl(other);
    var page = html(get(clerk, other));
    assertThat(page.text()).contains("已放弃");
    assertThat(page.select("tbody")).isEmpty();
    assertThat(flash(post(clerk, other + "/go-on"))).containsEntry("refused", "这份表格没有未完成的工作。");
  }

  @Test
  void lists_are_filtered_sorted_and_kept_apart() {
    checked(List.of(Tables.person(STREET)));
    String name = table(checked(List.of(Tables.person(STREET), Tables.person(STREET)))).name();
    var list = html(get(clerk, "/imports?who=mine&sort=-rows&state=CHECKED&from=2020-01-01"));
    assertThat(list.select("tbody tr")).hasSize(2);
    assertThat(list.select("tbody tr td:nth-child(3)").eachText()).containsExactly("2", "1");
    assertThat(list.select(".mz-chip")).hasSize(3);
    assertThat(html(get(clerk, "/imports?who=mine&q=" + name)).select("tbody tr")).hasSize(2);
    assertThat(html(get(clerk, "/imports?who=mine&to=2020-01-01")).text()).contains("没有符合条件的导入");
    assertThat(html(get(clerk, "/imports?who=mine&state=DONE")).select("tbody")).isEmpty();
    var elsewhere = fixtures.user(Fixtures.QINGYANG, Role.REVIEWER);
    assertThat(html(get(elsewhere, "/imports?state=CHECKED")).select("tbody")).isEmpty();
  }

  @Test
  @ResourceLock(HeapWatch.HEAP)
  void two_gigabytes_are_refused_before_they_are_sent() throws Exception {
    var browser = new HttpBrowser(port);
    browser.signIn(clerk.getUsername(), "demo");
    try (var heap = new HeapWatch();
        var socket = new Socket("localhost", port)) {
      socket.setSoTimeout(60_000);
      var head =
          """
          POST /imports/new HTTP/1.1\r
          Host: localhost\r
          Content-Type: multipart/form-data; boundary=x\r
          Content-Length: 2147483648\r
          \r
          --x\r
          Content-Disposition: form-data; name="file"; filename="a.xlsx"\r
          \r
          """;
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      var answer = new StringBuilder();
      byte[] piece = new byte[4_096];
      for (int n; answer.indexOf("文件太大") < 0; ) {
        n = socket.getInputStream().read(piece);
        assertThat(n).as("the answer comes before the body: " + answer).isPositive();
        answer.append(new String(piece, 0, n, StandardCharsets.UTF_8));
      }
      assertThat(answer.toString()).startsWith("HTTP/1.1 413");
      assertThat(heap.growth()).isLessThan(64L << 20);
    }
  }

  private String checked(List<List<String>> rows) {
    return checked("persons", Tables.PERSONS, rows);
  }

  private String checked(String kind, List<String> headers, List<List<String>> rows) {
    var sent = upload(clerk, kind, "名单.xlsx", Tables.workbook(headers, rows));
    String url = sent.getResponse().getRedirectedUrl();
    wait.done(table(url).jobId());
    return url;
  }

  private static String todos(Document home) {
    return home.select("main .mz-cols .mz-table").text();
  }

  private SheetImport table(String url) {
    long id = Long.parseLong(url.substring(url.lastIndexOf('/') + 1));
    return Scope.callAs(STREET, () -> imports.get(id));
  }

  private MvcTestResult upload(CurrentUser as, String name, Path file) {
    return upload(as, "persons", name, file);
  }

  private MvcTestResult upload(CurrentUser as, String kind, String name, Path file) {
    try {
      var content = new MockMultipartFile("file", name, null, Files.readAllBytes(file));
      return mvc.perform(
          multipart("/imports/new").file(content).param("kind", kind).with(user(as)).with(csrf()));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private MvcTestResult get(CurrentUser as, String url) {
    return mvc.get().uri(url).with(user(as)).exchange();
  }

  private MvcTestResult post(CurrentUser as, String url, String... params) {
    var request = mvc.post().uri(url).with(user(as)).with(csrf());
    for (int i = 0; i < params.length; i += 2) request = request.param(params[i], params[i + 1]);
    return request.exchange();
  }

  private static java.util.Map<String, Object> flash(MvcTestResult answer) {
    return answer.getMvcResult().getFlashMap();
  }

  private static Document html(MvcTestResult answer) {
    var bytes = answer.getResponse().getContentAsByteArray();
    return Jsoup.parse(new String(bytes, StandardCharsets.UTF_8));
  }
}
