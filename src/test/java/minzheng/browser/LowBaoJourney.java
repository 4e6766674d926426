package minzheng.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The main job, as the people concerned do it: a family of three with 1,500.00 in 锦江区 on 2018-06-15
 * (domain.md example 1), from the window of the street to the bank file of July.
 */
@MinzhengTest
class LowBaoJourney {
  private static final String STREET = "510104017";

  /** A name nobody else in the tests' city has. */
  private static final String APPLICANT = "令狐秀兰";

  private static final String LATE = "补录历史案件";

  @Autowired Fixtures fixtures;
  @LocalServerPort int port;

  @Test
  void from_the_window_to_the_bank() {
    var worker = fixtures.user(STREET, Role.CASEWORKER);
    var colleague = fixtures.user(STREET, Role.CASEWORKER);
    var reviewer = fixtures.user(Fixtures.JINJIANG, Role.REVIEWER);
    var approver = fixtures.user(Fixtures.JINJIANG, Role.APPROVER);
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(worker);
      String address = intake(chromium, page);
      papers(chromium, page, address);
      step(chromium, page, address, "受理", "", "2018-06-15");
      check(chromium, page, address);
      visit(chromium, page, address, colleague);
      step(chromium, page, address, "提交初审", "", "2018-06-20");

      page = chromium.signIn(reviewer);
      step(chromium, page, address, "拟同意", "情况属实，拟同意纳入低保", "2018-06-20");

      page = chromium.signIn(worker);
      notice(chromium, page, address);

      page = chromium.signIn(approver);
      chromium.open(page, address);
      chromium.look(page, "case");
      step(chromium, page, address, "同意认定", "符合条件，同意", "2018-06-28");
      assertThat(page.locator("main")).containsText("已认定");
      sheet(chromium, page, address);
      money(chromium);
    }
  }

  /**
   * June owes nothing, July 600.00, a second July is the first; one line comes back and goes again.
   */
  private void money(Chromium chromium) {
    var finance = fixtures.user(Fixtures.JINJIANG, Role.FINANCE);
    var second = fixtures.user(Fixtures.JINJIANG, Role.FINANCE);
    var approver = fixtures.user(Fixtures.JINJIANG, Role.APPROVER);
    var desk = new FinanceDesk(chromium);
    desk.signIn(finance);
    desk.owesNothing(desk.draft("2018-06"), APPLICANT);
    String july = desk.draft("2018-07");
    desk.owes(july, APPLICANT, "600.00");
    Assertions.assertThat(desk.draft("2018-07")).isEqualTo(july);
    desk.signIn(second).step(july, "check", "已核对");
    desk.signIn(approver).step(july, "approve", "已审批");
    desk.signIn(finance).send(july);
    String file = desk.bankFile(july);
    Assertions.assertThat(file).contains(APPLICANT).contains("600.00").contains("合计");
    desk.answer(july, file, APPLICANT);
    desk.correctAccount(july, APPLICANT);
    desk.payAgain(july, APPLICANT);
  }

  /** Types the family; a wrong check digit and three decimals are answered where they stand. */
  private String intake(Chromium chromium, Page page) {
    chromium.open(page, "/subsidy/intake");
    chromium.check(page);
    page.locator("#applyDate").fill("2018-06-15");
    page.locator("#backdateReason").fill(LATE);
    Locator home = page.locator("#region");
    home.fill("水井坊");
    page.locator("#region-list [role=option]").first().click();
    page.locator("#address").fill("水井街 12 号");
    member(page, 0, APPLICANT, FixtureIds.next("19800312", false), null, "1500.005");
    page.getByRole(AriaRole.BUTTON, button("添加成员")).click();
    member(page, 1, "陈国强", FixtureIds.next("19770501", true), "SPOUSE", "0");
    page.getByRole(AriaRole.BUTTON, button("添加成员")).click();
    member(page, 2, "陈雨桐", FixtureIds.next("20060611", false), "CHILD", "0");
    page.locator("#savings").fill("8000");
    page.locator("#vehicles").fill("0");
    page.locator("#bank").fill("中国农业银行");
    page.locator("#accountNumber").fill("6228480012345677740");
    submit(page);
    assertThat(page.locator("[data-mz-errors]")).containsText("有 1 处需要改正");
    assertThat(page.locator("#address")).hasValue("水井街 12 号");
    chromium.look(page, "intake-error");
    page.locator("[id='members0.income']").fill("1500.00");
    submit(page);
    assertThat(page.locator("main")).containsText("600.00 元");
    chromium.look(page, "intake-check");
    page.getByRole(AriaRole.BUTTON, button("确认提交")).click();
    assertThat(page).hasURL(Pattern.compile(".*/subsidy/cases/\\d+$"));
    chromium.look(page, "case-new");
    return java.net.URI.create(page.url()).getPath();
  }

  private static void submit(Page page) {
    page.getByRole(AriaRole.BUTTON, button("核对并提交")).click();
  }

  private static void member(
      Page page, int i, String name, String id, String relation, String income) {
    page.locator("[id='members" + i + ".idNumber']").fill(id);
    page.locator("[id='members" + i + ".name']").fill(name);
    if (relation != null) page.locator("[id='members" + i + ".relation']").selectOption(relation);
    page.locator("[id='members" + i + ".income']").fill(income);
    page.locator("[id='members" + i + ".consent']").check();
  }

  /** Uploads what is demanded; a program that calls itself a PDF is refused. */
  private void papers(Chromium chromium, Page page, String address) {
    chromium.open(page, address + "/papers");
    chromium.check(page);
    upload(page, "APPLICATION", "MZ\u0090 not a paper".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(page.locator("#papers")).containsText("这个文件是程序，不能上传");
    for (String code : new String[] {"APPLICATION", "AUTHORISATION", "ID_CARD", "HUKOU"}) {
      upload(page, code, FixtureIds.PDF);
      assertThat(page.locator("#papers")).containsText("已上传“" + code + ".pdf”");
    }
    assertThat(page.locator("#papers")).containsText("齐全");
    chromium.look(page, "case-papers");
  }

  private static void upload(Page page, String code, byte[] content) {
    page.locator("#papers select[name=paperCode]").selectOption(code);
    page.locator("#papers input[type=file]")
        .setInputFiles(new FilePayload(code + ".pdf", "application/pdf", content));
    page.waitForResponse(
        answer -> answer.url().contains("/documents/of/"),
        () -> page.locator("#papers").getByRole(AriaRole.BUTTON, in("上传")).click());
  }

  private void check(Chromium chromium, Page page, String address) {
    chromium.open(page, address + "/checks");
    page.getByLabel("数据来源").selectOption("BANK");
    page.getByLabel("数据日期").fill("2018-06-18");
    page.getByLabel("核对结果").selectOption("DIFFERENT");
    page.locator("#effectiveOn").fill("2018-06-19");
    page.locator("#reason").fill(LATE);
    page.getByRole(AriaRole.BUTTON, exactly("登记")).click();
    assertThat(page.locator("main")).containsText("请写明与申报不一致的内容");
    page.locator("#finding").fill("存款 8,612.35 元，申报 8,000.00 元");
    page.getByRole(AriaRole.BUTTON, exactly("登记")).click();
    assertThat(page.locator("main")).containsText("与申报不一致");
    chromium.check(page);
    page.getByLabel("银行存款差异的处理意见").fill("按核对结果计入，未超过限额");
    page.getByRole(AriaRole.BUTTON, exactly("保存")).click();
    assertThat(page.locator("main")).containsText("按核对结果计入");
    chromium.look(page, "case-checks");
  }

  private void visit(Chromium chromium, Page page, String address, CurrentUser colleague) {
    chromium.open(page, address + "/visits");
    page.getByLabel("入户日期").fill("2018-06-19");
    page.getByLabel("同行人员").selectOption(String.valueOf(colleague.accountId()));
    page.getByLabel("在场的家庭成员").fill(APPLICANT + "、陈国强");
    page.getByLabel("调查情况").fill("租住一室，家庭生活情况与申报一致");
    page.getByLabel("双方已签字").check();
    page.locator("#effectiveOn").fill("2018-06-19");
    page.locator("#reason").fill(LATE);
    page.getByRole(AriaRole.BUTTON, exactly("登记")).click();
    assertThat(page.locator("main")).containsText("租住一室");
    chromium.look(page, "case-visits");
  }

  /** Posts for seven days; entered later, so its days are over and the case moves on by itself. */
  private void notice(Chromium chromium, Page page, String address) {
    chromium.open(page, address.replace("/subsidy", "") + "/notice");
    chromium.check(page);
    page.getByLabel("水井坊社区居委会").check();
    page.getByLabel("张贴日期").fill("2018-06-20");
    page.getByLabel("补录原因").first().fill(LATE);
    page.getByRole(AriaRole.BUTTON, button("张贴公示")).click();
    assertThat(page.locator("main")).containsText("2018-06-26");
    assertThat(page.locator("main")).containsText("公示期满");
    chromium.look(page, "case-notice");
  }

  private void sheet(Chromium chromium, Page page, String address) {
    chromium.open(page, address + "/determination");
    assertThat(page.locator("main")).containsText("2,100.00 − 1,500.00 = 600.00");
    assertThat(page.locator("main")).containsText("700.00");
    assertThat(page.locator("main")).containsText("2018-01-01 起");
    assertThat(page.locator("main")).containsText("000 ¶16");
    page.getByRole(AriaRole.BUTTON, button("重新测算并比对")).click();
    assertThat(page.locator("main")).containsText("比对一致");
    chromium.look(page, "determination");
  }

  /** Chooses a step on the case page, reads it once more, confirms. */
  private static void step(
      Chromium chromium, Page page, String address, String label, String opinion, String day) {
    chromium.open(page, address);
    Locator form = page.locator("#step");
    form.locator("label", new Locator.LocatorOptions().setHasText(label))
        .locator("input[type=radio]")
        .check();
    if (!opinion.isEmpty()) form.locator("#opinion").fill(opinion);
    form.locator("#effectiveOn").fill(day);
    form.locator("#reason").fill(LATE);
    submit(page);
    chromium.check(page);
    assertThat(page.locator("main")).containsText(day);
    page.getByRole(AriaRole.BUTTON, button("确认提交")).click();
    assertThat(page).hasURL(Pattern.compile(".*" + address + "$"));
  }

  private static Page.GetByRoleOptions button(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions exactly(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions in(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
