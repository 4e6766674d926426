package minzheng.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.security.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The frame and the parts of pages, with a keyboard, at the size of an office screen. */
@MinzhengTest
class FrameJourney {
  @LocalServerPort int port;
  @Autowired Fixtures fixtures;

  @Test
  void everything_works_by_keyboard_and_for_everybody() {
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER));
      chromium.check(page);
      for (String path : new String[] {"/help", "/search", "/no/such/page", "/gallery/list"})
        chromium.check(chromium.open(page, path));

      chromium.open(page, "/help");
      page.keyboard().press("/");
      assertThat(page.getByLabel("全局查找")).isFocused();
      page.keyboard().type("没有这个人");
      page.keyboard().press("Enter");
      assertThat(page.locator("main")).containsText("没有找到");

      form(chromium, page);
      list(chromium, page);

      chromium.open(page, "/gallery/parts");
      chromium.check(page);
      page.locator(".mz-id button").click();
      assertThat(page.locator("dialog#reveal")).isVisible();
      chromium.check(page);
      page.keyboard().press("Escape");
      assertThat(page.locator("dialog#reveal")).isHidden();

      chromium.open(page, "/help");
      page.keyboard().press("Alt+n");
      page.waitForURL(Pattern.compile("/subsidy/intake"));
      chromium.open(page, "/login");
      assertThat(page).hasURL(Pattern.compile(".*/$"));
    }
  }

  /** A card reader types the number and ends with Enter: nothing is sent, the next field waits. */
  private void form(Chromium chromium, Page page) {
    chromium.open(page, "/gallery/form");
    chromium.check(page);
    var number = page.locator("#idNumber");
    number.fill("");
    page.locator("#name").fill("");
    number.pressSequentially("99010419430312002");
    assertThat(page.locator("#idNumber-live")).containsText("17 位");
    number.pressSequentially("0");
    assertThat(page.locator("#idNumber-live")).containsText("校验码不符");
    number.fill("");
    String id = withCheckDigit("99010419430312002");
    number.pressSequentially(id);
    assertThat(page.locator("#birth")).hasValue("1943-03-12");
    assertThat(page.locator("#sex")).hasValue("F");
    number.press("Enter");
    assertThat(page.locator("#name")).isFocused();
    assertThat(page).hasURL(Pattern.compile(".*/gallery/form$"));

    var savings = page.locator("#savings");
    savings.fill("１２３４５");
    savings.blur();
    assertThat(savings).hasValue("12,345.00");

    var area = page.getByLabel("居住地", new Page.GetByLabelOptions().setExact(true));
    area.first().pressSequentially("锦官驿");
    assertThat(page.locator("#region-list li").first()).containsText("锦官驿街道");
    area.first().press("Enter");
    assertThat(page.locator("#region")).hasValue(Pattern.compile("锦江区 / .*"));
    assertThat(page.locator("#region-code")).hasValue(Pattern.compile("510104\\d+"));

    page.locator("[data-mz-add=members]").click();
    assertThat(page.getByLabel("成员 1 姓名")).isFocused();
    page.locator("[data-mz-add=members]").click();
    page.locator("[data-mz-remove]").first().click();
    assertThat(page.locator("[data-mz-rows=members] tr")).hasCount(1);
    assertThat(page.getByLabel("成员 2 姓名")).hasAttribute("name", "members[1].name");
    chromium.check(page);

    page.locator("main button[type=submit]").first().click();
    var summary = page.locator(".mz-errors");
    assertThat(summary).isFocused();
    assertThat(summary.locator("a").first()).hasText("姓名：请填写姓名");
    summary.locator("a").first().click();
    assertThat(page.locator("#name")).isFocused();
    chromium.check(page);
  }

  private void list(Chromium chromium, Page page) {
    chromium.open(page, "/gallery/list");
    var bar = page.locator("#bulk");
    assertThat(bar).isHidden();
    page.getByLabel("选择本页全部").check();
    assertThat(bar).containsText("已选 3 件");
    page.locator("[data-mz-pick]").first().uncheck();
    assertThat(bar).containsText("已选 2 件");
    page.locator("[data-mz-pick-all]").click();
    assertThat(bar).containsText("已选 全部 件");
    chromium.check(page);
    page.locator("[data-mz-pick-none]").click();
    assertThat(bar).isHidden();
  }

  private static String withCheckDigit(String digits) {
    return digits + minzheng.kernel.IdNumber.check(digits);
  }
}
