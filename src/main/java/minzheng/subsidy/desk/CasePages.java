package minzheng.subsidy.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import minzheng.cases.CaseBoards;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.documents.Papers;
import minzheng.people.Households;
import minzheng.people.Person;
import minzheng.people.Persons;
import minzheng.security.CurrentUser;
import minzheng.security.Planning;
import minzheng.security.Role;
import minzheng.subsidy.desk.CaseExtra.Extra;
import minzheng.subsidy.rules.Result;
import minzheng.web.Display;
import minzheng.web.Fact;
import minzheng.web.Tab;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;

/** Gathers what the pages of a case show, each in one transaction. */
@Service
class CasePages {
  /** The tabs that explain the money, for whoever pays or audits it. */
  private static final Set<String> MONEY = Set.of("", "determination", "timeline");

  private final Cases cases;
  private final CaseBoards boards;
  private final SubsidyCases subsidyCases;
  private final CheckRecords checks;
  private final Assessments assessments;
  private final Papers papers;
  private final Households households;
  private final Persons persons;
  private final CaseFamily family;
  private final CaseParts parts;
  private final Display display;
  private final CaseExtras extras;
  private final Planning planning;

  CasePages(
      Cases cases,
      CaseBoards boards,
      SubsidyCases subsidyCases,
      CheckRecords checks,
      Assessments assessments,
      Papers papers,
      Households households,
      Persons persons,
      CaseFamily family,
      CaseParts parts,
      Display display,
      CaseExtras extras,
      Planning planning) {
    this.cases = cases;
    this.boards = boards;
    this.subsidyCases = subsidyCases;
    this.checks = checks;
    this.assessments = assessments;
    this.papers = papers;
    this.households = households;
    this.persons = persons;
    this.family = family;
    this.parts = parts;
    this.display = display;
    this.extras = extras;
    this.planning = planning;
  }

  @Transactional
  public void overview(long id, CurrentUser user, Model model) {
    var page = frame(id, user, "", model);
    Result result = assessments.shown(page.file());
    model.addAttribute("result", result);
    model.addAttribute("equation", Equation.of(result));
    model.addAttribute("conditions", conditions(result));
    model.addAttribute("members", family.members(page.file(), page.own()));
    model.addAttribute("parts", parts.of(page.file(), page.own(), result, user));
    var more = extras.of(page.file(), page.own(), user);
    model.addAttribute("extras", more);
    model.addAttribute(
        "instead",
        more.stream().map(Extra::instead).filter(Objects::nonNull).findFirst().orElse(null));
  }

  @Transactional
  public void family(long id, CurrentUser user, Model model) {
    var page = frame(id, user, "family", model);
    var members = family.members(page.file(), page.own());
    model.addAttribute("members", members);
    model.addAttribute(
        "unsigned",
        editable(page.file(), user)
            ? members.stream().filter(m -> m.adult() && !m.consent().equals("已签")).toList()
            : List.of());
    model.addAttribute("evidence", family.evidence(page.file(), page.own(), members));
    model.addAttribute("householdUrl", "/people/households/" + page.own().householdId());
  }

  @Transactional
  public void checks(long id, CurrentUser user, Model model) {
    frame(id, user, "checks", model);
    model.addAttribute("checks", checks.checks(id));
  }

  @Transactional
  public void visits(long id, CurrentUser user, Model model) {
    frame(id, user, "visits", model);
    model.addAttribute("visits", checks.visits(id));
  }

  @Transactional
  public void papers(long id, CurrentUser user, Model model) {
    frame(id, user, "papers", model);
    model.addAttribute("papers", papers.panel(SubsidyCaseType.OWNER, id));
  }

  @Transactional
  public void account(long id, CurrentUser user, Model model) {
    var page = frame(id, user, "account", model);
    model.addAttribute("account", assessments.account(page.file()).orElse(null));
  }

  @Transactional
  public void letters(long id, CurrentUser user, Model model) {
    frame(id, user, "letters", model);
  }

  @Transactional
  public void messages(long id, CurrentUser user, Model model) {
    frame(id, user, "messages", model);
  }

  @Transactional
  public void timeline(long id, CurrentUser user, Model model) {
    frame(id, user, "timeline", model);
  }

  @Transactional
  public void determination(long id, CurrentUser user, Model model) {
    var page = frame(id, user, "determination", model);
    assessments.sheet(page.file(), model);
    Result result = (Result) model.getAttribute("result");
    var names = new java.util.HashMap<String, String>();
    for (CaseFamily.MemberRow m : family.members(page.file(), page.own()))
      names.put(FamilyFacts.ref(m.id()), m.name());
    model.addAttribute("subjects", names);
    model.addAttribute("conditions", conditions(result));
    model.addAttribute(
        "missingWords",
        MissingFacts.words(result.missing(), family.members(page.file(), page.own())));
  }

  /** Adds the replay of the frozen determination. */
  @Transactional(readOnly = true)
  public void compare(long id, Model model) {
    assessments
        .latest(id)
        .ifPresent(d -> model.addAttribute("comparison", assessments.recompute(d.id())));
  }

  private record Page(CaseView file, SubsidyCase own) {}

  /** What every page of the case shows on top. */
  private Page frame(long id, CurrentUser user, String tab, Model model) {
    planning.once();
    CaseView file = cases.get(id);
    SubsidyCase own = subsidyCases.get(id);
    Person applicant = persons.get(file.personId());
    model.addAttribute("file", file);
    model.addAttribute("kind", own.programme());
    model.addAttribute("personUrl", "/people/" + applicant.id());
    model.addAttribute("identity", identity(file, own, applicant));
    model.addAttribute("board", boards.of(file, user));
    model.addAttribute("tabs", tabs(id, tab, user));
    model.addAttribute("editable", editable(file, user));
    return new Page(file, own);
  }

  private static boolean editable(CaseView file, CurrentUser user) {
    return user.has(Role.CASEWORKER) && file.state().equals("CHECKING");
  }

  private List<Fact> identity(CaseView file, SubsidyCase own, Person applicant) {
    int members = households.members(own.householdId(), file.lawDay()).size();
    return List.of(
        new Fact("家庭", members + " 人"),
        Fact.code("身份证号", applicant.maskedNumber()),
        Fact.code("手机", applicant.phone() == null ? "—" : applicant.maskedPhone()),
        new Fact("住址", display.region(file.region())),
        new Fact("申请", file.openedOn() + "（" + own.channelLabel() + "）"),
        new Fact("适用日", file.lawDay().toString()));
  }

  private static List<Tab> tabs(long id, String current, CurrentUser user) {
    String url = "/subsidy/cases/" + id;
    var tabs = new ArrayList<Tab>();
    for (String[] t :
        new String[][] {
          {"", "概况"},
          {"family", "家庭与证据"},
          {"checks", "核对"},
          {"visits", "入户调查"},
          {"determination", "测算"},
          {"notice", "公示"},
          {"papers", "附件"},
          {"letters", "文书"},
          {"timeline", "轨迹"}
        })
      if (user.worksOnCases() || MONEY.contains(t[0]))
        tabs.add(new Tab(t[1], tab(id, url, t[0]), t[0].equals(current)));
    return tabs;
  }

  /** The notice has its page among the cases, for every desk. */
  private static String tab(long id, String url, String name) {
    if (name.equals("notice")) return "/cases/" + id + "/notice";
    return name.isEmpty() ? url : url + "/" + name;
  }

  private static String conditions(Result result) {
    long met = result.findings().stream().filter(f -> Boolean.TRUE.equals(f.met())).count();
    int all = result.findings().size();
    return met == all && all > 0 ? all + " 项条件全部符合" : met + " / " + all + " 项条件符合";
  }
}
