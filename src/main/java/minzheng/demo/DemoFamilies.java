package minzheng.demo;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Move;
import minzheng.cases.Notices;
import minzheng.demo.Citizens.Citizen;
import minzheng.documents.Attachments;
import minzheng.documents.Papers;
import minzheng.documents.Upload;
import minzheng.jurisdiction.Regions;
import minzheng.jurisdiction.WorkingDays;
import minzheng.subsidy.desk.Checks;
import minzheng.subsidy.desk.IntakeForm;
import minzheng.subsidy.desk.Intakes;
import minzheng.subsidy.desk.MemberForm;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Families of the demo city and their applications, walked by the product's own services on the
 * days they claim, so that each determination replays. A case is walked on from wherever a stop in
 * the middle left it.
 */
@Component
@Profile("demo")
class DemoFamilies {
  private static final byte[] PAPER = onePage();

  private final Staff staff;
  private final Intakes intakes;
  private final Checks checks;
  private final Cases cases;
  private final Notices notices;
  private final Papers papers;
  private final Attachments attachments;
  private final Regions regions;
  private final WorkingDays days;

  DemoFamilies(
      Staff staff,
      Intakes intakes,
      Checks checks,
      Cases cases,
      Notices notices,
      Papers papers,
      Attachments attachments,
      Regions regions,
      WorkingDays days) {
    this.staff = staff;
    this.intakes = intakes;
    this.checks = checks;
    this.cases = cases;
    this.notices = notices;
    this.papers = papers;
    this.attachments = attachments;
    this.regions = regions;
    this.days = days;
  }

  /** A family that applies: everything that is drawn by lot is drawn here, before any work. */
  record Family(
      UUID key, String district, String desk, IntakeForm form, LocalDate applied, String target) {}

  /** Draws a family of {@code size} for a programme; its state is reached as far as days allow. */
  Family draw(
      Citizens city,
      String district,
      String programme,
      int size,
      LocalDate applied,
      String target) {
    String desk = district.equals("510104") ? "jinjiang" : "qingyang";
    var form = new IntakeForm();
    form.setProgramme(programme);
    form.setApplyDate(applied.toString());
    var communities =
        regions.inside(district).stream().filter(r -> r.code().length() == 12).toList();
    form.setRegion(city.pick(communities).code());
    form.setAddress(city.address(district));
    form.setPhone(city.phone());
    form.setSavings(city.between(0, 120) * 100 + ".00");
    form.setVehicles("0");
    form.setBank(city.pick(List.of("中国农业银行", "中国邮政储蓄银行", "成都银行", "中国工商银行")));
    form.setAccountNumber(city.bankAccount());
    form.setMembers(members(city, district, programme, size, applied));
    String key = programme + district + form.getMembers().getFirst().getIdNumber();
    return new Family(
        UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
        district,
        desk,
        form,
        applied,
        target);
  }

  private static List<MemberForm> members(
      Citizens city, String district, String programme, int size, LocalDate day) {
    var members = new ArrayList<MemberForm>();
    boolean old = programme.equals("OLD_AGE");
    int headAge = old ? city.between(90, 101) : city.between(32, 72);
    Citizen head = city.citizen(district, null, headAge, day);
    members.add(member(head, "HEAD"));
    int perHead =
        switch (programme) {
          case "DIBAO" -> city.between(0, 62) * 10;
          case "DIBAO_EDGE", "DIBAO_SINGLE" -> city.between(72, 104) * 10;
          case "LOW_INCOME" -> city.between(106, 138) * 10;
          default -> 0;
        };
    for (int i = 1; i < size; i++) {
      String surname = head.name().substring(0, 1);
      boolean spouse = i == 1 && city.between(0, 2) > 0;
      Citizen next =
          spouse
              ? city.citizen(district, null, Math.max(25, headAge - city.between(0, 6)), day)
              : city.citizen(district, surname, Math.max(1, headAge - city.between(22, 34)), day);
      var m = member(next, spouse ? "SPOUSE" : "CHILD");
      if (!spouse && headAge - 22 >= 6) study(m, next, day);
      members.add(m);
    }
    for (var m : members) m.setIncome("0.00");
    // the severely disabled member of an edge family earns nothing; somebody else does
    var earner = programme.equals("DIBAO_SINGLE") ? members.get(1) : members.getFirst();
    earner.setIncome(perHead * size + ".00");
    if (programme.equals("DIBAO_SINGLE")) disabled(members.getFirst(), "PHYSICAL", "1");
    else if (city.between(0, 5) == 0)
      disabled(
          members.getLast(),
          city.pick(List.of("PHYSICAL", "VISUAL", "INTELLECTUAL", "MENTAL")),
          String.valueOf(city.between(1, 4)));
    if (city.between(0, 9) == 0) members.getFirst().setSeriousIllness(true);
    return members;
  }

  private static void study(MemberForm m, Citizen child, LocalDate day) {
    int age = day.getYear() - child.birth().getYear();
    if (age >= 7 && age < 16) m.setStudy("COMPULSORY");
    else if (age >= 16 && age < 19) m.setStudy("HIGH");
    else if (age >= 19 && age < 23) m.setStudy("BACHELOR");
  }

  private static void disabled(MemberForm m, String category, String grade) {
    m.setDisability(category);
    m.setDisabilityGrade(grade);
  }

  private static MemberForm member(Citizen c, String relation) {
    var m = new MemberForm();
    m.setIdNumber(c.idNumber());
    m.setName(c.name());
    m.setBirthDate(c.birth().toString());
    m.setSex(c.female() ? "F" : "M");
    m.setRelation(relation);
    m.setConsent(true);
    return m;
  }

  /** Walks a family's case to its target, one step after the other, each on its working day. */
  void walk(Family family, LocalDate today) {
    String worker = family.desk() + ".caseworker";
    long id =
        staff.on(
            family.applied(),
            worker,
            user -> {
              var done = intakes.caseOf(family.key());
              if (done.isPresent()) return done.get();
              intakes.save(family.key(), family.form(), user);
              return intakes.submit(family.key(), user);
            });
    LocalDate day = staff.on(family.applied(), worker, user -> cases.get(id)).lastEffective();
    for (int steps = 0; steps < 14; steps++) {
      CaseView file = staff.on(day, worker, user -> cases.get(id));
      if (file.decided() || file.state().equals(family.target())) return;
      LocalDate next = days.addWorkingDays(day, 1).date();
      if (next.isAfter(today)) return;
      day = step(family, file, next, today);
      if (day == null) return;
    }
  }

  /** One step; the day it was taken, or null when it has to wait. */
  private LocalDate step(Family family, CaseView file, LocalDate day, LocalDate today) {
    String worker = family.desk() + ".caseworker";
    String colleague = family.desk() + ".caseworker2";
    switch (file.state()) {
      case "SUBMITTED" -> {
        if (family.target().equals("SUPPLEMENT")) {
          move(day, worker, file, "SUPPLEMENT", "请补交核对授权书");
          return day;
        }
        if (family.target().equals("WITHDRAWN")) {
          move(day, worker, file, "WITHDRAW", "申请人自愿撤回申请");
          return day;
        }
        upload(day, worker, file);
        move(day, worker, file, "ACCEPT", null);
      }
      case "CHECKING" -> {
        investigate(day, worker, colleague, file);
        move(day, worker, file, "HAND_IN", null);
      }
      case "INITIAL" -> move(day, family.desk() + ".reviewer", file, "PROPOSE", "情况属实，拟同意");
      case "TO_POST" -> {
        staff.on(
            day,
            worker,
            user ->
                notices.post(
                    file.id(), new Notices.Posting(List.of(file.region()), day, null, null), user));
      }
      case "NOTICE" -> {
        var notice = staff.on(day, worker, user -> notices.ofCase(file.id()).getFirst());
        LocalDate end = notice.endsOn();
        if (end.isAfter(today)) return null;
        staff.on(end, worker, user -> notices.endIfDue(notice.id()));
        return end;
      }
      case "COUNTY" -> {
        String approver = family.desk() + ".approver";
        if (family.target().equals("REFUSED"))
          move(day, approver, file, "REFUSE", "经核查，家庭财产申报不实，不符合认定条件");
        else move(day, approver, file, "APPROVE", "符合条件，同意认定");
      }
      default -> {
        return null;
      }
    }
    return day;
  }

  private void investigate(LocalDate day, String worker, String colleague, CaseView file) {
    for (String source : List.of("HUKOU", "SOCIAL_INSURANCE", "BANK", "VEHICLE"))
      staff.on(
          day,
          worker,
          user -> {
            checks.record(file.id(), source, day, "MATCH", "", Move.of("CHECK"), user);
            return null;
          });
    long companion = staff.on(day, colleague, user -> user.accountId());
    staff.on(
        day,
        worker,
        user -> {
          checks.visit(
              file.id(),
              day,
              companion,
              file.title(),
              "家庭居住和生活状况与申报一致",
              true,
              Move.of("VISIT"),
              user);
          return null;
        });
  }

  private void upload(LocalDate day, String worker, CaseView file) {
    staff.on(
        day,
        worker,
        user -> {
          for (var paper : papers.panel("CASE", file.id()).missing())
            if (paper.demanded())
              attachments.add(
                  "CASE",
                  file.id(),
                  file.region(),
                  paper.paperCode(),
                  new Upload(paper.name() + ".pdf", "application/pdf", PAPER, 1),
                  user.actor());
          return null;
        });
  }

  private void move(LocalDate day, String who, CaseView file, String action, String opinion) {
    staff.on(day, who, user -> cases.move(file.id(), Move.of(action, opinion), user));
  }

  /** A blank page as PDF, standing in for a scanned paper. */
  private static byte[] onePage() {
    return """
    %PDF-1.4
    1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
    xref
    0 4
    0000000000 65535 f\s
    0000000009 00000 n\s
    0000000052 00000 n\s
    0000000101 00000 n\s
    trailer<</Size 4/Root 1 0 R>>
    startxref
    164
    %%EOF
    """
        .getBytes(StandardCharsets.US_ASCII);
  }
}
