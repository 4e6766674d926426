package minzheng.subsidy.change;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import minzheng.Fixtures;
import minzheng.FreshIds;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Move;
import minzheng.cases.Notices;
import minzheng.documents.Attachments;
import minzheng.documents.Papers;
import minzheng.documents.Upload;
import minzheng.kernel.Sex;
import minzheng.people.EvidenceKind;
import minzheng.people.EvidenceLog;
import minzheng.people.EvidenceLog.Entry;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import minzheng.subsidy.desk.Checks;
import minzheng.subsidy.desk.IntakeForm;
import minzheng.subsidy.desk.Intakes;
import minzheng.subsidy.desk.MemberForm;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Families that were approved, by the product's own services, with back-dated steps. */
public class Families {
  public static final String STREET = "510104017";
  private static final String LATE = "补录纸质档案";
  private static final byte[] PAPER =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final Intakes intakes;
  private final Checks checks;
  private final Cases cases;
  private final Notices notices;
  private final Papers papers;
  private final Attachments attachments;
  private final EvidenceLog evidence;
  public final CurrentUser worker;
  public final CurrentUser colleague;
  public final CurrentUser reviewer;
  public final CurrentUser approver;

  Families(
      Fixtures fixtures,
      Intakes intakes,
      Checks checks,
      Cases cases,
      Notices notices,
      Papers papers,
      Attachments attachments,
      EvidenceLog evidence) {
    this.intakes = intakes;
    this.checks = checks;
    this.cases = cases;
    this.notices = notices;
    this.papers = papers;
    this.attachments = attachments;
    this.evidence = evidence;
    String street = "锦官驿街道办事处";
    worker = fixtures.named("何志远", street, STREET, Role.CASEWORKER);
    colleague = fixtures.named("文静", street, STREET, Role.CASEWORKER);
    reviewer = fixtures.named("赵文清", street, STREET, Role.REVIEWER);
    approver = fixtures.named("孙立群", "锦江区民政局", Fixtures.JINJIANG, Role.APPROVER);
  }

  public static <T> T as(CurrentUser user, Supplier<T> work) {
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
    try {
      return Scope.callAs(user.region(), work);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  public CaseView move(CurrentUser user, long id, String action, String opinion, LocalDate day) {
    return as(user, () -> cases.move(id, Move.of(action, opinion).on(day, LATE), user));
  }

  public CaseView get(long id) {
    return as(approver, () -> cases.get(id));
  }

  /** A low-bao family of a couple and their child, approved that day. */
  public CaseView lowBao(String income, LocalDate decided) {
    var members = new ArrayList<MemberForm>();
    members.add(member(LocalDate.of(1975, 3, 3), Sex.F, "周秀兰", "HEAD", income));
    members.add(member(LocalDate.of(1974, 4, 4), Sex.M, "李建国", "SPOUSE", "0"));
    members.add(member(LocalDate.of(2008, 5, 5), Sex.F, "李小梅", "CHILD", "0"));
    return approved("DIBAO", members, decided);
  }

  /** Somebody who receives the allowance of great age. */
  CaseView elder(LocalDate decided, MemberForm... others) {
    long id = elderProposed(decided.minusDays(14), others);
    return move(approver, id, "APPROVE", "同意", decided);
  }

  /** Somebody whose allowance waits for the district's yes. */
  long elderProposed(LocalDate day, MemberForm... others) {
    var members = new ArrayList<MemberForm>();
    members.add(member(LocalDate.of(1925, 5, 5), Sex.M, "赵福生", "HEAD", ""));
    members.addAll(List.of(others));
    long id = applied("OLD_AGE", members, day);
    as(worker, () -> upload(id));
    move(worker, id, "ACCEPT", null, day);
    move(reviewer, id, "PROPOSE", "拟同意", day);
    return id;
  }

  static MemberForm member(LocalDate birth, Sex sex, String name, String relation, String income) {
    var m = new MemberForm();
    m.setIdNumber(FreshIds.of(birth, sex));
    m.setName(name);
    m.setRelation(relation);
    m.setHukou(STREET);
    m.setIncome(income);
    m.setConsent(true);
    return m;
  }

  CaseView approved(String programme, List<MemberForm> members, LocalDate decided) {
    LocalDate day = decided.minusDays(14);
    long id = applied(programme, members, day);
    as(worker, () -> upload(id));
    move(worker, id, "ACCEPT", null, day);
    as(worker, () -> investigate(id, day));
    move(worker, id, "HAND_IN", null, day);
    move(reviewer, id, "PROPOSE", "拟同意", day);
    as(worker, () -> notices.post(id, Notices.Posting.at(STREET).from(day, LATE), worker));
    return move(approver, id, "APPROVE", "同意认定", decided);
  }

  /** Investigated like the others, and refused by the district. */
  CaseView refused(List<MemberForm> members, LocalDate decided) {
    LocalDate day = decided.minusDays(14);
    long id = applied("DIBAO", members, day);
    as(worker, () -> upload(id));
    move(worker, id, "ACCEPT", null, day);
    as(worker, () -> investigate(id, day));
    move(worker, id, "HAND_IN", null, day);
    move(reviewer, id, "PROPOSE_REFUSAL", "收入超过标准，拟不予认定", day);
    return move(approver, id, "REFUSE", "家庭月收入不低于标准，不予认定", decided);
  }

  /** Accepted that day, to be investigated. */
  long accepted(LocalDate day) {
    var head = member(LocalDate.of(1975, 3, 3), Sex.F, "周秀兰", "HEAD", "300");
    long id = applied("DIBAO", new ArrayList<>(List.of(head)), day);
    as(worker, () -> upload(id));
    move(worker, id, "ACCEPT", null, day);
    return id;
  }

  /** Typed and handed in at the window, nothing else yet. */
  long applied(String programme, List<MemberForm> members, LocalDate day) {
    var form = new IntakeForm();
    form.setProgramme(programme);
    form.setApplyDate(day.toString());
    form.setBackdateReason(LATE);
    form.setRegion(STREET);
    form.setAddress("锦官驿街 1 号");
    form.setPhone("13912345678");
    form.setSavings("0");
    form.setVehicles("0");
    form.setMembers(members);
    UUID key = UUID.randomUUID();
    return as(
        worker,
        () -> {
          intakes.save(key, form, worker);
          return intakes.submit(key, worker);
        });
  }

  private Void upload(long id) {
    for (var paper : papers.panel("CASE", id).missing())
      if (paper.demanded())
        attachments.add(
            "CASE",
            id,
            STREET,
            paper.paperCode(),
            new Upload(paper.name() + ".pdf", "application/pdf", PAPER, 1),
            worker.actor());
    return null;
  }

  private Void investigate(long id, LocalDate day) {
    checks.record(id, "BANK", day, "MATCH", "", Move.of("CHECK").on(day, LATE), worker);
    checks.visit(
        id,
        day,
        colleague.accountId(),
        "申请人",
        "与申报一致",
        true,
        Move.of("VISIT").on(day, LATE),
        worker);
    return null;
  }

  /** From that day on the applicant earns another wage. */
  void earns(CaseView file, String amount, LocalDate from) {
    as(
        worker,
        () ->
            evidence.declare(
                EvidenceLog.Subject.person(file.personId()),
                Entry.of(
                    EvidenceKind.INCOME,
                    "WAGE",
                    Map.of("amount", new BigDecimal(amount).toPlainString()),
                    from,
                    "本人报告")));
  }
}
