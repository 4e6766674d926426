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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The main job, as the people concerned do it: a family of three with 1,500.00 in 锦江区 on 2018-06-15
 * (domain.md example 1), from the window of the street to the bank file of July; with the mouse,
 * and in 青羊区 with the keyboard alone.
 */
@MinzhengTest
class LowBaoJourney {

  /** A name nobody else in the tests' city has. */
  private static final String APPLICANT = "令狐秀兰";

  private static final String LATE = "补录历史案件";

  @Autowired Fixtures fixtures;
  @LocalServerPort int port;
  private Hands hands;
  private String place;
  private String district;

  /** Each in its own district: a month is paid once, and the second walk needs its own July. */
  @ParameterizedTest
  @CsvSource({
    "MOUSE, 510104017, 水井坊社区居委会",
    "KEYBOARD, 510105005, 宽巷子社区居民委员会",
  })
  void from_the_window_to_the_bank(Hands hands, String street, String place) {
    this.hands = hands;
    this.place = place;
    this.district = street.substring(0, 6);
    var worker = fixtures.user(street, Role.CASEWORKER);
    var colleague = fixtures.user(street, Role.CASEWORKER);
    var reviewer = fixtures.user(district, Role.REVIEWER);
    var approver = fixtures.user(district, Role.APPROVER);
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
    var finance = fixtures.user(district, Role.FINANCE);
    var second = fixtures.user(district, Role.FINANCE);
    var approver = fixtures.user(district, Role.APPROVER);
    var desk = new FinanceDesk(chromium, hands);
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
    hands.type(page.locator("#applyDate"), "2018-06-15");
    hands.type(page.locator("#backdateReason"), LATE);
    Locator home = page.locator("#region");
    hands.type(home, place.substring(0, 3));
    assertThat(page.locator("#region-list [role=option]").first()).isVisible();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    hands.type(page.locator("#address"), "水井街 12 号");
    member(page, 0, APPLICANT, FixtureIds.next("19800312", false), null, "1500.005");
    hands.press(page.getByRole(AriaRole.BUTTON, button("添加成员")));
    member(page, 1, "陈国强", FixtureIds.next("19770501", true), "SPOUSE", "0");
    hands.press(page.getByRole(AriaRole.BUTTON, button("添加成员")));
    member(page, 2, "陈雨桐", FixtureIds.next("20060611", false), "CHILD", "0");
    hands.type(page.locator("#savings"), "8000");
    hands.type(page.locator("#vehicles"), "0");
    hands.type(page.locator("#bank"), "中国农业银行");
    hands.type(page.locator("#accountNumber"), "6228480012345677740");
    submit(page);
    assertThat(page.locator("[data-mz-errors]")).containsText("有 1 处需要改正");
    assertThat(page.locator("#address")).hasValue("水井街 12 号");
    chromium.look(page, "intake-error");
    hands.type(page.locator("[id='members0.income']"), "1500.00");
    submit(page);
    assertThat(page.locator("main")).containsText("600.00 元");
    chromium.look(page, "intake-check");
    hands.press(page.getByRole(AriaRole.BUTTON, button("确认提交")));
    assertThat(page).hasURL(Pattern.compile(".*/subsidy/cases/\\d+$"));
    chromium.look(page, "case-new");
    return java.net.URI.create(page.url()).getPath();
  }

  private void submit(Page page) {
    hands.press(page.getByRole(AriaRole.BUTTON, button("核对并提交")));
  }

  private void member(Page page, int i, String name, String id, String relation, String income) {
    hands.type(page.locator("[id='members" + i + ".idNumber']"), id);
    hands.type(page.locator("[id='members" + i + ".name']"), name);
    if (relation != null) hands.choose(page.locator("[id='members" + i + ".relation']"), relation);
    hands.type(page.locator("[id='members" + i + ".income']"), income);
    hands.tick(page.locator("[id='members" + i + ".consent']"));
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

  private void upload(Page page, String code, byte[] content) {
    hands.choose(page.locator("#papers select[name=paperCode]"), code);
    page.locator("#papers input[type=file]")
        .setInputFiles(new FilePayload(code + ".pdf", "application/pdf", content));
    page.waitForResponse(
        answer -> answer.url().contains("/documents/of/"),
        () -> hands.press(page.locator("#papers").getByRole(AriaRole.BUTTON, in("上传"))));
  }

  private void check(Chromium chromium, Page page, String address) {
    chromium.open(page, address + "/checks");
    hands.choose(page.getByLabel("数据来源"), "BANK");
    hands.type(page.getByLabel("数据日期"), "2018-06-18");
    hands.choose(page.getByLabel("核对结果"), "DIFFERENT");
    hands.type(page.locator("#effectiveOn"), "2018-06-19");
    hands.type(page.locator("#reason"), LATE);
    hands.press(page.getByRole(AriaRole.BUTTON, exactly("登记")));
    assertThat(page.locator("main")).containsText("请写明与申报不一致的内容");
    hands.type(page.locator("#finding"), "存款 8,612.35 元，申报 8,000.00 元");
    hands.press(page.getByRole(AriaRole.BUTTON, exactly("登记")));
    assertThat(page.locator("main")).containsText("与申报不一致");
    chromium.check(page);
    hands.type(page.getByLabel("银行存款差异的处理意见"), "按核对结果计入，未超过限额");
    hands.press(page.getByRole(AriaRole.BUTTON, exactly("保存")));
    assertThat(page.locator("main")).containsText("按核对结果计入");
    chromium.look(page, "case-checks");
  }

  private void visit(Chromium chromium, Page page, String address, CurrentUser colleague) {
    chromium.open(page, address + "/visits");
    hands.type(page.getByLabel("入户日期"), "2018-06-19");
    hands.choose(page.getByLabel("同行人员"), String.valueOf(colleague.accountId()));
    hands.type(page.getByLabel("在场的家庭成员"), APPLICANT + "、陈国强");
    hands.type(page.getByLabel("调查情况"), "租住一室，家庭生活情况与申报一致");
    hands.tick(page.getByLabel("双方已签字"));
    hands.type(page.locator("#effectiveOn"), "2018-06-19");
    hands.type(page.locator("#reason"), LATE);
    hands.press(page.getByRole(AriaRole.BUTTON, exactly("登记")));
    assertThat(page.locator("main")).containsText("租住一室");
    chromium.look(page, "case-visits");
  }

  /** Posts for seven days; entered later, so its days are over and the case moves on by itself. */
  private void notice(Chromium chromium, Page page, String address) {
    chromium.open(page, address.replace("/subsidy", "") + "/notice");
    chromium.check(page);
    hands.tick(page.getByLabel(place));
    hands.type(page.getByLabel("张贴日期"), "2018-06-20");
    hands.type(page.getByLabel("补录原因").first(), LATE);
    hands.press(page.getByRole(AriaRole.BUTTON, button("张贴公示")));
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
    hands.press(page.getByRole(AriaRole.BUTTON, button("重新测算并比对")));
    assertThat(page.locator("main")).containsText("比对一致");
    chromium.look(page, "determination");
  }

  /** Chooses a step on the case page, reads it once more, confirms. */
  private void step(
      Chromium chromium, Page page, String address, String label, String opinion, String day) {
    chromium.open(page, address);
    Locator form = page.locator("#step");
    hands.tick(
        form.locator("label", new Locator.LocatorOptions().setHasText(label))
            .locator("input[type=radio]"));
    if (!opinion.isEmpty()) hands.type(form.locator("#opinion"), opinion);
    hands.type(form.locator("#effectiveOn"), day);
    hands.type(form.locator("#reason"), LATE);
    submit(page);
    assertThat(page.locator("main")).containsText("请核对，提交后生效");
    assertThat(page.locator("main")).containsText(day);
    chromium.check(page);
    hands.press(page.getByRole(AriaRole.BUTTON, button("确认提交")));
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
