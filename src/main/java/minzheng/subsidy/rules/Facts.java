package minzheng.subsidy.rules;

import java.util.List;
import java.util.Map;
import minzheng.kernel.Money;

/**
 * What is known of a household on the law's day. A fact that was not given is null, and is never
 * taken as met; the paths by which facts are named are those of the trial API.
 *
 * @param region where the household lives; standards follow it
 * @param savings null = unknown
 * @param vehicles null = unknown
 * @param authorised whether every adult member signed the authorisation for the check; null where
 *     it is not asked for (a trial)
 * @param rigidSpending of the 12 months before, by kind; null = unknown
 * @param sources where facts come from, by path: {@code household.savings} → 银行，2026-11-02
 */
public record Facts(
    String region,
    Money savings,
    Integer vehicles,
    Boolean authorised,
    Map<SpendingKind, Money> rigidSpending,
    List<Member> members,
    Map<String, String> sources) {

  public Facts {
    members = List.copyOf(members);
    rigidSpending = rigidSpending == null ? null : Map.copyOf(rigidSpending);
    sources = sources == null ? Map.of() : Map.copyOf(sources);
  }

  /** A household of a trial. */
  public static Facts of(String region, Money savings, Integer vehicles, List<Member> members) {
    return new Facts(region, savings, vehicles, null, null, members, Map.of());
  }

  /** Path of a fact of the household. */
  static String path(String fact) {
    return "household." + fact;
  }

  /** Path of a fact of the member at that place. */
  static String path(int member, String fact) {
    return "household.members[" + member + "]." + fact;
  }

  public enum Relation {
    HEAD("户主"),
    SPOUSE("配偶"),
    CHILD("子女"),
    PARENT("父母"),
    SIBLING("兄弟姐妹"),
    OTHER("其他");

    private final String label;

    Relation(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public enum IncomeKind {
    WAGE("工资性收入"),
    BUSINESS("经营净收入"),
    PROPERTY("财产净收入"),
    TRANSFER("转移净收入"),
    BASIC_PENSION("城乡居民基础养老金"),
    PREFERENTIAL_PENSION("优抚金"),
    GOVERNMENT_ASSISTANCE("政府救助");

    private final String label;

    IncomeKind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * One income of one member.
   *
   * @param amount received over these months
   * @param months 1 for a monthly amount, 12 for a year's
   * @param label what it is, where the kind says too little (重度残疾人护理补贴); null = the kind's
   */
  public record Income(IncomeKind kind, Money amount, int months, String label) {
    public Income {
      if (months < 1) throw new IllegalArgumentException("months " + months);
    }

    public static Income monthly(IncomeKind kind, String amount) {
      return new Income(kind, Money.of(amount), 1, null);
    }

    Fraction perMonth() {
      return Fraction.of(amount).dividedBy(months);
    }

    String name() {
      return label == null ? kind.label() : label;
    }
  }

  public enum SpendingKind {
    INPATIENT_SELF_PAID,
    OTHER_MEDICAL,
    EDUCATION_PAID,
    EDUCATION_PUBLIC_PRICE,
    REHABILITATION
  }

  /** Category and grade (1 = most severe) of the disability card. */
  public record Disability(Category category, int grade) {
    public enum Category {
      VISUAL("视力"),
      HEARING("听力"),
      SPEECH("言语"),
      PHYSICAL("肢体"),
      INTELLECTUAL("智力"),
      MENTAL("精神"),
      MULTIPLE("多重");

      private final String label;

      Category(String label) {
        this.label = label;
      }

      public String label() {
        return label;
      }
    }

    String text() {
      return category.label() + "残疾" + "一二三四".charAt(grade - 1) + "级";
    }
  }

  public enum Study {
    NONE,
    COMPULSORY,
    HIGH,
    VOCATIONAL,
    BACHELOR,
    POSTGRADUATE
  }

  /** Why somebody of the household register does not live with the family. */
  public enum Away {
    NONE(""),
    PRISON("服刑"),
    DRUG_ISOLATION("强制隔离戒毒"),
    MISSING("宣告失踪"),
    CLERGY("脱离家庭的宗教教职人员");

    private final String label;

    Away(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public enum ChildStatus {
    NONE,
    ORPHAN,
    UNATTENDED,
    DIFFICULTY_1,
    DIFFICULTY_2
  }

  public enum Placement {
    FAMILY,
    SCATTERED,
    INSTITUTION
  }
}
