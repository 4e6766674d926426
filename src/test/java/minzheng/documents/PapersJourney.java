package minzheng.documents;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.browser.Chromium;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Handing in papers and issuing one, in a real browser. */
@MinzhengTest
class PapersJourney {
  @TempDir Path folder;
  @LocalServerPort int port;
  @Autowired Fixtures fixtures;
  @Autowired IssuedPapers issued;

  @Test
  void files_are_handed_in_refused_and_taken_out_where_they_stand() throws IOException {
    var clerk = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    long papers = Folders.open("510104017", "DIBAO", LocalDate.of(2026, 11, 18));
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(clerk);
      chromium.open(page, "/documents/of/FOLDER/" + papers);
      chromium.check(page);
      var panel = page.locator("#papers");
      assertThat(panel).containsText("还缺 2 项");

      upload(page, "APPLICATION", "证明.pdf", Files.ofType("text"));
      assertThat(panel.locator("#file-error")).containsText("不是有效的 PDF");
      chromium.check(page);
      upload(page, "APPLICATION", "申请书.pdf", new byte[21 * 1024 * 1024]);
      assertThat(panel.locator("#file-error")).containsText("超过 20 MB");

      upload(page, "APPLICATION", "申请书.pdf", Files.pdf());
      assertThat(panel).containsText("已上传“申请书.pdf”");
      assertThat(panel).containsText("还缺 1 项");
      upload(page, "AUTHORISATION", "授权书.png", Files.ofType("image/png"));
      assertThat(panel).containsText("必备材料齐全");
      chromium.check(page);
      chromium.keep(page, "papers");

      Page picture = page.waitForPopup(() -> panel.locator("tbody").getByText("授权书.png").click());
      assertThat(picture.locator("img")).isVisible();
      picture.close();

      panel.getByLabel("删除 申请书.pdf").click();
      chromium.check(page);
      page.getByLabel("删除原因").fill("传错了人");
      page.locator("main form button").click();
      page.waitForURL("**/folders/**");
    }
  }

  @Test
  void a_paper_is_printed_delivered_and_verified_without_signing_in() {
    var clerk = fixtures.user(Fixtures.JINJIANG, Role.REVIEWER);
    long papers = Folders.open("510104017", "DIBAO", LocalDate.of(2026, 11, 18));
    long id = issue(papers, clerk);
    try (var chromium = new Chromium(port)) {
      Page page = chromium.signIn(clerk);
      chromium.open(page, "/documents/papers/" + id);
      chromium.check(page);
      chromium.keep(page, "letter");
      assertThat(page.pdf()).isNotEmpty();
      page.getByLabel("收件人").fill("覃文斌");
      page.getByLabel("送达方式").selectOption("DIRECT");
      page.getByText("登记送达").click();
      assertThat(page.locator(".mz-title")).containsText("已送达");
      chromium.check(page);

      String key = page.locator("aside .mz-mono").innerText();
      page.context().clearCookies();
      chromium.open(page, "/verify");
      chromium.check(page);
      page.getByLabel("查验码").fill(key.toLowerCase());
      page.keyboard().press("Enter");
      assertThat(page.locator("main")).containsText("不予认定为最低生活保障家庭");
      chromium.check(page);
      chromium.keep(page, "verify");
      chromium.open(page, "/verify/NOTHING");
      chromium.check(page);
    }
  }

  private long issue(long folder, CurrentUser clerk) {
    return Scope.callAs("510104", () -> issued.issue(Folders.KIND, folder, clerk.actor()));
  }

  /** From the disk, as a person does: content inside the command took longer than all the rest. */
  private void upload(Page page, String paperCode, String name, byte[] content) throws IOException {
    page.getByLabel("材料名称").selectOption(paperCode);
    Path file = java.nio.file.Files.write(folder.resolve(name), content);
    page.getByLabel("文件", new Page.GetByLabelOptions().setExact(true)).setInputFiles(file);
    page.getByText("上传", new Page.GetByTextOptions().setExact(true)).click();
  }
}
