package minzheng.browser;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import minzheng.MinzhengTest;
import minzheng.demo.Town;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Administrators 管理员: standards with their preview, accounts, calendar, programs of others, audit.
 */
@MinzhengTest
class ConfigPagesJourney {
  private static final String HOLIDAYS =
      "2095-01-01,休,元旦\n2095-01-02,休,元旦\n2095-01-08,班,元旦\n"
          + "2095-05-01,休,劳动节\n2095-10-01,休,国庆节\n2095-10-02,休,国庆节\n";

  @Autowired Town town;
  @LocalServerPort int port;

  @Test
  void a_standard_is_drafted_previewed_and_published_by_another() {
    try (var tour = new Tour(port).signIn(town.user("standards"))) {
      tour.see("/config/standards", "standards");
      tour.see("/config/standards/DIBAO_STANDARD?region=" + Town.AREA, "standard");
      long row =
          town.id(
              "SELECT max(id) FROM standard_value WHERE code = 'DIBAO_STANDARD' AND status ="
                  + " 'PUBLISHED'");
      tour.see("/config/standards/rows/" + row, "standard-value");
      tour.see("/config/standards/drafts/new", "draft-choose");
      tour.open("/config/standards/drafts/new?code=DIBAO_STANDARD&region=" + Town.AREA);
      tour.type("#value", "760").type("#from", "2026-10-01").type("#source", "成民发〔2026〕31号（演示）");
      tour.keep("draft-new").press("保存草稿并预览").keep("draft");
      String draft = tour.path();
      tour.see(draft + "/edit", "draft-edit").open(draft).send("/submit");
      tour.signIn(town.user("standards2")).see(draft, "draft-publish");
      tour.signIn(town.user("standards")).open(draft).type("#reason", "示例").press("撤回草稿");
    }
  }

  @Test
  void accounts_calendar_programs_and_audit() {
    try (var tour = new Tour(port).signIn(town.user("admin"))) {
      tour.see("/config/accounts", "accounts").see("/config/accounts/new", "account-new");
      tour.see("/config/accounts/" + town.user("caseworker").accountId(), "account");
      tour.see("/config/regions", "regions").see("/config/calendar?year=2026", "calendar");
      tour.see("/config/calendar/upload", "calendar-upload");
      calendar(tour);
      tour.see("/config/api-clients", "api-clients");
      tour.type("#name", "市大数据局 蓉易办").press("生成令牌").keep("api-token");
      long client = town.id("SELECT max(id) FROM api_client");
      tour.see("/config/api-clients/" + client + "/revoke", "api-revoke");
      tour.type("#reason", "示例").press("停用").see("/api-docs", "api-docs");
      tour.see("/account/sessions", "sessions");

      tour.signIn(town.user("auditor")).see("/audit?size=20", "audit");
      long event = town.id("SELECT max(id) FROM audit_event WHERE object_type = '案件'");
      tour.see("/audit/" + event, "audit-event");
    }
  }

  /** A year's holidays are looked at before they count. */
  private static void calendar(Tour tour) {
    byte[] file = HOLIDAYS.getBytes(StandardCharsets.UTF_8);
    tour.type("#year", "2095").type("#source", "国办发明电〔2094〕7号（演示）");
    tour.page().locator("#file").setInputFiles(new FilePayload("2095.csv", "text/csv", file));
    tour.press("检查文件").keep("calendar-check");
  }
}
