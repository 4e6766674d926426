package minzheng.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import minzheng.MinzhengTest;
import minzheng.demo.Town;
import minzheng.jobs.JobsForTests;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Reviewer and approver 审核人、审批人: one case, many cases in one step, and the job behind it. */
@MinzhengTest
class DecisionPagesJourney {
  @Autowired Town town;
  @Autowired JobsForTests jobs;
  @LocalServerPort int port;

  @Test
  void one_case_and_many() {
    String file = "/subsidy/cases/" + town.caseIn("INITIAL");
    try (var tour = new Tour(port).signIn(town.user("reviewer"))) {
      tour.see("/?box=OFFICE", "home-reviewer").see(file, "case-initial");
      tour.see(file + "/determination", "determination-before");
      tour.open("/cases?state=INITIAL").tick("[data-mz-pick-page]").press("领取").keep("cases-take");

      tour.signIn(town.user("approver")).see("/?box=OFFICE", "home-approver");
      tour.open("/cases?state=COUNTY").tick("[data-mz-pick-page]").press("批量办理…");
      tour.tick("input[name=action] >> nth=0").type("#opinion", "符合条件，同意认定").keep("bulk-choose");
      String bulk = tour.path();
      tour.press("逐件核对").keep("bulk-confirm");
      tour.send("/confirm");
      jobs.done(town.id("SELECT job_id FROM bulk_decision WHERE id = ?", number(bulk)));
      tour.see(bulk, "bulk-result").see("/jobs", "jobs");
      tour.page().locator("main tbody a").first().click();
      assertThat(tour.page().locator("main")).containsText("批量办理");
      tour.keep("job");
      tour.see("/subsidy/cases/" + town.caseIn("REFUSED") + "/letters", "case-letters-refused");
      tour.press("不予认定通知书").keep("letter-refusal");
      tour.see("/documents/papers", "letters");
    }
  }

  private static long number(String path) {
    return Long.parseLong(path.replaceAll(".*/", ""));
  }
}
