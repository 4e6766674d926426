package minzheng.subsidy.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import minzheng.kernel.Ages;
import minzheng.kernel.IdNumber;
import minzheng.kernel.Money;
import minzheng.subsidy.Determinations;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Facts.Income;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Member;
import minzheng.subsidy.rules.Result;
import org.springframework.stereotype.Component;

/** 试算: what an intake would come to as typed. Nothing is stored and nothing promised. */
@Component
class IntakeTrials {
  private final Determinations determinations;

  IntakeTrials(Determinations determinations) {
    this.determinations = determinations;
  }

  /** Results of the programme asked for; the form has passed {@link IntakeCheck}. */
  List<Result> of(IntakeForm form, LocalDate today) {
    LocalDate day = IntakeCheck.applyDate(form, today);
    return determinations.preview(facts(form, day), day, List.of(form.getProgramme()));
  }

  private static Facts facts(IntakeForm form, LocalDate day) {
    var members = new ArrayList<Member>();
    for (int i = 0; i < form.getMembers().size(); i++)
      members.add(member(form.getMembers().get(i), "m" + (i + 1)));
    return new Facts(
        form.getRegion().strip(),
        form.getSavings().isBlank() ? null : Money.parse(form.getSavings()),
        form.getVehicles().isBlank() ? null : Integer.valueOf(form.getVehicles().strip()),
        form.getMembers().stream().allMatch(m -> m.isConsent() || !ofAge(m, day)),
        null,
        members,
        Map.of());
  }

  private static boolean ofAge(MemberForm m, LocalDate day) {
    var born = IdNumber.of(m.getIdNumber().strip()).birthDate();
    return Ages.reached(born, FamilyFacts.OF_AGE, day);
  }

  private static Member member(MemberForm m, String ref) {
    var number = IdNumber.of(m.getIdNumber().strip());
    var member =
        Member.of(ref, Facts.Relation.valueOf(m.getRelation()), number.sex(), number.birthDate())
            .name(m.getName().strip())
            .seriousIllness(m.isSeriousIllness())
            .study(Facts.Study.valueOf(m.getStudy()))
            .away(Facts.Away.valueOf(m.getAway()));
    if (!m.getHukou().isBlank()) member.hukou(m.getHukou().strip());
    if (!m.getDisability().isBlank())
      member.disability(
          new Facts.Disability(
              Facts.Disability.Category.valueOf(m.getDisability()),
              Integer.parseInt(m.getDisabilityGrade())));
    if (!m.getIncome().isBlank()) member.incomes(incomes(m));
    return member.build();
  }

  private static List<Income> incomes(MemberForm m) {
    var incomes = new ArrayList<Income>();
    add(incomes, m.getIncomeKind(), m.getIncome());
    if (!m.getOtherIncome().isBlank()) add(incomes, m.getOtherIncomeKind(), m.getOtherIncome());
    return incomes;
  }

  private static void add(List<Income> incomes, String kind, String amount) {
    Money money = Money.parse(amount);
    if (!money.isZero()) incomes.add(new Income(IncomeKind.valueOf(kind), money, 1, null));
  }
}
