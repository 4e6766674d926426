package minzheng.subsidy.change;

import static java.util.stream.Collectors.toMap;
import static minzheng.subsidy.change.Families.as;
import static minzheng.subsidy.change.Families.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.browser.Chromium;
import minzheng.documents.Paper;
import minzheng.documents.PdfA;
import minzheng.kernel.Masking;
import minzheng.kernel.Sex;
import minzheng.payments.Entitlements;
import minzheng.payments.Payees;
import minzheng.payments.PaymentsFixtures;
import minzheng.payments.Runs;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import minzheng.subsidy.desk.MemberForm;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every kind of paper of the product, issued by the button of its page: what it says, that it is
 * PDF/A-2u inside its margins with every character drawn, what anybody may verify of it, who may
 * open it, and that the copy is listed and logged.
 */
@MinzhengTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPaperTest {
  private static final LocalDate DECIDED = LocalDate.of(2018, 6, 15);

  @Autowired AutowireCapableBeanFactory beans;
  @Autowired ObjectProvider<Paper> papers;
  @Autowired Fixtures fixtures;
  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired Changes changes;
  @Autowired Entitlements entitlements;
  @Autowired Payees payees;
  @Autowired Runs runs;
  @LocalServerPort int port;

  private Families families;
  private CurrentUser finance;
  private Map<String, Example> examples;

  /**
   * @param by presses the button at {@code button}; the copy is listed on {@code list}
   * @param outsider of the same district, whom the paper does not concern
   * @param says what stands on it
   * @param lines what may be verified beside title, number, office and day
   */
  record Example(
      String kind,
      String picture,
      CurrentUser by,
      String button,
      String list,
      CurrentUser outsider,
      List<String> says,
      List<String> hides,
      Map<String, String> lines) {
    @Override
    public String toString() {
      return kind;
    }
  }

  Stream<Example> all() {
    if (examples == null)
      examples =
          make().stream().collect(toMap(Example::kind, e -> e, (a, b) -> a, LinkedHashMap::new));
    return examples.values().stream();
  }

  @Test
  void no_kind_of_paper_is_without_an_example() {
    assertThat(all().map(Example::kind))
        .containsExactlyInAnyOrderElementsOf(
            papers.stream().map(Paper::kind).filter(k -> !k.startsWith("FOLDER")).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void a_paper_says_all_it_must_and_is_sound(Example e) throws Exception {
    byte[] pdf = pdf(issue(e), e.by());
    keep(pdf, e.picture());
    String text = PdfA.text(pdf);
    for (String words : e.says()) assertThat(text).contains(PdfA.plain(words));
    for (String words : e.hides()) assertThat(text).doesNotContain(PdfA.plain(words));
    assertThat(text).as("references of the register").doesNotContain("¶", "标准库");
    sound(pdf);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void anybody_verifies_what_the_paper_shows_and_no_more(Example e) throws Exception {
    String copy = issue(e);
    var sheet = html(get(copy, e.by()), 200);
    byte[] pdf = pdf(copy, e.by());
    String text = PdfA.text(pdf);
    String code = PdfA.qr(pdf);
    String path = code.substring(code.indexOf("/verify/"));
    assertThat(sheet.select("a[href=" + path + "]")).hasSize(1);

    var page = html(mvc.get().uri(path).exchange(), 200).selectFirst("main dl");
    var shown = new LinkedHashMap<String, String>();
    for (var label : page.select("dt")) shown.put(label.text(), label.nextElementSibling().text());
    var expected = new LinkedHashMap<String, String>();
    expected.put("文书", sheet.select(".mz-paper-title").text());
    expected.put("文号", sheet.select(".mz-paper-no").text());
    expected.put("签发单位", sheet.select(".mz-paper-office").text());
    expected.put("日期", null);
    expected.putAll(e.lines());
    expected.put("查验码", null);
    assertThat(shown).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (label, words) -> {
          if (words != null) assertThat(shown).containsEntry(label, words);
        });
    shown.forEach(
        (label, words) -> {
          if (label.equals("申请人"))
            assertThat(e.says().stream().map(Masking::name)).as("masked").contains(words);
          else assertThat(text).as(label).contains(PdfA.plain(words));
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void a_copy_is_listed_logged_and_kept_from_others(Example e) throws Exception {
    String copy = issue(e);
    assertThat(issue(e)).as("a second press gives the same copy").isEqualTo(copy);
    String number = html(get(copy, e.by()), 200).select(".mz-paper-no").text();
    assertThat(html(get(e.list(), e.by()), 200).select("a[href=" + copy + "]")).hasSize(1);
    assertThat(html(get("/documents/papers?number=" + number, e.by()), 200).text())
        .contains(number);
    String id = copy.substring(copy.lastIndexOf('/') + 1);
    assertThat(logged(id)).contains("签发文书", "查看文书");

    var stranger = fixtures.user(Fixtures.QINGYANG, e.by().roles().iterator().next());
    for (String path : List.of(copy, copy + ".pdf")) {
      assertThat(get(path, stranger)).as(path).hasStatus(404);
      assertThat(get(path, e.outsider())).as(path).hasStatus(403);
    }
    assertThat(post(e.button(), stranger)).hasStatus(404);
    var theirs = html(get("/documents/papers?number=" + number, e.outsider()), 200);
    assertThat(theirs.select("tbody tr")).isEmpty();
  }

  /** Twenty people with the characters registers really hold, and one name of many parts. */
  @Test
  void a_family_of_twenty_with_rare_names_stays_inside_the_lines() throws Exception {
    var rare = List.of("𬭊", "㐂", "𠅤", "䶮", "𬱖", "𤧬", "堃", "𪚥", "㙟", "𫍯");
    var members = new ArrayList<MemberForm>();
    members.add(member(LocalDate.of(1960, 3, 3), Sex.F, "欧阳" + rare.getFirst(), "HEAD", "1500"));
    members.add(member(LocalDate.of(1958, 4, 4), Sex.M, "阿卜杜热西提·麦麦提图尔荪·阿卜杜克热木", "SPOUSE", "0"));
    for (int i = 0; i < 18; i++)
      members.add(
          member(LocalDate.of(2001 + i % 16, 5, 5), Sex.M, "李" + rare.get(i % 10), "CHILD", "0"));
    long id = families().approved("DIBAO", members, DECIDED).id();
    for (String kind : List.of("SUBSIDY_APPROVAL_FORM", "SUBSIDY_DECISION", "SUBSIDY_RECEIPT")) {
      String copy = redirect(post(letters(id) + "?kind=" + kind, families.worker));
      byte[] pdf = pdf(copy, families.worker);
      keep(pdf, kind.equals("SUBSIDY_APPROVAL_FORM") ? "paper-approval-form-of-twenty" : null);
      sound(pdf);
      assertThat(PdfA.text(pdf)).contains("欧阳𬭊");
      if (!kind.equals("SUBSIDY_APPROVAL_FORM")) continue;
      for (String name : rare) assertThat(PdfA.text(pdf)).contains("李" + name);
      assertThat(PdfA.pages(pdf).getLast()).contains("办理意见", "办理人签名", "(印章)");
      assertThat(PdfA.text(pdf)).contains("阿卜杜热西提", "12,500.00");
      assertThat(PdfA.pages(pdf).size()).isGreaterThan(1);
    }
  }

  /** An allowance for one is decided for one, however many live there. */
  @Test
  void a_decision_on_one_person_does_not_count_the_household() throws Exception {
    var wife = member(LocalDate.of(1950, 5, 5), Sex.F, "孙玉珍", "SPOUSE", "");
    long id = families().elder(DECIDED, wife).id();
    String copy = redirect(post(letters(id) + "?kind=SUBSIDY_DECISION", families.worker));
    assertThat(html(get(copy, families.worker), 200).text())
        .contains("决定对赵福生本人予以认定。")
        .doesNotContain("家庭成员");
  }

  /** The same papers on the screen, for those who cannot see them or see them small. */
  @Test
  void papers_on_the_screen_are_accessible() {
    try (var chromium = new Chromium(port)) {
      for (Example e : all().toList())
        if (List.of("SUBSIDY_APPROVAL_FORM", "CASE_NOTICE", "PAYMENT_RUN_SUMMARY")
            .contains(e.kind())) {
          var page = chromium.signIn(e.by());
          chromium.check(chromium.open(page, issue(e)));
          chromium.check(chromium.open(page, e.list()));
        }
    }
  }

  private static void sound(byte[] pdf) throws Exception {
    assertThat(PdfA.complaints(pdf)).isEmpty();
    assertThat(PdfA.missingGlyphs(pdf)).isEmpty();
    assertThat(PdfA.outside(pdf)).as("in the margins").isEmpty();
    assertThat(PdfA.fonts(pdf)).allMatch(f -> f.contains("+MinzhengSong"));
    var pages = PdfA.pages(pdf);
    for (int i = 0; i < pages.size(); i++)
      assertThat(pages.get(i)).startsWith("第%d页,共%d页".formatted(i + 1, pages.size()));
  }

  private List<Example> make() {
    finance = fixtures.user(Fixtures.JINJIANG, Role.FINANCE);
    var families = families();
    var file = families.lowBao("1500", DECIDED);
    var number = Map.of("案件编号", file.number(), "申请人", "周**");
    var refused =
        families.refused(
            List.of(member(LocalDate.of(1975, 3, 3), Sex.F, "贺兰芳", "HEAD", "2400")), DECIDED);
    long early =
        families.applied(
            "DIBAO",
            List.of(member(LocalDate.of(1975, 3, 3), Sex.F, "彭秀英", "HEAD", "100")),
            DECIDED);
    families.move(families.worker, early, "SUPPLEMENT", "请补正授权书", DECIDED);
    long changed = change();
    var all = new ArrayList<Example>();
    all.add(
        letter(
            "SUBSIDY_RECEIPT",
            "paper-acceptance",
            file.id(),
            List.of("周秀兰", "已于 2018年6月1日 受理", "户口簿", "1 份 1 页", families.worker.name(), "个工作日"),
            with(number, "受理日期", "2018年6月1日")));
    all.add(
        letter(
            "SUBSIDY_PAPERS_RECEIVED",
            "paper-received",
            file.id(),
            List.of("周秀兰", "材料已收到", "户口簿", "1 份 1 页", families.worker.name(), "民救收"),
            with(number, "收到材料", "4 项")));
    all.add(
        letter(
            "SUBSIDY_SUPPLEMENT",
            "paper-supplement",
            early,
            List.of("彭秀英", "现一次性告知", "请补正授权书", "第六十二条"),
            with(Map.of("案件编号", families.get(early).number(), "申请人", "彭**"), "需要补正", "4 项")));
    all.add(
        letter(
            "SUBSIDY_APPROVAL_FORM",
            "paper-approval-form",
            file.id(),
            List.of(
                "周秀兰",
                "李建国",
                "李小梅",
                "配偶",
                "1,500.00",
                "139****5678",
                "锦官驿街 1 号",
                "近亲属备案否",
                "存款",
                "银行存款",
                "与申报一致",
                families.worker.name() + "、" + families.colleague.name(),
                "双方已签字",
                "低于 2,100.00",
                "2,100.00 − 1,500.00 = 600.00",
                "公示期满",
                "拟同意",
                families.reviewer.name(),
                "同意认定",
                families.approver.name(),
                "2018-06-15",
                "每月 600.00 元"),
            with(with(number, "办理结果", "同意"), "每月金额", "600.00 元")));
    all.add(
        letter(
            "SUBSIDY_DECISION",
            "paper-decision",
            file.id(),
            List.of(
                "周秀兰",
                "决定予以认定，计入家庭成员 3 人",
                "自 2018年7月 起，每月发放 600.00 元",
                "本决定依据",
                "60日内依法申请行政复议",
                "6个月内依法向人民法院提起行政诉讼"),
            with(with(number, "决定", "予以认定"), "每月金额", "600.00 元")));
    all.add(
        letter(
            "SUBSIDY_REFUSAL",
            "paper-refusal",
            refused.id(),
            List.of(
                "贺兰芳",
                "不予认定",
                "家庭月收入",
                "2,400.00",
                "不予认定的理由：收入不低于标准",
                "审核意见：家庭月收入不低于标准，不予认定",
                "本决定依据",
                "60日内依法申请行政复议",
                "6个月内依法向人民法院提起行政诉讼"),
            with(Map.of("案件编号", refused.number(), "申请人", "贺**"), "决定", "不予认定")));
    all.add(
        letter(
            "SUBSIDY_CHANGE",
            "paper-change",
            changed,
            List.of("周秀兰", "自 2018年10月 起停发", "收入确有增加", "第四十八条", "行政复议", "2,100.00"),
            with(Map.of("案件编号", families.get(changed).number(), "申请人", "周**"), "决定", "停发")));
    var notice = new LinkedHashMap<String, String>();
    notice.put("公示事项", "最低生活保障");
    notice.put("申请人", "周**");
    notice.put("家庭人数", "3 人");
    notice.put("公示时间", "2018年6月1日至2018年6月7日");
    all.add(
        new Example(
            "CASE_NOTICE",
            "paper-notice",
            families.worker,
            "/cases/" + file.id() + "/notice/paper",
            "/cases/" + file.id() + "/notice",
            finance,
            List.of("周**", "3 人", "600.00 元/月", "共 7 日", "锦官驿街道办事处"),
            List.of("周秀兰", "李建国", "锦官驿街 1 号", file.number(), "139"),
            notice));
    all.add(run());
    return all;
  }

  private Example letter(
      String kind, String picture, long id, List<String> says, Map<String, String> lines) {
    return new Example(
        kind,
        picture,
        families.worker,
        letters(id) + "?kind=" + kind,
        letters(id),
        finance,
        says,
        List.of("13912345678"),
        lines);
  }

  private static String letters(long id) {
    return "/subsidy/cases/" + id + "/letters";
  }

  /** The income of a family has reached the standard: stopped after it was heard. */
  private long change() {
    var file = families.lowBao("1500", DECIDED);
    LocalDate event = LocalDate.of(2018, 9, 10);
    families.earns(file, "2100", event);
    long id =
        as(
            families.worker,
            () ->
                changes.open(
                    new Changes.Opening(
                        file.id(), ChangeReason.INCOME, event, "", event, "补录纸质档案", null),
                    families.worker));
    families.move(families.worker, id, "PROPOSE_REDUCTION", "收入达到标准", event);
    as(
        families.worker,
        () -> {
          changes.hear(
              id,
              new Hearing(event, "周秀兰", Hearing.Manner.FACE, true, "收入确有增加", "", null),
              "补录纸质档案",
              families.worker);
          return null;
        });
    families.move(families.reviewer, id, "PROPOSE", "情况属实", event);
    families.move(families.approver, id, "APPROVE", "同意变更", event);
    return id;
  }

  /** Three families of two streets. */
  private Example run() {
    var f =
        new PaymentsFixtures(
            "DIBAO_SINGLE", fixtures, jdbc, transaction, entitlements, payees, runs);
    f.grant(f.household(), f.payee("周德安"), "2018-07", "600.00", "510104017001");
    f.grant(f.household(), f.payee("彭秀英"), "2018-07", "470.50", "510104017");
    f.grant(f.household(), f.payee("贺兰芳"), "2018-07", "1200.00", "510104022");
    var run = f.sent("2018-07");
    String page = "/payments/runs/" + run.id();
    var lines = new LinkedHashMap<String, String>();
    lines.put("批次", run.number());
    lines.put("项目", "单人户低保");
    lines.put("月份", "2018 年 7 月");
    lines.put("笔数", "3");
    lines.put("应发金额", "2,270.50 元");
    return new Example(
        "PAYMENT_RUN_SUMMARY",
        "paper-run-summary",
        f.makerUser,
        page + "/summary",
        page,
        fixtures.user(Fixtures.JINJIANG, Role.REVIEWER),
        List.of(
            "锦官驿街道",
            "1,070.50",
            "春熙路街道",
            "合计",
            "人民币贰仟贰佰柒拾元伍角整",
            "批次应发",
            "与批次一致",
            f.makerUser.name(),
            f.approverUser.name(),
            run.hash(),
            "农业银行"),
        List.of("周德安", "彭秀英", "6228480"),
        lines);
  }

  private static Map<String, String> with(Map<String, String> lines, String label, String words) {
    var all = new LinkedHashMap<>(lines);
    all.put(label, words);
    return all;
  }

  private Families families() {
    if (families == null)
      families =
          (Families)
              beans.autowire(
                  Families.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
    return families;
  }

  private String issue(Example e) {
    String copy = redirect(post(e.button(), e.by()));
    assertThat(copy).matches("/documents/papers/\\d+");
    return copy;
  }

  private byte[] pdf(String copy, CurrentUser by) {
    var answer = get(copy + ".pdf", by);
    assertThat(answer).hasStatusOk();
    return answer.getResponse().getContentAsByteArray();
  }

  private List<String> logged(String paper) {
    return Scope.callAs(
        Fixtures.JINJIANG,
        () ->
            transaction.execute(
                status ->
                    jdbc.sql(
                            "SELECT action FROM audit_event WHERE object_type = '文书' AND object_id"
                                + " = ?")
                        .param(paper)
                        .query(String.class)
                        .list()));
  }

  /** Pictures for the user guide, when the tests run with -Dscreenshots=folder. */
  private static void keep(byte[] pdf, String name) throws Exception {
    String folder = System.getProperty("screenshots");
    if (folder == null || name == null) return;
    for (int page = 0; page < PdfA.pages(pdf).size(); page++)
      ImageIO.write(
          PdfA.picture(pdf, page, 80),
          "png",
          Path.of(folder, name + (page == 0 ? "" : "-" + (page + 1)) + ".png").toFile());
  }

  private MvcTestResult get(String path, CurrentUser by) {
    return mvc.get().uri(path).with(user(by)).exchange();
  }

  private MvcTestResult post(String path, CurrentUser by) {
    return mvc.post().uri(path).with(user(by)).with(csrf()).exchange();
  }

  private static String redirect(MvcTestResult result) {
    return result.getResponse().getRedirectedUrl();
  }

  private static Document html(MvcTestResult result, int status) throws IOException {
    assertThat(result).hasStatus(status);
    return Jsoup.parse(result.getResponse().getContentAsString());
  }
}
