package minzheng.browser;

import minzheng.MinzhengTest;
import minzheng.demo.Town;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every page of a caseworker 经办人: persons, households, cases, papers, notices, messages. */
@MinzhengTest
class CaseworkerPagesJourney {
  @Autowired Town town;
  @LocalServerPort int port;

  @Test
  void persons_and_households() {
    long file = town.caseIn("APPROVED");
    long person = town.personOf(file);
    String people = "/people/" + person;
    long member =
        town.id(
            "SELECT max(m.id) FROM household_member m JOIN case_file c ON c.household_id ="
                + " m.household_id WHERE c.id = ?",
            file);
    long household = town.id("SELECT household_id FROM household_member WHERE id = ?", member);
    long row =
        town.id("SELECT min(id) FROM evidence WHERE person_id = ? AND kind = 'INCOME'", person);
    String home = "/people/households/" + household;
    try (var tour = new Tour(port).signIn(town.user("caseworker"))) {
      tour.see(people, "person").see(people + "/reveal", "person-reveal");
      tour.press("显示并记录").keep("person-shown");
      tour.see(people + "/edit", "person-edit").see(people + "/death", "person-death");
      tour.see(people + "/evidence", "evidence")
          .see(people + "/evidence/new?kind=INCOME", "evidence-new");
      for (String how : new String[] {"correct", "succeed", "end", "annul"})
        tour.see("/people/evidence/" + row + "/" + how, "evidence-" + how);
      tour.see(home, "household").see(home + "/members/new", "member-new");
      tour.see("/people/members/" + member + "/end", "member-end");
      tour.see("/people/members/" + member + "/relation", "member-relation");
      tour.see(home + "/move", "household-move").see(home + "/close", "household-close");
      tour.see(home + "/evidence/new?kind=SAVINGS", "household-evidence");
      tour.see("/subsidy/precheck?household=" + household, "precheck");
      tour.see("/people", "people").see("/people/new", "person-new");
      tour.see("/people?q=" + name(person).substring(0, 1), "people-found");
      tour.open("/people")
          .type("#q", "99010419900307002X")
          .press("查找")
          .keep("people-elsewhere-ask");
      tour.press("在全市查询").keep("people-elsewhere");
      long alone =
          town.id(
              "INSERT INTO person (region, doc_type, name, initials, sex, birth_date, created_at,"
                  + " created_by, changed_at, changed_by) VALUES (?, 'NONE', '文素珍', '{wsz}', 'F',"
                  + " DATE '1951-02-03', now(), 't', now(), 't') RETURNING id",
              Town.AREA + "001");
      tour.see("/people/" + alone + "/household", "household-new");
    }
  }

  private String name(long person) {
    return town.text("SELECT name FROM person WHERE id = ?", person);
  }

  @Test
  void cases_and_papers() {
    long file = town.caseIn("APPROVED");
    String desk = "/subsidy/cases/" + file;
    String going = "/subsidy/cases/" + town.caseIn("CHECKING");
    String step = "/cases/" + town.caseIn("CHECKING");
    long hung = town.caseIn("NOTICE");
    long notice = town.id("SELECT id FROM notice WHERE case_id = ?", hung);
    try (var tour = new Tour(port).signIn(town.user("caseworker"))) {
      tour.see("/", "home").see("/help", "help").see("/search?q=没有这个人", "search-nothing");
      tour.see(
          "/search?q=" + town.text("SELECT left(title, 1) FROM case_file WHERE id = ?", file),
          "search");
      tour.see("/subsidy/intake", "intake")
          .see("/cases", "cases")
          .see("/cases?q=没有这个人", "cases-empty");
      tour.see(going, "case-checking").see(going + "/family", "case-family");
      tour.see(going + "/checks", "case-checks-new").see(going + "/visits", "case-visits-new");
      tour.see(going + "/timeline", "case-timeline").see(step + "/history", "case-history");
      tour.see(step + "/step", "case-step").see(step + "/hand-over", "case-hand-over");
      tour.see("/subsidy/cases/" + town.caseIn("SUPPLEMENT"), "case-supplement");
      tour.see(desk + "/account", "case-account").see(desk + "/messages", "case-messages");
      tour.see(desk + "/letters", "case-letters-new");
      tour.see("/cases/" + town.caseIn("TO_POST") + "/notice", "case-notice-new");
      tour.see("/cases/" + hung + "/notice", "case-notice-hung");
      tour.see("/cases/" + hung + "/notice/" + notice + "/print", "notice-print");
      tour.see("/cases/notices", "notices");
      tour.see("/documents/of/CASE/" + file, "papers-of-case");
      long paper =
          town.id(
              "SELECT min(id) FROM attachment WHERE owner_type = 'CASE' AND owner_id = ?",
              town.caseIn("CHECKING"));
      tour.see("/documents/files/" + paper + "/removal", "paper-removal");
      bulk(tour);
      change(tour, file);
      tour.see("/messages", "messages").see("/jobs", "jobs-empty");
      tour.see("/account/password", "password-own");
    }
  }

  private void bulk(Tour tour) {
    tour.open("/cases?state=CHECKING")
        .tick("[data-mz-pick-page]")
        .press("转办…")
        .keep("cases-hand-over");
  }

  /** Somebody who gives up the allowance: the change, what is heard from them. */
  private void change(Tour tour, long file) {
    tour.see("/subsidy/changes/new?case=" + file, "change-new");
    tour.choose("#cause", "WAIVED").type("#note", "子女就业，自愿退出").press("登记变更");
    tour.keep("case-change");
    String change = tour.path().replaceAll(".*/", "");
    tour.type("#opinion", "自愿退出，拟停发").press("核对并提交").keep("case-check");
    tour.press("确认提交").see("/subsidy/changes/" + change + "/hearing", "change-hearing");
  }

  @Test
  void families_looked_at_again() {
    long paid =
        town.id(
            "SELECT entitlement_id FROM subsidy_case WHERE case_id = ?", town.caseIn("APPROVED"));
    String one = "/subsidy/reviews/" + paid;
    try (var tour = new Tour(port).signIn(town.user("caseworker"))) {
      tour.see("/subsidy/reviews", "review-list").see(one, "review-one");
      tour.see("/subsidy/reviews/record?id=" + paid, "review-record");
      tour.press("登记这 1 户").keep("review-refused");
      tour.tick("#manner-2")
          .tick("#frequency-1")
          .tick("#changed-1")
          .type("#note", "女儿开始工作，月收入约 2600 元")
          .press("登记这 1 户")
          .keep("review-changed");
    }
  }

  @Test
  void what_everybody_sees_without_signing_in() {
    String key = town.text("SELECT key FROM notice WHERE case_id = ?", town.caseIn("NOTICE"));
    try (var tour = new Tour(port).signIn(town.user("caseworker"))) {
      tour.refused("/dashboard/months/DIBAO/1999-13", 404, "not-found");
      tour.refused("/config/accounts", 403, "forbidden");
      tour.open("/cases");
      // as if the box had been unticked in the last moment
      tour.page()
          .waitForNavigation(
              () -> tour.page().evaluate("document.getElementById('bulk').submit()"));
      tour.keep("refused");
      tour.page().context().clearCookies();
      tour.see("/login", "sign-in").see("/notices", "public-notices");
      tour.see("/notices/" + key, "public-notice").see("/verify", "verify-ask");
      tour.refused("/verify/ABCDEFGH2345", 404, "verify-unknown");
    }
  }
}
