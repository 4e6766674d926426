package minzheng.subsidy.desk;

import java.util.Arrays;
import java.util.List;
import minzheng.cases.Procedure;
import minzheng.kernel.RuleViolation;

/**
 * The programmes this desk takes in: how their cases are numbered and walk. What they test and pay
 * is data ({@code db/reference/programmes}).
 */
public enum ProgrammeKind {
  DIBAO("最低生活保障", "低保", "DB", "DIBAO", false, true, Procedures.meansTested()),
  DIBAO_EDGE("低保边缘家庭", "低保边缘", "BY", "DIBAO", false, false, Procedures.meansTested()),
  LOW_INCOME("低收入家庭", "低收入", "DS", "DIBAO", false, false, Procedures.meansTested()),
  DIBAO_SINGLE("最低生活保障（单人户）", "单人户低保", "DR", "DIBAO", true, true, Procedures.meansTested()),
  OLD_AGE("高龄津贴", "高龄津贴", "GL", "OLD_AGE", true, true, Procedures.byAge());

  private final String title;
  private final String label;
  private final String prefix;
  private final String standardClass;
  private final boolean personal;
  private final boolean pays;
  private final Procedure procedure;

  /**
   * @param standardClass class of the day counts. 低保边缘、低收入 and 单人户 are walked like 低保 (民发〔2021〕57号
   *     第八条、第十五条至第二十二条)
   * @param personal decided for one member, not for the family
   * @param pays false: recognises a status only
   */
  ProgrammeKind(
      String title,
      String label,
      String prefix,
      String standardClass,
      boolean personal,
      boolean pays,
      Procedure procedure) {
    this.title = title;
    this.label = label;
    this.prefix = prefix;
    this.standardClass = standardClass;
    this.personal = personal;
    this.pays = pays;
    this.procedure = procedure;
  }

  /**
   * @throws RuleViolation for a code this desk does not take in
   */
  static ProgrammeKind of(String code) {
    return Arrays.stream(values())
        .filter(k -> k.name().equals(code))
        .findFirst()
        .orElseThrow(() -> new RuleViolation("programme", "请选择办理事项"));
  }

  public static List<ProgrammeKind> all() {
    return List.of(values());
  }

  /** The other programmes of this desk, shown on the sheet beside the one asked for. */
  static List<String> besides(ProgrammeKind asked) {
    return all().stream().filter(k -> k != asked).map(Enum::name).toList();
  }

  public String title() {
    return title;
  }

  /** The short word in lists. */
  public String label() {
    return label;
  }

  public String prefix() {
    return prefix;
  }

  public String standardClass() {
    return standardClass;
  }

  public boolean personal() {
    return personal;
  }

  public boolean pays() {
    return pays;
  }

  public boolean meansTested() {
    return this != OLD_AGE;
  }

  public Procedure procedure() {
    return procedure;
  }
}
