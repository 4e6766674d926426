package minzheng.subsidy.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import minzheng.kernel.Money;
import minzheng.kernel.Sex;
import minzheng.subsidy.rules.Facts.Away;
import minzheng.subsidy.rules.Facts.ChildStatus;
import minzheng.subsidy.rules.Facts.Disability;
import minzheng.subsidy.rules.Facts.Income;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.Placement;
import minzheng.subsidy.rules.Facts.Relation;
import minzheng.subsidy.rules.Facts.Study;

/**
 * One member of a household on the law's day; null = unknown unless said otherwise.
 *
 * @param name for the determination sheet; null in trials
 * @param incomes empty = no income; null = unknown
 * @param disability null = none
 * @param abilityLevel GB/T 42195: 0 self-reliant to 4 complete loss
 * @param selfCareFailed items failed of the six of the 特困 assessment
 * @param receives codes of programmes already being received
 * @param cover programme by which the member is recognised apart from the family (特困、孤儿), and
 *     therefore outside it; null = none, and always in trials
 */
public record Member(
    String ref,
    String name,
    Relation relation,
    Sex sex,
    LocalDate birthDate,
    String hukou,
    List<Income> incomes,
    Disability disability,
    Integer abilityLevel,
    Integer selfCareFailed,
    boolean seriousIllness,
    Study study,
    Away away,
    ChildStatus childStatus,
    Placement placement,
    boolean bothParentsUnable,
    Boolean workAble,
    Boolean hasAbleSupporter,
    boolean livesInInstitution,
    int jobRefusals,
    Set<String> receives,
    boolean workInjuryNursingFee,
    Money elderNursingAmount,
    Money elderCareBill,
    String cover) {

  public Member {
    incomes = incomes == null ? null : List.copyOf(incomes);
    receives = receives == null ? Set.of() : Set.copyOf(receives);
  }

  /** How the member is called on the sheet. */
  String called() {
    return name == null ? ref : name;
  }

  /** A member of whom only these four are known; everything else as if absent in a trial. */
  public static Builder of(String ref, Relation relation, Sex sex, LocalDate birthDate) {
    return new Builder(ref, relation, sex, birthDate);
  }

  /** Collects facts; what is not called stays absent. */
  public static final class Builder {
    private final String ref;
    private final Relation relation;
    private final Sex sex;
    private final LocalDate birthDate;
    private String name;
    private String hukou;
    private List<Income> incomes;
    private Disability disability;
    private Integer abilityLevel;
    private Integer selfCareFailed;
    private boolean seriousIllness;
    private Study study = Study.NONE;
    private Away away = Away.NONE;
    private ChildStatus childStatus = ChildStatus.NONE;
    private Placement placement = Placement.FAMILY;
    private boolean bothParentsUnable;
    private Boolean workAble;
    private Boolean hasAbleSupporter;
    private boolean livesInInstitution;
    private int jobRefusals;
    private Set<String> receives = Set.of();
    private boolean workInjuryNursingFee;
    private Money elderNursingAmount = Money.ZERO;
    private Money elderCareBill = Money.ZERO;
    private String cover;

    private Builder(String ref, Relation relation, Sex sex, LocalDate birthDate) {
      this.ref = ref;
      this.relation = relation;
      this.sex = sex;
      this.birthDate = birthDate;
    }

    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Without it the household's region counts. */
    public Builder hukou(String hukou) {
      this.hukou = hukou;
      return this;
    }

    public Builder incomes(List<Income> incomes) {
      this.incomes = incomes;
      return this;
    }

    public Builder noIncome() {
      return incomes(List.of());
    }

    /** Adds a monthly income. */
    public Builder income(IncomeKind kind, String monthly) {
      var more = incomes == null ? new ArrayList<Income>() : new ArrayList<>(incomes);
      more.add(Income.monthly(kind, monthly));
      return incomes(more);
    }

    public Builder disability(Disability disability) {
      this.disability = disability;
      return this;
    }

    public Builder abilityLevel(Integer level) {
      this.abilityLevel = level;
      return this;
    }

    public Builder selfCareFailed(Integer items) {
      this.selfCareFailed = items;
      return this;
    }

    public Builder seriousIllness(boolean ill) {
      this.seriousIllness = ill;
      return this;
    }

    public Builder study(Study study) {
      this.study = study;
      return this;
    }

    public Builder away(Away away) {
      this.away = away;
      return this;
    }

    public Builder childStatus(ChildStatus status) {
      this.childStatus = status;
      return this;
    }

    public Builder placement(Placement placement) {
      this.placement = placement;
      return this;
    }

    public Builder bothParentsUnable(boolean unable) {
      this.bothParentsUnable = unable;
      return this;
    }

    public Builder workAble(Boolean able) {
      this.workAble = able;
      return this;
    }

    public Builder hasAbleSupporter(Boolean has) {
      this.hasAbleSupporter = has;
      return this;
    }

    public Builder livesInInstitution(boolean lives) {
      this.livesInInstitution = lives;
      return this;
    }

    public Builder jobRefusals(int refusals) {
      this.jobRefusals = refusals;
      return this;
    }

    public Builder receives(Set<String> programmes) {
      this.receives = programmes;
      return this;
    }

    public Builder workInjuryNursingFee(boolean received) {
      this.workInjuryNursingFee = received;
      return this;
    }

    public Builder elderNursingAmount(Money amount) {
      this.elderNursingAmount = amount;
      return this;
    }

    public Builder elderCareBill(Money bill) {
      this.elderCareBill = bill;
      return this;
    }

    public Builder cover(String programme) {
      this.cover = programme;
      return this;
    }

    public Member build() {
      return new Member(
          ref,
          name,
          relation,
          sex,
          birthDate,
          hukou,
          incomes,
          disability,
          abilityLevel,
          selfCareFailed,
          seriousIllness,
          study,
          away,
          childStatus,
          placement,
          bothParentsUnable,
          workAble,
          hasAbleSupporter,
          livesInInstitution,
          jobRefusals,
          receives,
          workInjuryNursingFee,
          elderNursingAmount,
          elderCareBill,
          cover);
    }
  }
}
