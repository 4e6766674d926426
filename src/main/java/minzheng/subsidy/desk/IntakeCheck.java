package minzheng.subsidy.desk;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import minzheng.kernel.IdNumber;
import minzheng.kernel.Money;
import minzheng.kernel.RuleViolation;
import minzheng.subsidy.rules.Facts;
import minzheng.web.Typed;

/**
 * Reads an intake as typed and collects everything that has to be corrected, each at its field, so
 * that a person corrects once.
 */
final class IntakeCheck {
  private final IntakeForm form;
  private final LocalDate today;
  private final String scope;
  private final List<RuleViolation> problems = new ArrayList<>();

  private IntakeCheck(IntakeForm form, LocalDate today, String scope) {
    this.form = form;
    this.today = today;
    this.scope = scope;
  }

  /** An empty list: the form can become a case. */
  static List<RuleViolation> problems(IntakeForm form, LocalDate today, String scope) {
    var check = new IntakeCheck(form, today, scope);
    check.whole();
    return check.problems;
  }

  /** The day of application; today where none was typed. */
  static LocalDate applyDate(IntakeForm form, LocalDate today) {
    return form.getApplyDate().isBlank() ? today : day(form.getApplyDate());
  }

  static LocalDate day(String typed) {
    String text = typed.strip();
    if (text.matches("\\d{8}"))
      text = text.substring(0, 4) + "-" + text.substring(4, 6) + "-" + text.substring(6);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new RuleViolation(null, "没有“" + typed.strip() + "”这一天，请按 2026-11-22 的格式填写");
    }
  }

  private void whole() {
    at("programme", () -> ProgrammeKind.of(form.getProgramme()));
    at(
        "applyDate",
        () -> {
          LocalDate day = applyDate(form, today);
          if (day.isAfter(today)) throw new RuleViolation(null, "申请日期不能晚于今天");
          if (day.isBefore(today) && form.getBackdateReason().isBlank())
            problem("backdateReason", "申请日期早于今天，请填写补录原因");
        });
    at("region", this::region);
    if (form.getAddress().isBlank()) problem("address", "请填写详细地址");
    at("phone", () -> Typed.phoneOrNull(form.getPhone()));
    if (meansTested()) {
      at("savings", () -> money(form.getSavings()));
      at(
          "vehicles",
          () -> {
            if (!form.getVehicles().isBlank() && !form.getVehicles().strip().matches("\\d{1,2}"))
              throw new RuleViolation(null, "请填写辆数，没有填 0");
          });
    }
    at("accountNumber", this::account);
    if (form.getMembers().isEmpty()) problem(null, "至少登记申请人一人");
    members();
  }

  private void region() {
    String region = form.getRegion().strip();
    if (region.isEmpty()) throw new RuleViolation(null, "请选择居住地");
    if (!region.matches("\\d{9}|\\d{12}")) throw new RuleViolation(null, "居住地请选到街道或社区");
    if (!region.startsWith(scope)) throw new RuleViolation(null, "居住地不在本单位辖区内，请转由居住地受理");
  }

  private void account() {
    String number = form.getAccountNumber().replaceAll("\\s", "");
    if (number.isEmpty()) return;
    if (!number.matches("\\d{10,25}")) throw new RuleViolation(null, "账号应为 10 到 25 位数字");
    if (form.getBank().isBlank()) problem("bank", "请填写开户银行");
  }

  private void members() {
    int heads = 0;
    Set<String> numbers = new HashSet<>();
    for (int i = 0; i < form.getMembers().size(); i++) {
      MemberForm member = form.getMembers().get(i);
      String path = "members[" + i + "].";
      if (member.getRelation().equals("HEAD")) heads++;
      if (member.getName().isBlank()) problem(path + "name", "请填写姓名");
      at(
          path + "idNumber",
          () -> {
            var number = IdNumber.of(member.getIdNumber().strip());
            if (!numbers.add(number.value())) throw new RuleViolation(null, "这个身份证号在本户中填了两次");
            if (number.birthDate().isAfter(applyDate(form, today)))
              throw new RuleViolation(null, "出生日期晚于申请日期，请核对");
          });
      if (meansTested()) income(member, path);
      if (!member.getDisability().isBlank() && member.getDisabilityGrade().isBlank())
        problem(path + "disabilityGrade", "请选择残疾等级");
      at(path + "study", () -> Facts.Study.valueOf(member.getStudy()));
      at(path + "away", () -> Facts.Away.valueOf(member.getAway()));
      at(path + "relation", () -> Facts.Relation.valueOf(member.getRelation()));
    }
    if (heads != 1) problem("members[0].relation", "一户必须且只能有一位户主（申请人）");
  }

  private void income(MemberForm member, String path) {
    at(path + "income", () -> money(member.getIncome()));
    at(path + "otherIncome", () -> money(member.getOtherIncome()));
    if (!member.getOtherIncome().isBlank() && member.getOtherIncomeKind().isBlank())
      problem(path + "otherIncomeKind", "请选择这笔收入的类型");
    if (!member.getOtherIncome().isBlank()
        && member.getOtherIncomeKind().equals(member.getIncomeKind()))
      problem(path + "otherIncomeKind", "两笔收入的类型相同，请合并填写");
  }

  private boolean meansTested() {
    return !form.getProgramme().equals("OLD_AGE");
  }

  private static void money(String typed) {
    if (!typed.isBlank()) Money.parse(typed);
  }

  private void at(String field, Runnable check) {
    try {
      check.run();
    } catch (RuleViolation e) {
      problems.add(e.at(field));
    } catch (IllegalArgumentException e) {
      problem(field, "请重新选择");
    }
  }

  private void problem(String field, String sentence) {
    problems.add(new RuleViolation(field, sentence));
  }
}
