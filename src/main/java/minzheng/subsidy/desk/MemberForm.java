package minzheng.subsidy.desk;

/**
 * One member of the family as typed. An empty income is unknown, never zero: the sheet then says
 * what is missing.
 */
public class MemberForm {
  private String name = "";
  private String idNumber = "";
  private String birthDate = "";
  private String sex = "";
  private String relation = "HEAD";
  private String hukou = "";
  private String incomeKind = "WAGE";
  private String income = "";
  private String otherIncomeKind = "";
  private String otherIncome = "";
  private String disability = "";
  private String disabilityGrade = "";
  private boolean seriousIllness;
  private String study = "NONE";
  private String away = "NONE";
  private boolean consent;

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getIdNumber() {
    return idNumber;
  }

  public void setIdNumber(String idNumber) {
    this.idNumber = idNumber;
  }

  public String getBirthDate() {
    return birthDate;
  }

  public void setBirthDate(String birthDate) {
    this.birthDate = birthDate;
  }

  public String getSex() {
    return sex;
  }

  public void setSex(String sex) {
    this.sex = sex;
  }

  public String getRelation() {
    return relation;
  }

  public void setRelation(String relation) {
    this.relation = relation;
  }

  public String getHukou() {
    return hukou;
  }

  public void setHukou(String hukou) {
    this.hukou = hukou;
  }

  public String getIncomeKind() {
    return incomeKind;
  }

  public void setIncomeKind(String incomeKind) {
    this.incomeKind = incomeKind;
  }

  public String getIncome() {
    return income;
  }

  public void setIncome(String income) {
    this.income = income;
  }

  public String getOtherIncomeKind() {
    return otherIncomeKind;
  }

  public void setOtherIncomeKind(String otherIncomeKind) {
    this.otherIncomeKind = otherIncomeKind;
  }

  public String getOtherIncome() {
    return otherIncome;
  }

  public void setOtherIncome(String otherIncome) {
    this.otherIncome = otherIncome;
  }

  public String getDisability() {
    return disability;
  }

  public void setDisability(String disability) {
    this.disability = disability;
  }

  public String getDisabilityGrade() {
    return disabilityGrade;
  }

  public void setDisabilityGrade(String disabilityGrade) {
    this.disabilityGrade = disabilityGrade;
  }

  public boolean isSeriousIllness() {
    return seriousIllness;
  }

  public void setSeriousIllness(boolean seriousIllness) {
    this.seriousIllness = seriousIllness;
  }

  public String getStudy() {
    return study;
  }

  public void setStudy(String study) {
    this.study = study;
  }

  public String getAway() {
    return away;
  }

  public void setAway(String away) {
    this.away = away;
  }

  public boolean isConsent() {
    return consent;
  }

  public void setConsent(boolean consent) {
    this.consent = consent;
  }
}
