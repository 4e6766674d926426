package minzheng.subsidy.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minzheng.cases.CaseBoards;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.documents.Papers;
import minzheng.kernel.Ages;
import minzheng.kernel.Money;
import minzheng.people.Evidence;
import minzheng.people.EvidenceKind;
import minzheng.people.EvidenceLog;
import minzheng.people.Households;
import minzheng.people.Person;
import minzheng.people.Persons;
import minzheng.security.CurrentUser;
import minzheng.security.Planning;
import minzheng.security.Role;
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
  private final Cases cases;
  private final CaseBoards boards;
  private final SubsidyCases subsidyCases;
  private final CheckRecords checks;
  private final Assessments assessments;
  private final Papers papers;
  private final Households households;
  private final Persons persons;
  private final EvidenceLog evidence;
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
      EvidenceLog evidence,
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
    this.evidence = evidence;
    this.display = display;
    this.extras = extras;
    this.planning = planning;
  }

  /** A row of 办理材料: a part of the work and how it stands. */
  public record Part(String name, String text, String url, String word, String tone) {}

  /** A member as the tables show it; income null: not declared. */
  public record MemberRow(
      long id,
      String name,
      String url,
      String relation,
      int age,
      String situation,
      String consent,
      boolean adult,
      Money income) {}

  /** A row of evidence. */
  public record EvidenceRow(String who, String what, String words, String days, String source) {}

  @Transactional
  public void overview(long id, CurrentUser user, Model model) {
    var page = frame(id, user, "", model);
    Result result = assessments.shown(page.file());
    model.addAttribute("result", result);
    model.addAttribute("equation", Equation.of(result));
    model.addAttribute("conditions", conditions(result));
    model.addAttribute("members", members(page));
    model.addAttribute("parts", parts(page, result));
    model.addAttribute("extras", extras.of(page.file(), page.own(), user));
  }

  @Transactional
  public void family(long id, CurrentUser user, Model model) {
    var page = frame(id, user, "family", model);
    var members = members(page);
    model.addAttribute("members", members);
    model.addAttribute(
        "unsigned",
        editable(page.file(), user)
            ? members.stream().filter(m -> m.adult() && !m.consent().equals("已签")).toList()
            : List.of());
    model.addAttribute("evidence", evidence(page, members));
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
    for (MemberRow m : members(page)) names.put(FamilyFacts.ref(m.id()), m.name());
    model.addAttribute("subjects", names);
    model.addAttribute("conditions", conditions(result));
    model.addAttribute("missingWords", MissingFacts.words(result.missing(), members(page)));
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
    model.addAttribute("tabs", tabs(id, tab));
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

  private static List<Tab> tabs(long id, String current) {
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
        }) tabs.add(new Tab(t[1], t[0].isEmpty() ? url : url + "/" + t[0], t[0].equals(current)));
    return tabs;
  }

  /** The notice has its page among the cases, for every desk. */
  private static String tab(long id, String url, String name) {
    if (name.equals("notice")) return "/cases/" + id + "/notice";
    return name.isEmpty() ? url : url + "/" + name;
  }

  private List<Part> parts(Page page, Result result) {
    long id = page.file().id();
    String url = "/subsidy/cases/" + id;
    var parts = new ArrayList<Part>();
    var panel = papers.panel(SubsidyCaseType.OWNER, id);
    long demanded = panel.missing().stream().filter(p -> p.demanded()).count();
    parts.add(
        new Part(
            "材料",
            demanded == 0 ? "必交材料齐全" : "还缺 " + demanded + " 项必交材料",
            url + "/papers",
            demanded == 0 ? "完成" : "待补",
            demanded == 0 ? "ok" : "warn"));
    if (page.own().programme().meansTested()) {
      var found = checks.checks(id);
      long open = found.stream().filter(CheckRecords.EconomicCheck::open).count();
      parts.add(
          new Part(
              "经济状况核对",
              found.isEmpty()
                  ? "尚未登记"
                  : found.size() + " 个来源已返回" + (open > 0 ? "；" + open + " 项差异待处理" : ""),
              url + "/checks",
              found.isEmpty() ? "未开始" : open > 0 ? "待处理" : "完成",
              found.isEmpty() ? null : open > 0 ? "bad" : "ok"));
      var visits = checks.visits(id);
      parts.add(
          new Part(
              "入户调查",
              visits.isEmpty()
                  ? "尚未登记"
                  : visits.getLast().visitedOn()
                      + "，"
                      + visits.getLast().visitor()
                      + "、"
                      + visits.getLast().companion()
                      + "两人签字",
              url + "/visits",
              visits.isEmpty() ? "未开始" : "完成",
              visits.isEmpty() ? null : "ok"));
    }
    parts.add(
        new Part(
            "测算",
            result.outcome().label(),
            url + "/determination",
            result.eligible() ? "完成" : result.missing().isEmpty() ? "已测算" : "待补",
            result.eligible() ? "ok" : result.missing().isEmpty() ? "now" : "warn"));
    if (page.own().programme().pays()) {
      boolean account = assessments.hasAccount(page.file());
      parts.add(
          new Part(
              "发放账户",
              account ? "已登记" : "未登记",
              url + "/account",
              account ? "完成" : "待补",
              account ? "ok" : "warn"));
    }
    return parts;
  }

  private static String conditions(Result result) {
    long met = result.findings().stream().filter(f -> Boolean.TRUE.equals(f.met())).count();
    int all = result.findings().size();
    return met == all && all > 0 ? all + " 项条件全部符合" : met + " / " + all + " 项条件符合";
  }

  private List<MemberRow> members(Page page) {
    LocalDate day = page.file().lawDay();
    var memberships = households.members(page.own().householdId(), day);
    List<Long> ids = memberships.stream().map(minzheng.people.Member::personId).toList();
    Map<Long, Person> files = persons.all(ids);
    List<Evidence> known = evidence.ofPersons(ids, day, null);
    Set<Long> signed = page.own().signed();
    return memberships.stream()
        .map(
            m -> {
              Person p = files.get(m.personId());
              var own = known.stream().filter(e -> e.personId() == p.id()).toList();
              boolean adult = Ages.reached(p.birthDate(), FamilyFacts.OF_AGE, day);
              return new MemberRow(
                  p.id(),
                  p.name(),
                  "/people/" + p.id(),
                  m.relation().label(),
                  p.age(day),
                  situation(own),
                  signed.contains(p.id()) ? "已签" : adult ? "未签" : "无须",
                  adult,
                  income(own));
            })
        .toList();
  }

  private static String situation(List<Evidence> own) {
    var words = new ArrayList<String>();
    for (Evidence e : own)
      if (e.kind() != EvidenceKind.INCOME && e.kind() != EvidenceKind.HUKOU)
        words.add(e.title() + " " + e.words());
    return words.isEmpty() ? "—" : String.join("；", words);
  }

  private static Money income(List<Evidence> own) {
    var rows = own.stream().filter(e -> e.kind() == EvidenceKind.INCOME).toList();
    if (rows.isEmpty()) return null;
    return rows.stream().map(Evidence::amount).reduce(Money.ZERO, Money::plus);
  }

  private List<EvidenceRow> evidence(Page page, List<MemberRow> members) {
    LocalDate day = page.file().lawDay();
    var rows = new ArrayList<EvidenceRow>();
    for (Evidence e : evidence.asOf(EvidenceLog.Subject.household(page.own().householdId()), day))
      rows.add(row("家庭", e));
    for (Evidence e : evidence.ofPersons(members.stream().map(MemberRow::id).toList(), day, null))
      members.stream()
          .filter(m -> m.id() == e.personId())
          .findFirst()
          .ifPresent(m -> rows.add(row(m.name(), e)));
    return rows;
  }

  private static EvidenceRow row(String who, Evidence e) {
    String days = e.validTo() == null ? e.validFrom() + " 起" : e.validFrom() + " 至 " + e.validTo();
    return new EvidenceRow(who, e.title(), e.words(), days, e.source());
  }
}
