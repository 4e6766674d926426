package minzheng.imports;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.browser.Chromium;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A street's list of persons goes from the caseworker's template to the reviewer's yes. */
@MinzhengTest
class ImportJourney {
  private static final String STREET = "510104037";

  private static final List<String> NAMES =
      List.of("王秀英", "李建国", "何素珍", "张玉兰", "刘志强", "陈桂芳", "杨洪", "赵文秀", "周德明", "吴小平", "龚䶮");

  /** Background work on a machine that has other things to do. */
  private static final LocatorAssertions.HasCountOptions OVER =
      new LocatorAssertions.HasCountOptions().setTimeout(90_000);

  private static final LocatorAssertions.ContainsTextOptions LATER =
      new LocatorAssertions.ContainsTextOptions().setTimeout(90_000);

  @LocalServerPort int port;
  @Autowired Fixtures fixtures;

  @Test
  void a_list_with_wrong_rows_is_handed_in_checked_and_let_in() throws Exception {
    CurrentUser clerk = fixtures.user(STREET, Role.CASEWORKER);
    CurrentUser reviewer = fixtures.user(Fixtures.JINJIANG, Role.REVIEWER);
    Path list = Files.createTempDirectory("journey").resolve("街道人员名单.xlsx");
    Files.move(Tables.workbook(Tables.PERSONS, rows()), list);
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(clerk);
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("批量导入")).first().click();
      chromium.check(page);
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("导入表格")).click();
      chromium.look(page, "import-new");
      page.getByLabel("人员表格").setInputFiles(list);
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("上传并核对")).click();
      // the page asks again by itself until the check is over
      assertThat(page.locator("main")).containsText("可导入 118 行", LATER);
      assertThat(page.locator("tbody tr")).hasCount(3);
      assertThat(page.locator("[data-mz-reload]")).hasCount(0, OVER); // else it reloads under axe
      chromium.look(page, "import-checked");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交复核（118 行）")).click();
      assertThat(page.locator("main")).containsText("由另一名审核人复核");

      page = chromium.signIn(reviewer);
      chromium.open(page, "/imports?who=check");
      chromium.look(page, "import-list");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("街道人员名单.xlsx"))
          .first()
          .click();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("复核").setExact(true))
          .click();
      chromium.look(page, "import-decide");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("接受 118 行")).click();
      assertThat(page.locator("main")).containsText("已写入 118 人", LATER);
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("已写入")).click();
      chromium.look(page, "import-done");
      page.locator("tbody a").first().click();
      assertThat(page.locator("h1")).not().isEmpty();

      page = chromium.signIn(clerk);
      chromium.open(page, "/imports/new");
      page.getByLabel("人员表格").setInputFiles(list);
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("上传并核对")).click();
      assertThat(page.locator("main")).containsText("没有重复导入");
      chromium.open(page, "/imports/new");
      Path formula = list.resolveSibling("公式.csv");
      Files.writeString(formula, "证件号码,姓名,居住地\n=1+1,王秀英,510104\n");
      page.getByLabel("人员表格").setInputFiles(formula);
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("上传并核对")).click();
      assertThat(page.locator(".mz-errors")).containsText("单元格 A2 是公式");
      chromium.look(page, "import-refused");
    }
  }

  private static List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (int n = 2; n <= 122; n++) {
      var row = Tables.with(Tables.person(STREET), "姓名", NAMES.get(n % NAMES.size()));
      rows.add(
          switch (n) {
            case 17 -> Tables.with(row, "姓名", "");
            case 43 -> Tables.with(row, "联系电话", "1380013800");
            case 88 -> Tables.with(row, "居住地", "青羊区 / 草市街街道");
            default -> row;
          });
    }
    return rows;
  }
}
