package minzheng.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;
import minzheng.security.CurrentUser;

/** The finance pages as a person uses them: draft, check, approve, send, answer, pay again. */
final class FinanceDesk {
  private final Chromium chromium;
  private final Hands hands;
  private Page page;

  FinanceDesk(Chromium chromium, Hands hands) {
    this.chromium = chromium;
    this.hands = hands;
  }

  FinanceDesk signIn(CurrentUser user) {
    page = chromium.signIn(user);
    return this;
  }

  /** The regular run of 低保 for a month; its address. */
  String draft(String month) {
    chromium.open(page, "/payments/new");
    chromium.check(page);
    hands.choose(page.locator("#programme"), "DIBAO");
    hands.type(page.locator("#month"), month);
    hands.press(button("生成草稿"));
    assertThat(page).hasURL(Pattern.compile(".*/payments/runs/\\d+$"));
    return URI.create(page.url()).getPath();
  }

  void owesNothing(String run, String name) {
    chromium.open(page, run + "/rows");
    assertThat(page.locator("main")).not().containsText(name);
  }

  void owes(String run, String name, String amount) {
    chromium.open(page, run);
    chromium.look(page, "run");
    chromium.open(page, run + "/rows");
    assertThat(row(name)).containsText(amount);
    chromium.look(page, "run-rows");
  }

  /** 核对 or 审批, after looking at what it shows. */
  void step(String run, String verb, String then) {
    chromium.open(page, run + "/" + verb);
    chromium.check(page);
    hands.press(page.locator("main form button[type=submit]").first());
    assertThat(page).hasURL(Pattern.compile(".*" + run + "$"));
    chromium.open(page, run);
    assertThat(page.locator("main")).containsText(then);
  }

  void send(String run) {
    chromium.open(page, run + "/send");
    hands.type(page.locator("#bank"), "中国农业银行");
    chromium.check(page);
    hands.press(page.locator("main form button[type=submit]").first());
    assertThat(page).hasURL(Pattern.compile(".*" + run + "$"));
    chromium.open(page, run);
    assertThat(page.locator("main")).containsText("已发送");
    chromium.look(page, "run-sent");
  }

  /** The file for the bank, as downloaded. */
  String bankFile(String run) {
    chromium.open(page, run);
    var download =
        page.waitForDownload(
            () ->
                hands.press(
                    page.locator("main a[href*='/payments/files/']")
                        .filter(new Locator.FilterOptions().setHasText(".csv"))
                        .first()));
    try {
      return Files.readString(download.path(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The bank's answer: every line paid but the one of that name. Importing it twice changes
   * nothing.
   */
  void answer(String run, String sent, String returned) {
    var text = new StringBuilder("流水号,金额,结果,原因\n");
    for (String line : sent.lines().skip(1).toList()) {
      String[] cells = line.split(",");
      if (cells[0].startsWith("合计")) break;
      text.append(cells[0]).append(',').append(cells[4]).append(',');
      text.append(cells[1].equals(returned) ? "退回,账户已销户" : "成功,").append('\n');
    }
    byte[] file = text.toString().getBytes(StandardCharsets.UTF_8);
    upload(run, file);
    assertThat(page.locator("main")).containsText("导入前核对");
    chromium.look(page, "run-results");
    hands.press(button("导入"));
    assertThat(page.locator("main")).containsText("已导入：");
    upload(run, file);
    assertThat(page.locator("main")).containsText("不会重复入账");
    chromium.open(page, run);
    assertThat(page.locator("main")).containsText("部分退回");
    chromium.look(page, "run-returned");
  }

  private void upload(String run, byte[] file) {
    chromium.open(page, run + "/results");
    page.locator("input[type=file]").setInputFiles(new FilePayload("回执.csv", "text/csv", file));
    hands.press(button("核对文件"));
  }

  /** The returned line is on the work list; a new account lets it be paid again. */
  void correctAccount(String run, String name) {
    chromium.open(page, "/payments/returns");
    chromium.look(page, "returns");
    hands.press(row(name).locator("a[href*='/payments/returns/']").first());
    hands.type(page.locator("#bank"), "中国邮政储蓄银行");
    hands.type(page.locator("#account"), "6217 9900 1234 5678 901");
    hands.type(page.locator("#holder"), name);
    chromium.look(page, "return");
    hands.press(button("保存账户，列入重发"));
    assertThat(page.locator("main")).containsText("重发");
  }

  /** The next run takes the returned line again, as a new line, never as a new month. */
  void payAgain(String run, String name) {
    chromium.open(page, run);
    hands.press(page.locator("form[action='/payments/extra'] button"));
    assertThat(page)
        .hasURL(Pattern.compile(".*/payments/runs/(?!" + run.replaceAll(".*/", "") + "$)\\d+$"));
    String again = URI.create(page.url()).getPath();
    chromium.open(page, again + "/claims");
    assertThat(row(name)).containsText("600.00");
    chromium.look(page, "run-again");
  }

  private Locator row(String name) {
    return page.locator("main tr", new Page.LocatorOptions().setHasText(name)).first();
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
