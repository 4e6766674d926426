package minzheng.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import minzheng.MinzhengTest;
import minzheng.dashboard.MonthFreezes;
import minzheng.demo.Town;
import minzheng.jobs.JobsForTests;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Supervisors 主管: figures, closed months and their correction, hand-over, messages sent. */
@MinzhengTest
class SupervisorPagesJourney {
  @Autowired Town town;
  @Autowired MonthFreezes freezes;
  @Autowired JobsForTests jobs;
  @Autowired Clock clock;
  @LocalServerPort int port;

  @Test
  void figures_and_their_correction() {
    YearMonth month = YearMonth.from(LocalDate.now(clock)).minusMonths(1);
    freezes.freeze("DIBAO", month.minusMonths(1));
    freezes.freeze("DIBAO", month);
    town.decidedLate(month);
    String kept = "/dashboard/months/DIBAO/" + month;
    try (var tour = new Tour(port).signIn(town.user("supervisor"))) {
      tour.see("/", "home-supervisor");
      tour.see("/dashboard?programme=DIBAO&month=" + month, "dashboard");
      tour.see(
          "/dashboard?programme=DIBAO&month=" + month + "&area=" + Town.AREA, "dashboard-area");
      tour.see(kept, "month").type("#reason", "十月有一件案件补录").press("提出更正").keep("month-proposed");
      tour.signIn(town.user("supervisor2")).see(kept, "month-confirm").press("确认更正");
      tour.keep("month-corrected").see("/dashboard/months", "months");
    }
  }

  @Test
  void hand_over_and_messages() {
    long worker = town.leaving().accountId();
    long colleague = town.user("caseworker2").accountId();
    try (var tour = new Tour(port).signIn(town.user("leader"))) {
      tour.see("/cases?who=" + worker, "cases-of-worker");
      tour.open("/cases/workers/" + worker).tick("input[name=to][value='" + colleague + "']");
      tour.type("#reason", "岗位调整").type("#deadline", LocalDate.now(clock).plusDays(3).toString());
      tour.page().locator("#deputy").selectOption("" + colleague);
      tour.type("#deputyFrom", LocalDate.now(clock).toString());
      tour.type("#deputyTo", LocalDate.now(clock).plusDays(30).toString());
      tour.keep("worker").press("核对").keep("hand-over-check");
      assertThat(tour.page().locator(".mz-note-bad")).hasCount(0);
      tour.send("/hand-over");
      long handOver = Long.parseLong(tour.path().replaceAll(".*/", ""));
      town.jobOf(handOver).ifPresent(jobs::done);
      tour.see("/cases/hand-overs/" + handOver, "handed-over");
      tour.see("/cases/hand-overs", "hand-overs");
      String end = tour.page().locator("td a[href$='/end']").getAttribute("href");
      tour.see(end, "delegation-end");
      tour.see("/messages/sent", "sent");
      long message = town.id("SELECT max(id) FROM message WHERE channel = 'SMS'");
      tour.see("/messages/sent/" + message, "sent-message");
    }
  }
}
