package minzheng.browser;

import minzheng.MinzhengTest;
import minzheng.demo.Town;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every page of 财务 that the main job does not pass: forms, differences, corrections. */
@MinzhengTest
class FinancePagesJourney {
  @Autowired Town town;
  @LocalServerPort int port;

  @Test
  void runs_beneficiaries_and_corrections() {
    long sent =
        town.id("SELECT max(id) FROM run WHERE region = ? AND state = 'RECONCILED'", Town.AREA);
    long paid = town.id("SELECT max(entitlement_id) FROM owed WHERE run_id = ?", sent);
    try (var tour = new Tour(port).signIn(town.user("finance"))) {
      tour.see("/", "home-finance").see("/payments", "runs");
      tour.see("/payments/runs/" + sent, "run-paid");
      tour.see("/payments/runs/" + sent + "/lines", "run-lines");
      tour.see("/payments/beneficiaries", "beneficiaries");
      tour.see("/payments/entitlements/" + paid, "entitlement");
      tour.see("/payments/entitlements/" + paid + "/account", "entitlement-account");
      tour.open("/payments/new").choose("#programme", "DIBAO").keep("run-new");
      tour.press("生成草稿").keep("run-draft");
      String run = tour.path();
      tour.see(run + "/changes", "run-changes");
      tour.see(run + "/discard", "run-discard").see(run + "/redraft", "run-redraft");
      tour.see("/payments/adjustments", "adjustments");
      long adjustment = town.id("SELECT max(id) FROM adjustment");
      tour.see("/payments/adjustments/" + adjustment, "adjustment");

      tour.signIn(town.user("finance2")).see(run + "/check", "run-check").send("/check");
      tour.signIn(town.user("approver")).see(run + "/refuse", "run-refuse");
      tour.see(run + "/approve", "run-approve").send("/approve");
      tour.signIn(town.user("finance")).see(run + "/send", "run-send");
      tour.see("/payments/returns", "returns-empty");
    }
  }
}
